"""One round of following up: its judgements, its texts, its figures, its editions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable, differences, may
from indicators.models.fields import PeriodField
from indicators.models.figures import Indicator, Series
from strategy.models import YEARS, CodeField, Goal, Strategy, StrategyPart, code_form


class FollowUp(StrategyPart):
    """One round of following up a strategy, usually a year."""

    PARENT = "strategy"

    class Status(models.TextChoices):
        OPEN = "open", _("Open")  # staff write; readers see nothing
        IN_REVIEW = "in_review", _("In review")  # staff read; readers see nothing
        PUBLISHED = "published", _("Published")  # on the site

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("strategy")
    )
    code = CodeField()
    title = models.CharField(_("title"), max_length=250)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("last year"), validators=YEARS)
    # Text
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Empty: it begins with the first goal.")
    )
    method = models.TextField(
        _("method"), blank=True, help_text=_("How it was followed up. Empty: not described.")
    )
    arrow_legend = models.TextField(
        _("what the arrows mean"), blank=True, help_text=_("Empty: not described.")
    )
    lesson = models.TextField(
        _("lesson"), blank=True, help_text=_("What to do better next time. Empty: none.")
    )
    contents_as_printed = models.TextField(
        _("contents as printed"), blank=True, help_text=_("Empty: there was no printed edition.")
    )
    # Provenance
    prepared_by = models.CharField(
        _("prepared by"),
        max_length=250,
        blank=True,
        help_text=_("A function or department. Empty: not stated."),
    )
    makers = models.CharField(
        _("names of the makers"),
        max_length=250,
        blank=True,
        help_text=_("Names of persons, only if the document prints them. Empty: none."),
    )
    show_makers = models.BooleanField(
        _("show the names"), default=False, help_text=_("Off: readers see no names of persons.")
    )
    # Visibility
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.OPEN
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["strategy", "-last_year", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_followup_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a follow-up with this code."),
            ),
            code_form("indicators_followup_code_form"),
            models.CheckConstraint(
                name="indicators_followup_years_in_order",
                condition=Q(
                    first_year__gte=1900, last_year__lte=2200, last_year__gte=F("first_year")
                ),
                violation_error_message=_("The last year lies before the first."),
            ),
            models.CheckConstraint(
                name="indicators_followup_status",
                condition=Q(status__in=["open", "in_review", "published"]),
                violation_error_message=_("Choose open, in review or published."),
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def published_condition(cls, prefix=""):
        published = Q(**{f"{prefix}status": cls.Status.PUBLISHED})
        return published & super().published_condition(prefix)

    def clean(self):
        super().clean()
        stored = self.as_stored()
        was_published = stored is not None and stored.status == self.Status.PUBLISHED
        if was_published and self.status != self.Status.PUBLISHED:
            raise ValidationError(
                {
                    "status": _(
                        "What is published stays published. Withdraw it with a reason, "
                        "or publish a correction."
                    )
                }
            )


class FollowUpPart(Withdrawable):
    """A part of one follow-up."""

    PARTNERSHIP = "follow_up__strategy__partnership"
    PARENT = "follow_up"
    FOLLOW_UP = (
        "follow_up__strategy__partnership__code",
        "follow_up__strategy__code",
        "follow_up__code",
    )

    class Meta(Withdrawable.Meta):
        abstract = True

    def clean(self):
        super().clean()
        problems = {}
        stored = self.as_stored()
        if stored is not None and stored.follow_up_id != self.follow_up_id:
            problems["follow_up"] = _("This can't be moved to another follow-up.")
        for name in ("goal", "indicator"):
            other = getattr(self, name, None)
            if (
                other is not None
                and self.follow_up_id
                and other.strategy_id != self.follow_up.strategy_id
            ):
                problems[name] = _("Choose one of the same strategy.")
        if problems:
            raise ValidationError(problems)


class Written(models.TextChoices):
    """How far a text or judgement has come; readers see what is ready."""

    TO_DO = "to_do", _("To do")
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")  # its author is done
    APPROVED = "approved", _("Approved")  # somebody else has approved it


class WrittenPart(FollowUpPart):
    """A text or judgement of a follow-up: public once it is written."""

    state = models.CharField(
        _("state"), max_length=20, choices=Written.choices, default=Written.TO_DO
    )

    class Meta(FollowUpPart.Meta):
        abstract = True

    @classmethod
    def in_force_condition(cls, prefix=""):
        written = Q(**{f"{prefix}state__in": [Written.READY, Written.APPROVED]})
        return written & super().in_force_condition(prefix)

    def check_writer(self, user, stored):
        """Only those who approve may make it approved, or change what is."""
        is_new = stored is None or stored.state != Written.APPROVED
        if self.state == Written.APPROVED and (is_new or differences(stored, self)):
            if not may(user, "approve", self.partnership_id_of()):
                raise ValidationError(
                    _("Only those who approve can mark this as approved.")
                    if is_new
                    else _("This is approved. Set it back to draft before you change it.")
                )
            self.note_approval(user)
        if self.state != Written.APPROVED:
            self.note_approval(None)

    def note_approval(self, user):
        """Keep who approved it, where there is a place for it; None takes it back."""


class GoalAnalysis(WrittenPart):
    """The text about one goal in one follow-up."""

    KEY = (*FollowUpPart.FOLLOW_UP, "goal__code")

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

    class Meta(FollowUpPart.Meta):
        verbose_name = _("analysis of a goal")
        verbose_name_plural = _("analyses of goals")
        ordering = ["follow_up", "goal__focus_area__number", "goal__number"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_goalanalysis_once",
                fields=["follow_up", "goal"],
                violation_error_message=_("The goal already has an analysis in this follow-up."),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up.code} · {self.goal}"


class Assessment(WrittenPart):
    """The judgement of one indicator in one follow-up."""

    KEY = (*FollowUpPart.FOLLOW_UP, "indicator__code")

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
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["follow_up", "indicator__number"]
        constraints = [
            *FollowUpPart.Meta.constraints,
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
                name="indicators_assessment_approved_together",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("An approval has both a person and a time."),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up.code} · {self.indicator}"

    def note_approval(self, user):
        self.approved_by, self.approved_at = user, user and timezone.now()

    def clean(self):
        super().clean()
        if self.substitute_id and self.substitute.indicator_id != self.indicator_id:
            raise ValidationError({"substitute": _("Choose a series of the same indicator.")})


class Figure(FollowUpPart):
    """A diagram or table of a follow-up, numbered through the whole of it."""

    KEY = (*FollowUpPart.FOLLOW_UP, "kind", "number")

    class Kind(models.TextChoices):
        CHART = "chart", _("Diagram")
        TABLE = "table", _("Table")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="figures", verbose_name=_("follow-up")
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="figures", verbose_name=_("goal")
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("indicator"),
        help_text=_("Empty: it belongs to the goal as a whole."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    caption = models.TextField(_("caption"), help_text=_("With number and source, as printed."))
    source_line = models.TextField(
        _("source line"), blank=True, help_text=_("Empty: the caption says it.")
    )
    printed_inside = models.TextField(
        _("printed inside"),
        blank=True,
        help_text=_("Words inside the picture, one to a line. Empty: none."),
    )
    first_period = PeriodField(
        _("first period shown"), blank=True, help_text=_("Empty: not stated.")
    )
    last_period = PeriodField(_("last period shown"), blank=True, help_text=_("Empty: not stated."))
    is_picture_only = models.BooleanField(
        _("picture only"),
        default=False,
        help_text=_("The figures were printed in a picture and are not in the registry."),
    )

    class Meta(FollowUpPart.Meta):
        verbose_name = _("diagram or table")
        verbose_name_plural = _("diagrams and tables")
        ordering = ["follow_up", "goal__focus_area__number", "goal__number", "kind", "number"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_figure_number_once",
                fields=["follow_up", "kind", "number"],
                violation_error_message=_("The follow-up already has one with this number."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def clean(self):
        super().clean()
        if self.indicator_id and self.goal_id and self.indicator.goal_id != self.goal_id:
            raise ValidationError({"indicator": _("Choose an indicator of the goal.")})


class FigureSeries(Withdrawable):
    """A series shown in a diagram or table."""

    KEY = (
        "figure__follow_up__strategy__partnership__code",
        "figure__follow_up__strategy__code",
        "figure__follow_up__code",
        "figure__kind",
        "figure__number",
        "series__code",
    )
    PARTNERSHIP = "figure__follow_up__strategy__partnership"
    PARENT = "figure"

    figure = models.ForeignKey(
        Figure, on_delete=models.CASCADE, related_name="lines", verbose_name=_("diagram or table")
    )
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="shown_in", verbose_name=_("series")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta(Withdrawable.Meta):
        verbose_name = _("series in a diagram or table")
        verbose_name_plural = _("series in diagrams and tables")
        ordering = ["figure", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_figureseries_once",
                fields=["figure", "series"],
                violation_error_message=_("It already shows this series."),
            ),
        ]

    def __str__(self):
        return f"{self.figure} · {self.series}"

    def clean(self):
        super().clean()
        if (
            self.figure_id
            and self.series_id
            and self.figure.follow_up.strategy_id != self.series.strategy_id
        ):
            raise ValidationError({"series": _("Choose a series of the same strategy.")})


class Footnote(FollowUpPart):
    """A footnote of a printed follow-up, also one whose mark has no text."""

    KEY = (*FollowUpPart.FOLLOW_UP, "mark")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="footnotes", verbose_name=_("follow-up")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    mark = models.CharField(_("mark"), max_length=5)
    text = models.TextField(
        _("text"), blank=True, help_text=_("Empty: the document prints the mark without a text.")
    )
    near = models.CharField(
        _("near"), max_length=200, blank=True, help_text=_("Where the mark stands. Empty: nowhere.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Empty: none."))

    class Meta(FollowUpPart.Meta):
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["follow_up", "order"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_footnote_mark_once",
                fields=["follow_up", "mark"],
                violation_error_message=_("The follow-up already has a footnote with this mark."),
            ),
        ]

    def __str__(self):
        return f"{self.mark} {self.text}"


class Edition(FollowUpPart):
    """A follow-up as it was published: frozen, never altered."""

    KEY = (*FollowUpPart.FOLLOW_UP, "number")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="editions", verbose_name=_("follow-up")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    published_at = models.DateTimeField(_("published at"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What was corrected. Empty: the first edition.")
    )

    class Meta(FollowUpPart.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["follow_up", "-number"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_edition_number_once",
                fields=["follow_up", "number"],
                violation_error_message=_("There is already an edition with this number."),
            ),
            models.CheckConstraint(
                name="indicators_edition_sha256",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits."),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up} · {self.number}"
