"""The rows of an update sheet: what both of its forms have in common."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from config.sheets import Cell, Kind
from indicators.periods import PeriodKind
from indicators.workbook import symbols, units, words
from indicators.workbook.cells import column_mark, read_cell, read_period
from indicators.workbook.findings import problem, remark, warning
from indicators.workbook.near import NearCodes, near_word
from indicators.workbook.taken import Taken
from indicators.workbook.texts import joined
from indicators.workbook.values import Figure, Finding, KnownSeries, Place
from indicators.workbook.words import plain

OURS = "staff"  # what symbols mean in the registry's own workbook, whatever the source
EARLIEST = 1900  # years before it are asked about
# Kinds of value that stand on the scale of the series itself.
LEVELS = {"point", "mean", "highest", "lowest"}
ROWS_BETWEEN_REPORTS = 2_000
VALUES = ("period", "value", "missing", "status")  # columns where a merged cell does harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every sheet of a book is read with; ``taken`` collects what is read."""

    known: Mapping[str, KnownSeries]
    near: NearCodes
    taken: Taken
    language: str
    with_hidden: bool
    today: date | None
    on_rows: Callable[[int], None] | None


class UpdateSheet:
    """A sheet that is being read; its two forms say what a row is."""

    def __init__(self, columns, task):
        self.columns, self.known, self.taken = columns, task.known, task.taken
        self.near, self.language, self.today = task.near, task.language, task.today
        self.with_hidden, self.on_rows = task.with_hidden, task.on_rows
        self.series_column = columns.roles["series"]
        self.hidden_columns = frozenset() if task.with_hidden else columns.sheet.hidden_columns
        self.read_columns = columns.repeated | {*columns.roles.values()} - columns.unused.keys()
        self.last_row = self._last_row()
        self.has_ended = False  # a row without figures, after the last known series
        self.below, self.data_rows = [], []  # numbers of rows
        # Said once; read once: the decimal mark of a column, a period.
        self.reported, self.marks, self.periods = set(), {}, {}
        self.legend = self._legend_of_file()

    def read(self):
        """Read every row that is not hidden; count the figures of the others."""
        sheet = self.columns.sheet
        is_hidden = sheet.is_hidden and not self.with_hidden
        for done, row in enumerate(self.columns.rows):
            if self.on_rows is not None and not done % ROWS_BETWEEN_REPORTS:
                self.on_rows(done)
            cells = [cell for cell in row.cells if cell.kind != Kind.TEXT or cell.text.strip()]
            if is_hidden or (row.is_hidden and not self.with_hidden):
                self.taken.hidden += self.count(cells)
            elif cells:
                self.read_row(cells)
        if is_hidden:
            return
        self.taken.findings.extend(self.columns.findings)
        self._refuse_merged()
        if self.below:
            rows = ", ".join(map(str, self.below))
            self.find(remark, "below_table", Place(sheet=sheet.name), rows=rows)

    def count(self, cells):
        """How many figures a row has."""
        raise NotImplementedError

    def read_row(self, cells):
        raise NotImplementedError

    def find(self, weigh, code, place, **details):
        self.taken.findings.append(weigh(code, place, **details))

    def place(self, cell):
        return self.columns.place(cell)

    # Series

    def _last_row(self):
        """The number of the last row with a known series; the header's where there is none."""
        header, column = self.columns.header.number, self.series_column
        for row in reversed(self.columns.sheet.rows):
            codes = (cell.text.strip() for cell in row.cells if cell.column == column)
            if row.number <= header or next(codes, "") in self.known:
                return max(row.number, header)
        return header

    def may_end(self, row):
        """A row without figures or a known series: a heading in the table, or its end."""
        self.has_ended |= row > self.last_row

    def series_of(self, code, first):
        """The series of a row that has figures; None, and said, when it is not known."""
        series = self.known.get(code)
        if series is not None:
            return series
        near = self.near.to(code) if code else ""
        if self.has_ended and not near:
            self.below.append(first.row)
        elif code:
            at = Cell(first.row, self.series_column, code)
            self.find(problem, "unknown_series", self.place(at), text=code, near=near)
        else:
            self.find(problem, "no_series_code", self.place(first))
        return None

    def check_labels(self, cells, series):
        """Say where a row names another area or group than its series has: a code gone astray."""
        roles = self.columns.roles
        for role, names in (
            ("area", {series.area, series.area_code, *series.area_names}),
            ("group", {series.group, series.group_code, *series.group_names}),
        ):
            cell, known = cells.get(roles.get(role)), getattr(series, role)
            if cell is not None and known and plain(cell.text) not in map(plain, names):
                self.find(warning, "label_differs", self.place(cell), text=cell.text, known=known)

    def check_unit(self, cell, series):
        """Say where the file's unit is another one than the registry's."""
        text = " ".join(cell.text.split())
        if text.casefold() == series.unit.casefold():
            return
        by = units.times(text, series.unit)
        if by != 1:
            weigh = warning if by is None else problem  # thousands are no matter of opinion
            self.find(weigh, "unit_differs", self.place(cell), text=text, known=series.unit)

    def refuse_unused(self, cells):
        """Say once where something stands in a column of a table that is not read."""
        for cell in cells:
            column = cell.column
            if column in self.read_columns or column in self.columns.periods:
                continue
            if column in self.reported or column in self.hidden_columns:
                continue
            self.reported.add(column)
            self._refuse_column(cell, self.columns.unused.get(column))

    def _refuse_column(self, cell, heading):
        if heading is None:
            letters = cell.address.rstrip("0123456789")
            self.find(problem, "no_heading", self.place(cell), column=letters)
            return
        place, text = self.place(heading), heading.text
        if words.role_of(text) or not isinstance(read_period(heading), Finding):
            self.find(problem, "heading_not_used", place, text=text)
            return
        near = near_word(text, words.ROLES, words.HEADINGS, self.language)
        self.find(problem, "unknown_heading", place, text=text, near=near)

    # Periods

    def period_of(self, cell, series):
        """The period a heading or cell means for a series; None, and said, when it is none."""
        key = cell.text, cell.kind, series.kind if cell.kind == Kind.DATE else None
        if key not in self.periods:
            self.periods[key] = self._read_period(cell, series)
        read = self.periods[key]
        if not isinstance(read, Finding):
            return read
        self._find_once(problem, read.code, cell, **read.details)
        return None

    def _read_period(self, cell, series):
        place = self.place(cell)
        read = read_period(cell, kind=series.kind, legend=self.legend, place=place)
        if isinstance(read, Finding):
            return read
        if read.words:
            return problem("heading_with_words", place, text=cell.text, words=read.words)
        self.taken.findings.extend(read.findings)
        last = self.today.year + 1 if self.today else read.period.end.year
        if read.period.start.year < EARLIEST or read.period.end.year > last:
            self.find(warning, "unlikely_period", place, period=read.period)
        return read

    def aggregation_of(self, read, said, cell):
        """The kind of value, by a column or the period's own words; None, and said, if wrong."""
        aggregation = said or read.aggregation or "point"
        is_span = read.period.kind == PeriodKind.SPAN
        if is_span == (aggregation != "point"):
            return aggregation
        if is_span:
            self._find_once(problem, "span_without_kind", cell, period=read.period)
        else:
            details = {"period": read.period, "aggregation": aggregation}
            self._find_once(problem, "kind_without_span", cell, **details)
        return None

    def _find_once(self, weigh, code, cell, **details):
        """Say something of a heading for the first figure below it, not for every one."""
        if (code, cell.row, cell.column) not in self.reported:
            self.reported.add((code, cell.row, cell.column))
            self.find(weigh, code, self.place(cell), **details)

    def is_of_frequency(self, period, series, place):
        if series.kind is None or period.kind in (series.kind, PeriodKind.SPAN):
            return True
        self.find(
            problem, "other_frequency", place, period=period, kind=period.kind, known=series.kind
        )
        return False

    # Figures

    def value_of(self, cell, series, place):
        """What a cell says of a figure; None, and said, when it can't be told."""
        how = {
            "dialect": OURS,
            "unit": series.unit,
            "highest": series.cap,
            "legend": self.legend,
            "place": place,
        }
        read = read_cell(cell, **how)
        if isinstance(read, Finding) and read.code == "ambiguous_number":
            read = read_cell(cell, decimal_mark=self._mark_of(cell.column), **how)
        if isinstance(read, Finding):
            self.taken.findings.append(read)
            return None
        self.taken.findings.extend(read.findings)
        return read

    def add(self, series, period, aggregation, value, place, *, row_note=""):
        """Keep a figure, with what its value and its period's heading say of it."""
        if value.period not in (None, period.period):
            self.find(problem, "other_period", place, text=value.as_written, period=period.period)
            return
        if not self._is_possible(value, series, period.period, aggregation, place):
            return
        status, note = value.status, value.note
        if value.value is not None:
            status = status or period.status
        if not value.is_removal:
            note = joined(note, period.note)
        self.taken.add(
            Figure(
                series=series.code,
                period=period.period,
                aggregation=aggregation,
                place=place,
                value=value.value,
                missing=value.missing,
                status=status or None,
                is_approximate=value.is_approximate,
                decimals=None if value.decimals == series.decimals else value.decimals,
                note=note or None,
                row_note=row_note,
                as_written=value.as_written,
                is_removal=value.is_removal,
            )
        )

    def _is_possible(self, value, series, period, aggregation, place):
        number = value.value
        if number is not None and not has_begun(period, self.today):
            self.find(problem, "not_begun", place, period=period)
            return False
        if number is None or aggregation not in LEVELS:
            return True
        if series.cap is not None and number > series.cap:
            details = {"text": value.as_written, "value": number, "highest": series.cap}
            self.find(problem, "above_highest", place, **details)
            return False
        if number < 0 and units.is_share(series.unit):
            self.find(warning, "negative_share", place, value=number)
        return True

    # Symbols and marks

    def _legend_of_file(self):
        """What the lines below the table say of symbols and footnote marks.

        Instructions stand above it: "- Noll skrivs som 0" does not make a zero of every dash.
        """
        below = (row for row in self.columns.rows if row.number > self.last_row)
        return symbols.legend_of(map(_line, below))

    def _mark_of(self, column):
        """The decimal mark that the other cells of a column use."""
        if column not in self.marks:
            self.marks[column] = column_mark(
                cell for row in self.columns.rows for cell in row.cells if cell.column == column
            )
        return self.marks[column]

    def _refuse_merged(self):
        """A merged cell hides which figure a value belongs to."""
        watched = [self.series_column, *self.columns.periods]
        watched += [self.columns.roles[role] for role in VALUES if role in self.columns.roles]
        for first_row, first, last_row, last in self.columns.sheet.merged:
            found = bisect_left(self.data_rows, first_row), bisect_right(self.data_rows, last_row)
            if found[0] < found[1] and any(first <= column <= last for column in watched):
                corners = Cell(first_row, first, ""), Cell(last_row, last, "")
                reach = f"{corners[0].address}:{corners[1].address}"
                self.find(problem, "merged_cells", self.place(corners[0]), range=reach)


def has_begun(period, today):
    """Whether a period can have a value; without a day it is not asked."""
    return today is None or period.start <= today


def _line(row):
    return " ".join(cell.text for cell in row.cells if cell.kind == Kind.TEXT)
