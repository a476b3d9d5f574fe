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
    """What is shown of the analyses that are found."""
    return [
        hit.excerpt
        for hits in overview.search(question)
        for hit in hits.shown
        if hit.page == "follow-up"
    ]


def write(text, **fields):
    GoalAnalysis.objects.update(text=text, **fields)


def test_what_an_edition_prints_is_found_and_shown_without_marks():
    follow_up = make_follow_up()
    write(TEXT)
    make_edition(follow_up)
    shown = ["Ohälsan är klart lägre än förut: 12,5 % (2022)."]
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in excerpts("klart lägre")] == shown
    assert len(excerpts("12,5")) == 1
    for mark in ("**klart", "https", "i1-rus-25:2022", "[^n]"):
        assert excerpts(mark) == []


def test_without_an_edition_the_words_are_those_written():
    make_follow_up()
    write(f"{TEXT}\n\nSe {{{{ figure d1 }}}}.\n\n{{{{ figure d1 }}}}")
    assert excerpts("klart") == ["Ohälsan är klart lägre än förut: …. Se …."]
    for mark in ("**klart", "https", "i1-rus-25", "d1", "[^n]"):
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


def test_searching_needs_seven_queries_however_many_editions_there_are():
    for number in range(3):
        follow_up = make_follow_up(code=f"s{number}")
        make_edition(follow_up)
        make_edition(follow_up)
        with CaptureQueriesContext(connection) as queries:
            overview.search("ord")
        assert len(queries) == 7
