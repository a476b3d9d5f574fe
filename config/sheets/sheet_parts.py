"""One sheet of a workbook, from its XML to rows of cells."""

import re
from functools import lru_cache

from config.sheets.archive import Texts
from config.sheets.numbers import day, plain
from config.sheets.values import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    Kind,
    Reason,
    Unreadable,
    address,
)
from config.sheets.vocabulary import YES, is_raised, names, unescaped

WORDS = names(
    *("worksheet", "row", "c", "v", "f", "t", "rPh", "r", "vertAlign", "col", "mergeCell")
)
DIGITS = "0123456789"
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"0": "0", "false": "0", "1": "1", "true": "1"}
NOTHING = ("", Kind.TEXT)


class SheetReader(Texts):
    """Reads the sheets of one workbook, one after the other; the counts go on.

    A cell ends where the next element begins that is not inside of it, and so does a row:
    nothing is asked of the parser at the end of the empty ones, of which there may be a million.
    """

    def __init__(self, *, strings, styles, is_1904):
        super().__init__()
        self.strings, self.styles, self.is_1904 = strings, styles, is_1904
        self.cell_count = self.row_count = 0

    def tags(self):
        return 2 * self.row_count + 4 * self.cell_count

    def read(self, archive, part):
        """A sheet's rows piece by piece, and last its hidden columns and merged ranges."""
        self.is_sheet = self.is_disordered = False
        self.forget_cell()
        self.rows, self.merged, self.hidden = [], [], []
        self.row_mark, self.row_steps, self.row = "1", -1, {}
        self.cell_mark, self.cell_steps, self.cell = "A", -1, {}
        self.columns, self.texts, self.kinds = [], [], []
        for _pause in archive.parse(part, self):
            self.check()
            if self.rows:
                yield {"rows": self.rows}
                self.rows = []
        self.end_row()
        if not self.is_sheet:
            raise Unreadable(Reason.DAMAGED, part)
        yield {"rows": self.rows}
        hidden = set().union(*(range(first - 1, last) for first, last in self.hidden))
        yield {"merged": self.merged, "hidden_columns": sorted(hidden)}

    def check(self):
        """Called after each piece of the part: refuse what is too much before reading on."""
        if self.row_count > LAST_ROW:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        if self.cell_count > MAX_CELLS or len(self.merged) > MAX_MERGED:
            raise Unreadable(Reason.TOO_MANY_CELLS)
        if len(self.hidden) > LAST_COLUMN:
            raise Unreadable(Reason.TOO_MANY_COLUMNS)
        if sum(map(len, self.pieces)) > MAX_CELL:
            raise Unreadable(Reason.TOO_LONG, address(self.number, self.column))

    def start(self, name, attributes):
        word = WORDS.get(name)
        if word == "c":
            if self.is_filled:
                self.end_cell()
            self.cell_count += 1
            self.cell = attributes
            if "r" in attributes:
                self.cell_mark, self.cell_steps = attributes["r"], 0
            else:
                self.cell_steps += 1
        elif word == "v":
            self.is_filled = self.has_value = True
            self.pieces.clear()
            self.collect()
        elif word == "row":
            self.begin_row(attributes)
        elif word == "f":
            self.is_filled = self.has_formula = True
        elif word == "t":
            if not self.has_value and not self.is_spoken:
                self.is_filled = True
                self.collect(is_raised=self.is_raised)
        elif word == "rPh":
            self.is_filled = self.is_spoken = True
        elif word is not None:
            self.begin_other(word, attributes)

    def begin_other(self, word, attributes):
        if word == "worksheet":
            self.is_sheet = True
        elif word == "r":
            self.is_filled, self.is_raised = True, False
        elif word == "vertAlign":
            self.is_filled, self.is_raised = True, is_raised(attributes)
        elif word == "col":
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            is_hidden = attributes.get("hidden") in YES or _is_zero(attributes.get("width"))
            if first and last and is_hidden:
                self.hidden.append((first, min(last, MAX_COLUMNS)))
        elif found := RANGE.fullmatch(attributes.get("ref", "")):
            first_column, first_row, last_column, last_row = found.groups()
            self.merged.append(
                (int(first_row), _column(first_column), int(last_row), _column(last_column))
            )

    # Where it stands: as many steps after the last row or cell that says so itself

    @property
    def number(self):
        number = _number(self.row_mark)
        if number is None:
            raise Unreadable(Reason.DAMAGED, self.row_mark)
        return number + self.row_steps

    @property
    def column(self):
        column = _column(self.cell_mark.rstrip(DIGITS))
        if column is None or column + self.cell_steps < 0:
            raise Unreadable(Reason.DAMAGED, self.cell_mark)
        return column + self.cell_steps

    # Rows

    def begin_row(self, attributes):
        if self.is_filled or self.columns:
            self.end_row()
        self.row_count += 1
        self.row = attributes
        if "r" in attributes:
            self.row_mark, self.row_steps = attributes["r"], 0
        else:
            self.row_steps += 1
        self.cell_mark, self.cell_steps = "A", -1

    def end_row(self):
        if self.is_filled:
            self.end_cell()
        if not self.columns:
            return
        row = (self.columns, self.texts, self.kinds)
        if self.is_disordered:
            row = zip(*sorted(zip(*row, strict=True), key=lambda cell: cell[0]), strict=True)
            self.is_disordered = False
        is_hidden = self.row.get("hidden") in YES or _is_zero(self.row.get("ht"))
        self.rows.append((self.number, is_hidden, *row))
        self.columns, self.texts, self.kinds = [], [], []

    # Cells

    def end_cell(self):
        text, kind = self.meaning("".join(self.pieces))
        self.forget_cell()
        if not text or text.isspace():
            return
        column = self.column
        if column >= MAX_COLUMNS:
            raise Unreadable(Reason.TOO_MANY_COLUMNS, address(self.number, column))
        if len(text) > MAX_CELL:
            raise Unreadable(Reason.TOO_LONG, address(self.number, column))
        if self.columns and column <= self.columns[-1]:
            self.is_disordered = True
        self.columns.append(column)
        self.texts.append(text)
        self.kinds.append(kind)

    def forget_cell(self):
        self.pieces.clear()
        self.is_filled = self.has_value = self.has_formula = False
        self.is_spoken = self.is_raised = False

    def meaning(self, text):
        """What the text in a cell's element stands for by the cell's type: text and kind."""
        bare = text.strip()
        if not bare:
            # An empty text is a result of a formula too; nothing at all is none.
            has_result = self.has_value and self.cell.get("t") == "str"
            return ("=", Kind.NO_RESULT) if self.has_formula and not has_result else NOTHING
        match self.cell.get("t", "n"):
            case "s":
                return self.shared(bare), Kind.TEXT
            case "n":
                return self.number_as_shown(bare)
            case "e":
                return bare, Kind.ERROR
            case "b" if bare in BOOLEANS:
                return BOOLEANS[bare], Kind.BOOLEAN
            case "d" if DATE.match(bare):
                return bare[:10], Kind.DATE
            case _:
                return unescaped(text), Kind.TEXT

    def shared(self, text):
        index = int(text) if text.isdecimal() else len(self.strings)
        if index >= len(self.strings):
            raise Unreadable(Reason.DAMAGED, address(self.number, self.column))
        return self.strings[index]

    def number_as_shown(self, text):
        digits = plain(text)
        if digits is None:
            return text, Kind.TEXT
        kind = self.styles.get(self.cell.get("s", "0"), Kind.NUMBER)
        if kind is Kind.DATE:
            shown = day(digits, since_1904=self.is_1904)
            return (shown, Kind.DATE) if shown else (digits, Kind.NUMBER)
        return digits, kind


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters):
    """The column that letters name, 0 for A; None if they name none."""
    if not 0 < len(letters) <= 3 or not letters.isascii() or not letters.isupper():
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _number(digits):
    """The number of a row or column, from 1; None if there is none."""
    try:
        number = int(digits)
    except (TypeError, ValueError):
        return None
    return number if 0 < number <= LAST_ROW else None


def _is_zero(size):
    return bool(size) and not size.strip("0.")
