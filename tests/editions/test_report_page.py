"""The report of a follow-up as a page: what it holds, in whose language, at which cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from indicators.models import Assessment, FollowUp, GoalAnalysis, Indicator, Observation
from strategy.models import Goal
from strategy.reports import words
from tests import factories
from tests.editions.build import LANGUAGES, address_of, make_edition, make_follow_up, page, read
from tests.reports.sample import empty_sample, sample

pytestmark = pytest.mark.django_db

# Keys of a content whose texts are no words for readers: codes, addresses of things, drawings
CODES = {
    *("aggregation", "code", "corner", "decimals", "direction", "goal", "href", "indicator"),
    *("kind", "flags", "language", "method", "missing", "number", "official", "period"),
    *("reason", "reasons", "role", "schema", "series", "state", "status", "strength"),
    *("access", "arrow", "attainment", "comparability", "comparator", "judgement", "as_of"),
    *("not_followed_reason", "suggestion", "svg", "value", "development", "target", "nb", "en"),
}


def follow_up_with(content):
    """A public follow-up with an edition of this content, and its address."""
    follow_up = factories.make_follow_up()
    make_edition(follow_up, found=content)
    return follow_up


def texts_in(value, key=""):
    """Every text of a content that is there to be read."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in CODES:
                yield from texts_in(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, key)
    elif isinstance(value, str) and value:
        yield key, " ".join(value.split())


# What it holds


def test_the_page_holds_everything_that_its_content_has_for_readers(client):
    text = read(client, f"{address_of(follow_up_with(sample()))}/", "sv")
    of_series = {"label_as_printed", "recipe", "table_reference", "age", "unit", "group", "name"}
    elsewhere = of_series | {"area_name", "date", "alt", "written", "as_printed", "unit_as_printed"}
    missing = [
        (key, each) for key, each in texts_in(sample()) if key not in elsewhere and each not in text
    ]
    assert missing == []


def test_everything_that_is_drawn_is_there_with_its_words_and_its_numbers(client):
    markup = page(client, f"{address_of(follow_up_with(sample()))}/", "sv")
    assert markup.count("<svg") == 1 + 1  # that of the site, and the one diagram that is drawn
    for label in ("Diagram 1", "Diagram 2", "Tabell 1"):
        assert markup.count(f"<figcaption><b>{label}:</b>") == 1
    assert '<th scope="col" class="number">2021</th>' in markup
    assert re.search(r'<td class="number">29,9 <small>\w+', markup)


def test_nothing_on_the_page_has_the_same_name_twice(client):
    follow_up = make_follow_up(indicators=3)
    markup = page(client, f"{address_of(follow_up)}/")
    names = re.findall(r'\sid="([^"]+)"', markup)
    assert len(names) == len(set(names))


def test_every_link_within_the_page_leads_somewhere(client):
    for follow_up in (make_follow_up(indicators=2), follow_up_with(sample())):
        markup = page(client, f"{address_of(follow_up)}/")
        names = set(re.findall(r'\sid="([^"]+)"', markup))
        assert set(re.findall(r'href="#([^"]+)"', markup)) <= names


def test_a_strategy_that_states_little_is_told_so(client):
    content = {**empty_sample(), "edition": sample()["edition"]}
    text = read(client, f"{address_of(follow_up_with(content))}/")
    for sentence in [
        "No vision is stated in what the registry has of the document.",
        "Applies until Not stated in what the registry has of the document.",
        "Overall objectives Not stated in what the registry has of the document.",
        "No focus area has been entered yet.",
        "Prepared by not stated",
        "No indicator is noted as not followed up.",
    ]:
        assert sentence in text


def test_why_something_was_not_followed_up_stands_at_it_and_in_the_list(client):
    follow_up = make_follow_up()
    Assessment.objects.update(
        arrow="", not_followed_reason="no_method", not_followed_as_printed="Metod saknas"
    )
    text = read(client, f"{address_of(follow_up)}/")
    assert "Why it was not followed up: No method of measuring Metod saknas" in text
    assert text.count("Metod saknas") == 2
    assert text.count("Could not be followed up") == 2  # in the table, and at the indicator


@pytest.mark.parametrize(
    ("arrow", "told"),
    [
        ("positive", "↗ Positive development"),
        ("unchanged", "→ Unchanged"),
        ("negative", "↘ Negative development"),
        ("not_assessable", "? Can't be assessed"),
        ("", "Followed up; the arrow is not recorded"),
    ],
)
def test_an_arrow_is_a_shape_and_a_word(client, arrow, told):
    follow_up = make_follow_up()
    Assessment.objects.update(arrow=arrow)
    assert told in read(client, f"{address_of(follow_up)}/")


def test_a_text_that_was_not_written_is_told_as_such(client):
    follow_up = make_follow_up()
    GoalAnalysis.objects.update(text="")
    text = read(client, f"{address_of(follow_up)}/")
    assert "The analysis has not been written." in text
    assert "Diagram 1:" in text


def test_texts_are_shown_as_text(client):
    follow_up = make_follow_up(marker="<b onclick=x>")
    make_edition(follow_up)
    for address in (f"{address_of(follow_up)}/", f"{address_of(follow_up)}/editions/1/"):
        markup = page(client, address)
        assert "&lt;b onclick" in markup
        assert "<b onclick" not in markup


def test_the_page_needs_no_exception_from_the_policy(client):
    make_edition(follow_up := make_follow_up())
    markup = page(client, f"{address_of(follow_up)}/")
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", markup)


# Which edition it is


def test_without_an_edition_the_page_shows_the_registry_and_says_so(client):
    follow_up = make_follow_up()
    Goal.objects.update(name="Nytt namn")
    text = read(client, f"{address_of(follow_up)}/")
    assert "This is not frozen: it shows the registry as of today." in text
    assert "It is not frozen, so it is not to be cited." in text
    assert "Nytt namn" in text


def test_an_edition_stays_as_it_was_published(client):
    make_edition(follow_up := make_follow_up())
    Goal.objects.update(name="Nytt namn")
    Indicator.objects.get().withdraw(reason="Utgick", on=factories.today())
    text = read(client, f"{address_of(follow_up)}/")
    assert "Mål Ord" in text
    assert "Indikator 1 Ord" in text
    assert "Nytt namn" not in text


def test_the_newest_edition_is_shown_and_the_others_are_listed(client):
    make_edition(follow_up := make_follow_up())
    GoalAnalysis.objects.update(text="Rättad analys")
    second = make_edition(follow_up, note="Rättar analysen")
    text = read(client, f"{address_of(follow_up)}/")
    assert "Rättad analys" in text
    assert text.count("Rättar analysen") == 2  # at the head, and in the list of editions
    assert f"SHA-256 {second.sha256}" in text
    assert "What changed from edition 1 to edition 2" in text


def test_an_earlier_edition_says_that_there_is_a_newer_one(client):
    make_edition(follow_up := make_follow_up())
    GoalAnalysis.objects.update(text="Rättad analys")
    make_edition(follow_up)
    text = read(client, f"{address_of(follow_up)}/editions/1/")
    assert "This is edition 1. It stays as it was published; the newest is edition 2." in text
    assert "Rättad analys" not in text


def test_the_page_says_how_to_cite_it_with_its_permanent_address(client):
    make_edition(follow_up := make_follow_up())
    markup = page(client, f"{address_of(follow_up)}/")
    address = f"http://testserver/en{address_of(follow_up)}/editions/1/"
    assert f'<link rel="canonical" href="{address}">' in markup
    assert f'<a href="{address}">{address}</a>' in markup
    assert "Region Ord: Ord. Strategi Ord. Edition 1, " in read(client, f"{address_of(follow_up)}/")


@pytest.mark.parametrize("allowed", [True, False])
def test_names_of_makers_are_not_shown_where_the_site_shows_none(client, settings, allowed):
    settings.SHOW_MAKERS = allowed
    follow_up = factories.make_follow_up(makers="Ada Namn", show_makers=True)
    make_edition(follow_up)
    assert ("Ada Namn" in read(client, f"{address_of(follow_up)}/")) == allowed


# In whose language


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_words_and_sentences_are_in_the_language_of_the_reader(client, language):
    content = sample()
    text = read(client, f"{address_of(follow_up_with(content))}/", language)
    (said,) = {
        each["computed"]["said"][language]
        for area in content["areas"]
        for goal in area["goals"]
        for each in goal["indicators"]
        if each["code"] == "n08"
    }
    assert said in text
    with override(language):
        assert str(Assessment.Arrow.UNCHANGED.label) in text
        assert words.citation(content) in text


def test_words_of_the_document_are_marked_with_its_language(client):
    make_edition(follow_up := make_follow_up())
    markup = page(client, f"{address_of(follow_up)}/", "en")
    assert '<h1 lang="sv">Ord</h1>' in markup
    assert re.search(r'<div class="text" lang="sv">\s*<h4>Ord</h4>', markup)
    assert re.search(r'href="[^"]+\.pdf" hreflang="sv">PDF \(Swedish\)<', markup)


# At which cost: the editions with the content of the newest, or the edition of an address and
# the others; on pages what was withdrawn since; and the version of what is public

MOST_QUERIES = 8


@pytest.mark.parametrize(("address", "queries"), [("/", 3), ("/editions/1/", 4), (".json", 2)])
def test_an_edition_is_read_in_few_queries(client, django_assert_num_queries, address, queries):
    make_edition(follow_up := make_follow_up(indicators=3))
    make_edition(follow_up)
    with django_assert_num_queries(queries):
        client.get(f"/sv{address_of(follow_up)}{address}")


def make_printing(*, indicators):
    """A follow-up in whose texts a figure is printed, so many indicators with a judgement."""
    follow_up = make_follow_up(code=f"s{indicators}", indicators=indicators)
    figure = Observation.objects.filter(
        series__strategy=follow_up.strategy, aggregation="point", value__isnull=False
    ).first()
    text = f"Nu {{{{ {figure.series.code}:{figure.period} }}}}."
    GoalAnalysis.objects.filter(follow_up=follow_up).update(text=text)
    return follow_up


@pytest.mark.parametrize(("path", "has_edition"), [("/", False), ("/changes/", True)])
def test_a_follow_up_is_read_anew_in_as_many_queries_at_any_size(client, path, has_edition):
    counts = set()
    for indicators in (1, 10, 100):
        follow_up = make_printing(indicators=indicators)
        if has_edition:
            make_edition(follow_up)
        with CaptureQueriesContext(connection) as queries:
            text = read(client, f"{address_of(follow_up)}{path}", "sv")
        counts.add(len(queries))
        assert has_edition or "12,5 %" in text
    assert counts == {MOST_QUERIES}


def test_a_large_report_stays_light(client):
    follow_up = make_follow_up(indicators=100)
    assert len(page(client, f"{address_of(follow_up)}/")) < 1_000_000
    assert FollowUp.objects.count() == 1
