"""The strategy as tables, for import and export."""

from dataclasses import replace

from django.utils.translation import ngettext

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


class TranslationResource(RegistryResource):
    """Comes in also as the sheet for a translator: a row without a translation is left out."""

    SHOWN = "earlier_translation"  # a column of the sheet that is only read by people

    class Meta(RegistryResource.Meta):
        model = models.Translation

    def plan(self, table):
        table, untranslated = without_untranslated(without_column(table, self.SHOWN))
        plan = super().plan(table)
        if untranslated:
            plan.remarks.append(
                ngettext(
                    "%(number)s row without a translation is left out.",
                    "%(number)s rows without a translation are left out.",
                    untranslated,
                )
                % {"number": untranslated}
            )
        return plan


def without_column(table, name):
    if name not in table.header:
        return table
    column = table.header.index(name)
    return replace(
        table,
        header=(*table.header[:column], *table.header[column + 1 :]),
        rows=tuple((*row[:column], *row[column + 1 :]) for row in table.rows),
    )


def without_untranslated(table):
    """The table without the rows that translate nothing, and how many these are.

    A row that withdraws an earlier translation stays, and so do all where the file has no
    column for translations: it changes something else.
    """
    if "text" not in table.header:
        return table, 0
    told = [table.header.index(name) for name in ("text", "withdrawn_on") if name in table.header]
    kept = [
        (row, number)
        for row, number in zip(table.rows, table.numbers, strict=True)
        if any(column < len(row) and row[column].text.strip() for column in told)
    ]
    rows, numbers = zip(*kept, strict=True) if kept else ((), ())
    return replace(table, rows=rows, numbers=numbers), len(table.rows) - len(rows)
