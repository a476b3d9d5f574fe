"""Targets: what they are counted from, until when, against what."""

from indicators.consistency import words
from indicators.consistency.findings import Rule, found
from indicators.consistency.places import goal_place, series_place, target_place


def in_force(goal):
    """The targets of a goal that none has replaced, with their indicator or None."""
    every = [(None, target) for target in goal.targets]
    every += [(indicator, each) for indicator in goal.indicators for each in indicator.targets]
    return [(indicator, target) for indicator, target in every if not target.is_replaced]


def words_of(goal, indicator, target):
    """The words a target stands in."""
    return target.wording or (indicator.wording if indicator else goal.name)


def two_base_years(goal):
    """A change counted from one year beside a starting point of another."""
    for indicator, target in in_force(goal):
        series = indicator.series_called(target.series) if indicator else None
        if series is None or target.base_period is None:
            continue
        for value in series.values:
            is_start = value.is_baseline and not value.is_reference and value.period
            if is_start and value.period != target.base_period:
                yield found(
                    Rule.TWO_BASE_YEARS,
                    target_place(goal, target, indicator),
                    words_of(goal, indicator, target),
                    base=str(target.base_period),
                    start=str(value.period),
                )


def bases_not_stated(goal):
    """A change against a base whose value is not known: it can't become a level."""
    for indicator, target in in_force(goal):
        series = indicator.series_called(target.series) if indicator else None
        if target.kind == "relative" and not is_base_known(target, series):
            yield found(
                Rule.BASE_NOT_STATED,
                target_place(goal, target, indicator),
                words_of(goal, indicator, target),
                per_cent=target.change_percent,
                base=str(target.base_period or ""),
            )


def is_base_known(target, series):
    """Without a base year a change is counted from the starting point."""
    points = series.points if series else ()
    if target.base_period is None:
        return any(value.is_baseline and not value.is_reference for value in points)
    return target.base_number is not None or any(
        value.period == target.base_period for value in points
    )


def bases_that_differ(goal):
    """A base value beside a reference year that says another one, or that there is none."""
    for indicator, target in in_force(goal):
        series = indicator.series_called(target.series) if indicator else None
        if series is None or target.base_number is None:
            continue
        for value in series.values:
            is_same_year = value.is_reference and value.period == target.base_period
            if is_same_year and value.number != target.base_number:
                yield found(
                    Rule.BASES_DIFFER,
                    target_place(goal, target, indicator),
                    words_of(goal, indicator, target),
                    base=str(target.base_period),
                    value=target.base_number,
                    beside=value.number,
                    reason=value.missing,
                )


def prices_not_stated(goal):
    """A change in money, or per unit of money, that does not say in which prices."""
    for indicator, target in in_force(goal):
        if target.kind != "relative":
            continue
        about = [goal.name, target.unit, target.wording]
        if indicator:
            about = [target.unit, target.wording, indicator.name, indicator.wording]
            about += [indicator.definition, indicator.unit]
            about += [each for series in indicator.series for each in (series.name, series.unit)]
        text = " | ".join(about)
        if words.MONEY.search(text) and not words.PRICES.search(text):
            yield found(
                Rule.PRICES_NOT_STATED,
                target_place(goal, target, indicator),
                words_of(goal, indicator, target),
                per_cent=target.change_percent,
            )


def deadlines(goal, *, horizon, as_of):
    """Deadlines that are not stated, not those of the strategy, or passed."""
    for indicator, target in in_force(goal):
        place = target_place(goal, target, indicator)
        said = words_of(goal, indicator, target)
        if target.deadline is None:
            if target.kind != "monitor":
                yield found(Rule.DEADLINE_NOT_STATED, place, said)
            continue
        if horizon is not None and target.deadline.end.year != horizon:
            yield found(
                Rule.DEADLINE_OFF_HORIZON,
                place,
                said,
                written=str(target.deadline),
                registered=str(horizon),
            )
        if target.deadline.end < as_of:
            yield found(Rule.DEADLINE_PASSED, place, said, written=str(target.deadline))


def tolerances_not_stated(goal):
    """ "The same level" without saying what difference it allows."""
    for indicator, target in in_force(goal):
        is_same = target.comparator == "equals" and target.kind in {"reference_level", "parity"}
        if is_same and target.tolerance is None:
            yield found(
                Rule.TOLERANCE_NOT_STATED,
                target_place(goal, target, indicator),
                words_of(goal, indicator, target),
            )


def targets_beside(goal):
    """Two levels for one series and one deadline, of which nothing says how they stand."""
    for indicator in goal.indicators:
        first = {}
        for target in indicator.targets:
            if target.is_replaced or target.number is None or not target.series:
                continue
            key = (target.series, target.kind, target.comparator, target.deadline)
            other = first.setdefault(key, target)
            is_said = other.code == target.stands_beside or target.code == other.stands_beside
            if other.number != target.number and not is_said:
                yield found(
                    Rule.TARGETS_BESIDE,
                    target_place(goal, target, indicator),
                    words_of(goal, indicator, target),
                    value=target.number,
                    beside=other.number,
                )


def primaries_not_chosen(goal):
    """A target of the goal as a whole, several indicators, and none that it is read from."""
    several = len(goal.indicators) > 1 and not any(each.is_primary for each in goal.indicators)
    for target in goal.targets if several else ():
        yield found(
            Rule.PRIMARY_NOT_CHOSEN,
            goal_place(goal),
            words_of(goal, None, target),
            registered=", ".join(each.code for each in goal.indicators),
        )


def starts_without_target(goal):
    """A starting point on a series that no target is read from, while those that are have none."""
    for indicator in goal.indicators:
        aimed_at = {
            target.series
            for target in indicator.targets
            if target.series and target.kind not in {"composite", "monitor"}
        }
        started = {
            series.code: series
            for series in indicator.series
            if series.role != "comparison" and any(each.is_baseline for each in series.points)
        }
        if aimed_at and not aimed_at & started.keys():
            for series in started.values():
                yield found(
                    Rule.START_WITHOUT_TARGET,
                    series_place(goal, indicator, series),
                    series.name,
                    value=series.points[0].number,
                    period=str(series.points[0].period),
                )
