"""Whatever somebody types can be read, at once, and nothing of it is lost."""

import json
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.texts import plain, read, resolved

LONG = 30_000
SECONDS = 6  # none takes more than a second and a half on a machine that does nothing else
WORD = re.compile("[a-zåäö]+")
SIGNS = [
    *("*", "**", "_", "`", "```\n", "~~~\n", "    ", "\t", "\n", "\n\n", "  \n", "\\", "\r\n"),
    *("# ", "\n> ", "\n- ", "\n1. ", "\n---\n", "\n===\n", "|", "\n|", "\n|-|-|\n", "\n|-|\n"),
    *("[", "]", "(", ")", "](", "![", "<", ">", "<https:", "https://", "mailto:", "](https://"),
    *("{{", "}}", "{", "}", "{{ n08:2022 }}", "{{ figure d1 }}", "{{ n08:2022 sum }}", ":"),
    *("[^1]", "\n[^1]: ", "[^", "\n\n[^a]: ", '"', "'", "&", "&amp;", "<b>", "</b>", "<!--", "\0"),
    *(" ", "\u00a0", "å", "2022"),
]
WORDS = st.text(alphabet="abcdeåäö", min_size=4, max_size=8)
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), WORDS), max_size=40).map("".join)


def whole(text):
    """All the words of a text: of its blocks, its footnotes, and where its links lead."""
    read_text = read(text)
    notes = [{"kind": "paragraph", "text": each} for each in read_text.footnotes.values()]
    said = plain([*read_text.blocks, *notes])
    labels = [each.written for each in read_text.marks]
    return " ".join([said, json.dumps(read_text.blocks, ensure_ascii=False), str(notes), *labels])


@settings(max_examples=2000)
@given(TEXTS)
def test_every_word_is_kept(text):
    shown = whole(text)
    # What stands for a single character, and the name of a footnote nobody marks
    visible = re.sub(r"&[a-z]+;?|\[\^[^\]]*\]:", " ", text)
    for word in WORD.findall(visible):
        assert word in shown


@settings(max_examples=500)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_characters_can_be_read(text):
    blocks = resolved(
        text,
        values=lambda _reference: None,
        figures={},
        footnotes=lambda _label, _words: None,
    )
    assert json.loads(json.dumps(blocks)) == blocks


@given(TEXTS)
def test_reading_tells_of_a_line_that_is_there(text):
    found = read(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= each.line <= lines for each in (*found.marks, *found.problems))


WIDE = "|a" * 40 + "|\n" + "|-" * 40 + "|\n" + "|\n" * LONG
REPEATED = [
    *("[", "]", "![", "[a](", "[a](<b", '[a](b "', "[a](b (", "*", "**a ", "*a _b ", "_a*"),
    *("`", "a``", "<", "<a", "<!--", "&", "&#", "\\", "{{", "{{ a", "{{ a:2022 }}", "[^", "[^a]"),
    *("[^a]:", "[^a]: x\n\n", "|", "|\n", "a|b\n-|-\n", "> ", "> a\n", "- ", "- a\n", "1. "),
    *("#", "```\n", "```a\n", "a\n===\n", "\n", "\t", "> - ", "> [^a]: ", "[a]: b\n", "a"),
    *("\0", "a_", "{{ figure d1 }}\n"),
]


@pytest.mark.parametrize(
    "text",
    [each * LONG for each in REPEATED]
    + [
        "[" * (LONG // 2) + "]" * LONG,
        "**a " * 3700 + " b**" * 3700,
        "[a" * 7500 + "](b)" * 3750,
        "".join("a" + "`" * count for count in range(240)),
        "\n".join(" " * (2 * count) + "- a" for count in range(170)),
        WIDE,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_texts_are_read_at_once(text):
    begun = process_time()
    read(text[:LONG])
    assert process_time() - begun < SECONDS
