"""A chart as small as a word: only where it went, and the level that is aimed at."""

from dataclasses import dataclass

from indicators.charts.placing import mark_at
from indicators.charts.points import points_of, runs
from indicators.charts.scale import Scale, Spot
from indicators.charts.values import Mark

WIDTH, HEIGHT, EDGE = 160, 48, 8


@dataclass(frozen=True, kw_only=True)
class Spark:
    """Marks and the runs of those that are joined; ``level``: how far down the target is."""

    marks: tuple[Mark, ...]
    runs: tuple[tuple[Spot, ...], ...]
    level: int | None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def last(self):
        return self.marks[-1]


def spark(line, level=None):
    """A line with the level it is to reach; None where no two figures follow each other."""
    points = points_of(line)
    joined = runs(line, points)
    if not joined:
        return None
    known = [each for each in points if each.is_drawn]
    values = [each.value for each in known] + ([] if level is None else [level])
    scale = Scale(
        left=EDGE,
        right=WIDTH - EDGE,
        top=EDGE,
        bottom=HEIGHT - EDGE,
        low=min(values),
        high=max(values) if max(values) > min(values) else min(values) + 1,
        first=min(each.period.start.year for each in known),
        last=max(each.period.end.year for each in known),
    )
    return Spark(
        marks=tuple(mark_at(each, scale) for each in known),
        runs=tuple(tuple(mark_at(each, scale) for each in run) for run in joined),
        level=None if level is None else scale.y(level),
    )
