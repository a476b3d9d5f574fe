"""Parts of a row, edited on its page: each checked, scoped and guarded like the row itself."""

from functools import partial

from django import forms
from django.contrib.admin import StackedInline, TabularInline
from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.forms.models import BaseInlineFormSet, BaseModelFormSet, modelformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.records import may
from config.registry.forms import RowChoiceField, RowForm
from config.registry.scope import Scoped


class Rows:
    """What the lists of parts on a page have in common; a mixin for formsets.

    Every stored row is read once. A posted row that is no longer there does not upset
    the others: it moves to the end as a new one, with what the person wrote, and says so.
    """

    inherits = ()  # fields that a new row takes over from its parent
    most = None  # how many rows a page shows; the first ones, in the order of the part
    left_out = False  # whether there are more

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gone = range(0)
        if self.is_bound and self.management_form.is_valid():
            self._sort_out_the_gone()

    def get_queryset(self):
        rows = super().get_queryset()
        if self.most is not None and not self.is_bound and not isinstance(rows, list):
            rows = list(rows[: self.most + 1])
            self.left_out = len(rows) > self.most
            self._queryset = rows = rows[: self.most]
        return rows

    def _sort_out_the_gone(self):
        counts = self.management_form.cleaned_data
        total = min(counts["TOTAL_FORMS"], self.absolute_max)
        initial = min(counts["INITIAL_FORMS"], total)
        stored = {str(row.pk): row for row in super().get_queryset()}
        self._queryset, kept, gone = [], [], []
        for index in range(initial):
            row = stored.pop(self.data.get(f"{self.add_prefix(index)}-id"), None)
            if row is None:
                gone.append(index)
            else:
                kept.append(index)
                self._queryset.append(row)
        self._object_dict = {row.pk: row for row in self._queryset}
        if gone:
            self.gone = range(len(kept), initial)
            self._renumber([*kept, *gone, *range(initial, total)])

    def _renumber(self, order):
        """Put the posted rows in another order, and the gone ones among the new."""
        moved = {self.add_prefix(old): new for new, old in enumerate(order)}
        data = self.data.copy()
        for key in self.data:
            if key.rpartition("-")[0] in moved:
                del data[key]
        for key, values in self.data.lists():
            prefix, _dash, name = key.rpartition("-")
            place = moved.get(prefix)
            if place is not None and not (place in self.gone and name in {"id", "seen_version"}):
                data.setlist(f"{self.add_prefix(place)}-{name}", values)
        data[f"{self.prefix}-INITIAL_FORMS"] = str(self.gone.start)
        self.data = data
        del self.management_form

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.is_gone = i in self.gone
        self._inherit(form)
        return form

    def _inherit(self, form):
        if form.instance._state.adding:
            for name in self.inherits:
                setattr(form.instance, f"{name}_id", getattr(self.instance, f"{name}_id"))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # The rows were read above: whether this is one of them needs no further question.
        initial = form.fields["id"].initial
        form.fields["id"] = forms.IntegerField(
            required=False, initial=initial, widget=forms.HiddenInput
        )
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")

    def clean(self):
        super().clean()
        problems = []
        for form in self.deleted_forms:
            row = form.instance
            if form.conflict is not None:
                problems.append(form.conflict.sentence)
            elif getattr(row, "published", False) or getattr(row, "withdrawn_on", None):
                problems.append(
                    _("“%(row)s” is published and can't be deleted. Withdraw it, with a reason.")
                    % {"row": row}
                )
        if problems:
            raise ValidationError(problems)


class PartFormSet(Rows, BaseInlineFormSet):
    """The parts that stand right under the row of the page."""


class FurtherPartFormSet(Rows, BaseModelFormSet):
    """Parts one step further down: the baselines of an indicator's series."""

    path = None  # the lookup from a part to the row of the page

    def __init__(self, data=None, files=None, instance=None, save_as_new=False, **kwargs):
        self.instance = instance
        rows = kwargs.pop("queryset")
        rows = rows.filter(**{self.path: instance}) if instance.pk else rows.none()
        super().__init__(data, files, queryset=rows, **kwargs)

    @classmethod
    def get_default_prefix(cls):
        return cls.model._meta.model_name


class Part(Scoped):
    """How parts are shown on the page of what they belong to; a mixin for inlines."""

    form = RowForm
    formset = PartFormSet
    extra = 0
    show_change_link = True
    view_on_site = False
    inherits = ()
    most = None
    among = {}  # field → the few rows it is chosen from, found through the row of the page

    parent = None

    def may_with_parent(self, request, action, parent):
        return self.may(request, action) and (
            parent is None
            or parent._state.adding
            or may(request.user, self.rights.get(action, action), parent.partnership_id_of())
        )

    def has_view_permission(self, request, obj=None):
        return self.may_with_parent(request, "view", obj)

    def has_add_permission(self, request, obj=None):
        return self.may_with_parent(request, "add", obj)

    def has_change_permission(self, request, obj=None):
        return self.may_with_parent(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_with_parent(request, "delete", obj)

    def get_queryset(self, request):
        public = self.model.objects.public().filter(pk=OuterRef("pk"))
        rows = super().get_queryset(request)
        if not self.model.SHARED:
            rows = rows.annotate(published=Exists(public))
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",), no_key=True)
        return rows

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if self.has_change_permission(request, obj):
            name, options = fieldsets[-1]
            options = {**options, "fields": [*options["fields"], "seen_version"]}
            fieldsets[-1] = (name, options)
        return fieldsets

    def get_formset(self, request, obj=None, **kwargs):
        self.parent = obj
        formset = super().get_formset(request, obj, **kwargs)
        formset.inherits, formset.most = self.inherits, self.most
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # the row's own page has the links
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.among and self.parent is not None:
            few = self.few(request, db_field)
            kwargs.update(queryset=few, widget=forms.Select, form_class=self.choice_among(few))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def few(self, request, db_field):
        """The few rows to choose from, read once for all lists of the page."""
        read = request.__dict__.setdefault("few_rows", {})
        key = (db_field.remote_field.model, self.among[db_field.name])
        if key not in read:
            lookup, of_parent = self.among[db_field.name]
            value = getattr(self.parent, of_parent)
            read[key] = self.choices_of(db_field, request).filter(**{lookup: value})
            len(read[key])
        return read[key]

    @staticmethod
    def choice_among(rows):
        return partial(RowChoiceField, among=rows)


class Table:
    """Parts as a table: each field says its name also to those who don't see its column."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class TabularPart(Table, Part, TabularInline):
    """Parts as a table."""


class StackedPart(Part, StackedInline):
    """Parts one below the other, for longer texts."""


class FurtherPartChecks(InlineModelAdminChecks):
    """Without those about a foreign key to the parent: there is none."""

    def _check_relation(self, obj, parent_model):
        return []

    def _check_exclude_of_parent_model(self, obj, parent_model):
        return []


class FurtherPart(Table, Part, TabularInline):
    """Parts one step further down, as a table."""

    formset = FurtherPartFormSet
    checks_class = FurtherPartChecks
    path = None

    def get_formset(self, request, obj=None, **kwargs):
        self.parent = obj
        formset = modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=flatten_fieldsets(self.get_fieldsets(request, obj)),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
            extra=self.extra,
            can_delete=self.has_delete_permission(request, obj),
        )
        formset.path = self.path
        return formset
