"""What a judgement says in plain words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from indicators import periods, progress
from indicators.judging.computed import computed, pace_percent
from indicators.judging.sentences import findings, headline, needed_per_year, slight
from indicators.judging.writing import number, rounded, summed, telling
from indicators.progress import COMPARATORS, Comparator, Flag, Kind, Status
from tests.judging.making import figure, judged, line

HEALTH = {"kind": "parity", "comparator": Comparator.EQUALS, "tolerance": Decimal(1)}
WOMEN = line(("2017", "35.1"), ("2022", "30.4"), decimals=1, band=Decimal(1))
MEN = line(("2017", "23.1"), ("2022", "19.9"), decimals=1)

YOUNG_WOMEN = judged(
    line(("2017", "43.7"), ("2022", "45.0"), decimals=1),
    kind="reference_level",
    comparator=Comparator.EQUALS,
    reference=line(("2017", "47.82")),
    gap=progress.Line(figures=(figure("2022", "-3"),)),
)

ALLOWED = [
    (kind, Comparator(comparator))
    for kind, comparators in COMPARATORS.items()
    for comparator in sorted(comparators)
]

SAID = [
    (
        judged(line(("2017", "251295"), ("2022", "249285")), value="260000"),
        "personer",
        "Wrong way: it has fallen by 402 personer a year since 2017; "
        "it must rise by 1,339 personer a year to reach 260,000 by 2030.",
    ),
    (
        judged(line(("2017", "10"), ("2023", "12")), value="25"),
        "procent",
        "Far too slow: it has risen by 0.3 percentage points a year since 2017; "
        "it must rise by 1.9 percentage points a year to reach 25 per cent by 2030.",
    ),
    (
        judged(
            line(("2016", "5.8"), ("2021", "5.26"), decimals=2),
            value="0",
            deadline="2045",
            comparator=Comparator.AT_MOST,
        ),
        "miljoner ton",
        "Far too slow: it has fallen by 0.108 miljoner ton a year since 2016; "
        "it must fall by 0.219 miljoner ton a year to reach 0 by 2045.",
    ),
    (
        judged(
            line(("2017", "23.1"), ("2022", "19.9"), decimals=1),
            value="25",
            comparator=Comparator.AT_MOST,
        ),
        "dagar",
        "Met so far: 19.9 dagar in 2022, against a target of 25.",
    ),
    (
        judged(line(("2017", "75"), ("2023", "95")), value="98", deadline="2023"),
        "procent",
        "Not achieved: 95 per cent in 2023, against a target of 98 per cent.",
    ),
    (
        judged(line(("2017", "75"), ("2021", "95")), value="98", deadline="2022"),
        "",
        "Awaiting the final figure: it has risen by 5 a year since 2017; "
        "the figure for the deadline, 2022, is not there yet.",
    ),
    (
        judged(
            line(("2017", "17"), ("2023", "30")),
            value="40",
            upper=Decimal(60),
            comparator=Comparator.BETWEEN,
        ),
        "procent",
        "On track: it has risen by 2.2 percentage points a year since 2017; "
        "it must rise by 1.4 percentage points a year to reach 40–60 per cent by 2030.",
    ),
    (
        judged(
            line(("2017", "17"), ("2023", "70")),
            value="40",
            upper=Decimal(60),
            comparator=Comparator.BETWEEN,
        ),
        "",
        "On track: it has risen by 8.8 a year since 2017; "
        "it must fall by 1.4 a year to reach 40–60 by 2030.",
    ),
    (
        judged(line(("2005", "100"), ("2021", "56")), value="50", comparator=Comparator.AT_MOST),
        "index 2005 = 100",
        "On track: it has fallen by 2.8 index points a year since 2005; "
        "it must fall by 0.7 index points a year to reach 50 by 2030.",
    ),
    (
        judged(
            line(("2016", "1144"), ("2017", "1600"), ("2022", "1700")),
            kind="recurring",
            value="1500",
            deadline="2022",
        ),
        "st per år",
        "Awaiting the final figure: met in 2 of the 2 periods that are known; "
        "1,650 st per år on average, against 1,500; "
        "not every period up to 2022 is known for good yet.",
    ),
    (
        judged(
            line(("2016", "630")),
            kind="relative",
            change_percent=Decimal(-70),
            comparator=Comparator.AT_MOST,
            deadline="",
        ),
        "ton",
        "Can’t be judged: the value it is counted from is not known; only the starting point "
        "is known; no deadline is stated.",
    ),
    (
        judged(
            line(("2017", "81"), ("2023", "81.2"), decimals=1, band=Decimal("0.5")),
            kind="direction",
            comparator=Comparator.INCREASE,
            deadline="",
        ),
        "procent",
        "No change: it has risen by 0.2 percentage points since 2017; "
        "a change of up to 0.5 percentage points counts as unchanged.",
    ),
    (
        judged(WOMEN, reference=MEN, **HEALTH),
        "dagar",
        "Gap is closing: the gap was 12 dagar in 2017 and 10.5 dagar in 2022.",
    ),
    (
        judged(WOMEN, reference=MEN, measure=progress.GapMeasure.RATIO, **HEALTH),
        "dagar",
        "Met so far: the gap was 1.519 in 2017 and 1.528 in 2022.",
    ),
    (
        judged(
            line(("2017", "43.7"), ("2022", "45.0"), decimals=1),
            kind="reference_level",
            comparator=Comparator.EQUALS,
            tolerance=Decimal("0.5"),
            reference=line(("2017", "47.82"), ("2022", "48.0"), decimals=1),
        ),
        "procent",
        "Too slow: the gap was −4.12 percentage points in 2017 and −3 percentage points in 2022; "
        "the gap must shrink by 0.38 percentage points a year to be gone by 2030.",
    ),
    (
        judged(
            line(("2017", "100"), ("2021", "112")),
            kind="reference_growth",
            comparator=Comparator.MORE_THAN,
            reference=line(("2017", "100"), ("2021", "112.3")),
            tolerance=Decimal("0.1"),
            deadline="",
        ),
        "kr",
        "Not met: it grew by 2.87 per cent a year, what it is compared with by 2.94; "
        "the two are so close that it is a tie.",
    ),
    (
        judged(
            line(("2016", "1144"), ("2017", "1000"), ("2018", "1600"), ("2019", "1466")),
            kind="recurring",
            value="1500",
            deadline="",
        ),
        "st per år",
        "Partly met: met in 1 of the 3 periods that are known; "
        "1,355 st per år on average, against 1,500; 434 st missing in all.",
    ),
]


@pytest.mark.parametrize(("judgement", "unit", "said"), SAID, ids=[each[2][:30] for each in SAID])
def test_a_judgement_is_said_in_one_sentence(judgement, unit, said):
    assert headline(judgement, unit) == said


def test_numbers_in_sentences_are_in_the_language_of_the_reader():
    judgement = judged(line(("2017", "251295"), ("2022", "249285")), value="260000")
    with override("nb"):
        assert "1\N{NO-BREAK SPACE}339" in headline(judgement)


@pytest.mark.parametrize(
    ("judgement", "unit", "needed"),
    [
        (judged(line(("2017", "10"), ("2023", "12")), value="25"), "", "+1.9 a year"),
        (judged(line(("2017", "10"), ("2023", "12")), value="25"), "ton", "+1.9 ton a year"),
        (YOUNG_WOMEN, "%", "the gap smaller by 0.38 percentage points a year"),
        (
            judged(line(("2017", "10"), ("2023", "12")), value="25"),
            "%",
            "+1.9 percentage points a year",
        ),
        (judged(line(("2017", "10"), ("2023", "25")), value="25"), "", ""),
        (judged(line(("2017", "10"), ("2021", "12")), value="25", deadline="2022"), "", ""),
        (judged(line(("2017", "10"), ("2021", "12")), value="25", deadline=""), "", ""),
        (judged(None, value="25"), "", ""),
    ],
)
def test_what_is_needed_per_year_is_told_only_while_it_can_help(judgement, unit, needed):
    assert needed_per_year(judgement, unit) == needed


def test_a_provisional_figure_of_the_deadline_is_called_not_final():
    measured = progress.Line(
        start=figure("2017", "75"),
        figures=(figure("2022", "99", flags=frozenset({Flag.PRELIMINARY})),),
    )
    judgement = judged(measured, value="98", deadline="2022")
    assert judgement.status == Status.AWAITING_FINAL
    assert "the figure for the deadline, 2022, is not final" in headline(judgement)


def test_parts_are_told_apart_from_those_to_be_strived_for():
    def part(value, *, is_aspirational=False):
        return progress.Target(
            kind=Kind.LEVEL,
            comparator=Comparator.AT_LEAST,
            value=Decimal(value),
            deadline=periods.parse("2030"),
            line=line(("2017", "10"), ("2022", "12")),
            is_aspirational=is_aspirational,
        )

    parts = (part(20), part(11), part(20), part(12, is_aspirational=True))
    told = findings(judged(None, kind="composite", comparator=Comparator.NONE, parts=parts))
    assert told == [
        "parts that must hold: Met so far, 2 × Far too slow",
        "parts to be strived for: Met so far",
    ]


# Numbers of a computation


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("1339.375", 0, "1,339"),
        ("-402", 0, "−402"),
        ("12.34", 0, "12.3"),
        ("0.3333", 0, "0.3"),
        ("0.0004", 0, "0.0004"),
        ("-0.00051", 1, "−0.0005"),
        ("0.2192", 2, "0.219"),
        ("0", 2, "0"),
        ("99.96", 0, "100"),
    ],
)
def test_a_computed_number_is_rounded_and_never_to_nothing(value, decimals, written):
    assert number(telling(Decimal(value), decimals)) == written


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=30),
    decimals=st.integers(0, 6),
)
def test_rounding_keeps_the_sign_and_never_makes_zero(value, decimals):
    shown = rounded(value, decimals)
    assert (shown > 0, shown < 0) == (value > 0, value < 0)


@pytest.mark.parametrize(
    ("pace", "written"),
    [
        ("-0.6003", "−60"),
        ("0.6", "60"),
        ("0.599999", "59.9999"),
        ("0.9496", "94.96"),
        ("0.95", "95"),
        ("0.0004", "0.04"),
        ("0", "0"),
        ("1.375", "138"),
    ],
)
def test_a_pace_is_never_rounded_over_a_limit(pace, written):
    assert pace_percent(Decimal(pace)) == written


def steps_of(judgement, unit=""):
    return {str(step.label): step for step in computed(judgement, unit)}


def test_each_step_gives_the_formula_the_numbers_and_the_result():
    steps = steps_of(judged(line(("2017", "251295"), ("2022", "249285")), value="260000"))
    pace, needed = steps["Pace, of the planned one"], steps["Needed per year from here"]
    assert pace.formula == "part of the way / part of the time"
    assert (pace.filled, pace.result) == ("(−0.231) / 0.385", "−60")
    assert needed.formula == "(target − latest) / years left"
    assert (needed.filled, needed.result) == ("(260,000 − 249,285) / 8", "+1,339")


@pytest.mark.parametrize(
    ("value", "gone", "result", "used"),
    [
        ("2.75", "2021", "+2.75", "2.75"),
        ("0.1", "2022", "+0.1", "0.1"),
        ("0.333", "2023", "+0.333", "0.333"),
    ],
)
def test_a_number_is_written_in_the_next_step_as_it_was_found(value, gone, result, used):
    latest = Decimal(value) * (int(gone) - 2017)
    steps = steps_of(judged(line(("2017", "0"), (gone, latest)), value="100"))
    assert steps["Change per year so far"].result == result
    assert used in steps["At the deadline, if it goes on like this"].filled


def test_a_rounded_part_is_the_same_in_the_step_that_uses_it():
    steps = steps_of(judged(line(("2017", "0"), ("2018", "1")), value="16"))
    assert steps["Part of the way that is done"].result == "6.25"
    assert steps["Part of the time that is gone"].result == "7.69"
    assert steps["Pace, of the planned one"].filled == "0.0625 / 0.0769"


def test_steps_to_no_gap_keep_the_sign_of_the_gap():
    steps = steps_of(YOUNG_WOMEN, "procent")
    told = {label: (each.filled, each.result) for label, each in steps.items()}
    assert list(told)[:2] == ["Gap at the start", "Gap now"]
    assert told["Gap at the start"] == ("43.7 − 47.82", "−4.12")
    assert told["Gap now"] == ("", "−3")
    assert told["Part of the way that is done"][0] == "((−3) − (−4.12)) / (0 − (−4.12))"
    assert told["Needed per year from here"] == ("(0 − (−3)) / 8", "+0.38")
    planned = steps["Where the path would be now"]
    assert (planned.result, planned.measure) == ("−2.54", progress.Measure.DIFFERENCE)
    assert planned.formula.startswith("gap at the start + ")


def test_a_gap_that_changed_sides_is_counted_by_its_size():
    judgement = judged(
        line(("2017", "50"), ("2022", "49")),
        kind="reference_level",
        comparator=Comparator.EQUALS,
        reference=line(("2017", "48"), ("2022", "50")),
    )
    steps = steps_of(judgement)
    assert steps["Gap now"].result == "−1"
    done = steps["Part of the way that is done"]
    assert (done.filled, done.result) == ("(1 − 2) / (0 − 2)", "50")
    assert "size of the gap now" in done.formula


def test_a_level_of_a_reference_that_may_be_passed_needs_no_size():
    judgement = judged(
        line(("2017", "45"), ("2022", "46")),
        kind="reference_level",
        reference=line(("2017", "48"), ("2022", "48")),
    )
    done = steps_of(judgement)["Part of the way that is done"]
    assert done.filled == "((−2) − (−3)) / (0 − (−3))"


def test_what_is_missing_in_all_is_not_counted_by_the_year():
    judgement = judged(
        line(("2016", "1144"), ("2017", "1000"), ("2018", "1600")), kind="recurring", value="1500"
    )
    steps = steps_of(judgement, "st per år")
    assert steps["Missing in all"].unit == "st"
    assert steps["Mean of the known periods"].unit == "st per år"


@pytest.mark.parametrize(
    ("words", "fields", "start", "told"),
    [
        ("slightly_up", {"band": Decimal("0.5")}, {}, "up to 0.5 percentage points is agreed"),
        ("slightly_up", {}, {"flags": frozenset({Flag.ESTIMATED})}, "is an estimate"),
        ("slightly_up", {}, {}, ""),
        ("same", {"band": Decimal("0.5")}, {}, ""),
        ("up", {"band": Decimal("0.5")}, {}, ""),
    ],
)
def test_a_slight_change_that_counts_as_none_says_why(words, fields, start, told):
    later = figure("2022", None, direction=progress.Direction(words))
    measured = progress.Line(start=figure("2017", "97", **start), figures=(later,), **fields)
    found = slight(judged(measured, value="100"), "procent")
    assert told in found
    assert bool(found) == bool(told)


@pytest.mark.parametrize(
    ("unit", "of_sum"),
    [
        ("st per år", "st"),
        ("Antall per år ", "Antall"),
        ("dwellings per year", "dwellings"),
        ("dagar per försäkrad", "dagar per försäkrad"),
        ("", ""),
    ],
)
def test_a_sum_over_years_is_not_so_much_a_year(unit, of_sum):
    assert summed(unit) == of_sum


def test_printed_figures_are_never_rounded_in_a_computation():
    measured = line(("2017", "1.123456"), ("2022", "2.654321"), decimals=0)
    change = steps_of(judged(measured, value="3"))["Change since the start"]
    assert (change.filled, change.result) == ("2.654321 − 1.123456", "+1.530865")


@pytest.mark.parametrize(("unit", "is_told"), [("ton", True), ("procent", False)])
def test_no_per_cent_of_a_share_is_told(unit, is_told):
    judgement = judged(line(("2017", "10"), ("2022", "12")), value="25")
    assert ("Change in per cent" in steps_of(judgement, unit)) == is_told


def test_no_way_is_told_to_a_target_that_was_met_from_the_start():
    judgement = judged(
        line(("2017", "23.1"), ("2022", "19.9")), value="25", comparator=Comparator.AT_MOST
    )
    steps = steps_of(judgement)
    assert "Part of the way that is done" not in steps
    assert "Needed per year from here" not in steps
    assert "Change per year so far" in steps


@given(
    start=st.none() | st.decimals(-1000, 1000, places=2),
    latest=st.none() | st.decimals(-1000, 1000, places=2),
    value=st.none() | st.decimals(-1000, 1000, places=2),
    way=st.sampled_from(ALLOWED),
    deadline=st.sampled_from(["", "2016", "2022", "2030"]),
    unit=st.sampled_from(["", "procent", "ton"]),
)
def test_something_is_said_of_every_judgement(start, latest, value, way, deadline, unit):
    kind, comparator = way
    measured = progress.Line(
        start=None if start is None else figure("2017", start),
        figures=() if latest is None else (figure("2022", latest),),
    )
    fields = {"upper": value} if comparator == Comparator.BETWEEN else {}
    judgement = judged(
        measured,
        value=value,
        kind=kind,
        comparator=comparator,
        deadline=deadline,
        reference=measured,
        as_of=date(2025, 1, 1),
        **fields,
    )
    said = headline(judgement, unit)
    assert said.endswith(".")
    assert "None" not in said
    computed(judgement, unit)
    needed_per_year(judgement, unit)
