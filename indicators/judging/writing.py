"""Numbers, units and periods as each language writes them.

What was printed keeps every digit. Only what was computed is rounded, and never to nothing.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators import periods
from indicators.periods import PeriodKind

MINUS, NO_BREAK_SPACE = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
MARKS = {"en": (",", ".")}  # thousands, decimals
NORDIC_MARKS = (NO_BREAK_SPACE, ",")
SHARES = {"%", "procent", "prosent", "percent", "per cent", "procentandel", "andel (procent)"}
YEARLY = (" per år", " pr. år", " pr år", " per year", " a year", "/år")
TELLING = 3  # so many digits of a computed number say enough


def is_share(unit):
    """Whether a unit is per cent, so that its changes are percentage points."""
    return unit.strip().lower() in SHARES


def is_index(unit):
    """Whether a unit is an index, so that its changes are points."""
    return unit.strip().lower().startswith("index")


def is_yearly(unit):
    """Whether a unit counts something a year, like dwellings a year."""
    return unit.strip().lower().endswith(YEARLY)


def summed(unit):
    """What a sum over years is counted in: dwellings, where each year has dwellings a year."""
    unit = unit.strip()
    for end in YEARLY:
        if unit.lower().endswith(end):
            return unit[: -len(end)]
    return unit


def number(value, decimals=0):
    """A Decimal in the reader's language, with at least so many decimals; all that it has."""
    return write(value, decimals=decimals, language=get_language() or "")


def signed(value, decimals=0):
    """A change: with its sign, also when it is an increase."""
    return ("+" if value > 0 else "") + number(value, decimals)


@lru_cache(maxsize=4096)
def write(value, *, decimals, language):
    value = value.normalize() if value else Decimal(0)
    places = max(decimals, -value.as_tuple().exponent)
    thousands, point = MARKS.get(language[:2], NORDIC_MARKS)
    written = f"{abs(value):,.{places}f}".translate({ord(","): thousands, ord("."): point})
    return f"{MINUS}{written}" if value < 0 else written


def rounded(value, decimals):
    """A computed number with so many decimals; with more where it would become zero."""
    if value:
        decimals = max(decimals, -value.adjusted())
    return shortened(value, decimals)


def shortened(value, decimals):
    """A number without the decimals beyond so many; as it is where it has fewer."""
    if -value.as_tuple().exponent <= decimals:
        return value
    with localcontext(prec=max(1, value.adjusted() + decimals + 2)):
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def telling(value, decimals):
    """A computed number of something measured with so many decimals.

    It has one decimal more where it would else say little: 1 339, but 12.3 and 0.4.
    """
    is_short = value and value.adjusted() + 1 + decimals < TELLING
    return rounded(value, decimals + 1 if is_short else decimals)


def period(written):
    """A period in words that can't be taken for another: a school year is not a year."""
    if not written:
        return _("period not stated")
    text = str(written)
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
