"""A follow-up is opened with all its parts, once; later it is brought in step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.records import Change
from indicators.models import (
    Assessment,
    Figure,
    FigureSeries,
    FollowUp,
    Footnote,
    GoalAnalysis,
)
from indicators.models.opening import bring_in_step, previous
from tests import factories
from tests.admin.pages import signed_in
from tests.workbench_pages import build

pytestmark = pytest.mark.django_db
PAGE = "open-follow-up"


@pytest.fixture
def strategy():
    strategy = factories.make_strategy()
    goal = factories.make_goal(strategy=strategy, code="g1")
    for code in ("n01", "n02"):
        factories.make_indicator(goal=goal, code=code)
    return strategy


@pytest.fixture
def client(strategy):
    return signed_in(factories.make_user(partnership=strategy.partnership))


def form(strategy, **changes):
    values = {
        "strategy": strategy.pk,
        "code": "2024",
        "title": "Uppföljning 2024",
        "first_year": "2020",
        "last_year": "2024",
        "due_on": "2025-03-01",
        "prepared_by": "Sekretariatet",
    }
    return {**values, **changes}


def last_round(strategy, **fields):
    """A published follow-up with a text about g1 and a comment and arrow for n01."""
    earlier = factories.make_follow_up(strategy=strategy, **fields)
    goal = strategy.goals.get(code="g1")
    factories.make_analysis(follow_up=earlier, goal=goal, text="Det gick bra.", state="published")
    indicator = strategy.indicators.get(code="n01")
    factories.make_assessment(
        follow_up=earlier,
        indicator=indicator,
        arrow="positive",
        attainment="reached",
        comment="Mer än väntat.",
        state="published",
    )
    return earlier


def test_the_form_proposes_to_begin_with_the_last_words(client):
    page = client.get(reverse(PAGE)).content.decode()
    assert 'name="copies" id="id_copies"' in page.replace(
        ' aria-describedby="id_copies_helptext"', ""
    )
    assert "Judgements are not copied." in page


def test_opening_makes_a_text_for_each_goal_and_a_judgement_for_each_indicator(client, strategy):
    factories.make_goal(strategy=strategy, code="g2")
    response = client.post(reverse(PAGE), form(strategy))
    follow_up = FollowUp.objects.get()
    assert response.headers["Location"] == build.bench(follow_up)
    assert (follow_up.status, str(follow_up.due_on)) == ("open", "2025-03-01")
    assert sorted(follow_up.analyses.values_list("goal__code", "state")) == [
        ("g1", "to_do"),
        ("g2", "to_do"),
    ]
    assert sorted(follow_up.assessments.values_list("indicator__code", "state")) == [
        ("n01", "to_do"),
        ("n02", "to_do"),
    ]


def test_everything_that_is_opened_is_in_the_history_under_who_did_it(client, strategy):
    client.post(reverse(PAGE), form(strategy))
    for model, count in ((FollowUp, 1), (GoalAnalysis, 1), (Assessment, 2)):
        versions = model.history.all()
        assert [each.history_type for each in versions] == ["+"] * count
        assert {str(each.history_user_id) for each in versions} == {client.session["_auth_user_id"]}
        assert {each.history_partnership for each in versions} == {strategy.partnership_id}


def test_what_is_withdrawn_gets_no_part(client, strategy):
    strategy.indicators.get(code="n02").withdraw(reason="Utgick", on=factories.today())
    goal = factories.make_goal(strategy=strategy, code="g2")
    goal.focus_area.withdraw(reason="Utgick", on=factories.today())
    client.post(reverse(PAGE), form(strategy))
    assert GoalAnalysis.objects.get().goal.code == "g1"
    assert Assessment.objects.get().indicator.code == "n01"


def test_the_last_words_are_copied_as_marked_drafts_and_judgements_are_not(client, strategy):
    earlier = last_round(strategy)
    client.post(reverse(PAGE), form(strategy, copies="on"))
    follow_up = FollowUp.objects.get(code="2024")
    text = follow_up.analyses.get()
    assert (text.text, text.state, text.copied_from) == ("Det gick bra.", "draft", earlier)
    copied = follow_up.assessments.get(indicator__code="n01")
    assert (copied.comment, copied.state, copied.copied_from) == (
        "Mer än väntat.",
        "draft",
        earlier,
    )
    assert (copied.arrow, copied.attainment, copied.suggestion) == ("", "", None)
    blank = follow_up.assessments.get(indicator__code="n02")
    assert (blank.comment, blank.state, blank.copied_from) == ("", "to_do", None)


def test_diagrams_and_footnotes_of_copied_texts_come_along(client, strategy):
    earlier = last_round(strategy)
    goal, series = (
        strategy.goals.get(),
        factories.make_series(indicator=strategy.indicators.first()),
    )
    figure = Figure.objects.create(
        follow_up=earlier, goal=goal, code="d1", kind="chart", caption="Tio år"
    )
    FigureSeries.objects.create(figure=figure, series=series)
    Footnote.objects.create(follow_up=earlier, order=1, mark="a", text="Preliminärt.")
    client.post(reverse(PAGE), form(strategy, copies="on"))
    follow_up = FollowUp.objects.get(code="2024")
    copied = follow_up.figures.get()
    assert (copied.code, copied.caption, copied.version) == ("d1", "Tio år", 1)
    assert copied.lines.get().series == series
    assert follow_up.footnotes.get().text == "Preliminärt."
    assert copied.history.get().history_type == "+"
    assert earlier.figures.get() == figure


def test_without_the_tick_nothing_is_copied(client, strategy):
    last_round(strategy)
    client.post(reverse(PAGE), form(strategy))
    follow_up = FollowUp.objects.get(code="2024")
    assert follow_up.analyses.get().text == ""
    assert not follow_up.assessments.exclude(comment="").exists()


@pytest.mark.parametrize(
    ("code", "first", "last", "is_before"),
    [
        ("forra", 2019, 2023, True),
        ("samma-ar", 2019, 2024, True),
        ("senare", 2021, 2025, False),
    ],
)
def test_the_last_round_is_the_newest_before_this_one(strategy, code, first, last, is_before):
    factories.make_follow_up(strategy=strategy, code="aldre", first_year=2010, last_year=2014)
    other = factories.make_follow_up(strategy=strategy, code=code, first_year=first, last_year=last)
    own = build.make_round(strategy=strategy)
    assert (previous(own) == other) == is_before


def test_a_withdrawn_round_is_no_last_round(strategy):
    earlier = factories.make_follow_up(strategy=strategy)
    earlier.withdraw(reason="Fel", on=factories.today())
    assert previous(build.make_round(strategy=strategy)) is None


def test_pressing_twice_opens_one(client, strategy):
    first = client.post(reverse(PAGE), form(strategy))
    second = client.post(reverse(PAGE), form(strategy), follow=True)
    assert second.redirect_chain == [(first.headers["Location"], 302)]
    assert "It had been opened already." in second.content.decode()
    assert FollowUp.objects.count() == 1
    assert (GoalAnalysis.objects.count(), Assessment.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "En annan"}, "The strategy already has a follow-up with this code."),
        ({"code": "2025", "last_year": "2019"}, "The last year lies before the first."),
        ({"code": "Å 1"}, "Use lower-case letters"),
        ({"code": "2025", "title": ""}, "This field is required."),
    ],
)
def test_what_can_not_be_opened_is_said_and_nothing_is_made(client, strategy, changes, sentence):
    client.post(reverse(PAGE), form(strategy))
    page = client.post(reverse(PAGE), form(strategy, **changes))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert FollowUp.objects.count() == 1


def test_a_follow_up_is_opened_only_where_one_may_add(strategy):
    other = factories.make_strategy(code="annan")
    stranger = signed_in(factories.make_user(partnership=other.partnership))
    page = stranger.post(reverse(PAGE), form(strategy))
    assert page.status_code == 200
    assert "Select a valid choice." in page.content.decode()
    reader = signed_in(factories.make_user(partnership=strategy.partnership, role="reader"))
    assert reader.post(reverse(PAGE), form(strategy)).status_code == 403
    assert not FollowUp.objects.exists()


def test_bringing_in_step_adds_what_came_later_and_touches_nothing(client, strategy):
    follow_up = build.make_round(strategy=strategy)
    before = list(follow_up.assessments.order_by("pk").values())
    goal = factories.make_goal(strategy=strategy, code="g2")
    factories.make_indicator(goal=goal, code="n03")
    page = client.get(build.bench(follow_up)).content.decode()
    assert "The strategy has 2 goals or indicators" in page
    response = client.post(reverse("workbench-in-step", args=[follow_up.pk]), follow=True)
    assert "Opened: 1 text and 1 judgement to write." in response.content.decode()
    assert list(follow_up.assessments.order_by("pk").values())[:2] == before
    assert follow_up.analyses.filter(goal=goal).exists()
    again = client.post(reverse("workbench-in-step", args=[follow_up.pk]), follow=True)
    assert "It has everything that the strategy has." in again.content.decode()


def test_a_part_that_was_withdrawn_is_not_made_anew(strategy):
    follow_up = build.make_round(strategy=strategy)
    follow_up.analyses.get().withdraw(reason="Behövs inte", on=factories.today())
    assert sum(bring_in_step(follow_up, change=Change())) == 0


def test_opening_asks_no_more_with_more_indicators(strategy):
    def queries(follow_up):
        with CaptureQueriesContext(connection) as found:
            bring_in_step(follow_up, change=Change(), earlier=earlier)
        return len(found)

    earlier = last_round(strategy)
    few = queries(factories.make_follow_up(strategy=strategy, code="a", status="open"))
    goal = strategy.goals.get()
    for number in range(60):
        factories.make_indicator(goal=goal, code=f"m{number}")
    many = factories.make_follow_up(strategy=strategy, code="b", status="open")
    assert queries(many) <= few + 2  # SQLite takes a statement in pieces
    assert many.assessments.count() == 62
