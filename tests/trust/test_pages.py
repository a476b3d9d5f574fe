"""The pages about the site: privacy, accessibility, method, and the contact of a partnership."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from strategy.models import Partnership
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db
PAGES = ["accessibility/", "privacy/", "method/", "accessibility/thank-you/"]


def make_public(**fields):
    partnership = factories.make_partnership(**fields)
    factories.make_strategy(partnership=partnership)
    return partnership


def first_code():
    return min(Partnership.objects.values_list("name", "code"))[1]


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


def test_the_privacy_page_leads_to_who_is_responsible_however_many_there_are(client):
    for _number in range(60):
        make_public(responsible="Utvecklingsdirektören", email="rus@a.example")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/en/privacy/").content.decode()
    assert "Utvecklingsdirektören" not in page
    assert "“Contact” on the page of each partnership" in page
    assert '<a href="/en/">All partnerships</a></p>' in page
    assert len(queries) <= 1  # that for the version
    first = client.get("/en/").content.decode()
    address = f"/en/{first_code()}/"
    assert f'href="{address}"' in first
    assert "Utvecklingsdirektören" in client.get(address).content.decode()


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
