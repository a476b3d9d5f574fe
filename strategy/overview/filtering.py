"""Which indicators of a strategy a page shows: narrowed to what a reader asks for, in pages.

Nothing is read from the database here: what was read is sorted. Any wish is answered; one that
fits nothing gives nothing, and says so.
"""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.translation import get_language, gettext, gettext_lazy

from indicators import progress
from indicators.judging.words import word_of
from indicators.models import Assessment
from strategy.overview import values
from strategy.overview.paging import page_of
from strategy.overview.sorting import alphabetical
from strategy.overview.standing import Way, way_of

INDICATORS_OF_A_PAGE = 100
LONGEST_WISH = 100  # letters; no code or name in an address is longer
ANY = "any"  # not followed up, for whichever reason


def statuses_of(area, indicator):
    return {str(indicator.status), str(way_of(indicator.status))}


def areas_of(area, indicator):
    return {area.code}


def groups_of(area, indicator):
    return {series.group.code for series in indicator.series if series.group}


def reasons_of(area, indicator):
    assessment = indicator.assessment
    reason = assessment and assessment.not_followed_reason
    return {ANY, str(reason)} if reason else set()


# The name of each filter in an address, and under which of its choices an indicator falls.
FILTERS = {
    "status": statuses_of,
    "area": areas_of,
    "group": groups_of,
    "not-followed": reasons_of,
}
LABELS = {
    "status": gettext_lazy("Status"),
    "area": gettext_lazy("Focus area"),
    "group": gettext_lazy("Group"),
    "not-followed": gettext_lazy("Not followed up"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter, and how many are shown where it is chosen."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Choices:
    """A filter with its choices, some of them under a heading."""

    name: str
    label: str
    chosen: str  # empty: all
    headings: tuple[tuple[str, tuple[Choice, ...]], ...]  # no heading is ""


@dataclass(frozen=True, kw_only=True)
class GoalShown:
    """A goal with those of its indicators that are shown; None where no goal has been set."""

    goal: values.Goal | None
    indicators: tuple[values.Indicator, ...]


@dataclass(frozen=True, kw_only=True)
class AreaShown:
    area: values.FocusArea
    goals: tuple[GoalShown, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Goals and indicators as they are shown."""

    areas: tuple[AreaShown, ...]
    filters: tuple[Choices, ...]
    found: int  # indicators that fit what is asked for
    in_all: int
    page: Page
    query: str  # what is asked for, as an address says it; empty: everything

    @property
    def is_filtered(self):
        return any(each.chosen for each in self.filters)

    @property
    def chosen(self):
        """What is asked for: the name of each filter with its choice."""
        return tuple(
            (each.name, choice)
            for each in self.filters
            for _heading, choices in each.headings
            for choice in choices
            if choice.is_chosen
        )


def wishes(query):
    """What a reader asks for, by the name of each filter; ``query``: as an address says it."""
    return {name: query.get(name, "").strip()[:LONGEST_WISH] for name in FILTERS}


def matrix(overview, query):
    """The goals and indicators of a strategy that fit what is asked for, one page of them."""
    asked = wishes(query)
    rows = [
        (area, goal, indicator)
        for area in overview.areas
        for goal in area.goals
        for indicator in goal.indicators
    ]
    chosen = {name: wish for name, wish in asked.items() if wish}
    fitting = [row for row in rows if fits(row, chosen)]
    shown = fitting if chosen else with_empty(overview)
    page = page_of(shown, INDICATORS_OF_A_PAGE, query.get("page", ""))
    return Matrix(
        areas=in_areas(page),
        filters=tuple(choices(name, overview, rows, asked) for name in FILTERS),
        found=len(fitting),
        in_all=len(rows),
        page=page,
        query=urlencode(chosen),
    )


def fits(row, chosen):
    area, _goal, indicator = row
    return all(wish in FILTERS[name](area, indicator) for name, wish in chosen.items())


def with_empty(overview):
    """All rows, with those of goals without indicators and of focus areas without goals."""
    return [
        (area, goal, indicator)
        for area in overview.areas
        for goal in area.goals or (None,)
        for indicator in (goal.indicators if goal else ()) or (None,)
    ]


def in_areas(rows):
    """Rows, which stand in their order, under their focus areas and goals."""
    areas = {}
    for area, goal, indicator in rows:
        _area, goals = areas.setdefault(area.code, (area, {}))
        _goal, indicators = goals.setdefault(goal and goal.code, (goal, []))
        if indicator:
            indicators.append(indicator)
    return tuple(
        AreaShown(
            area=area,
            goals=tuple(
                GoalShown(goal=goal, indicators=tuple(each)) for goal, each in goals.values()
            ),
        )
        for area, goals in areas.values()
    )


def choices(name, overview, rows, asked):
    """A filter with how many there are of each choice among what the other filters leave."""
    others = {other: wish for other, wish in asked.items() if wish and other != name}
    left = [row for row in rows if fits(row, others)]
    counts = Counter(value for area, _, each in left for value in FILTERS[name](area, each))
    choice = partial(choice_of, counts=counts, chosen=asked[name])
    headings = HEADINGS[name](overview, rows, choice)
    known = {each.value for _heading, found in headings for each in found}
    if asked[name] and asked[name] not in known:
        headings = (*headings, ("", (choice(asked[name], asked[name]),)))
    return Choices(name=name, label=LABELS[name], chosen=asked[name], headings=headings)


def choice_of(value, label, *, counts, chosen):
    return Choice(
        value=str(value), label=label, number=counts[str(value)], is_chosen=str(value) == chosen
    )


def by_way(overview, rows, choice):
    """The statuses there are, under the way they go, which can be chosen as a whole."""
    there = {each.status for _area, _goal, each in rows}
    found = []
    for way in Way:
        own = [status for status in progress.Status if status in there and way_of(status) == way]
        if own:
            whole = choice(way, gettext("All that %(way)s") % {"way": way.label})
            parts = (choice(status, word_of(status).label) for status in own)
            found.append((str(way.label), (whole, *parts)))
    return tuple(found)


def by_area(overview, rows, choice):
    found = tuple(choice(area.code, area.name) for area in overview.areas)
    return (("", found),) if found else ()


def by_group(overview, rows, choice):
    groups = {
        series.group.code: series.group.local_name
        for _area, _goal, indicator in rows
        for series in indicator.series
        if series.group
    }
    by_name = alphabetical(get_language() or "")
    found = sorted(groups.items(), key=lambda each: by_name(each[1]))
    return (("", tuple(choice(*each) for each in found)),) if found else ()


def by_reason(overview, rows, choice):
    """Not followed up at all, and the reasons that were given."""
    there = {reason for area, _goal, each in rows for reason in reasons_of(area, each)}
    found = [each for each in Assessment.NotFollowed if str(each) in there]
    if not found:
        return ()
    reasons = tuple(choice(each, each.label) for each in found)
    return (("", (choice(ANY, gettext("For any reason")), *reasons)),)


HEADINGS = {"status": by_way, "area": by_area, "group": by_group, "not-followed": by_reason}
