"""Figures in tables: a row for each period and group, the newest first, a column for each area."""

from dataclasses import dataclass, replace
from itertools import count

from indicators.models import Series as SeriesRow
from strategy.overview.rows import grouped
from strategy.overview.values import Measurement, Named, Series

APART = (SeriesRow.Role.SUBSTITUTE, SeriesRow.Role.CONTEXT)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A figure in a table; a baseline of the same period and value stands with it."""

    series: Series
    measurement: Measurement
    baseline: Measurement | None
    number: int | None  # of the remark about it

    @property
    def told(self):
        """What there is to say something about."""
        baseline = [] if self.baseline in {None, self.measurement} else [self.baseline]
        return tuple(each for each in (self.measurement, *baseline) if each.has_remarks)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A period, of one group, across the areas."""

    period: str
    aggregation: str
    group: Named | None  # None: everybody
    cells: tuple[tuple[Entry, ...], ...]

    @property
    def block(self):
        """What rows have in common that stand below one period."""
        return self.period, self.aggregation


@dataclass(frozen=True, kw_only=True)
class Table:
    """The series of one measure in one unit: areas side by side, groups below each other."""

    unit: str
    series: Series  # the first; the others differ only in area and group
    areas: tuple[Named, ...]
    has_groups: bool
    rows: tuple[Row, ...]

    @property
    def title(self):
        return self.series.name if self.has_groups else self.series.title

    @property
    def age(self):
        """The age, where the title and the unit do not say it already."""
        told = f"{self.title} {self.unit}"
        return "" if self.series.age in told else self.series.age

    @property
    def remarks(self):
        return tuple(
            entry for row in self.rows for cell in row.cells for entry in cell if entry.number
        )


def tables_of(series, *, remarks=True):
    """The tables of some series, the main ones first; remarks are numbered through."""
    numbers = count(1) if remarks else None
    return tuple(table(columns, numbers) for columns in measures_of(series))


def measures_of(series):
    """The series of each measure, the main ones first, everybody before groups."""
    found = grouped((measure_of(each), each) for each in sorted(series, key=weight_of))
    return tuple(found.values())


def weight_of(series):
    """Main before substitute before context, everybody before groups."""
    role = APART.index(series.role) if series.role in APART else -1
    return role, series.group is not None


def measure_of(series):
    return series.name, series.unit, series.age, series.role if series.role in APART else ""


def table(columns, numbers):
    """``columns``: the series of one measure, everybody before groups."""
    groups = list(dict.fromkeys(each.group for each in columns))
    areas = sorted(dict.fromkeys(each.area for each in columns), key=lambda each: each.is_nation)
    entries = grouped(
        ((key, series.group, series.area), entry)
        for series in columns
        for key, found in cells_of(series).items()
        for entry in found
    )
    keys = {(key, group) for key, group, _area in entries}
    by_group = sorted(keys, key=lambda each: groups.index(each[1]))
    return Table(
        unit=columns[0].unit,
        series=columns[0],
        areas=tuple(areas),
        has_groups=len(groups) > 1,
        rows=tuple(
            Row(
                period=key[1],
                aggregation=key[2],
                group=group,
                cells=tuple(
                    tuple(numbered(entry, numbers) for entry in entries.get((key, group, area), ()))
                    for area in areas
                ),
            )
            for key, group in sorted(by_group, key=lambda each: each[0], reverse=True)
        ),
    )


def cells_of(series):
    """The entries of one series, a baseline together with the figure that it equals."""
    baselines = list(series.baselines)
    entries = []
    for figure in series.observations:
        equal = next((each for each in baselines if says_the_same(each, figure)), None)
        if equal:
            baselines.remove(equal)
        entries.append(Entry(series=series, measurement=figure, baseline=equal, number=None))
    entries += [
        Entry(series=series, measurement=each, baseline=each, number=None) for each in baselines
    ]
    return grouped((key_of(entry.measurement), entry) for entry in entries)


def says_the_same(baseline, figure):
    return figure.is_point and (baseline.period, baseline.value, baseline.missing) == (
        figure.period,
        figure.value,
        figure.missing,
    )


def key_of(measurement):
    return measurement.order, measurement.period, measurement.aggregation


def numbered(entry, numbers):
    return replace(entry, number=next(numbers)) if numbers and entry.told else entry
