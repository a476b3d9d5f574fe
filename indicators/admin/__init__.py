"""How figures, the follow-up and what they refer to are edited."""

from indicators.admin import figures, followup, imports, measured, reference, targets

__all__ = ["figures", "followup", "imports", "measured", "reference", "targets"]
