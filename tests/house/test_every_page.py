"""Every public page of both strategies: valid HTML that is light and needs nothing beside it."""

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

import html5lib
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.browser.everything import addresses, make_site
from tests.printed import once

# What is asked of the database for these pages is tested elsewhere, on both.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
KILOBYTE = 1000
MOST_OF_A_PAGE = 60 * KILOBYTE
MOST_OF_THE_STYLES = 15 * KILOBYTE
STYLES = settings.BASE_DIR / "static"


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """What each page is sent as, in one language, by its address."""
    client = Client()
    with django_db_blocker.unblock(), transaction.atomic():
        once("a site of every kind of page", make_site)
        yield {address: client.get(address).content for address in addresses(client)}
        transaction.set_rollback(True)


def parsed(content):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(content, transport_encoding="utf-8")
    return tree, [(where, what) for where, what, _told in parser.errors]


def faults(address, content):
    """What a browser would have to mend in a page, or what doesn't lead where it says."""
    tree, errors = parsed(content)
    found = [f"{what} at {where}: {around(content, where)}" for where, what in errors]
    ids = Counter(each.get("id") for each in tree.iter() if each.get("id") is not None)
    found += [f"{times} times the id {each!r}" for each, times in ids.items() if times > 1]
    for each in tree.iter():
        if not isinstance(each.tag, str):  # a comment
            continue
        pointed = [*each.get("aria-labelledby", "").split(), *each.get("for", "").split()]
        pointed += each.get("aria-describedby", "").split()
        page, fragment = urldefrag(each.get("href", "")) if each.tag == "a" else ("x", "")
        if fragment and page in ("", address):
            pointed.append(fragment)
        found += [f"<{each.tag}> points at no {to!r}" for to in pointed if to not in ids]
        if each.tag == "style" or "style" in each.attrib:
            found.append(f"<{each.tag}> has a style of its own")
        if each.tag == "script" and each.get("type") != "application/ld+json":
            found.append("a script")
    return found


def around(content, where):
    line, column = where
    told = content.decode().splitlines()[line - 1]
    return told[max(0, column - 60) : column + 20].strip()


def test_every_page_is_valid_and_its_parts_point_at_what_is_there(pages):
    found = {address: faults(address, content) for address, content in pages.items()}
    assert {address: told for address, told in found.items() if told} == {}
    assert len(pages) > 60


def test_every_page_is_light(pages):
    sizes = {address: len(gzip.compress(content)) for address, content in pages.items()}
    assert {each: size for each, size in sizes.items() if size >= MOST_OF_A_PAGE} == {}


def test_the_styles_of_every_page_are_light(pages):
    for address, content in pages.items():
        linked = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', content.decode())
        size = sum(weight(STYLES / each) for each in linked)
        assert 0 < size < MOST_OF_THE_STYLES, (address, linked)


@cache
def weight(path: Path):
    return len(gzip.compress(path.read_bytes()))


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p><div>a</div></p>", "unexpected-end-tag"),
        ('<p id="a">a</p><p id="a">b</p>', "2 times the id 'a'"),
        ('<a href="#b">a</a>', "<a> points at no 'b'"),
        ('<a href="/en/#b">a</a>', "<a> points at no 'b'"),
        ('<p aria-labelledby="b">a</p>', "<p> points at no 'b'"),
        ('<p style="color: red">a</p>', "<p> has a style of its own"),
        ("<script>a()</script>", "a script"),
        ("<table><p>a</p></table>", "table-voodoo"),
    ],
)
def test_a_fault_is_found(markup, fault):
    page = f"<!doctype html>\n<title>a</title>{markup}"
    assert fault in " ".join(faults("/en/", page.encode()))
