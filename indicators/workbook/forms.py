"""The two forms of an update sheet: a row a series, or a row a figure."""

from dataclasses import replace

from indicators.workbook import symbols, words
from indicators.workbook.findings import problem
from indicators.workbook.near import near_word
from indicators.workbook.rows import OURS, UpdateSheet
from indicators.workbook.symbols import Says
from indicators.workbook.texts import CellValue, joined

SAYS_NOTHING = CellValue(is_blank=True)


class WideSheet(UpdateSheet):
    """A row a series, a column a period."""

    def count(self, cells):
        return sum(cell.column in self.columns.periods for cell in cells)

    def read_row(self, cells):
        periods, roles = self.columns.periods, self.columns.roles
        figures = [cell for cell in cells if cell.column in periods]
        others = {cell.column: cell for cell in cells if cell.column not in periods}
        code = others[self.series_column].text.strip() if self.series_column in others else ""
        if not figures and code not in self.known:
            self.may_end(cells[0].row)
            return
        if self.hidden_columns:
            shown = [cell for cell in figures if cell.column not in self.hidden_columns]
            self.taken.hidden += len(figures) - len(shown)
            figures = shown
        series = self.series_of(code, figures[0]) if figures else self.known.get(code)
        if series is None:
            return
        self.data_rows.append(cells[0].row)
        self.refuse_unused(others.values())
        if not figures:
            return
        if unit := others.get(roles.get("unit")):
            self.check_unit(unit, series)
        self.check_labels(others, series)
        note = others.get(roles.get("note"))
        is_read = note is not None and note.column not in self.hidden_columns
        row_note = note.text.strip() if is_read else ""
        for cell in figures:
            self._read_figure(cell, series, row_note)

    def _read_figure(self, cell, series, row_note):
        heading = self.columns.periods[cell.column]
        period = self.period_of(heading, series)
        aggregation = period and self.aggregation_of(period, "", heading)
        if not aggregation:
            return
        place = self.place(cell)
        if not self.is_of_frequency(period.period, series, place):
            return
        value = self.value_of(cell, series, place)
        if value is not None:
            self.add(series, period, aggregation, value, place, row_note=row_note)


class LongSheet(UpdateSheet):
    """A row a figure: series code, period, value; and status, reason, kind of value, note."""

    def __init__(self, columns, task):
        super().__init__(columns, task)
        self.role_of = {column: role for role, column in columns.roles.items()}

    def count(self, cells):
        return int(any(self.role_of.get(cell.column) in ("value", "missing") for cell in cells))

    def read_row(self, cells):
        hidden = [cell for cell in cells if cell.column in self.hidden_columns]
        if hidden and self.count(hidden):
            self.taken.hidden += 1
            return
        said = {
            role: cell
            for cell in cells
            if (role := self.role_of.get(cell.column)) and cell not in hidden
        }
        code = said["series"].text.strip() if "series" in said else ""
        if not self._says_something(said, code):
            if code not in self.known:
                self.may_end(cells[0].row)
            return
        series = self.series_of(code, cells[0])
        if series is None:
            return
        self.data_rows.append(cells[0].row)
        self.refuse_unused(cells)
        if "unit" in said:
            self.check_unit(said["unit"], series)
        self._read_figure(said, series)

    def _says_something(self, said, code):
        """Whether a row has a figure, or says something of one."""
        if "value" in said or "missing" in said:
            return True
        describes = "status" in said or "note" in said
        return describes and (code in self.known or bool(code and "period" in said))

    def _read_figure(self, said, series):
        if "period" not in said:
            place = self.place(next(iter(said.values())))
            self.find(problem, "no_period", place, series=series.code)
            return
        period = self.period_of(said["period"], series)
        aggregation = period and self._aggregation(said, period)
        first = said.get("value") or said.get("missing") or said["period"]
        place = self.place(first)
        if not aggregation or not self.is_of_frequency(period.period, series, place):
            return
        value = self.value_of(said["value"], series, place) if "value" in said else SAYS_NOTHING
        for take in (self._take_missing, self._take_status, self._take_note):
            if value is not None:
                value = take(value, said)
        if value is not None and value is not SAYS_NOTHING:
            self.add(series, period, aggregation, value, place)

    def _aggregation(self, said, period):
        """The kind of value of a row; None, and said, when its column and its period disagree."""
        cell = said.get("aggregation")
        if cell is None:
            return self.aggregation_of(period, "", said["period"])
        aggregation = words.aggregation_of(cell.text)
        if aggregation is None:
            near = near_word(cell.text, words.AGGREGATION_READ, words.AGGREGATION, self.language)
            self.find(problem, "unknown_aggregation", self.place(cell), text=cell.text, near=near)
            return None
        if period.aggregation not in ("", aggregation):
            text, place = said["period"].text, self.place(cell)
            self.find(problem, "two_aggregations", place, text=text, aggregation=cell.text)
            return None
        return self.aggregation_of(period, aggregation, cell)

    def _take_missing(self, value, said):
        """The value with the reason in the row's own column; None, and said, if both are there."""
        cell = said.get("missing")
        if cell is None:
            return value
        place, text = self.place(cell), cell.text.strip()
        missing = words.missing_of(text)
        if missing is None:
            meant = symbols.meaning(text, OURS, self.legend)
            missing = meant.code if meant.says == Says.MISSING else None
        if missing is None:
            near = near_word(text, words.MISSING_READ, words.MISSING, self.language)
            self.find(problem, "unknown_missing", place, text=text, near=near)
        elif value.is_removal:
            self.find(problem, "removal_and_more", place, text=text)
        elif value.value is not None or value.missing not in ("", missing):
            self.find(problem, "value_and_missing", place, text=value.as_written, missing=text)
        else:
            written = value.as_written or cell.text
            return replace(value, missing=missing, is_blank=False, as_written=written)
        return None

    def _take_status(self, value, said):
        """The value with the status in the row's own column; None, and said, if two disagree."""
        cell = said.get("status")
        if cell is None:
            return value
        place, text = self.place(cell), cell.text.strip()
        status = words.status_of(text)
        if status is None:
            meant = symbols.meaning_after(text, OURS, self.legend)
            status = meant.code if meant and meant.says == Says.STATUS else None
        if status is None:
            near = near_word(text, words.STATUS_READ, words.STATUS, self.language)
            self.find(problem, "unknown_status", place, text=text, near=near)
        elif value.is_removal:
            self.find(problem, "removal_and_more", place, text=text)
        elif value.status not in (None, status):
            self.find(problem, "two_statuses", place, text=value.as_written, status=text)
        else:
            return replace(value, status=status, is_blank=False)
        return None

    def _take_note(self, value, said):
        cell = said.get("note")
        if cell is None:
            return value
        if value.is_removal:
            self.find(problem, "removal_and_more", self.place(cell), text=cell.text)
            return None
        return replace(value, note=joined(value.note, cell.text.strip()), is_blank=False)
