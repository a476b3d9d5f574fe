"""A sheet as the finding of tables looks at it: rows and cells that hold something.

Pure.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from config.sheets import Cell, Sheet
from indicators.workbook.looks import Look, look_at


class GridRow(NamedTuple):
    """A row that is not empty."""

    number: int
    cells: dict[int, Cell]
    is_hidden: bool

    @property
    def looks(self):
        return {column: look_at(cell.text, cell.kind) for column, cell in self.cells.items()}

    @property
    def has_figures(self):
        return any(
            look_at(cell.text, cell.kind).look == Look.FIGURE for cell in self.cells.values()
        )

    @property
    def text(self):
        return " ".join(" ".join(cell.text.split()) for cell in self.cells.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet without its empty rows and cells."""

    sheet: Sheet
    rows: list[GridRow]
    merged: dict[int, dict[int, int]]  # row: {first column: last column}

    def gap_before(self, index):
        """How many rows are empty above a row."""
        return self.rows[index].number - self.rows[index - 1].number - 1 if index else 0


def grid_of(sheet):
    rows = []
    for row in sheet.rows:
        cells = {cell.column: cell for cell in row.cells if cell.text.strip()}
        if cells:
            rows.append(GridRow(row.number, cells, row.is_hidden))
    merged = defaultdict(dict)
    for first, left, _, right in sheet.merged:
        if right > left:
            merged[first][left] = right
    return Grid(sheet=sheet, rows=rows, merged=dict(merged))
