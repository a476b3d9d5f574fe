"""An uploaded file back, with what is wrong marked in its cells and explained beside them.

Pure: no Django. The file is opened in a child process with limits in time and memory. One
that is too large for that comes back as a list of its problems.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from config import sheets
from config.tables import write_xlsx
from indicators.workbook import words
from indicators.workbook.values import Place

MAX_CELLS = 60_000  # of a file that is marked itself
SECONDS = 30
MEMORY = 1024 * 1024 * 1024
CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from indicators.workbook.marking import main; main()"
)
ROOT = Path(__file__).parents[2]
PLACE = {"sv": "Plats", "nb": "Sted", "en": "Place"}
SIGN = "⚠ "  # begins each line of ours in a comment
COLOUR = "FFC9C9"
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
A_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
AT_ONCE = 1024 * 1024  # bytes
LONGEST_COMMENT = 30_000  # characters; Excel holds 32 767
COMMENT_WIDTH, LINE_HEIGHT, CHARACTERS_A_LINE = 320, 18, 44  # pixels, pixels, about
MANY_LINES = 20
LIST_WIDTHS = (24, 100)  # characters
FONT = {"name": "Calibri", "size": 11}


class TooLarge(Exception):
    """The file has more cells than can be marked."""


def mark(content, notes, *, author="Framsteg", language="en"):
    """The file as a workbook, each cell with a note marked and explained by a comment.

    ``notes``: {sheet: {address: text}}. A first sheet lists them all, also those about no
    single cell. Marks of an earlier time are taken away. When the file is too large or can't
    be opened, the list comes alone.
    """
    order = json.dumps({"notes": notes, "author": author, "language": language}).encode()
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", CHILD, str(ROOT)],
            input=order + b"\n" + content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return mark_list(notes, language=language)
    return mark_list(notes, language=language) if child.returncode else child.stdout


def mark_list(notes, *, language="en"):
    """A plain workbook that lists the notes, each with its place."""
    rows = ([note.where, note.text] for note in listed(notes))
    return write_xlsx(headings(language), rows, words.heading_word("problem", language))


class Note(NamedTuple):
    place: Place
    text: str

    @property
    def where(self):
        return str(self.place) or self.place.sheet


def listed(notes):
    for sheet, cells in notes.items():
        for address, text in cells.items():
            yield Note(Place(sheet=sheet, address=address), text)


def headings(language):
    return [PLACE.get(language, PLACE["en"]), words.heading_word("problem", language)]


def main():
    """The child process: an order and a file on standard input, the workbook on the output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    order = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(mark_here(sys.stdin.buffer.read(), **order))


def mark_here(content, notes, *, author, language):
    """The same in this process. Raises TooLarge, and whatever a broken file provokes."""
    if content.startswith(b"PK"):
        check_size(content)
        book = load_workbook(io.BytesIO(content), rich_text=True)
        take_marks_away(book)
    else:
        book = book_of_csv(content)
    explained = []
    for note in listed(notes):
        cell = cell_at(book, note.place)
        explained.append((note, cell))
        if cell is not None:
            explain(cell, note.text, author)
    write_list(book, explained, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check_size(content):
    """Raises TooLarge before anything of the file is in memory."""
    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as member:
                    for count in counted_cells(member):
                        cells += count
                        if cells > MAX_CELLS:
                            raise TooLarge


def counted_cells(member):
    """How many cells each piece of a sheet has, those without content included."""
    rest = b""
    while piece := member.read(AT_ONCE):
        # A tag that is cut in two is counted with the next piece.
        whole, bracket, cut = (rest + piece).rpartition(b"<")
        rest = bracket + cut
        yield len(A_CELL.findall(whole))


def book_of_csv(content):
    """A CSV file as a workbook: the same cells, all of them text as they are there."""
    (sheet,) = sheets.read_here(content).sheets
    if sum(len(row.cells) for row in sheet.rows) > MAX_CELLS:
        raise TooLarge
    book = Workbook()
    book.active.title = "CSV"
    for row in sheet.rows:
        for cell in row.cells:
            put_text(book.active.cell(cell.row, cell.column + 1), cell.text)
    return book


def put_text(cell, text):
    """A text as it stands, whatever it begins with."""
    cell.value = cleaned(text)
    cell.data_type = "s"


def cleaned(text):
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def cell_at(book, place):
    """The cell a note is about; None when it is about no single one.

    Of merged cells it is the first, which holds their content.
    """
    name = place.sheet or book.sheetnames[0]  # a CSV file is one sheet without a name
    page = book[name] if name in book.sheetnames else None
    if not isinstance(page, Worksheet) or not ADDRESS.fullmatch(place.address):
        return None
    cell = page[place.address]
    if isinstance(cell, MergedCell):
        (merged,) = (each for each in page.merged_cells.ranges if place.address in each)
        return page.cell(merged.min_row, merged.min_col)
    return cell


def explain(cell, text, author):
    """Mark a cell and say why, below what its comment already says."""
    side = Side(style="medium", color="C92A2A")
    cell.fill = PatternFill("solid", fgColor=COLOUR)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    lines = [SIGN + line for line in cleaned(text).splitlines()]
    if cell.comment is not None:
        lines.insert(0, cell.comment.text)
        author = cell.comment.author
    put_comment(cell, "\n".join(lines)[:LONGEST_COMMENT], author)


def put_comment(cell, text, author):
    comment = Comment(text, author)
    lines = sum(1 + len(line) // CHARACTERS_A_LINE for line in text.splitlines())
    comment.width, comment.height = COMMENT_WIDTH, LINE_HEIGHT * (1 + min(lines, MANY_LINES))
    cell.comment = comment


def take_marks_away(book):
    """Take away the marks of an earlier time: what was mended must not look wrong."""
    for page in book.worksheets:
        if page.sheet_properties.tabColor and page.sheet_properties.tabColor.rgb[-6:] == COLOUR:
            book.remove(page)
            continue
        for cell in [cell for row in page.iter_rows() for cell in row if cell.comment]:
            own, sign, _ours = f"\n{cell.comment.text}".partition(f"\n{SIGN}")
            if sign:
                cell.fill, cell.border = PatternFill(), Border()
                author, cell.comment = cell.comment.author, None
                if own.strip():
                    put_comment(cell, own.strip("\n"), author)


def write_list(book, explained, language):
    """A first sheet with every note, and a link to its cell."""
    title, number = words.heading_word("problem", language), 1
    while title in book.sheetnames:
        number += 1
        title = f"{words.heading_word('problem', language)} {number}"
    page = book.create_sheet(title, 0)
    page.sheet_properties.tabColor = COLOUR
    page.append(headings(language))
    for row, (note, cell) in enumerate(explained, start=2):
        place, text = page.cell(row, 1), page.cell(row, 2)
        put_text(place, note.where)
        put_text(text, note.text)
        text.alignment = Alignment(wrap_text=True, vertical="top")
        if cell is not None:
            sheet = cell.parent.title.replace("'", "''")
            place.font = Font(**FONT, color="1C4FA0", underline="single")
            place.hyperlink = Hyperlink(
                ref=place.coordinate, location=f"'{sheet}'!{cell.coordinate}"
            )
    for cell in page[1]:
        cell.font = Font(**FONT, bold=True)
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = LIST_WIDTHS
    show_first(book)


def show_first(book):
    """Open with the first sheet, and that alone: what is typed goes into every chosen one."""
    book.active = 0
    for page in book.worksheets:
        page.sheet_view.tabSelected = page is book.worksheets[0]
