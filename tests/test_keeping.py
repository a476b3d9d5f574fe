"""Public pages are kept: until when, for whom, and how they are recognised."""

import gzip
import hashlib
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.bulk import write_in_bulk
from config.records import Change
from indicators.models import Indicator
from strategy import keeping
from strategy.models import PublicChange
from tests import factories
from tests.editions.build import address_of, make_follow_up, publish_with_files
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db
PAGE = "/sv/region-rus/rus/indicators/i1/"


@pytest.fixture
def indicator():
    return make_whole_strategy().indicators.get(code="i1")


def rename(indicator, name="Nytt namn"):
    row = Indicator.objects.get(pk=indicator.pk)
    row.name = name
    row.save()


def queries_of(client, address, **headers):
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(address, headers=headers)
    return response, len(found)


def test_the_second_reader_gets_the_page_that_the_first_one_had(client, indicator):
    first, many = queries_of(client, PAGE)
    second, few = queries_of(client, PAGE)
    assert second.content == first.content
    assert (many > 1, few) == (True, 1)
    assert {**second.headers} == {**first.headers}


@pytest.mark.parametrize("way", ["save", "bulk"])
def test_whatever_is_written_shows_at_once(client, indicator, way):
    assert b"Nytt namn" not in client.get(PAGE).content
    if way == "save":
        rename(indicator)
    else:
        row = Indicator.objects.get(pk=indicator.pk)
        row.name = "Nytt namn"
        write_in_bulk(Indicator, changed=[row], change=Change())
    assert b"Nytt namn" in client.get(PAGE).content


def test_what_all_share_shows_on_the_pages_of_all(client, indicator):
    client.get(PAGE)
    area = indicator.series.first().area
    area.name, area.name_sv = "Norra länet", "Norra länet"
    area.save()
    assert "Norra länet" in client.get(PAGE).content.decode()


def test_an_unpublished_page_is_gone_at_once(client, indicator):
    known = client.get(PAGE).headers["ETag"]
    strategy = indicator.strategy
    strategy.status = "draft"
    strategy.save()
    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE, headers={"If-None-Match": known}).status_code == 404


@pytest.mark.parametrize("known", ["*", 'W/"0"', "its own"])
def test_an_address_without_a_page_is_never_unchanged(client, indicator, known):
    if known == "its own":
        known = client.get(PAGE).headers["ETag"]
    address = "/sv/region-rus/rus/indicators/finns-inte/"
    assert client.get(address, headers={"If-None-Match": known}).status_code == 404


def test_what_another_partnership_writes_leaves_a_page_alone(client, indicator):
    known = client.get(PAGE).headers["ETag"]
    home = client.get("/sv/").headers["ETag"]
    factories.make_strategy(partnership=factories.make_partnership())
    assert client.get(PAGE).headers["ETag"] == known
    assert client.get("/sv/").headers["ETag"] != home


def test_a_page_that_is_known_is_not_made_again(client, indicator):
    known = client.get(PAGE).headers["ETag"]
    caches["pages"].clear()
    again, few = queries_of(client, PAGE, **{"If-None-Match": known})
    assert (again.status_code, again.content, few) == (304, b"", 1)
    assert again.headers["ETag"] == known
    assert again.headers["Cache-Control"] == keeping.CACHE_CONTROL
    assert again.headers["Vary"] == "Accept-Encoding"


def test_a_page_without_change_for_a_second_says_since_when(client, indicator):
    assert "Last-Modified" not in client.get(PAGE).headers
    later = timezone.now() + timedelta(seconds=2)
    with patch.object(keeping.time, "time", return_value=later.timestamp()):
        since = client.get(PAGE).headers["Last-Modified"]
        again = client.get(PAGE, headers={"If-Modified-Since": since})
    assert again.status_code == 304
    rename(indicator)
    much_later = (later + timedelta(seconds=5)).timestamp()
    with patch.object(keeping.time, "time", return_value=much_later):
        assert client.get(PAGE, headers={"If-Modified-Since": since}).status_code == 200


def test_the_day_is_part_of_the_version(client, indicator):
    today = keeping.version("region-rus")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with patch.object(keeping.timezone, "localdate", return_value=tomorrow):
        assert keeping.version("region-rus") != today


@pytest.mark.parametrize("address", [PAGE, "/sv/", "/sitemap.xml", "/api/v1/region-rus/rus/"])
def test_pages_are_packed_for_those_who_can_unpack_them(client, indicator, address):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "address",
    ["/sitemap.xml", "/robots.txt", "/api/v1/", "/api/v1/region-rus/rus/indicators/i1/", PAGE],
)
def test_a_kept_page_is_the_same_whatever_language_a_browser_asks_for(client, indicator, address):
    found = set()
    for language in ("sv", "nb", "en"):
        keeping.forget()
        response = client.get(address, headers={"Accept-Language": language})
        found.add((response.content, response.headers.get("Content-Language")))
    assert len(found) == 1


def test_a_file_with_a_checksum_is_sent_byte_for_byte(client):
    edition = publish_with_files(make_follow_up())
    address = f"/sv{address_of(edition.follow_up)}/editions/1.json"
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert response.headers["ETag"] == f'"{edition.sha256}"'
    assert hashlib.sha256(response.content).hexdigest() == edition.sha256


def test_a_version_is_looked_up_so_often_and_no_more(client, indicator, settings):
    settings.VERSION_SECONDS = 60
    client.get(PAGE)
    _response, none = queries_of(client, PAGE)
    assert none == 0
    keeping.forget()
    assert queries_of(client, PAGE)[1] > 0


@pytest.mark.parametrize("address", ["/sv/finns-inte/", "/sv/region-rus/finns-inte/"])
def test_that_there_is_no_page_is_asked_for_again_and_not_kept(client, indicator, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "public, max-age=0"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", ["/admin/login/", "/healthz", "/"])
def test_pages_of_a_person_and_of_a_moment_are_left_alone(client, address):
    response = client.get(address)
    assert "stale-if-error" not in response.headers.get("Cache-Control", "")
    assert "ETag" not in response.headers


@pytest.mark.parametrize("question", ["a" * 400, "page=" + "9" * 400, "fbclid=1", "q=mål"])
def test_the_answer_to_a_question_no_page_asks_is_given_but_not_kept(client, indicator, question):
    address = f"{PAGE}?{question}"
    assert client.get(address).status_code == 200
    assert queries_of(client, address)[1] > 1


def test_who_refuses_packed_pages_gets_them_plain(client, indicator):
    response = client.get(PAGE, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in response.headers


def test_two_hosts_have_pages_of_their_own(client, indicator, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in settings.ALLOWED_HOSTS:
        assert (
            f"http://{host}/" in client.get("/robots.txt", headers={"Host": host}).content.decode()
        )


def test_a_head_of_a_page_is_that_of_the_page(client, indicator):
    whole, head = client.get(PAGE), client.head(PAGE)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Security-Policy"):
        assert head.headers[name] == whole.headers[name]


def test_old_changes_go_but_the_newest_of_each_partnership_stays():
    PublicChange.objects.all().delete()
    long_ago = timezone.now() - timedelta(hours=2)
    rows = [PublicChange(partnership=each) for each in (1, 1, 1, 2)]
    PublicChange.objects.bulk_create(rows)
    PublicChange.objects.update(at=long_ago)
    with patch("strategy.models.readers.ONCE_IN", 1):
        PublicChange.add(3)
    left = PublicChange.objects.order_by("pk").values_list("partnership", flat=True)
    assert list(left) == [1, 2, 3]
