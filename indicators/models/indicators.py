"""Indicators, and the sources that documents name for them."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable
from indicators.models.fields import LIMIT, NumberField, within_limit
from indicators.models.reference import Source
from strategy.models import CodeField, Goal, StrategyPart, code_form


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
