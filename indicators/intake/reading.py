"""Reading the file of a batch: the registry's own workbook, or an office's through its mapping."""

from django.utils import timezone

from config import sheets
from indicators.intake import matching
from indicators.intake.batches import keep_plan, no_report
from indicators.intake.exporting import known_series, series_for
from indicators.intake.planning import FigurePlan
from indicators.models import ImportBatch, ImportProgress
from indicators.workbook.mapped import read_mapped
from indicators.workbook.reading import read_update

Phase = ImportProgress.Phase


def read(batch, *, book=None, report=no_report):
    """Read a staged file and write down what it would do.

    A file of an office whose rows nobody has matched with series yet waits for that. Raises
    ``Unreadable`` when the file is no table.
    """
    if book is None:
        report(Phase.READING)
        book = book_of(bytes(batch.staged.content), report)
    known = known_series(series_for(batch.strategy))
    decided = matching.decided(batch)
    if decided is not None:
        reading = read_mapped(
            book, decided, known, with_hidden=batch.with_hidden, today=timezone.localdate()
        )
    else:
        reading, mapping = reading_of(
            book, batch.strategy, known, with_hidden=batch.with_hidden, report=report
        )
        if mapping is not None:
            matching.decide(batch, mapping)
    if reading is None:
        batch.forget_plan()
        batch.state = ImportBatch.State.UNMAPPED
        batch.save()
        return
    plan = FigurePlan(
        reading,
        batch.strategy,
        known,
        keeps_conflicts=batch.keeps_conflicts,
        reason=batch.reason,
    )
    keep_plan(batch, plan, report)


def book_of(content, report=no_report):
    """The cells of a file, with a report for every few thousand rows."""
    return sheets.read(content, on_rows=lambda rows: report(Phase.READING, rows))


def reading_of(book, strategy, known, *, with_hidden=False, report=no_report):
    """What a file says, and the kept mapping by which it was read, if it was.

    No reading: a person has to say first which row is which series.
    """
    reading = read_update(
        book,
        known,
        language=strategy.partnership.language,
        with_hidden=with_hidden,
        today=timezone.localdate(),
        on_rows=lambda rows: report(Phase.READING, rows),
    )
    if reading is not None:
        return reading, None
    mapping = matching.mapping_if_complete(strategy, book, known, with_hidden=with_hidden)
    if mapping is None:
        return None, None
    today = timezone.localdate()
    return read_mapped(book, mapping, known, with_hidden=with_hidden, today=today), mapping
