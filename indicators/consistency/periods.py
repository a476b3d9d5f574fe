"""Periods of diagrams, figures and baselines, and figures that follow from each other."""

import re

from indicators.consistency.arithmetic import step
from indicators.consistency.findings import Rule, found
from indicators.consistency.numbers import YEAR
from indicators.consistency.places import diagram_place, series_place, value_place

A_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")


def charts_that_miss_periods(goal):
    """A diagram over some years, and figures of its series from before or after them."""
    series = {each.code: each for one in goal.indicators for each in one.series}
    for diagram in goal.diagrams:
        first, last = diagram.first_period, diagram.last_period
        if first is None or last is None or first == last:
            continue
        for code in diagram.series:
            points = series[code].points if code in series else []
            outside = [
                value.period
                for value in points
                if value.period.end < first.start or value.period.start > last.end
            ]
            if outside:
                yield found(
                    Rule.CHART_MISSES_PERIODS,
                    diagram_place(goal, diagram),
                    diagram.caption,
                    written=f"{first} → {last}",
                    registered=", ".join(dict.fromkeys(map(str, outside))),
                )


def kinds_of_period_that_differ(goal, indicator):
    """A start for a year and a figure for half a year: not the same length of time."""
    for series in indicator.series:
        points = series.points
        for value in points:
            if value.period.kind != points[0].period.kind:
                yield found(
                    Rule.PERIOD_KINDS_DIFFER,
                    value_place(goal, indicator, series, value),
                    value.as_printed,
                    start=str(points[0].period),
                    period=str(value.period),
                )


def other_years_printed(goal, indicator):
    """A baseline whose words name a year that neither it nor a target is counted from."""
    counted = {year for each in indicator.targets for year in years_of(each.base_period)}
    for series in indicator.series:
        for value in series.values:
            if value.is_baseline and value.number is not None and value.period:
                others = years_in(value.as_printed) - years_of(value.period) - counted
                if others:
                    yield found(
                        Rule.ANOTHER_YEAR_PRINTED,
                        value_place(goal, indicator, series, value),
                        value.as_printed,
                        written=", ".join(map(str, sorted(others))),
                        registered=str(value.period),
                    )


def promises_passed(goal, indicator, *, as_of):
    """A baseline promised for a year that has passed, and no figure since."""
    for series in indicator.series:
        newest = max((value.period.end.year for value in series.points), default=0)
        for value in series.values:
            if value.is_baseline and value.number is None and value.period is None:
                passed = {year for year in years_in(value.as_printed) if newest < year < as_of.year}
                if passed:
                    yield found(
                        Rule.PROMISED_YEAR_PASSED,
                        value_place(goal, indicator, series, value),
                        value.as_printed,
                        written=str(max(passed)),
                    )


def years_in(text):
    return {int(year) for year in A_YEAR.findall(text)}


def years_of(period):
    return set(range(period.start.year, period.end.year + 1)) if period else set()


def changes_across_breaks(goal, indicator):
    """A change computed over a break in its series."""
    for series in indicator.series:
        for value in series.values:
            if value.number is None or not is_change(value):
                continue
            for each in indicator.breaks:
                inside = value.period.start < each.period.start <= value.period.end
                if inside and each.series in ("", series.code):
                    yield found(
                        Rule.ACROSS_A_BREAK,
                        value_place(goal, indicator, series, value),
                        value.as_printed,
                        difference=value.number,
                        period=str(each.period),
                    )


def is_change(value):
    return value.aggregation in {"change", "relative_change"} and value.period is not None


def starts_that_disagree(goal, indicator):
    """A baseline with another value than the figure of the same period."""
    for series in indicator.series:
        figures = {value.period: value for value in series.points if not value.is_baseline}
        for value in series.points:
            figure = figures.get(value.period)
            if value.is_baseline and figure and figure.number != value.number:
                yield found(
                    Rule.START_DISAGREES,
                    value_place(goal, indicator, series, value),
                    value.as_printed,
                    start=value.number,
                    value=figure.number,
                    period=str(value.period),
                )


def changes_that_disagree(goal, indicator):
    """A printed change that the levels at its ends do not give."""
    for series in indicator.series:
        for value in series.values:
            ends = ends_of(series, value) if value.number is not None and is_change(value) else None
            if ends is None or follows(value, *ends):
                continue
            yield found(
                Rule.CHANGE_DISAGREES,
                value_place(goal, indicator, series, value),
                value.as_printed,
                written=value.number,
                first=ends[0].number,
                last=ends[1].number,
                period=str(value.period),
            )


def ends_of(series, change):
    """The values at both ends of a change; None where one is missing, double or derived from it."""
    ends = []
    for year in (change.period.start.year, change.period.end.year):
        levels = {
            value.number: value
            for value in series.points
            if value.period.start.year == year and not is_only_derived(value)
        }
        if len(levels) != 1:
            return None
        ends += levels.values()
    return ends


def is_only_derived(value):
    return bool(value.derivation) and not value.as_printed


def follows(change, first, last):
    """Whether a change can be that of two levels, however each of them was rounded."""
    low_first, high_first = (first.number + sign * step(first) / 2 for sign in (-1, 1))
    low_last, high_last = (last.number + sign * step(last) / 2 for sign in (-1, 1))
    bounds = [end - start for start in (low_first, high_first) for end in (low_last, high_last)]
    if change.aggregation == "relative_change":
        if low_first <= 0 <= high_first:
            return True  # nothing is a per cent of zero
        bounds = [
            (end - start) / abs(start) * 100
            for start in (low_first, high_first)
            for end in (low_last, high_last)
        ]
    rounding = step(change) / 2
    return min(bounds) - rounding <= change.number <= max(bounds) + rounding


def means_that_disagree(goal, indicator):
    """A mean over years that is not their sum divided by their number."""
    for series in indicator.series:
        means = {value.period: value for value in series.values if value.aggregation == "mean"}
        for total in series.values:
            mean = means.get(total.period) if total.aggregation == "sum" else None
            if mean is None or mean.number is None or total.number is None:
                continue
            years = len(years_of(total.period))
            rounding = step(mean) / 2 + step(total) / (2 * years)
            if abs(total.number / years - mean.number) > rounding:
                yield found(
                    Rule.MEAN_DISAGREES,
                    value_place(goal, indicator, series, mean),
                    mean.as_printed,
                    written=mean.number,
                    total=total.number,
                    period=str(total.period),
                )


def levels_not_printed(goal, indicator):
    """A change in numbers whose level at the end is nowhere printed."""
    for series in indicator.series:
        for value in series.values:
            if value.number is None or not is_change(value):
                continue
            end = value.period.end.year
            if not any(
                point.period.end.year >= end >= point.period.start.year
                and not is_only_derived(point)
                for point in series.points
            ):
                yield found(
                    Rule.LEVEL_NOT_PRINTED,
                    value_place(goal, indicator, series, value),
                    value.as_printed,
                    difference=value.number,
                    period=str(value.period),
                )


def only_in_pictures(goal, indicator):
    """Figures that were printed in a picture and are not in the registry."""
    for series in indicator.series:
        periods = [value.period for value in series.values if value.missing == "in_picture"]
        if periods:
            yield found(
                Rule.ONLY_IN_PICTURE,
                series_place(goal, indicator, series),
                period=", ".join(str(period) for period in periods if period),
            )
