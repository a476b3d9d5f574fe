"""What a file of cells is: books of sheets, of rows, of cells; and why one can't be read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# A file beyond one of these is refused.
MAX_BYTES = 10 * 1024 * 1024  # of the file as uploaded
MAX_UNPACKED = 100 * 1024 * 1024  # bytes, of all that is unpacked from it
MAX_RATIO = 200  # unpacked to packed
MAX_MEMBERS = 200  # of the zip file that a workbook is
MAX_IDLE_TAGS = 1_000_000  # in its XML, that belong to no row, cell or text
MAX_TAG = 1024 * 1024  # bytes of one tag or comment
MAX_STRINGS = 500_000  # texts that the sheets share
MAX_COLUMNS = 500  # the last one with content
MAX_ROWS = 200_000  # with content, in all sheets together
MAX_CELLS = 2_000_000  # in all sheets together, the empty ones that are formatted included
MAX_MERGED = 100_000  # ranges of a sheet
MAX_CELL = 32_767  # characters, as in Excel
MAX_TEXT = 50_000_000  # characters, in all cells together
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a sheet, as in Excel


class Reason(StrEnum):
    """Why a file can't be read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_MANY_CELLS = "too many cells"
    TOO_LONG = "too long"
    TOO_SLOW = "too slow"
    OLD_OR_LOCKED = "old or locked"
    MACROS = "macros"
    DAMAGED = "damaged"
    NOT_A_TABLE = "not a table"


class Unreadable(Exception):
    """The file is no table we can read; ``detail`` is a place or a name, where there is one."""

    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason, self.detail = Reason(reason), detail


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"  # a cell that held a number: its text is unambiguous
    PERCENT = "percent"  # a number shown as per cent: 0.12 shown as 12 %
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"  # #DIV/0! and its like
    NO_RESULT = "no result"  # a formula that was never computed


class Cell(NamedTuple):
    """A cell with content, as text.

    A number is plain decimal text of at most 15 significant digits, from the file's own
    text: ``0.3``. A date is ISO; a time without a day is ``12:30:00``. Yes is ``1``, no ``0``.
    """

    row: int  # 1 is the first
    column: int  # 0 is the first
    text: str
    kind: Kind = Kind.TEXT

    @property
    def address(self):
        return address(self.row, self.column)


class Row(NamedTuple):
    """A row with content: its cells in ascending columns."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its rows with content, in ascending numbers."""

    name: str = ""
    rows: tuple[Row, ...] = ()
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    # First row, first column, last row, last column; all inclusive.
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A file: its sheets in the file's order. A CSV file is one sheet without a name."""

    sheets: tuple[Sheet, ...] = ()


def address(row, column):
    """Where a cell stands, as a spreadsheet calls it: ``H12``."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
