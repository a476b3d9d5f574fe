"""Texts of the registry as HTML: nothing in them can run, load or leave its place."""

import nh3
from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

register = template.Library()

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
DEEPEST = 6


@register.filter
def markdown(text, below=2):
    """Markdown as HTML, its headings beginning under the level they stand below."""
    tokens = MARKDOWN.parse(text)
    set_headings(tokens, below)
    html = nh3.clean(
        MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
    )
    scrolling = format_html(
        '<div class="scroll" role="group" tabindex="0" aria-label="{}"><table>', _("Table")
    )
    html = html.replace("<table>", scrolling).replace("</table>", "</table></div>")
    return SafeString(html)  # cleaned above


def set_headings(tokens, below):
    """Make the headings of a text an outline without gaps under the one it stands below."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    written = sorted({token.tag for token in headings})
    level = below
    for token in headings:
        if token.type == "heading_open":
            level = min(below + 1 + written.index(token.tag), level + 1, DEEPEST)
        token.tag = f"h{level}"


@register.simple_tag
def languages(request):
    """The languages of the site, each with the address of this same page in it."""
    here = request.get_full_path()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "address": in_language(here, code),
        }
        for code, _name in settings.LANGUAGES
    ]


def in_language(address, code):
    """The same page in another language; the first page where this one has no other."""
    other = translate_url(address, code)
    if other != address or code == get_language():
        return other
    with override(code):
        return reverse("home")
