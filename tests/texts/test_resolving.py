"""What a text refers to, put in its place."""

import pytest

from indicators.texts import in_one_line, plain, resolved

VALUE = {"kind": "value", "value": "30.4", "shown": "30,4 dagar (2022)"}


def resolve(text, *, numbers=None):
    known = {"n08": VALUE}
    return resolved(
        text,
        values=lambda reference: known.get(reference.series),
        figures={"d1": "Diagram 1"},
        footnotes=lambda label, _words: (numbers or {}).get(label),
    )


def only_part(text, **known):
    [block] = resolve(text, **known)
    [part] = block["text"]
    return part


def test_a_reference_becomes_its_value():
    assert only_part("{{ n08:2022 }}") == VALUE


def test_a_mention_becomes_the_label():
    assert only_part("*{{ figure d1 }}*")["text"] == [
        {"kind": "mention", "code": "d1", "shown": "Diagram 1"}
    ]


def test_a_placed_diagram_keeps_its_place():
    assert resolve("{{ figure d1 }}") == [{"kind": "figure", "code": "d1", "shown": "Diagram 1"}]


def test_a_mark_becomes_its_number():
    assert only_part("[^1]", numbers={"1": 7}) == {"kind": "footnote", "number": 7}


@pytest.mark.parametrize(
    "text", ["{{ n09:2022 }}", "{{ figure d9 }}", "{{ n08 }}", "{{ }}", "[^9]", "{{"]
)
def test_what_nobody_knows_is_broken_as_written(text):
    assert only_part(text) == {"kind": "broken", "written": text}


@pytest.mark.parametrize(
    "text",
    [
        "# {{ n08:2022 }}",
        "- a\n\n  > {{ n08:2022 }}",
        "| {{ n08:2022 }} |\n|---|\n| b |",
        "| a |\n|---|\n| [{{ n08:2022 }}](https://example.org) |",
    ],
)
def test_references_are_resolved_everywhere(text):
    assert "30,4 dagar (2022)" in plain(resolve(text))


def test_footnotes_are_asked_for_in_reading_order_with_their_words():
    asked = []

    def number(label, words):
        asked.append((label, words and plain([{"kind": "paragraph", "text": words}])))
        return len(asked)

    resolved(
        "a[^b] c[^a] d[^b]\n\n[^a]: {{ n08:2022 }} och {{ n09:2022 }}",
        values=lambda reference: VALUE if reference.series == "n08" else None,
        figures={},
        footnotes=number,
    )
    words = "30,4 dagar (2022) och {{ n09:2022 }}"
    assert asked == [("b", None), ("a", words), ("b", None)]


def test_a_footnote_within_a_footnote_is_broken():
    found = {}
    resolved(
        "a[^1]\n\n[^1]: b[^1]",
        values=lambda _reference: None,
        figures={},
        footnotes=lambda label, words: found.setdefault(label, words) and 1,
    )
    assert {"kind": "broken", "written": "[^1]"} in found["1"]


def test_the_words_of_a_text_are_a_line_for_each_part():
    text = (
        "# A\n\nb *c*\n\n- d\n- e\n\n| f | g |\n|---|---|\n| h |   |\n\n"
        "{{ figure d1 }}\n\n    i\n\n---\n\n> {{ n08:2022 }}  \n> j[^1]"
    )
    assert plain(resolve(text, numbers={"1": 1})) == (
        "A\nb c\nd\ne\nf g\nh\nDiagram 1\ni\n30,4 dagar (2022)\nj"
    )


def test_blocks_stand_in_one_line_with_breaks():
    parts = in_one_line(resolve("a\n\n- b\n- **c**"))
    assert plain([{"kind": "paragraph", "text": parts}]) == "a\nb\nc"


def test_a_diagram_that_an_edition_placed_without_a_text_has_its_code():
    assert plain([{"kind": "figure", "code": "d1"}]) == "d1"
