"""Units, labels, decimals, and what a share is a share of."""

import re
from collections import Counter, defaultdict
from decimal import Decimal

from indicators.consistency import words
from indicators.consistency.arithmetic import printed_decimals
from indicators.consistency.findings import Rule, found
from indicators.consistency.places import indicator_place, series_place, value_place


def units_that_contradict(goal, indicator):
    """A unit as printed that can't be the unit of the registry."""
    if contradict(indicator.unit, indicator.unit_as_printed):
        yield found(
            Rule.UNITS_CONTRADICT,
            indicator_place(goal, indicator),
            written=indicator.unit_as_printed,
            registered=indicator.unit,
        )
    for series in indicator.series:
        for value in series.values:
            is_level = value.aggregation not in {"change", "relative_change"}
            if is_level and contradict(series.unit, value.unit_as_printed):
                yield found(
                    Rule.UNITS_CONTRADICT,
                    value_place(goal, indicator, series, value),
                    value.as_printed,
                    written=value.unit_as_printed,
                    registered=series.unit,
                )


def contradict(unit, printed):
    """Whether two units can't be the same.

    Points told in per cent are a matter of their own, and an index is per cent of a base.
    """
    one, other = words.unit_kinds(unit), words.unit_kinds(printed)
    if not one or not other or one & other:
        return False
    return not one | other <= {"share", "points", "index"}


def scales_that_differ(goal, indicator):
    """Series of one indicator in tons and in millions of tons."""
    first = {}
    for series in indicator.series:
        kinds = frozenset(words.unit_kinds(series.unit))
        if kinds:
            other = first.setdefault(kinds, series)
            if words.scale_of(series.unit) != words.scale_of(other.unit):
                yield found(
                    Rule.SCALES_DIFFER,
                    series_place(goal, indicator, series),
                    written=series.unit,
                    beside=other.unit,
                )


def decimals_that_differ(goal, indicator):
    """Values of one measure printed with more or fewer decimals than most of them."""
    measures = defaultdict(list)
    for series in indicator.series:
        for value in series.points:
            decimals = printed_decimals(value)
            if decimals is not None:
                measures[series.name, series.age, series.unit].append((decimals, series, value))
    for values in measures.values():
        usual = Counter(decimals for decimals, _series, _value in values).most_common(1)[0][0]
        for decimals, series, value in values:
            if decimals != usual:
                yield found(
                    Rule.DECIMALS_DIFFER,
                    value_place(goal, indicator, series, value),
                    value.as_printed,
                    value=value.number,
                    decimals=Decimal(decimals),
                    usual=Decimal(usual),
                )


def labels_that_differ(goal, indicator):
    """A row whose printed label names neither its measure nor its group."""
    for series in indicator.series:
        if series.label_as_printed and not names(series, series.label_as_printed):
            group = series.group.names[0] if series.group and series.group.names else ""
            yield found(
                Rule.LABEL_DIFFERS,
                series_place(goal, indicator, series),
                written=series.label_as_printed,
                registered=", ".join(filter(None, (series.name, group))),
            )


def names(series, label):
    if series.group is None and words.TOTAL.match(label.strip()):
        return True
    known = (series.name, series.area_name, *(series.group.names if series.group else ()))
    known = squeezed(" ".join(known))
    parts = [squeezed(part) for part in label.split()]
    return any(len(part) > 2 and part in known for part in parts)


def squeezed(text):
    return re.sub(r"[\W\d_]", "", text.casefold())


def wholes_not_stated(goal, indicator):
    """A share that does not say what it is a share of; a growth in per cent is none."""
    for series in indicator.series:
        if (
            words.is_share(series.unit)
            and not series.denominator
            and not words.GROWTH.search(series.name)
        ):
            yield found(Rule.WHOLE_NOT_STATED, series_place(goal, indicator, series), series.name)


def wholes_that_differ(goal, indicator):
    """Shares of different wholes side by side under one indicator."""
    shares = [
        series
        for series in indicator.series
        if series.role == "main" and series.denominator and words.is_share(series.unit)
    ]
    for series in shares:
        if series.denominator != shares[0].denominator:
            yield found(
                Rule.WHOLES_DIFFER,
                series_place(goal, indicator, series),
                written=series.denominator,
                beside=shares[0].denominator,
            )
