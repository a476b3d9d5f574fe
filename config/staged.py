"""Many rows written by the database itself: from a table of planned rows, and taken back again.

A hundred thousand figures with their history are one second of the database's time this way,
and no row passes through Python. Beside ``Record.save()`` and ``write_in_bulk()`` this is the
only place that writes records; like them it writes one version of each.

The SQL is made from the models' own columns and is the same on SQLite and PostgreSQL. Nothing
that a person has written stands in it: values are parameters.
"""

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from config.records import actor_name


class Overtaken(Exception):
    """A row is no longer as it was when the plan was made; nothing is written."""


def write_staged(model, staged, *, batch_id, key, written, partnership_id, change):
    """Write the planned rows of a batch into a model's table, with a version of each.

    ``staged`` is the model of the planned rows: ``batch``, ``deed`` (``new`` or not), ``row_id``,
    ``row_version``, the ``key`` and the ``written`` columns under the names they have in
    ``model``; columns of ``model`` that are neither take their default. Raises ``Overtaken``
    when a row to be changed was changed or deleted since; a new one that is there already is
    an IntegrityError.
    """
    own, plan = table(model), table(staged)
    keys, columns = columns_of(model, key), columns_of(model, written)
    with transaction.atomic(), connection.cursor() as cursor:
        rest = [
            field
            for field in model._meta.concrete_fields
            if not field.primary_key and field.name not in {*key, *written}
        ]
        defaults = [field.get_db_prep_save(field.get_default(), connection) for field in rest]
        taken = [f"{plan}.{column}" for column in keys + columns]
        cursor.execute(
            f"INSERT INTO {own} ({names(keys + columns + columns_of(model, rest))}) "
            f"SELECT {', '.join(taken + ['%s'] * len(rest))} FROM {plan} "
            f"WHERE {plan}.batch_id = %s AND {plan}.deed = 'new' ORDER BY {plan}.position",
            [*defaults, batch_id],
        )
        assigned = [f"{column} = {plan}.{column}" for column in columns]
        cursor.execute(
            f"UPDATE {own} SET {', '.join(assigned)}, version = {own}.version + 1 FROM {plan} "
            f"WHERE {plan}.batch_id = %s AND {plan}.deed <> 'new' "
            f"AND {own}.id = {plan}.row_id AND {own}.version = {plan}.row_version",
            [batch_id],
        )
        planned = staged.objects.filter(batch=batch_id).exclude(deed="new").count()
        if cursor.rowcount != planned:
            raise Overtaken
        same_key = " AND ".join(f"{own}.{column} = {plan}.{column}" for column in keys)
        of_batch = f"{plan} CROSS JOIN {own} WHERE {plan}.batch_id = %s AND {plan}.deed"
        remember(
            cursor, model, "+", change, partnership_id,
            f"{of_batch} = 'new' AND {same_key} AND {own}.version = 1 "
            f"AND {own}.withdrawn_on IS NULL",
            [batch_id],
        )  # fmt: skip
        remember(
            cursor, model, "~", change, partnership_id,
            f"{of_batch} <> 'new' AND {own}.id = {plan}.row_id", [batch_id],
        )  # fmt: skip


def edited_since(model, batch):
    """The versions a batch wrote that are no longer how their rows are now."""
    as_written = model._base_manager.filter(pk=OuterRef("id"), version=OuterRef("version"))
    return model.history.filter(~Exists(as_written), history_batch=batch.uuid)


def what_refers(model, batch):
    """The rows outside a batch that refer to rows which it has made."""
    made = model.history.filter(history_batch=batch.uuid, history_type="+").values("id")
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.field.db_constraint:
            other = relation.related_model
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": made})
            yield from (rows.exclude(pk__in=made) if other is model else rows).order_by("pk")


def take_back(model, batch, *, change):
    """Make the rows a batch has written what they were before, with a version of each.

    New rows go (their versions stay), changed ones get their former values. The caller has
    seen that nothing was edited since. What refers to a new row makes this an IntegrityError.
    """
    own, past = table(model), table(model.history.model)
    last = model.history.filter(history_batch=batch.uuid).aggregate(last=Max("history_id"))["last"]
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.name != "version"]
    of_batch = f"{past} h WHERE h.history_batch = %s AND h.history_id <= %s AND h.history_type"
    uuid = model.history.model._meta.get_field("history_batch")
    which = [uuid.get_db_prep_value(batch.uuid, connection), last]
    with transaction.atomic(), connection.cursor() as cursor:
        assigned = [f"{column} = former.{column}" for column in columns_of(model, fields)]
        cursor.execute(
            f"UPDATE {own} SET {', '.join(assigned)}, version = {own}.version + 1 "
            f"FROM {past} former, {of_batch} = '~' AND former.id = h.id "
            f"AND former.version = h.version - 1 AND {own}.id = h.id "
            f"AND {own}.version = h.version",
            which,
        )
        changed = model.history.filter(
            history_batch=batch.uuid, history_type="~", history_id__lte=last
        )
        if cursor.rowcount != changed.count():
            raise Overtaken
        remember(
            cursor, model, "~", change, None,
            f"{own} CROSS JOIN {of_batch} = '~' AND {own}.id = h.id", which,
        )  # fmt: skip
        remember(
            cursor, model, "-", change, None,
            f"{own} CROSS JOIN {of_batch} = '+' AND {own}.id = h.id", which,
        )  # fmt: skip
        cursor.execute(f"DELETE FROM {own} WHERE id IN (SELECT h.id FROM {of_batch} = '+')", which)


def remember(cursor, model, kind, change, partnership_id, source, parameters):
    """Write a version of the rows that ``source`` (what follows FROM) finds.

    Without a partnership it is that of the version which ``source`` calls ``h``.
    """
    own, history = table(model), model.history.model
    told = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_user": change.user and change.user.pk,
        "history_actor": actor_name(change.user),
        "history_change_reason": change.reason,
        "history_batch": change.batch,
    }
    values = [
        history._meta.get_field(name).get_db_prep_save(value, connection)
        for name, value in told.items()
    ]
    kept = columns_of(history, history.tracked_fields)
    whose = "h.history_partnership" if partnership_id is None else "%s"
    cursor.execute(
        f"INSERT INTO {table(history)} "
        f"({names(kept + columns_of(history, told))}, history_partnership) "
        f"SELECT {', '.join(f'{own}.{column}' for column in kept)}, "
        f"{', '.join(['%s'] * len(values))}, {whose} FROM {source}",
        [*values, *([] if partnership_id is None else [partnership_id]), *parameters],
    )


def table(model):
    return connection.ops.quote_name(model._meta.db_table)


def columns_of(model, fields):
    """The quoted columns of fields, given as fields or by their names."""
    found = [model._meta.get_field(getattr(field, "name", field)) for field in fields]
    return [connection.ops.quote_name(field.column) for field in found]


def names(columns):
    return ", ".join(columns)
