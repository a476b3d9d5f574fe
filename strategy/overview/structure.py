"""What a strategy is built of: objectives, focus areas, goals, actions and lighthouses."""

from functools import reduce

from django.db.models import Q

from strategy.models import (
    Action,
    FocusArea,
    Goal,
    Lighthouse,
    LighthouseGoal,
    OverallObjective,
    Strategy,
)
from strategy.overview import values
from strategy.overview.rows import grouped, owned, short, within
from strategy.overview.values import take

# The order of goals and indicators in their strategy
ORDER = {
    "goal": ("focus_area__number", "focus_area__pk", "number", "pk"),
    "indicator": (
        *("goal__focus_area__number", "goal__focus_area__pk", "goal__number", "goal__pk"),
        *("number", "code"),
    ),
}


# The strategy itself


def strategy_value(row, words):
    is_closed = row.status == row.Status.CLOSED
    return take(values.Strategy, row, is_closed=is_closed, **words.of("strategy", "", row))


def vision(strategy, words):
    """The vision, which ``find`` has read with the strategy; None where none is stated."""
    row = getattr(strategy, "vision", None)
    if row is None or row.withdrawn_on:
        return None
    return take(values.Vision, row, **words.of("vision", "", row))


def objective_rows(scope):
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    rows = OverallObjective.objects.public().filter(strategy=strategy.pk)
    return short("objective", rows, "order", "statement")


def objectives(rows, words):
    rows = sorted(rows, key=lambda each: each.order)
    return tuple(
        words.text("overallobjective", "statement", f"{row.order}", row.statement) for row in rows
    )


# Focus areas and goals


def area_rows(scope):
    rows = FocusArea.objects.public().filter(strategy=scope.pk)
    return short("area", rows, "pk", "number", "code", "name", "description")


def goal_rows(scope):
    rows = Goal.objects.public().filter(strategy=scope.pk)
    fields = ("number", "code", "name", "statement", "rationale", "definition")
    printed = ("heading_as_printed", "also_printed_as")
    return short("goal", rows, "pk", "focus_area_id", *fields, *printed)


def areas_with_goals(scope, found):
    """The rows of focus areas with those of their goals, in order.

    Of a goal or indicator only those it stands under, which ``find`` has read with it.
    """
    if not isinstance(scope, Strategy):
        goal = scope if isinstance(scope, Goal) else scope.goal
        return [(goal.focus_area, [goal])]
    goals = grouped((row.focus_area_id, row) for row in sorted(found["goal"], key=place))
    return [(row, goals[row.pk]) for row in sorted(found["area"], key=place)]


def place(row):
    return row.number, row.pk


def area_value(row, goals, groups, words):
    """A focus area with the values of its goals."""
    own = owned(groups, ["lighthouses"], ("area", row.pk))
    return take(
        values.FocusArea, row, goals=tuple(goals), **own, **words.of("focusarea", row.code, row)
    )


def goal_value(row, indicators, groups, leading, words):
    """A goal with the values of its indicators. ``leading``: the rows of its own targets."""
    names = ("actions", "targets", "citations", "notes", "analyses", "lighthouses")
    own = owned(groups, names, ("goal", row.pk))
    codes = {each.code for each in leading}
    return take(
        values.Goal,
        row,
        indicators=tuple(indicators),
        own=tuple(each for each in own["targets"] or () if each.code in codes),
        **own,
        **words.of("goal", row.code, row),
    )


# Actions


def action_rows(scope):
    rows = within(Action.objects.public(), scope, strategy="goal__strategy", goal="goal")
    return short("action", rows, "goal_id", "goal__code", "order", "lead_in", "text")


def actions(rows, words):
    """The actions by their goal."""
    return grouped(
        (
            ("goal", row.goal_id),
            take(values.Action, row, **words.of("action", f"{row.goal__code}/{row.order}", row)),
        )
        for row in sorted(rows, key=lambda each: each.order)
    )


# Lighthouses


def lighthouse_rows(scope):
    """The lighthouses of a strategy, or those that work for a goal."""
    rows = lighthouses_of(scope)
    years = ("start_year", "end_year")
    return short("lighthouse", rows, "pk", "focus_area_id", "code", "name", "description", *years)


def lighthouses_of(scope):
    if isinstance(scope, Strategy):
        return Lighthouse.objects.public().filter(strategy=scope.pk)
    links = LighthouseGoal.objects.current().filter(goal=scope.pk)
    return Lighthouse.objects.public().filter(pk__in=links.values("lighthouse"))


def lighthouse_goal_rows(scope):
    """The goals in force that these lighthouses work for."""
    rows = LighthouseGoal.objects.current().filter(
        Goal.in_force_condition("goal__"), lighthouse__in=lighthouses_of(scope).values("pk")
    )
    goal = ("goal_id", "goal__code", "goal__name", "goal__number")
    return short("lighthouse_goal", rows, "lighthouse_id", *goal)


def lighthouses(rows, links, words):
    """The lighthouses by their focus area and by the goals they work for."""
    links = sorted(links, key=lambda each: (each.goal__number, each.goal__code))
    goals = grouped((each.lighthouse_id, each) for each in links)
    return grouped(
        (owner, lighthouse(row, goals[row.pk], words))
        for row in sorted(rows, key=beginning)
        for owner in (
            ("area", row.focus_area_id),
            *(("goal", each.goal_id) for each in goals[row.pk]),
        )
    )


def beginning(row):
    """By the year it starts; those of which it is not known come last."""
    return row.start_year is None, row.start_year or 0, row.code


def lighthouse(row, links, words):
    return take(
        values.Lighthouse,
        row,
        goals=tuple(
            (each.goal__code, words.text("goal", "name", each.goal__code, each.goal__name))
            for each in links
        ),
        **words.of("lighthouse", row.code, row),
    )


# Neighbours


def neighbours(scope):
    """What stands before and after a goal or indicator in its strategy: at most one row each."""
    order = ORDER[scope._meta.model_name]
    rows = type(scope).objects.public().filter(strategy=scope.strategy_id)
    before = rows.filter(beyond(scope, order, "lt")).order_by(*(f"-{name}" for name in order))
    after = rows.filter(beyond(scope, order, "gt")).order_by(*order)
    return before[:1], after[:1]


def beyond(scope, order, side):
    """The condition of the rows on one side of a row, in an order of several fields."""
    found = [(name, reduce(getattr, name.split("__"), scope)) for name in order]
    condition = Q(pk__in=[])
    for name, value in reversed(found):
        condition = Q(**{f"{name}__{side}": value}) | Q(**{name: value}) & condition
    return condition


def neighbour_rows(found):
    """The questions for both neighbours."""
    return [
        short(kind, rows.model.objects.filter(pk__in=rows.values("pk")), "code", "name")
        for kind, rows in zip(("before", "after"), found, strict=True)
    ]


def neighbour(rows, model, words):
    """The one neighbour on a side; None where there is none."""
    if not rows:
        return None
    (row,) = rows
    return values.Neighbour(code=row.code, name=words.text(model, "name", row.code, row.name))
