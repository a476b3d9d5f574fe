"""What is measured, each in a process of its own: `python -m tests.bench.work WORK FIGURES`."""

import io
import json
import os
import resource
import subprocess
import sys
from decimal import Decimal
from itertools import count
from tempfile import TemporaryFile
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

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


def peak():
    """The most memory this process and any child of it have held, together, in bytes."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) * 1024


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
    most = peak()
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
        "peak": most,
        "silence": listener.silence,
        "held": done - previewed,
        "writes": writes.count,
    }


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
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.work", work, "0"], stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def export_now(figures):
    start = perf_counter()
    resource_ = ObservationResource()
    lines = resource_.rows(resource_.get_queryset().order_by("pk"))
    with TemporaryFile() as file:
        tables.write_xlsx_to(file, list(resource_.fields), lines)
    return {"seconds": perf_counter() - start, "peak": peak()}


def csv_now(figures):
    start = perf_counter()
    resource_ = ObservationResource()
    lines = resource_.rows(resource_.get_queryset().order_by("pk"))
    chunks = tables.csv_lines(list(resource_.fields), lines)
    next(chunks)  # the header
    next(chunks)
    first = perf_counter() - start
    for _chunk in chunks:
        pass
    return {"first": first / (perf_counter() - start), "peak": peak()}


def workbook_now(figures):
    start = perf_counter()
    with TemporaryFile() as file:
        update_workbook(Strategy.objects.get(), file=file)
    return {"seconds": perf_counter() - start, "peak": peak()}


WORK = {
    "stock_import": stock_import,
    "floor": floor,
    "import": import_,
    "stock_export": stock_export,
    "export": lambda figures: fresh("export_now", figures),
    "export_csv": lambda figures: fresh("csv_now", figures),
    "workbook": lambda figures: fresh("workbook_now", figures),
    "export_now": export_now,
    "csv_now": csv_now,
    "workbook_now": workbook_now,
}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]](int(sys.argv[2]))))
