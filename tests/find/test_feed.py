"""The Atom feed of a partnership, held against RFC 4287."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from lxml import etree

from indicators.models import Indicator
from strategy.models import Partnership
from tests import factories
from tests.editions.build import make_edition

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ADDRESS = "/en/region-x/feed.atom"
HOSTILE = "Å <b>&amp; ]]> “x” \N{RIGHT-TO-LEFT OVERRIDE}"


def make_region(**fields):
    """A partnership with a strategy, an edition, and figures written later."""
    partnership = factories.make_partnership(code="region-x", **fields)
    strategy = factories.make_strategy(partnership=partnership, code="rus", title=HOSTILE)
    follow_up = factories.make_follow_up(strategy=strategy, title=HOSTILE)
    make_edition(follow_up, found={"areas": []})
    indicator = factories.make_indicator(strategy=strategy, code="i1", name=HOSTILE)
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    row.value += 1
    row.save()
    return strategy


def read(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def texts(element, name):
    return [each.text for each in element.findall(f"{ATOM}{name}")]


def links(element):
    return {each.get("rel"): each.get("href") for each in element.findall(f"{ATOM}link")}


def is_time(text):
    return datetime.fromisoformat(text).tzinfo is not None


def test_the_feed_has_what_the_rules_require(client):
    make_region()
    feed = read(client)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG) == "en"
    for name in ("id", "title", "updated"):
        assert len(texts(feed, name)) == 1
        assert texts(feed, name)[0]
    assert is_time(texts(feed, "updated")[0])
    assert texts(feed.find(f"{ATOM}author"), "name") == ["Region Test"]
    assert links(feed)["self"] == f"http://testserver{ADDRESS}"
    assert links(feed)["alternate"] == "http://testserver/en/region-x/"


def test_every_entry_has_what_the_rules_require(client):
    make_region()
    entries = read(client).findall(f"{ATOM}entry")
    assert len(entries) == 3
    for entry in entries:
        for name in ("id", "title", "updated"):
            assert len(texts(entry, name)) == 1
            assert texts(entry, name)[0]
        assert is_time(texts(entry, "updated")[0])
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert urlsplit(links(entry)["alternate"]).netloc == "testserver"
        assert re.fullmatch(r"tag:testserver,\d{4}-\d\d-\d\d:/\S+", texts(entry, "id")[0])
    assert len({texts(entry, "id")[0] for entry in entries}) == 3


def test_a_feed_changed_last_when_its_newest_entry_did(client):
    make_region()
    feed = read(client)
    newest = max(texts(entry, "updated")[0] for entry in feed.findall(f"{ATOM}entry"))
    assert texts(feed, "updated") == [newest]


def test_every_link_of_the_feed_answers(client):
    strategy = make_region()
    found = {links(entry)["alternate"] for entry in read(client).findall(f"{ATOM}entry")}
    base = "http://testserver/en/region-x/rus/"
    assert found == {base, f"{base}follow-ups/2023/editions/1/", f"{base}indicators/i1/"}
    assert client.get(f"/en/region-x/{strategy.code}/").status_code == 200


def test_what_is_written_stands_as_text(client):
    make_region()
    titles = [
        title for entry in read(client).iter(f"{ATOM}entry") for title in texts(entry, "title")
    ]
    assert f"Strategy published: {HOSTILE}" in titles
    assert f"{HOSTILE}: 1 changed figure" in titles
    for entry in read(client).iter(f"{ATOM}entry"):
        (summary,) = entry.findall(f"{ATOM}summary")
        assert summary.get("type") == "html"
        assert "<b>" not in summary.text


def test_the_feed_is_the_same_at_every_reading(client):
    make_region()
    first = client.get(ADDRESS).content
    Partnership.objects.get().save()
    assert client.get(ADDRESS).content == first


def test_each_language_has_its_own_feed_and_entries(client):
    make_region()
    feeds = [read(client, f"/{code}/region-x/feed.atom") for code in ("sv", "nb", "en")]
    assert [feed.get(LANG) for feed in feeds] == ["sv", "nb", "en"]
    names = [texts(entry, "id")[0] for feed in feeds for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(names)) == len(names) == 9


def test_the_feed_says_that_it_is_one(client):
    make_region()
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies


@pytest.mark.parametrize("status", ["draft", None])
def test_a_partnership_without_anything_public_has_no_feed(client, status):
    partnership = factories.make_partnership(code="region-x")
    if status:
        factories.make_strategy(partnership=partnership, status=status)
    assert client.get(ADDRESS).status_code == 404


def test_a_feed_without_entries_is_one_too(client):
    strategy = make_region()
    strategy.history.all().delete()
    feed = read(client)
    assert feed.findall(f"{ATOM}entry") == []
    assert is_time(texts(feed, "updated")[0])


def test_the_feed_needs_few_queries(client, django_assert_max_num_queries):
    make_region()
    with django_assert_max_num_queries(4):
        client.get(ADDRESS)


@pytest.mark.parametrize("form", ["feed", "svg", "png"])
def test_a_row_from_before_with_what_is_no_character_breaks_nothing(client, form):
    strategy = make_region()
    Partnership.objects.update(name="Region\ufffe X")
    Indicator.objects.update(name="Ohälsa\uffff hos alla")
    chart = f"/en/{strategy.reference}/indicators/i1"
    address = {"feed": ADDRESS, "svg": f"{chart}.svg", "png": f"{chart}.png"}[form]
    response = client.get(address)
    assert response.status_code == 200
    if form != "png":
        assert "Ohälsa hos alla" in etree.tostring(etree.fromstring(response.content), encoding=str)
