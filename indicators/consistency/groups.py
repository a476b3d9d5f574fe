"""Groups beside each other and beside their total."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.consistency.arithmetic import step
from indicators.consistency.findings import Rule, found
from indicators.consistency.places import series_place
from indicators.consistency.words import unit_kinds

WANTED_UP = {"at_least", "more_than", "increase"}
WANTED_DOWN = {"at_most", "less_than", "decrease"}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far two groups were apart first and last; both are zero or more."""

    first: Decimal
    last: Decimal
    first_period: object
    last_period: object

    @property
    def periods(self):
        return f"{self.first_period} → {self.last_period}"


def families(indicator):
    """The series of one measure, age, area and unit, where there are several: groups and total."""
    same = {}
    for series in indicator.series:
        if series.role in {"main", "comparison"}:
            key = (series.name, series.age, series.area, series.unit)
            same.setdefault(key, []).append(series)
    return [family for family in same.values() if len(family) > 1]


def counterparts(family):
    """The pairs of groups that are compared with each other, each pair once."""
    by_group = {series.group.code: series for series in family if series.group}
    return [
        (series, by_group[series.group.counterpart])
        for code, series in by_group.items()
        if series.group.counterpart in by_group and code < series.group.counterpart
    ]


def total_of(family):
    return next((series for series in family if series.group is None), None)


def numbers_by_period(series):
    return {value.period: value.number for value in series.points}


def gaps(family):
    """How the gap of each pair of groups went, where two periods or more have both."""
    for one, other in counterparts(family):
        mine, theirs = numbers_by_period(one), numbers_by_period(other)
        both = sorted(mine.keys() & theirs.keys())
        if len(both) > 1:
            first, last = both[0], both[-1]
            yield Gap(
                first=abs(mine[first] - theirs[first]),
                last=abs(mine[last] - theirs[last]),
                first_period=first,
                last_period=last,
            )


def totals_that_hide_gaps(goal, indicator):
    """A total that went the right way, or stood, while the gap between groups widened."""
    for family in families(indicator):
        total = total_of(family)
        if total is None:
            continue
        numbers = numbers_by_period(total)
        for gap in gaps(family):
            ends = (numbers.get(gap.first_period), numbers.get(gap.last_period))
            widened = gap.last - gap.first > (indicator.neutral_band or 0)
            if widened and None not in ends and not went_wrong(indicator, *ends):
                yield found(
                    Rule.TOTAL_HIDES_GAP,
                    series_place(goal, indicator, total),
                    first=ends[0],
                    last=ends[1],
                    gap_before=gap.first,
                    gap_after=gap.last,
                    period=gap.periods,
                )


def went_wrong(indicator, first, last):
    """Whether a total went against what its targets want: then it hides nothing."""
    wanted = {target.comparator for target in indicator.targets}
    up, down = bool(wanted & WANTED_UP), bool(wanted & WANTED_DOWN)
    return (up and not down and last < first) or (down and not up and last > first)


def orders_reversed(goal, indicator):
    """Two groups that stand the other way round than in the nation, at the newest common period."""
    every = families(indicator)
    for family in every:
        for nation in every:
            same = (family[0].name, family[0].age) == (nation[0].name, nation[0].age)
            if same and nation[0].is_nation and not family[0].is_nation:
                yield from reversed_pairs(goal, indicator, family, nation)


def reversed_pairs(goal, indicator, family, nation):
    for one, other in counterparts(family):
        for its_one, its_other in counterparts(nation):
            if one.group.code != its_one.group.code:
                continue
            numbers = [numbers_by_period(each) for each in (one, other, its_one, its_other)]
            common = sorted(set.intersection(*(set(each) for each in numbers)))
            if not common:
                continue
            mine, theirs, its, their = (each[common[-1]] for each in numbers)
            if (mine - theirs) * (its - their) < 0:
                yield found(
                    Rule.ORDER_REVERSED,
                    series_place(goal, indicator, one),
                    region=mine - theirs,
                    nation=its - their,
                    period=str(common[-1]),
                )


def totals_outside_parts(goal, indicator):
    """A total that can't be that of its parts: not between them, or not the sum of two."""
    for family in families(indicator):
        total = total_of(family)
        if total is None:
            continue
        by_series = {
            series.code: {each.period: each for each in series.points} for series in family
        }
        in_pairs = {each.code for pair in counterparts(family) for each in pair}
        for value in total.points:
            parts = [
                values[value.period]
                for code, values in by_series.items()
                if code in in_pairs and value.period in values
            ]
            if len(parts) == len(in_pairs) > 0 and cannot_be_total(value, parts, total.unit):
                yield found(
                    Rule.TOTAL_OUTSIDE_PARTS,
                    series_place(goal, indicator, total),
                    total=value.number,
                    lowest=min(part.number for part in parts),
                    highest=max(part.number for part in parts),
                    period=str(value.period),
                )


def cannot_be_total(total, parts, unit):
    """Two counts add up; shares and means lie between. Of other units nothing is known."""
    kinds = unit_kinds(unit)
    numbers, steps = [part.number for part in parts], [step(part) for part in parts]
    if kinds & {"share", "time", "index"}:
        rounding = (step(total) + max(steps)) / 2
        return not min(numbers) - rounding <= total.number <= max(numbers) + rounding
    if kinds & {"number", "mass"} and len(parts) == 2:
        return abs(sum(numbers) - total.number) > (step(total) + sum(steps)) / 2
    return False


def missing_parts(goal, indicator):
    """A group without a figure beside others that have one, at the start or at the newest."""
    for family in families(indicator):
        for period in telling_periods(family):
            for series in family:
                if period not in numbers_by_period(series):
                    reasons = [value.missing for value in series.values if value.period == period]
                    yield found(
                        Rule.PART_MISSING,
                        series_place(goal, indicator, series),
                        series.name,
                        period=str(period),
                        reason=next(iter(reasons), ""),
                    )


def telling_periods(family):
    """The periods of baselines, and the newest one: where a figure matters most."""
    starts = {value.period for series in family for value in series.points if value.is_baseline}
    newest = {max(numbers_by_period(series)) for series in family if series.points}
    return sorted(starts | ({max(newest)} if newest else set()))
