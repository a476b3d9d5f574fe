"""What an edition says of the strategy, its sources and its figures, as plain values."""

from indicators import models
from indicators.judging.referring import digits, missing, unit_of
from indicators.judging.writing import period
from strategy.overview.rows import grouped
from strategy.overview.tables import says_the_same

START = models.Baseline.Kind.START
AS_MEASURED = {models.Series.Role.MAIN, models.Series.Role.COMPARISON}
NORMAL = models.Observation.Status.NORMAL
# What tells two series of one area apart whose rows would be called the same
TELL_APART = (
    lambda series, _indicator: series.title,
    lambda series, _indicator: series.age,
    lambda series, _indicator: series.unit,
    lambda _series, indicator: indicator.name,
    lambda series, _indicator: series.code,
)


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
    series = [each for indicator in overview.indicators for each in indicator.series]
    figures = [figure for each in series for figure in each.measurements]
    measured = [each.source for each in (*series, *figures) if each.source]
    found = dict.fromkeys((*cited, *measured))
    return [source(each) for each in sorted(found, key=lambda each: each.name.casefold())]


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
        return missing(read)
    return f"{bare(read)} {unit_of(read.aggregation, unit)}".strip()


def bare(read):
    """The number alone, as ``digits`` writes it."""
    return digits(read, read.aggregation, read.decimals)


def status_of(read):
    """ "provisional", "estimated" …; "" where there is nothing to say about a value."""
    return "" if read.status == NORMAL else str(read.status.label)


def joined(told):
    """What stands in one place of a table, as pairs of words and what is noted of them.

    Usually it is one figure. Where there are several each note says which one it is about.
    """
    shown = list(dict.fromkeys(words for words, _note in told))
    notes = [note if len(shown) == 1 else f"{words}: {note}" for words, note in told if note]
    return {"shown": "; ".join(shown), "note": "; ".join(dict.fromkeys(notes))}


def rows_of(found, *, has_units=False):
    """In which row of a table each series stands, by its code: the words the row is called by.

    ``found``: series with their indicator. Areas of one measure stand in one row. Two series of
    one area never do: what differs between them is told, at last their codes. ``has_units``:
    every row tells its unit.
    """
    rows = {
        each.code: (
            each.label_as_printed or each.title,
            *([each.unit] if has_units and each.unit else []),
        )
        for each, _indicator in found
    }
    for tell in TELL_APART:
        for alike in clashing(found, rows):
            words = {each.code: tell(each, indicator) for each, indicator in alike}
            if len(set(words.values())) > 1:
                rows |= {code: (*rows[code], said) for code, said in words.items()}
    return rows


def clashing(found, rows):
    """The series of each row in which two of one area stand."""
    alike = grouped((rows[each.code], (each, indicator)) for each, indicator in found)
    return [row for row in alike.values() if len({each.area for each, _ in row}) < len(row)]


def called(row):
    return ", ".join(dict.fromkeys(each for each in row if each))


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
    common = periods.pop() if is_table and len(periods) == 1 else ""
    measured = {each.code: (each, indicator) for each, _start in found}
    row_of = rows_of(measured.values())
    rows = {}
    for each, start in found:
        cells = rows.setdefault(row_of[each.code], [[] for _area in areas])
        told = starting_point(start, each, as_printed, has_period=not common)
        cells[areas.index(each.area)].append(told)
    return {
        "period": common,
        "columns": [each.local_name for each in areas] if len(areas) > 1 else [""] * len(areas),
        "rows": [
            {
                "label": called(row) if is_table else "",
                "cells": [joined(each) for each in cells],
            }
            for row, cells in rows.items()
        ],
    }


def starting_point(start, series, as_printed, *, has_period):
    """Its words and what is noted of it. ``has_period``: whether it tells its own period."""
    is_printed = as_printed and start.as_printed
    words = start.as_printed if is_printed else shown(start, series.unit)
    is_told = is_printed and start.period in words  # it mostly says so itself
    if has_period and start.period and not is_told:
        words = f"{words} ({period(start.period)})"
    return words, "; ".join(each for each in (status_of(start), start.note) if each)


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
