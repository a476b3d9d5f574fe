"""The languages of the site, for templates."""

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info, override, pgettext_lazy

from strategy.models.partnerships import NEAREST_LANGUAGE

register = template.Library()
# As they stand inside a sentence: "The strategy is in Swedish."
IN_SENTENCES = {
    "sv": pgettext_lazy("inside a sentence", "Swedish"),
    "nb": pgettext_lazy("inside a sentence", "Norwegian"),
    "nn": pgettext_lazy("inside a sentence", "Norwegian Nynorsk"),
    "da": pgettext_lazy("inside a sentence", "Danish"),
    "en": pgettext_lazy("inside a sentence", "English"),
}


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


@register.filter
def lang(text, content):
    """The language a text is in: its own where it is translated, else that of the content."""
    return getattr(text, "language", content)


@register.simple_tag
def foreign(content):
    """What the reader calls the language of the content; empty where it is the reader's own."""
    if get_language() in {content, NEAREST_LANGUAGE.get(content)}:
        return ""
    if content in IN_SENTENCES:
        return IN_SENTENCES[content]
    try:
        return get_language_info(content)["name_translated"]
    except KeyError:
        return content
