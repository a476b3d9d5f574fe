"""From periods and values to pixels of the drawing, which pages scale."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.periods import LAST_YEAR, PeriodKind, school_year, year_period

# As large as a phone of 360 px shows it with letters of 12 px.
WIDTH, HEIGHT = 720, 470
TOP, RIGHT, BOTTOM = 20, 270, 50  # margins; the one on the right holds the labels
LETTER, DIGIT = 16, 15  # the widest a bold letter is on average, and a digit
LINE = 28  # height of a line of text


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in the drawing."""

    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Tick:
    at: int
    value: Decimal | str  # a level, or a period

    @property
    def text_at(self):
        """The foot of the words beside a level."""
        return self.at + 8


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From periods and values to pixels."""

    left: int
    bottom: int
    low: Decimal
    high: Decimal
    first: int  # years
    last: int
    top: int = TOP
    right: int = WIDTH - RIGHT

    def spot(self, period, value):
        return Spot(x=self.x(period), y=self.y(value))

    def x(self, period):
        """The middle of a period, between the first day and the last of all years."""
        return self.x_of(period.start.toordinal() + period.end.toordinal())

    def x_before(self, period):
        """Where a period begins; at the edge where it begins outside."""
        x = self.x_of(2 * period.start.toordinal())
        return max(self.left, min(x, self.right))

    def x_of(self, days):
        """``days``: a day counted twice, so that a middle between two is a whole number."""
        first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return self.left + (days - 2 * first) * (self.right - self.left) // (2 * (last - first))

    def width_of(self, period):
        return self.x_of(2 * period.end.toordinal()) - self.x_of(2 * period.start.toordinal())

    def y(self, value):
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - int(share * (self.bottom - self.top))

    @property
    def zero(self):
        """How far down zero is, or what is next to it."""
        return self.y(max(self.low, min(Decimal(0), self.high)))


def scale_of(periods, rows, build, *, bottom):
    """The scale of what is shown in these periods.

    ``rows``: the round numbers beside it; ``build``: what makes the periods below it.
    """
    first, last = min(each.start.year for each in periods), max(each.end.year for each in periods)
    return Scale(
        left=max(beside(rows), DIGIT * len(str(build(first))) // 2),
        bottom=bottom,
        low=rows[0],
        high=rows[-1],
        first=first,
        last=last,
    )


def beside(rows):
    """How much room the numbers beside a chart take."""
    return max(len(f"{each:,f}") for each in rows) * DIGIT + 20


def rows_of(values, *, with_zero=False):
    """Round numbers, evenly apart, from at or below the lowest value to at or above the highest."""
    low, high = min(values), max(values)
    if with_zero or 0 < low <= high / 2:
        low = min(low, Decimal(0))
    if with_zero:
        high = max(high, Decimal(0))
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


def yearly(periods):
    """What makes a period of a year: school years where there is nothing else."""
    only_school = {each.kind for each in periods} == {PeriodKind.SCHOOL_YEAR}
    return school_year if only_school else year_period


def columns(scale, build):
    """The years, or school years, that are written below; not more than have room."""
    last = scale.last - 1 if build is school_year else min(scale.last, LAST_YEAR)
    room = (scale.right - scale.left) // (DIGIT * len(str(build(scale.first))) + 8)
    steps = (1, 2, 5, 10, 20, 50, 100, 1000)
    apart = next(each for each in steps if scale.last - scale.first < each * max(room, 1))
    for year in range(scale.first, last + 1):
        if (year - scale.first) % apart == 0:
            yield Tick(at=scale.x(build(year)), value=str(build(year)))
