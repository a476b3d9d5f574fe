"""When a target is reached if it goes on as it has gone since the start."""

from decimal import ROUND_CEILING, Decimal

from indicators.progress.values import Comparator, Kind, Path

FARTHEST = 20  # years after the latest figure; a straight line says nothing of later ones
STRICT = {Comparator.MORE_THAN, Comparator.LESS_THAN}


def year_reached(judgement):
    """The year in which the straight line from the start through the latest figure gets there.

    ``t + (T − y) / p``: the end of the latest period, what is left in the unit of the figures,
    and the change per year since the start. None where the target is met, where the line leads
    away from it or nowhere, where the way is no straight line to a level, and where it is too far.
    """
    pace = judgement.pace
    is_level = judgement.kind in {Kind.LEVEL, Kind.RELATIVE}
    if judgement.is_met or not is_level or pace is None or pace.path != Path.LINEAR:
        return None
    left = pace.nearest - pace.value
    if not pace.per_year or (left and (left > 0) != (pace.per_year > 0)):
        return None
    end = judgement.latest.period.end
    at = end.year + Decimal(end.month) / 12 + left / pace.per_year
    year = int(at.to_integral_value(ROUND_CEILING)) - 1
    # A line that touches a bound at the very end of a year has not passed it yet.
    if judgement.comparator in STRICT and at == year + 1:
        year += 1
    return year if year <= end.year + FARTHEST else None
