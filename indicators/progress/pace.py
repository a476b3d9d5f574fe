"""Pace: the part of the way that is done through the part of the time that is gone.

``P = ((y − y0) / (T − y0)) / ((t − t0) / (tT − t0))``, on a straight line; on a geometric path
with logarithms of the ratios. Only differences and ratios of figures of one unit enter, so no
unit changes it; nothing is replaced by a small number to be divided by.
"""

from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.evidence import years_between
from indicators.progress.values import ON_TRACK, TOO_SLOW, Pace, Path, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """What is counted as the way: values, or distances, which can't be less than none."""

    start: Decimal
    now: Decimal
    aim: Decimal
    is_distance: bool = False


def pace_of(
    *, start, latest, aim, way, deadline, path=Path.LINEAR, cap=None, floor=None, was_met=False
):
    """The pace from a start (None: not known) to a latest figure.

    ``aim``: what is to be reached from the latest figure, for what is needed; ``way``: of what
    the done part is counted. Numbers in the unit of the figures, years between the ends of
    periods. Without a start or a deadline, or with a start that met the target, the ratio is
    None and the rest is what can be told. A geometric path that does not exist (a number of
    zero or less) is a straight one.
    """
    now = latest.value
    years_left = years_between(latest.period, deadline) if deadline else None
    needed = (aim - now) / years_left if years_left and years_left > 0 else None
    common = {
        "value": now,
        "nearest": aim,
        "years_left": years_left,
        "needed_per_year": needed,
    }
    if start is None:
        return Pace(
            path=Path.LINEAR,
            start=None,
            now=now,
            aim=aim,
            distance_closed=None,
            years_gone=None,
            **common,
        )
    years_gone = years_between(start.period, latest.period)
    years_in_all = years_between(start.period, deadline) if deadline else None
    is_positive = min(way.start, way.now, way.aim) > 0
    path = Path.GEOMETRIC if path == Path.GEOMETRIC and is_positive else Path.LINEAR
    distance = None if way.aim == way.start else part_of_way(way.start, way.now, way.aim, path)
    per_year = (now - start.value) / years_gone
    time_gone = years_gone / years_in_all if years_in_all else None
    goes_on = bool(years_in_all) and not way.is_distance
    at_deadline = start.value + per_year * years_in_all if goes_on else None
    limits = {}
    if at_deadline is not None and cap is not None and at_deadline > cap:
        limits = {"cap": cap, "at_deadline": cap}
    elif at_deadline is not None and floor is not None and at_deadline < floor:
        limits = {"floor": floor, "at_deadline": floor}
    counts = time_gone is not None and not was_met
    return Pace(
        path=path,
        start=way.start,
        now=way.now,
        aim=way.aim,
        begun=start.value,
        distance_closed=distance,
        years_gone=years_gone,
        years_in_all=years_in_all,
        time_gone=time_gone,
        ratio=distance / time_gone if distance is not None and counts and time_gone else None,
        per_year=per_year,
        planned_now=planned(way.start, way.aim, time_gone, path) if counts else None,
        **{"at_deadline": at_deadline} | limits,
        **common,
    )


def part_of_way(start, now, aim, path):
    if now == start:
        return Decimal(0)
    if path == Path.GEOMETRIC:
        return (now / start).ln() / (aim / start).ln()
    return (now - start) / (aim - start)


def planned(start, aim, time_gone, path):
    """Where the path is at a time, 1 being the deadline."""
    if path == Path.GEOMETRIC:
        return start * (aim / start) ** time_gone
    return start + (aim - start) * time_gone


def status_of_pace(pace):
    """ON_TRACK, TOO_SLOW, FAR_TOO_SLOW or WRONG_WAY, by the limits of the method.

    On a straight line products are compared, not quotients: a pace of exactly the limit is met.
    """
    if pace.path == Path.LINEAR:
        way, gone = abs(pace.aim - pace.start), pace.years_gone
        towards = pace.now - pace.start if pace.aim > pace.start else pace.start - pace.now
        done, due = towards * pace.years_in_all, way * gone
    else:
        done, due = pace.ratio, Decimal(1)
    if done >= ON_TRACK * due:
        return Status.ON_TRACK
    if done >= TOO_SLOW * due:
        return Status.TOO_SLOW
    return Status.FAR_TOO_SLOW if done > 0 else Status.WRONG_WAY
