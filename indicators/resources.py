"""Figures and follow-ups as tables, for import and export."""

from config.registry.resources import RegistryResource
from indicators import models


class AreaResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Area


class GroupResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Group


class SourceResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Source


class StatisticResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Statistic


class IndicatorResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Indicator


class CitationResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Citation


class SeriesResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Series


class ObservationResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Observation


class BaselineResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Baseline


class TargetResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Target


class AnnotationResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Annotation


class QualityNoteResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.QualityNote


class FollowUpResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.FollowUp


class GoalAnalysisResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.GoalAnalysis


class AssessmentResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Assessment


class FigureResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Figure


class FigureSeriesResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.FigureSeries


class FootnoteResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Footnote


class EditionResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Edition


class ImportBatchResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.ImportBatch


class FileMappingResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.FileMapping
