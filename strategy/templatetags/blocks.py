"""Blocks of a text as HTML: whatever somebody wrote comes out as text."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

DEEPEST = 6
FIGURE = "indicators/_figure.html"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where blocks are shown: under which heading, with which diagrams, after which marks."""

    below: int
    figures: dict
    marked: set
    context: Context


@register.simple_tag(takes_context=True)
def blocks(context, found, below=2, figures=(), marked=None):
    """Blocks as HTML, their headings beginning under the level they stand below.

    ``figures``: the diagrams and tables to show where they are placed, as an edition has them;
    without one, its place is a line that leads to it. Each is shown by
    ``indicators/_figure.html`` with ``figure``, ``below`` and what the page itself has.
    ``marked``: a set, for pages with several texts; it keeps the numbers of footnotes that
    are marked already, so that the way back from a footnote leads to its first mark.
    """
    place = Place(
        below=below,
        figures={figure["code"]: figure for figure in figures},
        marked=set() if marked is None else marked,
        context=context,
    )
    return written(found, place)


def written(found, place):
    return format_html_join("\n", "{}", ((BLOCKS[each["kind"]](each, place),) for each in found))


def paragraph(block, place):
    return format_html("<p>{}</p>", line(block["text"], place))


def heading(block, place):
    level = min(place.below + block["level"], DEEPEST)
    return format_html("<h{}>{}</h{}>", level, line(block["text"], place), level)


def bulleted_or_numbered(block, place):
    items = format_html_join("\n", "<li>{}</li>", ((item(each, place),) for each in block["items"]))
    if not block["ordered"]:
        return format_html("<ul>\n{}\n</ul>", items)
    if block["start"] == 1:
        return format_html("<ol>\n{}\n</ol>", items)
    return format_html('<ol start="{}">\n{}\n</ol>', block["start"], items)


def item(found, place):
    """A single paragraph stands for itself."""
    if len(found) == 1 and found[0]["kind"] == "paragraph":
        return line(found[0]["text"], place)
    return written(found, place)


def quote(block, place):
    return format_html("<blockquote>\n{}\n</blockquote>", written(block["blocks"], place))


def code_block(block, _place):
    return format_html("<pre><code>{}</code></pre>", block["text"])


def rule(_block, _place):
    return SafeString("<hr>")


def table(block, place):
    head = format_html_join("", "{}", ((head_cell(each, place),) for each in block["head"]))
    rows = format_html_join("\n", "<tr>{}</tr>", ((cells(each, place),) for each in block["rows"]))
    return format_html(
        '<div class="scroll" role="group" tabindex="0" aria-label="{}"><table>\n'
        "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>\n</table></div>",
        _("Table"),
        head,
        rows,
    )


def head_cell(cell, place):
    """The corner above names of rows is often empty, and then heads nothing."""
    if not cell:
        return SafeString("<td></td>")
    return format_html('<th scope="col">{}</th>', line(cell, place))


def cells(row, place):
    return format_html_join("", "<td>{}</td>", ((line(each, place),) for each in row))


def figure(block, place):
    """The diagram or table itself; where the page does not have it, a line that leads to it."""
    found = place.figures.get(block["code"])
    if found is None:
        return format_html("<p>{}</p>", mention(block, place))
    shown = place.context.template.engine.get_template(FIGURE)
    with place.context.push(figure=found, below=place.below):
        return shown.render(place.context)


BLOCKS = {
    "paragraph": paragraph,
    "heading": heading,
    "list": bulleted_or_numbered,
    "quote": quote,
    "code": code_block,
    "rule": rule,
    "table": table,
    "figure": figure,
}


def line(parts, place):
    """Parts of a line of text."""
    return format_html_join("", "{}", ((PARTS[each["kind"]](each, place),) for each in parts))


def words(part, _place):
    return format_html("{}", part["text"])


def strong(part, place):
    return format_html("<strong>{}</strong>", line(part["text"], place))


def emphasis(part, place):
    return format_html("<em>{}</em>", line(part["text"], place))


def code(part, _place):
    return format_html("<code>{}</code>", part["text"])


def line_break(_part, _place):
    return SafeString("<br>")


def link(part, place):
    return format_html('<a href="{}">{}</a>', part["href"], line(part["text"], place))


def footnote(part, place):
    number = part["number"]
    inside = format_html('<span class="unseen">{} </span>{}', _("Footnote"), number)
    if number in place.marked:
        return format_html('<sup><a href="#footnote-{}">{}</a></sup>', number, inside)
    place.marked.add(number)
    return format_html(
        '<sup><a id="ref-{}" href="#footnote-{}">{}</a></sup>', number, number, inside
    )


def value(part, _place):
    if part["value"] is None:
        return format_html('<span class="reason">{}</span>', part["shown"])
    return format_html('<data value="{}">{}</data>', part["value"], part["shown"])


def mention(part, _place):
    shown = part.get("shown", part["code"])
    return format_html('<a href="#figure-{}">{}</a>', part["code"], shown)


def broken(part, _place):
    """A reference to what is not there: drafts have it, editions do not."""
    return format_html(
        '<mark class="broken"><span class="unseen">{} </span>{}</mark>',
        _("Not found:"),
        part["written"],
    )


PARTS = {
    "text": words,
    "strong": strong,
    "emphasis": emphasis,
    "code": code,
    "break": line_break,
    "link": link,
    "footnote": footnote,
    "value": value,
    "mention": mention,
    "broken": broken,
}
