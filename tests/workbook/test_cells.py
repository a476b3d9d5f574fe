"""One cell: what it means as a figure, and what is asked instead of guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sheets import Kind
from indicators.workbook import symbols
from indicators.workbook.cells import CellValue, column_mark, read_cell
from indicators.workbook.findings import FINDINGS
from indicators.workbook.values import Finding, Place, Weight
from tests.workbook.making import cell

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


def read(text, kind=Kind.TEXT, **how):
    return read_cell(cell(text, kind), **how)


def number(text, **how):
    value = read(text, **how)
    assert isinstance(value, CellValue), value
    return value.value


def refusal(text, kind=Kind.TEXT, **how):
    finding = read(text, kind, **how)
    assert isinstance(finding, Finding), finding
    assert finding.weight == Weight.PROBLEM
    assert tuple(finding.details) == FINDINGS[finding.code]
    return finding


def warnings(value):
    return [(finding.weight, finding.code) for finding in value.findings]


# 4: numbers as text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 12,5 ", "12.5"),
        ("1 234,5", "1234.5"),
        (f"1{NBSP}234,5", "1234.5"),
        (f"1{THIN}234,5", "1234.5"),
        (f"1{NARROW}234{NARROW}567", "1234567"),
        ("1'234'567", "1234567"),
        ("1’234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,8", "1234567.8"),
        ("251 295", "251295"),
        ("0", "0"),
        ("0,0", "0"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("–5", "-5"),
        ("- 5", "-5"),
        ("+2,3", "2.3"),
        ("0.30000000000000004", "0.3"),
        ("35,099999999999994", "35.1"),
        ("10.000000000000002", "10"),
        ("123456789,123456", "123456789.123456"),
    ],
)
def test_a_number_written_as_text_is_read_to_the_digit(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
def test_zero_is_a_value_in_every_dialect(dialect):
    assert number("0", dialect=dialect) == 0
    assert read("0", Kind.NUMBER, dialect=dialect).value == 0


@pytest.mark.parametrize(
    ("text", "value"), [("35.1", "35.1"), ("-0.5", "-0.5"), ("1.144", "1.144"), ("0", "0")]
)
def test_a_number_cell_is_its_digits(text, value):
    read_value = read(text, Kind.NUMBER)
    assert read_value == CellValue(value=Decimal(value), as_written=text)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NUMBER])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234567890123456", "too_large"),
        ("1" + "0" * 15, "too_large"),
        ("1" + "0" * 100, "too_large"),
        ("123456789.1234567", "too_many_digits"),
        ("0.1234567", "too_many_decimals"),
        ("1e400", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("٣", "not_a_number"),
        ("1_000", "not_a_number"),
    ],
)
def test_what_could_not_be_kept_exactly_is_refused(text, code, kind):
    assert refusal(text, kind).code == code


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=6),
    st.sampled_from([" ", NBSP, THIN, NARROW, "'", "’", ""]),
    st.sampled_from(",."),
    st.sampled_from(["-", "−", "–"]),
    st.sampled_from(["", " dagar", "*", "¹", " prel.", " (2016)", " dagar p"]),
)
def test_every_digit_survives_in_every_style(value, separator, mark, minus, after):
    written = f"{value:,.6f}".replace(",", "_").replace(".", mark)
    written = written.replace("_", separator).replace("-", minus) + after
    assert number(written, unit="dagar") == value


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=6))
def test_every_digit_of_a_number_cell_survives(value):
    assert read(f"{value:f}", Kind.NUMBER).value == value


# 5: one separator and three digits


@pytest.mark.parametrize("text", ["1,144", "1.144", "-1,144", "12.345", "1,144 dagar"])
def test_what_can_be_read_in_two_ways_is_asked(text):
    finding = refusal(text, unit="dagar")
    assert finding.code == "ambiguous_number"
    assert finding.place == Place(address="H12")


def test_both_ways_to_read_it_are_told():
    assert refusal("1,144").details == {"text": "1,144", "decimal": "1.144", "whole": "1144"}


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["12,5", "1,144"], ","),
        (["12,5 %", "x", "1,144"], ","),
        (["ca 5.26"], "."),
        (["12,5", "12.5"], None),
        (["1,144", "2,288"], None),
        (["12", "13"], None),
        ([], None),
    ],
)
def test_the_column_tells_its_decimal_mark(column, mark):
    assert column_mark([cell(text) for text in column]) == mark


def test_number_cells_tell_nothing_of_how_texts_are_written():
    assert column_mark([cell("12.5", Kind.NUMBER)]) is None


@pytest.mark.parametrize(("mark", "value"), [(",", "1.144"), (".", "1144")])
def test_the_mark_of_the_column_decides(mark, value):
    assert number("1,144", decimal_mark=mark) == Decimal(value)


# 6: per cent


@pytest.mark.parametrize("unit", ["procent", "prosent", "%", "per cent", "andel (%)", "Percent"])
@pytest.mark.parametrize(("raw", "value"), [("0.12", "12"), ("0.005", "0.5"), ("-0.03", "-3")])
def test_a_percent_cell_of_a_share_is_what_it_shows(raw, value, unit):
    assert read(raw, Kind.PERCENT, unit=unit) == CellValue(
        value=Decimal(value), as_written=f"{value} %"
    )


@pytest.mark.parametrize(
    ("raw", "highest", "value"),
    [("12", None, "12"), ("12", "100", "12"), ("1.2", None, "120"), ("1.6", "100", "1.6")],
)
def test_a_percent_cell_in_doubt_is_shown_both_ways(raw, highest, value):
    highest = highest and Decimal(highest)
    read_value = read(raw, Kind.PERCENT, unit="procent", highest=highest)
    assert read_value.value == Decimal(value)
    (finding,) = read_value.findings
    assert (finding.weight, finding.code) == (Weight.WARNING, "percent_either_way")
    assert finding.details["raw"] == raw
    assert Decimal(finding.details["shown"]) == Decimal(raw) * 100


@pytest.mark.parametrize(("raw", "shown"), [("1.05", "105"), ("1.5", "150"), ("-1.05", "-105")])
def test_a_percent_cell_a_little_above_the_highest_is_what_it_shows(raw, shown):
    read_value = read(raw, Kind.PERCENT, unit="procent", highest=Decimal(100))
    assert (read_value.value, read_value.as_written) == (Decimal(shown), f"{shown} %")


@pytest.mark.parametrize("unit", ["kr", "promille", "procentenheter", "andel"])
def test_a_percent_cell_of_another_unit_is_a_problem(unit):
    assert refusal("0.12", Kind.PERCENT, unit=unit).code == "percent_of_other_unit"


def test_a_percent_cell_of_an_unknown_unit_is_in_doubt():
    assert read("0.12", Kind.PERCENT).value == 12
    assert warnings(read("0.12", Kind.PERCENT)) == [(Weight.WARNING, "percent_either_way")]


def test_whether_it_is_a_share_can_be_told_without_a_unit():
    assert read("0.12", Kind.PERCENT, is_share=True).findings == ()
    assert read("12 %", is_share=True) == CellValue(
        value=Decimal(12), decimals=0, as_written="12 %"
    )


# 7: value with unit, qualifier or period


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("28,8 %", "procent", "28.8"),
        ("28,8%", "andel (%)", "28.8"),
        ("28,8 procent", "%", "28.8"),
        ("179 225 kr", "kr", "179225"),
        ("179 225 kronor", "kr", "179225"),
        ("kr 580 000", "kr", "580000"),
        ("1144 st", "st per år", "1144"),
        ("35,1 dagar", "dagar per försäkrad 16–64 år", "35.1"),
        ("12 kr/m²", "kr/m2", "12"),
        ("9,2 Miljoner ton", "miljoner ton", "9.2"),
    ],
)
def test_a_value_with_the_unit_of_its_series_is_the_value(text, unit, value):
    read_value = read(text, unit=unit)
    assert read_value.value == Decimal(value)
    assert read_value.findings == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("28,8 %", "dagar per försäkrad 16–64 år"),
        ("28,8 %", "procentenheter"),
        ("28,8 %", "promille"),
        ("12 kr", "procent"),
        ("100 NOK", "kr"),
        ("12 eller 13", "st"),
    ],
)
def test_a_value_with_another_unit_is_a_problem(text, unit):
    assert refusal(text, unit=unit).code == "other_unit"


@pytest.mark.parametrize("text", ["28,8 %", "28,8 dagar"])
def test_where_no_unit_is_known_any_will_do_and_is_told(text):
    read_value = read(text)
    assert read_value.value == Decimal("28.8")
    assert warnings(read_value) == [(Weight.WARNING, "unit_unknown")]


def test_a_value_may_name_its_period():
    read_value = read("1 144 st (2016)", unit="st")
    assert (read_value.value, str(read_value.period)) == (1144, "2016")


@pytest.mark.parametrize(
    "about", ["ca ", "ca. ", "c:a ", "Cirka ", "omkring ", "omtrent ", "≈", "~"]
)
def test_an_approximate_value_says_so(about):
    assert read(f"{about}5,26") == CellValue(
        value=Decimal("5.26"), is_approximate=True, decimals=2, as_written=f"{about}5,26"
    )


def test_a_plain_value_says_nothing_of_being_approximate():
    assert read("5,26").is_approximate is None


@pytest.mark.parametrize("text", ["<5", "< 5", "<5 %", "färre än 5", "færre enn 4", "less than 5"])
def test_less_than_so_many_is_too_small_to_show(text):
    assert read(text) == CellValue(missing="too_small", as_written=text)


@pytest.mark.parametrize("text", ["10–12", "10-12", "10 - 12", "10 till 12", "3–5 %", "2016-10-12"])
def test_a_range_is_refused(text):
    assert refusal(text).code == "range"


@pytest.mark.parametrize(
    "text",
    ["x", "hej", "12 5", ">5", "(12)", "12 (13)", "12/13", "1 000-tal", "=1+1", "½", "12.5.2016"]
    + ["2015, troligen ingen större förändring till 2016", "a" * 5000, "1" * 300, "12,,5"],
)
def test_what_is_no_number_is_a_problem_with_its_text(text):
    finding = refusal(text)
    assert finding.code in {"not_a_number", "other_unit"}
    assert finding.details["text"][:100] == " ".join(text.split())[:100]


def test_words_in_brackets_become_a_note_and_are_told():
    read_value = read("12 (varav få kvinnor)", unit="st")
    assert read_value.note == "varav få kvinnor"
    assert warnings(read_value) == [(Weight.REMARK, "note_in_cell")]


@pytest.mark.parametrize(
    ("text", "decimals"), [("35", 0), ("35,1", 1), ("35,10", 2), ("1 144", 0), ("ca 5,26 %", 2)]
)
def test_a_text_shows_with_how_many_decimals_it_was_published(text, decimals):
    assert read(text).decimals == decimals


def test_a_number_cell_does_not_tell_its_decimals():
    assert read("35.1", Kind.NUMBER).decimals is None


# 8: marks


@pytest.mark.parametrize("mark", ["¹", "²³", "⁴", "¹⁾", " 1)", " 12)", "**", "*)", "†"])
def test_a_footnote_mark_is_no_digit_of_the_number(mark):
    read_value = read(f"83{mark}")
    assert read_value.value == 83
    assert warnings(read_value) == [(Weight.REMARK, "footnote_mark")]


@pytest.mark.parametrize("text", ["831)", "83(1)", "83 1", "83*1"])
def test_a_mark_that_may_be_a_digit_is_refused(text):
    refusal(text)


@pytest.mark.parametrize("mark", ["¹", " 1)", "*"])
def test_the_text_of_a_footnote_becomes_the_note(mark):
    legend = symbols.legend_of([f"{mark.strip()} Ny metod från 2020"])
    read_value = read(f"83{mark}", legend=legend)
    assert (read_value.value, read_value.note) == (83, "Ny metod från 2020")
    assert read_value.findings == ()


@pytest.mark.parametrize("dialect", ["staff", "ssb_old", "eurostat"])
@pytest.mark.parametrize("mark", ["*", " p", "p", " prel.", " (prel.)", ", prel.", " preliminär"])
def test_a_provisional_figure_says_so(mark, dialect):
    read_value = read(f"30,4{mark}", dialect=dialect)
    assert (read_value.value, read_value.status) == (Decimal("30.4"), "P")


@pytest.mark.parametrize("dialect", ["px", "ssb", "kolada"])
@pytest.mark.parametrize("mark", ["*", " p", " prel."])
def test_a_mark_that_the_dialect_does_not_explain_is_asked(mark, dialect):
    assert refusal(f"30,4{mark}", dialect=dialect).code == "unclear_mark"


def test_the_legend_of_the_file_explains_a_mark():
    legend = symbols.legend_of(["* Preliminär uppgift"])
    assert read("30,4*", dialect="px", legend=legend).status == "P"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("30,4 def", "A"),
        ("30,4 slutlig", "A"),
        ("30,4 endelig", "A"),
        ("30,4 dagar def.", "A"),
        ("30,4 e", "E"),
        ("30,4 est", "E"),
        ("30,4 b", "B"),
        ("30,4 r", "A"),
        ("30,4", None),
    ],
)
def test_a_word_after_the_number_is_its_status(text, status):
    assert read(text, unit="dagar").status == status


def test_a_letter_that_is_the_unit_is_no_status():
    assert read("5 p", unit="p") == CellValue(value=Decimal(5), decimals=0, as_written="5 p")


# 9, 15: what Excel made of it


@pytest.mark.parametrize(
    ("text", "perhaps", "other"),
    [("2016-10-12", "10-12", "12.10"), ("2024-05-12", "5-12", "12.5"), ("12:30:00", "", "")],
)
def test_an_automatic_date_is_a_problem_that_says_what_it_may_have_been(text, perhaps, other):
    finding = refusal(text, Kind.DATE)
    assert finding.code == "automatic_date"
    assert finding.details == {"date": text, "perhaps": perhaps, "or": other}


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("1", Kind.BOOLEAN, "yes_or_no"),
        ("#DIV/0!", Kind.ERROR, "error_value"),
        ("#SAKNAS!", Kind.ERROR, "error_value"),
        ("#SAKNAS!", Kind.TEXT, "error_value"),
        ("#N/A", Kind.TEXT, "error_value"),
        ("#VÄRDE!", Kind.TEXT, "error_value"),
        ("=", Kind.NO_RESULT, "no_result"),
        ("", Kind.NO_RESULT, "no_result"),
    ],
)
def test_what_holds_no_figure_is_a_problem_with_its_place(text, kind, code):
    finding = refusal(text, kind)
    assert (finding.code, finding.place.address) == (code, "H12")


# Symbols, reasons, removal, nothing


@pytest.mark.parametrize(
    ("text", "dialect", "missing"),
    [
        ("..", "staff", "not_available"),
        ("..", "kolada", "secret"),
        ("…", "staff", "not_yet"),
        (":", "ssb", "secret"),
        (": c", "eurostat", "secret"),
        (".", "px", "not_applicable"),
        ("uppgift saknas", "px", "not_available"),
        ("Sekretess", "staff", "secret"),
        ("must be ordered", "staff", "on_order"),
    ],
)
def test_a_reason_is_no_value(text, dialect, missing):
    assert read(text, dialect=dialect) == CellValue(missing=missing, as_written=text)


@pytest.mark.parametrize("text", ["-", "–", "—"])
def test_a_dash_is_zero_only_where_its_dialect_says_so(text):
    assert number(text, dialect="px") == 0
    assert refusal(text, dialect="staff").code == "ask_symbol"


@pytest.mark.parametrize("text", ["DELETE", "delete", " Delete "])
def test_only_the_word_removes(text):
    assert read(text) == CellValue(is_removal=True, as_written=text)


@pytest.mark.parametrize("text", ["RADERA", "SLETT", "DELETE 2017", "DEL"])
def test_no_other_word_removes(text):
    refusal(text)


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
@pytest.mark.parametrize("text", ["", " ", NBSP])
def test_an_empty_cell_says_nothing(text, dialect):
    assert read(text, dialect=dialect) == CellValue(is_blank=True)


# 12: multipliers


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3,5 mnkr", "kr", "3500000"),
        ("9 200 tusen ton", "miljoner ton", "9.2"),
        ("179 225 kr", "tusental kronor per sysselsatt", "179.225"),
    ],
)
def test_another_multiplier_is_applied_once_and_told(text, unit, value):
    read_value = read(text, unit=unit)
    assert read_value.value == Decimal(value)
    assert warnings(read_value) == [(Weight.WARNING, "multiplied")]


def test_a_multiplier_without_a_known_unit_is_a_problem():
    assert refusal("3,5 mnkr").code == "other_unit"


# Whatever comes


@given(
    st.one_of(st.text(max_size=40), st.text(alphabet="0123456789 .,-–()¹*<%pkr", max_size=20)),
    st.sampled_from(Kind),
    st.sampled_from([*symbols.DIALECTS, "martian"]),
    st.sampled_from(["", "procent", "kr", "tusental kr", "%"]),
    st.sampled_from([None, ",", "."]),
)
def test_any_cell_is_read_or_refused_and_never_both(text, kind, dialect, unit, mark):
    value = read(text, kind, dialect=dialect, unit=unit, decimal_mark=mark)
    if isinstance(value, Finding):
        assert value.weight == Weight.PROBLEM
        assert set(value.details) == set(FINDINGS[value.code])
        return
    said = [value.value is not None, bool(value.missing), value.is_removal, value.is_blank]
    assert said.count(True) == 1
    if value.value is not None:
        assert value.value.is_finite()
        assert abs(value.value) < 10**15


@pytest.mark.parametrize(
    "text",
    ["1 234 " * 40, "(" * 190, "1" + " 000" * 45 + "x", "ca " * 60, "12 " + "a " * 80, "1,1" * 60]
    + ["9" * 199, "¹" * 199, "*" * 199, " " * 30_000, "." * 30_000],
)
def test_no_text_keeps_the_reader_busy(text):
    for kind in Kind:
        read(text, kind)
