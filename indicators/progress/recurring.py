"""Targets of every period: at least 1 500 dwellings a year."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.periods import PeriodKind
from indicators.progress.evidence import by_number, evidence_of, months, of_one_kind
from indicators.progress.levels import WANTED, Rule, told, until_deadline, without_line
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
EXTREMES = {Aggregation.HIGHEST, Aggregation.LOWEST}
IN_A_YEAR = {PeriodKind.HALF_YEAR: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}
BEST = {1: Aggregation.HIGHEST, -1: Aggregation.LOWEST}  # by what is wanted: more, or less


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Some periods of which something is known together, or one period.

    ``met``: how many of them meet the target; None where that is open. ``any_met`` and
    ``any_failed``: whether one that does, or does not, is proven.
    """

    start: object
    end: object
    count: int
    total: Decimal | None
    met: int | None
    any_met: bool
    any_failed: bool


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
    known = later_figures(line)
    pieces = pieces_of(rule, line, known)
    flags = target.flags | evidence.flags
    if not pieces:
        reasons = set(evidence.reasons) or {Reason.NO_DATA}
        return told(target, rule, evidence, flags, reasons=reasons)
    if any(each.aggregation != Aggregation.POINT for each in known):
        flags |= {Flag.AGGREGATE_OBSERVATION}
    found = recurrence(rule, pieces)
    status = status_of(target, found, pieces, known, as_of)
    return told(
        target,
        rule,
        evidence,
        flags,
        status=status,
        reasons={Reason.NO_NUMERIC_OBSERVATION} if status == Status.CANNOT_ASSESS else (),
        **compared(rule, line, evidence, found, pieces),
        is_met=None if evidence.latest is None else rule.is_met(evidence.latest.value),
        recurrence=found,
    )


def later_figures(line):
    """The figures after the start that say something of how much there was."""
    begun = line.start.period.end if line.start else None
    saying = {Aggregation.POINT} | EXTREMES | WHOLE
    return [
        each
        for each in line.figures
        if each.value is not None
        and each.aggregation in saying
        and (begun is None or each.period.start > begun)
    ]


def pieces_of(rule, line, known):
    """What is known, without counting a period twice.

    A sum or mean stands for its span, the longest first, unless each period in it is known; then
    a best or poorest does.
    """
    every = [each for each in known if each.aggregation == Aggregation.POINT]
    points = of_one_kind(every, line.start)
    in_a_year = IN_A_YEAR.get(kind_of(line, points), 1)
    spans = sorted(
        (each for each in known if each.aggregation != Aggregation.POINT),
        key=lambda each: (
            each.aggregation in WHOLE,
            length(each.period),
            each.aggregation == Aggregation.SUM,
        ),
        reverse=True,
    )
    pieces = []
    for span in spans:
        inside = [each for each in points if is_within(each.period, span.period)]
        count = length(span.period) * in_a_year
        if len(inside) < count and not any(overlap(span.period, each) for each in pieces):
            pieces.append(piece_of_span(rule, span, count, inside, known))
    alone = [each for each in points if not any(overlap(each.period, span) for span in pieces)]
    return [*pieces, *(piece_of_point(rule, each) for each in alone)]


def kind_of(line, points):
    """Of which kind the periods of a line are; years where nothing says so."""
    known = [each.period.kind for each in points] + ([line.start.period.kind] if line.start else [])
    return known[0] if known else PeriodKind.YEAR


def length(period):
    """How many years a span holds."""
    return period.end.year - period.start.year + 1


def is_within(period, span):
    return span.start <= period.start and period.end <= span.end


def overlap(period, piece):
    return period.start <= piece.end and piece.start <= period.end


def piece_of_point(rule, figure):
    is_met = rule.is_met(figure.value)
    return Piece(
        start=figure.period.start,
        end=figure.period.end,
        count=1,
        total=figure.value,
        met=int(is_met),
        any_met=is_met,
        any_failed=not is_met,
    )


def piece_of_span(rule, span, count, inside, known):
    """A span: its best that does not meet the target proves that none does, and the reverse."""
    total = total_of(span)
    best = BEST.get(WANTED.get(rule.comparator))
    met = None
    extremes = [each for each in known if each.aggregation in EXTREMES]
    any_met = any(rule.is_met(each.value) for each in inside)
    any_failed = any(not rule.is_met(each.value) for each in inside)
    any_failed = any_failed or (total is not None and is_short(rule, total, count))
    for each in extremes if best else ():
        is_met = rule.is_met(each.value)
        if is_within(each.period, span.period):
            any_met, any_failed = any_met or is_met, any_failed or not is_met
        if is_within(span.period, each.period) and is_met == (each.aggregation != best):
            met = count if is_met else 0
    return Piece(
        start=span.period.start,
        end=span.period.end,
        count=count,
        total=total,
        met=met,
        any_met=any_met or bool(met),
        any_failed=any_failed or met == 0,
    )


def total_of(span):
    """The sum over a span; None where only its best or poorest is known."""
    if span.aggregation == Aggregation.MEAN:
        return span.value * length(span.period)
    return span.value if span.aggregation == Aggregation.SUM else None


def is_short(rule, total, count):
    """Whether a sum alone proves that some period did not meet the target."""
    wanted = WANTED.get(rule.comparator)
    if wanted is None:
        return False
    is_strict = rule.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
    allowed = rule.level if is_strict else rule.level - wanted * rule.tolerance
    missing = (allowed * count - total) * wanted
    return missing > 0 or (missing == 0 and is_strict)


def recurrence(rule, pieces):
    count = sum(each.count for each in pieces)
    totals = [each.total for each in pieces]
    total = None if None in totals else sum(totals)
    expected = rule.level * count
    is_open = any(each.met is None for each in pieces)
    return Recurrence(
        threshold=rule.level,
        met=None if is_open else sum(each.met for each in pieces),
        known=count,
        total=total,
        mean=None if total is None else total / count,
        coverage=total / expected if expected and total is not None else None,
        shortfall=None if total is None else expected - total,
    )


def status_of(target, found, pieces, known, as_of):
    if awaits_final(target, known, as_of):
        return Status.AWAITING_FINAL
    if found.met == found.known:
        return status_of_all_met(target, found, pieces, known, as_of)
    if found.met == 0:
        return Status.NOT_MET_ANY_PERIOD
    any_met, any_failed = (any(getattr(p, n) for p in pieces) for n in ("any_met", "any_failed"))
    if found.met is not None or (any_met and any_failed):
        return Status.PARTLY
    return Status.NOT_MET if any_failed else Status.CANNOT_ASSESS


def status_of_all_met(target, found, pieces, known, as_of):
    """Achieved once the deadline's own period is known for good, and none before it is missing."""
    deadline = target.deadline
    if deadline is None:
        return Status.ACHIEVED_SO_FAR
    if as_of < deadline.end:
        return Status.ACHIEVED_SO_FAR
    points = [each for each in known if each.aggregation == Aggregation.POINT]
    period = 12 // IN_A_YEAR.get(kind_of(target.line, points), 1)
    return Status.ACHIEVED if is_whole(target, pieces, period) else Status.AWAITING_FINAL


def awaits_final(target, known, as_of):
    """Whether the deadline has passed and something is still provisional."""
    is_passed = target.deadline is not None and as_of >= target.deadline.end
    return is_passed and any(Flag.PRELIMINARY in each.flags for each in known)


def is_whole(target, pieces, period):
    """Whether no period of so many months is missing up to the deadline.

    From the start on, or from the first that is known. School years end before the year does.
    """
    start = target.line.start
    first = min(each.start for each in pieces)
    begun = months(start.period) if start else first.year * 12 + first.month - 1
    covered = sum(
        (each.end.year - each.start.year) * 12 + each.end.month - each.start.month + 1
        for each in pieces
    )
    last = max(each.end for each in pieces)
    left = months(target.deadline) - (last.year * 12 + last.month)
    return left < period and covered + left >= months(target.deadline) - begun


def compared(rule, line, evidence, found, pieces):
    """The newest figure against the start; the mean where it reaches further than any figure."""
    start, latest = evidence.start, evidence.latest
    last = max(each.end for each in pieces)
    if start is None or (latest is None and found.mean is None):
        return {"development": None}
    if found.mean is None or (latest and latest.period.end >= last):
        better_by = rule.better_by(start.value, latest.value)
        return {"development": by_number(better_by=better_by, band=line.band)}
    better_by = rule.better_by(start.value, found.mean)
    change = found.mean - start.value
    return {
        "development": by_number(better_by=better_by, band=line.band),
        "compared": found.mean,
        "change": change,
        "change_percent": change / start.value * 100 if start.value > 0 else None,
        "points": 0,
    }
