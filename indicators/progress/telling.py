"""A judgement as plain values: for files, for programs, and to be kept as it was."""

from dataclasses import fields, is_dataclass
from decimal import Context, Decimal
from enum import Enum

from indicators.periods import Period
from indicators.progress.values import METHOD

# What is printed has at most 15 digits and is kept whole; quotients go on without end.
DIGITS = Context(prec=15)
NAMES = {"band": "neutral_band"}
RESTS_ON = (
    *("code", "kind", "comparator", "level", "upper", "base_value", "target_percent", "tolerance"),
    *("neutral_band", "deadline", "start", "latest", "words", "points", "recurrence"),
)


def told(judgement):
    """A judgement as dictionaries, lists, texts, whole numbers, Decimals of 15 digits and None.

    The keys are those of ``Judgement`` and what it consists of, with ``steps`` beside them.
    """
    content = plain(judgement)
    content["steps"] = [plain(step) for step in judgement.steps]
    return content


def kept(judgement, *, as_of, figures):
    """What is kept of a judgement beside the one people make: as ``told``, numbers as texts.

    ``judgement`` is None where nothing can be computed, for want of a target. ``figures``: the
    newest figures of the indicator, as ``newest`` gives them.
    """
    return {
        "as_of": as_of.isoformat(),
        "method": METHOD,
        "judgement": None if judgement is None else written(told(judgement)),
        "figures": figures,
    }


def newest(found):
    """The newest number of each series, as texts: ``{"n08-women": ["2022", "30.4"]}``.

    ``found``: code, Period and value of figures of single periods, in any order.
    """
    known = sorted((each for each in found if each[2] is not None), key=lambda each: each[1].end)
    return {code: [str(period), written(trimmed(value))] for code, period, value in known}


def figures_changed(suggestion, judgement, figures):
    """Whether a judgement rests on other figures or another target than what was kept of it.

    ``suggestion``: as ``kept`` gives it, or None where nothing was kept. ``figures``: the newest
    ones of today. That days have passed changes nothing.
    """
    if suggestion is None:
        return False
    if suggestion["figures"] != figures:
        return True
    today = None if judgement is None else written(told(judgement))
    return rests_on(suggestion["judgement"]) != rests_on(today)


def rests_on(kept):
    """The figures of a judgement and what they are held against, with those of its parts."""
    if kept is None:
        return None
    found = {name: kept.get(name) for name in RESTS_ON}
    found["parts"] = [rests_on(part) for part in kept.get("parts", ())]
    gap, growth = kept.get("gap") or {}, kept.get("growth") or {}
    found["compared"] = [gap.get("values_before"), gap.get("values_now"), gap.get("now")]
    found["grown"] = [growth.get(name) for name in ("own_values", "reference_values", "shares")]
    return found


def written(value):
    """Plain values as JSON has them: a Decimal as its digits."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {name: written(each) for name, each in value.items()}
    if isinstance(value, list):
        return [written(each) for each in value]
    return value


def plain(value):
    if isinstance(value, Decimal):
        return trimmed(DIGITS.plus(value))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Period):
        return str(value)
    if is_dataclass(value):
        return {
            NAMES.get(each.name, each.name): plain(getattr(value, each.name))
            for each in fields(value)
        }
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, (tuple, frozenset)):
        return [plain(each) for each in in_order(value)]
    return value.isoformat() if hasattr(value, "isoformat") else value


def in_order(values):
    return sorted(values) if isinstance(values, frozenset) else values


def trimmed(number):
    """Without zeros that say nothing."""
    return number.normalize() if number else Decimal(0)
