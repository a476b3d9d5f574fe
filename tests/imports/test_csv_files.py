"""CSV files in every dialect there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.sheets import Reason, Unreadable, read_here


def only_sheet(content):
    (found,) = read_here(content).sheets
    return found


def cells(content):
    return [cell for row in only_sheet(content).rows for cell in row.cells]


PLAIN = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc"], exclude_characters="\ufeff"),
    max_size=12,
)


@settings(max_examples=300)
@given(
    table=st.lists(st.tuples(PLAIN, PLAIN, PLAIN), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    separator=st.sampled_from([";", ",", "\t"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_csv_is_read_as_it_was_written_in_every_dialect(table, encoding, separator, newline):
    def quoted(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [("kod", "period", "värde"), *((text, f"x{newline}y", last) for text, _, last in table)]
    content = newline.join(separator.join(map(quoted, line)) for line in lines).encode(encoding)
    if encoding == "cp1252" and is_utf_8(content):
        return
    found = {(cell.row, cell.column): cell.text for cell in cells(content)}
    assert found == {
        (row, column): text.removeprefix("'") if text[:1] == "'" and text[1:2] in MARKS else text
        for row, line in enumerate(lines, start=1)
        for column, text in enumerate(line)
        if text.strip()
    }


MARKS = tuple("=+-@'\t\r")


def is_utf_8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("kod;a;b\nx;1,5;2,5\ny;1,5;2,5\n", 3),
        ("kod,note\nx,a;b\ny,c;d\n", 2),
        ("kod\tnote\nx\ta;b,c\n", 2),
        ("Andel, procent, 2024\n\nkod;a\nx;1\ny;2\n", 2),
        ("Ohälsotal\nkälla: SCB\n\nkod,a\nx,1\nKälla: Försäkringskassan; 2024\n", 2),
        ("kod;värde\n", 2),
        ("PKnr;värde\n1;2\n", 2),
        ("kod\nett\ntvå\n", 1),
        ('"a;b";"c\n;d"\n1;2\n', 2),
    ],
)
def test_the_separator_is_the_one_that_makes_a_table(text, width):
    assert max(len(row.cells) for row in only_sheet(text.encode()).rows) == width


def test_rows_of_a_csv_are_numbered_as_a_spreadsheet_numbers_them():
    rows = only_sheet(b'title\n\nkod;text\n;\nx;"two\nlines"\ny;z\n').rows
    assert [row.number for row in rows] == [1, 3, 5, 6]


def test_the_apostrophe_before_a_formula_is_no_part_of_the_text():
    texts = [cell.text for cell in cells(b"'=1;'';'a;it's\n''+1;'-;'\t;'")]
    assert texts == ["=1", "'", "'a", "it's", "'+1", "-", "'"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'a;"b\n1;2\n', Reason.DAMAGED),
        (b'a;"b"c\n1;2\n', Reason.DAMAGED),
        (b"a" * 32_768, Reason.TOO_LONG),
        (b";" * 500 + b"a", Reason.TOO_MANY_COLUMNS),
        (b"\xef\xbb\xbfa;b\n\xe5", Reason.NOT_A_TABLE),
        (b"\xff\xfea", Reason.NOT_A_TABLE),
        (b"a;\x81", Reason.NOT_A_TABLE),
        ("a;b".encode("utf-16-le"), Reason.NOT_A_TABLE),
        (b'{"a": 1}', Reason.NOT_A_TABLE),
        (b"%PDF-1.7\n1 0 obj", Reason.NOT_A_TABLE),
    ],
)
def test_a_text_that_is_no_csv_is_told_apart(content, reason):
    with pytest.raises(Unreadable) as refusal:
        read_here(content)
    assert refusal.value.reason is reason
