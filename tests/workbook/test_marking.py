"""An uploaded file that comes back with its problems marked and explained."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment

from config import sheets
from indicators.workbook import marking
from indicators.workbook.marking import mark, mark_here, mark_list
from indicators.workbook.reading import read_update
from tests.workbook.test_writing import figure, row, series, written

PROBLEM = "“1,144” can be read as 1.144 or 1 144."


def workbook(*, cells=(), sheet="Data", prepare=None):
    """A workbook of somebody's: ``{"B2": "1,144"}``."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for address, value in dict(cells).items():
        book.active[address] = value
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def marked(content, notes, **options):
    return opened(mark(content, notes, **options))


def is_marked(cell):
    return cell.fill.fgColor.rgb.endswith(marking.COLOUR) and cell.border.left.style == "medium"


def test_the_cell_is_marked_by_fill_and_frame_and_explained():
    book = marked(workbook(cells={"B2": "1,144"}), {"Data": {"B2": PROBLEM}})
    cell = book["Data"]["B2"]
    assert is_marked(cell)
    assert (cell.value, cell.comment.text, cell.comment.author) == (
        *("1,144", f"⚠ {PROBLEM}"),
        "Framsteg",
    )
    assert not is_marked(book["Data"]["B1"])


def test_an_explanation_comes_below_what_a_comment_already_says():
    def prepare(book):
        book["Data"]["B2"].comment = Comment("preliminär\nFrån maj", "Anna")

    book = marked(workbook(cells={"B2": 1}, prepare=prepare), {"Data": {"B2": "Ett.\nTvå."}})
    assert book["Data"]["B2"].comment.text == "preliminär\nFrån maj\n⚠ Ett.\n⚠ Två."


def test_a_first_sheet_lists_every_problem_with_a_link_to_its_cell():
    notes = {"Å's data": {"B2": PROBLEM, "": "The sheet has no header."}, "Gone": {"A1": "Odd."}}
    book = marked(workbook(sheet="Å's data"), notes, language="sv")
    listed = book.worksheets[0]
    assert [[cell.value for cell in line] for line in listed] == [
        ["Plats", "Problem"],
        ["Å's data!B2", PROBLEM],
        ["Å's data", "The sheet has no header."],
        ["Gone!A1", "Odd."],
    ]
    links = [listed.cell(line, 1).hyperlink for line in (2, 3, 4)]
    assert links[0].location == "'Å''s data'!B2"
    assert links[1:] == [None, None]


def test_the_list_is_what_one_sees_first_and_no_other_sheet_is_chosen_with_it():
    book = marked(workbook(), {"Data": {"A1": "x"}})
    assert book.active.title == "Problem"
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, False]


def test_a_list_beside_somebodys_own_sheet_of_that_name_takes_another():
    book = marked(workbook(sheet="Problem"), {"Problem": {"A1": "x"}})
    assert book.sheetnames == ["Problem 2", "Problem"]
    assert is_marked(book["Problem"]["A1"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "@x", "-x", "a\x07b"])
def test_a_sentence_is_a_text_whatever_it_begins_with(text):
    cell = marked(workbook(), {"Data": {"A1": text}}).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == (text.replace("\x07", "\ufffd"), "s")


def test_everything_else_in_the_workbook_stays():
    content = written(
        row(figure(2022, "30.4", status="P"), figure(2024)), row(known=series(code="b"))
    )
    before, after = opened(content), marked(content, {"Siffror": {"J4": "x"}})
    assert after.sheetnames == ["Problem", *before.sheetnames]
    assert after["_framsteg"].sheet_state == "veryHidden"
    for name in before.sheetnames:
        own, kept = before[name], after[name]
        assert list(kept.values) == list(own.values)
        assert kept.freeze_panes == own.freeze_panes
        assert kept.data_validations.count == own.data_validations.count
        assert [d.width for d in kept.column_dimensions.values()] == [
            d.width for d in own.column_dimensions.values()
        ]
    assert after["Siffror"]["G4"].comment.text == "preliminär"
    assert after["Siffror"]["G4"].number_format == "#,##0.0"


def test_what_the_reader_reads_is_the_same_after_marking():
    content = written(row(figure(2022, "0.3", note="x"), figure(2024, None, missing="secret")))
    back = mark(content, {"Siffror": {"G4": "x"}})
    before, after = sheets.read_here(content), sheets.read_here(back)
    assert after.sheets[1:] == before.sheets
    known = {"n08-women": series()}
    assert read_update(after, known) == read_update(before, known)


def test_marks_of_an_earlier_time_are_taken_away():
    once = mark(workbook(cells={"A1": 1, "B1": 2}), {"Data": {"A1": "Ett.", "B1": "Två.\nTre."}})
    book = marked(once, {"Data": {"B1": "Fyra."}})
    assert book.sheetnames == ["Problem", "Data"]
    assert book["Data"]["A1"].comment is None
    assert not is_marked(book["Data"]["A1"])
    assert book["Data"]["B1"].comment.text == "⚠ Fyra."
    assert is_marked(book["Data"]["B1"])


def test_taking_marks_away_leaves_what_a_comment_said_before():
    def prepare(book):
        book["Data"]["A1"].comment = Comment("preliminär", "Anna")

    once = mark(workbook(prepare=prepare), {"Data": {"A1": "Ett."}})
    cell = marked(once, {"Data": {"B1": "Två."}})["Data"]["A1"]
    assert (cell.comment.text, cell.comment.author) == ("preliminär", "Anna")


def test_of_merged_cells_the_first_is_marked():
    book = marked(
        workbook(prepare=lambda book: book.active.merge_cells("B2:D2")), {"Data": {"C2": "x"}}
    )
    assert is_marked(book["Data"]["B2"])
    assert book["Data"]["B2"].comment.text == "⚠ x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_file_comes_back_as_a_workbook_with_the_same_cells(encoding):
    content = "kod;2024\n\nn08-kvinnor;1,144\n=1+1;å\n".encode(encoding)
    book = marked(content, {"": {"B3": PROBLEM, "": "Something about the file."}})
    assert book.sheetnames == ["Problem", "CSV"]
    assert list(book["CSV"].values) == [
        ("kod", "2024"),
        (None, None),
        ("n08-kvinnor", "1,144"),
        ("=1+1", "å"),
    ]
    assert book["CSV"]["A4"].data_type == "s"
    assert is_marked(book["CSV"]["B3"])
    assert [cell.value for cell in book["Problem"]["A"]] == ["Place", "B3", None]


def test_a_file_with_too_many_cells_comes_back_as_a_list():
    def prepare(book):
        for _ in range(201):
            book.active.append([1] * 300)

    content = workbook(prepare=prepare)
    assert len(sheets.read_here(content).sheets[0].rows) * 300 > marking.MAX_CELLS
    book = marked(content, {"Data": {"B2": PROBLEM}}, language="nb")
    assert book.sheetnames == ["Problem"]
    assert list(book.active.values) == [("Sted", "Problem"), ("Data!B2", PROBLEM)]


def test_the_cells_of_all_sheets_count():
    def prepare(book):
        for name in ("b", "c"):
            sheet = book.create_sheet(name)
            for _ in range(110):
                sheet.append([1] * 300)

    with pytest.raises(marking.TooLarge):
        mark_here(workbook(prepare=prepare), {}, author="", language="sv")


@pytest.mark.parametrize("content", [b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0", b"", b"<html>"])
def test_what_can_not_be_opened_comes_back_as_a_list(content):
    assert marked(content, {"": {"": "The file is damaged."}}).sheetnames == ["Problem"]


def test_a_list_has_the_place_and_the_sentence_of_each_problem():
    book = opened(mark_list({"Data": {"B2": "Ett.", "": "=Två."}}, language="sv"))
    assert list(book.active.values) == [
        ("Plats", "Problem"),
        ("Data!B2", "Ett."),
        ("Data", "=Två."),
    ]


def test_marking_thousands_of_cells_takes_seconds():
    def prepare(book):
        for number in range(500):
            book.active.append([f"n{number}", *range(50)])

    notes = {"Data": {f"{column}{line}": "x" for line in range(1, 501) for column in "BCDE"}}
    began = datetime.now(UTC)
    book = marked(workbook(prepare=prepare), notes)
    assert (datetime.now(UTC) - began).total_seconds() < 15
    assert book.worksheets[0].max_row == 2_001
