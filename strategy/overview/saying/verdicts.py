"""Which way it goes, and how it stands: reached, on the way, or why that can't be said."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.judging import sentences
from indicators.judging.words import word_of
from indicators.judging.writing import period
from indicators.progress import Development, Direction, Flag, Kind, Reason, Status
from indicators.progress.reaching import year_reached
from strategy.overview.rows import grouped
from strategy.overview.saying.aims import AGAINST_ANOTHER, is_of_years, other_of
from strategy.overview.saying.sentence import Own, group_in_a_sentence, in_unit, listed, say

PACED = {Status.ON_TRACK, Status.TOO_SLOW, Status.FAR_TOO_SLOW, Status.WRONG_WAY, Status.NO_CHANGE}
OF_TWO = {*AGAINST_ANOTHER, Kind.PARITY}

DEVELOPMENTS = {
    Development.POSITIVE: gettext_lazy("It goes the right way."),
    Development.NEGATIVE: gettext_lazy("It goes the wrong way."),
    Development.UNCHANGED: gettext_lazy(
        "It has not changed, or so little that it counts as unchanged."
    ),
}
STATUSES = {
    Status.ACHIEVED: gettext_lazy("It was reached."),
    Status.ACHIEVED_SO_FAR: gettext_lazy("It is met so far."),
    Status.ON_TRACK: gettext_lazy("It goes fast enough."),
    Status.GAP_CLOSING: gettext_lazy("The gap is closing."),
    Status.TOO_SLOW: gettext_lazy("It goes too slowly to get there in time."),
    Status.FAR_TOO_SLOW: gettext_lazy("It goes far too slowly to get there in time."),
    Status.NO_TARGET: gettext_lazy("No target is set."),
    Status.PARTLY: gettext_lazy("It is met in part."),
    Status.GAP_UNCHANGED: gettext_lazy("The gap is unchanged."),
    Status.NOT_MET: gettext_lazy("It is not met."),
    Status.GAP_WIDENING: gettext_lazy("The gap is widening."),
    Status.GAP_OPENED: gettext_lazy("A gap has opened."),
    Status.NOT_MET_ANY_PERIOD: gettext_lazy("It has not been met in any period."),
    Status.NOT_ACHIEVED: gettext_lazy("It was not reached."),
}  # the others are told by where it goes, by when it gets there, or by the reason
# Reasons that say more in a sentence than their own words, which stand in tables too.
REASONS = {
    Reason.SERIES_NOT_COMPARABLE: gettext_lazy(
        "what is known of later years can’t be compared with the starting point"
    ),
    Reason.DEFINITION_MISMATCH: gettext_lazy(
        "what is known of later years follows another definition"
    ),
}


# Where it goes


def moved(target):
    """Which way it goes; of a target of every period it is told how often it was met."""
    judgement = target.judgement
    if has_tally(judgement):
        yield how_often(judgement)
        return
    if judgement.words:
        yield in_words(target)
    if judgement.gap is None:
        yield from way_of(target)


def moved_alike(whole, parts):
    """Which way all parts go, or the whole where only that is known."""
    if len({each.judgement.development for each in parts}) != 1:
        return
    first, *others = parts
    if first.judgement.development == Development.UNKNOWN:
        yield from moved(whole)
    elif first.judgement.words and all(is_told_alike(first, each) for each in others):
        yield from moved(first)
    elif first.judgement.gap is None:
        yield say(DEVELOPMENTS[first.judgement.development])


def is_told_alike(one, other):
    words = {each.judgement.words for each in (one, other)}
    return len(words) == 1 and one.kind == other.kind and other_of(one) == other_of(other)


def has_tally(judgement):
    found = judgement.recurrence
    return found is not None and found.met is not None and bool(found.known)


def how_often(judgement):
    """In how many periods it was met; a number only where each period's own value is known."""
    found, are_years = judgement.recurrence, is_of_years(judgement)
    is_each_known = judgement.points - (judgement.start is not None) >= found.known
    values = {"met": found.met, "known": found.known}
    if Flag.AGGREGATE_OBSERVATION not in judgement.flags or is_each_known:
        return say(counted_years(found) if are_years else counted_periods(found), **values)
    if found.met == 0 and are_years:
        return say(_("It was not met in any year."))
    if found.met == found.known:
        return say(
            _("It was met in every year.") if are_years else _("It was met in every period.")
        )
    return say(STATUSES[Status.PARTLY if found.met else Status.NOT_MET_ANY_PERIOD])


def counted_years(found):
    return ngettext(
        "It was met in %(met)s of %(known)s year that is known.",
        "It was met in %(met)s of the %(known)s years that are known.",
        found.known,
    )


def counted_periods(found):
    return ngettext(
        "It was met in %(met)s of %(known)s period that is known.",
        "It was met in %(met)s of the %(known)s periods that are known.",
        found.known,
    )


def in_words(target):
    """What words tell where there is no number, and of what."""
    judgement, other = target.judgement, other_of(target)
    is_substitute = Flag.SUBSTITUTED_SERIES in judgement.flags
    if judgement.words == Direction.SAME and target.kind in AGAINST_ANOTHER and other:
        return say(no_difference(target.kind, is_substitute=is_substitute), other=other)
    if judgement.words == Direction.SAME and target.kind == Kind.PARITY:
        return say(_("Told in words only: no difference between the groups."))
    words = word_of(judgement.words).label
    if is_substitute:
        return say(_("Told in words only, of a substitute: %(words)s."), words=words)
    return say(_("Told in words only: %(words)s."), words=words)


def no_difference(kind, *, is_substitute):
    if kind == Kind.REFERENCE_GROWTH and is_substitute:
        return _("Told in words only, of a substitute: the growth is the same as in %(other)s.")
    if kind == Kind.REFERENCE_GROWTH:
        return _("Told in words only: the growth is the same as in %(other)s.")
    if is_substitute:
        return _("Told in words only, of a substitute: the level is the same as in %(other)s.")
    return _("Told in words only: the level is the same as in %(other)s.")


def way_of(target):
    """The arrow in words; what stands still beside another may have moved a long way itself."""
    judgement = target.judgement
    development = judgement.development
    if development not in DEVELOPMENTS:
        return
    is_unchanged = development == Development.UNCHANGED
    if is_unchanged and judgement.words and sentences.slight(judgement, target.unit):
        yield uncounted(judgement, target.unit)
    elif is_unchanged and target.kind in OF_TWO:
        if judgement.growth is not None:
            yield say(_("The two are so close that it is a tie."))
    else:
        yield say(DEVELOPMENTS[development])


def uncounted(judgement, unit):
    """Why a slight change that words tell of counts as none."""
    if judgement.band:
        return say(
            _("That counts as unchanged: a change of up to %(band)s is agreed to count so."),
            band=in_unit(sentences.distance(judgement.band, unit), unit),
        )
    return say(_("That counts as unchanged, because the starting point is an estimate."))


def hidden_gaps(indicator):
    """The gaps between groups that a total hides."""
    for each in indicator.gaps:
        if each.hides:
            names = {
                "first": group_in_a_sentence(each.first),
                "second": group_in_a_sentence(each.second),
            }
            if each.gap.status == Status.GAP_OPENED:
                yield say(_("But a gap between %(first)s and %(second)s has opened."), **names)
            else:
                yield say(_("But the gap between %(first)s and %(second)s has widened."), **names)


# How it stands


def by_status(target):
    """Whether it was reached, will be, or why that can't be said."""
    judgement = target.judgement
    status = judgement.status
    if status == Status.AWAITING_FINAL:
        yield say("%(told)s.", told=capfirst(sentences.awaited(judgement)))
    elif status == Status.CANNOT_ASSESS:
        yield unknown(judgement.reasons)
    elif status in PACED and target.kind in {Kind.LEVEL, Kind.RELATIVE}:
        yield from at_this_pace(judgement)
    elif status in STATUSES and not has_tally(judgement):
        yield say(STATUSES[status])


def at_this_pace(judgement):
    """When the target is reached; nothing more of what moves away from it, which is said."""
    year, status = year_reached(judgement), judgement.status
    values = {"year": year}
    if status == Status.WRONG_WAY:
        yield from away(judgement)
    elif status == Status.NO_CHANGE:
        yield say(_("At this pace it is not reached."))
    elif year is None:
        yield say(STATUSES[status])
    elif judgement.as_of and year < judgement.as_of.year:
        yield say(
            _(
                "At this pace it would have been reached in %(year)s; no figure after %(last)s "
                "is known."
            ),
            last=period(judgement.latest.period),
            **values,
        )
    elif status == Status.ON_TRACK:
        yield say(_("At this pace it is reached in %(year)s."), **values)
    else:
        yield say(_("At this pace it is reached only in %(year)s."), **values)


def away(judgement):
    if Flag.BASELINE_ALREADY_MET in judgement.flags:
        yield say(_("It was met at the start and no longer is."))
    elif judgement.development != Development.NEGATIVE:
        yield say(_("It has come no closer to the target."))


def unassessed(target, parts):
    """Why nothing can be said of a whole: of each of its parts that is so, with its name."""
    open_parts = [each for each in parts if each.judgement.status == Status.CANNOT_ASSESS]
    if not open_parts:
        yield unknown(target.judgement.reasons)
    by_reason = grouped((telling(each.judgement.reasons), each.series) for each in open_parts)
    for reasons, names in by_reason.items():
        yield unknown(reasons, of=listed(dict.fromkeys(names)))


def unknown(reasons, of=""):
    """``of``: the parts it is about, where there are several."""
    told = telling(reasons)
    values = {"what": Own(of)} if of else {}
    if not told or told == (Reason.ONLY_BASELINE,):
        if of:
            return say(_("For %(what)s it can’t be said yet how it stands."), **values)
        return say(_("How it stands can’t be said yet."))
    values["reasons"] = listed(REASONS.get(each, word_of(each).label) for each in told)
    if of:
        return say(_("For %(what)s it can’t be said how it stands: %(reasons)s."), **values)
    return say(_("How it stands can’t be said: %(reasons)s."), **values)


def telling(reasons):
    """Reasons without those that others include, or that the figures have said already."""
    if Reason.NO_DATA in reasons:
        return (Reason.NO_DATA,)
    others = tuple(each for each in reasons if each != Reason.NO_NUMERIC_OBSERVATION)
    return others or tuple(reasons)
