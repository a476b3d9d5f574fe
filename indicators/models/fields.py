"""Fields of our own: a period, and a number whose every digit is kept."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.numbers import NumberFormField
from indicators import periods

DIGITS, DECIMALS = 21, 6
LIMIT = Decimal(10) ** (DIGITS - DECIMALS)
SIGNIFICANT_DIGITS = 15  # what SQLite and Excel keep exactly


def check_number(value):
    """Refuse what a database or Excel could not keep digit by digit."""
    if not value.is_finite():
        raise ValidationError(_("Write a number."), code="not_a_number")
    if len(value.normalize().as_tuple().digits) > SIGNIFICANT_DIGITS:
        raise ValidationError(
            _("At most %(limit)s significant digits can be kept exactly.")
            % {"limit": SIGNIFICANT_DIGITS},
            code="too_many_digits",
        )


class NumberField(models.DecimalField):
    """A statistical value: exact, up to 15 significant digits and 6 decimals."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", DIGITS)
        kwargs.setdefault("decimal_places", DECIMALS)
        kwargs.setdefault("validators", [check_number])
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        """The number without meaningless zeros, so that equal numbers look the same."""
        value = super().to_python(value)
        if value is None or not value.is_finite():
            return value
        return plain(value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NumberFormField, **kwargs})

    def from_db_value(self, value, expression, connection):
        return None if value is None else plain(value)


class PeriodField(models.CharField):
    """A period in the registry's own writing; see ``indicators.periods``."""

    def __init__(self, verbose_name=None, **kwargs):
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault(
            "help_text",
            _("2017, 2017/2018 (school year), 2022-S2 (half year), 2022-Q3, 2022-11, 2017–2022."),
        )
        super().__init__(verbose_name or _("period"), **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return value
        try:
            return str(periods.parse(value))
        except ValueError:
            raise ValidationError(
                _(
                    "“%(value)s” is not a period. Write 2017, 2017/2018, 2022-S2, 2022-Q3, "
                    "2022-11 or 2017–2022."
                ),
                code="not_a_period",
                params={"value": value},
            ) from None

    def get_prep_value(self, value):
        # Looked up and stored as it is: what was not cleaned, the constraint refuses.
        return models.Field.get_prep_value(self, value)


def plain(number):
    """12.500000 as 12.5 and 100.000000 as 100: the same number, written shortest."""
    number = number.normalize()
    whole = number.as_tuple().exponent > 0 and number.adjusted() < DIGITS
    return number.quantize(Decimal(1)) if whole else number


def within_limit(field, name):
    """The constraint that a number fits and can be read again on every database."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gt": -LIMIT, f"{field}__lt": LIMIT}),
        violation_error_message=_("The number is too large."),
    )
