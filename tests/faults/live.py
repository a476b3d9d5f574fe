"""People and processes at the same time, each with a connection of its own; and what then holds."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import quote, urlencode

from django.db import connection, connections
from django.utils.translation import override

from indicators.models import ImportBatch, Observation
from tests.faults.work import READY
from tests.fingerprint import fingerprint

ROOT = Path(__file__).parents[2]
SERVE = "import django; django.setup(); from tests.faults.work import serve; serve()"
State = ImportBatch.State


# At the same time


def at_once(*deeds):
    """What each deed gave or raised, all of them begun at the same moment in threads."""
    outcomes, start = [None] * len(deeds), Barrier(len(deeds))

    def run(number, deed):
        try:
            connection.ensure_connection()
            start.wait(10)
            with override("en"):
                outcomes[number] = deed()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return outcomes


# In processes of their own


class Processes:
    """Starts deeds of ``tests.faults.work`` in processes of their own, and kills them."""

    def __init__(self, server):
        self.server, self.seconds, self.chance = server, 0, random.Random(2026)

    def begin(self, deed, *, kill_after=None, **options):
        """Start a deed; after so many seconds it is killed. ``end`` waits for it."""
        self.there_before = connected()
        told = {"deed": deed, "options": options, "kill_after": kill_after}
        self.server.stdin.write(json.dumps(told) + "\n")
        self.server.stdin.flush()

    def end(self):
        """Whether the deed came to its end before it was killed. Fails when it raised something."""
        status = int(self.server.stdout.readline())
        was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert was_killed or status == 0, status
        if was_killed:
            wait_until_gone(self.there_before)
        return not was_killed

    def do(self, deed, **options):
        self.begin(deed, **options)
        return self.end()

    def timed(self, deed, **options):
        """Let a deed come to its end, to know how long it takes."""
        started = time.monotonic()
        assert self.do(deed, **options)
        self.seconds = time.monotonic() - started

    def kill(self, deed, **options):
        """Kill a deed at random, from when it begins until just after its end.

        The machine may be slower or faster than when the deed was timed, so each time counts.
        """
        moment = self.chance.uniform(0, 1.2 * self.seconds)
        has_ended = self.do(deed, kill_after=moment, **options)
        self.seconds *= 0.9 if has_ended else 1.05
        return has_ended


@contextmanager
def processes():
    """Processes that work on the database of the tests."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_address(),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
    ) as server:  # fmt: skip
        assert server.stdout.readline().strip() == READY
        yield Processes(server)
        server.stdin.close()


def database_address(database=connection):
    """Where a database is; without one named, that of the tests."""
    told = database.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}@" if told["USER"] else ""
    where = f"{told['HOST']}:{told['PORT']}" if told["PORT"] else told["HOST"]
    if where.startswith("/") or not where:
        query = {"host": where, **told["OPTIONS"]} if where else told["OPTIONS"]
        query = {name: value for name, value in query.items() if isinstance(value, str)}
        return f"postgresql://{who}/{told['NAME']}?{urlencode(query)}"
    return f"postgresql://{who}{where}/{told['NAME']}"


def connected():
    """The clients that PostgreSQL knows of, by the numbers of their processes."""
    if connection.vendor == "sqlite":
        return set()
    clients = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend'"
    )
    with connection.cursor() as cursor:
        cursor.execute(clients)
        return {pid for (pid,) in cursor.fetchall()}


def wait_until_gone(there_before):
    """Wait until the server has noticed that a killed client is gone."""
    for _moment in range(1000):
        if connected() <= there_before:
            return
        time.sleep(0.01)
    raise AssertionError("Who was killed is still connected.")


# What holds at any time


def check_sound():
    """Each figure has exactly the versions its number says; each import all of its own or none."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
    check_versions()
    check_batches()


def check_readable():
    """Every row of every table can be read."""
    fingerprint()


def check_versions():
    names = [f.attname for f in Observation._meta.concrete_fields]
    stored = {row[0]: row for row in Observation.objects.values_list(*names)}
    versions, gone = defaultdict(list), []
    kept = Observation.history.order_by("history_id").values_list("history_type", *names)
    for kind, *row in kept:
        if kind == "-":
            gone.append(row[0])
        else:
            versions[row[0]].append(tuple(row))
    version = names.index("version")
    assert len(gone) == len(set(gone))
    assert stored.keys() == versions.keys() - set(gone)
    for pk, rows in versions.items():
        assert [row[version] for row in rows] == list(range(1, len(rows) + 1))
        if pk in stored:
            assert rows[-1] == stored[pk]


def check_batches():
    for batch in ImportBatch.objects.all():
        written = Observation.history.filter(history_batch=batch.uuid).count()
        times = {State.APPLIED: 1, State.UNDONE: 2}.get(batch.state, 0)
        assert written == batch.writes * times, (batch.state, written)
        if batch.state == State.LEFT:
            assert not batch.figures.exists()
            assert not batch.findings.exists()
            assert not hasattr(batch, "staged")
