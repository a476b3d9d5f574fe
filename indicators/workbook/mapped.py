"""Reading an office's file by a mapping: lines of a table in, figures and findings out.

Pure. Each figure says in which cell it stands. What the mapping leaves out is counted, what
it does not know is a problem, and what can't be read is one too.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from config.sheets import Book, Cell, Kind
from indicators.periods import Period, PeriodKind
from indicators.workbook import symbols
from indicators.workbook.cells import column_mark, read_cell, read_period
from indicators.workbook.findings import problem, remark, warning
from indicators.workbook.labels import people
from indicators.workbook.layout import Table, shown_tables, tables_of
from indicators.workbook.mapping import JOINT, Mapping, sheet_name, signature
from indicators.workbook.matching import roles_of
from indicators.workbook.rows import EARLIEST, LEVELS, has_begun
from indicators.workbook.symbols import Says
from indicators.workbook.taken import Taken
from indicators.workbook.texts import DECIMALS, SIGNIFICANT_DIGITS, joined, trouble_with, whole
from indicators.workbook.units import is_share, multiplier_of, times_in_heading
from indicators.workbook.values import Figure, Finding, KnownSeries, Place, Reading

MOST_NAMED = 5  # rows that one finding names
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    """The period of a figure, and what its heading says of all figures under it."""

    period: Period
    aggregation: str = "point"
    status: str = ""
    note: str = ""


def read_mapped(
    book: Book,
    mapping: Mapping,
    known: dict[str, KnownSeries],
    *,
    with_hidden: bool = False,
    today: date | None = None,
) -> Reading:
    """The figures of a file, as a mapping tells to read it.

    ``today``: periods after next year are asked about; without it none are.
    """
    tables = [(table, sheet.is_hidden) for sheet in book.sheets for table in tables_of(sheet)]
    sheets = [sheet for sheet in book.sheets if with_hidden or not sheet.is_hidden]
    open_to_us = shown_tables(sheets, with_hidden=True)
    if not open_to_us:
        hidden = sum(len(table.lines) for table, _ in tables)
        return Reading(findings=(problem("no_table", Place()),), hidden=hidden)
    table = max(open_to_us, key=lambda one: likeness(one, mapping))
    reader = _Reader(table, mapping, known, with_hidden=with_hidden, today=today)
    reader.read()
    shown = shown_tables(sheets, with_hidden=with_hidden)
    if others := len(shown) - bool(table.shown(with_hidden)) + sum(one.others for one in shown):
        reader.findings.append(warning("other_tables", table.place, count=others))
    hidden = reader.hidden + sum(
        len(one.lines)
        for one, is_hidden in tables
        if is_hidden and not with_hidden and signature(one) == mapping.signature
    )
    return Reading(
        figures=tuple(reader.taken.figures.values()),
        findings=tuple(reader.findings),
        hidden=hidden,
    )


def likeness(table: Table, mapping: Mapping):
    """How well a table fits a mapping; of several equal ones the largest is taken."""
    return (
        signature(table) == mapping.signature,
        table.sheet == mapping.sheet,
        sheet_name(table.sheet) == sheet_name(mapping.sheet),
        len(table.shown()),
        len(table.lines),
    )


class _Reader:
    """Reads the lines of one table."""

    def __init__(self, table: Table, mapping: Mapping, known, *, with_hidden, today):
        self.table, self.mapping, self.known = table, mapping, known
        self.with_hidden, self.today = with_hidden, today
        self.legend = symbols.legend_of([table.title, *(note.text for note in table.notes)])
        self.marks = _decimal_marks(table, mapping)
        self.taken = Taken()
        self.findings = self.taken.findings
        self.told: set[tuple] = set()
        self.hidden = 0
        self.periods: dict[tuple, _When | None] = {}
        self.undecided: dict[str, Cell] = {}
        self.left_out: dict[str, None] = {}
        self.unknown: dict[str, str] = {}
        self.multiplied: Counter[Decimal] = Counter()
        self.parts = defaultdict(dict)  # what may be a total and its parts
        self.group_at = _place_of_group(table)

    def read(self):
        if self.mapping.signature and signature(self.table) != self.mapping.signature:
            self.findings.append(warning("other_kind_of_file", self.table.place))
        for line in self.table.lines:
            if line.is_hidden and not self.with_hidden:
                self.hidden += 1
            else:
                self._take(line)
        self._tell_rows()
        self._tell_totals()
        for by, count in self.multiplied.items():
            self.findings.append(
                warning("multiplied_all", self.table.place, by=f"{by.normalize():f}", count=count)
            )
        for note in self.table.notes:
            self.findings.append(remark("note_under_table", note.place, text=note.text))

    def _place(self, cell):
        return Place(sheet=self.table.sheet, address=cell.address)

    def _take(self, line):
        key = self.mapping.key_of(line.labels)
        code = self.mapping.series.get(key)
        if code is None:
            self.undecided.setdefault(key, line.cell)
        elif code == "":
            self.left_out[key] = None
        elif code not in self.known:
            if code not in self.unknown:
                place = self._place(line.cell)
                self.findings.append(problem("unknown_series", place, text=code, near=""))
            self.unknown[code] = key
        else:
            self._read(line, self.known[code])

    def _dialect(self, series):
        return self.mapping.dialect or series.dialect

    # One figure

    def _read(self, line, series):
        place = self._place(line.cell)
        said = read_cell(
            self._with_flag(line),
            dialect=self._dialect(series),
            decimal_mark=self.marks.get(line.cell.column),
            unit=series.unit,
            is_share=self.mapping.is_share,
            highest=series.cap,
            legend=self.legend,
            place=place,
        )
        if isinstance(said, Finding):
            self.findings.append(said)
        elif not said.is_blank and (when := self._when(line, series, place, said.period)):
            self.findings += said.findings
            if said.value is not None:
                self._remember_part(line, when.period, said.value, series)
                said = self._in_unit(line, series, said, place)
            if said is not None:
                self._add(line, series, said, when, place)

    def _add(self, line, series, said, when, place):
        self._tell_symbol(line.cell, said, self._dialect(series), place)
        if said.value is not None and not self._is_possible(said.value, series, when, place):
            return
        self.taken.add(
            Figure(
                series=series.code,
                period=when.period,
                aggregation=when.aggregation,
                place=place,
                value=said.value,
                missing=said.missing,
                status=self._status(line, series, said, when, place)
                if said.value is not None
                else None,
                is_approximate=said.is_approximate,
                decimals=None if said.decimals == series.decimals else said.decimals,
                note=said.note if said.is_removal else joined(when.note, said.note) or None,
                as_written=said.as_written,
                is_removal=said.is_removal,
            )
        )

    def _is_possible(self, value, series, when, place):
        if not has_begun(when.period, self.today):
            self.findings.append(problem("not_begun", place, period=when.period))
            return False
        if when.aggregation not in LEVELS:
            return True
        if series.cap is not None and value > series.cap:
            told = {"value": value, "highest": series.cap}
            self.findings.append(problem("above_highest", place, text=f"{value:f}", **told))
            return False
        if value < 0 and is_share(series.unit):
            self.findings.append(warning("negative_share", place, value=value))
        return True

    def _tell_symbol(self, cell, said, dialect, place):
        """What a symbol was read as where the file does not say it: told once for each."""
        symbol = symbols.normal(cell.text) if len(cell.text) <= symbols.LONGEST else ""
        if cell.kind != Kind.TEXT or symbol not in symbols.SYMBOLS or symbol in self.legend:
            return
        told = {"symbol": symbol, "dialect": dialect, "meaning": said.missing or "0"}
        self._add_once((remark("symbol_of_source", place, **told),))

    def _with_flag(self, line):
        """A symbol and its flag are one: Eurostat's ``:`` with ``c`` beside it is secret."""
        if line.mark and symbols.normal(line.cell.text) in symbols.SYMBOLS:
            return line.cell._replace(text=f"{line.cell.text.strip()}{line.mark}")
        return line.cell

    def _status(self, line, series, said, when, place):
        if self.mapping.status:
            return self.mapping.status
        if said.status or not line.mark:
            return said.status or when.status or None
        meant = symbols.meaning_after(line.mark, self._dialect(series), self.legend)
        if meant is not None and meant.says == Says.STATUS:
            return meant.code
        text = f"{line.cell.text} {line.mark}"
        self.findings.append(problem("unclear_mark", place, text=text, mark=line.mark))
        return None

    def _in_unit(self, line, series, said, place):
        """The value in the unit of the series; None, and said, when it can't be kept.

        A multiplier in the cell itself is applied already.
        """
        by = self.mapping.factor
        if by is None:
            if not line.counted_in or multiplier_of(line.cell.text):
                return said
            by = self._times(line, series, place)
        if by == 1:
            return said
        self.multiplied[by] += 1
        number = whole((said.value * by).normalize())
        trouble = trouble_with(number)
        if trouble is None:
            return replace(said, value=number, decimals=None)
        limits = {"too_many_digits": SIGNIFICANT_DIGITS, "too_many_decimals": DECIMALS}
        limit = {"limit": limits[trouble]} if trouble in limits else {}
        text = f"{line.cell.text} × {by.normalize():f}"
        self.findings.append(problem(trouble, place, text=text, **limit))
        return None

    def _times(self, line, series, place):
        """What the heading multiplies by; 1, and said, where it is not the unit of the series."""
        is_share = self.mapping.is_share or line.cell.kind == Kind.PERCENT
        by = None if is_share else times_in_heading(line.counted_in, series.unit)
        if by is None:
            told = {"text": line.counted_in, "unit": series.unit}
            self._add_once((warning("not_multiplied", place, **told),))
            return Decimal(1)
        return by

    # Periods

    def _when(self, line, series, place, in_cell):
        """The period of a line; None when there is none that fits, which is then told."""
        if line.period is None and not line.period_text:
            if in_cell is None:
                self.findings.append(problem("no_period", place, series=series.code))
                return None
            return self._fitting(_When(period=in_cell), series, place)
        key = (line.period_text, line.period, series.code)
        if key not in self.periods:
            self.periods[key] = self._read_period(line, series, place)
        when = self.periods[key]
        if when and in_cell is not None and in_cell != when.period:
            self.findings.append(
                problem("other_period", place, text=line.cell.text, period=when.period)
            )
            return None
        return when

    def _read_period(self, line, series, place):
        is_date = ISO_DATE.fullmatch(line.period_text)
        cell = line.cell._replace(text=line.period_text, kind=Kind.DATE if is_date else Kind.TEXT)
        said = read_period(
            cell,
            kind=series.kind,
            dialect=self._dialect(series),
            legend=self.legend,
            place=place,
        )
        if not isinstance(said, Finding):
            self._add_once(said.findings)
            when = _When(
                period=said.period,
                aggregation=said.aggregation or "point",
                status=said.status,
                note=said.note,
            )
            return self._fitting(when, series, place)
        if line.period is None or is_date:
            self.findings.append(said)
            return None
        when = _When(period=line.period)
        if said.code == "unclear_mark" and not self.mapping.status:
            # On a year, a star says provisional wherever nothing says otherwise.
            when = replace(when, status="P")
            self._add_once((warning("marked_period", place, text=line.period_text),))
        return self._fitting(when, series, place)

    def _add_once(self, findings):
        """Findings about a heading, told for its first figure only."""
        for found in findings:
            what = (found.code, *found.details.values())
            if what not in self.told:
                self.told.add(what)
                self.findings.append(found)

    def _fitting(self, when, series, place):
        kind = when.period.kind
        if kind == PeriodKind.SPAN:
            if when.aggregation == "point":
                when = replace(when, aggregation=self.mapping.aggregation)
            if when.aggregation == "point":
                self.findings.append(problem("span_without_kind", place, period=when.period))
                return None
            self._tell_unlikely(when.period, place)
            return when
        if series.kind is not None and kind != series.kind:
            told = {"period": when.period, "kind": kind, "known": series.kind}
            self.findings.append(problem("other_frequency", place, **told))
            return None
        self._tell_unlikely(when.period, place)
        return replace(when, aggregation="point")

    def _tell_unlikely(self, period, place):
        last = self.today.year + 1 if self.today else period.end.year
        if period.start.year < EARLIEST or period.end.year > last:
            self._add_once((warning("unlikely_period", place, period=period),))

    # What is to be said of rows

    def _tell_rows(self):
        for key, cell in self.undecided.items():
            self.findings.append(problem("row_not_mapped", self._place(cell), row=key))
        if self.left_out:
            examples = "; ".join(list(self.left_out)[:MOST_NAMED])
            self.findings.append(
                remark(
                    "rows_left_out",
                    self.table.place,
                    count=len(self.left_out),
                    examples=examples,
                )
            )

    def _remember_part(self, line, period, value, series):
        """Remember a count of women, men or both, to compare the total with its parts."""
        if self.group_at is None or is_share(series.unit) or line.cell.kind == Kind.PERCENT:
            return
        if value != value.to_integral_value():
            return
        who = people(line.labels[self.group_at], by_code=True)
        if who.origin or who.rest or not (who.sex or who.is_everybody):
            return
        others = tuple(t for place, t in enumerate(line.labels) if place != self.group_at)
        self.parts[others, period][who.sex] = (value, line)

    def _tell_totals(self):
        """A total may differ from its parts: offices round, and hide small numbers."""
        for (labels, period), found in self.parts.items():
            if found.keys() != {"women", "men", ""}:
                continue
            total, line = found[""]
            parts = [found["women"][0], found["men"][0]]
            # A total that is not above its parts is a mean, not a sum.
            if total > max(parts) and abs(total - sum(parts)) > len(parts):
                self.findings.append(
                    warning(
                        "total_differs",
                        self._place(line.cell),
                        row=JOINT.join(text for text in labels if text),
                        period=period,
                        total=total,
                        parts=sum(parts),
                    )
                )


def _decimal_marks(table, mapping):
    """The decimal mark of each column: as decided, as its clear cells show, or as the table's."""
    columns = defaultdict(list)
    for line in table.lines:
        columns[line.cell.column].append(line.cell)
    if mapping.decimal_mark:
        return dict.fromkeys(columns, mapping.decimal_mark)
    whole_table = column_mark(line.cell for line in table.lines)
    return {column: column_mark(cells) or whole_table for column, cells in columns.items()}


def _place_of_group(table):
    """Which of the labels tells women, men and both apart; None when none does."""
    roles = roles_of(table, ())
    return roles.index("group") if "group" in roles else None
