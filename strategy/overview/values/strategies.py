"""A strategy: whose it is, what it wants, and its parts down to the goals."""

from dataclasses import dataclass

from strategy.overview.values.indicators import Indicator, counted, counted_own
from strategy.overview.values.judged import JUDGED, Analysis, FollowUp, Judgements, Target
from strategy.overview.values.measured import Citation, QualityNote
from strategy.overview.values.taking import Text


@dataclass(frozen=True, kw_only=True)
class Partnership:
    code: str
    name: str
    area_name: str
    language: str
    site_language: str  # the language of the site that its texts are in, or nearest to
    description: str
    colour: str  # empty: that of the site
    logo: str  # as an address that holds the picture; empty: none
    responsible: str  # empty: the partnership itself
    email: str
    homepage: str


@dataclass(frozen=True, kw_only=True)
class Strategy:
    code: str
    title: str
    short_title: str
    adopted_by: str
    adopted_year: int | None
    first_year: int | None
    horizon_year: int | None
    legal_basis: str
    introduction: str
    scope_note: str
    is_closed: bool

    @property
    def name(self):
        return self.short_title or self.title


@dataclass(frozen=True, kw_only=True)
class Vision:
    statement: str
    perspectives: str


@dataclass(frozen=True, kw_only=True)
class Action:
    lead_in: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is to be achieved, and how it is followed."""

    number: int
    code: str
    name: str
    statement: str
    rationale: str
    definition: str
    heading_as_printed: str
    also_printed_as: str
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...] | None
    targets: tuple[Target, ...] | None  # those no indicator was chosen for
    citations: tuple[Citation, ...] | None
    notes: tuple[QualityNote, ...] | None
    analyses: tuple[Analysis, ...] | None  # the newest first

    own: tuple[Target, ...]  # those of its targets that it is judged by itself
    lighthouses: tuple["Lighthouse", ...] | None  # those that work for it

    @property
    def statuses(self):
        return counted(self.indicators)

    @property
    def own_statuses(self):
        return counted_own([self])


@dataclass(frozen=True, kw_only=True)
class Lighthouse:
    code: str
    name: str
    start_year: int | None
    end_year: int | None
    description: str
    goals: tuple[tuple[str, str], ...]  # code and name


@dataclass(frozen=True, kw_only=True)
class FocusArea:
    number: int
    code: str
    name: str
    description: str
    goals: tuple[Goal, ...]
    lighthouses: tuple[Lighthouse, ...] | None

    @property
    def statuses(self):
        return counted(each for goal in self.goals for each in goal.indicators)

    @property
    def own_statuses(self):
        return counted_own(self.goals)


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """The goal or indicator that stands before or after another in the strategy."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Overview:
    """A strategy, or the part of it that was asked for."""

    partnership: Partnership
    strategy: Strategy
    vision: Vision | None
    objectives: tuple[str, ...] | None
    areas: tuple[FocusArea, ...]
    notes: tuple[QualityNote, ...] | None  # those about the whole document
    follow_ups: tuple[FollowUp, ...] | None  # the newest first
    before: Neighbour | None  # of the goal or indicator that was read; None: it is the first
    after: Neighbour | None
    language: str  # the one that was asked for; empty: that of the strategy
    languages: tuple[str, ...]  # those it is translated into; empty where none was asked for

    @property
    def is_translated(self):
        """Whether any name or statement is shown translated."""
        parts = (self.strategy, self.vision, *self.areas, *self.goals, *self.indicators)
        shown = [text for part in parts if part for text in vars(part).values()]
        return any(isinstance(each, Text) for each in (*shown, *(self.objectives or ())))

    @property
    def goals(self):
        return tuple(goal for area in self.areas for goal in area.goals)

    @property
    def indicators(self):
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    @property
    def statuses(self):
        return counted(self.indicators)

    @property
    def own_statuses(self):
        return counted_own(self.goals)

    @property
    def judgements(self):
        """The counts of the newest follow-up that judged any of the indicators, or None."""
        made = [assessment for each in self.indicators for assessment in each.assessments]
        newest = max(
            (each.follow_up for each in made),
            key=lambda each: (each.last_year, each.first_year),
            default=None,
        )
        if newest is None:
            return None
        found = [each.judged for each in made if each.follow_up == newest]
        return Judgements(
            code=newest.code,
            title=newest.title,
            **{kind: found.count(kind) for kind in JUDGED},
        )
