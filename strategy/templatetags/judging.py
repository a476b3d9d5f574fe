"""Judgements in templates: words for what they consist of, sentences for what they say."""

from django import template
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.judging import sentences, words
from indicators.judging.computed import MEASURES, computed
from indicators.judging.writing import is_share
from indicators.progress import Measure, Status
from strategy.templatetags.numbers import unit as written_unit

register = template.Library()

register.filter("word", words.word_of)
register.filter("anchor", words.anchor_of)
register.filter("computed", computed)
register.filter("needed_per_year", sentences.needed_per_year)
register.filter("is_of_gap", sentences.is_of_gap)
register.filter("ratio", sentences.ratio)


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
    return _("percentage points") if is_share(unit) else written_unit(unit, content)
