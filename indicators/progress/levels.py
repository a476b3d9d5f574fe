"""Levels: of a series, of a change against a base, of the gap to a reference."""

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.progress.evidence import (
    WHY,
    by_number,
    by_words,
    evidence_of,
    of_one_kind,
    ordered,
)
from indicators.progress.pace import Way, pace_of, status_of_pace
from indicators.progress.values import (
    Comparator,
    Development,
    Direction,
    Figure,
    Flag,
    Gap,
    Judgement,
    Path,
    Reason,
    Status,
)

WANTED = {
    Comparator.AT_LEAST: 1,
    Comparator.MORE_THAN: 1,
    Comparator.INCREASE: 1,
    Comparator.AT_MOST: -1,
    Comparator.LESS_THAN: -1,
    Comparator.DECREASE: -1,
}
ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What is asked of a value: to be at least, at most, between …"""

    comparator: Comparator
    level: Decimal
    upper: Decimal | None = None
    tolerance: Decimal = ZERO
    is_of_distance: bool = False  # values are how far it is, which can't be less than none

    def is_met(self, value):
        match self.comparator:
            case Comparator.AT_LEAST:
                return value >= self.level - self.tolerance
            case Comparator.MORE_THAN:
                return value > self.level
            case Comparator.AT_MOST:
                return value <= self.level + self.tolerance
            case Comparator.LESS_THAN:
                return value < self.level
            case Comparator.BETWEEN:
                return self.level <= value <= self.upper
            case _:
                return abs(value - self.level) <= self.tolerance

    def aim(self, value):
        """The nearest number that is asked for, seen from a value."""
        if self.comparator == Comparator.BETWEEN:
            return min(max(value, self.level), self.upper)
        return self.level

    def better_by(self, before, now):
        """How much nearer to what is wanted, in the unit; below zero: farther from it."""
        if wanted := WANTED.get(self.comparator):
            return (now - before) * wanted
        return abs(before - self.aim(before)) - abs(now - self.aim(now))


def judge_level(target, as_of):
    if target.line is None or target.value is None:
        return not_assessable(target, {without_line(target)} if target.line is None else set())
    rule = Rule(
        comparator=target.comparator,
        level=target.value,
        upper=target.upper,
        tolerance=target.tolerance or ZERO,
    )
    return towards(target, as_of, rule, evidence_of(until_deadline(target.line, target.deadline)))


def judge_relative(target, as_of):
    """A change against a base: a level, once the value of the base is known.

    Pace counts from the base; the judgement from the starting point, if that is another,
    stands beside as ``other_start``.
    """
    base = target.base
    if base is None or base.value is None or target.change_percent is None:
        return relative_without_base(target)
    if base.value <= 0:
        return not_assessable(target, {Reason.GROWTH_NOT_DEFINED})
    level = base.value * (1 + target.change_percent / 100)
    rule = Rule(comparator=target.comparator, level=level, tolerance=target.tolerance or ZERO)
    if target.line is None:
        found = not_assessable(target, {without_line(target)})
    else:
        line = until_deadline(target.line, target.deadline)
        found = towards(target, as_of, rule, evidence_of(with_start(line), start=base))
        if has_other_start(line, base):
            other = towards(target, as_of, rule, evidence_of(line), flags={Flag.REBASED})
            found = replace(found, other_start=other)
    return replace(found, level=level, base_value=base.value, target_percent=target.change_percent)


def with_start(line):
    """A line whose starting point is a figure like the others: what is counted from is the base."""
    start = line.start
    if start is None or start.value is None or any(e.period == start.period for e in line.figures):
        return line
    return replace(line, figures=(start, *line.figures))


def has_other_start(line, base):
    start = line.start
    return start is not None and start.value is not None and start.period != base.period


def relative_without_base(target):
    reasons = {Reason.BASE_VALUE_MISSING}
    found = not_assessable(
        target, reasons | ({without_line(target)} if target.line is None else set())
    )
    return replace(found, target_percent=target.change_percent)


def judge_reference_level(target, as_of):
    """The gap to the reference in each period, judged like a level of zero."""
    line, reference = target.line, target.reference
    if line is None or (reference is None and target.gap is None):
        reasons = {without_line(target)} if line is None else {Reason.NO_REFERENCE}
        return not_assessable(target, reasons)
    evidence = evidence_of(gap_line(target))
    gap = gap_told(target, evidence)
    comparator = target.comparator
    is_of_distance = comparator == Comparator.EQUALS
    if is_of_distance:
        evidence = replace(
            evidence, start=distance(evidence.start), latest=distance(evidence.latest)
        )
        comparator = Comparator.AT_MOST
    rule = Rule(
        comparator=comparator,
        level=ZERO,
        tolerance=target.tolerance or ZERO,
        is_of_distance=is_of_distance,
    )
    flags = tolerance_flags(target)
    if evidence.latest is None and evidence.words == Direction.SAME:
        return same_in_words(target, evidence, flags, is_met=rule.is_met(ZERO))
    own = evidence_of(until_deadline(line, target.deadline))
    if evidence.latest is None and evidence.words is None:
        evidence = replace(evidence, reasons=tuple(why_no_gap(line)))
    flags |= own.flags - {Flag.NEWER_WITHOUT_VALUE}
    if target.reference:
        flags |= evidence_of(target.reference).flags - {Flag.NEWER_WITHOUT_VALUE}
    found = towards(target, as_of, rule, evidence, flags=flags)
    return replace(found, gap=gap, **facts_of(line, own))


def gap_told(target, evidence):
    """The gap with its sign at the start and now, and the numbers it was taken from."""
    start, latest = evidence.start, evidence.latest
    pair = start_of_pair(target.line, target.reference)
    ours, theirs = known(target.line), known(target.reference)
    has_now = latest and latest.period in ours and latest.period in theirs
    ended = (ours[latest.period].value, theirs[latest.period].value) if has_now else ()
    return Gap(
        before=start and start.value,
        now=latest and latest.value,
        period_before=start and start.period,
        period_now=latest and latest.period,
        values_before=tuple(each.value for each in pair) if pair else (),
        values_now=ended,
    )


def tolerance_flags(target):
    """That nobody has decided how much difference “the same” allows: it was read as none."""
    is_open = target.tolerance is None and target.comparator == Comparator.EQUALS
    return {Flag.TOLERANCE_INTERPRETED} if is_open else set()


def same_in_words(target, evidence, flags, *, is_met):
    """The judgement where words alone say that there is no difference."""
    return told(
        target,
        None,
        evidence,
        flags | target.flags | evidence.flags,
        status=Status.ACHIEVED_SO_FAR if is_met else Status.NOT_MET,
        reasons={Reason.QUALITATIVE},
        development=Development.UNCHANGED,
        is_met=is_met,
    )


def distance(figure):
    return figure and replace(figure, value=abs(figure.value))


# Common


def towards(target, as_of, rule, evidence, flags=frozenset()):
    """Judge a start and a latest figure by a rule: comparator first, then pace."""
    start, latest = evidence.start, evidence.latest
    line = target.line
    flags = set(flags) | target.flags | evidence.flags
    if start and target.deadline and target.deadline.end <= start.period.end:
        return told(target, rule, evidence, flags, reasons={Reason.DEADLINE_BEFORE_START})
    if latest is None:
        if start and is_passed(target, as_of) and set(evidence.reasons) == {Reason.ONLY_BASELINE}:
            return told(target, rule, evidence, flags, status=Status.AWAITING_FINAL)
        missing = set() if start else {Reason.BASE_VALUE_MISSING}
        return told(target, rule, evidence, flags, reasons=missing | set(evidence.reasons))
    is_met = rule.is_met(latest.value)
    was_met = start is not None and rule.is_met(start.value)
    if was_met:
        flags.add(Flag.BASELINE_ALREADY_MET)
    better_by = start and rule.better_by(start.value, latest.value)
    if start and abs(evidence.change) <= line.band:
        better_by = ZERO
    pace = pace_of(
        start=start,
        latest=latest,
        aim=rule.aim(start.value if start and is_met else latest.value),
        way=way_of(rule, start, latest),
        deadline=target.deadline,
        path=target.path,
        cap=line.cap,
        floor=ZERO if line.is_share and not rule.is_of_distance else None,
        was_met=was_met,
    )
    if target.path == Path.GEOMETRIC and pace.path != target.path:
        flags.add(Flag.PATH_NOT_POSSIBLE)
    status = final_status(target, latest, is_met, as_of)
    reasons = set()
    if status is None:
        status = running_status(target, start, is_met, was_met, better_by, pace)
        reasons = {Reason.BASE_VALUE_MISSING} if status == Status.CANNOT_ASSESS else set()
    elif status == Status.AWAITING_FINAL and (never := why_never(target)):
        status, reasons = Status.CANNOT_ASSESS, {never}
    if target.deadline is None:
        flags.add(Flag.NO_DEADLINE)
    return told(
        target,
        rule,
        evidence,
        flags,
        status=status,
        reasons=reasons,
        development=by_number(better_by=better_by, band=ZERO) if start else None,
        is_met=is_met,
        pace=pace,
    )


def way_of(rule, start, latest):
    """From where to where the way is counted: start, now and aim, as numbers.

    Of a range that was crossed, or left, they are distances to its nearer end.
    """
    if start is None:
        return None
    aim, nearest = rule.aim(start.value), rule.aim(latest.value)
    if nearest in {aim, latest.value} and not (rule.upper is not None and aim == start.value):
        return Way(start=start.value, now=latest.value, aim=aim, is_distance=rule.is_of_distance)
    return Way(
        start=abs(start.value - aim),
        now=abs(latest.value - nearest),
        aim=ZERO,
        is_distance=True,
    )


def running_status(target, start, is_met, was_met, better_by, pace):
    """The status before the deadline's own figure is there."""
    if is_met:
        return Status.ACHIEVED_SO_FAR
    if start is None:
        return Status.CANNOT_ASSESS
    if was_met:
        return Status.WRONG_WAY
    if better_by == 0:
        return Status.NO_CHANGE
    if better_by < 0:
        return Status.WRONG_WAY
    if target.deadline is None or pace.ratio is None:
        return Status.RIGHT_WAY
    return status_of_pace(pace)


def final_status(target, latest, is_met, as_of):
    """What the deadline's own figure decides; None while it is not yet due.

    A provisional figure decides nothing.
    """
    if target.deadline is None:
        return None
    is_last = is_of_deadline(latest.period, target.deadline, target.line.step)
    if is_last and as_of >= target.deadline.end:
        if Flag.PRELIMINARY not in latest.flags:
            return Status.ACHIEVED if is_met else Status.NOT_ACHIEVED
        return Status.AWAITING_FINAL
    return Status.AWAITING_FINAL if is_passed(target, as_of) else None


def is_passed(target, as_of):
    return target.deadline is not None and as_of > target.deadline.end


def why_never(target):
    """Why the deadline's own figure will not come, or None."""
    said = [
        WHY[each.missing]
        for each in target.line.figures
        if each.missing in WHY and is_of_deadline(each.period, target.deadline, target.line.step)
    ]
    return said[0] if said else None


def is_of_deadline(period, deadline, step=1):
    """Whether a period is the last one measured up to the deadline."""
    after = period
    for _ in range(step):
        after = after.next
    return period.end <= deadline.end < after.end


def until_deadline(line, deadline):
    """A line without what came after the deadline: that is shown, not judged."""
    if deadline is None or all(each.period.end <= deadline.end for each in line.figures):
        return line
    figures = tuple(each for each in line.figures if each.period.end <= deadline.end)
    return replace(line, figures=figures)


def without_line(target):
    return Reason.NO_SERIES if target.is_of_indicator else Reason.NO_PRIMARY_INDICATOR


def not_assessable(target, reasons):
    """What can be told of a target without a number to reach or a line to read it from."""
    flags = set(target.flags)
    if target.value is None and target.kind == "level":
        reasons = reasons | {Reason.NO_LEVEL}
    if target.line is None:
        return told(target, None, None, flags, reasons=reasons)
    evidence = evidence_of(until_deadline(target.line, target.deadline))
    development = None
    if evidence.start and evidence.latest and (wanted := WANTED.get(target.comparator)):
        development = by_number(better_by=evidence.change * wanted, band=target.line.band)
    return told(
        target,
        None,
        evidence,
        flags | evidence.flags,
        reasons=reasons | set(evidence.reasons),
        development=development,
    )


def told(target, rule, evidence, flags, *, status=None, reasons=(), development=None, **more):
    """The judgement; without a status it can't be assessed, and the arrow is that of words."""
    status = status or Status.CANNOT_ASSESS
    reasons = set(reasons)
    if status == Status.CANNOT_ASSESS and target.deadline is None:
        reasons.add(Reason.NO_DEADLINE)
    if evidence and development is None and evidence.words:
        development = by_words(
            evidence.words,
            wanted=WANTED.get(rule.comparator if rule else target.comparator),
            band=target.line.band,
            is_start_estimated=Flag.BASELINE_ESTIMATED in flags,
        )
    return Judgement(
        kind=target.kind,
        status=status,
        development=development or Development.UNKNOWN,
        reasons=ordered(reasons, Reason),
        flags=ordered(flags, Flag),
        level=rule and rule.level,
        upper=rule and rule.upper,
        tolerance=target.tolerance,
        **(facts_of(target.line, evidence) if evidence else {}) | more,
    )


def facts_of(line, evidence):
    """What every judgement tells of its line."""
    start, change = evidence.start, evidence.change
    is_rate = change is not None and start.value > 0
    return {
        "band": line.band,
        "start": start,
        "latest": evidence.latest,
        "words": evidence.words,
        "change": change,
        "change_percent": change / start.value * 100 if is_rate else None,
        "points": evidence.points,
    }


def gap_line(target):
    """Line minus reference, period by period; else what the gap's own line says."""
    line = until_deadline(target.line, target.deadline)
    own, other = known(line), known(target.reference)
    figures = {
        period: difference(own[period], other[period]) for period in own.keys() & other.keys()
    }
    printed = target.gap.figures if target.gap else ()
    more = [each for each in printed if each.period not in figures]
    start = start_of_pair(line, target.reference)
    start = start and difference(*start)
    return replace(
        line,
        figures=(*figures.values(), *more),
        start=start,
        cap=None,
        substitutes=(),
    )


def start_of_pair(line, reference):
    """The start of a line, and what the reference was in the same period; None without both."""
    start = line.start
    if start is None or start.value is None or reference is None:
        return None
    other = reference.start
    if other is None or other.value is None or other.period != start.period:
        other = known(reference).get(start.period)
    return (start, other) if other else None


def why_no_gap(line):
    """Why there is no gap: what is missing of the line, else of the reference."""
    return set(evidence_of(line).reasons) or {Reason.REFERENCE_MISSING}


def known(line):
    """The figures of single periods with a number, by period; a printed change gives one too."""
    if line is None:
        return {}
    points = [
        each for each in line.figures if each.value is not None and each.aggregation == "point"
    ]
    found = {each.period: each for each in of_one_kind(points, line.start)}
    if not found and (latest := evidence_of(line).latest):
        found[latest.period] = latest
    return found


def difference(first, second):
    return Figure(
        period=first.period,
        value=first.value - second.value,
        decimals=max(first.decimals, second.decimals),
        flags=first.flags | second.flags,
    )
