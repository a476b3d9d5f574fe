"""The page of the search: what it shows of hits, and what it says where there are none."""

import html
import re
import time
from urllib.parse import quote

import pytest
from django.utils.translation import override

from strategy.models import Action, Lighthouse
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

SECONDS = 2  # far more than any question takes, also on a busy machine


def page(client, question, language="en", **more):
    asked = "".join(f"&{name}={quote(str(value))}" for name, value in more.items())
    response = client.get(f"/{language}/search/?q={quote(question)}{asked}")
    assert response.status_code == 200
    return response.content.decode()


def test_words_are_marked_in_the_title_and_in_the_excerpt(client):
    factories.make_goal(name="God hälsa", statement="Hälsan tiger still")
    shown = page(client, "hälsa")
    assert 'lang="sv">God <mark>hälsa</mark></a>' in shown
    assert '<p class="excerpt" lang="sv"><mark>Hälsan</mark> tiger still</p>' in shown


def test_texts_with_markup_are_shown_as_text(client):
    factories.make_goal(name="<b>Fet</b> hälsa", statement="<script>hälsa</script>")
    shown = page(client, "hälsa")
    assert "&lt;b&gt;Fet&lt;/b&gt; <mark>hälsa</mark>" in shown
    assert "<script" not in shown


def test_a_question_with_markup_is_shown_as_text(client):
    shown = page(client, '"><script>alert(1)</script>')
    assert "<script" not in shown
    assert html.escape('"><script>alert(1)</script>') in shown


def test_every_kind_of_hit_leads_to_a_page_that_is_there(client):
    make_whole_strategy(marker="Blåbär")
    shown = page(client, "blåbär")
    hits = shown[
        shown.index('<ol class="hits"') : shown.index("</ol>", shown.index('class="hits"'))
    ]
    links = re.findall(r'href="([^"]+)"', hits)
    assert len(links) == 10
    for link in links:
        assert client.get(link.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("name", ["area", "lighthouse", "action"])
def test_a_part_of_a_page_is_led_to(client, name):
    goal = factories.make_goal(name="Mål")
    factories.make_focus_area(strategy=goal.strategy, code="b", name="Blåbär område")
    Lighthouse.objects.create(focus_area=goal.focus_area, code="b", name="Blåbär fyrtorn")
    Action.objects.create(goal=goal, order=1, text="Blåbär åtgärd")
    (link,) = re.findall(r'<h2><a href="([^"]+)"', page(client, "blåbär", kind=name))
    address, _hash, anchor = link.partition("#")
    assert anchor
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("%", "There are no letters or digits"),
        ("😀", "There are no letters or digits"),
        ("\x00", "There are no letters or digits"),
        ("ord" * 4000, "The question is too long"),
        ("finnsinte", "Nothing public contains “finnsinte”."),
        ("vatten skog", "in one place. Each word alone:"),
        ("vaten", "Did you mean:"),
    ],
)
def test_where_nothing_is_found_there_is_help_at_once(client, question, says):
    factories.make_goal(name="Rent vatten")
    factories.make_goal(name="Levande skog")
    started = time.monotonic()
    shown = page(client, question)
    assert time.monotonic() - started < SECONDS
    assert says in html.unescape(shown)
    assert "\x00" not in shown
    assert '<ol class="hits"' not in shown


@pytest.mark.parametrize(
    "asked",
    [
        "q=vatten&kind=x",
        "q=vatten&kind=%00",
        "q=vatten&partnership=%F0%9F%98%80",
        "q=vatten&page=0",
        "q=vatten&page=-1",
        "q=vatten&page=" + "9" * 3000,
        "q=vatten&page=%D9%A3",
        "q=%ff%fe",
        "q=%ed%a0%80",
        "q[]=vatten",
        "q=vatten&q=" + "%27" * 50,
    ],
)
def test_what_makes_no_sense_is_answered_all_the_same(client, asked):
    factories.make_goal(name="Rent vatten")
    response = client.get(f"/sv/search/?{asked}")
    assert response.status_code == 200
    assert '<ol class="hits"' not in response.content.decode()


def test_a_word_that_stands_alone_can_be_asked_for(client):
    factories.make_goal(name="Rent vatten")
    factories.make_goal(name="Levande skog")
    shown = page(client, "vatten skog", kind="goal")
    assert 'href="?q=vatten"' in shown
    assert 'href="?q=skog"' in shown


def test_filters_are_links_with_how_many_there_are(client):
    goal = factories.make_goal(name="Rent vatten")
    factories.make_indicator(goal=goal, name="Vatten")
    shown = page(client, "vatten", kind="goal", page=1)
    assert 'href="?q=vatten&amp;kind=indicator"' in shown
    assert '<a href="?q=vatten" aria-current="true">' in shown


def test_pages_keep_the_question(client):
    strategy = factories.make_strategy()
    for number in range(21):
        factories.make_goal(strategy=strategy, name=f"Vatten {number}")
    shown = page(client, "vatten", kind="goal")
    assert '<a rel="next" href="?q=vatten&amp;kind=goal&amp;page=2">' in shown
    last = page(client, "vatten", kind="goal", page=2)
    assert '<a rel="prev" href="?q=vatten&amp;kind=goal&amp;page=1">' in last
    assert '<ol class="hits" start="21">' in last


def test_kinds_are_named_in_the_language_of_the_reader(client):
    factories.make_goal(name="Rent vatten")
    with override("sv"):
        assert "vatten" in page(client, "vatten", language="sv")
    assert '<p class="quiet">Goal ·' in page(client, "vatten")


def test_a_page_of_hits_is_no_page_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in page(client, "vatten")
    assert "noindex" not in client.get("/robots.txt").content.decode()


def test_the_page_needs_eight_queries_at_most(client, django_assert_max_num_queries):
    for number in range(3):
        make_whole_strategy(code=f"s{number}", indicators=4, marker="Blåbär")
    with django_assert_max_num_queries(8):
        page(client, "blåbär")


def test_no_cookie_is_set(client):
    assert not client.get("/sv/search/?q=vatten").cookies
