"""Combinations in a target that mean nothing are refused at the field, with what to do instead."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Target
from tests import factories

pytestmark = pytest.mark.django_db

NOT_USED = "A target of this kind does not use it: leave it empty."
LEVEL = {"kind": "level", "comparator": "at_least", "value": Decimal(25), "deadline": "2030"}
RELATIVE = {"kind": "relative", "comparator": "at_most", "change_percent": Decimal(-70)}
RECURRING = {
    "kind": "recurring",
    "comparator": "at_least",
    "value": Decimal(10),
    "every_period": True,
}
DIRECTION = {"kind": "direction", "comparator": "increase"}
AS_NATION = {"kind": "reference_level", "comparator": "equals", "reference_series": "nation"}
GROWTH = {"kind": "reference_growth", "comparator": "more_than", "reference_series": "nation"}
PARITY = {"kind": "parity", "comparator": "equals", "reference_series": "men"}
RATIO = {"gap_measure": "ratio"}
WHOLE = {"kind": "composite", "comparator": "none"}
MONITOR = {"kind": "monitor", "comparator": "none"}


@pytest.fixture
def rows():
    """The series of a region, of its women and men, of the nation; and targets of the goal."""
    region, nation = factories.make_area(), factories.make_area(is_nation=True)
    indicator = factories.make_indicator(cap=Decimal(100))
    found = {
        name: factories.make_series(
            indicator=indicator,
            code=name,
            area=nation if name.startswith("nation") else region,
            group=factories.make_group() if name in {"women", "men"} else None,
            unit="antal" if name.endswith("count") else "",
        )
        for name in ("all", "women", "men", "nation", "nation-count", "count", "gap")
    }
    factories.make_baseline(series=found["all"], period="2017", value="80")
    factories.make_baseline(series=found["all"], period="2005", kind="reference", value="65")
    factories.make_observation(series=found["all"], period="2020", value="90")
    level = factories.make_target(series=found["all"], code="level")
    whole = factories.make_target(
        series=found["all"], code="whole", kind="composite", comparator="none"
    )
    elsewhere = factories.make_target(
        series=factories.make_series(strategy=indicator.strategy),
        code="elsewhere",
        kind="composite",
        comparator="none",
    )
    targets = {"level": level, "whole": whole, "elsewhere": elsewhere}
    return {**found, "region": region, "the nation": nation, **targets}


def target_of(rows, fields):
    """An unsaved target; texts that name a row are that row."""
    fields = {"series": "women" if fields.get("kind") == "parity" else "all", **fields}
    named = {"series", "reference_series", "gap_series", "reference_area", "part_of"}
    given = {
        name: rows[value] if name in named and value is not None else value
        for name, value in fields.items()
    }
    indicator = rows["all"].indicator
    return Target(goal=indicator.goal, indicator=indicator, code="ny", **given)


def refusals_of(target):
    """What each field is refused for; the whole under ``__all__``."""
    try:
        target.full_clean()
    except ValidationError as error:
        return {name: " ".join(said) for name, said in error.message_dict.items()}
    return {}


LEGAL = {
    "a level": LEVEL,
    "a direction without deadline": DIRECTION,
    "the same as the nation": AS_NATION,
    "growth": GROWTH,
    "parity without tolerance": PARITY,
    "a whole": WHOLE,
    "a level without series": {**LEVEL, "series": None},
    "a level of the cap": {**LEVEL, "value": Decimal(100)},
    "a level of zero": {**LEVEL, "comparator": "at_most", "value": Decimal(0)},
    "a level with tolerance": {**LEVEL, "tolerance": Decimal(1)},
    "more than the cap of another unit": {**LEVEL, "series": "count", "value": Decimal(1500)},
    "a level by the same per cent each year": {**LEVEL, "path": "geometric"},
    "a level in the unit of the series": {**LEVEL, "unit": "Procent"},
    "a school year as deadline": {**LEVEL, "deadline": "2029/2030"},
    "a deadline in the year after the start": {**LEVEL, "deadline": "2018"},
    "a range": {**LEVEL, "comparator": "between", "upper_value": Decimal(30)},
    "a change without base year": RELATIVE,
    "a change down to zero": {**RELATIVE, "change_percent": Decimal(-100)},
    "a change below zero": {**RELATIVE, "change_percent": Decimal(-110)},
    "a change with base": {**RELATIVE, "base_period": "2010", "base_value": Decimal(0)},
    "a change from before the start": {**RELATIVE, "base_period": "2010", "deadline": "2016"},
    "every period": RECURRING,
    "a direction": {**DIRECTION, "deadline": "2030"},
    "the level of the nation": {**AS_NATION, "tolerance": Decimal("0.5")},
    "the level of the nation by its area": {
        **AS_NATION,
        "reference_area": "the nation",
        "gap_series": "gap",
    },
    "more growth than the nation": {**GROWTH, "tolerance": Decimal("0.1")},
    "growth in another unit": {**GROWTH, "reference_series": "nation-count"},
    "parity": {**PARITY, "tolerance": Decimal(1), "gap_measure": "ratio"},
    "parity up to a gap": {**PARITY, "comparator": "at_most", "value": Decimal(2)},
    "parity in points": {**PARITY, "comparator": "at_most", "value": Decimal(2), "unit": "pp"},
    "parity with a group not chosen": {**PARITY, "reference_series": None},
    "a whole with the line of the whole": {**WHOLE, "deadline": "2030"},
    "a whole within a whole": {**WHOLE, "part_of": "whole"},
    "a part": {**LEVEL, "part_of": "whole"},
    "followed only": MONITOR,
    "every period without saying it twice": {**RECURRING, "every_period": False},
    "parity up to a ratio": {**PARITY, "comparator": "at_most", "value": Decimal("1.2"), **RATIO},
    "parity as a ratio of one": {**PARITY, "comparator": "at_most", "value": Decimal(1), **RATIO},
    "a change up to the cap": {**RELATIVE, "change_percent": Decimal(25)},
    "a decrease of at most a tenth": {
        **RELATIVE,
        "comparator": "at_least",
        "change_percent": Decimal(-10),
    },
    "a change from a base that is not known": {
        **RELATIVE,
        "change_percent": Decimal(900),
        "base_period": "2010",
    },
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_means_something_is_legal(rows, name):
    assert refusals_of(target_of(rows, LEGAL[name])) == {}


AGAINST = {"base_period": "2010", "base_value": Decimal(1)}
REFUSED = [
    (LEVEL, {"base_period": "2010"}, "base_period", NOT_USED),
    (LEVEL, {**AGAINST, "base_value": Decimal(0)}, "base_value", NOT_USED),
    (LEVEL, {"reference_area": "the nation"}, "reference_area", NOT_USED),
    (LEVEL, {"reference_series": "nation"}, "reference_series", NOT_USED),
    (DIRECTION, {"gap_series": "gap"}, "gap_series", NOT_USED),
    (PARITY, {"reference_area": "the nation"}, "reference_area", NOT_USED),
    (LEVEL, {"every_period": True}, "every_period", "choose the kind “Every period”"),
    (LEVEL, {"gap_measure": "ratio"}, "gap_measure", "Only parity between groups"),
    (MONITOR, {"deadline": "2030"}, "deadline", "What is only followed has no deadline"),
    (MONITOR, {"strength": "aspirational"}, "strength", "neither required nor to be strived for"),
    (MONITOR, {"tolerance": Decimal(1)}, "tolerance", NOT_USED),
    (WHOLE, {"tolerance": Decimal(0)}, "tolerance", NOT_USED),
    (WHOLE, AGAINST, "base_value", NOT_USED),
    (WHOLE, {"value": Decimal(5)}, "__all__", "A target of this kind has no value."),
    (DIRECTION, {"tolerance": Decimal(1)}, "tolerance", NOT_USED),
    (
        LEVEL,
        {"comparator": "more_than", "tolerance": Decimal(1)},
        "tolerance",
        "A tolerance belongs to “at least”, “at most” and “equal to”",
    ),
    (
        PARITY,
        {"comparator": "at_most", "value": Decimal(2), "tolerance": Decimal(1)},
        "tolerance",
        "With “at most” the value says how large",
    ),
    (LEVEL, {"value": Decimal(120)}, "value", "highest possible value is 100"),
    (LEVEL, {"value": Decimal(100), "comparator": "more_than"}, "value", "value is 100"),
    (
        LEVEL,
        {"comparator": "between", "upper_value": Decimal(101)},
        "upper_value",
        "highest possible value is 100",
    ),
    (RECURRING, {"value": Decimal("100.1")}, "value", "highest possible value is 100"),
    (
        RELATIVE,
        {"comparator": "at_least", "change_percent": Decimal(-100)},
        "change_percent",
        "choose “at most” or “less than”",
    ),
    (RELATIVE, {"base_value": Decimal(0)}, "base_period", "Say which year the base value is of."),
    (LEVEL, {"unit": "antal"}, "unit", "The series is counted in “procent”"),
    (LEVEL, {"deadline": "2017"}, "deadline", "after the starting point of the series, 2017."),
    (LEVEL, {"deadline": "2016/2017"}, "deadline", "after the starting point of the series"),
    (WHOLE, {"deadline": "2015"}, "deadline", "after the starting point of the series"),
    (
        RELATIVE,
        {"base_period": "2020", "deadline": "2020"},
        "deadline",
        "The deadline must come after the base year, 2020.",
    ),
    (
        RELATIVE,
        {"change_percent": Decimal("25.5")},
        "change_percent",
        "That is 100.4, and the indicator's highest possible value is 100.",
    ),
    (
        RELATIVE,
        {"change_percent": Decimal(25), "comparator": "more_than"},
        "change_percent",
        "That is 100, and",
    ),
    (
        RELATIVE,
        {"change_percent": Decimal(60), "base_period": "2010", "base_value": Decimal(70)},
        "change_percent",
        "That is 112, and",
    ),
    (
        RELATIVE,
        {"change_percent": Decimal(60), "base_period": "2005"},
        "change_percent",
        "That is 104, and",
    ),
    (
        RELATIVE,
        {"change_percent": Decimal(60), "base_period": "2020"},
        "change_percent",
        "That is 144, and",
    ),
    (
        PARITY,
        {"comparator": "at_most", "value": Decimal("0.2"), **RATIO},
        "value",
        "how many times as large the larger may be: 1 or more",
    ),
    (MONITOR, {"part_of": "whole"}, "part_of", "it is no part of a target"),
    (PARITY, {"comparator": "at_most"}, "value", "Say how large the gap may be at most."),
    (PARITY, {"value": Decimal(0)}, "value", "the tolerance says how large the gap may be"),
    (
        PARITY,
        {"reference_series": None, "gap_series": "gap", "gap_measure": "ratio"},
        "gap_measure",
        "choose the series of the other group too",
    ),
    (PARITY, {"gap_series": "men"}, "gap_series", "choose one that gives the gap"),
    (PARITY, {"series": "all", "reference_series": "nation"}, "reference_series", "another group"),
    (PARITY, {"reference_series": "count"}, "reference_series", "counted in “antal”"),
    (AS_NATION, {"reference_series": "men"}, "reference_series", "choose the series of another"),
    (AS_NATION, {"reference_series": "nation-count"}, "reference_series", "counted in “antal”"),
    (GROWTH, {"reference_series": "men"}, "reference_series", "of the same area"),
    (
        {**AS_NATION, "reference_series": None},
        {"reference_area": "region"},
        "reference_area",
        "The series itself is of this area",
    ),
    (WHOLE, {"path": "geometric"}, "path", "Only a level and a change against a base"),
    (LEVEL, {"path": "geometric", "deadline": ""}, "path", "Without a deadline there is no path"),
    (
        LEVEL,
        {"path": "geometric", "comparator": "at_most", "value": Decimal(0)},
        "path",
        "it never comes to zero or below",
    ),
    (
        RELATIVE,
        {"path": "geometric", "deadline": "2030", "change_percent": Decimal(-100)},
        "path",
        "it never comes to zero or below",
    ),
    (LEVEL, {"part_of": "level"}, "part_of", "Choose a target of the kind “All of several”."),
    (LEVEL, {"part_of": "elsewhere"}, "part_of", "under the same goal as the whole"),
]


@pytest.mark.parametrize(("kind", "changed", "field", "sentence"), REFUSED)
def test_what_means_nothing_is_refused_at_its_field(rows, kind, changed, field, sentence):
    assert sentence in refusals_of(target_of(rows, {**kind, **changed})).get(field, "")


def test_a_target_of_every_period_is_marked_as_such(rows):
    target = target_of(rows, {**RECURRING, "every_period": False})
    target.full_clean()
    target.save()
    assert Target.objects.get(code="ny").every_period


def test_a_reference_series_is_of_the_area_it_is_compared_with(rows):
    third = factories.make_area()
    target = target_of(rows, AS_NATION)
    target.reference_area = third
    assert "another area than the one" in refusals_of(target)["reference_series"]


def test_a_starting_point_that_was_replaced_or_withdrawn_does_not_bind(rows):
    old = rows["all"].baselines.get(kind="start")
    for replacement in (None, "2016"):
        if replacement:
            factories.make_baseline(series=rows["all"], period=replacement, replaces=old)
        else:
            factories.make_baseline(
                series=rows["all"],
                period="2020",
                withdrawn_on=factories.today(),
                withdrawn_reason="Fel",
            )
    assert refusals_of(target_of(rows, {**LEVEL, "deadline": "2017"})) == {}
    assert "2016" in refusals_of(target_of(rows, {**LEVEL, "deadline": "2016"}))["deadline"]


def test_a_whole_with_parts_stays_one_and_stays_under_its_goal(rows):
    factories.make_target(series=rows["women"], part_of=rows["whole"])
    whole = Target.objects.get(code="whole")
    whole.kind, whole.comparator = "direction", "increase"
    assert "It has parts" in refusals_of(whole)["kind"]
    elsewhere = Target.objects.get(code="elsewhere")
    whole = Target.objects.get(code="whole")
    whole.series, whole.indicator = elsewhere.series, elsewhere.indicator
    assert "It has parts" in refusals_of(whole)["goal"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nonsense"},
        {"comparator": "nonsense"},
        {"deadline": "soon", "base_period": "then"},
        {"value": "many"},
        {"value": Decimal("NaN")},
        {"change_percent": Decimal("Infinity")},
    ],
)
def test_what_no_field_can_hold_is_refused_and_raises_nothing_else(rows, wrong):
    assert refusals_of(target_of(rows, {**LEVEL, **wrong}))
