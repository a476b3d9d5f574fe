"""All pages that readers can open, for those who list them: their addresses and when they changed.

When a page changed last is said where it is known: of indicators and what is measured of them,
and of editions, which never change.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, OuterRef, Subquery

from indicators.models import Baseline, Edition, FollowUp, Indicator, Observation, Target
from strategy.models import Goal, Strategy
from strategy.overview import comparing

OF_THE_SITE = ("home", "method", "accessibility", "privacy", "compare")
OF_STRATEGY = {"partnership": "strategy__partnership__code", "strategy": "strategy__code"}
OF_FOLLOW_UP = {
    "partnership": "follow_up__strategy__partnership__code",
    "strategy": "follow_up__strategy__code",
    "follow_up": "follow_up__code",
}


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A page: the name of its address, what stands in it, and when it changed last."""

    name: str
    arguments: dict
    changed: datetime | None = None


def public_pages():
    """Every public page once, in a fixed order, in six queries. Indicators: see ``changes_of``."""
    strategies = pages(
        "strategy", Strategy, {"partnership": "partnership__code", "strategy": "code"}
    )
    newest = Edition.objects.public().filter(follow_up=OuterRef("pk")).order_by("-number")
    published = Subquery(newest.values("published_at")[:1])
    return [
        *(PublicPage(name=name, arguments={}) for name in OF_THE_SITE),
        *partnerships_of(strategies),
        *strategies,
        *pages("goal", Goal, OF_STRATEGY | {"goal": "code"}),
        *pages("indicator", Indicator, OF_STRATEGY | {"indicator": "code"}),
        *pages("follow-up", FollowUp, OF_STRATEGY | {"follow_up": "code"}, published),
        *pages("edition", Edition, OF_FOLLOW_UP | {"number": "number"}, F("published_at")),
        *(
            PublicPage(name="comparison-of", arguments={"statistic": code})
            for code in comparing.addresses()
        ),
    ]


def pages(name, model, lookups, changed=None):
    """The pages of a model's public rows, ordered by what stands in their addresses."""
    rows = model.objects.public().order_by(*lookups.values())
    columns = list(lookups.values())
    if changed is not None:
        rows, columns = rows.annotate(changed_at=changed), [*columns, "changed_at"]
    return [
        PublicPage(
            name=name,
            arguments=dict(zip(lookups, row, strict=False)),
            changed=row[-1] if changed is not None else None,
        )
        for row in rows.values_list(*columns)
    ]


def partnerships_of(strategies):
    codes = dict.fromkeys(page.arguments["partnership"] for page in strategies)
    return [PublicPage(name="partnership", arguments={"partnership": code}) for code in codes]


def changes_of(indicators):
    """When something of indicators was written last, by their codes, in one query.

    ``indicators``: pages. What is counted is the indicator itself, its figures, its baselines and
    its targets.
    """
    wanted = defaultdict(set)
    for page in indicators:
        wanted[page.arguments["partnership"]].add(page.arguments["indicator"])
    codes = set().union(*wanted.values())
    first, *others = (
        last_written(model, above, wanted, codes)
        for model, above in (
            (Indicator, ""),
            (Observation, "series__indicator__"),
            (Baseline, "series__indicator__"),
            (Target, "indicator__"),
        )
    )
    changed = {}
    for *key, at in first.union(*others, all=True) if codes else ():
        changed[tuple(key)] = max(at, changed.get(tuple(key), at))
    return changed


def last_written(model, above, partnerships, codes):
    rows = model.history.order_by().filter(
        **{
            f"{above}strategy__partnership__code__in": partnerships,
            f"{above}code__in": codes,
        }
    )
    key = {
        "p_partnership": F(f"{above}strategy__partnership__code"),
        "p_strategy": F(f"{above}strategy__code"),
        "p_indicator": F(f"{above}code"),
    }
    rows = rows.annotate(**key).values(*key).annotate(p_at=Max("history_date"))
    return rows.values_list(*key, "p_at")
