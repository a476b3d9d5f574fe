"""Finding the table in a sheet that an office or anybody else has made.

Pure. Whatever stands where, a table becomes the same lines: labels, a period and a cell.
Periods stand in the heading, or down a column with everything else beside them, or there is
only the one in a corner or the title. Text around the table is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from config.sheets import Cell, Sheet
from indicators.periods import Period
from indicators.workbook.anchors import (
    TALLEST,
    first_of_title,
    heading_rows,
    is_lower_heading,
    is_text_heading,
    period_columns,
)
from indicators.workbook.bodies import (
    body,
    holds_labels,
    labelled,
    names_of,
    period_column,
    role_at,
    sample,
    share,
    value_columns,
)
from indicators.workbook.grid import grid_of
from indicators.workbook.headings import read_headings
from indicators.workbook.looks import FLAG, Look, look_at
from indicators.workbook.units import counted_in, multiplier_of
from indicators.workbook.values import Place

MOST_COLUMNS = 20_000  # more than a sheet has
YEAR = re.compile(r"(?<![0-9/–-])(?:19|20)[0-9]{2}(?![0-9/–-])")


class Orientation(StrEnum):
    """Where the periods of a table stand."""

    ACROSS = "across"  # in the heading, one column a period
    DOWN = "down"  # down a column, the series beside each other
    LONG = "long"  # down a column, with labels on every row
    ONE = "one"  # one period for all, in the corner or the title


class Line(NamedTuple):
    """One cell of a table with what says what it is.

    ``period`` is None where none was recognised in ``period_text``. ``mark`` stands in a
    column of flags; ``counted_in`` is the unit in multiples that the nearest heading or label
    says, "1 000-tal ton", empty if none.
    """

    labels: tuple[str, ...]
    period: Period | None
    period_text: str
    cell: Cell
    mark: str = ""
    counted_in: str = ""
    is_hidden: bool = False

    @property
    def multiplier(self) -> Decimal | None:
        """What its figure counts by; None: single units."""
        return multiplier_of(self.counted_in)


class Note(NamedTuple):
    """A text under a table."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a sheet, flattened."""

    sheet: str
    orientation: Orientation
    header_rows: tuple[int, ...]  # as the sheet counts them
    title: str = ""  # what stands above, and what the heading says of every figure
    names: tuple[str, ...] = ()  # of the labels, as far as the heading names them
    period_name: str = ""
    period_from: str = ""  # ONE: the text the period was taken from
    lines: tuple[Line, ...] = ()
    notes: tuple[Note, ...] = ()
    others: int = 0  # tables that are not in it: to its right, and in the whole file

    @property
    def names_of_all(self):
        """A name for each label of a line: labels from headings have none."""
        count = len(self.lines[0].labels) if self.lines else len(self.names)
        return (*self.names, *[""] * (count - len(self.names)))

    def shown(self, with_hidden=False):
        """Its lines; those in hidden rows and columns only ``with_hidden``."""
        return tuple(line for line in self.lines if with_hidden or not line.is_hidden)

    @property
    def place(self):
        """Its first figure."""
        return Place(sheet=self.sheet, address=self.lines[0].cell.address if self.lines else "")


class _Found(NamedTuple):
    """A table in the rows of a grid: its title begins at ``first``, its notes at ``end``."""

    table: Table
    first: int
    end: int


def tables_of(sheet):
    """All tables of a sheet that stand under each other, from top to bottom."""
    grid, found, start = grid_of(sheet), [], 0
    while (one := _next_table(grid, start)) is not None:
        found.append(one)
        start = one.end
    ends = [*(one.first for one in found), len(grid.rows)][1:]
    return [
        replace(one.table, notes=_notes(grid, one.end, end))
        for one, end in zip(found, ends, strict=True)
    ]


def largest_table(sheets: Iterable[Sheet], *, with_hidden=False):
    """The table with most figures, with how many others there are; None without any.

    Lines in hidden rows and columns are only there ``with_hidden``.
    """
    tables = shown_tables(sheets, with_hidden=with_hidden)
    if not tables:
        return None
    largest = max(tables, key=lambda table: len(table.lines))
    return replace(largest, others=others_of(tables))


def shown_tables(sheets: Iterable[Sheet], *, with_hidden=False):
    """All tables of some sheets with the lines that are to be read, in the order of the file."""
    tables = (table for sheet in sheets for table in tables_of(sheet))
    shown = (replace(table, lines=table.shown(with_hidden)) for table in tables)
    return [table for table in shown if table.lines]


def others_of(tables):
    """How many tables there are besides the one that is read."""
    return len(tables) - 1 + sum(table.others for table in tables)


def _next_table(grid, start):
    for index in range(start, len(grid.rows)):
        if columns := period_columns(grid, index):
            found = _across(grid, start, index, columns)
        elif is_text_heading(grid, index):
            found = _beside(grid, start, index)
        else:
            continue
        if found and found.table.lines:
            return found
    return None


def _notes(grid, first, end):
    return tuple(
        Note(row.text, Place(sheet=grid.sheet.name, address=next(iter(row.cells.values())).address))
        for row in grid.rows[first:end]
    )


# Periods in the heading


def _across(grid, start, index, periods):
    first = min(periods)
    top, end = heading_rows(grid, start, index, first), index + 1
    while end < len(grid.rows) and end - index < TALLEST and is_lower_heading(grid, end, first):
        end += 1
    heading = grid.rows[top:end]
    rows, after = body(grid, end, lambda column: column >= first)
    columns = sorted({c for row in (*heading, *rows) for c in row.cells if c >= first})
    comments = _comments(heading, rows, columns)
    last = _before_another(comments, periods)
    columns = [c for c in columns if c not in comments and c < last]
    stub = sorted({c for row in rows for c in row.cells if c < first})
    if not rows or not columns:
        return None
    headings = read_headings(grid, heading, columns)
    found = labelled(rows, stub, columns)
    flags = _flags(heading, rows, columns)
    begin = first_of_title(grid, start, top)
    table = Table(
        sheet=grid.sheet.name,
        orientation=Orientation.ACROSS,
        header_rows=tuple(row.number for row in heading),
        title=_joined([*(row.text for row in grid.rows[begin:top]), *headings.context]),
        names=names_of(heading, stub, found),
        lines=tuple(_lines(grid, found, headings, columns, flags)),
        others=int(last < max(periods)),
    )
    corner = [row.cells[c].text for row in heading for c in row.cells if c < first]
    return _Found(_multiplied(table, grid.rows[begin:top], corner), begin, after)


def _before_another(comments, periods):
    """Where a table ends that has another one to its right, with labels of its own."""
    between = [column for column in comments if column < max(periods)]
    return min(between, default=max(periods) + MOST_COLUMNS)


def _comments(heading, rows, columns):
    """Columns of text under a heading without a period: sources and comments, no figures."""
    found = set()
    for column in columns:
        heads = [row.cells[column] for row in heading if column in row.cells]
        has_period = any(look_at(c.text, c.kind).look in (Look.PERIOD, Look.HEADED) for c in heads)
        if heads and not has_period and share(rows, column, Look.TEXT, Look.HEADED) == 1:
            found.add(column)
    return found


def _flags(heading, rows, columns):
    """Columns without a heading that hold nothing but flags, beside figures: Eurostat's."""
    return {
        column
        for column in columns
        if column - 1 in columns
        and not any(column in row.cells for row in heading)
        and all(FLAG.fullmatch(r.cells[column].text.strip()) for r in rows if column in r.cells)
    }


def _lines(grid, found, headings, columns, flags, when=None):
    """The cells of the rows with their labels; ``when``: a row's own period, if it has one."""
    said = {}
    for row, labels in found:
        if labels not in said:
            said[labels] = _nearest(labels)
        own = when[row.number] if when else None
        for column in columns:
            if column not in row.cells or column in flags:
                continue
            period, written = own or headings.periods[column]
            mark = row.cells.get(column + 1) if column + 1 in flags else None
            yield Line(
                labels=(*labels, *headings.labels[column]),
                period=period,
                period_text=written,
                cell=row.cells[column],
                mark=mark.text.strip() if mark else "",
                counted_in=said[labels] or headings.counted_in[column],
                is_hidden=row.is_hidden or column in grid.sheet.hidden_columns,
            )


def _nearest(texts):
    return next((said for text in reversed(texts) if text and (said := counted_in(text))), "")


def _multiplied(table, above, corner):
    """The table with the unit in multiples of its title or corner, where no heading says one.

    ``above``: the rows of its title.
    """
    texts = [cell.text for row in above for cell in row.cells.values()]
    said = _nearest([table.title, *texts, *table.names, *corner])
    if not said:
        return table
    lines = (line if line.counted_in else line._replace(counted_in=said) for line in table.lines)
    return replace(table, lines=tuple(lines))


def _joined(texts):
    return " ".join(dict.fromkeys(text for text in texts if text))


# Periods down a column, or none


def _beside(grid, start, index):
    heading, first_rows = grid.rows[index], sample(grid, index + 1)
    period = period_column(heading, first_rows)
    values = value_columns(heading, first_rows, period)
    if not values:
        return None
    rows, after = body(grid, index + 1, set(values).__contains__)
    values = value_columns(heading, rows, period) or values
    columns = sorted({c for row in (heading, *rows) for c in row.cells} - {period})
    stub = [c for c in columns if c not in values and holds_labels(heading, c, values)]
    flags = {c for c in columns if role_at(heading, c) == "flag" and c - 1 in values}
    top = heading_rows(grid, start, index, min(values))
    above, begin = grid.rows[top : index + 1], first_of_title(grid, start, top)
    headings = read_headings(grid, above, values)
    found = labelled(rows, stub, values, is_long=period is not None)
    table = Table(
        sheet=grid.sheet.name,
        orientation=_orientation(period, stub),
        header_rows=tuple(row.number for row in above),
        title=_joined([*(row.text for row in grid.rows[begin:top]), *headings.context]),
        names=names_of(above, stub, found),
        period_name=next((row.cells[period].text for row in above if period in row.cells), ""),
    )
    when = _periods(rows, stub, period)
    if period is None and not any(one for one, _ in headings.periods.values()):
        one = _one_period(heading, stub, table.title)
        table = replace(table, period_from=one[1])
        when = dict.fromkeys((row.number for row in rows), one)
    lines = tuple(_lines(grid, found, headings, [*values, *flags], flags, when))
    corner = [heading.cells[c].text for c in stub if c in heading.cells]
    table = replace(table, lines=lines)
    return _Found(_multiplied(table, grid.rows[begin:top], corner), begin, after)


def _orientation(period, stub):
    if period is None:
        return Orientation.ONE
    return Orientation.LONG if stub else Orientation.DOWN


def _periods(rows, stub, column):
    """The period of each row, by its number; one that is left out is the one above."""
    if column is None:
        return None
    found, current = {}, (None, "")
    for row in rows:
        if column in row.cells:
            cell = row.cells[column]
            seen = look_at(cell.text, cell.kind)
            current = (seen.period, seen.period_text or cell.text)
        elif not any(c in row.cells for c in stub):
            current = (None, "")  # a row without any label is not one more of the same
        found[row.number] = current
    return found


def _one_period(heading, stub, title):
    """The period of a table that has but one: in its corner, or the only year in its title."""
    for column in stub:
        if column in heading.cells:
            seen = look_at(heading.cells[column].text, heading.cells[column].kind)
            if seen.look in (Look.PERIOD, Look.HEADED):
                return seen.period, seen.period_text
    years = set(YEAR.findall(title))
    if len(years) == 1:
        seen = look_at(years.pop())
        return seen.period, seen.period_text
    return None, ""
