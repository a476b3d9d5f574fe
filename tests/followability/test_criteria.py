"""Each criterion: met, not met, not known, or of no concern."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import followability
from indicators.followability import Criterion, Outcome
from indicators.models import Target
from tests import factories
from tests.followability.making import (
    TODAY,
    change,
    finding,
    make_followable,
    problems,
    retarget,
    row_of,
    withdraw,
)

pytestmark = pytest.mark.django_db
SERIES = ("women", "men")


def every(parts, **values):
    for name in SERIES:
        change(parts[name], **values)


def without_series(parts):
    for name in (*SERIES, "target"):
        withdraw(parts[name])


def in_all_series(name):
    """Withdraw the starting points or the figures of all series."""

    def take_away(parts):
        for each in SERIES:
            withdraw(parts[f"{each} {name}"])

    return take_away


def setting(name, **values):
    return lambda parts: change(parts[name], **values)


def without(*names):
    return lambda parts: [withdraw(parts[name]) for name in names]


def start_in_words(parts):
    change(parts["men start"], value=None, missing="not_stated", period="")


def units_of_the_series(parts):
    change(parts["indicator"], unit="")
    every(parts, unit="dagar")


def sources_of_the_series(parts):
    every(parts, source=parts["source"])
    change(parts["citation"], is_certain=False, source=factories.make_source(access="survey"))


def only_everybody(parts):
    withdraw(parts["men"])
    change(parts["women"], group=None)


def only_everybody_of_an_age(parts):
    only_everybody(parts)
    change(parts["women"], age="16–64")


def parity(**values):
    def put(parts):
        retarget(
            parts,
            kind="parity",
            **{"comparator": "equals", "reference_series": parts["men"], **values},
        )

    return put


def target_of(**values):
    return lambda parts: retarget(parts, **values)


def as_the_nation(**values):
    def put(parts):
        series, area = parts["nation series"], parts["nation"]
        own = {"kind": "reference_level", "comparator": "equals", "reference_area": area}
        retarget(parts, **{**own, "reference_series": series, **values})

    return put


def growth_with_withdrawn_reference(parts):
    retarget(
        parts,
        kind="reference_growth",
        comparator="more_than",
        reference_area=parts["nation"],
        reference_series=parts["nation series"],
    )
    withdraw(parts["nation series"])


def with_gap_series(**values):
    """Compared with nothing but a series that gives the gap itself, or the share."""

    def put(parts):
        unit = values.pop("unit", "dagar")
        gap = factories.make_series(indicator=parts["indicator"], role="context", unit=unit)
        put_target = as_the_nation if "reference_area" in values else parity
        put_target(reference_series=None, gap_series=gap, **values)(parts)

    return put


def growth_by(unit):
    def put(parts):
        growth = {"kind": "reference_growth", "comparator": "more_than"}
        with_gap_series(unit=unit, reference_area=parts["nation"], **growth)(parts)

    return put


def no_longer_measured(name, period="2023"):
    def put(parts):
        factories.make_observation(
            series=parts[name], period=period, value=None, missing="discontinued"
        )

    return put


def all_of(*deeds):
    return lambda parts: [deed(parts) for deed in deeds]


def in_words(name, missing):
    return setting(name, value=None, missing=missing)


def relative(**values):
    return target_of(kind="relative", comparator="at_most", change_percent=Decimal(-70), **values)


def base_in_reference_year(parts):
    relative(base_period="2010")(parts)
    factories.make_baseline(series=parts["women"], kind="reference", period="2010")


MISSING = [
    ("measure", without_series, ["no_measure"]),
    ("unit", setting("indicator", unit=""), ["no_unit"]),
    ("source", without("citation"), ["no_source"]),
    ("source", setting("citation", is_certain=False, as_printed="SSB?"), ["source_in_doubt"]),
    ("official", setting("men", official="no"), ["not_official"]),
    ("access", without("citation"), ["no_source"]),
    ("access", setting("source", access="on_order"), ["on_order"]),
    ("access", setting("source", access="survey"), ["survey"]),
    ("access", setting("source", access="internal"), ["internal"]),
    ("access", setting("source", access="discontinued"), ["discontinued"]),
    ("yearly", setting("indicator", frequency="two_years"), ["not_yearly"]),
    ("yearly", setting("indicator", frequency="once"), ["not_yearly"]),
    ("regional", setting("region", is_nation=True), ["only_nation"]),
    ("regional", setting("region", valid_to=2023), ["area_ended"]),
    ("by_sex", without("men"), ["not_by_sex"]),
    ("by_sex", only_everybody_of_an_age, ["not_by_sex"]),
    ("comparison", without("nation series"), ["no_comparison"]),
    ("start", without("men start"), ["no_start"]),
    ("start", start_in_words, ["start_without_value"]),
    ("target", without("target"), ["no_target"]),
    ("target", target_of(kind="monitor", comparator="none", deadline=""), ["monitor"]),
    ("deadline", setting("target", deadline=""), ["no_deadline"]),
    ("deadline", without("target"), ["no_target"]),
    ("readable", setting("target", series=None), ["no_series"]),
    ("readable", without("target"), ["no_target"]),
    ("readable", target_of(kind="composite", comparator="none"), ["no_parts"]),
    ("readable", all_of(relative(), without("women start")), ["no_base_value"]),
    ("readable", all_of(relative(), in_words("women start", "not_stated")), ["no_base_value"]),
    ("readable", relative(base_period="2010"), ["no_base_value"]),
    ("readable", without("women start"), ["no_start"]),
    ("readable", in_words("women start", "not_stated"), ["start_without_value"]),
    ("readable", all_of(parity(tolerance=Decimal(0)), without("women start")), ["no_start"]),
    (
        "readable",
        all_of(parity(tolerance=Decimal(0)), without("men start")),
        ["no_start_of_reference"],
    ),
    ("readable", parity(reference_series=None, tolerance=Decimal(0)), ["no_reference"]),
    ("readable", growth_by("dagar"), ["no_reference"]),
    (
        "readable",
        all_of(without("women figure"), no_longer_measured("women")),
        ["series_discontinued"],
    ),
    ("start", in_words("men start", "discontinued"), ["series_discontinued"]),
    ("recent", all_of(without("men figure"), no_longer_measured("men")), ["series_discontinued"]),
    ("later", all_of(without("men figure"), no_longer_measured("men")), ["series_discontinued"]),
    ("readable", as_the_nation(reference_series=None, tolerance=Decimal(1)), ["no_reference"]),
    ("readable", growth_with_withdrawn_reference, ["no_reference"]),
    ("owner", setting("indicator", owner=""), ["no_owner"]),
    ("recent", setting("men figure", period="2021"), ["too_old"]),
    ("later", in_all_series("figure"), ["not_later"]),
    ("later", setting("men figure", period="2017"), ["not_later"]),
    ("later", setting("men figure", value=None, missing="secret"), ["not_later"]),
    ("later", setting("men figure", period="2017–2022", aggregation="change"), ["not_later"]),
    ("later", without("men start"), ["no_start"]),
    ("later", without("men start", "men figure"), ["no_figure"]),
    ("recent", without("men start", "men figure"), ["no_figure"]),
]
OPEN = [
    ("official", setting("men", official="unknown"), ["official_unknown"]),
    ("access", setting("source", access="unknown"), ["access_unknown"]),
    ("yearly", setting("indicator", frequency="unknown"), ["frequency_unknown"]),
    ("by_sex", only_everybody, ["people_unknown"]),
    ("due", setting("indicator", due_month=None), ["no_month"]),
    ("recent", setting("indicator", frequency="unknown"), ["frequency_unknown"]),
]
MET = [
    ("unit", without_series),
    ("unit", units_of_the_series),
    ("source", sources_of_the_series),
    ("access", sources_of_the_series),
    ("official", setting("men", official="processed")),
    ("yearly", setting("indicator", frequency="school_year")),
    ("yearly", setting("indicator", frequency="month")),
    ("regional", lambda parts: change(parts["men"], area=parts["nation"])),
    ("regional", setting("region", valid_to=2024)),
    ("start", setting("men start", value=Decimal(0))),
    ("deadline", setting("target", deadline="", every_period=True, kind="recurring")),
    ("readable", relative()),
    ("readable", relative(base_period="2010", base_value=Decimal(0))),
    ("readable", base_in_reference_year),
    (
        "readable",
        all_of(
            parity(tolerance=Decimal(0)), without("men start"), setting("men figure", period="2017")
        ),
    ),
    ("readable", growth_by("procent")),
    ("readable", with_gap_series(tolerance=Decimal(0))),
    ("readable", no_longer_measured("women")),
    ("readable", all_of(without("women figure"), no_longer_measured("women", "2016"))),
    ("later", no_longer_measured("men")),
    ("recent", no_longer_measured("men")),
    ("readable", relative(base_period="2017")),
    ("readable", relative(base_period="2022")),
    ("readable", parity(tolerance=Decimal(0))),
    ("readable", parity(comparator="at_most", value=Decimal(5))),
    ("readable", as_the_nation(tolerance=Decimal(0))),
    ("readable", as_the_nation(comparator="at_least")),
    ("readable", target_of(kind="direction", comparator="decrease")),
    ("recent", setting("men figure", period="2017–2022", aggregation="mean")),
    ("later", setting("men figure", value=Decimal(0))),
]


@pytest.mark.parametrize("without_tolerance", [parity(), as_the_nation()])
def test_a_missing_tolerance_is_something_to_decide_and_stands_in_the_way_of_nothing(
    without_tolerance,
):
    parts = make_followable()
    without_tolerance(parts)
    assert problems(parts, "readable") == ["no_tolerance"]
    assert finding(parts, "readable").outcome == Outcome.MET
    assert not row_of(parts).lacks("readable")
    assert [each.gap.problem for each in row_of(parts).things] == ["no_tolerance"]


def test_an_indicator_that_has_everything_meets_every_criterion_also_in_a_draft():
    parts = make_followable()
    assert {each.outcome for each in row_of(parts).findings} == {Outcome.MET}
    assert row_of(parts).things == ()
    assert [each.criterion for each in row_of(parts).findings] == list(Criterion)


@pytest.mark.parametrize(("criterion", "take_away", "wanted"), MISSING)
def test_what_is_missing_is_told_with_what_to_do(criterion, take_away, wanted):
    parts = make_followable()
    take_away(parts)
    assert problems(parts, criterion) == wanted
    assert finding(parts, criterion).outcome == Outcome.UNMET


@pytest.mark.parametrize(("criterion", "take_away", "wanted"), OPEN)
def test_what_nobody_has_said_is_not_known_rather_than_missing(criterion, take_away, wanted):
    parts = make_followable()
    take_away(parts)
    assert problems(parts, criterion) == wanted
    assert finding(parts, criterion).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize(("criterion", "change_it"), MET)
def test_there_is_more_than_one_way_to_meet_a_criterion(criterion, change_it):
    parts = make_followable()
    change_it(parts)
    assert finding(parts, criterion).outcome == Outcome.MET


def test_without_a_measure_all_that_depends_on_it_is_missing_for_one_reason():
    parts = make_followable()
    without_series(parts)
    [measure] = [each for each in row_of(parts).things if each.gap.problem == "no_measure"]
    assert {each.value for each in measure.criteria} == {
        *("measure", "official", "regional", "by_sex", "comparison", "start", "recent", "later")
    }


def test_where_it_is_said_that_there_is_no_target_its_deadline_does_not_apply():
    parts = make_followable()
    retarget(parts, kind="monitor", comparator="none", deadline="")
    outcomes = {name: finding(parts, name).outcome for name in ("deadline", "readable")}
    assert set(outcomes.values()) == {Outcome.NOT_APPLICABLE}
    assert not row_of(parts).lacks("deadline")


def test_what_is_missing_weighs_more_than_what_is_not_known():
    parts = make_followable()
    change(parts["men"], official="unknown")
    change(parts["women"], official="no")
    assert problems(parts, "official") == ["official_unknown", "not_official"]
    assert finding(parts, "official").outcome == Outcome.UNMET


def test_a_gap_names_every_series_it_is_about_and_where_it_is_put_right():
    parts = make_followable()
    every(parts, official="unknown")
    [gap] = finding(parts, "official").gaps
    assert [(each.model, each.pk, each.name, each.part) for each in gap.places] == [
        ("indicators.series", parts[name].pk, parts[name].code, "id_official")
        for name in ("men", "women")
    ]


def test_figures_that_are_too_old_are_told_with_their_period():
    parts = make_followable()
    change(parts["men figure"], period="2021")
    [gap] = finding(parts, "recent").gaps
    assert [(each.name, each.note) for each in gap.places] == [("n08-men", "2021")]


@pytest.mark.parametrize(
    ("frequency", "period", "last_day"),
    [
        ("year", "2022", date(2024, 12, 31)),
        ("two_years", "2022", date(2025, 12, 31)),
        ("school_year", "2021/2022", date(2024, 6, 30)),
        ("half_year", "2022-S1", date(2023, 12, 31)),
        ("quarter", "2022-Q1", date(2023, 6, 30)),
        ("month", "2022-01", date(2023, 2, 28)),
    ],
)
def test_a_figure_is_recent_for_one_period_and_a_year(frequency, period, last_day):
    parts = make_followable()
    change(parts["indicator"], frequency=frequency)
    for each in SERIES:
        change(parts[f"{each} figure"], period=period)
    next_day = date.fromordinal(last_day.toordinal() + 1)
    assert finding(parts, "recent", as_of=last_day).outcome == Outcome.MET
    assert finding(parts, "recent", as_of=next_day).outcome == Outcome.UNMET


def test_what_is_measured_once_does_not_grow_old():
    parts = make_followable()
    change(parts["indicator"], frequency="once")
    assert finding(parts, "recent", as_of=date(2090, 1, 1)).outcome == Outcome.MET


@pytest.mark.parametrize(
    ("comparability", "outcome"),
    [
        ("same", "met"),
        ("spliced", "met"),
        ("similar", "unmet"),
        ("not_comparable", "unmet"),
        ("unknown", "unmet"),
    ],
)
def test_figures_of_a_substitute_count_only_where_it_can_be_compared(comparability, outcome):
    parts = make_followable()
    withdraw(parts["men figure"])
    substitute = factories.make_series(
        indicator=parts["indicator"],
        role="substitute",
        substitutes=parts["men"],
        comparability=comparability,
    )
    factories.make_observation(series=substitute, period="2023")
    assert finding(parts, "later").outcome == outcome
    assert finding(parts, "recent").outcome == outcome


def test_a_starting_point_that_was_revised_no_longer_counts():
    parts = make_followable()
    factories.make_baseline(
        series=parts["men"],
        period="2018",
        value=None,
        missing="secret",
        replaces=parts["men start"],
    )
    assert problems(parts, "start") == ["start_without_value"]


@pytest.mark.parametrize("link", ["replaces", "stands_beside"])
def test_a_target_that_was_revised_or_is_another_documents_is_not_asked_for_a_deadline(link):
    parts = make_followable()
    first, second = parts["target"], factories.make_target(series=parts["women"])
    no_longer = first if link == "replaces" else second
    change(second, **{link: first})
    change(no_longer, deadline="")
    assert finding(parts, "deadline").outcome == Outcome.MET


def test_a_part_is_due_with_its_whole_and_is_judged_by_itself():
    parts = make_followable()
    whole = factories.make_target(
        series=parts["women"], code="hel", kind="composite", comparator="none", deadline="2030"
    )
    change(parts["target"], part_of=whole, deadline="", series=None)
    assert finding(parts, "deadline").outcome == Outcome.MET
    [gap] = finding(parts, "readable").gaps
    assert [each.name for each in gap.places] == ["n08"]


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [
        (("girls", "boys"), "met"),
        (("foreign-born-women", "foreign-born-men"), "met"),
        (("native-born", "foreign-born"), "unknown"),
        (("womenswear", "menswear"), "unknown"),
    ],
)
def test_by_sex_is_what_has_a_group_of_one_sex_and_its_counterpart(codes, outcome):
    parts = make_followable()
    first = factories.make_group(code=codes[0])
    second = factories.make_group(code=codes[1], counterpart=first)
    change(first, counterpart=second)
    change(parts["women"], group=first)
    change(parts["men"], group=second)
    assert finding(parts, "by_sex").outcome == outcome


# Rows and counts


def read(strategy):
    return followability.read(strategy, as_of=TODAY)


def names(strategy):
    return [row.place.name for row in read(strategy).rows]


def test_rows_stand_in_the_order_of_the_strategy():
    strategy = factories.make_strategy()
    later = factories.make_focus_area(strategy=strategy, number=2)
    first = factories.make_focus_area(strategy=strategy, number=1)
    for area, number, code in [(later, 1, "c"), (first, 2, "b"), (first, 1, "a")]:
        goal = factories.make_goal(focus_area=area, number=number, code=f"g{code}")
        factories.make_indicator(goal=goal, number=2, code=f"{code}2")
        factories.make_indicator(goal=goal, number=1, code=f"{code}1")
    assert names(strategy) == ["a1", "a2", "b1", "b2", "c1", "c2"]


def test_a_goal_without_indicator_is_a_row_that_lacks_everything_and_is_not_counted():
    goal = factories.make_goal(code="eg1")
    [row] = read(goal.strategy).rows
    assert (row.place.name, row.is_indicator) == ("eg1", False)
    [thing] = row.things
    assert thing.gap.problem == "no_indicator"
    assert list(thing.criteria) == list(Criterion)
    assert {each.indicators for each in read(goal.strategy).counts} == {0}
    assert read(goal.strategy).without_indicator == (row,)


def test_a_target_of_a_goal_without_indicator_is_a_row_with_what_it_has_itself():
    goal = factories.make_goal()
    factories.make_indicator(goal=goal, code="i1")
    target = {"kind": "relative", "comparator": "at_least", "change_percent": Decimal(100)}
    Target.objects.create(goal=goal, code="o1", deadline="2030", **target)
    row = read(goal.strategy).rows[1]
    outcomes = {each.criterion.value: each.outcome.value for each in row.findings}
    assert row.place.name == "o1"
    assert [name for name, outcome in outcomes.items() if outcome == "met"] == [
        "target",
        "deadline",
    ]
    assert [each.gap.problem.value for each in row.things] == [
        "no_indicator_of_target",
        "no_source",
        "no_base_value",
    ]


def test_what_is_withdrawn_does_not_count():
    parts = make_followable()
    extra = factories.make_goal(strategy=parts["indicator"].strategy)
    factories.make_indicator(goal=extra, code="bort")
    assert names(extra.strategy) == ["n08", "bort"]
    withdraw(extra)
    assert names(extra.strategy) == ["n08"]
    withdraw(parts["indicator"].goal.focus_area)
    assert names(extra.strategy) == []


def test_counts_tell_each_outcome_and_add_up_to_the_indicators():
    strategy = factories.make_strategy(status="draft")
    make_followable(strategy=strategy, code="a")
    change(make_followable(strategy=strategy, code="b")["indicator"], owner="", due_month=None)
    retarget(
        make_followable(strategy=strategy, code="c"), kind="monitor", comparator="none", deadline=""
    )
    counts = {each.criterion: each for each in followability.counts(strategy, as_of=TODAY)}
    assert list(counts) == list(Criterion)
    for each in counts.values():
        assert each.met + each.unmet + each.unknown + each.not_applicable == each.indicators == 3
    assert (counts["owner"].met, counts["owner"].unmet) == (2, 1)
    assert (counts["due"].met, counts["due"].unknown) == (2, 1)
    assert (counts["deadline"].met, counts["deadline"].not_applicable) == (2, 1)
    lacking = {name: read(strategy).lacking(name) for name in ("owner", "due", "deadline")}
    assert {name: [row.place.name for row in rows] for name, rows in lacking.items()} == {
        "owner": ["b"],
        "due": ["b"],
        "deadline": [],
    }
