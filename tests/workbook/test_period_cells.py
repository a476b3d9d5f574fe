"""One cell: which period it means, as people, offices and Excel write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sheets import Kind
from indicators.periods import PeriodKind
from indicators.workbook import symbols
from indicators.workbook.cells import PeriodValue, read_period
from indicators.workbook.findings import FINDINGS
from indicators.workbook.values import Finding, Weight
from tests.workbook.making import cell


def told(read):
    assert isinstance(read, PeriodValue), read
    return str(read.period), read.aggregation, read.status, read.note


def refusal(read):
    assert isinstance(read, Finding), read
    assert tuple(read.details) == FINDINGS[read.code]
    return read.code


# 10: periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2017", "2017"),
        ("2017/2018", "2017/2018"),
        ("2017/18", "2017/2018"),
        ("läsåret 2017/2018", "2017/2018"),
        ("hösten 2022", "2022-S2"),
        ("HT22", "2022-S2"),
        ("H2 2022", "2022-S2"),
        ("2022K3", "2022-Q3"),
        ("2022M11", "2022-11"),
        ("dec 2022", "2022-12"),
    ],
)
def test_a_period_alone_says_no_more_than_itself(text, period):
    assert told(read_period(text)) == (period, "", "", "")
    assert told(read_period(cell(text))) == (period, "", "", "")


@pytest.mark.parametrize("text", ["2017", "2017.0"])
def test_a_year_may_be_a_number(text):
    assert told(read_period(cell(text, Kind.NUMBER))) == ("2017", "", "", "")


@pytest.mark.parametrize(
    ("text", "aggregation"),
    [
        ("2017–2022 (summa)", "sum"),
        ("2017-2022 (sum)", "sum"),
        ("Summa 2017–2022", "sum"),
        ("2017–2022, medelvärde", "mean"),
        ("2017–2022 gjennomsnitt", "mean"),
        ("2017–2022 (förändring)", "change"),
        ("2017–2022 förändring i procent", "relative_change"),
        ("2017–2022", ""),
    ],
)
def test_a_span_may_say_what_its_values_are(text, aggregation):
    assert told(read_period(text)) == ("2017–2022", aggregation, "", "")


def test_a_period_may_be_estimated_and_have_a_note():
    read = read_period("2015, troligen ingen större förändring till 2016")
    assert told(read) == ("2015", "", "E", "troligen ingen större förändring till 2016")
    assert read.is_estimated


@pytest.mark.parametrize("text", ["2015, exklusive Kiruna", "2015; exklusive Kiruna"])
def test_a_note_alone_makes_no_estimate(text):
    assert told(read_period(text)) == ("2015", "", "", "exklusive Kiruna")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021 (tusental)", "tusental"),
        ("2021 (tkr)", "tkr"),
        ("2021 (%)", "%"),
        ("2022 (mål)", "mål"),
        ("2023 (kvinnor)", "kvinnor"),
        ("2030 (prognos)", "prognos"),
        ("2015, exklusive Kiruna", "exklusive Kiruna"),
        ("2015 (troligen), i tusental", "i tusental"),
        ("2015, troligen tusental kr", "troligen tusental kr"),
        ("2015, troligen ingen större förändring till 2016", ""),
        ("2017–2022 (summa)", ""),
        ("2023 (prel.)", ""),
        ("2023¹", ""),
    ],
)
def test_words_that_may_say_something_of_the_figures_are_told(text, said):
    legend = symbols.legend_of(["¹ Ny metod"])
    assert read_period(text, legend=legend).words == said


@pytest.mark.parametrize("text", ["2023*", "2023 *", "2023 prel.", "2023 p", "2023 (prel.)"])
def test_a_provisional_period_says_so(text):
    assert told(read_period(text)) == ("2023", "", "P", "")


def test_a_mark_that_the_dialect_does_not_explain_is_asked():
    assert refusal(read_period("2023*", dialect="px")) == "unclear_mark"
    legend = symbols.legend_of(["* preliminär"])
    assert told(read_period("2023*", dialect="px", legend=legend)) == ("2023", "", "P", "")


def test_a_footnote_mark_is_no_digit_of_the_year():
    read = read_period("2023¹")
    assert told(read) == ("2023", "", "", "")
    assert [(each.weight, each.code) for each in read.findings] == [
        (Weight.REMARK, "footnote_mark")
    ]
    legend = symbols.legend_of(["¹ Ny metod"])
    assert told(read_period("2023¹", legend=legend)) == ("2023", "", "", "Ny metod")


@pytest.mark.parametrize(
    ("day", "kind", "period"),
    [
        ("2017-01-01", PeriodKind.YEAR, "2017"),
        ("2017-12-31", PeriodKind.YEAR, "2017"),
        ("2017-07-01", PeriodKind.SCHOOL_YEAR, "2017/2018"),
        ("2018-06-30", PeriodKind.SCHOOL_YEAR, "2017/2018"),
        ("2022-07-01", PeriodKind.HALF_YEAR, "2022-S2"),
        ("2022-07-01", PeriodKind.QUARTER, "2022-Q3"),
        ("2022-11-01", PeriodKind.MONTH, "2022-11"),
        ("2022-11-15", PeriodKind.MONTH, "2022-11"),
    ],
)
def test_a_date_is_the_period_of_its_series(day, kind, period):
    assert told(read_period(cell(day, Kind.DATE), kind=kind))[0] == period


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2017-03-05", PeriodKind.YEAR),
        ("2022-08-01", PeriodKind.QUARTER),
        ("2017-01-01", None),
        ("2017-01-01", PeriodKind.SPAN),
        ("1066-01-01", PeriodKind.YEAR),
        ("12:30:00", PeriodKind.YEAR),
    ],
)
def test_a_date_in_the_middle_of_a_period_is_asked(day, kind):
    assert refusal(read_period(cell(day, Kind.DATE), kind=kind)) == "date_as_period"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.TEXT),
        ("x", Kind.TEXT),
        ("1066", Kind.TEXT),
        ("2017 och 2018", Kind.TEXT),
        ("2017 2018", Kind.TEXT),
        ("2017 kr", Kind.TEXT),
        ("2" * 500, Kind.TEXT),
        ("2017.7", Kind.NUMBER),
        ("42", Kind.NUMBER),
        ("1", Kind.BOOLEAN),
        ("20.17", Kind.PERCENT),
        ("#N/A", Kind.ERROR),
        ("", Kind.NO_RESULT),
    ],
)
def test_what_is_no_period_is_a_problem(text, kind):
    assert refusal(read_period(cell(text, kind))) == "not_a_period"


@given(
    st.one_of(
        st.text(max_size=30), st.text(alphabet="0123456789 /-–,*¹()summaktHprel.", max_size=20)
    ),
    st.sampled_from(Kind),
    st.sampled_from([None, *PeriodKind]),
    st.sampled_from(symbols.DIALECTS),
)
def test_any_cell_is_a_period_or_refused(text, kind, period_kind, dialect):
    read = read_period(cell(text, kind), kind=period_kind, dialect=dialect)
    assert isinstance(read, Finding | PeriodValue)
