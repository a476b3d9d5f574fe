"""Sentences, as text and as HTML."""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.judging.writing import is_index, is_share

MOST = 3  # figures, or parts of a target, that are said one by one
# What a nation is called where it is no name; such a word is written small within a sentence.
NOUNS = {"Riket", "Landet", "Hela landet", "Hele landet"}


class Own(str):
    """Words in the language of the document."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence in the reader's language, with values some of which are the document's."""

    template: str
    values: dict

    @property
    def text(self):
        return str(self.template) % self.values

    def html(self, content):
        """With the document's words marked by its language, ``content``."""
        values = {name: marked(value, content) for name, value in self.values.items()}
        return SafeString(str(conditional_escape(str(self.template))) % values)


def marked(value, content):
    if isinstance(value, Own) and content and content != (get_language() or "")[:2]:
        return format_html('<span lang="{}">{}</span>', content, str(value))
    return conditional_escape(value)


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The sentences, as text and as HTML.

    ``is_interpreted``: the document leaves open what exactly the target is.
    """

    sentences: tuple[Sentence, ...]
    content: str
    is_interpreted: bool = False

    def __str__(self):
        return " ".join(each.text for each in self.sentences)

    @property
    def html(self):
        return SafeString(" ".join(each.html(self.content) for each in self.sentences))


def say(template, **values):
    return Sentence(template=template, values=values)


def in_unit(written, unit):
    """A number with its unit: the document's words, unless it is per cent or an index."""
    return written if not unit or is_share(unit) or is_index(unit) else Own(written)


def listed(words):
    """Like "2018, 2019 and 2020"."""
    return get_text_list([str(each) for each in words], _("and"))


def area_in_a_sentence(area):
    """The name of an area within a sentence, in the reader's language."""
    name = area.local_name
    return small(name) if name in NOUNS else name


def group_in_a_sentence(group):
    return small(group.local_name)


def small(name):
    return name[:1].lower() + name[1:]
