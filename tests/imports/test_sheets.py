"""Reading the sheets of workbooks cell by cell, as the file itself writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sheets import Cell, Kind, Reason, Row, Unreadable, read_here
from tests.imports.handmade import (
    MAIN,
    OFFICE,
    STRINGS,
    WORKBOOK,
    workbook,
)

RAISED = '<r><rPr><vertAlign val="superscript"/></rPr>'


def only_sheet(content):
    (found,) = read_here(content).sheets
    return found


def cells(content):
    return [cell for row in only_sheet(content).rows for cell in row.cells]


def the_cell(xml, **parts):
    (cell,) = cells(workbook(f'<row r="1">{xml}</row>', **parts))
    return cell


def number(text, style=0):
    return the_cell(f'<c r="A1" s="{style}"><v>{text}</v></c>')


def refusal(content):
    with pytest.raises(Unreadable) as found:
        read_here(content)
    return found.value


# Numbers


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("42", "42"),
        ("1.50", "1.5"),
        ("1.0", "1"),
        ("-5.25", "-5.25"),
        ("0.30000000000000004", "0.3"),
        ("30.100000000000001", "30.1"),
        ("999999999999999", "999999999999999"),
        ("1234567890123456", "1234567890123460"),
        ("0.1234567890123456", "0.123456789012346"),
        ("1E-7", "0.0000001"),
        ("1.5e3", "1500"),
        ("+7", "7"),
        (".5", "0.5"),
        ("007", "7"),
        (" 12.5\n", "12.5"),
        ("1E300", "1" + "0" * 300),
    ],
)
def test_a_number_is_the_files_own_text_with_the_digits_that_excel_shows(written, text):
    assert number(written) == Cell(1, 0, text, Kind.NUMBER)


@pytest.mark.parametrize(
    "written",
    ["1e400", "1E-400", "1e999999999", "NaN", "Infinity", "abc", "1_000", "٣", "1,5", "--1"],
)
def test_what_is_no_number_of_excel_stays_the_text_it_is(written):
    assert number(written) == Cell(1, 0, written, Kind.TEXT)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8
    )
)
def test_every_digit_of_a_number_survives(value):
    assert Decimal(number(str(value)).text) == value


# Formats


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0.00", Kind.NUMBER),
        ("General", Kind.NUMBER),
        ("#,##0.0;[Red]-#,##0.0", Kind.NUMBER),
        ('0 "% of days"', Kind.NUMBER),
        ("0\\%", Kind.NUMBER),
        ('#,##0\\ "kr";[<0]"minus"', Kind.NUMBER),
        ('_-* #,##0.00\\ "dd"_-', Kind.NUMBER),
        ("[$-41D]0", Kind.NUMBER),
        ("0.0E+00", Kind.NUMBER),
        ("0 %", Kind.PERCENT),
        ("0.0%;-0.0%", Kind.PERCENT),
        (9, Kind.PERCENT),
        (10, Kind.PERCENT),
        ("yyyy-mm-dd", Kind.DATE),
        ("[$-41D]d mmmm yyyy;@", Kind.DATE),
        ("[h]:mm", Kind.DATE),
        ("[mm]:ss", Kind.DATE),
        ("MMM/YY", Kind.DATE),
        *((number, Kind.DATE) for number in (14, 17, 22, 27, 36, 45, 47, 50, 58)),
        *((number, Kind.NUMBER) for number in (1, 4, 11, 12, 13, 23, 37, 44, 48, 49)),
    ],
)
def test_the_number_format_tells_per_cent_and_dates_from_numbers(code, kind):
    assert the_cell('<c s="1"><v>12</v></c>', formats=[code]).kind is kind


def test_a_cell_of_per_cent_keeps_the_number_it_holds():
    assert the_cell('<c s="1"><v>0.12</v></c>', formats=["0 %"]).text == "0.12"


def test_a_style_that_is_not_there_is_a_plain_number():
    assert number("12", style=7).kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("serial", "since_1900", "since_1904"),
    [
        ("0", "00:00:00", "1904-01-01"),
        ("0.5", "12:00:00", "12:00:00"),
        ("1", "1900-01-01", "1904-01-02"),
        ("59", "1900-02-28", "1904-02-29"),
        ("60", "1900-02-29", "1904-03-01"),
        ("61", "1900-03-01", "1904-03-02"),
        ("46082", "2026-03-01", "2030-03-02"),
        ("46082.75", "2026-03-01", "2030-03-02"),
        ("46082.9999999999", "2026-03-02", "2030-03-03"),
        ("2958465", "9999-12-31", None),
    ],
)
def test_a_day_is_told_by_the_calendar_of_the_file(serial, since_1900, since_1904):
    for text, flag in ((since_1900, "0"), (since_1904, "1")):
        book = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{flag}"/><sheets>'
        )
        book += '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
        cell = the_cell(f'<c s="1"><v>{serial}</v></c>', formats=[14], parts={WORKBOOK: book})
        expected = (serial, Kind.NUMBER) if text is None else (text, Kind.DATE)
        assert (cell.text, cell.kind) == expected


@pytest.mark.parametrize("serial", ["-1", "2958466", "1E300"])
def test_a_number_that_is_no_day_stays_a_number_whatever_its_format(serial):
    cell = the_cell(f'<c s="1"><v>{serial}</v></c>', formats=[14])
    assert (Decimal(cell.text), cell.kind) == (Decimal(serial), Kind.NUMBER)


# Other types


@pytest.mark.parametrize(
    ("xml", "text", "kind"),
    [
        ('<c t="b"><v>1</v></c>', "1", Kind.BOOLEAN),
        ('<c t="b"><v>false</v></c>', "0", Kind.BOOLEAN),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!", Kind.ERROR),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", Kind.ERROR),
        ('<c t="d"><v>2026-03-01T12:00:00</v></c>', "2026-03-01", Kind.DATE),
        ('<c t="d"><v>some day</v></c>', "some day", Kind.TEXT),
        ('<c t="str"><f>A2</f><v>hej</v></c>', "hej", Kind.TEXT),
        ("<c><f>1+1</f><v>2</v></c>", "2", Kind.NUMBER),
        ("<c><f>1+1</f></c>", "=", Kind.NO_RESULT),
        ("<c><f>1+1</f><v></v></c>", "=", Kind.NO_RESULT),
        ("<c><f>1+1</f><v/></c>", "=", Kind.NO_RESULT),
        ('<c><f t="shared" si="0"/></c>', "=", Kind.NO_RESULT),
        ('<c t="str"><f>A2</f></c>', "=", Kind.NO_RESULT),
        ('<c t="inlineStr"><is><t>hej</t></is></c>', "hej", Kind.TEXT),
        ('<c t="inlineStr"><is><r><t>8</t></r><r><rPr/><t>3</t></r></is></c>', "83", Kind.TEXT),
        (f'<c t="inlineStr"><is><r><t>83</t></r>{RAISED}<t>1</t></r></is></c>', "83¹", Kind.TEXT),
        ('<c t="inlineStr"><is><t>日</t><rPh><t>ひ</t></rPh></is></c>', "日", Kind.TEXT),
        ("<c><v>1</v><v>2</v></c>", "2", Kind.NUMBER),
    ],
)
def test_a_cell_is_what_its_type_says(xml, text, kind):
    assert the_cell(xml) == Cell(1, 0, text, kind)


def test_an_empty_text_as_a_formulas_result_is_no_content():
    assert not cells(workbook('<row><c t="str"><f>""</f><v></v></c></row>'))


def test_shared_texts_are_put_together_from_their_runs_without_pronunciation():
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>a</t></si><si/>'
        '<si><r><t xml:space="preserve">Ohälso</t></r><r><rPr><b/></rPr><t>talet </t></r></si>'
        '<si><t>日本</t><rPh sb="0" eb="2"><t>にほん</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>z</t></si></sst>"
    )
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in (4, 3, 2, 1, 0))
    found = cells(workbook(f"<row>{row}</row>", parts={STRINGS: strings}))
    assert [(cell.column, cell.text) for cell in found] == [
        (0, "z"),
        (1, "日本"),
        (2, "Ohälsotalet "),
        (4, "a"),
    ]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (f"<r><t>83</t></r>{RAISED}<t>1</t></r>", "83¹"),
        (f"<r><t>83</t></r>{RAISED}<t>1,2)</t></r>", "83¹,²)"),
        (f"<r><t>x</t></r>{RAISED}<t>0123456789</t></r>", "x⁰¹²³⁴⁵⁶⁷⁸⁹"),
        (f"<r><t>83</t></r>{RAISED}<t>b</t></r>", "83b"),
        (f"{RAISED}<t>1</t></r><r><t>83</t></r>", "¹83"),
        (f"{RAISED}<t>1</t></r><r><rPr/><t>83</t></r>", "¹83"),
        ('<r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r>', "2"),
        ('<r><rPr><vertAlign val="baseline"/></rPr><t>2</t></r>', "2"),
    ],
)
def test_a_raised_digit_is_no_digit_of_the_number_before_it(runs, text):
    strings = f'<sst xmlns="{MAIN}"><si>{runs}</si><si><t>1</t></si></sst>'
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    shared = cells(workbook(row, parts={STRINGS: strings}))
    assert [cell.text for cell in shared] == [text, "1"]
    row = f'<row><c t="inlineStr"><is>{runs}</is></c><c t="inlineStr"><is><t>1</t></is></c></row>'
    assert [cell.text for cell in cells(workbook(row))] == [text, "1"]


def test_a_raised_run_without_text_raises_no_other_cell():
    empty = f'<c t="inlineStr"><is>{RAISED}</r></is></c>'
    row = f'<row>{empty}<c t="inlineStr"><is><t>1</t></is></c></row>'
    assert cells(workbook(row)) == [Cell(1, 1, "1", Kind.TEXT)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_\nb", "a\r\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0007_", "\x07"),
        ("_xD83D_", "_xD83D_"),
        ("x_x12_", "x_x12_"),
        ("&lt;&amp;&#229;", "<&å"),
    ],
)
def test_characters_that_xml_can_not_hold_are_unescaped(written, text):
    assert the_cell('<c t="s"><v>0</v></c>', strings=[written]).text == text
    assert the_cell(f'<c t="inlineStr"><is><t>{written}</t></is></c>').text == text


@pytest.mark.parametrize("index", ["1", "-1", "x", "99999999999999999999"])
def test_a_shared_text_that_is_not_there_is_damage_with_its_place(index):
    content = workbook(f'<row r="3"><c r="B3" t="s"><v>{index}</v></c></row>', strings=["a"])
    assert (refusal(content).reason, refusal(content).detail) == (Reason.DAMAGED, "B3")


# Places


def test_rows_and_cells_that_do_not_say_where_they_stand_are_counted():
    content = workbook(
        "<row><c><v>1</v></c></row><row/><row><c/><c><v>2</v></c></row>"
        '<row r="10"><c r="D10"/><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    )
    assert [cell.address for cell in cells(content)] == ["A1", "B3", "E10", "A11"]


def test_only_rows_and_cells_with_content_are_there():
    content = workbook(
        '<row r="1"><c r="A1" s="1"/><c r="B1" t="inlineStr"><is><t>  </t></is></c></row>'
        '<row r="2" ht="30"/><row r="3"><c r="C3"><v>3</v></c><c r="XFD3" s="1"/></row>'
        '<row r="1048576"><c r="A1048576" s="1"/></row>'
    )
    assert only_sheet(content).rows == (Row(3, (Cell(3, 2, "3", Kind.NUMBER),), False),)


def test_rows_and_cells_in_disorder_are_put_in_order_and_none_is_lost():
    content = workbook(
        '<row r="5"><c r="C5"><v>2</v></c><c r="A5"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c></row><row r="5"><c r="A5"><v>4</v></c></row>'
    )
    assert [(cell.address, cell.text) for cell in cells(content)] == [
        ("A2", "3"),
        ("A5", "1"),
        ("C5", "2"),
        ("A5", "4"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row r="9999999"><c><v>1</v></c></row>',
        '<row r="one"><c><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c r="AAAA1"><v>1</v></c></row>',
        '<row><c r="Å1"><v>1</v></c></row>',
        "<row><v>1</v></row>",
    ],
)
def test_content_that_stands_nowhere_is_damage(row):
    assert refusal(workbook(row)).reason is Reason.DAMAGED


def test_a_value_in_the_last_row_of_all_is_read():
    (cell,) = cells(workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert cell.address == "A1048576"


def test_a_value_in_the_last_column_allowed_is_read_and_the_next_one_refused():
    assert the_cell('<c r="SF1"><v>1</v></c>').column == 499
    found = refusal(workbook('<row r="1"><c r="SG1"><v>1</v></c></row>'))
    assert (found.reason, found.detail) == (Reason.TOO_MANY_COLUMNS, "SG1")


def test_a_cell_holds_as_much_text_as_in_excel_and_no_more():
    assert len(the_cell('<c t="s"><v>0</v></c>', strings=["x" * 32_767]).text) == 32_767
    for xml in ('<c t="s"><v>0</v></c>', '<c t="inlineStr"><is><t>{}</t></is></c>'):
        text = "x" * 32_768
        content = workbook(f"<row>{xml.format(text)}</row>", strings=[text])
        assert refusal(content).reason is Reason.TOO_LONG


# What is hidden, what is merged


@pytest.mark.parametrize(
    ("attribute", "is_hidden"),
    [
        ('hidden="1"', True),
        ('hidden="true"', True),
        ('ht="0" customHeight="1"', True),
        ('hidden="0"', False),
        ('ht="15"', False),
    ],
)
def test_a_hidden_row_is_seen(attribute, is_hidden):
    content = workbook(f'<row r="1" {attribute}><c><v>1</v></c></row><row><c><v>2</v></c></row>')
    assert [row.is_hidden for row in only_sheet(content).rows] == [is_hidden, False]


def test_hidden_columns_are_seen():
    columns = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/>'
        '<col min="6" max="6" width="9"/><col min="499" max="16384" hidden="1"/></cols>'
    )
    assert only_sheet(workbook(before=columns)).hidden_columns == {1, 2, 4, 498, 499}


def test_merged_ranges_are_told_and_only_their_first_cell_has_content():
    merged = '<mergeCells><mergeCell ref="B1:D1"/><mergeCell ref="A2:A10"/></mergeCells>'
    content = workbook('<row><c r="B1"><v>1</v></c><c r="C1"/></row>', after=merged)
    assert only_sheet(content).merged == ((1, 1, 1, 3), (2, 0, 10, 0))
    assert [cell.address for cell in cells(content)] == ["B1"]
