"""What is judged, and what a judgement consists of. Numbers are Decimal, times are periods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.periods import Period
from indicators.progress.account import Measure, Quantity, Step, steps_of

__all__ = ["Measure", "Quantity", "Step"]  # used here and by all who read a judgement

METHOD = "1"  # of judging; a change that can alter a judgement counts it up

# How fast, in parts of the straight line from the start to the target.
ON_TRACK = Decimal("0.95")
TOO_SLOW = Decimal("0.60")
# A change of the ratio between two groups up to this counts as unchanged.
RATIO_BAND = Decimal("0.02")
SHORT_SPAN_MONTHS = 36  # a shorter time says little
TREND_POINTS = 5  # so many figures make a trend; fewer are a change


class Kind(StrEnum):
    LEVEL = "level"
    RELATIVE = "relative"
    RECURRING = "recurring"
    DIRECTION = "direction"
    REFERENCE_LEVEL = "reference_level"
    REFERENCE_GROWTH = "reference_growth"
    PARITY = "parity"
    COMPOSITE = "composite"
    MONITOR = "monitor"


class Comparator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    EQUALS = "equals"
    INCREASE = "increase"
    DECREASE = "decrease"
    NONE = "none"


COMPARED = {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN, Comparator.LESS_THAN}
# How each kind of target can be compared.
COMPARATORS = {
    Kind.LEVEL: COMPARED | {Comparator.BETWEEN},
    Kind.RELATIVE: COMPARED,
    Kind.RECURRING: COMPARED | {Comparator.BETWEEN},
    Kind.DIRECTION: {Comparator.INCREASE, Comparator.DECREASE},
    Kind.REFERENCE_LEVEL: COMPARED | {Comparator.EQUALS},
    Kind.REFERENCE_GROWTH: COMPARED,
    Kind.PARITY: {Comparator.EQUALS, Comparator.AT_MOST},
    Kind.COMPOSITE: {Comparator.NONE},
    Kind.MONITOR: {Comparator.NONE},
}


class Path(StrEnum):
    LINEAR = "linear"
    GEOMETRIC = "geometric"


class Aggregation(StrEnum):
    POINT = "point"
    SUM = "sum"
    MEAN = "mean"
    HIGHEST = "highest"
    LOWEST = "lowest"
    CHANGE = "change"
    RELATIVE_CHANGE = "relative_change"


class Direction(StrEnum):
    """What words say where there is no number. Of a gap, SAME says that there is none."""

    UP = "up"
    SLIGHTLY_UP = "slightly_up"
    SAME = "same"
    SLIGHTLY_DOWN = "slightly_down"
    DOWN = "down"


class Missing(StrEnum):
    NOT_AVAILABLE = "not_available"
    NOT_YET = "not_yet"
    NOT_APPLICABLE = "not_applicable"
    SECRET = "secret"
    TOO_SMALL = "too_small"
    DISCONTINUED = "discontinued"
    ON_ORDER = "on_order"
    NO_METHOD = "no_method"
    NOT_STATED = "not_stated"
    IN_WORDS = "in_words"
    IN_PICTURE = "in_picture"


class Comparability(StrEnum):
    """How far a series can be compared with the one it stands in for."""

    SAME = "same"
    SPLICED = "spliced"
    SIMILAR = "similar"
    NOT_COMPARABLE = "not_comparable"
    DEFINITION_DIFFERS = "definition_differs"
    UNKNOWN = "unknown"


class GapMeasure(StrEnum):
    DIFFERENCE = "difference"
    RATIO = "ratio"


class Development(StrEnum):
    """The arrow: the way it went since the start, seen from what is wanted."""

    POSITIVE = "positive"
    UNCHANGED = "unchanged"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Where a target stands. The order is from the best to the worst."""

    ACHIEVED = "achieved"  # the deadline's own figure meets it
    ACHIEVED_SO_FAR = "achieved_so_far"
    ON_TRACK = "on_track"
    RIGHT_WAY = "right_way"
    GAP_CLOSING = "gap_closing"
    TOO_SLOW = "too_slow"
    FAR_TOO_SLOW = "far_too_slow"
    AWAITING_FINAL = "awaiting_final"
    NO_TARGET = "no_target"
    PARTLY = "partly"
    NO_CHANGE = "no_change"
    GAP_UNCHANGED = "gap_unchanged"
    CANNOT_ASSESS = "cannot_assess"
    NOT_MET = "not_met"
    GAP_WIDENING = "gap_widening"
    GAP_OPENED = "gap_opened"
    WRONG_WAY = "wrong_way"
    NOT_MET_ANY_PERIOD = "not_met_any_period"
    NOT_ACHIEVED = "not_achieved"


MET = frozenset({Status.ACHIEVED, Status.ACHIEVED_SO_FAR})


class Reason(StrEnum):
    """Why no more can be said. The order is from what stands most in the way."""

    BASE_VALUE_MISSING = "base_value_missing"
    DEADLINE_BEFORE_START = "deadline_before_start"
    DEFINITION_MISMATCH = "definition_mismatch"
    SERIES_NOT_COMPARABLE = "series_not_comparable"
    SERIES_DISCONTINUED = "series_discontinued"
    NO_METHOD = "no_method"
    SECRET = "secret"
    GROWTH_NOT_DEFINED = "growth_not_defined"  # neither growth nor a ratio: zero or less
    NO_NUMERIC_OBSERVATION = "no_numeric_observation"
    ONLY_BASELINE = "only_baseline"
    NO_DATA = "no_data"
    NO_SERIES = "no_series"  # it is not said which series it is read from
    NO_REFERENCE = "no_reference"  # nothing to compare with
    REFERENCE_MISSING = "reference_missing"  # it has no figure of the same period
    NO_LEVEL = "no_level"  # the target's own number is missing
    NO_PARTS = "no_parts"
    NO_DEADLINE = "no_deadline"
    NO_PRIMARY_INDICATOR = "no_primary_indicator"
    QUALITATIVE = "qualitative"  # decided by words


class Flag(StrEnum):
    """What a reader has to know beside a status."""

    SHORT_SPAN = "short_span"
    PRELIMINARY = "preliminary"
    SERIES_BREAK = "series_break"
    SUBSTITUTED_SERIES = "substituted_series"
    BASELINE_ESTIMATED = "baseline_estimated"
    BASELINE_ALREADY_MET = "baseline_already_met"
    TARGET_REVISED = "target_revised"
    TARGET_INTERPRETED = "target_interpreted"
    TOLERANCE_INTERPRETED = "tolerance_interpreted"
    VINTAGE = "vintage"
    DERIVED_VALUE = "derived_value"
    AGGREGATE_OBSERVATION = "aggregate_observation"
    ESTIMATED = "estimated"
    LOW_RELIABILITY = "low_reliability"
    APPROXIMATE = "approximate"
    QUALITATIVE_ONLY = "qualitative_only"
    SURVEY = "survey"
    UNIT_CORRECTED = "unit_corrected"
    MEASURE_DEPENDENT = "measure_dependent"
    REBASED = "rebased"  # the other start gives another status
    PATH_NOT_POSSIBLE = "path_not_possible"  # a geometric path needs numbers above zero
    NEWER_WITHOUT_VALUE = "newer_without_value"
    PERIODS_DIFFER = "periods_differ"  # a year and a half year, a school year …
    PARTS_DIFFER = "parts_differ"
    NO_DEADLINE = "no_deadline"
    HUMAN_DIFFERS = "human_differs"


# What is judged


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A value for a period, or why there is none; of a change, over the span.

    ``flags`` are facts about it that go with every judgement it is used in.
    """

    period: Period
    value: Decimal | None = None
    aggregation: Aggregation = Aggregation.POINT
    direction: Direction | None = None
    missing: Missing | None = None
    decimals: int = 0
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One measured series: what was measured, and what the strategy starts from.

    ``start``: the agreed starting point; None where none is stated. ``band``: a change up to
    this, in the unit of the line, counts as unchanged. ``cap``: the highest possible value.
    ``step``: how many periods lie between two measurements. ``substitutes``: other lines used
    because this one has no later figures.
    """

    code: str = ""
    figures: tuple[Figure, ...] = ()
    start: Figure | None = None
    breaks: tuple[Period, ...] = ()
    band: Decimal = Decimal(0)
    cap: Decimal | None = None
    step: int = 1
    is_share: bool = False
    flags: frozenset[Flag] = frozenset()
    substitutes: tuple["Substitute", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Substitute:
    line: Line
    comparability: Comparability


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What must become true, with the lines it is read from.

    ``line``: None where it is not said which series it is read from. ``reference``: the line of
    the other area or group. ``gap``: a line that gives the gap itself; under a growth target
    also the share of the reference (``Line.is_share``). ``base``: what a change is counted from.
    """

    kind: Kind
    comparator: Comparator = Comparator.NONE
    code: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    change_percent: Decimal | None = None
    tolerance: Decimal | None = None
    measure: GapMeasure = GapMeasure.DIFFERENCE
    ratio_band: Decimal = RATIO_BAND
    base: Figure | None = None
    deadline: Period | None = None
    path: Path = Path.LINEAR
    is_aspirational: bool = False
    is_of_indicator: bool = True
    line: Line | None = None
    reference: Line | None = None
    gap: Line | None = None
    parts: tuple["Target", ...] = ()
    flags: frozenset[Flag] = frozenset()


# What is found


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How far along the way, from ``start`` over ``now`` to ``aim``.

    These three are values or, of a gap and of a range that was crossed, distances; ``begun``,
    ``value`` and ``nearest`` are the values themselves, from which the change per year is told.

    ``distance_closed``: 1 is the whole way. ``ratio``: the part of the way that is done through
    the part of the time that is gone; None without a deadline, or where the target was met from
    the start. ``planned_now``: where the path would be now. ``at_deadline``: where the straight
    line through start and now ends, never above ``cap``, nor below the ``floor`` of a share,
    which are given where they were passed;
    None of a distance, which has an end. Years are counted between the ends of
    the periods.
    """

    path: Path
    start: Decimal | None
    now: Decimal
    aim: Decimal
    begun: Decimal | None = None
    value: Decimal
    nearest: Decimal
    distance_closed: Decimal | None
    years_gone: Decimal | None
    years_in_all: Decimal | None = None
    years_left: Decimal | None = None  # from the latest figure
    time_gone: Decimal | None = None
    ratio: Decimal | None = None
    per_year: Decimal | None = None
    needed_per_year: Decimal | None = None
    planned_now: Decimal | None = None
    at_deadline: Decimal | None = None
    cap: Decimal | None = None
    floor: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """The distance between two lines at two times: first minus second, and first through second.

    ``status``: whether it closes, is unchanged, widens or has opened, seen alone, whatever is
    wanted; ACHIEVED_SO_FAR where it is within the tolerance.
    """

    before: Decimal | None
    now: Decimal | None
    ratio_before: Decimal | None = None
    ratio_now: Decimal | None = None
    period_before: Period | None = None
    period_now: Period | None = None
    values_before: tuple[Decimal, ...] = ()  # of the first and the second line
    values_now: tuple[Decimal, ...] = ()
    measure: GapMeasure = GapMeasure.DIFFERENCE
    status: Status = Status.CANNOT_ASSESS
    flags: frozenset[Flag] = frozenset()
    is_preliminary: bool = False  # a figure it ends with


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurrence:
    """A target of every period. ``met``: None where sums and means leave it open."""

    threshold: Decimal
    met: int | None
    known: int  # periods that something is known of
    total: Decimal | None  # the sum over them
    mean: Decimal | None
    coverage: Decimal | None  # the sum through what all of them should have given
    shortfall: Decimal | None  # what is missing to that; below zero: more than it


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """Growth per year in per cent, of the line and of what it is compared with."""

    own: Decimal | None
    reference: Decimal | None
    difference: Decimal | None  # percentage points a year
    is_tie: bool
    years: Decimal
    own_values: tuple[Decimal, ...] = ()  # at the start and now
    reference_values: tuple[Decimal, ...] = ()
    shares: tuple[Decimal, ...] = ()  # of the reference in per cent, where only they are known
    reference_low: Decimal | None = None  # as far as the rounding of the shares leaves it open
    reference_high: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many of the parts are met. Aspirational parts stand beside."""

    must_met: int
    must: int
    aspirational_met: int
    aspirational: int
    worst_must: Status | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """How a target stands, with everything it was computed from."""

    code: str = ""
    kind: Kind
    comparator: Comparator = Comparator.NONE
    is_aspirational: bool = False
    status: Status
    development: Development = Development.UNKNOWN
    reasons: tuple[Reason, ...] = ()
    flags: tuple[Flag, ...] = ()
    is_met: bool | None = None  # now
    level: Decimal | None = None  # what must be reached; the lower bound of two
    upper: Decimal | None = None
    base_value: Decimal | None = None  # what a change was counted from
    target_percent: Decimal | None = None  # the change that is wanted
    tolerance: Decimal | None = None
    band: Decimal = Decimal(0)
    start: Figure | None = None
    latest: Figure | None = None
    words: Direction | None = None
    compared: Decimal | None = None  # what the arrow compares, where it is not the latest figure
    change: Decimal | None = None  # from start to latest or compared, in the unit
    change_percent: Decimal | None = None  # None from zero
    points: int = 0  # figures from the start to the latest
    deadline: Period | None = None
    pace: Pace | None = None
    gap: Gap | None = None
    recurrence: Recurrence | None = None
    growth: Growth | None = None
    tally: Tally | None = None
    parts: tuple["Judgement", ...] = ()
    other_start: "Judgement | None" = None  # counted from the starting point, not from the base
    as_of: date | None = None
    method: str = METHOD

    @property
    def is_trend(self):
        return self.points >= TREND_POINTS

    @property
    def steps(self):
        """How it was computed, step by step."""
        return steps_of(self)
