"""Counts over strategies, for the lists of them. Counts only: no score."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from indicators import models, progress
from indicators.judging.rows import Read, only_surveys
from strategy.models import Goal, Partnership, Strategy
from strategy.overview import values
from strategy.overview.measuring import measured_rows
from strategy.overview.rows import is_in_force, joined, read_together, short
from strategy.overview.sorting import alphabetical
from strategy.overview.values import take

PARTNERSHIPS_OF_A_PAGE = 50


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
    """A strategy in a list, with its partnership, its tally and its newest follow-up."""

    partnership: values.Partnership
    strategy: values.Strategy
    tally: Tally
    follow_up: values.FollowUp | None
    lighthouses: tuple[values.Lighthouse, ...]  # without their goals


@dataclass(frozen=True, kw_only=True)
class Front:
    """One page of the list of partnerships."""

    page: Page
    partnerships: tuple[tuple[values.Partnership, tuple[Listed, ...]], ...]


def front(*, as_of, page=""):
    """The public partnerships by name, each with its strategies, in six queries."""
    found = list(Partnership.objects.public().order_by("code").values_list("pk", "name"))
    by_name = alphabetical(get_language() or "")
    found.sort(key=lambda each: by_name(each[1]))
    shown = page_of([pk for pk, _name in found], PARTNERSHIPS_OF_A_PAGE, page)
    of = {}
    for each in listed(as_of=as_of, partnership__in=list(shown)) if found else ():
        of.setdefault(each.partnership.code, []).append(each)
    groups = tuple((each[0].partnership, tuple(each)) for each in of.values())
    return Front(page=shown, partnerships=groups)


def page_of(rows, size, wanted):
    """The page that is wanted, by its number in any text; the nearest where there is none."""
    pages = Paginator(rows, size)
    try:
        number = int(wanted[:9])
    except ValueError:
        number = 1
    return pages.page(min(max(number, 1), pages.num_pages))


def listed(*, as_of, **of):
    """The public strategies, those of a partnership side by side, the newest first."""
    rows = with_counts(Strategy.objects.public().filter(**of)).select_related("partnership")
    order = ["-first_year", "code", "part__start_year", "part__code"]
    found = {}
    for row, light in joined(rows, "lighthouses", "focus_area", order=order):
        lights = found.setdefault(row, [])
        if light and is_in_force(light):
            lights.append(take(values.Lighthouse, light, goals=()))
    by_name = alphabetical(get_language() or "")
    strategies = sorted(found, key=lambda row: (by_name(row.partnership.name), row.partnership_id))
    tally = tallies(strategies, as_of)
    return tuple(
        Listed(
            partnership=take(values.Partnership, row.partnership),
            strategy=take(values.Strategy, row, is_closed=row.status == row.Status.CLOSED),
            tally=tally[row.pk],
            follow_up=newest_follow_up(row),
            lighthouses=tuple(found[row]),
        )
        for row in strategies
    )


def with_counts(rows):
    """Strategies with how many goals and indicators they have, and their newest follow-up."""
    made = models.FollowUp.objects.public().filter(strategy=OuterRef("pk"))
    made = made.order_by("-last_year", "-first_year", "code")
    newest = {f"newest_{name}": Subquery(made.values(name)[:1]) for name in FOLLOW_UP}
    return rows.annotate(
        goals_in_all=number_of(Goal), indicators_in_all=number_of(models.Indicator), **newest
    )


FOLLOW_UP = ("code", "title", "first_year", "last_year")


def number_of(model):
    """How many public rows of a kind a strategy has."""
    rows = model.objects.public().filter(strategy=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("strategy").annotate(n=Count("pk")).values("n")), 0)


def newest_follow_up(row):
    if row.newest_code is None:
        return None
    return values.FollowUp(**{name: getattr(row, f"newest_{name}") for name in FOLLOW_UP})


def tallies(strategies, as_of):
    """The tally of each strategy by its id, in four queries for all of them."""
    ids = [row.pk for row in strategies]
    short_rows = read_together([annotations_in(ids), judgements_in(ids)])
    rows = measured_in(ids, short_rows["annotation"])
    judged = judgements(short_rows["judged"])
    strategy_of = {row.indicator_id: row.strategy_id for row in rows.series}
    with_figure = Counter(strategy_of[each] for each in with_later_figure(rows))
    status, own_status = statuses(rows, as_of)
    found = {}
    for row in strategies:
        led = status[row.pk]
        led[progress.Status.NO_TARGET] += row.indicators_in_all - led.total()
        found[row.pk] = Tally(
            goals=row.goals_in_all,
            indicators=row.indicators_in_all,
            with_figure=with_figure[row.pk],
            judgements=judged.get(row.pk),
            statuses=values.in_order_of_status(led),
            own_statuses=values.in_order_of_status(own_status[row.pk]),
        )
    return found


def measured_in(ids, annotations):
    """What is judged in strategies, in three queries."""
    of = {"strategy__in": ids}
    series = models.Series.objects.public().filter(**of).select_related("indicator", "source")
    series = series.annotate(only_surveys=only_surveys("indicator"))
    figures, baselines = measured_rows(Q(series__strategy__in=ids))
    return Read(
        targets=list(models.Target.objects.public().filter(**of).order_by("code")),
        series=list(series.order_by("code")),
        figures=[row for row in figures if row.withdrawn_on is None],
        baselines=[row for row in baselines if row.withdrawn_on is None],
        annotations=annotations,
    )


def annotations_in(ids):
    rows = models.Annotation.objects.public().filter(
        series__withdrawn_on__isnull=True, indicator__strategy__in=ids
    )
    return short("annotation", rows, "indicator_id", "series_id", "kind", "period")


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


def statuses(rows, as_of):
    """How many indicators with a target, and how many goals' own targets, have which status."""
    judged = rows.judgements(as_of=as_of)
    found, own = defaultdict(Counter), defaultdict(Counter)
    for target in rows.leading.values():
        found[target.strategy_id][judged[target.pk].status] += 1
    for targets in rows.of_goals.values():
        for target in targets:
            own[target.strategy_id][judged[target.pk].status] += 1
    return found, own


def judgements_in(ids):
    """How many indicators of strategies were judged how, in each public follow-up."""
    rows = models.Assessment.objects.public().filter(
        models.Indicator.public_condition("indicator__"), follow_up__strategy__in=ids
    )
    rows = rows.annotate(
        strategy_id=F("follow_up__strategy"),
        code=F("follow_up__code"),
        title=F("follow_up__title"),
        first_year=F("follow_up__first_year"),
        last_year=F("follow_up__last_year"),
        is_not_followed=Case(When(not_followed_reason="", then=0), default=1),
    )
    rows = rows.order_by().values(*JUDGEMENT, "arrow", "is_not_followed")
    return short(
        "judged", rows.annotate(n=Count("pk")), *JUDGEMENT, "arrow", "is_not_followed", "n"
    )


JUDGEMENT = ("strategy_id", "code", "title", "first_year", "last_year")


def judgements(rows):
    """The counts of the newest follow-up of each strategy, by the strategy's id."""
    rows = sorted(rows, key=lambda row: row.code)
    rows.sort(key=lambda row: (row.last_year, row.first_year), reverse=True)
    newest = {}
    for row in rows:
        counts = newest.setdefault(
            row.strategy_id,
            {"code": row.code, "title": row.title, **dict.fromkeys(values.JUDGED, 0)},
        )
        if counts["code"] == row.code:
            kind = "not_followed" if row.is_not_followed else row.arrow or "not_recorded"
            counts[kind] += row.n
    return {strategy: values.Judgements(**counts) for strategy, counts in newest.items()}
