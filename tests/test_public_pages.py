"""What anybody may read, and what nobody may."""

import gzip
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Baseline, Figure, FigureSeries, Indicator, QualityNote, Series, Target
from strategy.models import Action, FocusArea, Goal, Lighthouse, LighthouseGoal, Vision
from tests import factories
from tests.editions.build import make_edition
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

LANGUAGES = ["sv", "nb", "en"]
FORMATS = ["/", ".csv", ".xlsx", ".json", ".svg"]
SECRET = "Sekretess-Åäö"


def pages_of(strategy):
    """The addresses of the pages that a whole strategy has, without their language."""
    root = f"/{strategy.partnership.code}/{strategy.code}/"
    return [root, f"{root}goals/g1/", f"{root}indicators/i1/", f"{root}follow-ups/2023/"]


def addresses_of(strategy):
    """All its addresses in all languages and formats."""
    root = f"/{strategy.partnership.code}/{strategy.code}/"
    files = [f"{root}indicators/i1{form}" for form in FORMATS]
    return [
        f"/{language}{page}" for language in LANGUAGES for page in [*pages_of(strategy), *files]
    ]


def content_of(response):
    """All text of a page or file; what a workbook packs is unpacked."""
    content = response.content
    if not content.startswith(b"PK"):
        return content.decode()
    workbook = ZipFile(BytesIO(content))
    return "".join(workbook.read(name).decode() for name in workbook.namelist())


def text_of(response):
    """What a reader sees, in one line."""
    text = re.sub(r"<[^>]+>", " ", content_of(response))
    return " ".join(text.replace("&nbsp;", " ").split())


def read(client, address, language="en"):
    response = client.get(f"/{language}{address}")
    assert response.status_code == 200, address
    return text_of(response)


# What is public


def test_every_page_of_a_published_strategy_is_there(client):
    for address in addresses_of(make_whole_strategy()):
        assert client.get(address).status_code == 200, address


def test_a_closed_strategy_stays_and_says_so(client):
    strategy = factories.make_strategy(status="closed")
    page = read(client, f"/{strategy.partnership.code}/{strategy.code}/")
    assert "no longer followed up" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language_of_their_address(client, language):
    for address in [*pages_of(make_whole_strategy()), "/", "/search/", "/method/"]:
        response = client.get(f"/{language}{address}")
        assert f'<html lang="{language}">' in response.content.decode()
        assert response.headers["Content-Language"] == language


def test_content_is_marked_with_its_own_language(client):
    strategy = make_whole_strategy()
    page = client.get(f"/en{pages_of(strategy)[0]}").content.decode()
    assert '<h1 lang="sv">Strategi Ord</h1>' in page


def test_the_language_can_be_changed_without_leaving_the_page(client):
    page = client.get("/sv/search/?q=%C3%A4lv").content.decode()
    assert 'href="/nb/search/?q=%C3%A4lv"' in page


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("sv-SE,sv;q=0.9", "sv"),
        ("nb-NO", "nb"),
        ("no", "nb"),
        ("nn-NO,no;q=0.8", "nb"),
        ("en-GB", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "sv"),
        ("", "sv"),
        ("*", "sv"),
        ("x" * 5000, "sv"),
    ],
)
def test_the_first_page_is_in_the_language_the_browser_asks_for(client, wish, language):
    response = client.get("/", headers={"Accept-Language": wish})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/")


# What is not


def everywhere(client):
    """All that a reader can reach without knowing an address."""
    pages = ["/sitemap.xml", "/robots.txt"]
    for language in LANGUAGES:
        pages += [f"/{language}{page}" for page in ("/", "/search/?q=Sekretess", "/method/")]
    return [client.get(page).content.decode() for page in pages]


def assert_hidden(client, addresses, *, status=404, secret=SECRET):
    for address in addresses:
        response = client.get(address)
        assert response.status_code == status, address
        assert secret not in content_of(response), address
    for page in everywhere(client):
        assert secret not in page


def test_a_draft_is_nowhere_in_any_format(client):
    draft = make_whole_strategy(code="utkast", status="draft", marker=SECRET)
    partnership = [f"/{language}/{draft.partnership.code}/" for language in LANGUAGES]
    assert_hidden(client, [*addresses_of(draft), *partnership])
    assert "utkast" not in client.get("/sitemap.xml").content.decode()


def test_a_draft_beside_a_published_strategy_is_not_shown(client):
    published = factories.make_strategy()
    factories.make_strategy(
        partnership=published.partnership, code="ny", status="draft", title=SECRET
    )
    assert SECRET not in read(client, f"/{published.partnership.code}/")


@pytest.mark.parametrize("status", ["open", "in_review"])
def test_a_follow_up_that_is_not_published_is_nowhere(client, status):
    strategy = make_whole_strategy()
    follow_up = factories.make_follow_up(
        strategy=strategy, code="2024", status=status, title=SECRET, last_year=2024
    )
    goal, indicator = Goal.objects.get(), Indicator.objects.get()
    factories.make_analysis(follow_up=follow_up, goal=goal, text=SECRET)
    factories.make_assessment(follow_up=follow_up, indicator=indicator, comment=SECRET)
    root = pages_of(strategy)[0]
    assert_hidden(client, [f"/{language}{root}follow-ups/2024/" for language in LANGUAGES])
    assert_hidden(client, addresses_of(strategy), status=200)


def test_an_internal_note_is_nowhere(client):
    strategy = make_whole_strategy()
    indicator, goal = Indicator.objects.get(), Goal.objects.get()
    for code, about in [("h1", {}), ("h2", {"goal": goal}), ("h3", {"indicator": indicator})]:
        QualityNote.objects.create(
            strategy=strategy, code=code, kind="unit", text=SECRET, is_internal=True, **about
        )
    assert_hidden(client, addresses_of(strategy), status=200)


@pytest.mark.parametrize(
    "model", [FocusArea, Goal, Indicator, Series, Baseline, Target, Action, Lighthouse, Vision]
)
def test_what_is_withdrawn_is_not_shown_on_the_pages_around_it(client, model):
    strategy = make_whole_strategy()
    row = model.objects.first()
    for field in ("name", "text", "note", "wording", "statement"):
        if hasattr(row, field):
            setattr(row, field, SECRET)
    row.save()
    row.withdraw(reason="Utgick", on=factories.today())
    for address in addresses_of(strategy):
        assert SECRET not in content_of(client.get(address)), address


def test_a_lighthouse_does_not_name_a_withdrawn_goal(client):
    strategy = make_whole_strategy()
    other = factories.make_goal(focus_area=FocusArea.objects.get(), number=2, name=SECRET)
    LighthouseGoal.objects.create(lighthouse=Lighthouse.objects.get(), goal=other)
    other.withdraw(reason="Utgick", on=factories.today())
    assert SECRET not in read(client, pages_of(strategy)[0])


def test_a_lighthouse_does_not_name_a_goal_whose_focus_area_is_withdrawn(client):
    strategy = make_whole_strategy()
    area = factories.make_focus_area(strategy=strategy)
    other = factories.make_goal(focus_area=area, name=SECRET)
    LighthouseGoal.objects.create(lighthouse=Lighthouse.objects.get(), goal=other)
    assert SECRET in read(client, pages_of(strategy)[0])
    area.withdraw(reason="Utgick", on=factories.today())
    assert SECRET not in read(client, pages_of(strategy)[0])


@pytest.mark.parametrize("withdrawn", ["indicator", "goal", "focus_area"])
def test_a_series_is_not_named_when_what_it_stands_under_is_withdrawn(client, withdrawn):
    strategy = make_whole_strategy()
    rows = {"focus_area": factories.make_focus_area(strategy=strategy)}
    rows["goal"] = factories.make_goal(focus_area=rows["focus_area"])
    rows["indicator"] = factories.make_indicator(goal=rows["goal"])
    other = factories.make_series(indicator=rows["indicator"], name=SECRET)
    factories.make_observation(series=other)
    FigureSeries.objects.create(figure=Figure.objects.get(), series=other)
    factories.make_target(
        series=Series.objects.first(), kind="reference_level", reference_series=other
    )
    _strategy, _goal, page, report = pages_of(strategy)
    for address in (page, report):
        assert SECRET in read(client, address)
    rows[withdrawn].withdraw(reason="Utgick", on=factories.today())
    for address in (page, report):
        assert SECRET not in read(client, address)


@pytest.mark.parametrize("model", [Goal, Indicator])
def test_what_was_withdrawn_answers_gone_with_its_reason_in_every_format(client, model):
    strategy = make_whole_strategy(marker=SECRET)
    model.objects.get().withdraw(reason="Slogs ihop med ett annat", on=factories.today())
    root = pages_of(strategy)[0]
    gone = [f"{root}indicators/i1{form}" for form in FORMATS]
    if model is Goal:
        gone.append(f"{root}goals/g1/")
    for language in LANGUAGES:
        for address in gone:
            response = client.get(f"/{language}{address}")
            assert response.status_code == 410, address
            page = response.content.decode()
            assert "Slogs ihop med ett annat" in page
            assert f"Indikator 1 {SECRET}" not in page
            assert model is Indicator or f"Mål {SECRET}" not in page


def test_a_withdrawn_strategy_is_gone_with_all_its_pages(client):
    strategy = make_whole_strategy(marker=SECRET)
    strategy.withdraw(reason="Ersatt", on=factories.today())
    assert_hidden(client, addresses_of(strategy), status=410)


@pytest.mark.parametrize(
    "address",
    [
        "/sv/finns-inte/",
        "/sv/region-rus/finns-inte/",
        "/sv/region-rus/rus/goals/g9/",
        "/sv/region-rus/rus/indicators/i9.csv",
        "/sv/region-rus/rus/indicators/i1.pdf",
        "/sv/region-rus/rus/follow-ups/2023.txt",
        "/sv/region-rus/rus/follow-ups/2023/editions/1/",
        "/sv/region-rus/rus/follow-ups/1999/",
        "/sv/Region-Rus/rus/",
        "/sv/region-rus/rus/goals/%00/",
        "/sv/region-rus/rus/goals/..%2f/",
        "/de/region-rus/",
    ],
)
def test_an_unknown_address_answers_not_found_in_plain_words(client, address):
    make_whole_strategy()
    response = client.get(address, follow=True)
    assert response.status_code == 404
    assert response.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_only_read(client, method):
    for address in addresses_of(make_whole_strategy())[:8]:
        assert getattr(client, method)(address).status_code == 405


# Cookies and caches


def test_public_pages_know_nobody(client):
    client.force_login(factories.make_administrator())
    public = [*addresses_of(make_whole_strategy()), "/sv/", "/sv/search/", "/sv/finns-inte/"]
    for address in [*public, "/sitemap.xml", "/robots.txt", "/healthz", "/"]:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_public_pages_are_kept_by_everybody_and_asked_for_again(client):
    for address in addresses_of(make_whole_strategy()):
        response = client.get(address)
        kept = "public, max-age=0, stale-if-error=86400"
        assert response.headers["Cache-Control"] == kept, address
        again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304, address


def test_nothing_on_a_page_needs_an_exception_from_the_policy(client):
    for address in addresses_of(make_whole_strategy()):
        response = client.get(address)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        if address.endswith("/"):
            page = content_of(response)
            assert not re.search(
                r"<script(?! type=\"application/ld)|<style|\sstyle=|\son[a-z]+=", page
            ), address


# Query budgets, of pages that are not kept yet: the version of what is public, and
# home          partnerships; strategies with counts, newest follow-up and lighthouses;
#               annotations with judgements; figures; targets; series
# partnership   those of the first page without the partnerships; news (2)
# the others    at most seven, as the reading of a strategy says
BUDGET = 8


def test_no_page_needs_more_queries_with_more_indicators(client):
    counts = {}
    for indicators in (1, 10, 30, 100):
        code = f"s{indicators}"
        strategy = make_whole_strategy(code=code, indicators=indicators)
        make_edition(strategy.follow_ups.get())
        root = pages_of(strategy)[0]
        files = [f"{root}indicators/i1{form}" for form in FORMATS]
        shared = ["/", "/search/?q=ord", f"/{strategy.partnership.code}/"]
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


# What is missing is told


def indicator_page(client, indicator):
    partnership, strategy, code = indicator.natural_key()
    return read(client, f"/{partnership}/{strategy}/indicators/{code}/")


def test_an_empty_indicator_says_what_is_missing(client):
    page = indicator_page(client, factories.make_indicator(unit=""))
    for sentence in [
        "No target is set.",
        "No series has been entered, so there are no figures.",
        "No baseline value is stated in the document.",
        "It has not been judged in any published follow-up.",
        "The document names no source for this indicator.",
        "The unit is not known.",
        "Not defined.",
        "Not assessed",
    ]:
        assert sentence in page


def test_an_empty_strategy_says_what_is_missing(client):
    strategy = factories.make_strategy()
    page = read(client, f"/{strategy.partnership.code}/{strategy.code}/")
    assert "No vision is stated" in page
    assert "No follow-up has been published." in page
    assert "No focus area has been entered yet." in page


def test_an_empty_goal_says_what_is_missing(client):
    partnership, strategy, code = factories.make_goal().natural_key()
    page = read(client, f"/{partnership}/{strategy}/goals/{code}/")
    for sentence in [
        "No indicator has been chosen",
        "gives no reason",
        "No analysis",
        "No actions",
    ]:
        assert sentence in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "0"}, "2022 0"),
        ({"value": "1144"}, "1,144"),
        ({"value": "5.26", "is_approximate": True}, "about 5.26"),
        ({"value": "1", "status": "P"}, "provisional"),
        ({"value": "1", "derivation": "a + b"}, "computed"),
        ({"value": None, "missing": "secret"}, "secret"),
        (
            {"value": None, "missing": "in_words", "direction": "up"},
            "told in words only: increase",
        ),
        ({"value": None, "missing": "in_picture"}, "printed only in a picture"),
    ],
)
def test_a_figure_is_told_with_its_marks_or_its_reason(client, fields, shown):
    observation = factories.make_observation(**fields)
    assert shown in indicator_page(client, observation.series.indicator)


def test_a_change_of_a_share_is_told_in_percentage_points(client):
    observation = factories.make_observation(period="2017–2022", value="1.5", aggregation="change")
    page = indicator_page(client, observation.series.indicator)
    assert "+1.5 percentage points" in page
    assert "change over the span" in page


def test_what_was_printed_stands_beside_what_was_meant(client):
    observation = factories.make_observation(
        as_printed="25 %", unit_as_printed="%", passage="Tabell 2"
    )
    page = indicator_page(client, observation.series.indicator)
    assert "As printed: 25 %" in page
    assert "The document prints the unit as: %" in page
    assert "Tabell 2" in page


def test_an_uncertain_source_is_told_as_uncertain(client):
    citation = factories.make_citation(
        as_printed="SSB?", is_certain=False, source=factories.make_source(access="on_order")
    )
    page = indicator_page(client, citation.indicator)
    assert "SSB? the document itself is not certain" in page
    assert "Access: On order." in page
    assert "Licence: not stated." in page


def test_a_substitute_tells_how_far_it_can_be_compared(client):
    main = factories.make_series(name="Minst tvåårig")
    factories.make_series(
        indicator=main.indicator,
        role="substitute",
        substitutes=main,
        comparability="not_comparable",
        comparability_reason="Minst treårig",
    )
    page = indicator_page(client, main.indicator)
    assert "Used instead of: Minst tvåårig" in page
    assert "Comparability: Not comparable. Minst treårig" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "25"}, "at least 25 per cent by 2030"),
        ({"kind": "direction", "comparator": "increase"}, "increase , by no stated amount"),
        ({"kind": "direction", "comparator": "decrease"}, "no deadline is stated"),
        (
            {
                "kind": "relative",
                "comparator": "at_most",
                "change_percent": "-70",
                "base_period": "2010",
            },
            "at least 70 per cent less than in 2010",
        ),
        (
            {"kind": "relative", "comparator": "at_least", "change_percent": "10"},
            "No base year is stated. The value of the base is not known, so the change",
        ),
        ({"strength": "aspirational"}, "aspirational: to be strived for"),
        ({"authority": "Trafikförsörjningsprogram", "decided_year": 2023}, "program (2023)"),
        (
            {"kind": "reference_level", "comparator": "equals", "tolerance": "0.5"},
            "equal to the level of Riket",
        ),
        ({"kind": "reference_level", "comparator": "at_most", "tolerance": "0.5"}, "within 0.5"),
        ({"kind": "monitor", "comparator": "none"}, "followed, with no target set"),
    ],
)
def test_a_target_is_told_as_set(client, fields, told):
    if fields.get("kind") == "reference_level":
        fields = {**fields, "reference_area": factories.make_area(name="Riket")}
    target = factories.make_target(**fields)
    assert told in indicator_page(client, target.indicator)


def test_a_revised_target_stands_beside_the_earlier_one(client):
    first = factories.make_target(wording="25 procent")
    factories.make_target(series=first.series, replaces=first, wording="15 procent")
    page = indicator_page(client, first.indicator)
    assert "revised: see the later target" in page
    assert "Revises 25 procent" in page


def follow_up_page(client, follow_up):
    partnership, strategy, code = follow_up.natural_key()
    return read(client, f"/{partnership}/{strategy}/follow-ups/{code}/")


def test_a_follow_up_tells_why_something_was_not_followed_up(client):
    indicator = factories.make_indicator()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    factories.make_assessment(
        follow_up=follow_up,
        indicator=indicator,
        not_followed_reason="no_method",
        not_followed_as_printed="Det finns ingen metod",
    )
    page = follow_up_page(client, follow_up)
    assert "Why it was not followed up: No method of measuring Det finns ingen metod" in page


def test_a_follow_up_without_a_judgement_says_so(client):
    indicator = factories.make_indicator()
    page = follow_up_page(client, factories.make_follow_up(strategy=indicator.strategy))
    assert "No judgement was recorded in this follow-up." in page


@pytest.mark.parametrize(("allowed", "wanted"), [(True, True), (True, False), (False, True)])
def test_makers_are_named_only_where_both_agree(client, settings, allowed, wanted):
    settings.SHOW_MAKERS = allowed
    follow_up = factories.make_follow_up(makers="Ada Namn", show_makers=wanted)
    assert ("Ada Namn" in follow_up_page(client, follow_up)) == (allowed and wanted)


def test_counts_are_told_without_a_score(client):
    make_whole_strategy(indicators=2)
    page = read(client, "/")
    assert "1 goal · 2 indicators" in page
    assert "2 positive" in page


# Texts that could do harm


def test_texts_are_shown_as_text(client):
    strategy = make_whole_strategy(marker="<b onclick=x>")
    for address in addresses_of(strategy):
        if not address.endswith((".json", ".xlsx", ".csv")):
            assert "<b onclick" not in client.get(address).content.decode(), address
    page = client.get("/sv/search/?q=%3Cb+onclick").content.decode()
    assert "<b onclick" not in page


@pytest.mark.parametrize("question", ["%00", "a" * 100_000, "%F0%9F%98%80", "%ED%A0%80", "'\"<"])
def test_any_question_gets_an_answer(client, question):
    assert client.get(f"/sv/search/?q={question}").status_code == 200


# For machines


def test_the_service_says_that_it_is_well(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response.headers["Cache-Control"]


def test_the_service_says_that_its_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/healthz").status_code == 503


def test_robots_are_told_where_the_pages_are(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_a_fault_of_ours_is_told_in_plain_words(monkeypatch):
    def fails(**of):
        raise RuntimeError

    monkeypatch.setattr("strategy.overview.front", fails)
    response = Client(raise_request_exception=False).get("/en/")
    assert response.status_code == 500
    assert "Something went wrong" in text_of(response)
    assert "RuntimeError" not in text_of(response)


def test_a_withdrawn_figure_is_told_with_its_reason_and_without_its_value(client):
    series = factories.make_series()
    figure = factories.make_observation(series=series, period="2022", value="77.7")
    figure.withdraw(reason="Fel källa", on=factories.today())
    page = client.get(f"/en/{series.strategy.reference}/indicators/{series.indicator.code}/")
    text = page.content.decode()
    assert "Withdrawn figures" in text
    assert "Fel källa" in text
    assert "77.7" not in text
