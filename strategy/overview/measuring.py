"""Indicators, their series and what was measured."""

from indicators import models
from strategy.overview import values
from strategy.overview.beside import source
from strategy.overview.rows import chosen, grouped, joined, owned, within
from strategy.overview.values import take

BESIDE = ("targets", "citations", "annotations", "notes", "assessments")


def read_indicators(scope, groups):
    """The indicators with their series and figures, by the id of their goal."""
    rows = within(
        models.Indicator.objects.public(), scope, strategy="strategy", goal="goal", indicator="pk"
    )
    order = ["number", "code", "part__code"]
    lines = grouped(joined(rows, "series", "area", "group", "source", order=order))
    series = read_series([(part, row) for row, found in lines.items() for part in found if part])
    return grouped(
        (
            row.goal_id,
            take(
                values.Indicator,
                row,
                frequency=models.Indicator.Frequency(row.frequency),
                series=tuple(series[part.pk] for part in found if part),
                **owned(groups, BESIDE, ("indicator", row.pk)),
            ),
        )
        for row, found in lines.items()
    )


def read_series(pairs):
    """Series with their figures, by id; ``pairs`` are series and their indicators."""
    rows = [row for row, _ in pairs]
    names = {row.pk: row.name for row in rows}
    decimals = {row.pk: decimals_of(row, indicator) for row, indicator in pairs}
    observations = measured(models.Observation, decimals)
    baselines = measured(models.Baseline, decimals)
    return {
        row.pk: take(
            values.Series,
            row,
            area=take(values.Named, row.area),
            group=row.group and take(values.Named, row.group, is_nation=False),
            unit=row.unit or indicator.unit,
            role=models.Series.Role(row.role),
            substitutes=names.get(row.substitutes_id, ""),
            comparability=chosen(models.Series.Comparability, row.comparability),
            source=source(row.source),
            official=models.Series.Official(row.official),
            observations=in_order(each for each in observations[row.pk] if each.is_in_force),
            baselines=in_order(each for each in baselines[row.pk] if each.is_in_force),
            withdrawn=in_order(
                each for each in (*observations[row.pk], *baselines[row.pk]) if not each.is_in_force
            ),
        )
        for row, indicator in pairs
    }


def decimals_of(series, indicator):
    """How many decimals are always written; a series in another unit writes what it has."""
    return indicator.decimals if series.unit in {"", indicator.unit} else 0


def in_order(measurements):
    return tuple(sorted(measurements, key=lambda each: each.order))


def measured(model, decimals):
    """The observations, or the baselines, by the id of their series.

    ``decimals``: how many each series always writes, by its id.
    """
    seen = model.published_condition() & models.Series.in_force_condition("series__")
    rows = list(model.objects.filter(seen, series__in=decimals).select_related("source"))
    replaced = {getattr(row, "replaces_id", None) for row in rows if row.withdrawn_on is None}
    return grouped(
        (
            row.series_id,
            measurement(row, decimals=decimals[row.series_id], is_replaced=row.pk in replaced),
        )
        for row in rows
    )


def measurement(row, *, decimals, is_replaced):
    is_baseline = isinstance(row, models.Baseline)
    aggregations = models.Observation.Aggregation
    aggregation = aggregations.POINT if is_baseline else aggregations(row.aggregation)
    if aggregation == aggregations.RELATIVE_CHANGE:
        decimals = 0  # it is in per cent, whatever the series is in
    return take(
        values.Measurement,
        row,
        aggregation=aggregation,
        decimals=decimals if row.decimals is None else row.decimals,
        baseline=models.Baseline.Kind(row.kind) if is_baseline else None,
        is_replaced=is_baseline and is_replaced,
        missing=chosen(models.Observation.Missing, row.missing),
        direction=chosen(models.Observation.Direction, row.direction),
        status=models.Observation.Status(row.status),
        source=source(row.source),
        vintage="" if is_baseline else row.vintage,
    )
