"""What a line has to say since its start: the latest figure, or words, or why there is neither."""

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.periods import year_period
from indicators.progress.values import (
    SHORT_SPAN_MONTHS,
    Aggregation,
    Comparability,
    Development,
    Direction,
    Figure,
    Flag,
    Missing,
    Reason,
)

WHY = {
    Missing.SECRET: Reason.SECRET,
    Missing.TOO_SMALL: Reason.SECRET,
    Missing.DISCONTINUED: Reason.SERIES_DISCONTINUED,
    Missing.NO_METHOD: Reason.NO_METHOD,
}
APPROVED = {Comparability.SAME, Comparability.SPLICED}
SIGN = {
    Direction.UP: 1,
    Direction.SLIGHTLY_UP: 1,
    Direction.SAME: 0,
    Direction.SLIGHTLY_DOWN: -1,
    Direction.DOWN: -1,
}
SLIGHT = {Direction.SLIGHTLY_UP, Direction.SLIGHTLY_DOWN}


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """``start`` and ``latest`` have values; ``points`` counts the figures from one to the other.

    ``reasons`` say why there is no latest figure; ``words`` which way it went all the same.
    """

    start: Figure | None = None
    latest: Figure | None = None
    words: Direction | None = None
    reasons: tuple[Reason, ...] = ()
    flags: frozenset[Flag] = frozenset()
    points: int = 0

    @property
    def change(self):
        return self.latest.value - self.start.value if self.start and self.latest else None


def months(period):
    """When a period ends, in months, so that the distance of two is exact."""
    return period.end.year * 12 + period.end.month


def years_between(first, last):
    return Decimal(months(last) - months(first)) / 12


def evidence_of(line, *, start=None):
    """What a line says since its start, or since another one that is given.

    A substitute speaks only where the line itself has nothing later: in numbers if it has been
    approved as the same or spliced, or has a start of its own and is similar; else it leaves
    the line's start alone and tells no more than the way it went.
    """
    start = start or line.start
    own = own_evidence(line, start)
    if own.latest or own.words or not line.substitutes:
        return own
    return substituted(line, start, own)


def own_evidence(line, start):
    begun = start.period.end if start else None
    later = sorted(
        (each for each in line.figures if begun is None or each.period.end > begun),
        key=lambda each: each.period,
    )
    every = [each for each in later if each.aggregation == Aggregation.POINT]
    points = of_one_kind(every, start)
    numbers = [each for each in points if each.value is not None]
    start = start if start and start.value is not None else None
    latest = numbers[-1] if numbers else changed(start, later)
    told = [each.direction for each in later if each.direction]
    newer = points and latest and points[-1].period.end > latest.period.end
    words = told[-1] if told and not (latest and start) else None
    return Evidence(
        start=start,
        latest=latest,
        words=words,
        reasons=() if latest else why(line, later),
        flags=flags_of(line, start, latest, later)
        | ({Flag.PERIODS_DIFFER} if differ_in_kind(every, start) else set())
        | ({Flag.NEWER_WITHOUT_VALUE} if newer and points[-1].missing != Missing.NOT_YET else set())
        | ({Flag.QUALITATIVE_ONLY} if words else set()),
        points=len(numbers) + (start is not None) if numbers else 0,
    )


def of_one_kind(figures, start):
    """The figures of the start's kind of period, else of the kind that most of them are of.

    A year is never compared with one of its quarters where there is another year.
    """
    known = [each.period.kind for each in figures if each.value is not None]
    if not known:
        return figures
    wanted = start.period.kind if start else None
    kind = wanted if wanted in known else max(known, key=known.count)
    return [each for each in figures if each.period.kind == kind]


def differ_in_kind(figures, start):
    kinds = {each.period.kind for each in figures if each.value is not None}
    return len(kinds | ({start.period.kind} if start else set())) > 1


def changed(start, later):
    """The level after the newest change that was printed without one, if it begins at the start."""
    if start is None:
        return None
    kinds = {Aggregation.CHANGE, Aggregation.RELATIVE_CHANGE}
    changes = [
        each
        for each in later
        if each.aggregation in kinds
        and each.value is not None
        and each.period.start.year == start.period.end.year
    ]
    if not changes:
        return None
    change = changes[-1]
    is_relative = change.aggregation == Aggregation.RELATIVE_CHANGE
    step = start.value * change.value / 100 if is_relative else change.value
    return replace(
        change,
        period=year_period(change.period.end.year),
        aggregation=Aggregation.POINT,
        value=start.value + step,
        flags=change.flags | {Flag.DERIVED_VALUE},
    )


def why(line, later):
    """Why there is no figure after the start, as the figures say themselves."""
    reasons = {
        WHY.get(each.missing, Reason.NO_NUMERIC_OBSERVATION)
        for each in later
        if each.value is None and (each.missing != Missing.NOT_YET or each.direction)
    }
    if reasons:
        return tuple(sorted(reasons, key=list(Reason).index))
    if line.start and line.start.missing in WHY:
        return (WHY[line.start.missing],)
    return (
        Reason.ONLY_BASELINE if line.start and line.start.value is not None else Reason.NO_DATA,
    )


def flags_of(line, start, latest, later):
    """The facts that go with what is used of a line."""
    flags = set(line.flags)
    if latest:
        flags |= latest.flags - {Flag.SERIES_BREAK}
    if start:
        flags |= start.flags - {Flag.ESTIMATED, Flag.APPROXIMATE, Flag.SERIES_BREAK}
        if start.flags & {Flag.ESTIMATED, Flag.APPROXIMATE}:
            flags.add(Flag.BASELINE_ESTIMATED)
    if start and latest:
        if months(latest.period) - months(start.period) < SHORT_SPAN_MONTHS:
            flags.add(Flag.SHORT_SPAN)
        breaks = [each.period for each in later if Flag.SERIES_BREAK in each.flags]
        if any(
            start.period.end < each.end <= latest.period.end for each in (*line.breaks, *breaks)
        ):
            flags.add(Flag.SERIES_BREAK)
    return frozenset(flags)


def substituted(line, start, own):
    substitutes = line.substitutes
    approved = [each.line for each in substitutes if each.comparability in APPROVED]
    if approved:
        figures = tuple(figure for each in approved for figure in each.figures)
        breaks = tuple(each for part in approved for each in part.breaks)
        found = own_evidence(
            replace(line, figures=figures, breaks=line.breaks + breaks, substitutes=()), start
        )
        return replace(found, flags=found.flags | {Flag.SUBSTITUTED_SERIES})
    similar = [each for each in substitutes if each.comparability == Comparability.SIMILAR]
    if len(similar) == 1 == len(substitutes):
        found = own_evidence(similar[0].line, similar[0].line.start)
        if found.start and found.latest:
            return replace(found, flags=found.flags | {Flag.SUBSTITUTED_SERIES})
    return not_comparable(substitutes, own)


def not_comparable(substitutes, own):
    """The way it went where all substitutes went the same way; never their sum."""
    found = [own_evidence(each.line, each.line.start) for each in substitutes]
    ways = [
        way_told(each.line, each_found) for each, each_found in zip(substitutes, found, strict=True)
    ]
    agreed = ways[0] if len({SIGN.get(way) for way in ways}) == 1 else None
    differs = any(each.comparability == Comparability.DEFINITION_DIFFERS for each in substitutes)
    reasons = {Reason.DEFINITION_MISMATCH if differs else Reason.SERIES_NOT_COMPARABLE}
    reasons |= set(own.reasons) - {Reason.ONLY_BASELINE, Reason.NO_DATA}
    if not any(each.latest for each in found):
        reasons.add(Reason.NO_NUMERIC_OBSERVATION)
    words = any(each.words for each in found)
    return replace(
        own,
        words=agreed,
        reasons=tuple(sorted(reasons, key=list(Reason).index)),
        flags=own.flags | {Flag.SUBSTITUTED_SERIES} | ({Flag.QUALITATIVE_ONLY} if words else set()),
    )


def way_told(line, found):
    """Which way a substitute went, in words or by its own numbers; None where it does not say."""
    if found.words:
        return found.words
    if found.change is None:
        changes = [
            each.value
            for each in line.figures
            if each.aggregation in {Aggregation.CHANGE, Aggregation.RELATIVE_CHANGE}
            and each.value is not None
        ]
    else:
        changes = [found.change]
    if not changes:
        return None
    if abs(changes[-1]) <= line.band:
        return Direction.SAME
    return Direction.UP if changes[-1] > 0 else Direction.DOWN


# The arrow


def by_number(*, better_by, band):
    """The arrow of a change for the better (above zero) or the worse, in the unit of the band."""
    if abs(better_by) <= band:
        return Development.UNCHANGED
    return Development.POSITIVE if better_by > 0 else Development.NEGATIVE


def by_words(words, *, wanted, band, is_start_estimated=False):
    """The arrow of words. A slight change is none where a band is agreed or the start estimated."""
    if words is None or not wanted:
        return Development.UNKNOWN
    if words == Direction.SAME or (words in SLIGHT and (band > 0 or is_start_estimated)):
        return Development.UNCHANGED
    return Development.POSITIVE if SIGN[words] == wanted else Development.NEGATIVE


def ordered(members, enum):
    """Members of an enumeration, each once, in its order."""
    return tuple(each for each in enum if each in members) if members else ()
