"""What takes long to write into an empty registry: written once, then put back row by row.

The two strategies as they are printed above all: reading their files takes seconds.
"""

from django.apps import apps

from indicators.loading import load_strategies

_written = {}


def load_printed(*codes):
    """What ``load_strategies`` writes; see there."""
    once(("printed", *codes), lambda: load_strategies(*codes))


def once(name, write):
    """What ``write`` writes into the registry: by itself the first time, as a copy from then on.

    Where there is something already, it always writes itself: a copy knows its own ids only.
    """
    if any(model._base_manager.exists() for model in registry()):
        write()
    elif name in _written:
        for model, rows in _written[name]:
            model._base_manager.bulk_create(rows)
    else:
        write()
        _written[name] = [
            (model, rows) for model in registry() if (rows := list(model._base_manager.all()))
        ]


def registry():
    for app in ("strategy", "indicators"):
        yield from apps.get_app_config(app).get_models(include_auto_created=True)
