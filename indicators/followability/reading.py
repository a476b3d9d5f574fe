"""From the rows of a strategy to what they lack: a query for each kind of row, however many."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from indicators.followability.judging import Evidence, Figure, Known, end_of, judge, place_of
from indicators.followability.values import Finding, Followability, Gap, Row
from indicators.followability.words import Criterion, Problem
from indicators.models import Baseline, Citation, Indicator, Observation, Series, Target
from strategy.models import Goal

Aggregation = Observation.Aggregation
DISCONTINUED = Observation.Missing.DISCONTINUED
VALUES = (Aggregation.POINT, Aggregation.SUM, Aggregation.MEAN)  # a change is no value


def counts(strategy, *, as_of):
    """For each criterion how many indicators of a strategy meet it, as of a day."""
    return read(strategy, as_of=as_of).counts


def read(strategy, *, as_of):
    """What each indicator of a strategy has and lacks, as of a day; also of a draft."""
    series = in_force(Series, strategy).select_related("area", "group", "source", "indicator")
    series = list(series.order_by("code"))
    targets = still_holding(in_force(Target, strategy).order_by("code"))
    cited = list(in_force(Citation, strategy).select_related("source").order_by("order"))
    whole = Whole(
        as_of=as_of,
        indicators=grouped(in_force(Indicator, strategy).order_by("number", "code"), "goal_id"),
        series=grouped(series, "indicator_id"),
        citations=grouped(cited, "indicator_id"),
        citations_of_goals=grouped(cited, "goal_id"),
        targets=grouped(targets, "indicator_id"),
        known=known_of(strategy, series, targets),
    )
    goals = in_force(Goal, strategy).order_by("focus_area__number", "number", "code")
    rows = chain.from_iterable(rows_of(goal, whole) for goal in goals)
    return Followability(as_of=as_of, rows=tuple(rows))


@dataclass(frozen=True, kw_only=True)
class Whole:
    """The rows of a strategy by the ids of what they belong to."""

    as_of: date
    indicators: dict[int, list[Indicator]]  # by goal
    series: dict[int, list[Series]]  # by indicator, and so are the next
    citations: dict[int | None, list[Citation]]
    citations_of_goals: dict[int | None, list[Citation]]
    targets: dict[int | None, list[Target]]  # None: those of goals
    known: Known


def rows_of(goal, whole):
    """The rows of a goal: its indicators, or that it has none; its targets that have none."""
    indicators = whole.indicators.get(goal.pk, ())
    for each in indicators:
        evidence = {
            "series": whole.series.get(each.pk, ()),
            "citations": whole.citations.get(each.pk, ()),
            "targets": whole.targets.get(each.pk, ()),
        }
        yield row_of(goal, each, each.name, whole, **evidence)
    if not indicators:
        yield without_any(goal)
    for each in without_indicator(whole):
        if each.goal_id == goal.pk:
            evidence = {
                "series": (),
                "citations": whole.citations_of_goals.get(goal.pk, ()),
                "targets": (each, *whole.known.parts.get(each.pk, ())),
            }
            yield row_of(goal, each, each.wording or goal.name, whole, **evidence)


def row_of(goal, about, name, whole, **evidence):
    evidence = Evidence(about=about, goal=goal, as_of=whole.as_of, known=whole.known, **evidence)
    return Row(place=place_of(about), name=name, goal=goal, findings=judge(evidence))


def in_force(model, strategy, path="strategy"):
    return model.objects.filter(model.in_force_condition(), **{path: strategy})


def grouped(rows, name):
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups


def still_holding(targets):
    """The strategy's own targets: no later one replaces them, no other document has set them."""
    targets = list(targets)
    aside = {each.replaces_id for each in targets if each.replaces_id}
    aside |= {each.pk for each in targets if each.stands_beside_id}
    while parts := {each.pk for each in targets if each.part_of_id in aside} - aside:
        aside |= parts
    return [each for each in targets if each.pk not in aside]


def without_indicator(whole):
    """The targets of goals that stand alone, with no part that has an indicator."""
    return [
        each
        for each in whole.targets.get(None, ())
        if each.part_of_id is None
        and not any(part.indicator_id for part in whole.known.parts.get(each.pk, ()))
    ]


def without_any(goal):
    """A goal that no indicator follows lacks everything, for one reason."""
    gap = Gap(Problem.NO_INDICATOR, (place_of(goal, part="indicators-group"),))
    findings = tuple(Finding(criterion=criterion, gaps=(gap,)) for criterion in Criterion)
    return Row(place=place_of(goal), name=goal.name, goal=goal, findings=findings)


def known_of(strategy, series, targets):
    """Figures, baselines and parts of the whole strategy."""
    figures, ends = defaultdict(list), defaultdict(list)
    written = in_force(Observation, strategy, "series__strategy").order_by()
    for pk, period in with_value(written).values_list("series", "period"):
        figures[pk].append(Figure(period, end_of(period)))
    for pk, period in written.filter(missing=DISCONTINUED).values_list("series", "period"):
        ends[pk].append(end_of(period))
    baselines = list(in_force(Baseline, strategy, "series__strategy").order_by("period", "pk"))
    revised = {each.replaces_id for each in baselines}
    baselines = grouped([each for each in baselines if each.pk not in revised], "series_id")
    return Known(
        series={each.pk: each for each in series},
        figures=figures,
        discontinued=frozenset(
            each.pk
            for each in series
            if has_ended(ends[each.pk], figures[each.pk], baselines[each.pk])
        ),
        baselines=baselines,
        parts=grouped(targets, "part_of_id"),
    )


def has_ended(ends, figures, baselines):
    """Whether the newest that is told of a series is that it is no longer measured."""
    told = [each.end for each in figures]
    for each in baselines:
        if each.period and each.value is not None:
            told.append(end_of(each.period))
        elif each.period and each.missing == DISCONTINUED:
            ends = [*ends, end_of(each.period)]
    return bool(ends) and max(ends) > max(told, default=date.min)


def with_value(figures):
    return figures.filter(value__isnull=False, aggregation__in=VALUES)
