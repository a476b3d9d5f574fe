"""What the method page shows beside its words: bands in force, and judgements that were made."""

from dataclasses import dataclass
from decimal import Decimal

from indicators import models, periods, progress
from strategy.models import Strategy
from strategy.overview import values
from strategy.overview.reading import read

MOST_EXAMPLES = 6


@dataclass(frozen=True, kw_only=True)
class Band:
    """An indicator, and up to which change it counts as unchanged, in its unit."""

    partnership: str
    strategy: str
    code: str
    name: str
    language: str
    unit: str
    band: Decimal


@dataclass(frozen=True, kw_only=True)
class Example:
    """A judgement of the registry, with the indicator and the target it is about."""

    partnership: str
    strategy: str
    language: str
    indicator: values.Indicator


def neutral_bands():
    """The public indicators that have a neutral band, in one query."""
    rows = models.Indicator.objects.public().filter(neutral_band__isnull=False)
    rows = rows.select_related("strategy__partnership")
    return tuple(
        Band(
            partnership=row.strategy.partnership.code,
            strategy=row.strategy.code,
            code=row.code,
            name=row.name,
            language=row.strategy.partnership.language,
            unit=row.unit,
            band=row.neutral_band,
        )
        for row in rows.order_by("strategy__partnership__name", "strategy__code", "number", "code")
    )


def examples(*, as_of):
    """Judgements of the first strategy that has any, one of each status, the best first."""
    targets = models.Target.objects.public().filter(indicator__isnull=False)
    rows = Strategy.objects.public().filter(pk__in=targets.values("strategy"))
    rows = rows.select_related("partnership")
    first = rows.order_by("partnership__name", "partnership", "-first_year", "code").first()
    if first is None:
        return ()
    overview = read(first, parts={"targets"}, as_of=as_of)
    found = {}
    for indicator in overview.indicators:
        if indicator.judgement:
            found.setdefault(indicator.judgement.status, indicator)
    return tuple(
        Example(
            partnership=overview.partnership.code,
            strategy=overview.strategy.code,
            language=overview.partnership.language,
            indicator=found[status],
        )
        for status in [each for each in progress.Status if each in found][:MOST_EXAMPLES]
    )


def example_of_pace(*, as_of):
    """A judgement of made-up figures, to show how pace is computed."""
    first, latest = periods.year_period(2020), periods.year_period(2025)
    line = progress.Line(
        start=progress.Figure(period=first, value=Decimal(40)),
        figures=(progress.Figure(period=latest, value=Decimal(47)),),
    )
    target = progress.Target(
        kind=progress.Kind.LEVEL,
        comparator=progress.Comparator.AT_LEAST,
        value=Decimal(60),
        deadline=periods.year_period(2030),
        line=line,
    )
    return progress.judge(target, as_of=as_of)
