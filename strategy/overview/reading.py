"""Rows to values: what is short is read together, in a fixed number of queries."""

from strategy.models import Strategy
from strategy.overview import beside, structure, translating, values, written
from strategy.overview.asking import read_short
from strategy.overview.measuring import indicator_values, measured
from strategy.overview.rows import owned
from strategy.overview.values import take

# What each page needs beside indicators, series and figures.
STRATEGY = frozenset({"vision", "lighthouses", "follow_ups", "targets", "assessments", "notes"})
GOAL = frozenset(
    {"actions", "targets", "citations", "notes", "assessments", "analyses"}
    | {"lighthouses", "neighbours"}
)
INDICATOR = frozenset({"targets", "citations", "annotations", "notes", "assessments", "neighbours"})
EVERYTHING = STRATEGY | GOAL | INDICATOR
JUDGED_WITH = frozenset({"annotations", "assessments"})  # what a target is judged with


def read(scope, *, as_of, parts=EVERYTHING, language=""):
    """Read a public strategy; given one of its goals or indicators, only that part of it.

    The row is one that ``find`` gives. Parts that are not asked for are None; targets bring
    what they are judged with. ``as_of``: the day from which a deadline has passed or not.
    ``language``: the one in which names and statements are read where they are translated, as
    ``values.Text``; without it they are as the strategy has them.

    In four queries; in one more where editions are needed for what was written.
    """
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    parts = parts | JUDGED_WITH if "targets" in parts else parts
    found = read_short(scope, parts, language)
    words = translating.Words(language, found["translation"])
    target_rows = beside.target_rows(scope, found["link"]) if "targets" in parts else []
    figures = measured(scope, target_rows, beside.in_order(found["annotation"]))
    made = written.follow_ups(found["follow_up"])
    groups = groups_of(parts, found, figures, made, words)
    judgements = figures.rows.judgements(as_of=as_of)
    groups["targets"] = beside.targets(target_rows, judgements) if "targets" in parts else None
    model = scope._meta.model_name
    return values.Overview(
        partnership=take(values.Partnership, strategy.partnership),
        strategy=structure.strategy_value(strategy, words),
        vision=structure.vision(strategy, words) if "vision" in parts else None,
        objectives=structure.objectives(found["objective"], words) if "vision" in parts else None,
        areas=tuple(area_values(scope, found, figures, groups, words)),
        follow_ups=tuple(made.values()) if "follow_ups" in parts else None,
        before=structure.neighbour(found["before"], model, words),
        after=structure.neighbour(found["after"], model, words),
        language=language,
        languages=tuple(sorted(row.language for row in found["language"])),
        **owned(groups, ["notes"], ("strategy", strategy.pk)),
    )


def groups_of(parts, found, figures, made, words):
    """Each part but the targets by what it stands under; None where it is not asked for."""
    editions = written.editions_needed(found)
    series = figures.rows.series_by_id
    groups = {
        "actions": structure.actions(found["action"], words),
        "analyses": written.analyses(found["analysis"], made, editions),
        "annotations": beside.annotations(figures.rows.annotations, series),
        "assessments": written.assessments(found["assessment"], made, editions, series),
        "citations": beside.citations(found["citation"]),
        "lighthouses": structure.lighthouses(found["lighthouse"], found["lighthouse_goal"], words),
        "notes": beside.notes(found["note"], series),
    }
    return {name: group if name in parts else None for name, group in groups.items()}


def area_values(scope, found, figures, groups, words):
    """The focus areas with their goals, these with their indicators."""
    indicators = indicator_values(figures, groups, words)
    own = figures.rows.of_goals
    for area, goals in structure.areas_with_goals(scope, found):
        read = [
            structure.goal_value(row, indicators[row.pk], groups, own[row.pk], words)
            for row in goals
        ]
        yield structure.area_value(area, read, groups, words)
