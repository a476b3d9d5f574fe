"""Gaps between two lines: of two groups, of a region and the nation."""

from dataclasses import replace
from decimal import Decimal

from indicators.progress.evidence import by_number, evidence_of
from indicators.progress.levels import (
    difference,
    final_status,
    gap_line,
    known,
    same_in_words,
    start_of_pair,
    told,
    tolerance_flags,
    until_deadline,
    why_no_gap,
    without_line,
)
from indicators.progress.values import (
    RATIO_BAND,
    Comparator,
    Development,
    Direction,
    Figure,
    Flag,
    Gap,
    GapMeasure,
    Reason,
    Status,
)

ZERO = Decimal(0)
ALONE = {
    Development.POSITIVE: Status.GAP_CLOSING,
    Development.UNCHANGED: Status.GAP_UNCHANGED,
    Development.NEGATIVE: Status.GAP_WIDENING,
}


def gap_between(
    first, second, *, tolerance=None, measure=GapMeasure.DIFFERENCE, ratio_band=RATIO_BAND
):
    """The gap of two lines from the first one's start to the last period known of both, or None.

    The difference in the unit, and the ratio where both numbers are above zero. A change of the
    difference up to the band of the first line counts as unchanged, of the ratio up to
    ``ratio_band``; the flag MEASURE_DEPENDENT says that the two disagree.
    """
    begun = start_of_pair(first, second)
    ours, theirs = known(first), known(second)
    common = [
        each
        for each in ours.keys() & theirs.keys()
        if begun is None or each.end > begun[0].period.end
    ]
    if not common:
        return None
    last = max(common)
    return gap_of(
        begun,
        (ours[last], theirs[last]),
        bands=(first.band, ratio_band),
        tolerance=tolerance,
        measure=measure,
    )


def gap_of(begun, ended, *, bands, tolerance, measure):
    before = difference(*begun) if begun else None
    now = difference(*ended)
    found = Gap(
        before=before and before.value,
        now=now.value,
        ratio_before=ratio(begun) if begun else None,
        ratio_now=ratio(ended),
        period_before=before and before.period,
        period_now=now.period,
        values_before=tuple(each.value for each in begun or ()),
        values_now=tuple(each.value for each in ended),
        measure=measure,
        flags=now.flags | (before.flags if before else frozenset()),
        is_preliminary=Flag.PRELIMINARY in now.flags,
    )
    return replace(found, **verdict(found, bands, tolerance or ZERO))


def ratio(pair):
    first, second = (each.value for each in pair)
    return first / second if first > 0 and second > 0 else None


def away(value, measure):
    """How far a gap is from none: its size, or how much larger the larger is than the smaller."""
    if measure == GapMeasure.DIFFERENCE:
        return abs(value)
    return max(value, 1 / value) - 1


def verdict(gap, bands, tolerance):
    """The status of a gap by its own measure, and whether the other measure would disagree."""
    by_difference = gap_development(gap.before, gap.now, GapMeasure.DIFFERENCE, bands[0])
    by_ratio = gap_development(gap.ratio_before, gap.ratio_now, GapMeasure.RATIO, bands[1])
    flags = gap.flags
    if by_difference and by_ratio and by_difference != by_ratio:
        flags |= {Flag.MEASURE_DEPENDENT}
    is_ratio = gap.measure == GapMeasure.RATIO
    before, now = (gap.ratio_before, gap.ratio_now) if is_ratio else (gap.before, gap.now)
    development = by_ratio if is_ratio else by_difference
    if now is None:
        status = Status.CANNOT_ASSESS
    elif away(now, gap.measure) <= tolerance:
        status = Status.ACHIEVED_SO_FAR
    elif before is None:
        status = Status.CANNOT_ASSESS
    elif away(before, gap.measure) <= tolerance:
        status = Status.GAP_OPENED
    else:
        status = ALONE[development]
    return {"status": status, "flags": flags}


def gap_development(before, now, measure, band):
    if before is None or now is None:
        return None
    return by_number(better_by=away(before, measure) - away(now, measure), band=band)


def judge_parity(target, as_of):
    """Whether two groups come together: by the difference or the ratio, as the target says."""
    if target.line is None or (target.reference is None and target.gap is None):
        reason = without_line(target) if target.line is None else Reason.NO_REFERENCE
        return told(target, None, None, set(target.flags), reasons={reason})
    allowed = target.value if target.comparator == Comparator.AT_MOST else target.tolerance
    if target.measure == GapMeasure.RATIO and target.comparator == Comparator.AT_MOST and allowed:
        allowed -= 1  # “at most 1.2 times as large”
    line = until_deadline(target.line, target.deadline)
    flags = tolerance_flags(target)
    found = None
    if target.reference:
        found = gap_between(
            line,
            target.reference,
            tolerance=allowed,
            measure=target.measure,
            ratio_band=target.ratio_band,
        )
    if found is None:
        return from_gap_line(target, as_of, allowed, flags)
    flags |= target.flags | found.flags | evidence_of(line).flags
    flags |= evidence_of(target.reference).flags - {Flag.NEWER_WITHOUT_VALUE}
    return gap_judgement(target, as_of, found, flags)


def from_gap_line(target, as_of, allowed, flags):
    """The judgement where only the gap itself is known, in numbers or in words."""
    line = until_deadline(target.line, target.deadline)
    evidence = evidence_of(gap_line(target))
    if evidence.latest is None:
        if evidence.words == Direction.SAME:
            return same_in_words(target, evidence, flags, is_met=True)
        reasons = why_no_gap(line)
        if evidence.start is None:
            reasons.add(Reason.BASE_VALUE_MISSING)
        return told(target, None, evidence, flags | target.flags | evidence.flags, reasons=reasons)
    found = Gap(
        before=evidence.start and evidence.start.value,
        now=evidence.latest.value,
        period_before=evidence.start and evidence.start.period,
        period_now=evidence.latest.period,
        measure=target.measure,
        flags=evidence.flags,
        is_preliminary=Flag.PRELIMINARY in evidence.latest.flags,
    )
    found = replace(found, **verdict(found, bands_of(target), allowed or ZERO))
    return gap_judgement(target, as_of, found, flags | target.flags | found.flags)


def gap_judgement(target, as_of, gap, flags):
    is_met = gap.status == Status.ACHIEVED_SO_FAR
    flags_now = frozenset({Flag.PRELIMINARY}) if gap.is_preliminary else frozenset()
    latest = Figure(period=gap.period_now, value=gap.now, flags=flags_now)
    status = final_status(target, latest, is_met, as_of) or gap.status
    reasons = set()
    if status == Status.CANNOT_ASSESS:
        is_ratio = gap.measure == GapMeasure.RATIO and gap.ratio_now is None
        reasons.add(Reason.GROWTH_NOT_DEFINED if is_ratio else Reason.BASE_VALUE_MISSING)
    return told(
        target,
        None,
        None,
        flags,
        status=status,
        reasons=reasons,
        development=development_of(gap, *bands_of(target)),
        is_met=is_met,
        gap=gap,
        band=target.line.band,
    )


def bands_of(target):
    """Up to what a change counts as unchanged: of the difference, of the ratio."""
    return target.line.band, target.ratio_band


def development_of(gap, band, ratio_band):
    if gap.measure == GapMeasure.RATIO:
        return gap_development(gap.ratio_before, gap.ratio_now, gap.measure, ratio_band)
    return gap_development(gap.before, gap.now, gap.measure, band)
