"""Counts over strategies, for the lists of them. Counts only: no score."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, FilteredRelation, Max, Q, When

from indicators import models, periods
from strategy.models import Goal, Strategy
from strategy.overview import values
from strategy.overview.values import take


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much a strategy holds, and how the newest public follow-up judged it."""

    goals: int
    indicators: int
    with_figure: int  # at least one number later than the starting point
    judgements: values.Judgements | None


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A strategy in a list, with its partnership and its tally."""

    partnership: values.Partnership
    strategy: values.Strategy
    tally: Tally


def listed(**of):
    """The public strategies, those of a partnership side by side, the newest first."""
    rows = Strategy.objects.public().filter(**of).select_related("partnership")
    rows = list(rows.order_by("partnership__name", "partnership", "-first_year", "code"))
    tally = tallies([row.pk for row in rows])
    return tuple(
        Listed(
            partnership=take(values.Partnership, row.partnership),
            strategy=take(values.Strategy, row, is_closed=row.status == row.Status.CLOSED),
            tally=tally[row.pk],
        )
        for row in rows
    )


def tallies(ids):
    """The tally of each public strategy by its id, in four queries for all of them."""
    goals = counted(Goal.objects.public().filter(strategy__in=ids))
    indicators = models.Indicator.objects.public().filter(strategy__in=ids)
    with_figure = Counter(later_figures(ids).values())
    all_indicators = counted(indicators)
    judged = judgements(ids)
    return {
        each: Tally(
            goals=goals.get(each, 0),
            indicators=all_indicators.get(each, 0),
            with_figure=with_figure[each],
            judgements=judged.get(each),
        )
        for each in ids
    }


def later_figures(strategy_ids):
    """The indicators with a number later than the starting point, each with its strategy.

    Where a starting point or its period is not known, any number is later.
    """
    in_force = Q(series__baselines__kind="start", series__baselines__withdrawn_on__isnull=True)
    rows = (
        models.Observation.objects.public()
        .filter(series__strategy__in=strategy_ids, value__isnull=False)
        .annotate(
            start=FilteredRelation("series__baselines", condition=in_force),
            latest_start=Max("start__period"),
        )
        .order_by()
        .values_list("series__indicator", "series__strategy", "period", "latest_start")
    )
    return {
        indicator: strategy
        for indicator, strategy, period, start in rows
        if not start or periods.parse(period).end > periods.parse(start).end
    }


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
