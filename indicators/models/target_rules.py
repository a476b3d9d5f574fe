"""Combinations in a target that mean nothing: at which field it is said, and in which words.

They stand here and not among the constraints because most of them look at the indicator, the
series or another target, and because each belongs at one field of the form.
"""

from django.utils.translation import gettext as _

from config.numbers import write_number
from indicators.models.fields import plain
from indicators.models.figure_rules import decimal, differ, period
from indicators.models.figures import Baseline, Observation
from indicators.progress import COMPARATORS

REFERENCES = {"reference_level", "reference_growth"}
COMPARED = {*REFERENCES, "parity"}
USED_BY = {
    "reference_area": REFERENCES,
    "reference_series": COMPARED,
    "gap_series": COMPARED,
    "base_period": {"relative"},
    "base_value": {"relative"},
}
NOT_STRICT = {"at_least", "at_most", "equals"}
UPWARDS = {"at_least", "more_than"}


def refusals(target):
    """Pairs of a field and why it can't be so, from a target whose fields may be wrong too."""
    if target.kind not in target.Kind.values:
        return
    rules = (comparator, unused, numbers, changes, units, tolerance, gap, path)
    for rule in (*rules, times, compared, parts):
        yield from rule(target)


def comparator(target):
    """A comparison that the kind of target does not know."""
    allowed = COMPARATORS[target.kind]
    if target.comparator not in allowed:
        words = ", ".join(str(each.label) for each in target.Comparator if each in allowed)
        yield "comparator", _("With this kind of target use: %(allowed)s.") % {"allowed": words}


def unused(target):
    """What the kind of target does not use: left in, it would be read by nobody."""
    for name, kinds in USED_BY.items():
        is_given = getattr(target, target._meta.get_field(name).attname) not in (None, "")
        if is_given and target.kind not in kinds:
            yield name, _("A target of this kind does not use it: leave it empty.")
    if target.every_period and target.kind != "recurring":
        yield "every_period", _("For what must hold in each period choose the kind “Every period”.")
    if target.kind == "monitor" and target.deadline:
        yield "deadline", _("What is only followed has no deadline: leave it empty.")
    if target.kind == "monitor" and target.strength != "must":
        yield "strength", _("What is only followed is neither required nor to be strived for.")


def numbers(target):
    """Levels that can't be reached."""
    cap = own_cap(target)
    if target.kind in {"level", "recurring"} and cap is not None:
        for name in ("value", "upper_value"):
            level = decimal(getattr(target, name))
            if level is not None and is_beyond(level, cap, target):
                yield (
                    name,
                    _("The indicator's highest possible value is %(cap)s.")
                    % {"cap": write_number(cap)},
                )


def changes(target):
    """Changes that anything would meet, or that lead to a level which can't be reached."""
    change, cap = decimal(target.change_percent), own_cap(target)
    if change is not None and change <= -100 and target.comparator in UPWARDS:
        yield (
            "change_percent",
            _("Down to nothing or below: for that choose “at most” or “less than”."),
        )
    if target.base_value is not None and not target.base_period:
        yield "base_period", _("Say which year the base value is of.")
    if target.kind != "relative" or change is None or cap is None:
        return
    base = base_of(target)
    level = None if base is None else plain(base * (1 + change / 100))
    if level is not None and is_beyond(level, cap, target):
        yield (
            "change_percent",
            _("That is %(level)s, and the indicator's highest possible value is %(cap)s.")
            % {"level": write_number(level), "cap": write_number(cap)},
        )


def is_beyond(level, cap, target):
    """Whether a level is above the highest possible value, or asks for more than it."""
    return level > cap or (level == cap and target.comparator == "more_than")


def units(target):
    """A number in another unit than that of the figures would be compared all the same."""
    if target.kind in {"level", "recurring"} and target.series is not None and target.unit:
        unit = unit_of(target.series)
        if differ(target.unit, unit):
            yield (
                "unit",
                _("The series is counted in “%(unit)s”: give the target in the same unit.")
                % {"unit": unit},
            )


def tolerance(target):
    """How close is close enough is asked of equality, of not strict limits and of a tie."""
    if target.tolerance is None:
        return
    if target.kind in {"direction", "composite", "monitor"}:
        yield "tolerance", _("A target of this kind does not use it: leave it empty.")
    elif target.kind == "parity":
        if target.comparator == "at_most":
            yield "tolerance", _("With “at most” the value says how large the gap may be.")
    elif target.kind != "reference_growth" and target.comparator not in NOT_STRICT:
        yield (
            "tolerance",
            _("A tolerance belongs to “at least”, “at most” and “equal to”: leave it empty."),
        )


def gap(target):
    """How large a gap may be, and how it is measured."""
    if target.kind == "parity" and target.comparator == "at_most" and target.value is None:
        yield "value", _("Say how large the gap may be at most.")
    if target.kind == "parity" and target.comparator == "equals" and target.value is not None:
        yield (
            "value",
            _("With “equal to” the tolerance says how large the gap may be: leave this empty."),
        )
    value = decimal(target.value)
    if target.gap_measure == "ratio":
        if target.kind == "parity" and value is not None and value < 1:
            yield (
                "value",
                _("As a ratio it says how many times as large the larger may be: 1 or more."),
            )
        if target.kind != "parity":
            yield "gap_measure", _("Only parity between groups is measured as a ratio.")
        elif target.gap_series_id and not target.reference_series_id:
            yield (
                "gap_measure",
                _("A series of the gap gives no ratio: choose the series of the other group too."),
            )


def path(target):
    """The same per cent each year leads to a level, at a time, and never to zero."""
    if target.path != "geometric":
        return
    value, change = decimal(target.value), decimal(target.change_percent)
    if target.kind not in {"level", "relative"}:
        yield "path", _("Only a level and a change against a base are approached on a path.")
    elif not target.deadline:
        yield "path", _("Without a deadline there is no path: leave it at the straight line.")
    elif (value is not None and value <= 0) or (change is not None and change <= -100):
        yield "path", _("By the same per cent each year it never comes to zero or below.")


def times(target):
    """A deadline leaves time: it comes after what the target is counted from."""
    deadline, base = period(target.deadline), period(target.base_period)
    if deadline is None:
        return
    if base is not None:
        if deadline.end <= base.end:
            yield (
                "deadline",
                _("The deadline must come after the base year, %(period)s.") % {"period": base},
            )
        return
    start = starting_point(target.series_id) if target.series_id else None
    if start is not None and deadline.end <= period(start.period).end:
        yield (
            "deadline",
            _("The deadline must come after the starting point of the series, %(period)s.")
            % {"period": start.period},
        )


def compared(target):
    """What it is compared with is another area or group, measured in the same unit."""
    own, other = target.series, target.reference_series
    if target.kind not in COMPARED or own is None:
        return
    if target.kind in REFERENCES and target.reference_area_id == own.area_id:
        yield "reference_area", _("The series itself is of this area: choose another one.")
    if other is None:
        return
    if target.gap_series_id == other.pk:
        yield "gap_series", _("This is the series of the other: choose one that gives the gap.")
    if target.kind == "parity" and other.group_id == own.group_id:
        yield "reference_series", _("It is of the same group: choose the series of another group.")
    elif target.kind in REFERENCES and other.area_id == own.area_id:
        yield "reference_series", _("It is of the same area: choose the series of another area.")
    elif target.reference_area_id and other.area_id != target.reference_area_id:
        yield "reference_series", _("It is of another area than the one it is compared with.")
    elif target.kind != "reference_growth" and differ(unit_of(own), unit_of(other)):
        # Growth in per cent is the same in any unit; a gap is not.
        yield (
            "reference_series",
            _("It is counted in “%(other)s” and the target's series in “%(own)s”.")
            % {"other": unit_of(other), "own": unit_of(own)},
        )


def parts(target):
    """Parts belong to a target of several parts, under the same goal."""
    whole, stored = target.part_of, target.as_stored()
    if whole is not None and whole.kind:  # a row further down in a file has no kind yet
        if whole.kind != "composite":
            yield "part_of", _("Choose a target of the kind “All of several”.")
        elif whole.goal_id != target.goal_id:
            yield "part_of", _("A part stands under the same goal as the whole.")
        elif target.kind == "monitor":
            yield "part_of", _("What is only followed can't be met: it is no part of a target.")
    if stored is None or stored.kind != "composite":
        return
    is_moved = stored.goal_id != target.goal_id
    if (is_moved or target.kind != "composite") and target.parts.current().exists():
        yield (
            "goal" if is_moved else "kind",
            _("It has parts, which would not belong to it any more. Move them first."),
        )


# What the rules look at


def unit_of(series):
    return series.unit or series.indicator.unit


def own_cap(target):
    """The highest possible value of what is measured; None where there is none."""
    indicator, series = target.indicator, target.series
    if indicator is None or (series is not None and differ(series.unit, indicator.unit)):
        return None
    return None if differ(target.unit, indicator.unit) else indicator.cap


def starting_point(series_id):
    """The starting point in force, the newest of several; None without one."""
    rows = list(Baseline.objects.current().filter(series=series_id))
    replaced = {each.replaces_id for each in rows}
    starts = [
        each
        for each in rows
        if each.kind == Baseline.Kind.START and each.pk not in replaced and period(each.period)
    ]
    return max(starts, key=lambda each: period(each.period), default=None)


def base_of(target):
    """The value that a change is counted from, as it is judged; None where it is not known."""
    start = starting_point(target.series_id) if target.series_id else None
    if not target.base_period:
        return start and start.value
    if target.base_value is not None:
        return decimal(target.base_value)
    known = {"series": target.series_id, "period": target.base_period, "value__isnull": False}
    references = Baseline.objects.current().filter(kind=Baseline.Kind.REFERENCE, **known)
    if (reference := references.first()) is not None:
        return reference.value
    if start is not None and start.period == target.base_period and start.value is not None:
        return start.value
    figure = Observation.objects.current().filter(**known).first()
    return figure and figure.value
