"""From Markdown to blocks: plain dictionaries, as an edition keeps them."""

from dataclasses import dataclass, replace
from itertools import takewhile

from indicators.texts.markdown import MARKDOWN, is_address
from indicators.texts.syntax import FigureMark, FootnoteMark, Malformed, Mark, Reference, Why
from indicators.texts.words import in_one_line

DEEPEST = 6  # strong in emphasis in strong …: further in, the words stand without
LEVELS = 4
WRAPPED = {"strong_open": "strong", "em_open": "emphasis"}
BREAK = {"kind": "break"}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text as it was read.

    ``blocks``: what it says, in the form of an edition, but with what it refers to not looked
    up: ``reference``, ``mention`` and ``figure`` without words, ``footnote`` with its label.
    ``footnotes``: the words of the footnotes it defines, by label. ``marks``: all it refers
    to, in the order of the text; ``problems``: what is malformed in it.
    """

    blocks: list
    footnotes: dict
    marks: tuple[Mark, ...]
    problems: tuple[Malformed, ...]


def read(text):
    """Read Markdown, whatever somebody typed; what has been read before stays as it is."""
    if isinstance(text, Text):
        return text
    reading = Reading()
    blocks = reading.blocks(iter(MARKDOWN.parse(text)))
    set_levels(reading.headings)
    return Text(
        blocks=blocks,
        footnotes=reading.footnotes,
        marks=tuple(reading.marks),
        problems=tuple(sorted(reading.problems(), key=lambda each: each.line)),
    )


def set_levels(headings):
    """Make the headings an outline from level 1, without gaps."""
    written = sorted({each["level"] for each in headings})
    level = 0
    for each in headings:
        level = min(written.index(each["level"]) + 1, level + 1, LEVELS)
        each["level"] = level


class Reading:
    """One text being read: its blocks are asked for, the rest is collected on the way."""

    def __init__(self):
        self.footnotes, self.marks, self.headings = {}, [], []
        self.lines, self.twice, self.is_inside = {}, [], False
        self.readers = {
            "paragraph_open": self.paragraph,
            "heading_open": self.heading,
            "blockquote_open": self.quote,
            "bullet_list_open": self.list,
            "ordered_list_open": self.list,
            "table_open": self.table,
            "code_block": self.code,
            "fence": self.code,
            "hr": self.rule,
            "footnote_reference_open": self.footnote,
        }

    def problems(self):
        """What is malformed, and the footnotes that can't be right, as Malformed."""
        yield from (each for each in self.marks if isinstance(each, Malformed))
        yield from self.twice
        marks = [each for each in self.marks if isinstance(each, FootnoteMark)]
        for each in marks:
            if each.is_inside:
                yield Malformed(written=each.written, why=Why.FOOTNOTE_IN_FOOTNOTE, line=each.line)
        used = {each.label for each in marks}
        for label, line in self.lines.items():
            if label not in used:
                yield Malformed(written=f"[^{label}]:", why=Why.FOOTNOTE_UNUSED, line=line)

    def blocks(self, tokens, end=None):
        """The blocks up to the token that ends them."""
        found = []
        for token in takewhile(lambda each: each.type != end, tokens):
            found += self.readers[token.type](token, tokens)
        return found

    def paragraph(self, _token, tokens):
        parts = self.inline(next(tokens))
        next(tokens)
        figures = [each for each in parts if each["kind"] == "mention"]
        others = [each for each in parts if each["kind"] != "mention"]
        if figures and all(each["kind"] == "text" and not each["text"].strip() for each in others):
            return [{**each, "kind": "figure"} for each in figures]
        return [{"kind": "paragraph", "text": parts}]

    def heading(self, token, tokens):
        block = {"kind": "heading", "level": int(token.tag[1:]), "text": self.inline(next(tokens))}
        next(tokens)
        self.headings.append(block)
        return [block]

    def quote(self, _token, tokens):
        return [{"kind": "quote", "blocks": self.blocks(tokens, "blockquote_close")}]

    def list(self, token, tokens):
        ends = token.type.replace("open", "close")
        items = [
            self.blocks(tokens, "list_item_close")
            for _item in takewhile(lambda each: each.type != ends, tokens)
        ]
        return [
            {
                "kind": "list",
                "ordered": token.type == "ordered_list_open",
                "start": token.attrs.get("start", 1),
                "items": items,
            }
        ]

    def table(self, _token, tokens):
        rows = []
        for token in takewhile(lambda each: each.type != "table_close", tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self.inline(token))
        head, *others = rows
        return [{"kind": "table", "head": head, "rows": others}]

    def code(self, token, _tokens):
        lines = [token.info.strip(), token.content.removesuffix("\n")]
        return [{"kind": "code", "text": "\n".join(filter(None, lines))}]

    def rule(self, _token, _tokens):
        return [{"kind": "rule"}]

    def footnote(self, token, tokens):
        """Words of a footnote stand where its mark is; those given twice one after the other."""
        label, line = token.meta["label"], token.map[0] + 1
        outside, self.is_inside = self.is_inside, True
        words = in_one_line(self.blocks(tokens, "footnote_reference_close"))
        self.is_inside = outside
        if label in self.footnotes:
            self.twice.append(Malformed(written=f"[^{label}]:", why=Why.FOOTNOTE_TWICE, line=line))
            words = [*self.footnotes[label], BREAK, *words]
        self.footnotes[label] = words
        self.lines.setdefault(label, line)
        return []

    def inline(self, token):
        """The parts of a line of text."""
        first = token.map[0] + 1
        opened, found = [], [[]]  # the tokens that are open; what stands in each, outermost first
        beside = []  # a mention leads elsewhere itself: it stands after a link it was written in
        for child in token.children:
            if child.nesting == 1:
                opened.append(child)
                found.append([])
            elif child.nesting == -1:
                parts = merged(found.pop())
                found[-1] += wrapped(opened.pop(), parts, is_too_deep=len(found) > DEEPEST)
                if child.type == "link_close":
                    found[-1] += beside
                    beside = []
            else:
                part = self.part(child, first)
                is_in_link = any(each.type == "link_open" for each in opened)
                (beside if is_in_link and part["kind"] == "mention" else found[-1]).append(part)
        return merged(found.pop())

    def part(self, token, first):
        match token.type:
            case "mark":
                mark = replace(token.meta["mark"], line=first + token.meta["line"])
                if isinstance(mark, FootnoteMark):
                    mark = replace(mark, is_inside=self.is_inside)
                self.marks.append(mark)
                return part_of(mark, token.content)
            case "code_inline":
                return {"kind": "code", "text": token.content}
            case "hardbreak":
                return BREAK
            case "softbreak":
                return words(" ")
            case _:
                return words(token.content)


def part_of(mark, written):
    """A mark as a part of a text, before it is looked up."""
    match mark:
        case Reference():
            return {
                "kind": "reference",
                "series": mark.series,
                "period": mark.period,
                "aggregation": mark.aggregation,
                "how": mark.how,
                "written": written,
            }
        case FigureMark():
            return {"kind": "mention", "code": mark.code, "written": written}
        case FootnoteMark():
            return {"kind": "footnote", "label": mark.label}
        case _:
            return {"kind": "broken", "written": written}


def wrapped(token, parts, *, is_too_deep):
    """Parts as emphasis or link; as they are where that can't be."""
    if token.type == "link_open":
        if token.attrs.get("title"):
            parts = merged([*parts, words(f" ({token.attrs['title']})")])
        if not is_address(token.attrs["href"]):
            return parts
        return [
            {
                "kind": "link",
                "href": token.attrs["href"],
                "text": parts or [words(token.attrs["href"])],
            }
        ]
    return parts if is_too_deep else [{"kind": WRAPPED[token.type], "text": parts}]


def words(text):
    return {"kind": "text", "text": text}


def merged(parts):
    """Pieces of text that follow one another as one; none that is empty."""
    found, pieces = [], []
    for part in parts:
        if part["kind"] == "text":
            pieces.append(part["text"])
            continue
        found += written(pieces)
        found.append(part)
        pieces = []
    return found + written(pieces)


def written(pieces):
    text = "".join(pieces)
    return [words(text)] if text else []
