"""How a judgement was computed: each step in words, with its numbers filled in, and its result."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from indicators.judging.sentences import GROWTH_DECIMALS, decimals_of, is_needed, ratio
from indicators.judging.wording import Word
from indicators.judging.writing import is_share, number, rounded, signed, telling
from indicators.progress.account import Measure, Quantity
from indicators.progress.values import ON_TRACK, TOO_SLOW, Flag

NAME = re.compile(r"{(\w+)}")
PRINTED = 6  # so many decimals can a number have that was printed; a longer one was computed
INEXACT = 3  # decimals of a computed number that enters the next step
LIMITS = (Decimal(0), TOO_SLOW, ON_TRACK)
MOST_DECIMALS = 10

QUANTITIES = {
    Quantity.TARGET_LEVEL: Word(
        label=_("Level to reach"),
        meaning=_("The level that the change against the base comes to."),
    ),
    Quantity.CHANGE: Word(
        label=_("Change since the start"), meaning=_("The latest figure minus the start.")
    ),
    Quantity.CHANGE_PERCENT: Word(
        label=_("Change in per cent"), meaning=_("The change in relation to the start.")
    ),
    Quantity.DISTANCE_CLOSED: Word(
        label=_("Part of the way that is done"),
        meaning=_("How much of the way from the start to the target is behind."),
    ),
    Quantity.TIME_GONE: Word(
        label=_("Part of the time that is gone"),
        meaning=_("Years from the start to the latest figure, of those up to the deadline."),
    ),
    Quantity.PACE: Word(
        label=_("Pace, of the planned one"),
        meaning=_("The part of the way that is done, through the part of the time that is gone."),
    ),
    Quantity.PER_YEAR: Word(
        label=_("Change per year so far"), meaning=_("On average, since the start.")
    ),
    Quantity.NEEDED_PER_YEAR: Word(
        label=_("Needed per year from here"),
        meaning=_("What is left to the target, for each year that is left from the latest figure."),
    ),
    Quantity.PLANNED_NOW: Word(
        label=_("Where the path would be now"),
        meaning=_("The value on the path to the target at the time of the latest figure."),
    ),
    Quantity.AT_DEADLINE: Word(
        label=_("At the deadline, if it goes on like this"),
        meaning=_("Where the straight line through start and latest figure ends."),
    ),
    Quantity.MEAN: Word(
        label=_("Mean of the known periods"), meaning=_("Their sum through their number.")
    ),
    Quantity.COVERAGE: Word(
        label=_("Part of what was promised"),
        meaning=_("The sum of the periods, of what all of them should have given."),
    ),
    Quantity.SHORTFALL: Word(
        label=_("Missing in all"),
        meaning=_("What all periods should have given, minus what they gave."),
    ),
    Quantity.GAP_BEFORE: Word(
        label=_("Gap at the start"), meaning=_("The first minus the second, then.")
    ),
    Quantity.GAP_NOW: Word(label=_("Gap now"), meaning=_("The first minus the second, now.")),
    Quantity.RATIO_BEFORE: Word(
        label=_("Ratio at the start"), meaning=_("The first through the second, then.")
    ),
    Quantity.RATIO_NOW: Word(label=_("Ratio now"), meaning=_("The first through the second, now.")),
    Quantity.GROWTH: Word(
        label=_("Growth per year"),
        meaning=_("The same per cent each year that leads from the start to the latest figure."),
    ),
    Quantity.REFERENCE_GROWTH: Word(
        label=_("Growth per year of what it is compared with"),
        meaning=_("The same, of the other area."),
    ),
    Quantity.GROWTH_DIFFERENCE: Word(
        label=_("Difference in growth"), meaning=_("In percentage points a year.")
    ),
}

# What a result is counted in, where its unit does not say it.
MEASURES = {
    Measure.PERCENT: _("per cent"),
    Measure.POINTS: _("percentage points"),
    Measure.SHARE: _("per cent"),
    Measure.YEARS: _("years"),
    Measure.RATIO: "",
    Measure.NUMBER: "",
}

# What stands in a formula for a number.
NAMES = {
    "base": _("base value"),
    "change_percent": _("change in per cent"),
    "start": _("start"),
    "latest": _("latest"),
    "now": _("latest"),
    "aim": _("target"),
    "cap": _("highest possible value"),
    "years_gone": _("years gone"),
    "years_in_all": _("years in all"),
    "years_left": _("years left"),
    "years": _("years"),
    "distance_closed": _("part of the way"),
    "time_gone": _("part of the time"),
    "per_year": _("change per year"),
    "first": _("first"),
    "second": _("second"),
    "total": _("sum"),
    "known": _("number of periods"),
    "threshold": _("target of each period"),
    "growth": _("growth"),
    "reference_growth": _("growth of the other"),
    "share_before": _("share at the start"),
    "share_now": _("share now"),
}


@dataclass(frozen=True, kw_only=True)
class Computed:
    """One step of a computation as people read it.

    ``formula`` has words, ``filled`` the numbers; ``result`` is counted in ``measure``.
    """

    quantity: Quantity
    label: str
    formula: str
    filled: str
    result: str
    measure: Measure


def computed(judgement, unit=""):
    """The steps a judgement was computed in, in their order.

    Left out are those that mean nothing: per cent of a share, and the way to a target that is met.
    """
    decimals = decimals_of(judgement)
    return tuple(
        Computed(
            quantity=step.quantity,
            label=QUANTITIES[step.quantity].label,
            formula=NAME.sub(lambda found: str(NAMES[found[1]]), step.formula),
            filled=filled_in(step),
            result=result_of(step, decimals),
            measure=step.measure,
        )
        for step in judgement.steps
        if is_meant(step, judgement, unit)
    )


def is_meant(step, judgement, unit):
    match step.quantity:
        case Quantity.CHANGE_PERCENT:
            return not is_share(unit)
        case Quantity.DISTANCE_CLOSED:
            return Flag.BASELINE_ALREADY_MET not in judgement.flags
        case Quantity.NEEDED_PER_YEAR:
            return is_needed(judgement)
    return True


def filled_in(step):
    """The formula with its numbers: whole where they were printed, else rounded."""
    written = {name: operand(value) for name, (value, _measure) in step.inputs.items()}
    return NAME.sub(lambda found: written[found[1]], step.formula)


def operand(value):
    if -value.as_tuple().exponent > PRINTED:
        value = rounded(value, max(INEXACT, INEXACT - 1 - value.adjusted()))
    return f"({number(value)})" if value < 0 else number(value)


def result_of(step, decimals):
    """The result of a step as it is written; what was subtracted from printed figures is whole."""
    match step.measure:
        case Measure.SHARE if step.quantity == Quantity.PACE:
            return pace_percent(step.result)
        case Measure.SHARE:
            return number(rounded(step.result * 100, 1))
        case Measure.PER_YEAR:
            return signed(telling(step.result, decimals))
        case Measure.PERCENT | Measure.POINTS:
            return signed(rounded(step.result, GROWTH_DECIMALS))
        case Measure.RATIO:
            return ratio(step.result)
        case Measure.DIFFERENCE:
            return signed(whole(step.result, decimals))
    if step.quantity == Quantity.TARGET_LEVEL:
        return number(whole(step.result, decimals))
    return number(telling(step.result, decimals))


def whole(value, decimals):
    """A number with all its decimals, unless it has more than anything printed has."""
    return telling(value, decimals) if -value.as_tuple().exponent > PRINTED else value


def pace_percent(pace):
    """A pace in per cent, never rounded over one of the limits that decide the status."""
    side = [pace >= limit for limit in LIMITS]
    percent = pace * 100
    for decimals in range(MOST_DECIMALS):
        shown = rounded(percent, decimals)
        if [shown >= limit * 100 for limit in LIMITS] == side:
            break
    return number(shown)
