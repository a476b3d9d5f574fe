"""The diagrams and tables of an edition: drawn, tabled, described and with their sources."""

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators import models, periods
from indicators.judging.referring import CHANGES
from indicators.judging.writing import is_share, period
from strategy.overview import values
from strategy.overview.drawing import Drawing, drawing_of
from strategy.overview.edition import about

MOST_COLUMNS = 8  # of a table; with more periods they stand below each other
POINT = models.Observation.Aggregation.POINT
NORMAL, ESTIMATED = models.Observation.Status.NORMAL, models.Observation.Status.ESTIMATED
OFFICIAL, PROCESSED = models.Series.Official.YES, models.Series.Official.PROCESSED


def figures_of(goal, overview, writing):
    """The diagrams and tables of a goal, in the order they are read."""
    known = {
        series.code: (series, indicator)
        for indicator in overview.indicators
        for series in indicator.series
    }
    return [figure_of(row, known, overview, writing) for row in writing.of_goal(goal.code)]


def figure_of(row, known, overview, writing):
    found = [known[code] for code in row.shows if code in known]
    found = [(within_period(each, row), indicator) for each, indicator in found]
    series = [each for each, _indicator in found]
    shown = shown_of(found)
    drawing = Drawing(panels=(), height=0)
    if row.kind == models.Figure.Kind.CHART and found:
        drawing = drawing_of(drawn(series, [indicator for _series, indicator in found]))
    label = writing.labels[row.code]
    return {
        "code": row.code,
        "kind": row.kind,
        "number": writing.numbers[row.code],
        "label": label,
        "caption": row.caption,
        "source_line": row.source_line or source_line(shown, overview.partnership),
        "is_official": are_official(shown),
        "unit": unit_of(series),
        "indicator": row.indicator__code or "",
        "printed_inside": row.printed_inside.splitlines(),
        "is_picture_only": bool(row.is_picture_only),
        "series": [each.code for each in series],
        "alt": alt_of(row, label, drawing),
        "svg": svg_of(row, label, drawing, overview) if drawing.panels else "",
        "table": table_of(found),
    }


def within_period(series, figure):
    """The series with the figures of the time that a diagram or table shows."""
    first = figure.first_period and periods.parse(figure.first_period).start
    last = figure.last_period and periods.parse(figure.last_period).end

    def shown(measurement):
        if not measurement.period:
            return False
        period = periods.parse(measurement.period)
        return (not first or period.start >= first) and (not last or period.end <= last)

    return replace(
        series,
        observations=tuple(each for each in series.observations if shown(each)),
        baselines=tuple(each for each in series.baselines if shown(each)),
    )


def drawn(series, indicators):
    """What a diagram draws: its series, with what their indicator aims at and was told of."""
    first = indicators[0]
    if any(each is not first for each in indicators):
        return replace(first, series=tuple(series), targets=(), annotations=())
    return replace(first, series=tuple(series))


def svg_of(row, label, drawing, overview):
    return render_to_string(
        "indicators/chart.svg",
        {
            "name": f"{label}: {row.caption}",
            "prefix": f"{row.code}-",
            "drawing": drawing,
            "content": overview.partnership.language,
            "LANGUAGE_CODE": get_language(),
        },
    ).strip()


def alt_of(row, label, drawing):
    """What a diagram shows, in words."""
    if not drawing.panels:
        return f"{label}: {row.caption}"
    return render_to_string("indicators/_chart_words.html", {"drawing": drawing}).strip()


# Sources


class Shown(NamedTuple):
    """A figure that is shown, and what it belongs to."""

    series: values.Series
    indicator: values.Indicator
    figure: values.Measurement | None  # None: of none of the series is anything shown


def shown_of(found):
    """The figures that a diagram or table shows; without any its series alone."""
    figures = [
        Shown(series, indicator, figure)
        for series, indicator in found
        for figure in about.figures_in(series)
    ]
    return figures or [Shown(series, indicator, None) for series, indicator in found]


def source_line(shown, partnership):
    """Where the figures come from, like "Källa: SCB. Bearbetning: Region Norrbotten."."""
    names = list(dict.fromkeys(name for each in shown for name in names_of(each)))
    if not names:
        return _("Source: not stated.")
    line = _("Source: %(names)s.") % {"names": "; ".join(names)}
    if any(is_processed(each) for each in shown):
        line += " " + _("Processed by %(name)s.") % {"name": partnership.name}
    return line


def names_of(shown):
    """The source of a figure, else that of its series, else those of its indicator."""
    source = (shown.figure and shown.figure.source) or shown.series.source
    if source:
        return [source.name]
    return [each.as_printed or each.source.name for each in shown.indicator.citations]


def is_processed(shown):
    is_computed = bool(shown.series.recipe or (shown.figure and shown.figure.derivation))
    return shown.series.official == PROCESSED or is_computed


def are_official(shown):
    """Whether there are figures, and all are official statistics as they were published."""
    has_value = any(each.figure and each.figure.value is not None for each in shown)
    return has_value and all(is_official(each) for each in shown)


def is_official(shown):
    """Not what was processed or estimated, nor what is from another source than its series."""
    series, figure = shown.series, shown.figure
    is_elsewhere = bool(series.source and figure.source and figure.source != series.source)
    is_estimated = figure.status == ESTIMATED
    is_changed = is_elsewhere or is_estimated or is_processed(shown)
    return series.official == OFFICIAL and not is_changed


# Tables


def unit_of(series):
    units = {each.unit for each in series}
    if len(units) != 1:
        return ""
    unit = units.pop()
    return _("per cent") if is_share(unit) else unit


def table_of(found):
    """The figures of some series as a table: a row for each line, a column for each period.

    ``found``: the series with their indicator. Areas stand side by side where there are several.
    With many periods it is turned round.
    """
    series = [each for each, _indicator in found]
    areas = list(dict.fromkeys(each.area for each in series))
    row_of = about.rows_of(found, has_units=len({each.unit for each in series}) > 1)
    places, order = defaultdict(list), {}
    for each in series:
        for figure in about.figures_in(each):
            column = (each.area, figure.period, figure.aggregation)
            order[column] = (areas.index(each.area), *figure.order)
            places[row_of[each.code], column].append((each, figure))
    if not places:
        return {"corner": unit_of(series), "head": [], "rows": []}
    columns = sorted(order, key=order.get)
    rows = list(dict.fromkeys(row_of.values()))
    heads = [head_of(column, has_areas=len(areas) > 1) for column in columns]
    cells = [[cell_of(places[row, column]) for column in columns] for row in rows]
    labels = [about.called(row) for row in rows]
    if len(columns) > MOST_COLUMNS and len(rows) < len(columns):
        heads, labels, cells = labels, heads, [list(each) for each in zip(*cells, strict=True)]
    return {
        "corner": unit_of(series),
        "head": heads,
        "rows": [{"label": label, "cells": row} for label, row in zip(labels, cells, strict=True)],
    }


def head_of(column, *, has_areas):
    area, written, aggregation = column
    words = period(written)
    if aggregation != POINT:
        words = f"{words} ({aggregation.label})"
    return f"{area.local_name} {words}" if has_areas else words


def cell_of(found):
    """Usually one figure; beside it a baseline of its period that says otherwise."""
    if not found:
        return {"shown": "", "status": "", "note": ""}
    statuses = [figure.status for _series, figure in found]
    words = [words_of(figure, series) for series, figure in found]
    is_one = len(set(words)) == 1
    notes = [note_of(figure, is_one=is_one) for _series, figure in found]
    return {
        "status": next((each for each in statuses if each != NORMAL), NORMAL).value,
        **about.joined(list(zip(words, notes, strict=True))),
    }


def words_of(figure, series):
    """The number; with its unit where that is not the one of the table, or a share."""
    if figure.value is None or figure.aggregation in CHANGES or is_share(series.unit):
        return about.shown(figure, series.unit)
    return about.bare(figure)


def note_of(figure, *, is_one):
    kind = "" if is_one or figure.baseline is None else str(figure.baseline.label)
    derived = _("computed") if figure.derivation else ""
    return ", ".join(each for each in (kind, about.status_of(figure), derived) if each)
