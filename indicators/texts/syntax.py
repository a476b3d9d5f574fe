"""What stands between ``{{`` and ``}}``, and the marks of footnotes."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from indicators import periods
from indicators.periods import PeriodKind

BRACES = re.compile(r"\{\{[^{}]{0,200}\}\}")
FOOTNOTE = re.compile(r"\[\^([^\s\[\]]{1,60})\]")
FIGURE = "figure"
FULL = "full"
HOW = {"value", "number"}
AGGREGATIONS = {
    "sum": "sum",
    "mean": "mean",
    "highest": "highest",
    "lowest": "lowest",
    "change": "change",
    "relative-change": "relative_change",
}


class Why(StrEnum):
    """Why something in braces can't be understood, or a footnote can't be right."""

    UNCLOSED = "unclosed"  # {{ without }}
    EMPTY = "empty"
    NO_PERIOD = "no_period"
    NO_SERIES = "no_series"
    BAD_PERIOD = "bad_period"
    UNKNOWN_WORD = "unknown_word"
    CONTRADICTION = "contradiction"  # two words that exclude each other
    WORD_WITHOUT_SPAN = "word_without_span"  # the sum of a single year
    NO_FIGURE_CODE = "no_figure_code"
    FOOTNOTE_TWICE = "footnote_twice"
    FOOTNOTE_UNUSED = "footnote_unused"
    FOOTNOTE_IN_FOOTNOTE = "footnote_in_footnote"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something in a text that stands for something else, as written, with its line from 1."""

    written: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Reference(Mark):
    """A figure of a series: its code, the period as the registry writes it, and what of it.

    ``aggregation`` is ``point`` for a single period; for a span the kind of value, or empty
    where the text does not say which. ``how`` is ``full``, ``value`` or ``number``.
    """

    series: str
    period: str
    aggregation: str
    how: str


@dataclass(frozen=True, kw_only=True)
class FigureMark(Mark):
    """A diagram or table, by its code."""

    code: str


@dataclass(frozen=True, kw_only=True)
class FootnoteMark(Mark):
    """A footnote, by its label; ``is_inside`` another footnote's words."""

    label: str
    is_inside: bool = False


@dataclass(frozen=True, kw_only=True)
class Malformed(Mark):
    """What was meant as one of them and is none."""

    why: Why


def in_braces(written):
    """The mark that ``{{ … }}`` is; Malformed where it is none."""
    inside = written[2:-2].split()
    if not inside:
        return Malformed(written=written, why=Why.EMPTY)
    if inside[0].lower() == FIGURE:
        if len(inside) != 2:
            return Malformed(written=written, why=Why.NO_FIGURE_CODE)
        return FigureMark(written=written, code=inside[1].lower())
    said = {word.lower() for word in inside if is_word(word)}
    named = " ".join(word for word in inside if not is_word(word))
    try:
        return reference(written, named, said)
    except Refused as refused:
        return Malformed(written=written, why=refused.why)


class Refused(Exception):
    def __init__(self, why):
        super().__init__(why)
        self.why = why


def is_word(word):
    return word.lower() in HOW or word.lower() in AGGREGATIONS


def reference(written, named, said):
    """Raises Refused."""
    series, colon, when = named.partition(":")
    if not colon:
        raise Refused(Why.NO_PERIOD)
    if len(series.split()) != 1:
        raise Refused(Why.NO_SERIES)
    period = period_of(when)
    how, aggregations = said & HOW, said - HOW
    if len(how) > 1 or len(aggregations) > 1:
        raise Refused(Why.CONTRADICTION)
    is_span = period.kind == PeriodKind.SPAN
    if aggregations and not is_span:
        raise Refused(Why.WORD_WITHOUT_SPAN)
    unsaid = "" if is_span else "point"
    return Reference(
        written=written,
        series=series.strip().lower(),
        period=str(period),
        aggregation=AGGREGATIONS[aggregations.pop()] if aggregations else unsaid,
        how=how.pop() if how else FULL,
    )


def period_of(when):
    """Raises Refused."""
    try:
        return periods.parse(when)
    except ValueError:
        words = when.split()
        begins_well = any(is_period(" ".join(words[:end])) for end in range(1, len(words)))
        raise Refused(Why.UNKNOWN_WORD if begins_well else Why.BAD_PERIOD) from None


def is_period(text):
    try:
        periods.parse(text)
    except ValueError:
        return False
    return True
