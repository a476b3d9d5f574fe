"""How far it has come: every model of measurement and follow-up."""

from indicators.models.editions import Edition, EditionFile, Figure, FigureSeries, Footnote
from indicators.models.figures import Baseline, Observation
from indicators.models.followup import FollowUp
from indicators.models.importing import (
    FileMapping,
    ImportBatch,
    ImportFinding,
    ImportProgress,
    PlannedFigure,
    StagedFile,
)
from indicators.models.indicators import Citation, Indicator
from indicators.models.reference import Area, Group, Source, Statistic
from indicators.models.series import Series
from indicators.models.targets import Annotation, QualityNote, Target
from indicators.models.written import AGREED, BEING_WRITTEN, Assessment, GoalAnalysis, Written

__all__ = [
    "AGREED",
    "BEING_WRITTEN",
    "Annotation",
    "Area",
    "Assessment",
    "Baseline",
    "Citation",
    "Edition",
    "EditionFile",
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
    "Statistic",
    "StagedFile",
    "Target",
    "Written",
]
