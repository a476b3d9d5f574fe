"""Tables as files: reading CSV and XLSX that anybody may have made, and writing them.

Pure: no Django. A file is read in a child process with limits in time and memory, so
that a hostile or broken one can't harm the server. What can't be read raises
``Unreadable`` with the reason; nothing is guessed and no cell is dropped.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

MAX_BYTES = 10 * 1024 * 1024  # of the file as uploaded
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200  # unpacked to packed
MAX_MEMBERS = 200
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELL = 32_767  # characters, as in Excel
SECONDS = 30
MEMORY = 1024 * 1024 * 1024
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
QUOTED_STARTS = (*FORMULA_STARTS, "'")


class Reason(StrEnum):
    """Why a file can't be read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_LONG = "too long"
    TOO_SLOW = "too slow"
    OLD_OR_LOCKED = "old or locked"
    MACROS = "macros"
    DAMAGED = "damaged"
    NOT_A_TABLE = "not a table"


class Unreadable(Exception):
    """The file is no table we can read."""

    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason, self.detail = Reason(reason), detail


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # a cell that held a number: its text is unambiguous
    PERCENT = "percent"  # a number shown as per cent: 0.12 shown as 12 %
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"  # #DIV/0! and its like
    NO_RESULT = "no result"  # a formula that was never computed


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a cell holds, as text, and where it stands (``H12``)."""

    text: str = ""
    kind: Kind = Kind.TEXT
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet or CSV file: its first row that is not empty, and the rows below it."""

    name: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    numbers: tuple[int, ...] = ()  # of the rows, as the file counts them
    has_hidden_rows: bool = False
    hidden: bool = field(default=False)


def read(content):
    """The tables in a file, read in a child process. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    try:
        child = subprocess.run(
            [sys.executable, "-I", __file__],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Reason.TOO_SLOW) from None
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        raise Unreadable(Reason.TOO_SLOW if child.returncode else Reason.DAMAGED) from None
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"], answer["detail"])
    return tuple(_table(**table) for table in answer["tables"])


def _table(*, header, rows, numbers, **rest):
    cells = tuple(
        tuple(Cell(text=text, kind=Kind(kind), address=address) for text, kind, address in row)
        for row in rows
    )
    return Table(header=tuple(header), rows=cells, numbers=tuple(numbers), **rest)


def read_here(content):
    """The tables in a file, read in this process. Raises Unreadable."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(Reason.OLD_OR_LOCKED)
    if content.startswith(b"PK"):
        return tuple(_read_workbook(content))
    return (_read_csv(content),)


# CSV


def _read_csv(content):
    text = _decoded(content)
    if text.lstrip().startswith("<"):
        raise Unreadable(Reason.NOT_A_TABLE)
    csv.field_size_limit(MAX_CELL + 1)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        reason = Reason.TOO_LONG if "field larger" in str(error) else Reason.NOT_A_TABLE
        raise Unreadable(reason) from None
    return _arranged(
        (
            number,
            [
                Cell(text=_unquoted(cell), address=_address(column, number))
                for column, cell in enumerate(line)
            ],
        )
        for number, line in enumerate(lines, start=1)
    )


def _decoded(content):
    text = _text(content)
    if "\x00" in text:
        raise Unreadable(Reason.NOT_A_TABLE)
    return text


def _text(content):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(Reason.NOT_A_TABLE) from None


def _delimiter(text):
    """The separator that the first line with text uses most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";\t,", key=first.count)


def _unquoted(text):
    """Without the apostrophe that keeps a text from being a formula (see ``write_csv``)."""
    return text[1:] if text.startswith("'") and text[1:].startswith(QUOTED_STARTS) else text


# XLSX


def _read_workbook(content):
    try:
        formulas, hidden = _inspect(content)
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True) if formulas else None
        for sheet in values.worksheets:
            table = _arranged(
                _sheet_rows(sheet, written[sheet.title] if written else None), name=sheet.title
            )
            if table.header:
                yield Table(
                    **{
                        **vars(table),
                        "hidden": sheet.sheet_state != "visible",
                        "has_hidden_rows": hidden,
                    }
                )
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(Reason.TOO_SLOW) from None
    except Exception as error:  # zipfile and openpyxl raise whatever the broken file provokes
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def _inspect(content):
    """Check what a workbook unpacks to before unpacking it; tell of formulas and hidden rows."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        names = {member.filename for member in members}
        if len(members) > MAX_MEMBERS or size > min(MAX_UNPACKED, MAX_RATIO * len(content)):
            raise Unreadable(Reason.TOO_LARGE)
        if any(name.endswith("vbaProject.bin") for name in names):
            raise Unreadable(Reason.MACROS)
        if "xl/workbook.xml" not in names:
            raise Unreadable(Reason.NOT_A_TABLE)
        sheets = b""
        for name in sorted(names):
            if name.startswith("xl/worksheets/sheet"):
                with archive.open(name) as member:
                    sheets += member.read(MAX_UNPACKED + 1 - len(sheets))
            if len(sheets) > MAX_UNPACKED:  # the sizes the file declares may be wrong
                raise Unreadable(Reason.TOO_LARGE)
    formulas = re.search(rb"<(\w+:)?f[\s>/]", sheets)
    hidden = re.search(rb'<(\w+:)?row [^>]*hidden="(1|true)"', sheets)
    return bool(formulas), bool(hidden)


def _sheet_rows(sheet, written):
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    formulas = iter(())
    if written is not None:
        written.reset_dimensions()
        formulas = written.iter_rows()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        originals = next(formulas, ())
        if len(row) > MAX_COLUMNS:
            raise Unreadable(Reason.TOO_MANY_COLUMNS)
        cells = [_cell(cell, column, number) for column, cell in enumerate(row)]
        for column, original in enumerate(originals):
            if getattr(original, "data_type", "") == "f" and not cells[column].text:
                cells[column] = Cell(
                    text="=", kind=Kind.NO_RESULT, address=_address(column, number)
                )
        yield number, cells


def _cell(cell, column, row):
    value, address = cell.value, _address(column, row)
    match value:
        case None:
            return Cell(address=address)
        case bool():
            return Cell(text="1" if value else "0", kind=Kind.BOOLEAN, address=address)
        case int() | float():
            kind = Kind.PERCENT if "%" in (cell.number_format or "") else Kind.NUMBER
            return Cell(text=_number(value), kind=kind, address=address)
        case datetime() | date():
            text = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
            return Cell(text=text, kind=Kind.DATE, address=address)
        case str():
            if len(value) > MAX_CELL:
                raise Unreadable(Reason.TOO_LONG, address)
            kind = Kind.ERROR if cell.data_type == "e" else Kind.TEXT
            return Cell(text=value, kind=kind, address=address)
        case _:
            return Cell(text=str(value), kind=Kind.DATE, address=address)


def _number(value):
    """The number as Excel shows it in full: 15 significant digits, 0.1 + 0.2 is 0.3."""
    return format(Decimal(format(value, ".15g")), "f")


def _address(column, row):
    return f"{get_column_letter(column + 1)}{row}"


def _arranged(rows, name=""):
    """Header and rows, without the empty ones."""
    header, kept, numbers = (), [], []
    for number, cells in rows:
        while cells and not cells[-1].text.strip():
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(Reason.TOO_MANY_COLUMNS)
        if not header:
            header = tuple(cell.text.strip() for cell in cells)
        elif len(kept) == MAX_ROWS:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        else:
            kept.append(tuple(cells))
            numbers.append(number)
    return Table(name=name, header=header, rows=tuple(kept), numbers=tuple(numbers))


# Writing


def write_csv(header, rows):
    """A CSV file: UTF-8 with a mark that Excel understands, semicolons, decimal point.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


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


def write_xlsx(header, rows, sheet="Data"):
    """A workbook with one sheet; text is text, never a formula, and numbers are numbers."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    page = workbook.add_worksheet(sheet[:31])
    bold = workbook.add_format({"bold": True, "bottom": 1})
    page.freeze_panes(1, 0)
    page.set_column(0, len(header), 18)
    for column, title in enumerate(header):
        page.write_string(0, column, title, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write_value(page, number, column, value)
    workbook.close()
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
        page.write_string(row, column, str(value), style)


def main():
    """The child process: a file on standard input, its tables as JSON on standard output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        tables = [
            {
                **asdict(table),
                "rows": [[[c.text, c.kind, c.address] for c in row] for row in table.rows],
            }
            for table in read_here(sys.stdin.buffer.read())
        ]
        answer = {"tables": tables}
    except Unreadable as error:
        answer = {"unreadable": error.reason, "detail": error.detail}
    except MemoryError:
        answer = {"unreadable": Reason.TOO_SLOW, "detail": ""}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
