"""The pages on which staff bring in figures: upload, preview, confirm, undo."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from indicators.intake import batches, shown, tasks
from indicators.models import ImportBatch, ImportProgress, Observation, PlannedFigure, StagedFile
from tests import factories
from tests.fingerprint import fingerprint
from tests.intake.files import long_form, wide_form, workbook

pytestmark = pytest.mark.django_db


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


def upload(client, series, content, *, name="siffror.xlsx", **fields):
    return client.post(
        reverse("admin:indicators_importbatch_add"),
        {
            "strategy": series.strategy_id,
            "file": SimpleUploadedFile(name, content),
            "reason": "Årets siffror",
            **fields,
        },
    )


def page_of(client, series, content, **fields):
    """The address of the preview of a file."""
    response = upload(client, series, content, **fields)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response.url


def press(client, address, button):
    """Press a button of a page as it is now."""
    found = re.search(r"importbatch/(\d+)/change/", address)
    seen = ImportBatch.objects.get(pk=found[1]).version if found else ""
    return client.post(address, {button: "1", "seen": seen}, follow=True).content.decode()


def test_a_workbook_is_previewed_confirmed_and_undone(staff, series):
    factories.make_observation(series=series, period="2022", value="30.4")
    content = wide_form([2022, 2023], ["n08-women", 29.8, 29.1])
    address = page_of(staff, series, content)
    page = staff.get(address).content.decode()
    assert "1 new, 1 changed, 0 unchanged, 0 problems" in page
    assert "Imported: 1 new, 1 changed, 0 unchanged." in press(staff, address, "confirm")
    assert Observation.objects.get(period="2022").value == Decimal("29.8")
    assert "everything is as it was before" in press(staff, address, "undo")
    assert Observation.objects.get().value == Decimal("30.4")


def test_the_preview_shows_from_what_to_what_and_by_how_much(staff, series):
    factories.make_observation(series=series, period="2022", value="30.4")
    series.unit = "dagar"
    series.save()
    address = page_of(staff, series, long_form(["n08-women", "2022", 29.8]))
    page = staff.get(address).content.decode()
    assert re.search(r"<del>30\.4</del> →\s+<ins>29\.8</ins>\s+dagar", page)
    assert "−0.6 (−2.0 %)" in page
    assert "Siffror!C2" in page


def test_a_doubtful_figure_is_marked_and_can_be_looked_at_alone(staff, series):
    for year in range(2015, 2023):
        factories.make_observation(series=series, period=str(year), value="30.4")
    address = page_of(
        staff, series, long_form(["n08-women", "2023", 304], ["n08-women", "2024", 30.5])
    )
    page = staff.get(address, {"show": "doubtful"}).content.decode()
    assert "About ten times" in page
    assert "2023" in page
    assert "2024" not in page.split("<tbody>")[1]


def test_problems_come_with_their_cell_and_keep_everything_out(staff, series):
    address = page_of(
        staff, series, long_form(["n08-women", "2022", "abc"], ["n08-women", "2023", 30])
    )
    page = staff.get(address).content.decode()
    assert "Siffror!C2" in page
    assert "not a number" in page
    assert 'name="confirm"' not in page
    press(staff, address, "confirm")
    assert not Observation.objects.exists()


def test_the_file_comes_back_with_its_problems_marked(staff, series):
    import io

    import openpyxl

    address = page_of(staff, series, long_form(["n08-women", "2022", "abc"]))
    answer = staff.get(address.replace("/change/", "/marked/"))
    assert "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Siffror"]
    assert sheet["C2"].value == "abc"
    assert "not a number" in sheet["C2"].comment.text


def test_the_uploaded_file_is_kept_as_it_came(staff, series):
    content = long_form(["n08-women", "2022", 1])
    address = page_of(staff, series, content)
    assert staff.get(address.replace("/change/", "/file/")).content == content


def test_hidden_rows_are_left_out_until_a_person_wants_them(staff, series):
    import io

    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(long_form(["n08-women", "2022", 1], ["n08-women", "2023", 2]))
    )
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    address = page_of(staff, series, out.getvalue())
    assert ImportBatch.objects.get().new == 1
    assert 'name="with_hidden"' in staff.get(address).content.decode()
    press(staff, address, "with_hidden")
    assert ImportBatch.objects.get().new == 2


def test_many_figures_come_page_by_page_and_can_be_searched(staff, series):
    figures = [["n08-women", str(year), 1] for year in range(1800, 1800 + shown.ROWS_A_PAGE + 20)]
    address = page_of(staff, series, long_form(*figures))
    first = staff.get(address, {"show": "new"}).content.decode()
    assert first.count("<tr>") == shown.ROWS_A_PAGE + 1
    second = staff.get(address, {"show": "new", "page": "2"}).content.decode()
    assert second.count("<tr>") == 20 + 1
    assert "show=new" in re.search(r'<a href="([^"]*page=2)"', first)[1]
    found = staff.get(address, {"show": "new", "q": "n08-women 1805"}).content.decode()
    assert found.count("<tr>") == 2


def test_the_same_file_again_changes_nothing(staff, series):
    content = long_form(["n08-women", "2022", 1])
    press(staff, page_of(staff, series, content), "confirm")
    before = fingerprint(Observation, Observation.history.model)
    page = staff.get(page_of(staff, series, content)).content.decode()
    assert "There is nothing to import" in page
    assert fingerprint(Observation, Observation.history.model) == before


def test_what_changed_since_the_preview_leads_to_a_new_preview(staff, series):
    row = factories.make_observation(series=series, period="2022", value="31")
    address = page_of(staff, series, long_form(["n08-women", "2022", 30]))
    row.value = Decimal("29")
    row.save()
    page = press(staff, address, "confirm")
    assert "Nothing was imported: the registry has changed since" in page
    assert "<del>29</del>" in page
    row.refresh_from_db()
    assert row.value == 29


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (b"<html></html>", "no Excel workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence_and_kept_nowhere(
    staff, series, content, words
):
    response = upload(staff, series, content)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_csv_file_with_semicolons_is_read_too(staff, series):
    content = "Seriekod;Period;Värde\nn08-women;2022;30,4\n".encode("cp1252")
    press(staff, page_of(staff, series, content, name="siffror.csv"), "confirm")
    assert Observation.objects.get().value == Decimal("30.4")


def test_what_was_read_anew_since_the_page_was_opened_is_looked_at_first(staff, series):
    address = page_of(staff, series, long_form(["n08-women", "2022", 1]))
    seen = ImportBatch.objects.get().version
    batch = ImportBatch.objects.get()
    batch.with_hidden = True
    batch.save()
    page = staff.post(address, {"confirm": "1", "seen": seen}, follow=True).content.decode()
    assert "The file was read anew meanwhile." in page
    assert not Observation.objects.exists()


def test_leaving_a_file_forgets_it(staff, series):
    address = page_of(staff, series, long_form(["n08-women", "2022", 1]))
    press(staff, address, "leave")
    assert ImportBatch.objects.get().state == "left"
    assert not StagedFile.objects.exists()
    assert not PlannedFigure.objects.exists()


# Other people


@pytest.mark.parametrize("what", ["change", "file", "marked", "progress", "match"])
def test_a_strangers_import_answers_like_one_that_never_was(staff, series, what):
    page_of(staff, series, long_form(["n08-women", "2022", 1]))
    pk = ImportBatch.objects.get().pk
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    for client, status in ((stranger, 404), (signed_in(factories.make_user()), 403)):
        there = client.get(reverse(f"admin:indicators_importbatch_{what}", args=[pk]))
        never = client.get(reverse(f"admin:indicators_importbatch_{what}", args=[pk + 999]))
        assert there.status_code == never.status_code == status
        posted = client.post(
            reverse("admin:indicators_importbatch_change", args=[pk]), {"confirm": "1"}
        )
        assert posted.status_code == status
    assert not Observation.objects.exists()


def test_a_reader_sees_imports_but_decides_nothing(staff, series):
    address = page_of(staff, series, long_form(["n08-women", "2022", 1]))
    reader = factories.make_user(partnership=series.strategy.partnership, role="reader")
    client = signed_in(reader)
    assert 'name="confirm"' not in client.get(address).content.decode()
    assert client.post(address, {"confirm": "1"}).status_code == 403
    assert client.get(reverse("admin:indicators_importbatch_add")).status_code == 403
    assert not Observation.objects.exists()


def test_a_colleague_may_confirm_and_undo_in_the_same_partnership(staff, series):
    address = page_of(staff, series, long_form(["n08-women", "2022", 1]))
    colleague = factories.make_user(partnership=series.strategy.partnership, username="kollega")
    press(signed_in(colleague), address, "confirm")
    assert Observation.history.get().history_actor == "kollega"


def test_figures_for_a_foreign_strategy_can_not_be_uploaded(staff, series):
    foreign = factories.make_series()
    response = upload(staff, foreign, long_form([foreign.code, "2022", 1]))
    assert response.status_code == 200
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "9" * 30}, {"show": "?"}, {"q": "%"}])
def test_an_odd_address_is_answered(staff, series, query):
    address = page_of(staff, series, long_form(["n08-women", "2022", 1]))
    assert staff.get(address, query).status_code == 200


# In the background


@pytest.fixture
def large(monkeypatch):
    """Everything counts as a large file."""
    monkeypatch.setattr(batches, "LARGE", 10)


def work():
    """Let a worker do what is queued."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_read_by_a_worker_and_then_confirmed(staff, series, large):
    address = page_of(staff, series, long_form(["n08-women", "2022", 30]))
    assert "read in the background" in staff.get(address).content.decode()
    progress = address.replace("/change/", "/progress/")
    assert json.loads(staff.get(progress).content)["is_reading"]
    work()
    told = json.loads(staff.get(progress).content)
    assert (told["is_reading"], told["state"]) == (False, "previewed")
    press(staff, address, "confirm")
    assert Observation.objects.get().value == 30


@pytest.mark.django_db(transaction=True)
def test_a_large_file_that_is_no_table_is_told_on_its_page(staff, series, large):
    address = page_of(staff, series, b"PK\x03\x04 but nothing that follows")
    work()
    assert ImportBatch.objects.get().state == "refused"
    assert "damaged" in staff.get(address).content.decode()
    press(staff, address, "leave")
    assert ImportBatch.objects.get().state == "left"


@pytest.mark.django_db(transaction=True)
def test_cancelling_before_the_worker_comes_leaves_nothing(staff, series, large):
    address = page_of(staff, series, long_form(["n08-women", "2022", 30]))
    press(staff, address, "cancel")
    work()
    assert ImportBatch.objects.get().state == "left"
    assert not StagedFile.objects.exists()
    assert not PlannedFigure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_cancelling_while_it_is_read_leaves_nothing(staff, series, large, monkeypatch):
    address = page_of(staff, series, long_form(["n08-women", "2022", 30]))
    read = tasks.read

    def cancelled_meanwhile(batch, report):
        press(staff, address, "cancel")
        assert ImportBatch.objects.get().state == "waiting"
        read(batch, report=report)

    monkeypatch.setattr(tasks, "read", cancelled_meanwhile)
    work()
    assert ImportBatch.objects.get().state == "left"
    assert not PlannedFigure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_worker_died_the_page_says_so_and_the_file_can_be_read_again(staff, series, large):
    address = page_of(staff, series, long_form(["n08-women", "2022", 30]))
    ImportProgress.objects.update(phase="comparing", beat_at=timezone.now() - timedelta(minutes=1))
    assert json.loads(staff.get(address.replace("/change/", "/progress/")).content)[
        "is_interrupted"
    ]
    press(staff, address, "again")
    work()
    assert ImportBatch.objects.get().state == "previewed"
    assert PlannedFigure.objects.count() == 1


def test_the_same_batch_is_read_by_one_worker_only(staff, series, large):
    page_of(staff, series, long_form(["n08-women", "2022", 30]))
    ImportProgress.objects.update(phase="reading", beat_at=timezone.now())
    tasks.read_in_background.func(ImportBatch.objects.get().pk)
    assert ImportBatch.objects.get().state == "waiting"


# An office's file


def office_file(last=2023):
    years = [str(year) for year in range(2020, last + 1)]
    return workbook(
        (
            "Blad1",
            [
                ["Ohälsotal efter region, kön och år"],
                [],
                ["region", "kön", *years],
                ["25 Norrbottens län", "kvinnor", *[30 + n for n in range(len(years))]],
                ["", "män", *[20 + n for n in range(len(years))]],
                [],
                ["Källa: Försäkringskassan"],
            ],
        )
    )


def test_an_offices_file_is_matched_once_and_known_the_next_year(staff, series):
    address = page_of(staff, series, office_file())
    page = staff.get(address, follow=True).content.decode()
    assert "Which row is which series?" in page
    rows = re.findall(r'name="(row-\d+)"', page)
    assert len(rows) == 2
    match = address.replace("/change/", "/match/")
    settings = {"dialect": "px", "multiplier": "", "aggregation": "point", "status": ""}
    staff.post(match, {**settings, "row-0": "n08-women", "row-1": ""})
    page = staff.get(address).content.decode()
    assert "4 new, 0 changed, 0 unchanged, 0 problems" in page
    press(staff, address, "confirm")
    assert Observation.objects.get(period="2023").value == 33
    again = page_of(staff, series, office_file(last=2024))
    assert "Change which row is which series" in staff.get(again).content.decode()
    assert "1 new, 0 changed, 4 unchanged, 0 problems" in staff.get(again).content.decode()


def test_a_series_that_is_not_known_is_told_at_its_row(staff, series):
    address = page_of(staff, series, office_file())
    match = address.replace("/change/", "/match/")
    settings = {"dialect": "px", "multiplier": "", "aggregation": "point", "status": ""}
    page = staff.post(match, {**settings, "row-0": "n08-wimmen", "row-1": ""}).content.decode()
    assert "There is no such series." in page
    assert 'value="n08-wimmen"' in page
    assert ImportBatch.objects.get().state == "unmapped"


@pytest.mark.parametrize("zero", ["0", "0.000"])
def test_a_multiplier_of_zero_is_told_in_the_form(staff, series, zero):
    address = page_of(staff, series, office_file())
    match = address.replace("/change/", "/match/")
    settings = {"dialect": "px", "multiplier": zero, "aggregation": "point", "status": ""}
    response = staff.post(match, {**settings, "row-0": "n08-women", "row-1": ""})
    assert "A multiplier is more than zero." in response.content.decode()
    assert ImportBatch.objects.get().state == "unmapped"


def test_a_decision_that_cannot_be_kept_is_told_in_the_form(staff, series, monkeypatch):
    address = page_of(staff, series, office_file())
    match = address.replace("/change/", "/match/")
    monkeypatch.setattr("indicators.workbook.mapping.MOST_ROWS", 1)
    settings = {"dialect": "px", "multiplier": "", "aggregation": "point", "status": ""}
    response = staff.post(match, {**settings, "row-0": "n08-women", "row-1": ""})
    assert "The file can&#x27;t be read in this way." in response.content.decode()
    assert ImportBatch.objects.get().state == "unmapped"


def test_a_file_without_a_title_is_confirmed_each_time_with_what_was_decided(staff, series):
    rows = [["region", "kön", "2022", "2023"], ["25 Norrbottens län", "kvinnor", 30, 31]]
    address = page_of(staff, series, workbook(("Blad1", rows)))
    settings = {"dialect": "px", "multiplier": "", "aggregation": "point", "status": ""}
    staff.post(address.replace("/change/", "/match/"), {**settings, "row-0": "n08-women"})
    press(staff, address, "confirm")
    again = page_of(staff, series, workbook(("Blad1", rows)))
    page = staff.get(again, follow=True).content.decode()
    assert "Which row is which series?" in page
    assert "as last time" in page


def test_a_file_without_any_table_says_so(staff, series):
    address = page_of(staff, series, workbook(("Blad1", [["Hej"], ["på dig"]])))
    page = staff.get(address, follow=True).content.decode()
    assert "No table with figures was found" in page
