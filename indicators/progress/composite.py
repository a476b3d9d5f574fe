"""All of several targets. Every part is shown; none of them hides another."""

from indicators.progress.evidence import by_words, evidence_of, ordered
from indicators.progress.levels import WANTED, facts_of
from indicators.progress.values import (
    MET,
    Development,
    Flag,
    Judgement,
    Kind,
    Reason,
    Status,
    Tally,
)

STATUSES = list(Status)
FROM_WORST = [
    Development.NEGATIVE,
    Development.UNKNOWN,
    Development.UNCHANGED,
    Development.POSITIVE,
]


def judge_composite(target, parts):
    """The worst of the parts that must be met, or PARTLY where only some of them are.

    Aspirational parts stand beside: they neither hide nor sink the rest. A line of the whole,
    where there is one, tells which way it went.
    """
    wanted = [each for each in parts if each.kind != Kind.MONITOR]
    must = [each for each in wanted if not each.is_aspirational]
    aspirational = [each for each in wanted if each.is_aspirational]
    met = sum(each.status in MET for each in must)
    flags = set(target.flags).union(*(each.flags for each in must))
    if len({each.development for each in must}) > 1:
        flags.add(Flag.PARTS_DIFFER)
    worst = max((each.status for each in must or parts), key=STATUSES.index, default=None)
    status = worst or Status.CANNOT_ASSESS
    if must and 0 < met < len(must):
        status = Status.PARTLY
    reasons = set()
    if status == Status.CANNOT_ASSESS:
        reasons = {reason for each in must or parts for reason in each.reasons}
        reasons |= set() if parts else {Reason.NO_PARTS}
    facts, development = {}, worst_development(must or parts)
    if target.line is not None:
        facts, development, more, seen = of_the_whole(target, development)
        flags |= seen
        reasons |= more if status == Status.CANNOT_ASSESS else set()
    elif status != Status.CANNOT_ASSESS:
        reasons = {reason for each in must for reason in each.reasons if each.status == status}
    return Judgement(
        kind=target.kind,
        status=status,
        development=development,
        reasons=ordered(reasons, Reason),
        flags=ordered(flags, Flag),
        is_met=met == len(must) if must else None,
        tally=Tally(
            must_met=met,
            must=len(must),
            aspirational_met=sum(each.status in MET for each in aspirational),
            aspirational=len(aspirational),
            worst_must=worst if must else None,
        ),
        parts=parts,
        **facts,
    )


def worst_development(parts):
    return min(
        (each.development for each in parts), key=FROM_WORST.index, default=Development.UNKNOWN
    )


def wanted_of(target):
    """Which way all parts are to go; None where they are to go different ways."""
    wanted = {WANTED.get(each.comparator) for each in (target, *target.parts)} - {None}
    return wanted.pop() if len(wanted) == 1 else None


def of_the_whole(target, development):
    """What the line of the whole says, where the parts say nothing of the way it went."""
    evidence = evidence_of(target.line)
    if development == Development.UNKNOWN and evidence.words:
        development = by_words(
            evidence.words,
            wanted=wanted_of(target),
            band=target.line.band,
            is_start_estimated=Flag.BASELINE_ESTIMATED in evidence.flags,
        )
    return facts_of(target.line, evidence), development, set(evidence.reasons), evidence.flags
