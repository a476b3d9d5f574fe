"""How a target is read: what must hold, by when and against what; and what it still lacks.

Sentences are for staff, who see the codes of series. Nothing is read from the database here:
the rows a target refers to are there already.
"""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.judging.sentences import difference, with_unit
from indicators.judging.words import word_of
from indicators.judging.writing import is_share, number, period
from indicators.models import Target
from indicators.progress import Reason, Status

Kind, Comparator = Target.Kind, Target.Comparator

AMOUNTS = {
    Comparator.AT_LEAST: gettext_lazy("at least %(value)s"),
    Comparator.AT_MOST: gettext_lazy("at most %(value)s"),
    Comparator.MORE_THAN: gettext_lazy("more than %(value)s"),
    Comparator.LESS_THAN: gettext_lazy("less than %(value)s"),
    Comparator.BETWEEN: gettext_lazy("from %(value)s to %(upper)s"),
}
INCREASES = {
    Comparator.AT_LEAST: gettext_lazy("at least %(change)s per cent more than %(base)s"),
    Comparator.AT_MOST: gettext_lazy("at most %(change)s per cent more than %(base)s"),
    Comparator.MORE_THAN: gettext_lazy("more than %(change)s per cent above %(base)s"),
    Comparator.LESS_THAN: gettext_lazy("less than %(change)s per cent above %(base)s"),
}
# A level of at most −70 per cent is a decrease of at least 70.
DECREASES = {
    Comparator.AT_MOST: gettext_lazy("at least %(change)s per cent less than %(base)s"),
    Comparator.AT_LEAST: gettext_lazy("at most %(change)s per cent less than %(base)s"),
    Comparator.LESS_THAN: gettext_lazy("more than %(change)s per cent below %(base)s"),
    Comparator.MORE_THAN: gettext_lazy("less than %(change)s per cent below %(base)s"),
}
LEVELS = {
    Comparator.EQUALS: gettext_lazy("the same level as %(other)s"),
    Comparator.AT_LEAST: gettext_lazy("at least the level of %(other)s"),
    Comparator.AT_MOST: gettext_lazy("at most the level of %(other)s"),
    Comparator.MORE_THAN: gettext_lazy("a higher level than %(other)s"),
    Comparator.LESS_THAN: gettext_lazy("a lower level than %(other)s"),
}
GROWTHS = {
    Comparator.AT_LEAST: gettext_lazy("growth of at least that of %(other)s"),
    Comparator.AT_MOST: gettext_lazy("growth of at most that of %(other)s"),
    Comparator.MORE_THAN: gettext_lazy("more growth than %(other)s"),
    Comparator.LESS_THAN: gettext_lazy("less growth than %(other)s"),
}


def unit_of(target):
    """The unit of the figures it is read from; before a series is chosen, its own."""
    series, indicator = target.series, target.indicator
    if series is not None:
        return series.unit or series.indicator.unit
    return target.unit or (indicator.unit if indicator else "")


def sentence(target, judgement):
    """What must become true, like "At least 260 000 personer by 2030."

    The judgement gives the level that a change comes to, and the parts of the whole.
    """
    told = READINGS[target.kind](target, judgement)
    if target.kind != Kind.MONITOR:
        values = {"target": told, "deadline": period(target.deadline)}
        told = (
            _("%(target)s by %(deadline)s") % values
            if target.deadline
            else _("%(target)s; no deadline is stated") % values
        )
    if aspired := sum(part.is_aspirational for part in judgement.parts):
        told = _("%(target)s; parts to be strived for beside: %(count)s") % {
            "target": told,
            "count": aspired,
        }
    if target.strength == Target.Strength.ASPIRATIONAL:
        told = _("%(target)s; to be strived for") % {"target": told}
    return f"{capfirst(told)}."


def level(target, _judgement):
    return amount(target.comparator, target.value, target.upper_value, unit_of(target))


def change(target, judgement):
    changes = DECREASES if target.change_percent < 0 else INCREASES
    told = changes[target.comparator] % {
        "change": number(abs(target.change_percent)),
        "base": base(target, judgement),
    }
    if judgement.level is None:
        return told
    reached = amount(target.comparator, judgement.level, None, unit_of(target))
    return _("%(change)s, that is %(level)s") % {"change": told, "level": reached}


def base(target, judgement):
    """What a change is counted from, with its value where that is known."""
    if target.base_period:
        named = _("in %(period)s") % {"period": period(target.base_period)}
    elif target.series is not None:
        named = _("at the starting point of the series")
    else:
        named = _("at a start that is not stated")
    if judgement.base_value is None:
        return named
    return f"{named} ({number(judgement.base_value)})"


def recurring(target, judgement):
    return _("%(amount)s in every period") % {"amount": level(target, judgement)}


def direction(target, _judgement):
    if target.comparator == Comparator.INCREASE:
        return _("an increase of no stated amount")
    return _("a decrease of no stated amount")


def reference_level(target, _judgement):
    told = LEVELS[target.comparator] % {"other": other(target)}
    return with_tolerance(told, target)


def reference_growth(target, _judgement):
    told = GROWTHS[target.comparator] % {"other": other(target)}
    if target.tolerance is None:
        return told
    return _("%(target)s, a difference of up to %(points)s percentage points being a tie") % {
        "target": told,
        "points": number(target.tolerance),
    }


def parity(target, _judgement):
    values = {
        "one": str(target.series or _("a group that is not chosen yet")),
        "other": str(target.reference_series or _("another group that is not chosen yet")),
        "value": distance(target.value, target),
    }
    is_ratio = target.gap_measure == Target.GapMeasure.RATIO
    if target.comparator == Comparator.AT_MOST and is_ratio:
        return (
            _("of %(one)s and %(other)s the larger at most %(value)s times as large as the smaller")
            % values
        )
    if target.comparator == Comparator.AT_MOST:
        told = _("a gap of at most %(value)s between %(one)s and %(other)s") % values
    else:
        told = with_tolerance(_("no gap between %(one)s and %(other)s") % values, target)
    if is_ratio:
        return _("%(target)s, measured as a ratio") % {"target": told}
    return told


def composite(_target, judgement):
    if not judgement.parts:
        return _("all of its parts, of which none has been entered")
    must = sum(not part.is_aspirational for part in judgement.parts)
    told = ngettext("%(count)s part that must hold", "%(count)s parts that must all hold", must)
    return told % {"count": must}


def monitor(_target, _judgement):
    return _("followed, with no target set")


READINGS = {
    Kind.LEVEL: level,
    Kind.RELATIVE: change,
    Kind.RECURRING: recurring,
    Kind.DIRECTION: direction,
    Kind.REFERENCE_LEVEL: reference_level,
    Kind.REFERENCE_GROWTH: reference_growth,
    Kind.PARITY: parity,
    Kind.COMPOSITE: composite,
    Kind.MONITOR: monitor,
}


def amount(comparator, value, upper, unit):
    unit = _("per cent") if is_share(unit) else unit
    if comparator == Comparator.BETWEEN:
        values = {"value": number(value), "upper": with_unit(number(upper), unit)}
    else:
        values = {"value": with_unit(number(value), unit)}
    return AMOUNTS[comparator] % values


def distance(value, target):
    """How large a gap may be: a ratio has no unit, a difference of shares is in points."""
    if value is None:
        return _("an amount that is not stated")
    if target.gap_measure == Target.GapMeasure.RATIO:
        return number(value)
    unit = unit_of(target)
    return with_unit(number(value), difference(value, unit) or unit)


def with_tolerance(told, target):
    if target.tolerance is None:
        return told
    return _("%(target)s, a gap of up to %(tolerance)s being none") % {
        "target": told,
        "tolerance": distance(target.tolerance, target),
    }


def other(target):
    """What it is compared with: the area, else the series."""
    if target.reference_area is not None:
        return target.reference_area.local_name
    return str(target.reference_series or _("an area that is not chosen yet"))


# What may not be meant

DOUBTS = {
    Comparator.AT_LEAST: gettext_lazy(
        "%(change)s with “at least” means: not more than %(size)s per cent less. "
        "Did you mean “at most”?"
    ),
    Comparator.MORE_THAN: gettext_lazy(
        "%(change)s with “more than” means: less than %(size)s per cent less. "
        "Did you mean “less than”?"
    ),
}


def doubts(target):
    """What means something, and is seldom meant."""
    change = target.change_percent
    if target.kind == Kind.RELATIVE and change < 0 and target.comparator in DOUBTS:
        yield DOUBTS[target.comparator] % {"change": number(change), "size": number(abs(change))}


# What is missing for a judgement


@dataclass(frozen=True, kw_only=True)
class Place:
    """A part of a form where something is put right; without a row, of the target's own form."""

    part: str
    row: Model | None = None


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Something missing, what to do about it, and where."""

    label: str
    deed: str
    places: tuple[Place, ...] = ()


FIGURES, BASELINES = "observations-group", "baselines-group"  # on the form of a series
# What to do, and on which fields of the target or parts of its series.
DEEDS = {
    Reason.DEADLINE_BEFORE_START: (
        gettext_lazy("Correct the deadline or the starting point."),
        ("id_deadline", BASELINES),
    ),
    Reason.DEFINITION_MISMATCH: (
        gettext_lazy("Enter figures of the old definition, or a starting point of the new one."),
        (FIGURES, BASELINES),
    ),
    Reason.SERIES_DISCONTINUED: (
        gettext_lazy("Choose a series that is still measured."),
        ("id_series",),
    ),
    Reason.NO_METHOD: (
        gettext_lazy("Agree on how it is measured, and enter the figures."),
        (FIGURES,),
    ),
    Reason.SECRET: (
        gettext_lazy("Choose a series whose figures may be shown."),
        ("id_series",),
    ),
    Reason.GROWTH_NOT_DEFINED: (
        gettext_lazy("Choose another kind of target, or measure the gap as a difference."),
        ("id_kind",),
    ),
    Reason.NO_NUMERIC_OBSERVATION: (
        gettext_lazy("Enter a figure after the starting point as a number."),
        (FIGURES,),
    ),
    Reason.ONLY_BASELINE: (
        gettext_lazy("Enter a figure of a period after the starting point."),
        (FIGURES,),
    ),
    Reason.NO_DATA: (
        gettext_lazy("Enter the starting point and the figures."),
        (BASELINES, FIGURES),
    ),
    Reason.NO_SERIES: (gettext_lazy("Choose the series it is read from."), ("id_series",)),
    Reason.NO_LEVEL: (gettext_lazy("Enter the number that is to be reached."), ("id_value",)),
    Reason.NO_DEADLINE: (
        gettext_lazy("Enter the deadline, if one has been decided; there is no pace without it."),
        ("id_deadline",),
    ),
    Reason.NO_PRIMARY_INDICATOR: (
        gettext_lazy("Choose the indicator and the series it is read from."),
        ("id_indicator", "id_series"),
    ),
    Reason.NO_PARTS: (
        gettext_lazy("Add the parts as targets of their own, each with this one as “part of”."),
        (),
    ),
    Reason.QUALITATIVE: (
        gettext_lazy("Enter the figures as numbers when they are known."),
        (FIGURES,),
    ),
}
WITHOUT_PACE = {Kind.MONITOR, Kind.RECURRING, Kind.COMPOSITE}


def lacks(target, judgement, substitutes=()):
    """What is missing for a judgement, and what was read although nobody has decided it.

    ``substitutes``: the series that stand in for the one it is read from. What the parts of a
    target lack is told of each of them.
    """
    if judgement.status == Status.CANNOT_ASSESS:
        for reason in judgement.reasons:
            if target.kind != Kind.COMPOSITE or reason == Reason.NO_PARTS:
                yield lack(reason, target, substitutes)
    is_told = Reason.NO_DEADLINE in judgement.reasons
    if not target.deadline and target.kind not in WITHOUT_PACE and not is_told:
        yield lack(Reason.NO_DEADLINE, target, substitutes)
    if target.comparator == Comparator.EQUALS and target.tolerance is None:
        yield Lack(
            label=_("Nobody has decided how close counts as the same"),
            deed=_("Say how large a gap may be; until then any gap counts."),
            places=(Place(part="id_tolerance"),),
        )


def lack(reason, target, substitutes):
    if reason == Reason.BASE_VALUE_MISSING:
        deed, places = without_base(target)
    elif reason in {Reason.NO_REFERENCE, Reason.REFERENCE_MISSING}:
        deed, places = without_reference(target)
    elif reason == Reason.SERIES_NOT_COMPARABLE:
        deed = _("Give the substitute a starting point of its own, or say how comparable it is.")
        places = [Place(row=each, part="id_comparability") for each in substitutes]
    else:
        deed, parts = DEEDS[reason]
        places = [place for part in parts for place in places_of(part, target.series)]
    return Lack(label=capfirst(word_of(reason).label), deed=str(deed), places=tuple(places))


def without_base(target):
    own = places_of(BASELINES, target.series)
    if target.kind != Kind.RELATIVE:
        both = [*own, *places_of(BASELINES, target.reference_series)]
        return _("Enter the starting point of what is measured."), both
    if target.base_period:
        deed = _("Enter the base value here, or as a reference year among the baselines.")
        return deed, [Place(part="id_base_value"), *own]
    deed = _("Say which year it is counted from, or enter the starting point of the series.")
    return deed, [Place(part="id_base_period"), *own]


def without_reference(target):
    compared_with = target.reference_series or target.gap_series
    if compared_with is None:
        deed = _("Choose the series it is compared with.")
        return deed, [Place(part="id_reference_series")]
    deed = _("Enter figures of what it is compared with, for the same periods.")
    return deed, places_of(FIGURES, compared_with)


def places_of(part, series):
    """A field of the target itself, or a part of the form of a series, if there is one."""
    if part.startswith("id_"):
        return [Place(part=part)]
    return [Place(row=series, part=part)] if series is not None else []
