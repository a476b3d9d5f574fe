"""What is checked: a strategy with its figures and texts, as frozen values.

``row`` is a number by which the caller knows the row again; nothing is read from it.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.periods import Period


@dataclass(frozen=True, kw_only=True)
class Group:
    """A part of the population, under its names in all languages."""

    code: str
    names: tuple[str, ...] = ()
    counterpart: str = ""


@dataclass(frozen=True, kw_only=True)
class Value:
    """A figure or a baseline of a series; ``number`` is None where ``missing`` says why."""

    row: int = 0
    is_baseline: bool = False
    is_reference: bool = False  # a baseline that changes are counted against
    period: Period | None = None
    aggregation: str = "point"  # point, sum, mean, change, relative_change
    number: Decimal | None = None
    missing: str = ""
    decimals: int | None = None
    as_printed: str = ""
    unit_as_printed: str = ""
    derivation: str = ""

    @cached_property
    def printed(self):
        """The words it was printed in, on one line."""
        return " ".join(self.as_printed.split())


@dataclass(frozen=True, kw_only=True)
class Series:
    """A measured line with its values; ``unit`` is its own or its indicator's."""

    row: int = 0
    code: str
    name: str
    label_as_printed: str = ""
    area: str = ""
    area_name: str = ""
    is_nation: bool = False
    group: Group | None = None
    age: str = ""
    unit: str = ""
    denominator: str = ""
    role: str = "main"
    comparability: str = ""
    comparability_reason: str = ""
    values: tuple[Value, ...] = ()

    @cached_property
    def points(self):
        """The values of single periods that have a number, oldest first; baselines too."""
        known = [
            value
            for value in self.values
            if value.aggregation == "point" and value.number is not None and value.period
        ]
        return sorted(known, key=lambda value: value.period)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What must become true, of a series or of a goal as a whole."""

    row: int = 0
    code: str
    series: str = ""
    kind: str = "level"
    comparator: str = "at_least"
    number: Decimal | None = None
    upper_number: Decimal | None = None
    change_percent: Decimal | None = None
    unit: str = ""
    tolerance: Decimal | None = None
    base_period: Period | None = None
    base_number: Decimal | None = None
    deadline: Period | None = None
    wording: str = ""
    is_replaced: bool = False
    stands_beside: str = ""  # the code of the target it is said to stand beside


@dataclass(frozen=True, kw_only=True)
class Break:
    """A period from which figures can't be compared with earlier ones."""

    series: str = ""  # empty: all series of the indicator
    period: Period


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source as a goal or an indicator names it."""

    row: int = 0
    name: str
    is_certain: bool = True


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The judgement of one indicator in one follow-up."""

    row: int = 0
    follow_up: str
    arrow: str = ""
    conclusion: str = ""
    comment: str = ""
    not_followed_reason: str = ""
    substitute: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    row: int = 0
    code: str
    name: str
    wording: str = ""
    definition: str = ""
    unit: str = ""
    unit_as_printed: str = ""
    neutral_band: Decimal | None = None
    is_primary: bool = False
    series: tuple[Series, ...] = ()
    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()
    sources: tuple[Source, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    def series_called(self, code):
        """The series with a code; None where it has none."""
        return next((each for each in self.series if each.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """The text about one goal in one follow-up."""

    row: int = 0
    follow_up: str
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A diagram or table of a follow-up, and the series in it."""

    row: int = 0
    follow_up: str
    code: str = "d1"
    indicator: str = ""
    caption: str = ""
    source_line: str = ""
    printed_inside: str = ""
    first_period: Period | None = None
    last_period: Period | None = None
    series: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Goal:
    row: int = 0
    code: str
    name: str
    heading_as_printed: str = ""
    also_printed_as: str = ""
    rationale: str = ""
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()  # those of the goal itself
    sources: tuple[Source, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    diagrams: tuple[Diagram, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Footnote:
    row: int = 0
    follow_up: str
    mark: str
    text: str = ""
    near: str = ""


@dataclass(frozen=True, kw_only=True)
class Strategy:
    row: int = 0
    horizon: int | None = None
    has_vision: bool = False
    goals: tuple[Goal, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
