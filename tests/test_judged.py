"""The same judgement wherever it is read: in a list, on the strategy, the goal, the indicator."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Indicator, Target
from strategy import overview
from strategy.models import Goal, Strategy
from tests import factories

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 1, 1)
TARGETS = frozenset({"targets"})


def measured(goal, *, latest="12", **fields):
    """A series of an indicator of its own, from 10 in 2017 to something in 2022."""
    series = factories.make_series(indicator=factories.make_indicator(goal=goal, **fields))
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_observation(series=series, period="2022", value=latest)
    return series


def at_least(series, **fields):
    fields.setdefault("value", Decimal(20))
    fields.setdefault("deadline", "2030")
    return factories.make_target(series=series, kind="level", comparator="at_least", **fields)


def composite(**fields):
    return Target.objects.create(code="hel", kind="composite", comparator="none", **fields)


def everywhere(goal):
    """The status of each indicator by its code, as each reading of it tells."""
    strategy = goal.strategy
    key = (strategy.partnership.code, strategy.code)
    scopes = [overview.find(Strategy, *key), overview.find(Goal, *key, goal.code)]
    scopes += [overview.find(Indicator, *key, row.code) for row in goal.indicators.all()]
    found = {}
    for scope in scopes:
        for each in overview.read(scope, as_of=AS_OF, parts=TARGETS).indicators:
            found.setdefault(each.code, set()).add(each.status.value)
    return found


def counted(goal):
    """The statuses of the list and of the strategy itself."""
    (listed,) = overview.listed(as_of=AS_OF, pk=goal.strategy_id)
    read = overview.read(
        overview.find(Strategy, goal.strategy.partnership.code, goal.strategy.code), as_of=AS_OF
    )
    return [
        (listed.tally.statuses, listed.tally.own_statuses),
        (read.statuses, read.own_statuses),
    ]


@pytest.fixture
def goal():
    return factories.make_goal()


def test_parts_of_a_goals_own_target_count_for_their_indicators(goal):
    first, second = measured(goal, code="i1"), measured(goal, code="i2", latest="9")
    whole = composite(goal=goal)
    at_least(first, part_of=whole)
    at_least(second, part_of=whole)
    assert everywhere(goal) == {"i1": {"far_too_slow"}, "i2": {"wrong_way"}}
    listed, read = counted(goal)
    assert listed == read
    assert [status.value for status, _count in read[1]] == ["wrong_way"]


def test_a_part_on_another_indicator_is_judged_with_its_whole(goal):
    first, second = measured(goal, code="i1", latest="25"), measured(goal, code="i2", latest="9")
    whole = composite(indicator=first.indicator, goal=goal)
    at_least(first, part_of=whole)
    at_least(second, part_of=whole)
    assert everywhere(goal) == {"i1": {"partly"}, "i2": {"wrong_way"}}


def test_a_target_replaced_from_another_indicator_is_revised_everywhere(goal):
    first, second = measured(goal, code="i1"), measured(goal, code="i2", latest="25")
    at_least(second, replaces=at_least(first))
    assert everywhere(goal) == {"i1": {"no_target"}, "i2": {"achieved_so_far"}}


@pytest.mark.parametrize("name", ["part_of", "stands_beside"])
def test_what_hangs_on_a_withdrawn_target_counts_alike_in_a_list_and_on_the_page(goal, name):
    series = measured(goal, code="i1")
    other = (
        composite(indicator=series.indicator, goal=goal) if name == "part_of" else at_least(series)
    )
    at_least(series, **{name: other})
    other.withdraw(reason="Utgår", on=date(2024, 1, 1))
    other.save()
    assert everywhere(goal) == {"i1": {"far_too_slow"}}
    listed, read = counted(goal)
    assert listed == read


def test_targets_that_goals_set_for_themselves_are_counted_beside(goal):
    measured(goal, code="i1")
    Target.objects.create(
        goal=goal, code="dubbelt", kind="relative", comparator="at_least", change_percent=100
    )
    listed, read = counted(goal)
    assert listed == read
    told = [[(status.value, count) for status, count in counts] for counts in read]
    assert told == [[("no_target", 1)], [("cannot_assess", 1)]]


@pytest.mark.parametrize(("of_nation", "gaps"), [("15", 1), ("5000", 0)])
def test_a_region_is_not_set_against_the_quantities_of_the_nation(goal, of_nation, gaps):
    series = measured(goal, code="i1")
    nation = factories.make_series(
        indicator=series.indicator,
        name=series.name,
        area=factories.make_area(is_nation=True),
        role="comparison",
    )
    factories.make_observation(series=nation, period="2022", value=of_nation)
    found = overview.find(Indicator, goal.strategy.partnership.code, goal.strategy.code, "i1")
    (indicator,) = overview.read(found, as_of=AS_OF, parts=TARGETS).indicators
    assert len(indicator.gaps) == gaps
