"""What a chart is drawn of, and what it then consists of."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.labels import Label
from indicators.charts.scale import LINE, WIDTH, Spot, Tick
from indicators.periods import Period, PeriodKind

# What is drawn of


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure, or that there is none.

    ``is_start``: the strategy starts from it; ``is_reference``: a change is counted from it.
    """

    period: Period
    value: Decimal | None
    is_start: bool = False
    is_reference: bool = False
    is_provisional: bool = False

    @property
    def is_baseline(self):
        return self.is_start or self.is_reference

    @property
    def is_single(self):
        return self.period.kind != PeriodKind.SPAN

    @property
    def is_drawn(self):
        return self.value is not None and self.is_single

    @property
    def text(self):
        """The period as the registry writes it."""
        return str(self.period)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What was measured of one area and group."""

    label: str
    points: tuple[Point, ...]
    is_nation: bool = False
    breaks: tuple[Period, ...] = ()  # from these periods on it was measured otherwise
    step: int = 1  # how many periods lie between two figures at most


@dataclass(frozen=True, kw_only=True)
class Way:
    """From where the pace to a target is counted, and how: a straight line, or growth."""

    period: Period
    value: Decimal
    is_geometric: bool = False
    whose: str = ""  # empty: there is no other

    @property
    def text(self):
        """The period as the registry writes it."""
        return str(self.period)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A level that is to be reached. ``words`` and ``names`` stand beside it.

    ``words`` are in the reader's language, ``names`` in that of the document. ``is_aside``: it
    was revised since, or another document has set it.
    """

    level: Decimal
    deadline: Period | None
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_aside: bool = False
    ways: tuple[Way, ...] = ()


# What is drawn


@dataclass(frozen=True, kw_only=True)
class Mark(Spot):
    """Where a point stands."""

    point: Point


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A line of the chart: its points, the runs of those that are joined, its name.

    ``untold``: starting points and reference years that can't be drawn.
    """

    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    untold: tuple[Point, ...]
    name: str
    label: Label
    colour: str
    is_nation: bool

    @property
    def last(self):
        return self.marks[-1]

    @property
    def baselines(self):
        """The starting points and reference years, drawn or not."""
        drawn = [mark.point for mark in self.marks if mark.point.is_baseline]
        return (*drawn, *self.untold)


@dataclass(frozen=True, kw_only=True)
class Level:
    """A target in the chart; ``x`` is its deadline, ``ways`` lead there."""

    x: int | None
    y: int
    label: Label
    target: Target
    ways: tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, kw_only=True)
class KeyEntry(Spot):
    """Where it is told what one kind of mark or line means."""

    kind: str  # start, reference, provisional, way


@dataclass(frozen=True, kw_only=True)
class Chart:
    """All that is drawn, and the box it is drawn in."""

    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[Drawn, ...]
    levels: tuple[Level, ...]
    words: tuple[Label, ...]  # at starting points and reference years
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]

    @property
    def label_edge(self):
        """Where the words left of the chart end."""
        return self.left - 10

    @property
    def below(self):
        """The foot of the words below the chart."""
        return self.bottom + LINE + 8

    @property
    def key(self):
        """What the kinds of marks and lines mean, in two columns below the chart."""
        points = [mark.point for line in self.lines for mark in line.marks]
        there = {
            "start": any(each.is_start for each in points),
            "reference": any(each.is_reference for each in points),
            "provisional": any(each.is_provisional for each in points),
            "way": any(level.ways for level in self.levels),
        }
        kinds = [kind for kind, is_there in there.items() if is_there]
        return tuple(
            KeyEntry(
                kind=kind, x=32 + number % 2 * (WIDTH // 2), y=self.below + LINE * (1 + number // 2)
            )
            for number, kind in enumerate(kinds)
        )

    @property
    def height(self):
        return max((each.y for each in self.key), default=self.below) + LINE
