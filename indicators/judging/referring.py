"""What references in texts print: figures of series, with unit and period in words."""

from collections import defaultdict

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


def shown_values(references, *, strategy, language):
    """What each reference prints, as the part of a text that an edition keeps.

    A dictionary by ``indicators.texts.Reference``, read in two queries. Left out are references
    to what is not there or withdrawn, and those to a span that do not say which of its values.
    A baseline counts where the series has no observation for the period.
    """
    references = dict.fromkeys(references)
    if not references:
        return {}
    observations, baselines = defaultdict(dict), {}
    for row in figures_of(Observation, references, strategy):
        observations[row.series.code, row.period][row.aggregation] = row
    # The starting point comes last: it counts where a series has a reference year too.
    for row in figures_of(Baseline, references, strategy).order_by("kind"):
        baselines[row.series.code, row.period] = row
    found = {}
    with override(language):
        for each in references:
            place = (each.series, each.period)
            row = chosen(each, observations.get(place, {}), baselines.get(place))
            if row is not None:
                found[each] = value_of(row, each)
    return found


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


def value_of(row, reference):
    aggregation = Aggregation(getattr(row, "aggregation", Aggregation.POINT))
    return {
        "kind": "value",
        "series": reference.series,
        "period": reference.period,
        "aggregation": aggregation.value,
        "value": None if row.value is None else f"{row.value:f}",
        "shown": shown(row, aggregation, reference.how),
    }


def shown(row, aggregation, how):
    """A figure in words: ``full`` with unit and period, ``value`` with its unit, or ``number``.

    Each says where the figure is only about so, or is not final.
    """
    unit = row.series.unit or row.series.indicator.unit
    told = []
    if how == "full":
        if row.value is not None and is_index(unit) and aggregation not in CHANGES:
            told.append(unit)
        told.append(SPANS.get(aggregation, "%(period)s") % {"period": period(row.period)})
    if row.status in TOLD:
        told.append(row.get_status_display())
    if row.value is None:
        words = missing(row)
    else:
        decimals = decimals_of(row, row.series, aggregation)
        words = digits(row, aggregation, decimals)
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
