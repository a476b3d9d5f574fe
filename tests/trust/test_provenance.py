"""At every figure stands where it comes from, under which licence, and how firm it is."""

import re

import pytest

from indicators.models import Observation
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(client, indicator, language="en"):
    partnership, strategy, code = indicator.natural_key()
    response = client.get(f"/{language}/{partnership}/{strategy}/indicators/{code}/")
    assert response.status_code == 200
    return response.content.decode()


def plain(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", markup)).strip()


def origins(page):
    """What stands under the tables."""
    page = page.partition('<div class="measures">')[2]
    return [plain(each) for each in re.findall(r'<p class="origin.*?</p>', page, re.DOTALL)]


def how_known(page):
    found = re.findall(r'<details class="known">.*?</details>', page, re.DOTALL)
    return [plain(each) for each in found]


def make_measured(*, source=None, **fields):
    series = factories.make_series(source=source, **fields)
    factories.make_observation(series=series)
    return series


SCB = {"name": "SCB", "publisher": "Statistiska centralbyrån", "licence": "CC0"}
LINES = {
    "a source of its own": (
        {"source": SCB, "official": "yes"},
        "Source: SCB, Statistiska centralbyrån. Licence: CC0. Official statistics.",
    ),
    "without a licence": (
        {"source": {"name": "SCB"}},
        "Source: SCB. Licence: not stated.",
    ),
    "not official": (
        {"source": {"name": "Enkät", "publisher": "Enkät"}, "official": "no"},
        "Source: Enkät. Licence: not stated. Not official statistics.",
    ),
    "processed": (
        {"source": {"name": "SCB", "licence": "CC0"}, "official": "processed"},
        "Source: SCB. Licence: CC0. Processed official statistics.",
    ),
    "none at all": ({}, "No source is named."),
}


@pytest.mark.parametrize(("given", "line"), LINES.values(), ids=LINES)
def test_the_source_of_a_table_stands_under_it(client, given, line):
    given = dict(given)
    if "source" in given:
        given["source"] = factories.make_source(**given["source"])
    assert origins(page_of(client, make_measured(**given).indicator)) == [line]


def test_where_series_name_no_source_it_is_what_the_document_names(client):
    series = make_measured()
    for order, name in enumerate(("SCB", "Skolverket"), start=1):
        source = factories.make_source(name=name, licence="CC0" if name == "SCB" else "")
        factories.make_citation(indicator=series.indicator, source=source, order=order)
    (line,) = origins(page_of(client, series.indicator))
    assert line == "Sources: SCB (licence: CC0); Skolverket (licence not stated)."


def test_a_source_that_the_document_doubts_is_doubted(client):
    series = make_measured()
    factories.make_citation(indicator=series.indicator, as_printed="SSB?", is_certain=False)
    page = page_of(client, series.indicator)
    assert "The document itself is not certain" in origins(page)[0]
    assert "SSB?" in how_known(page)[0]


def test_a_series_with_a_source_is_not_told_to_come_from_what_the_document_names(client):
    series = make_measured(source=factories.make_source(name="Kolada"))
    factories.make_citation(
        indicator=series.indicator, source=factories.make_source(name="SCB"), is_certain=False
    )
    assert origins(page_of(client, series.indicator)) == [
        "Source: Kolada. Licence: not stated."
    ]  # fmt: skip


def test_a_figure_from_elsewhere_says_so_in_its_remark(client):
    series = make_measured(source=factories.make_source(name="SCB"))
    own = factories.make_source(name="Egen mätning", licence="CC BY 4.0")
    factories.make_observation(series=series, period="2023", source=own)
    page = page_of(client, series.indicator)
    assert "Source: Egen mätning. Licence: CC BY 4.0." in plain(page)
    assert "Egen mätning" not in origins(page)[0]


STATUSES = [each for each in Observation.Status if each != Observation.Status.NORMAL]


@pytest.mark.parametrize("status", STATUSES)
def test_a_figure_that_is_not_firm_is_marked_with_a_word_and_a_sign_that_is_explained(
    client, status
):
    series = make_measured(source=factories.make_source(name="SCB"))
    factories.make_observation(series=series, period="2023", status=status)
    page = page_of(client, series.indicator)
    cells = [plain(each) for each in re.findall(r"<td.*?</td>", page, re.DOTALL)]
    assert sum(f"{status.value} {status.label}" in cell for cell in cells) == 1
    _source, legend = origins(page)
    assert legend.startswith(f"{status.value} {status.label}: ")


def test_a_firm_table_has_no_legend(client):
    series = make_measured(source=factories.make_source(name="SCB"))
    assert 'class="sign"' not in page_of(client, series.indicator)


def test_an_estimated_starting_point_is_marked_too(client):
    series = factories.make_series()
    factories.make_baseline(series=series, period="2022", value="12.5", status="E")
    factories.make_observation(series=series, period="2022", value="12.5")
    page = page_of(client, series.indicator)
    assert "E estimated" in plain(page)
    assert any(each.startswith("E estimated: ") for each in origins(page))


def test_how_it_is_known_says_who_delivers_and_leads_to_the_method(client):
    series = make_measured()
    series.indicator.owner = "Enheten för analys"
    series.indicator.save()
    page = page_of(client, series.indicator)
    (known,) = how_known(page)
    assert "Enheten för analys" in known
    assert 'href="/en/method/#known"' in page
    assert 'id="known"' in client.get("/en/method/").content.decode()


def test_a_series_that_was_computed_says_how_at_its_own_table(client):
    series = make_measured(
        source=factories.make_source(name="SCB"), recipe="Ettårsklasser summeras", official="yes"
    )
    factories.make_observation(series=factories.make_series(indicator=series.indicator))
    known = how_known(page_of(client, series.indicator))
    assert len(known) == 2  # of the table, and of the indicator
    assert all("Ettårsklasser summeras" in each for each in known)


def test_an_indicator_without_figures_makes_up_no_source(client):
    page = page_of(client, factories.make_indicator())
    assert origins(page) == []
    assert "No source is named." in plain(page)


@pytest.mark.parametrize("text", ["<b>x</b>", 'a" onclick="x', "‮ltr"])
def test_names_of_sources_and_licences_are_text(client, text):
    source = factories.make_source(name=text, publisher=text, licence=text)
    page = page_of(client, make_measured(source=source, recipe=text).indicator)
    assert "<b>x</b>" not in page
    assert 'onclick="' not in page
