"""What stands under a withdrawn goal is not in an edition and leaves no holes in it."""

import pytest

from indicators.models import Figure, FigureSeries, FollowUp
from strategy.models import FocusArea, Goal
from strategy.overview.edition import content
from strategy.overview.edition.texts import Writing
from tests import factories
from tests.publishing.making import make_round

pytestmark = pytest.mark.django_db


def make_two_goals():
    """A round whose goal is the second; the first has a diagram and a text with a footnote."""
    made = make_round()
    strategy = made.follow_up.strategy
    area = factories.make_focus_area(strategy=strategy, number=1, code="forst")
    first = factories.make_goal(focus_area=area, number=1, code="bort")
    indicator = factories.make_indicator(goal=first, code="borta")
    series = factories.make_series(indicator=indicator)
    factories.make_analysis(
        follow_up=made.follow_up, goal=first, text="Bort[^a]\n\n[^a]: Not", state="draft"
    )
    factories.make_assessment(follow_up=made.follow_up, indicator=indicator, state="draft")
    for code, goal, line in (("d1", first, series), ("d2", made.goal, made.series)):
        figure = Figure.objects.create(
            follow_up=made.follow_up, goal=goal, code=code, kind="chart", caption="Ohälsa"
        )
        FigureSeries.objects.create(figure=figure, series=line)
    return made


def labels(made):
    found = content(
        FollowUp.objects.get(pk=made.follow_up.pk), as_of=factories.today(), show_makers=False
    )
    goals = [goal for area in found["areas"] for goal in area["goals"]]
    return [figure["label"] for goal in goals for figure in goal["figures"]]


def writing(made):
    return Writing.of(made.follow_up, made.follow_up.strategy, "sv")


def test_diagrams_are_numbered_through():
    made = make_two_goals()
    assert labels(made) == ["Diagram 1", "Diagram 2"]


@pytest.mark.parametrize(("level", "code"), [(Goal, "bort"), (FocusArea, "forst")])
def test_a_diagram_of_what_was_withdrawn_is_not_counted(level, code):
    made = make_two_goals()
    level.objects.get(code=code).withdraw(reason="Fel", on=factories.today())
    assert labels(made) == ["Diagram 1"]


@pytest.mark.parametrize(("level", "code"), [(Goal, "bort"), (FocusArea, "forst")])
def test_what_was_written_of_what_was_withdrawn_is_left_out(level, code):
    made = make_two_goals()
    assert set(writing(made).analyses) == {"bort", made.goal.code}
    level.objects.get(code=code).withdraw(reason="Fel", on=factories.today())
    assert set(writing(made).analyses) == {made.goal.code}
    assert set(writing(made).assessments) == {made.indicator.code}


def test_the_judgement_of_a_withdrawn_indicator_is_left_out():
    made = make_two_goals()
    made.indicator.withdraw(reason="Fel", on=factories.today())
    assert set(writing(made).assessments) == {"borta"}
