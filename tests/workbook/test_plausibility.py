"""Doubts about a figure, against what its series had before."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbook.plausibility import History, change_of, implausible
from tests.workbook.making import known

CALM = ["30.4", "30.9", "31.2", "30.8", "30.1", "29.9"]


def history(values):
    return History((str(2010 + year), Decimal(value)) for year, value in enumerate(values))


def doubt(value, values, *, period="2016", unit="dagar"):
    return implausible(Decimal(value), period, history(values), known=known("a", unit=unit))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("301", "ten_times"),
        ("3.01", "ten_times"),
        ("2990", "hundred_times"),
        ("0.299", "hundred_times"),
        ("29900", "thousand_times"),
        ("-30", "sign"),
        ("60", "jump"),
        ("31", None),
        ("33", None),
        ("29.9", None),
    ],
)
def test_a_value_out_of_line_is_doubted(value, code):
    assert doubt(value, CALM) == code


@pytest.mark.parametrize(
    ("values", "value", "code"),
    [
        ([], "5", None),
        (["100"], "1000", "ten_times"),
        (["100"], "150", None),  # too few to know how it moves
        (["100"] * 5, "101", None),  # constant so far: it may begin to move
        (["100"] * 5, "130", "jump"),
        (["0"] * 5, "7", None),
        (["5", "-3", "4", "-2", "6"], "-4", None),
        (["-5", "-3", "-4", "-2", "-6"], "4", "sign"),
        (["1", "10", "100", "1000", "10"], "100", None),  # it has been there before
        (["1", "10", "100", "1000", "900"], "9000", "ten_times"),
    ],
)
def test_a_doubt_knows_what_the_series_is_like(values, value, code):
    assert doubt(value, values, period="2015") == code


@pytest.mark.parametrize(
    ("values", "value", "code"),
    [
        (["0.4", "0.5"], "4.9", None),  # so small a share may well grow tenfold
        (["4", "5"], "49", "ten_times"),
        (["40", "41"], "0.41", "hundred_times"),  # a fraction in place of per cent
    ],
)
def test_small_shares_may_grow(values, value, code):
    assert doubt(value, values, unit="procent") == code


def test_a_changed_value_is_held_against_its_neighbours_and_not_itself():
    assert doubt("31", [*CALM[:3], "3120", *CALM[3:]], period="2013") is None
    assert doubt("3120", CALM, period="2013") == "hundred_times"


def test_a_span_of_years_is_not_held_against_single_periods():
    assert doubt("180", CALM, period="2010–2015") is None
    assert doubt("180", CALM, period="2016") == "jump"


def test_the_first_value_is_held_against_the_one_after_it():
    assert doubt("300", CALM, period="2010") == "ten_times"
    assert doubt("300", CALM, period="2009") == "ten_times"


@pytest.mark.parametrize(
    ("old", "new", "is_share", "size", "percent"),
    [
        ("30.4", "29.8", False, "-0.6", "-2.0"),
        ("30.4", "29.8", True, "-0.6", None),
        ("0", "5", False, "5", None),
        ("-10", "-5", False, "5", "50.0"),
        ("3", "4", False, "1", "33.3"),
        ("0.000001", "999999999999999", False, "999999999999998.999999", "99999999999999899999900"),
    ],
)
def test_a_change_has_a_size(old, new, is_share, size, percent):
    found = change_of(Decimal(old), Decimal(new), is_share=is_share)
    assert found == (Decimal(size), None if percent is None else Decimal(percent))


FIGURES = st.decimals(min_value=-(10**14), max_value=10**14, places=6)


@given(st.lists(FIGURES, max_size=8), FIGURES, st.sampled_from(["2009", "2012", "2030"]))
def test_any_value_is_doubted_or_not(values, value, period):
    code = doubt(value, values, period=period)
    assert code is None or isinstance(code, str)


def test_doubting_costs_little():
    series = known("a")
    past = History((str(1900 + year), Decimal(year)) for year in range(100))
    start = time.process_time()
    for number in range(20_000):
        implausible(Decimal(number), "1950", past, known=series)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("values", "value", "unit", "code"),
    [
        (["249285"], "1234.5", "personer", "far"),
        (["20.9"], "0", "dagar", "far"),
        (["25.1"], "1", "dagar", "far"),
        (["19.9"], "1019.1", "dagar", "far"),
        (["48.9"], "121400", "procent", "above_hundred"),
        (["49"], "150", "procent", "above_hundred"),
        (["25.1"], "30", "dagar", None),
        (["0"], "7", "st", None),
    ],
)
def test_what_is_far_from_the_only_value_before_is_doubtful(values, value, unit, code):
    assert doubt(value, values, unit=unit) == code
