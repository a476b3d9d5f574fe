"""How something is called, what stands beside it and what it means."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.judging.writing import number
from indicators.progress.values import (
    ON_TRACK,
    RATIO_BAND,
    SHORT_SPAN_MONTHS,
    TOO_SLOW,
    TREND_POINTS,
)


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one member of a list is called and what it means.

    ``shape`` stands beside the label, so that nothing depends on colour; ``tone`` names the
    colour. A meaning may name the limits of the method, like %(on_track)s.
    """

    label: str
    meaning: str
    shape: str = ""
    tone: str = ""

    @property
    def told(self):
        """The meaning with the limits that are in force, in the reader's language."""
        return self.meaning % limits()


def limits():
    """The limits of the method, as a meaning names them."""
    return {
        "on_track": number(ON_TRACK * 100),
        "too_slow": number(TOO_SLOW * 100),
        "ratio_band": number(RATIO_BAND),
        "short_span": number(Decimal(SHORT_SPAN_MONTHS)),
        "trend": number(Decimal(TREND_POINTS)),
    }
