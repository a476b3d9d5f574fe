"""The report as PDF of texts that mean harm, of any blocks, and of very many."""

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.reports import pdf
from tests.reports.parts import footnote, heading, paragraph, text
from tests.reports.printing import BREAK, read, told, with_analysis
from tests.reports.sample import large_sample, sample


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic() #import "x" $x^2$ \\ ` ~ @ref <label> = * _ [ ] { }',
        '#read("/etc/passwd")',
        "{{ n08 }} {% now %} %(page)s %s",
        "// kommentar /* och */ --- ' \" ...",
    ],
)
def test_any_text_is_printed_as_it_stands(hostile):
    shown = told(with_analysis(paragraph(text(hostile))))
    assert re.sub(r"\s", "", hostile) in re.sub(r"\s", "", shown)


def test_what_is_written_from_right_to_left_keeps_its_words():
    shown = told(with_analysis(paragraph(text("שלום עולם"))))
    assert "שלום" in shown
    assert "עולם" in shown


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("😀", "[U+1F600]"),
        ("中文", "[U+4E2D][U+6587]"),
        ("\x00", "[U+0000]"),
        ("\x07", "[U+0007]"),
        ("\ue000", "[U+E000]"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_no_font_has_is_written_as_its_number(hostile, shown):
    assert f"före {shown} efter" in told(with_analysis(paragraph(text(f"före {hostile} efter"))))


def test_letters_no_font_has_do_no_harm_anywhere():
    odd = "😀\x07"
    content = sample(
        follow_up={**sample()["follow_up"], "title": odd},
        partnership={**sample()["partnership"], "name": odd},
    )
    figure = content["areas"][0]["goals"][0]["figures"][0]
    figure.update(svg=figure["svg"].replace("Kvinnor", "😀"), alt=odd, caption=odd)
    assert "[U+1F600][U+0007]" in told(content)


def test_30_000_letters_without_a_space_stay_on_the_page():
    report = read(with_analysis(paragraph(text("ord" * 10_000))))
    edges = []

    def note(words, _matrix, position, _font, size):
        if words.startswith("rd") or words.startswith("ord"):
            edges.append(position[4] + len(words) * size * 0.4)

    for page in report.pages:
        page.extract_text(visitor_text=note)
    found = "".join(page.extract_text() for page in report.pages)
    letters = found.replace(BREAK, "").replace("\n", "")
    assert letters.count("ord") > 9_900
    assert max(edges) < float(report.pages[0].mediabox.width)


def test_30_000_letters_with_spaces_are_all_there():
    assert told(with_analysis(paragraph(text("räv " * 7_500)))).count("räv") == 7_500


def nested(inner):
    """Blocks that hold blocks."""
    items = st.lists(st.lists(inner, max_size=2), max_size=2)
    return st.builds(
        lambda ordered, start, held: {
            "kind": "list",
            "ordered": ordered,
            "start": start,
            "items": held,
        },
        st.booleans(),
        st.integers(0, 10**6),
        items,
    ) | st.lists(inner, max_size=2).map(lambda held: {"kind": "quote", "blocks": held})


def wrapped(inner):
    """Inlines that hold inlines."""
    return st.builds(
        lambda kind, held: {"kind": kind, "href": "mailto:a@example.org", "text": held},
        st.sampled_from(["strong", "emphasis", "link"]),
        st.lists(inner, max_size=2),
    )


WORDS = st.text(max_size=12)
PLAIN = WORDS.map(text) | WORDS.map(lambda said: {"kind": "code", "text": said})
INLINES = st.lists(
    st.recursive(PLAIN | st.just({"kind": "break"}) | st.just(footnote(1)), wrapped), max_size=3
)
TABLES = st.lists(INLINES, min_size=1, max_size=3).flatmap(
    lambda head: st.builds(
        lambda rows: {"kind": "table", "head": head, "rows": rows},
        st.lists(st.lists(INLINES, min_size=len(head), max_size=len(head)), max_size=2),
    )
)
BLOCKS = st.recursive(
    INLINES.map(lambda said: paragraph(*said))
    | st.builds(
        lambda level, said: {**heading(level, ""), "text": said}, st.integers(1, 4), INLINES
    )
    | WORDS.map(lambda said: {"kind": "code", "text": said})
    | st.sampled_from([{"kind": "rule"}, {"kind": "figure", "code": "d1"}])
    | TABLES,
    nested,
)


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=5))
def test_any_blocks_can_be_printed(blocks):
    assert pdf.write(with_analysis(*blocks)).startswith(b"%PDF-1.7")


# How long it takes


def seconds(content):
    start = process_time()
    pdf.write(content)
    return process_time() - start


def test_the_largest_known_report_takes_less_than_a_second():
    assert min(seconds(large_sample(24)) for _try in range(3)) < 1


def test_300_indicators_take_their_share_of_time_and_no_more():
    few = min(seconds(large_sample(60)) for _try in range(3))
    assert seconds(large_sample(300)) < 5 * few * 2
