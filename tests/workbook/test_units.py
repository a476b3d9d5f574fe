"""Units: multipliers in headings, shares, and what is the same unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbook.units import (
    counted_in,
    is_share,
    multiplier_of,
    times,
    times_in_heading,
)


@pytest.mark.parametrize(
    ("text", "multiplier"),
    [
        ("1 000-tal ton", 1000),
        ("1\u00a0000-tal ton", 1000),
        ("Godsmängd efter län, 1 000-tal ton", 1000),
        ("Tusental kronor", 1000),
        ("tusen", 1000),
        ("1000 NOK", 1000),
        ("Verdi (1000 kr)", 1000),
        ("tkr", 1000),
        ("10 000-tal", 10_000),
        ("100-tal personer", 100),
        ("Miljoner ton", 10**6),
        ("miljoner ton koldioxidekvivalenter", 10**6),
        ("mnkr", 10**6),
        ("MSEK", 10**6),
        ("millioner", 10**6),
        ("mill. kr", 10**6),
        ("1 000 000 kr", 10**6),
        ("mdkr", 10**9),
        ("milliarder kroner", 10**9),
        ("1000 mill. kr", 10**9),
    ],
)
def test_a_multiplier_is_found(text, multiplier):
    assert multiplier_of(text) == multiplier


@pytest.mark.parametrize(
    "text",
    ["", "kr", "ton", "st per år", "procent", "promille", "index 2005 = 100", "m", "m2", "t"]
    + ["per 1 000 invånare", "fall per 100 000", "per tusen", "per miljon invånare"]
    + ["per\u00a01\u00a0000-tal", "Företag,\u00a01\u00a0000 eller fler anställda"]
    + ["Företag med 1 000 anställda", "1000", "terminer", "2 000 kr", "tusenåriga"],
)
def test_what_does_not_multiply_is_left_alone(text):
    assert multiplier_of(text) is None


@pytest.mark.parametrize(
    "unit",
    ["procent", "Prosent", "%", "per cent", "percent", "andel (%)", "procent av alla"]
    + ["andel i procent", "Andel, %"],
)
def test_per_cent_is_a_share(unit):
    assert is_share(unit)


@pytest.mark.parametrize(
    "unit",
    ["", "promille", "procentenheter", "prosentpoeng", "%-enheter", "andel", "kr", "index"]
    + ["percentage points"],
)
def test_promille_and_percentage_points_are_no_shares(unit):
    assert not is_share(unit)


@pytest.mark.parametrize(
    ("written", "unit", "factor"),
    [
        ("kr", "kronor", "1"),
        ("st", "st per år", "1"),
        ("kr", "kr per invånare", "1"),
        ("dagar", "dagar per försäkrad 16–64 år", "1"),
        ("%", "procent av befolkningen", "1"),
        ("mnkr", "kr", "1000000"),
        ("kr", "mnkr", "0.000001"),
        ("1 000-tal ton", "tusen ton", "1"),
        ("Stiftelser", "stiftelser", "1"),
    ],
)
def test_two_ways_to_write_a_unit_are_the_same_but_for_their_multipliers(written, unit, factor):
    assert times(written, unit) == Decimal(factor)


@pytest.mark.parametrize(
    ("written", "unit"),
    [("%", "dagar"), ("kr", "procent"), ("", "kr"), ("kr", ""), ("st per år", "st"), ("NOK", "kr")]
    + [("%", "procentenheter"), ("%", "promille"), ("% p", "procent")]
    + [("st", "st per 1000 invånare"), ("st", "st per invånare"), ("kr", "kr per 1 000 invånare")]
    + [("antal", "antal per 100 000 invånare"), ("antal", "antal / invånare")],
)
def test_different_units_are_different(written, unit):
    assert times(written, unit) is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Tusental", "tusental"),
        ("Gods (miljoner ton)", "miljoner ton"),
        ("Verdi (1000 kr) i alt", "1000 kr"),
        ("Godsmängd, 1 000-tal ton efter län och år", "1 000-tal ton"),
        ("Gods: 1 000-tal ton 2021", "1 000-tal ton"),
        ("Omsättning i miljoner kronor 2010–2022", "miljoner kronor"),
        ("Lönesumma per sysselsatt Tusental kronor", "tusental kronor"),
        ("Skatt, 1000 kr per invånare", "1000 kr per invånare"),
    ],
)
def test_a_heading_says_in_what_multiples_it_counts(heading, said):
    assert counted_in(heading) == said


@pytest.mark.parametrize(
    "heading",
    ["", "Företag med omsättning över 1 miljard", "Tusental, kronor per år"]
    + ["Antal företag med mer än 10 miljoner kr i omsättning", "Företag (över 1 miljard kr)"]
    + ["Andel företag, 1 miljon kr eller mer", "Antal tätorter, 10 000 invånare och mer"]
    + ["Tätorter, 10 000 invånare", "Tätorter, 1 000 invånare eller fler", "Skulder: 5 miljoner"]
    + ["Fall per 1 000-tal", "Företag med minst tusental kronor"],
)
def test_a_multiplier_in_the_name_of_what_is_measured_is_none(heading):
    assert counted_in(heading) == ""


@pytest.mark.parametrize(
    ("written", "unit", "factor"),
    [
        ("tusental", "personer", 1000),
        ("tusental", "", 1000),
        ("miljoner ton", "ton", 10**6),
        ("miljoner ton koldioxidekvivalenter", "ton", 10**6),
        ("1000 nok", "kr", 1000),
        ("mnkr", "tusen kronor", 1000),
        ("1 000 mbit/s", "antal", None),
        ("1 000 mbit/s", "", None),
        ("1 000 invånare", "st", None),
        ("tusental", "procent", None),
        ("tusental", "promille", None),
        ("tusental", "st per 1000 invånare", None),
        ("1000 kr", "kr per invånare", None),
    ],
)
def test_what_a_heading_counts_in_must_fit_the_unit_of_the_series(written, unit, factor):
    assert times_in_heading(written, unit) == factor


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_unit_is_compared_without_an_error(written, unit):
    multiplier_of(written)
    is_share(written)
    times(written, unit)
    times_in_heading(counted_in(written) or written, unit)
