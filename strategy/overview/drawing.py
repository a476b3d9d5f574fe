"""The charts of an indicator: one for each measure, areas and groups as lines."""

from dataclasses import dataclass, replace
from textwrap import wrap

from django.utils.translation import gettext as _

from indicators import charts, models, periods
from indicators.judging.writing import is_share
from strategy.overview.rows import grouped
from strategy.overview.tables import measures_of

KINDS = models.Target.Kind
COMPARATORS = models.Target.Comparator
LINE, LETTERS = 32, 58  # the height of a line of a title, and how many letters it holds
GAP, EMPTY = 24, 90


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The chart of one measure, and how far down it stands."""

    title: str
    unit: str
    top: int  # of the chart; its head stands above
    head: tuple[str, ...]  # the title, on as many lines as it needs
    chart: charts.Chart

    @property
    def lines(self):
        """The words above the chart, upwards from it: the unit, and the title over it."""
        words = [(line, True) for line in self.head] + [(self.unit, False)]
        return [
            {"words": line, "is_title": is_title, "y": -LINE * (len(words) - number) + 12}
            for number, (line, is_title) in enumerate(words)
        ]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All charts of an indicator under each other; none where there is nothing to draw."""

    panels: tuple[Panel, ...]
    height: int
    width: int = charts.WIDTH


def drawing_of(indicator):
    """Draw an indicator that was read with its targets and annotations."""
    panels, height, units = [], 0, set()
    for series in measures_of(indicator.series):
        first = series[0]
        has_groups = len({each.group for each in series}) > 1
        chart = charts.draw(
            lines=[line_of(each, indicator, series) for each in series],
            targets=levels_of(indicator.targets, series, takes_others=first.unit not in units),
        )
        if chart:
            units.add(first.unit)
            title = first.name if has_groups else first.title
            head = tuple(wrap(title, LETTERS))
            top = height + LINE * (len(head) + 1) + GAP
            unit = unit_of(first.unit)
            panels.append(Panel(title=title, unit=unit, top=top, head=head, chart=chart))
            height = top + chart.height + GAP
    return Drawing(panels=tuple(panels), height=height or EMPTY)


def unit_of(unit):
    if not unit:
        return _("unit not known")
    return _("per cent") if is_share(unit) else unit


def line_of(series, indicator, beside):
    biennial = models.Indicator.Frequency.TWO_YEARS
    return charts.Line(
        label=label_of(series, beside),
        points=tuple(points_of(series)),
        is_nation=series.area.is_nation,
        step=2 if indicator.frequency == biennial else 1,
        breaks=tuple(
            periods.parse(each.period)
            for each in indicator.annotations
            if each.kind == models.Annotation.Kind.BREAK and each.series_code in {"", series.code}
        ),
    )


def label_of(series, beside):
    """By what a line differs from those beside it; the area where it stands alone."""
    parts = []
    if len({each.group for each in beside}) > 1:
        parts.append(series.group.local_name if series.group else _("everybody"))
    if len({each.area for each in beside}) > 1 or not parts:
        parts.append(series.area.local_name)
    return ", ".join(parts)


def points_of(series):
    """The figures of single periods; a starting point equal to one is that one, marked."""
    figures = [each for each in series.observations if each.is_point]
    starts = [each for each in series.baselines if each.period and not each.is_replaced]
    starts = {(each.period, each.value) for each in starts}
    told = {(each.period, each.value) for each in figures}
    for figure in figures:
        yield charts.Point(
            period=periods.parse(figure.period),
            value=figure.value,
            is_baseline=(figure.period, figure.value) in starts,
            is_provisional=figure.status == models.Observation.Status.PROVISIONAL,
        )
    for period, value in starts - told:
        yield charts.Point(period=periods.parse(period), value=value, is_baseline=True)


def levels_of(targets, series, *, takes_others):
    """The levels that are targets of these series.

    ``takes_others``: also those that name no series, in the same unit.
    """
    titles = {each.title for each in series}
    found = []
    for target in flat(targets):
        mine = target.series in titles if target.series else takes_others
        is_level = target.kind in {KINDS.LEVEL, KINDS.RECURRING} and target.value is not None
        if mine and is_level and not target.is_replaced and target.unit == series[0].unit:
            found += levels_in(target, target.series if len(titles) > 1 else "")
    return merged(found)


def merged(targets):
    """The same level once; whose it is only where it is of one."""
    same = grouped((replace(each, label=""), each.label) for each in targets)
    return [
        replace(each, label=labels[0] if len(labels) == 1 else "") for each, labels in same.items()
    ]


def flat(targets):
    for target in targets:
        yield target
        yield from flat(target.parts)


def levels_in(target, label):
    bounds = [(target.comparator, target.value)]
    if target.upper_value is not None:
        bounds = [(COMPARATORS.AT_LEAST, target.value), (COMPARATORS.AT_MOST, target.upper_value)]
    deadline = periods.parse(target.deadline) if target.deadline else None
    return [
        charts.Target(comparator=str(comparator.label), label=label, level=level, deadline=deadline)
        for comparator, level in bounds
    ]
