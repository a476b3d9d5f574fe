"""What an indicator lacks, criterion by criterion: from rows that have been read, no queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from indicators import periods
from indicators.followability.values import Finding, Gap, Place
from indicators.followability.words import Criterion, Problem
from indicators.judging.writing import is_share
from indicators.models import Baseline, Citation, Indicator, Series, Source, Target
from strategy.models import Goal

Frequency, Kind = Indicator.Frequency, Target.Kind
COMPARED = {Kind.REFERENCE_LEVEL, Kind.REFERENCE_GROWTH, Kind.PARITY}
# Where it has come is judged from where it started.
STARTED = {Kind.LEVEL, Kind.DIRECTION, *COMPARED}
START = Baseline.Kind.START
# The words of which the codes of the registry's groups of women and men are made.
SEXES = frozenset({"women", "men", "girls", "boys"})
COMPARABLE = {Series.Comparability.SAME, Series.Comparability.SPLICED}
# How many months after its end a figure is still recent: one period, and a year to publish it.
# What is measured once does not grow old.
RECENT = {
    Frequency.YEAR: 24,
    Frequency.SCHOOL_YEAR: 24,
    Frequency.TWO_YEARS: 36,
    Frequency.HALF_YEAR: 18,
    Frequency.QUARTER: 15,
    Frequency.MONTH: 13,
}


class Figure(NamedTuple):
    """A value of a series: of a period, or a sum or mean over it."""

    period: str
    end: date  # its last day


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is read of the whole strategy at once, by the ids of series and targets."""

    series: dict[int, Series]
    figures: dict[int, list[Figure]]
    discontinued: frozenset[int]  # series of which the newest that is told is their end
    baselines: dict[int, list[Baseline]]  # those that no later one replaces
    parts: dict[int, list[Target]]  # of each target that consists of several

    def start(self, series):
        """The starting point in force: the newest one; None without any."""
        starts = [each for each in self.baselines.get(series, ()) if each.kind == START]
        return max(
            starts, key=lambda each: end_of(each.period) if each.period else date.min, default=None
        )


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the registry has about an indicator, or about a target of a goal without one."""

    about: Indicator | Target
    goal: Goal
    as_of: date
    series: Sequence[Series]
    citations: Sequence[Citation]
    targets: Sequence[Target]
    known: Known

    @property
    def is_indicator(self):
        return isinstance(self.about, Indicator)

    @cached_property
    def main(self):
        return [each for each in self.series if each.role == Series.Role.MAIN]

    @cached_property
    def judged(self):
        """The targets that are read by themselves, not through their parts."""
        return [
            each
            for each in self.targets
            if each.kind != Kind.MONITOR
            and not (each.kind == Kind.COMPOSITE and self.known.parts.get(each.pk))
        ]

    @cached_property
    def used_citations(self):
        """Those that name the source of a series: one with a source of its own needs none."""
        if self.main and all(each.source_id for each in self.main):
            return ()
        return self.citations

    @cached_property
    def sources(self):
        named = [each.source for each in self.main if each.source_id]
        return list(dict.fromkeys([*named, *(each.source for each in self.used_citations)]))

    def figures(self, series):
        """Its values, and those of series that stand in for it and can be compared with it."""
        stand_ins = [
            each
            for each in self.series
            if each.substitutes_id == series.pk and each.comparability in COMPARABLE
        ]
        return [
            figure
            for each in [series, *stand_ins]
            for figure in self.known.figures.get(each.pk, ())
        ]

    def starts(self, series):
        baselines = self.known.baselines.get(series.pk, ())
        return [each for each in baselines if each.kind == START]

    def part(self, name):
        """Where a part of the form of what this is about is put right."""
        return place_of(self.about, part=name)


def place_of(row, *, name="", part="", note=""):
    return Place(row._meta.label_lower, row.pk, name or row.code, part, note)


# What is missing, criterion by criterion: pairs of a problem and where to put it right


def measure(evidence):
    if not evidence.is_indicator:
        yield Problem.NO_INDICATOR_OF_TARGET, evidence.part("id_indicator")
    elif not evidence.main:
        yield Problem.NO_MEASURE, evidence.part("series-group")


def unit(evidence):
    units = [each.unit for each in evidence.main] or [""]
    if not evidence.about.unit and not all(units):
        yield Problem.NO_UNIT, evidence.part("id_unit")


def source(evidence):
    yield from no_source(evidence)
    for each in evidence.used_citations:
        if not each.is_certain:
            yield Problem.SOURCE_IN_DOUBT, place_of(each, name=str(each))


def no_source(evidence):
    nameless = not evidence.main or not all(each.source_id for each in evidence.main)
    if nameless and not evidence.citations:
        cites = evidence.about if evidence.is_indicator else evidence.goal
        yield Problem.NO_SOURCE, place_of(cites, part="citations-group")


def official(evidence):
    problems = {
        Series.Official.NO: Problem.NOT_OFFICIAL,
        Series.Official.UNKNOWN: Problem.OFFICIAL_UNKNOWN,
    }
    for each in evidence.main:
        if each.official in problems:
            yield problems[each.official], place_of(each, part="id_official")


def access(evidence):
    problems = {
        Source.Access.ON_ORDER: Problem.ON_ORDER,
        Source.Access.SURVEY: Problem.SURVEY,
        Source.Access.INTERNAL: Problem.INTERNAL,
        Source.Access.DISCONTINUED: Problem.DISCONTINUED,
        Source.Access.UNKNOWN: Problem.ACCESS_UNKNOWN,
    }
    yield from no_source(evidence)
    for each in evidence.sources:
        if each.access in problems:
            yield problems[each.access], place_of(each, name=each.name, part="id_access")


def yearly(evidence):
    frequency = evidence.about.frequency
    if frequency == Frequency.UNKNOWN:
        yield Problem.FREQUENCY_UNKNOWN, evidence.part("id_frequency")
    elif frequency in {Frequency.TWO_YEARS, Frequency.ONCE}:
        yield Problem.NOT_YEARLY, evidence.part("id_frequency")


def regional(evidence):
    areas = [each for each in evidence.main if not each.area.is_nation]
    if not areas:
        yield Problem.ONLY_NATION, evidence.part("series-group")
    elif all(has_ended(each.area, evidence.as_of) for each in areas):
        for each in areas:
            yield Problem.AREA_ENDED, place_of(each, part="id_area", note=each.area.local_name)


def has_ended(area, as_of):
    return area.valid_to is not None and area.valid_to < as_of.year


def by_sex(evidence):
    """Nothing tells whether an indicator counts people but its groups and ages."""
    groups = {each.group_id for each in evidence.main}
    sexes = [each.group for each in evidence.main if is_sex(each.group)]
    if any(each.counterpart_id in groups for each in sexes):
        return
    counts_people = sexes or any(each.age for each in evidence.main)
    problem = Problem.NOT_BY_SEX if counts_people else Problem.PEOPLE_UNKNOWN
    yield problem, evidence.part("series-group")


def is_sex(group):
    return group is not None and not SEXES.isdisjoint(group.code.split("-"))


def comparison(evidence):
    own = {each.area_id for each in evidence.main}
    others = [each for each in evidence.series if each.role == Series.Role.COMPARISON]
    if all(each.area_id in own for each in others):
        yield Problem.NO_COMPARISON, evidence.part("series-group")


def starting_point(evidence):
    for each in evidence.main:
        yield from without_start(each, evidence.known)


def without_start(series, known):
    start = known.start(series.pk)
    if start is None:
        yield Problem.NO_START, place_of(series, part="baselines-group")
    elif start.missing == Baseline.Missing.DISCONTINUED:
        yield Problem.SERIES_DISCONTINUED, place_of(series)
    elif start.value is None:
        note = start.get_missing_display()
        yield Problem.START_WITHOUT_VALUE, place_of(start, name=series.code, note=note)


def target(evidence):
    if not evidence.targets:
        yield Problem.NO_TARGET, evidence.part("targets-group")
    elif is_monitored(evidence):
        for each in evidence.targets:
            yield Problem.MONITOR, place_of(each, part="id_kind")


def is_monitored(evidence):
    """Whether it is said that there is no target, not only not said what it is."""
    kinds = {each.kind for each in evidence.targets}
    return kinds == {Kind.MONITOR}


def deadline(evidence):
    wholes = {
        part.pk: each for each in evidence.targets for part in evidence.known.parts.get(each.pk, ())
    }
    for each in evidence.judged:
        whole = wholes.get(each.pk)
        if not (each.deadline or each.every_period or (whole and whole.deadline)):
            yield Problem.NO_DEADLINE, place_of(each, part="id_deadline")


def readable(evidence):
    for each in evidence.judged:
        if each.kind == Kind.COMPOSITE:
            yield Problem.NO_PARTS, place_of(each)
            continue
        if each.series_id in evidence.known.series:
            yield from unread(each, evidence)
        elif evidence.is_indicator:
            yield Problem.NO_SERIES, place_of(each, part="id_series")
        else:
            yield Problem.NO_INDICATOR_OF_TARGET, evidence.part("id_indicator")
        if each.kind == Kind.RELATIVE and not has_base(each, evidence.known):
            part = "id_base_value" if each.base_period else "id_base_period"
            yield Problem.NO_BASE_VALUE, place_of(each, part=part)
        if lacks_reference(each, evidence.known):
            yield Problem.NO_REFERENCE, place_of(each, part="id_reference_series")
        if lacks_tolerance(each):
            yield Problem.NO_TOLERANCE, place_of(each, part="id_tolerance")


def unread(target, evidence):
    """What is missing of the series that a target is read from."""
    known, series = evidence.known, evidence.known.series[target.series_id]
    if series.pk in known.discontinued and not has_later(series, evidence):
        yield Problem.SERIES_DISCONTINUED, place_of(series)
    elif target.kind in STARTED and not is_read_from_share(target, known):
        yield from without_start(series, known)
        yield from without_start_of_reference(target, known)


def without_start_of_reference(target, known):
    """What is compared is compared from the same period."""
    start, reference = known.start(target.series_id), known.series.get(target.reference_series_id)
    if target.kind not in COMPARED or reference is None or start is None or start.value is None:
        return
    other = known.start(reference.pk)
    has_start = other is not None and other.value is not None and other.period == start.period
    figures = known.figures.get(reference.pk, ())
    if not has_start and all(each.period != start.period for each in figures):
        place = place_of(reference, part="baselines-group", note=start.period)
        yield Problem.NO_START_OF_REFERENCE, place


def has_base(target, known):
    """Whether the value is known that a change is counted from: as it is judged."""
    start = known.start(target.series_id)
    if not target.base_period:
        return start is not None and start.value is not None
    if target.base_value is not None:
        return True
    valued = {each.period for each in known.figures.get(target.series_id, ())}
    for each in known.baselines.get(target.series_id, ()):
        if each.value is not None and (each is start or each.kind == Baseline.Kind.REFERENCE):
            valued.add(each.period)
    return target.base_period in valued


def lacks_reference(target, known):
    """What is compared needs the other series, or one that gives the gap or the share of it."""
    if target.kind not in COMPARED or target.reference_series_id in known.series:
        return False
    if target.kind == Kind.REFERENCE_GROWTH:
        return not is_read_from_share(target, known)
    return target.gap_series_id not in known.series


def is_read_from_share(target, known):
    """Whether growth is compared by the share of the reference, which has its own start."""
    gap = known.series.get(target.gap_series_id)
    is_growth = target.kind == Kind.REFERENCE_GROWTH
    return is_growth and gap is not None and is_share(gap.unit or gap.indicator.unit)


def lacks_tolerance(target):
    """“The same” needs one; “at most so far apart” has its bound in the value."""
    if target.kind not in {Kind.REFERENCE_LEVEL, Kind.PARITY} or target.tolerance is not None:
        return False
    if target.kind == Kind.PARITY and target.comparator == Target.Comparator.AT_MOST:
        return target.value is None
    return target.comparator == Target.Comparator.EQUALS


def owner(evidence):
    if not evidence.about.owner:
        yield Problem.NO_OWNER, evidence.part("id_owner")


def due(evidence):
    if evidence.about.due_month is None:
        yield Problem.NO_MONTH, evidence.part("id_due_month")


def recent(evidence):
    frequency = evidence.about.frequency
    for each in evidence.main:
        newest = newest_of(each, evidence)
        if newest is None:
            yield to_fetch(Problem.NO_FIGURE, each, evidence)
        elif frequency == Frequency.UNKNOWN:
            yield Problem.FREQUENCY_UNKNOWN, evidence.part("id_frequency")
        elif is_old(newest, frequency, evidence.as_of):
            yield to_fetch(Problem.TOO_OLD, each, evidence, note=newest.period)


def to_fetch(problem, series, evidence, note=""):
    """Figures to fetch; of what is no longer measured there are none."""
    if series.pk in evidence.known.discontinued:
        return Problem.SERIES_DISCONTINUED, place_of(series)
    return problem, place_of(series, part="observations-group", note=note)


def is_old(figure, frequency, as_of):
    return frequency in RECENT and months_between(figure.end, as_of) > RECENT[frequency]


def newest_of(series, evidence):
    """The newest value of a series, its starting point included; None without any."""
    starts = [
        Figure(each.period, end_of(each.period))
        for each in evidence.starts(series)
        if each.value is not None
    ]
    return max([*evidence.figures(series), *starts], key=lambda each: each.end, default=None)


def months_between(first, last):
    return 12 * (last.year - first.year) + last.month - first.month


def later(evidence):
    for each in evidence.main:
        if has_later(each, evidence):
            continue
        if newest_of(each, evidence) is None:
            yield to_fetch(Problem.NO_FIGURE, each, evidence)
        elif evidence.figures(each) and not ends_of_starts(each, evidence):
            yield Problem.NO_START, place_of(each, part="baselines-group")
        else:
            yield to_fetch(Problem.NOT_LATER, each, evidence)


def has_later(series, evidence):
    """Whether there is a figure after the starting point."""
    newest = max((figure.end for figure in evidence.figures(series)), default=None)
    ends = ends_of_starts(series, evidence)
    return newest is not None and bool(ends) and newest > max(ends)


def ends_of_starts(series, evidence):
    return [end_of(start.period) for start in evidence.starts(series) if start.period]


@lru_cache(maxsize=10_000)
def end_of(period):
    return periods.parse(period).end


JUDGES = {
    Criterion.MEASURE: measure,
    Criterion.UNIT: unit,
    Criterion.SOURCE: source,
    Criterion.OFFICIAL: official,
    Criterion.ACCESS: access,
    Criterion.YEARLY: yearly,
    Criterion.REGIONAL: regional,
    Criterion.BY_SEX: by_sex,
    Criterion.COMPARISON: comparison,
    Criterion.START: starting_point,
    Criterion.TARGET: target,
    Criterion.DEADLINE: deadline,
    Criterion.READABLE: readable,
    Criterion.OWNER: owner,
    Criterion.DUE: due,
    Criterion.RECENT: recent,
    Criterion.LATER: later,
}
# What a target of a goal has by itself; the rest it can only have through an indicator.
OF_ANY_TARGET = {
    Criterion.SOURCE,
    Criterion.ACCESS,
    Criterion.TARGET,
    Criterion.DEADLINE,
    Criterion.READABLE,
}
OF_SERIES = {
    Criterion.OFFICIAL,
    Criterion.REGIONAL,
    Criterion.BY_SEX,
    Criterion.COMPARISON,
    Criterion.START,
    Criterion.RECENT,
    Criterion.LATER,
}
OF_TARGETS = {Criterion.DEADLINE, Criterion.READABLE}


def judge(evidence):
    """What is found for each criterion, from rows that have been read."""
    return tuple(finding(criterion, evidence) for criterion in Criterion)


def finding(criterion, evidence):
    if criterion in OF_TARGETS and is_monitored(evidence):
        return Finding(criterion=criterion, gaps=None)
    look = first_asked(criterion, evidence)
    return Finding(criterion=criterion, gaps=gathered(look(evidence)))


def first_asked(criterion, evidence):
    """What is looked at for a criterion: the measure or the target first, where there is none."""
    if not evidence.is_indicator and criterion not in OF_ANY_TARGET:
        return measure
    if criterion in OF_SERIES and not evidence.main:
        return measure
    if criterion in OF_TARGETS and not evidence.targets:
        return target
    return JUDGES[criterion]


def gathered(pairs):
    """The places of each problem together, each once."""
    places = defaultdict(dict)
    for problem, place in pairs:
        places[problem][place] = None
    return tuple(Gap(problem, tuple(found)) for problem, found in places.items())
