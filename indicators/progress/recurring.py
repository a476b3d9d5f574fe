"""Targets of every period: at least 1 500 dwellings a year."""

from decimal import Decimal

from indicators.progress.evidence import by_number, evidence_of
from indicators.progress.levels import (
    WANTED,
    Rule,
    is_of_deadline,
    told,
    until_deadline,
    without_line,
)
from indicators.progress.values import (
    Aggregation,
    Comparator,
    Flag,
    Reason,
    Recurrence,
    Status,
)

ZERO = Decimal(0)
WHOLE = {Aggregation.SUM, Aggregation.MEAN}


def judge_recurring(target, as_of):
    """Periods met of periods known, since the start. Sums, means, bests over a span count too."""
    if target.line is None or target.value is None:
        reason = without_line(target) if target.line is None else Reason.NO_LEVEL
        return told(target, None, None, set(target.flags), reasons={reason})
    line = until_deadline(target.line, target.deadline)
    rule = Rule(
        comparator=target.comparator,
        level=target.value,
        upper=target.upper,
        tolerance=target.tolerance or ZERO,
    )
    evidence = evidence_of(line)
    known = later_figures(line, evidence)
    flags = target.flags | evidence.flags
    found = recurrence(rule, known)
    if found is None:
        reasons = set(evidence.reasons) or {Reason.NO_DATA}
        return told(target, rule, evidence, flags, reasons=reasons)
    if any(each.aggregation != Aggregation.POINT for each in known):
        flags |= {Flag.AGGREGATE_OBSERVATION}
    status = status_of(target, rule, found, known, as_of)
    return told(
        target,
        rule,
        evidence,
        flags,
        status=status,
        reasons={Reason.NO_NUMERIC_OBSERVATION} if status == Status.CANNOT_ASSESS else (),
        development=development_of(rule, line, evidence, found, known),
        is_met=None if evidence.latest is None else rule.is_met(evidence.latest.value),
        recurrence=found,
    )


def later_figures(line, evidence):
    """The figures after the start that say something of how much there was."""
    begun = line.start.period.end if line.start else None
    saying = {Aggregation.POINT, Aggregation.HIGHEST, Aggregation.LOWEST} | WHOLE
    return [
        each
        for each in line.figures
        if each.value is not None
        and each.aggregation in saying
        and (begun is None or each.period.start > begun)
    ]


def recurrence(rule, known):
    """What is known of the periods together; None where nothing is.

    A sum or mean over the longest span stands for all its periods; without one the periods
    with a figure are counted.
    """
    points = [each for each in known if each.aggregation == Aggregation.POINT]
    spans = [each for each in known if each.aggregation in WHOLE]
    if spans:
        whole = max(
            spans, key=lambda each: (length(each.period), each.aggregation == Aggregation.SUM)
        )
        number = length(whole.period)
        is_sum = whole.aggregation == Aggregation.SUM
        total = whole.value if is_sum else whole.value * number
    elif points:
        number, total = len(points), sum(each.value for each in points)
    else:
        return None
    expected = rule.level * number
    return Recurrence(
        threshold=rule.level,
        met=periods_met(rule, known, points, number),
        known=number,
        total=total,
        mean=total / number,
        coverage=total / expected if expected else None,
        shortfall=expected - total,
    )


def length(period):
    """How many years a span holds."""
    return period.end.year - period.start.year + 1


def periods_met(rule, known, points, number):
    """How many periods meet it; None where that is open.

    The best of a span that does not meet it proves that none does, the poorest that does proves
    that all do.
    """
    if len(points) == number:
        return sum(rule.is_met(each.value) for each in points)
    best = {1: Aggregation.HIGHEST, -1: Aggregation.LOWEST}.get(WANTED.get(rule.comparator))
    poorest = {1: Aggregation.LOWEST, -1: Aggregation.HIGHEST}.get(WANTED.get(rule.comparator))
    for each in known:
        if (
            length(each.period) >= number
            and each.aggregation == best
            and not rule.is_met(each.value)
        ):
            return 0
        if (
            length(each.period) >= number
            and each.aggregation == poorest
            and rule.is_met(each.value)
        ):
            return number
    return None


def status_of(target, rule, found, known, as_of):
    points = [each for each in known if each.aggregation == Aggregation.POINT]
    if found.met == found.known:
        is_last = target.deadline and any(
            is_of_deadline(each.period, target.deadline, target.line.step)
            and Flag.PRELIMINARY not in each.flags
            for each in points
        )
        return Status.ACHIEVED if is_last else Status.ACHIEVED_SO_FAR
    if found.met == 0:
        return Status.NOT_MET_ANY_PERIOD
    if found.met is not None:
        return Status.PARTLY
    if any(not rule.is_met(each.value) for each in points) or is_short(rule, found):
        return Status.NOT_MET
    return Status.CANNOT_ASSESS


def is_short(rule, found):
    """Whether the sum alone proves that some period did not meet it."""
    wanted = WANTED.get(rule.comparator)
    if wanted is None:
        return False
    away = found.shortfall * wanted
    is_strict = rule.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
    return away > 0 or (away == 0 and is_strict)


def development_of(rule, line, evidence, found, known):
    """The newest figure against the start; the mean where it reaches further than any figure."""
    if evidence.start is None:
        return None
    last = max(known, key=lambda each: each.period.end)
    points_end = evidence.latest.period.end if evidence.latest else None
    value = evidence.latest.value if points_end and points_end >= last.period.end else found.mean
    return by_number(better_by=rule.better_by(evidence.start.value, value), band=line.band)
