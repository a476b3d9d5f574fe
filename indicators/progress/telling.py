"""A judgement as plain values: for files, for programs, and to be kept as it was."""

from dataclasses import fields, is_dataclass
from decimal import Context, Decimal
from enum import Enum

from indicators.periods import Period

# What is printed has at most 15 digits and is kept whole; quotients go on without end.
DIGITS = Context(prec=15)
NAMES = {"band": "neutral_band"}


def told(judgement):
    """A judgement as dictionaries, lists, texts, whole numbers, Decimals of 15 digits and None.

    The keys are those of ``Judgement`` and what it consists of, with ``steps`` beside them.
    """
    content = plain(judgement)
    content["steps"] = [plain(step) for step in judgement.steps]
    return content


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
