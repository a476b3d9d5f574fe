"""Numbers as people write them: ``12,5``, ``12.5``, ``1 234,5``, ``−5``; exact, in any language.

``1.144`` could be 1.144 or 1 144. It is read by the decimal mark that its neighbours use;
without any it is asked, never guessed.
"""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SPACES = "\u0020\u00a0\u2009\u202f'\u2019"
MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-"})
PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?")
GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?"
)
ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_number(text, decimal_mark=None):
    """The number a text means; ValueError with the sentence for whoever wrote it."""
    written = text.strip().translate(MINUSES)
    digits = re.sub(f"(?<=[0-9])[{SPACES}](?=[0-9]{{3}}(?![0-9]))", "", written)
    if ONE_GROUP.fullmatch(digits):
        return _read_single_mark(digits, decimal_mark)
    if PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    grouped = GROUPED.fullmatch(digits)
    if grouped and grouped["rest"] and grouped["rest"][0] != grouped["mark"]:
        whole = digits.removesuffix(grouped["rest"]).replace(grouped["mark"], "")
        return Decimal(f"{whole}.{grouped['rest'][1:]}")
    raise ValueError(
        _("“%(text)s” is not a number. Write it like 12,5 or 1 234,5.") % {"text": text}
    )


def _read_single_mark(digits, decimal_mark):
    if decimal_mark and decimal_mark in digits:
        return Decimal(digits.replace(decimal_mark, "."))
    if decimal_mark:
        return Decimal(re.sub("[.,]", "", digits))
    raise ValueError(
        _(
            "“%(text)s” can be read as %(decimal)s or %(whole)s. "
            "Write it without the separator, or with more decimals."
        )
        % {
            "text": digits,
            "decimal": digits.replace(".", ","),
            "whole": re.sub("[.,]", " ", digits),
        }
    )


def decimal_mark_of(texts):
    """The decimal mark that the unambiguous ones of some texts use, if they agree."""
    marks = set()
    for text in texts:
        digits = re.sub(f"[{SPACES}]", "", text.strip().translate(MINUSES))
        is_clear = PLAIN.fullmatch(digits) and not ONE_GROUP.fullmatch(digits)
        if is_clear and (mark := re.search("[.,]", digits)):
            marks.add(mark[0])
    return marks.pop() if len(marks) == 1 else None


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
