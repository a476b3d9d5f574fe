"""How a file of an office is read: what a person decided once, kept for the next year's file.

Pure.
"""

import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from indicators.workbook import words
from indicators.workbook.labels import folded
from indicators.workbook.layout import Orientation, Table
from indicators.workbook.symbols import DIALECTS

JOINT = " | "  # between the labels of a row's key
MOST_ROWS = 100_000
LONGEST = 2_000  # characters of a key
SHOWN = 1_900  # characters that are kept of a longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which row of a file is which series, and how its cells are read."""

    signature: str = ""  # of the kind of file, see ``signature``
    sheet: str = ""
    tables: int = 0  # that stood in the file; 0: not known
    orientation: str = Orientation.ACROSS
    labels: tuple[str, ...] = ()  # what the label columns are called; empty where nothing says
    not_in_key: tuple[int, ...] = ()  # positions of labels that do not tell rows apart
    period: str = ""  # what the column of periods is called
    dialect: str = ""  # what its symbols mean: see symbols.py; empty: as each series' source
    decimal_mark: str = ""  # empty: as the clear cells of a column show
    multiplier: str = ""  # every number is multiplied by it; empty: as the headings say
    is_share: bool | None = None  # whether figures are per cent; None: as the series' unit says
    aggregation: str = "point"  # what values of a span of years are
    status: str = ""  # of every figure: a letter; empty: as marked in the file
    series: dict[str, str] = field(default_factory=dict)  # key of a row: code; "": leave it out

    def key_of(self, labels):
        """The key of a row: its labels, as it is found again next year."""
        kept = (text for place, text in enumerate(labels) if place not in self.not_in_key)
        key = JOINT.join(text for text in kept if text)
        if len(key) <= LONGEST:
            return key
        return f"{key[:SHOWN]} … {sha256(key.encode()).hexdigest()}"

    def is_for(self, table: Table, tables: list[Table]):
        """Whether a table of a file is beyond doubt the one that was decided on.

        ``tables``: all that the file shows. A table without a title may be of anything, and
        among several the name of the sheet tells which one is meant.
        """
        alike = [one for one in tables if signature(one) == self.signature]
        if not title_of(table) or len(alike) != 1 or signature(table) != self.signature:
            return False
        return self.tables == len(tables) == 1 or sheet_name(self.sheet) == sheet_name(table.sheet)

    @property
    def factor(self):
        """What every number is multiplied by; None: as the headings say."""
        return Decimal(self.multiplier) if self.multiplier else None

    def as_json(self):
        """Plain lists, dicts and strings."""
        plain = asdict(self)
        return {
            **plain,
            "orientation": str(self.orientation),
            "labels": list(self.labels),
            "not_in_key": list(self.not_in_key),
        }

    @classmethod
    def from_json(cls, plain):
        """The mapping that ``as_json`` gave; ValueError when it is none."""
        if not isinstance(plain, dict) or plain.keys() - set(cls.__dataclass_fields__):
            raise ValueError("not a mapping")
        mapping = cls(
            **{
                **plain,
                "labels": tuple(_listed(plain, "labels", str)),
                "not_in_key": tuple(_listed(plain, "not_in_key", int)),
            }
        )
        mapping.check()
        return mapping

    def check(self):
        """ValueError when something in it can't be."""
        texts = (self.signature, self.sheet, self.period)
        choices = (
            (self.orientation, tuple(map(str, Orientation))),
            (self.dialect, ("", *DIALECTS)),
            (self.decimal_mark, ("", ",", ".")),
            (self.aggregation, tuple(words.AGGREGATION)),
            (self.status, ("", *words.STATUS)),
        )
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("not a text")
        if not isinstance(self.tables, int) or isinstance(self.tables, bool) or self.tables < 0:
            raise ValueError("tables is no count")
        for chosen, allowed in choices:
            if not isinstance(chosen, str) or chosen not in allowed:
                raise ValueError(f"not a choice: {chosen!r}")
        if (
            self.is_share not in (None, True, False)
            or isinstance(self.is_share, int | float)
            and (not isinstance(self.is_share, bool))
        ):
            raise ValueError("is_share is yes, no or not known")
        _check_multiplier(self.multiplier)
        _check_series(self.series)


def _listed(plain, name, kind):
    listed = plain.get(name, [])
    if not isinstance(listed, list | tuple) or not all(
        isinstance(one, kind) and not isinstance(one, bool) for one in listed
    ):
        raise ValueError(f"{name} is no list")
    return listed


def _check_multiplier(text):
    if text == "":
        return
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,12})?", text, re.A):
        raise ValueError("the multiplier is no number")
    try:
        if not Decimal(text):
            raise ValueError("the multiplier is zero")
    except InvalidOperation:
        raise ValueError("the multiplier is no number") from None


def _check_series(series):
    if not isinstance(series, dict) or len(series) > MOST_ROWS:
        raise ValueError("series is no mapping of rows")
    for key, code in series.items():
        if not isinstance(key, str) or not isinstance(code, str) or len(key) > LONGEST:
            raise ValueError("series maps texts to codes")


YEARS = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[:.][0-9]{2}"  # when the file was made
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:\s*[-/–]\s*(?:[0-9]{4}|[0-9]{2}))?(?![0-9])"
)
MOST_LABELS = 40  # that tell a file without a title


def title_of(table: Table):
    """The title of a table as it is compared: without years."""
    return folded(YEARS.sub("", table.title))


def sheet_name(name):
    """The name of a sheet as it is compared: without years."""
    return folded(YEARS.sub("", name))


def signature(table: Table):
    """What recognises the same kind of file next year: its title without years, and its labels'
    names. Without either, its first labels. Never the figures or the periods.
    """
    names = [folded(name) for name in (*table.names, table.period_name)]
    told = [title_of(table), *names]
    if not any(told):
        shown = (line for line in table.lines if not line.is_hidden)
        told += sorted({folded(label) for line in shown for label in line.labels})[:MOST_LABELS]
    return sha256("\n".join([table.orientation, *told]).encode()).hexdigest()[:32]
