"""Counts over strategies, for the lists of them. Counts only: no score."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, Q, When

from indicators import models, progress
from indicators.judging.rows import Read, only_surveys
from strategy.models import Goal, Strategy
from strategy.overview import values
from strategy.overview.measuring import measured_rows
from strategy.overview.values import take


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much a strategy holds, and how the newest public follow-up judged it."""

    goals: int
    indicators: int
    with_figure: int  # at least one number later than the starting point
    judgements: values.Judgements | None
    statuses: tuple[tuple[progress.Status, int], ...]  # of the indicators' leading targets
    own_statuses: tuple[tuple[progress.Status, int], ...]  # of targets set for goals themselves


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A strategy in a list, with its partnership and its tally."""

    partnership: values.Partnership
    strategy: values.Strategy
    tally: Tally


def listed(*, as_of, **of):
    """The public strategies, those of a partnership side by side, the newest first."""
    rows = Strategy.objects.public().filter(**of).select_related("partnership")
    rows = list(rows.order_by("partnership__name", "partnership", "-first_year", "code"))
    tally = tallies([row.pk for row in rows], as_of)
    return tuple(
        Listed(
            partnership=take(values.Partnership, row.partnership),
            strategy=take(values.Strategy, row, is_closed=row.status == row.Status.CLOSED),
            tally=tally[row.pk],
        )
        for row in rows
    )


def tallies(ids, as_of):
    """The tally of each public strategy by its id, in seven queries for all of them."""
    goals = counted(Goal.objects.public().filter(strategy__in=ids))
    indicators = models.Indicator.objects.public().filter(strategy__in=ids)
    strategy_of = dict(indicators.order_by().values_list("pk", "strategy"))
    rows = measured_in(ids)
    with_figure = Counter(strategy_of[each] for each in with_later_figure(rows))
    all_indicators = Counter(strategy_of.values())
    status, own_status = statuses(rows, strategy_of, as_of)
    judged = judgements(ids)
    return {
        each: Tally(
            goals=goals.get(each, 0),
            indicators=all_indicators[each],
            with_figure=with_figure[each],
            judgements=judged.get(each),
            statuses=values.in_order_of_status(status[each]),
            own_statuses=values.in_order_of_status(own_status[each]),
        )
        for each in ids
    }


def measured_in(ids):
    """What is judged in strategies, in four queries."""
    of = {"strategy__in": ids}
    series = models.Series.objects.public().filter(**of).select_related("indicator", "source")
    series = series.annotate(only_surveys=only_surveys("indicator"))
    figures, baselines = measured_rows(Q(series__strategy__in=ids))
    annotations = models.Annotation.objects.public().filter(series__withdrawn_on__isnull=True)
    return Read(
        targets=list(models.Target.objects.public().filter(**of).order_by("code")),
        series=list(series.order_by("code")),
        figures=[row for row in figures if row.withdrawn_on is None],
        baselines=[row for row in baselines if row.withdrawn_on is None],
        annotations=list(annotations.filter(indicator__strategy__in=ids)),
    )


def with_later_figure(rows):
    """The indicators with a number later than the starting point.

    Where a starting point or its period is not known, any number is later.
    """
    return {
        row.indicator_id
        for row in rows.series
        if any(is_later(each, rows.lines[row.pk].start) for each in rows.lines[row.pk].figures)
    }


def is_later(figure, start):
    return figure.value is not None and (start is None or figure.period.end > start.period.end)


def statuses(rows, strategy_of, as_of):
    """How many indicators, and how many goals' own targets, have which status, by strategy."""
    judged = rows.judgements(as_of=as_of)
    found, own = defaultdict(Counter), defaultdict(Counter)
    for indicator, strategy in strategy_of.items():
        target = rows.leading.get(indicator)
        found[strategy][judged[target.pk].status if target else progress.Status.NO_TARGET] += 1
    for targets in rows.of_goals.values():
        for target in targets:
            own[target.strategy_id][judged[target.pk].status] += 1
    return found, own


def counted(rows):
    return dict(rows.order_by().values_list("strategy").annotate(Count("pk")))


def judgements(strategy_ids):
    """The counts of the newest public follow-up of each strategy."""
    rows = (
        models.Assessment.objects.public()
        .filter(
            models.Indicator.public_condition("indicator__"),
            follow_up__strategy__in=strategy_ids,
        )
        .order_by("-follow_up__last_year", "-follow_up__first_year", "follow_up__code")
        .values_list(
            "follow_up__strategy",
            "follow_up__code",
            "follow_up__title",
            "arrow",
            Case(When(not_followed_reason="", then=False), default=True),
        )
        .annotate(Count("pk"))
    )
    newest = {}
    for strategy, code, title, arrow, is_not_followed, number in rows:
        counts = newest.setdefault(
            strategy, {"code": code, "title": title, **dict.fromkeys(values.JUDGED, 0)}
        )
        if counts["code"] == code:
            kind = "not_followed" if is_not_followed else arrow or "not_recorded"
            counts[kind] += number
    return {strategy: values.Judgements(**counts) for strategy, counts in newest.items()}
