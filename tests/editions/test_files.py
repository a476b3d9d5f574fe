"""The files of a follow-up: kept with an edition, made now without one."""

import base64
import hashlib
import json

import pytest

from indicators.models import GoalAnalysis
from strategy.models import Goal
from strategy.reports.canonical import canonical, digest
from strategy.reports.schema import problems, schema
from tests.editions.build import address_of, make_edition, make_follow_up, publish_with_files

pytestmark = pytest.mark.django_db

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "json": b'{"areas":'}
ASKED_FOR = "public, max-age=0, stale-if-error=86400"  # again at every use: it may be withdrawn


@pytest.fixture
def edition():
    return publish_with_files(make_follow_up())


def kept(edition, form):
    if form == "json":
        return canonical(edition.content)
    return bytes(edition.files.get(form=form).content)


@pytest.mark.parametrize("form", CONTENT_TYPES)
@pytest.mark.parametrize("address", ["", "/editions/1"])
def test_a_file_is_the_one_that_was_kept_byte_for_byte(client, edition, form, address):
    Goal.objects.update(name="Nytt namn")
    response = client.get(f"/en{address_of(edition.follow_up)}{address}.{form}")
    data = kept(edition, form)
    code = hashlib.sha256(data)
    assert response.content == data
    assert response.headers["Content-Type"] == CONTENT_TYPES[form]
    assert response.headers["Content-Language"] == "sv"
    assert response.headers["Cache-Control"] == ASKED_FOR
    assert response.headers["ETag"] == f'"{code.hexdigest()}"'
    told = base64.b64encode(code.digest()).decode()
    assert response.headers["Repr-Digest"] == f"sha-256=:{told}:"
    name = f"region-rus-rus-2023-edition-1.{form}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("form", CONTENT_TYPES)
def test_a_file_that_is_known_is_not_sent_again(client, edition, form):
    address = f"/sv{address_of(edition.follow_up)}/editions/1.{form}"
    known = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": known})
    assert (again.status_code, again.content) == (304, b"")


def test_the_checksum_of_an_edition_is_that_of_its_json(client, edition):
    response = client.get(f"/sv{address_of(edition.follow_up)}/editions/1.json")
    assert hashlib.sha256(response.content).hexdigest() == edition.sha256
    assert edition.sha256 == digest(json.loads(response.content))


def test_the_json_is_as_its_schema_says_and_names_it(client, edition):
    response = client.get(f"/sv{address_of(edition.follow_up)}.json")
    assert problems(json.loads(response.content)) == []
    address, _, more = response.headers["Link"].partition(">")
    assert more == '; rel="describedby"'
    found = client.get(address.removeprefix("<"))
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(found.content) == schema()


@pytest.mark.parametrize("form", CONTENT_TYPES)
def test_without_an_edition_a_file_is_made_of_what_is_there_now(client, form):
    follow_up = make_follow_up()
    response = client.get(f"/sv{address_of(follow_up)}.{form}")
    assert response.status_code == 200
    assert response.content.startswith(BEGINNINGS[form])
    assert response.headers["Cache-Control"] == ASKED_FOR
    name = f"region-rus-rus-2023.{form}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_without_an_edition_the_json_is_that_of_today_and_says_so(client):
    follow_up = make_follow_up()
    GoalAnalysis.objects.update(text="Ny analys")
    found = json.loads(client.get(f"/sv{address_of(follow_up)}.json").content)
    assert found["edition"] == {"number": None, "date": None, "note": ""}
    assert "Ny analys" in json.dumps(found, ensure_ascii=False)
    assert problems(found) == []


def test_the_newest_file_is_that_of_the_newest_edition(client, edition):
    follow_up = edition.follow_up
    GoalAnalysis.objects.update(text="Rättad")
    second = make_edition(follow_up)
    found = client.get(f"/sv{address_of(follow_up)}.json").content
    assert hashlib.sha256(found).hexdigest() == second.sha256
