"""A judgement in plain sentences: what was found, what is needed, why no more can be said.

Numbers stand with their unit; what is counted in an index has points.
"""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.judging.words import word_of
from indicators.judging.writing import (
    is_index,
    is_share,
    number,
    period,
    rounded,
    signed,
    summed,
    telling,
)
from indicators.progress.values import Development, Direction, Flag, GapMeasure, Kind, Status

DECIDED = {Status.ACHIEVED, Status.NOT_ACHIEVED}
SLIGHT = {Direction.SLIGHTLY_UP, Direction.SLIGHTLY_DOWN}
RATIO_DECIMALS = 3
GROWTH_DECIMALS = 2


def headline(judgement, unit=""):
    """The status and what it rests on.

    Like "Wrong way: it has fallen by 402 personer a year since 2017; it must rise by 1,339
    personer a year to reach 260,000 personer by 2030."
    """
    status = word_of(judgement.status).label
    found = "; ".join(findings(judgement, unit))
    if not found:
        return f"{status}."
    return _("%(status)s: %(findings)s.") % {"status": status, "findings": found}


def findings(judgement, unit=""):
    """What a status rests on, in clauses; none where the status says it all."""
    tellers = (why, parts, periods_met, growth, gap, development, told_in_words, need)
    return [clause for teller in tellers for clause in teller(judgement, unit)]


def why(judgement, _unit=""):
    """The reasons why no more can be said."""
    return [str(word_of(reason).label) for reason in judgement.reasons]


def parts(judgement, _unit):
    """How the parts of a target stand; those to be strived for by themselves."""
    must = [each.status for each in judgement.parts if not each.is_aspirational]
    others = [each.status for each in judgement.parts if each.is_aspirational]
    if must:
        yield _("parts that must hold: %(statuses)s") % {"statuses": listed(must)}
    if others:
        yield _("parts to be strived for: %(statuses)s") % {"statuses": listed(others)}


def listed(statuses):
    """Each status once, the best first, with its number where there are several."""
    counts = Counter(statuses)
    return ", ".join(
        f"{counts[each]} × {word_of(each).label}" if counts[each] > 1 else str(word_of(each).label)
        for each in Status
        if each in counts
    )


def periods_met(judgement, unit):
    found = judgement.recurrence
    if found is None:
        return
    decimals = decimals_of(judgement)
    if found.met is not None:
        yield _("met in %(met)s of the %(known)s periods that are known") % {
            "met": found.met,
            "known": found.known,
        }
    if found.mean is not None:
        yield _("%(mean)s on average, against %(threshold)s") % {
            "mean": level(telling(found.mean, decimals), unit),
            "threshold": asked(found.threshold, unit),
        }
    if found.shortfall is not None and found.shortfall > 0:
        yield _("%(amount)s missing in all") % {
            "amount": amount(found.shortfall, summed(unit), decimals)
        }


def growth(judgement, _unit):
    found = judgement.growth
    if found is None or found.own is None or found.reference is None:
        return
    yield _("it grew by %(own)s per cent a year, what it is compared with by %(other)s") % {
        "own": number(rounded(found.own, GROWTH_DECIMALS)),
        "other": number(rounded(found.reference, GROWTH_DECIMALS)),
    }
    if found.is_tie:
        yield _("the two are so close that it is a tie")


def gap(judgement, unit):
    """The gap at the start and now: of two groups, or to another area."""
    found = judgement.gap
    if found is None:
        return
    yield from gap_told(found, unit)
    if judgement.status == Status.GAP_UNCHANGED and found.measure == GapMeasure.DIFFERENCE:
        yield from counts_as_unchanged(judgement, unit)


def gap_told(found, unit):
    """A gap at two times, as the measure that decides gives it."""
    before, now = found.before, found.now
    if found.measure == GapMeasure.RATIO:
        before, now = found.ratio_before, found.ratio_now
    if now is None:
        return
    write = ratio if found.measure == GapMeasure.RATIO else lambda value: distance(value, unit)
    yield from from_to(
        None if before is None else write(before),
        write(now),
        found.period_before,
        found.period_now,
    )


def from_to(before, now, first, last):
    values = {"before": before, "now": now, "first": period(first), "last": period(last)}
    if before is None:
        yield _("the gap was %(now)s in %(last)s") % values
    else:
        yield _("the gap was %(before)s in %(first)s and %(now)s in %(last)s") % values


def development(judgement, unit):
    """How the figure moved; against its target where that has been decided or is met."""
    if judgement.gap or judgement.latest is None or judgement.recurrence:
        return
    if judgement.level is not None and (judgement.is_met or judgement.status in DECIDED):
        yield _("%(value)s in %(period)s, against a target of %(aim)s") % {
            "value": level(judgement.latest.value, unit, judgement.latest.decimals),
            "period": period(judgement.latest.period),
            "aim": aim(judgement, unit),
        }
    elif judgement.change is not None:
        yield moved(judgement, unit)
    if judgement.status == Status.NO_CHANGE:
        yield from counts_as_unchanged(judgement, unit)


def moved(judgement, unit):
    """By how much it has risen or fallen: a year where time is counted, else in all."""
    per_year = judgement.pace and judgement.pace.per_year
    change = per_year or judgement.change
    values = {
        "amount": amount(abs(change), unit, decimals_of(judgement)),
        "period": period(judgement.start.period),
    }
    if change == 0:
        return _("it is the same as in %(period)s") % values
    if per_year:
        if change > 0:
            return _("it has risen by %(amount)s a year since %(period)s") % values
        return _("it has fallen by %(amount)s a year since %(period)s") % values
    if change > 0:
        return _("it has risen by %(amount)s since %(period)s") % values
    return _("it has fallen by %(amount)s since %(period)s") % values


def counts_as_unchanged(judgement, unit):
    if judgement.band:
        yield _("a change of up to %(band)s counts as unchanged") % {
            "band": distance(judgement.band, unit)
        }


def told_in_words(judgement, _unit):
    if judgement.words:
        yield _("told in words only: %(words)s") % {"words": word_of(judgement.words).label}


def slight(judgement, unit=""):
    """Why a slight change in words counts as none; "" where no such words decided the arrow."""
    is_of_parts = judgement.parts and all(
        each.development != Development.UNKNOWN for each in judgement.parts
    )
    if judgement.words not in SLIGHT or judgement.development != Development.UNCHANGED:
        return ""
    if is_of_parts:
        return ""
    if judgement.band:
        return _(
            "The words tell of a slight change. It counts as unchanged, because a change of up to "
            "%(band)s is agreed to count so."
        ) % {"band": distance(judgement.band, unit)}
    return _(
        "The words tell of a slight change. It counts as unchanged, because the starting point is "
        "an estimate."
    )


def need(judgement, unit):
    """What is needed per year from here, or what is waited for."""
    if judgement.status == Status.AWAITING_FINAL:
        yield awaited(judgement)
    elif is_needed(judgement):
        needed = judgement.pace.needed_per_year
        values = {
            "amount": amount(abs(needed), unit, decimals_of(judgement)),
            "aim": aim(judgement, unit),
            "deadline": period(judgement.deadline),
        }
        if is_of_gap(judgement):
            yield _("the gap must shrink by %(amount)s a year to be gone by %(deadline)s") % values
        elif needed > 0:
            yield _("it must rise by %(amount)s a year to reach %(aim)s by %(deadline)s") % values
        else:
            yield _("it must fall by %(amount)s a year to reach %(aim)s by %(deadline)s") % values


def awaited(judgement):
    values = {"deadline": period(judgement.deadline)}
    if judgement.recurrence:
        return _("not every period up to %(deadline)s is known for good yet") % values
    latest, deadline = judgement.latest, judgement.deadline
    if latest and latest.period.end >= deadline.start and Flag.PRELIMINARY in latest.flags:
        return _("the figure for the deadline, %(deadline)s, is not final") % values
    return _("the figure for the deadline, %(deadline)s, is not there yet") % values


def needed_per_year(judgement, unit=""):
    """The change that is needed each year from the latest figure; "" where none can be told."""
    if not is_needed(judgement):
        return ""
    needed = telling(judgement.pace.needed_per_year, decimals_of(judgement))
    values = {"amount": with_unit(signed(needed), difference(needed, unit))}
    if is_of_gap(judgement):
        size = amount(abs(judgement.pace.needed_per_year), unit, decimals_of(judgement))
        return _("the gap smaller by %(amount)s a year") % {"amount": size}
    return _("%(amount)s a year") % values


def is_needed(judgement):
    """Whether something is left to reach, and time to do it in."""
    is_open = not judgement.is_met and judgement.status != Status.AWAITING_FINAL
    return bool(is_open and judgement.pace and judgement.pace.needed_per_year)


# Numbers in sentences


def is_of_gap(judgement):
    """Whether what it must reach is a distance between two lines."""
    return judgement.kind in {Kind.REFERENCE_LEVEL, Kind.PARITY}


def decimals_of(judgement):
    """The decimals of the figures that were judged."""
    figures = [each for each in (judgement.start, judgement.latest) if each]
    return max((each.decimals for each in figures), default=0)


def aim(judgement, unit):
    """The target as a number, or as a range."""
    if judgement.upper is None:
        return asked(judgement.level, unit)
    lower = number(judgement.level)
    return f"{lower}–{asked(judgement.upper, unit)}"


def asked(value, unit):
    """A number that a target names; it stands beside one with its unit, unless it is per cent."""
    return with_unit(number(value), _("per cent") if is_share(unit) else "")


def level(value, unit, decimals=0):
    """A value with its unit, in the reader's words where that is per cent; an index has none."""
    if is_share(unit):
        unit = _("per cent")
    return with_unit(number(value, decimals), "" if is_index(unit) else unit)


def distance(value, unit):
    """A difference that is shown as it is."""
    return with_unit(number(value), difference(value, unit))


def amount(value, unit, decimals):
    """A difference that was computed, rounded for reading."""
    shown = telling(value, decimals)
    return with_unit(number(shown), difference(shown, unit))


def difference(value, unit):
    """What a difference is counted in: the unit, or points of a share or an index."""
    count = 1 if abs(value) == 1 else 2
    if is_share(unit):
        return ngettext("percentage point", "percentage points", count)
    return ngettext("index point", "index points", count) if is_index(unit) else unit


def ratio(value):
    return number(rounded(value, RATIO_DECIMALS), RATIO_DECIMALS)


def with_unit(written, unit):
    return f"{written} {unit}" if unit else written
