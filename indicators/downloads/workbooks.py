"""Figures as a workbook, with sheets that tell what they are and how it stands."""

import io
from datetime import UTC, datetime

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config import tables
from indicators.downloads.rows import (
    FIGURES,
    INDICATORS,
    NOTES,
    SOURCES,
    TARGETS,
    indicator_rows,
    note_rows,
    rows_of,
    source_rows,
    target_rows,
)


def indicator_workbook(download):
    """Three sheets: the figures, how it stands with the targets, and what it all is."""
    sheets = [
        (_("Figures"), FIGURES, rows_of(download)),
        (_("Targets"), TARGETS, target_rows_of_indicator(download)),
    ]
    return workbook(sheets, about_indicator(download))


def target_rows_of_indicator(download):
    """Without the targets that are set for its goal."""
    at = TARGETS.index("indicator")
    return [row for row in target_rows(download) if row[at]]


def strategy_workbook(download):
    """Six sheets: figures, indicators, targets, sources, notes, and what it all is."""
    sheets = [
        (_("Figures"), FIGURES, rows_of(download)),
        (_("Indicators"), INDICATORS, indicator_rows(download)),
        (_("Targets"), TARGETS, target_rows(download)),
        (_("Sources"), SOURCES, source_rows(download)),
        (_("Notes"), NOTES, note_rows(download)),
    ]
    return workbook(sheets, about_strategy(download))


def workbook(sheets, about):
    """A workbook: sheets with their names, columns and rows, and a last one of labelled texts."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    # The same figures give the same file, so that caches can tell.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, columns, rows in sheets:
        write_rows(book.add_worksheet(name[:31]), columns, rows, bold)
    write_about(book, about, bold)
    book.close()
    return out.getvalue()


def write_rows(sheet, columns, rows, bold):
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns), 14)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            tables.write_value(sheet, number, column, value)


def write_about(book, lines, bold):
    sheet = book.add_worksheet(_("About"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for number, (label, text) in enumerate(lines):
        sheet.write_string(number, 0, label, bold)
        tables.write_value(sheet, number, 1, text, wrapped)


# What a reader of the file has to know, as labels and texts


def about_indicator(download):
    goal, indicator = download.only
    lines = [
        (_("Indicator"), indicator.name),
        (_("Wording"), indicator.wording),
        (_("Definition"), indicator.definition or _("Not defined.")),
        (_("Unit"), indicator.unit or _("The unit is not known.")),
        (_("Who delivers the figure"), indicator.owner or _("Nobody named.")),
        (_("Goal"), goal.name),
        *about_any(download, indicator.name),
    ]
    lines += [(_("Target"), target.wording or indicator.wording) for target in indicator.targets]
    lines += [(_("Source"), source_line(source)) for source in download.sources]
    lines += [(f"{note.kind.label} ({note.code})", note.text) for note in indicator.notes]
    lines += [(f"{each.kind.label} {each.period}", each.text) for each in indicator.annotations]
    return lines


def about_strategy(download):
    lines = about_any(download, download.overview.strategy.name)
    lines += [(_("Source"), source_line(source)) for source in download.sources]
    return lines


def about_any(download, name):
    """Where it is from, of which day, under which terms, and who answers for it."""
    partnership = download.overview.partnership
    return [
        (_("Strategy"), download.overview.strategy.title),
        (_("Partnership"), partnership.name),
        (_("Address"), download.address),
        (_("Read on"), date_format(download.as_of)),
        (_("Licence"), _("Each figure has the licence of its source, in the column “licence”.")),
        (_("Cite as"), download.citation(name)),
        (_("Responsible"), partnership.responsible or partnership.name),
        (_("E-mail"), partnership.email),
        (_("Homepage"), partnership.homepage),
    ]


def source_line(source):
    licence = source.licence or _("licence not stated")
    parts = [source.name, source.publisher, source.address, str(source.access.label), licence]
    return " · ".join(part for part in parts if part)
