"""Deeds for processes of their own, which can be killed at any moment."""

import json
import os
import signal
import sys
import time
import traceback

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections

from indicators.intake import batches
from indicators.intake.reading import read
from indicators.models import ImportBatch


def carry_out(batch, user):
    """Confirm a batch that was read."""
    assert batches.carry_out(*found(batch, user))


def undo(batch, user):
    batches.undo(*found(batch, user))


def bring_in(batch, user):
    """Read a batch and confirm it."""
    read(found(batch, user)[0])
    carry_out(batch, user)


def found(batch, user):
    rows = ImportBatch.objects.select_related("strategy__partnership")
    return rows.get(pk=batch), get_user_model().objects.get(pk=user)


def worker():
    """Do what is queued, then stop."""
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)


def import_workbook(path, user):
    call_command("import_workbook", path, user=user)


READY = "ready"
DEEDS = {deed.__name__: deed for deed in (carry_out, undo, bring_in, worker, import_workbook)}


def serve():
    """One deed after the other, each in a process of its own: a line of JSON in, a line out."""
    print(READY, flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        process = os.fork()
        if not process:
            os._exit(done(told["deed"], told["options"]))
        if told["kill_after"] is not None:
            time.sleep(told["kill_after"])
            os.kill(process, signal.SIGKILL)
        print(os.waitpid(process, 0)[1], flush=True)


def done(deed, options):
    """The exit code of a deed."""
    sys.stdout = sys.stderr  # what comes out of this process is read line by line
    try:
        DEEDS[deed](**options)
    except Exception:
        traceback.print_exc()
        return 1
    finally:
        connections.close_all()
    return 0
