"""Which points of a line are drawn, in which order, and which of them are joined."""

from itertools import pairwise


def in_order(points):
    """From the oldest; a starting point comes after a figure beside it."""
    return sorted(
        points,
        key=lambda each: (
            each.period.end,
            each.period.start,
            each.is_start,
            each.is_reference,
            each.value is None,
            each.value or 0,
            each.is_provisional,
            each.is_estimated,
            each.decimals,
        ),
    )


def points_of(line):
    """The points of single periods, in order."""
    return in_order(each for each in line.points if each.is_single)


def drawable(line):
    return [each for each in line.points if each.is_drawn]


def is_untold(point):
    return point.is_baseline and not point.is_drawn


def runs(line, points):
    """The points that are joined: none where a figure is missing or a break lies between."""
    one_each = list({each.period: each for each in reversed(points)}.values())[::-1]
    found = [[]]
    for before, after in pairwise([None, *one_each]):
        if before is None or not joins(before, after, line):
            found.append([])
        found[-1].append(after)
    return [run for run in found if len(run) > 1]


def joins(before, after, line):
    if before.value is None or after.value is None:
        return False
    if before.period.kind != after.period.kind:
        return False
    if any(before.period.start < each.period.start <= after.period.start for each in line.breaks):
        return False
    period = before.period
    for _step in range(line.step):
        period = period.next
        if not period < after.period:
            break
    return period == after.period
