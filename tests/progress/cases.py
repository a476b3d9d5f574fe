"""The worked cases as targets, and judgements in the words of the cases."""

import os
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from indicators import periods, progress
from indicators.progress import (
    Aggregation,
    Comparability,
    Comparator,
    Direction,
    Figure,
    Flag,
    GapMeasure,
    Kind,
    Line,
    Missing,
    Substitute,
    Target,
)

OURS = [Path(__file__).with_name(name) for name in ("vectors.yaml", "further.yaml")]
OTHERS = os.environ.get("PROGRESS_VECTORS")  # read instead
LONG_AGO = 2017  # of a start whose year a case leaves out
KINDS = {
    "LEVEL": Kind.LEVEL,
    "REL_BASE": Kind.RELATIVE,
    "RECUR": Kind.RECURRING,
    "DIRECTION": Kind.DIRECTION,
    "REF_LEVEL": Kind.REFERENCE_LEVEL,
    "REF_GROWTH": Kind.REFERENCE_GROWTH,
    "PARITY": Kind.PARITY,
    "COMPOSITE": Kind.COMPOSITE,
    "MONITOR": Kind.MONITOR,
}
WORDS = {
    "increase": Direction.UP,
    "increase_small": Direction.SLIGHTLY_UP,
    "none": Direction.SAME,
    "same": Direction.SAME,
    "decrease_small": Direction.SLIGHTLY_DOWN,
    "decrease": Direction.DOWN,
}
# Facts about figures and targets that a case gives as flags. What a judgement has to find out
# by itself is not among them.
FACTS_OF_FIGURES = {"DERIVED_VALUE", "VINTAGE", "UNIT_CORRECTED", "SURVEY", "SUBSTITUTED_SERIES"}
PRELIMINARY = {"PRELIMINARY"}  # of the latest figure
FACTS_OF_TARGETS = {"TARGET_REVISED", "TARGET_INTERPRETED", "TOLERANCE_INTERPRETED", "REBASED"}
# What only a person can know: said in the registry by notes and annotations, not by the judging.
NOT_OF_JUDGING = {
    "QUANTITY_MISMATCH_NET_GROSS",
    "INVARIANT_TO_UNIT",
    "BASELINE_DIMENSION_UNKNOWN",
    "PANDEMIC_EVENT",
    "COVERAGE_TWO_OPERATORS",
    "UNIT_MISMATCH",
    "SECRECY",
    "PERIOD_CONFLICT",
    "HUMAN_DIFFERS",  # needs the person's judgement: see test_differing.py
}


def worked_cases():
    files = [Path(OTHERS)] if OTHERS else OURS
    return [case for each in files for case in yaml.safe_load(each.read_text("utf-8"))["vectors"]]


def judge(case, among=()):
    """The judgement of a case; ``among``: the cases that a composite one names as its parts."""
    among = {each["id"]: each for each in among}
    return progress.judge(target_of(case, among), as_of=as_of(case["input"]))


def as_of(given):
    """The day from which a case is seen: the end of the period it names, or of its last one."""
    written = given.get("as_of")
    if isinstance(written, date):
        return written
    return period(written).end if written else last_period(given).end


def last_period(given):
    names = ("latest_year", "latest_period", "baseline_year", "baseline_period")
    written = [given.get(name) for name in names] + (given.get("years") or [])
    return max((period(each) for each in written if each), default=period(2023))


def start_of(given):
    when = given.get("baseline_year") or given.get("baseline_period")
    is_known = given.get("baseline") is not None
    return figure(given.get("baseline"), when or (LONG_AGO if is_known else None))


def target_of(case, among, *, is_aspirational=False):
    given, flags = case["input"], set(case["flags"])
    build = {
        Kind.REFERENCE_LEVEL: reference_level,
        Kind.REFERENCE_GROWTH: growth,
        Kind.PARITY: parity,
        Kind.COMPOSITE: composite,
    }.get(KINDS[case["type"]], single)
    target = build(given, flags, among)
    kind = KINDS[case["type"]]
    if kind == Kind.RELATIVE and "target" in given:
        kind = Kind.LEVEL  # its level has been computed already
    return replace(
        target,
        kind=kind,
        code=case["id"],
        deadline=period(given.get("deadline")),
        is_aspirational=is_aspirational,
        flags=frozenset(Flag[each] for each in flags & FACTS_OF_TARGETS),
    )


def single(given, flags, among):
    """A target of one line: a level, a change against a base, every period, a direction."""
    value, upper = bounds(given.get("target", given.get("threshold")))
    start, change = start_of(given), change_percent(given)
    base = start
    if "base_value" in given:
        base = figure(given["base_value"], given.get("base_year") or given.get("baseline_year"))
    return Target(
        kind=Kind.LEVEL,
        comparator=comparator_of(given, change),
        value=value,
        upper=upper,
        change_percent=change,
        base=base,
        is_of_indicator="primary_indicator" not in given,
        line=None if "primary_indicator" in given else line_of(given, flags, start),
    )


def comparator_of(given, change):
    if "desired" in given:
        return Comparator(given["desired"])
    if "comparator" in given:
        return Comparator(given["comparator"])
    if change is not None:
        return Comparator.AT_LEAST if change > 0 else Comparator.AT_MOST
    if given.get("unit_target"):
        return Comparator.DECREASE
    return Comparator.AT_LEAST


def change_percent(given):
    if given.get("factor") is not None:
        return (number(given["factor"]) - 1) * 100
    return number(given.get("relative_change_pct"))


def line_of(given, flags, start):
    if start and "BASELINE_ESTIMATED" in flags:
        start = replace(start, flags=frozenset({Flag.ESTIMATED}))
    return Line(
        start=start,
        figures=tuple(figures_of(given, flags)),
        breaks=tuple(period(each) for each in given.get("break_between", ())),
        band=number(given.get("neutral_band", given.get("neutral_band_pp"))) or Decimal(0),
        cap=number(given.get("cap")),
        flags=frozenset(Flag[each] for each in flags & FACTS_OF_FIGURES),
        substitutes=tuple(substitutes_of(given)),
    )


def figures_of(given, flags):
    when = period(given.get("latest_period") or given.get("latest_year"))
    told = given.get("latest_direction")
    if given.get("latest") is not None:
        yield figure(given["latest"], when, flags=flags & PRELIMINARY)
    elif isinstance(told, str) and "latest_def" not in given:
        when = when or period(given.get("as_of") or 2023)
        yield Figure(period=when, missing=Missing.IN_WORDS, direction=WORDS[told])
    yield from recurring_figures(given)
    if given.get("observations") == [] and given.get("baseline") is not None:
        # Nothing is measured any more where once there was a figure.
        yield Figure(period=last_period(given).next, missing=Missing.DISCONTINUED)


def recurring_figures(given):
    """Sums, means and bests over the periods after the start, and single periods."""
    first = given.get("baseline_year", 2016) + 1
    if "periods" in given:
        span = periods.span(first, first + given["periods"] - 1)
        is_down = given.get("comparator") in {"at_most", "less_than"}
        best = Aggregation.LOWEST if is_down else Aggregation.HIGHEST
        for name, kind in (("sum", Aggregation.SUM), ("mean", Aggregation.MEAN), ("best", best)):
            if given.get(name) is not None:
                yield figure(given[name], span, aggregation=kind)
        if given.get("best_year"):
            yield figure(given["best"], given["best_year"])
    observed = given.get("observations") or ()
    if isinstance(observed, dict):
        observed = observed.items()
    for number, each in enumerate(observed):
        if isinstance(each, dict):
            yield figure(each["value"], each.get("period", each.get("year")))
        else:
            when, value = each if isinstance(each, list | tuple) else (first + number, each)
            yield figure(value, when)


def substitutes_of(given):
    begun = given.get("baseline_year", 2017)
    for change in given.get("substitutes_change", {}).values():
        span = periods.span(begun, begun + 5)
        changed = figure(change, span, aggregation=Aggregation.CHANGE)
        yield Substitute(line=Line(figures=(changed,)), comparability=Comparability.NOT_COMPARABLE)
    told = given.get("latest_direction")
    if isinstance(told, dict):  # of parts that the start does not distinguish
        for each in told.values():
            yield Substitute(
                line=Line(figures=(in_words(each),)),
                comparability=Comparability.DEFINITION_DIFFERS,
            )
    if "latest_def" in given and given["latest_def"] != given["baseline_def"]:
        yield Substitute(
            line=Line(figures=(in_words(told),)), comparability=Comparability.NOT_COMPARABLE
        )


def in_words(told):
    return Figure(period=period(2023), missing=Missing.IN_WORDS, direction=WORDS[told])


def reference_level(given, flags, among):
    when = given.get("latest_year") or given.get("latest_period")
    latest = figure(given.get("latest"), when, flags=flags & PRELIMINARY)
    gap, nation = (figure(given.get(name), when) for name in ("latest_gap", "latest_ref"))
    begun = given.get("baseline_year") or given.get("baseline_period")
    return Target(
        kind=Kind.REFERENCE_LEVEL,
        comparator=Comparator(given.get("comparator", "equals")),
        tolerance=number(given.get("tolerance_pp", given.get("tolerance"))),
        line=replace(line_of(given, flags, start_of(given)), figures=some(latest)),
        reference=Line(start=figure(given.get("baseline_ref"), begun), figures=some(nation)),
        gap=Line(figures=some(gap)),
    )


def some(figure):
    return () if figure is None or figure.value is None else (figure,)


def growth(given, flags, among):
    facts = frozenset(Flag[each] for each in flags & FACTS_OF_FIGURES)
    target = Target(
        kind=Kind.REFERENCE_GROWTH,
        comparator=Comparator(given.get("comparator", "more_than")),
        tolerance=number(given.get("tie_band_pp_per_year")),
    )
    if given.get("region") and given.get("nation"):
        return replace(
            target,
            line=pair_line(given["region"], given["years"], facts),
            reference=pair_line(given["nation"], given["years"]),
        )
    if given.get("share"):
        first, last = given["years"]
        own = figure(
            given["region_growth_pct"],
            periods.span(first, last),
            aggregation=Aggregation.RELATIVE_CHANGE,
        )
        share = pair_line(given["share"], given["years"])
        return replace(
            target, line=Line(figures=(own,), flags=facts), gap=replace(share, is_share=True)
        )
    own = pair_line(given["region"], given["years"]) if given.get("region") else Line()
    is_same = "samma" in given.get("text", "") or "samme" in given.get("text", "")
    told = Figure(period=period(2021), missing=Missing.IN_WORDS, direction=Direction.SAME)
    gap = Line(figures=(told,)) if is_same else None
    return replace(target, line=replace(own, flags=facts), reference=Line(), gap=gap)


def pair_line(values, years, flags=frozenset()):
    later = zip(values[1:], years[1:], strict=False)
    return Line(
        start=figure(values[0], years[0]),
        figures=tuple(figure(value, year) for value, year in later),
        flags=flags,
    )


def parity(given, flags, among):
    first, second = given["groups"].values()
    line = replace(
        pair_line(first, given["years"]), band=number(given.get("neutral_band")) or Decimal(0)
    )
    is_ratio = "ratio" in given.get("measure", "absolute_gap")
    band = number(given.get("neutral_band"))
    bands = {"ratio_band": band} if is_ratio and band is not None else {}
    return Target(
        kind=Kind.PARITY,
        comparator=Comparator.EQUALS,
        tolerance=number(given.get("tolerance")),
        measure=GapMeasure.RATIO if is_ratio else GapMeasure.DIFFERENCE,
        **bands,
        line=line,
        reference=pair_line(second, given["years"]),
    )


def composite(given, flags, among):
    parts = [
        part_of(each, among, is_aspirational=name == "aspirational")
        for name in ("must", "aspirational")
        for each in given.get(name, ())
    ]
    whole = None if parts else line_of(given, flags, start_of(given))
    return Target(
        kind=Kind.COMPOSITE, comparator=Comparator.INCREASE, line=whole, parts=tuple(parts)
    )


def part_of(named, among, *, is_aspirational):
    """A part that is another case, or two groups told of in words."""
    if named in among:
        return target_of(among[named], among, is_aspirational=is_aspirational)
    target = Target(
        kind=Kind.PARITY, comparator=Comparator.EQUALS, is_aspirational=is_aspirational, line=Line()
    )
    if compared := re.search(r"(\d+) vs \D*(\d+)", named):
        ours, theirs = (Line(figures=(figure(each, 2022),)) for each in compared.groups())
        return replace(target, line=ours, reference=theirs)
    if "not equal" in named or "equal" not in named:
        return target
    told = Figure(period=period(2022), missing=Missing.IN_WORDS, direction=Direction.SAME)
    return replace(target, gap=Line(figures=(told,)))


def bounds(value):
    if isinstance(value, list):
        return tuple(number(each) for each in value)
    return number(value), None


def number(value):
    return None if value is None else Decimal(str(value))


def period(written):
    if written is None or isinstance(written, periods.Period):
        return written
    return periods.parse(re.sub(r"^(\d{4})H([12])$", r"\1-S\2", str(written)))


def figure(value, when, aggregation=Aggregation.POINT, flags=()):
    """A figure; None where the case gives no period for it."""
    if when is None:
        return None
    value = number(value)
    return Figure(
        period=period(when),
        value=value,
        missing=Missing.NOT_STATED if value is None else None,
        aggregation=aggregation,
        decimals=0 if value is None else max(0, -value.as_tuple().exponent),
        flags=frozenset(Flag[each] for each in flags),
    )


# A judgement in the words of the cases


def found_of(judgement):
    """Everything a case may expect, as it names it."""
    change = judgement.change
    found = {
        "status": judgement.status.name,
        "development": judgement.development.name,
        "reason": judgement.reasons[0].name if judgement.reasons else None,
        "reasons": [each.name for each in judgement.reasons],
        "satisfied_now": judgement.is_met,
        "change_pp": change,
        "change_pct": judgement.change_percent,
    }
    for part in (pace_found, gap_found, recurrence_found, growth_found, tally_found):
        found |= part(judgement)
    return found


def pace_found(judgement):
    pace = judgement.pace
    if pace is None:
        return {"pace_ratio": None, "distance_closed": None}
    return {
        "pace_ratio": pace.ratio,
        "distance_closed": pace.distance_closed,
        "actual_per_year": pace.per_year,
        "required_per_year_from_now": pace.needed_per_year,
    }


def gap_found(judgement):
    gap = judgement.gap
    if gap is None:
        return {}
    return {
        "gap": [gap.before, gap.now],
        "gap_baseline": gap.before,
        "gap_latest": gap.now,
        "ratio": [gap.ratio_before, gap.ratio_now],
    }


def recurrence_found(judgement):
    found = judgement.recurrence
    if found is None:
        return {}
    return {
        "periods_met": found.met,
        "periods_total": found.known,
        "mean": found.mean,
        "coverage": found.coverage,
        "shortfall": found.shortfall,
    }


def growth_found(judgement):
    growth = judgement.growth
    if growth is None:
        return {}
    return {
        "growth_region_pct": growth.own,
        "growth_nation_pct": growth.reference,
        "nation_growth_pct_implied": growth.reference,
        "interval": [growth.reference_low, growth.reference_high],
        "difference_pp": growth.difference,
        "tie": growth.is_tie,
    }


def tally_found(judgement):
    tally = judgement.tally
    if tally is None:
        return {}
    return {
        "must_met": tally.must_met,
        "must_total": tally.must,
        "worst_must": tally.worst_must and tally.worst_must.name,
        "aspirational_met": tally.aspirational_met,
        "aspirational_total": tally.aspirational,
    }
