"""The figures as CSV, and any document as JSON."""

import json
from decimal import Decimal

from config import tables
from indicators.downloads.rows import FIGURES, rows_of


def as_csv(download):
    """For programs, as RFC 4180 has it: commas and decimal points whatever the language."""
    return tables.write_csv(FIGURES, rows_of(download), between=",")


def as_json(document):
    """Decimals are strings, so that no reader rounds a digit away."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=plain).encode()


def plain(value):
    """A Decimal as the registry writes it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{value!r} has no place in the file")
