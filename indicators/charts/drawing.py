"""Drawing: where lines, levels and labels of a chart stand."""

from dataclasses import replace
from itertools import count, pairwise

from indicators.charts.apart import apart
from indicators.charts.bars import are_bars, as_bars
from indicators.charts.labels import MARK, Box, spread, words_at, wrapped
from indicators.charts.placing import gaps_of, level_at, line_at, line_text, target_text
from indicators.charts.points import drawable
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
from indicators.charts.small import in_small
from indicators.charts.values import Chart

APART = 8  # between the spots of a line that words leave free
MOST_GROUPS = 3  # that stand in one chart


def draw(*, lines, targets=(), start="", reference=""):
    """The chart of some lines; None where there is no figure to draw.

    ``start`` and ``reference``: the words at a starting point and at a reference year.
    """
    measured = [line for line in lines if drawable(line)]
    if not measured:
        return None
    bars = are_bars(measured, targets)
    scale, build, rows = measured_scale(measured, targets, with_zero=bars)
    numbers = {False: count(), True: count()}  # the nation's lines have a colour of their own
    drawn = [line_at(line, scale, next(numbers[line.is_nation])) for line in measured]
    drawn = as_bars(drawn, scale) if bars else apart(drawn)
    levels = [level_at(target, scale) for target in targets]
    ink = ink_of(drawn, levels, scale)
    labels = spread([each.label for each in (*drawn, *levels)], bottom=scale.bottom, ink=ink)
    drawn, levels = labelled(drawn, labels), labelled(levels, labels[len(drawn) :])
    chart = Chart(
        left=scale.left,
        right=scale.right,
        top=TOP,
        bottom=scale.bottom,
        lines=drawn,
        levels=levels,
        words=baseline_words(drawn, labels, scale, ink, start=start, reference=reference),
        rows=tuple(Tick(at=scale.y(each), value=each) for each in rows),
        columns=tuple(columns(scale, build)),
        gaps=gaps_of(measured, scale),
        has_bars=bars,
    )
    if len({line.group for line in measured}) <= MOST_GROUPS:
        return chart
    return in_small(chart, measured, targets, scale=scale, rows=rows, build=build)


def measured_scale(lines, targets, *, with_zero):
    """The scale of lines and targets, what makes the periods below it, the numbers beside it."""
    points = [point for line in lines for point in drawable(line)]
    shown = points + [way for target in targets for way in target.ways]
    values = [each.value for each in shown] + [each.level for each in targets]
    rows = rows_of(values, with_zero=with_zero)
    ends = [each.deadline for each in targets if each.deadline]
    build = yearly([each.period for each in points])
    bottom = max(HEIGHT - BOTTOM, TOP + LINE * text_lines(lines, targets))
    scale = scale_of([*(each.period for each in shown), *ends], rows, build, bottom=bottom)
    return scale, build, rows


def text_lines(lines, targets):
    """How many lines of text have to find room beside each other at the most."""
    texts = [line_text(each) for each in lines]
    texts += [words + names for words, names in map(target_text, targets)]
    return sum(len(each) for each in texts)


def labelled(things, labels):
    return tuple(replace(each, label=label) for each, label in zip(things, labels, strict=False))


# What words leave free


def ink_of(lines, levels, scale):
    """Spots of all that is drawn: marks, lines, levels and the ways to them."""
    marks = [mark for line in lines for mark in line.marks]
    found = [
        (mark.shown_x + across, mark.y + down)
        for mark in marks
        for across in range(-MARK, MARK + 1, APART)
        for down in range(-MARK, MARK + 1, APART)
    ]
    ways = [way for level in levels for way in level.ways]
    for run in [run for line in lines for run in line.runs] + ways:
        for first, last in pairwise(run):
            found += spots_between(first, last)
    for mark in marks:
        if mark.width:
            found += spots_between(mark, Spot(x=mark.x, y=mark.zero))
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
