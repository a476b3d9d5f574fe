"""What an edition says of the strategy, its sources and its figures, as plain values."""

from django.utils.translation import gettext as _

from indicators import models
from indicators.judging.referring import CHANGES, unit_of
from indicators.judging.writing import number, period, signed
from strategy.overview.tables import says_the_same

START = models.Baseline.Kind.START
AS_MEASURED = {models.Series.Role.MAIN, models.Series.Role.COMPARISON}


def partnership(overview):
    read = overview.partnership
    return {"code": read.code, "name": read.name, "area_name": read.area_name}


def strategy(overview):
    read, vision = overview.strategy, overview.vision
    return {
        "code": read.code,
        "title": read.title,
        "short_title": read.short_title,
        "adopted_by": read.adopted_by,
        "adopted_year": read.adopted_year,
        "first_year": read.first_year,
        "horizon_year": read.horizon_year,
        "legal_basis": read.legal_basis,
        "vision": vision.statement if vision else "",
        "perspectives": vision.perspectives if vision else "",
        "objectives": list(overview.objectives),
    }


def follow_up(row, *, show_makers):
    return {
        "code": row.code,
        "title": row.title,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "prepared_by": row.prepared_by,
        "makers": row.makers if show_makers and row.show_makers else "",
        "is_from_document": row.is_from_document,
        "contents_as_printed": row.contents_as_printed,
    }


def note(read):
    return {
        "code": read.code,
        "kind": read.kind.value,
        "text": read.text,
        "passage": read.passage,
        "about": read.about,
    }


def annotation(read):
    return {
        "period": read.period,
        "kind": read.kind.value,
        "text": read.text,
        "series": read.series,
    }


def citation(read):
    return {
        "as_printed": read.as_printed,
        "source": read.source.name,
        "is_certain": read.is_certain,
        "note": read.note,
    }


def source(read):
    return {
        "name": read.name,
        "publisher": read.publisher,
        "address": read.address,
        "licence": read.licence,
        "access": read.access.value,
        "note": read.note,
    }


def sources(overview):
    """Every source that stands behind a figure, a goal or an indicator, by name."""
    cited = [
        each.source for owner in (*overview.goals, *overview.indicators) for each in owner.citations
    ]
    measured = [series.source for each in overview.indicators for series in each.series]
    found = {each.name: each for each in (*cited, *measured) if each}
    return [source(found[name]) for name in sorted(found, key=str.casefold)]


def not_followed(areas):
    """The indicators that were not followed up, and why, in the order of the report."""
    return [
        {
            "goal": goal["code"],
            "goal_name": goal["name"],
            "indicator": indicator["code"],
            "name": indicator["name"],
            "reason": indicator["assessment"]["not_followed_reason"],
            "as_printed": indicator["assessment"]["not_followed_as_printed"],
        }
        for area in areas
        for goal in area["goals"]
        for indicator in goal["indicators"]
        if indicator["assessment"] and indicator["assessment"]["not_followed_reason"]
    ]


# Series and their figures


def series(read):
    return {
        "code": read.code,
        "title": read.title,
        "name": read.name,
        "label_as_printed": read.label_as_printed,
        "area": {"name": read.area.local_name, "is_nation": read.area.is_nation},
        "group": read.group.local_name if read.group else "",
        "age": read.age,
        "unit": read.unit,
        "role": read.role.value,
        "official": read.official.value,
        "source": read.source.name if read.source else "",
        "recipe": read.recipe,
        "table_reference": read.table_reference,
        "substitutes": read.substitutes,
        "comparability": read.comparability.value if read.comparability else "",
        "comparability_reason": read.comparability_reason,
        "baselines": [measurement(each, read.unit) for each in read.baselines],
        "observations": [measurement(each, read.unit) for each in read.observations],
    }


def measurement(read, unit):
    return {
        "period": read.period,
        "aggregation": read.aggregation.value,
        "kind": read.baseline.value if read.baseline else "",
        "value": None if read.value is None else f"{read.value:f}",
        "missing": read.missing.value if read.missing else "",
        "direction": read.direction.value if read.direction else "",
        "is_approximate": read.is_approximate,
        "status": read.status.value,
        "as_printed": read.as_printed,
        "unit_as_printed": read.unit_as_printed,
        "decimals": read.decimals,
        "shown": shown(read, unit),
        "derivation": read.derivation,
        "note": read.note,
        "vintage": read.vintage,
        "is_replaced": read.is_replaced,
    }


def shown(read, unit):
    """The number with its unit as the language writes it, or why there is none."""
    if read.value is None:
        words = [str(read.missing.label)] if read.missing else []
        return ": ".join([*words, *([str(read.direction.label)] if read.direction else [])])
    return f"{bare(read)} {unit_of(read.aggregation, unit)}".strip()


def bare(read):
    """The number alone; a change with its sign, one that is only about so as such."""
    write = signed if read.aggregation in CHANGES else number
    words = write(read.value, read.decimals)
    return _("about %(number)s") % {"number": words} if read.is_approximate else words


# What the strategy starts from


def baseline(indicator, *, as_printed, order):
    """The starting points as the table of a focus area prints them: areas side by side.

    ``order``: the codes of series in the order they were entered, which is that of the document.
    """
    found = [
        (each, start)
        for each in sorted(indicator.series, key=lambda series: order.index(series.code))
        for start in each.baselines
        if each.role in AS_MEASURED and start.baseline == START and not start.is_replaced
    ]
    areas = list(dict.fromkeys(each.area for each, _start in found))
    periods = {start.period for _series, start in found}
    is_table = len(found) > 1
    rows = {}
    for each, start in found:
        label = (each.label_as_printed or each.title) if is_table else ""
        cells = rows.setdefault(label, [[] for _area in areas])
        cells[areas.index(each.area)].append(cell(start, each, as_printed, is_alone=not is_table))
    return {
        "period": periods.pop() if is_table and len(periods) == 1 else "",
        "columns": [each.local_name for each in areas] if len(areas) > 1 else [""] * len(areas),
        "rows": [
            {"label": label, "cells": [joined(each) for each in cells]}
            for label, cells in rows.items()
        ],
    }


def cell(start, series, as_printed, *, is_alone):
    if as_printed and start.as_printed:
        return {"shown": start.as_printed, "note": start.note}
    words = shown(start, series.unit)
    if start.period and is_alone:
        words = f"{words} ({period(start.period)})"
    return {"shown": words, "note": start.note}


def joined(cells):
    """What stands in one place of a table; usually one figure."""
    return {
        "shown": "; ".join(each["shown"] for each in cells),
        "note": " ".join(each["note"] for each in cells if each["note"]),
    }


def figures_in(read):
    """The figures of a series with the baselines that no figure of the same period repeats."""
    return [
        *read.observations,
        *(
            each
            for each in read.baselines
            if each.period
            and not each.is_replaced
            and not any(says_the_same(each, figure) for figure in read.observations)
        ),
    ]
