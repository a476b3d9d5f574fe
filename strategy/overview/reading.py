"""Rows to values: each part is one query, however many indicators there are."""

from strategy.models import Action, FocusArea, Goal, Lighthouse, OverallObjective, Strategy
from strategy.overview import beside, values, written
from strategy.overview.measuring import indicator_values, measured
from strategy.overview.rows import grouped, is_in_force, joined, owned, within
from strategy.overview.values import take

# What each page needs beside indicators, series and figures.
STRATEGY = frozenset({"vision", "lighthouses", "follow_ups", "targets", "assessments", "notes"})
GOAL = frozenset({"actions", "targets", "citations", "notes", "assessments", "analyses"})
INDICATOR = frozenset({"targets", "citations", "annotations", "notes", "assessments"})
EVERYTHING = STRATEGY | GOAL | INDICATOR
JUDGED_WITH = frozenset({"annotations", "assessments"})  # what a target is judged with


def read(scope, *, as_of, parts=EVERYTHING):
    """Read a public strategy; given one of its goals or indicators, only that part of it.

    The row is one that ``find`` gives. Parts that are not asked for are None; targets bring
    what they are judged with. ``as_of``: the day from which a deadline has passed or not.
    """
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    parts = parts | JUDGED_WITH if "targets" in parts else parts
    groups, indicators, leading, made = read_parts(scope, parts, as_of)
    lights = lighthouses(strategy) if "lighthouses" in parts else None
    notes = owned(groups, ["notes"], ("strategy", strategy.pk))
    return values.Overview(
        partnership=take(values.Partnership, strategy.partnership),
        strategy=take(
            values.Strategy, strategy, is_closed=strategy.status == strategy.Status.CLOSED
        ),
        vision=vision(strategy) if "vision" in parts else None,
        objectives=objectives(strategy) if "vision" in parts else None,
        areas=tuple(
            take(
                values.FocusArea,
                area,
                goals=tuple(
                    goal_value(goal, indicators, groups, leading) for goal in goals if goal
                ),
                lighthouses=None if lights is None else tuple(lights[area.pk]),
            )
            for area, goals in areas_and_goals(scope).items()
        ),
        follow_ups=made,
        **notes,
    )


def read_parts(scope, parts, as_of):
    """What is asked for by what it stands under, the indicators, the leading targets of goals
    by their id, and the follow-ups made.
    """
    groups = {name: read_part(scope) if name in parts else None for name, read_part in PARTS}
    target_rows = beside.target_rows(scope) if "targets" in parts else []
    annotation_rows = beside.annotation_rows(scope, target_rows) if "annotations" in parts else []
    found = measured(scope, target_rows, annotation_rows)
    judgements = found.rows.judgements(as_of=as_of)
    groups["targets"] = beside.targets(target_rows, judgements) if "targets" in parts else None
    groups["annotations"] = beside.annotations(annotation_rows) if "annotations" in parts else None
    made, groups["assessments"] = None, None
    if "follow_ups" in parts:
        made, groups["assessments"] = written.follow_ups_and_assessments(scope)
    elif "assessments" in parts:
        groups["assessments"] = written.assessments(scope)
    return groups, indicator_values(found, groups), found.rows.of_goals, made


def areas_and_goals(scope):
    """The focus areas with their goals; of a goal or indicator only those it stands under."""
    if not isinstance(scope, Strategy):
        goal = scope if isinstance(scope, Goal) else scope.goal
        return {goal.focus_area: [goal]}
    areas = FocusArea.objects.public().filter(strategy=scope)
    return grouped(joined(areas, "goals", order=["number", "pk", "part__number", "part__pk"]))


def goal_value(goal, indicators, groups, leading):
    names = ("actions", "targets", "citations", "notes", "analyses")
    own = owned(groups, names, ("goal", goal.pk))
    codes = {row.code for row in leading[goal.pk]}
    own["own"] = tuple(each for each in own["targets"] or () if each.code in codes)
    return take(values.Goal, goal, indicators=tuple(indicators[goal.pk]), **own)


def vision(strategy):
    """The vision, which ``find`` has read with the strategy; None where none is stated."""
    row = getattr(strategy, "vision", None)
    return take(values.Vision, row) if row and not row.withdrawn_on else None


def objectives(strategy):
    rows = OverallObjective.objects.public().filter(strategy=strategy).order_by("order")
    return tuple(row.statement for row in rows)


def actions(scope):
    rows = within(Action.objects.public(), scope, strategy="goal__strategy", goal="goal")
    return grouped(
        (("goal", row.goal_id), take(values.Action, row)) for row in rows.order_by("order")
    )


def lighthouses(strategy):
    """The lighthouses by the id of their focus area, with the goals they are linked to."""
    rows = Lighthouse.objects.public().filter(strategy=strategy)
    order = ["start_year", "code", "part__goal__number"]
    linked = grouped(joined(rows, "goal_links", "goal__focus_area", order=order))
    return grouped(
        (
            row.focus_area_id,
            take(
                values.Lighthouse,
                row,
                goals=tuple(
                    (link.goal.code, link.goal.name)
                    for link in links
                    if link and is_in_force(link.goal)
                ),
            ),
        )
        for row, links in linked.items()
    )


PARTS = (
    ("actions", actions),
    ("analyses", written.analyses),
    ("citations", beside.citations),
    ("notes", beside.quality_notes),
)
