"""What changed lately in a partnership, and the published figures that were changed later.

Both are read from the versions that the registry keeps of every row. A figure is news only
where it is public today and was written after its strategy was published: what came with the
publication belongs to it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter, itemgetter
from types import SimpleNamespace

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from indicators.models import Baseline, Edition, Observation
from strategy.models import Strategy
from strategy.overview.asking import read_short
from strategy.overview.rows import chosen, grouped
from strategy.overview.values import titled
from strategy.overview.versions import first_public_version

MOST = 10  # news


class NewsKind(StrEnum):
    STRATEGY = "strategy"  # it was published
    EDITION = "edition"  # of a follow-up
    FIGURES = "figures"  # of an indicator, on one day


@dataclass(frozen=True, kw_only=True)
class News:
    """Something that became public, or the figures of an indicator that were written on a day."""

    kind: NewsKind
    at: datetime  # of figures the last time on that day
    partnership: str  # codes
    strategy: str
    strategy_name: str
    code: str  # of the follow-up or indicator; empty for a strategy
    title: str
    language: str
    number: int = 0  # of the edition
    new: int = 0  # figures that were not there before
    changed: int = 0  # figures that say something else than before

    @property
    def day(self):
        return timezone.localdate(self.at)


def news_of(partnership, *, most=MOST):
    """The newest that readers see of a partnership (by its code), in two queries."""
    strategies = published_strategies(partnership)
    if not strategies:
        return ()
    figures = [figures_in(strategies, model) for model in (Observation, Baseline)]
    rows = editions_in(strategies).union(*figures, all=True)
    # An indicator may come twice on a day: with figures and with baselines, one after the other.
    rows = rows.order_by("-n_day", "n_kind", "n_strategy", "n_code", "-n_number")[: 2 * most]
    found = [*map(of_strategy, strategies.values()), *merged(rows, strategies)]
    return tuple(sorted(found, key=newest_first)[:most])


def newest_first(news):
    """By days; what was published on a day before the figures of that day."""
    kinds = list(NewsKind)
    return -news.day.toordinal(), kinds.index(news.kind), news.strategy, news.code, -news.number


def published_strategies(partnership):
    """The public strategies, with the time and reason of their first public version, by id."""
    rows = Strategy.objects.public().filter(partnership__code=partnership)
    first = first_public_version(OuterRef("pk"))
    rows = rows.select_related("partnership").annotate(
        published_at=Subquery(first.values("history_date")[:1]),
        published_for=Subquery(first.values("history_change_reason")[:1]),
    )
    return {row.pk: row for row in rows if row.published_at}


def editions_in(strategies):
    rows = Edition.objects.public().filter(follow_up__strategy__in=strategies).order_by()
    rows = rows.annotate(
        n_kind=Value(NewsKind.EDITION.value),
        n_at=F("published_at"),
        n_strategy=F("follow_up__strategy"),
        n_code=F("follow_up__code"),
        n_title=F("follow_up__title"),
        n_number=F("number"),
        n_new=Value(0),
        n_written=Value(0),
        n_day=TruncDate("published_at"),
    )
    return rows.values_list(*COLUMNS)


COLUMNS = (
    *("n_kind", "n_at", "n_strategy", "n_code", "n_title", "n_number", "n_new", "n_written"),
    "n_day",
)


def figures_in(strategies, model):
    """How many figures were written after their strategy was published, by indicator and day."""
    after = Q(pk__in=[])
    for row in strategies.values():
        after |= written_after(row)
    versions = model.history.filter(
        after,
        Q(history_type="+") | Q(history_type="~") & ~Exists(same_before(model)),
        Exists(model.objects.public().filter(pk=OuterRef("id"))),
    )
    return (
        versions.order_by()
        .annotate(
            n_kind=Value(NewsKind.FIGURES.value),
            n_strategy=F("series__strategy"),
            n_code=F("series__indicator__code"),
            n_title=F("series__indicator__name"),
            n_number=Value(0),
            n_day=TruncDate("history_date"),
        )
        .values("n_kind", "n_strategy", "n_code", "n_title", "n_number", "n_day")
        .annotate(
            n_at=Max("history_date"),
            n_new=Count("id", filter=Q(history_type="+"), distinct=True),
            n_written=Count("id", distinct=True),
        )
        .values_list(*COLUMNS)
    )


def written_after(strategy):
    """The versions after a publication, but for figures that came with it.

    Those were new on the same day and for the same reason.
    """
    day = timezone.localdate(strategy.published_at) + timedelta(days=1)
    next_day = timezone.make_aware(datetime.combine(day, time.min))
    came_with = Q(
        history_type="+",
        history_date__lt=next_day,
        history_change_reason=strategy.published_for,
    )
    after = Q(series__strategy=strategy.pk, history_date__gt=strategy.published_at)
    return after & ~came_with


def same_before(model):
    """The version before, where it says the same: the value, or why there is none."""
    return model.history.filter(
        Q(value=OuterRef("value")) | Q(value__isnull=True),
        id=OuterRef("id"),
        version=OuterRef("version") - 1,
        missing=OuterRef("missing"),
        direction=OuterRef("direction"),
        status=OuterRef("status"),
    )


def of_strategy(row):
    return News(
        kind=NewsKind.STRATEGY,
        at=row.published_at,
        title=row.title,
        code="",
        **whose(row),
    )


def merged(rows, strategies):
    """Editions, and the figures of each indicator and day."""
    days = {}
    for kind, at, strategy, code, title, number, new, written, _day in rows:
        news = News(
            kind=NewsKind(kind),
            at=at,
            code=code,
            title=title,
            number=number,
            new=new,
            changed=written - new,
            **whose(strategies[strategy]),
        )
        key = (news.kind, strategy, code, number, news.day)
        days[key] = joined(days[key], news) if key in days else news
    return days.values()


def whose(strategy):
    return {
        "partnership": strategy.partnership.code,
        "strategy": strategy.code,
        "strategy_name": str(strategy),
        "language": strategy.partnership.language,
    }


def joined(news, other):
    """The news of figures and of baselines of an indicator on one day."""
    return replace(
        news,
        at=max(news.at, other.at),
        new=news.new + other.new,
        changed=news.changed + other.changed,
    )


# Published figures that were changed later


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a figure said: a value, or why there was none."""

    is_withheld: bool  # it was told once, and is a secret since
    value: Decimal | None
    decimals: int  # always written
    missing: Observation.Missing | None
    direction: Observation.Direction | None
    status: Observation.Status
    is_approximate: bool
    aggregation: Observation.Aggregation


@dataclass(frozen=True, kw_only=True)
class MeasuredIn:
    """The series a figure is of."""

    name: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A figure that readers saw, and what stands there since a day."""

    period: str  # empty: the document states none
    series: MeasuredIn
    baseline: Baseline.Kind | None  # None: a figure, no baseline
    before: Said
    after: Said
    day: date
    reason: str  # as known when; empty: not known


def history_of(indicator):
    """The published figures of an indicator that were changed later, the newest first.

    One query; ``indicator`` is its row.
    """
    rows = map(read_back, read_short(indicator, frozenset({"history"}), "")["version"])
    of_figure = grouped(((bool(row.baseline), row.id), row) for row in sorted(rows, key=in_order))
    found = [
        (after.at, revision(before, after, indicator))
        for versions in of_figure.values()
        for before, after in pairwise(seen(versions))
        if after.published_at and after.at > after.published_at
        if said(before, indicator) != said(after, indicator)
    ]
    return tuple(each for _at, each in sorted(found, key=itemgetter(0), reverse=True))


in_order = attrgetter("version")
WITHHELD = {Observation.Missing.SECRET, Observation.Missing.TOO_SMALL}


def seen(versions):
    """Those that were not withdrawn; what became a secret later is withheld in all before."""
    is_secret = False
    for row in reversed(versions):
        row.is_withheld = is_secret and row.value is not None
        is_secret = is_secret or row.missing in WITHHELD
    return [row for row in versions if not row.withdrawn_on]


def read_back(row):
    """A version with the value and the times that it has as words."""
    row.value = row.value and Decimal(row.value)
    row.at = moment(row.at)
    row.published_at = row.published_at and moment(row.published_at)
    return row


def moment(written):
    """A time as one of our databases writes it; without a zone it is in UTC."""
    found = datetime.fromisoformat(written)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def revision(before, after, indicator):
    return Revision(
        period=after.period,
        series=MeasuredIn(name=named(after), unit=after.unit or indicator.unit),
        baseline=chosen(Baseline.Kind, after.baseline),
        before=said(before, indicator),
        after=said(after, indicator),
        day=timezone.localdate(after.at),
        reason=after.vintage,
    )


def named(row):
    """The name of the series of a version, with its group where it does not say so itself."""
    group = row.group and SimpleNamespace(name=row.group)
    return titled(row.series, group or None)


def said(row, indicator):
    """What a version says; a series in another unit writes the decimals it has."""
    own = indicator.decimals if row.unit in {"", indicator.unit} else 0
    if row.aggregation == Observation.Aggregation.RELATIVE_CHANGE:
        own = 0  # it is in per cent, whatever the series is in
    return Said(
        is_withheld=row.is_withheld,
        value=None if row.is_withheld else row.value,
        decimals=own if row.decimals is None else row.decimals,
        missing=chosen(Observation.Missing, row.missing),
        direction=None if row.is_withheld else chosen(Observation.Direction, row.direction),
        status=Observation.Status(row.status),
        is_approximate=bool(row.is_approximate),
        aggregation=Observation.Aggregation(row.aggregation),
    )
