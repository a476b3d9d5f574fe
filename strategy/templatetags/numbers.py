"""Numbers, units and periods in the reader's language."""

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from indicators import periods
from indicators.judging import writing
from indicators.judging.writing import is_share, is_yearly, number, period, signed, summed
from indicators.models import Observation

register = template.Library()

register.filter("number", number)
register.filter("signed", signed)
register.filter("period", period)
register.filter("is_yearly", is_yearly)
register.filter("summed", summed)


@register.filter
def rounded(value, decimals):
    """A computed number in the reader's language, with so many decimals."""
    return number(writing.rounded(value, decimals), decimals)


@register.simple_tag
def unit(name, content, measurement=None):
    """A unit, marked with the language of the content; per cent in the reader's own.

    A change of a share is counted in percentage points, a sum over years not in so much a year.
    """
    kind = measurement and measurement.aggregation
    if kind == Observation.Aggregation.CHANGE and is_share(name):
        return _("percentage points")
    if kind == Observation.Aggregation.RELATIVE_CHANGE or is_share(name):
        return _("per cent")
    if kind == Observation.Aggregation.SUM:
        name = summed(name)
    return format_html('<span lang="{}">{}</span>', content, name) if name else ""


@register.filter
def written(measurement):
    """A value: a change with its sign, one that is only about so as such."""
    write = signed if is_change(measurement) else number
    words = format_html("<b>{}</b>", write(measurement.value, measurement.decimals))
    return format_html("{} {}", _("about"), words) if measurement.is_approximate else words


@register.filter
def statuses(entry):
    """What a figure and a baseline beside it are marked with, each mark once; of most nothing."""
    shown = [each.status for each in (entry.measurement, entry.baseline) if each]
    return [each for each in dict.fromkeys(shown) if each != Observation.Status.NORMAL]


@register.filter
def is_change(measurement):
    kinds = Observation.Aggregation
    return measurement.aggregation in {kinds.CHANGE, kinds.RELATIVE_CHANGE}


@register.filter
def month(number):
    """The name of a month, 1–12."""
    return date_format(periods.month(2000, number).start, "F")
