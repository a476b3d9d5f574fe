"""What the number of a cell means by its format: plain digits, per cent, or a day."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from config.sheets.values import Kind

PERCENT_FORMATS = {"9", "10"}
DATE_FORMATS = {*map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))}
# Quoted text, escaped characters, fillers, colours and conditions; but not [h], hours elapsed.
LITERALS = re.compile(r'"[^"]*(?:"|$)|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.DOTALL)
SHORT = re.compile(r"-?(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{0,7}[1-9])?")
LONG = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)
EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # it shows no more digits than these
LARGEST = 308  # power of ten of the largest and smallest numbers that Excel has
LAST_DAY = 2_958_465  # 31 December 9999, counted from 1900
LONGEST_FORMAT = 255  # characters, as in Excel
DAY = timedelta(days=1)


def kind_of_format(code):
    """What a number format such as ``0.0 %`` or ``yyyy-mm-dd`` makes of a number."""
    bare = LITERALS.sub("", code[:LONGEST_FORMAT].lower())
    if "%" in bare:
        return Kind.PERCENT
    return Kind.DATE if re.search("[dmyhs]", bare) else Kind.NUMBER


def kind_of_builtin(number):
    """What one of Excel's own number formats, which files name ``14``, makes of a number."""
    if number in PERCENT_FORMATS:
        return Kind.PERCENT
    return Kind.DATE if number in DATE_FORMATS else Kind.NUMBER


def plain(text):
    """A number's text in plain digits, at most 15 significant ones; None if it is no number."""
    if SHORT.fullmatch(text) and text != "-0":
        return text
    if not LONG.fullmatch(text):
        return None
    try:
        number = EXCEL.create_decimal(text)
    except DecimalException:
        return None
    if not number:
        return "0"
    return format(number.normalize(), "f") if abs(number.adjusted()) <= LARGEST else None


def day(digits, *, since_1904):
    """The ISO date that a serial number shows, or its time of day; None if it shows none."""
    serial = Decimal(digits)
    if not 0 <= serial <= LAST_DAY:
        return None
    whole, part = divmod(serial, 1)
    clock = timedelta(milliseconds=round(part * 86_400_000))
    if whole == 0 and clock < DAY and (clock or not since_1904):
        return str(clock).split(".")[0].zfill(8)
    days = int(whole) + clock.days
    if since_1904:
        return _iso(datetime(1904, 1, 1), days)
    # Excel has a 29 February 1900 that never was; the days before it are one off.
    if days == 60:
        return "1900-02-29"
    return _iso(datetime(1899, 12, 31 if days < 60 else 30), days)


def _iso(start, days):
    try:
        return (start + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return None
