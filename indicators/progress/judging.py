"""The judging of a target, by its kind."""

from dataclasses import replace
from decimal import localcontext

from indicators.progress.composite import judge_composite
from indicators.progress.directions import judge_direction, judge_monitor
from indicators.progress.growth import judge_growth
from indicators.progress.levels import (
    judge_level,
    judge_reference_level,
    judge_relative,
    not_assessable,
)
from indicators.progress.parity import judge_parity
from indicators.progress.recurring import judge_recurring
from indicators.progress.values import COMPARATORS, Comparator, Kind, Reason

DIGITS = 50  # numbers of the registry have 15: all products and differences are exact

JUDGES = {
    Kind.LEVEL: judge_level,
    Kind.RELATIVE: judge_relative,
    Kind.RECURRING: judge_recurring,
    Kind.DIRECTION: judge_direction,
    Kind.REFERENCE_LEVEL: judge_reference_level,
    Kind.REFERENCE_GROWTH: judge_growth,
    Kind.PARITY: judge_parity,
    Kind.MONITOR: judge_monitor,
}


def judge(target, *, as_of):
    """How a target stands, seen from a day. It never raises, whatever the figures are.

    The rules are docs/method.md: comparator first, then pace on a straight line.
    """
    with localcontext(prec=DIGITS):
        return judged(target, as_of)


def means_something(target):
    """Whether the kind can be compared like that, and both ends of a range are there in order."""
    is_compared = target.kind not in {Kind.COMPOSITE, Kind.MONITOR}
    if is_compared and target.comparator not in COMPARATORS[target.kind]:
        return False
    if target.comparator == Comparator.BETWEEN and target.value is not None:
        return target.upper is not None and target.value <= target.upper
    return True


def judged(target, as_of):
    if not means_something(target):
        found = not_assessable(target, {Reason.NO_LEVEL})
    elif target.kind == Kind.COMPOSITE:
        parts = tuple(judged(part, as_of) for part in target.parts)
        found = judge_composite(target, parts)
    else:
        found = JUDGES[target.kind](target, as_of)
    told = {
        "code": target.code,
        "kind": target.kind,
        "comparator": target.comparator,
        "is_aspirational": target.is_aspirational,
        "deadline": target.deadline,
        "as_of": as_of,
    }
    if found.other_start is not None:
        told["other_start"] = replace(found.other_start, **told)
    return replace(found, **told)
