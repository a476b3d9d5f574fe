"""What a cell becomes in the registry: exactly what it says, or nothing and a sentence."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse

from indicators.models import ImportBatch, Observation
from tests import factories
from tests.faults.live import check_readable, check_sound
from tests.fingerprint import fingerprint
from tests.intake.files import long_form, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["sv", "en"])
def language(request):
    return request.param


@pytest.fixture
def staff(editor):
    return signed_in(editor, "en")


def signed_in(user, language):
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def uploaded(client, series, content, name="siffror.xlsx"):
    """The batch of a file that was uploaded."""
    response = client.post(
        reverse("admin:indicators_importbatch_add"),
        {
            "strategy": series.strategy_id,
            "file": SimpleUploadedFile(name, content),
            "reason": "Årets siffror",
        },
    )
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert client.get(response.url, follow=True).status_code == 200
    return ImportBatch.objects.get()


def press(client, batch, button):
    address = reverse("admin:indicators_importbatch_change", args=[batch.pk])
    told = {button: "1", "seen": batch.version}
    assert client.post(address, told, follow=True).status_code == 200
    batch.refresh_from_db()


def imported(client, series, content):
    batch = uploaded(client, series, content)
    press(client, batch, "confirm")
    return batch


def check_lists_answer():
    """Every list of the admin shows its rows."""
    client = signed_in(factories.make_administrator(), "en")
    for model in admin.site._registry:
        try:
            address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
        except NoReverseMatch:
            continue
        assert client.get(address).status_code == 200, address
    check_readable()


# A cell beside a clear one (0,5), so that the decimal mark of the column is known
STORED = {
    "a number": (12.5, "12.5"),
    "a number with noise": (0.1 + 0.2, "0.3"),
    "zero": (0, "0"),
    "the text 0": ("0", "0"),
    "a negative number": (-3.25, "-3.25"),
    "fifteen digits": (123456789012.345, "123456789012.345"),
    "a decimal comma": ("3,5", "3.5"),
    "a decimal point": ("3.5", "3.5"),
    "a space between thousands": ("1 234,5", "1234.5"),
    "a no-break space": ("1\u00a0234,5", "1234.5"),
    "a narrow no-break space": ("1\u202f234,5", "1234.5"),
    "a thin space": ("1\u2009234,5", "1234.5"),
    "an apostrophe": ("1'234,5", "1234.5"),
    "a minus of printers": ("\u22125", "-5"),
    "an en dash as minus": ("\u20135", "-5"),
    "a comma of thousands with decimals": ("1,234.5", "1234.5"),
    "points of thousands with decimals": ("1.234,5", "1234.5"),
    "about": ("ca 5,26", "5.26"),
    "not available": ("..", "not_available"),
    "not yet": ("...", "not_yet"),
    "in words": ("uppgift saknas", "not_available"),
    "too small": ("<5", "too_small"),
    "a footnote mark": ("83¹", "83"),
}
REFUSED = {
    "not a number": ("nan", "not_a_number"),
    "infinity": ("inf", "not_a_number"),
    "far too large": ("1e400", "not_a_number"),
    "a power of ten": ("1e3", "not_a_number"),
    "too large": ("1" + "0" * 29, "too_large"),
    "a number cell that is too large": (1e30, "too_large"),
    "a number cell that is far too large": (1e300, "too_large"),
    "seven decimals": ("0,1234567", "too_many_decimals"),
    "sixteen digits": ("1234567890,123456", "too_many_digits"),
    "an underscore": ("1_000", "not_a_number"),
    "an Arabic digit": ("٣", "not_a_number"),
    "a fullwidth digit": ("５", "not_a_number"),
    "a hyphen": ("-", "ask_symbol"),
    "an em dash": ("—", "ask_symbol"),
    "a colon": (":", "ask_symbol"),
    "a range": ("10–12", "range"),
    "a word": ("abc", "not_a_number"),
    "yes": (True, "yes_or_no"),
    "yes in words": ("ja", "not_a_number"),
    "an error of Excel": ("#DIV/0!", "error_value"),
    "a formula without a result": ("=1+1", "no_result"),
    "a script": ("<script>alert(1)</script>", "not_a_number"),
    "a very long text": ("9" * 10_000, "not_a_number"),
    "a hidden control character": ("1_x0007_2", "not_a_number"),
    "half a character": ("_xD800_", "not_a_number"),
    "text that runs from right to left": ("\u202e21", "not_a_number"),
    "emoji": ("😀", "not_a_number"),
}


def shown(figure):
    return figure.missing if figure.value is None else format(figure.value, "f")


@pytest.mark.parametrize("name", STORED)
def test_a_cell_is_stored_exactly(staff, series, name):
    cell, expected = STORED[name]
    imported(staff, series, long_form([series.code, "2020", cell], [series.code, "2021", "0,5"]))
    assert shown(Observation.objects.get(period="2020")) == expected
    check_sound()


@pytest.mark.parametrize("name", REFUSED)
def test_a_cell_that_is_no_figure_keeps_everything_out(staff, series, name):
    cell, code = REFUSED[name]
    batch = uploaded(
        staff, series, long_form([series.code, "2020", 1], [series.code, "2021", cell])
    )
    problem = batch.findings.get(weight="problem")
    assert (problem.code, problem.place) == (code, "Siffror!C3")
    before = fingerprint()
    press(staff, batch, "confirm")
    assert fingerprint() == before
    address = reverse("admin:indicators_importbatch_marked", args=[batch.pk])
    assert staff.get(address).status_code == 200


@pytest.mark.parametrize("cell", ["1,234", "1.234"])
def test_what_can_be_read_in_two_ways_is_asked_whatever_the_language_of_the_page(
    series, editor, language, cell
):
    batch = uploaded(signed_in(editor, language), series, long_form([series.code, "2020", cell]))
    assert batch.findings.get(weight="problem").code == "ambiguous_number"


@pytest.mark.parametrize("cell", ["3,5", "3.5"])
def test_a_number_is_read_the_same_whatever_the_language_of_the_page(
    series, editor, language, cell
):
    imported(signed_in(editor, language), series, long_form([series.code, "2020", cell]))
    assert Observation.objects.get().value == Decimal("3.5")


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_changes_nothing(staff, series, cell):
    factories.make_observation(series=series, period="2020", value="7")
    imported(staff, series, long_form([series.code, "2020", cell], [series.code, "2021", 1]))
    assert Observation.objects.get(period="2020").value == 7


def test_the_largest_and_smallest_numbers_can_be_read_again(staff, series):
    cells = ["999999999999999", "-999999999999999", "0,000001", "99999999,999999"]
    rows = [[series.code, str(2000 + n), cell] for n, cell in enumerate(cells)]
    imported(staff, series, long_form(*rows))
    stored = [shown(row) for row in Observation.objects.order_by("period")]
    assert stored == [cell.replace(",", ".") for cell in cells]
    check_lists_answer()


PERIODS = {
    "before there were statistics": (1066, "not_a_period"),
    "far ahead": (9999, "not_a_period"),
    "too many digits": (99999, "not_a_period"),
    "a broken year": (2020.9, "not_a_period"),
    "a school year of a yearly series": ("2020/21", "other_frequency"),
    "a word": ("förra året", "not_a_period"),
    "a span that does not say of what": ("2017–2022", "span_without_kind"),
}


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_that_does_not_fit_is_told(staff, series, name):
    period, code = PERIODS[name]
    batch = uploaded(staff, series, long_form([series.code, period, 1]))
    assert code in batch.findings.filter(weight="problem").values_list("code", flat=True)
    press(staff, batch, "confirm")
    assert not Observation.objects.exists()


def test_what_is_above_the_highest_possible_value_is_refused(staff, series):
    series.indicator.unit, series.indicator.cap = "procent", Decimal(100)
    series.indicator.save()
    batch = uploaded(staff, series, long_form([series.code, "2020", 250]))
    assert batch.findings.get(weight="problem").code == "above_highest"


@pytest.mark.parametrize(
    "code", ["n08-man", "N08-WOMEN ", "n08–women", "n08-wоmen", "n08", "=1+1", "x" * 500, "\u202e"]
)
def test_a_series_that_is_not_known_keeps_everything_out(staff, series, code):
    batch = uploaded(staff, series, long_form([series.code, "2020", 1], [code, "2020", 2]))
    press(staff, batch, "confirm")
    if code.strip().casefold() != series.code:
        assert batch.problems
        assert not Observation.objects.exists()
    check_sound()


HEADINGS = {
    "a misspelt year": (["Seriekod", "202O"], [1]),
    "the same year twice": (["Seriekod", "2020", "2020"], [1, 2]),
    "no series code": (["Kod?", "2020"], [1]),
    "a period without a value": (["Seriekod", "Period"], ["2020"]),
    "a value under no heading": (["Seriekod", "2020", None], [1, 2]),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_table_with_wrong_headings_imports_nothing(staff, series, name):
    header, cells = HEADINGS[name]
    batch = uploaded(staff, series, workbook(("Siffror", [header, [series.code, *cells]])))
    press(staff, batch, "confirm")
    assert batch.state != "applied"
    assert not Observation.objects.exists()


def test_the_same_figure_twice_with_different_values_is_told_at_both_cells(staff, series):
    rows = [[series.code, "2020", 1], [f" {series.code} ", 2020, 2]]
    batch = uploaded(staff, series, long_form(*rows))
    problem = batch.findings.get(weight="problem")
    assert (problem.code, problem.address, problem.details["first"]) == (
        "twice_different",
        "C3",
        "Siffror!C2",
    )


# Notes: the only text of a file that is kept

NOTES = {
    "emoji": ("Bra 😀", "Bra 😀"),
    "a letter in two pieces": ("Pa\u030a", "På"),
    "a script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "a formula": ("'=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    "two lines": ("en\ntvå", "en\ntvå"),
    "what only looks like half a character": ("a_xD800_b", "a_xD800_b"),
    "text that runs from right to left": ("\u202eabc", "\u202eabc"),
}
NO_NOTES = {
    "a control character": "a_x0007_b",
    "a null character": "a_x0000_b",
    "more than a cell of ours holds": "x" * 32_000,
}


def with_note(series, note):
    rows = [["Seriekod", "Period", "Värde", "Not"], [series.code, "2020", 1, note]]
    return workbook(("Siffror", rows))


@pytest.mark.parametrize("name", NOTES)
def test_a_note_is_kept_as_it_is_and_shown_as_text(staff, series, name):
    note, expected = NOTES[name]
    batch = imported(staff, series, with_note(series, note))
    assert Observation.objects.get().note == expected
    for what in ("change", "marked"):
        page = staff.get(reverse(f"admin:indicators_importbatch_{what}", args=[batch.pk]))
        assert b"<script>alert" not in page.content
    Observation.objects.get().full_clean()
    if name == "a script":
        check_lists_answer()


@pytest.mark.parametrize("name", NO_NOTES)
def test_a_note_that_no_page_can_carry_is_a_problem(staff, series, name):
    batch = uploaded(staff, series, with_note(series, NO_NOTES[name]))
    assert batch.findings.get(weight="problem").code == "note_not_kept"
    press(staff, batch, "confirm")
    assert not Observation.objects.exists()
    address = reverse("admin:indicators_importbatch_marked", args=[batch.pk])
    assert staff.get(address).status_code == 200


# Sheets


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_with_the_figures_is_read_whichever_is_in_front(staff, series):
    content = workbook(
        ("Instruktion", [["Så här", "fyller du i"], ["Exempel", "1999"]]),
        (
            "Vad som helst",
            [["Rubrik"], [], ["Seriekod", "Period", "Värde"], [series.code, 2020, 5]],
        ),
    )
    for active in (0, 1):
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active = active
        batch = uploaded(staff, series, saved(book))
        assert (batch.new, batch.problems) == (1, 0)
        batch.delete()


def test_a_merged_cell_with_a_figure_is_a_problem(staff, series):
    book = openpyxl.load_workbook(
        io.BytesIO(long_form([series.code, "2020", 1], [series.code, "2021", 2]))
    )
    book.active.merge_cells("C2:C3")
    batch = uploaded(staff, series, saved(book))
    assert "merged_cells" in batch.findings.values_list("code", flat=True)
    press(staff, batch, "confirm")
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("encoding", "separator", "line_end"),
    [
        ("utf-8", ";", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("cp1252", ";", "\r\n"),
        ("cp1252", ",", "\r"),
        ("utf-8", "\t", "\r"),
    ],
)
def test_a_csv_file_is_read_alike_in_every_dialect(staff, series, encoding, separator, line_end):
    rows = [["Seriekod", "Period", "Värde"], [series.code, "2020", "3.5"]]
    content = line_end.join(separator.join(row) for row in rows).encode(encoding)
    batch = uploaded(staff, series, content, name="siffror.csv")
    press(staff, batch, "confirm")
    assert Observation.objects.get().value == Decimal("3.5")


def test_half_a_character_in_a_csv_file_is_told(staff, series):
    content = f"Seriekod;Period;Värde\n{series.code};2020;".encode("utf-16") + b"\x00\xd8"
    response = staff.post(
        reverse("admin:indicators_importbatch_add"),
        {
            "strategy": series.strategy_id,
            "file": SimpleUploadedFile("a.csv", content),
            "reason": "a",
        },
    )
    assert response.status_code in (200, 302)
    assert not Observation.objects.exists()
