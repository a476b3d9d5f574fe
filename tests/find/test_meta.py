"""What pages say of themselves: to those who show a link, and to search engines for data."""

import json
import re
from decimal import Decimal

import pytest
from lxml import html

from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
PAGE = "/en/region-rus/rus/"
INDICATOR = f"{PAGE}indicators/i1/"
BREAKING = "</script><script>alert(1)</script>&\u2028\"'<!--"


def head(client, address):
    return html.fromstring(client.get(address).content)


def properties(client, address):
    found = head(client, address).xpath("//meta[@property or @name]")
    return {each.get("property") or each.get("name"): each.get("content") for each in found}


def data(client, address=INDICATOR):
    (element,) = head(client, address).xpath("//script[@type='application/ld+json']")
    return json.loads(element.text)


def dataset(client):
    return next(each for each in data(client)["@graph"] if each["@type"] == "Dataset")


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        ("/en/region-rus/", "Region Ord", "Ord"),
        (PAGE, "Strategi Ord · Region Ord", "Ord"),
        (f"{PAGE}goals/g1/", "Mål Ord · Strategi Ord", "Ord"),
        (f"{PAGE}follow-ups/2023/", "Ord · Region Ord", "Strategi Ord"),
    ],
)
def test_a_page_says_what_it_is_about(client, address, title, description):
    make_whole_strategy()
    found = properties(client, address)
    assert (found["og:title"], found["og:description"]) == (title, description)
    assert found["description"] == description
    assert found["og:url"] == f"{ROOT}{address}"
    assert found["og:type"] == "article"


def test_an_indicator_is_described_by_how_it_stands(client):
    make_whole_strategy()
    found = properties(client, INDICATOR)
    assert found["og:title"] == "Indikator 1 Ord · Strategi Ord"
    assert len(found["og:description"]) <= 200
    assert found["og:image"] == f"{ROOT}{INDICATOR.removesuffix('/')}.png"
    assert found["og:image:alt"].startswith("Indikator 1 Ord.")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")


@pytest.mark.parametrize(
    ("language", "locale", "others"),
    [
        ("sv", "sv_SE", ["nb_NO", "en_GB"]),
        ("nb", "nb_NO", ["sv_SE", "en_GB"]),
        ("en", "en_GB", ["sv_SE", "nb_NO"]),
    ],
)
def test_a_page_says_its_language_and_the_others(client, language, locale, others):
    page = head(client, f"/{language}/")
    assert page.xpath("//meta[@property='og:locale']/@content") == [locale]
    assert page.xpath("//meta[@property='og:locale:alternate']/@content") == others


@pytest.mark.parametrize("address", [INDICATOR, PAGE, "/en/", "/en/method/", "/en/search/"])
def test_a_page_has_one_address_whatever_is_asked_of_it(client, address):
    make_whole_strategy()
    for asked in ("", "?page=1", "?x=%22%3E"):
        found = head(client, f"{address}{asked}").xpath("//link[@rel='canonical']/@href")
        assert found == [f"{ROOT}{address}"]


@pytest.mark.parametrize("address", ["/en/nothing/here/", f"{PAGE}goals/gone/", "/nothing"])
def test_a_page_that_is_not_there_has_no_address_of_its_own(client, address):
    strategy = make_whole_strategy()
    goal = factories.make_goal(strategy=strategy, code="gone")
    goal.withdraw(reason="Slogs ihop", on=factories.today())
    response = client.get(address, follow=True)
    assert response.status_code in {404, 410}
    assert "canonical" not in response.content.decode()
    assert "og:" not in response.content.decode()


def test_a_description_is_cut_between_the_lines(client):
    factories.make_goal(
        strategy=factories.make_strategy(
            partnership=factories.make_partnership(code="r"), code="s"
        ),
        code="g",
        statement="Många\n\nord " * 100,
    )
    found = properties(client, "/en/r/s/goals/g/")["og:description"]
    assert found.startswith("Många ord Många")
    assert found.endswith("…")
    assert len(found) == 200


# Data


def test_an_indicator_is_a_dataset(client):
    strategy = make_whole_strategy()
    partnership = strategy.partnership
    partnership.homepage = "https://example.org/"
    partnership.save()
    found = dataset(client)
    assert found["name"] == "Indikator 1 Ord"
    assert found["url"] == found["identifier"] == f"{ROOT}{INDICATOR}"
    assert found["description"].startswith("Ord ")
    assert found["inLanguage"] == "sv"
    assert found["creator"] == {
        "@type": "Organization",
        "name": "Region Ord",
        "url": "https://example.org/",
    }
    assert {each["name"] for each in found["spatialCoverage"]} == {"Norr", "Riket"}
    assert {each["unitText"] for each in found["variableMeasured"]} == {"procent"}
    assert found["isAccessibleForFree"] is True


def test_every_file_of_a_dataset_is_there(client):
    make_whole_strategy()
    files = dataset(client)["distribution"]
    assert {each["contentUrl"].rsplit(".", 1)[1] for each in files} == {"csv", "json", "xlsx"}
    for each in files:
        response = client.get(each["contentUrl"].removeprefix(ROOT))
        assert response.status_code == 200
        assert response.headers["Content-Type"].partition(";")[0] == each["encodingFormat"]


def test_a_dataset_says_from_when_to_when(client):
    indicator = make_indicator()
    series = factories.make_series(indicator=indicator)
    factories.make_baseline(series=series, period="2017/2018")
    factories.make_observation(series=series, period="2022-Q3")
    factories.make_observation(series=series, period="2024", value=None, missing="not_yet")
    assert dataset(client)["temporalCoverage"] == "2017-07-01/2022-09-30"


def make_indicator(**fields):
    partnership = factories.make_partnership(code="region-rus", name=fields.pop("owner", "Region"))
    strategy = factories.make_strategy(partnership=partnership, code="rus")
    return factories.make_indicator(strategy=strategy, code="i1", **fields)


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("CC0", [{"@type": "CreativeWork", "name": "CC0"}]),
        ("https://example.org/cc0", ["https://example.org/cc0"]),
        ("", None),
    ],
)
def test_a_dataset_has_the_licences_of_its_sources(client, licence, said):
    indicator = make_indicator()
    source = factories.make_source(name="SCB", licence=licence, address="https://example.org/")
    factories.make_series(indicator=indicator, source=source)
    found = dataset(client)
    assert found.get("license") == said
    assert found["isBasedOn"] == [
        {"@type": "CreativeWork", "name": "SCB", "url": "https://example.org/"}
    ]


def test_what_is_not_known_of_a_dataset_is_left_out(client):
    make_indicator()
    found = dataset(client)
    unknown = {"license", "isBasedOn", "temporalCoverage", "spatialCoverage", "variableMeasured"}
    assert unknown & found.keys() == set()
    assert "url" not in found["creator"]


def test_the_way_to_a_page_is_told_in_steps(client):
    make_whole_strategy()
    trail = next(each for each in data(client)["@graph"] if each["@type"] == "BreadcrumbList")
    steps = trail["itemListElement"]
    assert [each["position"] for each in steps] == [1, 2, 3, 4]
    assert steps[-1]["item"] == f"{ROOT}{INDICATOR}"
    for each in steps:
        assert client.get(each["item"].removeprefix(ROOT)).status_code == 200


def test_nothing_that_is_written_ends_the_data_or_becomes_markup(client):
    indicator = make_indicator(name=BREAKING, wording=BREAKING, owner=BREAKING, unit=BREAKING)
    source = factories.make_source(name=BREAKING, licence=BREAKING)
    series = factories.make_series(indicator=indicator, source=source, name=BREAKING)
    factories.make_observation(series=series, value=Decimal(1))
    page = client.get(INDICATOR).content.decode()
    assert "<script>alert" not in page
    found = re.findall(r"<script[^>]*>", page)
    assert found == ['<script type="application/ld+json">']
    assert dataset(client)["name"] == BREAKING
    assert properties(client, INDICATOR)["og:title"].startswith(BREAKING[:30])
