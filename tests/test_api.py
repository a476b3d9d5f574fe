"""Open data for programs: what the pages show, as JSON, and no more."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Source
from strategy.models import Goal, Partnership
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

INDEX = "/api/v1/"
STRATEGY = "/api/v1/region-rus/rus/"
INDICATOR = f"{STRATEGY}indicators/i1/"
ADDRESSES = (INDEX, STRATEGY, INDICATOR)
SECRET = "Sekretess-Åäö"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.content)


def test_from_the_first_address_every_other_is_found(client):
    make_whole_strategy()
    (partnership,) = read(client, INDEX)["partnerships"]
    (strategy,) = partnership["strategies"]
    assert (partnership["code"], strategy["code"]) == ("region-rus", "rus")
    whole = read(client, strategy["address"])
    (goal,) = whole["focus_areas"][0]["goals"]
    (indicator,) = goal["indicators"]
    assert read(client, indicator["address"])["code"] == "i1"
    for page in (partnership, strategy, goal, indicator):
        assert client.get(page["page"]).status_code == 200


def test_a_strategy_is_told_with_targets_and_latest_figures(client):
    make_whole_strategy()
    whole = read(client, STRATEGY)
    assert (whole["vision"], whole["objectives"]) == ("Ord", ["Ord"])
    (goal,) = whole["focus_areas"][0]["goals"]
    assert [target["code"] for target in goal["targets"]] == ["tg"]
    (indicator,) = goal["indicators"]
    assert [part["value"] for part in indicator["targets"][0]["parts"]] == ["25"]
    (latest,) = indicator["latest"]
    assert (latest["area"], latest["period"], latest["value"]) == ("Norr", "2022", "12.5")


def test_an_indicator_is_the_same_document_as_its_download(client):
    make_whole_strategy()
    page = "/sv/region-rus/rus/indicators/i1.json"
    assert client.get(INDICATOR).content == client.get(page).content


def test_figures_lead_to_their_files(client):
    make_whole_strategy()
    whole = read(client, STRATEGY)
    (indicator,) = whole["focus_areas"][0]["goals"][0]["indicators"]
    for files in (whole["downloads"], indicator["downloads"]):
        assert set(files) == {"csv", "xlsx", "json"}
        for address in files.values():
            assert client.get(address).status_code == 200


def test_the_latest_figure_names_its_sources_with_their_licences(client):
    make_whole_strategy()
    Source.objects.update(licence="CC0")
    (indicator,) = read(client, STRATEGY)["focus_areas"][0]["goals"][0]["indicators"]
    (latest,) = indicator["latest"]
    assert latest["sources"] == [{"name": "Ord", "licence": "CC0"}]
    assert (latest["official"], latest["unit"]) == ("unknown", "procent")


@pytest.mark.parametrize(("language", "site"), [("nn", "nb"), ("fi", "en")])
def test_pages_are_named_in_a_language_that_the_site_has(client, language, site):
    make_whole_strategy()
    Partnership.objects.update(language=language)
    whole = read(client, STRATEGY)
    assert f"/{site}/" in whole["page"]
    assert client.get(whole["page"]).status_code == 200


def test_the_language_a_program_asks_for_changes_nothing(client):
    make_whole_strategy()
    for address in ADDRESSES:
        answers = {
            client.get(address, headers={"Accept-Language": language}).content
            for language in ("sv", "nb", "en", "de")
        }
        assert len(answers) == 1, address


def test_a_draft_is_nowhere(client):
    make_whole_strategy(status="draft", marker=SECRET)
    assert read(client, INDEX)["partnerships"] == []
    for address in (STRATEGY, INDICATOR):
        assert SECRET not in json.dumps(read(client, address, 404), ensure_ascii=False)


def test_what_was_withdrawn_is_gone_with_its_reason(client):
    make_whole_strategy(marker=SECRET)
    Goal.objects.get().withdraw(reason="Utgick", on=factories.today())
    gone = read(client, INDICATOR, 410)
    assert (gone["reason"], gone["withdrawn_on"]) == ("Utgick", factories.today().isoformat())
    assert read(client, STRATEGY)["focus_areas"][0]["goals"] == []


@pytest.mark.parametrize(
    "address", ["/api/v2/", "/api/v1/finns/inte/", f"{STRATEGY}indicators/i9/", f"{STRATEGY}mer/"]
)
def test_an_unknown_address_is_not_found(client, address):
    make_whole_strategy()
    if address == "/api/v2/":  # also an address of a page, had it a language
        assert client.get(address, follow=True).status_code == 404
    else:
        assert "error" in read(client, address, 404)


def test_the_beginning_leads_to_the_newest_version(client):
    response = client.get("/api/")
    assert (response.status_code, response.headers["Location"]) == (302, INDEX)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_programs_only_read(client, method):
    make_whole_strategy()
    for address in ADDRESSES:
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD"
        assert "error" in json.loads(response.content)


def test_any_site_may_read_the_data_and_nothing_else(client):
    make_whole_strategy()
    for address in (*ADDRESSES, f"{STRATEGY}mer/"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"
    for address in ("/sv/", "/sv/region-rus/rus/indicators/i1.json"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


def test_answers_are_kept_by_everybody_and_asked_for_again(client):
    make_whole_strategy()
    for address in ADDRESSES:
        response = client.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=0, stale-if-error=86400"
        assert not response.cookies
        again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


def test_head_answers_without_content(client):
    make_whole_strategy()
    for address in ADDRESSES:
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")


# Measured: strategies and their tallies (5); a strategy: itself with its vision, objectives,
# targets, indicators with series, figures, baselines, areas with goals.
BUDGET = 10


def test_no_answer_needs_more_queries_with_more_indicators(client):
    counts = {}
    for indicators in (1, 10, 30, 100):
        code = f"s{indicators}"
        make_whole_strategy(code=code, indicators=indicators)
        root = f"/api/v1/region-{code}/{code}/"
        for number, address in enumerate((INDEX, root, f"{root}indicators/i1/")):
            with CaptureQueriesContext(connection) as queries:
                read(client, address)
            counts.setdefault(number, set()).add(len(queries))
    assert all(len(each) == 1 for each in counts.values()), counts
    assert max(max(each) for each in counts.values()) <= BUDGET
