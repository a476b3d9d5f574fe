"""The one reading of a strategy: what is public, arranged, in a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.models import Baseline, FollowUp, Indicator, Observation, QualityNote
from strategy import overview
from strategy.models import Goal, Strategy
from strategy.templatetags.numbers import number, period, signed, unit
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db


def read(strategy, **options):
    key = (strategy.partnership.code, strategy.code)
    return overview.read(overview.find(Strategy, *key), as_of=date(2024, 1, 1), **options)


def only_indicator(strategy):
    (indicator,) = read(strategy).indicators
    return indicator


def test_a_reading_holds_everything_public():
    whole = read(make_whole_strategy())
    (goal,) = whole.goals
    (indicator,) = goal.indicators
    assert (whole.vision.statement, whole.objectives) == ("Ord", ("Ord",))
    assert [lighthouse.goals for lighthouse in whole.areas[0].lighthouses] == [(("g1", "Mål Ord"),)]
    assert [note.code for note in whole.notes] == ["q"]
    assert [note.code for note in goal.notes] == ["qg"]
    assert [note.code for note in indicator.notes] == ["i1-i", "i1-o", "i1-s"]
    assert [target.code for target in goal.targets] == ["tg"]
    assert [[part.code for part in target.parts] for target in indicator.targets] == [["i1-part"]]
    assert len(indicator.series) == 3
    assert indicator.assessment.arrow.value == "positive"
    assert [each.code for each in whole.follow_ups] == ["2023"]


def test_an_area_without_goals_and_a_goal_without_indicators_are_read():
    strategy = factories.make_strategy()
    factories.make_focus_area(strategy=strategy, number=1, name="Tomt")
    factories.make_goal(focus_area=factories.make_focus_area(strategy=strategy, number=2))
    whole = read(strategy)
    assert [len(area.goals) for area in whole.areas] == [0, 1]
    assert whole.goals[0].indicators == ()


def test_an_indicator_without_series_and_a_series_without_figures_are_read():
    goal = factories.make_goal()
    factories.make_indicator(goal=goal, number=1)
    factories.make_series(indicator=factories.make_indicator(goal=goal, number=2))
    first, second = read(goal.strategy).indicators
    assert (first.series, first.headline) == ((), ())
    assert [line.latest for line in second.headline] == [None]


@pytest.mark.parametrize("kind", ["observations", "baselines", "series"])
def test_what_is_withdrawn_is_not_read(kind):
    observation = factories.make_observation()
    baseline = factories.make_baseline(series=observation.series)
    row = {"observations": observation, "baselines": baseline, "series": observation.series}[kind]
    row.withdraw(reason="Fel", on=factories.today())
    series = only_indicator(observation.series.strategy).series
    if kind == "series":
        assert series == ()
    else:
        assert getattr(series[0], kind) == ()


def test_internal_notes_are_not_read():
    series = factories.make_series()
    QualityNote.objects.create(
        strategy=series.strategy, series=series, code="q", kind="unit", text="x", is_internal=True
    )
    assert only_indicator(series.strategy).notes == ()


def test_a_judgement_of_an_open_follow_up_is_not_read():
    indicator = factories.make_indicator()
    follow_up = factories.make_follow_up(strategy=indicator.strategy, status="open")
    factories.make_assessment(follow_up=follow_up, indicator=indicator, arrow="negative")
    assert only_indicator(indicator.strategy).assessments == ()


def test_the_newest_judgement_comes_first():
    indicator = factories.make_indicator()
    for code, last_year, arrow in [("f1", 2022, "negative"), ("f2", 2023, "positive")]:
        follow_up = factories.make_follow_up(
            strategy=indicator.strategy, code=code, last_year=last_year
        )
        factories.make_assessment(follow_up=follow_up, indicator=indicator, arrow=arrow)
    assert only_indicator(indicator.strategy).assessment.follow_up.code == "f2"
    assert read(indicator.strategy).judgements.positive == 1
    assert read(indicator.strategy).judgements.negative == 0


def test_the_latest_figure_is_the_newest_with_a_number():
    series = factories.make_series()
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_observation(series=series, period="2021", value="0")
    factories.make_observation(series=series, period="2022", value=None, missing="not_yet")
    (line,) = only_indicator(series.strategy).headline
    assert (line.latest.period, line.latest.value) == ("2021", 0)
    assert [(later.period, later.missing) for later in line.later] == [
        ("2022", Observation.Missing.NOT_YET)
    ]


def test_a_span_that_ends_later_stands_beside_the_latest_figure():
    series = factories.make_series()
    factories.make_observation(series=series, period="2019", value="1466")
    factories.make_observation(series=series, period="2021", value=None, missing="in_picture")
    factories.make_observation(series=series, period="2022", value=None, missing="in_picture")
    factories.make_observation(series=series, period="2017–2022", value="1087", aggregation="mean")
    (line,) = only_indicator(series.strategy).headline
    assert line.latest.period == "2019"
    assert [later.period for later in line.later] == ["2017–2022", "2022"]


def test_the_starting_point_is_the_latest_figure_where_there_is_no_other():
    baseline = factories.make_baseline(period="2017", value="10")
    (line,) = only_indicator(baseline.series.strategy).headline
    assert line.latest.baseline == Baseline.Kind.START


def make_total_and_groups(*, total, groups):
    """A line for everybody and two for groups, each with a figure of one year."""
    indicator = factories.make_indicator()
    lines = [("total", None, total)]
    lines += [
        (name, factories.make_group(code=name, name=name), groups) for name in ("men", "women")
    ]
    for code, group, year in lines:
        series = factories.make_series(indicator=indicator, code=code, name=code, group=group)
        factories.make_observation(series=series, period=year)
    return indicator.strategy


def test_everybody_is_told_before_groups():
    strategy = make_total_and_groups(total="2022", groups="2022")
    assert [line.code for line in only_indicator(strategy).headline] == ["total"]


def test_no_group_stands_for_the_others():
    strategy = make_total_and_groups(total="2017", groups="2022")
    assert [line.code for line in only_indicator(strategy).headline] == ["men", "women"]


# Tables


def table_of(strategy):
    (table,) = overview.tables_of(only_indicator(strategy).series)
    return table


def make_region_and_nation():
    indicator = factories.make_indicator()
    nation = factories.make_area(name="Riket", is_nation=True)
    region = factories.make_area(name="Norr")
    return [
        factories.make_series(indicator=indicator, code=code, name="Mått", area=area)
        for code, area in [("a-nation", nation), ("b-region", region)]
    ]


def test_the_region_stands_before_the_nation():
    nation, _region = make_region_and_nation()
    assert [each.name for each in table_of(nation.strategy).areas] == ["Norr", "Riket"]


def test_the_newest_period_stands_first_and_what_is_unknown_is_an_empty_cell():
    nation, region = make_region_and_nation()
    factories.make_observation(series=region, period="2021")
    factories.make_observation(series=nation, period="2022")
    table = table_of(nation.strategy)
    assert [row.period for row in table.rows] == ["2022", "2021"]
    assert [[len(cell) for cell in row.cells] for row in table.rows] == [[0, 1], [1, 0]]


def test_groups_stand_below_each_other_everybody_first_with_the_nation_beside():
    indicator = factories.make_indicator()
    areas = [factories.make_area(name="Riket", is_nation=True), factories.make_area(name="Norr")]
    women = factories.make_group(name="Kvinnor")
    for value, (area, group) in enumerate((a, g) for a in areas for g in (women, None)):
        line = factories.make_series(indicator=indicator, name="Mått", area=area, group=group)
        factories.make_observation(series=line, period="2021", value=str(value))
        factories.make_observation(series=line, period="2022", value=str(value))
    rows = table_of(indicator.strategy).rows
    assert [(row.period, row.group and row.group.name) for row in rows] == [
        ("2022", None),
        ("2022", "Kvinnor"),
        ("2021", None),
        ("2021", "Kvinnor"),
    ]
    assert [[entry.measurement.value for (entry,) in row.cells] for row in rows[:2]] == [
        [3, 1],
        [2, 0],
    ]


def test_a_starting_point_equal_to_a_figure_stands_with_it():
    series = factories.make_series()
    factories.make_observation(series=series, period="2017", value="10")
    factories.make_baseline(series=series, period="2017", value="10.0")
    ((entry,),) = table_of(series.strategy).rows[0].cells
    assert entry.baseline.baseline == Baseline.Kind.START
    assert entry.measurement.baseline is None


def test_a_starting_point_unlike_the_figure_stands_beside_it():
    series = factories.make_series()
    factories.make_observation(series=series, period="2017", value="11")
    factories.make_baseline(series=series, period="2017", value="10")
    (cell,) = table_of(series.strategy).rows[0].cells
    assert [entry.measurement.value for entry in cell] == [11, 10]


def test_a_school_year_is_another_row_than_a_year():
    series = factories.make_series()
    factories.make_observation(series=series, period="2017/2018")
    factories.make_observation(series=series, period="2018")
    assert [row.period for row in table_of(series.strategy).rows] == ["2018", "2017/2018"]


def test_a_baseline_without_period_comes_last():
    series = factories.make_series()
    factories.make_baseline(series=series, period="", value=None, missing="not_stated")
    factories.make_observation(series=series)
    assert table_of(series.strategy).rows[-1].period == ""


def test_another_unit_is_another_table():
    indicator = factories.make_indicator()
    for unit_name in ("", "kr"):
        factories.make_series(indicator=indicator, name="Mått", unit=unit_name)
    tables = overview.tables_of(only_indicator(indicator.strategy).series)
    assert sorted(table.unit for table in tables) == ["kr", "procent"]


# Finding


@pytest.mark.parametrize("model", [Strategy, Goal, Indicator, FollowUp])
def test_a_draft_is_not_found(model):
    strategy = make_whole_strategy(status="draft")
    row = strategy if model is Strategy else model.objects.get()
    with pytest.raises(ObjectDoesNotExist):
        overview.find(model, *row.natural_key())


@pytest.mark.parametrize("model", [Strategy, Goal, Indicator, FollowUp])
def test_what_was_withdrawn_is_gone_with_its_reason(model):
    strategy = make_whole_strategy()
    row = strategy if model is Strategy else model.objects.get()
    row.withdraw(reason="Slogs ihop", on=factories.today())
    with pytest.raises(overview.Gone) as gone:
        overview.find(model, *row.natural_key())
    assert gone.value.row.withdrawn_reason == "Slogs ihop"


def test_what_stands_under_something_withdrawn_is_gone_too():
    indicator = factories.make_indicator()
    indicator.goal.withdraw(reason="Målet utgick", on=factories.today())
    with pytest.raises(overview.Gone) as gone:
        overview.find(Indicator, *indicator.natural_key())
    assert gone.value.row == indicator.goal


def test_a_withdrawn_draft_was_never_public_and_is_not_found():
    indicator = factories.make_indicator(strategy=factories.make_strategy(status="draft"))
    indicator.withdraw(reason="Hemligt", on=factories.today())
    with pytest.raises(ObjectDoesNotExist):
        overview.find(Indicator, *indicator.natural_key())


# Numbers and periods


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [
        ("0", 0, "0", "0"),
        ("0", 1, "0,0", "0.0"),
        ("-0.0", 0, "0", "0"),
        ("12.5", 0, "12,5", "12.5"),
        ("12.50", 0, "12,5", "12.5"),
        ("49", 1, "49,0", "49.0"),
        ("47.82", 1, "47,82", "47.82"),
        ("1087", 0, "1\u00a0087", "1,087"),
        ("10120242", 0, "10\u00a0120\u00a0242", "10,120,242"),
        ("-1645000", 0, "\u22121\u00a0645\u00a0000", "\u22121,645,000"),
        ("1E+3", 0, "1\u00a0000", "1,000"),
        ("123456789012345.123456", 0, "123\u00a0456\u00a0789\u00a0012\u00a0345,123456", None),
    ],
)
def test_a_number_is_written_as_the_language_does(value, decimals, sv, en):
    with override("sv"):
        assert number(Decimal(value), decimals) == sv
    with override("nb"):
        assert number(Decimal(value), decimals) == sv
    if en is not None:
        with override("en"):
            assert number(Decimal(value), decimals) == en


@pytest.mark.parametrize(("value", "written"), [("1.5", "+1,5"), ("0", "0"), ("-1", "\u22121")])
def test_a_change_has_its_sign(value, written):
    with override("sv"):
        assert signed(Decimal(value)) == written


@given(
    value=st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15
    ),
    decimals=st.integers(min_value=0, max_value=6),
    language=st.sampled_from(["sv", "nb", "en"]),
)
@example(value=Decimal("-0.000001"), decimals=0, language="sv")
def test_every_digit_of_a_number_can_be_read_back(value, decimals, language):
    with override(language):
        written = number(value, decimals)
    marks = {"\u2212": "-", "\u00a0": "", ",": "" if language == "en" else "."}
    assert Decimal("".join(marks.get(each, each) for each in written)) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2017", "2017"),
        ("2017–2022", "2017–2022"),
        ("2017/2018", "school year 2017/2018"),
        ("2022-S1", "first half of 2022"),
        ("2022-S2", "second half of 2022"),
        ("2022-Q3", "quarter 3 of 2022"),
        ("2022-11", "November 2022"),
        ("", "period not stated"),
    ],
)
def test_a_period_is_told_in_words(text, written):
    with override("en"):
        assert period(text) == written


@pytest.mark.parametrize(
    ("name", "aggregation", "written"),
    [
        ("procent", "change", "percentage points"),
        ("%", "change", "percentage points"),
        ("ton", "change", '<span lang="sv">ton</span>'),
        ("ton", "relative_change", "per cent"),
        ("prosent", "mean", "per cent"),
        ("<b>", "mean", '<span lang="sv">&lt;b&gt;</span>'),
        ("", "mean", ""),
    ],
)
def test_a_change_of_a_share_is_in_percentage_points(name, aggregation, written):
    class Figure:
        pass

    figure = Figure()
    figure.aggregation = aggregation
    with override("en"):
        assert unit(name, "sv", figure) == written


@pytest.mark.parametrize(
    ("period", "start", "counted"),
    [
        ("2010", "2017", 0),
        ("2017", "2017", 0),
        ("2018", "2017", 1),
        ("2017/2018", "2017", 1),
        ("2010", None, 0),
    ],
)
def test_a_strategy_counts_the_indicators_with_a_figure_after_the_starting_point(
    period, start, counted
):
    series = factories.make_observation(period=period).series
    if start:
        factories.make_baseline(series=series, period=start)
    factories.make_observation(series=series, period="2030", value=None, missing="not_yet")
    (listed,) = overview.listed(as_of=date(2024, 1, 1))
    assert listed.tally.with_figure == counted


@pytest.mark.parametrize(
    ("role", "value", "counted"),
    [("main", "10", 1), ("main", None, 0), ("context", "10", 0)],
)
def test_only_a_known_start_of_a_series_of_its_own_is_counted(role, value, counted):
    series = factories.make_series(role=role)
    words = {} if value else {"missing": "not_stated"}
    factories.make_baseline(series=series, period="2017", value=value, **words)
    factories.make_observation(series=series, period="2020")
    (listed,) = overview.listed(as_of=date(2024, 1, 1))
    assert listed.tally.with_figure == counted


def test_a_substitute_does_not_count_for_what_it_stands_in_for():
    main = factories.make_series()
    substitute = factories.make_series(
        indicator=main.indicator, role="substitute", substitutes=main, comparability="similar"
    )
    factories.make_baseline(series=substitute, period="2017", value="10")
    factories.make_observation(series=substitute, period="2020")
    (listed,) = overview.listed(as_of=date(2024, 1, 1))
    assert listed.tally.with_figure == 0


def test_the_rows_of_one_period_stand_in_one_block():
    series = factories.make_series(name="Mått")
    women = factories.make_series(
        indicator=series.indicator, name="Mått", area=series.area, group=factories.make_group()
    )
    for each in (series, women):
        factories.make_observation(series=each, period="2021")
        factories.make_observation(series=each, period="2022")
    blocks = [row.block for row in table_of(series.strategy).rows]
    assert blocks == [("2022", "point")] * 2 + [("2021", "point")] * 2
