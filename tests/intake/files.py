"""Workbooks as staff would send them, made from lists of rows."""

import io

import openpyxl


def workbook(*sheets):
    """The bytes of a workbook: each sheet a name and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def long_form(*figures):
    """A workbook with one row a figure: series, period, value."""
    return workbook(("Siffror", [["Seriekod", "Period", "Värde"], *figures]))


def wide_form(periods, *rows):
    """A workbook with one row a series: its code, then a value for each period."""
    return workbook(("Siffror", [["Seriekod", *periods], *rows]))
