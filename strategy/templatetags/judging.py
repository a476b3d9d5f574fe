"""Judgements in templates: words for what they consist of, sentences for what they say."""

from functools import cache, wraps

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.judging import sentences, words
from indicators.judging.computed import MEASURES, computed
from indicators.judging.reading import DECREASES, INCREASES
from indicators.judging.writing import is_index, is_share, number, period
from indicators.models import Target
from indicators.progress import GapMeasure, Kind, Measure, Status
from strategy.templatetags.numbers import unit as written_unit

register = template.Library()

register.filter("word", words.word_of)
register.filter("anchor", words.anchor_of)
register.filter("computed", computed)
register.filter("needed_per_year", sentences.needed_per_year)
register.filter("is_of_gap", sentences.is_of_gap)
register.filter("ratio", sentences.ratio)
register.filter("slight", sentences.slight)


def once_in_each_language(write):
    """A filter for members of lists: what the method says of them never changes."""

    @cache
    def written(language, kind, member):
        return write(member)

    @wraps(write)
    def asked(member):
        return written(get_language(), type(member), member)

    return asked


def link(label, member):
    return format_html('<a href="{}#{}">{}</a>', reverse("method"), words.anchor_of(member), label)


@register.filter
@once_in_each_language
def named(member):
    """What a member of a list is called, as a link to what it means."""
    return link(words.word_of(member).label, member)


@register.filter
@once_in_each_language
def explained(member):
    """What a member of a list is called, as such a link, and what it means."""
    word = words.word_of(member)
    return format_html("{}: {}", link(capfirst(word.label), member), word.told)


@register.filter
@once_in_each_language
def badge(member):
    """A status or an arrow with its shape and tone."""
    word = words.word_of(member)
    return format_html(
        '<a class="status {}" href="{}#{}"><span class="{}" aria-hidden="true">{}</span> {}</a>',
        word.tone,
        reverse("method"),
        words.anchor_of(member),
        "shape" if isinstance(member, Status) else "arrow",
        word.shape,
        word.label,
    )


@register.filter
def findings(judgement, unit):
    """What a judgement rests on, as one sentence; "" where its status says it all."""
    clauses = "; ".join(sentences.findings(judgement, unit))
    return f"{capfirst(clauses)}." if clauses else ""


@register.filter
def in_order(members):
    """Members of one list, in its order: a set of flags has none."""
    return sorted(members, key=lambda each: list(type(each)).index(each))


@register.filter
def counted(statuses):
    """How many there are in all, of counts by status."""
    return sum(number for _status, number in statuses)


@register.simple_tag
def status(code):
    """A status by its code."""
    return Status(code)


@register.simple_tag
def counted_in(measure, unit, content):
    """What a number of a computation is counted in; "" where it is a plain number."""
    match measure:
        case Measure.UNIT:
            return written_unit(unit, content)
        case Measure.DIFFERENCE:
            return difference_in(unit, content)
        case Measure.PER_YEAR:
            return format_html("{} {}", difference_in(unit, content), _("a year"))
    return MEASURES[measure]


def difference_in(unit, content):
    if is_share(unit):
        return _("percentage points")
    return _("index points") if is_index(unit) else written_unit(unit, content)


@register.simple_tag
def allowed_in(target, content):
    """What the gap or the tolerance of a target is counted in."""
    if target.kind == Kind.REFERENCE_GROWTH:
        return _("percentage points a year")
    if target.gap_measure == GapMeasure.RATIO:
        return _("as a ratio")
    return difference_in(target.unit, content)


@register.filter
def change_wanted(target):
    """The change that a target asks for, like "at least 70 per cent less than in 2010"."""
    changes = DECREASES if target.change_percent < 0 else INCREASES
    if target.base_period:
        base = _("in %(period)s") % {"period": period(target.base_period)}
    elif target.judgement.start:
        base = _("at the starting point of the series")
    else:
        base = _("at a start that is not stated")
    values = {"change": number(abs(target.change_percent)), "base": base}
    return changes[target.comparator] % values


@register.filter
def compared_with(target):
    """What an arrow is about where it is not about the figure itself; else ""."""
    match target.kind:
        case Kind.REFERENCE_LEVEL | Kind.REFERENCE_GROWTH if target.reference_area:
            return _("compared with %(other)s") % {"other": target.reference_area.local_name}
        case Kind.REFERENCE_LEVEL | Kind.REFERENCE_GROWTH:
            return _("compared with another area")
        case Kind.PARITY:
            return _("judged by the gap between the groups")
        case Kind.COMPOSITE:
            must = [each for each in target.parts if each.strength == Target.Strength.MUST]
            told = {compared_with(each) for each in must or target.parts}
            return told.pop() if len(told) == 1 else ""
    return ""
