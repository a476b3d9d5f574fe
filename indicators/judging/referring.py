"""What references in texts print: figures of series, with unit and period in words."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from indicators.judging.rows import decimals_of
from indicators.judging.writing import is_index, is_share, number, period, signed, summed
from indicators.models import Baseline, Observation
from indicators.progress import Aggregation

Status = Observation.Status
TOLD = {Status.PROVISIONAL, Status.ESTIMATED, Status.LOW_RELIABILITY}
CHANGES = {Aggregation.CHANGE, Aggregation.RELATIVE_CHANGE}
SPANS = {
    Aggregation.SUM: gettext_lazy("sum %(period)s"),
    Aggregation.MEAN: gettext_lazy("mean per year %(period)s"),
    Aggregation.HIGHEST: gettext_lazy("highest %(period)s"),
    Aggregation.LOWEST: gettext_lazy("lowest %(period)s"),
    Aggregation.CHANGE: gettext_lazy("change %(period)s"),
    Aggregation.RELATIVE_CHANGE: gettext_lazy("change %(period)s"),
}


class InSeries(NamedTuple):
    """A figure or baseline, and what its series says of it."""

    series: str  # code
    unit: str
    decimals: int  # always written
    figure: object  # a row, or a value with the same fields

    @property
    def place(self):
        return self.series, self.figure.period

    @property
    def aggregation(self):
        return Aggregation(getattr(self.figure, "aggregation", Aggregation.POINT))


def shown_values(references, *, strategy, language):
    """What ``printed`` gives for the figures of a strategy, read in two queries."""
    references = dict.fromkeys(references)
    if not references:
        return {}
    observations = figures_of(Observation, references, strategy)
    # The starting point comes last: it counts where a series has a reference year too.
    baselines = figures_of(Baseline, references, strategy).order_by("kind")
    return printed(
        references,
        observations=map(in_series, observations),
        baselines=map(in_series, baselines),
        language=language,
    )


def printed(references, *, observations, baselines, language):
    """What each reference prints, as the part of a text that an edition keeps.

    A dictionary by ``indicators.texts.Reference``. ``observations`` and ``baselines``: those in
    force, as ``InSeries``; of two baselines of a period the last counts. Left out are references
    to what is not there or withdrawn, and those to a span that do not say which of its values.
    A baseline counts where the series has no observation for the period.
    """
    observed = defaultdict(dict)
    for each in observations:
        observed[each.place][each.aggregation] = each
    begun = {each.place: each for each in baselines}
    found = {}
    with override(language):
        for each in dict.fromkeys(references):
            place = (each.series, each.period)
            figure = chosen(each, observed.get(place, {}), begun.get(place))
            if figure is not None:
                found[each] = value_of(figure, each)
    return found


def in_series(row):
    series = row.series
    found = InSeries(series.code, series.unit or series.indicator.unit, 0, row)
    return found._replace(decimals=decimals_of(row, series, found.aggregation))


def figures_of(model, references, strategy):
    """The rows in force that references may mean."""
    return model.objects.filter(
        model.in_force_condition(),
        series__strategy=strategy,
        series__code__in={each.series for each in references},
        period__in={each.period for each in references},
    ).select_related("series__indicator")


def chosen(reference, observations, baseline):
    """The figure a reference means; None where there is none, or no telling which."""
    if reference.aggregation in observations:
        return observations[reference.aggregation]
    if reference.aggregation == "" and len(observations) == 1:
        return next(iter(observations.values()))
    is_plain = reference.aggregation in {"", Aggregation.POINT}
    return baseline if is_plain and not observations else None


def value_of(found, reference):
    value = found.figure.value
    return {
        "kind": "value",
        "series": reference.series,
        "period": reference.period,
        "aggregation": found.aggregation.value,
        "value": None if value is None else f"{value:f}",
        "shown": shown(found, reference.how),
    }


def shown(found, how):
    """A figure in words: ``full`` with unit and period, ``value`` with its unit, or ``number``.

    Each says where the figure is only about so, or is not final.
    """
    figure, unit, aggregation = found.figure, found.unit, found.aggregation
    told = []
    if how == "full":
        if figure.value is not None and is_index(unit) and aggregation not in CHANGES:
            told.append(unit)
        told.append(SPANS.get(aggregation, "%(period)s") % {"period": period(figure.period)})
    if figure.status in TOLD:
        told.append(str(Status(figure.status).label))
    if figure.value is None:
        words = missing(figure)
    else:
        words = digits(figure, aggregation, found.decimals)
        if how != "number":
            words = f"{words} {unit_of(aggregation, unit)}".strip()
    return f"{words} ({', '.join(told)})" if told else words


def missing(figure):
    """Why there is no value, and what words say instead."""
    told = [
        Observation.Missing(figure.missing).label if figure.missing else "",
        Observation.Direction(figure.direction).label if figure.direction else "",
    ]
    return ": ".join(str(each) for each in told if each)


def digits(figure, aggregation, decimals):
    """The number alone; a change with its sign, one that is only about so as such."""
    write = signed if aggregation in CHANGES else number
    words = write(figure.value, decimals)
    return _("about %(number)s") % {"number": words} if figure.is_approximate else words


def unit_of(aggregation, unit):
    """What a figure of this kind is counted in; an index only says what it is an index of."""
    if aggregation == Aggregation.CHANGE and is_share(unit):
        return _("percentage points")
    if aggregation == Aggregation.RELATIVE_CHANGE or is_share(unit):
        return "%"
    if is_index(unit):
        return _("index points") if aggregation == Aggregation.CHANGE else ""
    return summed(unit) if aggregation == Aggregation.SUM else unit
