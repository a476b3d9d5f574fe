"""Periods of statistics: years, school years, half years, quarters, months, spans.

Pure: no Django. A period is written one way in the registry (``2017``, ``2017/2018``,
``2022-S2``, ``2022-Q3``, ``2022-11``, ``2017–2022``) and read in the ways people and
statistical offices write it. A school year is never the same as a year.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1700, 2200


class PeriodKind(StrEnum):
    YEAR = "year"
    SCHOOL_YEAR = "school year"
    HALF_YEAR = "half year"
    QUARTER = "quarter"
    MONTH = "month"
    SPAN = "span"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period of time, from its first day to its last.

    ``str(period)`` is the one way the registry writes it. Periods are ordered by
    their end, then by their start: a shorter one after a longer one with the same end.
    """

    kind: PeriodKind
    start: date
    end: date

    def __str__(self):
        year = self.start.year
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{year}/{year + 1}"
            case PeriodKind.HALF_YEAR:
                return f"{year}-S{1 if self.start.month == 1 else 2}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.MONTH:
                return f"{year}-{self.start.month:02}"
            case _:
                return f"{year}–{self.end.year}"

    def __hash__(self):
        return hash((self.start, self.end))  # of days alone: a kind would take far longer

    def __lt__(self, other):
        return (self.end, self.start) < (other.end, other.start)

    @property
    def next(self):
        """The period that follows, of the same kind and length."""
        year = self.start.year
        match self.kind:
            case PeriodKind.YEAR:
                return year_period(year + 1)
            case PeriodKind.SCHOOL_YEAR:
                return school_year(year + 1)
            case PeriodKind.HALF_YEAR:
                return half_year(year, 2) if self.start.month == 1 else half_year(year + 1, 1)
            case PeriodKind.QUARTER:
                number = (self.start.month + 2) // 3
                return quarter(year, number + 1) if number < 4 else quarter(year + 1, 1)
            case PeriodKind.MONTH:
                number = self.start.month
                return month(year, number + 1) if number < 12 else month(year + 1, 1)
            case _:
                return span(self.end.year + 1, 2 * self.end.year - year + 1)


def year_period(year):
    _check(year)
    return Period(kind=PeriodKind.YEAR, start=date(year, 1, 1), end=date(year, 12, 31))


def school_year(first):
    """The school year that begins in the autumn of ``first``."""
    _check(first)
    return Period(kind=PeriodKind.SCHOOL_YEAR, start=date(first, 7, 1), end=date(first + 1, 6, 30))


def half_year(year, number):
    return _months(year, number, 6, PeriodKind.HALF_YEAR)


def quarter(year, number):
    return _months(year, number, 3, PeriodKind.QUARTER)


def month(year, number):
    return _months(year, number, 1, PeriodKind.MONTH)


def span(first, last):
    """Whole years from ``first`` to ``last``: a sum, a mean or a change over them."""
    _check(first)
    _check(last)
    if last <= first:
        raise ValueError("a span ends after it begins")
    return Period(kind=PeriodKind.SPAN, start=date(first, 1, 1), end=date(last, 12, 31))


def of_day(day, kind):
    """The period of a kind that a day is in; ValueError for spans, which have no fixed length."""
    match kind:
        case PeriodKind.YEAR:
            return year_period(day.year)
        case PeriodKind.SCHOOL_YEAR:
            return school_year(day.year if day.month >= 7 else day.year - 1)
        case PeriodKind.HALF_YEAR:
            return half_year(day.year, 1 if day.month <= 6 else 2)
        case PeriodKind.QUARTER:
            return quarter(day.year, (day.month + 2) // 3)
        case PeriodKind.MONTH:
            return month(day.year, day.month)
        case _:
            raise ValueError(f"no {kind} is found by one of its days")


def _months(year, number, length, kind):
    _check(year)
    if not 1 <= number <= 12 // length:
        raise ValueError(f"there is no {kind} {number}")
    first, last = (number - 1) * length + 1, number * length
    return Period(
        kind=kind, start=date(year, first, 1), end=date(year, last, monthrange(year, last)[1])
    )


def _check(year):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is not a year of the registry")


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januari", "januar", "january"),
            ("feb", "februari", "februar", "february"),
            ("mar", "mars", "march"),
            ("apr", "april"),
            ("maj", "mai", "may"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "augusti", "august"),
            ("sep", "sept", "september"),
            ("okt", "oct", "oktober", "october"),
            ("nov", "november"),
            ("dec", "des", "december", "desember"),
        ),
        start=1,
    )
    for name in names
}
YEAR = r"(?P<year>[0-9]{4})"
DASH = r"\s*[-\u2010-\u2015\u2212]\s*"
FIRST_SHORT_YEAR = 50  # of two digits: 50 is 1950, 49 is 2049
SHORT_YEAR = r"(?P<short>[0-9]{4}|[0-9]{2})"
SCHOOL_YEAR = r"(?:läsåret|läsår|skoleåret|skoleår|skolåret|school year)"
TERM = (
    r"(?P<term>hösten|høsten|höst|høst|autumn|höstterminen|høstsemesteret|ht|"
    r"våren|vår|spring|vårterminen|vårsemesteret|vt)"
)
SPRING = {"våren", "vår", "spring", "vårterminen", "vårsemesteret", "vt"}
HALF = r"(?:halvåret|halvår|half year|half-year)"
QUARTER = r"(?:q|k|kv\.?|kvartal|kvartalet|quarter)"
MONTH_NAME = r"(?P<name>[a-z]+)"
ORDINALS = {"första": 1, "første": 1, "andra": 2, "andre": 2, "annet": 2}
FORMS = [
    (re.compile(rf"(?:år(?:et)?\s+)?{YEAR}(\.0)?"), lambda m: year_period(int(m["year"]))),
    (
        re.compile(rf"(?:{SCHOOL_YEAR}\s+)?{YEAR}/(?P<to>[0-9]{{4}}|[0-9]{{2}})"),
        lambda m: _school_year_written(int(m["year"]), m["to"]),
    ),
    (
        re.compile(rf"{SCHOOL_YEAR}\s+{YEAR}{DASH}(?P<to>[0-9]{{4}}|[0-9]{{2}})"),
        lambda m: _school_year_written(int(m["year"]), m["to"]),
    ),
    (re.compile(YEAR + DASH + r"(?P<to>[0-9]{4})"), lambda m: span(int(m["year"]), int(m["to"]))),
    (
        re.compile(rf"{YEAR}[-\s]?(?:s|h|hå|{HALF}\s?)(?P<n>[12])"),
        lambda m: half_year(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(rf"(?:h|hå|{HALF}\s)(?P<n>[12])[-,\s]\s*{YEAR}"),
        lambda m: half_year(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(rf"(?:(?P<n>[12])\.?|(?P<which>{'|'.join(ORDINALS)}))\s+{HALF}\s+{YEAR}"),
        lambda m: half_year(int(m["year"]), int(m["n"] or ORDINALS[m["which"]])),
    ),
    (
        re.compile(rf"{TERM}[-\s]*{SHORT_YEAR}"),
        lambda m: half_year(_full_year(m["short"]), 1 if m["term"] in SPRING else 2),
    ),
    (
        re.compile(rf"{YEAR}[-\s]?{TERM}"),
        lambda m: half_year(int(m["year"]), 1 if m["term"] in SPRING else 2),
    ),
    (
        re.compile(rf"{YEAR}[-\s]?{QUARTER}\s?(?P<n>[1-4])"),
        lambda m: quarter(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(rf"{QUARTER}\s?(?P<n>[1-4])[-,\s]\s*{YEAR}"),
        lambda m: quarter(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(rf"(?P<n>[1-4])\.?\s*(?:kv\.?|kvartal|kvartalet|quarter)\s+{YEAR}"),
        lambda m: quarter(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(YEAR + r"(?:-?m|-)(?P<n>0[1-9]|1[0-2])"),
        lambda m: month(int(m["year"]), int(m["n"])),
    ),
    (
        re.compile(rf"{MONTH_NAME}\.?[-\s]\s*{YEAR}"),
        lambda m: month(int(m["year"]), MONTHS[m["name"]]),
    ),
    (
        re.compile(rf"{YEAR}[-\s]\s*{MONTH_NAME}\.?"),
        lambda m: month(int(m["year"]), MONTHS[m["name"]]),
    ),
    # As Excel shows a month. With a space, "maj 22" could be a day.
    (
        re.compile(rf"{MONTH_NAME}\.?-(?P<short>[0-9]{{2}})"),
        lambda m: month(_full_year(m["short"]), MONTHS[m["name"]]),
    ),
]


def _full_year(digits):
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= FIRST_SHORT_YEAR else 2000)


def _school_year_written(first, to):
    if int(to) % 100 != (first + 1) % 100 or (len(to) == 4 and int(to) != first + 1):
        raise ValueError("a school year ends in the year after it begins")
    return school_year(first)


def parse(text):
    """Read a period as people and offices write it; ValueError when it is none."""
    written = " ".join(str(text).split()).lower()
    for form, build in FORMS:
        if match := form.fullmatch(written):
            try:
                return build(match)
            except KeyError:
                break
    raise ValueError(f"{text!r} is not a period")
