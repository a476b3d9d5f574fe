"""Tables as files: the sheets of CSV and XLSX files as header and rows, and writing them.

Pure: no Django. What can't be read raises ``Unreadable`` with the reason; nothing is guessed
and no cell is dropped. How files are read, and the limits: ``config.sheets``.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from config import sheets
from config.plain_workbooks import write_workbook
from config.sheets import MAX_BYTES, Kind, Reason, Unreadable
from config.sheets.csv_files import QUOTED_STARTS

__all__ = [
    "MAX_BYTES",
    "Cell",
    "Kind",
    "Reason",
    "Table",
    "Unreadable",
    "csv_lines",
    "read",
    "read_here",
    "write_csv",
    "write_text",
    "write_value",
    "write_xlsx",
    "write_xlsx_to",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell holds, as text, and where it stands (``H12``)."""

    text: str = ""
    kind: Kind = Kind.TEXT
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet or CSV file: its first row that is not empty, and the rows below it."""

    name: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    numbers: tuple[int, ...] = ()  # of the rows, as the file counts them
    has_hidden_rows: bool = False
    hidden: bool = False
    # First row, first column, last row, last column; rows from 1, columns from 0, inclusive.
    # What is written in merged cells stands in the first of them; the others are empty.
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read(content):
    """The tables in a file, read in a child process with limits. Raises Unreadable."""
    return _tables(sheets.read(content))


def read_here(content):
    """The tables in a file, read in this process: for files of our own. Raises Unreadable."""
    return _tables(sheets.read_here(content))


def _tables(book):
    return tuple(_table(sheet) for sheet in book.sheets if sheet.rows)


def _table(sheet):
    first, *rows = sheet.rows
    return Table(
        name=sheet.name,
        header=tuple(cell.text.strip() for cell in _cells(first)),
        rows=tuple(map(_cells, rows)),
        numbers=tuple(row.number for row in rows),
        has_hidden_rows=any(row.is_hidden for row in sheet.rows),
        hidden=sheet.is_hidden,
        merged=sheet.merged,
    )


def _cells(row):
    """The cells of a row from the first column to the last one with content."""
    cells = []
    for cell in row.cells:
        while len(cells) < cell.column:
            cells.append(Cell(address=sheets.address(row.number, len(cells))))
        if len(cells) > cell.column:  # two cells in one place
            raise Unreadable(Reason.DAMAGED, cell.address)
        cells.append(Cell(text=cell.text, kind=cell.kind, address=cell.address))
    return tuple(cells)


# Writing

BYTE_ORDER_MARK = "\ufeff"
CSV_PIECE = 64 * 1024  # characters that are written at once


def csv_lines(header, rows, *, between=";"):
    """A CSV file piece by piece, the header first; memory does not grow with the rows.

    UTF-8 with a mark that Excel understands, decimal point; ``between`` the columns a semicolon
    or what else is said. Text that a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=between)
    out.write(BYTE_ORDER_MARK)
    writer.writerow(header)
    yield _taken_from(out)
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
        if out.tell() > CSV_PIECE:
            yield _taken_from(out)
    yield _taken_from(out)


def _taken_from(out):
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


def write_csv(header, rows, *, between=";"):
    """A CSV file in one piece: see ``csv_lines``."""
    return b"".join(csv_lines(header, rows, between=between))


def _csv_text(value):
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        # Three decimals could be thousands: 1.234 is written 1.2340.
        return f"{text}0" if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text) else text
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(QUOTED_STARTS) else text


def write_xlsx_to(file, header, rows, sheet="Data"):
    """Write a workbook with one sheet to a file; memory does not grow with the rows.

    Text is text, never a formula, and numbers are numbers, with every digit.
    """
    write_workbook(file, header, rows, sheet[:31])


def write_xlsx(header, rows, sheet="Data"):
    """A workbook with one sheet, in one piece: see ``write_xlsx_to``."""
    out = io.BytesIO()
    write_xlsx_to(out, header, rows, sheet)
    return out.getvalue()


def write_value(page, row, column, value, style=None):
    """Write one cell as what it is."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_number(row, column, int(value), style)
    elif isinstance(value, int | Decimal):
        page.write_number(row, column, value, style)
    else:
        write_text(page, row, column, str(value), style)


def write_text(page, row, column, text, style=None):
    """Write a text as it stands, whatever it begins with."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library takes this for markup of its own; in three pieces it is text.
        pieces = [text[0], text[1], text[2:]]
        page.write_rich_string(row, column, *pieces, *([style] if style else []))
    else:
        page.write_string(row, column, text, style)
