"""Whether a strategy can be followed up, seen before it is: what each indicator has and lacks.

Drafts count, what is withdrawn does not. There is no score: each criterion stands for itself.
"""

from indicators.followability.reading import counts, read
from indicators.followability.values import Count, Finding, Followability, Gap, Place, Row, Thing
from indicators.followability.words import MEANINGS, Criterion, Outcome, Problem

__all__ = [
    "MEANINGS",
    "Count",
    "Criterion",
    "Finding",
    "Followability",
    "Gap",
    "Outcome",
    "Place",
    "Problem",
    "Row",
    "Thing",
    "counts",
    "read",
]
