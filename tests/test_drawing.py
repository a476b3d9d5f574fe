"""What a chart is drawn of: starting points, reference years, targets and the ways to them."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.template.loader import render_to_string

from strategy import overview
from tests import factories

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 1, 1)


def drawing_of(indicator):
    (value,) = overview.read(indicator, as_of=AS_OF, parts=overview.INDICATOR).indicators
    return overview.drawing_of(value)


def chart_of(indicator):
    (panel,) = drawing_of(indicator).panels
    return panel.chart


def told(indicator):
    context = {"drawing": drawing_of(indicator)}
    return unescape(render_to_string("indicators/_chart_words.html", context))


def make_series(*, start="10", latest="12", **fields):
    """A series that starts in 2017 and was measured in 2022."""
    fields.setdefault("area", factories.make_area(name="Norr"))
    series = factories.make_series(name="Andel", **fields)
    factories.make_baseline(series=series, period="2017", value=start)
    factories.make_observation(series=series, period="2022", value=latest)
    return series


def make_relative(series, **fields):
    fields.setdefault("change_percent", Decimal(-50))
    fields.setdefault("deadline", "2030")
    return factories.make_target(series=series, kind="relative", comparator="at_most", **fields)


def points_of(chart):
    return {
        (mark.point.text, mark.point.value, mark.point.is_start, mark.point.is_reference)
        for line in chart.lines
        for mark in line.marks
    }


def levels_of(chart):
    return [(level.target.words, level.target.names) for level in chart.levels]


def ways_of(chart):
    return [
        (way.text, way.value, way.is_geometric)
        for level in chart.levels
        for way in level.target.ways
    ]


# Starting point and reference year


def test_starting_point_and_reference_year_are_told_apart():
    series = make_series()
    factories.make_baseline(series=series, period="2005", value="20", kind="reference")
    assert points_of(chart_of(series.indicator)) == {
        ("2005", 20, False, True),
        ("2017", 10, True, False),
        ("2022", 12, False, False),
    }
    assert "; reference year 20 (2005); starting point 10 (2017)." in told(series.indicator)


def test_a_figure_can_be_starting_point_and_reference_year_at_once():
    series = make_series()
    factories.make_observation(series=series, period="2017", value="10")
    factories.make_baseline(series=series, period="2017", value="10", kind="reference")
    assert points_of(chart_of(series.indicator)) == {
        ("2017", 10, True, True),
        ("2022", 12, False, False),
    }
    assert "starting point and reference year 10 (2017)" in told(series.indicator)


def test_the_base_of_a_target_is_a_reference_year():
    series = make_series()
    make_relative(series, base_period="2010", base_value=Decimal(20))
    assert ("2010", 20, False, True) in points_of(chart_of(series.indicator))


def test_the_base_of_a_target_is_marked_on_the_line_of_the_region():
    series = make_series()
    nation = factories.make_area(name="Riket", is_nation=True)
    make_series(indicator=series.indicator, area=nation, start="40", latest="41")
    make_relative(series, base_period="2010", base_value=Decimal(20))
    lines = {line.name: line for line in chart_of(series.indicator).lines}
    assert [point.text for point in lines["Norr"].baselines] == ["2010", "2017"]
    assert [point.text for point in lines["Riket"].baselines] == ["2017"]


def test_a_base_that_is_a_baseline_is_marked_once():
    series = make_series()
    factories.make_baseline(series=series, period="2010", value="20", kind="reference")
    make_relative(series, base_period="2010")
    assert len(points_of(chart_of(series.indicator))) == 3


def test_a_base_that_contradicts_the_baseline_is_marked_too():
    series = make_series()
    factories.make_baseline(series=series, period="2010", value="20", kind="reference")
    make_relative(series, base_period="2010", base_value=Decimal(21))
    found = points_of(chart_of(series.indicator))
    assert {("2010", 20, False, True), ("2010", 21, False, True)} <= found


def test_a_base_known_to_the_target_only_fills_a_baseline_without_a_value():
    series = make_series()
    factories.make_baseline(
        series=series, period="2010", value=None, missing="not_stated", kind="reference"
    )
    make_relative(series, base_period="2010", base_value=Decimal(20))
    assert "reference year 20 (2010)" in told(series.indicator)
    assert "without a value" not in told(series.indicator)


@pytest.mark.parametrize("has_row", [False, True])
def test_a_reference_year_without_a_value_is_told_in_words_only(has_row):
    series = make_series()
    if has_row:
        factories.make_baseline(
            series=series, period="2010", value=None, missing="not_stated", kind="reference"
        )
    make_relative(series, base_period="2010")
    chart = chart_of(series.indicator)
    assert [entry.kind for entry in chart.key] == ["start"]
    assert chart.levels == ()
    assert "reference year without a value (2010)" in told(series.indicator)


def test_a_provisional_starting_point_is_drawn_as_such():
    series = factories.make_series()
    factories.make_baseline(series=series, value="0", status="P")
    (line,) = chart_of(series.indicator).lines
    assert line.last.point.is_provisional
    assert "0 (2017, provisional)" in told(series.indicator)


# Ways to targets


def test_a_way_leads_from_the_starting_point_to_the_level():
    series = make_series()
    factories.make_target(series=series, value="25", deadline="2030")
    assert ways_of(chart_of(series.indicator)) == [("2017", 10, False)]
    assert "; the way there, a straight line, from 10 (2017)." in told(series.indicator)


def test_a_change_against_a_base_is_drawn_as_the_level_it_comes_to():
    series = make_series()
    make_relative(series, base_period="2010", base_value=Decimal(20))
    chart = chart_of(series.indicator)
    assert levels_of(chart) == [(("Target 2030", "at most 10"), ())]
    assert ways_of(chart) == [("2010", 20, False)]


def test_a_way_of_the_same_per_cent_each_year_is_told():
    series = make_series()
    factories.make_target(series=series, path="geometric")
    assert ways_of(chart_of(series.indicator)) == [("2017", 10, True)]
    assert "the same per cent each year, from 10 (2017)" in told(series.indicator)


def test_a_way_to_zero_is_straight():
    series = make_series(latest="0")
    factories.make_target(series=series, comparator="at_most", value="0", path="geometric")
    assert ways_of(chart_of(series.indicator)) == [("2017", 10, False)]


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "start", "aim"),
    [
        ("at_least", "25", None, "10", 25),
        ("at_most", "5", None, "10", 5),
        ("between", "20", "30", "10", 20),
        ("between", "20", "30", "40", 30),
    ],
)
def test_a_way_leads_to_the_nearest_that_is_asked_for(comparator, value, upper, start, aim):
    series = make_series(start=start)
    factories.make_target(series=series, comparator=comparator, value=value, upper_value=upper)
    chart = chart_of(series.indicator)
    assert len(chart.levels) == (2 if upper else 1)
    assert [level.target.level for level in chart.levels if level.ways] == [aim]


@pytest.mark.parametrize(
    "fields",
    [
        {"deadline": ""},
        {"deadline": "2016"},
        {"value": "10"},  # met from the start
        {"value": "5"},
        {"comparator": "more_than", "value": "10"},  # as far as it is, and not met
        {"comparator": "less_than", "value": "10"},
        {"comparator": "between", "value": "5", "upper_value": "15"},
        {"kind": "recurring", "value": "25", "every_period": True, "deadline": "2030"},
    ],
)
def test_to_some_levels_there_is_no_way(fields):
    series = make_series()
    factories.make_target(series=series, **fields)
    chart = chart_of(series.indicator)
    assert chart.levels
    assert ways_of(chart) == []


def test_there_is_no_way_without_a_starting_point():
    series = factories.make_observation().series
    factories.make_target(series=series)
    assert ways_of(chart_of(series.indicator)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "direction", "comparator": "increase"},
        {"kind": "monitor", "comparator": "none"},
        {"kind": "parity", "comparator": "at_most", "value": "2"},
        {"kind": "reference_level", "comparator": "equals"},
        {"kind": "reference_growth", "comparator": "more_than"},
    ],
)
def test_what_is_no_level_is_not_drawn(fields):
    series = make_series()
    nation = factories.make_area(name="Riket", is_nation=True)
    other = make_series(indicator=series.indicator, area=nation)
    refers = fields["kind"] in {"parity", "reference_level", "reference_growth"}
    factories.make_target(
        series=series, deadline="2030", reference_series=other if refers else None, **fields
    )
    assert chart_of(series.indicator).levels == ()


def test_the_same_level_is_drawn_once_with_the_way_of_each():
    indicator = factories.make_indicator()
    area = factories.make_area(name="Norr")
    for name, start in (("Kvinnor", "10"), ("Män", "14")):
        group = factories.make_group(name=name)
        series = make_series(indicator=indicator, start=start, group=group, area=area)
        factories.make_target(series=series)
    chart = chart_of(indicator)
    assert levels_of(chart) == [(("Target 2030", "at least 25"), ())]
    assert ways_of(chart) == [("2017", 10, False), ("2017", 14, False)]
    assert "from 14 (2017), Andel, män." in told(indicator)


def test_a_level_of_one_of_several_series_says_of_which():
    indicator = factories.make_indicator()
    area = factories.make_area(name="Norr")
    for name in ("Kvinnor", "Män"):
        series = make_series(indicator=indicator, group=factories.make_group(name=name), area=area)
    factories.make_target(series=series)
    assert levels_of(chart_of(indicator)) == [(("Target 2030", "at least 25"), ("Andel, män",))]


# Versions of a target


def test_a_revised_target_is_drawn_beside_the_new_one():
    series = make_series()
    old = factories.make_target(series=series, code="a", value="25", decided_year=2019)
    factories.make_target(series=series, code="b", value="15", replaces=old)
    chart = chart_of(series.indicator)
    assert levels_of(chart) == [
        (("Earlier target 2030", "at least 25", "decided 2019"), ()),
        (("Target 2030", "at least 15"), ()),
    ]
    assert [level.target.is_aside for level in chart.levels] == [True, False]
    assert all(level.ways for level in chart.levels)
    assert "Earlier target 2030: at least 25, decided 2019; the way" in told(series.indicator)


@pytest.mark.parametrize(
    ("fields", "words", "names"),
    [
        ({"decided_year": 2023, "authority": "Trafikprogram"}, ("decided 2023",), ()),
        ({"authority": "Trafikprogram"}, (), ("Trafikprogram",)),
        ({}, ("of another document",), ()),
    ],
)
def test_a_target_of_another_document_says_by_whom_it_was_set(fields, words, names):
    series = make_series()
    own = factories.make_target(series=series, code="a")
    factories.make_target(series=series, code="b", value="15", stands_beside=own, **fields)
    first, second = levels_of(chart_of(series.indicator))
    assert first == (("Target 2030", "at least 25"), ())
    assert second == (("Target 2030", "at least 15", *words), names)


def test_a_part_of_a_revised_target_is_revised_with_it():
    series = make_series()
    old = factories.make_target(
        series=series, code="a", kind="composite", comparator="none", decided_year=2019
    )
    factories.make_target(series=series, code="a1", part_of=old)
    factories.make_target(series=series, code="b", value="15", replaces=old)
    assert levels_of(chart_of(series.indicator)) == [
        (("Earlier target 2030", "at least 25", "decided 2019"), ()),
        (("Target 2030", "at least 15"), ()),
    ]


def test_a_way_begins_in_its_own_chart():
    """A line that stands in for another has a start of its own."""
    series = factories.make_series(name="Andel", area=factories.make_area(name="Norr"))
    factories.make_baseline(series=series, period="2017", value="8")
    other = factories.make_series(
        indicator=series.indicator,
        name="Annan andel",
        role="substitute",
        substitutes=series,
        comparability="similar",
    )
    factories.make_baseline(series=other, period="2018", value="10")
    factories.make_observation(series=other, period="2022", value="12")
    factories.make_target(series=series)
    charts = [panel.chart for panel in drawing_of(series.indicator).panels]
    assert [ways_of(chart) for chart in charts] == [[], []]
    assert sum(len(chart.levels) for chart in charts) == 1


@pytest.mark.parametrize(("of_nation", "charts"), [("59", 1), ("61", 2)])
def test_a_nation_far_larger_than_the_region_gets_a_chart_of_its_own(of_nation, charts):
    series = make_series()
    nation = factories.make_area(name="Riket", is_nation=True)
    make_series(
        indicator=series.indicator, area=nation, role="comparison", start="50", latest=of_nation
    )
    panels = drawing_of(series.indicator).panels
    assert len(panels) == charts
    assert [panel.title for panel in panels] == ["Andel", "Andel, Riket"][:charts]


@pytest.mark.parametrize(
    ("aggregation", "words"),
    [
        ("sum", "60 in all in 2018–2022"),
        ("mean", "60 on average in 2018–2022"),
        ("highest", "at most 60 in 2018–2022"),
        ("lowest", "at least 60 in 2018–2022"),
    ],
)
def test_what_is_known_over_a_span_is_told_though_it_is_not_drawn(aggregation, words):
    series = make_series()
    factories.make_observation(
        series=series, period="2018–2022", value="60", aggregation=aggregation
    )
    assert f"; not drawn: {words}." in told(series.indicator)


def test_a_change_over_a_span_is_not_told_as_a_value():
    series = make_series()
    factories.make_observation(series=series, period="2018–2022", value="2", aggregation="change")
    assert "not drawn" not in told(series.indicator)
