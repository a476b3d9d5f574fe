"""The parts of a follow-up on the page of their goal: their forms, and what is done with them."""

from dataclasses import dataclass, field, replace

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from config.registry.forms import RowChoiceField, RowForm, Words
from indicators.models import Assessment, FollowUp, GoalAnalysis, Written
from indicators.models.written import AGREED, BEING_WRITTEN, WrittenPart
from indicators.workbench.reading import key_of

MARKDOWN = _(
    "Markdown: a blank line begins a paragraph, ## a heading, - a list; **strong**, *emphasis*; "
    "[^1] a footnote, with its words in a line that begins [^1]:"
)


class Verb(TextChoices):
    """What a button of the page does; all but the first three with one part."""

    SAVE = "save"
    GO_ON = "go_on"  # save, and to the next goal
    PREVIEW = "preview"
    HAND_IN = "hand_in"
    APPROVE = "approve"
    RETURN = "return"
    TAKE_UP = "take_up"


def form_field(db_field, **kwargs):
    """A field that tells what it held when the page was opened: only what differs is written."""
    if isinstance(db_field, models.CharField | models.TextField) and not db_field.choices:
        kwargs.setdefault("form_class", Words)
    found = db_field.formfield(**kwargs)
    found.show_hidden_initial = True
    return found


class PartForm(RowForm):
    """What is written in one part. Handing it in is checked together with its words."""

    hand_in = None  # what to do with the row so that it counts as done

    def clean(self):
        if self.hand_in and not self.changed_data and self.is_stale():
            self.conflict = self.find_conflict()
            raise ValidationError(self.conflict.sentence)
        cleaned = super().clean()
        if self.hand_in:
            self.hand_in()
        return cleaned

    def find_conflict(self):
        """Where somebody else has saved meanwhile: all that is not as this page has it."""
        told = [self.difference(name) for name in self._meta.fields]
        found = super().find_conflict()
        return replace(found, differences=[each for each in told if each.yours != each.stored])

    def leave_the_untouched(self):
        super().leave_the_untouched()
        for name in self.cleaned_data.keys() - set(self.changed_data) - self.ABOUT_THE_SAVE:
            self.cleaned_data[name] = getattr(self.instance, name)


class AnalysisForm(PartForm):
    class Meta:
        model = GoalAnalysis
        fields = ("text",)
        help_texts = {"text": MARKDOWN}
        formfield_callback = form_field
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}


class AssessmentForm(PartForm):
    class Meta:
        model = Assessment
        fields = (
            *("arrow", "attainment", "not_followed_reason", "substitute", "arrow_note"),
            *("comment", "reason_for_differing"),
        )
        help_texts = {
            "arrow": _("How it has developed."),
            "not_followed_reason": _("Instead of an arrow. Empty: it was followed up."),
            "comment": _("Plain text; an empty line begins a paragraph. Empty: none."),
        }
        formfield_callback = form_field
        widgets = {
            "arrow_note": forms.TextInput,
            "comment": forms.Textarea(attrs={"rows": 6}),
            "reason_for_differing": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, series, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["substitute"]
        self.fields["substitute"] = RowChoiceField(
            queryset=field.queryset,
            among=series,
            required=False,
            label=field.label,
            help_text=field.help_text,
            show_hidden_initial=True,
        )
        if not self.instance.follow_up.is_from_document:
            reasons = self.fields["not_followed_reason"]
            old = Assessment.NotFollowed.NOT_STATED  # only old documents give no reason
            reasons.choices = [each for each in reasons.choices if each[0] != old]


@dataclass(kw_only=True)
class Part:
    """A part on the page of its goal, with its form while it can be written."""

    row: WrittenPart
    is_late: bool
    figures_changed: bool = False
    form: PartForm | None = None
    problems: list = field(default_factory=list)
    note: str = ""  # what was to be changed, as it was sent
    preview: list | None = None  # blocks
    doubts: list = field(default_factory=list)  # what its text refers to and is not there
    verbs: frozenset = frozenset()  # what the person can do with it

    @property
    def key(self):
        return key_of(self.row)

    @property
    def is_being_written(self):
        return self.row.state in BEING_WRITTEN


def verbs_for(row, *, may_change, may_approve):
    """What a person can do with a part as it stands now."""
    if not may_change:
        return frozenset()
    if row.state in BEING_WRITTEN:
        return frozenset({Verb.HAND_IN})
    if may_approve:
        own = {Verb.TAKE_UP} if row.state in AGREED else {Verb.APPROVE, Verb.RETURN, Verb.TAKE_UP}
        return frozenset(own)
    is_held = row.follow_up.status == FollowUp.Status.IN_REVIEW
    return frozenset() if is_held or row.state == Written.PUBLISHED else frozenset({Verb.TAKE_UP})


def settle(row, verb, *, note):
    """Approve a part that was handed in, return it, or take it up again."""
    match verb:
        case Verb.APPROVE:
            row.approve()
        case Verb.RETURN:
            row.return_to_writer(note)
        case Verb.TAKE_UP:
            row.state = Written.DRAFT


def refuse_unseen(row, seen):
    """Refuse to settle what has changed since the page was opened."""
    if seen != str(row.version):
        raise ValidationError(
            _(
                "Somebody has saved this since you opened the page. It stands here as it is now: "
                "read it before you go on."
            )
        )
