"""What references print."""

from datetime import date

import pytest

from indicators.judging.referring import shown_values
from indicators.texts import references
from tests import factories

pytestmark = pytest.mark.django_db

SPACE = "\N{NO-BREAK SPACE}"


def shown(text, series, language="sv"):
    """What the only reference of a text prints; None where there is nothing to print."""
    found = shown_values(references(text), strategy=series.strategy, language=language)
    part = found.get(*references(text))
    return part and part["shown"]


def make_series(*, unit="dagar", decimals=1, **fields):
    indicator = factories.make_indicator(unit=unit, decimals=decimals)
    return factories.make_series(indicator=indicator, code="s", **fields)


@pytest.mark.parametrize(
    ("language", "unit", "value", "words", "printed"),
    [
        ("en", "dagar", "30.4", "", "30.4 dagar (2022)"),
        ("sv", "dagar", "30.4", "", "30,4 dagar (2022)"),
        ("nb", "dager", "30.4", "value", "30,4 dager"),
        ("en", "dagar", "30.4", "number", "30.4"),
        ("en", "personer", "249285", "", "249,285.0 personer (2022)"),
        ("sv", "personer", "249285.5", "", f"249{SPACE}285,5 personer (2022)"),
        ("sv", "procent", "48.8", "", "48,8 % (2022)"),
        ("sv", "prosent", "0", "value", "0,0 %"),
        ("sv", "procent", "-1.5", "number", "−1,5"),
        ("sv", "index 2005 = 100", "92", "", "92,0 (index 2005 = 100, 2022)"),
        ("sv", "index 2005 = 100", "92", "value", "92,0"),
        ("sv", "", "5", "", "5,0 (2022)"),
    ],
)
def test_a_value_is_written_as_the_language_does(language, unit, value, words, printed):
    series = make_series(unit=unit)
    factories.make_observation(series=series, period="2022", value=value)
    assert shown(f"{{{{ s:2022 {words} }}}}", series, language) == printed


@pytest.mark.parametrize(
    ("aggregation", "unit", "value", "printed"),
    [
        ("sum", "st per år", "6523", "6,523 st (sum 2017–2022)"),
        ("mean", "st per år", "1087", "1,087 st per år (mean per year 2017–2022)"),
        ("highest", "st", "1466", "1,466 st (highest 2017–2022)"),
        ("lowest", "st", "12", "12 st (lowest 2017–2022)"),
        ("change", "st", "40", "+40 st (change 2017–2022)"),
        ("change", "procent", "-2", "−2 percentage points (change 2017–2022)"),
        ("change", "index 2005 = 100", "3", "+3 index points (change 2017–2022)"),
        ("relative_change", "ton", "-9.5", "−9.5 % (change 2017–2022)"),
    ],
)
def test_a_value_of_a_span_says_which_one_it_is(aggregation, unit, value, printed):
    series = make_series(unit=unit, decimals=0)
    factories.make_observation(
        series=series, period="2017–2022", aggregation=aggregation, value=value
    )
    assert shown("{{ s:2017–2022 }}", series, "en") == printed


@pytest.mark.parametrize(
    ("fields", "words", "printed"),
    [
        ({"status": "P"}, "", "30.4 dagar (2022, provisional)"),
        ({"status": "E"}, "", "30.4 dagar (2022, estimated)"),
        ({"status": "U"}, "", "30.4 dagar (2022, low reliability)"),
        ({"status": "B"}, "", "30.4 dagar (2022)"),
        ({"status": "B"}, "value", "30.4 dagar"),
        ({"status": "P"}, "value", "30.4 dagar (provisional)"),
        ({"status": "E"}, "number", "30.4 (estimated)"),
        ({"is_approximate": True}, "", "about 30.4 dagar (2022)"),
        ({"is_approximate": True}, "value", "about 30.4 dagar"),
        ({"is_approximate": True}, "number", "about 30.4"),
        ({"is_approximate": True, "status": "P"}, "number", "about 30.4 (provisional)"),
        ({"decimals": 3}, "number", "30.400"),
        ({"value": None, "missing": "not_yet"}, "", "not yet published (2022)"),
        ({"value": None, "missing": "secret"}, "value", "secret"),
        ({"value": None, "missing": "secret"}, "number", "secret"),
        (
            {"value": None, "missing": "in_words", "direction": "up"},
            "",
            "told in words only: increase (2022)",
        ),
    ],
)
def test_what_is_known_of_a_figure_is_told(fields, words, printed):
    series = make_series()
    factories.make_observation(series=series, **{"period": "2022", "value": "30.4", **fields})
    assert shown(f"{{{{ s:2022 {words} }}}}", series, "en") == printed


def test_a_school_year_is_not_told_as_a_year():
    series = make_series(unit="procent", decimals=0)
    factories.make_observation(series=series, period="2017/2018", value="80")
    assert shown("{{ s:2017/18 }}", series, "en") == "80 % (school year 2017/2018)"


def test_the_part_keeps_the_number_itself():
    series = make_series()
    factories.make_observation(series=series, period="2022", value="1234.50")
    factories.make_observation(series=series, period="2023", value=None, missing="secret")
    found = shown_values(
        references("{{ s:2022 number }} {{ s:2023 }}"), strategy=series.strategy, language="en"
    )
    assert list(found.values()) == [
        {
            "kind": "value",
            "series": "s",
            "period": "2022",
            "aggregation": "point",
            "value": "1234.5",
            "shown": "1,234.5",
        },
        {
            "kind": "value",
            "series": "s",
            "period": "2023",
            "aggregation": "point",
            "value": None,
            "shown": "secret (2023)",
        },
    ]


def test_a_series_may_have_a_unit_of_its_own():
    series = make_series(unit="ton", decimals=2)
    other = factories.make_series(indicator=series.indicator, code="own", unit="kr")
    factories.make_observation(series=other, period="2022", value="5")
    assert shown("{{ own:2022 }}", other) == "5 kr (2022)"


def test_a_baseline_counts_where_there_is_no_observation():
    series = make_series()
    factories.make_baseline(series=series, period="2017", value="9", kind="reference")
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_baseline(series=series, period="2018", value="11")
    factories.make_observation(series=series, period="2018", value="12")
    assert shown("{{ s:2017 }}", series) == "10,0 dagar (2017)"
    assert shown("{{ s:2018 }}", series) == "12,0 dagar (2018)"


@pytest.mark.parametrize("text", ["{{ s:2022 }}", "{{ s:2030 }}", "{{ t:2023 }}"])
def test_what_is_not_there_prints_nothing(text):
    series = make_series()
    factories.make_observation(
        series=series, period="2022", withdrawn_on=date(2026, 1, 1), withdrawn_reason="Fel"
    )
    factories.make_observation(
        series=factories.make_series(code="t"), period="2023"
    )  # of another strategy
    assert shown(text, series) is None


@pytest.mark.parametrize("level", ["series", "indicator"])
def test_a_figure_under_what_was_withdrawn_prints_nothing(level):
    series = make_series()
    factories.make_observation(series=series, period="2022")
    row = series if level == "series" else series.indicator
    row.withdraw(reason="Fel", on=date(2026, 1, 1))
    assert shown("{{ s:2022 }}", series) is None


def test_a_span_of_several_values_needs_the_word():
    series = make_series(decimals=0)
    for aggregation, value in (("sum", "6"), ("mean", "2")):
        factories.make_observation(
            series=series, period="2017–2022", aggregation=aggregation, value=value
        )
    factories.make_baseline(series=series, period="2017–2022", value="5")
    assert shown("{{ s:2017–2022 }}", series) is None
    assert shown("{{ s:2017–2022 highest }}", series) is None
    assert shown("{{ s:2017–2022 mean value }}", series) == "2 dagar"


def test_many_references_are_read_in_two_queries(django_assert_num_queries):
    series = make_series()
    for year in range(2000, 2020):
        factories.make_observation(series=series, period=f"{year}")
    text = " ".join(f"{{{{ s:{year} }}}} {{{{ s:{year} value }}}}" for year in range(2000, 2020))
    with django_assert_num_queries(2):
        found = shown_values(references(text), strategy=series.strategy, language="sv")
    assert len(found) == 40


def test_no_references_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shown_values((), strategy=None, language="sv") == {}
