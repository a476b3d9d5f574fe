"""Directions, and what is followed without a target."""

from indicators.progress.evidence import by_number, evidence_of
from indicators.progress.levels import WANTED, told, until_deadline, without_line
from indicators.progress.values import Development, Flag, Reason, Status

STATUS = {
    Development.POSITIVE: Status.RIGHT_WAY,
    Development.UNCHANGED: Status.NO_CHANGE,
    Development.NEGATIVE: Status.WRONG_WAY,
}


def judge_direction(target, as_of):
    """Shall increase, shall decrease: since the start, beyond the neutral band."""
    if target.line is None:
        return told(target, None, None, set(target.flags), reasons={without_line(target)})
    evidence = evidence_of(until_deadline(target.line, target.deadline))
    flags = target.flags | evidence.flags
    if evidence.start and evidence.latest:
        better_by = evidence.change * WANTED[target.comparator]
        development = by_number(better_by=better_by, band=target.line.band)
        return told(
            target, None, evidence, flags, status=STATUS[development], development=development
        )
    reasons = set(evidence.reasons)
    if evidence.start is None:
        reasons.add(Reason.BASE_VALUE_MISSING)
    found = told(target, None, evidence, flags, reasons=reasons)
    if Flag.SUBSTITUTED_SERIES in flags or found.development == Development.UNKNOWN:
        return found
    return told(
        target,
        None,
        evidence,
        flags,
        status=STATUS[found.development],
        reasons={Reason.QUALITATIVE},
        development=found.development,
    )


def judge_monitor(target, as_of):
    """No target: what is known is told, and no arrow, since nothing says what is wanted."""
    if target.line is None:
        return told(
            target,
            None,
            None,
            set(target.flags),
            status=Status.NO_TARGET,
            reasons={without_line(target)},
        )
    evidence = evidence_of(target.line)
    return told(
        target,
        None,
        evidence,
        target.flags | evidence.flags,
        status=Status.NO_TARGET,
        reasons=set(evidence.reasons),
        development=Development.UNKNOWN,
    )
