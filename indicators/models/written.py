"""What people write in a follow-up: the text about each goal, the judgement of each indicator."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.records import may
from indicators import progress
from indicators.models.followup import (
    FollowUp,
    FollowUpPart,
    check_publisher,
    check_references,
)
from indicators.models.indicators import Indicator
from indicators.models.series import Series
from strategy.models import Goal


class Written(models.TextChoices):
    """How far a text or judgement has come; readers see what is published."""

    TO_DO = "to_do", _("To do")
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")  # its author is done
    APPROVED = "approved", _("Approved")  # somebody else has approved it
    PUBLISHED = "published", _("Published")  # it stands in an edition, on the site


BEING_WRITTEN = frozenset({Written.TO_DO, Written.DRAFT})
AGREED = frozenset({Written.APPROVED, Written.PUBLISHED})  # what was written is settled


class WrittenPart(FollowUpPart):
    """A text or judgement of a follow-up: public once it stands in an edition.

    A subclass says in ``CONTENT`` which fields are what is written: to be decided, approved and
    published. The others say how the work goes.
    """

    CONTENT: tuple[str, ...] = ()
    COPIED = ""  # the field whose words an earlier follow-up can give

    # Work
    state = models.CharField(
        _("state"), max_length=20, choices=Written.choices, default=Written.TO_DO
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
        help_text=_("Who is on it. Empty: nobody yet."),
    )
    due_on = models.DateField(
        _("due on"),
        null=True,
        blank=True,
        help_text=_("When it is to be ready. Empty: when the follow-up is due."),
    )
    returned_note = models.TextField(
        _("what is to be changed"),
        blank=True,
        help_text=_("From the approver who returned it. Empty: it was not returned."),
    )
    copied_from = models.ForeignKey(
        FollowUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("still as in"),
        help_text=_("The earlier follow-up whose words these still are. Empty: none."),
    )
    # Approval
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)

    class Meta(FollowUpPart.Meta):
        abstract = True
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_state",
                condition=Q(state__in=["to_do", "draft", "ready", "approved", "published"]),
                violation_error_message=_("Choose one of the states."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_approved_together",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("An approval has both a person and a time."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_approval_is_a_state",
                condition=Q(approved_by__isnull=True) | Q(state__in=["approved", "published"]),
                violation_error_message=_("What has been approved is approved or published."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_returned_to_its_writer",
                condition=Q(returned_note="") | Q(state__in=["to_do", "draft"]),
                violation_error_message=_("Only what goes back to its writer has such a note."),
            ),
        ]

    @classmethod
    def in_force_condition(cls, prefix=""):
        published = Q(**{f"{prefix}state": Written.PUBLISHED})
        return published & super().in_force_condition(prefix)

    @property
    def due(self):
        """The day it is to be ready, or None."""
        return self.due_on or self.follow_up.due_on

    def is_rewritten(self, former):
        """Whether what is written differs from a former version, or there was none."""
        return former is None or self.is_other(self, former)

    def is_other(self, version, former):
        names = [self._meta.get_field(name).attname for name in self.CONTENT]
        return any(getattr(version, name) != getattr(former, name) for name in names)

    def writers(self, versions=None):
        """The ids of the people who wrote what is written since it was last settled.

        ``versions``: its history from the oldest, where it has been read already.
        """
        if versions is None:
            versions = self.history.order_by("history_date", "history_id")
        found, former = set(), None
        for version in versions:
            if self.is_filled(version) if former is None else self.is_other(version, former):
                found.add(version.history_user_id)
            if version.state in AGREED:
                found = set()
            former = version
        return found - {None}

    def is_filled(self, version):
        """Whether a first version has words of its own: not only opened, and not copied."""
        return version.copied_from_id is None and any(
            getattr(version, self._meta.get_field(name).attname) for name in self.CONTENT
        )

    # What can be done with it

    def make_ready(self):
        """Its writer is done with it."""
        self.state, self.returned_note = Written.READY, ""

    def approve(self):
        """It shall stand in the edition as it is written."""
        self.state = Written.APPROVED

    def return_to_writer(self, note):
        """Give it back, saying what is to be changed."""
        if not note.strip():
            raise ValidationError({"returned_note": _("Say what is to be changed.")})
        self.state, self.returned_note = Written.DRAFT, note

    def publish(self):
        """It stands in an edition; only one that is being published does this."""
        self.state, self.is_being_published = Written.PUBLISHED, True

    def check_writer(self, user, stored):
        """Who may write, approve and publish what; also keeps who approved it, and when."""
        before = stored.state if stored is not None else Written.TO_DO
        if stored is not None:
            self.check_lock(user, stored)
        if self.state == Written.APPROVED and before != Written.APPROVED:
            self.check_approver(user, stored)
            self.approved_by, self.approved_at = user, timezone.now()
        if self.state == Written.PUBLISHED and before != Written.PUBLISHED:
            check_publisher(self, user)
        if stored is not None and getattr(stored, self.COPIED) != getattr(self, self.COPIED):
            self.copied_from = None

    def check_lock(self, user, stored):
        """What is settled is changed by nobody; in review what is ready stays as it is."""
        if stored.state in AGREED and self.state in AGREED and self.is_rewritten(stored):
            raise ValidationError(
                _("This is settled. Set it back to draft before you change what is written.")
            )
        if not may(user, "approve", self.partnership_id_of()):
            self.check_held(stored)

    def check_held(self, stored):
        """Refuse what is done with it by those who don't approve, once they have let go of it."""
        if stored.state == Written.PUBLISHED != self.state:
            raise ValidationError(
                _("This is published. Only those who approve can take it up for a correction.")
            )
        is_withdrawal = self.withdrawal() != stored.withdrawal()
        if is_withdrawal and (stored.state in AGREED or not self.follow_up.is_open):
            raise ValidationError(
                _("This is settled. Only those who approve can withdraw it or put it back.")
            )
        is_in_review = self.follow_up.status == FollowUp.Status.IN_REVIEW
        was_handed_in = stored.state in {Written.READY, Written.APPROVED}
        is_other = self.state != stored.state or self.is_rewritten(stored) or is_withdrawal
        if is_in_review and was_handed_in and is_other:
            raise ValidationError(
                _("The follow-up is in review: ask those who approve to return this to you.")
            )

    def check_eraser(self, user):
        """What has been handed in is deleted by those who approve only."""
        if self.state in BEING_WRITTEN or may(user, "approve", self.partnership_id_of()):
            return
        raise ValidationError(
            _("“%(row)s” has been handed in: only those who approve can delete it.") % {"row": self}
        )

    def withdrawal(self):
        return self.withdrawn_on, self.withdrawn_reason

    def check_approver(self, user, stored):
        """Approved is what somebody else has written, as it is stored already."""
        if not may(user, "approve", self.partnership_id_of()):
            raise ValidationError(_("Only those who approve can mark this as approved."))
        if self.follow_up.strategy.partnership.allows_own_approval:
            return
        if self.is_rewritten(stored):
            raise ValidationError(
                _("This is new or changed, so somebody else has to approve it: hand it in first.")
            )
        if user.pk in self.writers():
            raise ValidationError(
                _("You have written this yourself: somebody else has to approve it.")
            )

    def prepare_restored(self):
        """Earlier words come back as a draft: that they were settled once settles nothing now."""
        if self.state not in BEING_WRITTEN:
            self.state = Written.DRAFT

    def clean(self):
        super().clean()
        if self.state not in AGREED:
            self.approved_by = self.approved_at = None
        if self.state not in BEING_WRITTEN:
            self.returned_note = ""
        if self.is_made_here and self.state not in BEING_WRITTEN:
            self.check_complete()

    @property
    def is_made_here(self):
        """Whether it is no transcript of a printed document."""
        return bool(self.follow_up_id) and not self.follow_up.is_from_document

    def check_complete(self):
        """Refuse to hand in what lacks something; raises ValidationError."""


class GoalAnalysis(WrittenPart):
    """The text about one goal in one follow-up."""

    KEY = (*FollowUpPart.FOLLOW_UP, "goal__code")
    UNMOVED = ("follow_up", "goal")
    CONTENT = ("heading_as_printed", "text")
    COPIED = "text"

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="analyses", verbose_name=_("follow-up")
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="analyses", verbose_name=_("goal")
    )
    heading_as_printed = models.CharField(
        _("heading as printed"),
        max_length=250,
        blank=True,
        help_text=_("Where it differs from the goal's name. Empty: it does not."),
    )
    text = models.TextField(
        _("text"), blank=True, help_text=_("Markdown. Empty: not written yet; readers are told so.")
    )

    class Meta(WrittenPart.Meta):
        verbose_name = _("analysis of a goal")
        verbose_name_plural = _("analyses of goals")
        ordering = ["follow_up", "goal__focus_area__number", "goal__number"]
        constraints = [
            *WrittenPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_goalanalysis_once",
                fields=["follow_up", "goal"],
                violation_error_message=_("The goal already has an analysis in this follow-up."),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up.code} · {self.goal}"

    def clean(self):
        super().clean()
        stored = self.as_stored()
        is_same = stored is not None and stored.text == self.text
        is_handed_in = self.state not in BEING_WRITTEN and not (is_same and self.state in AGREED)
        if self.follow_up_id and is_handed_in:
            check_references(self, "text", self.follow_up)

    def check_complete(self):
        if not self.text.strip():
            raise ValidationError({"text": _("Write the analysis before you hand it in.")})


class Assessment(WrittenPart):
    """The judgement of one indicator in one follow-up."""

    KEY = (*FollowUpPart.FOLLOW_UP, "indicator__code")
    UNMOVED = ("follow_up", "indicator")
    CONTENT = (
        "arrow",
        "arrow_note",
        "attainment",
        "conclusion_as_printed",
        "comment",
        "not_followed_reason",
        "not_followed_as_printed",
        "substitute",
        "reason_for_differing",
    )
    COPIED = "comment"

    class Arrow(models.TextChoices):
        POSITIVE = "positive", _("Positive development")  # green in the printed documents
        UNCHANGED = "unchanged", _("Unchanged")  # yellow
        NEGATIVE = "negative", _("Negative development")  # red
        NOT_ASSESSABLE = "not_assessable", _("Can't be assessed")

    class Attainment(models.TextChoices):
        REACHED = "reached", _("Reached")
        PARTLY = "partly", _("Partly reached")
        NOT_REACHED = "not_reached", _("Not reached")
        NO_CONCLUSION = "no_conclusion", _("No conclusion possible")

    class NotFollowed(models.TextChoices):
        NOT_FOUND = "not_found", _("Statistics were not found")
        DISCONTINUED = "discontinued", _("No longer measured")
        NOT_REGIONAL = "not_regional", _("Not published for the region, or secret")
        NO_METHOD = "no_method", _("No method of measuring")
        NOT_CLASSIFIED = "not_classified", _("The classification it needs is missing")
        ON_ORDER = "on_order", _("Must be ordered")
        NOT_STATED = "not_stated", _("The document gives no reason")  # old documents only

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="assessments", verbose_name=_("follow-up")
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="assessments",
        verbose_name=_("indicator"),
    )
    # Judgement
    arrow = models.CharField(
        _("arrow"),
        max_length=20,
        choices=Arrow.choices,
        blank=True,
        help_text=_("Empty: not recorded; in the old document the arrows were pictures."),
    )
    arrow_note = models.CharField(
        _("about the arrow"), max_length=250, blank=True, help_text=_("Empty: nothing to say.")
    )
    attainment = models.CharField(
        _("attainment"),
        max_length=20,
        choices=Attainment.choices,
        blank=True,
        help_text=_("Empty: nothing is said about it."),
    )
    conclusion_as_printed = models.TextField(
        _("conclusion as printed"),
        blank=True,
        help_text=_("The words of the document. Empty: it draws no conclusion."),
    )
    comment = models.TextField(_("comment"), blank=True, help_text=_("Empty: none."))
    not_followed_reason = models.CharField(
        _("why it was not followed up"),
        max_length=20,
        choices=NotFollowed.choices,
        blank=True,
        help_text=_("Empty: it was followed up."),
    )
    not_followed_as_printed = models.TextField(
        _("the reason as printed"), blank=True, help_text=_("Empty: in no document.")
    )
    substitute = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute used"),
        help_text=_("Empty: the series of the indicator itself."),
    )
    # The computed judgement beside it
    suggestion = models.JSONField(
        _("what was computed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Outcome, inputs and method when it was decided. Empty: nothing was."),
    )
    reason_for_differing = models.TextField(
        _("reason for differing"),
        blank=True,
        help_text=_("Why the judgement differs from the computed one. Empty: it does not."),
    )

    class Meta(WrittenPart.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["follow_up", "indicator__number"]
        constraints = [
            *WrittenPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_assessment_once",
                fields=["follow_up", "indicator"],
                violation_error_message=_(
                    "The indicator already has an assessment in this follow-up."
                ),
            ),
            models.CheckConstraint(
                name="indicators_assessment_not_followed_has_no_arrow",
                condition=Q(not_followed_reason="") | Q(arrow__in=["", "not_assessable"]),
                violation_error_message=_(
                    "What could not be followed up can't have an arrow of development."
                ),
            ),
            models.CheckConstraint(
                name="indicators_assessment_not_stated_only_as_printed",
                condition=~Q(not_followed_reason="not_stated") | ~Q(not_followed_as_printed=""),
                violation_error_message=_(
                    "“The document gives no reason” is for old documents: give its words, "
                    "or choose the reason."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up.code} · {self.indicator}"

    def decide(self, judgement, *, as_of, figures):
        """Its writer is done; what was computed on that day is kept beside it.

        ``judgement``: a ``progress.Judgement`` of the leading target; None where there is none.
        ``figures``: the newest ones, see ``progress.newest``.
        """
        self.suggestion = progress.kept(judgement, as_of=as_of, figures=figures)
        self.make_ready()

    @property
    def differs(self):
        """Whether the judgement differs from what was computed when it was decided."""
        return progress.differs_from_kept(
            self.suggestion, arrow=self.arrow, attainment=self.attainment
        )

    def clean(self):
        super().clean()
        if self.substitute_id and self.substitute.indicator_id != self.indicator_id:
            raise ValidationError({"substitute": _("Choose a series of the same indicator.")})
        stored = self.as_stored()
        is_same = stored is not None and stored.comment == self.comment
        if "{{" in self.comment and not is_same:
            raise ValidationError(
                {"comment": _("Write {{ … }} in the text about the goal: a comment is plain text.")}
            )
        if self.is_made_here and self.not_followed_reason == self.NotFollowed.NOT_STATED:
            raise ValidationError(
                {"not_followed_reason": _("Choose the reason: only old documents give none.")}
            )

    def check_complete(self):
        """A judgement, or why there is none; and why it differs from the computed one."""
        if not self.arrow and not self.not_followed_reason:
            raise ValidationError(
                {"arrow": _("Choose an arrow, or the reason why it could not be followed up.")}
            )
        if self.arrow == self.Arrow.NOT_ASSESSABLE and not (
            self.not_followed_reason or self.comment.strip()
        ):
            raise ValidationError(
                {"comment": _("Say why it can't be assessed, or choose the reason.")}
            )
        if self.suggestion is None:
            raise ValidationError(
                _("Hand it in on the page of the goal, where the computed judgement stands.")
            )
        if self.differs and not self.reason_for_differing.strip():
            raise ValidationError(
                {"reason_for_differing": _("Say why you judge otherwise than what was computed.")}
            )
