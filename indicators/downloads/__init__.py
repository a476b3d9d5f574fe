"""Figures as files: CSV for programs, XLSX for Excel, JSON for both.

Of one indicator or of a whole strategy; one row for each figure, with codes beside names. The
names of columns and JSON keys are part of the public contract: they stay in English and may
only be added to.
"""

from indicators.downloads.documents import (
    figure_in_json,
    indicator_document,
    strategy_document,
    target_in_json,
)
from indicators.downloads.reading import PARTS, Download
from indicators.downloads.workbooks import indicator_workbook, strategy_workbook
from indicators.downloads.writing import as_csv, as_json, plain

__all__ = [
    "FORMS",
    "FORMS_OF_STRATEGY",
    "PARTS",
    "Download",
    "as_json",
    "figure_in_json",
    "indicator_document",
    "plain",
    "target_in_json",
]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"

FORMS = {
    "csv": (CSV, as_csv),
    "xlsx": (XLSX, indicator_workbook),
    "json": (JSON, lambda download: as_json(indicator_document(download))),
}
FORMS_OF_STRATEGY = {
    "csv": (CSV, as_csv),
    "xlsx": (XLSX, strategy_workbook),
    "json": (JSON, lambda download: as_json(strategy_document(download))),
}
