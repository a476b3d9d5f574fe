"""What goes into a file: the reading of an indicator or of a strategy."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.downloads.rows import sources_of_figure

PARTS = frozenset({"targets", "citations", "annotations", "notes"})  # to be read for a file


@dataclass(frozen=True, kw_only=True)
class Download:
    """A reading, where its page is, and the day it was read."""

    overview: object
    address: str
    as_of: date

    @property
    def goals(self):
        return self.overview.goals

    @cached_property
    def indicators(self):
        """Every indicator with its goal."""
        return [(goal, each) for goal in self.goals for each in goal.indicators]

    @property
    def only(self):
        """The goal and the indicator, where a file is about one."""
        ((goal, indicator),) = self.indicators
        return goal, indicator

    @cached_property
    def figures(self):
        """Every figure with its goal, indicator and series, baselines first."""
        return [
            (goal, indicator, series, measurement)
            for goal, indicator in self.indicators
            for series in indicator.series
            for measurement in (*series.baselines, *series.observations)
        ]

    @cached_property
    def sources(self):
        """Every source that is named for goals, indicators, series or figures, once."""
        named = [citation.source for goal in self.goals for citation in goal.citations or ()]
        for _goal, indicator in self.indicators:
            named += [citation.source for citation in indicator.citations]
            named += [series.source for series in indicator.series]
        for _goal, indicator, series, figure in self.figures:
            named += sources_of_figure(indicator, series, figure)
        return list(dict.fromkeys(source for source in named if source))

    def citation(self, name):
        """How to cite what is in the file, by its name, in the language of the content."""
        overview = self.overview
        with override(overview.partnership.site_language):
            return _("%(partnership)s: %(name)s. %(strategy)s. Read on %(day)s. %(address)s") % {
                "partnership": overview.partnership.name,
                "name": name,
                "strategy": overview.strategy.title,
                "day": date_format(self.as_of),
                "address": self.address,
            }
