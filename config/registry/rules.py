"""The named constraints of a model, checked on rows in memory without asking the database.

``Model.validate_constraints()`` asks the database once per rule and row; ten thousand
rows would be a hundred thousand questions. The rules are the same objects; the test
suite compares both ways of checking.
"""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q, UniqueConstraint


def broken_checks(row):
    """The sentences of the check constraints a row breaks."""
    return [
        str(rule.violation_error_message)
        for rule in type(row)._meta.constraints
        if isinstance(rule, CheckConstraint) and holds(rule.condition, row) is False
    ]


def clashes(model, rows, others):
    """The rows that break a unique rule, with its sentence: ``{row: [sentence, …]}``.

    ``rows`` are those to be written, ``others`` all stored rows they could clash with.
    """
    found = defaultdict(list)
    for fields, condition, sentence in _unique_rules(model):
        taken = {}
        rewritten = {row.pk for row in rows if row.pk}
        for other in others:
            if other.pk not in rewritten:
                taken[_values(other, fields, condition)] = other
        for row in rows:
            values = _values(row, fields, condition)
            if values is not None and taken.setdefault(values, row) is not row:
                found[id(row)].append(sentence)
    return found


def _unique_rules(model):
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint):
            yield rule.fields, rule.condition, str(rule.violation_error_message)
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            error = ValidationError(
                field.error_messages["unique"],
                params={
                    "model_name": model._meta.verbose_name,
                    "field_label": field.verbose_name,
                },
            )
            yield (field.name,), None, error.messages[0]


def _values(row, fields, condition):
    """What must be unique; None where the rule does not bind this row."""
    if condition is not None and holds(condition, row) is not True:
        return None
    values = []
    for name in fields:
        value = _plain(row, name)
        if value is None:
            return None
        values.append(value)
    return tuple(values)


def holds(condition, row):
    """Whether a condition holds for a row, as SQL sees it: True, False or None (unknown)."""
    if isinstance(condition, Q):
        answers = [holds(child, row) for child in condition.children]
        decides = condition.connector == Q.OR
        if decides in answers:
            answer = decides
        else:
            answer = None if None in answers else not decides
        if condition.negated:
            return None if answer is None else not answer
        return answer
    lookup, wanted = condition
    name, _, operator = lookup.partition("__")
    value = _plain(row, name)
    if operator == "isnull":
        return (value is None) is wanted
    wanted = _plain(row, wanted.name) if isinstance(wanted, F) else wanted
    if value is None or wanted is None:
        return None
    return OPERATORS[operator](value, wanted)


def _plain(row, name):
    """The stored value of a field; for a relation to a row not yet stored, a stand-in."""
    field = row._meta.pk if name == "id" else row._meta.get_field(name)
    value = getattr(row, field.attname)
    if value is None and field.is_relation and field.is_cached(row):
        other = field.get_cached_value(row)
        return None if other is None else ("not yet stored", id(other))
    return value


OPERATORS = {
    "": lambda value, wanted: value == wanted,
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "startswith": lambda value, wanted: value.startswith(wanted),
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "range": lambda value, wanted: wanted[0] <= value <= wanted[1],
    "regex": lambda value, wanted: re.search(wanted, value) is not None,
}
