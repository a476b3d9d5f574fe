"""Targets, and what people judged and wrote in follow-ups."""

from dataclasses import dataclass
from decimal import Decimal

from indicators import models, progress
from strategy.overview.values.measured import Named

JUDGED = (*models.Assessment.Arrow.values, "not_recorded", "not_followed")


@dataclass(frozen=True, kw_only=True)
class Target:
    """What must become true, as worded and as set."""

    code: str
    wording: str
    kind: models.Target.Kind
    comparator: models.Target.Comparator
    value: Decimal | None
    upper_value: Decimal | None
    change_percent: Decimal | None
    unit: str  # its own, or that of its series, or of its indicator
    tolerance: Decimal | None
    series: str  # the name of the series it is read from
    reference_area: Named | None
    reference_series: str
    base_period: str
    base_value: Decimal | None
    deadline: str
    every_period: bool
    strength: models.Target.Strength
    authority: str
    decided_year: int | None
    replaces: str  # the wording or code of the earlier target
    is_replaced: bool
    stands_beside: str
    interpretation: str
    path: models.Target.Path
    gap_series: str
    gap_measure: models.Target.GapMeasure
    judgement: progress.Judgement
    parts: tuple["Target", ...]


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    code: str
    title: str
    first_year: int
    last_year: int


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What was judged of one indicator in one follow-up."""

    follow_up: FollowUp
    arrow: models.Assessment.Arrow | None
    arrow_note: str
    attainment: models.Assessment.Attainment | None
    conclusion_as_printed: str
    comment: str
    not_followed_reason: models.Assessment.NotFollowed | None
    not_followed_as_printed: str
    substitute: str
    reason_for_differing: str
    differs: bool  # from what is computed today; only the newest is compared

    @property
    def judged(self):
        """Under which count of ``Judgements`` it falls."""
        if self.not_followed_reason:
            return "not_followed"
        return self.arrow.value if self.arrow else "not_recorded"


@dataclass(frozen=True, kw_only=True)
class Judgements:
    """How many indicators were judged how in one follow-up. Counts only: no score."""

    code: str
    title: str
    positive: int
    unchanged: int
    negative: int
    not_assessable: int
    not_recorded: int  # the arrow was only a picture, or none was given
    not_followed: int


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What was written about one goal in one follow-up, as its newest edition has it."""

    follow_up: FollowUp
    heading_as_printed: str
    text: str  # as it was written
    blocks: tuple[dict, ...]
    figures: tuple[dict, ...]  # the diagrams and tables that stand in it
    footnotes: tuple[dict, ...]
