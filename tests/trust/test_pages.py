"""The pages about the site: privacy, accessibility, method, and the contact of a partnership."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db
PAGES = ["accessibility/", "privacy/", "method/", "accessibility/thank-you/"]


def make_public(**fields):
    partnership = factories.make_partnership(**fields)
    factories.make_strategy(partnership=partnership)
    return partnership


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_the_site_answers_and_sets_no_cookie(client, page, language):
    response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert not response.cookies
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_page_comes_from_elsewhere(client, page):
    text = client.get(f"/en/{page}").content.decode()
    loaded = re.findall(r'<(?:script|img|iframe|link)[^>]*(?:src|href)="([^"]*)"', text)
    assert all(each.startswith(("/", "http://testserver/", "data:")) for each in loaded)
    assert "<script" not in text.replace('<script type="application/ld+json"', "")


def test_the_privacy_page_names_who_is_responsible(client):
    make_public(name="Region A", responsible="Utvecklingsdirektören", email="rus@a.example")
    make_public(name="Region B")
    factories.make_partnership(name="Region utkast")
    text = client.get("/en/privacy/").content.decode()
    assert "Utvecklingsdirektören" in text
    assert 'href="mailto:rus@a.example"' in text
    assert "Region B" in text
    assert "Region utkast" not in text


def test_the_privacy_page_needs_no_more_queries_with_more_partnerships(client):
    counts = set()
    for _ in range(3):
        for _ in range(5):
            make_public()
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/privacy/")
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 3


def test_the_method_page_keeps_within_its_queries(client):
    make_whole_strategy(indicators=5)
    client.get("/en/method/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/method/?again")
    assert len(queries) <= 8  # one of them asks for the version of the pages


def contact(**fields):
    partnership = make_public(code="norr", name="Region Norr", **fields)
    return render_to_string("_contact.html", {"partnership": partnership})


def test_a_contact_names_the_function_the_mail_and_the_homepage():
    text = contact(
        responsible="Utvecklingsdirektören", email="a@b.example", homepage="https://b.example/"
    )
    assert "Utvecklingsdirektören" in text
    assert 'href="mailto:a@b.example"' in text
    assert 'href="https://b.example/"' in text


def test_without_a_contact_the_partnership_itself_answers_and_the_form_is_there():
    text = contact()
    assert "Region Norr" in text
    assert "mailto" not in text
    assert "?page=/en/norr/#report" in text
