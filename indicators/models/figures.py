"""What was measured: figures of series, and the baselines a strategy starts from."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.numbers import write_number
from config.records import Withdrawable
from indicators.models.fields import NumberField, PeriodField, within_limit
from indicators.models.figure_rules import refusals
from indicators.models.reference import Source
from indicators.models.series import Series

PERIOD = (
    r"^[0-9]{4}(/[0-9]{4}|-S[12]|-Q[1-4]|-(0[1-9]|1[0-2])|–[0-9]{4})?$"  # as periods.py writes it
)
SPAN = r"^[0-9]{4}–[0-9]{4}$"


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
