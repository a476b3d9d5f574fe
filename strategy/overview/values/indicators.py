"""An indicator with all that was measured with it, and the gaps between its lines."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators import models, periods, progress
from strategy.overview.values.judged import Assessment, Target
from strategy.overview.values.measured import Annotation, Citation, Named, QualityNote, Series


@dataclass(frozen=True, kw_only=True)
class GapShown:
    """How two lines of one measure stand to each other: two groups, or region and nation."""

    kind: str  # groups, nation
    name: str  # of the measure
    first: Named
    second: Named
    group: Named | None  # of both; None: everybody
    unit: str
    decimals: int
    gap: progress.Gap
    hides: bool  # the total goes the right way, or stands still, while the groups draw apart


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """The yardstick a goal is followed with, and all that was measured with it."""

    number: int
    code: str
    name: str
    wording: str
    definition: str
    unit: str
    unit_as_printed: str
    decimals: int
    cap: Decimal | None
    neutral_band: Decimal | None
    is_primary: bool
    also_in: str
    frequency: models.Indicator.Frequency
    owner: str
    due_month: int | None
    series: tuple[Series, ...] | None
    targets: tuple[Target, ...] | None
    citations: tuple[Citation, ...] | None
    annotations: tuple[Annotation, ...] | None
    notes: tuple[QualityNote, ...] | None
    assessments: tuple[Assessment, ...] | None  # the newest first
    gaps: tuple[GapShown, ...]
    leading: Target | None  # the target it is counted by

    @property
    def judgement(self):
        """How the leading target stands, or None."""
        return self.leading and self.leading.judgement

    @property
    def status(self):
        return self.judgement.status if self.judgement else progress.Status.NO_TARGET

    @property
    def newest(self):
        """The newest numbers of its main series, as they are kept when somebody judges."""
        return progress.newest(
            (series.code, periods.parse(each.period), each.value)
            for series in self.series
            if series.role == models.Series.Role.MAIN
            for each in series.observations
            if each.is_point
        )

    @property
    def hides_a_gap(self):
        return any(each.hides for each in self.gaps)

    @cached_property
    def headlines(self):
        """The region's own lines, the newest first, everybody's before those of groups."""
        main = [each for each in self.series if each.role == models.Series.Role.MAIN]
        regional = [each for each in main if not each.area.is_nation] or main
        regional.sort(key=lambda each: each.group is not None)
        return tuple(sorted(regional, key=lambda each: each.newness, reverse=True))

    @property
    def has_groups(self):
        return any(each.group for each in self.headlines)

    @property
    def withdrawn(self):
        """The figures that were withdrawn, each with its series."""
        return tuple((each, figure) for each in self.series for figure in each.withdrawn)

    @property
    def headline(self):
        """The lines that say it shortest: with the newest numbers, everybody's before groups'.

        Where only groups have the newest numbers it is all of these: none stands for the others.
        """
        known = [each for each in self.headlines if each.latest]
        if not known:
            return self.headlines[:1]
        newest = max(each.latest.order for each in known)
        lines = [each for each in known if each.latest.order == newest]
        return tuple(lines if lines[0].group else lines[:1])

    @property
    def has_baseline(self):
        """Whether anything at all is said about a starting point."""
        return any(each.baselines for each in self.series)

    @property
    def assessment(self):
        """The newest public one, or None."""
        return self.assessments[0] if self.assessments else None


def counted(indicators):
    """How many indicators have which status, from the best to the worst. Counts only: no score."""
    return in_order_of_status(Counter(each.status for each in indicators))


def counted_own(goals):
    """The same of the targets that are set for goals themselves."""
    return in_order_of_status(Counter(each.judgement.status for goal in goals for each in goal.own))


def in_order_of_status(counts):
    return tuple((status, counts[status]) for status in progress.Status if counts.get(status))
