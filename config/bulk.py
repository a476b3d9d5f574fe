"""Many rows at once, with a version of each: those in memory, or planned rows in the database.

Beside ``Record.save()`` and ``delete()`` this is the only place that writes records. What a
preview has planned is taken over by the database itself: a hundred thousand figures with their
history are one second of its time, and no row passes through Python.

The SQL is made from the models' own columns and is the same on SQLite and PostgreSQL. Nothing
that a person has written stands in it: values are parameters.
"""

from collections import defaultdict
from operator import attrgetter

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Exists, Max, OuterRef, UniqueConstraint
from django.utils import timezone

from config.records import Overtaken, actor_name, kept_fields, pages_of_row_end, references

AT_ONCE = 500  # rows in one statement


def write_in_bulk(model, *, new=(), changed=(), deleted=(), change):
    """Write many rows of one model and one version of each, in one transaction.

    ``changed`` holds whole rows as read, with their new values; their version numbers are
    raised here. Rows may refer to new rows of the same call. They are checked by the caller.
    Raises ``Overtaken`` when a row to be changed was changed or deleted since it was read.
    """
    new, changed, deleted = list(new), list(changed), list(deleted)
    with transaction.atomic(), connection.cursor() as cursor:
        put_aside = set_aside_references(new)
        model._base_manager.bulk_create(new, batch_size=AT_ONCE)
        for row, field, other in put_aside:
            setattr(row, field.name, other)
        if put_aside:
            names_aside = {field.name for _row, field, _other in put_aside}
            rows_aside = {row.pk: row for row, _field, _other in put_aside}.values()
            model._base_manager.bulk_update(rows_aside, names_aside, batch_size=AT_ONCE)
        rewrite(cursor, model, changed)
        for kind, rows in (("+", new), ("~", changed), ("-", deleted)):
            remember_rows(cursor, model, kind, rows, change)
        if deleted:
            model._base_manager.filter(pk__in=[row.pk for row in deleted]).delete()


# Texts, whole numbers and yes or no are stored as they are.
CONVERTED = (models.DecimalField, models.DateField, models.JSONField)


def store_plan(model, rows):
    """Store planned rows, which are no records: as they are, and without reading back their ids."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    own = attrgetter(*[field.attname for field in fields])
    values = [list(own(row)) for row in rows]
    database = connections[DEFAULT_DB_ALIAS]  # asked for once, not for every value
    for place, field in enumerate(fields):
        if isinstance(field, CONVERTED):
            for line in values:
                if line[place] is not None:
                    line[place] = field.get_db_prep_save(line[place], database)
    marks = ", ".join(["%s"] * len(fields))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table(model)} ({names(columns_of(model, fields))}) VALUES ({marks})",
            values,
        )


def set_aside_references(rows):
    """Empty the references to rows that are not stored yet; returns them, to be set later."""
    put_aside = [
        (row, field, other) for row in rows for field, other in references(row) if other.pk is None
    ]
    for row, field, _other in put_aside:
        setattr(row, field.name, None)
    return put_aside


def rewrite(cursor, model, rows):
    """Store rows with their new values, each only if its version is still the one read."""
    if not rows:
        return
    fields = kept_fields(model)
    assigned = ", ".join(f"{column} = %s" for column in columns_of(model, fields))
    values = []
    for row in rows:
        for field, other in references(row):
            setattr(row, field.attname, other.pk)  # it may have been stored after it was set
        told = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
        values.append([*told, row.pk, row.version])
    cursor.executemany(
        f"UPDATE {table(model)} SET {assigned}, version = version + 1 "
        "WHERE id = %s AND version = %s",
        values,
    )
    if cursor.rowcount != len(rows):
        raise Overtaken
    for row in rows:
        row.version += 1


def remember_rows(cursor, model, kind, rows, change):
    """Write a version of rows as they are stored, for each partnership they belong to."""
    by_partnership = defaultdict(list)
    for row in rows:
        by_partnership[row.partnership_id_of()].append(row.pk)
    for partnership_id, ids in by_partnership.items():
        pages_of_row_end(model, partnership_id)
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            which = f"{table(model)} WHERE id IN ({', '.join(['%s'] * len(some))}) ORDER BY id"
            remember(cursor, model, kind, change, ("%s", [partnership_id]), which, some)


def hold(model, ids):
    """Keep others from changing stored rows until the transaction ends.

    In the order in which pages take hold of rows too: so nobody waits for somebody who waits
    for them. On SQLite whoever writes is alone anyway.
    """
    if connection.features.has_select_for_update:
        rows = model._base_manager.filter(pk__in=ids)
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


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
    planned = staged.objects.filter(batch=batch_id).exclude(deed="new")
    with transaction.atomic(), connection.cursor() as cursor:
        hold(model, planned.values("row_id"))
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
        if cursor.rowcount != planned.count():
            raise Overtaken
        of_partnership = ("%s", [partnership_id])
        # A subquery in an order is carried out first, whatever PostgreSQL believes to know of
        # the tables: it has not counted the rows yet that were written a moment ago.
        planned_keys = ", ".join(f"{plan}.{column}" for column in keys)
        same_key = " AND ".join(f"{own}.{column} = planned.{column}" for column in keys)
        remember(
            cursor, model, "+", change, of_partnership,
            f"(SELECT {planned_keys} FROM {plan} WHERE {plan}.batch_id = %s "
            f"AND {plan}.deed = 'new' ORDER BY {plan}.position) planned "
            f"CROSS JOIN {own} WHERE {same_key} AND {own}.withdrawn_on IS NULL",
            [batch_id],
        )  # fmt: skip
        remember(
            cursor, model, "~", change, of_partnership,
            f"{plan} CROSS JOIN {own} WHERE {plan}.batch_id = %s AND {plan}.deed <> 'new' "
            f"AND {own}.id = {plan}.row_id",
            [batch_id],
        )  # fmt: skip
        pages_of_row_end(model, partnership_id)


def edited_since(model, batch):
    """The versions a batch wrote that are no longer how their rows are now."""
    as_written = model._base_manager.filter(pk=OuterRef("id"), version=OuterRef("version"))
    return model.history.filter(~Exists(as_written), history_batch=batch.uuid)


def taken_places(model, batch):
    """The rows that stand in the place of those a batch has withdrawn."""
    if not any(field.name == "withdrawn_on" for field in model._meta.fields):
        return
    withdrawn = model._base_manager.filter(
        pk__in=model.history.filter(
            history_batch=batch.uuid, history_type="~", withdrawn_on__isnull=False
        ).values("id"),
        withdrawn_on__isnull=False,
    )
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is not None:
            same = {name: OuterRef(name) for name in rule.fields}
            yield from model._base_manager.filter(
                Exists(withdrawn.filter(**same)), withdrawn_on__isnull=True
            )


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
    of_version = ("h.history_partnership", [])
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
            cursor, model, "~", change, of_version,
            f"{own} CROSS JOIN {of_batch} = '~' AND {own}.id = h.id", which,
        )  # fmt: skip
        remember(
            cursor, model, "-", change, of_version,
            f"{own} CROSS JOIN {of_batch} = '+' AND {own}.id = h.id", which,
        )  # fmt: skip
        cursor.execute(f"DELETE FROM {own} WHERE id IN (SELECT h.id FROM {of_batch} = '+')", which)
        written = model.history.filter(history_batch=batch.uuid).order_by()
        for partnership_id in written.values_list("history_partnership", flat=True).distinct():
            pages_of_row_end(model, partnership_id)


def remember(cursor, model, kind, change, partnership, source, parameters):
    """Write a version of the rows that ``source`` (what follows FROM) finds.

    ``partnership``: the SQL that names the one they belong to, with its parameters.
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
    whose, its_parameters = partnership
    cursor.execute(
        f"INSERT INTO {table(history)} "
        f"({names(kept + columns_of(history, told))}, history_partnership) "
        f"SELECT {', '.join(f'{own}.{column}' for column in kept)}, "
        f"{', '.join(['%s'] * len(values))}, {whose} FROM {source}",
        [*values, *its_parameters, *parameters],
    )


def table(model):
    return connection.ops.quote_name(model._meta.db_table)


def columns_of(model, fields):
    """The quoted columns of fields, given as fields or by their names."""
    found = [model._meta.get_field(getattr(field, "name", field)) for field in fields]
    return [connection.ops.quote_name(field.column) for field in found]


def names(columns):
    return ", ".join(columns)
