"""The update workbook of a strategy, for whoever delivers its figures."""

import os
from difflib import get_close_matches
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from indicators.intake.exporting import series_for, update_workbook
from strategy.models import Strategy


class Command(BaseCommand):
    help = "Writes the update workbook of a strategy: what is known, and what is to be filled in."

    def add_arguments(self, parser):
        parser.add_argument("strategy", help="like norrbotten/rus-2030")
        parser.add_argument("path", metavar="OUT.xlsx", type=Path, help="the file to write")
        parser.add_argument(
            "--indicator",
            metavar="CODE",
            action="append",
            help="only series of this indicator; can be given several times",
        )
        parser.add_argument("--source", metavar="CODE", help="only series from this source")
        parser.add_argument("--owner", metavar="TEXT", help="only what they deliver")

    def handle(self, *args, strategy, path, indicator, source, owner, **options):
        strategy = strategy_called(strategy)
        series = series_for(strategy, indicators=indicator, source=source, owner=owner)
        if not series.exists():
            raise CommandError(f"There is no such series in {strategy.reference}.")
        if path.is_dir():
            raise CommandError(f"{path} is a folder. Name the file, like {path / 'OUT.xlsx'}.")
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}.")
        written = write_whole(
            path, lambda file: update_workbook(strategy, series=series, file=file)
        )
        self.stdout.write(f"{written.series} series, {written.figures} figures: {path}")


def strategy_called(reference):
    known = {row.reference: row for row in Strategy.objects.select_related("partnership")}
    if reference not in known:
        near = get_close_matches(reference, known) or sorted(known)
        hint = f" There is {', '.join(near)}." if near else ""
        raise CommandError(f"There is no strategy {reference}.{hint}")
    return known[reference]


def write_whole(path, write):
    """Write a file beside its place and put it there when it is whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            result = write(file)
        beside.replace(path)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
    return result
