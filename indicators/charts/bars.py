"""Bars, where each figure stands for itself."""

from dataclasses import replace

from indicators.charts.labels import Label
from indicators.charts.placing import BESIDE
from indicators.charts.points import drawable

MOST = 3  # beside each other in one period
FILLED = 7, 10  # the part of a period that its bars fill


def are_bars(lines, targets):
    """Whether figures are drawn as bars, from zero.

    They are where a target must hold in every period anew: then each figure is counted by itself,
    and a line between two would say nothing. Not more than three beside each other, all of
    periods of one kind, one figure of each.
    """
    if len(lines) > MOST or not any(each.is_of_periods for each in targets):
        return False
    points = [drawable(line) for line in lines]
    kinds = {each.period.kind for of_line in points for each in of_line}
    return len(kinds) == 1 and all(
        len({each.period for each in of_line}) == len(of_line) for of_line in points
    )


def as_bars(drawn, scale):
    """The lines as bars beside each other; nothing is joined."""
    return tuple(
        barred(each, scale, place=number, count=len(drawn)) for number, each in enumerate(drawn)
    )


def barred(line, scale, *, place, count):
    marks = []
    for mark in line.marks:
        part, whole = FILLED
        width = max(scale.width_of(mark.point.period) * part // (whole * count), 2)
        x = mark.x + width * (2 * place - count + 1) // 2
        marks.append(replace(mark, x=x, zero=scale.zero, width=width))
    last = marks[-1]
    label = Label(x=last.x + last.width // 2 + BESIDE, y=last.y, words=line.label.words)
    return replace(line, marks=tuple(marks), runs=(), label=label)
