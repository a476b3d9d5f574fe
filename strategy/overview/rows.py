"""How rows become values: narrowed to a part of the strategy, joined, sorted to their owners."""

from collections import defaultdict
from types import SimpleNamespace

from django.db.models import F, FilteredRelation, Func, Q, TextField, Value
from django.db.models.functions import Cast, JSONObject


def within(rows, scope, **lookups):
    """Those under a strategy, a goal or an indicator; ``lookups`` says by which fields."""
    condition = Q()
    for lookup in lookups[scope._meta.model_name].split():
        condition |= Q(**{lookup: scope.pk})
    return rows.filter(condition)


def joined(rows, relation, *more, order, wanted=None):
    """Rows with the parts under them that are not withdrawn: pairs, read in one query.

    A row comes once for each part, and once with None where it has none. ``wanted``: which of
    these pairs are read, by the row and its ``part``.
    """
    in_force = Q(**{f"{relation}__withdrawn_on__isnull": True})
    rows = rows.annotate(part=FilteredRelation(relation, condition=in_force))
    rows = rows.filter(wanted or Q())
    rows = rows.select_related("part", *(f"part__{name}" for name in more)).order_by(*order)
    return [(row, getattr(row, "part", None)) for row in rows]


class Fields(JSONObject):
    """Fields of a row as JSON, which every database of ours knows: none is asked whether."""

    def as_sql(self, compiler, connection, **more):
        return Func.as_sql(self, compiler, connection, **more)


def short(kind, rows, *names, **more):
    """Rows of one kind with these fields, as ``read_together`` takes them.

    They come as JSON: no number with decimals may be among the fields, and a truth is 0 or 1.
    ``more``: expressions by the name they are read as.
    """
    fields = {name: F(name) for name in names} | more
    return rows.order_by().values_list(Value(kind), Fields(**fields))


def in_words(expression):
    """What an expression or a field holds, as text."""
    return Cast(expression, TextField())


def read_together(questions):
    """Rows of several kinds by their kind, in one query and in no order."""
    first, *others = questions
    found = first.union(*others, all=True)
    return grouped((kind, SimpleNamespace(**fields)) for kind, fields in found)


def is_in_force(row):
    """Whether neither a row nor what it stands under, up to the strategy, is withdrawn."""
    if row.withdrawn_on:
        return False
    return row.PARENT == "strategy" or is_in_force(getattr(row, row.PARENT))


def grouped(pairs):
    """The values of each key, in the order they come."""
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def owned(groups, names, owner):
    """What one owner has of each named part; None where the part was not read."""
    return {name: None if groups[name] is None else tuple(groups[name][owner]) for name in names}


def owner_of(row):
    """What a row stands under: its indicator, else its goal, else the strategy."""
    if row.indicator_id:
        return "indicator", row.indicator_id
    if row.goal_id:
        return "goal", row.goal_id
    return "strategy", row.strategy_id


def chosen(choices, value):
    """The choice a field holds, with its label; None where it is left empty."""
    return choices(value) if value else None
