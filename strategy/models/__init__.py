"""What a region wants: partnerships and their strategies, from vision to action."""

from strategy.models.fields import YEARS, CodeField, code_form, year_between
from strategy.models.partnerships import NEAREST_LANGUAGE, Membership, Partnership, WordTemplate
from strategy.models.readers import PublicChange, ReaderMessage
from strategy.models.strategies import (
    Action,
    FocusArea,
    Goal,
    Lighthouse,
    LighthouseGoal,
    OverallObjective,
    Strategy,
    StrategyPart,
    Vision,
)
from strategy.models.translations import Translation

__all__ = [
    "NEAREST_LANGUAGE",
    "YEARS",
    "Action",
    "CodeField",
    "FocusArea",
    "Goal",
    "Lighthouse",
    "LighthouseGoal",
    "Membership",
    "OverallObjective",
    "Partnership",
    "PublicChange",
    "ReaderMessage",
    "Strategy",
    "StrategyPart",
    "Translation",
    "Vision",
    "WordTemplate",
    "code_form",
    "year_between",
]
