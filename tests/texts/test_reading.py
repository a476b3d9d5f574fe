"""What a text says, as blocks."""

import pytest

from indicators.texts import plain, read


def words(text):
    return {"kind": "text", "text": text}


def paragraph(*parts):
    return {"kind": "paragraph", "text": list(parts)}


def bullets(*items):
    return {"kind": "list", "ordered": False, "start": 1, "items": list(items)}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("Ett.\n\nTvå.", [paragraph(words("Ett.")), paragraph(words("Två."))]),
        ("Rad\nför rad", [paragraph(words("Rad för rad"))]),
        ("Rad  \nför rad", [paragraph(words("Rad"), {"kind": "break"}, words("för rad"))]),
        (
            "**fet *och* lutad**",
            [
                paragraph(
                    {
                        "kind": "strong",
                        "text": [
                            words("fet "),
                            {"kind": "emphasis", "text": [words("och")]},
                            words(" lutad"),
                        ],
                    }
                )
            ],
        ),
        ("`{{ kod }}`", [paragraph({"kind": "code", "text": "{{ kod }}"})]),
        ("- a\n- b", [bullets([paragraph(words("a"))], [paragraph(words("b"))])]),
        (
            "3. a",
            [{"kind": "list", "ordered": True, "start": 3, "items": [[paragraph(words("a"))]]}],
        ),
        ("> a", [{"kind": "quote", "blocks": [paragraph(words("a"))]}]),
        ("    a\n    b", [{"kind": "code", "text": "a\nb"}]),
        ("```python\na\n```", [{"kind": "code", "text": "python\na"}]),
        ("***", [{"kind": "rule"}]),
        (
            "| a | b |\n|---|---|\n| c | *d* |",
            [
                {
                    "kind": "table",
                    "head": [[words("a")], [words("b")]],
                    "rows": [[[words("c")], [{"kind": "emphasis", "text": [words("d")]}]]],
                }
            ],
        ),
    ],
)
def test_markdown_becomes_blocks(text, blocks):
    assert read(text).blocks == blocks


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A", [1]),
        ("### A\n### B\n#### C", [1, 1, 2]),
        ("### A\n# B", [1, 1]),
        ("# A\n### B\n###### C\n## D", [1, 2, 3, 2]),
        ("# A\n## B\n### C\n#### D\n##### E", [1, 2, 3, 4, 4]),
        ("> # A\n\n## B", [1, 2]),
    ],
)
def test_headings_are_an_outline_without_gaps(text, levels):
    def headings(blocks):
        for block in blocks:
            if block["kind"] == "heading":
                yield block["level"]
            yield from headings(block.get("blocks", []))

    assert list(headings(read(text).blocks)) == levels


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<div>\n\n*a*\n\n</div>", "<div>\na\n</div>"),
        ("![bild](https://example.org/x.png)", "!bild"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,a)", "[x](data:text/html,a)"),
        ("[x](/sv/)", "[x](/sv/)"),
        ("[x]()", "x"),
        ("[](https://example.org)", "https://example.org"),
        ('[SCB](https://scb.se "Statistik")', "SCB (Statistik)"),
        ("[Källa]: SCB", "[Källa]: SCB"),
        ("| a |\n|---|\n| b | c \\| d |", "a\nb | c | d"),
        ("&copy; 5 &lt; 6", "© 5 < 6"),
        ("fot[^1]", "fot"),
    ],
)
def test_what_was_written_is_not_hidden(text, shown):
    assert plain(read(text).blocks) == shown


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://example.org/a?b=c)", "https://example.org/a?b=c"),
        ("[x](HTTP://example.org)", "HTTP://example.org"),
        ("[x](mailto:a@example.org)", "mailto:a@example.org"),
        ("<https://example.org>", "https://example.org"),
        ("<a@example.org>", "mailto:a@example.org"),
    ],
)
def test_links_lead_to_the_web_and_to_mail(text, href):
    [block] = read(text).blocks
    [part] = block["text"]
    assert (part["kind"], part["href"]) == ("link", href)


def test_a_mention_stands_beside_the_link_it_was_written_in():
    [block] = read("[se **{{ figure d1 }}** här](https://example.org).").blocks
    assert [each["kind"] for each in block["text"]] == ["link", "mention", "text"]


def test_what_has_a_footnote_in_it_is_no_link():
    [block] = read("[här[^1]](https://example.org)").blocks
    assert [each["kind"] for each in block["text"]] == ["text", "footnote", "text"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{{ figure d1 }}", ["figure"]),
        ("  {{figure D1}}  ", ["figure"]),
        ("{{ figure d1 }}\n{{ figure t2 }}", ["figure", "figure"]),
        ("Se {{ figure d1 }}", ["paragraph"]),
        ("# {{ figure d1 }}", ["heading"]),
    ],
)
def test_a_diagram_alone_in_its_paragraph_is_placed_there(text, kinds):
    assert [each["kind"] for each in read(text).blocks] == kinds


def test_words_of_footnotes_stand_apart_from_the_text():
    text = read("Ett tal[^1] och två[^a].\n\n[^1]: Enligt *SCB*.\n\n    Mer.\n\nSlut.")
    assert plain(text.blocks) == "Ett tal och två.\nSlut."
    assert text.footnotes == {
        "1": [
            words("Enligt "),
            {"kind": "emphasis", "text": [words("SCB")]},
            words("."),
            {"kind": "break"},
            words("Mer."),
        ]
    }
    assert {"kind": "footnote", "label": "a"} in text.blocks[0]["text"]


def test_words_given_twice_for_one_footnote_are_both_kept():
    text = read("[^1]\n\n[^1]: ett\n\n[^1]: två")
    assert plain([paragraph(*text.footnotes["1"])]) == "ett\ntvå"


@pytest.mark.parametrize("sign", ["> ", "- ", "1. ", "[^a]: ", "> - "])
def test_deep_nesting_ends_and_the_words_stay(sign):
    def depth(blocks):
        inside = [
            1 + depth(each)
            for block in blocks
            for each in (*block.get("items", ()), block.get("blocks", ()))
        ]
        return max(inside, default=0)

    text = read(sign * 200 + "innerst")
    shown = plain(text.blocks) + "".join(
        plain([paragraph(*each)]) for each in text.footnotes.values()
    )
    assert depth(text.blocks) <= 13
    assert "innerst" in shown


def test_strong_within_strong_ends_and_the_words_stay():
    text = "**a " * 500 + "innerst" + " b**" * 500
    [block] = read(text).blocks
    assert str(block).count("'strong'") == 6
    assert plain([block]).split() == ["a"] * 500 + ["innerst"] + ["b"] * 500


def test_what_was_read_is_not_read_again():
    text = read("a")
    assert read(text) is text
