"""Numbers and periods as each language writes them. Exact: a digit is never lost or added."""

from decimal import Decimal

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators import periods
from indicators.models import Observation
from indicators.periods import PeriodKind
from strategy.overview.values import is_share

register = template.Library()

MINUS, NO_BREAK_SPACE = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
MARKS = {"en": (",", ".")}  # thousands, decimals
NORDIC_MARKS = (NO_BREAK_SPACE, ",")


@register.filter
def number(value, decimals=0):
    """A Decimal in the reader's language, with at least so many decimals; all that it has."""
    return write(value, decimals=decimals, language=get_language() or "")


@register.filter
def signed(value, decimals=0):
    """A change: with its sign, also when it is an increase."""
    return ("+" if value > 0 else "") + number(value, decimals)


def write(value, *, decimals, language):
    value = value.normalize() if value else Decimal(0)
    places = max(decimals, -value.as_tuple().exponent)
    thousands, point = MARKS.get(language[:2], NORDIC_MARKS)
    written = f"{abs(value):,.{places}f}".translate({ord(","): thousands, ord("."): point})
    return f"{MINUS}{written}" if value < 0 else written


@register.filter
def period(text):
    """A period in words that can't be taken for another: a school year is not a year."""
    if not text:
        return _("period not stated")
    found = periods.parse(text)
    year = found.start.year
    match found.kind:
        case PeriodKind.SCHOOL_YEAR:
            return _("school year %(years)s") % {"years": text}
        case PeriodKind.HALF_YEAR if found.start.month == 1:
            return _("first half of %(year)s") % {"year": year}
        case PeriodKind.HALF_YEAR:
            return _("second half of %(year)s") % {"year": year}
        case PeriodKind.QUARTER:
            number = (found.start.month + 2) // 3
            return _("quarter %(number)s of %(year)s") % {"number": number, "year": year}
        case PeriodKind.MONTH:
            return date_format(found.start, "F Y")
    return text


@register.simple_tag
def unit(name, content, measurement=None):
    """A unit, marked with the language of the content; per cent in the reader's own.

    A change of a share is counted in percentage points.
    """
    kind = measurement and measurement.aggregation
    if kind == Observation.Aggregation.CHANGE and is_share(name):
        return _("percentage points")
    if kind == Observation.Aggregation.RELATIVE_CHANGE or is_share(name):
        return _("per cent")
    return format_html('<span lang="{}">{}</span>', content, name) if name else ""


@register.filter
def is_change(measurement):
    kinds = Observation.Aggregation
    return measurement.aggregation in {kinds.CHANGE, kinds.RELATIVE_CHANGE}


@register.filter
def month(number):
    """The name of a month, 1–12."""
    return date_format(periods.month(2000, number).start, "F")
