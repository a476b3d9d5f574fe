"""Whole workbooks: which sheets they have, and that others read and write them alike."""

import io
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from config.sheets import Cell, Kind, Reason, Unreadable, read, read_here
from tests.imports.handmade import (
    MAIN,
    OFFICE,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    relations,
    shared,
    sheet,
    workbook,
)

STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def cells(content):
    (found,) = read_here(content).sheets
    return [cell for row in found.rows for cell in row.cells]


def refusal(content):
    with pytest.raises(Unreadable) as found:
        read_here(content)
    return found.value


# Which sheets there are


def contents(listed, *, before=""):
    head = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>'
    return f"{head}{listed}</sheets></workbook>"


def three_sheets(*, targets):
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" {state} r:id="rId{number}"/>'
        for number, (name, state) in enumerate(
            [("Först &amp; främst", ""), ("Göm", 'state="hidden"'), ("Djupt", 'state="veryHidden"')]
        )
    )
    parts = {
        WORKBOOK: contents(listed),
        RELATIONS: relations(
            *((f"rId{number}", "worksheet", target) for number, (target, _) in enumerate(targets))
        ),
        SHEET: None,
    }
    for number, (_target, path) in enumerate(targets):
        parts[path] = sheet(f"<row><c><v>{number}</v></c></row>")
    return workbook(parts=parts)


def test_sheets_come_in_the_workbooks_order_wherever_they_lie():
    book = read_here(
        three_sheets(
            targets=[
                ("worksheets/sheet9.xml", "xl/worksheets/sheet9.xml"),
                ("/elsewhere/b.xml", "elsewhere/b.xml"),
                ("../A.xml", "a.XML"),
            ]
        )
    )
    assert [(found.name, found.is_hidden) for found in book.sheets] == [
        ("Först & främst", False),
        ("Göm", True),
        ("Djupt", True),
    ]
    assert [found.rows[0].cells[0].text for found in book.sheets] == ["0", "1", "2"]


def test_a_sheet_of_a_chart_has_no_cells():
    charts = relations(("rId1", "chartsheet", "chartsheets/sheet1.xml"))
    assert read_here(workbook(parts={RELATIONS: charts})).sheets == ()


def test_a_workbook_needs_neither_shared_texts_nor_styles():
    sheets = relations(("rId1", "worksheet", "worksheets/sheet1.xml"))
    content = workbook(parts={STRINGS: None, STYLES: None, RELATIONS: sheets})
    assert cells(content) == [Cell(1, 0, "1", Kind.NUMBER)]


def prefixed(xml):
    """The same XML with a prefix before each name."""
    return (
        xml.replace("</", "</x:")
        .replace("<", "<x:")
        .replace("<x:/x:", "</x:")
        .replace("xmlns=", "xmlns:x=")
    )


def strict(xml):
    for usual, other in STRICT.items():
        xml = xml.replace(usual, other)
    return xml


@pytest.mark.parametrize("spelt", [prefixed, strict])
def test_a_workbook_is_read_in_any_spelling_of_its_vocabulary(spelt):
    rows = '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" t="s"><v>0</v></c></row>'
    listed = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    listed += '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
    before = {SHEET: sheet(rows), STRINGS: shared("å"), WORKBOOK: listed}
    content = workbook(formats=["0 %"], parts={name: spelt(xml) for name, xml in before.items()})
    assert cells(content) == [Cell(1, 0, "0.5", Kind.PERCENT), Cell(1, 1, "å", Kind.TEXT)]


def test_formulas_of_other_vocabularies_are_not_taken_for_cells():
    other = '<extLst><x:f xmlns:x="http://schemas.microsoft.com/office/excel/2006/main">A1</x:f>'
    content = workbook(after=f"{other}</extLst>")
    assert cells(content) == [Cell(1, 0, "1", Kind.NUMBER)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_parts_of_a_workbook_may_be_encoded_as_xml_allows(encoding):
    xml = sheet('<row><c t="inlineStr"><is><t>åäö</t></is></c></row>').encode(encoding)
    assert cells(workbook(parts={SHEET: xml})) == [Cell(1, 0, "åäö", Kind.TEXT)]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({SHEET: None}, Reason.DAMAGED),
        ({RELATIONS: None}, Reason.DAMAGED),
        ({SHEET: "<worksheet"}, Reason.DAMAGED),
        ({SHEET: shared("a")}, Reason.DAMAGED),
        ({STRINGS: None}, Reason.DAMAGED),
        ({TYPES: None}, Reason.DAMAGED),
        ({"_rels/.rels": None}, Reason.NOT_A_TABLE),
        (
            {"_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin"))},
            Reason.NOT_A_TABLE,
        ),
        ({WORKBOOK: "<document/>"}, Reason.NOT_A_TABLE),
    ],
)
def test_a_workbook_that_lacks_a_part_is_told_apart(parts, reason):
    assert refusal(workbook(parts=parts)).reason is reason


# The same as others read and write


@pytest.mark.parametrize("in_constant_memory", [False, True])
def test_what_xlsxwriter_writes_is_read_as_openpyxl_reads_it(in_constant_memory):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": in_constant_memory})
    page = book.add_worksheet("Blad 1")
    percent, day = (book.add_format({"num_format": code}) for code in ("0.0 %", "yyyy-mm-dd"))
    page.write_row(0, 0, ["Kod", "å\nb", " x ", "_x12_", "=1"])
    page.write_row(1, 0, [1, 0.1 + 0.2, 1 / 3, -5.25, 1e-7, 12345678901.25])
    page.write_boolean(2, 0, True)
    page.write_number(2, 1, 0.125, percent)
    page.write_datetime(2, 2, date(2026, 3, 1), day)
    page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    page.write_blank(3, 0, None, percent)
    page.write_rich_string(4, 0, book.add_format({"bold": True}), "83", percent, "1")
    book.close()
    assert_same(out.getvalue())


def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it():
    book = openpyxl.Workbook()
    book.active.append(["Kod", 1, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 12, 30)])
    book.active.append([None, time(12, 30), "#N/A", 1234567.891, "  inåt"])
    book.active["B9"] = 0.07
    book.active["B9"].number_format = "0 %"
    book.create_sheet("Två").append(["y"])
    out = io.BytesIO()
    book.save(out)
    assert_same(out.getvalue())


def test_a_footnote_that_xlsxwriter_raises_stays_apart_from_its_number():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    raised = book.add_format({"font_script": 1})
    page = book.add_worksheet()
    page.write_rich_string(0, 0, "83", raised, "1")
    page.write_rich_string(1, 0, "km", raised, "2", " mark")
    book.close()
    (found,) = read(out.getvalue()).sheets
    assert [row.cells[0].text for row in found.rows] == ["83¹", "km² mark"]


def assert_same(content):
    """We read what openpyxl reads, digit for digit."""
    theirs = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    ours = read_here(content)
    assert [found.name for found in ours.sheets] == theirs.sheetnames
    for found, other in zip(ours.sheets, theirs.worksheets, strict=True):
        told = {cell.address: (cell.text, cell.kind) for row in found.rows for cell in row.cells}
        expected = {
            cell.coordinate: meaning(cell)
            for row in other.iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert told == expected


def meaning(cell):
    match cell.value:
        case bool():
            return str(int(cell.value)), Kind.BOOLEAN
        case int() | float():
            text = format(Decimal(format(cell.value, ".15g")).normalize(), "f")
            return text, Kind.PERCENT if "%" in cell.number_format else Kind.NUMBER
        case datetime():
            return cell.value.date().isoformat(), Kind.DATE
        case time():
            return cell.value.isoformat(), Kind.DATE
        case _:
            return cell.value, Kind.ERROR if cell.data_type == "e" else Kind.TEXT


VISIBLE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
CONTENT = (
    st.none()
    | VISIBLE.filter(lambda text: text.strip())
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.decimals(places=4, min_value=-(10**10), max_value=10**10)
)


@settings(max_examples=150)
@given(st.lists(st.lists(CONTENT, max_size=8), max_size=12), st.booleans())
def test_any_table_of_texts_and_numbers_comes_back_from_a_workbook(table, in_constant_memory):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": in_constant_memory})
    page = book.add_worksheet()
    for row, line in enumerate(table):
        for column, value in enumerate(line):
            if isinstance(value, str):
                page.write_string(row, column, value)
            elif value is not None:
                page.write_number(row, column, value)
    book.close()
    found = {(cell.row - 1, cell.column): cell for cell in cells(out.getvalue())}
    expected = {
        (row, column): value
        for row, line in enumerate(table)
        for column, value in enumerate(line)
        if value is not None
    }
    assert found.keys() == expected.keys()
    for place, value in expected.items():
        if isinstance(value, str):
            assert (found[place].text, found[place].kind) == (value, Kind.TEXT)
        else:
            assert (Decimal(found[place].text), found[place].kind) == (value, Kind.NUMBER)


def test_a_book_read_in_the_child_process_is_the_same_as_one_read_here():
    content = three_sheets(targets=[(f"s{number}.xml", f"xl/s{number}.xml") for number in range(3)])
    assert read(content) == read_here(content)
    assert read(b"a;b\n1;2\n\n'=x;\xe5") == read_here("a;b\n1;2\n\n'=x;å".encode("utf-16"))
