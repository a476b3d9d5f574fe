"""What goes right and what goes wrong, in the four words of a first look. No score."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from indicators import progress
from indicators.judging.words import word_of

WIDE_ENOUGH = 8  # per cent of a bar, for a shape and a number in it


class Way(TextChoices):
    """Which way it goes; each holds the statuses whose words have its tone."""

    RIGHT = "positive", _("goes right")
    SLOW = "unchanged", _("too slowly, partly or unchanged")
    WRONG = "negative", _("goes wrong")
    UNKNOWN = "unknown", _("can’t be said")

    @property
    def shape(self):
        return {"positive": "✓", "unchanged": "◐", "negative": "✕", "unknown": "?"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many go one way, and where their part of a bar stands."""

    way: Way
    number: int
    statuses: tuple[tuple[progress.Status, int], ...]  # what is behind it
    start: str  # of its part of the bar, like "12.50%"
    width: str
    is_wide: bool


def way_of(status):
    return Way(word_of(status).tone)


def ways(statuses):
    """The four ways with how many go each; empty where there is nothing to count.

    ``statuses``: pairs of a status and how many have it.
    """
    whole = sum(number for _status, number in statuses)
    before, found = 0, []
    for way in Way if whole else ():
        behind = tuple((each, n) for each, n in statuses if way_of(each) == way)
        number = sum(n for _status, n in behind)
        share = percent(number, whole)
        found.append(
            Share(
                way=way,
                number=number,
                statuses=behind,
                start=written(percent(before, whole)),
                width=written(share),
                is_wide=share >= WIDE_ENOUGH,
            )
        )
        before += number
    return tuple(found)


def percent(part, whole):
    return Decimal(100) * part / whole


def written(share):
    """As SVG needs it, whatever the language of the page."""
    return f"{share:.2f}%"
