"""What is aimed at, and by when."""

from django.utils.translation import gettext as _

from indicators import periods
from indicators.judging import sentences
from indicators.judging.reading import AMOUNTS, DECREASES, GROWTHS, INCREASES, LEVELS
from indicators.judging.writing import is_share, number, period, telling
from indicators.progress import Kind, Status
from strategy.overview.saying.sentence import MOST, Own, area_in_a_sentence, say

WITH_LEVEL = {Kind.LEVEL, Kind.RELATIVE, Kind.RECURRING}
AGAINST_ANOTHER = {Kind.REFERENCE_LEVEL: LEVELS, Kind.REFERENCE_GROWTH: GROWTHS}
PASSED = {Status.ACHIEVED, Status.NOT_ACHIEVED}


def aimed(targets):
    """What is aimed at, once where all parts aim at the same."""
    told = {(aim(each), each.kind, each.deadline, is_passed(each)) for each in targets}
    if len(told) == 1:
        yield from aimed_at(targets[0])
    elif 1 < len(targets) <= MOST and all(aim(each) for each in targets):
        yield all_of(targets)
    elif targets:
        yield say(_("The target has %(number)s parts that must all hold."), number=len(targets))


def aimed_at(target):
    aim_of_it = aim(target)
    if not aim_of_it:
        if target.wording:
            yield say(_("The target is worded: “%(wording)s”"), wording=Own(target.wording))
        return
    values = {"aim": aim_of_it}
    if target.deadline:
        values["deadline"] = period(target.deadline)
    if target.kind == Kind.RECURRING:
        yield say(every_period(target), **values)
    elif target.kind in WITH_LEVEL:
        yield say(number_aimed_at(target), **values)
    else:
        yield say(way_aimed_at(target), **values)


def every_period(target):
    if not is_of_years(target.judgement):
        return _("The target is %(aim)s in every period.")
    if is_passed(target):
        return _("The target was %(aim)s every year up to %(deadline)s.")
    return _("The target is %(aim)s every year.")


def number_aimed_at(target):
    if not target.deadline:
        return _("The target is %(aim)s; no deadline is stated.")
    if is_passed(target):
        return _("The target was %(aim)s by %(deadline)s.")
    return _("The target is %(aim)s by %(deadline)s.")


def way_aimed_at(target):
    if not target.deadline:
        return _("The aim is %(aim)s; no deadline is stated.")
    if is_passed(target):
        return _("The aim was %(aim)s by %(deadline)s.")
    return _("The aim is %(aim)s by %(deadline)s.")


def all_of(targets):
    """The parts of a target, each with what it is about."""
    parts = "; ".join(f"{each.series}: {aim_of_part(each)}" for each in targets)
    deadlines = {each.deadline for each in targets}
    values = {"parts": Own(parts)}
    if len(deadlines) > 1 or "" in deadlines:
        return say(_("All of this must hold – %(parts)s."), **values)
    values["deadline"] = period(targets[0].deadline)
    if is_passed(targets[0]):
        return say(_("All of this was to hold by %(deadline)s – %(parts)s."), **values)
    return say(_("All of this must hold by %(deadline)s – %(parts)s."), **values)


def aim_of_part(target):
    if target.kind == Kind.RECURRING and is_of_years(target.judgement):
        return _("%(aim)s every year") % {"aim": aim(target)}
    return aim(target)


def is_of_years(judgement):
    """Whether its periods are years; of a target without a figure nobody knows."""
    figures = [each for each in (judgement.start, judgement.latest) if each]
    return bool(figures) and all(each.period.kind == periods.PeriodKind.YEAR for each in figures)


def is_passed(target):
    """Whether the time to reach it is over."""
    judgement = target.judgement
    if judgement.status in PASSED:
        return True
    if not target.deadline or judgement.as_of is None:
        return False
    return periods.parse(target.deadline).end < judgement.as_of


def aim(target):
    """What is aimed at, like "at least 25 per cent"; "" where it is no number and no other's."""
    judgement = target.judgement
    if target.kind in WITH_LEVEL and judgement.level is not None:
        return level_aimed_at(target)
    if target.kind == Kind.RELATIVE and target.change_percent is not None:
        return change_aimed_at(target)
    if target.kind in AGAINST_ANOTHER:
        other = other_of(target)
        return AGAINST_ANOTHER[target.kind][target.comparator] % {"other": other} if other else ""
    if target.kind == Kind.DIRECTION:
        return _("an increase") if target.comparator == "increase" else _("a decrease")
    return _("parity between the groups") if target.kind == Kind.PARITY else ""


def level_aimed_at(target):
    judgement = target.judgement
    value, upper = judgement.level, judgement.upper
    if target.kind == Kind.RELATIVE:
        value = telling(value, sentences.decimals_of(judgement))
    names = {"value": asked(value, target.unit), "upper": upper and asked(upper, target.unit)}
    return AMOUNTS[target.comparator] % names


def change_aimed_at(target):
    """A change against a base whose value is not known."""
    changes = DECREASES if target.change_percent < 0 else INCREASES
    base = _("at the start")
    if target.base_period:
        base = _("in %(period)s") % {"period": period(target.base_period)}
    return changes[target.comparator] % {
        "change": number(abs(target.change_percent)),
        "base": base,
    }


def other_of(target):
    """What a target compares with, within a sentence; "" where it is not said."""
    named = target.reference_area
    return area_in_a_sentence(named) if named else target.reference_series


def asked(value, unit):
    return sentences.with_unit(number(value), _("per cent") if is_share(unit) else "")
