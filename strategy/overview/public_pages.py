"""All pages that readers can open, for those who list them: their addresses and when they changed.

When a page changed last is said where it is known: of indicators and what is measured of them,
and of editions, which never change.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    CharField,
    DateTimeField,
    F,
    IntegerField,
    Max,
    OuterRef,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from indicators.models import Baseline, Edition, FollowUp, Indicator, Observation, Series, Target
from strategy.models import Goal, Strategy

OF_THE_SITE = ("home", "method", "accessibility", "privacy", "compare")
OF_STRATEGY = {"partnership": "strategy__partnership__code", "strategy": "strategy__code"}
OF_FOLLOW_UP = {
    "partnership": "follow_up__strategy__partnership__code",
    "strategy": "follow_up__strategy__code",
    "follow_up": "follow_up__code",
}
# The pages of public rows, in their order: by the name of the address its model, and the field
# in which each part of the address stands.
OF_ROWS = {
    "partnership": (Strategy, {"partnership": "partnership__code"}),
    "strategy": (Strategy, {"partnership": "partnership__code", "strategy": "code"}),
    "goal": (Goal, OF_STRATEGY | {"goal": "code"}),
    "indicator": (Indicator, OF_STRATEGY | {"indicator": "code"}),
    "follow-up": (FollowUp, OF_STRATEGY | {"follow_up": "code"}),
    "edition": (Edition, OF_FOLLOW_UP | {"number": "number"}),
    "comparison-of": (Series, {"statistic": "statistic__code"}),
}
NAMES = tuple(OF_ROWS)
MOST_CODES = 3  # in an address, before a number


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A page: the name of its address, what stands in it, and when it changed last."""

    name: str
    arguments: dict
    changed: datetime | None = None


def number_of_pages():
    """How many public pages there are, in one query."""
    return len(OF_THE_SITE) + rows().count()


def public_pages(first, last):
    """Public pages in a fixed order, from one number to before another, in one query.

    Of indicators it is not said when they changed: see ``changes_of``.
    """
    own = [PublicPage(name=name, arguments={}) for name in OF_THE_SITE]
    found = rows()[max(first - len(own), 0) : max(last - len(own), 0)]
    return [*own[first:last], *map(page, found)]


def rows():
    """All pages of rows as their kind, what stands in their address, and when they changed."""
    kinds = [columns(number, *OF_ROWS[name]) for number, name in enumerate(NAMES)]
    codes = [f"p_code_{number}" for number in range(MOST_CODES)]
    return kinds[0].union(*kinds[1:], all=True).order_by("p_kind", *codes, "p_number")


def columns(kind, model, lookups):
    """The rows of a model with their address, each address once."""
    codes = [lookup for part, lookup in lookups.items() if part != "number"]
    rows = model.objects.public().order_by()
    if model is Series:
        rows = rows.filter(statistic__isnull=False)
    shared = {"p_kind": Value(kind)}
    for number in range(MOST_CODES):
        is_there = number < len(codes)
        shared[f"p_code_{number}"] = Cast(F(codes[number]) if is_there else Value(""), CharField())
    shared["p_number"] = F("number") if "number" in lookups else Value(0, IntegerField())
    shared["p_changed"] = changed(model)
    return rows.annotate(**shared).values_list(*shared).distinct()


def changed(model):
    """When it changed, where its rows themselves know it."""
    if model is Edition:
        return F("published_at")
    if model is not FollowUp:
        return Cast(Value(None), DateTimeField())
    newest = Edition.objects.public().filter(follow_up=OuterRef("pk")).order_by("-number")
    return Subquery(newest.values("published_at")[:1])


def page(row):
    kind, *codes, number, at = row
    name = NAMES[kind]
    _model, lookups = OF_ROWS[name]
    told = [*codes[: len(lookups) - 1], number] if "number" in lookups else codes
    arguments = dict(zip(lookups, told, strict=False))
    return PublicPage(name=name, arguments=arguments, changed=at)


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
