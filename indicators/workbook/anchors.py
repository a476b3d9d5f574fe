"""Which row of a sheet heads a table.

Pure.
"""

from itertools import pairwise

from indicators.workbook.labels import role_of_heading
from indicators.workbook.looks import Look, look_at

NEAR = 12  # rows within which a heading must have figures under it
GAP = 2  # empty rows over which a table may go on
TALLEST = 8  # rows of a heading
RUN = 3  # periods under each other that are no figures, where labels stand beside them


def period_columns(grid, index):
    """The columns of a row of periods that heads figures; empty when it is no such row."""
    row = grid.rows[index]
    if row.has_figures:
        return []
    columns = [c for c, seen in row.looks.items() if seen.look in (Look.PERIOD, Look.HEADED)]
    if columns and _is_corner(grid, index, columns[0]):
        columns.pop(0)
    if not columns or _runs_down(grid, index, columns[0]) or _goes_on(grid, index, columns):
        return []
    if len(columns) == 1:
        return columns if _heads(grid, index, columns[0], Look.FIGURE) else []
    return columns if _has_figures_below(grid, index, columns[0]) else []


def _goes_on(grid, index, columns):
    """Whether a row under figures has the same period twice: a figure that looks like its year."""
    periods = [str(grid.rows[index].looks[column].period) for column in columns]
    return len(set(periods)) < len(periods) and index > 0 and grid.rows[index - 1].has_figures


def _below(grid, index):
    return grid.rows[index + 1 : index + 1 + NEAR]


def _heads(grid, index, column, look):
    """Whether something of a certain look stands under a cell."""
    return any(
        look_at(row.cells[column].text, row.cells[column].kind).look == look
        for row in _below(grid, index)
        if column in row.cells
    )


def _is_corner(grid, index, column):
    """Whether a cell stands over labels."""
    return _heads(grid, index, column, Look.TEXT) and not _heads(grid, index, column, Look.FIGURE)


def _has_figures_below(grid, index, first):
    return any(
        column >= first and seen.look in (Look.FIGURE, Look.PERIOD)
        for row in _below(grid, index)
        for column, seen in row.looks.items()
    )


def _runs_down(grid, index, column):
    """Whether periods that follow each other stand in a cell and in those below it.

    Two are enough where no label stands to their left: a row with one is a row of data, and
    its figure may look like a year.
    """
    rows = grid.rows[index : index + RUN]
    has_label = any(_has_label(row, column) for row in rows[:2])
    rows = rows if has_label else rows[:2]
    seen = [row.looks[column] for row in rows if column in row.cells]
    return (
        len(seen) == (RUN if has_label else 2)
        and all(one.look == Look.PERIOD for one in seen)
        and all(follow(*pair) for pair in pairwise(one.period for one in seen))
    )


def _has_label(row, column):
    return any(left < column and seen.look == Look.TEXT for left, seen in row.looks.items())


def follow(one, other):
    try:
        return one.next == other or other.next == one
    except ValueError:  # the last period the registry knows
        return False


def is_text_heading(grid, index):
    """Whether a row is the last one of a heading of texts: the next one has figures under it."""
    row = grid.rows[index]
    if row.has_figures or index + 1 == len(grid.rows) or grid.gap_before(index + 1) > GAP:
        return False
    below = grid.rows[index + 1].looks
    for column, seen in row.looks.items():
        under = below[column].look if column in below else None
        if seen.look in (Look.TEXT, Look.HEADED) and under == Look.FIGURE:
            return True
        if under == Look.PERIOD and (
            role_of_heading(row.cells[column].text) == "period"
            or _runs_down(grid, index + 1, column)
        ):
            return True
    return False


def heading_rows(grid, start, index, first):
    """The rows of a heading upwards from its last one: those with something over the figures."""
    top = index
    while top > start and index - top < TALLEST and not grid.gap_before(top):
        above = grid.rows[top - 1]
        if above.has_figures or not any(column >= first for column in above.cells):
            break
        top -= 1
    return top


def first_of_title(grid, start, top):
    """Where the title begins: all rows above the first table, one block above a later one."""
    if start == 0 or top == start:
        return start
    first = top - 1
    while first > start and not grid.gap_before(first):
        first -= 1
    return first


def is_lower_heading(grid, index, first):
    """Whether a row under the periods still belongs to the heading: it has no label of a row."""
    if grid.gap_before(index):
        return False
    row = grid.rows[index]
    over = [seen.look for column, seen in row.looks.items() if column >= first]
    stub = [cell.text for column, cell in row.cells.items() if column < first]
    return (
        bool(over or stub)
        and all(look in (Look.TEXT, Look.HEADED) for look in over)
        and all(role_of_heading(text) for text in stub)
    )
