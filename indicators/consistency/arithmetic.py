"""What can be computed from the figures of a goal in one step."""

from bisect import bisect_left
from collections import defaultdict
from decimal import Decimal
from itertools import combinations, pairwise

from indicators.consistency.numbers import numbers_in, precision
from indicators.consistency.words import is_share, scale_of, unit_kinds

HUNDRED = Decimal(100)
ALL_PAIRS_UP_TO = 40  # of longer series only neighbours and what reaches the first or last value


def percent_change(first, last):
    """The change in per cent of the first; None from zero, of which nothing is a per cent."""
    return (last - first) / abs(first) * HUNDRED if first else None


def pairs(points):
    """Pairs of an earlier and a later value of a series."""
    if len(points) <= ALL_PAIRS_UP_TO:
        return list(combinations(points, 2))
    first, *between, last = points
    ends = [(first, each) for each in (*between, last)] + [(each, last) for each in between]
    return ends + list(pairwise(between))


def differences(series):
    """Changes of a series between two of its values, in its own unit and in per cent."""
    return [
        (last.number - first.number, percent_change(first.number, last.number))
        for first, last in pairs(series.points)
    ]


def changes_until_now(series):
    """The changes up to its newest value, in its own unit and in per cent."""
    *earlier, newest = series.points or [None]
    return [
        (newest.number - each.number, percent_change(each.number, newest.number))
        for each in earlier
    ]


def printed_differences(series):
    """The changes it has figures of; of a series in percentage points, all its figures."""
    is_difference = "points" in unit_kinds(series.unit)
    return [
        value
        for value in series.values
        if value.number is not None
        and (value.aggregation == "change" or (is_difference and value.aggregation == "point"))
    ]


def relative_changes(series):
    """Changes of a series between two of its values, in per cent."""
    return [percent for _difference, percent in differences(series) if percent is not None]


def target_numbers(targets):
    """All numbers that targets name."""
    return [
        number
        for target in targets
        for number in (
            target.number,
            target.upper_number,
            target.change_percent,
            target.base_number,
        )
        if number is not None
    ]


def numbers_of_series(series, targets):
    """What one series says, or what follows from it and from a target."""
    stated = [value.number for value in series.values if value.number is not None]
    points = [value.number for value in series.points]
    figures = [value.number for value in series.points if not value.is_baseline]
    computed = [*(each for each, _percent in differences(series)), *relative_changes(series)]
    if is_share(series.unit):
        computed += [HUNDRED - each for each in (*stated, *target_numbers(targets))]
    if figures:
        computed += [sum(figures), sum(figures) / len(figures)]
    for goal in target_numbers(targets) if points else []:
        computed += [goal - points[-1], *within_percent(points[-1], goal)]
    return [each * scale for each in (*stated, *computed) for scale in {1, scale_of(series.unit)}]


def numbers_between_series(indicator):
    """Differences, sums and shares between series of one unit and one period."""
    same = defaultdict(dict)
    for series in indicator.series:
        for value in series.points:
            same[series.unit, value.period][series.code] = value.number
    found = []
    for values in same.values():
        found.append(sum(values.values()))
        for one, other in combinations(values.values(), 2):
            found += [one - other, one + other, *within_percent(one, other)]
    return found


def within_percent(one, other):
    """One in per cent of the other and back, and how many per cent they are apart."""
    shares = [a / b * HUNDRED for a, b in ((one, other), (other, one)) if b]
    return [*shares, *(each - HUNDRED for each in shares)]


class KnownNumbers:
    """The numbers that some indicators and targets can account for."""

    def __init__(self, indicators, targets=()):
        targets = [*targets, *(target for each in indicators for target in each.targets)]
        numbers = target_numbers(targets)
        for indicator in indicators:
            numbers += numbers_between_series(indicator)
            for series in indicator.series:
                numbers += numbers_of_series(series, indicator.targets)
        self.numbers = sorted({abs(number) for number in numbers})

    def account_for(self, written):
        """Whether one of them rounds to a number as it is written."""
        for low, high in written.ranges:
            place = bisect_left(self.numbers, low)
            if place < len(self.numbers) and self.numbers[place] <= high:
                return True
        return False


def printed_decimals(value):
    """With how many decimals a value was printed; None where that is not known."""
    for written in numbers_in(value.as_printed):
        if value.number is not None and abs(value.number) in map(abs, written.readings):
            return -min(written.readings[0].as_tuple().exponent, 0)
    return value.decimals


def step(value):
    """The smallest step a value is known in: 0.1 where it has one decimal."""
    decimals = printed_decimals(value)
    return precision(value.number) if decimals is None else Decimal(1).scaleb(-decimals)
