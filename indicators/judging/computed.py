"""How a judgement was computed: each step in words, with its numbers filled in, and its result."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from indicators.judging.sentences import GROWTH_DECIMALS, decimals_of, is_needed, ratio
from indicators.judging.wording import Word
from indicators.judging.writing import is_share, number, rounded, signed, summed, telling
from indicators.progress.account import Measure, Quantity
from indicators.progress.values import ON_TRACK, TOO_SLOW, Flag, Kind

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
        label=_("Change since the start"),
        meaning=_("The latest figure, or the mean where that is compared, minus the start."),
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
    "mean": _("mean"),
    "cap": _("highest possible value"),
    "floor": _("lowest possible value"),
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
# The same on the way to no gap; where it changed sides only its size is counted.
NAMES_OF_GAP = {
    "start": _("gap at the start"),
    "now": _("gap now"),
    "aim": _("gap that is wanted"),
}
NAMES_OF_SIZE = NAMES_OF_GAP | {
    "start": _("size of the gap at the start"),
    "now": _("size of the gap now"),
}
ON_THE_WAY = {
    Quantity.DISTANCE_CLOSED,
    Quantity.PER_YEAR,
    Quantity.NEEDED_PER_YEAR,
    Quantity.PLANNED_NOW,
}
# What enters a later step; it is written there as it was found.
ENTERING = {
    Quantity.DISTANCE_CLOSED,
    Quantity.TIME_GONE,
    Quantity.PER_YEAR,
    Quantity.MEAN,
    Quantity.GROWTH,
    Quantity.REFERENCE_GROWTH,
}
FIRST = (Quantity.GAP_BEFORE, Quantity.GAP_NOW)


@dataclass(frozen=True, kw_only=True)
class Computed:
    """One step of a computation as people read it.

    ``formula`` has words, ``filled`` the numbers; both are "" where the source gives the result
    itself. ``result`` is counted in ``measure``, of ``unit``.
    """

    quantity: Quantity
    label: str
    formula: str
    filled: str
    result: str
    measure: Measure
    unit: str


def computed(judgement, unit=""):
    """The steps a judgement was computed in, in their order.

    Left out are those that mean nothing: per cent of a share, and the way to a target that is met.
    """
    decimals = decimals_of(judgement)
    names = NAMES | names_of_gap(judgement)
    found = [
        Computed(
            quantity=step.quantity,
            label=QUANTITIES[step.quantity].label,
            formula=in_words(step, names if step.quantity in ON_THE_WAY else NAMES),
            filled=filled_in(step),
            result=result_of(step, decimals),
            measure=step.measure,
            unit=summed(unit) if step.quantity == Quantity.SHORTFALL else unit,
        )
        for step in (as_gap(step, judgement) for step in judgement.steps)
        if is_meant(step, judgement, unit)
    ]
    found += printed_gaps(judgement, unit)
    return tuple(sorted(found, key=place_of))


def place_of(step):
    """The gaps themselves stand first, wherever they come from."""
    return FIRST.index(step.quantity) if step.quantity in FIRST else len(FIRST)


def printed_gaps(judgement, unit):
    """The gaps that the source gives itself, beside those that were computed from two figures."""
    gap = judgement.gap
    if gap is None:
        return
    pairs = ((gap.before, gap.values_before), (gap.now, gap.values_now))
    for quantity, (value, values) in zip(FIRST, pairs, strict=True):
        if value is not None and not values:
            yield Computed(
                quantity=quantity,
                label=QUANTITIES[quantity].label,
                formula="",
                filled="",
                result=signed(value),
                measure=Measure.DIFFERENCE,
                unit=unit,
            )


def is_sized(judgement):
    """Whether the way to no gap was computed with the size of the gap, without its sign."""
    gap, pace = judgement.gap, judgement.pace
    return (gap.now, gap.before or 0) != (pace.value, pace.begun or 0)


def is_below(judgement):
    """Whether the gap is nowhere above zero, so that its sign can be put back."""
    return max(judgement.gap.now, judgement.gap.before or 0) <= 0


def names_of_gap(judgement):
    if not is_way_of_gap(judgement):
        return {}
    return NAMES_OF_SIZE if is_sized(judgement) and not is_below(judgement) else NAMES_OF_GAP


def is_way_of_gap(judgement):
    return bool(judgement.kind == Kind.REFERENCE_LEVEL and judgement.gap and judgement.pace)


def as_gap(step, judgement):
    """A step on the way to no gap, as the difference it is, with the sign that the gap has."""
    if step.quantity not in ON_THE_WAY or not is_way_of_gap(judgement):
        return step
    result, inputs = step.result, step.inputs
    if is_sized(judgement) and is_below(judgement):
        result = result if step.measure == Measure.SHARE else -result
        inputs = {
            name: (-value if measure == Measure.UNIT else value, measure)
            for name, (value, measure) in inputs.items()
        }
    measure = Measure.DIFFERENCE if step.measure == Measure.UNIT else step.measure
    return replace(step, result=result, inputs=inputs, measure=measure)


def in_words(step, names):
    return NAME.sub(lambda found: str(names[found[1]]), step.formula)


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
    value = entering(value)
    return f"({number(value)})" if value < 0 else number(value)


def entering(value):
    """A number as it enters a step: whole where it may have been printed, else rounded."""
    if -value.as_tuple().exponent > PRINTED:
        return rounded(value, max(INEXACT, INEXACT - 1 - value.adjusted()))
    return value


def result_of(step, decimals):
    """The result of a step as it is written; the same number again where it enters a later one."""
    if step.quantity == Quantity.PACE:
        return pace_percent(step.result)
    if step.quantity in ENTERING:
        value = entering(step.result)
    else:
        value = shortened(step, decimals)
    match step.measure:
        case Measure.SHARE:
            return number(value * 100)
        case Measure.PER_YEAR | Measure.PERCENT | Measure.POINTS | Measure.DIFFERENCE:
            return signed(value)
        case Measure.RATIO:
            return ratio(value)
    return number(value)


def shortened(step, decimals):
    """A result for reading; what was subtracted from printed figures is whole."""
    match step.measure:
        case Measure.SHARE:
            return rounded(step.result, INEXACT)
        case Measure.PERCENT | Measure.POINTS:
            return rounded(step.result, GROWTH_DECIMALS)
        case Measure.DIFFERENCE:
            return whole(step.result, decimals)
        case Measure.RATIO:
            return step.result
    if step.quantity == Quantity.TARGET_LEVEL:
        return whole(step.result, decimals)
    return telling(step.result, decimals)


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
