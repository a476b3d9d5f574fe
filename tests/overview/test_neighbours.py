"""What stands before and after a goal or an indicator in its strategy, and which lighthouses."""

import pytest

from indicators.models import Indicator
from strategy.models import Goal, Lighthouse, LighthouseGoal, Translation
from tests import factories
from tests.overview.reading import read

pytestmark = pytest.mark.django_db


def make_rows():
    """Two areas with goals and indicators, entered in another order than they stand."""
    strategy = factories.make_strategy()
    second = factories.make_focus_area(strategy=strategy, number=2)
    first = factories.make_focus_area(strategy=strategy, number=1)
    for area, number, code in [(second, 1, "c"), (first, 2, "b"), (first, 1, "a")]:
        goal = factories.make_goal(focus_area=area, number=number, code=code, name=f"Mål {code}")
        for place in (2, 1):
            code_of = f"{code}{place}"
            factories.make_indicator(goal=goal, number=place, code=code_of, name=f"Mått {code_of}")
    return strategy


def neighbours(row, language=""):
    found = read(row, language)
    return [each and each.code for each in (found.before, found.after)]


@pytest.mark.parametrize(
    ("model", "order"), [(Goal, ["a", "b", "c"]), (Indicator, ["a1", "a2", "b1", "b2", "c1", "c2"])]
)
def test_neighbours_stand_in_the_order_of_the_strategy(model, order):
    make_rows()
    found = [neighbours(model.objects.get(code=code)) for code in order]
    assert found == [
        [before, after]
        for before, after in zip([None, *order[:-1]], [*order[1:], None], strict=True)
    ]


def test_what_has_the_same_number_has_neighbours_too():
    goal = factories.make_goal()
    for code in ("a", "b", "c"):
        factories.make_indicator(goal=goal, number=1, code=code)
    assert neighbours(Indicator.objects.get(code="b")) == ["a", "c"]


def test_what_is_withdrawn_is_no_neighbour():
    make_rows()
    Goal.objects.get(code="b").withdraw(reason="Utgick", on=factories.today())
    assert neighbours(Goal.objects.get(code="a")) == [None, "c"]
    assert neighbours(Indicator.objects.get(code="a2")) == ["a1", "c1"]


def test_what_stands_in_another_strategy_is_no_neighbour():
    goal = factories.make_goal(number=1)
    factories.make_goal(number=2)
    assert neighbours(goal) == [None, None]


def test_a_neighbour_has_its_translated_name():
    strategy = make_rows()
    Translation.objects.create(
        strategy=strategy, language="en", what="goal.name", place="b", original="Mål b",
        text="Goal b",
    )  # fmt: skip
    after = read(Goal.objects.get(code="a"), "en").after
    assert (after.name, after.name.language) == ("Goal b", "en")


def test_a_strategy_has_no_neighbours():
    found = read(make_rows())
    assert (found.before, found.after) == (None, None)


# Lighthouses


def make_lighthouse(area, *goals, code, **fields):
    lighthouse = Lighthouse.objects.create(focus_area=area, code=code, name=code, **fields)
    for goal in goals:
        LighthouseGoal.objects.create(lighthouse=lighthouse, goal=goal)
    return lighthouse


def make_goals():
    area = factories.make_focus_area()
    return area, [factories.make_goal(focus_area=area, number=n, code=f"g{n}") for n in (1, 2)]


def test_a_goal_has_the_lighthouses_that_work_for_it():
    area, (first, second) = make_goals()
    make_lighthouse(area, first, second, code="both", start_year=2020)
    make_lighthouse(area, second, code="other", start_year=2019)
    make_lighthouse(area, code="none")
    (goal,) = read(first).goals
    assert [each.code for each in goal.lighthouses] == ["both"]
    assert [code for code, _name in goal.lighthouses[0].goals] == ["g1", "g2"]


def test_on_the_page_of_the_strategy_goals_have_them_too():
    area, (first, second) = make_goals()
    make_lighthouse(area, second, code="later", start_year=2021)
    make_lighthouse(area, second, code="earlier", start_year=2019)
    make_lighthouse(area, first, code="unknown")
    overview = read(area.strategy)
    assert [each.code for each in overview.areas[0].lighthouses] == ["earlier", "later", "unknown"]
    assert [[each.code for each in goal.lighthouses] for goal in overview.goals] == [
        ["unknown"],
        ["earlier", "later"],
    ]


@pytest.mark.parametrize("what", ["lighthouse", "link"])
def test_a_withdrawn_lighthouse_or_link_is_not_read(what):
    area, (first, _second) = make_goals()
    lighthouse = make_lighthouse(area, first, code="l")
    row = {"lighthouse": lighthouse, "link": lighthouse.goal_links.get()}[what]
    row.withdraw(reason="Slut", on=factories.today())
    assert read(first).goals[0].lighthouses == ()
