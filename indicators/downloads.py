"""An indicator as a file: CSV for programs, XLSX for Excel, JSON for both.

One row for each figure, with codes beside names. The column names and JSON keys are
part of the public contract: they stay in English and may only be added to.
"""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from config import tables
from indicators import progress
from indicators.judging.sentences import headline

COLUMNS = (
    "partnership",
    "strategy",
    "goal",
    "indicator",
    "series",
    "measure",
    "role",
    "area_code",
    "area",
    "group_code",
    "group",
    "age",
    "period",
    "kind",  # point, sum, mean, highest … of a span; baseline_start, baseline_reference
    "value",
    "unit",
    "missing",  # why there is no value; empty where there is one
    "direction",  # what words say where there is no number
    "approximate",
    "status",  # SDMX CL_OBS_STATUS
    "replaced",  # a baseline that a later one has revised
    "derivation",
    "as_printed",
    "unit_as_printed",
    "source",
    "passage",
    "vintage",
    "note",
)

# Of the sheet that tells how it stands with the targets.
JUDGED = (
    *("target", "part_of", "wording", "kind", "comparator", "level", "upper", "unit"),
    *("change_percent", "base_period", "base_value", "tolerance", "deadline", "every_period"),
    *("strength", "series", "reference_series", "reference_area", "replaced", "stands_beside"),
    *("status", "development", "reasons", "flags", "in_words"),
    *("start_period", "start_value", "latest_period", "latest_value", "gap_before", "gap_now"),
    *("periods_met", "periods_known", "pace", "distance_closed", "per_year", "needed_per_year"),
    *("as_of", "method"),
)


@dataclass(frozen=True, kw_only=True)
class Download:
    """What goes into a file: the reading of one indicator, and where its page is."""

    overview: object
    address: str

    @property
    def goal(self):
        return self.overview.goals[0]

    @property
    def indicator(self):
        return self.overview.indicators[0]

    @property
    def figures(self):
        """Every series with each of its figures, baselines first."""
        return [
            (series, measurement)
            for series in self.indicator.series
            for measurement in (*series.baselines, *series.observations)
        ]

    @property
    def sources(self):
        """Every source that is named for the indicator, its series or its figures, once."""
        named = [citation.source for citation in self.indicator.citations]
        named += [series.source for series in self.indicator.series]
        named += [measurement.source for _series, measurement in self.figures]
        return list(dict.fromkeys(source for source in named if source))


def rows_of(download):
    return [row_of(download, series, figure) for series, figure in download.figures]


def row_of(download, series, figure):
    values = {
        "partnership": download.overview.partnership.code,
        "strategy": download.overview.strategy.code,
        "goal": download.goal.code,
        "indicator": download.indicator.code,
        "series": series.code,
        "measure": series.name,
        "role": series.role.value,
        "area_code": series.area.code,
        "area": series.area.name,
        "group_code": series.group.code if series.group else "",
        "group": series.group.name if series.group else "",
        "age": series.age,
        "unit": series.unit,
        **told_of(figure),
        "source": source_of(download, series, figure),
    }
    return [values[column] for column in COLUMNS]


def source_of(download, series, figure):
    """Where a figure comes from: its own source, its series', or those of the indicator."""
    own = figure.source or series.source
    named = [own] if own else [each.source for each in download.indicator.citations]
    return "; ".join(source.name for source in named)


def told_of(figure):
    """A figure by the names of its columns."""
    return {
        "period": figure.period,
        "kind": kind_of(figure),
        "value": figure.value,
        "missing": figure.missing.value if figure.missing else "",
        "direction": figure.direction.value if figure.direction else "",
        "approximate": figure.is_approximate,
        "status": figure.status.value,
        "replaced": figure.is_replaced,
        "derivation": figure.derivation,
        "as_printed": figure.as_printed,
        "unit_as_printed": figure.unit_as_printed,
        "source": figure.source.name if figure.source else "",
        "passage": figure.passage,
        "vintage": figure.vintage,
        "note": figure.note,
    }


def kind_of(figure):
    return f"baseline_{figure.baseline.value}" if figure.baseline else figure.aggregation.value


def csv_file(download):
    return tables.write_csv(COLUMNS, rows_of(download))


# JSON


def json_file(download):
    """Decimals are strings, so that no reader rounds a digit away."""
    indicator = download.indicator
    content = {
        "address": download.address,
        "partnership": download.overview.partnership.code,
        "strategy": download.overview.strategy.code,
        "goal": download.goal.code,
        "language": download.overview.partnership.language,
        "code": indicator.code,
        "name": indicator.name,
        "wording": indicator.wording,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "unit_as_printed": indicator.unit_as_printed,
        "decimals": indicator.decimals,
        "frequency": indicator.frequency.value,
        "series": [series_in_json(series) for series in indicator.series],
        "targets": [target_in_json(target) for target in indicator.targets],
        "sources": [source_in_json(source) for source in download.sources],
        "citations": [
            {
                "source": citation.source.name,
                "as_printed": citation.as_printed,
                "certain": citation.is_certain,
                "note": citation.note,
            }
            for citation in indicator.citations
        ],
        "annotations": [
            {
                "period": annotation.period,
                "kind": annotation.kind.value,
                "text": annotation.text,
                "series": annotation.series,
            }
            for annotation in indicator.annotations
        ],
        "quality_notes": [
            {
                "code": note.code,
                "kind": note.kind.value,
                "text": note.text,
                "passage": note.passage,
                "about": note.about,
            }
            for note in indicator.notes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=plain).encode()


def plain(value):
    """A Decimal as the registry writes it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{value!r} has no place in the file")


def series_in_json(series):
    return {
        "code": series.code,
        "measure": series.name,
        "label_as_printed": series.label_as_printed,
        "role": series.role.value,
        "area": {"code": series.area.code, "name": series.area.name},
        "group": {"code": series.group.code, "name": series.group.name} if series.group else None,
        "age": series.age,
        "unit": series.unit,
        "denominator": series.denominator,
        "stands_in_for": series.substitutes,
        "comparability": series.comparability.value if series.comparability else "",
        "comparability_reason": series.comparability_reason,
        "official": series.official.value,
        "source": series.source.name if series.source else "",
        "recipe": series.recipe,
        "table": series.table_reference,
        "figures": [told_of(figure) for figure in (*series.baselines, *series.observations)],
    }


def target_in_json(target):
    return {
        "code": target.code,
        "wording": target.wording,
        "kind": target.kind.value,
        "comparator": target.comparator.value,
        "value": target.value,
        "upper_value": target.upper_value,
        "change_percent": target.change_percent,
        "unit": target.unit,
        "tolerance": target.tolerance,
        "series": target.series,
        "reference_area": target.reference_area.name if target.reference_area else "",
        "reference_series": target.reference_series,
        "base_period": target.base_period,
        "base_value": target.base_value,
        "deadline": target.deadline,
        "every_period": target.every_period,
        "strength": target.strength.value,
        "authority": target.authority,
        "decided_year": target.decided_year,
        "replaces": target.replaces,
        "stands_beside": target.stands_beside,
        "interpretation": target.interpretation,
        "path": target.path.value,
        "gap_series": target.gap_series,
        "gap_measure": target.gap_measure.value,
        "parts": [target_in_json(part) for part in target.parts],
        "judgement": judgement_in_json(target.judgement),
    }


def judgement_in_json(judgement):
    """What was computed of one target; its parts are told with the targets they are of."""
    told = progress.told(judgement)
    del told["parts"]
    return told


def source_in_json(source):
    return {
        "name": source.name,
        "publisher": source.publisher,
        "address": source.address,
        "licence": source.licence,
        "access": source.access.value,
    }


# XLSX


def xlsx_file(download):
    """Three sheets: the figures, how it stands with the targets, and what it all is."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(out, options)
    # The same figures give the same file, so that caches can tell.
    workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    write_rows(workbook.add_worksheet(_("Figures")), COLUMNS, rows_of(download), bold)
    judged = [judged_row(*each) for each in targets_of(download.indicator.targets)]
    write_rows(workbook.add_worksheet(_("Targets")), JUDGED, judged, bold)
    about = workbook.add_worksheet(_("About"))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    for number, (label, text) in enumerate(about_lines(download)):
        about.write_string(number, 0, label, bold)
        tables.write_value(about, number, 1, text, wrapped)
    workbook.close()
    return out.getvalue()


def write_rows(sheet, columns, rows, bold):
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns), 14)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            tables.write_value(sheet, number, column, value)


def targets_of(targets, whole=""):
    """The targets, each with the code of the whole it is a part of, and its parts after it."""
    for target in targets:
        yield target, whole
        yield from targets_of(target.parts, target.code)


def judged_row(target, whole):
    values = set_values(target, whole) | judged_values(target)
    return [values[column] for column in JUDGED]


def set_values(target, whole):
    """What was set, by the names of the columns."""
    return {
        "target": target.code,
        "part_of": whole,
        "wording": target.wording,
        "kind": target.kind.value,
        "comparator": target.comparator.value,
        "unit": target.unit,
        "change_percent": target.change_percent,
        "base_period": target.base_period,
        "tolerance": target.tolerance,
        "deadline": target.deadline,
        "every_period": target.every_period,
        "strength": target.strength.value,
        "series": target.series,
        "reference_series": target.reference_series,
        "reference_area": target.reference_area.name if target.reference_area else "",
        "replaced": target.is_replaced,
        "stands_beside": target.stands_beside,
    }


def judged_values(target):
    """How it stands, by the names of the columns.

    Where a target was met from the start, a part of the way and what is needed say nothing.
    """
    judgement = target.judgement
    told = progress.told(judgement)
    start, latest = told["start"] or {}, told["latest"] or {}
    gap, periods = told["gap"] or {}, told["recurrence"] or {}
    was_met = progress.Flag.BASELINE_ALREADY_MET in judgement.flags
    pace = {} if was_met or not told["pace"] else told["pace"]
    return {
        **{name: told[name] for name in ("level", "upper", "base_value", "status", "development")},
        "reasons": ", ".join(told["reasons"]),
        "flags": ", ".join(told["flags"]),
        "in_words": headline(judgement, target.unit),
        "start_period": start.get("period", ""),
        "start_value": start.get("value"),
        "latest_period": latest.get("period", ""),
        "latest_value": latest.get("value"),
        "gap_before": gap.get("before"),
        "gap_now": gap.get("now"),
        "periods_met": periods.get("met"),
        "periods_known": periods.get("known"),
        "pace": pace.get("ratio"),
        "distance_closed": pace.get("distance_closed"),
        "per_year": told["pace"]["per_year"] if told["pace"] else None,
        "needed_per_year": pace.get("needed_per_year"),
        "as_of": told["as_of"],
        "method": told["method"],
    }


def about_lines(download):
    """What a reader of the file has to know, as labels and texts."""
    indicator = download.indicator
    lines = [
        (_("Indicator"), indicator.name),
        (_("Wording"), indicator.wording),
        (_("Definition"), indicator.definition or _("Not defined.")),
        (_("Unit"), indicator.unit or _("The unit is not known.")),
        (_("Goal"), download.goal.name),
        (_("Strategy"), download.overview.strategy.title),
        (_("Partnership"), download.overview.partnership.name),
        (_("Address"), download.address),
    ]
    lines += [(_("Target"), target.wording or indicator.wording) for target in indicator.targets]
    lines += [(_("Source"), source_line(source)) for source in download.sources]
    lines += [(f"{note.kind.label} ({note.code})", note.text) for note in indicator.notes]
    lines += [(f"{each.kind.label} {each.period}", each.text) for each in indicator.annotations]
    return lines


def source_line(source):
    licence = source.licence or _("licence not stated")
    parts = [source.name, source.publisher, source.address, str(source.access.label), licence]
    return " · ".join(part for part in parts if part)


FORMS = {
    "csv": ("text/csv; charset=utf-8", csv_file),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "json": ("application/json", json_file),
}
