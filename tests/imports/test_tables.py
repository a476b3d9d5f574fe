"""Files in and out: what anybody may upload, and what a spreadsheet may open."""

import io
import re
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import tables
from config.tables import Kind, Reason, Unreadable
from tests.imports import handmade

HEADER = ["code", "value"]


def workbook(*, rows=(("a", 1),), header=HEADER, **sheets):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (header, *rows):
        sheet.append(row)
    return book, sheet


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_workbook_comes_back_as_it_was_written():
    content = tables.write_xlsx(HEADER, [["a", Decimal("1.5")], ["=1+1", None], ["", 3]])
    (table,) = tables.read(content)
    assert texts(table) == [["a", "1.5"], ["=1+1"], ["", "3"]]
    assert table.rows[0][1].kind is Kind.NUMBER
    assert table.rows[1][0].kind is Kind.TEXT


def test_a_csv_comes_back_as_it_was_written():
    rows = [
        ["a", Decimal("1.234")],
        ["=1+1", Decimal("-5")],
        ["'x", None],
        ['åäö;\n"x', Decimal("0.5")],
    ]
    (table,) = tables.read(tables.write_csv(HEADER, rows))
    assert texts(table) == [["a", "1.2340"], ["=1+1", "-5"], ["'x"], ['åäö;\n"x', "0.5"]]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_like_a_formula_is_harmless_in_every_export(start):
    assert f"'{start.strip()[:1]}" in tables.write_csv(HEADER, [[start, None]]).decode(
        "utf-8-sig"
    ).replace("\t", "").replace("\r", "")
    book = openpyxl.load_workbook(io.BytesIO(tables.write_xlsx(HEADER, [[start, None]])))
    assert book.active["A2"].data_type == "s"


def test_a_negative_number_stays_a_number():
    content = tables.write_xlsx(HEADER, [["a", Decimal("-5.25")]])
    assert openpyxl.load_workbook(io.BytesIO(content)).active["B2"].value == -5.25
    assert ";-5.25" in tables.write_csv(HEADER, [["a", Decimal("-5.25")]]).decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_in_every_usual_dialect(encoding, separator, end):
    lines = [separator.join(["code", "value"]), separator.join(["å", '"1\n2"'])]
    (table,) = tables.read_here(end.join(lines).encode(encoding))
    assert table.header == ("code", "value")
    assert texts(table) == [["å", "1\n2"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n ", Reason.EMPTY),
        (b"PK\x03\x04 not really a zip", Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted", Reason.OLD_OR_LOCKED),
        (b"<html><table><tr><td>1</td></tr></table></html>", Reason.NOT_A_TABLE),
        (b"a\x00b;c\n1;2", Reason.NOT_A_TABLE),
        (b"x" * (tables.MAX_BYTES + 1), Reason.TOO_LARGE),
        (b"a;b\n" + b"x" * 33_000 + b";1\n", Reason.TOO_LONG),
    ],
)
def test_what_is_no_table_is_told_apart(content, reason):
    with pytest.raises(Unreadable) as refusal:
        tables.read(content)
    assert refusal.value.reason is reason


def test_a_truncated_workbook_is_told_apart():
    content = saved(workbook()[0])
    with pytest.raises(Unreadable) as refusal:
        tables.read(content[: len(content) // 2])
    assert refusal.value.reason is Reason.DAMAGED


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hej")
    with pytest.raises(Unreadable) as refusal:
        tables.read(out.getvalue())
    assert refusal.value.reason is Reason.NOT_A_TABLE


def test_macros_are_refused():
    out = io.BytesIO(saved(workbook()[0]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Unreadable) as refusal:
        tables.read(out.getvalue())
    assert refusal.value.reason is Reason.MACROS


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (200 * 1024 * 1024))
    with pytest.raises(Unreadable) as refusal:
        tables.read(out.getvalue())
    assert refusal.value.reason is Reason.TOO_LARGE


def test_a_formula_without_a_stored_result_is_seen():
    book, sheet = workbook()
    sheet["B2"] = "=1+1"
    (table,) = tables.read(saved(book))
    assert table.rows[0][1].kind is Kind.NO_RESULT
    assert table.rows[0][1].address == "B2"


def test_a_formula_without_a_stored_result_is_seen_behind_a_namespace_too():
    book, sheet = workbook()
    sheet["B2"] = "=1+1"
    before, out = zipfile.ZipFile(io.BytesIO(saved(book))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)
                content = content.replace(b"xmlns=", b"xmlns:x=")
            after.writestr(name, content)
    (table,) = tables.read(out.getvalue())
    assert table.rows[0][1].kind is Kind.NO_RESULT


def test_number_formats_of_per_cent_and_dates_are_seen():
    book, sheet = workbook(rows=[("a", 0.12), ("b", None)])
    sheet["B2"].number_format = "0 %"
    sheet["B3"] = date(2026, 3, 1)
    (table,) = tables.read(saved(book))
    assert table.rows[0][1].kind is Kind.PERCENT
    assert table.rows[1][1].kind is Kind.DATE


def test_a_far_away_formatted_row_is_no_row():
    book, sheet = workbook(rows=[("a", 1)])
    sheet.row_dimensions[1_048_576].height = 20
    sheet["A20000"].number_format = "0.0"
    (table,) = tables.read(saved(book))
    assert len(table.rows) == 1


def test_hidden_rows_and_sheets_are_seen():
    book, sheet = workbook()
    sheet.row_dimensions[2].hidden = True
    other = book.create_sheet("Gömd")
    other.append(["code", "value"])
    other.sheet_state = "hidden"
    first, second = tables.read(saved(book))
    assert first.has_hidden_rows
    assert (first.hidden, second.hidden) == (False, True)


def test_a_row_hidden_in_one_sheet_says_nothing_of_the_others():
    book, _sheet = workbook()
    other = book.create_sheet("Filtrerad")
    other.append(["code", "value"])
    other.append(["a", 1])
    other.row_dimensions[2].hidden = True
    assert [table.has_hidden_rows for table in tables.read_here(saved(book))] == [False, True]


def test_cells_stand_under_their_columns_and_empty_ones_have_an_address():
    book, sheet = workbook(rows=[(None, 2)])
    sheet["D2"] = "beside"
    (table,) = tables.read_here(saved(book))
    assert [(cell.text, cell.address) for cell in table.rows[0]] == [
        ("", "A2"),
        ("2", "B2"),
        ("", "C2"),
        ("beside", "D2"),
    ]


def test_rows_keep_their_numbers_in_the_file():
    book, sheet = workbook(rows=[(None, None), ("a", 1), (None, None), ("b", 2)])
    sheet.insert_rows(1, amount=3)
    (table,) = tables.read_here(saved(book))
    assert (table.header, table.numbers) == (("code", "value"), (6, 8))


def test_merged_cells_are_told_and_read_where_they_begin():
    book, sheet = workbook(rows=[("a", 1), (None, 2)])
    sheet.merge_cells("A2:A3")
    (table,) = tables.read_here(saved(book))
    assert table.merged == ((2, 0, 3, 0),)
    assert texts(table) == [["a", "1"], ["", "2"]]


def test_two_cells_in_one_place_are_damage():
    row = '<row r="{}"><c r="A1"><v>1</v></c></row>'
    twice = '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'
    with pytest.raises(Unreadable) as refusal:
        tables.read_here(handmade.workbook(row.format(1) + twice))
    assert (refusal.value.reason, refusal.value.detail) == (Reason.DAMAGED, "A2")


def test_float_noise_of_excel_is_not_kept():
    book, sheet = workbook(rows=[("a", 0.1 + 0.2)])
    (table,) = tables.read(saved(book))
    assert table.rows[0][1].text == "0.3"


SOUND = saved(workbook(rows=[("a", 1), ("b", 2)])[0])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_never_anything_else(data):
    content = bytearray(SOUND)
    for _change in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        tables.read_here(bytes(content))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Unreadable):
        tables.read_here(content)


@given(
    st.lists(
        st.tuples(
            st.text(
                alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
                min_size=1,
                max_size=20,
            )
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_text_survives_a_csv(rows):
    content = tables.write_csv(["code", "name"], [["x", text] for (text,) in rows])
    (table,) = tables.read_here(content)
    assert [row[1].text if len(row) > 1 else "" for row in table.rows] == [
        text if text.strip() else "" for (text,) in rows
    ]
