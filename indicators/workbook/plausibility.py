"""Whether a figure is likely, against what its series had before.

A doubt is a warning, never more: the world does change. Ten times as much is a lost decimal
mark or another unit more often than the truth.
"""

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from indicators.workbook.units import is_share
from indicators.workbook.values import KnownSeries

TIMES = {
    Decimal(10): "ten_times",
    Decimal(100): "hundred_times",
    Decimal(1000): "thousand_times",
}
ABOUT = (Decimal("0.8"), Decimal("1.25"))  # of a power of ten
FAR = 5  # times the value before
HUNDRED = Decimal(100)
SMALL_SHARE = Decimal(1)  # percentage points: so little may well become ten times as much
ENOUGH = 5  # values, to know how a series moves
LARGE_STEP = 5  # times the largest one seen
STEP_OF_CONSTANT = Decimal("0.25")  # of the level, in a series that never moved
SPAN_MARK = "–"  # in a period as the registry writes it: 2017–2022
PER_CENT = Decimal("0.1")  # to what a change in per cent is rounded


class History:
    """The values a series has, and how it moves; prepared once, asked for every figure."""

    def __init__(self, values: Iterable[tuple[str, Decimal]]):
        """``values``: pairs of a period, as the registry writes it, and its value."""
        ordered = sorted(values)
        self.periods = [period for period, _value in ordered]
        self.values = [value for _period, value in ordered]
        steps = [abs(later - earlier) for earlier, later in pairwise(self.values)]
        self.largest_step = max(steps, default=Decimal(0))
        self.lowest = min(self.values, default=None)
        self.highest = max(self.values, default=None)

    def neighbour(self, period: str) -> Decimal | None:
        """The value before a period, or the one after it where it would be the first."""
        place = bisect_left(self.periods, period)
        if place:
            return self.values[place - 1]
        after = place + (self.periods[place : place + 1] == [period])
        return self.values[after] if after < len(self.values) else None

    def has_other_sign(self, value: Decimal) -> bool:
        """Whether a series that was always above zero, or always below it, changes sign."""
        if value < 0:
            return self.lowest >= 0 and self.highest > 0
        return value > 0 and self.highest <= 0 and self.lowest < 0


def implausible(value: Decimal, period: str, history: History, *, known: KnownSeries) -> str | None:
    """Why a value is to be looked at twice; None when nothing speaks against it.

    What is summed up or changes over a span of years is not held against single periods.
    """
    before = None if SPAN_MARK in period else history.neighbour(period)
    if before is None:
        return None
    if not history.lowest <= value <= history.highest:
        if times := _times(value, before, is_share=is_share(known.unit)):
            return times
        if history.has_other_sign(value):
            return "sign"
        if is_share(known.unit) and value > HUNDRED >= history.highest:
            return "above_hundred"
    if _jumps(abs(value - before), before, history):
        return "jump"
    return "far" if _is_far(value, before, history, known) else None


def _times(value, before, *, is_share):
    """Whether one of two values is about 10, 100 or 1000 times the other."""
    small, large = sorted((abs(value), abs(before)))
    if not small:
        return None
    ratio = large / small
    for times, code in TIMES.items():
        if ABOUT[0] * times <= ratio <= ABOUT[1] * times:
            may_be_growth = is_share and code == "ten_times" and small < SMALL_SHARE
            return None if may_be_growth else code
    return None


def _is_far(value, before, history, known):
    """Whether one of two values is more than five times the other; or nothing is left."""
    if not before or history.lowest <= value <= history.highest:
        return False
    small, large = sorted((abs(value), abs(before)))
    return large > FAR * small and not (is_share(known.unit) and small < SMALL_SHARE)


def _jumps(step, before, history):
    if len(history.values) < ENOUGH:
        return False
    if not history.largest_step:
        return before != 0 and step > abs(before) * STEP_OF_CONSTANT
    return step > LARGE_STEP * history.largest_step


def change_of(old: Decimal, new: Decimal, *, is_share: bool) -> tuple[Decimal, Decimal | None]:
    """How much a value changes: in its unit, and in per cent with one decimal.

    Shares change by percentage points, so not in per cent; neither does what was zero.
    """
    size = new - old
    if is_share or not old:
        return size, None
    return size, (100 * size / abs(old)).quantize(PER_CENT)
