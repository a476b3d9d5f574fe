"""What holds of every judgement, whatever the figures are."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import periods, progress
from indicators.progress import (
    Aggregation,
    Comparability,
    Comparator,
    Development,
    Direction,
    Figure,
    Flag,
    GapMeasure,
    Kind,
    Line,
    Missing,
    Path,
    Reason,
    Status,
    Substitute,
    Target,
)

AS_OF = date(2026, 6, 30)
BETTER = list(Status)
LEVELS = [Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN, Comparator.LESS_THAN]
MIRROR = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
    Comparator.INCREASE: Comparator.DECREASE,
    Comparator.DECREASE: Comparator.INCREASE,
}

numbers = st.decimals(min_value=-(10**8), max_value=10**8, places=3)
positive = st.decimals(min_value=Decimal("0.001"), max_value=10**8, places=3)
years = st.integers(min_value=1990, max_value=2045).map(periods.year_period)
any_period = st.one_of(
    years,
    st.integers(1990, 2045).map(periods.school_year),
    st.builds(periods.half_year, st.integers(1990, 2045), st.integers(1, 2)),
    st.builds(periods.month, st.integers(1990, 2045), st.integers(1, 12)),
)
spans = st.builds(
    lambda first, length: periods.span(first, first + length),
    st.integers(1990, 2030),
    st.integers(1, 12),
)


def points(value=numbers, period=years):
    return st.builds(Figure, period=period, value=value)


def lines(value=numbers):
    return st.builds(
        Line,
        figures=st.lists(points(value), max_size=8).map(tuple),
        start=st.none() | points(value),
    )


def targets(kind, comparators, value=numbers, **more):
    return st.builds(
        Target,
        kind=st.just(kind),
        comparator=st.sampled_from(comparators),
        value=value,
        deadline=st.none() | years,
        line=lines(value),
        **more,
    )


def judge(target):
    return progress.judge(target, as_of=AS_OF)


def scaled(thing, factor):
    """A target or line with every number of it in another unit."""
    if isinstance(thing, Decimal):
        return thing * factor
    if isinstance(thing, tuple):
        return tuple(scaled(each, factor) for each in thing)
    if isinstance(thing, Figure):
        is_percent = thing.aggregation == Aggregation.RELATIVE_CHANGE
        return (
            thing
            if is_percent or thing.value is None
            else replace(thing, value=thing.value * factor)
        )
    if isinstance(thing, Line | Target | Substitute):
        kept = {"change_percent", "cap"} if factor < 0 else {"change_percent"}
        return replace(
            thing,
            **{
                each.name: scaled(
                    getattr(thing, each.name), abs(factor) if each.name in SIZES else factor
                )
                for each in fields(thing)
                if each.name not in kept
            },
        )
    return thing


SIZES = {"band", "tolerance"}
LEVEL_LIKE = [
    targets(Kind.LEVEL, LEVELS, upper=st.none()),
    targets(Kind.RECURRING, LEVELS),
    targets(Kind.DIRECTION, [Comparator.INCREASE, Comparator.DECREASE]),
    targets(
        Kind.REFERENCE_LEVEL,
        [Comparator.EQUALS, *LEVELS],
        tolerance=st.none() | positive,
        reference=lines(),
    ),
    targets(
        Kind.PARITY,
        [Comparator.EQUALS],
        tolerance=st.none() | positive,
        reference=lines(),
    ),
    targets(
        Kind.RELATIVE,
        [Comparator.AT_LEAST, Comparator.AT_MOST],
        change_percent=st.decimals(min_value=-100, max_value=300, places=1),
        base=points(positive),
    ),
    targets(Kind.LEVEL, LEVELS, value=positive, path=st.just(Path.GEOMETRIC)),
    targets(Kind.REFERENCE_GROWTH, LEVELS, value=positive, reference=lines(positive)),
]


def seen(judgement):
    """What does not depend on the unit."""
    pace = judgement.pace
    return (
        judgement.status,
        judgement.development,
        judgement.reasons,
        judgement.flags,
        judgement.is_met,
        pace and (nearly(pace.ratio), nearly(pace.distance_closed)),
        judgement.recurrence and (judgement.recurrence.met, nearly(judgement.recurrence.coverage)),
        judgement.gap and nearly(judgement.gap.ratio_now),
        judgement.growth and nearly(judgement.growth.own),
    )


def nearly(number):
    """A quotient at twenty digits: the last ones of an endless fraction may differ."""
    return None if number is None else f"{number:.20e}" if number else "0"


@given(
    target=st.one_of(LEVEL_LIKE),
    factor=st.sampled_from(["0.01", "100", "1000", "0.001", "1e6", "0.4536", "7"]).map(Decimal)
    | st.decimals(min_value=Decimal("0.001"), max_value=10**4, places=3),
)
def test_no_unit_changes_a_judgement(target, factor):
    assert seen(judge(scaled(target, factor))) == seen(judge(target))


@given(
    target=st.one_of(
        targets(Kind.LEVEL, LEVELS),
        targets(Kind.DIRECTION, [Comparator.INCREASE, Comparator.DECREASE]),
    )
)
def test_at_least_is_at_most_seen_in_a_mirror(target):
    mirrored = replace(scaled(target, Decimal(-1)), comparator=MIRROR[target.comparator])
    assert seen(judge(mirrored)) == seen(judge(target))


@given(
    target=targets(Kind.LEVEL, LEVELS),
    start=points(),
    when=years,
    worse=numbers,
    step=positive,
    band=st.just(Decimal(0)) | positive,
)
def test_a_better_latest_figure_never_gives_a_worse_status(target, start, when, worse, step, band):
    sign = 1 if target.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN} else -1
    line = Line(start=start, band=band)
    statuses = [
        judge(
            replace(target, line=replace(line, figures=(Figure(period=when, value=value),)))
        ).status
        for value in (worse, worse + sign * step)
    ]
    assert BETTER.index(statuses[1]) <= BETTER.index(statuses[0])


@given(target=st.one_of(LEVEL_LIKE), seed=st.integers(0, 100))
def test_the_order_of_figures_does_not_matter(target, seed):
    one_each = {each.period: each for each in target.line.figures}
    figures = list(one_each.values())
    Random(seed).shuffle(figures)
    ordered = replace(target, line=replace(target.line, figures=tuple(one_each.values())))
    shuffled = replace(target, line=replace(target.line, figures=tuple(figures)))
    assert judge(shuffled) == judge(ordered)


# Anything at all

wild = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**14), max_value=10**14
)
# Numbers at which something is not defined, or rounding matters.
TELLING = [Decimal(each) for each in ("0", "-100", "100", "0.3", "0.5", "0.4")]
any_figure = st.builds(
    Figure,
    period=st.one_of(any_period, spans),
    value=st.none() | wild | st.sampled_from(TELLING),
    aggregation=st.sampled_from(Aggregation),
    direction=st.none() | st.sampled_from(Direction),
    missing=st.none() | st.sampled_from(Missing),
    decimals=st.integers(0, 6),
    flags=st.frozensets(st.sampled_from(Flag), max_size=3),
)
plain_line = st.builds(
    Line,
    figures=st.lists(any_figure, max_size=5).map(tuple),
    start=st.none() | st.builds(Figure, period=any_period, value=st.none() | wild),
    breaks=st.lists(st.one_of(any_period, spans), max_size=2).map(tuple),
    band=st.just(Decimal(0)) | positive,
    cap=st.none() | wild,
    step=st.integers(1, 3),
    is_share=st.booleans(),
)
any_line = st.builds(
    lambda line, substitutes: replace(line, substitutes=substitutes),
    plain_line,
    st.lists(
        st.builds(Substitute, line=plain_line, comparability=st.sampled_from(Comparability)),
        max_size=2,
    ).map(tuple),
)
a_target = st.builds(
    Target,
    kind=st.sampled_from([each for each in Kind if each != Kind.COMPOSITE]),
    comparator=st.sampled_from(Comparator),
    value=st.none() | wild,
    upper=st.none() | wild,
    change_percent=st.none() | wild,
    tolerance=st.none() | positive,
    measure=st.sampled_from(GapMeasure),
    base=st.none() | any_figure,
    deadline=st.none() | any_period,
    path=st.sampled_from(Path),
    is_aspirational=st.booleans(),
    is_of_indicator=st.booleans(),
    line=st.none() | any_line,
    reference=st.none() | plain_line,
    gap=st.none() | plain_line,
)
any_target = a_target | st.builds(
    Target,
    kind=st.just(Kind.COMPOSITE),
    line=st.none() | any_line,
    parts=st.lists(a_target, max_size=3).map(tuple),
)


@settings(max_examples=500)
@given(target=any_target)
def test_no_input_raises_and_every_step_can_be_told(target):
    judgement = judge(target)
    for step in judgement.steps:
        values = {name: f"{value}" for name, (value, _measure) in step.inputs.items()}
        assert step.formula.format(**values)


@given(target=any_target)
def test_what_cannot_be_assessed_says_why(target):
    judgement = judge(target)
    if judgement.status == Status.CANNOT_ASSESS:
        assert judgement.reasons
    if judgement.development == Development.UNKNOWN and judgement.latest and judgement.start:
        assert judgement.kind in {Kind.MONITOR, Kind.COMPOSITE, *RELATED}


RELATED = {Kind.PARITY, Kind.REFERENCE_LEVEL, Kind.REFERENCE_GROWTH}


@given(target=st.one_of(LEVEL_LIKE))
def test_nothing_is_final_that_is_provisional(target):
    flags = frozenset({Flag.PRELIMINARY})
    figures = tuple(replace(each, flags=flags) for each in target.line.figures)
    judgement = judge(replace(target, line=replace(target.line, figures=figures)))
    assert judgement.status not in {Status.ACHIEVED, Status.NOT_ACHIEVED}


@pytest.mark.parametrize("share", ["0.488", "0.512"])
def test_a_share_of_one_and_per_cent_are_judged_alike(share):
    figure = Figure(period=periods.year_period(2022), value=Decimal(share))
    start = Figure(period=periods.year_period(2017), value=Decimal("0.5"))
    target = Target(
        kind=Kind.LEVEL,
        comparator=Comparator.AT_LEAST,
        value=Decimal("0.6"),
        deadline=periods.year_period(2030),
        line=Line(figures=(figure,), start=start, band=Decimal("0.005")),
    )
    assert seen(judge(scaled(target, Decimal(100)))) == seen(judge(target))
    assert Reason.NO_DATA not in judge(target).reasons
