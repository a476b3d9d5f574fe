"""How long the judging takes, in the time of the processor: nobody beside it counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from time import process_time

from indicators import periods, progress
from indicators.progress import Comparator, Figure, Kind, Line, Target

AS_OF = date(2026, 6, 30)
SECONDS_FOR_TEN_THOUSAND = 3
SECONDS_FOR_A_STRATEGY = 0.020
KINDS = [
    (Kind.LEVEL, Comparator.AT_LEAST),
    (Kind.RELATIVE, Comparator.AT_MOST),
    (Kind.RECURRING, Comparator.AT_LEAST),
    (Kind.DIRECTION, Comparator.INCREASE),
    (Kind.REFERENCE_LEVEL, Comparator.EQUALS),
    (Kind.REFERENCE_GROWTH, Comparator.MORE_THAN),
    (Kind.PARITY, Comparator.EQUALS),
]


def line(number):
    """Ten figures after a start."""
    return Line(
        start=Figure(period=periods.year_period(2015), value=Decimal(100 + number % 7)),
        figures=tuple(
            Figure(
                period=periods.year_period(year), value=Decimal(f"{100 + number % 13}.{year % 10}")
            )
            for year in range(2016, 2026)
        ),
        band=Decimal("0.5"),
    )


def targets(count):
    """Targets of every kind in turn, each eighth one of three parts."""
    made = []
    for number in range(count):
        kind, comparator = KINDS[number % len(KINDS)]
        base = Figure(period=periods.year_period(2010), value=Decimal(90))
        target = Target(
            kind=kind,
            comparator=comparator,
            value=Decimal(110),
            change_percent=Decimal(-20),
            base=base,
            deadline=periods.year_period(2030),
            line=line(number),
            reference=line(number + 1),
        )
        made.append(target)
        if number % 8 == 7:
            parts = tuple(replace(each, parts=()) for each in made[-3:])
            made[-1] = Target(kind=Kind.COMPOSITE, parts=parts)
    return made


def seconds(targets):
    begun = process_time()
    for each in targets:
        progress.judge(each, as_of=AS_OF)
    return process_time() - begun


def test_ten_thousand_targets_are_judged_within_seconds():
    assert seconds(targets(10_000)) < SECONDS_FOR_TEN_THOUSAND


def test_a_strategy_of_thirty_indicators_is_judged_in_no_time():
    every = targets(60)  # an indicator has more than one target
    assert min(seconds(every) for _ in range(5)) < SECONDS_FOR_A_STRATEGY
