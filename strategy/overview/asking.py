"""What is short is asked for together, in one query that is put together once.

To put it together takes longer than to answer it. It is kept for each kind of scope, with marks
in the place of what is different from one scope to another: its ids, codes and numbers.
"""

import json
from functools import cache
from itertools import chain
from types import SimpleNamespace

from django.db import connection

from indicators.models import Indicator
from strategy.models import FocusArea, Goal, Strategy
from strategy.overview import beside, structure, translating, versions, written
from strategy.overview.rows import grouped

ROWS = {
    "actions": [structure.action_rows],
    "analyses": [written.analysis_rows, written.follow_up_rows],
    "annotations": [beside.annotation_rows],
    "assessments": [written.assessment_rows, written.follow_up_rows],
    "citations": [beside.citation_rows],
    "history": [versions.figure_version_rows, versions.baseline_version_rows],
    "follow_ups": [written.follow_up_rows],
    "lighthouses": [structure.lighthouse_rows, structure.lighthouse_goal_rows],
    "notes": [beside.note_rows],
    "vision": [structure.objective_rows],
}
# No id, number or word that a question has otherwise
_strategy = Strategy(pk=32_001)
_area = FocusArea(pk=32_002, number=32_003, code="<area>", strategy=_strategy)
_goal = Goal(pk=32_004, number=32_005, code="<goal>", focus_area=_area, strategy=_strategy)
_indicator = Indicator(pk=32_006, number=32_007, code="<indicator>", goal=_goal, strategy=_strategy)
MARKED = {Strategy: _strategy, Goal: _goal, Indicator: _indicator}
LANGUAGE = "<language>"


def read_short(scope, parts, language):
    """The short rows of what is asked for, by their kind, in one query and in no order."""
    sql, params = put_together(type(scope), frozenset(parts), bool(language))
    marks = dict(zip(named_of(MARKED[type(scope)]), named_of(scope), strict=True))
    marks[LANGUAGE] = language
    with connection.cursor() as cursor:
        cursor.execute(sql, [filled(each, marks) for each in params])
        found = cursor.fetchall()
    return grouped((kind, SimpleNamespace(**json.loads(fields))) for kind, fields in found)


@cache
def put_together(model, parts, is_translated):
    """The query for a kind of scope, and its parameters with marks."""
    first, *others = questions(MARKED[model], parts, LANGUAGE if is_translated else "")
    return first.union(*others, all=True).query.sql_with_params()


def questions(scope, parts, language):
    asked = dict.fromkeys(chain.from_iterable(ROWS.get(part, ()) for part in sorted(parts)))
    if isinstance(scope, Strategy):
        asked |= dict.fromkeys([structure.area_rows, structure.goal_rows])
    elif "targets" in parts:
        asked |= dict.fromkeys([beside.link_rows])
    found = [ask(scope) for ask in asked]
    neighbours = ()
    if "neighbours" in parts and not isinstance(scope, Strategy):
        neighbours = structure.neighbours(scope)
        found += structure.neighbour_rows(neighbours)
    if language:
        found.append(translating.translation_rows(scope, language, neighbours))
        found.append(translating.language_rows(scope))
    return found


def named_of(scope):
    """Everything of a scope that a question may name."""
    if isinstance(scope, Strategy):
        return (scope.pk,)
    goal = scope if isinstance(scope, Goal) else scope.goal
    area = goal.focus_area
    above = (scope.strategy_id, area.pk, area.number, area.code, goal.pk, goal.number, goal.code)
    return above if scope is goal else (*above, scope.pk, scope.number, scope.code)


def filled(param, marks):
    """A parameter with what is known in the place of its marks."""
    if not isinstance(param, str):
        return marks.get(param, param)
    for mark, known in marks.items():
        if isinstance(mark, str):
            param = param.replace(mark, known)
    return param
