"""While the largest file is read and imported, everybody else goes on working."""

import time
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from threading import Event, Thread

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction

from indicators.intake import batches
from indicators.models import Observation, Series
from strategy.models import Goal
from tests import factories
from tests.bench import work as bench
from tests.faults.live import check_sound

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = 20_000
EDITORS = 8
LONGEST = 1  # second that anybody waits
PAUSE = 0.2  # seconds in which a person does something else


def saves(row, field, value):
    """Save a row as its page does: held, checked against what was seen, written."""

    def save(number):
        with transaction.atomic():
            rows = type(row).objects.select_for_update(of=("self",), no_key=True)
            held = rows.get(pk=row.pk)
            setattr(held, field, value(number))
            held.save()

    return save


def signs_in(user):
    def sign_in(_number):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session.save()

    return sign_in


def uploads(user, strategy):
    """A colleague's small file for the same strategy."""

    def upload(number):
        with transaction.atomic():
            batches.stage(
                user=user, strategy=strategy, file_name="a", content=b"a", reason=str(number)
            )

    return upload


def what_editors_do(strategy, editor):
    """Eight kinds of work in the strategy whose figures are being imported."""
    goal, (series, other) = Goal.objects.first(), Series.objects.order_by("pk")[:2]
    figures = [factories.make_observation(series=series, period=str(y)) for y in range(1900, 1903)]
    return [
        saves(goal, "name", "Mål {}".format),
        saves(series, "recipe", "Räknat på sätt {}".format),
        saves(other, "label_as_printed", "Som tryckt {}".format),
        *[saves(figure, "value", Decimal) for figure in figures],
        signs_in(editor),
        uploads(editor, strategy),
    ]


@contextmanager
def working(*deeds):
    """People who work while something else happens; gives how long each deed took."""
    seconds, problems, is_over = [], [], Event()

    def work(deed):
        try:
            for number in count(1):
                started = time.monotonic()
                deed(number)
                seconds.append(time.monotonic() - started)
                if is_over.wait(PAUSE):
                    return
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    try:
        yield seconds
    finally:
        is_over.set()
        for thread in threads:
            thread.join(60)
    assert not problems


def test_eight_editors_save_while_the_largest_file_is_read_and_imported(in_processes):
    strategy, editor = bench.registry(FIGURES)
    batch = bench.staged(strategy, editor, bench.workbook(strategy, FIGURES))
    deeds = what_editors_do(strategy, editor)
    assert len(deeds) == EDITORS
    before = Observation.objects.count()
    with working(*deeds) as seconds:
        assert in_processes.do("bring_in", batch=batch.pk, user=editor.pk)
    assert Observation.objects.count() == before + FIGURES
    assert len(seconds) > 5 * EDITORS
    assert max(seconds) < LONGEST
    check_sound()
