"""The strategy as tables, for import and export."""

from config.registry.resources import RegistryResource
from strategy import models


class PartnershipResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Partnership


class MembershipResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Membership


class StrategyResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Strategy


class VisionResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Vision


class OverallObjectiveResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.OverallObjective


class FocusAreaResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.FocusArea


class GoalResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Goal


class ActionResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Action


class LighthouseResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.Lighthouse


class LighthouseGoalResource(RegistryResource):
    class Meta(RegistryResource.Meta):
        model = models.LighthouseGoal
