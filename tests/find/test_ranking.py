"""Search: codes, the insides of words, and what may have been meant."""

import html

import pytest

from strategy.models import Lighthouse
from strategy.overview.search import LONGEST
from strategy.overview.search.asking import edits
from tests import factories
from tests.find.asked import ask, titles

pytestmark = pytest.mark.django_db


def make_goals(*names, language="sv"):
    partnership = factories.make_partnership(language=language)
    strategy = factories.make_strategy(partnership=partnership)
    return [factories.make_goal(strategy=strategy, name=name) for name in names]


@pytest.mark.parametrize("question", ["n08", "N08", " n08 "])
def test_a_code_finds_its_own_thing_first(question):
    (goal,) = make_goals("N08 N08 n08")
    factories.make_indicator(goal=goal, code="n08", name="Sysselsättning")
    assert titles(question) == ["Sysselsättning", "N08 N08 n08"]


def test_every_thing_with_a_code_is_found_by_it():
    goal = factories.make_goal(code="eg1", name="Mål")
    area = factories.make_focus_area(strategy=goal.strategy, code="a1", name="Område")
    Lighthouse.objects.create(focus_area=area, code="l1", name="Fyrtorn")
    found = {code: titles(code) for code in ("eg1", "a1", "l1", "eg")}
    assert found == {"eg1": ["Mål"], "a1": ["Område"], "l1": ["Fyrtorn"], "eg": []}


def test_what_is_found_inside_longer_words_comes_last():
    goal = factories.make_goal(
        strategy=factories.make_strategy(partnership=factories.make_partnership(language="en")),
        name="Greenhouse gases",
    )
    factories.make_goal(strategy=goal.strategy, name="Other", rationale="More houses")
    assert titles("houses") == ["Other", "Greenhouse gases"]


@pytest.mark.parametrize(("question", "found"), [("bär", []), ("bära", ["Förbättra och utbära"])])
def test_only_four_letters_or_more_are_found_inside_words(question, found):
    make_goals("Förbättra och utbära")
    assert titles(question) == found


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("vaten", ("vatten",)),
        ("skok", ("skog",)),
        ("vattvm", ("vatten",)),  # two letters of six
        ("skxk", ()),  # two letters of four
        ("vitmyn", ()),
        ("12345", ()),
    ],
)
def test_only_what_is_nearly_the_same_word_is_suggested(question, suggested):
    make_goals("Rent vatten", "Levande skog", "Plan 12346")
    assert ask(question).suggestions == suggested


@pytest.mark.parametrize(
    ("word", "other", "number"),
    [("", "", 0), ("a", "", 1), ("skog", "skog", 0), ("skog", "sko", 1), ("sitta", "kittat", 2)],
)
def test_edits_are_the_letters_that_differ(word, other, number):
    assert edits(word, other) == edits(other, word) == number


def test_a_question_that_is_too_long_is_repeated_in_part_only(client):
    page = html.unescape(client.get(f"/en/search/?q={'x' * 5000}").content.decode())
    heading, form = page.partition("</title>")[0], page.partition('id="question"')[2]
    for part in (heading, form.partition(">")[0]):
        assert "x" * LONGEST in part
        assert "x" * (LONGEST + 1) not in part
