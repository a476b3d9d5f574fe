"""Rows are written through ``save()``, ``delete()`` and ``write_in_bulk()``, so each is remembered.

Whatever looks like another way to write is refused in our own code, wherever it is not
listed here: the list is short, and each line of it is safe for the reason it gives.
"""

import ast

import pytest
from django.conf import settings

WRITERS = {"config/records.py", "config/bulk.py", "indicators/loading.py"}
ALLOWED = {
    ("config/registry/scope.py", "row.delete"),  # of a record: remembered
    ("config/registry/inlines.py", "kwargs.update"),  # a dictionary
    ("indicators/models/importing.py", "StagedFile.objects.filter(batch=self).delete"),  # a file
    # What a file would do, and how far its reading is: no records
    ("indicators/models/importing.py", "PlannedFigure.objects.filter(batch=self).delete"),
    ("indicators/models/importing.py", "ImportFinding.objects.filter(batch=self).delete"),
    ("indicators/intake/batches.py", "ImportFinding.objects.bulk_create"),
    (
        "indicators/intake/batches.py",
        "batch.figures.filter(deed=PlannedFigure.Deed.REMOVED).update",
    ),
    ("indicators/intake/tasks.py", "ImportProgress.objects.filter(batch=batch).delete"),
    ("indicators/intake/tasks.py", "waiting.update"),
    ("indicators/intake/tasks.py", "beat.rows.update"),
    ("indicators/intake/tasks.py", "self.rows.filter(is_cancelled=False).update"),
    ("indicators/intake/tasks.py", "progress.update"),
    # That pages are no longer true, and for how long they are not asked for: no records
    ("strategy/models/readers.py", "old.filter(Exists(newer)).delete"),
    ("strategy/messages.py", "cache.delete"),
    ("strategy/overview/asking.py", "connection.cursor"),  # one question, put together once
    ("strategy/overview/asking.py", "cursor.execute"),
    ("strategy/views.py", "connection.cursor"),  # SELECT 1: is the database there?
    ("strategy/views.py", "cursor.execute"),
}
ALWAYS = {
    *("bulk_create", "bulk_update", "_raw_delete", "abulk_create", "abulk_update"),
    *("delete", "adelete", "aupdate", "update_or_create", "save_base"),
    *("cursor", "raw", "extra", "RawSQL", "execute", "executemany", "executescript"),
}


def our_code():
    for app in ("config", "strategy", "indicators"):
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(settings.BASE_DIR).as_posix(), path.read_text("utf-8")


def is_suspect(call):
    """Whether a call may write past the history, or read past the models.

    A queryset's ``update`` takes only named values; a dictionary's or a set's takes another
    dictionary or set.
    """
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name in ALWAYS or (name == "update" and not call.args)


def writes(source):
    """The suspect calls of a file, as (line, what is called)."""
    return [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and is_suspect(node)
    ]


def test_rows_are_written_only_where_they_are_remembered():
    found = [
        f"{path}:{line} {called}"
        for path, source in our_code()
        if path not in WRITERS
        for line, called in writes(source)
        if (path, called) not in ALLOWED
    ]
    assert found == []


def test_what_is_allowed_is_still_there():
    there = {(path, called) for path, source in our_code() for _line, called in writes(source)}
    assert ALLOWED - there == set()


@pytest.mark.parametrize(
    "planted",
    [
        "Goal.objects.filter(pk=1).update(name='')",
        "rows.update(**values)",
        "Goal.objects.all().delete()",
        "rows.delete()",
        "Goal.objects.bulk_create(rows)",
        "Goal._base_manager.bulk_update(rows, ['name'])",
        "Goal.objects.update_or_create(code='a')",
        "connection.cursor()",
        "Goal.objects.raw('SELECT 1')",
        "RawSQL('SELECT 1', [])",
    ],
)
def test_another_way_to_write_is_found(planted):
    assert [line for line, _called in writes(f"def sneak():\n    return {planted}\n")] == [2]


@pytest.mark.parametrize("planted", ["names.update({'a': 1})", "seen.update(rows)", "row.save()"])
def test_what_writes_no_rows_is_left_in_peace(planted):
    assert writes(planted) == []
