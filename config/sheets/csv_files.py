"""CSV files in the dialects there are: encodings, separators, ends of lines."""

import csv
import io
from itertools import groupby, islice

from config.sheets.values import (
    LAST_ROW,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    Kind,
    Reason,
    Unreadable,
    address,
)

SEPARATORS = "\t;,"  # the rarest in text first: it wins when two fit equally well
SAMPLE = 20  # rows
AT_ONCE = 500  # rows
NO_TABLES = ("<", "{", "%PDF")  # how web pages, XML, JSON, RTF and PDF begin
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
QUOTED_STARTS = (*FORMULA_STARTS, "'")


def rows(content):
    """The rows of a CSV file, some at a time: [(number, is hidden, columns, texts, kinds), …]."""
    text = _decoded(content)
    if "\x00" in text or text.lstrip().startswith(NO_TABLES):
        raise Unreadable(Reason.NOT_A_TABLE)
    csv.field_size_limit(MAX_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    numbered = enumerate(lines, start=1)
    cells = 0
    try:
        while some := list(islice(numbered, AT_ONCE)):
            found = [row for row in map(_row, some) if row is not None]
            cells += sum(len(columns) for _number, _is_hidden, columns, *_rest in found)
            if some[-1][0] > LAST_ROW:
                raise Unreadable(Reason.TOO_MANY_ROWS)
            if cells > MAX_CELLS:
                raise Unreadable(Reason.TOO_MANY_CELLS)
            yield found
    except csv.Error as error:
        reason = Reason.TOO_LONG if "field larger" in str(error) else Reason.DAMAGED
        raise Unreadable(reason, str(lines.line_num)) from None


def _row(numbered):
    number, line = numbered
    filled = [
        (column, text)
        for column, written in enumerate(line)
        if written and (text := _unquoted(written)).strip()
    ]
    if not filled:
        return None
    columns, texts = zip(*filled, strict=True)
    if columns[-1] >= MAX_COLUMNS:
        raise Unreadable(Reason.TOO_MANY_COLUMNS, address(number, columns[-1]))
    return number, False, columns, texts, [Kind.TEXT] * len(columns)


def _decoded(content):
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if content.startswith(mark):
            return _text(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _text(content, "cp1252")


def _text(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Reason.NOT_A_TABLE) from None


def _separator(text):
    """The separator that cuts the most rows in a row into equally many cells.

    Titles above the table and notes below it differ from it; decimal commas are not in its header.
    """
    start = text[: SAMPLE * MAX_CELL]
    runs = {separator: _longest_run(start, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=runs.get)
    if runs[best] > 1:
        return best
    first = next((line for line in start.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _longest_run(text, separator):
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = [len(line) for line in islice(lines, SAMPLE)]
    except csv.Error:
        return 0
    return max((len(list(run)) for width, run in groupby(widths) if width > 1), default=0)


def _unquoted(text):
    """Without the apostrophe that keeps a text from being a formula (see ``write_csv``)."""
    return text[1:] if text.startswith("'") and text[1:].startswith(QUOTED_STARTS) else text
