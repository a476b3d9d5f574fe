"""Indicators, their series and what was measured, and how it stands with their targets."""

from collections import namedtuple
from dataclasses import dataclass, replace

from django.db.models import BigIntegerField, F, Q, Value

from indicators import models, progress
from indicators.judging.rows import Read, is_in_unit_of, only_surveys
from strategy.overview import values
from strategy.overview.beside import SOURCE, refer, referred_ids, source
from strategy.overview.gaps import gaps_of
from strategy.overview.rows import chosen, grouped, joined, owned
from strategy.overview.translating import ORIGINAL
from strategy.overview.values import take

BESIDE = ("targets", "citations", "annotations", "notes", "assessments")
# What observations and baselines have in common, and what each has alone.
COLUMNS = (
    *("pk", "series_id", "period", "value", "missing", "direction", "is_approximate", "decimals"),
    *("status", "as_printed", "unit_as_printed", "derivation", "passage", "note"),
    *("withdrawn_on", "withdrawn_reason"),
)
Row = namedtuple(
    "Row",
    (*COLUMNS, "aggregation", "vintage", "kind", "replaces_id", *(f"source_{n}" for n in SOURCE)),
)


def indicator_rows(scope, referred):
    """The indicators in their order, each with its series.

    ``referred``: the ids of series that are read too, wherever they stand, with their indicator.
    """
    under = {"strategy": "strategy", "goal": "goal", "indicator": "pk"}[scope._meta.model_name]
    own = Q(**{under: scope.pk})
    theirs = models.Series.objects.filter(pk__in=referred).values("indicator")
    rows = models.Indicator.objects.public().filter(own | Q(pk__in=theirs))
    rows = rows.annotate(only_surveys=only_surveys("pk"))
    order = ["number", "code", "part__code"]
    more = ("area", "group", "source", "statistic")
    found = grouped(joined(rows, "series", *more, order=order, wanted=own | Q(part__in=referred)))
    return {
        row: [with_indicator(part, row) for part in series if part] for row, series in found.items()
    }


def with_indicator(series, indicator):
    series.indicator, series.only_surveys = indicator, indicator.only_surveys
    return series


def figures_of(series):
    """Figures and baselines of public series, withdrawn ones too, in one query: two lists."""
    return rows_with(Q(series__in=[row.pk for row in series]))


def measured_rows(of):
    """Those of the public series that fulfil a condition."""
    return rows_with(models.Series.public_condition("series__") & of)


def rows_with(condition):
    own = {"aggregation": F("aggregation"), "vintage": F("vintage")}
    none = {"kind": Value(""), "replaces_id": Value(None, output_field=BigIntegerField())}
    point = {"aggregation": Value("point"), "vintage": Value("")}
    begun = {"kind": F("kind"), "replaces_id": F("replaces_id")}
    figures = columns(models.Observation, condition, own | none)
    baselines = columns(models.Baseline, condition, point | begun)
    found = [Row(*row) for row in figures.union(baselines, all=True)]
    return [row for row in found if not row.kind], [row for row in found if row.kind]


def columns(model, condition, more):
    """The columns of ``Row``, in its order."""
    shared = {name: F(name) for name in COLUMNS}
    sources = {f"source_{name}": F(f"source__{name}") for name in SOURCE}
    rows = model.objects.filter(condition).order_by()
    return rows.values_list(*(shared | more | sources).values())


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The indicators of a scope with their series, and all that was measured of them, as rows."""

    indicators: dict  # each with the rows of its series
    rows: Read  # what is in force, with the targets and the series they refer to elsewhere
    figures: list
    baselines: list

    @property
    def series(self):
        return [row for rows in self.indicators.values() for row in rows]


def measured(scope, target_rows, annotation_rows):
    """Read what was measured, in two queries."""
    referred = referred_ids(target_rows)
    found = indicator_rows(scope, referred)
    series = [
        row
        for indicator, rows in found.items()
        for row in rows
        if is_under(indicator, scope) or row.pk in referred
    ]
    refer(target_rows, {row.pk: row for row in series})
    figures, baselines = figures_of(series)
    rows = Read(
        targets=target_rows,
        series=series,
        figures=[row for row in figures if row.withdrawn_on is None],
        baselines=[row for row in baselines if row.withdrawn_on is None],
        annotations=annotation_rows,
    )
    return Measured(
        indicators={row: each for row, each in found.items() if is_under(row, scope)},
        rows=rows,
        figures=figures,
        baselines=baselines,
    )


def is_under(indicator, scope):
    """Whether an indicator stands under a strategy or goal, or is what is read."""
    own = {"strategy": indicator.strategy_id, "goal": indicator.goal_id, "indicator": indicator.pk}
    return own[scope._meta.model_name] == scope.pk


def indicator_values(found, groups, words):
    """The indicators by the id of their goal."""
    series = series_values(found.series, found.figures, found.baselines)
    return grouped(
        (row.goal_id, indicator_value(row, rows, series, found.rows, groups, words))
        for row, rows in found.indicators.items()
    )


def indicator_value(row, series_rows, series, read, groups, words=ORIGINAL):
    own = owned(groups, BESIDE, ("indicator", row.pk))
    leads = read.leading.get(row.pk)
    value = take(
        values.Indicator,
        row,
        frequency=models.Indicator.Frequency(row.frequency),
        series=tuple(series[each.pk] for each in series_rows),
        gaps=(),
        leading=next(
            (each for each in own["targets"] or () if leads and each.code == leads.code), None
        ),
        **own,
        **words.of("indicator", row.code, row),
    )
    value = with_difference(value)
    return replace(value, gaps=gaps_of(value, series_rows, read, leads))


def with_difference(indicator):
    """Mark where the newest judgement of people differs from what is computed today."""
    leading, assessment = indicator.leading, indicator.assessment
    if leading is None or assessment is None:
        return indicator
    judgement = leading.judgement
    arrow, attainment = assessment.arrow or "", assessment.attainment or ""
    if not progress.differs(judgement, arrow=arrow, attainment=attainment):
        return indicator
    flagged = replace(judgement, flags=(*judgement.flags, progress.Flag.HUMAN_DIFFERS))
    return replace(
        indicator,
        leading=replace(leading, judgement=flagged),
        targets=tuple(
            replace(each, judgement=flagged) if each is leading else each
            for each in indicator.targets
        ),
        assessments=(replace(assessment, differs=True), *indicator.assessments[1:]),
    )


def read_series(rows):
    """Public series, read with their indicator, and their figures, by id."""
    return series_values(rows, *figures_of(rows))


def series_values(rows, figures, baselines):
    """Series with their figures, by id."""
    names = {row.pk: row.name for row in rows}
    decimals = {row.pk: decimals_of(row) for row in rows}
    replaced = {row.replaces_id for row in baselines if row.withdrawn_on is None}
    observed = grouped((row.series_id, measurement(row, decimals, replaced)) for row in figures)
    begun = grouped((row.series_id, measurement(row, decimals, replaced)) for row in baselines)
    return {
        row.pk: take(
            values.Series,
            row,
            area=take(values.Named, row.area),
            group=row.group and take(values.Named, row.group, is_nation=False),
            unit=row.unit or row.indicator.unit,
            statistic=statistic_of(row),
            role=models.Series.Role(row.role),
            substitutes=names.get(row.substitutes_id, ""),
            comparability=chosen(models.Series.Comparability, row.comparability),
            source=source(row.source),
            official=models.Series.Official(row.official),
            observations=in_order(each for each in observed[row.pk] if each.is_in_force),
            baselines=in_order(each for each in begun[row.pk] if each.is_in_force),
            withdrawn=in_order(
                each for each in (*observed[row.pk], *begun[row.pk]) if not each.is_in_force
            ),
        )
        for row in rows
    }


def statistic_of(series):
    """The statistic of a series, where it was read with it: only pages lead to comparisons."""
    field = models.Series._meta.get_field("statistic")
    row = field.get_cached_value(series, default=None)
    return row and take(values.Named, row, is_nation=False)


def decimals_of(series):
    """How many decimals are always written; a series in another unit writes what it has."""
    return series.indicator.decimals if is_in_unit_of(series, series.indicator) else 0


def in_order(measurements):
    return tuple(sorted(measurements, key=lambda each: each.order))


def measurement(row, decimals, replaced):
    aggregations = models.Observation.Aggregation
    own_decimals = decimals.get(row.series_id, 0)
    if row.aggregation == aggregations.RELATIVE_CHANGE:
        own_decimals = 0  # it is in per cent, whatever the series is in
    return take(
        values.Measurement,
        row,
        aggregation=aggregations(row.aggregation),
        decimals=own_decimals if row.decimals is None else row.decimals,
        baseline=chosen(models.Baseline.Kind, row.kind),
        is_replaced=bool(row.kind) and row.pk in replaced,
        missing=chosen(models.Observation.Missing, row.missing),
        direction=chosen(models.Observation.Direction, row.direction),
        status=models.Observation.Status(row.status),
        source=source_beside(row),
    )


def source_beside(row):
    """The source of a single figure, where it has one of its own."""
    if row.source_name is None:
        return None
    own = {name: getattr(row, f"source_{name}") for name in SOURCE}
    return values.Source(**own | {"access": models.Source.Access(row.source_access)})
