"""From figures to the geometry of a chart. Pure: no Django; words are given or left to the page.

Nothing is drawn that was not measured: a line joins only figures that follow each other,
and never across a break.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from textwrap import wrap

from indicators.periods import LAST_YEAR, Period, PeriodKind, school_year, year_period

# All in pixels of the drawing, which pages scale.
WIDTH, HEIGHT = 840, 520
TOP, RIGHT, BOTTOM = 20, 250, 50  # margins; the one on the right holds the labels
LETTER, LINE = 13, 28  # width of a letter, height of a line of text
LETTERS = 17  # of a label, on one line
COLOURS = ("#0f4c5c", "#b3261e", "#6b4a9e", "#8a5a00", "#17693f", "#a0246e")
NATION = "#50606b"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure, or that there is none."""

    period: Period
    value: Decimal | None
    is_baseline: bool = False
    is_provisional: bool = False

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
class Target:
    """A level that is to be reached."""

    comparator: str
    label: str  # whose target it is; empty: there is no other
    level: Decimal
    deadline: Period | None

    @property
    def text(self):
        """The deadline as the registry writes it."""
        return str(self.deadline) if self.deadline else ""


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words beside what they are about, on lines under each other."""

    x: int
    y: int  # of the first line
    lines: tuple[str, ...]

    @property
    def middle(self):
        """How far down the first line is."""
        return self.y - 8


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where a point stands."""

    x: int
    y: int
    point: Point


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A line of the chart: its points, the runs of those that are joined, its name."""

    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    name: str
    label: Label
    colour: str
    is_nation: bool

    @property
    def last(self):
        return self.marks[-1]


@dataclass(frozen=True, kw_only=True)
class Level:
    """A target in the chart; ``x`` is its deadline."""

    x: int | None
    y: int
    label: Label
    target: Target


@dataclass(frozen=True, kw_only=True)
class Tick:
    at: int
    value: Decimal | str  # a level, or a period

    @property
    def text_at(self):
        """The foot of the words beside a level."""
        return self.at + 8


@dataclass(frozen=True, kw_only=True)
class Chart:
    """All that is drawn, and the box it is drawn in."""

    left: int
    right: int
    top: int
    bottom: int
    height: int
    lines: tuple[Drawn, ...]
    levels: tuple[Level, ...]
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
    def points(self):
        return [mark.point for line in self.lines for mark in line.marks]

    @property
    def has_baselines(self):
        return any(each.is_baseline for each in self.points)

    @property
    def has_provisional(self):
        return any(each.is_provisional for each in self.points)

    @property
    def key(self):
        """Where it is told what the kinds of points are."""
        return self.bottom + 2 * LINE + 14


def draw(*, lines, targets=()):
    """The chart of some lines; None where there is no figure to draw."""
    drawable = [(line, points_of(line)) for line in lines]
    drawable = [(line, points) for line, points in drawable if known(points)]
    if not drawable:
        return None
    points = [point for _line, found in drawable for point in known(found)]
    levels = levels_of([each.value for each in points] + [each.level for each in targets])
    texts = [tuple(wrapped(line.label)) for line, _points in drawable]
    told = [target_lines(target) for target in targets]
    rows = sum(len(text) for text in texts) + sum(len(text) for text in told)
    scale = scale_of(points, targets, levels, rows)
    marks = [tuple(scale.mark(point) for point in known(found)) for _line, found in drawable]
    wanted = [(each[-1].x, each[-1].y, text) for each, text in zip(marks, texts, strict=True)]
    wanted += [(WIDTH, scale.y(each.level), text) for each, text in zip(targets, told, strict=True)]
    heights = spread(wanted, bottom=scale.bottom)
    return Chart(
        left=scale.left,
        right=scale.right,
        top=TOP,
        bottom=scale.bottom,
        height=scale.bottom + BOTTOM + LINE,
        lines=tuple(
            drawn(*each, scale, COLOURS[number % len(COLOURS)])
            for number, each in enumerate(zip(drawable, marks, texts, heights, strict=False))
        ),
        levels=tuple(
            level(*each, scale) for each in zip(targets, told, heights[len(texts) :], strict=True)
        ),
        rows=tuple(Tick(at=scale.y(each), value=each) for each in levels),
        columns=tuple(columns(scale, {each.period.kind for each in points})),
    )


def scale_of(points, targets, levels, rows):
    """``rows``: how many lines of text have to find room beside the chart."""
    shown = [each.period for each in points]
    shown += [each.deadline for each in targets if each.deadline]
    return Scale(
        left=max(len(f"{each:,f}") for each in levels) * LETTER + 20,
        bottom=max(HEIGHT - BOTTOM, TOP + LINE * rows),
        low=levels[0],
        high=levels[-1],
        first=min(each.start.year for each in shown),
        last=max(each.end.year for each in shown),
    )


def drawn(measured, marks, text, height, scale, colour):
    line, points = measured
    return Drawn(
        marks=marks,
        runs=runs(line, points, scale),
        name=line.label,
        label=Label(x=marks[-1].x + 26, y=height, lines=text),
        colour=NATION if line.is_nation else colour,
        is_nation=line.is_nation,
    )


def level(target, text, height, scale):
    return Level(
        x=scale.x(target.deadline) if target.deadline else None,
        y=scale.y(target.level),
        label=Label(x=scale.right + 12, y=height, lines=text),
        target=target,
    )


# Which points, and which of them are joined


def points_of(line):
    """The points of single periods, in order; a starting point comes after a figure beside it."""
    found = [each for each in line.points if each.period.kind != PeriodKind.SPAN]
    return sorted(
        found,
        key=lambda each: (
            each.period.end,
            each.period.start,
            each.is_baseline,
            each.value is None,
            each.value or 0,
            each.is_provisional,
        ),
    )


def known(points):
    return [each for each in points if each.value is not None]


def runs(line, points, scale):
    """The points that are joined: none where a figure is missing or a break lies between."""
    one_each = list({each.period: each for each in reversed(points)}.values())[::-1]
    found = [[]]
    for before, after in pairwise([None, *one_each]):
        if before is None or not joins(before, after, line):
            found.append([])
        found[-1].append(after)
    return tuple(tuple(scale.mark(each) for each in run) for run in found if len(run) > 1)


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


# Where


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From periods and values to pixels."""

    left: int
    bottom: int
    low: Decimal
    high: Decimal
    first: int  # years
    last: int
    right: int = WIDTH - RIGHT

    def mark(self, point):
        return Mark(x=self.x(point.period), y=self.y(point.value), point=point)

    def x(self, period):
        """The middle of a period, between the first day and the last of all years."""
        first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        middle = period.start.toordinal() + period.end.toordinal() - 2 * first
        return self.left + middle * (self.right - self.left) // (2 * (last - first))

    def y(self, value):
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - int(share * (self.bottom - TOP))


def levels_of(values):
    """Round numbers, evenly apart, from at or below the lowest value to at or above the highest."""
    low, high = min(values), max(values)
    if 0 < low <= high / 2:
        low = Decimal(0)
    if low == high:
        margin = abs(low) / 10 or Decimal(1)
        low, high = low - margin, high + margin
    step = round_step((high - low) / 4)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [(first + number) * step for number in range(int(last - first) + 1)]


def round_step(least):
    """1, 2 or 5 times a power of ten: the first that is large enough."""
    unit = Decimal(1).scaleb(least.adjusted())
    return next(unit * each for each in (1, 2, 5, 10) if unit * each >= least)


def columns(scale, kinds):
    """The years, or the school years where there is nothing else; not more than have room."""
    build, last = year_period, min(scale.last, LAST_YEAR)
    if kinds == {PeriodKind.SCHOOL_YEAR}:
        build, last = school_year, scale.last - 1
    room = (scale.right - scale.left) // (LETTER * len(str(build(scale.first))) + 8)
    steps = (1, 2, 5, 10, 20, 50, 100, 1000)
    apart = next(each for each in steps if scale.last - scale.first < each * max(room, 1))
    for year in range(scale.first, last + 1):
        if (year - scale.first) % apart == 0:
            yield Tick(at=scale.x(build(year)), value=str(build(year)))


# Words


def wrapped(text):
    return wrap(text, LETTERS, max_lines=3, placeholder="…") or [""]


def target_lines(target):
    """Whose it is; the page writes the comparator with the level, and the deadline, below."""
    return ("", "") + tuple(wrapped(target.label) if target.label else ())


def spread(wanted, *, bottom):
    """How far down texts begin so that none lies on another, each as near as may be.

    ``wanted``: across, down and text of each; those far enough apart across can't collide.
    """
    columns, start = [], None
    for number in sorted(range(len(wanted)), key=lambda number: wanted[number][0]):
        across = wanted[number][0]
        if start is None or across - start > RIGHT:
            columns.append([])
            start = across
        columns[-1].append(number)
    heights = {}
    for column in columns:
        heights |= stacked({number: wanted[number][1:] for number in column}, bottom)
    return [heights[number] + LINE - 6 for number in range(len(wanted))]


def stacked(wanted, bottom):
    """The same for texts under each other: first pushed down, then back up into the box."""
    order = sorted(wanted, key=lambda number: (wanted[number][0], number))
    places, free = {}, TOP
    for number in order:
        down, lines = wanted[number]
        places[number] = max(down - LINE * len(lines) // 2, free)
        free = places[number] + LINE * len(lines)
    free = bottom
    for number in reversed(order):
        free = places[number] = min(places[number], free - LINE * len(wanted[number][1]))
    return places
