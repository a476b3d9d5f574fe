"""Units: multipliers in headings, shares, and what is the same unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbook.units import is_share, multiplier_of, times


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
    + [("%", "procentenheter"), ("%", "promille"), ("% p", "procent")],
)
def test_different_units_are_different(written, unit):
    assert times(written, unit) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_unit_is_compared_without_an_error(written, unit):
    multiplier_of(written)
    is_share(written)
    times(written, unit)
