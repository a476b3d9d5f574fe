"""Values that can't be, with the field where it is said; and what rules of figures look at."""

from decimal import Decimal

from django.utils.translation import gettext as _

from config.numbers import write_number
from indicators import periods
from indicators.workbook.rows import LEVELS


def refusals(figure, *, today):
    """Pairs of a field and why it can't be so, from a figure whose fields may be wrong too."""
    value, when, cap = decimal(figure.value), period(figure.period), cap_of(figure)
    if value is None:
        return
    if when is not None and when.start > today:
        yield (
            "period",
            _("%(period)s has not begun yet: it has no value that could be known.")
            % {"period": when},
        )
    if cap is not None and value > cap:
        yield (
            "value",
            _("The indicator's highest possible value is %(cap)s.") % {"cap": write_number(cap)},
        )


def cap_of(figure):
    """The highest possible value of a figure; None where there is none."""
    if getattr(figure, "aggregation", "point") not in LEVELS:
        return None
    series = getattr(figure, "series", None)
    indicator = getattr(series, "indicator", None)
    if indicator is None or differ(series.unit, indicator.unit):
        return None
    return indicator.cap


def decimal(value):
    """A number that can be compared; None for none, and for what was refused as a number."""
    return value if isinstance(value, Decimal) and value.is_finite() else None


def period(text):
    """The period a text names; None where it names none."""
    try:
        return periods.parse(text or "")
    except ValueError:
        return None


def differ(one, other):
    """Whether two units are known and not the same."""
    return bool(one and other) and one.strip().casefold() != other.strip().casefold()
