"""Consistency: where the figures and the texts of one strategy contradict each other.

Pure: no Django. ``check(strategy, as_of=...)`` takes the strategy as frozen values
(``values.py``) and gives findings (``findings.py``). A finding is a question to whoever
wrote it, never a verdict: what is printed stays printed, and nothing is changed.
"""

from indicators.consistency.checks import check
from indicators.consistency.findings import (
    KINDS,
    Detail,
    Finding,
    Form,
    Kind,
    Place,
    Rule,
    Spot,
)

__all__ = ["KINDS", "Detail", "Finding", "Form", "Kind", "Place", "Rule", "Spot", "check"]
