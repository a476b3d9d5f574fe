"""The gaps of an indicator: between groups, and between the region and the nation."""

from indicators import models, progress
from indicators.progress import Development, Status
from strategy.overview import values

MAIN, COMPARISON = models.Series.Role.MAIN, models.Series.Role.COMPARISON
DRAWN_APART = {Status.GAP_WIDENING, Status.GAP_OPENED}
GOES_WELL = {Development.POSITIVE, Development.UNCHANGED}
TIMES_AS_LARGE = 5


def gaps_of(indicator, rows, read, leads):
    """The gaps that can be told: both numbers are known in one period after the start.

    ``rows``: the series of the indicator; ``leads``: the target it is counted by, or None.
    """
    by_pk = dict(zip((row.pk for row in rows), indicator.series, strict=True))
    well = measures_that_go_well(indicator.judgement, rows, read, leads)
    found = []
    for kind, first, second in (*pairs_of_groups(rows), *pairs_with_nation(rows)):
        pair = ordered(kind, first, second, read.lines)
        if pair is not None:
            first, second, gap = pair
            goes_well = measure_of(first) in well
            found.append(shown(kind, by_pk[first.pk], by_pk[second.pk], gap, goes_well))
    return tuple(found)


def ordered(kind, first, second, lines):
    """Two series and their gap, of groups the larger number first; None where there is nothing.

    A region and a nation that differ many times are quantities: their gap would say nothing.
    """
    gap = progress.gap_between(lines[first.pk], lines[second.pk])
    if gap is None:
        return None
    if kind == "nation":
        sizes = sorted(abs(each) for each in gap.values_now)
        return None if sizes[1] > TIMES_AS_LARGE * sizes[0] else (first, second, gap)
    if gap.now < 0:
        return second, first, progress.gap_between(lines[second.pk], lines[first.pk])
    return first, second, gap


def measures_that_go_well(judgement, rows, read, leads):
    """The measure whose total goes the right way or stands still, by the leading target."""
    if judgement is None:
        return set()
    must = [each for each in judgement.parts if not each.is_aspirational]
    whole = must[0] if must else judgement
    target = next((row for row in read.targets if row.code == whole.code), leads)
    series = [row for row in rows if row.pk == target.series_id and row.group_id is None]
    return {measure_of(row) for row in series} if whole.development in GOES_WELL else set()


def shown(kind, first, second, gap, goes_well):
    is_groups = kind == "groups"
    return values.GapShown(
        kind=kind,
        name=first.name,
        first=first.group if is_groups else first.area,
        second=second.group if is_groups else second.area,
        group=None if is_groups else first.group,
        unit=first.unit,
        decimals=max(each.latest.decimals for each in (first, second) if each.latest),
        gap=gap,
        hides=is_groups and goes_well and gap.status in DRAWN_APART,
    )


def pairs_of_groups(rows):
    """The lines of two groups that are each other's counterpart, of one measure and area."""
    mains = [row for row in rows if row.role == MAIN and row.group_id]
    found = {(measure_of(row), row.area_id, row.group_id): row for row in mains}
    taken = set()
    for row in mains:
        other = found.get((measure_of(row), row.area_id, row.group.counterpart_id))
        if other is not None and other.pk not in taken:
            taken.add(row.pk)
            yield "groups", row, other


def pairs_with_nation(rows):
    """The lines of the region and the nation, of one measure and group."""
    nation = {
        (measure_of(row), row.group_id): row
        for row in rows
        if row.role == COMPARISON and row.area.is_nation
    }
    for row in rows:
        other = nation.get((measure_of(row), row.group_id))
        if row.role == MAIN and other is not None:
            yield "nation", row, other


def measure_of(row):
    return row.name, row.unit, row.age
