"""Makes cells, sheets and known series for the tests of the reader."""

from decimal import Decimal

from config.sheets import Book, Cell, Kind, Row, Sheet
from indicators.workbook.values import KnownSeries


def cell(text, kind=Kind.TEXT, *, row=12, column=7):
    return Cell(row, column, text, kind)


def known(code, **fields):
    fields = {"unit": "dagar", "decimals": 1} | fields
    return KnownSeries(
        code=code,
        indicator="Ohälsotalet",
        indicator_code="n08",
        name="Kvinnor",
        area="Norrbotten",
        area_code="25",
        **fields,
    )


def series(*codes, **fields):
    return {code: known(code, **fields) for code in codes}


def sheet(*lines, name="Siffror", hidden_rows=(), **fields):
    """Rows of values: None is no cell, a text is a text cell, a number a number cell.

    A pair is a text with its kind; an empty line is a row without cells.
    """
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = [_cell(number, column, value) for column, value in enumerate(line)]
        kept = tuple(cell for cell in cells if cell is not None)
        if kept:
            rows.append(Row(number, kept, number in hidden_rows))
    return Sheet(name=name, rows=tuple(rows), **fields)


def _cell(row, column, value):
    match value:
        case None:
            return None
        case str():
            return Cell(row, column, value)
        case (text, kind):
            return Cell(row, column, text, kind)
        case int() | Decimal():
            return Cell(row, column, str(value), Kind.NUMBER)


def book(*sheets):
    return Book(sheets=sheets)


def place(finding):
    return str(finding.place)


def codes(reading):
    """What was found, and where: ``[("not_a_number", "Siffror!B2")]``."""
    return [(finding.code, place(finding)) for finding in reading.findings]


def values(reading):
    """What was read: ``{("n08-women", "2017"): Decimal("35.1")}``; a reason where there is none."""
    return {
        (figure.series, str(figure.period)): figure.missing
        if figure.value is None
        else figure.value
        for figure in reading.figures
    }
