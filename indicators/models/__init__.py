"""How far it has come: every model of measurement and follow-up."""

from indicators.models.figures import Baseline, Citation, Indicator, Observation, Series
from indicators.models.followup import (
    Assessment,
    Edition,
    Figure,
    FigureSeries,
    FollowUp,
    Footnote,
    GoalAnalysis,
    Written,
)
from indicators.models.importing import (
    FileMapping,
    ImportBatch,
    ImportFinding,
    ImportProgress,
    PlannedFigure,
    StagedFile,
)
from indicators.models.reference import Area, Group, Source
from indicators.models.targets import Annotation, QualityNote, Target

__all__ = [
    "Annotation",
    "Area",
    "Assessment",
    "Baseline",
    "Citation",
    "Edition",
    "Figure",
    "FigureSeries",
    "FileMapping",
    "FollowUp",
    "Footnote",
    "GoalAnalysis",
    "Group",
    "ImportBatch",
    "ImportFinding",
    "ImportProgress",
    "Indicator",
    "Observation",
    "PlannedFigure",
    "QualityNote",
    "Series",
    "Source",
    "StagedFile",
    "Target",
    "Written",
]
