"""What a cell means: the same in every language, exact, and never guessed."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from config.decimals import decimal_mark_of
from config.registry.values import Number, Text, Whole, YesNo
from config.tables import Cell, Kind

LANGUAGES = ["sv", "nb", "en"]


def read(widget, text, kind=Kind.TEXT):
    return widget.clean(Cell(text=text, kind=kind))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("251 295", "251295"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567.8", "1234567.8"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("0", "0"),
        ("12,50", "12.50"),
    ],
)
def test_a_number_is_read_the_same_in_every_language(text, number, language):
    with override(language):
        assert read(Number(), text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1,234",
        "1.234",
        "abc",
        "1e3",
        "NaN",
        "inf",
        "-",
        "..",
        "12 5",
        "1_000",
        "٣",
        "1,2,3",
    ],
)
def test_what_is_no_number_or_ambiguous_is_asked(text):
    with pytest.raises(ValueError, match="12,5|separator"):
        read(Number(), text)


@pytest.mark.parametrize("text", ["25 %", "10%", "-0,5 %"])
def test_a_number_with_the_per_cent_sign_is_asked_for_without_it(text):
    with pytest.raises(ValueError, match=f"“{text}” without the per cent sign"):
        read(Number(), text)


def test_a_number_cell_is_never_ambiguous():
    assert read(Number(), "1.234", Kind.NUMBER) == Decimal("1.234")


def test_the_column_tells_which_mark_is_the_decimal_mark():
    column = ["12,5", "1.234"]
    assert decimal_mark_of(column) == ","
    assert read(Number(decimal_mark=","), "1.234") == 1234
    assert read(Number(decimal_mark="."), "1.234") == Decimal("1.234")


def test_a_column_that_contradicts_itself_tells_nothing():
    assert decimal_mark_of(["12,5", "12.5"]) is None


@pytest.mark.parametrize(
    "kind", [Kind.PERCENT, Kind.DATE, Kind.BOOLEAN, Kind.ERROR, Kind.NO_RESULT]
)
def test_a_cell_that_is_not_what_it_shows_is_refused(kind):
    with pytest.raises(ValueError, match="."):
        read(Number(), "0.12", kind)


@pytest.mark.parametrize("text", ["2020.9", "2020,5"])
def test_a_whole_number_is_whole(text):
    with pytest.raises(ValueError, match="whole"):
        read(Whole(), text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", True),
        ("Yes", True),
        ("x", True),
        ("1", True),
        ("nei", False),
        ("Nej", False),
        ("0", False),
    ],
)
def test_yes_and_no_are_read_the_same_in_every_language(text, answer, language):
    with override(language):
        assert read(YesNo(), text) is answer


def test_anything_else_is_neither_yes_nor_no():
    with pytest.raises(ValueError, match="neither"):
        read(YesNo(), "kanske")


@pytest.mark.parametrize("text", ["a\x07b", "a\x00b"])
def test_invisible_control_characters_are_refused(text):
    with pytest.raises(ValidationError, match="control character"):
        read(Text(), text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_every_digit_survives_with_comma_and_spaces(number):
    written = f"{number:,.4f}".replace(",", "\u00a0").replace(".", ",")
    assert read(Number(), written) == number


@given(st.text(max_size=30))
def test_no_text_makes_the_number_reader_do_anything_but_read_or_refuse(text):
    with suppress(ValueError):
        assert read(Number(), text).is_finite()
