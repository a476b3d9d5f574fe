"""The update workbook as it is written: what Excel shows, and what comes back out of it."""

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import sheets
from indicators import periods
from indicators.periods import PeriodKind, half_year, month, quarter, school_year, year_period
from indicators.workbook import symbols, words
from indicators.workbook.reading import read_update
from indicators.workbook.values import KnownFigure, KnownSeries, Weight
from indicators.workbook.writing import (
    LONG,
    Column,
    SeriesRow,
    UpdateWorkbook,
    language_of,
    period_heading,
    write_update,
)

ROOT = Path(__file__).parents[2]
MADE_AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
HEADER = 3  # its row: a title and one instruction stand above
FIRST = 7  # the column of the first period


def series(*, code="n08-women", **fields):
    known = {
        "indicator": "Ohälsotalet",
        "indicator_code": "n08",
        "name": "Kvinnor",
        "area": "Norrbotten",
        "area_code": "25",
        "group": "Kvinnor",
        "unit": "dagar",
        "decimals": 1,
    }
    return KnownSeries(code=code, **{**known, **fields})


def figure(period, value="30.4", **fields):
    plain = {
        "aggregation": "point",
        "missing": "",
        "status": "A",
        "is_approximate": False,
        "decimals": None,
        "note": "",
        "version": "7.1",
    }
    value = None if value is None else Decimal(value)
    return KnownFigure(period=periods.parse(str(period)), value=value, **{**plain, **fields})


def row(*figures, known=None, **fields):
    return SeriesRow(known=known or series(), figures=figures, **fields)


def years(first, last, following=1):
    """Columns for years, the last ones without any figure yet."""
    known = [Column(period=year_period(year)) for year in range(first, last + 1)]
    return (
        *known,
        *(Column(period=year_period(last + n), is_next=True) for n in range(1, following + 1)),
    )


def written(*rows, columns=None, language="sv", **fields):
    file = io.BytesIO()
    write_update(
        UpdateWorkbook(
            strategy="norrbotten/rus-2030",
            title="Siffror att uppdatera",
            language=language,
            made_at=MADE_AT,
            columns=columns or years(2022, 2024),
            rows=iter(rows),
            **{"instructions": ("Fyll i.",), "hint": ("Ny siffra", "Skriv talet."), **fields},
        ),
        file,
    )
    return file.getvalue()


def opened(*rows, **options):
    return openpyxl.load_workbook(io.BytesIO(written(*rows, **options)))


def figures_of(*rows, **options):
    return opened(*rows, **options).worksheets[0]


def is_marked(cell):
    """Whether a cell asks to be filled in: by its fill and by its frame."""
    has_fill = cell.fill.patternType == "solid" and cell.fill.fgColor.rgb == "FFFFF3BF"
    has_frame = cell.border.left.style == "thin"
    assert has_fill == has_frame
    return has_fill


def marked(sheet, row=HEADER + 1):
    """The headings of the cells of a row that ask to be filled in."""
    return [sheet.cell(HEADER, cell.column).value for cell in sheet[row] if is_marked(cell)]


# The Figures sheet


def test_a_row_is_a_series_and_a_column_a_period():
    sheet = figures_of(row(figure(2022, "31.1"), figure(2024, "30.4")))
    shown = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=HEADER)]
    assert shown == [
        [
            *("Seriekod", "Indikator", "Mått", "Område", "Grupp", "Enhet"),
            *("2022", "2023", "2024", "2025", "Anteckning"),
        ],
        [
            *("n08-women", "Ohälsotalet", "Kvinnor", "Norrbotten", "Kvinnor", "dagar"),
            *(31.1, None, 30.4, None, None),
        ],
    ]


def test_the_title_and_the_instructions_stand_above_the_header():
    sheet = figures_of(row(), instructions=("En.", "Två."))
    assert [sheet.cell(n, 1).value for n in range(1, 5)] == [
        *("Siffror att uppdatera", "En.", "Två."),
        "Seriekod",
    ]


def test_header_and_labels_stay_in_sight_beside_the_newest_periods():
    sheet = figures_of(row(figure(1990)), columns=years(1990, 2024))
    pane = sheet.sheet_view.pane
    assert (pane.state, pane.xSplit, pane.ySplit) == ("frozen", FIRST - 1, HEADER)
    column, line = openpyxl.utils.cell.coordinate_from_string(pane.topLeftCell)
    assert (sheet[f"{column}{HEADER}"].value, line) == ("2019", HEADER + 1)


def test_columns_are_as_wide_as_what_they_hold():
    widths = figures_of(row()).column_dimensions
    assert widths["B"].width > widths["D"].width > widths["G"].width > 8


def test_the_whole_table_can_be_filtered():
    assert figures_of(row(), row(known=series(code="b"))).auto_filter.ref == "A3:K5"


def test_it_is_printed_across_one_page_with_its_header_on_each():
    sheet = figures_of(row())
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many as it takes; the width is one unless said
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize(
    ("decimals", "of_figure", "form"),
    [(0, None, "#,##0"), (1, None, "#,##0.0"), (1, 3, "#,##0.000"), (2, 0, "#,##0")],
)
def test_a_number_shows_the_decimals_it_was_published_with(decimals, of_figure, form):
    sheet = figures_of(row(figure(2022, decimals=of_figure), known=series(decimals=decimals)))
    assert sheet.cell(HEADER + 1, FIRST).number_format == form


def test_a_cell_to_fill_in_shows_the_decimals_of_its_series():
    sheet = figures_of(row(figure(2022), known=series(decimals=2)))
    assert sheet.cell(HEADER + 1, FIRST + 3).number_format == "#,##0.00"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "<r>x</r>", "=cmd|' /C'!A0"])
def test_a_text_is_a_text_whatever_it_begins_with(text):
    cell = figures_of(row(known=series(name=text))).cell(HEADER + 1, 3)
    assert (cell.value, cell.data_type) == (text, "s")


@given(
    st.decimals(
        min_value=Decimal(-(10**9)), max_value=Decimal(10**9), places=6, allow_nan=False
    ).map(lambda number: number if len(number.as_tuple().digits) <= 15 else Decimal("0.000001"))
)
def test_every_digit_is_in_the_file(number):
    content = written(row(figure(2022, number, decimals=0)))
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    (cells,) = sheet.iter_rows(min_row=HEADER + 1, max_row=HEADER + 1)
    assert Decimal(repr(cells[FIRST - 1].value)) == number


@pytest.mark.parametrize("number", ["0", "-0.5", "123456789012345", "999999999.999999", "0.000001"])
def test_zero_and_the_largest_and_smallest_numbers_are_numbers(number):
    cell = figures_of(row(figure(2022, number))).cell(HEADER + 1, FIRST)
    assert (cell.data_type, Decimal(str(cell.value))) == ("n", Decimal(number))


# What is to be filled in


def test_the_periods_after_the_newest_are_marked():
    sheet = figures_of(row(figure(2024)), columns=years(2024, 2024, following=2))
    assert marked(sheet) == ["2025", "2026"]


def test_a_gap_is_marked_and_what_came_before_the_first_figure_is_not():
    sheet = figures_of(row(figure(2021), figure(2023)), columns=years(2019, 2024))
    assert marked(sheet) == ["2022", "2024", "2025"]


def test_of_a_series_without_figures_only_the_newest_period_is_marked():
    assert marked(figures_of(row(), row(figure(2022), known=series(code="b")))) == ["2025"]


def test_every_second_year_only_those_years_are_marked():
    sheet = figures_of(
        row(figure(2019), figure(2021), years_between=2), columns=years(2019, 2024, following=1)
    )
    assert marked(sheet) == ["2023", "2025"]


def test_gaps_are_not_marked_where_it_is_not_known_how_often_it_is_measured():
    sheet = figures_of(
        row(figure(2019), figure(2022), known=series(kind=None), years_between=None),
        columns=years(2019, 2024),
    )
    assert marked(sheet) == ["2025"]


def test_nothing_is_marked_where_nothing_more_is_measured():
    sheet = figures_of(row(figure(2022), known=series(kind=None), due=None))
    assert marked(sheet) == []


def test_periods_in_which_a_series_is_not_measured_are_striped():
    columns = (
        Column(period=year_period(2023)),
        Column(period=school_year(2023)),
        Column(period=periods.span(2017, 2022), aggregation="sum"),
        Column(period=periods.span(2017, 2022), aggregation="mean"),
    )
    spans = figure("2017–2022", aggregation="sum")
    sheet = figures_of(row(figure(2023), spans), columns=columns)
    patterns = [sheet.cell(HEADER + 1, FIRST + n).fill.patternType for n in range(4)]
    assert patterns == [None, "lightUp", None, "lightUp"]


def test_a_cell_to_fill_in_says_what_it_takes_and_takes_everything():
    sheet = figures_of(
        row(figure(2024)),
        row(figure(2023), figure(2024), known=series(code="b")),
        columns=years(2022, 2024),
    )
    (hint,) = sheet.data_validations.dataValidation
    assert str(hint.sqref) == "J4:J5"
    assert (hint.promptTitle, hint.prompt) == ("Ny siffra", "Skriv talet.")
    assert hint.type is None


# Figures without a number, and what a number alone does not say


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ("not_available", ".."),
        ("not_yet", "..."),
        ("secret", "sekretess"),
        ("in_words", "endast i ord"),
    ],
)
@pytest.mark.parametrize("dialect", symbols.DIALECTS)
def test_a_missing_figure_is_written_as_its_reader_understands_it(missing, text, dialect):
    known = series(dialect=dialect)
    sheet = figures_of(row(figure(2022, None, missing=missing), known=known))
    assert sheet.cell(HEADER + 1, FIRST).value == text


@pytest.mark.parametrize(
    ("fields", "comment"),
    [
        ({}, None),
        ({"status": "P"}, "preliminär"),
        ({"note": "=1+1"}, "=1+1"),
        ({"is_approximate": True}, "ungefär"),
        ({"value": None, "missing": "not_available"}, "uppgift saknas"),
        ({"status": "E", "note": "Ny metod"}, "uppskattad\nNy metod"),
    ],
)
def test_a_comment_says_what_a_number_does_not(fields, comment):
    sheet = figures_of(row(figure(2022, **fields)), approximate="ungefär")
    found = sheet.cell(HEADER + 1, FIRST).comment
    assert (found and found.text) == comment
    assert found is None or found.author == "Framsteg"


# The other sheets


def test_the_sheets_come_in_order_and_the_stamp_can_not_be_unhidden():
    book = opened(row())
    assert book.sheetnames == ["Siffror", "Lång", "Hjälp", "_framsteg"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 3 + ["veryHidden"]
    assert book.active.title == "Siffror"


def test_the_stamp_says_which_versions_the_workbook_was_made_from():
    book = opened(
        row(figure(2022, version="4.3"), figure(2023)),
        row(known=series(code="tom")),
        row(figure(2022, version="5.12"), known=series(code="o1")),
    )
    lines = [[cell for cell in line if cell] for line in book["_framsteg"].values]
    assert lines == [
        ["framsteg", "norrbotten/rus-2030", "2026-03-01T12:30:00+00:00"],
        ["n08-women", "2022|point|4.3;2023|point|7.1"],
        ["tom"],
        ["o1", "2022|point|5.12"],
    ]


def test_a_long_stamp_goes_on_in_the_next_cell():
    months = [month(1900 + n // 12, n % 12 + 1) for n in range(2_400)]
    columns = tuple(Column(period=each) for each in months)
    figures = [figure(each) for each in months]
    known = series(kind=PeriodKind.MONTH)
    book = opened(row(*figures, known=known, due=PeriodKind.MONTH), columns=columns)
    _code, *cells = [cell.value for cell in book["_framsteg"][2]]
    assert len(cells) == 2
    assert all(len(text) <= 30_000 for text in cells)
    assert [entry for text in cells for entry in text.split(";")] == [
        f"{each}|point|7.1" for each in months
    ]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_long_sheet_has_its_header_and_words_to_choose_from(language):
    sheet = opened(row(), language=language).worksheets[1]
    assert [words.role_of(cell.value) for cell in sheet[1]] == list(LONG)
    assert sheet.max_row == 1
    lists = {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}
    readers = {"D": words.status_of, "E": words.missing_of, "F": words.aggregation_of}
    tables = {"D": words.STATUS, "E": words.MISSING, "F": words.AGGREGATION}
    for column, read in readers.items():
        choices = lists[column].formula1.strip('"').split(",")
        assert [read(word) for word in choices] == list(tables[column])
        assert not lists[column].showErrorMessage


def test_a_period_in_the_long_sheet_stays_a_text():
    of_codes_and_periods = opened(row()).worksheets[1].column_dimensions["A"]
    assert (of_codes_and_periods.max, of_codes_and_periods.number_format) == (2, "@")


def test_the_help_sheet_has_its_headings_and_paragraphs():
    book = opened(row(), help=(("Så fyller du i", ("Ett.", "=Två.")), ("Sedan", ("Tre.",))))
    texts = [cell.value for (cell,) in book["Hjälp"].iter_rows()]
    assert texts == ["Så fyller du i", "Ett.", "=Två.", None, "Sedan", "Tre."]


# Languages


@pytest.mark.parametrize(
    ("code", "language", "first"),
    [
        ("sv", "sv", "Seriekod"),
        ("nb", "nb", "Seriekode"),
        ("nn", "nb", "Seriekode"),
        ("en", "en", "Series code"),
        ("fi", "en", "Series code"),
    ],
)
def test_it_is_written_in_the_partnerships_language_or_the_nearest(code, language, first):
    assert language_of(code) == language
    assert figures_of(row(), language=code).cell(HEADER, 1).value == first


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    "period",
    [year_period(2022), school_year(2022), *(half_year(2022, n) for n in (1, 2))]
    + [*(quarter(2022, n) for n in (1, 4)), *(month(2022, n) for n in (1, 12))],
)
def test_the_heading_of_a_period_is_read_as_that_period(period, language):
    assert periods.parse(period_heading(period, "point", language)) == period


@pytest.mark.parametrize(
    ("period", "aggregation", "heading"),
    [
        (half_year(2022, 2), "point", "Hösten 2022"),
        (school_year(2022), "point", "2022/2023"),
        (periods.span(2017, 2022), "sum", "2017–2022 (summa)"),
        (periods.span(2017, 2022), "relative_change", "2017–2022 (förändring i procent)"),
    ],
)
def test_a_period_is_headed_as_people_write_it(period, aggregation, heading):
    assert period_heading(period, aggregation, "sv") == heading


# Out and in again

REASONS = st.sampled_from(sorted(words.MISSING))
NUMBERS = st.decimals(places=6, min_value=-(10**8), max_value=10**8).filter(
    lambda number: len(number.normalize().as_tuple().digits) <= 15
)


@given(
    told=st.dictionaries(st.integers(2000, 2024), NUMBERS | REASONS),
    decimals=st.integers(0, 6),
    language=st.sampled_from(words.LANGUAGES),
    dialect=st.sampled_from(symbols.DIALECTS),
)
def test_what_is_written_is_read_as_the_same(told, decimals, language, dialect):
    known = series(dialect=dialect, decimals=decimals)
    figures = [
        figure(year, None, missing=said) if said in words.MISSING else figure(year, said)
        for year, said in told.items()
    ]
    content = written(row(*figures, known=known), columns=years(2000, 2024), language=language)
    reading = read_update(sheets.read_here(content), {known.code: known}, language=language)
    assert {(f.period, f.value, f.missing) for f in reading.figures} == {
        (f.period, f.value, f.missing) for f in figures
    }
    assert not [f for f in reading.findings if f.weight is not Weight.REMARK]


# Many rows


def test_a_figure_without_a_column_is_never_dropped():
    with pytest.raises(KeyError):
        written(row(figure(1999)))


def test_the_same_content_gives_the_same_file():
    assert written(row(figure(2022, note="x"))) == written(row(figure(2022, note="x")))


def write_many(count):
    """Write a workbook of so many series to nowhere."""
    figures = (figure(2023), figure(2024))
    rows = (row(*figures, known=series(code=f"n{number}")) for number in range(count))
    with Path(os.devnull).open("wb") as file:
        write_update(
            UpdateWorkbook(
                strategy="norrbotten/rus-2030",
                title="Siffror att uppdatera",
                language="sv",
                made_at=MADE_AT,
                columns=years(2023, 2024),
                rows=rows,
            ),
            file,
        )


GROWTH = """
import resource
from tests.workbook.test_writing import write_many
for count in (5_000, 50_000):
    write_many(count)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_rows():
    child = subprocess.run(
        [sys.executable, "-c", GROWTH], cwd=ROOT, capture_output=True, text=True, check=True
    )
    few, many = map(int, child.stdout.split())  # KiB
    assert many - few < 8 * 1024
