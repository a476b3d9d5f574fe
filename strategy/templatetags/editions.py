"""What an edition says in codes, in the words of the reader."""

from django import template
from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from indicators.models import Annotation, Assessment, QualityNote, Source
from indicators.progress import Development, Flag, Reason, Status
from strategy.reports import telling, words

register = template.Library()

LISTS = {
    "status": Status,
    "development": Development,
    "annotation": Annotation.Kind,
    "note": QualityNote.Kind,
    "not_followed": Assessment.NotFollowed,
    "access": Source.Access,
}
CHOSEN = {
    "arrow": Assessment.Arrow,
    "attainment": Assessment.Attainment,
    "not_followed_reason": Assessment.NotFollowed,
}

register.filter("mark_of", words.status_of_value)
register.simple_tag(words.citation, name="citation")
register.simple_tag(telling.told, name="told")


@register.filter
def member(code, name):
    """The member of a list that a code stands for."""
    return LISTS[name](code)


@register.filter
def judged(assessment):
    """An assessment with the members that its codes stand for."""
    if assessment is None:
        return None
    chosen = {name: kind(assessment[name]) for name, kind in CHOSEN.items() if assessment[name]}
    return {**assessment, **chosen}


@register.filter
def limits(computed):
    """Why there is no status, and what is to be known beside one."""
    flags = [Flag(code) for code in computed["flags"]]
    return [
        *map(Reason, computed["reasons"]),
        *(each for each in flags if each != Flag.HUMAN_DIFFERS),
    ]


@register.filter
def said(in_languages):
    """A sentence that is kept in the languages of the site, in that of the reader."""
    return in_languages[get_language()]


@register.filter
def day(written):
    """A date like "2026-11-22"."""
    return parse_date(written)


@register.filter
def language_name(code):
    """The name of a language of the site, as the reader calls it."""
    return dict(settings.LANGUAGES)[code]


@register.filter
def is_written(analysis):
    """Whether it holds more than diagrams and tables."""
    return any(block["kind"] != "figure" for block in analysis)


@register.filter
def paragraph(line):
    """A line of text as the one block of a text."""
    return [{"kind": "paragraph", "text": line}]


@register.filter
def beside(columns, cells):
    """Each cell of a row with the name of its column."""
    return list(zip(columns, cells, strict=True))


@register.filter
def last(measurements):
    """The last figure that is in force."""
    found = [each for each in measurements if not each["is_replaced"]]
    return found[-1] if found else None
