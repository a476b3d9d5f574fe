"""The pages of comparisons: what they show, lead to and cost."""

import re

import pytest
from django.core.management import call_command

from indicators.models import Observation, Series
from strategy import overview
from tests import factories
from tests.compare.test_comparing import measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def statistic():
    return factories.make_statistic(
        code="andel", name="Andel", name_en="Share", unit="procent", definition="Lika räknat"
    )


def words(response):
    assert response.status_code == 200
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(text.split())


def test_the_list_leads_to_each_statistic(client, statistic):
    measure(statistic, {"2022": "1"})
    response = client.get("/en/compare/")
    assert 'href="/en/compare/andel/"' in response.content.decode()
    assert "1 partnership, 1 series. Newest figure: 2022." in words(response)


def test_without_any_statistic_the_list_says_so(client):
    assert "nothing to compare yet" in words(client.get("/en/compare/"))


def test_a_comparison_shows_figures_sources_and_what_makes_them_comparable(client, statistic):
    source = factories.make_source(name="Byrån", licence="CC BY 4.0")
    series = measure(statistic, {"2022": "12.5"}, name="Norr", source=source)
    response = client.get("/en/compare/andel/")
    page, text = response.content.decode(), words(response)
    assert '<h1 lang="en">Share</h1>' in page
    for told in ("Norr", "12.5", "per cent", "Byrån", "Licence: CC BY 4.0", "Lika räknat", "2022"):
        assert told in text
    assert f"/en/{'/'.join(series.indicator.natural_key()[:2])}/indicators/" in page


def test_what_can_not_be_put_in_order_is_not_ranked(client):
    open_one = factories.make_statistic(code="oppen")
    measure(open_one, {"2022": "1"}, unit="kr", country="SE")
    measure(open_one, {"2022": "2"}, unit="kr", country="NO")
    response = client.get("/en/compare/oppen/")
    assert "different units or currencies" in words(response)
    assert 'class="ranked"' not in response.content.decode()


@pytest.mark.parametrize("address", ["/en/compare/finns-inte/", "/en/compare/UPPER/"])
def test_a_statistic_that_nobody_measures_is_not_found(client, statistic, address):
    assert client.get(address).status_code == 404
    assert client.get("/en/compare/andel/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["by=x", "by=group", "group=%00", "group=" + "x" * 5000, "page=%F0%9F%98%80", "by=area&area=1"],
)
def test_garbage_in_the_address_is_no_error(client, statistic, query):
    measure(statistic, {"2022": "1"})
    assert client.get(f"/en/compare/andel/?{query}").status_code == 200
    assert client.get(f"/en/compare/?{query}").status_code == 200


def test_what_is_not_known_is_told_with_a_way_on(client, statistic):
    measure(statistic, {"2022": "1"})
    response = client.get("/en/compare/andel/?group=finns-inte")
    assert "There is nothing of this kind" in words(response)
    assert '<option value="everybody">' in response.content.decode()


def test_markup_in_names_is_text(client):
    measure(factories.make_statistic(code="x", name="<script>1</script>"), {"2022": "1"})
    for address in ("/en/compare/", "/en/compare/x/"):
        assert "<script>1" not in client.get(address).content.decode()


def many(statistic, count):
    """So many areas with five figures each, and with a source, a definition and a break."""
    indicator = factories.make_indicator(definition="Så")
    factories.make_citation(indicator=indicator)
    indicator.annotations.create(period="2020", kind="break", text="Ny källa")
    areas = [factories.make_area() for _area in range(count)]
    rows = Series.objects.bulk_create(
        Series(
            strategy=indicator.strategy,
            indicator=indicator,
            area=area,
            code=f"{statistic.code}-{number}",
            name="Andel",
            statistic=statistic,
        )
        for number, area in enumerate(areas)
    )
    Observation.objects.bulk_create(
        Observation(series=row, period=str(year), value=number + year)
        for number, row in enumerate(rows)
        for year in range(2018, 2023)
    )


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_comparison_asks_seven_times_at_most(
    client, statistic, django_assert_max_num_queries, count
):
    many(statistic, count)
    with django_assert_max_num_queries(7):  # and once for the version of what is kept
        assert client.get("/en/compare/andel/").status_code == 200
    with django_assert_max_num_queries(4):
        assert client.get("/en/compare/").status_code == 200


def test_an_indicator_knows_its_statistics_without_asking(django_assert_num_queries, statistic):
    series = measure(statistic, {"2022": "1"})
    factories.make_series(indicator=series.indicator, statistic=statistic)
    factories.make_series(indicator=series.indicator)
    read = overview.read(series.indicator, parts=overview.INDICATOR, as_of=factories.today())
    with django_assert_num_queries(0):
        ((found, language),) = overview.statistics_of(read.indicators[0])
    assert (found.code, found.name, language) == ("andel", "Andel", "en")


def language_of(text, page):
    """The languages that elements which hold just this text are marked with."""
    return set(
        re.findall(rf'<[a-z0-9]+(?: (?!lang=)[a-z-]+="[^"]*")*(?: lang="(\w+)")?>{text}<', page)
    )


@pytest.mark.parametrize(
    ("language", "is_own", "name", "marked"),
    [
        ("en", False, "Share", "en"),
        ("nb", False, "Andel", ""),  # shared by all: nobody knows in which language it is
        ("nb", True, "Andel", "sv"),
        ("sv", True, "Andelen", "sv"),
    ],
)
def test_the_name_of_a_statistic_is_in_the_readers_language_and_marked(
    client, statistic, language, is_own, name, marked
):
    series = measure(statistic, {"2022": "1"})
    statistic.name_sv = "Andelen"
    statistic.partnership = series.strategy.partnership if is_own else None
    statistic.save()
    for address in (f"/{language}/compare/", f"/{language}/compare/andel/"):
        assert language_of(name, client.get(address).content.decode()) - {""} == {marked} - {""}
    at = "/".join(series.indicator.natural_key()[:2])
    page = client.get(f"/{language}/{at}/indicators/{series.indicator.code}/").content.decode()
    assert language_of(name, page) == {"" if name == "Andel" else marked}


@pytest.mark.parametrize(("is_own", "marked"), [(True, "sv"), (False, "")])
def test_a_definition_is_marked_with_its_language_where_that_is_known(
    client, statistic, is_own, marked
):
    series = measure(statistic, {"2022": "1"})
    statistic.partnership = series.strategy.partnership if is_own else None
    statistic.save()
    page = client.get("/en/compare/andel/").content.decode()
    assert re.search(r'<div(?: lang="(\w+)")?><p>Lika räknat', page)[1] == (marked or None)


@pytest.fixture
def both_strategies():
    call_command("loaddata", "reference", "norrbotten", "ostfold", verbosity=0)


def test_the_share_of_firms_with_research_is_shown_and_not_ranked(client, both_strategies):
    response = client.get("/en/compare/rd-firms/")
    text = words(response)
    assert "Norrbotten" in text
    assert "Østfold" in text
    assert "different units or currencies" in text
    assert "no figure" in text


def test_value_added_is_compared_with_the_nation(client, both_strategies):
    text = words(client.get("/en/compare/value-added-per-employee/"))
    assert "684,000" in text
    assert "580,000" in text


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_statistic_of_the_strategies_has_its_page(client, both_strategies, language):
    listed = client.get(f"/{language}/compare/").content.decode()
    addresses = set(re.findall(rf'href="(/{language}/compare/[^"]+/)"', listed))
    assert len(addresses) == 8
    for address in addresses:
        for query in ("", "?by=group"):
            assert client.get(address + query).status_code == 200
