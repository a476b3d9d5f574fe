"""Headings over several rows, each cell written once over the columns it is about.

Pure.
"""

from dataclasses import dataclass

from indicators.periods import Period
from indicators.workbook.labels import without_marks
from indicators.workbook.looks import Look, join_periods, look_at
from indicators.workbook.units import counted_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What stands over each column of figures."""

    labels: dict[int, tuple[str, ...]]  # only what differs between the columns
    periods: dict[int, tuple[Period | None, str]]
    counted_in: dict[int, str]  # the unit in multiples: "1 000-tal ton"; empty: none
    context: tuple[str, ...]  # what the heading says of every column


def read_headings(grid, rows, columns):
    """The headings of some columns, from the rows above them."""
    paths = _paths(grid, rows, columns)
    read = {column: _labels_and_period(path) for column, path in paths.items()}
    levels = range(len(rows))
    same = [level for level in levels if len({read[c][0][level] for c in columns}) == 1]
    kept = [level for level in levels if level not in same]
    first = read[columns[0]][0] if columns else ()
    return Headings(
        labels={c: tuple(read[c][0][level] for level in kept) for c in columns},
        periods={c: read[c][1] for c in columns},
        counted_in={c: _counted_in(paths[c]) for c in columns},
        context=tuple(first[level] for level in same if first[level]),
    )


def _paths(grid, rows, columns):
    """For each column the cells above it, from the top; None where a row says nothing of it.

    A cell holds for the columns after it up to the next one, inside what stands above it.
    In the lowest row, and where a row merges cells, it holds for no more than it covers.
    """
    paths = dict.fromkeys(columns, ())
    for row in rows:
        merged = grid.merged.get(row.number)
        is_filled = row is not rows[-1] and not merged
        current, parent, end = None, None, -1
        for column in columns:
            above = paths[column]
            if column in row.cells:
                current = row.cells[column]
                end = (merged or {}).get(column, column)
            elif above != parent or not (is_filled or column <= end):
                current = None
            parent = above
            paths[column] = (*above, current)
    return paths


def _labels_and_period(path):
    """The labels of a path, one a level, and the period in it: ``2022`` over ``kv 3`` is one."""
    labels, period, written = [], None, ""
    for cell in path:
        seen = look_at(cell.text, cell.kind) if cell else None
        label = without_marks(cell.text) if cell else ""
        if seen and seen.look in (Look.PERIOD, Look.HEADED):
            label, period, written = without_marks(seen.label), seen.period, seen.period_text
        elif label and (joined := join_periods(period, label)):
            label, period, written = "", joined, f"{written} {label}"
        labels.append(label)
    return tuple(labels), (period, written)


def _counted_in(path):
    """The unit in multiples that stands nearest above a column; empty without."""
    return next((found for cell in reversed(path) if cell and (found := counted_in(cell.text))), "")
