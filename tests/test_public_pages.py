"""What anybody may read, and what nobody may."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from indicators.models import Baseline, Figure, FigureSeries, Indicator, QualityNote, Series, Target
from strategy.models import Action, FocusArea, Goal, Lighthouse, LighthouseGoal, Vision
from tests import factories
from tests.public_pages import FORMATS, LANGUAGES, addresses_of, content_of, pages_of, read, text_of
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

SECRET = "Sekretess-Åäö"

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
    pages = ["/sitemap.xml", "/robots.txt", "/api/v1/"]
    shared = ("/", "/search/?q=Sekretess", "/method/", "/compare/", "/privacy/")
    for language in LANGUAGES:
        pages += [f"/{language}{page}" for page in shared]
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
    own = f"{draft.partnership.code}/"
    pages = [f"/{language}/{own}{name}" for language in LANGUAGES for name in ("", "feed.atom")]
    data = f"/api/v1/{own}{draft.code}/"
    assert_hidden(client, [*addresses_of(draft), *pages, data, f"{data}indicators/i1/"])
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


# Texts that could do harm


def test_texts_are_shown_as_text(client):
    strategy = make_whole_strategy(marker="<b onclick=x>")
    for address in addresses_of(strategy):
        if not address.endswith((".json", ".xlsx", ".csv", ".png")):
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
