"""Search: what is found, in which order, and how it is shown."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from indicators.models import Group, Source
from strategy.models import Action, Goal, Lighthouse, OverallObjective, Strategy, Vision
from strategy.overview.search import LONGEST, Kind, Problem
from strategy.overview.search.places import read_places
from tests import factories
from tests.find.asked import ask, marked, titles
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db


def make_goals(*names, language="sv"):
    partnership = factories.make_partnership(language=language)
    strategy = factories.make_strategy(partnership=partnership)
    return [factories.make_goal(strategy=strategy, name=name) for name in names]


# What is found


@pytest.mark.parametrize(
    ("language", "question", "name"),
    [
        ("sv", "kvinnorna", "Fler kvinnor"),
        ("sv", "kvinna", "Kvinnornas villkor"),
        ("sv", "hälsan", "God hälsa"),
        ("sv", "hälsa", "Bättre folkhälsa"),
        ("sv", "hälsan", "Bättre folkhälsa"),
        ("sv", "folk", "Bättre folkhälsa"),
        ("sv", "HÄLSA", "God hälsa"),
        ("sv", "ha\N{COMBINING DIAERESIS}lsa", "God hälsa"),
        ("sv", "halsa", "God hälsa"),
        ("sv", "12,5", "Under 12,5 procent"),
        ("sv", "procent 12", "Under 12,5 procent"),
        ("nb", "bedrift", "Flere bedriftene"),
        ("nb", "bedriftene", "Ny bedriftsutvikling"),
        ("nb", "Østfold", "Vekst i Østfold"),
        ("nb", "ostfold", "Vekst i Østfold"),
        ("nb", "östfold", "Vekst i Østfold"),
        ("nb", "naering", "Sterk næring"),
        ("nb", "alesund", "Vekst i Ålesund"),
        ("en", "employment", "More people employed"),
        ("en", "businesses", "A new business"),
        ("ar", "التعليم", "التعليم للجميع"),
        ("se", "dálá", "Buoret dálá"),
    ],
)
def test_a_word_is_found_in_its_forms_and_inside_longer_words(language, question, name):
    make_goals(name, "Zzz", language=language)
    assert titles(question) == [name]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("hälsa norr", "God hälsa"),  # all words are wanted
        ("är", "Lärare"),  # two letters are found at the beginning of a word only
        ("a", "Alla barn"),  # one letter only as a word
        ('"god folk"', "God och folk"),
        ('"kvinnorna"', "Fler kvinnor"),  # as it is written
    ],
)
def test_what_does_not_fit_is_not_found(question, name):
    make_goals(name)
    assert titles(question) == []


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ('"unga vuxna"', "Fler unga vuxna i arbete"),
        ('"Unga vuxna" arbete', "Fler unga vuxna i arbete"),
        ('"norr och soder"', "Norr och Söder"),
        ("«folk, hälsa»", "Folk – hälsa"),
    ],
)
def test_a_phrase_is_found_in_its_order(question, name):
    make_goals(name, "Vuxna unga i arbete, söder och norr, hälsa för folk")
    assert titles(question) == [name]


def test_every_kind_of_thing_is_found():
    make_whole_strategy(marker="Blåbär")
    found = {each.code: each.number for each in ask("blåbär").kinds}
    both = {"analysis": 2}  # the text about the goal, and that about the indicator
    assert found == {kind.value: 1 for kind in Kind} | both


def test_every_text_of_a_strategy_is_searched():
    strategy = factories.make_strategy(
        title="Tretton", short_title="Fjorton", introduction="Femton", scope_note="Sexton"
    )
    Vision.objects.create(strategy=strategy, statement="Sjutton", perspectives="Arton")
    OverallObjective.objects.create(strategy=strategy, order=1, statement="Nitton")
    area = factories.make_focus_area(strategy=strategy, name="Tjugo", description="Trettio")
    goal = factories.make_goal(
        focus_area=area, name="Fyrtio", statement="Femtio", rationale="Sextio", definition="Sjuttio"
    )
    Action.objects.create(goal=goal, order=1, lead_in="Åttio", text="Nittio")
    Lighthouse.objects.create(focus_area=area, code="l", name="Hundra", description="Tusen")
    indicator = factories.make_indicator(goal=goal, name="Ett", wording="Två", definition="Tre")
    source = factories.make_source(name="Fyra", publisher="Fem")
    factories.make_citation(indicator=indicator, source=source, as_printed="Sex")
    group = factories.make_group(name="Sju")
    factories.make_series(indicator=indicator, name="Åtta", group=group)
    words = (
        "tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio "
        "sjuttio åttio nittio hundra tusen ett två tre fyra fem sex sju åtta"
    )
    assert {word: ask(word).number > 0 for word in words.split()} == dict.fromkeys(
        words.split(), True
    )


def test_the_name_of_a_source_stands_once_however_many_series_have_it():
    indicator = factories.make_indicator(name="Ohälsa")
    source = factories.make_source(name="Centralbyrån")
    for _number in range(3):
        factories.make_series(indicator=indicator, source=source)
    (hit,) = ask("centralbyrån").hits
    assert marked(hit.excerpt) == "[Centralbyrån]"
    assert Source.objects.count() == 1
    assert Group.objects.count() == 0


# In other languages


def test_a_translation_is_found_and_shown_to_its_readers():
    (goal,) = make_goals("God hälsa")
    factories.make_translation(
        strategy=goal.strategy, what="goal.name", place=goal.code, text="Good health"
    )
    for question in ("health", "hälsa"):
        (hit,) = ask(question, language="en").hits
        assert (marked(hit.title).replace("[", "").replace("]", ""), hit.title_language) == (
            "Good health",
            "en",
        )
    (hit,) = ask("health", language="nb").hits
    assert (marked(hit.title), hit.title_language) == ("God hälsa", "sv")
    assert (marked(hit.excerpt), hit.excerpt_language) == ("Good [health]", "en")


def test_a_translation_of_other_words_than_those_of_today_is_not_found():
    (goal,) = make_goals("God hälsa")
    factories.make_translation(
        strategy=goal.strategy, what="goal.name", place=goal.code, text="Good health"
    )
    goal.name = "Bättre hälsa"
    goal.save()
    assert titles("health") == []


# What is not public


def test_a_draft_is_never_found():
    make_whole_strategy(status="draft", marker="Hemlighet")
    assert ask("hemlighet").problem == Problem.NOT_FOUND
    assert ask("hemligheten").suggestions == ()


@pytest.mark.parametrize("model", [Strategy, Goal])
def test_what_was_withdrawn_is_gone_from_the_search_at_once(model):
    make_whole_strategy(marker="Blåbär")
    assert ask("blåbär").number
    row = model.objects.get()
    row.withdraw(reason="Fel", on=factories.today())
    assert [hit for hit in ask("blåbär").hits if hit.kind == row._meta.model_name] == []
    if model is Strategy:
        assert ask("blåbär").problem == Problem.NOT_FOUND


def test_what_is_changed_is_found_as_it_is_now():
    (goal,) = make_goals("Före")
    assert titles("före") == ["Före"]
    goal.name = "Efter"
    goal.save()
    assert titles("före") == []
    assert titles("efter") == ["Efter"]


# Which comes first


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("hälsa", {"name": "Hälsa"}, {"name": "Annat", "statement": "Om hälsa"}),
        ("skog", {"name": "A", "statement": "Om skog"}, {"name": "B", "rationale": "Skog"}),
        ("hälsa", {"name": "Hälsa"}, {"name": "Hälsan"}),
        ("hälsa", {"name": "Hälsan"}, {"name": "Hälsovård"}),
        ("hälsan", {"name": "Hälsa"}, {"name": "Hälsning"}),
        ("hälsa", {"name": "Hälsans"}, {"name": "Folkhälsa"}),
        ("hälsa", {"name": "Folkhälsa"}, {"name": "Om halsa"}),  # its own letters first
        ("halsa", {"name": "Om halsa"}, {"name": "Hälsa"}),
        ("öster", {"name": "Koster", "statement": "Öster"}, {"name": "Oster"}),
        ("god hälsa", {"name": "God hälsa"}, {"name": "God folkhälsa"}),
    ],
)
def test_the_better_hit_comes_first(question, first, second):
    strategy = factories.make_strategy()
    factories.make_goal(strategy=strategy, **second)
    factories.make_goal(strategy=strategy, **first)
    assert titles(question)[0] == first["name"]


# How it is shown


def test_what_was_found_is_marked_in_title_and_excerpt():
    factories.make_indicator(
        name="Ohälsa bland kvinnor", wording="Kvinnornas ohälsa ska minska. Mäns också."
    )
    (hit,) = ask("kvinnorna ohälsa").hits
    assert marked(hit.title) == "[Ohälsa] bland [kvinnor]"
    assert marked(hit.excerpt) == "[Kvinnornas] [ohälsa] ska minska. Mäns också."


def test_a_phrase_is_marked_as_a_whole():
    make_goals("Fler unga vuxna i arbete")
    (hit,) = ask('"unga vuxna"').hits
    assert marked(hit.title) == "Fler [unga vuxna] i arbete"


def test_the_excerpt_is_the_part_of_a_long_text_with_most_of_the_words():
    text = f"Älvar. {'utfyllnad ' * 100}Här möts älvar och skogar. {'utfyllnad ' * 100}Skogar."
    factories.make_goal(name="Natur", statement=text)
    (hit,) = ask("älvar skogar").hits
    shown = marked(hit.excerpt)
    assert "Här möts [älvar] och [skogar]." in shown
    assert shown.startswith("… utfyllnad")
    assert shown.endswith("utfyllnad …")
    assert len(shown) < 300


def test_no_excerpt_where_all_stands_in_the_title():
    make_goals("God hälsa")
    (hit,) = ask("hälsa").hits
    assert hit.excerpt == ()


def test_every_hit_of_an_action_is_shown_under_its_goal():
    (goal,) = make_goals("God hälsa")
    Action.objects.create(goal=goal, order=1, text="Vi bygger gångvägar")
    (hit,) = ask("gångväg").hits
    assert (hit.kind, marked(hit.title), marked(hit.excerpt)) == (
        Kind.ACTION,
        "God hälsa",
        "Vi bygger [gångvägar]",
    )


# Fewer hits, pages


def test_hits_can_be_limited_to_a_kind_and_a_partnership():
    first, second = make_goals("Vatten 1"), make_goals("Vatten 2")
    factories.make_indicator(goal=first[0], name="Vatten 3")
    code = first[0].strategy.partnership.code
    found = ask("vatten")
    assert {each.code: each.number for each in found.kinds} == {"goal": 2, "indicator": 1}
    assert [each.number for each in found.partnerships] == [2, 1]
    assert titles("vatten", kind="indicator") == ["Vatten 3"]
    assert titles("vatten", partnership=code, kind="goal") == ["Vatten 1"]
    narrowed = ask("vatten", kind="goal")
    assert [(each.code, each.number) for each in narrowed.kinds if each.is_chosen] == [("goal", 2)]
    assert [each.number for each in narrowed.partnerships] == [1, 1]
    assert second


@pytest.mark.parametrize("chosen", [{"kind": "x"}, {"partnership": "å" * 5000}, {"kind": "\x00"}])
def test_an_unknown_filter_finds_nothing_and_says_so(chosen):
    make_goals("Vatten")
    found = ask("vatten", **chosen)
    assert (found.problem, found.hits, found.number) == (Problem.NOT_IN_FILTER, (), 0)


def test_twenty_hits_stand_on_a_page():
    make_goals(*(f"Vatten {number:03}" for number in range(45)))
    pages = [titles("vatten", page=str(page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len(set().union(*pages)) == 45
    assert titles("vatten", page="٢") == pages[1]
    found = ask("vatten", page="2")
    assert (found.number, found.page, found.pages, found.first) == (45, 2, 3, 21)
    assert (found.before, found.after) == (1, 3)


@pytest.mark.parametrize("page", ["0", "4", "-1", "x", "", "1.5", "9" * 5000, "\x00", "²"])
def test_a_page_that_is_not_there_is_empty_and_says_so(page):
    make_goals(*(f"Vatten {number:03}" for number in range(45)))
    found = ask("vatten", page=page)
    assert (found.problem, found.hits) == (Problem.NO_SUCH_PAGE, ())


# Help


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("", Problem.NOTHING_ASKED),
        ("   ", Problem.NOTHING_ASKED),
        ("%", Problem.NO_WORDS),
        ("\x00", Problem.NO_WORDS),
        ("😀 🎉", Problem.NO_WORDS),
        ("(.*)+$", Problem.NO_WORDS),
        ("a" * (LONGEST + 1), Problem.TOO_LONG),
        ("ord " * 10_000, Problem.TOO_LONG),
        (" ".join(f"ord{n}" for n in range(13)), Problem.TOO_LONG),
        ("' OR 1=1 --", Problem.NOT_FOUND),
        ("\u202egnirts", Problem.NOT_FOUND),
        ("شيء", Problem.NOT_FOUND),
        ("vatten skog", Problem.NOT_TOGETHER),
    ],
)
def test_where_nothing_is_found_it_is_said_why(question, problem):
    make_goals("Rent vatten", "Levande skog")
    found = ask(question)
    assert (found.problem, found.hits) == (problem, ())


@pytest.mark.parametrize(
    ("question", "suggestion"),
    [
        ("sysselsätning", "sysselsättning"),
        ("sysselsatning", "sysselsättning"),
        ("kompatens vatten", "kompetens vatten"),
        ('kompatens "rent vatten"', '"rent vatten" kompetens'),
        ("kompatens xyzzyx", "kompetens"),
        ('"vatten rent"', "vatten rent"),
    ],
)
def test_a_misspelt_word_leads_to_the_nearest(question, suggestion):
    make_goals("Sysselsättning", "Kompetens för rent vatten")
    assert ask(question).suggestions[0] == suggestion
    assert ask(suggestion).number


def test_words_that_stand_apart_are_offered_one_by_one():
    make_goals("Rent vatten", "Levande skog", "Mer skog")
    assert ask("vatten skog").alone == (("vatten", 1), ("skog", 2))


# Queries


def test_the_first_search_after_a_change_needs_seven_queries_and_the_next_one():
    for number in range(3):
        make_whole_strategy(code=f"s{number}", indicators=3, marker="Blåbär")
    with CaptureQueriesContext(connection) as queries:
        ask("blåbär")
    assert len(queries) == 7  # one of them for the version
    with CaptureQueriesContext(connection) as queries:
        ask("något annat")
    assert len(queries) == 1


class AnyQuestion(TestCase):
    """Hypothesis asks many things of one database."""

    @classmethod
    def setUpTestData(cls):
        make_whole_strategy(marker="Blåbär och kvinnor, 12,5 procent i Østfold")

    @settings(max_examples=100)
    @given(
        question=st.text(max_size=220),
        kind=st.sampled_from(["", "goal", "x"]),
        page=st.text(max_size=3),
    )
    def test_any_question_has_hits_or_a_reason_why_not(self, question, kind, page):
        found = ask(question, kind=kind, page=page)
        assert bool(found.hits) != bool(found.problem)

    @settings(max_examples=100)
    @given(
        words=st.lists(
            st.sampled_from(["blåbär", "bär", "kvinna", '"12,5 procent"', "ostfold", "i", "och"]),
            min_size=1,
            max_size=6,
        )
    )
    def test_every_hit_marks_every_word_that_it_shows(self, words):
        for hit in ask(" ".join(words)).hits:
            shown = [part.text for part in (*hit.title, *hit.excerpt) if part.is_found]
            assert shown
            assert all(shown)


# While others write and ask


def test_many_who_ask_at_once_wait_for_one_reading(monkeypatch):
    all_are_there = Barrier(4)
    readings = []

    def read_slowly():
        readings.append(1)
        sleep(0.05)
        return []

    def ask_for_it(_number):
        all_are_there.wait(timeout=10)
        return search.index_of("a version of its own")

    search = import_module("strategy.overview.search")
    monkeypatch.setattr(search, "read_places", read_slowly)
    with ThreadPoolExecutor(4) as askers:
        found = list(askers.map(ask_for_it, range(4)))
    search.made.cache_clear()
    assert (len(set(map(id, found))), len(readings)) == (1, 1)


def publish_strategy(follow_up):
    factories.make_goal(strategy=factories.make_strategy(), name="Alldeles nytt")


def publish_goal(follow_up):
    goal = factories.make_goal(strategy=follow_up.strategy, name="Alldeles nytt")
    factories.make_analysis(follow_up=follow_up, goal=goal, text="Nyss skriven", state="published")


@pytest.mark.parametrize(
    ("publish", "before"), [(publish_strategy, "strategy_goal"), (publish_goal, "goalanalysis")]
)
def test_what_is_published_between_two_queries_is_found_the_next_time(publish, before):
    follow_up = factories.make_follow_up()
    factories.make_goal(strategy=follow_up.strategy, name="Gammalt mål")
    waiting = [publish]

    def write_first(execute, sql, *args):
        if before in sql and sql.startswith("SELECT") and waiting:
            waiting.pop()(follow_up)
        return execute(sql, *args)

    with connection.execute_wrapper(write_first):
        names = {each.names[0].text for each in read_places()}
    assert not waiting
    assert "Gammalt mål" in names
    assert "Alldeles nytt" not in names
    assert "Alldeles nytt" in {each.names[0].text for each in read_places()}


def test_one_chooses_among_the_partnerships_with_most_hits():
    strategies = [factories.make_strategy(title="Plan för vatten") for _number in range(25)]
    codes = [each.partnership.code for each in strategies]
    found = ask("vatten")
    assert len(found.partnerships) == 20
    hidden = (set(codes) - {each.code for each in found.partnerships}).pop()
    chosen = ask("vatten", partnership=hidden)
    assert [each.code for each in chosen.partnerships if each.is_chosen] == [hidden]
