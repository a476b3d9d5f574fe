"""The charts of an indicator: one for each measure, areas and groups as lines."""

from dataclasses import dataclass, replace
from textwrap import wrap

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators import charts, models, periods, progress
from indicators.judging.writing import is_share, number, period, shortened
from strategy.overview import chart_words, values
from strategy.overview.rows import grouped
from strategy.overview.tables import measures_of

KINDS = models.Target.Kind
COMPARATORS = models.Target.Comparator
WITH_WAY = {KINDS.LEVEL, KINDS.RELATIVE}
WITH_LEVEL = WITH_WAY | {KINDS.RECURRING}
UPWARDS = {COMPARATORS.AT_LEAST, COMPARATORS.MORE_THAN}
BASELINES = models.Baseline.Kind
STATUSES = models.Observation.Status
AGGREGATIONS = models.Observation.Aggregation
OVER_SPANS = {
    AGGREGATIONS.SUM: gettext_lazy("%(value)s in all in %(period)s"),
    AGGREGATIONS.MEAN: gettext_lazy("%(value)s on average in %(period)s"),
    AGGREGATIONS.HIGHEST: gettext_lazy("at most %(value)s in %(period)s"),
    AGGREGATIONS.LOWEST: gettext_lazy("at least %(value)s in %(period)s"),
}
DECIMALS = 6  # of a level; a printed one has no more
TIMES_AS_LARGE = 5  # what is so many times the region's gets a chart of its own
LINE, LETTERS = 32, 44  # the height of a line of a title, and how many letters it holds
GAP, EMPTY = 24, 90


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The chart of one measure, and how far down it stands."""

    title: str
    unit: str
    top: int  # of the chart; its head stands above
    head: tuple[str, ...]  # the title, on as many lines as it needs
    foot: tuple[str, ...]  # of the head: the unit, likewise
    chart: charts.Chart

    @property
    def lines(self):
        """The words above the chart, upwards from it: the unit, and the title over it."""
        words = [(line, True) for line in self.head] + [(line, False) for line in self.foot]
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

    @property
    def told(self):
        """What the charts show, in the reader's language."""
        return chart_words.told(self.panels)

    @property
    def first(self):
        """The first chart alone."""
        return replace(self, panels=self.panels[:1], height=self.end_of_first)

    @property
    def rest(self):
        """All others."""
        first = self.end_of_first
        moved = tuple(replace(each, top=each.top - first) for each in self.panels[1:])
        return replace(self, panels=moved, height=self.height - first)

    @property
    def end_of_first(self):
        return self.panels[0].top + self.panels[0].chart.height + GAP


def drawing_of(indicator):
    """Draw an indicator that was read with its targets and annotations."""
    panels, height, units = [], 0, set()
    targets = tuple(standing(indicator.targets))
    together = [part for each in measures_of(indicator.series) for part in of_one_size(each)]
    for series, is_beside in together:
        unit = series[0].unit
        aims = () if is_beside else targets
        chart = chart_of(indicator, series, aims, takes_others=unit not in units)
        if chart:
            units |= set() if is_beside else {unit}
            panels.append(panel(series, chart, height, title=title_of(series), unit=unit))
            height = panels[-1].top + chart.height + GAP
    return Drawing(panels=tuple(panels), height=height or EMPTY)


def drawing_of_series(series, *, by):
    """Draw series of any indicators beside each other, one chart for each unit.

    ``by``: what their lines are called by, "area" or "group".
    """
    panels, height = [], 0
    for unit, beside in grouped((each.unit, each) for each in series).items():
        chart = charts.draw(
            lines=[
                replace(line_of(each, None, beside, ()), label=CALLED_BY[by](each))
                for each in beside
            ],
            start=_("starting point"),
            reference=_("reference year"),
        )
        if chart:
            panels.append(panel(beside, chart, height, title=beside[0].name, unit=unit))
            height = panels[-1].top + chart.height + GAP
    return Drawing(panels=tuple(panels), height=height or EMPTY)


def called_by_group(series):
    return series.group.local_name if series.group else _("everybody")


CALLED_BY = {"area": lambda series: series.area.local_name, "group": called_by_group}


def spark_of(indicator):
    """The headline of an indicator as a chart without words; None where it has no line."""
    if len(indicator.headline) != 1:
        return None
    (series,) = indicator.headline
    leading = indicator.leading
    is_of_it = leading and leading.kind in WITH_LEVEL and leading.series in {"", series.title}
    level = leading.judgement.level if is_of_it else None
    return charts.spark(line_of(series, indicator, [series], ()), level)


def of_one_size(series):
    """The nation apart, where it would press the lines of the region flat.

    Pairs of series and whether they stand beside those that targets are about.
    """
    region = [each for each in series if not each.area.is_nation]
    nation = [each for each in series if each.area.is_nation]
    if not region or not nation or largest(nation) <= TIMES_AS_LARGE * largest(region):
        return [(series, False)]
    return [(region, False), (nation, True)]


def largest(series):
    sizes = [abs(each.value) for part in series for each in part.measurements if is_level(each)]
    return max(sizes, default=0)


def is_level(measurement):
    return measurement.value is not None and measurement.is_point


def title_of(series):
    has_groups = len({each.group for each in series}) > 1
    title = series[0].name if has_groups else series[0].title
    return f"{title}, {series[0].area.local_name}" if series[0].area.is_nation else title


def panel(series, chart, height, *, title, unit):
    """The chart of some series, below what is drawn down to a height."""
    unit = unit_of(unit)
    head, foot = tuple(wrap(title, LETTERS)), tuple(wrap(unit, LETTERS))
    top = height + LINE * (len(head) + len(foot)) + GAP
    return Panel(title=title, unit=unit, top=top, head=head, foot=foot, chart=chart)


def chart_of(indicator, series, targets, *, takes_others):
    """``takes_others``: whether targets that name no series, in the same unit, are drawn here."""
    mine = tuple(targets_of(targets, series, takes_others=takes_others))
    bases = bases_of(mine, series)
    lines = [line_of(each, indicator, series, bases[each.code]) for each in series]
    return charts.draw(
        lines=lines,
        targets=levels_of(mine, lines, has_names=len({each.title for each in series}) > 1),
        start=_("starting point"),
        reference=_("reference year"),
    )


def unit_of(unit):
    if not unit:
        return _("unit not known")
    return _("per cent") if is_share(unit) else unit


def line_of(series, indicator, beside, bases):
    """``indicator``: whose breaks there are, and how often it is measured; None: not told."""
    biennial = models.Indicator.Frequency.TWO_YEARS
    annotations = indicator.annotations if indicator else ()
    return charts.Line(
        label=label_of(series, beside),
        points=points_of(series, bases),
        group=group_of(series, beside),
        area=series.area.local_name,
        is_nation=series.area.is_nation,
        step=2 if indicator and indicator.frequency == biennial else 1,
        breaks=tuple(breaks_of(series, annotations or ())),
        besides=tuple(spans_of(series)),
    )


def spans_of(series):
    """What is known over several periods together, which no mark can stand for."""
    for each in series.observations:
        if each.value is not None and each.aggregation in OVER_SPANS:
            values = {"value": number(each.value, each.decimals), "period": period(each.period)}
            yield OVER_SPANS[each.aggregation] % values


def group_of(series, beside):
    """Whom a line is about; "" where all lines are about everybody."""
    if series.group:
        return series.group.local_name
    return capfirst(_("everybody")) if any(each.group for each in beside) else ""


def breaks_of(series, annotations):
    """Where it was measured otherwise: as an annotation tells, or a figure's own status."""
    told = set()
    for each in annotations:
        if each.kind == models.Annotation.Kind.BREAK and each.series_code in {"", series.code}:
            told.add(each.period)
            yield break_at(each.period, each.text)
    for each in series.observations:
        if each.status == STATUSES.BREAK and each.is_point and each.period not in told:
            yield break_at(each.period, each.status.label)


def break_at(written, words):
    return charts.Break(period=periods.parse(written), words=f"{period(written)}: {words}")


def label_of(series, beside):
    """By what a line differs from those beside it; the area where it stands alone."""
    parts = []
    if len({each.group for each in beside}) > 1:
        parts.append(series.group.local_name if series.group else _("everybody"))
    if len({each.area for each in beside}) > 1 or not parts:
        parts.append(series.area.local_name)
    return ", ".join(parts)


def points_of(series, bases):
    """The figures of single periods; a baseline equal to one is that one, marked.

    ``bases``: period and value of what targets are counted from; few have a baseline too.
    """
    figures = [each for each in series.observations if each.is_point]
    baselines = [each for each in series.baselines if each.period and not each.is_replaced]
    starts = {key_of(each) for each in baselines if each.baseline == BASELINES.START}
    references = {key_of(each) for each in baselines if each.baseline == BASELINES.REFERENCE}
    references = with_bases(references, bases)
    known = {key_of(each): each for each in (*baselines, *figures)}
    told = [key_of(each) for each in figures]
    return tuple(
        charts.Point(
            period=periods.parse(written),
            value=value,
            is_start=(written, value) in starts,
            is_reference=(written, value) in references,
            **marked(known.get((written, value))),
        )
        for written, value in (*told, *((starts | references) - set(told)))
    )


def marked(measurement):
    """What is drawn of how sure a figure is; nothing of one that only a target knows."""
    if measurement is None:
        return {}
    return {
        "is_provisional": measurement.status == STATUSES.PROVISIONAL,
        "is_estimated": measurement.status == STATUSES.ESTIMATED,
        "decimals": measurement.decimals,
    }


def key_of(measurement):
    return measurement.period, measurement.value


def with_bases(references, bases):
    """Reference years with what targets are counted from; one without a value if none is known."""
    found = references | set(bases)
    known = {written for written, value in found if value is not None}
    return {
        (written, value) for written, value in found if value is not None or written not in known
    }


# Targets


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A target, or a part of one, with what a part takes over from the whole."""

    target: values.Target
    is_replaced: bool
    is_beside: bool
    authority: str
    year: int | None

    @property
    def is_aside(self):
        return self.is_replaced or self.is_beside


def standing(targets, whole=None):
    """The targets and their parts; a part of a revised target is revised with it."""
    for target in targets:
        found = Standing(
            target=target,
            is_replaced=target.is_replaced or bool(whole and whole.is_replaced),
            is_beside=bool(target.stands_beside) or bool(whole and whole.is_beside),
            authority=target.authority or (whole.authority if whole else ""),
            year=target.decided_year or (whole.year if whole else None),
        )
        yield found
        yield from standing(target.parts, found)


def targets_of(targets, series, *, takes_others):
    """Those that are read from these series."""
    titles = {each.title for each in series}
    for each in targets:
        named = each.target.series
        if each.target.unit == series[0].unit and (named in titles if named else takes_others):
            yield each


def bases_of(targets, series):
    """Period and value of what changes are counted from, by the code of the series."""
    return grouped(
        (home_of(target, series).code, (target.base_period, target.judgement.base_value))
        for target in (each.target for each in targets)
        if target.kind == KINDS.RELATIVE and target.base_period
    )


def home_of(target, series):
    """The series a target is read from: of several areas the region's own."""
    named = [each for each in series if each.title == target.series] or series
    return min(named, key=lambda each: each.area.is_nation)


def levels_of(targets, lines, *, has_names):
    """The levels that are targets of these lines, the same one once.

    ``has_names``: whether the series a level is of has to be told; it is where it is of one.
    """
    points = {(point.period, point.value) for line in lines for point in line.points}
    found = grouped(
        (level, (each.target, ways_to(level, comparator, each, points)))
        for each in targets
        for comparator, level in levels_in(each)
    )
    return [level_with(level, owners, has_names=has_names) for level, owners in found.items()]


def level_with(level, found, *, has_names):
    """A level with the names and ways of its targets; met where all of them are."""
    met = {target.judgement.is_met for target, _ways in found if target.kind in WITH_WAY}
    level = replace(level, is_met=met.pop() if len(met) == 1 else None)
    owners = [(target.series if has_names else "", ways) for target, ways in found]
    names = {name for name, _ways in owners}
    if len(names) == 1:
        ways = dict.fromkeys(way for _name, ways in owners for way in ways)
        own = tuple(name for name in names if name)
        return replace(level, names=own + level.names, ways=tuple(ways))
    ways = [replace(way, whose=name) for name, ways in owners for way in ways]
    return replace(level, ways=tuple(dict.fromkeys(ways)))


def levels_in(standing):
    """The levels of a target, each with the comparator it is to be reached by."""
    target, judgement = standing.target, standing.target.judgement
    if target.kind in {KINDS.LEVEL, KINDS.RECURRING}:
        level = target.value
    else:
        level = judgement.level if target.kind == KINDS.RELATIVE else None
    if level is None:
        return []
    bounds = [(target.comparator, level)]
    if target.upper_value is not None:
        bounds = [(COMPARATORS.AT_LEAST, level), (COMPARATORS.AT_MOST, target.upper_value)]
    return [(comparator, level_of(standing, comparator, bound)) for comparator, bound in bounds]


def level_of(standing, comparator, level):
    target = standing.target
    title = _("Earlier target") if standing.is_replaced else _("Target")
    when = [period(target.deadline)] if target.deadline else []
    told, names = said_of(standing) if standing.is_aside else ((), ())
    return charts.Target(
        level=level,
        deadline=periods.parse(target.deadline) if target.deadline else None,
        words=(
            " ".join([title, *when]),
            f"{comparator.label} {number(shortened(level, DECIMALS))}",
            *told,
        ),
        names=names,
        is_aside=standing.is_aside,
        is_of_periods=target.kind == KINDS.RECURRING,
    )


def said_of(standing):
    """By what a target that is not the indicator's own is known, in words and in names."""
    if standing.year:
        return (_("decided %(year)s") % {"year": standing.year},), ()
    if standing.authority:
        return (), (standing.authority,)
    return ((), ()) if standing.is_replaced else ((_("of another document"),), ())


def ways_to(level, comparator, standing, points):
    """The way to a level from where its pace is counted; none where it was met from the start.

    That figure is one of ``points``: a way begins in its own chart.
    """
    target, start = standing.target, standing.target.judgement.start
    if target.kind not in WITH_WAY or start is None or level.deadline is None:
        return ()
    if (start.period, start.value) not in points or start.period.end >= level.deadline.end:
        return ()
    flags, is_upwards = target.judgement.flags, comparator in UPWARDS
    left = level.level - start.value
    if progress.Flag.BASELINE_ALREADY_MET in flags or not left or (left > 0) != is_upwards:
        return ()
    is_geometric = target.path == models.Target.Path.GEOMETRIC
    return (
        charts.Way(
            period=start.period,
            value=start.value,
            is_geometric=is_geometric and progress.Flag.PATH_NOT_POSSIBLE not in flags,
        ),
    )
