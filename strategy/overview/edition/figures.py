"""The diagrams and tables of an edition: drawn, tabled, described and with their sources."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators import models, periods
from indicators.judging.writing import is_share, period
from strategy.overview.drawing import Drawing, drawing_of
from strategy.overview.edition import about
from strategy.overview.values import titled

MOST_COLUMNS = 8  # of a table; with more periods they stand below each other
POINT = models.Observation.Aggregation.POINT
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
    series = [within_period(each, row) for each, _indicator in found]
    drawing = Drawing(panels=(), height=0)
    if row.kind == models.Figure.Kind.CHART and found:
        drawing = drawing_of(drawn(series, [indicator for _series, indicator in found]))
    label = writing.labels[row.code]
    kind, number = label.rsplit(" ", 1)
    return {
        "code": row.code,
        "kind": row.kind,
        "number": int(number),
        "label": label,
        "caption": row.caption,
        "source_line": row.source_line or source_line(found, overview.partnership),
        "is_official": bool(series) and all(is_official(each) for each in series),
        "unit": unit_of(series),
        "indicator": row.indicator.code if row.indicator else "",
        "printed_inside": row.printed_inside.splitlines(),
        "is_picture_only": row.is_picture_only,
        "series": [each.code for each in series],
        "alt": alt_of(row, label, drawing),
        "svg": svg_of(row, label, drawing, overview) if drawing.panels else "",
        "table": table_of(series),
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


def source_line(found, partnership):
    """Where the figures come from, like "Källa: SCB. Bearbetning: Region Norrbotten."."""
    names = list(dict.fromkeys(name for each in found for name in names_of(*each)))
    if not names:
        return _("Source: not stated.")
    line = _("Source: %(names)s.") % {"names": "; ".join(names)}
    if any(is_processed(series) for series, _indicator in found):
        line += " " + _("Processed by %(name)s.") % {"name": partnership.name}
    return line


def names_of(series, indicator):
    """The source of a series, else those of its indicator."""
    if series.source:
        return [series.source.name]
    own = [each.source.name for each in series.observations if each.source]
    return own or [each.as_printed or each.source.name for each in indicator.citations]


def is_processed(series):
    figures = about.figures_in(series)
    is_computed = bool(series.recipe) or any(each.derivation for each in figures)
    return series.official == PROCESSED or is_computed


def is_official(series):
    """Whether all its figures are official statistics as they were published."""
    return series.official == OFFICIAL and not is_processed(series)


# Tables


def unit_of(series):
    units = {each.unit for each in series}
    if len(units) != 1:
        return ""
    unit = units.pop()
    return _("per cent") if is_share(unit) else unit


def table_of(series):
    """The figures of some series as a table: a row for each line, a column for each period.

    Areas stand side by side where there are several. With many periods it is turned round.
    """
    areas = list(dict.fromkeys(each.area for each in series))
    has_units = len({each.unit for each in series}) > 1
    figures, order = {}, {}
    for each in series:
        for figure in about.figures_in(each):
            column = (each.area, figure.period, figure.aggregation)
            order[column] = (areas.index(each.area), *figure.order)
            figures.setdefault((label_of(each, has_units), column), (each, figure))
    columns = sorted(order, key=order.get)
    rows = list(dict.fromkeys(label_of(each, has_units) for each in series))
    heads = [head_of(column, has_areas=len(areas) > 1) for column in columns]
    cells = [[cell_of(figures.get((row, column))) for column in columns] for row in rows]
    if len(columns) > MOST_COLUMNS and len(rows) < len(columns):
        heads, rows, cells = rows, heads, [list(each) for each in zip(*cells, strict=True)]
    return {
        "corner": unit_of(series),
        "head": heads if figures else [],
        "rows": [{"label": label, "cells": found} for label, found in zip(rows, cells, strict=True)]
        if figures
        else [],
    }


def label_of(series, has_units):
    label = series.label_as_printed or titled(series.name, series.group)
    return f"{label}, {series.unit}" if has_units and series.unit else label


def head_of(column, *, has_areas):
    area, written, aggregation = column
    words = period(written)
    if aggregation != POINT:
        words = f"{words} ({aggregation.label})"
    return f"{area.local_name} {words}" if has_areas else words


def cell_of(found):
    if found is None:
        return {"shown": "", "status": "", "note": ""}
    series, figure = found
    told = [] if figure.status == models.Observation.Status.NORMAL else [str(figure.status.label)]
    if figure.derivation:
        told.append(_("computed"))
    words = about.shown(figure, series.unit) if figure.value is None else value_of(figure, series)
    return {"shown": words, "status": figure.status.value, "note": ", ".join(told)}


def value_of(figure, series):
    """The number; with its unit where that is not the one of the table, or a share."""
    is_change = figure.aggregation in about.CHANGES
    if is_change or is_share(series.unit):
        return about.shown(figure, series.unit)
    return about.bare(figure)
