"""Files of cells that anybody may have made, XLSX and CSV, read without trusting them.

Pure: no Django. ``read`` gives all that a file holds as a ``Book``, or raises ``Unreadable``
with the reason; nothing is guessed and no cell is dropped. The file is read in a child process
with limits in time and memory, which sends the rows on as it comes to them.

Inside, a file is a stream of events: ``{"sheet": name, "is_hidden": …}``, then any number of
``{"rows": [(number, is hidden, columns, texts, kinds), …]}``, and at the end of each sheet
``{"merged": […], "hidden_columns": […]}``; the last of all is ``{"end": True}``.
"""

import gc
import json
import subprocess
import sys
from contextlib import contextmanager, suppress
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from threading import Timer

from config.sheets import csv_files, workbooks
from config.sheets.values import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Book,
    Cell,
    Kind,
    Reason,
    Row,
    Sheet,
    Unreadable,
    address,
)

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Book",
    "Cell",
    "Kind",
    "Reason",
    "Row",
    "Sheet",
    "Unreadable",
    "address",
    "read",
    "read_here",
]

SECONDS = 30  # on the clock, and of the processor
MEMORY = 192 * 1024 * 1024  # bytes that the child may have, its program included
REPEATED = 50_000  # texts that are kept once, however many cells hold them
KINDS = {str(kind): kind for kind in Kind}
CHILD = "import sys; sys.path.append(sys.argv[1]); from config.sheets import main; main()"
ROOT = Path(__file__).parents[2]


def read(content, on_rows=None):
    """All that a file holds, read in a child process. Raises Unreadable.

    ``on_rows`` is told, every few hundred rows, how many there are so far.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    with _child(content) as lines:
        return _book(_told(lines), on_rows)


def read_here(content):
    """All that a file holds, read in this process: for files of our own. Raises Unreadable."""
    return _book(events(content))


@contextmanager
def _child(content):
    """The lines that a child process writes about a file."""
    command = [sys.executable, "-I", "-S", "-c", CHILD, str(ROOT)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        clock = Timer(SECONDS, child.kill)
        clock.start()
        try:
            with suppress(BrokenPipeError), child.stdin:
                child.stdin.write(content)
            yield child.stdout
        finally:
            clock.cancel()
            child.kill()


def _told(lines):
    for line in lines:
        if line.endswith(b"\n"):  # else the child was stopped in the middle of it
            yield json.loads(line)


def main():
    """The child process: a file on standard input, its events as lines of JSON on the output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        for event in events(sys.stdin.buffer.read()):
            _tell(event)
    except Unreadable as error:
        _tell({"unreadable": error.reason, "detail": error.detail})


def _tell(event):
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


# From events to a book


def _book(events, on_rows=None):
    """The book that some events tell of.

    Cells by the hundred thousand are made here and none of them is garbage: looking for it among
    them time and again would take longer than all the rest.
    """
    was_searching = gc.isenabled()
    gc.disable()
    try:
        return _put_together(events, on_rows)
    finally:
        if was_searching:
            gc.enable()


def _put_together(events, on_rows):
    sheets, texts, seen, is_whole = [], {}, 0, False
    for event in events:
        match event:
            case {"unreadable": reason, "detail": detail}:
                raise Unreadable(reason, detail)
            case {"sheet": name, "is_hidden": is_hidden}:
                rows = []
            case {"rows": found}:
                rows.extend(_rows(found, texts))
                seen += len(found)
                if on_rows is not None:
                    on_rows(seen)
            case {"merged": merged, "hidden_columns": columns}:
                rows.sort(key=attrgetter("number"))
                sheets.append(
                    Sheet(
                        name=name,
                        rows=tuple(rows),
                        is_hidden=is_hidden,
                        hidden_columns=frozenset(columns),
                        merged=tuple(map(tuple, merged)),
                    )
                )
            case {"end": is_whole}:
                pass
    if not is_whole:  # the child was stopped
        raise Unreadable(Reason.TOO_SLOW)
    return Book(sheets=tuple(sheets))


def _rows(found, known):
    if len(known) > REPEATED:
        known.clear()
    for number, is_hidden, columns, texts, kinds in found:
        shared = map(known.setdefault, texts, texts)
        kinds = map(KINDS.__getitem__, kinds)
        cells = map(Cell._make, zip(repeat(number), columns, shared, kinds))
        yield Row(number, tuple(cells), is_hidden)


# From a file to events


def events(content):
    """What a file holds, piece by piece. Raises Unreadable."""
    if not content or content.isspace():
        raise Unreadable(Reason.EMPTY)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(Reason.OLD_OR_LOCKED)
    try:
        yield from _counted(workbooks.sheets(content) if _is_zip(content) else _csv(content))
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(Reason.TOO_SLOW) from None
    except Exception as error:  # zipfile, zlib and expat raise whatever the broken file provokes
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
    yield {"end": True}


def _is_zip(content):
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _csv(content):
    yield {"sheet": "", "is_hidden": False}
    yield from ({"rows": rows} for rows in csv_files.rows(content))
    yield {"merged": [], "hidden_columns": []}


def _counted(events):
    """The events of a file, as long as its rows and texts are within the limits."""
    rows = characters = 0
    for event in events:
        for _number, _is_hidden, _columns, texts, _kinds in event.get("rows", ()):
            rows += 1
            characters += sum(map(len, texts))
        if rows > MAX_ROWS:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        if characters > MAX_TEXT:
            raise Unreadable(Reason.TOO_LARGE)
        yield event
