"""The lists for search engines: every public page, in every language, and when it changed."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from strategy import finding_pages, keeping
from strategy.overview.public_pages import number_of_pages, public_pages
from tests import factories
from tests.editions.build import make_edition
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ROOT = "http://testserver"


def read(client, address="/sitemap.xml"):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return etree.fromstring(response.content)


def pages(client, address="/sitemap.xml"):
    """The address of each page with the day it changed, or None."""
    return {
        each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod")
        for each in read(client, address).findall(f"{MAP}url")
    }


@pytest.fixture
def strategy():
    found = make_whole_strategy(code="ett")
    make_edition(found.follow_ups.get())
    series = found.series.first()
    series.statistic = factories.make_statistic(code="ohalsa")
    series.save()
    return found


def test_every_public_page_is_listed_in_every_language(client, strategy):
    root = "region-ett/ett/"
    kinds = ["", "method/", "accessibility/", "privacy/", "compare/", "compare/ohalsa/"]
    kinds += ["region-ett/", root, f"{root}goals/g1/", f"{root}indicators/i1/"]
    kinds += [f"{root}follow-ups/2023/", f"{root}follow-ups/2023/editions/1/"]
    wanted = {f"{ROOT}/{language}/{kind}" for language in ("sv", "nb", "en") for kind in kinds}
    assert set(pages(client)) == wanted


def test_every_page_names_itself_in_all_languages(client, strategy):
    for each in read(client).findall(f"{MAP}url"):
        others = {link.get("hreflang"): link.get("href") for link in each.findall(LINK)}
        assert list(others) == ["sv", "nb", "en"]
        assert each.findtext(f"{MAP}loc") in others.values()
        assert len({address.split("/", 4)[4] for address in others.values()}) == 1


def test_it_is_said_when_indicators_and_editions_changed(client, strategy):
    observation = strategy.series.first().observations.first()
    observation.note = "Ny"
    observation.save()
    changed = {
        address.removeprefix(f"{ROOT}/sv/region-ett/ett/"): day
        for address, day in pages(client).items()
        if address.startswith(f"{ROOT}/sv/")
    }
    known = {address for address, day in changed.items() if day}
    assert known == {"indicators/i1/", "follow-ups/2023/", "follow-ups/2023/editions/1/"}
    written = observation.history.first().history_date
    assert datetime.fromisoformat(changed["indicators/i1/"]) == written.replace(microsecond=0)


def test_what_is_not_public_is_not_listed(client):
    make_whole_strategy(code="utkast", status="draft")
    goal = factories.make_goal(code="borta")
    goal.withdraw(reason="Utgick", on=factories.today())
    text = " ".join(pages(client))
    assert "utkast" not in text
    assert "borta" not in text


def test_many_pages_are_listed_in_several_lists(client, strategy, monkeypatch):
    all_pages = pages(client)
    monkeypatch.setattr(finding_pages, "IN_ONE_SITEMAP", 5)
    keeping.forget()
    index = read(client)
    assert index.tag == f"{MAP}sitemapindex"
    lists = [each.findtext(f"{MAP}loc") for each in index.findall(f"{MAP}sitemap")]
    assert lists == [f"{ROOT}/sitemap.xml?page={number}" for number in (1, 2, 3)]
    found = [pages(client, address.removeprefix(ROOT)) for address in lists]
    assert [len(each) for each in found] == [15, 15, 6]
    assert {address: day for each in found for address, day in each.items()} == all_pages


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "9" * 4000, "%00", "%C2%B2"])
def test_a_list_that_is_not_there_is_not_found(client, page):
    assert client.get(f"/sitemap.xml?page={page}").status_code == 404


@pytest.mark.parametrize("indicators", [1, 10])
def test_the_sitemap_needs_four_queries(client, django_assert_num_queries, indicators):
    make_whole_strategy(code="stor", indicators=indicators)
    with django_assert_num_queries(4):  # one of them for the version
        client.get("/sitemap.xml")


def test_a_list_reads_only_its_own_pages(strategy):
    number = number_of_pages()
    every = public_pages(0, number)
    assert len(every) == number
    pieces = [public_pages(first, first + 3) for first in range(0, number, 3)]
    assert [len(each) for each in pieces] == [3] * (number // 3) + [number % 3] * (number % 3 > 0)
    assert [page for piece in pieces for page in piece] == every
    with CaptureQueriesContext(connection) as queries:
        public_pages(6, 9)
    (query,) = queries
    assert "LIMIT 3" in query["sql"]


def test_robots_find_the_sitemap_and_leave_the_registry_alone(client):
    response = client.get("/robots.txt")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]
