"""What one cell means, as a figure or as a period; a Finding where it can't be told.

Nothing is guessed: what can be read in two ways, or not at all, is a problem with the place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.decimals import decimal_mark_of
from config.sheets import Cell, Kind
from indicators import periods
from indicators.periods import Period, PeriodKind
from indicators.workbook import symbols, units, words
from indicators.workbook.findings import problem, remark, warning
from indicators.workbook.symbols import Meaning, Says
from indicators.workbook.texts import (
    LONGEST,
    NUMBER,
    SUPERSCRIPTS,
    CellValue,
    Known,
    digits_of,
    joined,
    plain,
    read_text,
    refusal_of,
    trouble_with,
    whole,
    without_noise,
)
from indicators.workbook.units import is_share, multiplier_of
from indicators.workbook.values import Finding, Place

__all__ = [
    "CellValue",
    "PeriodValue",
    "column_mark",
    "is_share",
    "multiplier_of",
    "read_cell",
    "read_period",
]

HIGHEST_PERCENT = Decimal(1000)  # 12 shown as 1200 % was meant as 12
SURELY_SHOWN = Decimal("1.5")  # 1.05 shown as 105 % is a share, however impossible
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
SURELY_KEPT = 15  # characters of a plain number: it has no more digits than can be kept


def read_cell(
    cell: Cell,
    *,
    dialect: str = "staff",
    decimal_mark: str | None = None,
    unit: str = "",
    is_share: bool | None = None,
    highest: Decimal | None = None,
    legend: Mapping[str, Meaning] | None = None,
    place: Place | None = None,
) -> CellValue | Finding:
    """What a cell says of a figure in ``unit``, or the problem with it.

    ``decimal_mark``: of its column, see ``column_mark``; without it ``1,144`` is a problem.
    ``unit``: of the series; empty: not known. ``is_share``: None: as the unit says.
    ``highest``: the series' highest possible value. ``legend``: see ``symbols.legend_of``.
    """
    if cell.kind == Kind.NUMBER and PLAIN_NUMBER.fullmatch(cell.text):
        number = Decimal(cell.text)
        if len(cell.text) <= SURELY_KEPT or not trouble_with(number):
            return CellValue(value=number, as_written=cell.text)
    known = Known(
        dialect=dialect,
        decimal_mark=decimal_mark,
        unit=unit,
        is_share=units.is_share(unit) if is_share is None else is_share,
        highest=highest,
        legend=legend,
        place=place or Place(address=cell.address),
    )
    return READERS[cell.kind](cell.text, known)


def column_mark(cells: Iterable[Cell]) -> str | None:
    """The decimal mark that the unambiguous text cells of a column use, if they agree."""
    found = (NUMBER.match(plain(cell.text)) for cell in cells if cell.kind == Kind.TEXT)
    return decimal_mark_of(digits_of(match["number"]) for match in found if match)


# One reader for each kind of cell


def _read_digits(text, known):
    """A number cell: its digits, which leave nothing to choose."""
    if len(text) > 2 * LONGEST or not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text):
        return problem("not_a_number", known.place, text=text)
    number = without_noise(Decimal(text))
    return refusal_of(number, text, known) or CellValue(value=number, as_written=text)


def _read_percent(text, known):
    """0.12 shown as 12 %: 12 in a series of per cent."""
    raw = _read_digits(text, known)
    if isinstance(raw, Finding):
        return raw
    shown = whole(raw.value.scaleb(2))
    if known.unit and not known.is_share:
        return problem(
            "percent_of_other_unit",
            known.place,
            text=text,
            shown=shown,
            known=known.unit,
        )
    highest = HIGHEST_PERCENT if known.highest is None else known.highest
    is_as_shown = abs(shown) <= highest or abs(raw.value) <= SURELY_SHOWN
    value = shown if is_as_shown else raw.value
    if refused := refusal_of(value, text, known):
        return refused
    findings = ()
    if abs(shown) > 100 or not known.is_share:
        both = {"value": value, "shown": shown, "raw": raw.value}
        findings = (warning("percent_either_way", known.place, **both),)
    return CellValue(value=value, as_written=f"{shown} %", findings=findings)


def _refuse_date(text, known):
    """What Excel made a date of: 10-12 became 12 October."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        perhaps, other = "", ""
    else:
        perhaps, other = f"{day.month}-{day.day}", f"{day.day}.{day.month}"
    details = {"date": text, "perhaps": perhaps, "or": other}
    return problem("automatic_date", known.place, **details)


def _refuse(code):
    return lambda text, known: problem(code, known.place, text=text)


READERS = {
    Kind.TEXT: read_text,
    Kind.NUMBER: _read_digits,
    Kind.PERCENT: _read_percent,
    Kind.DATE: _refuse_date,
    Kind.BOOLEAN: _refuse("yes_or_no"),
    Kind.ERROR: _refuse("error_value"),
    Kind.NO_RESULT: _refuse("no_result"),
}


# Periods


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodValue:
    """What a cell says of a period; ``aggregation`` and ``status`` are empty where it does not.

    ``words``: the part of the note that may say something else of the figures than how sure
    they are: ``(tusental)``, ``(kvinnor)``.
    ``2015, troligen ingen större förändring till 2016`` is 2015, estimated, with the note.
    """

    period: Period
    aggregation: str = ""
    status: str = ""
    note: str = ""
    words: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def is_estimated(self):
        return self.status == "E"


PERIOD_PARTS = re.compile(
    rf"(?P<head>[^,;(*†‡{SUPERSCRIPTS}]+)"
    rf"(?P<marks>(?:\*|[{SUPERSCRIPTS}†‡]+[)\u207e]?|\([^()]*\)|\s)*)"
    rf"(?:[,;]\s*(?P<note>.+))?"
)
PERIOD_MARKS = re.compile(rf"\*|[{SUPERSCRIPTS}†‡]+|\((?P<inner>[^()]*)\)")
UNCERTAIN = re.compile(
    r"\b(?:troligen|trolig|sannolikt|antagligen|förmodligen|trolig(?:vis|tvis)|sannsynligvis|"
    r"antatt|antas|skatt(?:ad|at|ning)|uppskatt\w*|estimer\w*|anslått|anslag|probably|likely|"
    r"estimated?)\b",
    re.IGNORECASE,
)
MOST_WORDS = 8  # of a period and what is said of it


def read_period(
    cell: Cell | str,
    *,
    kind: PeriodKind | None = None,
    dialect: str = "staff",
    legend: Mapping[str, Meaning] | None = None,
    place: Place | None = None,
) -> PeriodValue | Finding:
    """The period a cell or text means, or the problem with it.

    ``kind``: of the series' periods: what a date stands for. A span may say what its values
    are: ``2017–2022 (summa)``.
    """
    if isinstance(cell, str):
        cell = Cell(1, 0, cell)
        place = place or Place()
    place = place or Place(address=cell.address)
    if cell.kind == Kind.DATE:
        return _period_of_date(cell.text, kind, place)
    if cell.kind in (Kind.TEXT, Kind.NUMBER) and len(cell.text) <= LONGEST:
        try:
            return PeriodValue(period=periods.parse(cell.text))
        except ValueError:
            if cell.kind == Kind.TEXT:
                return _period_with_words(plain(cell.text), dialect, legend, place)
    return problem("not_a_period", place, text=cell.text)


def _period_of_date(text, kind, place):
    """What Excel made a date of: November 2022 became 1 November. A year needs its first day."""
    try:
        day = date.fromisoformat(text)
        period = periods.of_day(day, kind) if kind else None
    except ValueError:
        period = None
    if period and (kind == PeriodKind.MONTH or day in (period.start, period.end)):
        return PeriodValue(period=period)
    return problem("date_as_period", place, date=text)


def _period_with_words(text, dialect, legend, place):
    """A period with a mark, what its values are, or a note: "2023*", "2015, troligen …"."""
    parts = PERIOD_PARTS.fullmatch(text)
    found = _head(parts["head"].strip(), dialect, legend) if parts else None
    if not found:
        return problem("not_a_period", place, text=text)
    said = _Said(found[0], dialect, legend, place, text)
    for phrase in found[1:]:
        said.take(phrase)
    for mark in PERIOD_MARKS.finditer(parts["marks"]):
        said.take(mark["inner"] if mark["inner"] is not None else mark.group())
    if parts["note"]:
        said.take(parts["note"])
    return said.value()


def _head(text, dialect, legend):
    """The period a text begins or ends with, and the word beside it that says more of it."""
    split = text.split(" ", MOST_WORDS)
    for count in range(len(split), 0, -1):
        for period, rest in ((split[:count], split[count:]), (split[-count:], split[:-count])):
            try:
                read = periods.parse(" ".join(period))
            except ValueError:
                continue
            phrase = " ".join(rest)
            if not phrase:
                return (read,)
            if words.aggregation_of(phrase) or symbols.meaning_after(phrase, dialect, legend):
                return read, phrase
    return None


class _Said:
    """What the words beside a period say of it, one after the other."""

    def __init__(self, period, dialect, legend, place, text):
        self.period, self.dialect, self.legend = period, dialect, legend
        self.place, self.text = place, text
        self.aggregation = self.status = self.note = self.words = ""
        self.findings, self.refused = [], None

    def take(self, phrase):
        phrase = phrase.strip()
        meant = symbols.meaning_after(phrase, self.dialect, self.legend)
        if aggregation := words.aggregation_of(phrase):
            self.aggregation = aggregation
        elif meant is not None:
            self._take_mark(phrase, meant)
        elif re.fullmatch(rf"[{SUPERSCRIPTS}†‡]+", phrase):
            mark = (self.legend or {}).get(phrase)
            self._take_mark(phrase, mark or Meaning(says=Says.NOTE))
            if mark is None:
                found = remark("footnote_mark", self.place, text=self.text, mark=phrase)
                self.findings.append(found)
        else:
            self._take_words(phrase)

    def _take_words(self, phrase):
        self.note = joined(self.note, phrase)
        is_uncertain = UNCERTAIN.search(phrase)
        if is_uncertain:
            self.status = "E"
        if not is_uncertain or multiplier_of(phrase):
            self.words = joined(self.words, phrase)

    def _take_mark(self, mark, meant):
        if meant.says == Says.STATUS:
            self.status = meant.code
        elif meant.says == Says.NOTE:
            self.note = joined(self.note, meant.note)
        else:
            self.refused = problem("unclear_mark", self.place, text=self.text, mark=mark)

    def value(self):
        return self.refused or PeriodValue(
            period=self.period,
            aggregation=self.aggregation,
            status=self.status,
            note=self.note,
            words=self.words,
            findings=tuple(self.findings),
        )
