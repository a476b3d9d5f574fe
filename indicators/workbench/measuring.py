"""The figures and targets of a strategy as staff see them, drafts too, and what is missing."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import BigIntegerField, Q, Value

from indicators import periods
from indicators.intake.exporting import KINDS
from indicators.judging.rows import Read, by, only_surveys, period_of
from indicators.models import Annotation, Baseline, Indicator, Observation, Series, Target
from strategy.overview.beside import related
from strategy.overview.measuring import SOURCE, Row

REFERRED = ("series", "reference_series", "gap_series")
ALONG = ("indicator__goal__focus_area", "area", "group__counterpart", "source")
FEW = 3  # periods that are named; of more it is told how many they are
# What observations and baselines do not have, as a Row needs it.
GIVEN = {
    Observation: {"kind": Value(""), "replaces_id": Value(None, output_field=BigIntegerField())},
    Baseline: {"aggregation": Value("point"), "vintage": Value("")},
}


@dataclass(frozen=True, kw_only=True)
class ReadByStaff(Read):
    """The rows judgements are made from, and what is told of each series."""

    @cached_property
    def told(self):
        return by((*self.figures, *self.baselines), "series_id")


def read_rows(strategy, goal=None):
    """The rows that judgements are made from, in five queries.

    ``goal``: only what belongs to it, and what its targets are judged with.
    """
    targets = target_rows(strategy, goal)
    series = series_rows(strategy, goal, targets)
    known = {row.pk: row for row in series}
    for row in targets:
        for name in REFERRED:
            setattr(row, name, known.get(getattr(row, f"{name}_id")))
    annotations = Annotation.objects.current().filter(
        Q(series__isnull=True) | Q(series__withdrawn_on__isnull=True),
        indicator__in={row.indicator_id for row in series},
    )
    return ReadByStaff(
        targets=targets,
        series=series,
        figures=measured(Observation, known),
        baselines=measured(Baseline, known),
        annotations=list(annotations.select_related("series__group").order_by("period", "pk")),
    )


def target_rows(strategy, goal):
    rows = Target.objects.filter(Target.in_force_condition(), strategy=strategy)
    rows = list(rows.select_related("indicator", "reference_area").order_by("code"))
    return related(rows, goal or strategy)


def series_rows(strategy, goal, targets):
    """The series in force; of a goal also all of the indicators its targets refer to."""
    rows = Series.objects.filter(Series.in_force_condition(), strategy=strategy)
    if goal is not None:
        referred = {getattr(row, f"{name}_id") for row in targets for name in REFERRED} - {None}
        theirs = Series.objects.filter(pk__in=referred).values("indicator")
        rows = rows.filter(Q(indicator__goal=goal) | Q(indicator__in=theirs))
    rows = rows.annotate(only_surveys=only_surveys("indicator")).select_related(*ALONG)
    return list(rows.order_by("code"))


def measured(model, series):
    """The figures or baselines in force of some series."""
    given = GIVEN[model] | {f"source_{name}": f"source__{name}" for name in SOURCE}
    columns = [given.get(name, name) for name in Row._fields]
    rows = model.objects.current().filter(series__in=list(series)).order_by()
    return [Row(*row) for row in rows.values_list(*columns)]


# What is missing


class Lack(NamedTuple):
    """Periods of the follow-up, and the series that have neither figure nor reason for them."""

    series: tuple[Series, ...]
    periods: tuple[periods.Period, ...]

    @property
    def few(self):
        return self.periods[:FEW] if len(self.periods) > FEW + 1 else self.periods

    @property
    def others(self):
        """How many more there are."""
        return len(self.periods) - len(self.few)


class FiguresDue(NamedTuple):
    """Whether figures are due for the years of a follow-up, and those that are missing."""

    is_known: bool  # False: nobody knows when there are figures
    has_series: bool
    lacks: tuple[Lack, ...]

    @property
    def is_missing(self):
        return bool(self.lacks) or not self.has_series


def figures_due(indicator, read, follow_up, *, as_of):
    """What the main series of an indicator lack of the periods that have ended by a day."""
    series = read.mains[indicator.pk]
    found = defaultdict(list)
    for row in series:
        found[lacking(indicator, read.told[row.pk], follow_up, as_of)].append(row)
    return FiguresDue(
        is_known=bool(expected(indicator, [], follow_up)),
        has_series=bool(series),
        lacks=tuple(
            Lack(series=tuple(rows), periods=missing) for missing, rows in found.items() if missing
        ),
    )


def lacking(indicator, rows, follow_up, as_of):
    known = [period_of(row.period) for row in rows if row.period]
    gone = [
        period_of(row.period) for row in rows if row.missing == Observation.Missing.DISCONTINUED
    ]
    return tuple(
        each
        for each in expected(indicator, known, follow_up)
        if each.end < as_of
        and not any(other.start <= each.start and each.end <= other.end for other in known)
        and not any(other < each for other in gone)
    )


def expected(indicator, known, follow_up):
    """The periods a figure is due for in the years of a follow-up; none where nobody knows."""
    first, last = follow_up.first_year, follow_up.last_year
    if indicator.frequency == Indicator.Frequency.TWO_YEARS:
        newest = max((each.end.year for each in known), default=last)
        return [periods.year_period(y) for y in range(first, last + 1) if (y - newest) % 2 == 0]
    kind = KINDS.get(indicator.frequency)
    if kind is None:
        return []
    found = []
    period = periods.of_day(periods.year_period(first).start, kind)
    while period.end.year <= last:
        found.append(period)
        period = period.next
    return found
