"""Counts over strategies, for the lists of them. Counts only: no score."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from django.core.paginator import Page
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from indicators import models, progress
from indicators.judging.rows import MAIN, Read, only_surveys
from strategy.models import Goal, Partnership, Strategy, Translation
from strategy.overview import values
from strategy.overview.measuring import measured_rows
from strategy.overview.news import NewsKind, news_of
from strategy.overview.paging import page_of
from strategy.overview.rows import grouped, is_in_force, joined, read_together, short
from strategy.overview.sorting import alphabetical
from strategy.overview.structure import strategy_value
from strategy.overview.translating import Words
from strategy.overview.values import take

PARTNERSHIPS_OF_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much a strategy holds, and how the newest public follow-up judged it."""

    goals: int
    indicators: int
    with_figure: int  # a number later than a starting point that is known
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
    language = get_language() or ""
    asked = {"as_of": as_of, "language": language, "partnership__in": list(shown)}
    for each in listed(**asked) if found else ():
        of.setdefault(each.partnership.code, []).append(each)
    groups = tuple((each[0].partnership, tuple(each)) for each in of.values())
    return Front(page=shown, partnerships=groups)


def listed(*, as_of, language="", **of):
    """The public strategies, those of a partnership side by side, the newest first.

    ``language``: the one in which titles and lighthouses are read where they are translated;
    without it they are as the strategies have them.
    """
    strategies, _words = read_listed(as_of, language, **of)
    return strategies


def of_partnership(partnership, *, as_of, language):
    """The public strategies of a partnership (by its code) and its news, in seven queries.

    Their names are in this language where they are translated.
    """
    news = news_of(partnership)
    indicators = {each.code for each in news if each.kind == NewsKind.FIGURES}
    strategies, words = read_listed(as_of, language, indicators, partnership__code=partnership)
    return strategies, tuple(named(each, words) for each in news)


def named(news, words):
    """News with the name of its strategy or indicator as readers see it."""
    if news.kind == NewsKind.EDITION or news.strategy not in words:
        return news
    kind, field = NAME_IN_NEWS[news.kind]
    return replace(news, title=words[news.strategy].text(kind, field, news.code, news.title))


NAME_IN_NEWS = {NewsKind.STRATEGY: ("strategy", "title"), NewsKind.FIGURES: ("indicator", "name")}


def read_listed(as_of, language, indicators=(), **of):
    """The strategies of a list, and the translated words of each by its code.

    ``indicators``: the codes of those whose names are among the words.
    """
    rows = with_counts(Strategy.objects.public().filter(**of)).select_related("partnership")
    order = ["-first_year", "code", "part__start_year", "part__code"]
    lights = defaultdict(list)
    for row, light in joined(rows, "lighthouses", "focus_area", order=order):
        lights[row] += [light] if light and is_in_force(light) else []
    by_name = alphabetical(get_language() or "")
    strategies = sorted(lights, key=lambda row: (by_name(row.partnership.name), row.partnership_id))
    ids = [row.pk for row in strategies]
    asked = [annotations_in(ids), judgements_in(ids), words_in(ids, language, indicators)]
    found = read_together(asked)
    tally = tallies(strategies, found, as_of)
    translated = grouped((row.strategy_id, row) for row in found["translation"])
    words = {each: Words(language, translated[each]) for each in ids}
    made = tuple(
        Listed(
            partnership=take(values.Partnership, row.partnership),
            strategy=strategy_value(row, words[row.pk]),
            tally=tally[row.pk],
            follow_up=newest_follow_up(row),
            lighthouses=tuple(lighthouse_value(each, words[row.pk]) for each in lights[row]),
        )
        for row in strategies
    )
    return made, {row.code: words[row.pk] for row in strategies}


def words_in(ids, language, indicators):
    """The translated words of strategies that lists of them show."""
    shown = Q(what__in=("strategy.title", "strategy.short_title"))
    shown |= Q(what__startswith="lighthouse.") | Q(what="indicator.name", place__in=indicators)
    rows = Translation.objects.current().filter(shown, strategy__in=ids, language=language)
    return short("translation", rows, "strategy_id", "what", "place", "original", "text")


def lighthouse_value(row, words):
    return take(values.Lighthouse, row, goals=(), **words.of("lighthouse", row.code, row))


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


def tallies(strategies, found, as_of):
    """The tally of each strategy by its id, in three queries for all of them.

    ``found``: their annotations and judgements, by the kind of row.
    """
    rows = measured_in([row.pk for row in strategies], found["annotation"])
    judged = judgements(found["judged"])
    strategy_of = {row.indicator_id: row.strategy_id for row in rows.series}
    with_figure = Counter(strategy_of[each] for each in with_later_figure(rows))
    status, own_status = statuses(rows, as_of)
    told = {}
    for row in strategies:
        led = status[row.pk]
        led[progress.Status.NO_TARGET] += row.indicators_in_all - led.total()
        told[row.pk] = Tally(
            goals=row.goals_in_all,
            indicators=row.indicators_in_all,
            with_figure=with_figure[row.pk],
            judgements=judged.get(row.pk),
            statuses=values.in_order_of_status(led),
            own_statuses=values.in_order_of_status(own_status[row.pk]),
        )
    return told


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
    """The indicators with a starting point that is known and a number after it.

    What stands in for an indicator or is shown beside it does not count.
    """
    lines = {row: rows.lines[row.pk] for row in rows.series if row.role == MAIN}
    return {
        row.indicator_id
        for row, line in lines.items()
        if any(is_later(each, line.start) for each in line.figures)
    }


def is_later(figure, start):
    if start is None or start.value is None or figure.value is None:
        return False
    return figure.period.end > start.period.end


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
