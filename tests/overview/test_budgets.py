"""The queries of a reading: what is found, short rows, targets, indicators with series, figures.

One more reads editions, where analyses or judgements are shown as these have them.
"""

from decimal import Decimal

import pytest

from indicators.models import Baseline, GoalAnalysis, Indicator, Observation, Target
from strategy.models import Goal, Strategy
from tests import factories
from tests.editions.build import make_edition
from tests.overview.reading import queries_of, read
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

MOST = 6


def scopes(strategy):
    """The strategy, a goal and an indicator of it."""
    return strategy, strategy.goals.first(), Indicator.objects.filter(strategy=strategy).first()


def test_a_reading_takes_the_same_queries_at_any_size():
    counts = {}
    for number in (1, 10, 100):
        strategy = make_whole_strategy(code=f"s{number}", indicators=number)
        for row in scopes(strategy):
            counts.setdefault(type(row), set()).update(queries_of(row, each) for each in ("", "en"))
    assert counts == {Strategy: {5}, Goal: {6}, Indicator: {5}}


def test_a_judgement_that_is_being_corrected_takes_one_query_more_at_most():
    strategy = make_whole_strategy(indicators=3)
    follow_up = strategy.follow_ups.get()
    make_edition(follow_up)
    follow_up.assessments.update(state="draft")
    GoalAnalysis.objects.filter(follow_up=follow_up).update(state="draft")
    assert [queries_of(row) for row in scopes(strategy)] == [MOST, MOST, MOST]


def test_a_target_that_hangs_together_with_others_elsewhere_takes_no_query_more():
    indicator = make_target_elsewhere()
    assert queries_of(indicator) == 5


def make_target_elsewhere():
    """An indicator with a part of a target whose other part is read elsewhere."""
    strategy = factories.make_strategy()
    series = factories.make_series(strategy=strategy)
    elsewhere = factories.make_series(strategy=strategy)
    factories.make_observation(series=elsewhere, period="2021", value="7")
    whole = factories.make_target(series=series, kind="composite", comparator="none")
    for each in (series, elsewhere):
        factories.make_target(series=each, part_of=whole)
    return series.indicator


def test_what_a_target_is_judged_with_is_read_wherever_it_stands():
    indicator = make_target_elsewhere()
    (shown,) = read(indicator).indicators
    assert shown.code == indicator.code
    (_own, other) = shown.leading.judgement.parts
    assert other.latest.value == 7


def make_many(number):
    """A strategy with so many indicators, each with a figure, a starting point and a target."""
    strategy = factories.make_strategy(code=f"s{number}")
    goal = factories.make_goal(strategy=strategy)
    area = factories.make_area()
    indicators = Indicator.objects.bulk_create(
        Indicator(
            goal=goal, strategy=strategy, number=n, code=f"i{n}", name=f"Indikator {n}",
            wording="Ord", unit="procent",
        )
        for n in range(number)
    )  # fmt: skip
    model = factories.Series
    series = model.objects.bulk_create(
        model(indicator=each, strategy=strategy, code=f"s-{each.code}", name="Mått", area=area)
        for each in indicators
    )
    shared = {"value": Decimal("12.5")}
    Observation.objects.bulk_create(
        Observation(series=each, period="2022", **shared) for each in series
    )
    Baseline.objects.bulk_create(Baseline(series=each, period="2017", **shared) for each in series)
    Target.objects.bulk_create(
        Target(
            series=each, indicator=each.indicator, goal=goal, strategy=strategy, code=f"t{n}",
            kind="level", comparator="at_least", value=Decimal(25), deadline="2030",
        )
        for n, each in enumerate(series)
    )  # fmt: skip
    return strategy


def test_a_thousand_indicators_are_read_like_one():
    counts = {
        number: [queries_of(row) for row in scopes(make_many(number))] for number in (1, 1000)
    }
    assert counts[1] == counts[1000] == [5, 5, 5]


def test_a_thousand_figures_are_read_like_one():
    series = factories.make_target().series
    Observation.objects.bulk_create(
        Observation(series=series, period=f"{year}-{month:02}", value=Decimal(year))
        for year in range(1940, 2024)
        for month in range(1, 13)
    )
    assert queries_of(series.indicator) == 5
    (line,) = read(series.indicator).indicators[0].series
    assert len(line.observations) == 84 * 12
