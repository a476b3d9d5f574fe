"""Growth from the same start as a reference: both per year, the same per cent each year.

``g = (y / y0) ^ (1 / years) − 1``. Whether one grew more than the other is decided on the
products ``y · r0`` and ``r · y0``, which are exact. Where only the share of the reference is
known, ``s = y / r``, the growth of the reference follows from it:
``1 + g_ref = (1 + g) · s0 / s``.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.progress.evidence import by_number, evidence_of, years_between
from indicators.progress.levels import (
    WANTED,
    final_status,
    known,
    start_of_pair,
    told,
    until_deadline,
    without_line,
)
from indicators.progress.values import (
    Aggregation,
    Comparator,
    Development,
    Direction,
    Flag,
    Growth,
    Reason,
    Status,
)

HUNDRED = Decimal(100)
ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A growth, whose excess over the reference has the sign of ``ahead``."""

    growth: Growth
    ahead: Decimal
    latest: object  # the figure it ends with
    flags: frozenset[Flag]


def judge_growth(target, as_of):
    if target.line is None:
        return told(target, None, None, set(target.flags), reasons={without_line(target)})
    line = until_deadline(target.line, target.deadline)
    compared = by_levels(line, target.reference, target.tolerance)
    if compared is None and target.gap and target.gap.is_share:
        compared = by_share(line, target.gap, target.tolerance)
    if compared is None:
        return growth_not_known(target, line)
    is_met = is_growth_met(target.comparator, compared)
    status = final_status(target, compared.latest, is_met, as_of)
    if status is None:
        status = Status.ACHIEVED_SO_FAR if is_met else Status.NOT_MET
    flags = target.flags | compared.flags | line.flags
    return told(
        target,
        None,
        None,
        flags | ({Flag.NO_DEADLINE} if target.deadline is None else set()),
        status=status,
        development=arrow(target.comparator, compared),
        is_met=is_met,
        growth=compared.growth,
    )


def is_growth_met(comparator, compared):
    """A tie is not more; it is at least as much."""
    if compared.growth.is_tie:
        return comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}
    return compared.ahead * WANTED[comparator] > 0


def arrow(comparator, compared):
    if compared.growth.is_tie:
        return Development.UNCHANGED
    return by_number(better_by=compared.ahead * WANTED[comparator], band=ZERO)


def by_levels(line, reference, tie_band):
    """The growth of both lines from the same period to the last one known of both, or None."""
    pair = start_of_pair(line, reference)
    if pair is None or pair[0].value <= 0 or pair[1].value <= 0:
        return None
    ours, theirs = known(line), known(reference)
    start, start_of_other = pair
    common = [each for each in ours.keys() & theirs.keys() if each.end > start.period.end]
    if not common:
        return None
    last = max(common)
    years = years_between(start.period, last)
    own_values = (start.value, ours[last].value)
    other_values = (start_of_other.value, theirs[last].value)
    own, other = per_year(own_values, years), per_year(other_values, years)
    if own is None or other is None:
        return None
    ahead = own_values[1] * other_values[0] - other_values[1] * own_values[0]
    difference = own - other if ahead else ZERO
    flags = frozenset().union(*(each.flags for each in (*pair, ours[last], theirs[last])))
    return Compared(
        growth=Growth(
            own=own,
            reference=other,
            difference=difference,
            is_tie=abs(difference) <= (tie_band or ZERO),
            years=years,
            own_values=own_values,
            reference_values=other_values,
        ),
        ahead=ahead,
        latest=replace(ours[last], flags=ours[last].flags | theirs[last].flags),
        flags=flags | travelling(line) | travelling(reference),
    )


def travelling(line):
    """The facts about a line that go with every use of it."""
    return evidence_of(line).flags - {Flag.NEWER_WITHOUT_VALUE}


def per_year(values, years):
    """Growth in per cent a year between two values; None from or to zero or less."""
    first, last = values
    if first <= 0 or last <= 0:
        return None
    return ((last / first) ** (1 / years) - 1) * HUNDRED


def by_share(line, share, tie_band):
    """The growth of the reference, from the line's own growth and its share of the reference."""
    shares = sorted(known(share).values(), key=lambda each: each.period)
    shares = [*{each.period.end: each for each in shares}.values()]  # one for each time
    if share.start and share.start.value is not None:
        shares = [share.start, *(s for s in shares if s.period.end > share.start.period.end)]
    if len(shares) < 2 or min(each.value for each in shares) <= 0:
        return None
    before, now = shares[0], shares[-1]
    years = years_between(before.period, now.period)
    grown = own_growth(line, before, now)
    own = reference = low = high = None
    if grown is not None:
        own = root(grown, years)
        reference = root(grown * before.value / now.value, years)
        low, high = (root(each, years) for each in within_rounding(grown, before, now))
    difference = None if own is None else own - reference
    ahead = now.value - before.value
    is_tie = ahead == 0 or (difference is not None and abs(difference) <= (tie_band or ZERO))
    return Compared(
        growth=Growth(
            own=own,
            reference=reference,
            difference=difference,
            is_tie=is_tie,
            years=years,
            shares=(before.value, now.value),
            reference_low=low,
            reference_high=high,
        ),
        ahead=ahead,
        latest=now,
        flags=before.flags | now.flags | {Flag.DERIVED_VALUE},
    )


def own_growth(line, before, now):
    """What the line has grown to from one figure's period to the other's, 1 being no growth."""
    span = (before.period.end.year, now.period.end.year)
    for each in line.figures:
        is_change = each.aggregation == Aggregation.RELATIVE_CHANGE and each.value is not None
        years = (each.period.start.year, each.period.end.year)
        if is_change and years == span and each.value > -HUNDRED:
            return 1 + each.value / HUNDRED
    levels = known(line)
    if line.start and line.start.value is not None:
        levels = {line.start.period: line.start} | levels
    first, last = levels.get(before.period), levels.get(now.period)
    if first and last and first.value > 0 and last.value > 0:
        return last.value / first.value
    return None


def within_rounding(grown, before, now):
    """From what to what the reference may have grown, as the shares were rounded."""
    less, more = before.value - half(before), before.value + half(before)
    low, high = now.value - half(now), now.value + half(now)
    return (
        grown * less / high if less > 0 else None,
        grown * more / low if low > 0 else None,
    )


def half(figure):
    """Half a unit of the last printed decimal: as far as rounding may have moved a number."""
    return Decimal(5).scaleb(-figure.decimals - 1)


def root(factor, years):
    if factor is None:
        return None
    return (factor ** (1 / years) - 1) * HUNDRED


def growth_not_known(target, line):
    """Why growth can't be compared, or what words say of it."""
    evidence = evidence_of(line)
    words = [each.direction for each in target.gap.figures if each.direction] if target.gap else []
    if words and words[-1] == Direction.SAME:
        is_met = target.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}
        return told(
            target,
            None,
            replace(evidence, words=Direction.SAME),
            target.flags | evidence.flags | {Flag.QUALITATIVE_ONLY},
            status=Status.ACHIEVED_SO_FAR if is_met else Status.NOT_MET,
            reasons={Reason.QUALITATIVE},
            development=Development.UNCHANGED,
            is_met=is_met,
        )
    reasons = set(evidence.reasons)
    if target.reference is None:
        reasons.add(Reason.NO_REFERENCE)
    elif evidence.start is None or start_of_pair(line, target.reference) is None:
        reasons.add(Reason.BASE_VALUE_MISSING)
    elif evidence.latest and not is_positive(line, target.reference):
        reasons.add(Reason.GROWTH_NOT_DEFINED)
    elif evidence.latest:
        reasons |= set(evidence_of(target.reference).reasons) or {Reason.NO_REFERENCE}
    return told(target, None, evidence, target.flags | evidence.flags, reasons=reasons)


def is_positive(line, reference):
    pair = start_of_pair(line, reference)
    figures = [*pair, *known(line).values(), *known(reference).values()]
    return min(each.value for each in figures) > 0
