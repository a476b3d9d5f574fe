"""What is measured, each in a process of its own; see ``processes.py``."""

import io
import json
import os
import sys
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter

import tablib
import xlsxwriter
from django.core.management import call_command
from django.db import connection, transaction
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from config import sheets, tables
from config.records import Change, version_of
from indicators.intake import batches
from indicators.intake.exporting import update_workbook
from indicators.intake.reading import read
from indicators.models import Observation, Series
from indicators.resources import ObservationResource
from strategy.models import Strategy
from tests import factories
from tests.bench.processes import in_own_process

HEADER = ["Series code", "Period", "Value"]
YEARS = range(1950, 2000)  # fifty figures a series


class StockResource(ModelResource):
    """The figures as plain django-import-export takes them; history through its signals."""

    series = Field(
        column_name="Series code", attribute="series", widget=ForeignKeyWidget(Series, "code")
    )
    period = Field(column_name="Period", attribute="period")
    value = Field(column_name="Value", attribute="value")

    class Meta:
        model = Observation
        fields = ("series", "period", "value")
        import_id_fields = ("series", "period")


def registry(figures):
    """An empty registry with the series for so many figures."""
    call_command("migrate", verbosity=0)
    strategy = factories.make_strategy()
    area = factories.make_area()
    for _number in range(max(1, figures // len(YEARS) // 20)):
        indicator = factories.make_indicator(strategy=strategy, decimals=1)
        for _other in range(20):
            factories.make_series(indicator=indicator, area=area)
    editor = factories.make_user(partnership=strategy.partnership)
    return strategy, editor


def rows(strategy, figures):
    number = count(1)
    codes = Series.objects.filter(strategy=strategy).order_by("pk").values_list("code", flat=True)
    every = ((code, year) for code in codes for year in YEARS)
    for code, year in every:
        each = next(number)
        if each > figures:
            return
        yield code, str(year), Decimal(1000 + each % 977) / 10


def workbook(strategy, figures):
    """The file: a header and one row a figure."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Siffror")
        sheet.write_row(0, 0, HEADER)
        for number, (code, period, value) in enumerate(rows(strategy, figures), start=1):
            sheet.write_string(number, 0, code)
            sheet.write_string(number, 1, period)
            sheet.write_number(number, 2, value)
    return out.getvalue()


class Memory:
    """Watches what this process and its children hold together, many times a second."""

    def __enter__(self):
        self.peak, self.done = 0, Event()
        self.watcher = Thread(target=self.watch)
        self.watcher.start()
        return self

    def __exit__(self, *error):
        self.done.set()
        self.watcher.join()

    def watch(self):
        while not self.done.wait(0.01):
            self.peak = max(self.peak, held("self") + sum(map(held, children())))


def held(process):
    """The bytes of memory a process holds; 0 when it is gone."""
    try:
        resident = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(resident) * os.sysconf("SC_PAGE_SIZE")


def children():
    tasks = Path("/proc/self/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def stock_import(figures):
    strategy, _editor = registry(figures)
    content = workbook(strategy, figures)
    start = perf_counter()
    for dry_run in (True, False):
        dataset = tablib.Dataset().load(content, format="xlsx")
        result = StockResource().import_data(dataset, dry_run=dry_run, raise_errors=True)
        assert not result.has_errors() and not result.has_validation_errors()
    seconds = perf_counter() - start
    check(figures)
    return {"seconds": seconds}


def floor(figures):
    strategy, editor = registry(figures)
    content = workbook(strategy, figures)
    ids = dict(Series.objects.filter(strategy=strategy).values_list("code", "pk"))
    change = Change(user=editor, reason="bench")
    start = perf_counter()
    (sheet,) = sheets.read(content).sheets
    with transaction.atomic():
        made = [
            Observation(
                series_id=ids[row.cells[0].text],
                period=row.cells[1].text,
                value=Decimal(row.cells[2].text),
            )
            for row in sheet.rows[1:]
        ]
        Observation.objects.bulk_create(made, batch_size=500)
        series = Series.objects.select_related("strategy").in_bulk(ids.values())
        for row in made:
            row.series = series[row.series_id]
        versions = [version_of(row, "+", change) for row in made]
        Observation.history.model.objects.bulk_create(versions, batch_size=500)
    seconds = perf_counter() - start
    check(figures)
    return {"seconds": seconds}


class Listener:
    """Hears the reports of an import, and remembers the longest silence between them."""

    def __init__(self):
        self.heard, self.silence = perf_counter(), 0.0

    def __call__(self, phase, done=0, total=0):
        now = perf_counter()
        self.silence, self.heard = max(self.silence, now - self.heard), now


class Writes:
    """Counts what is written to figures and their history."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        told = sql.lstrip().upper()
        if told.startswith(("INSERT", "UPDATE", "DELETE")) and "observation" in sql:
            self.count += 1
        return execute(sql, params, many, context)


def import_(figures):
    strategy, editor = registry(figures)
    content = workbook(strategy, figures)
    listener = Listener()
    start = perf_counter()
    batch = staged(strategy, editor, content)
    read(batch, report=listener)
    listener(None)
    previewed = perf_counter()
    assert batches.carry_out(batch, editor)
    done = perf_counter()
    check(figures)
    with connection.execute_wrapper(writes := Writes()):
        again = staged(strategy, editor, content)
        read(again)
    again.refresh_from_db()
    assert (again.new, again.changed, again.unchanged) == (0, 0, figures)
    parts = f"(preview {previewed - start:.2f}, confirmation {done - previewed:.2f})"
    return {
        "seconds": done - start,
        "parts": parts,
        "silence": listener.silence,
        "held": done - previewed,
        "writes": writes.count,
    }


def import_memory(figures):
    """The same again, watched: watching costs time."""
    strategy, editor = registry(figures)
    content = workbook(strategy, figures)
    with Memory() as memory:
        batch = staged(strategy, editor, content)
        read(batch)
        assert batches.carry_out(batch, editor)
    return {"peak": memory.peak}


def staged(strategy, editor, content):
    return batches.stage(
        user=editor, strategy=strategy, file_name="siffror.xlsx", content=content, reason="bench"
    )


def check(figures):
    """Every figure is there, with one version."""
    assert Observation.objects.count() == figures
    assert Observation.history.count() == figures


def filled(figures):
    strategy, editor = registry(figures)
    batch = staged(strategy, editor, workbook(strategy, figures))
    read(batch)
    assert batches.carry_out(batch, editor)
    return strategy


def stock_export(figures):
    filled(figures)

    class Everything(ModelResource):
        class Meta:
            model = Observation

    start = perf_counter()
    content = Everything().export().export("xlsx")
    assert len(content) > figures
    return {"seconds": perf_counter() - start}


def fresh(work, figures):
    """Measure in yet another process, so that filling the registry does not count as memory."""
    filled(figures)
    return in_own_process(work, 0)


def export_now(figures):
    start = perf_counter()
    out = ObservationResource()
    with Memory() as memory, TemporaryFile() as file:
        tables.write_xlsx_to(file, list(out.fields), out.rows(out.get_queryset().order_by("pk")))
    return {"seconds": perf_counter() - start, "peak": memory.peak}


def csv_now(figures):
    start = perf_counter()
    out = ObservationResource()
    chunks = tables.csv_lines(list(out.fields), out.rows(out.get_queryset().order_by("pk")))
    next(chunks)  # the header
    next(chunks)
    first = perf_counter() - start
    for _chunk in chunks:
        pass
    return {"first": first / (perf_counter() - start)}


def workbook_now(figures):
    start = perf_counter()
    with Memory() as memory, TemporaryFile() as file:
        update_workbook(Strategy.objects.get(), file=file)
    return {"seconds": perf_counter() - start, "peak": memory.peak}


WORK = {
    "stock_import": stock_import,
    "floor": floor,
    "import": import_,
    "import_memory": import_memory,
    "stock_export": stock_export,
    "export": lambda figures: fresh("export_now", figures),
    "export_csv": lambda figures: fresh("csv_now", figures),
    "workbook": lambda figures: fresh("workbook_now", figures),
    "export_now": export_now,
    "csv_now": csv_now,
    "workbook_now": workbook_now,
}


def main():
    print(json.dumps(WORK[sys.argv[1]](int(sys.argv[2]))))
