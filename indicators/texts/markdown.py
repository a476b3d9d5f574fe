"""The Markdown of the registry: CommonMark with tables and footnotes, and our own marks.

It drops nothing that somebody wrote. HTML and pictures stay as the text they are; so do
links to elsewhere than the web and mail, and "[Källa]: SCB", which CommonMark would take for
the address of a link and hide. Its time is linear in the length of a text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, list_block, table
from markdown_it.rules_block.table import escapedSplit, getLine
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from indicators.texts.syntax import BRACES, FOOTNOTE, FootnoteMark, Malformed, Why, in_braces

ADDRESS = re.compile(r"(https?://|mailto:)[^\s]", re.IGNORECASE)
DEEPEST = 12  # a list inside another counts two, a quote one; the parser hides what is beyond 20
MOST_COLUMNS = 40
SHOWN = 40  # so much of what is not closed tells where it is


def is_address(href):
    """Whether a link may lead there."""
    return ADDRESS.match(href) is not None


def not_too_deep(rule):
    """Where it is too deep for another quote, list or note, its signs stay as text."""

    def limited(state, first, end, silent):
        return state.level < DEEPEST and rule(state, first, end, silent)

    return limited


def whole_table(state, first, end, silent):
    """A table that keeps the cells its head has no column for: in the last cell of their row."""
    if state.src.count("|", state.bMarks[first], state.eMarks[first]) > MOST_COLUMNS + 1:
        return False
    before = len(state.tokens)
    if not table(state, first, end, silent):
        return False
    cell, columns, row = None, 0, None
    for token in state.tokens[before:]:
        if token.type == "tr_open":
            columns, row = 0, token.map[0]
        elif token.type == "inline":
            cell, columns = token, columns + 1
        elif token.type == "tr_close":
            cells = cells_of(getLine(state, row))
            if len(cells) > columns:
                cell.content = "|".join(cells[columns - 1 :]).strip()
    return True


def cells_of(line):
    """The cells of a row: what stands between its pipes, but for those around it."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def braces(state, silent):
    """``{{ … }}``; without its end, the beginning alone is a mark that says so."""
    if not state.src.startswith("{{", state.pos):
        return False
    found = BRACES.match(state.src, state.pos, state.posMax)
    if found:
        return take(state, silent, found.end(), in_braces(found[0]))
    start = state.src[state.pos : state.pos + SHOWN].partition("\n")[0]
    return take(state, silent, state.pos + 2, Malformed(written=start, why=Why.UNCLOSED))


def footnote(state, silent):
    """``[^1]``, also where its words stand elsewhere."""
    found = FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    mark = FootnoteMark(written=found[0], label=found[1])
    return take(state, silent, found.end(), mark)


def take(state, silent, end, mark):
    if not silent:
        token = state.push("mark", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"mark": mark, "line": state.src.count("\n", 0, state.pos)}
    state.pos = end
    return True


def parser():
    markdown = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["image", "reference"])
        .use(footnote_plugin, inline=False, move_to_end=False)
    )
    markdown.validateLink = is_address
    begins = {"alt": ["paragraph", "blockquote", "list"]}  # the blocks it puts an end to
    rules = markdown.block.ruler
    rules.at("blockquote", not_too_deep(blockquote), begins)
    rules.at("list", not_too_deep(list_block), {"alt": ["paragraph", "blockquote"]})
    rules.at("footnote_def", not_too_deep(footnote_def), {"alt": ["paragraph"]})
    rules.at("table", whole_table, {"alt": ["paragraph"]})
    markdown.inline.ruler.at("footnote_ref", footnote)
    markdown.inline.ruler.before("link", "braces", braces)
    return markdown


MARKDOWN = parser()
