"""What is known of an indicator: its newest figures beside its starting point."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators import periods
from indicators.judging import sentences
from indicators.judging.writing import is_share, number, period, signed, summed, telling
from indicators.models import Annotation, Observation
from indicators.progress import Flag, GapMeasure, Kind
from strategy.overview.saying.sentence import MOST, Own, in_unit, listed, say

AGGREGATION, MARK = Observation.Aggregation, Observation.Status


def measured(indicator, target):
    """The figures a target is judged by; where it has none, the newest there are."""
    judgement = target.judgement
    if judgement.gap is not None and has_gap(judgement.gap):
        yield gap_between(judgement.gap, target.unit)
    elif judgement.growth is not None and judgement.growth.own is not None:
        yield from clauses(sentences.growth(judgement, target.unit))
    elif judgement.recurrence is not None and judgement.compared is not None:
        yield average(indicator, target)
    elif can_be_told_by(judgement):
        yield latest_of(indicator, target)
    else:
        yield from newest(indicator)
    yield from doubts(indicator, target)


def can_be_told_by(judgement):
    """Whether the latest figure is a number of a line that the target itself names."""
    latest = judgement.latest
    is_other = Flag.SUBSTITUTED_SERIES in judgement.flags
    return latest is not None and latest.value is not None and not is_other


def clauses(found):
    """Clauses of a judgement, each as a sentence."""
    return [say("%(told)s.", told=capfirst(each)) for each in found]


def latest_of(indicator, target):
    judgement = target.judgement
    latest, start = judgement.latest, judgement.start
    if start is not None and (start.value is None or start.period == latest.period):
        start = None
    is_reference = start is not None and is_only_reference(start, indicator, target)
    return figure(title_of(indicator, target), latest, start, target.unit, is_reference)


def title_of(indicator, target):
    """What a target is read from; "" where the indicator says it."""
    return "" if target.series in {"", indicator.name} else target.series


def series_of(indicator, target):
    """The region's own line that a target is read from, or None."""
    named = [each for each in indicator.series if each.title == target.series]
    return min(named, key=lambda each: each.area.is_nation, default=None)


def is_only_reference(start, indicator, target):
    """Whether a target is counted from a year that the strategy itself does not start from."""
    if target.kind != Kind.RELATIVE or target.base_period != str(start.period):
        return False
    series = series_of(indicator, target)
    baselines = series.baselines if series else ()
    return not any(is_start(each) and each.period == target.base_period for each in baselines)


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
    return in_unit(sentences.distance(abs(value), unit), unit)


def average(indicator, target):
    """The mean of all periods that are known, where that was judged and not a single figure."""
    judgement = target.judgement
    decimals, start = sentences.decimals_of(judgement), judgement.start
    mean = telling(judgement.compared, decimals)
    values = {
        "value": in_unit(sentences.level(mean, target.unit, decimals), target.unit),
        "span": span_of(indicator, target),
        "start": bare(start, target.unit, start),
        "first": period(start.period),
    }
    if what := title_of(indicator, target):
        return say(
            _(
                "%(what)s: on average %(value)s in %(span)s, against %(start)s at the start in "
                "%(first)s."
            ),
            what=Own(what),
            **values,
        )
    return say(
        _("On average it was %(value)s in %(span)s, against %(start)s at the start in %(first)s."),
        **values,
    )


def span_of(indicator, target):
    """The years a mean is of, where one span holds them all."""
    series, known = series_of(indicator, target), target.judgement.recurrence.known
    for each in series.observations if series else ():
        if each.value is not None and each.aggregation in {AGGREGATION.SUM, AGGREGATION.MEAN}:
            span = periods.parse(each.period)
            if span.end.year - span.start.year + 1 == known:
                return period(each.period)
    return _("the periods that are known")


def doubts(indicator, target):
    """Why the two figures that are compared are not quite alike."""
    judgement = target.judgement
    start, latest = judgement.start, judgement.latest
    if start is None or latest is None:
        return
    if Flag.PERIODS_DIFFER in judgement.flags and start.period.kind != latest.period.kind:
        yield say(
            _("The two are periods of different kinds; part of the change may come from that.")
        )
    if Flag.SERIES_BREAK in judgement.flags:
        yield from breaks_between(series_of(indicator, target), indicator.annotations or (), target)


def breaks_between(series, annotations, target):
    start, latest = target.judgement.start.period, target.judgement.latest.period
    codes = {"", series.code} if series else {""}
    told = [
        each.period
        for each in annotations
        if each.kind == Annotation.Kind.BREAK and each.series_code in codes
    ]
    told += (
        [each.period for each in series.observations if each.status == MARK.BREAK] if series else []
    )
    found = sorted({periods.parse(each) for each in told if each})
    between = [each for each in found if start.end < each.end <= latest.end]
    if not between:
        yield say(_("The way of measuring changed between the two."))
        return
    yield say(
        ngettext(
            "The series has a break between the two, in %(when)s.",
            "The series has breaks between the two, in %(when)s.",
            len(between),
        ),
        when=listed(period(each) for each in between),
    )


# The newest there is


def newest(indicator):
    """The newest figures of the indicator's own lines, each with its starting point."""
    known = [each for each in indicator.headline if each.latest]
    others = [each for each in indicator.series if each.latest]
    if not indicator.series:
        yield say(_("It has not been said what is to be measured."))
    elif known:
        for series in known[:MOST]:
            yield newest_of(series, "" if series.title == indicator.name else series.title)
    elif others:
        yield of_another_line(min(others, key=lambda each: each.area.is_nation))
    else:
        yield say(_("No figure is known yet."))
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


def newest_of(series, what):
    starts = [each for each in series.baselines if is_start(each) and each.value is not None]
    if series.latest.baseline:
        return only_start(what, series.latest, series.unit)
    return figure(what, series.latest, starts[-1] if starts else None, series.unit)


def of_another_line(series):
    """A line that is not the indicator's own, named with what it is of."""
    is_nation = series.area.is_nation
    what = f"{series.title}, {series.area.local_name}" if is_nation else series.title
    return newest_of(series, what)


def start_of_whole(indicator, target):
    """The starting point of a whole whose parts have no figures; none where there is none."""
    start = target.judgement.start
    if start is None or start.value is None or target.judgement.latest is not None:
        return []
    return [only_start(title_of(indicator, target), start, target.unit)]


def is_start(baseline):
    return baseline.baseline == "start" and not baseline.is_replaced and baseline.period


# One figure


def figure(what, latest, start, unit, is_reference=False):
    """``latest`` and ``start``: figures that were judged, or measurements; start may be None.

    ``is_reference``: the start is a year that only the target is counted from.
    """
    values = {"value": in_unit(valued(latest, unit), unit), "period": period(latest.period)}
    if what:
        values["what"] = Own(what)
    if start is None:
        if what:
            return say(_("%(what)s: %(value)s in %(period)s."), **values)
        return say(_("It was %(value)s in %(period)s."), **values)
    values |= {"start": bare(start, unit, latest), "first": period(start.period)}
    return say(against(is_named=bool(what), is_reference=is_reference), **values)


def against(*, is_named, is_reference):
    if is_reference and is_named:
        return _(
            "%(what)s: %(value)s in %(period)s, against %(start)s in the reference year %(first)s."
        )
    if is_reference:
        return _(
            "It was %(value)s in %(period)s, against %(start)s in the reference year %(first)s."
        )
    if is_named:
        return _("%(what)s: %(value)s in %(period)s, against %(start)s at the start in %(first)s.")
    return _("It was %(value)s in %(period)s, against %(start)s at the start in %(first)s.")


def bare(start, unit, latest):
    """A starting point beside a figure: without the unit, which that has, unless it is a share."""
    if is_share(unit) or AGGREGATION(latest.aggregation) != AGGREGATION.POINT:
        return in_unit(valued(start, unit), unit)
    told = about(start, number(start.value, start.decimals))
    return " ".join([told, *(f"({each})" for each in marks(start))])


def only_start(what, start, unit):
    values = {"value": in_unit(valued(start, unit), unit), "period": period(start.period)}
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
    told = about(figure, told)
    remarks = ([] if kind == AGGREGATION.POINT else [kind.label]) + marks(figure)
    return f"{told} ({', '.join(map(str, remarks))})" if remarks else told


def about(figure, told):
    """A value that is given as approximate."""
    flags = getattr(figure, "flags", ())
    is_approximate = Flag.APPROXIMATE in flags or getattr(figure, "is_approximate", False)
    return _("about %(value)s") % {"value": told} if is_approximate else told


def marks(figure):
    """How sure it is: of a figure that was judged by its flags, of a measurement by its status."""
    flags = getattr(figure, "flags", ())
    status = getattr(figure, "status", None)
    if Flag.PRELIMINARY in flags or status == MARK.PROVISIONAL:
        return [_("provisional")]
    if Flag.ESTIMATED in flags or status == MARK.ESTIMATED:
        return [_("estimated")]
    return []
