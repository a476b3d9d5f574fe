"""Symbols: every cell of the table of dialects, and what a file says of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbook import symbols
from indicators.workbook.symbols import Says, legend_of, meaning, meaning_after

# As the table of the design has it: zero, a reason, or what to do; "ask" where it is empty.
NOT_AVAILABLE, NOT_APPLICABLE, NOT_YET = "not_available", "not_applicable", "not_yet"
INSTEAD = {
    #       px, ssb, ssb_old, kolada, eurostat, staff
    "-": ("zero", "ask", "zero", NOT_AVAILABLE, "ask", "ask"),
    "0": ("zero", "zero", "zero", "zero", "zero", "zero"),
    ".": (NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, "ask", "ask"),
    "..": (NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE, "secret", "ask", NOT_AVAILABLE),
    "...": ("per file", "ask", NOT_YET, "ask", "ask", NOT_YET),
    ":": ("per file", "secret", "secret", "ask", NOT_AVAILABLE, "ask"),
    "": ("no change", "no change", "no change", NOT_AVAILABLE, NOT_AVAILABLE, "no change"),
}
AFTER = {
    "*": ("per file", "ask", "P", "ask", "P", "P"),
    "p": ("per file", "ask", "P", "ask", "P", "P"),
    "prel.": ("per file", "ask", "P", "ask", "P", "P"),
    "e": ("ask", "ask", "ask", "ask", "E", "E"),
    "b": ("ask", "ask", "ask", "ask", "B", "B"),
    "r": ("ask", "ask", "ask", "ask", "A", "A"),
}
ORDER = ("px", "ssb", "ssb_old", "kolada", "eurostat", "staff")


def cases(table):
    return [
        (symbol, dialect, said)
        for symbol, row in table.items()
        for dialect, said in zip(ORDER, row, strict=True)
    ]


@pytest.mark.parametrize(("symbol", "dialect", "said"), cases(INSTEAD))
def test_a_symbol_means_what_its_dialect_says(symbol, dialect, said):
    meant = meaning(symbol, dialect)
    assert (meant.code or meant.says) == said


@pytest.mark.parametrize(("mark", "dialect", "said"), cases(AFTER))
def test_a_mark_after_a_number_means_what_its_dialect_says(mark, dialect, said):
    meant = meaning_after(mark, dialect)
    assert (meant.code or meant.says) == said


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", "\u2011", " – "])
def test_every_dash_is_the_same_symbol(dash):
    assert meaning(dash, "px") == symbols.ZERO


def test_an_ellipsis_that_a_program_made_of_three_dots_is_three_dots():
    assert meaning("…", "staff").code == "not_yet"


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
@pytest.mark.parametrize("symbol", ["x", "#", "....", "?", "!", "--", "::"])
def test_an_unknown_symbol_is_asked_for_in_every_dialect(symbol, dialect):
    assert meaning(symbol, dialect).says == Says.ASK


def test_an_unknown_dialect_knows_no_symbol():
    assert meaning("..", "martian").says == Says.ASK


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
@pytest.mark.parametrize(
    ("word", "status"), [("preliminär", "P"), ("slutlig", "A"), ("endelig", "A"), ("est.", "E")]
)
def test_a_whole_word_means_the_same_in_every_dialect(word, status, dialect):
    assert meaning_after(word, dialect).code == status


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
@pytest.mark.parametrize("word", ["kr", "m", "", "¹", "hej", "uppgift saknas"])
def test_what_is_no_mark_is_none(word, dialect):
    assert meaning_after(word, dialect) is None


@pytest.mark.parametrize(
    ("line", "symbol", "said"),
    [
        (".. = uppgift saknas", "..", "not_available"),
        (".. Uppgift inte tillgänglig eller för osäker för att anges", "..", "not_available"),
        ("... Ännu inte publicerad", "...", "not_yet"),
        (": sekretess", ":", "secret"),
        ("- = inget finns att redovisa", "-", Says.ZERO),
        ("– noll", "-", Says.ZERO),
        ("* Preliminära uppgifter", "*", "P"),
        ("p = preliminary", "p", "P"),
        ("p: foreløpig", "p", "P"),
        ("¹ Ny metod från 2020", "¹", Says.NOTE),
        ("1) Ny metod", "1)", Says.NOTE),
        ("* Ny metod", "*", Says.NOTE),
    ],
)
def test_the_legend_of_a_file_says_what_its_symbols_mean(line, symbol, said):
    meant = legend_of(["Befolkning", line, "Källa: SCB"])[symbol]
    assert (meant.code or meant.says) == said


@pytest.mark.parametrize(
    "line", ["", "Källa: SCB", ".. blå", "p 12", "2017", "- 5", "prel", "på landet"]
)
def test_another_line_is_no_legend(line):
    assert legend_of([line]) == {}


@pytest.mark.parametrize("dialect", symbols.DIALECTS)
def test_the_legend_of_the_file_comes_before_the_dialect(dialect):
    legend = legend_of(["... sekretess", "* slutlig"])
    assert meaning("...", dialect, legend).code == "secret"
    assert meaning_after("*", dialect, legend).code == "A"


@given(st.text(max_size=20), st.sampled_from(symbols.DIALECTS))
def test_any_text_has_a_meaning_or_is_asked_for(text, dialect):
    assert meaning(text, dialect).says in Says
    marked = meaning_after(text, dialect)
    assert marked is None or marked.says in Says


@given(st.lists(st.text(alphabet="*.:-–pe¹² )=abc1", max_size=12), max_size=5))
def test_any_lines_are_a_legend_or_none(lines):
    assert all(meant.is_clear for meant in legend_of(lines).values())
