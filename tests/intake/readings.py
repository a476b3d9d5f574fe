"""Readings made by hand: what a file says, without a file."""

from decimal import Decimal

from indicators.intake import batches
from indicators.intake.exporting import known_series
from indicators.intake.planning import FigurePlan
from indicators.models import Observation, Series
from indicators.periods import parse
from indicators.workbook.values import Figure, Place, Reading, Stamp


def figure(series, period, value=None, *, address="H12", **told):
    """One figure as a file gives it."""
    return Figure(
        series=series.code,
        period=parse(period),
        value=None if value is None else Decimal(value),
        place=Place(sheet="Siffror", address=address),
        **told,
    )


def reading(*figures, stamp=None):
    return Reading(figures=figures, stamp=stamp)


def stamp_of(*series):
    """What a workbook made now remembers of these series."""
    rows = Observation.objects.current().filter(series__in=series).select_related("series")
    versions = {
        (row.series.code, row.period, row.aggregation): f"{row.pk}.{row.version}" for row in rows
    }
    return Stamp(
        strategy=series[0].strategy.reference,
        made_at="2026-01-01T00:00:00+00:00",
        series=frozenset(each.code for each in series),
        versions=versions,
    )


def plan_of(strategy, *figures, stamp=None, **options):
    """The plan of a reading, gone through: its figures and the plan with its counts."""
    known = known_series(Series.objects.current().filter(strategy=strategy))
    plan = FigurePlan(reading(*figures, stamp=stamp), strategy, known, **options)
    return list(plan.figures()), plan


def preview(user, strategy, *figures, reason="Årets siffror", stamp=None, **options):
    """A batch with its plan written down, as after an upload."""
    batch = batches.stage(
        user=user, strategy=strategy, file_name="siffror.xlsx", content=b"x", reason=reason
    )
    known = known_series(Series.objects.current().filter(strategy=strategy))
    plan = FigurePlan(reading(*figures, stamp=stamp), strategy, known, reason=reason, **options)
    batches.keep_plan(batch, plan)
    return batch
