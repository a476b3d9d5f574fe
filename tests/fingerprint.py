"""What the whole database holds, as one value: to see that nothing else has changed."""

import hashlib
from functools import cache

from django.apps import apps
from django.db import connection

PASSING = {"session", "logentry", "dbtaskresult"}  # not part of the registry


def fingerprint(*models, without=()):
    """A hash of every row of these models (none named: all of them), in the order of their ids."""
    models = models or [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.model_name not in PASSING and model._meta.managed
    ]
    told = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(*all_of(model, tuple(without)))
            for row in cursor.fetchall():
                told.update(repr((model._meta.label, *map(plain, row))).encode())
    return told.hexdigest()


@cache
def all_of(model, without):
    """The statement that reads every row of a model: made once, as making takes longest."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in without]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return rows.query.sql_with_params()


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value
