"""What must become true, and the notes that keep figures honest."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable
from indicators.models.fields import LIMIT, NumberField, PeriodField, within_limit
from indicators.models.figures import PERIOD, Observation
from indicators.models.indicators import Indicator
from indicators.models.reference import Area
from indicators.models.series import Series
from indicators.models.target_rules import refusals
from indicators.progress import COMPARATORS
from strategy.models import CodeField, Goal, Strategy, StrategyPart, code_form


def fitting_comparators():
    """The condition that a kind of target is compared as it can be."""
    condition = Q()
    for kind, comparators in COMPARATORS.items():
        condition |= Q(kind=kind.value, comparator__in=sorted(each.value for each in comparators))
    return condition


class Target(StrategyPart):
    """What must become true of a series, and by when."""

    PARENT = "goal"

    class Kind(models.TextChoices):
        LEVEL = "level", _("Level")  # at least 260 000 inhabitants
        RELATIVE = "relative", _("Change against a base")  # −70 % against 2010
        RECURRING = "recurring", _("Every period")  # at least 1 500 dwellings a year
        DIRECTION = "direction", _("Direction")  # shall increase
        REFERENCE_LEVEL = "reference_level", _("Level of a reference area")
        REFERENCE_GROWTH = "reference_growth", _("Growth against a reference area")
        PARITY = "parity", _("Parity between groups")
        COMPOSITE = "composite", _("All of several")  # its parts point at it
        MONITOR = "monitor", _("Followed without target")

    class Comparator(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        MORE_THAN = "more_than", _("more than")
        LESS_THAN = "less_than", _("less than")
        BETWEEN = "between", _("between")
        EQUALS = "equals", _("equal to")
        INCREASE = "increase", _("increase")
        DECREASE = "decrease", _("decrease")
        NONE = "none", _("none")

    class Strength(models.TextChoices):
        MUST = "must", _("must")
        ASPIRATIONAL = "aspirational", _("aspirational")  # "verka för", "eftersträvas"

    class Path(models.TextChoices):
        LINEAR = "linear", _("straight line")
        GEOMETRIC = "geometric", _("same per cent each year")

    class GapMeasure(models.TextChoices):
        DIFFERENCE = "difference", _("difference")
        RATIO = "ratio", _("ratio")

    # Codes are unique within the strategy, which only a column of its own can hold.
    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.CASCADE,
        related_name="targets",
        editable=False,
        verbose_name=_("strategy"),
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.CASCADE,
        related_name="targets",
        verbose_name=_("goal"),
        blank=True,
        help_text=_("Empty: the goal of the indicator."),
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("indicator"),
        help_text=_("Empty: a target of the goal that no indicator has been chosen for."),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("series"),
        help_text=_("Empty: it is not said which series it is read from."),
    )
    code = CodeField()
    # What
    wording = models.TextField(
        _("wording"), blank=True, help_text=_("As adopted. Empty: the indicator's wording says it.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    comparator = models.CharField(_("comparator"), max_length=20, choices=Comparator.choices)
    value = NumberField(
        _("value"),
        null=True,
        blank=True,
        help_text=_("The level, or the lower bound. Empty: the kind needs none."),
    )
    upper_value = NumberField(
        _("upper bound"), null=True, blank=True, help_text=_("Only for “between”.")
    )
    change_percent = NumberField(
        _("change in per cent"),
        null=True,
        blank=True,
        help_text=_("−70 for seventy per cent less, 100 for double. Only for a change."),
    )
    unit = models.CharField(
        _("unit"), max_length=100, blank=True, help_text=_("Empty: the unit of the series.")
    )
    tolerance = NumberField(
        _("tolerance"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What “the same level” allows. Empty: nobody has decided."),
    )
    # Against what
    reference_area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reference area"),
        help_text=_("Empty: it is compared with no area."),
    )
    reference_series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reference_of",
        verbose_name=_("reference series"),
        help_text=_("The series of the reference area or of the other group. Empty: none."),
    )
    gap_series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gap_of",
        verbose_name=_("series of the gap"),
        help_text=_(
            "A series that gives the difference itself. Empty: it is computed from the two series."
        ),
    )
    gap_measure = models.CharField(
        _("gap measured as"),
        max_length=20,
        choices=GapMeasure.choices,
        default=GapMeasure.DIFFERENCE,
        help_text=_("What decides on parity between groups. Both are shown."),
    )
    base_period = PeriodField(
        _("base year"), blank=True, help_text=_("What a change is counted from. Empty: not stated.")
    )
    base_value = NumberField(
        _("base value"),
        null=True,
        blank=True,
        help_text=_("Empty: not known; a change can then not be turned into a level."),
    )
    # When
    deadline = PeriodField(
        _("deadline"), blank=True, help_text=_("Like 2030. Empty: no deadline is stated.")
    )
    every_period = models.BooleanField(
        _("every period"), default=False, help_text=_("Must hold each year, not once.")
    )
    path = models.CharField(_("path"), max_length=20, choices=Path.choices, default=Path.LINEAR)
    # Weight
    strength = models.CharField(
        _("strength"), max_length=20, choices=Strength.choices, default=Strength.MUST
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The target of several parts it belongs to. Empty: it stands alone."),
    )
    # Provenance
    authority = models.CharField(
        _("decided by"),
        max_length=200,
        blank=True,
        help_text=_("Who decided it, in which document. Empty: the strategy itself."),
    )
    decided_year = models.PositiveSmallIntegerField(
        _("year of decision"), null=True, blank=True, help_text=_("Empty: with the strategy.")
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("The earlier target it revises; both stay visible. Empty: none."),
    )
    stands_beside = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parallels",
        verbose_name=_("stands beside"),
        help_text=_(
            "A target of this strategy that another document's stands beside. Empty: none."
        ),
    )
    interpretation = models.TextField(
        _("interpretation"),
        blank=True,
        help_text=_("How the words were read, where they leave it open. Empty: they are clear."),
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["strategy", "indicator__number", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_target_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a target with this code."),
            ),
            code_form("indicators_target_code_form"),
            *(
                within_limit(field, f"indicators_target_{field}_limit")
                for field in ("value", "upper_value", "change_percent", "base_value")
            ),
            models.CheckConstraint(
                name="indicators_target_comparator_fits",
                condition=fitting_comparators(),
                violation_error_message=_("A target of this kind can't be compared like that."),
            ),
            models.CheckConstraint(
                name="indicators_target_tolerance_not_negative",
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0, tolerance__lt=LIMIT),
                violation_error_message=_("A tolerance is zero or more."),
            ),
            models.CheckConstraint(
                name="indicators_target_series_of_indicator",
                condition=Q(series__isnull=True) | Q(indicator__isnull=False),
                violation_error_message=_("Choose the indicator that the series belongs to."),
            ),
            models.CheckConstraint(
                name="indicators_target_level_has_value",
                condition=~Q(kind__in=["level", "recurring"]) | Q(value__isnull=False),
                violation_error_message=_("A target of this kind needs a value."),
            ),
            models.CheckConstraint(
                name="indicators_target_between_has_bounds",
                condition=Q(comparator="between", value__lte=F("upper_value"))
                | (~Q(comparator="between") & Q(upper_value__isnull=True)),
                violation_error_message=_(
                    "“Between” needs a lower and a higher bound; nothing else has an upper bound."
                ),
            ),
            models.CheckConstraint(
                name="indicators_target_relative_has_change",
                condition=Q(kind="relative", change_percent__isnull=False, value__isnull=True)
                | (~Q(kind="relative") & Q(change_percent__isnull=True)),
                violation_error_message=_(
                    "A change against a base is given in per cent, and only there."
                ),
            ),
            models.CheckConstraint(
                name="indicators_target_recurring_every_period",
                condition=~Q(kind="recurring") | Q(every_period=True),
                violation_error_message=_("A target of every period is marked as such."),
            ),
            models.CheckConstraint(
                name="indicators_target_reference_named",
                condition=~Q(kind__in=["reference_level", "reference_growth"])
                | Q(reference_area__isnull=False)
                | Q(reference_series__isnull=False),
                violation_error_message=_("Choose the area or series it is compared with."),
            ),
            models.CheckConstraint(
                name="indicators_target_without_number",
                condition=~Q(kind__in=["direction", "composite", "monitor", "reference_level"])
                & ~Q(kind="reference_growth")
                | Q(value__isnull=True),
                violation_error_message=_("A target of this kind has no value."),
            ),
            models.CheckConstraint(
                name="indicators_target_periods",
                condition=(Q(deadline="") | Q(deadline__regex=PERIOD))
                & (Q(base_period="") | Q(base_period__regex=PERIOD)),
                violation_error_message=_("Write the period as 2017, 2017/2018, 2022-S2 …"),
            ),
            models.CheckConstraint(
                name="indicators_target_refers_to_others",
                condition=(Q(replaces__isnull=True) | ~Q(replaces=F("id")))
                & (Q(stands_beside__isnull=True) | ~Q(stands_beside=F("id")))
                & (Q(part_of__isnull=True) | ~Q(part_of=F("id")))
                & (Q(reference_series__isnull=True) | ~Q(reference_series=F("series")))
                & (Q(gap_series__isnull=True) | ~Q(gap_series=F("series"))),
                violation_error_message=_("A target can't refer to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.get_kind_display()}"

    @classmethod
    def in_force_condition(cls, prefix=""):
        """Public with its goal, and with its indicator and series where it has them."""
        return (
            super().in_force_condition(prefix)
            & Q(**{f"{prefix}indicator__withdrawn_on__isnull": True})
            & Q(**{f"{prefix}series__withdrawn_on__isnull": True})
        )

    def stand_in_strategy(self):
        if self.series_id and not self.indicator_id:
            self.indicator = self.series.indicator
        if self.indicator_id:
            self.goal_id = self.indicator.goal_id
        super().stand_in_strategy()

    def clean(self):
        super().clean()
        if self.kind == self.Kind.RECURRING:
            self.every_period = True
        problems = {}
        if not self.goal_id and not self.indicator_id:
            problems["goal"] = _("Choose a goal or an indicator.")
        if self.series_id and self.series.indicator_id != self.indicator_id:
            problems["series"] = _("Choose a series of the same indicator.")
        for name in ("reference_series", "gap_series", "part_of", "replaces", "stands_beside"):
            other = getattr(self, name)
            if other is not None and self.strategy_id and other.strategy_id != self.strategy_id:
                problems[name] = _("Choose one of the same strategy.")
        for field, sentence in refusals(self):
            problems.setdefault(field, sentence)
        if problems:
            raise ValidationError(problems)
        for name in ("part_of", "replaces", "stands_beside"):
            self.refuse_circle(name)


class Annotation(Withdrawable):
    """Something to know when a series is read: a break, an event, a new definition."""

    KEY = (
        "indicator__strategy__partnership__code",
        "indicator__strategy__code",
        "indicator__code",
        "series__code",
        "period",
        "kind",
    )
    PARTNERSHIP = "indicator__strategy__partnership"
    PARENT = "indicator"

    class Kind(models.TextChoices):
        BREAK = "break", _("Break")  # no line is drawn across it
        EVENT = "event", _("Event")
        DEFINITION = "definition", _("Change of definition")

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="annotations",
        verbose_name=_("indicator"),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="annotations",
        verbose_name=_("series"),
        help_text=_("Empty: it holds for all series of the indicator."),
    )
    period = PeriodField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("text"))

    class Meta(Withdrawable.Meta):
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        ordering = ["indicator", "period"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_annotation_once_for_series",
                fields=["indicator", "series", "period", "kind"],
                condition=Q(series__isnull=False),
                violation_error_message=_("There is already such an annotation."),
            ),
            models.UniqueConstraint(
                name="indicators_annotation_once_for_indicator",
                fields=["indicator", "period", "kind"],
                condition=Q(series__isnull=True),
                violation_error_message=_("There is already such an annotation."),
            ),
            models.CheckConstraint(
                name="indicators_annotation_period",
                condition=Q(period__regex=PERIOD) & ~Q(period=""),
                violation_error_message=_("Write the period as 2017, 2017/2018, 2022-S2 …"),
            ),
        ]

    def __str__(self):
        return f"{self.period}: {self.text}"

    def clean(self):
        super().clean()
        if self.series_id and self.series.indicator_id != self.indicator_id:
            raise ValidationError({"series": _("Choose a series of the same indicator.")})


class QualityNote(StrategyPart):
    """What is doubtful or contradictory in what was printed, kept beside it."""

    PARENT = "strategy"

    class Kind(models.TextChoices):
        LABEL = "label", _("Label")
        UNIT = "unit", _("Unit")
        PERIOD = "period", _("Period")
        DEFINITION = "definition", _("Definition")
        MISSING = "missing", _("Missing")
        ARITHMETIC = "arithmetic", _("Arithmetic")
        PLAUSIBILITY = "plausibility", _("Plausibility")
        LICENCE = "licence", _("Licence")
        LAYOUT = "layout", _("Layout")
        DUPLICATE = "duplicate", _("Duplicate")

    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.CASCADE,
        related_name="quality_notes",
        verbose_name=_("strategy"),
    )
    code = CodeField()
    goal = models.ForeignKey(
        Goal,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quality_notes",
        verbose_name=_("goal"),
        help_text=_("Empty: it is about an indicator, or about the whole document."),
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quality_notes",
        verbose_name=_("indicator"),
        help_text=_("Empty: it is about the goal or the whole document."),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quality_notes",
        verbose_name=_("series"),
        help_text=_("Empty: it is about the whole indicator."),
    )
    observation = models.ForeignKey(
        Observation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quality_notes",
        verbose_name=_("figure"),
        help_text=_("Empty: it is about no single figure."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("text"))
    passage = models.CharField(
        _("passage"), max_length=200, blank=True, help_text=_("Where it stands. Empty: not stated.")
    )
    is_internal = models.BooleanField(
        _("internal"), default=False, help_text=_("Internal notes are seen by staff only.")
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("quality note")
        verbose_name_plural = _("quality notes")
        ordering = ["strategy", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_qualitynote_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a note with this code."),
            ),
            code_form("indicators_qualitynote_code_form"),
        ]

    def __str__(self):
        return f"{self.code} {self.get_kind_display()}"

    @classmethod
    def in_force_condition(cls, prefix=""):
        return super().in_force_condition(prefix) & Q(
            **{
                f"{prefix}is_internal": False,
                f"{prefix}goal__withdrawn_on__isnull": True,
                f"{prefix}indicator__withdrawn_on__isnull": True,
                f"{prefix}series__withdrawn_on__isnull": True,
                f"{prefix}observation__withdrawn_on__isnull": True,
            }
        )

    def clean(self):
        super().clean()
        problems = {}
        for name in ("goal", "indicator", "series"):
            other = getattr(self, name)
            if other is not None and other.strategy_id != self.strategy_id:
                problems[name] = _("Choose one of the same strategy.")
        if self.series_id and self.indicator_id and self.series.indicator_id != self.indicator_id:
            problems["series"] = _("Choose a series of the same indicator.")
        if self.observation_id and self.observation.series.strategy_id != self.strategy_id:
            problems["observation"] = _("Choose one of the same strategy.")
        if problems:
            raise ValidationError(problems)
