"""What a reading consists of. A tuple that is None was not read; an empty one holds nothing."""

from strategy.overview.values.indicators import GapShown, Indicator, in_order_of_status
from strategy.overview.values.judged import (
    JUDGED,
    Analysis,
    Assessment,
    FollowUp,
    Judgements,
    Target,
)
from strategy.overview.values.measured import (
    Annotation,
    Citation,
    Measurement,
    Named,
    QualityNote,
    Series,
    Source,
    titled,
)
from strategy.overview.values.strategies import (
    Action,
    FocusArea,
    Goal,
    Lighthouse,
    Neighbour,
    Overview,
    Partnership,
    Strategy,
    Vision,
)
from strategy.overview.values.taking import Text, take

__all__ = [
    "JUDGED",
    "Action",
    "Analysis",
    "Annotation",
    "Assessment",
    "Citation",
    "FocusArea",
    "FollowUp",
    "GapShown",
    "Goal",
    "Indicator",
    "Judgements",
    "Lighthouse",
    "Measurement",
    "Named",
    "Neighbour",
    "Overview",
    "Partnership",
    "QualityNote",
    "Series",
    "Source",
    "Strategy",
    "Target",
    "Text",
    "Vision",
    "in_order_of_status",
    "take",
    "titled",
]
