"""The migrations make the database of the models, which is the one that the tests run on."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.live import database_address

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
MANY = 100  # tables, columns, indexes: that something was read at all
OURS = ("strategy_", "indicators_")
TABLES = {
    # Each with its columns, constraints and indexes, in whatever order they came.
    "sqlite": "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT table_name, concat_ws(' ', column_name, udt_name, character_maximum_length,
            numeric_precision, numeric_scale, is_nullable, column_default, generation_expression,
            is_identity, collation_name)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """,
}


@contextmanager
def emptied(tmp_path):
    """A connection to a database in which there is nothing."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(tmp_path / "migrated.sqlite3")
        yield other
        other.close()
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    other.settings_dict["NAME"] = name
    yield other
    other.close()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def tables(database):
    with database.cursor() as cursor:
        cursor.execute(TABLES[database.vendor])
        rows = [(table, *parts(told)) for table, told in cursor.fetchall()]
    return {row for row in rows if row[0].startswith(OURS)}


def parts(told):
    """The parts of a statement in the order of the alphabet: columns may be added later."""
    if not told.startswith("CREATE TABLE"):
        return [told]
    head, body = told.split("(", 1)
    return [head, *sorted(split(body.rstrip().removesuffix(")")))]


def split(body):
    """At each comma that stands in no brackets."""
    part, depth = "", 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()


def test_the_migrations_make_the_tables_of_the_models(tmp_path):
    with emptied(tmp_path) as migrated:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_address(migrated)},
            check=True,
        )
        made, described = tables(migrated), tables(connection)
    assert made - described == set()
    assert described - made == set()
    assert len(described) > MANY
