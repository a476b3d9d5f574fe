"""What followability tells: rows with their findings, things to do, counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from indicators.followability.words import ADVICE, OPEN, Criterion, Outcome, Problem
from indicators.models import Indicator
from strategy.models import Goal


class Place(NamedTuple):
    """The record, and the part of its form, where something is put right."""

    model: str  # "indicators.series"
    pk: int
    name: str
    part: str = ""  # the anchor on its form
    note: str = ""  # what there is: a reason, a period


class Gap(NamedTuple):
    """What is missing, and every place where it is."""

    problem: Problem
    places: tuple[Place, ...]

    @property
    def outcome(self):
        if self.problem in ADVICE:
            return Outcome.MET
        return Outcome.UNKNOWN if self.problem in OPEN else Outcome.UNMET


class Thing(NamedTuple):
    """A gap to close, with every criterion it stands in the way of."""

    gap: Gap
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A criterion, and what is missing for it; ``gaps`` is None where it does not apply."""

    criterion: Criterion
    gaps: tuple[Gap, ...] | None

    @property
    def outcome(self):
        if self.gaps is None:
            return Outcome.NOT_APPLICABLE
        outcomes = {gap.outcome for gap in self.gaps}
        worst_first = (Outcome.UNMET, Outcome.UNKNOWN)
        return next((each for each in worst_first if each in outcomes), Outcome.MET)


@dataclass(frozen=True, kw_only=True)
class Row:
    """An indicator; or a goal, or a target of a goal, that has none."""

    place: Place
    name: str
    goal: Goal
    findings: tuple[Finding, ...]

    @property
    def is_indicator(self):
        return self.place.model == Indicator._meta.label_lower

    def lacks(self, criterion):
        """Whether a criterion is not met, or not known to be."""
        return any(
            each.criterion == criterion and each.outcome in {Outcome.UNMET, Outcome.UNKNOWN}
            for each in self.findings
        )

    @property
    def things(self):
        """What there is to do, each thing once."""
        found = defaultdict(list)
        for finding in self.findings:
            for gap in finding.gaps or ():
                found[gap].append(finding.criterion)
        return tuple(Thing(gap, tuple(criteria)) for gap, criteria in found.items())


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many indicators of a strategy meet a criterion."""

    criterion: Criterion
    met: int
    unmet: int
    unknown: int
    not_applicable: int
    indicators: int


@dataclass(frozen=True, kw_only=True)
class Followability:
    """Every row in the order of the strategy, as of a day."""

    as_of: date
    rows: tuple[Row, ...]

    @cached_property
    def counts(self):
        """For each criterion how many indicators meet it; goals without any are not counted."""
        rows = [row for row in self.rows if row.is_indicator]
        outcomes = {criterion: [] for criterion in Criterion}
        for finding in chain.from_iterable(row.findings for row in rows):
            outcomes[finding.criterion].append(finding.outcome)
        return tuple(
            Count(
                criterion=criterion,
                indicators=len(rows),
                **{outcome.value: found.count(outcome) for outcome in Outcome},
            )
            for criterion, found in outcomes.items()
        )

    def lacking(self, criterion):
        """The rows that do not meet a criterion, or are not known to."""
        return tuple(row for row in self.rows if row.lacks(criterion))

    @property
    def without_indicator(self):
        """The goals, and the targets of goals, that no indicator follows."""
        return tuple(row for row in self.rows if not row.is_indicator)
