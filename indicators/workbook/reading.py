"""Reading the update workbook: known series in, figures and findings out.

Every sheet with a column of series codes is read, in the wide form (a column a period) or
in the long one (a row a figure). An empty cell changes nothing. Figures carry their place.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from config.sheets import Book
from indicators.workbook import words
from indicators.workbook.columns import update_sheets
from indicators.workbook.findings import remark
from indicators.workbook.forms import LongSheet, WideSheet
from indicators.workbook.near import NearCodes
from indicators.workbook.rows import Task
from indicators.workbook.taken import Taken
from indicators.workbook.values import KnownSeries, Place, Reading, Stamp

VERSION = re.compile(r"[0-9]{1,19}\.[0-9]{1,10}", re.ASCII)  # of a figure: its row, its version


def read_update(
    book: Book,
    known: Mapping[str, KnownSeries],
    *,
    language: str = "sv",
    with_hidden: bool = False,
    today: date | None = None,
    on_rows: Callable[[int], None] | None = None,
) -> Reading | None:
    """What an update workbook says; None when no sheet of the book is one.

    ``known``: the series by their codes. ``language``: of the words that findings propose.
    ``today``: periods after the next year are asked about; None: none is. ``on_rows`` is told,
    every few thousand rows, how many there are so far.
    """
    sheets = update_sheets(book)
    if not sheets:
        return None
    taken = Taken()
    task = Task(
        known=known,
        near=NearCodes(known),
        taken=taken,
        language=language,
        with_hidden=with_hidden,
        today=today,
        on_rows=on_rows,
    )
    for columns in sheets:
        form = LongSheet if columns.is_long else WideSheet
        form(columns, task).read()
    stamp = read_stamp(book)
    if stamp is None and (sheet := _stamp_sheet(book)):
        taken.findings.append(remark("stamp_unreadable", Place(sheet=sheet.name)))
    return Reading(
        figures=tuple(taken.figures.values()),
        findings=tuple(taken.findings),
        stamp=stamp,
        is_update=True,
        hidden=taken.hidden,
    )


# What the workbook was made from


def _stamp_sheet(book):
    return next((sheet for sheet in book.sheets if sheet.name == words.STAMP_SHEET), None)


def read_stamp(book: Book) -> Stamp | None:
    """What the registry knew when it made the workbook; None when it does not say, or not wholly.

    The first row: a mark, the strategy, the time. Then for each series its code and, in as
    many cells as it takes, ``2016|point|7.1;2017|point|9.3``: period, kind of value, row and
    version. A series without figures has its code alone.
    """
    sheet = _stamp_sheet(book)
    if sheet is None or not sheet.rows:
        return None
    first, *rest = ([cell.text for cell in row.cells] for row in sheet.rows)
    if len(first) != 3 or first[0] != words.STAMP_MARK:
        return None
    versions = {}
    try:
        for code, *texts in rest:
            for entry in (entry for text in texts for entry in text.split(";")):
                period, aggregation, version = entry.split("|")
                if not VERSION.fullmatch(version):
                    return None
                versions[code, period, aggregation] = version
    except ValueError:
        return None
    series = frozenset(code for code, *_texts in rest)
    return Stamp(strategy=first[1], made_at=first[2], series=series, versions=versions)
