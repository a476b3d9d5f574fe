"""Analyses are found by the words that readers meet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import GoalAnalysis
from strategy import overview
from strategy.models import Goal
from tests import factories
from tests.editions.build import make_edition, make_follow_up

pytestmark = pytest.mark.django_db

TEXT = (
    "Ohälsan är **klart lägre**[^n] än [förut](https://www.scb.se/): {{ i1-rus-25:2022 }}."
    "\n\n[^n]: x"
)


def excerpts(question):
    """What is shown of the analyses of goals that are found."""
    return [
        "".join(part.text for part in hit.excerpt)
        for hit in overview.search(question, language="sv", kind="analysis").hits
        if "".join(part.text for part in hit.title).startswith("Mål")
    ]


def write(text, **fields):
    GoalAnalysis.objects.update(text=text, **fields)


def test_what_an_edition_prints_is_found_and_shown_without_marks():
    follow_up = make_follow_up()
    write(TEXT)
    make_edition(follow_up)
    shown = ["Ohälsan är klart lägre än förut: 12,5 % (2022)."]
    assert excerpts("klart lägre") == shown
    assert len(excerpts("12,5")) == 1
    for mark in ("https", "i1-rus-25:2022"):
        assert excerpts(mark) == []


def test_without_an_edition_the_words_are_those_written():
    make_follow_up()
    write(f"{TEXT}\n\nSe {{{{ figure d1 }}}}.\n\n{{{{ figure d1 }}}}")
    assert excerpts("klart") == ["Ohälsan är klart lägre än förut: …. Se …."]
    for mark in ("https", "i1-rus-25", "d1"):
        assert excerpts(mark) == []


@pytest.mark.parametrize("state", ["to_do", "draft", "ready", "approved"])
def test_what_is_being_corrected_is_found_as_it_was_published(state):
    follow_up = make_follow_up()
    write("Som den var")
    make_edition(follow_up)
    write("Som den blir", state=state)
    assert excerpts("den var") == ["Som den var"]
    assert excerpts("den blir") == []


def test_of_several_editions_the_newest_counts():
    follow_up = make_follow_up()
    write("Som den var")
    make_edition(follow_up)
    write("Som den blev")
    make_edition(follow_up)
    assert excerpts("den") == ["Som den blev"]


@pytest.mark.parametrize("state", ["to_do", "draft", "ready", "approved"])
def test_without_an_edition_what_is_not_published_is_not_found(state):
    make_follow_up()
    write("Som den blir", state=state)
    assert excerpts("den blir") == []


@pytest.mark.parametrize("withdrawn", [GoalAnalysis, Goal])
def test_what_was_withdrawn_is_not_found_though_an_edition_has_it(withdrawn):
    follow_up = make_follow_up()
    write("Som den var")
    make_edition(follow_up)
    withdrawn.objects.get().withdraw(reason="Fel", on=factories.today())
    assert excerpts("den var") == []


def test_reading_what_is_searched_needs_six_queries_however_many_editions_there_are():
    for number in range(3):
        follow_up = make_follow_up(code=f"s{number}")
        make_edition(follow_up)
        make_edition(follow_up)
        with CaptureQueriesContext(connection) as queries:
            overview.search("ord", language="sv")
        assert len(queries) == 7  # one of them for the version
