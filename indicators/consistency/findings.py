"""What is found: a rule, the places, the passages, and the numbers they are about."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What kind of doubt it is: the kinds of quality notes, so that the two can be matched."""

    LABEL = "label"
    UNIT = "unit"
    PERIOD = "period"
    DEFINITION = "definition"
    MISSING = "missing"
    ARITHMETIC = "arithmetic"
    PLAUSIBILITY = "plausibility"
    LICENCE = "licence"
    LAYOUT = "layout"


class Rule(StrEnum):
    """What can be wrong; its sentence for people is composed elsewhere."""

    # Numbers and words in texts
    NUMBER_WITHOUT_FIGURE = "number_without_figure"
    PER_CENT_FOR_POINTS = "per_cent_for_points"
    NUMBER_IN_PER_CENT = "number_in_per_cent"
    NUMBER_AND_SHARE = "number_and_share"
    SHARE_IN_ANOTHER_UNIT = "share_in_another_unit"
    AGES_DIFFER = "ages_differ"
    BASE_YEAR_DIFFERS = "base_year_differs"
    GAP_SAID_TO_STAND = "gap_said_to_stand"
    # Units, labels and what a share is a share of
    UNITS_CONTRADICT = "units_contradict"
    SCALES_DIFFER = "scales_differ"
    DECIMALS_DIFFER = "decimals_differ"
    LABEL_DIFFERS = "label_differs"
    WHOLE_NOT_STATED = "whole_not_stated"
    WHOLES_DIFFER = "wholes_differ"
    # Periods
    CHART_MISSES_PERIODS = "chart_misses_periods"
    PERIOD_KINDS_DIFFER = "period_kinds_differ"
    ANOTHER_YEAR_PRINTED = "another_year_printed"
    PROMISED_YEAR_PASSED = "promised_year_passed"
    ACROSS_A_BREAK = "across_a_break"
    # Targets
    TWO_BASE_YEARS = "two_base_years"
    BASE_NOT_STATED = "base_not_stated"
    BASES_DIFFER = "bases_differ"
    PRICES_NOT_STATED = "prices_not_stated"
    DEADLINE_NOT_STATED = "deadline_not_stated"
    DEADLINE_OFF_HORIZON = "deadline_off_horizon"
    DEADLINE_PASSED = "deadline_passed"
    TOLERANCE_NOT_STATED = "tolerance_not_stated"
    TARGETS_BESIDE = "targets_beside"
    PRIMARY_NOT_CHOSEN = "primary_not_chosen"
    START_WITHOUT_TARGET = "start_without_target"
    # Figures among themselves
    START_DISAGREES = "start_disagrees"
    CHANGE_DISAGREES = "change_disagrees"
    MEAN_DISAGREES = "mean_disagrees"
    TOTAL_OUTSIDE_PARTS = "total_outside_parts"
    PART_MISSING = "part_missing"
    LEVEL_NOT_PRINTED = "level_not_printed"
    ONLY_IN_PICTURE = "only_in_picture"
    TOTAL_HIDES_GAP = "total_hides_gap"
    ORDER_REVERSED = "order_reversed"
    # The follow-up and the document
    ARROW_NOT_RECORDED = "arrow_not_recorded"
    SUBSTITUTE_NOT_COMPARABLE = "substitute_not_comparable"
    DROPPED_AS_A_WHOLE = "dropped_as_a_whole"
    FIGURE_WITHOUT_METHOD = "figure_without_method"
    FOOTNOTE_WITHOUT_TEXT = "footnote_without_text"
    RIGHTS_OF_OTHERS = "rights_of_others"
    SOURCE_IN_DOUBT = "source_in_doubt"
    HEADING_DIFFERS = "heading_differs"
    FRAME_MISSING = "frame_missing"


KINDS = {
    Rule.NUMBER_WITHOUT_FIGURE: Kind.DEFINITION,
    Rule.PER_CENT_FOR_POINTS: Kind.UNIT,
    Rule.NUMBER_IN_PER_CENT: Kind.UNIT,
    Rule.NUMBER_AND_SHARE: Kind.LABEL,
    Rule.SHARE_IN_ANOTHER_UNIT: Kind.UNIT,
    Rule.AGES_DIFFER: Kind.DEFINITION,
    Rule.BASE_YEAR_DIFFERS: Kind.PERIOD,
    Rule.GAP_SAID_TO_STAND: Kind.PLAUSIBILITY,
    Rule.UNITS_CONTRADICT: Kind.UNIT,
    Rule.SCALES_DIFFER: Kind.UNIT,
    Rule.DECIMALS_DIFFER: Kind.DEFINITION,
    Rule.LABEL_DIFFERS: Kind.LABEL,
    Rule.WHOLE_NOT_STATED: Kind.DEFINITION,
    Rule.WHOLES_DIFFER: Kind.DEFINITION,
    Rule.CHART_MISSES_PERIODS: Kind.PERIOD,
    Rule.PERIOD_KINDS_DIFFER: Kind.PERIOD,
    Rule.ANOTHER_YEAR_PRINTED: Kind.PERIOD,
    Rule.PROMISED_YEAR_PASSED: Kind.MISSING,
    Rule.ACROSS_A_BREAK: Kind.DEFINITION,
    Rule.TWO_BASE_YEARS: Kind.DEFINITION,
    Rule.BASE_NOT_STATED: Kind.MISSING,
    Rule.BASES_DIFFER: Kind.DEFINITION,
    Rule.PRICES_NOT_STATED: Kind.DEFINITION,
    Rule.DEADLINE_NOT_STATED: Kind.MISSING,
    Rule.DEADLINE_OFF_HORIZON: Kind.PERIOD,
    Rule.DEADLINE_PASSED: Kind.PERIOD,
    Rule.TOLERANCE_NOT_STATED: Kind.DEFINITION,
    Rule.TARGETS_BESIDE: Kind.DEFINITION,
    Rule.PRIMARY_NOT_CHOSEN: Kind.DEFINITION,
    Rule.START_WITHOUT_TARGET: Kind.DEFINITION,
    Rule.START_DISAGREES: Kind.ARITHMETIC,
    Rule.CHANGE_DISAGREES: Kind.ARITHMETIC,
    Rule.MEAN_DISAGREES: Kind.ARITHMETIC,
    Rule.TOTAL_OUTSIDE_PARTS: Kind.ARITHMETIC,
    Rule.PART_MISSING: Kind.MISSING,
    Rule.LEVEL_NOT_PRINTED: Kind.MISSING,
    Rule.ONLY_IN_PICTURE: Kind.MISSING,
    Rule.TOTAL_HIDES_GAP: Kind.PLAUSIBILITY,
    Rule.ORDER_REVERSED: Kind.PLAUSIBILITY,
    Rule.ARROW_NOT_RECORDED: Kind.MISSING,
    Rule.SUBSTITUTE_NOT_COMPARABLE: Kind.DEFINITION,
    Rule.DROPPED_AS_A_WHOLE: Kind.MISSING,
    Rule.FIGURE_WITHOUT_METHOD: Kind.DEFINITION,
    Rule.FOOTNOTE_WITHOUT_TEXT: Kind.MISSING,
    Rule.RIGHTS_OF_OTHERS: Kind.LICENCE,
    Rule.SOURCE_IN_DOUBT: Kind.DEFINITION,
    Rule.HEADING_DIFFERS: Kind.LAYOUT,
    Rule.FRAME_MISSING: Kind.LAYOUT,
}


class Form(StrEnum):
    """Which row is to be mended."""

    STRATEGY = "strategy"
    GOAL = "goal"
    INDICATOR = "indicator"
    SERIES = "series"
    OBSERVATION = "observation"
    BASELINE = "baseline"
    TARGET = "target"
    SOURCE = "citation"
    ANALYSIS = "goalanalysis"
    ASSESSMENT = "assessment"
    DIAGRAM = "figure"
    FOOTNOTE = "footnote"


class Detail(StrEnum):
    """What a number or word beside a finding says."""

    WRITTEN = "written"  # as the document has it
    REGISTERED = "registered"  # as the registry has it
    BESIDE = "beside"  # what stands beside it and differs
    VALUE = "value"
    START = "start"  # the starting point
    BASE = "base"  # what a change is counted from
    DIFFERENCE = "difference"  # in the unit of the series
    PER_CENT = "per_cent"  # the same change, in per cent
    PERIOD = "period"
    FIRST = "first"  # the earlier value
    LAST = "last"  # the later value
    TOTAL = "total"
    LOWEST = "lowest"  # of the groups
    HIGHEST = "highest"  # of the groups
    DECIMALS = "decimals"
    USUAL = "usual"  # the decimals of most values
    GAP_BEFORE = "gap_before"
    GAP_AFTER = "gap_after"
    REGION = "region"  # the difference between the groups here …
    NATION = "nation"  # … and in the nation
    REASON = "reason"  # why a value is missing, or what of a strategy is


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands, in codes, and the row where it is mended."""

    form: Form
    row: int = 0
    goal: str = ""
    indicator: str = ""
    follow_up: str = ""
    series: str = ""
    code: str = ""  # of the target, of the diagram, the mark of the footnote


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One place of a finding: what is said there, and the numbers concerned."""

    place: Place
    passage: str = ""
    details: tuple[tuple[Detail, Decimal | str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule broken at one indicator, goal or strategy, in one or several places."""

    rule: Rule
    goal: str = ""  # empty: it is about the whole strategy
    indicator: str = ""  # empty: it is about the goal
    spots: tuple[Spot, ...]

    @property
    def kind(self):
        return KINDS[self.rule]


def found(rule, place, passage="", *, of_strategy=False, **details):
    """A finding in one place; ``details`` by the values of ``Detail``, empty ones left out."""
    known = tuple(
        (Detail(name), value) for name, value in details.items() if value not in ("", None)
    )
    return Finding(
        rule=rule,
        goal="" if of_strategy else place.goal,
        indicator="" if of_strategy else place.indicator,
        spots=(Spot(place=place, passage=passage, details=known),),
    )


def merged(findings):
    """One finding for each rule and indicator, in their order; what is said twice counts once."""
    spots = {}
    for each in findings:
        spots.setdefault((each.rule, each.goal, each.indicator), {}).update(
            dict.fromkeys(each.spots)
        )
    return tuple(
        Finding(rule=rule, goal=goal, indicator=indicator, spots=tuple(places))
        for (rule, goal, indicator), places in spots.items()
    )
