"""What a text means as a figure: ``1144 st (2016)``, ``ca 5,26``, ``83¹``, ``<5``, ``..``.

A number keeps every digit. What stands around it is a unit, a status, a footnote mark, a
period or a note; whatever else it may be, the text is a problem and never half understood.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from config.decimals import Ambiguous, NotANumber, read_decimal
from indicators import periods
from indicators.workbook import symbols, units, words
from indicators.workbook.findings import problem, remark, warning
from indicators.workbook.symbols import DASHES, Meaning, Says
from indicators.workbook.values import Finding, Place

SIGNIFICANT_DIGITS, DECIMALS, WHOLE_DIGITS = 15, 6, 15  # what the registry keeps exactly
SHOWN = Context(prec=SIGNIFICANT_DIGITS)
SURELY_MEANT = 11  # digits: more of them, and the rest may be meant as well
LONGEST = 200  # characters; a longer text is no figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """What a cell says of a figure: a value, the reason why there is none, a removal or nothing.

    ``decimals`` is as written in a text; a number cell does not tell. ``status`` and
    ``is_approximate`` are None where the cell says nothing of them.
    """

    value: Decimal | None = None
    missing: str = ""
    status: str | None = None
    is_approximate: bool | None = None
    decimals: int | None = None
    note: str | None = None
    period: periods.Period | None = None  # "1144 st (2016)"
    as_written: str = ""
    is_removal: bool = False
    is_blank: bool = False
    findings: tuple[Finding, ...] = ()  # warnings and remarks


BLANK = CellValue(is_blank=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """By what a cell is read; see ``cells.read_cell``."""

    dialect: str
    decimal_mark: str | None
    unit: str
    is_share: bool
    highest: Decimal | None
    legend: Mapping[str, Meaning] | None
    place: Place


DASH = "\\-\u2010-\u2015\u2212"
SPACES = " '\u2019"  # between thousands, once every space is an ordinary one
SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
ABOUT = r"ca\.?|c:a|cirka|circa|omkring|ungefär|omtrent|omlag|about|approx\.?|≈|~"
NUMBER_FORM = (
    rf"(?P<number>[+{DASH}]?\s?"
    rf"(?:[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}(?![0-9]))+|[0-9]+)(?:[.,][0-9]+)*)"
)
NUMBER = re.compile(
    rf"(?:(?P<about>{ABOUT})\s*)?(?:(?P<currency>kr|sek|nok|eur|€)\.?\s*)?{NUMBER_FORM}",
    re.IGNORECASE,
)
TOO_SMALL = re.compile(
    rf"(?:<|(?:färre|mindre) än |(?:færre|mindre) enn |(?:less|fewer) than )\s*"
    rf"{NUMBER_FORM}\s*(?:%|[^\W\d_]+)?",
    re.IGNORECASE,
)
RANGE = re.compile(rf"{NUMBER_FORM}\s*(?:[{DASH}]|till|til|to)\s*[0-9].*", re.IGNORECASE)
EXPONENT = re.compile(r"[0-9]\s?e[-+]?[0-9]", re.IGNORECASE)
UNIT_WORDS = re.compile(r"%|[^\W\d_][^\W\d_]*[²³]?(?:[ /][^\W\d_]+[²³]?){0,2}")
ERROR = re.compile(r"#[A-ZÅÄÖÆØ0-9/ ]+[!?]?")
# What may follow a number, piece by piece.
AFTER = re.compile(
    rf"\s*(?:(?P<footnote>[{SUPERSCRIPTS}]+[\u207e)]?|(?<=\s)[0-9]{{1,2}}\)|\*+\)|\*{{2,}}|[†‡]+)"
    r"|(?P<star>\*)|\((?P<inner>[^()]*)\)|(?P<comma>[,;])"
    rf"|(?P<word>(?:m[²³]|[^\s()*†‡,;{SUPERSCRIPTS}])+))"
)


def plain(text):
    """A text with one ordinary space wherever there were any."""
    return " ".join(text.split())


def trouble_with(number):
    """Why the registry could not keep a number exactly; None when it can."""
    if not number.is_finite():
        return "not_a_number"
    _, digits, exponent = number.as_tuple()
    if number and number.adjusted() >= WHOLE_DIGITS:
        return "too_large"
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    if len(digits) - zeros > SIGNIFICANT_DIGITS:
        return "too_many_digits"
    return "too_many_decimals" if number and -(exponent + zeros) > DECIMALS else None


def without_noise(number):
    """0.3 for 0.30000000000000004: what a computer added when it reckoned with binary numbers."""
    is_long = len(number.as_tuple().digits) > SIGNIFICANT_DIGITS
    if not is_long or number.adjusted() >= WHOLE_DIGITS:
        return number
    rounded = SHOWN.create_decimal(number).normalize()
    return whole(rounded) if len(rounded.as_tuple().digits) <= SURELY_MEANT else number


def refusal_of(number, text, known):
    """The problem with a number that could not be kept; None when it can."""
    trouble = trouble_with(number)
    limits = {"too_many_digits": SIGNIFICANT_DIGITS, "too_many_decimals": DECIMALS}
    if trouble in limits:
        return problem(trouble, known.place, text=text, limit=limits[trouble])
    return problem(trouble, known.place, text=text) if trouble else None


def whole(number):
    """The same number without an exponent: 5E+1 as 50."""
    return number.quantize(Decimal(1)) if number.as_tuple().exponent > 0 else number


def read_text(written, known):
    """What a text says of a figure: a CellValue, or a Finding when it can't be told."""
    text = plain(written)
    if not text:
        return BLANK
    if text.casefold() == words.DELETE.casefold():
        return CellValue(is_removal=True, as_written=written)
    if ERROR.fullmatch(text):
        return problem("error_value", known.place, text=text)
    if symbols.normal(text).casefold() in symbols.SYMBOLS:
        return _read_symbol(text, written, known)
    if missing := words.missing_of(text):
        return CellValue(missing=missing, as_written=written)
    if len(text) > LONGEST or EXPONENT.search(text):
        return problem("not_a_number", known.place, text=text)
    if TOO_SMALL.fullmatch(text):
        return CellValue(missing="too_small", as_written=written)
    if RANGE.fullmatch(text):
        return problem("range", known.place, text=text)
    return _read_number(text, written, known)


def _read_symbol(text, written, known):
    meant = symbols.meaning(text, known.dialect, known.legend)
    match meant.says:
        case Says.ZERO:
            return CellValue(value=Decimal(0), as_written=written)
        case Says.MISSING:
            return CellValue(missing=meant.code, as_written=written)
        case _:
            return problem("ask_symbol", known.place, symbol=text, dialect=known.dialect)


def _read_number(text, written, known):
    """A number with what people write around it: "ca 1 144 st (2016)"."""
    found = NUMBER.match(text)
    if not found:
        return problem("not_a_number", known.place, text=text)
    digits = digits_of(found["number"])
    try:
        number = without_noise(read_decimal(digits, known.decimal_mark))
    except Ambiguous as both:
        return problem(
            "ambiguous_number",
            known.place,
            text=digits,
            decimal=both.as_decimal,
            whole=both.as_whole,
        )
    except NotANumber:
        return problem("not_a_number", known.place, text=text)
    if refused := refusal_of(number, text, known):
        return refused
    value = CellValue(
        value=number,
        is_approximate=True if found["about"] else None,
        decimals=min(DECIMALS, max(0, -number.as_tuple().exponent)),
        as_written=written,
    )
    return _Rest(text, found, known).read(value)


def digits_of(number):
    """A number as ``read_decimal`` takes it: one kind of minus, and no plus."""
    return re.sub(r"^\+\s?|(?<=^-)\s", "", number.translate(DASHES))


class _Rest:
    """What stands around a number, read piece by piece from left to right."""

    def __init__(self, text, found, known):
        self.text, self.known, self.position = text, known, found.end()
        self.words = [found["currency"]] if found["currency"] else []
        self.findings = []
        self.is_after_comma = False

    def read(self, value):
        """The value with all that is said of it; a Finding when something is not understood."""
        while self.position < len(self.text):
            piece = AFTER.match(self.text, self.position)
            if not piece or (piece["word"] and not self._may_follow(piece["word"])):
                return self._refuse()
            self.position = piece.end()
            value = self._add(value, piece)
            if isinstance(value, Finding):
                return value
        value = self._end_words(value)
        if isinstance(value, Finding):
            return value
        return replace(value, findings=tuple(self.findings)) if self.findings else value

    def _refuse(self):
        return problem("not_a_number", self.known.place, text=self.text)

    def _may_follow(self, word):
        """Whether a word can belong to a unit: it begins like one, or goes on with one."""
        return bool(self.words) or word[0].isalpha() or word[0] in "%€$£‰°"

    def _add(self, value, piece):
        match piece.lastgroup:
            case "word":
                self.words.append(piece["word"])
                return value
            case "comma":
                value, self.is_after_comma = self._end_words(value), True
                return value
            case "inner":
                value = self._end_words(value)
                return value if isinstance(value, Finding) else self._bracket(value, piece["inner"])
            case "footnote":
                return self._footnote(value, piece["footnote"])
            case _:
                return self._mark(value, "*") or self._unclear("*")

    def _end_words(self, value):
        """The words so far: a unit, a status, or a unit and then a status."""
        taken, self.words = self.words, []
        if not taken:
            return value
        phrase = " ".join(taken)
        for reading in (self._mark,) if self.is_after_comma else (self._unit, self._mark):
            if (said := reading(value, phrase)) is not None:
                return said
        if self.is_after_comma:
            return self._refuse()
        phrase = " ".join(taken[:-1])
        marked = self._mark(value, taken[-1]) if phrase else None
        if marked is None or isinstance(marked, Finding):
            return marked or self._other_unit(" ".join(taken))
        return self._unit(marked, phrase) or self._other_unit(phrase)

    def _unit(self, value, phrase):
        """The value in the unit of the series; None when the phrase is not that unit."""
        unit = self.known.unit or ("procent" if self.known.is_share else "")
        if not unit:
            return self._unknown_unit(value, phrase)
        by = units.times(phrase, unit)
        if by is None or by == 1:
            return value if by else None
        number = whole((value.value * by).normalize())
        if refused := refusal_of(number, self.text, self.known):
            return refused
        self.findings.append(
            warning("multiplied", self.known.place, text=self.text, value=number, unit=phrase)
        )
        return replace(value, value=number, decimals=None)

    def _unknown_unit(self, value, phrase):
        """Any few words will do where no unit is known, unless they say how it is counted."""
        if not UNIT_WORDS.fullmatch(phrase):
            return None
        for text in (phrase, phrase.rsplit(" ", 1)[-1]):
            if symbols.meaning_after(text, self.known.dialect, self.known.legend):
                return None
        if units.multiplier_of(phrase):
            return None
        self.findings.append(warning("unit_unknown", self.known.place, text=self.text, unit=phrase))
        return value

    def _other_unit(self, phrase):
        return problem(
            "other_unit", self.known.place, text=self.text, unit=phrase, known=self.known.unit
        )

    def _mark(self, value, mark):
        """The value with the status that a mark gives it; None when it is no mark."""
        meant = symbols.meaning_after(mark, self.known.dialect, self.known.legend)
        if meant is None:
            return None
        match meant.says:
            case Says.STATUS:
                return replace(value, status=meant.code)
            case Says.NOTE:
                return replace(value, note=joined(value.note, meant.note))
            case _:
                return self._unclear(mark)

    def _unclear(self, mark):
        return problem("unclear_mark", self.known.place, text=self.text, mark=mark)

    def _footnote(self, value, mark):
        """The mark of a footnote is no digit of the number; its text becomes the note."""
        meant = (self.known.legend or {}).get(symbols.normal(mark).casefold())
        if meant is not None:
            return self._mark_of_legend(value, meant)
        self.findings.append(remark("footnote_mark", self.known.place, text=self.text, mark=mark))
        return value

    @staticmethod
    def _mark_of_legend(value, meant):
        if meant.says == Says.STATUS:
            return replace(value, status=meant.code)
        return replace(value, note=joined(value.note, meant.note))

    def _bracket(self, value, inner):
        """What stands in brackets: a period, a status, a unit or a note."""
        inner = inner.strip()
        with suppress(ValueError):
            return replace(value, period=periods.parse(inner))
        if not re.search(r"[^\W\d_]|%", inner):
            return self._refuse()  # (12): another number, or a negative one
        for reading in (self._mark, self._unit) if self.known.unit else (self._mark,):
            if (said := reading(value, inner)) is not None:
                return said
        if re.search("[0-9%]", inner):
            return self._refuse()
        self.findings.append(remark("note_in_cell", self.known.place, text=self.text, note=inner))
        return replace(value, note=joined(value.note, inner))


def joined(first, second):
    """Two notes as one, each said once."""
    if not first or not second or first == second:
        return first or second
    return f"{first}\n{second}"
