"""How far it has come: indicators, their series, values, baselines and targets."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.numbers import write_number
from config.records import Withdrawable
from indicators.models.fields import LIMIT, NumberField, PeriodField
from indicators.models.figure_rules import refusals
from indicators.models.reference import Area, Group, Source, Statistic
from strategy.models import CodeField, Goal, StrategyPart, code_form

PERIOD = (
    r"^[0-9]{4}(/[0-9]{4}|-S[12]|-Q[1-4]|-(0[1-9]|1[0-2])|–[0-9]{4})?$"  # as periods.py writes it
)
SPAN = r"^[0-9]{4}–[0-9]{4}$"


def within_limit(field, name):
    """The constraint that a number fits and can be read again on every database."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gt": -LIMIT, f"{field}__lt": LIMIT}),
        violation_error_message=_("The number is too large."),
    )


class Indicator(StrategyPart):
    """The yardstick a goal is followed with."""

    PARENT = "goal"

    class Frequency(models.TextChoices):
        YEAR = "year", _("every year")
        TWO_YEARS = "two_years", _("every second year")
        SCHOOL_YEAR = "school_year", _("every school year")
        HALF_YEAR = "half_year", _("every half year")
        QUARTER = "quarter", _("every quarter")
        MONTH = "month", _("every month")
        ONCE = "once", _("once")
        UNKNOWN = "unknown", _("not known")

    # Codes are unique within the strategy, which only a column of its own can hold.
    strategy = models.ForeignKey(
        "strategy.Strategy",
        on_delete=models.CASCADE,
        related_name="indicators",
        editable=False,
        verbose_name=_("strategy"),
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("goal")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = CodeField()
    name = models.CharField(_("name"), max_length=200, help_text=_("Short, for lists and charts."))
    # Meaning
    wording = models.TextField(_("wording"), help_text=_("As adopted, word for word."))
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What is measured and how. Empty: not defined.")
    )
    unit = models.CharField(
        _("unit"), max_length=100, blank=True, help_text=_("Empty: the unit is not known.")
    )
    unit_as_printed = models.CharField(
        _("unit as printed"),
        max_length=100,
        blank=True,
        help_text=_("Where the document writes another unit. Empty: it writes this one."),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, validators=[MaxValueValidator(6)]
    )
    cap = NumberField(
        _("highest possible value"),
        null=True,
        blank=True,
        help_text=_("100 for a share in per cent. Empty: there is none."),
    )
    neutral_band = NumberField(
        _("neutral band"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("A change up to this, in the unit, counts as unchanged. Empty: none."),
    )
    is_primary = models.BooleanField(
        _("primary"), default=False, help_text=_("The one by which the goal itself is judged.")
    )
    also_in = models.CharField(
        _("also in"),
        max_length=200,
        blank=True,
        help_text=_("Another strategy or programme that uses it. Empty: none."),
    )
    # Provenance
    frequency = models.CharField(
        _("frequency"), max_length=20, choices=Frequency.choices, default=Frequency.YEAR
    )
    owner = models.CharField(
        _("who delivers the figure"),
        max_length=150,
        blank=True,
        help_text=_("A function, not a person. Empty: nobody yet."),
    )
    due_month = models.PositiveSmallIntegerField(
        _("month of publication"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("When new figures usually come, 1–12. Empty: not known."),
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["strategy", "number", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_indicator_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has an indicator with this code."),
            ),
            code_form("indicators_indicator_code_form"),
            within_limit("cap", "indicators_indicator_cap_limit"),
            models.CheckConstraint(
                name="indicators_indicator_band_not_negative",
                condition=Q(neutral_band__isnull=True)
                | Q(neutral_band__gte=0, neutral_band__lt=LIMIT),
                violation_error_message=_("A neutral band is zero or more."),
            ),
            models.CheckConstraint(
                name="indicators_indicator_due_month",
                condition=Q(due_month__isnull=True) | Q(due_month__range=(1, 12)),
                violation_error_message=_("Write the month as a number from 1 to 12."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def clean(self):
        super().clean()
        stored = self.as_stored()
        if stored is not None and stored.goal_id != self.goal_id and self.targets.exists():
            raise ValidationError(
                {"goal": _("It has targets under its goal. Withdraw it and add it there anew.")}
            )


class Citation(StrategyPart):
    """A source named for a goal or an indicator, as the document names it."""

    KEY = (
        "strategy__partnership__code",
        "strategy__code",
        "goal__code",
        "indicator__code",
        "order",
    )
    PARENT = "strategy"

    strategy = models.ForeignKey(
        "strategy.Strategy",
        on_delete=models.CASCADE,
        related_name="citations",
        editable=False,
        verbose_name=_("strategy"),
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("goal"),
        help_text=_("Empty: it is named for an indicator."),
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("indicator"),
        help_text=_("Empty: it is named for a goal."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    as_printed = models.CharField(
        _("as printed"),
        max_length=250,
        blank=True,
        help_text=_("Like “SSB?” or “Må bestilles”. Empty: as the source is named."),
    )
    is_certain = models.BooleanField(
        _("certain"),
        default=True,
        help_text=_("Off where the document itself is in doubt, like “SSB?”."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Empty: none."))

    class Meta(Withdrawable.Meta):
        verbose_name = _("source of a goal or indicator")
        verbose_name_plural = _("sources of goals and indicators")
        ordering = ["strategy", "indicator__number", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                name="indicators_citation_goal_or_indicator",
                condition=Q(goal__isnull=True, indicator__isnull=False)
                | Q(goal__isnull=False, indicator__isnull=True),
                violation_error_message=_("Choose either a goal or an indicator."),
            ),
            models.UniqueConstraint(
                name="indicators_citation_once_for_indicator",
                fields=["indicator", "order"],
                violation_error_message=_("Another source of the indicator has this place."),
            ),
            models.UniqueConstraint(
                name="indicators_citation_once_for_goal",
                fields=["goal", "order"],
                violation_error_message=_("Another source of the goal has this place."),
            ),
        ]

    def __str__(self):
        return self.as_printed or self.source.name

    def stand_in_strategy(self):
        about = self.indicator or self.goal
        if about is not None:
            self.strategy_id = about.strategy_id


class Series(StrategyPart):
    """One measured line: what, where, for whom, in which unit."""

    PARENT = "indicator"
    CHECKED_WITH = ("indicator",)

    class Role(models.TextChoices):
        MAIN = "main", _("Main")  # what the indicator says
        COMPARISON = "comparison", _("Comparison")  # the nation, another area
        SUBSTITUTE = "substitute", _("Substitute")  # used because the main one is not there
        CONTEXT = "context", _("Context")  # helps to understand

    class Comparability(models.TextChoices):
        SAME = "same", _("The same")
        SPLICED = "spliced", _("Spliced")
        SIMILAR = "similar", _("Similar")
        NOT_COMPARABLE = "not_comparable", _("Not comparable")
        UNKNOWN = "unknown", _("Not known")

    class Official(models.TextChoices):
        YES = "yes", _("Official statistics")
        NO = "no", _("Not official statistics")
        PROCESSED = "processed", _("Processed official statistics")
        UNKNOWN = "unknown", _("Not known")

    # Codes are unique within the strategy, which only a column of its own can hold.
    strategy = models.ForeignKey(
        "strategy.Strategy",
        on_delete=models.CASCADE,
        related_name="series",
        editable=False,
        verbose_name=_("strategy"),
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="series", verbose_name=_("indicator")
    )
    code = CodeField()
    # Meaning
    name = models.CharField(_("measure"), max_length=200)
    label_as_printed = models.CharField(
        _("label as printed"),
        max_length=200,
        blank=True,
        help_text=_("Where the document uses another word. Empty: as the measure."),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="series", verbose_name=_("area")
    )
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("group"),
        help_text=_("Empty: everybody."),
    )
    age = models.CharField(
        _("age"), max_length=30, blank=True, help_text=_("Like 16–64. Empty: all ages.")
    )
    unit = models.CharField(
        _("unit"), max_length=100, blank=True, help_text=_("Empty: the indicator's unit.")
    )
    denominator = models.CharField(
        _("share of what"),
        max_length=200,
        blank=True,
        help_text=_("What a share is a share of. Empty: it is no share, or not stated."),
    )
    statistic = models.ForeignKey(
        Statistic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("statistic"),
        help_text=_("By which it is compared with other partnerships. Empty: it is not."),
    )
    # Use
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MAIN)
    substitutes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substituted_by",
        verbose_name=_("stands in for"),
        help_text=_("The series it is used instead of. Empty: it is no substitute."),
    )
    comparability = models.CharField(
        _("comparability"),
        max_length=20,
        choices=Comparability.choices,
        blank=True,
        help_text=_("How far it can be compared with what it stands in for. Empty: no substitute."),
    )
    comparability_reason = models.TextField(
        _("why"), blank=True, help_text=_("What differs. Empty: nothing to say.")
    )
    # Provenance
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name=_("source"),
        help_text=_("Empty: the sources of the indicator."),
    )
    official = models.CharField(
        _("official statistics"), max_length=20, choices=Official.choices, default=Official.UNKNOWN
    )
    recipe = models.TextField(
        _("how it was computed"), blank=True, help_text=_("Empty: taken as published.")
    )
    table_reference = models.CharField(
        _("table"), max_length=200, blank=True, help_text=_("Empty: not known.")
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several", "series")
        ordering = ["strategy", "indicator__number", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_series_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a series with this code."),
            ),
            models.UniqueConstraint(
                name="indicators_series_identity",
                fields=["indicator", "name", "area", "group", "age", "unit", "role"],
                condition=Q(group__isnull=False),
                violation_error_message=_("There is already a series of the same measure."),
            ),
            models.UniqueConstraint(
                name="indicators_series_identity_everybody",
                fields=["indicator", "name", "area", "age", "unit", "role"],
                condition=Q(group__isnull=True),
                violation_error_message=_("There is already a series of the same measure."),
            ),
            code_form("indicators_series_code_form"),
            models.CheckConstraint(
                name="indicators_series_substitute_says_how",
                condition=Q(role="substitute") & ~Q(comparability="")
                | ~Q(role="substitute") & Q(comparability="", substitutes__isnull=True),
                violation_error_message=_(
                    "A substitute says how far it is comparable; other series say nothing of it."
                ),
            ),
            models.CheckConstraint(
                name="indicators_series_substitutes_another",
                condition=Q(substitutes__isnull=True) | ~Q(substitutes=F("id")),
                violation_error_message=_("A series can't stand in for itself."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def choice_label(self):
        """With group and area: the same measure is often there for several."""
        group = self.group.local_name if self.group else ""
        return ", ".join(filter(None, [str(self), group, self.age, self.area.local_name]))

    def clean(self):
        super().clean()
        if self.substitutes_id and self.substitutes.indicator_id != self.indicator_id:
            raise ValidationError(
                {"substitutes": _("Choose a series of the same indicator.")},
            )
        if self.statistic_id and self.statistic.unit:
            unit = self.unit or self.indicator.unit
            if unit != self.statistic.unit:
                raise ValidationError(
                    {
                        "statistic": _("It is in %(other)s, this series in %(own)s.")
                        % {"other": self.statistic.unit, "own": unit or _("a unit not known")}
                    }
                )
        stored = self.as_stored()
        if stored is not None and stored.indicator_id != self.indicator_id:
            raise ValidationError(
                {"indicator": _("A series stays with its indicator. Add it there anew.")}
            )
        self.refuse_circle("substitutes")


class Measured(Withdrawable):
    """A value for a period, or the reason why there is none: never both, never neither."""

    EITHER_OR = (("value", "missing"), ("value", "direction"))

    class Missing(models.TextChoices):
        NOT_AVAILABLE = "not_available", _("not available")
        NOT_YET = "not_yet", _("not yet published")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        SECRET = "secret", _("secret")  # suppressed by the statistical office
        TOO_SMALL = "too_small", _("too small to show")
        DISCONTINUED = "discontinued", _("no longer measured")
        ON_ORDER = "on_order", _("must be ordered")
        NO_METHOD = "no_method", _("no method of measuring")
        NOT_STATED = "not_stated", _("not stated in the document")
        IN_WORDS = "in_words", _("told in words only")
        IN_PICTURE = "in_picture", _("printed only in a picture")

    class Status(models.TextChoices):
        # The letters of SDMX's code list CL_OBS_STATUS.
        NORMAL = "A", _("normal")
        PROVISIONAL = "P", _("provisional")
        ESTIMATED = "E", _("estimated")
        BREAK = "B", _("break in the series")
        DEFINITION_DIFFERS = "D", _("definition differs")
        LOW_RELIABILITY = "U", _("low reliability")

    class Direction(models.TextChoices):
        UP = "up", _("increase")
        SLIGHTLY_UP = "slightly_up", _("slight increase")
        SAME = "same", _("no difference")
        SLIGHTLY_DOWN = "slightly_down", _("slight decrease")
        DOWN = "down", _("decrease")

    # Value
    value = NumberField(
        _("value"), null=True, blank=True, help_text=_("Empty: say below why there is none.")
    )
    missing = models.CharField(
        _("why there is no value"),
        max_length=20,
        choices=Missing.choices,
        blank=True,
        help_text=_("Empty: there is a value. Zero is a value."),
    )
    direction = models.CharField(
        _("direction in words"),
        max_length=20,
        choices=Direction.choices,
        blank=True,
        help_text=_("What the words say where there is no number. Empty: nothing."),
    )
    is_approximate = models.BooleanField(
        _("approximate"), default=False, help_text=_("“ca”, “omkring”.")
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals as published"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(6)],
        help_text=_("Where it was published with more or fewer. Empty: as the indicator."),
    )
    # Provenance
    status = models.CharField(
        _("status"), max_length=1, choices=Status.choices, default=Status.NORMAL
    )
    as_printed = models.TextField(
        _("as printed"), blank=True, help_text=_("Word for word. Empty: not from a document.")
    )
    unit_as_printed = models.CharField(
        _("unit as printed"),
        max_length=100,
        blank=True,
        help_text=_("Where the document writes another unit. Empty: the series' unit."),
    )
    derivation = models.TextField(
        _("derived how"),
        blank=True,
        help_text=_("The formula, if the value was computed. Empty: taken as published."),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
        help_text=_("Empty: the source of the series."),
    )
    passage = models.CharField(
        _("passage"),
        max_length=150,
        blank=True,
        help_text=_("Where in the document: “Tabell 2”. Empty: not stated."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Readers see it. Empty: none."))

    class Meta:
        abstract = True
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_value_or_reason",
                condition=Q(value__isnull=False, missing="")
                | (Q(value__isnull=True) & ~Q(missing="")),
                violation_error_message=_(
                    "Give a value or the reason why there is none: one of them, and not both."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_words_without_value",
                condition=Q(direction="") | Q(missing="in_words"),
                violation_error_message=_(
                    "A direction in words belongs to a value that is told in words only."
                ),
            ),
            within_limit("value", "%(app_label)s_%(class)s_value_limit"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_status",
                condition=Q(status__in=["A", "P", "E", "B", "D", "U"]),
                violation_error_message=_("Choose one of the statuses."),
            ),
        ]

    @property
    def unit(self):
        return self.series.unit or self.series.indicator.unit

    def clean(self):
        super().clean()
        if self.withdrawn_on:
            return  # what should never have been entered can be withdrawn as it stands
        if problems := dict(refusals(self, today=timezone.localdate())):
            raise ValidationError(problems)


class Observation(Measured):
    """A value of a series for a period, or the reason why there is none."""

    KEY = (
        "series__strategy__partnership__code",
        "series__strategy__code",
        "series__code",
        "period",
        "aggregation",
    )
    PARTNERSHIP = "series__strategy__partnership"
    PARENT = "series"

    class Aggregation(models.TextChoices):
        POINT = "point", _("value of the period")
        SUM = "sum", _("sum over the span")
        MEAN = "mean", _("mean per year over the span")
        HIGHEST = "highest", _("highest value of the span")  # also where no year's own is known
        LOWEST = "lowest", _("lowest value of the span")
        CHANGE = "change", _("change over the span, in the unit")  # percentage points for shares
        RELATIVE_CHANGE = "relative_change", _("change over the span, in per cent")

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="observations", verbose_name=_("series")
    )
    period = PeriodField()
    aggregation = models.CharField(
        _("kind of value"),
        max_length=20,
        choices=Aggregation.choices,
        default=Aggregation.POINT,
        help_text=_("For a span like 2017–2022: sum, mean, highest, lowest or change."),
    )
    vintage = models.CharField(
        _("as known when"),
        max_length=40,
        blank=True,
        help_text=_("When it was published or fetched. Empty: not known."),
    )

    class Meta(Measured.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["series", "period", "aggregation"]
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_observation_once",
                fields=["series", "period", "aggregation"],
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message=_("The series already has a figure for this period."),
            ),
            models.CheckConstraint(
                name="indicators_observation_period",
                condition=Q(period__regex=PERIOD),
                violation_error_message=_("Write the period as 2017, 2017/2018, 2022-S2 …"),
            ),
            models.CheckConstraint(
                name="indicators_observation_span_says_how",
                condition=Q(period__regex=SPAN) & ~Q(aggregation="point")
                | ~Q(period__regex=SPAN) & Q(aggregation="point"),
                violation_error_message=_(
                    "For a span say whether it is a sum, a mean, the highest or lowest value or a "
                    "change; for a single period it is none of them."
                ),
            ),
        ]

    def __str__(self):
        shown = self.get_missing_display() if self.value is None else write_number(self.value)
        return f"{self.series} · {self.period}: {shown}"


class Baseline(Measured):
    """The value the strategy starts from, or the reference year it counts against."""

    KEY = (
        "series__strategy__partnership__code",
        "series__strategy__code",
        "series__code",
        "kind",
        "period",
    )
    PARTNERSHIP = "series__strategy__partnership"
    PARENT = "series"

    class Kind(models.TextChoices):
        START = "start", _("Starting point")  # "nuläge", "utgangspunkt"
        REFERENCE = "reference", _("Reference year")  # "basår", what a change is counted against

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="baselines", verbose_name=_("series")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.START)
    period = PeriodField(
        blank=True, help_text=_("Like 2017 or 2017/2018. Empty: the document states none.")
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("The earlier baseline it revises; both stay visible. Empty: none."),
    )

    class Meta(Measured.Meta):
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["series", "kind", "period"]
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_baseline_once",
                fields=["series", "kind", "period"],
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message=_(
                    "The series already has a baseline of this kind and period."
                ),
            ),
            models.CheckConstraint(
                name="indicators_baseline_period",
                condition=Q(period="", missing__gt="") | Q(period__regex=PERIOD),
                violation_error_message=_(
                    "Write the period as 2017 or 2017/2018; only a missing value can do without."
                ),
            ),
            models.CheckConstraint(
                name="indicators_baseline_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                violation_error_message=_("A baseline can't replace itself."),
            ),
        ]

    def __str__(self):
        shown = self.get_missing_display() if self.value is None else write_number(self.value)
        return f"{self.series} · {self.get_kind_display()} {self.period}: {shown}"

    def clean(self):
        super().clean()
        if self.replaces_id and self.replaces.series_id != self.series_id:
            raise ValidationError({"replaces": _("Choose a baseline of the same series.")})
        self.refuse_circle("replaces")
