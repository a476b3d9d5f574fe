"""Bars under each other, each from zero. Pure: no Django."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ROOM = 1000  # how wide the longest bars are together; pages scale it
THIN = 2  # a value of zero is a bar too: a thin one


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Where a bar begins and how wide it is, in the room of all."""

    left: int
    width: int
    room: int = ROOM


def rank(values):
    """The bars of some values, on one scale that holds zero, in the order given."""
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    span = high - low or Decimal(1)
    return tuple(ranked(value, low, span) for value in values)


def ranked(value, low, span):
    ends = [(each - low) / span * ROOM for each in (min(value, Decimal(0)), max(value, Decimal(0)))]
    left, right = (int(each.quantize(Decimal(1), ROUND_HALF_UP)) for each in ends)
    width = max(right - left, THIN)
    return Ranked(left=min(left, ROOM - width), width=width)
