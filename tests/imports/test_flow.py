"""Upload, preview, confirm: what staff do, and what they could do by mistake or malice."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from config.tables import write_csv, write_xlsx
from indicators.models import ImportBatch, Observation, StagedFile
from strategy.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = ["strategy", "series", "period", "value", "note"]


@pytest.fixture
def series():
    return factories.make_series(
        code="n08-women",
        strategy=factories.make_strategy(
            partnership=factories.make_partnership(code="norrbotten"), code="rus-2030"
        ),
    )


@pytest.fixture
def editor(series):
    return factories.make_user(partnership=series.strategy.partnership, username="editor")


@pytest.fixture
def staff(editor):
    return signed_in(editor)


def signed_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def rows(*figures):
    return [["norrbotten/rus-2030", "n08-women", period, value, ""] for period, value in figures]


def upload(client, *figures, content=None, name="siffror.csv", model="observation"):
    content = write_csv(HEADER, rows(*figures)) if content is None else content
    return client.post(
        reverse(f"admin:indicators_{model}_import"),
        {"file": SimpleUploadedFile(name, content), "reason": "Årets siffror"},
    )


def preview(client, *figures, **options):
    response = upload(client, *figures, **options)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response.url


def confirm(client, address):
    return client.post(address, {"confirm": "1"}, follow=True)


def test_a_file_is_previewed_confirmed_and_remembered(staff, editor, series):
    factories.make_observation(series=series, period="2021", value="31.5")
    address = preview(staff, ("2021", Decimal("31.0")), ("2022", Decimal("30.4")))
    page = staff.get(address).content.decode()
    assert "1 new, 1 changed, 0 unchanged, 0 problems" in page
    assert "31.5" in page
    confirm(staff, address)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.actor, batch.reason) == ("applied", "editor", "Årets siffror")
    assert Observation.objects.get(period="2022").value == Decimal("30.4")
    versions = Observation.history.filter(history_batch=batch.uuid)
    assert versions.count() == 2
    assert {version.history_actor for version in versions} == {"editor"}


def test_the_preview_writes_nothing_but_the_batch(staff, series):
    preview(staff, ("2022", Decimal("30.4")))
    assert not Observation.objects.exists()
    assert ImportBatch.objects.get().state == "previewed"


def test_problems_are_shown_at_their_place_and_can_not_be_confirmed(staff, series):
    address = preview(staff, ("2022", "abc"), ("2023", "1,234"), ("2024", Decimal("1")))
    page = staff.get(address).content.decode()
    assert "D2" in page
    assert "not a number" in page
    assert "can be read as" in page
    assert 'name="confirm"' not in page
    confirm(staff, address)
    assert not Observation.objects.exists()
    assert ImportBatch.objects.get().state == "previewed"


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Problem"), ("nb", "Problem"), ("en", "Problems")]
)
def test_the_preview_speaks_the_persons_language(editor, series, language, words):
    client = Client(headers={"accept-language": language})
    client.force_login(editor)
    assert words in client.get(preview(client, ("2022", "abc"))).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (b"a\x00b", "no Excel workbook"),
        (b"<html></html>", "no Excel workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(staff, series, content, words):
    response = upload(staff, content=content, name="fil.xlsx")
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_sheet_is_found_by_its_header_not_by_being_in_front(staff, series):
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Instruktion"
    book.active.append(["Så här gör du", "1999"])
    data = book.create_sheet("Siffror")
    for row in [HEADER, *rows(("2022", 30.4))]:
        data.append(row)
    out = io.BytesIO()
    book.save(out)
    confirm(staff, preview(staff, content=out.getvalue(), name="siffror.xlsx"))
    assert Observation.objects.get().period == "2022"


def test_what_changed_since_the_preview_leads_to_a_new_preview(staff, series):
    row = factories.make_observation(series=series, period="2022", value="31")
    address = preview(staff, ("2022", Decimal("30.4")))
    row.value = Decimal("29")
    row.save()
    page = confirm(staff, address).content.decode()
    assert "Nothing was imported" in page
    row.refresh_from_db()
    assert row.value == 29
    confirm(staff, address)
    row.refresh_from_db()
    assert row.value == Decimal("30.4")


def test_a_second_confirmation_does_nothing(staff, series):
    address = preview(staff, ("2022", Decimal("30.4")))
    confirm(staff, address)
    assert "already been imported" in confirm(staff, address).content.decode()
    assert Observation.history.count() == 1


def test_a_preview_can_be_left_and_its_file_is_gone(staff, series):
    address = preview(staff, ("2022", Decimal("30.4")))
    staff.post(address, {"leave": "1"})
    assert ImportBatch.objects.get().state == "left"
    assert not StagedFile.objects.exists()
    confirm(staff, address)
    assert not Observation.objects.exists()


def test_a_preview_that_nobody_confirmed_is_left_after_a_week(staff, series):
    preview(staff, ("2022", Decimal("30.4")))
    old = ImportBatch.objects.get()
    old.uploaded_at -= timedelta(days=8)
    old.save()
    colleague = signed_in(factories.make_user(partnership=series.strategy.partnership))
    preview(colleague, ("2023", Decimal("30.4")))
    old.refresh_from_db()
    assert old.state == "left"
    assert StagedFile.objects.count() == 1


def test_a_preview_is_not_shown_to_somebody_who_has_left_the_partnership(staff, editor, series):
    address = preview(staff, ("2022", Decimal("30.4")))
    role = Membership.objects.get(user=editor)
    role.partnership = factories.make_partnership()
    role.save()
    assert staff.get(address).status_code == 404
    assert staff.post(address, {"confirm": "1"}).status_code == 404


def test_when_writing_fails_in_the_middle_nothing_is_written(staff, series, monkeypatch):
    address = preview(staff, ("2022", Decimal("30.4")))

    def fails(batch):
        raise IntegrityError

    monkeypatch.setattr(ImportBatch, "apply", fails)
    page = confirm(staff, address).content.decode()
    assert "Nothing was imported" in page
    assert not Observation.objects.exists()
    assert not Observation.history.exists()
    assert ImportBatch.objects.get().state == "previewed"


def test_a_batch_of_somebody_else_is_not_there(staff, series):
    address = preview(staff, ("2022", Decimal("30.4")))
    colleague = signed_in(factories.make_user(partnership=series.strategy.partnership))
    assert colleague.get(address).status_code == 404
    assert colleague.post(address, {"confirm": "1"}).status_code == 404
    assert not Observation.objects.exists()


def test_a_batch_is_bound_to_its_model(staff, series):
    address = preview(staff, ("2022", Decimal("30.4"))).replace("observation", "baseline")
    assert staff.post(address, {"confirm": "1"}).status_code == 404


def test_a_right_that_was_withdrawn_since_the_preview_stops_the_import(staff, editor, series):
    address = preview(staff, ("2022", Decimal("30.4")))
    Membership.objects.filter(user=editor).get().delete()
    assert staff.post(address, {"confirm": "1"}).status_code == 403
    assert not Observation.objects.exists()


@pytest.mark.parametrize("role", ["reader", None])
def test_without_the_right_there_is_no_import_page(series, role):
    user = factories.make_user(
        partnership=series.strategy.partnership if role else None, role=role or "reader"
    )
    client = signed_in(user)
    assert client.get(reverse("admin:indicators_observation_import")).status_code == 403
    assert upload(client, ("2022", Decimal(1))).status_code == 403


def test_an_export_holds_the_persons_own_rows_only(staff, series):
    factories.make_observation(series=series, period="2022", note="=1+1")
    factories.make_observation(period="2022", note="hemlig")
    csv = staff.get(reverse("admin:indicators_observation_export", args=["csv"]))
    text = csv.getvalue().decode("utf-8-sig")
    assert "n08-women;2022" in text
    assert "'=1+1" in text
    assert "hemlig" not in text
    xlsx = staff.get(reverse("admin:indicators_observation_export", args=["xlsx"]))
    assert (xlsx.status_code, xlsx.getvalue()[:2]) == (200, b"PK")
    assert (
        staff.get(reverse("admin:indicators_observation_export", args=["exe"])).status_code == 404
    )


def test_an_export_can_be_imported_again_and_changes_nothing(staff, series):
    factories.make_observation(series=series, period="2022", value="1.234", note="=1+1")
    for form in ("csv", "xlsx"):
        content = staff.get(reverse("admin:indicators_observation_export", args=[form])).getvalue()
        page = staff.get(preview(staff, content=content, name=f"ut.{form}")).content.decode()
        assert "0 new, 0 changed, 1 unchanged, 0 problems" in page


def test_a_hostile_file_name_is_shown_harmlessly(staff, series):
    address = preview(
        staff,
        content=write_xlsx(HEADER, rows(("2022", Decimal("1")))),
        name="<script>alert(1)</script>.xlsx",
    )
    assert "<script>alert" not in staff.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_ten_simultaneous_confirmations_import_once(staff, editor, series):
    address = preview(staff, ("2022", Decimal("30.4")), ("2023", Decimal("30.1")))
    clients = [signed_in(editor) for _client in range(10)]
    statuses = []

    def press(client):
        try:
            statuses.append(client.post(address, {"confirm": "1"}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * 10
    assert Observation.history.count() == 2


def test_a_table_of_too_many_rows_is_refused_with_the_way_out(staff, series):
    content = write_csv(HEADER, rows(*[(str(year), 1) for year in range(10_001)]))
    page = upload(staff, content=content).content.decode()
    assert "more than 10 000 rows" in page
    assert "Import figures" in page
    assert not ImportBatch.objects.exists()
