"""How an indicator stands, in a few plain sentences: what is known, what is aimed at, how it goes.

Every sentence is whole, so that each language has its own order. Only what was measured or
computed is said; what is not known is said to be so.
"""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from indicators.judging import sentences
from indicators.judging.reading import AMOUNTS, GROWTHS, LEVELS
from indicators.judging.words import word_of
from indicators.judging.writing import is_share, number, period, signed, summed, telling
from indicators.models import Observation
from indicators.periods import LAST_YEAR
from indicators.progress import Development, Flag, GapMeasure, Kind, Reason, Status
from indicators.progress.reaching import year_reached

MOST = 3  # figures that are said one by one
AGGREGATION, MARK = Observation.Aggregation, Observation.Status
WITH_LEVEL = {Kind.LEVEL, Kind.RELATIVE, Kind.RECURRING}
AGAINST_ANOTHER = {Kind.REFERENCE_LEVEL: LEVELS, Kind.REFERENCE_GROWTH: GROWTHS}
PASSED = {Status.ACHIEVED, Status.NOT_ACHIEVED}
PACED = {Status.ON_TRACK, Status.TOO_SLOW, Status.FAR_TOO_SLOW, Status.WRONG_WAY, Status.NO_CHANGE}

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


class Own(str):
    """Words in the language of the document."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence in the reader's language, with values some of which are the document's."""

    template: str
    values: dict

    @property
    def text(self):
        return str(self.template) % self.values

    def html(self, content):
        """With the document's words marked by its language, ``content``."""
        values = {name: marked(value, content) for name, value in self.values.items()}
        return SafeString(str(conditional_escape(str(self.template))) % values)


def marked(value, content):
    if isinstance(value, Own) and content and content != (get_language() or "")[:2]:
        return format_html('<span lang="{}">{}</span>', content, str(value))
    return conditional_escape(value)


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The sentences, as text and as HTML."""

    sentences: tuple[Sentence, ...]
    content: str

    def __str__(self):
        return " ".join(each.text for each in self.sentences)

    @property
    def html(self):
        return SafeString(" ".join(each.html(self.content) for each in self.sentences))


def headline_of(indicator, content=""):
    """How an indicator stands, read with its targets; ``content``: the document's language."""
    leading = indicator.leading
    if leading is None or leading.kind == Kind.MONITOR:
        found = [*newest(indicator), say(_("No target is set."))]
    elif leading.kind == Kind.COMPOSITE:
        found = in_parts(indicator, leading)
    else:
        found = [
            *measured(indicator, leading),
            *moved(leading),
            *aimed([leading]),
            *by_status(leading),
        ]
    return Headline(sentences=tuple(found), content=content)


def say(template, **values):
    return Sentence(template=template, values=values)


# What is known


def measured(indicator, target):
    """The figures a target is judged by; where it has none, the newest there are."""
    judgement = target.judgement
    latest, start = judgement.latest, judgement.start
    if judgement.gap is not None and has_gap(judgement.gap):
        yield gap_between(judgement.gap, target.unit)
    elif judgement.growth is not None and judgement.growth.own is not None:
        yield from clauses(sentences.growth(judgement, target.unit))
    elif is_told_by(judgement):
        what = "" if target.series in {"", indicator.name} else target.series
        start = start if start and start.value is not None else None
        yield figure(
            what, latest, start if start and start.period != latest.period else None, target.unit
        )
    else:
        yield from newest(indicator)


def has_gap(gap):
    return (gap.ratio_now if gap.measure == GapMeasure.RATIO else gap.now) is not None


def gap_between(gap, unit):
    """How far two lines are from each other, whichever is the larger."""
    before, now = gap.before, gap.now
    if gap.measure == GapMeasure.RATIO:
        before, now = gap.ratio_before, gap.ratio_now
    values = {
        "now": apart(now, gap, unit),
        "last": period(gap.period_now),
    }
    if before is None:
        return say(_("The gap was %(now)s in %(last)s."), **values)
    return say(
        _("The gap was %(now)s in %(last)s, against %(before)s at the start in %(first)s."),
        before=apart(before, gap, unit),
        first=period(gap.period_before),
        **values,
    )


def apart(value, gap, unit):
    if gap.measure == GapMeasure.RATIO:
        return _("a ratio of %(ratio)s") % {"ratio": sentences.ratio(value)}
    return Own(sentences.distance(abs(value), unit))


def is_told_by(judgement):
    """Whether the latest figure is a number of a line that the target itself names."""
    latest = judgement.latest
    is_other = Flag.SUBSTITUTED_SERIES in judgement.flags
    return latest is not None and latest.value is not None and not is_other


def newest(indicator):
    """The newest figures of the indicator's own lines, each with its starting point."""
    known = [each for each in indicator.headline if each.latest]
    if not indicator.series:
        yield say(_("It has not been said what is to be measured."))
    elif not known:
        yield say(_("No figure is known yet."))
    for series in known[:MOST]:
        what = "" if series.title == indicator.name else series.title
        starts = [each for each in series.baselines if is_start(each) and each.value is not None]
        if series.latest.baseline:
            yield only_start(what, series)
        else:
            yield figure(what, series.latest, starts[-1] if starts else None, series.unit)
    if len(known) > MOST:
        left = len(known) - MOST
        yield say(
            ngettext(
                "One more group has figures below.",
                "%(number)s more groups have figures below.",
                left,
            ),
            number=left,
        )


def is_start(baseline):
    return baseline.baseline == "start" and not baseline.is_replaced and baseline.period


def figure(what, latest, start, unit):
    """``latest`` and ``start``: figures that were judged, or measurements; start may be None."""
    values = {"value": Own(valued(latest, unit)), "period": period(latest.period)}
    if start is not None:
        values |= {"start": bare(start, unit, latest), "first": period(start.period)}
    if what:
        values["what"] = Own(what)
        if start is None:
            return say(_("%(what)s: %(value)s in %(period)s."), **values)
        return say(
            _("%(what)s: %(value)s in %(period)s, against %(start)s at the start in %(first)s."),
            **values,
        )
    if start is None:
        return say(_("It was %(value)s in %(period)s."), **values)
    return say(
        _("It was %(value)s in %(period)s, against %(start)s at the start in %(first)s."), **values
    )


def bare(start, unit, latest):
    """A starting point beside a figure: without the unit, which that has, unless it is a share."""
    if is_share(unit) or AGGREGATION(latest.aggregation) != AGGREGATION.POINT:
        return Own(valued(start, unit))
    return " ".join([number(start.value, start.decimals), *(f"({each})" for each in marks(start))])


def only_start(what, series):
    values = {
        "value": Own(valued(series.latest, series.unit)),
        "period": period(series.latest.period),
    }
    if what:
        return say(
            _("%(what)s: %(value)s at the start in %(period)s. No later number is known."),
            what=Own(what),
            **values,
        )
    return say(
        _("At the start, in %(period)s, it was %(value)s. No later number is known."), **values
    )


def valued(figure, unit):
    """A figure with its unit and with what has to be known of it."""
    kind = AGGREGATION(figure.aggregation)
    if kind in {AGGREGATION.CHANGE, AGGREGATION.RELATIVE_CHANGE}:
        share = kind == AGGREGATION.RELATIVE_CHANGE
        written = signed(figure.value, figure.decimals)
        own = _("per cent") if share else sentences.difference(figure.value, unit)
        told = sentences.with_unit(written, own)
    else:
        unit = summed(unit) if kind == AGGREGATION.SUM else unit
        told = sentences.level(figure.value, unit, figure.decimals)
    remarks = ([] if kind == AGGREGATION.POINT else [kind.label]) + marks(figure)
    return f"{told} ({', '.join(map(str, remarks))})" if remarks else told


def marks(figure):
    """How sure it is: of a figure that was judged by its flags, of a measurement by its status."""
    flags = getattr(figure, "flags", ())
    status = getattr(figure, "status", None)
    if Flag.PRELIMINARY in flags or status == MARK.PROVISIONAL:
        return [_("provisional")]
    if Flag.ESTIMATED in flags or status == MARK.ESTIMATED:
        return [_("estimated")]
    return []


def in_parts(indicator, target):
    """A target of several parts: the figure of each that must hold, and what is aimed at."""
    must = [each for each in target.parts if each.strength == "must"] or list(target.parts)
    if 0 < len(must) <= MOST and all(is_told_by(each.judgement) for each in must):
        for part in must:
            yield from measured(indicator, part)
    else:
        yield from newest(indicator)
    if len({each.judgement.development for each in must}) == 1:
        yield from moved(must[0])
    yield from aimed(must)
    tally = target.judgement.tally
    if len(must) == 1:
        yield from by_status(must[0])
    elif target.judgement.status == Status.CANNOT_ASSESS or not (tally and tally.must):
        yield from by_status(target)
    else:
        yield say(
            ngettext(
                "Of its parts that must hold, %(met)s of %(number)s is met.",
                "Of its parts that must hold, %(met)s of %(number)s are met.",
                tally.must,
            ),
            met=tally.must_met,
            number=tally.must,
        )


# Where it goes, and what is aimed at


def moved(target):
    """Which way it goes; of a target of every period it is told how often it was met."""
    judgement = target.judgement
    found = judgement.recurrence
    if found is not None and found.met is not None and found.known:
        yield say(
            ngettext(
                "It was met in %(met)s of %(known)s period that is known.",
                "It was met in %(met)s of the %(known)s periods that are known.",
                found.known,
            ),
            met=found.met,
            known=found.known,
        )
        return
    yield from clauses(sentences.told_in_words(judgement, target.unit))
    if judgement.development in DEVELOPMENTS and judgement.gap is None:
        yield say(DEVELOPMENTS[judgement.development])


def aimed(targets):
    """What is aimed at; of several parts where all aim at the same."""
    told = {(aim(each), each.deadline, each.judgement.status in PASSED) for each in targets}
    if len(told) != 1:
        return
    (target,) = targets[:1]
    aim_of_all = aim(target)
    if not aim_of_all:
        return
    values = {"aim": aim_of_all}
    if target.kind == Kind.RECURRING:
        yield say(_("The target is %(aim)s in every period."), **values)
    elif not target.deadline:
        yield say(_("The target is %(aim)s; no deadline is stated."), **values)
    elif target.judgement.status in PASSED:
        yield say(
            _("The target was %(aim)s by %(deadline)s."), deadline=period(target.deadline), **values
        )
    else:
        yield say(
            _("The target is %(aim)s by %(deadline)s."), deadline=period(target.deadline), **values
        )


def aim(target):
    """What is aimed at, like "at least 25 per cent"; "" where it is no number and no other's."""
    judgement = target.judgement
    if target.kind in WITH_LEVEL and judgement.level is not None:
        decimals = sentences.decimals_of(judgement)
        value, upper = judgement.level, judgement.upper
        if target.kind == Kind.RELATIVE:
            value = telling(value, decimals)
        names = {"value": asked(value, target.unit), "upper": upper and asked(upper, target.unit)}
        return AMOUNTS[target.comparator] % names
    if target.kind in AGAINST_ANOTHER:
        other = target.reference_area.local_name if target.reference_area else None
        other = other or target.reference_series
        return AGAINST_ANOTHER[target.kind][target.comparator] % {"other": other} if other else ""
    if target.kind == Kind.DIRECTION:
        return _("an increase") if target.comparator == "increase" else _("a decrease")
    return _("parity between the groups") if target.kind == Kind.PARITY else ""


def asked(value, unit):
    return sentences.with_unit(number(value), _("per cent") if is_share(unit) else "")


# How it stands


def by_status(target):
    """Whether it was reached, will be, or why that can't be said."""
    judgement = target.judgement
    status = judgement.status
    if status == Status.AWAITING_FINAL:
        yield say("%(told)s.", told=capfirst(sentences.awaited(judgement)))
    elif status == Status.CANNOT_ASSESS:
        yield unassessed(judgement)
    elif status in PACED and target.kind in {Kind.LEVEL, Kind.RELATIVE}:
        yield at_this_pace(judgement)
    elif status in STATUSES and not (judgement.recurrence and judgement.recurrence.known):
        yield say(STATUSES[status])


def at_this_pace(judgement):
    year, status = year_reached(judgement), judgement.status
    if status in {Status.WRONG_WAY, Status.NO_CHANGE}:
        return say(_("At this pace it is not reached."))
    if year is None:
        return say(STATUSES[status])
    if year > LAST_YEAR:
        return say(_("At this pace it takes until after %(year)s."), year=LAST_YEAR)
    if status == Status.ON_TRACK:
        return say(_("At this pace it is reached in %(year)s."), year=year)
    return say(_("At this pace it is reached only in %(year)s."), year=year)


def unassessed(judgement):
    if set(judgement.reasons) <= {Reason.ONLY_BASELINE}:
        return say(_("How it stands can’t be said yet."))
    reasons = [str(word_of(each).label) for each in judgement.reasons]
    return say(_("How it stands can’t be said: %(reasons)s."), reasons=", ".join(reasons))


def clauses(found):
    """Clauses of a judgement, each as a sentence."""
    return [say("%(told)s.", told=Own(capfirst(each))) for each in found]
