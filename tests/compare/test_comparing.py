"""The same statistic beside each other: what is compared, in which order, and what is doubted."""

from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist

from strategy.overview import comparing
from strategy.overview.comparing import By, Doubt
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def statistic():
    return factories.make_statistic(code="andel", name="Andel", unit="procent")


def measure(statistic, figures, *, name="Län", unit="procent", country="SE", **fields):
    """A series of the statistic in a partnership of its own, with its figures."""
    partnership = factories.make_partnership(country=country)
    strategy = factories.make_strategy(partnership=partnership)
    indicator = factories.make_indicator(strategy=strategy, unit=unit)
    fields.setdefault("area", factories.make_area(name=name, country=country))
    series = factories.make_series(indicator=indicator, statistic=statistic, **fields)
    for period, value in figures.items():
        factories.make_observation(series=series, period=period, value=value)
    return series


def names(found):
    return [each.series.area.name for each in found.entries]


def test_the_highest_figure_of_the_newest_common_period_comes_first(statistic):
    measure(statistic, {"2021": "9", "2022": "1"}, name="A")
    measure(statistic, {"2021": "1", "2022": "3"}, name="B")
    measure(statistic, {"2021": "2", "2022": "2", "2023": "99"}, name="C")
    found = comparing.compare("andel")
    assert (found.period, found.is_ordered, found.without) == ("2022", True, 0)
    assert names(found) == ["B", "C", "A"]
    assert [each.figure.value for each in found.bars] == [3, 2, 1]


def test_what_has_no_figure_for_the_period_follows_without_a_bar(statistic):
    measure(statistic, {"2019": "50"}, name="Sen")
    measure(statistic, {"2022": "1"}, name="A")
    measure(statistic, {"2022": "2"}, name="B")
    measure(statistic, {}, name="Tom")
    found = comparing.compare("andel")
    assert names(found) == ["B", "A", "Sen", "Tom"]
    assert [each.series.area.name for each in found.bars] == ["B", "A"]
    assert found.entries[2].latest.value == 50
    assert found.entries[3].latest is None
    assert (found.without, Doubt.PERIODS in found.doubts) == (2, True)


def test_zero_is_a_value_and_negative_values_are_in_order(statistic):
    measure(statistic, {"2022": "-4"}, name="A")
    measure(statistic, {"2022": "0"}, name="B")
    measure(statistic, {"2022": "6"}, name="C")
    found = comparing.compare("andel")
    assert names(found) == ["C", "B", "A"]
    assert [(each.bar.left, each.bar.width) for each in found.bars] == [
        (400, 600),
        (400, 2),
        (0, 400),
    ]


def test_periods_are_told_apart_by_their_end_and_kind(statistic):
    measure(statistic, {"2022/2023": "1", "2022": "7"}, name="A")
    measure(statistic, {"2022/2023": "2", "2022": "3"}, name="B")
    assert comparing.compare("andel").period == "2022/2023"


def test_a_missing_value_is_told_with_its_reason(statistic):
    measure(statistic, {"2022": "1"}, name="A")
    series = measure(statistic, {}, name="B")
    factories.make_observation(series=series, period="2022", value=None, missing="secret")
    found = comparing.compare("andel")
    assert found.entries[1].figure.missing == "secret"
    assert found.entries[1].bar is None


def test_a_baseline_counts_where_there_is_no_figure_and_not_when_it_is_revised(statistic):
    series = measure(statistic, {}, name="A")
    old = factories.make_baseline(series=series, period="2017", value="10")
    factories.make_baseline(
        series=series, period="2017", value="12", kind="reference", replaces=old
    )
    measure(statistic, {"2017": "11"}, name="B")
    found = comparing.compare("andel")
    assert [each.figure.value for each in found.bars] == [12, 11]


def test_a_figure_counts_before_a_baseline_of_the_same_period(statistic):
    series = measure(statistic, {"2017": "10"}, name="A")
    factories.make_baseline(series=series, period="2017", value="99")
    measure(statistic, {"2017": "1"}, name="B")
    found = comparing.compare("andel")
    assert [each.figure.value for each in found.bars] == [10, 1]


def test_one_figure_alone_is_no_order(statistic):
    measure(statistic, {"2017": "10"}, name="A")
    measure(statistic, {"2018": "10"}, name="B")
    found = comparing.compare("andel")
    assert (found.is_ordered, found.bars, names(found)) == (False, (), ["A", "B"])
    assert Doubt.NO_COMMON_PERIOD in found.doubts


def test_figures_of_one_period_have_no_chart_over_time(statistic):
    series = measure(statistic, {"2022": "1"}, name="A")
    measure(statistic, {"2022": "2"}, name="B")
    assert comparing.compare("andel").drawing.panels == ()
    factories.make_observation(series=series, period="2023", value="3")
    assert len(comparing.compare("andel").drawing.panels) == 1


def test_a_chart_over_time_has_six_lines_at_most(statistic):
    for number in range(8):
        measure(statistic, {"2021": number, "2022": number})
    found = comparing.compare("andel")
    assert found.drawn == 6
    assert len(found.drawing.panels[0].chart.lines) == 6


def test_a_break_is_told_once_for_all_series_of_an_indicator(statistic):
    series = measure(statistic, {"2022": "1"})
    factories.make_series(indicator=series.indicator, statistic=statistic)
    series.indicator.annotations.create(period="2020", kind="break", text="Ny källa")
    series.indicator.annotations.create(period="2020", kind="event", text="Covid-19")
    found = comparing.compare("andel")
    assert [change.text for change in found.changes] == ["Ny källa"]
    assert Doubt.BREAKS in found.doubts


def test_sums_and_changes_over_years_are_not_compared(statistic):
    series = measure(statistic, {"2021": "5"})
    factories.make_observation(series=series, period="2017–2022", aggregation="sum", value="99")
    found = comparing.compare("andel")
    assert (found.period, found.entries[0].figure.value) == ("2021", 5)


@pytest.mark.parametrize(
    ("one", "other", "is_ordered"),
    [
        (("procent", "SE"), ("prosent", "NO"), True),
        (("procent", "SE"), ("andel", "NO"), False),
        (("kr", "SE"), ("kr", "SE"), True),
        (("kr", "SE"), ("kr", "NO"), False),
        (("tusental kronor", "SE"), ("kr", "SE"), False),
    ],
)
def test_only_what_is_in_one_unit_and_currency_is_put_in_order(one, other, is_ordered):
    open_one = factories.make_statistic(code="oppen")
    for (unit, country), value in ((one, "1"), (other, "2")):
        measure(open_one, {"2022": value}, unit=unit, country=country)
    found = comparing.compare("oppen")
    assert found.is_ordered is is_ordered
    assert (Doubt.UNITS in found.doubts) is not is_ordered
    assert len(found.bars) == (2 if is_ordered else 0)
    assert len(found.entries) == 2


def test_areas_are_compared_for_everybody_or_for_one_group(statistic):
    women = factories.make_group(code="women", name="Kvinnor")
    measure(statistic, {"2022": "1"}, name="Alla")
    measure(statistic, {"2022": "2"}, name="Kvinnors", group=women)
    assert names(comparing.compare("andel")) == ["Alla"]
    assert names(comparing.compare("andel", chosen="women")) == ["Kvinnors"]
    assert names(comparing.compare("andel", chosen="everybody")) == ["Alla"]


def test_groups_are_compared_within_one_area(statistic):
    women, men = (factories.make_group(code=code) for code in ("women", "men"))
    area = factories.make_area(code="25", name="Norrbotten")
    for group, value in ((women, "2"), (men, "3"), (None, "1")):
        measure(statistic, {"2022": value}, area=area, group=group)
    measure(statistic, {"2022": "9"}, name="Utan grupper")
    found = comparing.compare("andel", by=By.GROUP)
    groups = [each.series.group and each.series.group.code for each in found.entries]
    assert groups == ["men", "women", None]
    assert [choice.code for choice in found.choices] == ["SE-25"]


@pytest.mark.parametrize("chosen", ["finns-inte", "x" * 100_000, "' OR 1=1", "مجموعة"])
@pytest.mark.parametrize("by", list(By))
def test_what_is_not_known_gives_nothing(statistic, chosen, by):
    measure(statistic, {"2022": "1"})
    found = comparing.compare("andel", by=by, chosen=chosen)
    assert (found.entries, found.count, found.period) == ((), 0, "")


def test_the_same_figure_of_the_nation_in_two_partnerships_has_one_bar(statistic):
    nation = factories.make_area(code="00", name="Riket", is_nation=True)
    for _partnership in range(2):
        measure(statistic, {"2022": "5"}, area=nation)
    measure(statistic, {"2022": "4"}, name="Län")
    found = comparing.compare("andel")
    assert len(found.bars) == 2
    assert len(found.entries) == 3


@pytest.mark.parametrize(
    ("status", "doubt"),
    [
        ("P", Doubt.PROVISIONAL),
        ("E", Doubt.ESTIMATED),
        ("B", Doubt.BREAKS),
        ("D", Doubt.DEFINITIONS),
        ("U", Doubt.UNSURE),
    ],
)
def test_a_figure_that_is_not_certain_is_doubted(statistic, status, doubt):
    series = measure(statistic, {})
    factories.make_observation(series=series, period="2022", status=status)
    assert doubt in comparing.compare("andel").doubts


def test_other_definitions_sources_and_substitutes_are_doubted(statistic):
    one = measure(statistic, {"2022": "1"}, source=factories.make_source())
    other = measure(
        statistic,
        {"2022": "2"},
        source=factories.make_source(),
        role="substitute",
        comparability="similar",
    )
    for series, definition in ((one, "Så"), (other, "På ett annat sätt")):
        series.indicator.definition = definition
        series.indicator.save()
    doubts = comparing.compare("andel").doubts
    assert {Doubt.DEFINITIONS, Doubt.SOURCES, Doubt.SUBSTITUTES} <= set(doubts)
    assert Doubt.PROVISIONAL not in doubts


def test_what_agrees_is_not_doubted(statistic):
    source = factories.make_source()
    for value in ("1", "2"):
        measure(statistic, {"2022": value}, source=source)
    assert comparing.compare("andel").doubts == ()


def test_the_sources_of_the_indicator_stand_in_for_those_of_the_series(statistic):
    series = measure(statistic, {"2022": "1"})
    factories.make_citation(indicator=series.indicator, source=factories.make_source(name="SCB"))
    (only,) = comparing.compare("andel").entries
    assert [each.name for each in only.sources] == ["SCB"]


def test_drafts_and_what_is_withdrawn_are_not_compared(statistic):
    draft = measure(statistic, {"2022": "1"}, name="Utkast")
    draft.strategy.status = "draft"
    draft.strategy.save()
    gone = measure(statistic, {"2022": "1"}, name="Borta")
    gone.withdraw(reason="Fel", on=factories.today())
    with pytest.raises(ObjectDoesNotExist):
        comparing.compare("andel")
    assert comparing.statistics().object_list == []


def test_withdrawn_figures_are_not_compared(statistic):
    series = measure(statistic, {"2021": "1", "2022": "2"})
    series.observations.get(period="2022").withdraw(reason="Fel", on=factories.today())
    found = comparing.compare("andel")
    assert (found.period, found.entries[0].figure.value) == ("2021", Decimal(1))


def test_the_list_says_how_many_measure_it_and_how_new_it_is(statistic):
    measure(statistic, {"2021": "1"})
    measure(statistic, {"2022/2023": "1", "2022": "1"})
    factories.make_statistic(code="ingen")
    tom = factories.make_statistic(code="tom", name="Åtom")
    measure(tom, {})
    listed = comparing.statistics().object_list
    found = [(each.name.code, each.partnerships, each.series, each.newest) for each in listed]
    assert found == [("andel", 2, 2, "2022/2023"), ("tom", 1, 1, "")]


def test_a_page_holds_fifty_in_the_order_of_all(statistic):
    indicator = factories.make_indicator()
    for number in range(60):
        series = factories.make_series(indicator=indicator, statistic=statistic)
        factories.make_observation(series=series, value=str(number))
    first, second = (comparing.compare("andel", page=page) for page in ("1", "2"))
    values = [each.figure.value for each in (*first.entries, *second.entries)]
    assert values == list(range(59, -1, -1))
    assert (len(first.entries), first.count) == (50, 60)


@pytest.mark.parametrize("page", ["", "0", "-1", "99", "9" * 5000, "x", "٣"])
def test_a_page_that_is_not_there_is_the_nearest(statistic, page):
    measure(statistic, {"2022": "1"})
    assert len(comparing.compare("andel", page=page).entries) == 1
    assert len(comparing.statistics(page=page).object_list) == 1
