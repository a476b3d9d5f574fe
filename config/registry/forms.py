"""The forms of the admin: what they ask, what they refuse, and what nobody loses by them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django import forms
from django.contrib.admin.utils import display_for_field
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOTHING = "–"


def is_row_id(value):
    """Whether a value from outside can be the number of a row."""
    return str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19


class Words(forms.CharField):
    """Text. A browser's line ends, and blanks around it, are not a change."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.to_python(initial), data)


class RowSelect(AutocompleteSelect):
    """The stock autocomplete, which asks the database only for names not yet known."""

    def optgroups(self, name, value, attr=None):
        field = self.choices.field
        wanted = {str(each) for each in value if is_row_id(each)}
        rows = [field.known[each] for each in wanted if each in field.known]
        if unknown := wanted - field.known.keys():
            rows += field.queryset.filter(pk__in=unknown)
        options = [self.create_option(name, "", "", False, 0)] if not self.is_required else []
        options += [
            self.create_option(name, row.pk, field.label_from_instance(row), True, index)
            for index, row in enumerate(rows, start=1)
        ]
        return [(None, options, 0)]


class RowChoiceField(forms.ModelChoiceField):
    """The choice of a row. Rows that were read anyway are not read again.

    ``among``: the only rows there are to choose from, when they are few and known.
    """

    def __init__(self, *args, among=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.is_closed = {}, among is not None
        if self.is_closed:
            self.known = {str(row.pk): row for row in among}
            blank = [] if self.empty_label is None else [("", self.empty_label)]
            self.choices = blank + [(row.pk, self.label_from_instance(row)) for row in among]

    def label_from_instance(self, row):
        return row.choice_label

    def remember(self, row):
        self.known = {str(row.pk): row, **self.known}

    def to_python(self, value):
        if str(value) in self.known:
            return self.known[str(value)]
        if self.is_closed and value not in self.empty_values:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field in which the form differs from what is stored now."""

    label: str
    yours: str
    stored: str


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """What somebody else saved while a form was open."""

    row: str
    actor: str
    saved_at: datetime | None
    differences: list[Difference]
    input_name: str  # of the box that says: save mine on top …
    version: int  # … of this version

    @property
    def sentence(self):
        return _(
            "%(actor)s saved “%(row)s” after you had opened it. Nothing you wrote is lost: "
            "compare below, change what you want, and say that yours goes on top."
        ) % {"actor": self.actor or _("Somebody"), "row": self.row}


class RowForm(forms.ModelForm):
    """The form of one row, on a page of its own or in a list of its parent's parts."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on_top_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    ABOUT_THE_SAVE = frozenset({"seen_version", "on_top_of", "change_reason"})
    conflict = None
    is_gone = False  # the row was deleted while the form was open

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        for name, field in self.fields.items():
            if isinstance(field, RowChoiceField) and is_read(row, name):
                field.remember(getattr(row, name))
        if not row._state.adding:
            self.initial["seen_version"] = row.version
            if "code" in self.fields and getattr(row, "published", False):
                self.fields["code"].disabled = True

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if name not in self.ABOUT_THE_SAVE]

    def clean(self):
        super().clean()
        if self.is_gone:
            raise ValidationError(
                _(
                    "Somebody has deleted this since you opened the page. What you wrote "
                    "stands here as a new one: save again to add it anew, or remove it."
                )
            )
        if not self.instance._state.adding:
            self.leave_the_untouched()
            if self.changed_data and self.is_stale():
                self.conflict = self.find_conflict()
                raise ValidationError(self.conflict.sentence)
        return self.cleaned_data

    def leave_the_untouched(self):
        """What was not changed stays exactly as it is stored, blanks and all."""
        for name in self.cleaned_data.keys() - set(self.changed_data):
            try:
                field = self.instance._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if not field.is_relation:
                self.cleaned_data[name] = getattr(self.instance, name)

    def is_stale(self):
        seen = {self.cleaned_data.get("seen_version"), self.cleaned_data.get("on_top_of")}
        return self.instance.version not in seen

    def find_conflict(self):
        row = self.instance
        last = row.history.order_by("-history_id").first()
        return Conflict(
            row=str(row),
            actor=last.history_actor if last else "",
            saved_at=last.history_date if last else None,
            differences=[
                self.difference(name) for name in self.changed_data if name in self._meta.fields
            ],
            input_name=self.add_prefix("on_top_of"),
            version=row.version,
        )

    def difference(self, name):
        field = self.instance._meta.get_field(name)
        if name in self.cleaned_data:
            yours = in_words(field, self.cleaned_data[name])
        else:
            yours = str(self[name].data or NOTHING)
        return Difference(
            label=capfirst(self.fields[name].label),
            yours=yours,
            stored=in_words(field, getattr(self.instance, name)),
        )

    def _get_validation_exclusions(self):
        # Django leaves out what is not on the form, and with it the rules that need it.
        return set(self._errors)

    def _post_clean(self):
        super()._post_clean()
        inline = any(isinstance(field, InlineForeignKeyField) for field in self.fields.values())
        if inline and not self._errors:
            # Django leaves out the parent too, and with it every rule that names it.
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)

    def add_error(self, field, error):
        if field is None and hasattr(error, "error_dict"):
            error = said_here(error, self.instance, self.fields)
        super().add_error(field, error)


def said_here(error, row, fields):
    """An error of a row so that a form that lacks some of its fields can say it.

    That a field which is not on the form is empty follows from another mistake.
    """
    said = {}
    for name, problems in error.error_dict.items():
        if name in fields or name == "__all__":
            said.setdefault(name, []).extend(problems)
            continue
        label = capfirst(row._meta.get_field(name).verbose_name)
        for problem in problems:
            if problem.code != "null":
                words = f"{label}: {' '.join(problem.messages)}"
                said.setdefault("__all__", []).append(ValidationError(words))
    return ValidationError(said)


def is_read(row, name):
    """Whether the row a relation points at has been read already."""
    field = row._meta.get_field(name)
    return field.is_cached(row) and getattr(row, name) is not None


def in_words(field, value):
    """A value as people say it: labels of choices, yes and no, dates, exact numbers."""
    if value is None or value == "":
        return NOTHING
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        value = timezone.localtime(value)
    if isinstance(value, Decimal):
        return number_format(value)  # every digit, and none that was not given
    if field.is_relation or isinstance(field, models.JSONField):
        return str(value)
    return str(display_for_field(value, field, NOTHING))


class RegistryForm(RowForm):
    """The form of a row on its own page, where one says why."""

    change_reason = Words(
        label=gettext_lazy("Why this change?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Kept in the history. Needed when something that is published changes; "
            "otherwise it may stay empty."
        ),
    )

    refusal = None  # why the last attempt to save could not be carried out

    def clean(self):
        cleaned = super().clean()
        if self.refusal is not None:
            raise self.refusal
        return cleaned


class WithdrawForm(forms.Form):
    """When and why something leaves the public site."""

    withdrawn_on = forms.DateField(
        label=gettext_lazy("Withdrawn on"), initial=timezone.localdate, widget=AdminDateWidget
    )
    withdrawn_reason = Words(
        label=gettext_lazy("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Readers see it."),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    change_reason = Words(
        label=gettext_lazy("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Kept in the history."),
    )
