"""What a reading consists of. A tuple that is None was not read; an empty one holds nothing."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils.translation import get_language

from indicators import models, periods, progress


def take(value_of, row, /, **more):
    """A frozen value with the fields of a row, and what the row itself does not know."""
    own = {name: getattr(row, name) for name in names_of(value_of) if name not in more}
    return value_of(**own, **more)


@cache
def names_of(value_of):
    return tuple(field.name for field in fields(value_of))


def counted(indicators):
    """How many indicators have which status, from the best to the worst. Counts only: no score."""
    return in_order_of_status(Counter(each.status for each in indicators))


def counted_own(goals):
    """The same of the targets that are set for goals themselves."""
    return in_order_of_status(Counter(each.judgement.status for goal in goals for each in goal.own))


def in_order_of_status(counts):
    return tuple((status, counts[status]) for status in progress.Status if counts.get(status))


def titled(name, group):
    """The name of a series with its group, where the name does not say so itself."""
    if group is None or group.name.casefold() in name.casefold():
        return name
    return f"{name}, {group.name.lower()}"


class Text(str):
    """Words in the reader's language, in the place of those they were translated from."""

    def __new__(cls, text, *, language, original):
        self = super().__new__(cls, text)
        self.language = language
        self.original = original
        return self


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
class Named:
    """An area or a group, with its name in each language of the site."""

    code: str
    name: str
    name_sv: str
    name_nb: str
    name_en: str
    is_nation: bool = False

    @property
    def local_name(self):
        """The name in the reader's language, or the name."""
        return getattr(self, f"name_{(get_language() or '')[:2]}", "") or self.name


@dataclass(frozen=True, kw_only=True)
class Source:
    name: str
    publisher: str
    address: str
    licence: str
    access: models.Source.Access
    note: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source as the document names it."""

    source: Source
    as_printed: str
    is_certain: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A value for a period, or the reason why there is none."""

    period: str  # empty: the document states none
    aggregation: models.Observation.Aggregation
    baseline: models.Baseline.Kind | None  # None: a later figure
    is_replaced: bool  # a baseline that a later one has revised
    value: Decimal | None
    decimals: int  # always written
    missing: models.Observation.Missing | None
    direction: models.Observation.Direction | None
    is_approximate: bool
    status: models.Observation.Status
    as_printed: str
    unit_as_printed: str
    derivation: str
    source: Source | None
    passage: str
    note: str
    vintage: str
    withdrawn_on: date | None
    withdrawn_reason: str

    @property
    def is_in_force(self):
        return self.withdrawn_on is None

    @property
    def is_point(self):
        return self.aggregation == models.Observation.Aggregation.POINT

    @property
    def order(self):
        """By the end of the period; what has no period comes first."""
        if not self.period:
            return (0,)
        period = periods.parse(self.period)
        return (1, period.end, period.start)

    @property
    def has_remarks(self):
        return bool(
            self.as_printed
            or self.unit_as_printed
            or self.derivation
            or self.source
            or self.passage
            or self.note
            or self.vintage
            or self.is_replaced
        )


@dataclass(frozen=True, kw_only=True)
class Series:
    """One measured line, with its figures from the oldest to the newest."""

    code: str
    name: str
    label_as_printed: str
    area: Named
    group: Named | None
    age: str
    unit: str  # its own, or the indicator's
    denominator: str
    statistic: Named | None = None  # by which it is compared with others; None: it is not
    role: models.Series.Role
    substitutes: str  # the name of the series it stands in for
    comparability: models.Series.Comparability | None
    comparability_reason: str
    source: Source | None
    official: models.Series.Official
    recipe: str
    table_reference: str
    observations: tuple[Measurement, ...]
    baselines: tuple[Measurement, ...]
    withdrawn: tuple[Measurement, ...]  # of either kind; told with the reason, without the value

    @property
    def title(self):
        """What is measured, and for whom."""
        return titled(self.name, self.group)

    @property
    def measurements(self):
        """Later figures and baselines together, from the oldest to the newest."""
        return tuple(sorted((*self.baselines, *self.observations), key=lambda each: each.order))

    @property
    def latest(self):
        """The newest figure with a number, a single period's before a span's."""
        known = [each for each in self.measurements if each.value is not None]
        points = [each for each in known if each.is_point]
        return (points or known or [None])[-1]

    @property
    def newness(self):
        """What orders series by their newest number."""
        return self.latest.order if self.latest else ()

    @property
    def later(self):
        """What is known of later periods: numbers over a span, and why the newest has none."""
        found = self.measurements
        if self.latest:
            found = [each for each in found if each.order > self.latest.order]
        found = [each for each in found if each.aggregation not in EXTREMES]
        return tuple(each for each in found if each.value is not None or each is found[-1])


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
class Annotation:
    """A break, an event, a new definition."""

    period: str
    kind: models.Annotation.Kind
    text: str
    series: str  # empty: it holds for all series
    series_code: str


@dataclass(frozen=True, kw_only=True)
class QualityNote:
    """A doubt about what was printed."""

    code: str
    kind: models.QualityNote.Kind
    text: str
    passage: str
    about: str  # the series and period; empty: the whole


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


EXTREMES = {models.Observation.Aggregation.HIGHEST, models.Observation.Aggregation.LOWEST}
JUDGED = (*models.Assessment.Arrow.values, "not_recorded", "not_followed")


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
class Analysis:
    """What was written about one goal in one follow-up, as its newest edition has it."""

    follow_up: FollowUp
    heading_as_printed: str
    text: str  # as it was written
    blocks: tuple[dict, ...]
    figures: tuple[dict, ...]  # the diagrams and tables that stand in it
    footnotes: tuple[dict, ...]


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

    @property
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
