"""What ``-``, ``..`` and ``:`` mean: something else in every office's files.

A symbol is read by the dialect of its source, or by the legend of the file itself. Where
neither says what it means, the editor is asked: it is never a number and never dropped.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.workbook import words


class Says(StrEnum):
    """What a symbol tells the reader."""

    ZERO = "zero"
    MISSING = "missing"  # there is no value, for the reason in ``code``
    STATUS = "status"  # the value beside it is what ``code`` says
    NOTE = "note"  # a footnote: its text is in ``note``
    NO_CHANGE = "no change"
    ASK = "ask"  # the dialect has no such symbol
    PER_FILE = "per file"  # the file's legend must say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a symbol means; ``code`` is the registry's reason or status."""

    says: Says
    code: str = ""
    note: str = ""

    @property
    def is_clear(self):
        return self.says not in {Says.ASK, Says.PER_FILE}


ZERO = Meaning(says=Says.ZERO)
NO_CHANGE = Meaning(says=Says.NO_CHANGE)
ASK = Meaning(says=Says.ASK)
PER_FILE = Meaning(says=Says.PER_FILE)


def _missing(code):
    return Meaning(says=Says.MISSING, code=code)


def _status(code):
    return Meaning(says=Says.STATUS, code=code)


NOT_AVAILABLE = _missing("not_available")
NOT_APPLICABLE = _missing("not_applicable")
NOT_YET = _missing("not_yet")
SECRET = _missing("secret")
PROVISIONAL = {"*": _status("P"), "p": _status("P"), "prel": _status("P")}
LETTERS = {"e": _status("E"), "b": _status("B"), "r": _status("A")}  # r: revised, so normal

# What stands instead of a value. A symbol that a dialect does not list is asked for.
INSTEAD: dict[str, dict[str, Meaning]] = {
    "staff": {"0": ZERO, "..": NOT_AVAILABLE, "...": NOT_YET, "": NO_CHANGE},
    "px": {
        "-": ZERO,
        "0": ZERO,  # or less than half a unit
        ".": NOT_APPLICABLE,
        "..": NOT_AVAILABLE,
        "...": PER_FILE,
        ":": PER_FILE,
        "": NO_CHANGE,
    },
    "ssb": {"0": ZERO, ".": NOT_APPLICABLE, "..": NOT_AVAILABLE, ":": SECRET, "": NO_CHANGE},
    "ssb_old": {
        "-": ZERO,
        "0": ZERO,
        ".": NOT_APPLICABLE,
        "..": NOT_AVAILABLE,
        "...": NOT_YET,
        ":": SECRET,
        "": NO_CHANGE,
    },
    "kolada": {
        "-": NOT_AVAILABLE,  # nobody answered
        "0": ZERO,
        ".": NOT_APPLICABLE,
        "..": SECRET,
        "": NOT_AVAILABLE,  # not published, or too small: it does not say which
    },
    "eurostat": {
        "0": ZERO,
        ":": NOT_AVAILABLE,
        ":c": SECRET,
        ":z": NOT_APPLICABLE,
        "": NOT_AVAILABLE,
    },
}
# What stands after a value.
AFTER: dict[str, dict[str, Meaning]] = {
    "staff": {**PROVISIONAL, **LETTERS},
    "px": dict.fromkeys(PROVISIONAL, PER_FILE),
    "ssb": {},
    "ssb_old": PROVISIONAL,
    "kolada": {},
    "eurostat": {**PROVISIONAL, **LETTERS, "s": _status("E"), "u": _status("U"), "d": _status("D")},
}
DIALECTS = tuple(INSTEAD)
SYMBOLS = frozenset(symbol for table in INSTEAD.values() for symbol in table) - {"0", ""}
MARKS = frozenset({*PROVISIONAL, *LETTERS})

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
LEGEND = re.compile(
    r"(?P<mark>\*{1,3}\)?|\.{1,3}|:|-|[†‡]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+[\u207e)]?"
    r"|[0-9]{1,2}\)|[pebr](?=\s*[=:)]))\s*[=:]?\s*(?P<text>[^\s=:].*)"
)
LONGEST = 10  # characters; a longer text is no symbol
NOTHING = ("noll", "null", "zero", "nil", "inget finns att redovisa", "lik null")


def normal(symbol):
    """A symbol with one kind of dash, three dots for an ellipsis, and no spaces."""
    return "".join(symbol.split()).translate(DASHES).replace("\u2026", "...")


def meaning(symbol, dialect, legend: Mapping[str, Meaning] | None = None):
    """What stands instead of a value. The file's own legend comes before the dialect."""
    return _meaning(normal(symbol).casefold(), INSTEAD.get(dialect, {}), legend)


def meaning_after(mark, dialect, legend: Mapping[str, Meaning] | None = None):
    """What a mark after a value means ("*", "p", "prel."); None when it is no mark.

    A whole word ("preliminär", "slutlig") says the same everywhere.
    """
    written = normal(mark).casefold().rstrip(".") or mark
    if written in MARKS or written in AFTER.get(dialect, {}) or (legend and written in legend):
        return _meaning(written, AFTER.get(dialect, {}), legend)
    status = words.status_of(mark) if len(written) > 1 else None
    return _status(status) if status else None


def _meaning(symbol, table, legend):
    if legend and symbol in legend:
        return legend[symbol]
    return table.get(symbol, ASK)


def legend_of(lines: Iterable[str]):
    """What the lines around a table say of its symbols and footnote marks.

    ``.. = uppgift saknas`` gives the meaning of a symbol; ``¹ Ny metod från 2020`` the text of
    a footnote. A symbol whose words we do not know is left out, and so asked for.
    """
    legend = {}
    for line in lines:
        found = LEGEND.fullmatch(" ".join(line.split()).replace("\u2026", "..."))
        if not found:
            found = LEGEND.fullmatch(" ".join(line.split()).translate(DASHES))
        if not found:
            continue
        mark, text = normal(found["mark"]).casefold(), found["text"].strip()
        if said := _said(mark, text):
            legend.setdefault(mark, said)
    return legend


def _said(mark, text):
    instead = mark in SYMBOLS
    if instead and words.plain(text).startswith(NOTHING):
        return ZERO
    read = words.MISSING_READ if instead else words.STATUS_READ
    start = words.plain(text)
    if found := max((word for word in read if _begins(start, word)), key=len, default=None):
        return _missing(read[found]) if instead else _status(read[found])
    return None if instead or mark.isalpha() else Meaning(says=Says.NOTE, note=text)


def _begins(text, word):
    return len(word) > 1 and (text == word or text.startswith((f"{word} ", f"{word},")))
