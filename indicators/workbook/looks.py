"""What a cell looks like before anybody knows the table: a period, a figure or a text.

Pure. Only for finding the table: what a cell means is read by ``cells.py``.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from config.sheets import Kind
from indicators.periods import Period, PeriodKind, parse
from indicators.workbook.labels import KEPT, UNITS, folded, without_marks
from indicators.workbook.words import missing_of

EARLIEST, LATEST = 1900, 2100  # years that a number in a heading is taken for
LONGEST_HEADING = 120


class Look(Enum):
    PERIOD = "period"  # nothing but a period
    HEADED = "headed"  # a label with its period: "Norrbotten 2017"
    FIGURE = "figure"
    TEXT = "text"


class Seen(NamedTuple):
    """What a cell looks like, and its parts where it is a heading."""

    look: Look
    label: str = ""
    period: Period | None = None
    period_text: str = ""


SYMBOLS = frozenset([".", "..", "...", "…", "-", "–", "—", ":", "*", "x", "X"])
NUMBER = re.compile(
    r"(?:(?:ca|cirka|circa|omkring|drygt|knappt|nästan|over|över|under)\.?\s+|[<>≤≥~≈]\s*)?"
    r"[-−–+]?(?P<digits>[0-9](?:[0-9.,'’\s]*[0-9])?)(?P<tail>[^0-9].*)?",
    re.IGNORECASE | re.DOTALL,
)
BRACKETED = re.compile(r"\([^()]*\)")
FLAG = re.compile(r"[a-z]{1,3}")  # p, e, b, bep: what Eurostat writes beside a number
PROVISIONAL = re.compile(
    r"\s*(?:\*+|[¹²³⁰⁴-⁹]+[)⁾]?|(?<=[0-9])[peb]|\s[peb]|\s[0-9]\)"
    r"|\s?\(?(?:prel|preliminär\w*|foreløpig\w*|p)\.?\)?)\s*$",
    re.IGNORECASE,
)
SCALES = frozenset(["tusen", "tusental", "miljon", "miljoner", "miljarder", "mill", "milliarder"])
WORDS_FOR_YEAR = frozenset(["ar", "aret", "year", "lasar", "lasaret", "skolear", "skolearet"])


@lru_cache(maxsize=KEPT)
def look_at(text, kind=Kind.TEXT):
    """What a cell looks like, by its text and kind."""
    if kind in (Kind.NUMBER, Kind.PERCENT, Kind.ERROR, Kind.NO_RESULT):
        period = _plausible(text) if kind == Kind.NUMBER else None
        return Seen(Look.PERIOD, "", period, text) if period else Seen(Look.FIGURE)
    if kind == Kind.DATE:
        month = _month_of(text)
        return Seen(Look.PERIOD, "", month, text) if month else Seen(Look.FIGURE)
    if len(text) > LONGEST_HEADING:
        return Seen(Look.TEXT, text)
    return _look_at_text(text.strip())


def _look_at_text(text):
    if text in SYMBOLS or missing_of(text):
        return Seen(Look.FIGURE)
    if period := _period_in(text):
        return Seen(Look.PERIOD, "", period, text)
    if _is_figure(text):
        return Seen(Look.FIGURE)
    label, period, written = _split(text)
    if period is None:
        return Seen(Look.TEXT, text)
    if folded(label) in WORDS_FOR_YEAR:
        return Seen(Look.PERIOD, "", period, written)
    return Seen(Look.HEADED, label, period, written)


def _month_of(text):
    """The month of a date: enough to find a heading of dates by."""
    return _plausible(text[:7])


def _plausible(text):
    try:
        period = parse(text)
    except ValueError:
        return None
    return period if period.start.year >= EARLIEST and period.end.year <= LATEST else None


def _period_in(text):
    """The period that is all of a text but its footnote marks and its "provisional"."""
    return _plausible(text) or _plausible(PROVISIONAL.sub("", text))


def _split(text):
    """A heading in its label and its period: "Norrbotten 2017", "2017, kvinnor"."""
    parts = text.split()
    for count in range(min(4, len(parts) - 1), 0, -1):
        for label, written in (
            (parts[:-count], " ".join(parts[-count:])),
            (parts[count:], " ".join(parts[:count])),
        ):
            period = _period_in(written.strip("(),;:"))
            if period:
                return " ".join(label).rstrip(" ,;:(–-"), period, written.strip("(),;:")
    return text, None, ""


def _is_figure(text):
    found = NUMBER.fullmatch(text)
    if not found or re.match("0[0-9]", found["digits"]):  # 03 and 0025 are codes
        return False
    tail = BRACKETED.sub("", found["tail"] or "").strip()
    if not tail or without_marks(f"a{tail}") == "a":
        return True
    parts = folded(tail).split()
    return (
        all(part in UNITS or part in SCALES or FLAG.fullmatch(part) for part in parts)
        and "–" not in tail
    )


def join_periods(year, rest):
    """The part of a year that stands under it: ``2022`` over ``kv 3``, ``dec`` or ``hösten``.

    None when the two make no period.
    """
    if year is None or year.kind != PeriodKind.YEAR:
        return None
    for written in (f"{year}{rest}", f"{rest} {year}"):
        if (period := _plausible(written)) and period.kind != PeriodKind.SPAN:
            return period
    return None
