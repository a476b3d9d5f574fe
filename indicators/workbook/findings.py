"""Every finding of the readers: its code, and the details that fill its sentence.

The sentences themselves stand in ``indicators.intake.sentences``; a test there compares.
"""

from indicators.workbook.values import Finding, Weight

LONGEST = 200  # characters of a text from the file that a sentence repeats


def problem(code, place, **details):
    """A finding that stops the import."""
    return _finding(Weight.PROBLEM, code, place, details)


def warning(code, place, **details):
    """A finding to look at; the import goes on if the person wants it so."""
    return _finding(Weight.WARNING, code, place, details)


def remark(code, place, **details):
    """A finding that is good to know."""
    return _finding(Weight.REMARK, code, place, details)


def _finding(weight, code, place, details):
    shown = {key: _cut(str(value)) for key, value in details.items()}
    return Finding(weight=weight, code=code, place=place, details=shown)


def _cut(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


FINDINGS: dict[str, tuple[str, ...]] = {
    # What a cell means
    "not_a_number": ("text",),
    "ambiguous_number": ("text", "decimal", "whole"),
    "range": ("text",),
    "too_large": ("text",),
    "too_many_digits": ("text", "limit"),
    "too_many_decimals": ("text", "limit"),
    "unclear_mark": ("text", "mark"),
    "ask_symbol": ("symbol", "dialect"),
    "automatic_date": ("date", "perhaps", "or"),
    "yes_or_no": ("text",),
    "error_value": ("text",),
    "no_result": ("text",),
    "other_unit": ("text", "unit", "known"),
    "multiplied": ("text", "value", "unit"),
    "unit_unknown": ("text", "unit"),
    "percent_of_other_unit": ("text", "shown", "known"),
    "percent_either_way": ("value", "shown", "raw"),
    "symbol_of_source": ("symbol", "dialect", "meaning"),
    "footnote_mark": ("text", "mark"),
    "note_in_cell": ("text", "note"),
    # What a period means
    "not_a_period": ("text",),
    "date_as_period": ("date",),
    "heading_with_words": ("text", "words"),
    "span_without_kind": ("period",),
    "kind_without_span": ("period", "aggregation"),
    "other_period": ("text", "period"),
    "other_frequency": ("period", "kind", "known"),
    "unlikely_period": ("period",),
    # The sheet
    "no_period_column": (),
    "unknown_heading": ("text", "near"),
    "heading_not_used": ("text",),
    "no_heading": ("column",),
    "repeated_heading": ("text", "first"),
    "merged_cells": ("range",),
    "below_table": ("rows",),
    "stamp_unreadable": (),
    # A row
    "no_series_code": (),
    "unknown_series": ("text", "near"),
    "no_period": ("series",),
    "unit_differs": ("text", "known"),
    "label_differs": ("text", "known"),
    "value_and_missing": ("text", "missing"),
    "unknown_missing": ("text", "near"),
    "unknown_status": ("text", "near"),
    "unknown_aggregation": ("text", "near"),
    "two_statuses": ("text", "status"),
    "two_aggregations": ("text", "aggregation"),
    "removal_and_more": ("text",),
    # A figure
    "not_begun": ("period",),
    "above_highest": ("text", "value", "highest"),
    "negative_share": ("value",),
    "twice_equal": ("series", "period", "first"),
    "twice_different": ("series", "period", "first"),
    # A file of an office
    "no_table": (),
    "other_tables": ("count",),
    "other_kind_of_file": (),
    "one_period": ("period",),
    "marked_period": ("text",),
    "row_not_mapped": ("row",),
    "rows_left_out": ("count", "examples"),
    "multiplied_all": ("by", "count"),
    "not_multiplied": ("text", "unit"),
    "total_differs": ("row", "period", "total", "parts"),
    "note_under_table": ("text",),
}
