"""An edition: what it freezes, who publishes it, and that nothing alters it."""

import hashlib
import io
import json
from datetime import UTC, datetime

import docx
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import Edition, EditionFile, FollowUp, Written
from strategy.reports import publishing, schema
from strategy.reports.canonical import canonical, digest
from tests import factories
from tests.admin.pages import address, signed_in
from tests.fingerprint import fingerprint
from tests.publishing.making import (
    TEXT,
    approve,
    approved,
    correct,
    hand_in,
    make_round,
    publish_now,
    published,
    write,
)

pytestmark = pytest.mark.django_db


def refused(found, match, **told):
    """Publishing is refused, and nothing is written."""
    before = fingerprint()
    with pytest.raises(ValidationError, match=match):
        publish_now(found, **told)
    assert fingerprint() == before


# Who publishes, and when


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_only_those_who_approve_publish(role):
    found = approved()
    user = factories.make_user(partnership=found.partnership, role=role)
    refused(found, "Only those who approve", user=user)


def test_an_approver_of_another_partnership_publishes_nothing():
    found = approved()
    stranger = factories.make_user(partnership=factories.make_partnership(), role="manager")
    refused(found, "Only those who approve", user=stranger)


@pytest.mark.parametrize("role", ["approver", "manager"])
def test_those_who_approve_publish(role):
    found = approved()
    user = factories.make_user(partnership=found.partnership, role=role)
    assert publish_now(found, user=user).published_by == user


def test_what_is_not_approved_stops_publishing():
    found = approved()
    write(found.analysis, found.approver, state="draft")
    refused(found, "has to be settled before")


def test_a_reference_to_a_figure_that_was_withdrawn_stops_publishing():
    found = approved()
    found.series.observations.get().withdraw(reason="Fel", on=factories.today())
    refused(found, "has to be settled before")


def test_what_does_not_stop_is_confirmed():
    found = approved(has_target=True)
    factories.make_observation(series=found.series, period="2023", value="29.1")
    refused(found, "confirm", despite_warnings=False)
    assert publish_now(found, despite_warnings=True).number == 1


# What is frozen


def test_the_first_edition_makes_everything_public():
    found = approved()
    edition = publish_now(found)
    found.follow_up.refresh_from_db()
    assert found.follow_up.status == FollowUp.Status.PUBLISHED
    for part in found.parts:
        part.refresh_from_db()
        assert part.state == Written.PUBLISHED
        assert part.approved_by == found.approver
        latest = part.history.first()
        assert (latest.history_user, latest.state) == (found.approver, "published")
    assert (edition.number, edition.note, edition.published_by) == (1, "", found.approver)
    assert Edition.objects.public().get() == edition


def test_an_edition_is_as_its_schema_says_and_its_digest_is_that_of_its_content():
    edition = publish_now(approved(has_target=True))
    stored = Edition.objects.get(pk=edition.pk)
    assert schema.problems(stored.content) == []
    assert stored.sha256 == digest(stored.content) == digest(edition.content)
    assert hashlib.sha256(canonical(stored.content)).hexdigest() == stored.sha256
    assert json.loads(canonical(stored.content)) == stored.content


def test_an_edition_says_which_one_it_is_and_what_was_computed_how():
    content = publish_now(approved(has_target=True)).content
    day = factories.today().isoformat()
    assert content["edition"] == {"number": 1, "date": day, "note": ""}
    assert (content["schema"], content["method"]) == ("framsteg-edition-1", "1")
    (goal,) = content["areas"][0]["goals"]
    (indicator,) = goal["indicators"]
    assert indicator["computed"]["development"] == "positive"
    assert indicator["assessment"]["suggestion"]["judgement"]["development"] == "positive"
    assert {each["value"] for each in indicator["series"][0]["observations"]} == {"30.4"}


def test_the_files_are_kept_with_their_digests_and_hold_the_texts():
    edition = publish_now(approved())
    files = {each.form: each for each in edition.files.all()}
    assert set(files) == set(EditionFile.Form)
    for file in files.values():
        assert hashlib.sha256(file.content).hexdigest() == file.sha256
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"].content)).pages
    assert "30,4 dagar (2022)" in " ".join(page.extract_text() for page in pages)
    paragraphs = docx.Document(io.BytesIO(files["docx"].content)).paragraphs
    assert any("30,4 dagar (2022)" in each.text for each in paragraphs)


def test_what_fails_on_the_way_leaves_nothing_behind(monkeypatch):
    found = approved()
    before = fingerprint()

    def fail(*_arguments):
        raise RuntimeError("no room left")

    monkeypatch.setattr(publishing.word, "write", fail)
    with pytest.raises(RuntimeError):
        publish_now(found)
    assert fingerprint() == before


# Never altered


def altered(edition):
    edition.note = "Annat"
    edition.save()


def altered_content(edition):
    edition.content = {**edition.content, "as_of": "2020-01-01"}
    edition.save()


def deleted(edition):
    edition.delete()


def deleted_with_its_like(edition):
    Edition.objects.filter(pk=edition.pk).delete()


def altered_with_its_like(edition):
    Edition.objects.filter(pk=edition.pk).update(note="Annat")


def altered_through_its_follow_up(edition):
    edition.follow_up.editions.update(content={})


def altered_in_bulk(edition):
    edition.note = "Annat"
    Edition.objects.bulk_update([edition], ["note"])


def file_altered(edition):
    file = edition.files.first()
    file.content = b"Annat"
    file.save()


def file_written_over(edition):
    file = edition.files.first()
    EditionFile(pk=file.pk, edition=edition, form=file.form, content=b"", sha256="0").save()


def files_altered(edition):
    edition.files.update(content=b"Annat")


def file_deleted(edition):
    edition.files.first().delete()


def files_deleted(edition):
    EditionFile.objects.filter(edition=edition).delete()


def deleted_with_its_follow_up(edition):
    edition.follow_up.delete()


@pytest.mark.parametrize(
    "deed",
    [
        *(altered, altered_content, altered_with_its_like, altered_through_its_follow_up),
        *(altered_in_bulk, deleted, deleted_with_its_like, deleted_with_its_follow_up),
        *(file_altered, file_written_over, files_altered, file_deleted, files_deleted),
    ],
)
def test_an_edition_is_neither_altered_nor_deleted(deed):
    edition = publish_now(approved())
    before = fingerprint()
    with pytest.raises((ValidationError, ProtectedError)), transaction.atomic():
        deed(Edition.objects.get(pk=edition.pk))
    assert fingerprint() == before


@pytest.mark.parametrize("form", ["change", "delete"])
def test_nobody_alters_an_edition_in_the_admin(form):
    edition = publish_now(approved())
    before = fingerprint(Edition, EditionFile)
    client = signed_in(factories.make_administrator())
    fields = {"post": "yes", "number": "2", "note": "Annat", "sha256": "0" * 64}
    assert client.post(address(edition, form), fields).status_code == 403
    assert client.get(address(Edition, "add")).status_code == 403
    assert client.get(reverse("admin:indicators_edition_import")).status_code == 403
    assert fingerprint(Edition, EditionFile) == before


def test_an_edition_is_withdrawn_with_a_reason():
    found = published()
    edition = found.follow_up.editions.get()
    edition.withdraw(reason="Personuppgifter", on=factories.today())
    assert not Edition.objects.public().exists()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    assert publish_now(found, note="Texten").number == 2


# Corrections


def test_a_second_edition_says_what_is_corrected():
    found = published()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    refused(found, "Say what is corrected", note="")
    edition = publish_now(found, note="Texten om målet")
    assert (edition.number, edition.note) == (2, "Texten om målet")
    assert edition.content["edition"]["note"] == "Texten om målet"


def test_a_second_edition_differs_from_the_first():
    refused(published(), "has to be settled before", note="Ingenting")


def test_a_new_figure_makes_a_second_edition():
    found = published()
    factories.make_observation(series=found.series, period="2023", value="29.1")
    assert publish_now(found, note="Ny siffra").number == 2


def test_a_figure_withdrawn_after_publication_leaves_the_edition_as_it_was():
    found = published()
    edition = found.follow_up.editions.get()
    kept = fingerprint(Edition, EditionFile)
    found.series.observations.get().withdraw(reason="Fel i tabellen", on=factories.today())
    assert fingerprint(Edition, EditionFile) == kept
    reader = Client()
    codes = found.follow_up.natural_key()
    page = reader.get(reverse("follow-up", args=codes)).content.decode()
    assert "30,4 dagar (2022)" in page
    data = reader.get(reverse("edition-file", args=[*codes, 1, "json"])).content
    assert hashlib.sha256(data).hexdigest() == edition.sha256
    changes = reader.get(reverse("follow-up-changes", args=codes)).content.decode()
    assert "no longer there" in changes
    assert "30,4 dagar" in changes


def test_a_printed_document_is_published_without_a_person():
    found = make_round(is_from_document=True, status="published")
    for part in found.parts:
        write(part, found.writer, state="ready")
    edition = publishing.publish(
        found.follow_up, user=None, now=timezone.now(), despite_warnings=True
    )
    assert (edition.number, edition.published_by) == (1, None)
    found.analysis.refresh_from_db()
    assert (found.analysis.state, found.analysis.approved_by) == ("published", None)
    with pytest.raises(ValidationError, match="has to be settled before"):
        publishing.publish(found.follow_up, user=None, now=timezone.now(), despite_warnings=True)


def test_the_day_of_an_edition_is_that_of_the_place():
    found = approved()
    nearly_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # past midnight in Stockholm
    edition = publishing.publish(
        found.follow_up, user=found.approver, now=nearly_midnight, despite_warnings=True
    )
    assert edition.content["edition"]["date"] == "2026-11-23"


def test_a_corrected_text_is_approved_before_it_is_published_again():
    found = published()
    write(found.analysis, found.approver, state="draft", reason="Rättelse")
    write(found.analysis, found.writer, text=f"{TEXT} Rättat.")
    refused(found, "has to be settled before", note="Texten")
    hand_in(found.analysis, found.writer)
    refused(found, "has to be settled before", note="Texten")
    approve(found.analysis, found.approver)
    assert publish_now(found, note="Texten").number == 2
