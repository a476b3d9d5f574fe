"""The tables of a file: figures, indicators, targets, sources and notes, as columns and rows.

The names of columns are part of the public contract: they may only be added to, at the end.
"""

from indicators import progress
from indicators.judging.sentences import headline

FIGURES = (
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
    "source",  # several are separated by "; ", and so are the three of each below
    "passage",
    "vintage",
    "note",
    "indicator_name",
    "publisher",
    "source_address",
    "licence",  # empty: not stated
    "official",  # yes, no, processed, unknown
    "table",
    "recipe",
    "stands_in_for",  # of a substitute: the measure it is used instead of
    "comparability",
)

INDICATORS = (
    *("goal", "goal_name", "indicator", "number", "name", "wording", "definition", "unit"),
    *("unit_as_printed", "decimals", "frequency", "due_month", "delivered_by", "neutral_band"),
    *("primary", "status", "development", "sources"),
)

TARGETS = (
    *("target", "part_of", "wording", "kind", "comparator", "level", "upper", "unit"),
    *("change_percent", "base_period", "base_value", "tolerance", "deadline", "every_period"),
    *("strength", "series", "reference_series", "reference_area", "replaced", "stands_beside"),
    *("status", "development", "reasons", "flags", "in_words"),
    *("start_period", "start_value", "latest_period", "latest_value", "gap_before", "gap_now"),
    *("periods_met", "periods_known", "pace", "distance_closed", "per_year", "needed_per_year"),
    *("as_of", "method"),
    *("goal", "indicator", "authority", "interpretation"),
)

SOURCES = ("name", "publisher", "address", "licence", "access", "note")

# Doubts about what was printed, breaks and events: what they are about, and what is said.
NOTES = ("goal", "indicator", "note", "kind", "period", "about", "text", "passage")


# Figures


def rows_of(download):
    return [row_of(download, *each) for each in download.figures]


def row_of(download, goal, indicator, series, figure):
    values = {
        "partnership": download.overview.partnership.code,
        "strategy": download.overview.strategy.code,
        "goal": goal.code,
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "series": series.code,
        "measure": series.name,
        "role": series.role.value,
        "area_code": series.area.code,
        "area": series.area.name,
        "group_code": series.group.code if series.group else "",
        "group": series.group.name if series.group else "",
        "age": series.age,
        "unit": series.unit,
        "official": series.official.value,
        "table": series.table_reference,
        "recipe": series.recipe,
        "stands_in_for": series.substitutes,
        "comparability": series.comparability.value if series.comparability else "",
        **told_of(figure),
        **provenance_of(indicator, series, figure),
    }
    return [values[column] for column in FIGURES]


def sources_of_figure(indicator, series, figure):
    """Where a figure comes from: its own source, its series', or those of the indicator."""
    own = figure.source or series.source
    return [own] if own else [each.source for each in indicator.citations]


def provenance_of(indicator, series, figure):
    """The sources of a figure by the names of the columns, in the same order in each."""
    sources = sources_of_figure(indicator, series, figure)

    def joined(name):
        told = [getattr(each, name) for each in sources]
        return "; ".join(told) if any(told) else ""

    return {
        "source": joined("name"),
        "publisher": joined("publisher"),
        "source_address": joined("address"),
        "licence": joined("licence"),
    }


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


# Indicators, sources and notes


def indicator_rows(download):
    return [indicator_row(*each) for each in download.indicators]


def indicator_row(goal, indicator):
    judgement = indicator.judgement
    values = {
        "goal": goal.code,
        "goal_name": goal.name,
        "indicator": indicator.code,
        "number": indicator.number,
        "name": indicator.name,
        "wording": indicator.wording,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "unit_as_printed": indicator.unit_as_printed,
        "decimals": indicator.decimals,
        "frequency": indicator.frequency.value,
        "due_month": indicator.due_month,
        "delivered_by": indicator.owner,
        "neutral_band": indicator.neutral_band,
        "primary": indicator.is_primary,
        "status": indicator.status.value,
        "development": judgement.development.value if judgement else "",
        "sources": "; ".join(each.as_printed or each.source.name for each in indicator.citations),
    }
    return [values[column] for column in INDICATORS]


def source_rows(download):
    return [
        [each.name, each.publisher, each.address, each.licence, each.access.value, each.note]
        for each in download.sources
    ]


def note_rows(download):
    """What is said beside the figures, from the whole document down to one figure."""
    rows = [doubt_row("", "", note) for note in download.overview.notes or ()]
    for goal in download.goals:
        rows += [doubt_row(goal.code, "", note) for note in goal.notes or ()]
    for goal, indicator in download.indicators:
        rows += [doubt_row(goal.code, indicator.code, note) for note in indicator.notes]
        rows += [event_row(goal, indicator, each) for each in indicator.annotations]
    return rows


def doubt_row(goal, indicator, note):
    return [goal, indicator, note.code, note.kind.value, "", note.about, note.text, note.passage]


def event_row(goal, indicator, event):
    about = (event.period, event.series, event.text, "")
    return [goal.code, indicator.code, "", event.kind.value, *about]


# Targets


def target_rows(download):
    """The targets of each goal and of each indicator, each followed by its parts."""
    rows = []
    for goal in download.goals:
        rows += [target_row(goal.code, "", *each) for each in targets_of(goal.targets or ())]
    for goal, indicator in download.indicators:
        found = targets_of(indicator.targets)
        rows += [target_row(goal.code, indicator.code, *each) for each in found]
    return rows


def targets_of(targets, whole=""):
    """The targets, each with the code of the whole it is a part of, and its parts after it."""
    for target in targets:
        yield target, whole
        yield from targets_of(target.parts, target.code)


def target_row(goal, indicator, target, whole):
    values = set_values(target, whole) | judged_values(target)
    values |= {"goal": goal, "indicator": indicator}
    return [values[column] for column in TARGETS]


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
        "authority": target.authority,
        "interpretation": target.interpretation,
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
