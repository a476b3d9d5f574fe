"""Drawing: where lines, levels and labels of a chart stand."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from indicators.charts.labels import MARK, Box, Label, spread, words_at, wrapped
from indicators.charts.scale import (
    BOTTOM,
    HEIGHT,
    LINE,
    TOP,
    Spot,
    Tick,
    columns,
    rows_of,
    scale_of,
    yearly,
)
from indicators.charts.values import Chart, Drawn, Level, Mark
from indicators.progress import Path
from indicators.progress.pace import planned

COLOURS = ("#0f4c5c", "#b3261e", "#6b4a9e", "#8a5a00", "#17693f", "#a0246e")
NATION = "#50606b"
BESIDE, MARGIN = 22, 12  # how far labels stand from the last mark, and from the chart
APART = 8  # between the spots of a line that words leave free


def draw(*, lines, targets=(), start="", reference=""):
    """The chart of some lines; None where there is no figure to draw.

    ``start`` and ``reference``: the words at a starting point and at a reference year.
    """
    measured = [line for line in lines if drawable(line)]
    if not measured:
        return None
    points = [point for line in measured for point in drawable(line)]
    shown = points + [way for target in targets for way in target.ways]
    rows = rows_of([each.value for each in shown] + [each.level for each in targets])
    ends = [each.deadline for each in targets if each.deadline]
    build = yearly([each.period for each in points])
    bottom = max(HEIGHT - BOTTOM, TOP + LINE * text_lines(measured, targets))
    scale = scale_of([*(each.period for each in shown), *ends], rows, build, bottom=bottom)
    drawn = [
        line_at(line, scale, COLOURS[number % len(COLOURS)]) for number, line in enumerate(measured)
    ]
    levels = [level_at(target, scale) for target in targets]
    ink = ink_of(drawn, levels, scale)
    labels = spread([each.label for each in (*drawn, *levels)], bottom=bottom, ink=ink)
    drawn, levels = labelled(drawn, labels), labelled(levels, labels[len(drawn) :])
    return Chart(
        left=scale.left,
        right=scale.right,
        top=TOP,
        bottom=bottom,
        lines=drawn,
        levels=levels,
        words=baseline_words(drawn, labels, scale, ink, start=start, reference=reference),
        rows=tuple(Tick(at=scale.y(each), value=each) for each in rows),
        columns=tuple(columns(scale, build)),
    )


def text_lines(lines, targets):
    """How many lines of text have to find room beside each other at the most."""
    texts = [line_text(each) for each in lines]
    texts += [words + names for words, names in map(target_text, targets)]
    return sum(len(each) for each in texts)


def line_text(line):
    return wrapped(line.label) or ("",)


def target_text(target):
    """The words and the names beside a target, on lines."""
    return tuple(
        tuple(line for text in texts for line in wrapped(text))
        for texts in (target.words, target.names)
    )


def labelled(things, labels):
    return tuple(replace(each, label=label) for each, label in zip(things, labels, strict=False))


def line_at(line, scale, colour):
    points = points_of(line)
    marks = tuple(mark_at(each, scale) for each in points if each.is_drawn)
    return Drawn(
        marks=marks,
        runs=runs(line, points, scale),
        untold=tuple(each for each in in_order(line.points) if is_untold(each)),
        name=line.label,
        label=Label(x=marks[-1].x + BESIDE, y=marks[-1].y, words=line_text(line)),
        colour=NATION if line.is_nation else colour,
        is_nation=line.is_nation,
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


# Which points, and which of them are joined


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
        ),
    )


def points_of(line):
    """The points of single periods, in order."""
    return in_order(each for each in line.points if each.is_single)


def drawable(line):
    return [each for each in line.points if each.is_drawn]


def is_untold(point):
    return point.is_baseline and not point.is_drawn


def mark_at(point, scale):
    return Mark(x=scale.x(point.period), y=scale.y(point.value), point=point)


def runs(line, points, scale):
    """The points that are joined: none where a figure is missing or a break lies between."""
    one_each = list({each.period: each for each in reversed(points)}.values())[::-1]
    found = [[]]
    for before, after in pairwise([None, *one_each]):
        if before is None or not joins(before, after, line):
            found.append([])
        found[-1].append(after)
    return tuple(tuple(mark_at(each, scale) for each in run) for run in found if len(run) > 1)


def joins(before, after, line):
    if before.value is None or after.value is None:
        return False
    if before.period.kind != after.period.kind:
        return False
    if any(before.period.start < each.start <= after.period.start for each in line.breaks):
        return False
    period = before.period
    for _step in range(line.step):
        period = period.next
        if not period < after.period:
            break
    return period == after.period


# What words leave free


def ink_of(lines, levels, scale):
    """Spots of all that is drawn: marks, lines, levels and the ways to them."""
    marks = [mark for line in lines for mark in line.marks]
    found = [
        (mark.x + across, mark.y + down)
        for mark in marks
        for across in range(-MARK, MARK + 1, APART)
        for down in range(-MARK, MARK + 1, APART)
    ]
    ways = [way for level in levels for way in level.ways]
    for run in [run for line in lines for run in line.runs] + ways:
        for first, last in pairwise(run):
            found += spots_between(first, last)
    for level in levels:
        found += spots_between(Spot(x=scale.left, y=level.y), Spot(x=scale.right, y=level.y))
    return found


def spots_between(first, last):
    across, down = last.x - first.x, last.y - first.y
    count = max(abs(across), abs(down)) // APART or 1
    return [
        (first.x + across * number // count, first.y + down * number // count)
        for number in range(count + 1)
    ]


def baseline_words(lines, labels, scale, ink, *, start, reference):
    """The words at starting points and reference years that there is room for."""

    def words(point):
        told = [(point.is_start, start), (point.is_reference, reference)]
        return tuple(line for is_it, word in told if is_it for line in wrapped(word))

    for line in lines:
        ink = ink + spots_between(line.last, Spot(x=line.label.x, y=line.label.middle))
    return words_at(
        [mark for line in lines for mark in line.marks],
        words,
        inside=Box(left=scale.left, top=TOP, right=scale.right, bottom=scale.bottom),
        taken=[each.box for each in labels],
        ink=ink,
    )
