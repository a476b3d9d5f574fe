"""Whatever stands in the texts, the check answers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from config.decimals import NotANumber, read_decimal
from indicators.consistency import check
from indicators.consistency.numbers import numbers_in
from indicators.consistency.words import one_line, sentences
from tests.consistency.build import (
    MEN,
    WOMEN,
    diagram,
    footnote,
    goal,
    indicator,
    judged,
    series,
    start,
    strategy,
    target,
    value,
)

DAY = date(2026, 1, 31)
# Texts made of what the rules look for, beside anything at all.
PIECES = [
    *("2017", "0", "1.144", "1 144", "−2,5", "10–12", "20–64 år", "ca ", " procent", "%", " högre"),
    *(
        "ökat med ",
        "minskat med ",
        "Andelen ",
        "Antal samt andel ",
        " till ",
        "basåret ",
        "mätåret ",
    ),
    *("Skillnaden ", "oförändrad", "© ", "kr", " ton", " tusen", ". ", "\n\n", "\n- ", "| ", "^a"),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9)).filter(
    lambda number: abs(number) < 10**9
)


def built(text, numbers):
    """A strategy with one text everywhere, and three numbers."""
    first, last, other = numbers
    lines = [
        replace(
            series(
                start("2017", first, as_printed=text, unit_as_printed=text),
                start(missing="not_stated", as_printed=text),
                value("2022", last, as_printed=text),
                value("2017–2022", other, "change", as_printed=text),
                value("2017–2022", other, "relative_change"),
                value("2017–2022", other, "mean"),
                value("2017–2022", last, "sum"),
                code=code,
                group=group,
                denominator=text,
            ),
            label_as_printed=text,
            age=text,
        )
        for code, group in (("s", None), ("w", WOMEN), ("m", MEN))
    ]
    one = indicator(
        *lines,
        wording=text,
        definition=text,
        unit_as_printed=text,
        assessments=judged(conclusion=text, comment=text, substitute="s"),
        targets=(target(wording=text, kind="relative", change_percent=other),),
    )
    whole = goal(
        one,
        text=text,
        heading_as_printed=text,
        also_printed_as=text,
        rationale=text,
        diagrams=(diagram(text, printed_inside=text, first="2018", last="2020"),),
    )
    return strategy(whole, footnotes=(footnote(near=text),))


@given(TEXTS, st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_no_text_and_no_number_makes_it_fail(text, numbers):
    for finding in check(built(text, numbers), as_of=DAY):
        assert finding.spots


@given(TEXTS)
def test_a_number_that_is_found_stands_in_the_text(text):
    for written in numbers_in(text):
        assert written.text in text
        assert written.readings


@given(TEXTS)
def test_sentences_stand_in_the_text_and_lose_no_letter(text):
    assert all(sentence in one_line(text) for sentence in sentences(text))
    assert letters("".join(sentences(text))) == letters(text)


def letters(text):
    return [character for character in text if character.isalpha()]


@given(st.integers(0, 10**9).filter(lambda number: not 1900 <= number <= 2199), st.integers(0, 3))
def test_a_number_is_read_as_it_was_written(whole, decimals):
    number = Decimal(whole).scaleb(-decimals)
    text = f"{number:f}".replace(".", ",")
    found = numbers_in(f"Det var {text} procent av 40,5 procent.")
    try:
        expected = read_decimal(text, ",")
    except NotANumber:
        expected = None
    assert found[0].readings == (expected,)
