"""A large file of figures, read in the background by a worker: followed, cancelled, interrupted."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from indicators.intake import batches
from indicators.models import (
    Area,
    ImportFinding,
    ImportProgress,
    Observation,
    PlannedFigure,
    StagedFile,
)
from tests import factories
from tests.browser.staff import click, complaints_of, start, upload
from tests.fingerprint import fingerprint
from tests.intake.files import wide_form

pytestmark = pytest.mark.django_db(transaction=True)

PART = re.compile(r"^[1-9]\d*$")  # of the bar: more than nothing
SOON = 30_000  # milliseconds, for a worker on a busy machine


@pytest.fixture
def worker(live_server):
    """`worker()` starts the one that reads large files, on the database of the test."""
    running = []

    def run():
        command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval=0.1"]
        there = {**os.environ, "DATABASE_URL": address_of_database()}
        running.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=there))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.wait()


def address_of_database():
    """The database of the test, as another process finds it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def large(strategy, monkeypatch):
    """A file that counts as large and takes a few seconds to be read: ten thousand figures."""
    monkeypatch.setattr(batches, "LARGE", 10_000)
    indicator, area = strategy.indicators.get(), Area.objects.get()
    codes = [f"n08-{number}" for number in range(60)]
    for code in codes:
        factories.make_series(indicator=indicator, code=code, name=code, area=area)
    years = range(1860, 2025)
    return wide_form(years, *([code, *(year - 1850 for year in years)] for code in codes))


def stopped_while_comparing(process):
    """The worker holds its breath in the midst of the figures, so that there is time to look."""
    for _attempt in range(1000):
        progress = ImportProgress.objects.get()
        assert not progress.is_over
        if progress.phase == ImportProgress.Phase.COMPARING and progress.done:
            process.send_signal(signal.SIGSTOP)
            return
        time.sleep(0.02)
    raise AssertionError("The worker did not come.")


def bar_of(page, phase="Comparing with the registry"):
    return page.get_by_role("progressbar", name=phase)


def test_a_large_file_is_followed_to_its_preview(staff, live_server, large, worker):
    page = staff
    start(page, live_server)
    upload(page, large, name="stor.xlsx")
    expect(bar_of(page, "Waiting for its turn")).to_be_visible()
    page.reload()
    expect(bar_of(page, "Waiting for its turn")).to_be_visible()
    process = worker()
    stopped_while_comparing(process)
    expect(bar_of(page)).to_have_attribute("max", "9900")
    expect(bar_of(page)).to_have_attribute("value", PART)
    expect(page.get_by_text("The reading was interrupted")).to_be_hidden()
    expect(page.get_by_role("button", name="Read it again")).to_be_hidden()

    context = page.context
    page.close()
    page = context.new_page()
    complaints = complaints_of(page)
    page.goto(live_server.url + reverse("admin:indicators_importbatch_changelist"))
    click(page, "link", "stor.xlsx")
    expect(bar_of(page)).to_have_attribute("value", PART)
    process.send_signal(signal.SIGCONT)
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_visible(timeout=SOON)
    expect(page.get_by_text("9900 new, 0 changed, 0 unchanged, 0 problems")).to_be_visible()
    expect(page.get_by_text("Page 1 of 99")).to_be_visible()
    assert staff.complaints + complaints == []


def test_a_large_file_that_is_cancelled_leaves_nothing(staff, live_server, large, worker):
    page, before = staff, fingerprint(Observation, Observation.history.model)
    start(page, live_server)
    upload(page, large)
    process = worker()
    stopped_while_comparing(process)
    expect(bar_of(page)).to_have_attribute("value", PART)
    process.send_signal(signal.SIGCONT)
    click(page, "button", "Cancel")
    expect(page.get_by_text("Left", exact=True)).to_be_visible(timeout=SOON)
    for model in (StagedFile, PlannedFigure, ImportFinding):
        assert not model.objects.exists(), model
    assert fingerprint(Observation, Observation.history.model) == before
    assert page.complaints == []


def test_a_worker_that_dies_is_told_and_the_file_read_again(staff, live_server, large, worker):
    page, before = staff, fingerprint(Observation, Observation.history.model)
    start(page, live_server)
    upload(page, large)
    process = worker()
    stopped_while_comparing(process)
    process.kill()
    process.wait()
    ImportProgress.objects.update(beat_at=timezone.now() - timedelta(minutes=1))  # time goes by
    expect(page.get_by_text("The reading was interrupted. Nothing was written.")).to_be_visible()
    assert fingerprint(Observation, Observation.history.model) == before
    click(page, "button", "Read it again")
    expect(bar_of(page, "Waiting for its turn")).to_be_visible()
    worker()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_visible(timeout=SOON)
    assert PlannedFigure.objects.count() == 9900
    assert page.complaints == []
