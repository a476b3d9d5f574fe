"""What a text refers to."""

import pytest

from indicators.texts import (
    Reference,
    Why,
    figures,
    footnote_labels,
    malformed,
    placed_figures,
    read,
    references,
)


@pytest.mark.parametrize(
    ("text", "series", "period", "aggregation", "how"),
    [
        ("{{ n08-women:2022 }}", "n08-women", "2022", "point", "full"),
        ("{{n08-women:2022}}", "n08-women", "2022", "point", "full"),
        ("{{ N08 : 2022 }}", "n08", "2022", "point", "full"),
        ("{{ n08:2022\nvalue }}", "n08", "2022", "point", "value"),
        ("{{ number n08:2022 }}", "n08", "2022", "point", "number"),
        ("{{ n08:2017/18 }}", "n08", "2017/2018", "point", "full"),
        ("{{ n08:hösten 2022 value }}", "n08", "2022-S2", "point", "value"),
        ("{{ n08:2022K3 }}", "n08", "2022-Q3", "point", "full"),
        ("{{ n02:2017–2022 }}", "n02", "2017–2022", "", "full"),
        ("{{ n02:2017-2022 sum }}", "n02", "2017–2022", "sum", "full"),
        ("{{ n02:2017 – 2022 value mean }}", "n02", "2017–2022", "mean", "value"),
        ("{{ n02:2017–2022 MEAN number }}", "n02", "2017–2022", "mean", "number"),
        ("{{ n02:2017–2022 highest }}", "n02", "2017–2022", "highest", "full"),
        ("{{ n02:2017–2022 lowest }}", "n02", "2017–2022", "lowest", "full"),
        ("{{ n02:2017–2022 change }}", "n02", "2017–2022", "change", "full"),
        ("{{ n02:2017–2022 relative-change }}", "n02", "2017–2022", "relative_change", "full"),
    ],
)
def test_a_reference_names_a_figure(text, series, period, aggregation, how):
    expected = Reference(
        series=series, period=period, aggregation=aggregation, how=how, written=text
    )
    assert references(text) == (expected,)
    assert malformed(text) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ n08 }}", Why.NO_PERIOD),
        ("{{ n08 2022 }}", Why.NO_PERIOD),
        ("{{ value }}", Why.NO_PERIOD),
        ("{{ }}", Why.EMPTY),
        ("{{}}", Why.EMPTY),
        ("{{ :2022 }}", Why.NO_SERIES),
        ("{{ n08 n09:2022 }}", Why.NO_SERIES),
        ("{{ n08: }}", Why.BAD_PERIOD),
        ("{{ n08:nyss }}", Why.BAD_PERIOD),
        ("{{ n08:2022-13 }}", Why.BAD_PERIOD),
        ("{{ n08:2022–2017 }}", Why.BAD_PERIOD),
        ("{{ n08:2022 summa }}", Why.UNKNOWN_WORD),
        ("{{ n08:2022 value number }}", Why.CONTRADICTION),
        ("{{ n08:2017–2022 sum mean }}", Why.CONTRADICTION),
        ("{{ n08:2022 sum }}", Why.WORD_WITHOUT_SPAN),
        ("{{ figure }}", Why.NO_FIGURE_CODE),
        ("{{ figure d1 d2 }}", Why.NO_FIGURE_CODE),
        ("{{ n08:2022", Why.UNCLOSED),
        ("{{ n08:2022 }", Why.UNCLOSED),
    ],
)
def test_what_is_no_reference_says_why(text, why):
    [found] = malformed(text)
    assert (found.written, found.why) == (text, why)
    assert references(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "`{{ n08:2022 }}`",
        "    {{ n08:2022 }}",
        "```\n{{ n08:2022 }}\n```",
        "[x](https://example.org/{{n08:2022}})",
        "\\{{ n08:2022 }}",
        "{ n08:2022 }",
    ],
)
def test_code_and_addresses_refer_to_nothing(text):
    assert (references(text), malformed(text)) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "# {{ n08:2022 }}",
        "- a\n  - **{{ n08:2022 }}**",
        "> [{{ n08:2022 }}](https://example.org)",
        "| a |\n|---|\n| {{ n08:2022 }} |",
        "a[^1]\n\n[^1]: {{ n08:2022 }}",
    ],
)
def test_references_are_found_wherever_words_can_stand(text):
    assert [each.series for each in references(text)] == ["n08"]


def test_each_is_told_once_in_the_order_of_the_text():
    text = "{{ b:2022 }} {{ figure d2 }}[^x] {{ a:2022 }}\n\n{{ figure d1 }}[^1] {{ b:2022 }}[^x]"
    assert [each.series for each in references(text)] == ["b", "a"]
    assert figures(text) == ("d2", "d1")
    assert footnote_labels(text) == ("x", "1")


def test_placed_diagrams_are_told_from_those_named():
    text = "{{ figure d1 }}\n\nSe {{ figure d2 }}.\n\n- {{ figure d3 }}\n\n> {{ figure d1 }}"
    assert placed_figures(text) == ("d1", "d3", "d1")


def test_everything_referred_to_has_its_line():
    text = "Ett\n{{ a:2022 }}\n\n- två\n  {{ b:2022 }}\n\n|a|\n|-|\n|{{ c }}|\n\n> x\n> [^1]\n"
    assert [each.line for each in read(text).marks] == [2, 5, 9, 12]


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", Why.FOOTNOTE_TWICE, 5),
        ("a\n\n[^1]: b", Why.FOOTNOTE_UNUSED, 3),
        ("a[^1]\n\n[^1]: b[^2]", Why.FOOTNOTE_IN_FOOTNOTE, 3),
    ],
)
def test_footnotes_that_cannot_be_right_are_told(text, why, line):
    assert [(each.why, each.line) for each in malformed(text)] == [(why, line)]
