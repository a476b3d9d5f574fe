"""The same statistic beside each other: partnerships, nations, areas, groups.

What is compared is what series say of themselves: the same statistic. Figures are put in an
order only for one period and in one unit; where that can't be, nothing is ordered.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.utils.translation import get_language

from indicators import models, periods
from indicators.charts import ranked
from indicators.judging.writing import is_share
from strategy.overview import values
from strategy.overview.beside import source
from strategy.overview.drawing import Drawing, drawing_of_series
from strategy.overview.measuring import read_series
from strategy.overview.paging import page_of
from strategy.overview.rows import grouped
from strategy.overview.sorting import alphabetical
from strategy.overview.values import take

ON_A_PAGE = 50
LINES = 6  # in one chart; more can't be told apart
LONGEST = 60  # of what an address may ask for
ALONG = (
    *("statistic__partnership", "indicator", "area", "group", "source"),
    "strategy__partnership",
)
MONEY = re.compile(r"\bt?m?kr\b|kron", re.IGNORECASE)  # each country has its own
CHANGES = (models.Annotation.Kind.BREAK, models.Annotation.Kind.DEFINITION)
UNSURE = {
    models.Observation.Status.PROVISIONAL: "provisional",
    models.Observation.Status.ESTIMATED: "estimated",
    models.Observation.Status.BREAK: "breaks",
    models.Observation.Status.DEFINITION_DIFFERS: "definitions",
    models.Observation.Status.LOW_RELIABILITY: "unsure",
}


class By(StrEnum):
    """What stands beside each other."""

    AREA = "area"
    GROUP = "group"


class Doubt(StrEnum):
    """Why figures beside each other may not be comparable."""

    UNITS = "units"
    NO_COMMON_PERIOD = "no_common_period"
    PERIODS = "periods"
    DEFINITIONS = "definitions"
    SOURCES = "sources"
    SUBSTITUTES = "substitutes"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    BREAKS = "breaks"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """What is compared, and what makes it comparable."""

    name: values.Named
    name_language: str  # as it is shown to the reader; empty: not known
    unit: str
    unit_language: str
    definition: str
    language: str  # of the definition; empty: not known


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A statistic that public series have."""

    name: values.Named
    name_language: str  # as it is shown to the reader; empty: not known
    unit: str
    partnerships: int
    series: int
    newest: str  # the newest period with a number; empty: there is none


@dataclass(frozen=True, kw_only=True)
class Change:
    """From when on an indicator, or one of its series, was measured otherwise."""

    period: str
    text: str
    indicator: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One of what stands beside each other: a series, and where it comes from."""

    series: values.Series
    figure: values.Measurement | None  # of the period that is compared
    bar: ranked.Ranked | None  # None: not put in order
    partnership: str  # its name
    language: str
    codes: tuple[str, str, str]  # of the indicator
    indicator: str  # its name
    definition: str
    sources: tuple[values.Source, ...]  # of the figure or series, else of the indicator
    changes: tuple[Change, ...]

    @property
    def latest(self):
        """The newest number, where the period that is compared has none."""
        return self.figure or self.series.latest


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What can be chosen in the address."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A page of what stands beside each other."""

    statistic: Statistic
    by: By
    choices: tuple[Choice, ...]  # groups beside areas, areas beside groups
    ways: tuple[By, ...]  # in which it can be compared
    period: str  # the one all figures in order are of; empty: there is none
    count: int  # of all that stands beside each other
    without: int  # how many of them have no number for the period
    is_ordered: bool
    entries: tuple[Entry, ...]
    drawing: Drawing
    drawing_language: str  # of the words that are its first series' own
    drawn: int  # so many of those with a number; 0: all of the page
    doubts: tuple[Doubt, ...]
    page: Page

    @property
    def chosen(self):
        return next((each for each in self.choices if each.is_chosen), None)

    @property
    def bars(self):
        """What has a bar; the same area and group with the same figure once, whoever keeps it."""
        same = {
            (each.series.area, each.series.group, each.series.age, each.figure.value): each
            for each in reversed(self.entries)
            if each.bar
        }
        return tuple(each for each in self.entries if each in same.values())

    @property
    def changes(self):
        """What was measured otherwise earlier, each once."""
        return tuple(dict.fromkeys(change for each in self.entries for change in each.changes))

    @property
    def definitions(self):
        """The indicators that are defined, each once."""
        found = {each.codes: each for each in reversed(self.entries) if each.definition}
        return tuple(reversed(found.values()))


# The list of statistics


def statistics(*, page=""):
    """The statistics that public series have, in alphabetical order, in three queries."""
    names = [f"statistic__{name}" for name in ("pk", "code", "name", *LOCAL, "unit", LANGUAGE)]
    rows = models.Series.objects.public().filter(statistic__isnull=False).order_by()
    rows = rows.values(*names).annotate(
        partnerships=Count("strategy__partnership", distinct=True), series=Count("pk")
    )
    key = alphabetical(get_language())
    found = sorted(rows, key=lambda row: key(name_in(row).local_name))
    shown = page_of(found, ON_A_PAGE, page)
    newest = newest_periods([row["statistic__pk"] for row in shown])
    shown.object_list = [
        Listed(
            name=name_in(row),
            name_language=shown_in(name_in(row), row[f"statistic__{LANGUAGE}"]),
            unit=row["statistic__unit"],
            partnerships=row["partnerships"],
            series=row["series"],
            newest=newest.get(row["statistic__pk"], ""),
        )
        for row in shown
    ]
    return shown


LOCAL = ("name_sv", "name_nb", "name_en")
LANGUAGE = "partnership__language"


def name_in(row):
    own = {name: row[f"statistic__{name}"] for name in ("code", "name", *LOCAL)}
    return values.Named(**own)


def shown_in(name, own):
    """The language of a name as the reader sees it: the reader's, or that of where it comes from.

    Nobody knows the language of what is shared by all: it has none, as ``own`` has none then.
    """
    language = (get_language() or "")[:2]
    return language if getattr(name, f"name_{language}", "") else own or ""


def newest_periods(statistics):
    """The newest period with a number, by the id of the statistic."""
    series = models.Series.objects.public().filter(statistic__in=statistics).order_by()
    newest = {}
    for statistic, period, _rank in known(series.values("pk"), F("series__statistic"), F("period")):
        if statistic not in newest or order_of(period) > order_of(newest[statistic]):
            newest[statistic] = period
    return newest


def statistics_of(indicator):
    """The statistics of an indicator's series, each once, with the language of its name."""
    found = dict.fromkeys(each.statistic for each in indicator.series if each.statistic)
    return tuple((each, shown_in(each, "")) for each in found)


def known(series, *columns):
    """Columns of the numbers of single periods, and 0 for a figure, 1 for a baseline.

    ``series``: the ids of those they are read of.
    """
    revised = models.Baseline.objects.current().filter(replaces=OuterRef("pk"))
    conditions = {
        models.Observation: Q(aggregation=models.Observation.Aggregation.POINT),
        models.Baseline: Q(period__gt="") & ~Exists(revised),
    }
    figures, baselines = (
        model.objects.current()
        .filter(condition, series__in=series, value__isnull=False)
        .order_by()
        .values_list(*columns, Value(rank))
        for rank, (model, condition) in enumerate(conditions.items())
    )
    return figures.union(baselines)


def order_of(period):
    found = periods.parse(period)
    return found.end, found.start


# One statistic


def compare(code, *, by=By.AREA, chosen="", page=""):
    """A page of the series of a statistic beside each other, in at most six queries.

    ``chosen``: the code of a group (or ``everybody``) beside areas, of an
    area beside groups. What is not known gives a comparison without entries. Raises
    ObjectDoesNotExist where no public series has the statistic.
    """
    every = models.Series.objects.public().filter(statistic__code=code)
    rows = list(every.select_related(*ALONG).order_by("strategy", "code"))
    if not rows:
        raise ObjectDoesNotExist
    choices = choices_of(rows, by, chosen[:LONGEST])
    wanted = {each.code for each in choices if each.is_chosen}
    beside = [row for row in rows if code_of(row, by) in wanted]
    return Comparison(
        statistic=statistic_value(rows[0]),
        by=by,
        choices=choices,
        ways=tuple(By) if any(row.group for row in rows) else (By.AREA,),
        **arranged(beside, by, page),
    )


def arranged(beside, way, page):
    """One page of the series that stand beside each other, for the period most have."""
    numbers = numbers_of(beside)
    period = common_period(numbers)
    of_period = {row.pk: numbers[row.pk][period] for row in beside if period in numbers[row.pk]}
    units = {unit_of(row) for row in beside if row.pk in of_period}
    is_ordered = len(of_period) > 1 and len(units) == 1
    ordered = of_period if is_ordered else {}
    shown = page_of(in_order(beside, way, ordered), ON_A_PAGE, page)
    entries = entries_of(list(shown), period, ordered)
    has_time = any(len(of_series) > 1 for of_series in numbers.values())
    known = [each for each in entries if has_time and each.series.latest]
    return {
        "period": period,
        "count": len(beside),
        "without": len(beside) - len(of_period),
        "is_ordered": is_ordered,
        "entries": entries,
        "drawing": drawing_of_series([each.series for each in known[:LINES]], by=way.value),
        "drawing_language": known[0].language if known else "",
        "drawn": LINES if len(known) > LINES else 0,
        "doubts": doubts_of(beside, entries, of_period),
        "page": shown,
    }


def statistic_value(series):
    row = series.statistic
    language = row.partnership.language if row.partnership else ""
    name = take(values.Named, row, is_nation=False)
    return Statistic(
        name=name,
        name_language=shown_in(name, language),
        unit=row.unit,
        unit_language=series.strategy.partnership.language,  # its series is in the same unit
        definition=row.definition,
        language=language,
    )


EVERYBODY = "everybody"


def code_of(row, way):
    """By what is chosen which series stand beside each other."""
    if way == By.GROUP:
        return f"{row.area.country}-{row.area.code}"
    return row.group.code if row.group else EVERYBODY


def choices_of(rows, way, chosen):
    """What can be chosen; where nothing is asked for, everybody, else the first."""
    names = {}
    for row in rows:
        named = row.area if way == By.GROUP else row.group
        names.setdefault(code_of(row, way), named.local_name if named else "")
    if way == By.GROUP:
        with_groups = {code_of(row, way) for row in rows if row.group}
        names = {code: name for code, name in names.items() if code in with_groups}
    key = alphabetical(get_language())
    ordered = sorted(names.items(), key=lambda each: (each[0] != EVERYBODY, key(each[1])))
    wanted = chosen or next((code for code, _name in ordered), "")
    return tuple(Choice(code=code, name=name, is_chosen=code == wanted) for code, name in ordered)


def unit_of(row):
    """What figures are counted in, told apart as far as they can't be put in one order."""
    unit = (row.unit or row.indicator.unit).strip().casefold()
    if is_share(unit):
        return "%"
    return f"{unit} {row.area.country}" if MONEY.search(unit) else unit


def numbers_of(rows):
    """The numbers of single periods of each series, by its id: {period: value}.

    A figure counts before a baseline of the same period.
    """
    found = {row.pk: {} for row in rows}
    numbers = known(list(found), F("series"), F("period"), F("value"))
    for pk, period, value, _rank in sorted(numbers, key=lambda row: (row[0], row[3], row[2])):
        if periods.parse(period).kind != periods.PeriodKind.SPAN:
            found[pk].setdefault(period, value)
    return found


def common_period(numbers):
    """The newest period of those that the most series have a number for; empty: there is none."""
    counts = Counter(period for of_series in numbers.values() for period in of_series)
    return max(counts, key=lambda each: (counts[each], order_of(each)), default="")


def in_order(rows, way, of_period):
    """The highest number first; what has none follows, by its name."""
    key = alphabetical(get_language())

    def place(row):
        named = row.group if way == By.GROUP else row.area
        value = of_period.get(row.pk)
        return value is None, -(value or 0), key(named.local_name if named else ""), row.pk

    return sorted(rows, key=place)


# What is shown of each


def entries_of(rows, period, of_period):
    """The series of a page with their figures, in three queries."""
    series = read_series(rows)
    with_bar = [row.pk for row in rows if row.pk in of_period]
    bars = dict(zip(with_bar, ranked.rank([of_period[pk] for pk in with_bar]), strict=True))
    indicators = {row.indicator_id for row in rows}
    changes, cited = changes_of(indicators), sources_of(indicators)
    return tuple(
        entry(
            row,
            series[row.pk],
            period,
            bar=bars.get(row.pk),
            changes=tuple(
                Change(
                    period=each.period,
                    text=each.text,
                    indicator=row.indicator.name,
                    language=row.strategy.partnership.language,
                )
                for each in changes[row.indicator_id]
                if each.series_id in {None, row.pk}
            ),
            cited=tuple(cited[row.indicator_id]),
        )
        for row in rows
    )


def entry(row, series, period, *, bar, changes, cited):
    figure = figure_of(series, period)
    own = (figure and figure.source) or series.source
    partnership = row.strategy.partnership
    return Entry(
        series=series,
        figure=figure,
        bar=bar,
        partnership=partnership.name,
        language=partnership.language,
        codes=(partnership.code, row.strategy.code, row.indicator.code),
        indicator=row.indicator.name,
        definition=row.indicator.definition,
        sources=(own,) if own else cited,
        changes=changes,
    )


def figure_of(series, period):
    """The figure of a period, or why there is none; a figure counts before a baseline."""
    found = [
        each
        for each in series.measurements
        if each.period == period and each.is_point and not each.is_replaced
    ]
    known = [each for each in found if each.value is not None]
    return min(
        known or found, key=lambda each: (each.baseline is not None, each.value or 0), default=None
    )


def changes_of(indicators):
    """Breaks and new definitions, by the id of the indicator."""
    rows = models.Annotation.objects.public().filter(indicator__in=indicators, kind__in=CHANGES)
    return grouped((row.indicator_id, row) for row in rows.order_by("period", "pk"))


def sources_of(indicators):
    """The sources that are named for indicators, by the id of the indicator."""
    rows = models.Citation.objects.public().filter(indicator__in=indicators)
    rows = rows.select_related("source").order_by("order", "pk")
    return grouped((row.indicator_id, source(row.source)) for row in rows)


def doubts_of(rows, entries, of_period):
    """Why these may not be comparable, of all rows or of those on the page."""
    statuses = {UNSURE[each.latest.status] for each in entries if is_unsure(each)}
    there = {
        Doubt.UNITS: len({unit_of(row) for row in rows}) > 1,
        Doubt.NO_COMMON_PERIOD: len(rows) > 1 and len(of_period) < 2,
        Doubt.PERIODS: 1 < len(of_period) < len(rows),
        Doubt.DEFINITIONS: differ(rows, lambda row: row.indicator.definition)
        or differ(rows, lambda row: row.denominator),
        Doubt.SOURCES: len({each.sources for each in entries if each.sources}) > 1,
        Doubt.SUBSTITUTES: any(row.role == models.Series.Role.SUBSTITUTE for row in rows),
        Doubt.BREAKS: any(each.changes for each in entries),
    }
    return tuple(each for each in Doubt if there.get(each) or each.value in statuses)


def is_unsure(entry):
    return entry.latest is not None and entry.latest.status in UNSURE


def differ(rows, told):
    """Whether series of different indicators say it in different words, where they say it."""
    return len({told(row).strip() for row in rows if told(row).strip()}) > 1
