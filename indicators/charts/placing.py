"""Where lines, targets and breaks stand on a scale."""

from dataclasses import replace
from decimal import Decimal

from indicators.charts.labels import Label, wrapped
from indicators.charts.points import in_order, is_untold, points_of, runs
from indicators.charts.scale import WIDTH, Spot
from indicators.charts.values import Drawn, Gap, Level, Mark
from indicators.progress import Path
from indicators.progress.pace import planned

BESIDE, MARGIN = 22, 12  # how far labels stand from the last mark, and from the chart
NUMBER = 30  # how much room the number of a break takes


def line_at(line, scale, number):
    """A line on a scale; ``number`` gives it its colour and marks."""
    points, ordered = points_of(line), in_order(line.points)
    marks = tuple(mark_at(each, scale) for each in points if each.is_drawn)
    return Drawn(
        marks=marks,
        runs=tuple(tuple(mark_at(each, scale) for each in run) for run in runs(line, points)),
        untold=tuple(each for each in ordered if is_untold(each)),
        line=replace(line, points=tuple(ordered)),
        number=number,
        label=Label(x=marks[-1].x + BESIDE, y=marks[-1].y, words=line_text(line)),
    )


def level_at(target, scale):
    words, names = target_text(target)
    y = scale.y(target.level)
    return Level(
        x=scale.x(target.deadline) if target.deadline else None,
        y=y,
        label=Label(x=scale.right + MARGIN, y=y, words=words, names=names),
        target=target,
        ways=tuple(way_at(way, target, scale) for way in target.ways if leads_to(target, way)),
    )


def leads_to(target, way):
    return target.deadline is not None and way.period.end < target.deadline.end


def way_at(way, target, scale):
    """The spots of the way to a target: two, or one a year where it grows by the same per cent.

    From or to zero or less there is no such growth: that way is straight.
    """
    first = scale.spot(way.period, way.value)
    last = scale.spot(target.deadline, target.level)
    years = target.deadline.end.year - way.period.end.year
    if not way.is_geometric or years < 1 or min(way.value, target.level) <= 0:
        return first, last
    between = (
        Spot(
            x=first.x + (last.x - first.x) * year // years,
            y=scale.y(planned(way.value, target.level, Decimal(year) / years, Path.GEOMETRIC)),
        )
        for year in range(1, years)
    )
    return first, *between, last


def mark_at(point, scale):
    return Mark(x=scale.x(point.period), y=scale.y(point.value), point=point)


def line_text(line):
    return wrapped(line.label) or ("",)


def target_text(target):
    """The words and the names beside a target, on lines."""
    return tuple(
        tuple(line for text in texts for line in wrapped(text))
        for texts in (target.words, target.names)
    )


# Breaks


def gaps_of(lines, scale):
    """The breaks within the time that is shown, numbered in their order; those of a period once."""
    found = {}
    for each in sorted({each for line in lines for each in line.breaks}, key=order_of):
        if scale.left < scale.x_before(each.period) < scale.right:
            found.setdefault(each.period.start, []).append(each)
    gaps, number_x = [], 0
    for number, breaks in enumerate(found.values(), start=1):
        x = scale.x_before(breaks[0].period)
        number_x = min(max(x, number_x + NUMBER), WIDTH - NUMBER)
        gaps.append(Gap(x=x, number_x=number_x, number=number, breaks=tuple(breaks)))
    return tuple(gaps)


def order_of(found):
    return found.period.start, found.period.end, found.words
