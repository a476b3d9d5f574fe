"""Every public address answers, in every language."""

import re

import pytest

from strategy.overview.public_pages import number_of_pages
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"


def listed(client):
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return re.findall(r"<loc>(.*?)</loc>", response.content.decode())


def test_every_address_in_the_sitemap_answers(client):
    make_whole_strategy(code="ett")
    make_whole_strategy(code="tva", indicators=2)
    addresses = listed(client)
    for address in addresses:
        assert address.startswith(ROOT)
        response = client.get(address.removeprefix(ROOT))
        assert response.status_code == 200, address
        page = response.content.decode()
        assert page.count("<h1") == 1, address
        assert page.count("<main") == 1, address
        assert "<title>" in page, address
    assert len(addresses) == len(set(addresses)) == 3 * number_of_pages()


def test_the_sitemap_names_every_kind_of_page_in_every_language(client):
    make_whole_strategy(code="ett")
    root = "region-ett/ett/"
    kinds = ["", "method/", "accessibility/", "privacy/", "compare/", "region-ett/", root]
    kinds += [f"{root}goals/g1/", f"{root}indicators/i1/", f"{root}follow-ups/2023/"]
    wanted = {f"{ROOT}/{language}/{kind}" for language in ("sv", "nb", "en") for kind in kinds}
    assert set(listed(client)) == wanted


def test_what_is_not_public_is_not_in_the_sitemap(client):
    make_whole_strategy(code="utkast", status="draft")
    goal = factories.make_goal(code="borta")
    goal.withdraw(reason="Utgick", on=factories.today())
    text = " ".join(listed(client))
    assert "utkast" not in text
    assert "borta" not in text


def test_the_sitemap_needs_no_more_queries_with_more_pages(client, django_assert_num_queries):
    make_whole_strategy(code="stor", indicators=30)
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")
