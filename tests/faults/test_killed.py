"""Processes killed at any moment: nothing is half written, and it can be done again.

They are killed by SIGKILL, as by the machine when it runs out of memory, at moments spread at
random over the time that the deed takes.
"""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.intake import batches, tasks
from indicators.models import (
    ImportBatch,
    ImportFinding,
    ImportProgress,
    Observation,
    PlannedFigure,
    StagedFile,
)
from tests import factories
from tests.faults.live import check_readable, check_sound
from tests.fingerprint import fingerprint
from tests.intake.files import long_form, wide_form
from tests.intake.readings import figure, preview

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 25
A_MINUTE = 60
YEARS = [str(year) for year in range(1990, 2015)]
FIGURES = [Observation, Observation.history.model]


@pytest.fixture
def staff(editor):
    client = Client(headers={"accept-language": "en"})
    client.force_login(editor)
    return client


@pytest.fixture
def large(monkeypatch):
    """Everything counts as a large file, which a worker reads."""
    monkeypatch.setattr(batches, "LARGE", 10)


def stored():
    rows = Observation.objects.current().order_by("period")
    return {row.period: row.value for row in rows}


def planned(series, editor, number):
    """A batch that was read: figures to change, to withdraw and to add; and what it leads to."""
    now = stored()
    gone, year = YEARS[number % len(YEARS)], str(2020 + number)
    wanted = {period: Decimal(number + 1) for period in [*YEARS, year]}
    figures = [figure(series, period, value) for period, value in wanted.items() if period != gone]
    del wanted[gone]
    if gone in now:
        figures.append(figure(series, gone, is_removal=True))
    batch = preview(editor, series.strategy, *figures)
    return batch, {**{p: v for p, v in now.items() if p != gone}, **wanted}


def address(batch, what="change"):
    return reverse(f"admin:indicators_importbatch_{what}", args=[batch.pk])


# Confirming and undoing


def test_a_killed_confirmation_has_written_all_or_nothing(series, editor, in_processes):
    outcomes = []
    batch, _wanted = planned(series, editor, 0)
    in_processes.timed("carry_out", batch=batch.pk, user=editor.pk)
    for number in range(1, KILLS + 1):
        batch, wanted = planned(series, editor, number)
        before, figures = fingerprint(*FIGURES), fingerprint(PlannedFigure)
        in_processes.kill("carry_out", batch=batch.pk, user=editor.pk)
        batch.refresh_from_db()
        check_sound()
        outcomes.append(batch.state)
        if batch.state == "previewed":
            assert fingerprint(*FIGURES) == before
            assert fingerprint(PlannedFigure) == figures
            assert batches.carry_out(batch, editor)
        assert stored() == wanted
    check_readable()
    assert {"previewed", "applied"} == set(outcomes)


def test_a_killed_undo_has_taken_back_all_or_nothing(series, editor, in_processes):
    outcomes = []
    for number in range(KILLS + 1):
        before = stored()
        batch, wanted = planned(series, editor, number)
        assert batches.carry_out(batch, editor)
        if not number:
            in_processes.timed("undo", batch=batch.pk, user=editor.pk)
            continue
        in_processes.kill("undo", batch=batch.pk, user=editor.pk)
        batch.refresh_from_db()
        check_sound()
        outcomes.append(batch.state)
        if batch.state == "applied":
            assert stored() == wanted
            batches.undo(batch, editor)
        assert stored() == before
        again, _wanted = planned(series, editor, number)
        assert batches.carry_out(again, editor)
    check_readable()
    assert {"applied", "undone"} == set(outcomes)


# Reading


def plan_of(batch):
    """What the file of a batch would do, as the preview shows it."""
    names = ["position", "deed", "series", "period", "value", "old_value", "sheet", "address"]
    findings = batch.findings.values_list("weight", "code", "address", "details")
    return [*batch.figures.values_list(*names), *findings]


def test_a_killed_worker_leaves_a_file_that_can_be_read_again(
    series, editor, staff, large, in_processes
):
    factories.make_observation(series=series, period=YEARS[0], value="99")
    every = [series, *[factories.make_series(indicator=series.indicator) for _number in range(2)]]
    figures = [[each.code, str(y), y / 10] for each in every for y in range(1700, 2020)]
    content = long_form(*figures)
    outcomes, expected = [], None
    before = fingerprint(*FIGURES)
    for number in range(KILLS + 1):
        batch = batches.stage(
            user=editor, strategy=series.strategy, file_name="a.xlsx", content=content, reason="a"
        )
        tasks.read_later(batch)
        if not number:
            in_processes.timed("worker")
            expected = plan_of(batch)
            assert len(expected) >= len(figures)
            continue
        in_processes.kill("worker")
        batch.refresh_from_db()
        assert fingerprint(*FIGURES) == before
        outcomes.append((batch.state, batch.progress.phase))
        if batch.state == "waiting":
            fall_silent(batch)
            assert staff.get(address(batch, "progress")).json()["is_interrupted"]
            assert "was interrupted" in staff.get(address(batch)).content.decode()
            staff.post(address(batch), {"again": "1"})
            assert in_processes.do("worker")
        assert plan_of(batch) == expected
        batch.refresh_from_db()
        assert batch.can_be_applied
        batch.leave()
    check_readable()
    assert len({state for state, _phase in outcomes}) == 2, outcomes


def fall_silent(batch):
    """Let the time pass after which a worker is thought dead."""
    rows = ImportProgress.objects.filter(batch=batch)
    rows.update(beat_at=timezone.now() - timedelta(minutes=1))


def test_a_killed_command_has_imported_all_or_nothing(
    series, editor, staff, in_processes, tmp_path
):
    outcomes = []
    for number in range(KILLS + 1):
        path = tmp_path / "siffror.xlsx"
        path.write_bytes(wide_form(YEARS, [series.code, *[number + 1] * len(YEARS)]))
        told = {"path": str(path), "user": editor.username}
        if not number:
            in_processes.timed("import_workbook", **told)
            continue
        before, newest = fingerprint(*FIGURES), ImportBatch.objects.latest("pk").pk
        in_processes.kill("import_workbook", **told)
        check_sound()
        batch = ImportBatch.objects.filter(pk__gt=newest).first()
        outcomes.append(batch.state if batch else None)
        if batch is None or batch.state != "applied":
            assert fingerprint(*FIGURES) == before
            assert in_processes.do("import_workbook", **told)
        if batch is not None and batch.state != "applied":
            assert staff.get(address(batch)).status_code == 200
            staff.post(address(batch), {"again": "1"})
            batch.refresh_from_db()
            assert (batch.state, batch.unchanged) == ("previewed", len(YEARS))
            staff.post(address(batch), {"leave": "1"})
        assert set(stored().values()) == {number + 1}
    check_readable()
    assert {"applied", None} <= set(outcomes), outcomes


# Cancelling


@pytest.mark.parametrize("phase", ["reading", "comparing"])
def test_a_file_that_is_cancelled_while_a_worker_reads_it_leaves_nothing_behind(
    series, editor, staff, large, in_processes, phase
):
    every = [factories.make_series(indicator=series.indicator) for _number in range(40)]
    rows = [[each.code, str(year), 1] for each in every for year in range(1700, 2020)]
    batch = batches.stage(
        user=editor,
        strategy=series.strategy,
        file_name="a.xlsx",
        content=long_form(*rows),
        reason="a",
    )
    tasks.read_later(batch)
    in_processes.begin("worker")
    wait_for(ImportProgress.objects.filter(batch=batch), phase)
    staff.post(address(batch), {"cancel": "1"})
    assert in_processes.end()
    batch.refresh_from_db()
    assert batch.state == "left"
    for model in (PlannedFigure, ImportFinding, StagedFile, Observation):
        assert not model.objects.exists()
    assert staff.get(address(batch)).status_code == 200


def wait_for(progress, phase):
    """Wait until a worker says that it has come so far."""
    until = time.monotonic() + A_MINUTE
    while (now := progress.get()).phase != phase:
        assert not now.is_over
        assert time.monotonic() < until, f"The worker came to {now.phase} and no further."
