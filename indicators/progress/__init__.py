"""How far it has come: figures in, judgements out. Pure: no Django, no models.

``judge(target, as_of=day)`` judges one target; ``gap_between(first, second)`` tells how two lines
stand to each other. Everything is computed with Decimal; nothing depends on the unit.
"""

from indicators.progress.differing import differs, differs_from_kept
from indicators.progress.judging import judge
from indicators.progress.parity import gap_between
from indicators.progress.telling import figures_changed, kept, newest, told
from indicators.progress.values import (
    COMPARATORS,
    MET,
    METHOD,
    Aggregation,
    Comparability,
    Comparator,
    Development,
    Direction,
    Figure,
    Flag,
    Gap,
    GapMeasure,
    Growth,
    Judgement,
    Kind,
    Line,
    Measure,
    Missing,
    Pace,
    Path,
    Quantity,
    Reason,
    Recurrence,
    Status,
    Step,
    Substitute,
    Tally,
    Target,
)

__all__ = [
    "COMPARATORS",
    "MET",
    "METHOD",
    "Aggregation",
    "Comparability",
    "Comparator",
    "Development",
    "Direction",
    "Figure",
    "Flag",
    "Gap",
    "GapMeasure",
    "Growth",
    "Judgement",
    "Kind",
    "Line",
    "Measure",
    "Missing",
    "Pace",
    "Path",
    "Quantity",
    "Reason",
    "Recurrence",
    "Status",
    "Step",
    "Substitute",
    "Tally",
    "Target",
    "differs",
    "differs_from_kept",
    "figures_changed",
    "gap_between",
    "judge",
    "kept",
    "newest",
    "told",
]
