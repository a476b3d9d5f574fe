"""Numbers in forms and sentences, in the reader's language. How they are read: ``decimals.py``."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.decimals import Ambiguous, NotANumber, plain_digits, read_decimal


def read_number(text, decimal_mark=None):
    """The number a text means; ValueError with the sentence for whoever wrote it."""
    try:
        return read_decimal(text, decimal_mark)
    except Ambiguous:
        raise ValueError(
            _(
                "“%(text)s” can be read as %(decimal)s or %(whole)s. "
                "Write it without the separator, or with more decimals."
            )
            % two_readings(text)
        ) from None
    except NotANumber:
        if "%" in text:
            raise ValueError(
                _("Write “%(text)s” without the per cent sign.") % {"text": text}
            ) from None
        raise ValueError(
            _("“%(text)s” is not a number. Write it like 12,5 or 1 234,5.") % {"text": text}
        ) from None


def two_readings(text):
    """A text that is ambiguous, and the two numbers it can mean, as people write them."""
    digits = plain_digits(text)
    return {
        "text": digits,
        "decimal": digits.replace(".", ","),
        "whole": digits.replace(",", " ").replace(".", " "),
    }


def write_number(number):
    """A number as it is written in the reader's language, with all its digits and no more."""
    text = format(number, "f")
    return text if (get_language() or "").startswith("en") else text.replace(".", ",")


class NumberFormField(forms.DecimalField):
    """A number typed in a form, read like one in a file.

    Not a browser's number field: that drops a decimal comma and turns 30,6 into 306.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField number"})

    def to_python(self, value):
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        try:
            return read_number(str(value), self.own_mark(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def own_mark(self, text):
        """The decimal mark of the person's language, where it was used; another one is asked."""
        mark = "." if (get_language() or "").startswith("en") else ","
        return mark if mark in str(text) else None

    def prepare_value(self, value):
        return write_number(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget):
        return {}
