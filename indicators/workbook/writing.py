"""The update workbook: what the registry knows, laid out so that new figures can be filled in.

Pure: no Django. One row a series, one column a period, oldest first, the next period empty
and marked. Rows are written as they come, so memory does not grow with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from textwrap import wrap

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from config.tables import write_text
from indicators.periods import Period, PeriodKind
from indicators.workbook import words
from indicators.workbook.values import KnownFigure, KnownSeries

LABELS = {"series": 18, "indicator": 26, "measure": 26, "area": 12, "group": 12, "unit": 15}
NOTE_WIDTH, LONG_WIDTH, HELP_WIDTH = 40, 22, 100  # characters, as are those of the labels
NARROWEST, WIDEST = 9, 15  # characters, of a column with figures
LINE_HEIGHT = 15  # points
COLUMNS_IN_SIGHT = 7  # of the newest periods, when the workbook is opened
LONG = ("series", "period", "value", "status", "missing", "aggregation", "note")
LONG_ROWS = 2_000  # with lists to choose from
LONGEST_TEXT = 30_000  # characters in one cell of the stamp; Excel holds 32 767
HEADER = {"bold": True, "text_wrap": True}
TO_FILL = "#FFF3BF"
A4, LIGHT_STRIPES = 9, 14  # paper and pattern, by Excel's numbers
SYMBOLS = {"not_available": "..", "not_yet": "..."}  # the other reasons are written as words
SEASONS = {"sv": ("Våren", "Hösten"), "nb": ("Våren", "Høsten"), "en": ("Spring", "Autumn")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period of the Figures sheet; for a span also whether it is a sum, a mean or a change."""

    period: Period
    aggregation: str = "point"
    is_next: bool = False  # no series has a figure yet


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series with all its figures."""

    known: KnownSeries
    figures: tuple[KnownFigure, ...] = ()
    due: PeriodKind | None = PeriodKind.YEAR  # what it waits for; None: for no more figures
    years_between: int | None = 1  # from one to the next; None: not known, gaps are no gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWorkbook:
    """Everything an update workbook says, its texts in the partnership's language."""

    strategy: str  # "norrbotten/rus-2030"
    title: str
    language: str
    made_at: datetime  # aware
    columns: tuple[Column, ...]  # every period in which a row has a figure, oldest first
    rows: Iterable[SeriesRow]
    instructions: tuple[str, ...] = ()  # a line each, above the header
    help: tuple[tuple[str, tuple[str, ...]], ...] = ()  # headings with their paragraphs
    hint: tuple[str, str] = ("", "")  # beside a cell to fill in: at most 32 and 255 characters
    approximate: str = "≈"  # the word for it


def language_of(code):
    """The language a workbook is written in: Nynorsk gets Bokmål, what we don't have English."""
    if code == "nn":
        return "nb"
    return code if code in words.LANGUAGES else "en"


def period_heading(period, aggregation, language):
    """How the heading of a column names a period, as people of the language write it."""
    year = period.start.year
    number = period.start.month
    match period.kind:
        case PeriodKind.HALF_YEAR:
            return f"{SEASONS[language][number > 1]} {year}"
        case PeriodKind.QUARTER:
            return f"{year}{'Q' if language == 'en' else 'K'}{(number + 2) // 3}"
        case PeriodKind.MONTH:
            return f"{year}M{number:02}"
        case PeriodKind.SPAN:
            return f"{period} ({words.aggregation_word(aggregation, language)})"
        case _:
            return str(period)


def missing_written(code, language):
    """Why there is no value, as the reader of our workbooks understands it."""
    return SYMBOLS.get(code) or words.missing_word(code, language)


def write_update(update, file):
    """Write the update workbook to a file.

    Raises KeyError when a row has a figure in a period that is no column.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties(
            {
                "title": update.title,
                "author": "Framsteg",
                "created": update.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        language = language_of(update.language)
        figures, long, help_page = (
            workbook.add_worksheet(words.sheet_word(sheet, language))
            for sheet in ("figures", "long", "help")
        )
        stamp = Stamp(workbook.add_worksheet(words.STAMP_SHEET), update)
        styles = Styles(workbook)
        FiguresSheet(figures, update, language, styles).write(stamp)
        write_long(long, language, styles)
        write_help(help_page, update.help, styles)


class Styles:
    """How cells look. What is to be filled in differs by fill and border, not by colour alone."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.kept = {}

    def get(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self.kept:
            self.kept[key] = self.workbook.add_format({"valign": "top", **properties})
        return self.kept[key]

    @cached_property
    def title(self):
        return self.get(bold=True, font_size=14)

    @cached_property
    def header(self):
        return self.get(**HEADER, bg_color="#DDE5EC", border=1)

    @cached_property
    def period(self):
        return self.get(**HEADER, bg_color="#DDE5EC", border=1, align="right")

    @cached_property
    def next_period(self):
        return self.get(**HEADER, bg_color=TO_FILL, border=2, align="right")

    @cached_property
    def text(self):
        return self.get(text_wrap=True)

    @cached_property
    def foreign(self):
        return self.get(pattern=LIGHT_STRIPES, fg_color="#BFBFBF", bg_color="#F2F2F2")

    @cached_property
    def word(self):
        return self.get(align="right", italic=True)

    def number(self, decimals):
        return self.get(num_format=number_format(decimals))

    def to_fill(self, decimals):
        return self.get(num_format=number_format(decimals), bg_color=TO_FILL, border=1)


def number_format(decimals):
    """Excel shows these marks as the person's own: 1 234,5 in Swedish."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def width_of(heading):
    return min(max(len(heading) + 1, NARROWEST), WIDEST)


@lru_cache(maxsize=10_000)
def lines_of(text, width):
    """How many lines a text takes in a column of this width."""
    return len(wrap(text, width - 1)) or 1


class FiguresSheet:
    """The sheet with one row a series and one column a period."""

    def __init__(self, page, update, language, styles):
        self.page, self.update, self.language, self.styles = page, update, language, styles
        self.header_row = len(update.instructions) + 1
        self.places = {
            (column.period, column.aggregation): place
            for place, column in enumerate(update.columns, start=len(LABELS))
        }
        self.note_place = len(LABELS) + len(update.columns)
        self.to_fill = {}  # place: first and last row with a cell to fill in

    def write(self, stamp):
        self.write_above()
        self.write_header()
        number = self.header_row
        for number, row in enumerate(self.update.rows, start=self.header_row + 1):
            self.write_row(number, row)
            stamp.add(row)
        self.finish(last_row=number)

    def write_above(self):
        write_text(self.page, 0, 0, self.update.title, self.styles.title)
        for number, line in enumerate(self.update.instructions, start=1):
            write_text(self.page, number, 0, line)

    def write_header(self):
        self.page.set_row(self.header_row, 2 * LINE_HEIGHT)
        for place, (role, width) in enumerate(LABELS.items()):
            self.page.set_column(place, place, width)
            self.heading(place, words.heading_word(role, self.language), self.styles.header)
        for place, column in enumerate(self.update.columns, start=len(LABELS)):
            text = period_heading(column.period, column.aggregation, self.language)
            self.page.set_column(place, place, width_of(text))
            style = self.styles.next_period if column.is_next else self.styles.period
            self.heading(place, text, style)
        self.page.set_column(self.note_place, self.note_place, NOTE_WIDTH)
        self.heading(self.note_place, words.heading_word("note", self.language), self.styles.header)

    def heading(self, place, text, style):
        write_text(self.page, self.header_row, place, text, style)

    def write_row(self, number, row):
        known = row.known
        labels = (known.code, known.indicator, known.name, known.area, known.group, known.unit)
        lines = max(map(lines_of, labels, LABELS.values()))
        if lines > 1:
            self.page.set_row(number, lines * LINE_HEIGHT)
        for place, text in enumerate(labels):
            if text:
                write_text(self.page, number, place, text, self.styles.text)
        figures = {self.places[figure.period, figure.aggregation]: figure for figure in row.figures}
        expectation = Expectation(row)
        for place, column in enumerate(self.update.columns, start=len(LABELS)):
            if place in figures:
                self.write_figure(number, place, figures[place], known)
            elif expectation.is_due(column):
                self.page.write_blank(number, place, None, self.styles.to_fill(known.decimals))
                first, _last = self.to_fill.get(place, (number, number))
                self.to_fill[place] = first, number
            elif not expectation.is_possible(column):
                self.page.write_blank(number, place, None, self.styles.foreign)

    def write_figure(self, number, place, figure, known):
        if figure.value is None:
            said = missing_written(figure.missing, self.language)
            write_text(self.page, number, place, said, self.styles.word)
        else:
            decimals = known.decimals if figure.decimals is None else figure.decimals
            self.page.write_number(number, place, figure.value, self.styles.number(decimals))
        if comment := self.comment(figure):
            self.page.write_comment(number, place, comment, {"author": "Framsteg"})

    def comment(self, figure):
        """What the number alone does not say."""
        lines = []
        if figure.missing:
            lines.append(words.missing_word(figure.missing, self.language))
        if figure.status != "A":
            lines.append(words.status_word(figure.status, self.language))
        if figure.is_approximate:
            lines.append(self.update.approximate)
        return "\n".join([*lines, figure.note] if figure.note else lines)

    def finish(self, last_row):
        page, header_row, last_place = self.page, self.header_row, self.note_place
        newest = max(len(LABELS), last_place - COLUMNS_IN_SIGHT)
        page.freeze_panes(header_row + 1, len(LABELS), header_row + 1, newest)
        page.autofilter(header_row, 0, last_row, last_place)
        everything = f"A1:{xl_rowcol_to_cell(last_row, last_place)}"
        page.ignore_errors({"number_stored_as_text": everything})
        title, message = self.update.hint
        for place, (first, last) in self.to_fill.items():
            # It only tells: "..", "..." and words are as welcome as numbers.
            hint = {"validate": "any", "input_title": title, "input_message": message}
            page.data_validation(first, place, last, place, hint)
        page.repeat_rows(header_row)
        set_paper(page)


def set_paper(page):
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


class Expectation:
    """Which periods a series may have figures for, and which figures are due."""

    def __init__(self, row):
        self.row = row
        own = [each.period for each in row.figures if each.period.kind is row.due]
        self.first, self.last = (min(own), max(own)) if own else (None, None)
        self.forms = {(each.period.kind, each.aggregation) for each in row.figures}

    def is_possible(self, column):
        kind = column.period.kind
        if kind is self.row.due or (kind, column.aggregation) in self.forms:
            return True
        return self.row.known.kind is None and kind is not PeriodKind.SPAN

    def is_due(self, column):
        """A period after the newest ones, or a gap in the series since its first figure."""
        if column.period.kind is not self.row.due:
            return False
        if self.first is None or self.row.years_between is None:
            return column.is_next
        years = column.period.start.year - self.last.start.year
        return self.first < column.period and years % self.row.years_between == 0


class Stamp:
    """The very hidden sheet: which series the workbook holds, and which versions of figures."""

    def __init__(self, page, update):
        page.very_hidden()
        self.page, self.row = page, 0
        made_at = update.made_at.astimezone(UTC).isoformat()
        self.line(words.STAMP_MARK, update.strategy, made_at)

    def line(self, *texts):
        for column, text in enumerate(texts):
            write_text(self.page, self.row, column, text)
        self.row += 1

    def add(self, row):
        """One line a series: its code, then "2016|point|7.1;2017|point|9.3" in as many cells as
        that needs; in none when it has no figures.
        """
        cells = []
        for figure in row.figures:
            entry = f"{figure.period}|{figure.aggregation}|{figure.version}"
            if cells and len(cells[-1]) + len(entry) < LONGEST_TEXT:
                cells[-1] += f";{entry}"
            else:
                cells.append(entry)
        self.line(row.known.code, *cells)


def write_long(page, language, styles):
    """The sheet that takes figures in long form: only its header, with words to choose from."""
    as_text = styles.get(num_format="@")  # so that Excel makes no date of a period
    for place, role in enumerate(LONG):
        page.set_column(place, place, LONG_WIDTH, as_text if role in {"series", "period"} else None)
        write_text(page, 0, place, words.heading_word(role, language), styles.header)
    page.freeze_panes(1, 0)
    set_paper(page)
    choices = {
        "status": [words.status_word(code, language) for code in words.STATUS],
        "missing": [words.missing_word(code, language) for code in words.MISSING],
        "aggregation": [words.aggregation_word(code, language) for code in words.AGGREGATION],
    }
    for role, source in choices.items():
        place = LONG.index(role)
        choice = {"validate": "list", "source": source, "show_error": False}
        page.data_validation(1, place, LONG_ROWS, place, choice)


def write_help(page, sections, styles):
    page.hide_gridlines(2)
    set_paper(page)
    page.set_column(0, 0, HELP_WIDTH)
    number = 0
    for heading, paragraphs in sections:
        for text, style in [(heading, styles.title), *((text, styles.text) for text in paragraphs)]:
            if style is styles.text:
                page.set_row(number, lines_of(text, HELP_WIDTH) * LINE_HEIGHT)
            write_text(page, number, 0, text, style)
            number += 1
        number += 1
