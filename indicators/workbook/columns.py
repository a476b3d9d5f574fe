"""Which column of a sheet of the update workbook is what: found by its headings alone.

Rows above the header are instructions. The name of a sheet, its place and whether it is the
active one say nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from config.sheets import Book, Cell, Kind, Row, Sheet
from indicators.workbook.cells import read_period
from indicators.workbook.findings import problem, warning
from indicators.workbook.values import Finding, Place
from indicators.workbook.words import STAMP_SHEET, role_of

HEADER_ROWS = 50  # with content; a header further down is none
SAYS_FIGURE = {"value", "missing", "status"}  # with the period, one of them is the long form
LONG = ("period", "value", "missing", "status", "aggregation")  # columns of the long form


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A sheet with its header row, and the column of each role and period."""

    sheet: Sheet
    header: Row
    is_long: bool
    roles: dict[str, int]
    periods: dict[int, Cell]  # by column: its heading
    unused: dict[int, Cell]  # headings of nothing we read
    repeated: frozenset[int] = frozenset()  # columns whose heading stands there before
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the header."""
        return (row for row in self.sheet.rows if row.number > self.header.number)

    def place(self, cell):
        return Place(sheet=self.sheet.name, address=cell.address)


def update_sheets(book: Book) -> list[Columns]:
    """The sheets of a book that are ours, hidden ones included."""
    sheets = (sheet for sheet in book.sheets if sheet.name != STAMP_SHEET)
    return [columns for sheet in sheets if (columns := columns_of(sheet))]


def columns_of(sheet: Sheet) -> Columns | None:
    """The columns of a sheet; None when no row of it is a header with series codes."""
    for row in islice(sheet.rows, HEADER_ROWS):
        found = _Headings(row)
        if found.is_header:
            return Columns(
                sheet=sheet,
                header=row,
                is_long=found.is_long,
                roles=found.roles,
                periods={} if found.is_long else found.periods,
                unused=found.unused | found.useless,
                repeated=frozenset(cell.column for cell, _first in found.repeated),
                findings=tuple(_findings(sheet, found)),
            )
    return None


class _Headings:
    """The headings of a row, sorted by what they mean."""

    def __init__(self, row):
        self.roles: dict[str, int] = {}
        self.cells, self.periods, self.unused = {}, {}, {}  # by column
        self.repeated = []  # pairs: a heading, and the one before it that means the same
        seen = {}
        for cell in row.cells:
            role = role_of(cell.text) if cell.kind == Kind.TEXT else None
            meant = role or _period_meant(cell)
            self.cells[cell.column] = cell
            if meant in seen:
                self.repeated.append((cell, seen[meant]))
            elif role:
                self.roles[role] = cell.column
            elif meant:
                self.periods[cell.column] = cell
            elif cell.text.strip():
                self.unused[cell.column] = cell
            if meant:
                seen.setdefault(meant, cell)

    @property
    def is_long(self):
        return "period" in self.roles and not self.roles.keys().isdisjoint(SAYS_FIGURE)

    @property
    def is_header(self):
        """Whether it is the header of a table, not a row that only speaks of series codes."""
        return "series" in self.roles and (bool(self.periods) or len(self.roles) > 1)

    @property
    def useless(self):
        """Headings we know, but not in this form of the table; below them nothing may stand."""
        if self.is_long:
            return self.periods
        columns = [self.roles[role] for role in LONG if role in self.roles]
        return {column: self.cells[column] for column in columns}


def _findings(sheet, found):
    for cell, first in found.repeated:
        place = Place(sheet=sheet.name, address=cell.address)
        yield problem("repeated_heading", place, text=cell.text, first=first.address)
    if not found.is_long and not found.periods:
        first = next(iter(found.cells.values()))
        yield warning("no_period_column", Place(sheet=sheet.name, address=first.address))


def _period_meant(cell):
    """The period of a heading, to find it again; None when it is no period.

    What a date stands for depends on the series below it.
    """
    if cell.kind == Kind.DATE:
        return cell.text
    if cell.kind not in (Kind.TEXT, Kind.NUMBER):
        return None
    read = read_period(cell)
    if isinstance(read, Finding):
        # "2023*" with a mark that its dialect must explain is still a period.
        return cell.text if read.code == "unclear_mark" else None
    return str(read.period), read.aggregation, read.words
