"""Series: what is measured of an indicator, where and for whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.indicators import Indicator
from indicators.models.reference import Area, Group, Source, Statistic
from strategy.models import CodeField, StrategyPart, code_form


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
