"""What the reader takes and gives: known series in, figures and findings out."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from indicators.periods import Period, PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSeries:
    """A series of the registry, with the words by which a file may name it."""

    code: str
    indicator: str  # the indicator's name
    indicator_code: str
    name: str  # what is measured: "Kvinnor"
    area: str  # in the partnership's language
    area_code: str  # as the office writes it: "25"
    area_names: frozenset[str] = frozenset()  # in every language
    is_nation: bool = False
    group: str = ""  # empty: everybody
    group_code: str = ""
    group_names: frozenset[str] = frozenset()
    age: str = ""
    unit: str = ""
    decimals: int = 0
    cap: Decimal | None = None  # the highest possible value
    kind: PeriodKind | None = PeriodKind.YEAR  # of its periods; None: not fixed
    dialect: str = "staff"  # of its source: see symbols.py
    table: str = ""  # the office's number or address of the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a file: a sheet and a cell (``Figures!H12``)."""

    sheet: str = ""
    address: str = ""

    def __str__(self):
        return f"{self.sheet}!{self.address}" if self.sheet and self.address else self.address


class Weight(StrEnum):
    """What a finding means for the import."""

    PROBLEM = "problem"  # nothing is imported until it is mended
    CONFLICT = "conflict"  # changed in the registry since the workbook was made
    WARNING = "warning"  # imported as it stands, if the person wants it so
    REMARK = "remark"  # good to know


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to tell the editor: what, with which details, and where.

    ``code`` names the sentence (``indicators.intake.sentences``); ``details`` fill it.
    """

    weight: Weight
    code: str
    place: Place = Place()
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as a file gives it: a value, or the reason why there is none, or a removal.

    ``missing`` and ``status`` are the registry's own codes (``not_available``; ``A``, ``P``,
    ``E``, ``B`` …). ``None`` means that the file says nothing of it.
    """

    series: str  # the code
    period: Period
    aggregation: str = "point"  # as Observation.Aggregation
    place: Place = Place()
    value: Decimal | None = None
    missing: str = ""
    status: str | None = None
    is_approximate: bool | None = None
    decimals: int | None = None  # as written, where the text shows more or fewer
    note: str | None = None  # written for this figure
    row_note: str = ""  # written for a whole row: for what is new or changed in it
    as_written: str = ""  # the text of the cell
    is_removal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the registry knew when it made a workbook."""

    strategy: str  # "norrbotten/rus-2030"
    made_at: str  # ISO 8601, UTC
    series: frozenset[str]  # the codes of all it held, those without figures too
    # (series, period, aggregation): which row in which version, like "4711.2"
    versions: dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from a file."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    stamp: Stamp | None = None
    is_update: bool = False  # it is one of our own workbooks, or laid out like one
    hidden: int = 0  # figures in hidden sheets, rows and columns that were left out


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigure:
    """A figure of the registry, as a workbook shows it."""

    period: Period
    aggregation: str
    value: Decimal | None
    missing: str
    status: str
    is_approximate: bool
    decimals: int | None
    note: str
    version: str  # which row in which version, like "4711.2"
