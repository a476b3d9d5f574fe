"""What a chart is drawn of, and what it then consists of."""

from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from indicators.charts.labels import Label
from indicators.charts.outlines import diamond, outline, square
from indicators.charts.scale import LINE, WIDTH, Spot, Tick
from indicators.periods import Period, PeriodKind

# They differ in lightness too, for the colour-blind, and can be read as words on white.
COLOURS = ("#0a3a5c", "#b34700", "#8f3fa8", "#5c6b00", "#a0185a", "#0b6b6b")
NATION = "#50606b"
SIZES = ((20, 8), (40, 6), (80, 5), (10**6, 3))  # so many marks at most, of this size
LETTERS, LINES = 48, 6  # of a sentence below a chart: letters on a line, and lines

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
    is_estimated: bool = False
    decimals: int = 0  # always written

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
class Break:
    """From this period on it was measured otherwise; ``words`` say when and how."""

    period: Period
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What was measured of one area and group; ``group`` is empty for everybody."""

    label: str
    points: tuple[Point, ...]
    group: str = ""
    area: str = ""
    is_nation: bool = False
    breaks: tuple[Break, ...] = ()
    step: int = 1  # how many periods lie between two figures at most
    besides: tuple[str, ...] = ()  # what is known of it that can't be drawn, in words


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
    was revised since, or another document has set it. ``is_of_periods``: it must hold in every
    period anew. ``is_met``: whether the latest figure meets it; None where that is not known.
    """

    level: Decimal
    deadline: Period | None
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_aside: bool = False
    is_of_periods: bool = False
    is_met: bool | None = None
    ways: tuple[Way, ...] = ()


# What is drawn


@dataclass(frozen=True, kw_only=True)
class Mark(Spot):
    """Where a point stands; as a bar it reaches from there to zero.

    ``aside``: how far beside its place the mark is drawn, not to cover that of another line.
    """

    point: Point
    zero: int = 0  # how far down zero is
    width: int = 0  # of the bar
    aside: int = 0

    @property
    def shown_x(self):
        """Where the mark is drawn."""
        return self.x + self.aside

    @property
    def bar_left(self):
        return self.x - self.width // 2

    @property
    def bar_top(self):
        return min(self.y, self.zero)

    @property
    def bar_height(self):
        """A value of zero is a bar too: a thin one."""
        return max(abs(self.zero - self.y), 2)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A line of the chart: its points, the runs of those that are joined, its name.

    ``untold``: starting points and reference years that can't be drawn. ``number`` gives it its
    colour and the shape of its marks.
    """

    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    untold: tuple[Point, ...]
    line: Line
    label: Label
    number: int

    @property
    def name(self):
        return self.line.label

    @property
    def is_nation(self):
        return self.line.is_nation

    @property
    def colour(self):
        return NATION if self.is_nation else COLOURS[self.number % len(COLOURS)]

    @property
    def tone(self):
        """By what the colours of a page call its colour."""
        return "nation" if self.is_nation else self.number % len(COLOURS)

    @property
    def outline(self):
        """Of its marks, from their middle: each line has its own, so that colour is not needed."""
        return outline(self.number, self.size)

    @property
    def outline_of_start(self):
        return diamond(self.size + 5)

    @property
    def outline_of_reference(self):
        return square(self.size + 7)

    @property
    def last(self):
        return self.marks[-1]

    @property
    def size(self):
        """How far marks reach: less where there are many."""
        return next(size for most, size in SIZES if len(self.marks) <= most)

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
class Gap:
    """A thin line down the chart where breaks are; ``number`` stands over it, at ``number_x``."""

    x: int
    number_x: int
    number: int
    breaks: tuple[Break, ...]  # of one period

    @property
    def told(self):
        return "; ".join(each.words for each in self.breaks if each.words)


def in_layers(lines):
    """The lines as they are drawn over each other: the region's own above the nation's."""
    return tuple(sorted(lines, key=lambda each: not each.is_nation))


@dataclass(frozen=True, kw_only=True)
class Small:
    """The chart of one group among those of all, which stand pale behind it."""

    x: int  # of its upper left corner
    y: int
    title: tuple[str, ...]
    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[Drawn, ...]
    pale: tuple[Drawn, ...]
    levels: tuple[Level, ...]
    gaps: tuple[Gap, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]

    @property
    def label_edge(self):
        return self.left - 10

    @property
    def below(self):
        return self.bottom + LINE + 4

    @property
    def number_y(self):
        return self.top - 14

    @property
    def painted(self):
        return in_layers(self.lines)

    @property
    def heads(self):
        """The lines of its title, each with how far down it stands."""
        return tuple((number * LINE - 6, line) for number, line in enumerate(self.title, start=1))


@dataclass(frozen=True, kw_only=True)
class KeyEntry(Spot):
    """Where it is told what one kind of mark or line means."""

    kind: str  # start, reference, provisional, estimated, way; break, target, nation with words
    words: str = ""
    number: int = 0  # of a break
    is_first: bool = True  # of the lines of one sentence


@dataclass(frozen=True, kw_only=True)
class Chart:
    """All that is drawn, and the box it is drawn in.

    With ``smalls`` these are drawn instead, one for each group. With ``has_bars`` marks are bars.
    """

    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[Drawn, ...]
    levels: tuple[Level, ...]
    words: tuple[Label, ...]  # at starting points and reference years
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    gaps: tuple[Gap, ...]
    has_bars: bool
    smalls: tuple[Small, ...] = ()
    said: tuple[tuple[str, str], ...] = ()  # kind and words of what small charts don't name

    @property
    def label_edge(self):
        """Where the words left of the chart end."""
        return self.left - 10

    @property
    def below(self):
        """The foot of the words below the chart."""
        if self.smalls:
            return max(each.y + each.below for each in self.smalls)
        return self.bottom + LINE + 8

    @property
    def painted(self):
        return in_layers(self.lines)

    @property
    def kinds(self):
        """Which kinds of marks and lines there are."""
        points = [mark.point for line in self.lines for mark in line.marks]
        there = {
            "start": any(each.is_start for each in points),
            "reference": any(each.is_reference for each in points),
            "provisional": any(each.is_provisional for each in points),
            "estimated": any(each.is_estimated for each in points),
            "way": any(level.ways for level in self.levels),
        }
        return tuple(kind for kind, is_there in there.items() if is_there)

    @property
    def number_y(self):
        """How far down the numbers of breaks stand."""
        return self.top - 14

    @property
    def key(self):
        """What the kinds of marks and lines mean, in two columns below the chart."""
        return tuple(
            KeyEntry(
                kind=kind, x=32 + number % 2 * (WIDTH // 2), y=self.below + LINE * (1 + number // 2)
            )
            for number, kind in enumerate(self.kinds)
        )

    @property
    def sentences(self):
        """Below the key, over the whole width: what is said once, and what each break is."""
        breaks = (("break", gap.told, gap.number) for gap in self.gaps)
        said = ((kind, words, 0) for kind, words in self.said)
        found, y = [], max((each.y for each in self.key), default=self.below)
        for kind, words, number in (*said, *breaks):
            for place, line in enumerate(wrap(words, LETTERS, max_lines=LINES) or [""]):
                y += LINE
                found.append(
                    KeyEntry(kind=kind, words=line, number=number, is_first=not place, x=32, y=y)
                )
        return tuple(found)

    @property
    def height(self):
        below = [each.y for each in (*self.key, *self.sentences)]
        return max(below, default=self.below) + LINE
