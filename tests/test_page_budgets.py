"""How many queries a public page takes, and how large it is, however much there is."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Observation, Series
from strategy import keeping
from strategy.models import FocusArea, Goal, Partnership, Strategy
from tests import factories
from tests.editions.build import make_edition
from tests.public_pages import FILES, FORMATS, pages_of
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

# Query budgets, of pages that are not kept yet: the version of what is public, and
# home          partnerships; strategies with counts, newest follow-up and lighthouses;
#               annotations with judgements; figures; targets; series
# partnership   those of the first page without the partnerships; news (2)
# the others    at most seven, as the reading of a strategy says
BUDGET = 8
SHARED = ["/sv/", "/sv/search/?q=indikator", "/sv/compare/", "/sv/method/", "/sv/privacy/"]
SHARED += ["/api/v1/"]


def test_no_page_needs_more_queries_with_more_indicators(client):
    counts = {}
    for indicators in (1, 10, 30, 100):
        code = f"s{indicators}"
        strategy = make_whole_strategy(code=code, indicators=indicators)
        make_edition(strategy.follow_ups.get())
        root = pages_of(strategy)[0]
        files = [f"{root}indicators/i1{form}" for form in FORMATS]
        files += [f"{root.removesuffix('/')}{form}" for form in FILES]
        own = f"/{strategy.partnership.code}/"
        shared = ["/", "/search/?q=ord", "/compare/", own, f"{own}feed.atom"]
        for address in {*pages_of(strategy), *files, *shared}:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/sv{address}").status_code == 200
            counts.setdefault(address.replace(code, ""), set()).add(len(queries))
    assert all(len(each) == 1 for each in counts.values()), counts
    assert max(max(each) for each in counts.values()) <= BUDGET, counts


def test_pages_without_content_ask_only_whether_they_are_still_so(client):
    for page in ("accessibility", "search"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/sv/{page}/").status_code == 200
        assert [each for each in queries if "publicchange" not in each["sql"]] == []


def test_the_method_asks_the_same_of_any_registry(client):
    counts = []
    for code, indicators in (("liten", 1), ("stor", 30)):
        make_whole_strategy(code=code, indicators=indicators)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/sv/method/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= BUDGET


def test_the_page_of_a_strategy_is_light(client):
    strategy = make_whole_strategy(indicators=100)
    page = client.get(f"/sv{pages_of(strategy)[0]}").content
    assert len(gzip.compress(page)) < 30_000


@pytest.mark.parametrize("address", SHARED)
def test_no_page_needs_more_queries_with_more_partnerships(client, address):
    counts = []
    for number in (1, 9, 90, 900):
        make_partnerships(number)
        keeping.forget()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= BUDGET


def make_partnerships(number):
    """So many more partnerships, each with a strategy of one indicator with one figure."""
    codes = [f"p{next(factories.numbers)}" for _number in range(number)]
    area = factories.make_area()
    owners = Partnership.objects.bulk_create(
        Partnership(code=code, name=f"Region {code}", country="SE", language="sv") for code in codes
    )
    strategies = Strategy.objects.bulk_create(
        Strategy(partnership=each, code="s", title="Plan", status="published") for each in owners
    )
    areas = FocusArea.objects.bulk_create(
        FocusArea(strategy=each, number=1, code="a", name="Område") for each in strategies
    )
    goals = Goal.objects.bulk_create(
        Goal(strategy=each.strategy, focus_area=each, number=1, code="g", name="Mål")
        for each in areas
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(strategy=each.strategy, goal=each, number=1, code="i", name="Indikator")
        for each in goals
    )
    series = Series.objects.bulk_create(
        Series(strategy=each.strategy, indicator=each, code="r", name="Mått", area=area)
        for each in indicators
    )
    Observation.objects.bulk_create(
        Observation(series=each, period="2022", value="1") for each in series
    )


@pytest.mark.parametrize("address", ["/sv/", "/sv/search/?q=indikator"])
def test_long_lists_are_paged(client, address):
    make_partnerships(500)
    page = client.get(address).content
    assert b"page=2" in page
    assert len(page) < 120_000
