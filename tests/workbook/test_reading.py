"""The update workbook: which sheets, rows and cells are figures, and what is asked."""

import random
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sheets import Cell, Kind, Row, Sheet
from indicators.periods import PeriodKind
from indicators.workbook import words
from indicators.workbook.findings import FINDINGS
from indicators.workbook.reading import read_stamp, read_update
from indicators.workbook.values import Stamp, Weight
from tests.workbook.making import book, codes, known, place, series, sheet, values

KNOWN = series("n08-women", "n08-men")
TODAY = date(2024, 5, 1)
WIDE = ["Seriekod", "Indikator", "Mått", "Område", "Grupp", "Enhet", 2016, "2017", "Anteckning"]
LONG = ["Seriekod", "Period", "Värde", "Status", "Saknas", "Anteckning", "Typ av värde"]


def read(*sheets, known=KNOWN, **how):
    return read_update(book(*sheets), known, today=TODAY, **how)


def wide(*rows, header=("Seriekod", 2016, 2017)):
    return read(sheet(header, *rows))


def long(*rows, known=KNOWN, header=LONG):
    return read(sheet(header, *rows), known=known)


def only(reading):
    """The one figure of a reading that found nothing to tell."""
    assert codes(reading) == []
    (figure,) = reading.figures
    return figure


def weights(reading):
    return [(finding.weight, finding.code) for finding in reading.findings]


# Which sheets


def test_a_wide_sheet_is_read():
    reading = read(
        sheet(
            ["Fyll i den sista kolumnen."],
            [],
            WIDE,
            ["n08-women", "Ohälsotalet", "Kvinnor", "Norrbotten", "", "dagar", None, "35,1"],
            ["n08-men", "Ohälsotalet", "Män", "Norrbotten", "", "dagar", Decimal("24.2"), ".."],
        )
    )
    assert codes(reading) == []
    assert values(reading) == {
        ("n08-women", "2017"): Decimal("35.1"),
        ("n08-men", "2016"): Decimal("24.2"),
        ("n08-men", "2017"): "not_available",
    }
    assert [str(figure.place) for figure in reading.figures] == [
        "Siffror!H4",
        "Siffror!G5",
        "Siffror!H5",
    ]


def test_a_long_sheet_is_read():
    figure = only(long(["n08-men", "2017", "24,25", "prel.", None, "Ny metod"]))
    assert (figure.series, str(figure.period), figure.aggregation) == ("n08-men", "2017", "point")
    assert (figure.value, figure.status, figure.note) == (Decimal("24.25"), "P", "Ny metod")
    assert (figure.decimals, figure.as_written, str(figure.place)) == (2, "24,25", "Siffror!C2")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_headings_are_read_in_every_language(language):
    header = [words.heading_word(role, language) for role in ("series", "period", "value")]
    assert only(long(["n08-men", 2017, 5], header=header)).value == 5
    header = [words.heading_word("series", language), 2017]
    assert only(wide(["n08-men", 5], header=header)).value == 5


def test_sheets_are_found_by_their_header_not_by_name_or_place():
    reading = read(
        sheet(["Läs mig"], ["Fyll i"], name="Siffror"),
        sheet(["Series code", 2016], ["n08-men", 1], name="Blad7"),
        sheet(["Seriekode", "Periode", "Verdi"], ["n08-women", 2016, 2], name=""),
    )
    assert values(reading) == {("n08-men", "2016"): 1, ("n08-women", "2016"): 2}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Region", 2016, 2017], ["Norrbotten", 1, 2]],
        [["Seriekod", "Seriens kod; ändra den inte."]],
        [["Hjälp"], ["Seriekod"], ["Koden för en serie"]],
        [*([["x"]] * 50), ["Seriekod", 2016], ["n08-men", 1]],
    ],
)
def test_a_book_without_series_codes_is_no_update(rows):
    assert read(sheet(*rows)) is None


def test_a_help_sheet_is_no_table():
    help_sheet = sheet(["Seriekod", "Skriv inget här"], ["n08-men", "x"], name="Hjälp")
    reading = read(help_sheet, sheet(["Seriekod", 2016], ["n08-men", 1]))
    assert codes(reading) == []


def test_a_table_without_a_period_is_told():
    assert codes(wide(["n08-men", "x"], header=["Seriekod", "Indikator"])) == [
        ("no_period_column", "Siffror!A1")
    ]


# 10: periods in headings


def test_a_heading_may_be_a_text_a_number_or_a_date():
    header = ["Seriekod", "2014", 2015, ("2016.0", Kind.NUMBER), ("2017-01-01", Kind.DATE)]
    assert values(wide(["n08-men", 1, 2, 3, 4], header=header)) == {
        ("n08-men", str(year)): value for value, year in enumerate(range(2014, 2018), start=1)
    }


def test_a_date_in_a_heading_is_a_period_of_the_series_below_it():
    both = {"a": known("a"), "b": known("b", kind=PeriodKind.MONTH)}
    reading = read(sheet(["Seriekod", ("2022-01-01", Kind.DATE)], ["a", 1], ["b", 2]), known=both)
    assert values(reading) == {("a", "2022"): 1, ("b", "2022-01"): 2}


@pytest.mark.parametrize(
    ("heading", "aggregation"),
    [("2017–2022 (summa)", "sum"), ("2017-2022 (gjennomsnitt)", "mean")],
)
def test_a_span_says_what_its_values_are(heading, aggregation):
    figure = only(wide(["n08-men", 12], header=["Seriekod", heading]))
    assert (str(figure.period), figure.aggregation) == ("2017–2022", aggregation)


@pytest.mark.parametrize(
    ("heading", "code"),
    [("2017–2022", "span_without_kind"), ("2017 (summa)", "kind_without_span")],
)
def test_a_span_and_its_kind_of_value_go_together(heading, code):
    reading = wide(["n08-men", 12], ["n08-women", 3], header=["Seriekod", heading])
    assert reading.figures == ()
    assert codes(reading) == [(code, "Siffror!B1")]


def test_a_heading_without_figures_is_left_in_peace():
    header = ["Seriekod", 2016, "2017–2022", "2022K3", "1850"]
    assert only(wide(["n08-men", 1], header=header)).value == 1


def test_a_period_that_does_not_fit_the_frequency_is_a_problem_where_there_is_a_figure():
    header = ["Seriekod", "2016", "2022K3"]
    reading = wide(["n08-men", 1], ["n08-women", None, 2], header=header)
    assert values(reading) == {("n08-men", "2016"): 1}
    assert codes(reading) == [("other_frequency", "Siffror!C3")]


def test_a_series_without_a_fixed_frequency_takes_any_period():
    free = {"a": known("a", kind=None)}
    reading = read(sheet(["Seriekod", 2016, "2022K3"], ["a", 1, 2]), known=free)
    assert values(reading) == {("a", "2016"): 1, ("a", "2022-Q3"): 2}


def test_an_estimated_period_gives_its_figures_the_status_and_the_note():
    header = ["Seriekod", "2015, troligen ingen större förändring till 2016"]
    figure = only(wide(["n08-men", "24,2"], header=header))
    assert (figure.status, figure.note) == ("E", "troligen ingen större förändring till 2016")
    assert only(wide(["n08-men", "24,2 def"], header=header)).status == "A"


@pytest.mark.parametrize("said", ["tusental", "tkr", "%", "mål", "kvinnor", "prognos"])
def test_other_words_beside_a_period_are_a_problem_told_once(said):
    header = ["Seriekod", 2020, f"2021 ({said})"]
    reading = wide(["n08-men", 1, 2], ["n08-women", 3, 4], header=header)
    assert values(reading) == {("n08-men", "2020"): 1, ("n08-women", "2020"): 3}
    (finding,) = reading.findings
    assert (finding.weight, finding.code) == (Weight.PROBLEM, "heading_with_words")
    assert place(finding) == "Siffror!C1"
    assert finding.details == {"text": header[2], "words": said}
    assert tuple(finding.details) == FINDINGS[finding.code]


def test_words_beside_the_same_period_are_a_problem_at_each_heading():
    header = ["Seriekod", "2021 (kvinnor)", "2021 (män)"]
    reading = wide(["n08-men", 1, 2], header=header)
    assert codes(reading) == [
        ("heading_with_words", "Siffror!B1"),
        ("heading_with_words", "Siffror!C1"),
    ]
    assert reading.figures == ()


def test_words_beside_a_period_are_a_problem_in_the_long_form_too():
    reading = long(["n08-men", "2021 (tkr)", 1])
    assert codes(reading) == [("heading_with_words", "Siffror!B2")]
    assert reading.figures == ()


def test_a_value_of_another_period_than_its_column_is_a_problem():
    assert only(wide(["n08-men", "24,2 (2016)"])).value == Decimal("24.2")
    reading = wide(["n08-men", "24,2 (2015)"])
    assert (reading.figures, codes(reading)) == ((), [("other_period", "Siffror!B2")])


NOT_YET = "..."


@pytest.mark.parametrize(
    ("year", "told"), [("1850", 1), ("1899", 1), ("2026", NOT_YET), ("2100", NOT_YET)]
)
def test_a_year_far_away_is_asked_about(year, told):
    reading = wide(["n08-men", told], header=["Seriekod", year])
    assert weights(reading) == [(Weight.WARNING, "unlikely_period")]
    assert len(reading.figures) == 1


@pytest.mark.parametrize(("year", "told"), [("1900", 1), ("2024", 1), ("2025", NOT_YET)])
def test_the_next_year_is_not_far_away(year, told):
    figure = only(wide(["n08-men", told], header=["Seriekod", year]))
    assert (figure.value, figure.missing) == ((1, "") if told == 1 else (None, "not_yet"))


@pytest.mark.parametrize("period", ["2025", "2024-S2", "2025–2030 (medel)"])
def test_a_value_of_a_period_that_has_not_begun_is_a_problem_at_its_cell(period):
    any_period = series("n08-men", kind=None)
    lines = sheet(["Seriekod", period, "2025-S1"], ["n08-men", 1, NOT_YET])
    reading = read(lines, known=any_period)
    problems = [each for each in reading.findings if each.weight == Weight.PROBLEM]
    assert [(each.code, str(each.place)) for each in problems] == [("not_begun", "Siffror!B2")]
    assert values(reading) == {("n08-men", "2025-S1"): "not_yet"}


def test_without_a_day_no_period_is_said_not_to_have_begun():
    reading = read_update(book(sheet(["Seriekod", 2100], ["n08-men", 1])), KNOWN)
    assert values(reading) == {("n08-men", "2100"): 1}


# Cells


def test_an_empty_cell_changes_nothing():
    assert wide(["n08-men", None, ""], ["n08-women", "  ", "\u00a0"]).figures == ()


def test_only_the_word_removes():
    figure = only(wide(["n08-men", "delete"]))
    assert (figure.is_removal, figure.value, figure.missing) == (True, None, "")


def test_a_figure_has_a_value_or_a_reason():
    reading = wide(["n08-men", 0, "sekretess"])
    assert [(figure.value, figure.missing) for figure in reading.figures] == [
        (0, ""),
        (None, "secret"),
    ]


def test_a_problem_names_the_cell_and_leaves_the_others():
    reading = wide(["n08-men", "hej", 2])
    assert codes(reading) == [("not_a_number", "Siffror!B2")]
    assert values(reading) == {("n08-men", "2017"): 2}


# 5: one separator and three digits


def test_the_column_decides_what_a_separator_means():
    reading = wide(["n08-men", "1,144"], ["n08-women", "12,5"])
    assert values(reading)["n08-men", "2016"] == Decimal("1.144")
    reading = wide(["n08-men", "1,144"], ["n08-women", "12.5"])
    assert values(reading)["n08-men", "2016"] == 1144


def test_what_stays_ambiguous_is_asked_cell_by_cell():
    reading = wide(["n08-men", "1,144", "12,5"], ["n08-women", "2,288"])
    assert codes(reading) == [
        ("ambiguous_number", "Siffror!B2"),
        ("ambiguous_number", "Siffror!B3"),
    ]
    assert values(reading) == {("n08-men", "2017"): Decimal("12.5")}


# 6: per cent


def test_a_percent_cell_is_read_by_the_unit_of_its_series():
    both = {"a": known("a", unit="procent", cap=Decimal(100)), "b": known("b", unit="kr")}
    cells = ("0.12", Kind.PERCENT)
    reading = read(sheet(["Seriekod", 2016], ["a", cells], ["b", cells]), known=both)
    assert values(reading) == {("a", "2016"): 12}
    assert codes(reading) == [("percent_of_other_unit", "Siffror!B3")]


def test_a_value_above_the_highest_possible_is_a_problem():
    capped = series("a", unit="procent", cap=Decimal(100))
    reading = read(sheet(["Seriekod", 2016, 2017], ["a", 250, 100]), known=capped)
    assert codes(reading) == [("above_highest", "Siffror!B2")]
    assert values(reading) == {("a", "2017"): 100}


def test_a_percent_cell_above_the_highest_possible_is_a_problem():
    capped = series("a", unit="procent", cap=Decimal(100))
    reading = read(sheet(["Seriekod", 2016], ["a", ("1.05", Kind.PERCENT)]), known=capped)
    problems = [found for found in reading.findings if found.weight == Weight.PROBLEM]
    assert [(found.code, found.details["value"]) for found in problems] == [
        ("above_highest", "105")
    ]
    assert reading.figures == ()


def test_a_share_below_zero_is_asked_about_but_a_change_of_it_is_not():
    share = series("a", unit="procent")
    header = ["Seriekod", 2016, "2017–2022 (förändring)"]
    reading = read(sheet(header, ["a", -5, -5]), known=share)
    assert weights(reading) == [(Weight.WARNING, "negative_share")]
    assert len(reading.figures) == 2


# 3, 8: footnotes


def test_lines_below_the_table_are_no_figures():
    reading = wide(
        ["n08-men", 1],
        [],
        ["n08-women", 2],
        ["¹ Ny metod från 2016"],
        ["Källa: Försäkringskassan"],
        ["Senast uppdaterad", ("2024-05-01", Kind.DATE)],
        [None, 4711],
    )
    assert values(reading) == {("n08-men", "2016"): 1, ("n08-women", "2016"): 2}
    assert [(f.weight, f.code, f.details) for f in reading.findings] == [
        (Weight.REMARK, "below_table", {"rows": "7, 8"})
    ]


def test_a_series_below_the_notes_is_still_read_and_a_misspelt_one_asked():
    reading = wide(["n08-men", 1], ["Kvinnor"], ["n08-women", 2], ["n08 women", 3])
    assert values(reading) == {("n08-men", "2016"): 1, ("n08-women", "2016"): 2}
    assert codes(reading) == [("unknown_series", "Siffror!A5")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["xyz", 3], ("unknown_series", "Siffror!A4")),
        ([None, 3], ("no_series_code", "Siffror!B4")),
    ],
)
def test_figures_between_known_series_are_never_below_the_table(row, found):
    reading = wide(["n08-men", 1], ["Kvinnor"], row, ["n08-women", 2])
    assert values(reading) == {("n08-men", "2016"): 1, ("n08-women", "2016"): 2}
    assert codes(reading) == [found]
    code, figure = row
    below = long(["n08-men", 2016, 1], ["Kvinnor"], [code, 2016, figure], ["n08-women", 2016, 2])
    assert [code for code, _place in codes(below)] == [found[0]]


def test_a_heading_in_the_table_does_not_end_it():
    reading = wide(["Kvinnor"], ["n08-women", 2], ["xyz", 3])
    assert codes(reading) == [("unknown_series", "Siffror!A4")]


def test_the_text_of_a_footnote_becomes_the_note_of_its_figures():
    reading = wide(["n08-men", "83¹", "84*"], ["¹ Ny metod"], ["* Preliminär uppgift"])
    first, second = reading.figures
    assert (first.value, first.note) == (83, "Ny metod")
    assert (second.value, second.status) == (84, "P")


def test_an_instruction_with_a_number_is_no_footnote():
    reading = read(sheet(["1) Fyll i"], ["Seriekod", 2016], ["n08-men", "83 1)"]))
    assert reading.figures[0].note is None
    assert weights(reading) == [(Weight.REMARK, "footnote_mark")]


@pytest.mark.parametrize("line", ["- Noll skrivs som 0", "- = noll", ": sekretess"])
def test_an_instruction_above_the_table_explains_no_symbol(line):
    rows = [["Seriekod", 2016], ["n08-men", line[0]]]
    assert codes(read(sheet([line], *rows))) == [("ask_symbol", "Siffror!B3")]
    assert codes(read(sheet(*rows, [line]))) == []


# Rows


def test_a_row_with_figures_needs_a_series_code():
    assert codes(wide([None, 1])) == [("no_series_code", "Siffror!B2")]
    assert codes(long([None, 2016, 1])) == [("no_series_code", "Siffror!B2")]


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("N08-MEN", "n08-men"),
        ("n08 men", "n08-men"),
        ("n08–men", "n08-men"),
        ("n08_men", "n08-men"),
        ("n8-men", "n08-men"),
        ("n08-womén", "n08-women"),
        ("n08-w\u043emen", "n08-women"),
        ("xyz", ""),
    ],
)
def test_an_unknown_series_is_a_problem_that_proposes_a_near_one(code, near):
    for reading in (wide([code, 1]), long([code, 2016, 1])):
        (finding,) = reading.findings
        assert (finding.code, place(finding)) == ("unknown_series", "Siffror!A2")
        assert finding.details == {"text": code, "near": near}
        assert reading.figures == ()


def test_a_number_finds_the_code_that_lost_its_zero():
    reading = read(sheet(["Seriekod", 2016], [(" 1 ", Kind.NUMBER), 5]), known=series("01"))
    assert reading.findings[0].details == {"text": "1", "near": "01"}


def test_an_unknown_series_without_figures_is_left_in_peace():
    assert codes(wide(["xyz", None], ["n08-men", 1])) == []


def test_spaces_around_a_code_are_no_part_of_it():
    assert only(wide([" n08-men ", 1])).series == "n08-men"


def test_the_note_of_a_row_goes_to_each_of_its_figures():
    reading = wide(["n08-men", 1, 2, "Ny metod"], header=["Seriekod", 2016, 2017, "Anteckning"])
    assert [(f.row_note, f.note) for f in reading.figures] == [("Ny metod", None)] * 2


@pytest.mark.parametrize("unit", ["dagar", " Dagar", "days"])
def test_the_same_unit_is_in_order(unit):
    assert only(wide(["n08-men", unit, 1], header=["Seriekod", "Enhet", 2016])).value == 1


@pytest.mark.parametrize(
    ("unit", "weight"), [("kr", Weight.WARNING), ("tusental dagar", Weight.PROBLEM)]
)
def test_another_unit_is_told_and_another_multiplier_refused(unit, weight):
    reading = wide(["n08-men", unit, 1], header=["Seriekod", "Enhet", 2016])
    assert weights(reading) == [(weight, "unit_differs")]
    assert codes(reading) == [("unit_differs", "Siffror!B2")]


def test_labels_are_for_people_and_not_read():
    header = ["Indikator", "Seriekod", "Mått", 2016, "Problem"]
    assert only(wide(["Vad som helst", "n08-men", 7, 1, "fel"], header=header)).value == 1


# Headings


@pytest.mark.parametrize(
    ("heading", "near"), [("Anteckningg", "Anteckning"), ("Blå", ""), ("20166", "")]
)
def test_an_unknown_heading_with_something_below_is_a_problem(heading, near):
    header = ["Seriekod", 2016, heading]
    reading = wide(["n08-men", 1, "x"], ["n08-women", 1, "y"], header=header)
    (finding,) = reading.findings
    assert (finding.code, place(finding)) == ("unknown_heading", "Siffror!C1")
    assert finding.details == {"text": heading, "near": near}


def test_an_unknown_heading_with_nothing_below_is_left_in_peace():
    assert only(wide(["n08-men", 1], ["Källa", None, "x"], header=["Seriekod", 2016, "Blå"]))


def test_a_column_without_heading_is_a_problem():
    assert codes(wide(["n08-men", 1, None, 3])) == [("no_heading", "Siffror!D2")]


@pytest.mark.parametrize(
    ("header", "where"),
    [
        (["Seriekod", 2016, "2016"], "C1"),
        (["Seriekod", "2016/17", "2016/2017"], "C1"),
        (["Seriekod", 2016, "Note", "Anteckning"], "D1"),
        (["Seriekod", 2016, "Seriekode"], "C1"),
        (["Seriekod", "Period", "Värde", "Value"], "D1"),
    ],
)
def test_a_heading_that_stands_there_twice_is_a_problem(header, where):
    reading = wide(["n08-men"], header=header)
    assert codes(reading) == [("repeated_heading", f"Siffror!{where}")]


def test_the_same_span_with_two_kinds_of_value_is_two_columns():
    header = ["Seriekod", "2017–2022 (summa)", "2017–2022 (medelvärde)"]
    assert len(wide(["n08-men", 12, 2], header=header).figures) == 2


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Seriekod", 2016, "Saknas"], ["n08-men", 1, "sekretess"]),
        (["Seriekod", "Period", "Värde", 2017], ["n08-men", 2016, 1, 2]),
    ],
)
def test_a_column_of_the_other_form_is_not_dropped_silently(header, row):
    assert [code for code, _place in codes(wide(row, header=header))] == ["heading_not_used"]


# The long form


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["n08-men", 2016, 1], (1, "", None, None)),
        (["n08-men", 2016, 1, "P", None, "not"], (1, "", "P", "not")),
        (["n08-men", 2016, None, None, "sekretess"], (None, "secret", None, None)),
        (["n08-men", 2016, "..", None, "uppgift saknas"], (None, "not_available", None, None)),
        (["n08-men", 2016, None, None, ".."], (None, "not_available", None, None)),
        (["n08-men", 2016, None, "foreløpig"], (None, "", "P", None)),
        (["n08-men", 2016, None, None, None, "bara en not"], (None, "", None, "bara en not")),
        (["n08-men", 2016, "1 p", "preliminär"], (1, "", "P", None)),
    ],
)
def test_a_row_says_value_or_reason_status_and_note(row, expected):
    figure = only(long(row))
    assert (figure.value, figure.missing, figure.status, figure.note) == expected


@pytest.mark.parametrize("row", [["n08-men", 2016], ["n08-men"], [None, 2016], ["x", 2016]])
def test_a_row_without_anything_of_a_figure_changes_nothing(row):
    reading = long(row)
    assert (reading.figures, codes(reading)) == ((), [])


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (["n08-men", 2016, 1, None, "sekretess"], "value_and_missing", "E2"),
        (["n08-men", 2016, "..", None, "sekretess"], "value_and_missing", "E2"),
        (["n08-men", 2016, None, None, "sekretes"], "unknown_missing", "E2"),
        (["n08-men", 2016, 1, "preliminar"], "unknown_status", "D2"),
        (["n08-men", 2016, "1 p", "slutlig"], "two_statuses", "D2"),
        (["n08-men", 2016, "DELETE", None, "sekretess"], "removal_and_more", "E2"),
        (["n08-men", 2016, "DELETE", "P"], "removal_and_more", "D2"),
        (["n08-men", 2016, "DELETE", None, None, "not"], "removal_and_more", "F2"),
        (["n08-men", None, 1], "no_period", "A2"),
        (["n08-men", None, None, "P"], "no_period", "A2"),
        (["n08-men", "20166", 1], "not_a_period", "B2"),
        (["n08-men", "2016K1", 1], "other_frequency", "C2"),
        (["n08-men", "2016–2020", 1], "span_without_kind", "B2"),
        (["n08-men", 2016, 1, None, None, None, "summa"], "kind_without_span", "G2"),
        (["n08-men", "2016–2020", 1, None, None, None, "sum a"], "unknown_aggregation", "G2"),
        (
            ["n08-men", "2016–2020 (medel)", 1, None, None, None, "summa"],
            "two_aggregations",
            "G2",
        ),
        (["nn-men", 2016, None, "P"], "unknown_series", "A2"),
    ],
)
def test_a_row_that_contradicts_itself_is_a_problem(row, code, where):
    reading = long(row)
    assert reading.figures == ()
    assert codes(reading) == [(code, f"Siffror!{where}")]


def test_a_wrong_period_is_told_in_every_row():
    reading = long(["n08-men", "x", 1], ["n08-women", "x", 2])
    assert codes(reading) == [("not_a_period", "Siffror!B2"), ("not_a_period", "Siffror!B3")]


@pytest.mark.parametrize("word", ["summa", "sum", "Sum"])
def test_the_kind_of_value_of_a_span_stands_in_its_column(word):
    figure = only(long(["n08-men", "2016–2020", 1, None, None, None, word]))
    assert figure.aggregation == "sum"


def test_an_unknown_word_proposes_the_nearest_in_the_language():
    for language, near in (("sv", "preliminär"), ("en", "provisional")):
        reading = read(sheet(LONG, ["n08-men", 2016, 1, "preliminar"]), language=language)
        assert reading.findings[0].details == {"text": "preliminar", "near": near}


# Symbols


@pytest.mark.parametrize("dialect", ["staff", "px", "ssb", "kolada", "eurostat"])
@pytest.mark.parametrize(
    ("text", "value"),
    [("..", "not_available"), ("...", "not_yet"), ("30,4*", Decimal("30.4"))],
)
def test_a_symbol_means_in_our_own_workbook_what_we_mean_whatever_the_source(text, value, dialect):
    reading = read(sheet(["Seriekod", 2016], ["a", text]), known=series("a", dialect=dialect))
    assert values(reading) == {("a", "2016"): value}
    assert weights(reading) == []


@pytest.mark.parametrize("dialect", ["staff", "px", "ssb", "kolada", "eurostat"])
@pytest.mark.parametrize("text", ["-", "–", ".", ":"])
def test_a_symbol_that_means_several_things_is_asked(text, dialect):
    reading = read(sheet(["Seriekod", 2016], ["a", text]), known=series("a", dialect=dialect))
    assert weights(reading) == [(Weight.PROBLEM, "ask_symbol")]


# 14: the same figure twice


def test_the_same_figure_twice_with_the_same_value_is_told():
    reading = long(["n08-men", 2016, 1], ["n08-men", "2016", "1,0"])
    assert values(reading) == {("n08-men", "2016"): 1}
    assert weights(reading) == [(Weight.WARNING, "twice_equal")]


def test_the_same_figure_twice_with_different_values_is_a_problem_with_both_places():
    wide_sheet = sheet(["Seriekod", 2016], ["n08-men", 1])
    reading = read(wide_sheet, sheet(LONG[:3], ["n08-men", "2016", 2], name="Lång"))
    (finding,) = reading.findings
    assert (finding.weight, finding.code) == (Weight.PROBLEM, "twice_different")
    assert (place(finding), finding.details["first"]) == ("Lång!C2", "Siffror!B2")
    assert values(reading) == {("n08-men", "2016"): 1}


@pytest.mark.parametrize("second", ["sekretess", "DELETE", "1 p", 2])
def test_a_value_and_something_else_are_different(second):
    reading = long(["n08-men", 2016, "1 def"], ["n08-men", 2016, second])
    assert weights(reading) == [(Weight.PROBLEM, "twice_different")]


@pytest.mark.parametrize("turned", [False, True])
def test_a_note_in_the_long_sheet_is_added_to_the_value_in_the_wide_one(turned):
    sheets = [
        sheet(["Seriekod", 2016], ["n08-men", 1]),
        sheet(LONG, ["n08-men", 2016, None, "P", None, "Ny metod"], name="Lång"),
    ]
    figure = only(read(*(reversed(sheets) if turned else sheets)))
    assert (figure.value, figure.status, figure.note) == (1, "P", "Ny metod")


# 16: hidden


def hidden_book(**fields):
    return sheet(["Seriekod", 2016, 2017], ["n08-men", 1, 2], ["n08-women", 3, 4], **fields)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({}, {1, 2, 3, 4}),
        ({"is_hidden": True}, set()),
        ({"hidden_rows": {3}}, {1, 2}),
        ({"hidden_columns": frozenset({2})}, {1, 3}),
        ({"hidden_rows": {3}, "hidden_columns": frozenset({2})}, {1}),
        ({"hidden_columns": frozenset({0})}, {1, 2, 3, 4}),  # the codes may well be hidden
    ],
)
def test_what_is_hidden_is_counted_and_left_out_unless_wanted(fields, left):
    reading = read(hidden_book(**fields))
    assert {int(figure.value) for figure in reading.figures} == left
    assert reading.hidden == 4 - len(left)
    reading = read(hidden_book(**fields), with_hidden=True)
    assert {int(figure.value) for figure in reading.figures} == {1, 2, 3, 4}
    assert reading.hidden == 0


def test_hidden_rows_of_the_long_form_are_counted():
    rows = (["n08-men", 2016, 1], ["n08-men", 2017, None, None, "sekretess"], ["n08-women", 2016])
    reading = read(sheet(LONG, *rows, hidden_rows={2, 3, 4}))
    assert (reading.figures, reading.hidden) == ((), 2)
    reading = read(sheet(LONG, *rows, hidden_columns=frozenset({2})))
    assert [figure.missing for figure in reading.figures] == ["secret"]
    assert reading.hidden == 1


def test_nothing_is_asked_about_what_is_hidden():
    reading = read(sheet(["Seriekod", 2016, "Blå"], ["x", "hej", 1], hidden_rows={2}))
    assert (codes(reading), reading.hidden) == ([], 1)
    reading = read(sheet(["Seriekod", 2016, 2016], ["x", "hej"], is_hidden=True))
    assert codes(reading) == []


# Merged cells


@pytest.mark.parametrize("merged", [(2, 1, 3, 1), (2, 1, 2, 2), (2, 0, 3, 0)])
def test_merged_cells_over_figures_are_a_problem(merged):
    reading = read(
        sheet(["Seriekod", 2016, 2017], ["n08-men", 1], ["n08-women", 2], merged=(merged,))
    )
    (finding,) = reading.findings
    corners = Cell(merged[0], merged[1], ""), Cell(merged[2], merged[3], "")
    assert finding.code == "merged_cells"
    assert finding.details == {"range": ":".join(corner.address for corner in corners)}


@pytest.mark.parametrize("merged", [(1, 0, 1, 5), (3, 1, 4, 1), (5, 0, 5, 5), (6, 0, 1048576, 9)])
def test_merged_cells_elsewhere_are_left_in_peace(merged):
    header = ["Seriekod", "Grupp", 2016]
    rows = (["n08-men", "Alla", 1], ["n08-women", None, 2], ["Källa: SCB"])
    reading = read(sheet(["Rubrik"], header, *rows, merged=(merged,)))
    assert codes(reading) == []


# The stamp


def stamp_sheet(*rows):
    return sheet(*rows, name=words.STAMP_SHEET, is_hidden=True)


def test_the_stamp_tells_what_the_workbook_was_made_from():
    stamp = stamp_sheet(
        ["framsteg", "norrbotten/rus-2030", "2024-05-01T10:00:00+00:00"],
        ["n08-men", "2016|point|7.1;2017–2022|sum|8.3", "2018|point|9.12"],
        ["n08-women"],
    )
    reading = read(sheet(["Seriekod", 2016], ["n08-men", 1]), stamp)
    assert reading.stamp == Stamp(
        strategy="norrbotten/rus-2030",
        made_at="2024-05-01T10:00:00+00:00",
        series=frozenset({"n08-men", "n08-women"}),
        versions={
            ("n08-men", "2016", "point"): "7.1",
            ("n08-men", "2017–2022", "sum"): "8.3",
            ("n08-men", "2018", "point"): "9.12",
        },
    )
    assert (codes(reading), reading.hidden) == ([], 0)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["framsteg"]],
        [["hej", "a/b", "2024"]],
        [["framsteg", "a/b", "2024"], ["n08-men", "2016|point"]],
        [["framsteg", "a/b", "2024"], ["n08-men", "2016|point|x"]],
        [["framsteg", "a/b", "2024"], ["n08-men", "2016|point|1|2;"]],
        [["framsteg", "a/b", "2024"], ["n08-men", "2016|point|" + "9" * 5000]],
    ],
)
def test_a_stamp_that_is_damaged_is_no_stamp_and_told(rows):
    damaged = stamp_sheet(*rows)
    assert read_stamp(book(damaged)) is None
    reading = read(sheet(["Seriekod", 2016], ["n08-men", 1]), damaged)
    assert reading.stamp is None
    assert weights(reading) == [(Weight.REMARK, "stamp_unreadable")]


def test_a_workbook_without_a_stamp_is_read():
    reading = read(sheet(["Seriekod", 2016], ["n08-men", 1]))
    assert (reading.stamp, codes(reading)) == (None, [])


# Whatever comes

TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["Seriekod", "Period", "Värde", "Saknas", "Status", "Anteckning", "Enhet", "Typ av värde"]
        + ["n08-men", "n08-women", "2016", "2017", "2017–2022 (summa)", "1,144", "12,5", "..", "-"]
        + ["DELETE", "¹ Not", "83¹", "framsteg"]
    ),
)
CELLS = st.tuples(st.integers(0, 6), TEXTS, st.sampled_from([Kind.TEXT] * 5 + [*Kind]))
ROWS = st.tuples(st.lists(CELLS, max_size=7, unique_by=lambda cell: cell[0]), st.booleans())
SHEETS = st.builds(
    lambda name, rows, hidden, columns, merged: Sheet(
        name=name,
        rows=tuple(
            Row(number, tuple(Cell(number, *cell) for cell in sorted(cells)), is_hidden)
            for number, (cells, is_hidden) in enumerate(rows, start=1)
            if cells
        ),
        is_hidden=hidden,
        hidden_columns=columns,
        merged=tuple(merged),
    ),
    st.sampled_from(["Siffror", "", words.STAMP_SHEET]),
    st.lists(ROWS, max_size=8),
    st.booleans(),
    st.frozensets(st.integers(0, 6), max_size=2),
    st.lists(st.tuples(*[st.integers(1, 8), st.integers(0, 6)] * 2), max_size=2),
)


@given(st.lists(SHEETS, max_size=3), st.booleans())
def test_any_book_is_read_or_is_no_update(sheets, with_hidden):
    reading = read(*sheets, with_hidden=with_hidden)
    if reading is None:
        return
    for figure in reading.figures:
        assert [figure.value is not None, bool(figure.missing), figure.is_removal].count(True) <= 1
        assert figure.place.address
        assert figure.series in KNOWN
    for finding in reading.findings:
        assert set(finding.details) == set(FINDINGS[finding.code])
    keys = [(figure.series, figure.period, figure.aggregation) for figure in reading.figures]
    assert len(keys) == len(set(keys))
    assert not with_hidden or reading.hidden == 0


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(2010, 2020)),
        st.decimals(min_value=-(10**6), max_value=10**6, places=4),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_what_is_written_is_read_in_either_form_and_any_order_of_sheets(figures, order):
    years = sorted({year for _code, year in figures})
    in_rows = [(code, str(year), f"{value:f}") for (code, year), value in figures.items()]
    tables = [
        sheet(
            ["Series code", *years],
            *([code, *(figures.get((code, year)) for year in years)] for code in "ab"),
        ),
        sheet(["Seriekode", "Periode", "Verdi"], *(row for row in in_rows if row[0] == "c")),
        sheet(["Läs mig"], ["Fyll i"]),
    ]
    order.shuffle(tables)
    reading = read(*tables, known=series("a", "b", "c"))
    assert values(reading) == {(code, str(year)): value for (code, year), value in figures.items()}


def test_shuffled_sheets_give_the_same_figures():
    tables = [
        sheet(["Seriekod", year], ["n08-men", year], ["n08-women", "x¹"], name=f"Blad{year}")
        for year in range(2005, 2020)
    ]
    straight = read(*tables)
    random.Random(1).shuffle(tables)
    shuffled = read(*tables)
    assert set(straight.figures) == set(shuffled.figures)
    assert sorted(codes(straight)) == sorted(codes(shuffled))


def long_table(codes_of_series):
    rows = ([code, year, year % 7] for code in codes_of_series for year in range(2010, 2020))
    return sheet(LONG[:3], *rows)


def seconds(table, known_series):
    start = time.process_time()
    reading = read(table, known=known_series)
    assert reading is not None
    return time.process_time() - start, reading


def test_ten_thousand_figures_are_read_at_once():
    names = [f"serie-{number}" for number in range(1000)]
    took, reading = seconds(long_table(names), series(*names))
    assert len(reading.figures) == 10_000
    assert took < 1


def test_a_file_full_of_wrong_codes_keeps_nobody_waiting():
    names = [f"serie-{number}" for number in range(5000)]
    wrong = [f"seria-{number}" for number in range(1000)]
    took, reading = seconds(long_table(wrong), series(*names))
    assert len(reading.findings) == 10_000
    assert took < 5
