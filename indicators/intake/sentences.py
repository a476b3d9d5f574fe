"""What the editor reads about a file: a sentence for each finding of the readers and the plan."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from config.numbers import write_number
from config.registry.importing import SENTENCES as UNREADABLE
from indicators.models import Observation, Source

VALUES = {
    *("value", "file", "registry", "then", "highest", "shown", "raw", "sum", "total", "parts"),
    *("meaning", "decimal", "whole"),
}
WORDS = {
    "year": _("year"),
    "school year": _("school year"),
    "half year": _("half year"),
    "quarter": _("quarter"),
    "month": _("month"),
    "span": _("span of years"),
    **dict(Observation.Aggregation.choices),
    **dict(Source.Dialect.choices),
}
IN_WORDS = {"kind", "known", "aggregation", "dialect"}

CELLS = {
    "not_a_number": _("“%(text)s” is not a number. Write it like 12,5 or 1 234,5."),
    "ambiguous_number": _(
        "“%(text)s” can be read as %(decimal)s or %(whole)s. "
        "Write it without the separator, or with more decimals."
    ),
    "range": _("“%(text)s” is a range. Write one number."),
    "too_large": _("“%(text)s” is too large a number."),
    "too_many_digits": _("“%(text)s” has more than %(limit)s significant digits. Round it."),
    "too_many_decimals": _("“%(text)s” has more than %(limit)s decimals. Round it."),
    "unclear_mark": _("What does “%(mark)s” in “%(text)s” mean? Write the number alone."),
    "ask_symbol": _(
        "“%(symbol)s” can mean several things. Write 0 for zero, .. for not available, "
        "... for not yet published, or the reason in words."
    ),
    "automatic_date": _(
        "Excel has turned this into the date %(date)s. It may have been %(perhaps)s or %(or)s. "
        "Give the cell the format of a number, and write the number again."
    ),
    "yes_or_no": _("This cell holds yes or no, not a number."),
    "error_value": _("The formula in this cell gives an error (%(text)s)."),
    "no_result": _(
        "This formula has no stored result. Open the file in Excel, save it, try again."
    ),
    "other_unit": _("“%(text)s” is in %(unit)s; the series is in %(known)s."),
    "multiplied": _("“%(text)s” is in %(unit)s: read as %(value)s."),
    "unit_unknown": _("“%(text)s”: the unit %(unit)s is not checked; the series has none."),
    "percent_of_other_unit": _(
        "The cell shows %(shown)s %%, but the series is in %(known)s. Write the plain number."
    ),
    "percent_either_way": _(
        "The cell holds %(raw)s and shows %(shown)s %%. It is read as %(value)s per cent."
    ),
    "symbol_of_source": _("“%(symbol)s” is read as: %(meaning)s."),
    "footnote_mark": _("The footnote mark “%(mark)s” in “%(text)s” was left out."),
    "note_in_cell": _("From “%(text)s” the words “%(note)s” were kept as a note."),
    "not_a_period": _("“%(text)s” is not a period. Write 2024, 2023/2024, 2024-S2 or 2024-Q3."),
    "date_as_period": _("The heading is the date %(date)s. Write the year or period as text."),
    "heading_with_words": _(
        "What does “%(words)s” in “%(text)s” mean? Write only the period there."
    ),
    "span_without_kind": _(
        "%(period)s is a span of years. Say in the heading whether it is a sum, a mean or a "
        "change: “%(period)s (sum)”."
    ),
    "kind_without_span": _("%(period)s is one period: it has no %(aggregation)s."),
    "other_period": _("“%(text)s” speaks of another period than %(period)s."),
    "other_frequency": _("%(period)s does not fit: figures of this series come by %(known)s."),
    "unlikely_period": _("%(period)s is far from the other years. Is it right?"),
}
SHEETS = {
    "no_period_column": _("The table has no column for a period, such as 2024."),
    "unknown_heading": _("The heading “%(text)s” is not known here."),
    "heading_not_used": _("The column “%(text)s” is not read."),
    "no_heading": _("Column %(column)s has no heading, but something stands in it."),
    "repeated_heading": _("The heading “%(text)s” stands there twice, first in %(first)s."),
    "merged_cells": _(
        "The cells %(range)s are merged. Unmerge them; each figure has its own cell."
    ),
    "below_table": _("Below the table there is more (row %(rows)s); it was not read."),
    "stamp_unreadable": _(
        "What the workbook remembers of the registry can't be read: figures changed meanwhile "
        "are not noticed."
    ),
    "no_series_code": _("This row has figures but no series code."),
    "unknown_series": _("The series “%(text)s” is not known here."),
    "no_period": _("The row of %(series)s has no period."),
    "unit_differs": _("The sheet says %(text)s, the registry %(known)s. Is it the same unit?"),
    "label_differs": _(
        "The row says %(text)s, its series is %(known)s. Does the series code stand in its row?"
    ),
    "value_and_missing": _(
        "There is a value (%(text)s) and a reason why there is none (%(missing)s). Keep one."
    ),
    "unknown_missing": _("“%(text)s” is no reason known here."),
    "unknown_status": _("“%(text)s” is no status known here."),
    "unknown_aggregation": _("“%(text)s” is no kind of value known here."),
    "two_statuses": _("The value says “%(text)s”, the column %(status)s. Keep one."),
    "two_aggregations": _("The period says “%(text)s”, the column %(aggregation)s. Keep one."),
    "removal_and_more": _("DELETE stands alone in its cell and row; here is also “%(text)s”."),
    "not_begun": _("%(period)s has not begun yet: it has no value that could be known."),
    "above_highest": _("%(value)s is above the highest possible value, %(highest)s."),
    "negative_share": _("%(value)s: a share below zero. Is it right?"),
    "twice_equal": _("%(series)s, %(period)s stands there twice with the same value (%(first)s)."),
    "twice_different": _(
        "%(series)s, %(period)s stands there twice with different values; "
        "the other is in %(first)s."
    ),
}
PLAN = {
    "other_strategy": _("The workbook was made for %(file)s, not for %(here)s."),
    "conflict": _(
        "The file says %(file)s. The registry says %(registry)s; when the workbook was made it "
        "was %(then)s."
    ),
    "registry_kept": _(
        "Changed in the registry since the workbook was made. The registry's figure stays "
        "(%(registry)s); the file's is not imported (%(file)s)."
    ),
    "nothing_to_describe": _("There is no figure yet to which this status or note could belong."),
    "note_not_kept": _("The note of this figure can’t be kept (%(why)s)."),
    "row_note_unused": _(
        "The note of the row (“%(note)s”) is not kept: no figure in the row is new or changed. "
        "Write it on the sheet for single figures."
    ),
    "more_findings": _("%(count)s more things are to be told; mend these first."),
    "nothing_to_remove": _("There is no figure to be removed."),
    "withdrawn_before": _("This was withdrawn on %(day)s (%(reason)s). Empty the cell."),
    "status_kept": _(
        "The registry has this figure as not final. It stays so; to make it final write “def” "
        "behind the number."
    ),
    "hidden_left_out": _("%(count)s figures in hidden sheets, rows or columns were not read."),
    "ten_times": _("About ten times more or less than before. Is the decimal mark right?"),
    "hundred_times": _("About a hundred times more or less than before. Is the unit right?"),
    "thousand_times": _("About a thousand times more or less than before. Is the unit right?"),
    "above_hundred": _("A share above a hundred per cent. Is the unit right?"),
    "far": _("More than five times as much or as little as before. Is it right?"),
    "was_withdrawn": _("A figure for this was withdrawn on %(day)s (%(reason)s)."),
    "no_stamp": _(
        "The file does not remember when it was made: what colleagues have changed in the registry "
        "since then is not noticed. Look at the changed figures."
    ),
    "sign": _("The series never had this sign before."),
    "jump": _("A far larger step than the series ever took. Is it right?"),
}
OFFICES = {
    "no_table": _("No table with figures was found in this file."),
    "other_tables": _("There are more tables in the file (%(count)s); the largest is read."),
    "other_kind_of_file": _("The file looks different from the one its rows were matched in."),
    "one_period": _("The table names no period of its own. All figures are read as %(period)s."),
    "marked_period": _("The heading “%(text)s” is marked; its figures are read as provisional."),
    "row_not_mapped": _("Nobody has said yet which series “%(row)s” is."),
    "rows_left_out": _("%(count)s rows have no series and are left out, such as %(examples)s."),
    "multiplied_all": _(
        "The file counts in multiples: %(count)s figures are multiplied by %(by)s."
    ),
    "not_multiplied": _(
        "“%(text)s” does not fit the unit of the series (%(unit)s). Its figures are read as they "
        "stand."
    ),
    "total_differs": _(
        "%(row)s, %(period)s: the total %(total)s is not the sum of its parts, %(parts)s. Nothing "
        "is adjusted."
    ),
    "note_under_table": _("Under the table: “%(text)s”"),
}
SENTENCES = CELLS | SHEETS | PLAN | OFFICES


def sentence(code, details):
    """A finding in the reader's language."""
    if code.startswith("file_"):
        return str(UNREADABLE[code.removeprefix("file_").replace("_", " ")])
    told = {name: in_words(name, text) for name, text in details.items() if text != ""}
    words = str(SENTENCES[code]) % Blank(told)
    if near := told.get("near"):
        words += " " + str(_("Did you mean %(near)s?")) % {"near": near}
    return words


def in_words(name, text):
    """A detail as people read it: a number in their language, a reason by its name."""
    if name in IN_WORDS:
        return str(WORDS.get(text, text))
    if name not in VALUES:
        return text
    if text in Observation.Missing.values:
        return str(Observation.Missing(text).label)
    try:
        return write_number(Decimal(text))
    except InvalidOperation:
        return text


class Blank(dict):
    """Details; what is not told or empty is a dash."""

    def __missing__(self, key):
        return "–"
