"""Numbers as people write them: ``12,5``, ``12.5``, ``1 234,5``, ``−5``; exact, in any language.

Pure: no Django. ``1.144`` could be 1.144 or 1 144. It is read by the decimal mark that its
neighbours use; without any it is ``Ambiguous``, never guessed.
"""

import re
from decimal import Decimal

SPACES = "\u0020\u00a0\u2009\u202f'\u2019"
MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-"})
PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?")
GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?"
)
ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
THOUSANDS = re.compile(f"(?<=[0-9])[{SPACES}](?=[0-9]{{3}}(?![0-9]))")


class NotANumber(ValueError):
    """The text is no number."""


class Ambiguous(ValueError):
    """The text can be read in two ways."""

    def __init__(self, text):
        super().__init__(text)
        self.as_decimal = Decimal(text.replace(",", "."))
        self.as_whole = Decimal(re.sub("[.,]", "", text))


def plain_digits(text):
    """The text with one kind of minus and without spaces between thousands."""
    return THOUSANDS.sub("", text.strip().translate(MINUSES))


def read_decimal(text, decimal_mark=None):
    """The number a text means. Raises NotANumber, or Ambiguous without a ``decimal_mark``."""
    digits = plain_digits(text)
    if ONE_GROUP.fullmatch(digits):
        if decimal_mark is None or decimal_mark == "":
            raise Ambiguous(digits)
        if decimal_mark in digits:
            return Decimal(digits.replace(decimal_mark, "."))
        return Decimal(re.sub("[.,]", "", digits))
    if PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    grouped = GROUPED.fullmatch(digits)
    if grouped and grouped["rest"] and grouped["rest"][0] != grouped["mark"]:
        whole = digits.removesuffix(grouped["rest"]).replace(grouped["mark"], "")
        return Decimal(f"{whole}.{grouped['rest'][1:]}")
    raise NotANumber(text)


def decimal_mark_of(texts):
    """The decimal mark that the unambiguous ones of some texts use, if they agree."""
    marks = set()
    for text in texts:
        digits = re.sub(f"[{SPACES}]", "", text.strip().translate(MINUSES))
        is_clear = PLAIN.fullmatch(digits) and not ONE_GROUP.fullmatch(digits)
        if is_clear and (mark := re.search("[.,]", digits)):
            marks.add(mark[0])
    return marks.pop() if len(marks) == 1 else None
