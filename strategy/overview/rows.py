"""How rows become values: narrowed to a part of the strategy, joined, sorted to their owners."""

from collections import defaultdict

from django.db.models import FilteredRelation, Q


def within(rows, scope, **lookups):
    """Those under a strategy, a goal or an indicator; ``lookups`` says by which fields."""
    condition = Q()
    for lookup in lookups[scope._meta.model_name].split():
        condition |= Q(**{lookup: scope.pk})
    return rows.filter(condition)


def joined(rows, relation, *more, order, only=None):
    """Rows with the parts under them that are not withdrawn: pairs, read in one query.

    A row comes once for each part, and once with None where it has none. ``only``: a further
    condition on the parts.
    """
    in_force = Q(**{f"{relation}__withdrawn_on__isnull": True}) & (only or Q())
    rows = rows.annotate(part=FilteredRelation(relation, condition=in_force))
    rows = rows.select_related("part", *(f"part__{name}" for name in more)).order_by(*order)
    return [(row, getattr(row, "part", None)) for row in rows]


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
