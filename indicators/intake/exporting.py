"""From the registry to an update workbook, however many figures there are."""

from collections import defaultdict
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators import periods
from indicators.intake.explaining import explanations
from indicators.models import Citation, Indicator, Observation, Series, Source
from indicators.periods import PeriodKind
from indicators.workbook.values import KnownFigure, KnownSeries
from indicators.workbook.writing import (
    Column,
    SeriesRow,
    UpdateWorkbook,
    language_of,
    write_update,
)

READ_AT_ONCE = 2_000  # figures held in memory
MOST_PERIODS = 60  # of one kind: for more, those without any figure are left out
Frequency = Indicator.Frequency
KINDS = {
    Frequency.YEAR: PeriodKind.YEAR,
    Frequency.TWO_YEARS: PeriodKind.YEAR,
    Frequency.SCHOOL_YEAR: PeriodKind.SCHOOL_YEAR,
    Frequency.HALF_YEAR: PeriodKind.HALF_YEAR,
    Frequency.QUARTER: PeriodKind.QUARTER,
    Frequency.MONTH: PeriodKind.MONTH,
}


class Written(NamedTuple):
    """What a workbook holds."""

    series: int
    figures: int


def update_workbook(strategy, *, series=None, file, made_at=None):
    """Write the update workbook of a strategy, or of some of its series, to a file.

    ``series``: a queryset or list of those in force; without it all. The person's right to
    export them has been checked. ``made_at``: now, without it.
    """
    made_at = made_at or timezone.now()
    chosen = series_for(strategy)
    if series is not None:
        ids = series.values("pk") if hasattr(series, "values") else [each.pk for each in series]
        chosen = chosen.filter(pk__in=ids)
    columns = columns_of(chosen, made_at.date())
    counted = {"series": 0, "figures": 0}
    language = language_of(strategy.partnership.language)
    with override(language):
        write_update(
            UpdateWorkbook(
                strategy=strategy.reference,
                title=_("%(strategy)s: figures to update") % {"strategy": strategy},
                language=language,
                made_at=made_at,
                columns=columns,
                rows=counting(rows_of(chosen, columns), counted),
                **explanations(),
            ),
            file,
        )
    return Written(**counted)


def counting(rows, counted):
    """The same rows, counted as they pass."""
    for row in rows:
        counted["series"] += 1
        counted["figures"] += len(row.figures)
        yield row


# Which series


def series_for(strategy, *, indicators=None, source=None, owner=None):
    """The series of a strategy that are in force, narrowed by codes of indicators, by the code
    of the source they or their indicator name, or by who delivers the figure.
    """
    rows = Series.objects.filter(Series.in_force_condition(), strategy=strategy)
    if indicators:
        rows = rows.filter(indicator__code__in=indicators)
    if source:
        cited = Citation.objects.current().filter(source__code=source, indicator__isnull=False)
        rows = rows.filter(
            Q(source__code=source) | Q(source__isnull=True, indicator__in=cited.values("indicator"))
        )
    if owner:
        rows = rows.filter(indicator__owner=owner)
    return rows


# What is known of them

NAMES = ("name", "name_sv", "name_nb", "name_en")
KNOWN = (
    *("code", "name", "age", "unit", "table_reference", "source__dialect"),
    *("strategy__partnership__language", "indicator_id", "indicator__code", "indicator__name"),
    *("indicator__unit", "indicator__decimals", "indicator__cap", "indicator__frequency"),
    *("area__code", "area__is_nation", "group__code"),
    *(f"area__{name}" for name in NAMES),
    *(f"group__{name}" for name in NAMES),
)


def known_series(series):
    """The series of one strategy as a file may name them, by code; in two queries."""
    dialects = dialects_of(series)
    rows = series.order_by("pk").values(*KNOWN).iterator(chunk_size=READ_AT_ONCE)
    return {row["code"]: known_from(row, dialects) for row in rows}


def dialects_of(series):
    """How symbols are read in the figures of each indicator that cites a single source."""
    cited = defaultdict(dict)
    indicators = series.order_by().values("indicator")
    rows = Citation.objects.current().filter(indicator__in=indicators)
    for indicator, source, dialect in rows.values_list(
        "indicator", "source", "source__dialect"
    ).distinct():
        cited[indicator][source] = dialect
    return {
        indicator: next(iter(sources.values()))
        for indicator, sources in cited.items()
        if len(sources) == 1
    }


def known_from(row, dialects):
    """A series from its values; its names in the partnership's language where there are such."""
    language = language_of(row["strategy__partnership__language"])
    cited = dialects.get(row["indicator_id"], Source.Dialect.STAFF.value)
    return KnownSeries(
        code=row["code"],
        indicator=row["indicator__name"],
        indicator_code=row["indicator__code"],
        name=row["name"],
        area=row[f"area__name_{language}"] or row["area__name"],
        area_code=row["area__code"],
        area_names=frozenset(row[f"area__{name}"] for name in NAMES) - {""},
        is_nation=row["area__is_nation"],
        group=row[f"group__name_{language}"] or row["group__name"] or "",
        group_code=row["group__code"] or "",
        group_names=frozenset(row[f"group__{name}"] for name in NAMES) - {"", None},
        age=row["age"],
        unit=row["unit"] or row["indicator__unit"],
        decimals=row["indicator__decimals"],
        cap=row["indicator__cap"],
        kind=KINDS.get(row["indicator__frequency"]),
        dialect=row["source__dialect"] or cited,
        table=row["table_reference"],
    )


# Their figures

FIGURE = (
    *("period", "aggregation", "value", "missing", "status"),
    *("is_approximate", "decimals", "note"),
)


def rows_of(series, columns):
    """Each series with its figures, read in one query that comes piece by piece."""
    dialects = dialects_of(series)
    places = {(str(column.period), column.aggregation): column.period for column in columns}
    figures = FilteredRelation("observations", condition=Q(observations__withdrawn_on__isnull=True))
    found = (
        series.annotate(figure=figures)
        .order_by("indicator__number", "code", "pk", "figure__period", "figure__aggregation")
        .values("pk", *KNOWN, *(f"figure__{name}" for name in (*FIGURE, "pk", "version")))
        .iterator(chunk_size=READ_AT_ONCE)
    )
    for _pk, rows in groupby(found, key=lambda row: row["pk"]):
        rows = list(rows)
        # A figure of a period that is no column was added after the columns were read.
        known_figures = (figure_from(row, places) for row in rows)
        figures = tuple(figure for figure in known_figures if figure is not None)
        yield row_from(known_from(rows[0], dialects), rows[0]["indicator__frequency"], figures)


def figure_from(row, places):
    period = places.get((row["figure__period"], row["figure__aggregation"]))
    if period is None:
        return None
    values = {name: row[f"figure__{name}"] for name in FIGURE}
    version = f"{row['figure__pk']}.{row['figure__version']}"
    return KnownFigure(**{**values, "period": period, "version": version})


def row_from(known, frequency, figures):
    """A series, and which figures it waits for."""
    due, years_between = known.kind, 2 if frequency == Frequency.TWO_YEARS else 1
    if frequency == Frequency.UNKNOWN:
        own = [each.period for each in figures if each.period.kind is not PeriodKind.SPAN]
        due, years_between = max(own).kind if own else PeriodKind.YEAR, None
    return SeriesRow(known=known, figures=figures, due=due, years_between=years_between)


# The periods


def columns_of(series, today):
    """Every period with a figure, the gaps between them, and those that are due by today."""
    stored, awaited = periods_of(series)
    known = defaultdict(set)
    for period, _aggregation in stored:
        if period.kind is not PeriodKind.SPAN:
            known[period.kind].add(period)
    gaps = {period for each in known.values() for period in gaps_between(each)}
    coming = {period for kind in awaited for period in due_periods(kind, known[kind], today)}
    shown = stored | {(period, "point") for period in gaps | coming}
    return tuple(
        Column(period=period, aggregation=aggregation, is_next=period in coming)
        for period, aggregation in sorted(shown)
    )


def periods_of(series):
    """The periods that have figures, with what kind of value; the kinds that are awaited."""
    frequencies = set(series.order_by().values_list("indicator__frequency", flat=True).distinct())
    awaited = {KINDS[each] for each in frequencies if each in KINDS}
    figures = Observation.objects.current().filter(series__in=series.order_by().values("pk"))
    written = figures.order_by().values_list(
        "period", "aggregation", "series__indicator__frequency"
    )
    stored = set()
    for text, aggregation, frequency in written.distinct():
        period = periods.parse(text)
        stored.add((period, aggregation))
        if frequency == Frequency.UNKNOWN and period.kind is not PeriodKind.SPAN:
            awaited.add(period.kind)
    if Frequency.UNKNOWN in frequencies:
        awaited = awaited or {PeriodKind.YEAR}
    return stored, awaited


def gaps_between(known):
    """The periods without any figure between the first and the last of a kind."""
    period, last, found = min(known), max(known), []
    while period < last and len(found) < MOST_PERIODS:
        found.append(period)
        period = period.next
    return [] if len(found) == MOST_PERIODS else set(found) - known


def due_periods(kind, known, today):
    """The periods after the newest known one, up to the last that has ended: one at least."""
    now = periods.of_day(today, kind)
    ended = periods.of_day(now.start - timedelta(days=1), kind)
    newest = max(known, default=None)
    if newest is None:
        return [ended]
    if newest.end.year >= periods.LAST_YEAR:
        return []
    due = [newest.next]
    while due[-1] < ended and len(due) < MOST_PERIODS:
        due.append(due[-1].next)
    return due
