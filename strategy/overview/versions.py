"""The versions that the registry keeps of published strategies and their figures.

What is asked for here is read as other short rows are; see ``asking``.
"""

from django.db.models import Exists, F, OuterRef, Subquery, Value

from indicators.models import Baseline, Observation
from strategy.models import Strategy
from strategy.overview.rows import in_words, short


def first_public_version(strategy):
    versions = Strategy.history.filter(id=strategy, status__in=Strategy.PUBLIC)
    return versions.order_by("history_date", "history_id")


def figure_version_rows(indicator):
    return version_rows(indicator, Observation, F("aggregation"), F("vintage"), Value(""))


def baseline_version_rows(indicator):
    point = Value(Observation.Aggregation.POINT.value)
    return version_rows(indicator, Baseline, point, Value(""), F("kind"))


def version_rows(indicator, model, aggregation, vintage, baseline):
    """All versions of the figures that readers see today."""
    published = first_public_version(indicator.strategy_id).values("history_date")[:1]
    public = model.objects.public().filter(pk=OuterRef("id"), series__indicator=indicator.pk)
    rows = model.history.filter(Exists(public), series__indicator=indicator.pk)
    return short(
        "version",
        rows.exclude(history_type="-"),
        *("id", "version", "period", "missing", "direction", "status"),
        *("is_approximate", "decimals", "withdrawn_on"),
        at=F("history_date"),
        value=in_words(F("value")),  # JSON would not keep every digit
        series=F("series__name"),
        group=F("series__group__name"),
        unit=F("series__unit"),
        aggregation=in_words(aggregation),
        vintage=in_words(vintage),
        baseline=in_words(baseline),
        published_at=Subquery(published),
    )
