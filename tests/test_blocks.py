"""Blocks of a text as HTML."""

import re

import pytest
from django.template import Context, Engine
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.texts import resolved

VALUE = {"kind": "value", "value": "30.4", "shown": "30,4 dagar (2022)"}
MISSING = {"kind": "value", "value": None, "shown": "not yet published (2023)"}
PAGE = "{% load blocks %}{% blocks found below=below figures=figures marked=marked %}"
PAGE_WITHOUT = "{% load blocks %}{% blocks found %}"
FIGURE = (
    "<figure id='figure-{{ figure.code }}'>{{ figure.label }} {{ below }} {{ content }}</figure>"
)
ENGINE = Engine(
    libraries={"blocks": "strategy.templatetags.blocks"},
    loaders=[
        (
            "django.template.loaders.locmem.Loader",
            {"page": PAGE, "page_without": PAGE_WITHOUT, "indicators/_figure.html": FIGURE},
        )
    ],
)


def blocks_of(text):
    values = {"2022": VALUE, "2023": MISSING}
    return resolved(
        text,
        values=lambda reference: values.get(reference.period),
        figures={"d1": "Diagram 1", "d2": "Diagram 2"},
        footnotes=lambda label, _words: {"1": 1, "a": 2}.get(label),
    )


def html(text, *, below=2, figures=(), marked=None, **page):
    context = {
        "found": blocks_of(text),
        "below": below,
        "figures": figures,
        "marked": set() if marked is None else marked,
        **page,
    }
    return ENGINE.get_template("page").render(Context(context))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ett & två", "<p>Ett &amp; två</p>"),
        ("**fet** och *lutad*", "<p><strong>fet</strong> och <em>lutad</em></p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("`a<b`", "<p><code>a&lt;b</code></p>"),
        ("    a<b", "<pre><code>a&lt;b</code></pre>"),
        ("---", "<hr>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a", "<ol>\n<li>a</li>\n</ol>"),
        ("0. a", '<ol start="0">\n<li>a</li>\n</ol>'),
        ("- a\n\n  b", "<ul>\n<li><p>a</p>\n<p>b</p></li>\n</ul>"),
        ("- a\n  - b", "<ul>\n<li><p>a</p>\n<ul>\n<li>b</li>\n</ul></li>\n</ul>"),
        ("[x](https://a.se/?b&c)", '<p><a href="https://a.se/?b&amp;c">x</a></p>'),
        ("{{ s:2022 }}", '<p><data value="30.4">30,4 dagar (2022)</data></p>'),
        ("{{ s:2023 }}", '<p><span class="reason">not yet published (2023)</span></p>'),
        ("Se {{ figure d1 }}", '<p>Se <a href="#figure-d1">Diagram 1</a></p>'),
        ("{{ figure d1 }}", '<p><a href="#figure-d1">Diagram 1</a></p>'),
        (
            "{{ s:<b> }}",
            '<p><mark class="broken"><span class="unseen">Not found: </span>'
            "{{ s:&lt;b&gt; }}</mark></p>",
        ),
    ],
)
def test_blocks_become_html(text, shown):
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "below", "shown"),
    [
        ("# A", 2, "<h3>A</h3>"),
        ("### A\n# B", 1, "<h2>A</h2>\n<h2>B</h2>"),
        ("# A\n## B\n### C\n#### D", 4, "<h5>A</h5>\n<h6>B</h6>\n<h6>C</h6>\n<h6>D</h6>"),
    ],
)
def test_headings_go_on_from_the_page(text, below, shown):
    assert html(text, below=below) == shown


def test_a_table_scrolls_by_itself_and_says_what_heads_it():
    assert html("|  | År |\n|---|---|\n| a | 1 |") == (
        '<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>\n'
        '<thead><tr><td></td><th scope="col">År</th></tr></thead>\n'
        "<tbody><tr><td>a</td><td>1</td></tr></tbody>\n</table></div>"
    )


def test_a_footnote_is_marked_once_with_a_way_back():
    mark = '<a{} href="#footnote-1"><span class="unseen">Footnote </span>1</a>'
    assert html("a[^1] b[^1]") == (
        f"<p>a<sup>{mark.format(' id=&quot;ref-1&quot;'.replace('&quot;', chr(34)))}</sup>"
        f" b<sup>{mark.format('')}</sup></p>"
    )


def test_texts_of_one_page_mark_a_footnote_once():
    marked = set()
    pages = [html(text, marked=marked) for text in ("a[^1]", "b[^1] c[^a]")]
    assert re.findall('id="([^"]*)"', "".join(pages)) == ["ref-1", "ref-2"]


def test_a_placed_diagram_is_shown_by_its_own_template():
    figures = [{"code": "d1", "label": "Diagram 1"}]
    shown = html("a\n\n{{ figure d1 }}\n\n{{ figure d2 }}", figures=figures, below=3, content="sv")
    assert shown == (
        "<p>a</p>\n<figure id='figure-d1'>Diagram 1 3 sv</figure>\n"
        '<p><a href="#figure-d2">Diagram 2</a></p>'
    )


def test_a_diagram_does_not_stay_in_the_page():
    page = ENGINE.from_string(PAGE + "{{ figure }}")
    found = {"found": blocks_of("{{ figure d1 }}"), "figures": [{"code": "d1"}], "below": 2}
    assert page.render(Context(found)).endswith("</figure>")


def test_a_page_needs_to_say_nothing_but_the_blocks():
    context = Context({"found": blocks_of("# A\n\n{{ figure d1 }}")})
    shown = ENGINE.get_template("page_without").render(context)
    assert shown == '<h3>A</h3>\n<p><a href="#figure-d1">Diagram 1</a></p>'


ALLOWED = re.compile(
    r"</?(p|h[3-6]|ul|ol|li|strong|em|code|pre|blockquote|table|thead|tbody|tr|td|sup)>"
    r"|<(hr|br)>|<ol start=\"[0-9]+\">|<th scope=\"col\">|</th>|</?(a|div|span|mark|data)>"
    r"|<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">"
    r"|<mark class=\"broken\">|<span class=\"(unseen|reason)\">|<data value=\"[0-9.]+\">"
    r"|<a href=\"(https?://|mailto:)[^\"<>]+\">|<a href=\"#[a-z0-9-]+\">"
    r"|<a id=\"ref-[0-9]+\" href=\"#footnote-[0-9]+\">",
    re.IGNORECASE,
)
SIGNS = [
    *("<", ">", '"', "'", "&", "<script>", "<img src=x onerror=a>", "</p>", "javascript:", "a"),
    *("[", "](", "](https://a.se/", ")", "(", "`", "```\n", "*", "**", "_", "\n", "\n\n", "    "),
    *("# ", "> ", "- ", "1. ", "|", "\n|-|\n", "{{ s:2022 }}", "{{ figure d1 }}", "{{", "[^1]"),
    *("<https://a.se/", "&lt;", "&#60;", "&quot;", "\\", ' "', "mailto:"),
]


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
def test_nothing_anybody_types_becomes_markup_of_its_own(text):
    rest = ALLOWED.sub("", html(text))
    assert "<" not in rest
    assert ">" not in rest
