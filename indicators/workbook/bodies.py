"""The rows of a table under its heading: where they end and what their columns hold.

Pure.
"""

import re
from collections import Counter

from indicators.workbook import words
from indicators.workbook.anchors import GAP, follow, period_columns
from indicators.workbook.labels import folded, role_of_heading, without_marks
from indicators.workbook.looks import Look, look_at
from indicators.workbook.stubs import indented_labels, stub_labels

SAMPLE = 100  # rows that tell what a column holds
LONE = 6  # labels without figures that may follow each other inside a table
MOSTLY, HALF = 0.8, 0.5
LABELS = frozenset(["area", "group", "age", "unit", "code", "measure"])
NOTES = re.compile(
    r"(?:kalla|kilde|source|senaste? uppdater|siste? oppdater|last updat|fotnot|anm\b|anmarkning"
    r"|kontakt|contact|symbol|teckenforklaring|copyright|databas|noter?\b|merknad"
    r"|intern(?:al)? ref|officiell statistik|offisiell statistikk)"
)


def body(grid, start, is_value):
    """The rows of a table from a row on, and the row after its last one with figures.

    Rows of labels only are among them where figures follow. ``is_value``: whether a column
    can hold figures.
    """
    rows, waiting, end = [], [], start
    for index in range(start, len(grid.rows)):
        row, gap = grid.rows[index], grid.gap_before(index)
        if rows and gap and not _goes_on(grid, index, is_value, gap):
            break
        if any(is_value(column) for column in row.cells):
            if rows and _is_of_another_table(grid, index, is_value, gap or waiting):
                break
            rows += [*waiting, row]
            waiting, end = [], index + 1
        else:
            waiting.append(row)
            if len(waiting) > LONE or NOTES.match(folded(row.text)):
                break
    return rows, end


def _has_figures(row, is_value):
    return any(
        is_value(column) and seen.look in (Look.FIGURE, Look.PERIOD)
        for column, seen in row.looks.items()
    )


def _goes_on(grid, index, is_value, gap):
    """Whether a table goes on after empty rows: with figures, or with one label above them."""
    row = grid.rows[index]
    if gap > GAP or NOTES.match(folded(row.text)) or _heads_periods(grid, index):
        return False
    if _has_figures(row, is_value):
        return any(not is_value(column) for column in row.cells)
    following = grid.rows[index + 1 : index + 2]
    return (
        len(row.cells) == 1
        and bool(following)
        and not grid.gap_before(index + 1)
        and _has_figures(following[0], is_value)
        and not _heads_periods(grid, index + 1)
    )


def _is_of_another_table(grid, index, is_value, is_apart):
    row = grid.rows[index]
    if _heads_periods(grid, index):
        return True
    return bool(is_apart) and not _has_figures(row, is_value)


def _heads_periods(grid, index):
    """Whether a row heads a new table: periods that follow each other, no figures that look so."""
    columns = period_columns(grid, index)
    looks = grid.rows[index].looks
    found = [looks[column].period for column in columns]
    return bool(found) and all(
        follow(one, other) or one == other for one, other in zip(found, found[1:], strict=False)
    )


def labelled(rows, stub, values, *, is_long=False):
    """(row, labels) for the rows with figures."""
    if len(stub) == 1:
        return indented_labels(rows, stub[0], values)
    wanted = set(values)
    return [
        (row, labels)
        for row, labels in zip(rows, stub_labels(rows, stub, is_long=is_long), strict=True)
        if not wanted.isdisjoint(row.cells)
    ]


def names_of(heading, stub, found):
    """What the heading calls the labels; empty where it says nothing, or a period."""
    count = len(found[0][1]) if found else len(stub)
    names = []
    for column in stub:
        texts = [row.cells[column] for row in heading if column in row.cells]
        texts = [cell for cell in texts if look_at(cell.text, cell.kind).look != Look.PERIOD]
        names.append(without_marks(texts[-1].text) if texts else "")
    return (*[""] * (count - len(names)), *names)


def share(rows, column, *looks):
    """How many of the cells of a column look like something, from 0 to 1."""
    counted = Counter(
        look_at(row.cells[column].text, row.cells[column].kind).look
        for row in rows
        if column in row.cells
    )
    total = sum(counted.values())
    return sum(counted[look] for look in looks) / total if total else 0.0


def sample(grid, start):
    """The first rows under a heading, up to an empty one."""
    rows = []
    for index in range(start, min(start + SAMPLE, len(grid.rows))):
        if rows and grid.gap_before(index):
            break
        rows.append(grid.rows[index])
    return rows


def role_at(heading, column):
    return role_of_heading(heading.cells[column].text) if column in heading.cells else ""


def period_column(heading, rows):
    """The column whose cells are periods; None without."""
    columns = sorted({column for row in rows for column in row.cells})
    found = [c for c in columns if share(rows, c, Look.PERIOD) >= MOSTLY]
    named = [c for c in found if role_at(heading, c) == "period"]
    if named:
        return named[0]
    # Figures can look like years: only the first column may be of periods without saying so.
    first = columns[0] if columns else None
    is_labelled = role_at(heading, first) in {"", "period"}
    return first if first in found and is_labelled and len(columns) > 1 else None


def value_columns(heading, rows, period):
    """The columns of figures. To the right of the first one, a single figure is enough."""
    columns = sorted({c for row in (heading, *rows) for c in row.cells} - {period})
    free = [c for c in columns if not _is_named_otherwise(heading, c)]
    mostly = [c for c in free if role_at(heading, c) == "value" or _figures(rows, c) > HALF]
    return [c for c in free if mostly and (c in mostly or (c > mostly[0] and _figures(rows, c)))]


def _figures(rows, column):
    return share(rows, column, Look.FIGURE, Look.PERIOD)


def _is_named_otherwise(heading, column):
    role = role_at(heading, column)
    return role in {*LABELS, "period", "flag"} or words.role_of(_text(heading, column)) == "note"


def holds_labels(heading, column, values):
    """Whether a column says what a row is about: to the right of the figures only by its name."""
    role = role_at(heading, column)
    if role == "flag" or words.role_of(_text(heading, column)) == "note":
        return False
    return role in LABELS or column < max(values)


def _text(heading, column):
    return heading.cells[column].text if column in heading.cells else ""
