"""From rows of the registry to what is judged: series as lines, targets with their lines.

Whoever calls has read the rows (pages only what is public, staff what is a draft too); nothing
is read from the database here. Rows may be model rows or any with the same attributes.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef

from indicators import models, periods, progress
from indicators.judging.writing import is_share
from indicators.progress import (
    Aggregation,
    Comparability,
    Comparator,
    Direction,
    Figure,
    Flag,
    Kind,
    Line,
    Missing,
    Path,
    Substitute,
    Target,
)
from indicators.progress.values import GapMeasure

STATUS_FLAGS = {
    models.Observation.Status.PROVISIONAL: Flag.PRELIMINARY,
    models.Observation.Status.ESTIMATED: Flag.ESTIMATED,
    models.Observation.Status.BREAK: Flag.SERIES_BREAK,
    models.Observation.Status.LOW_RELIABILITY: Flag.LOW_RELIABILITY,
}
DIFFERS = models.Observation.Status.DEFINITION_DIFFERS
NO_LINE_ACROSS = {models.Annotation.Kind.BREAK, models.Annotation.Kind.DEFINITION}
MAIN, SUBSTITUTE = models.Series.Role.MAIN, models.Series.Role.SUBSTITUTE
SURVEY = models.Source.Access.SURVEY
BIENNIAL = models.Indicator.Frequency.TWO_YEARS

period_of = lru_cache(maxsize=4096)(periods.parse)


def lines_of(series, figures, baselines, annotations):
    """The lines of series by their id, each with the substitutes that stand in for it.

    ``series``: rows with their indicator, source and ``only_surveys``; ``figures``,
    ``baselines`` and ``annotations``: those in force of them, in any order.
    """
    measured, begun = by(figures, "series_id"), by(baselines, "series_id")
    noted = by((each for each in annotations if each.kind in NO_LINE_ACROSS), "indicator_id")
    lines = {
        row.pk: line_of(row, measured[row.pk], begun[row.pk], noted[row.indicator_id])
        for row in series
    }
    substitutes = by((each for each in series if each.role == SUBSTITUTE), "indicator_id")
    mains = by((each for each in series if each.role == MAIN), "indicator_id")
    for indicator, found in substitutes.items():
        for row in mains[indicator]:
            parts = tuple(
                Substitute(
                    line=lines[each.pk], comparability=comparability_of(each, measured[each.pk])
                )
                for each in standing_in(row, found, mains[indicator])
            )
            lines[row.pk] = replace(lines[row.pk], substitutes=parts)
    return lines


def by(rows, name):
    found = defaultdict(list)
    for each in rows:
        found[getattr(each, name)].append(each)
    return found


def line_of(row, figures, baselines, annotations):
    indicator = row.indicator
    own_unit = not is_in_unit_of(row, indicator)
    return Line(
        code=row.code,
        figures=tuple(figure_of(each, row) for each in figures),
        start=start_of(baselines, row),
        breaks=tuple(
            period_of(each.period) for each in annotations if each.series_id in {None, row.pk}
        ),
        band=Decimal(0) if own_unit else indicator.neutral_band or Decimal(0),
        cap=None if own_unit else indicator.cap,
        step=2 if indicator.frequency == BIENNIAL else 1,
        is_share=is_share(row.unit or indicator.unit),
        flags=frozenset({Flag.SURVEY}) if is_from_survey(row) else frozenset(),
    )


def is_in_unit_of(series, indicator):
    """Whether a series is counted as its indicator is, however the unit is written."""
    return not series.unit or series.unit.strip().casefold() == indicator.unit.strip().casefold()


def is_from_survey(row):
    """By the source of a series, else by those of its indicator."""
    if row.source is None:
        return getattr(row, "only_surveys", False)
    return row.source.access == SURVEY


def only_surveys(indicator):
    """What to annotate ``only_surveys`` with: whether all sources of the indicator are surveys.

    ``indicator``: the field that names it.
    """
    named = models.Citation.objects.filter(indicator=OuterRef(indicator), withdrawn_on=None)
    surveys = named.filter(source__access=SURVEY)
    return Exists(surveys) & ~Exists(named.exclude(source__access=SURVEY))


def start_of(baselines, series):
    """The starting point in force: the newest one that no other has replaced."""
    replaced = {each.replaces_id for each in baselines}
    starts = [
        figure_of(each, series)
        for each in baselines
        if each.kind == models.Baseline.Kind.START and each.pk not in replaced and each.period
    ]
    return max(starts, key=lambda each: each.period, default=None)


def figure_of(row, series):
    """An observation or baseline, with the facts that go with every judgement it is used in."""
    flags = {STATUS_FLAGS.get(row.status)} - {None}
    if row.derivation:
        flags.add(Flag.DERIVED_VALUE)
    if row.is_approximate:
        flags.add(Flag.APPROXIMATE)
    if getattr(row, "vintage", ""):
        flags.add(Flag.VINTAGE)
    if row.unit_as_printed and row.value is not None and is_corrected(row, series):
        flags.add(Flag.UNIT_CORRECTED)
    aggregation = Aggregation(getattr(row, "aggregation", "point") or "point")
    return Figure(
        period=period_of(row.period),
        value=row.value,
        aggregation=aggregation,
        direction=Direction(row.direction) if row.direction else None,
        missing=Missing(row.missing) if row.missing else None,
        decimals=decimals_of(row, series, aggregation),
        flags=frozenset(flags),
    )


def decimals_of(row, series, aggregation):
    """With how many decimals a figure is published; where nothing says so, those it has."""
    if row.decimals is not None:
        return row.decimals
    indicator = series.indicator
    own = 0 if row.value is None else max(0, -row.value.as_tuple().exponent)
    is_level = aggregation != Aggregation.RELATIVE_CHANGE
    return max(own, indicator.decimals) if is_level and is_in_unit_of(series, indicator) else own


def is_corrected(row, series):
    """Whether the document printed another unit: not only another word for per cent."""
    unit, printed = series.unit or series.indicator.unit, row.unit_as_printed
    if is_share(unit) and is_share(printed):
        return getattr(row, "aggregation", "") == Aggregation.CHANGE
    return printed.strip(" .").casefold() not in unit.casefold()


def standing_in(row, substitutes, mains):
    """The substitutes of a series: those said to stand in for it.

    Else, for everybody, those that stand in for a group of the same measure; else those that do
    not say what they stand in for.
    """
    measure = {each.pk for each in mains if each.name == row.name and row.group_id is None}
    return (
        [each for each in substitutes if each.substitutes_id == row.pk]
        or [each for each in substitutes if each.substitutes_id in measure]
        or [each for each in substitutes if each.substitutes_id is None]
    )


def comparability_of(row, figures):
    if any(each.status == DIFFERS for each in figures):
        return Comparability.DEFINITION_DIFFERS
    return Comparability(row.comparability)


# Targets


@dataclass(frozen=True, kw_only=True)
class Read:
    """The rows of a strategy, or a part of it, as far as targets are read from them."""

    targets: list
    series: list
    figures: list
    baselines: list
    annotations: list

    @cached_property
    def lines(self):
        return lines_of(self.series, self.figures, self.baselines, self.annotations)

    @cached_property
    def parts(self):
        """The parts of each target of several; what is part of another kind stands alone."""
        whole = {row.pk for row in self.targets if row.kind == Kind.COMPOSITE}
        return by((row for row in self.targets if row.part_of_id in whole), "part_of_id")

    @cached_property
    def revised(self):
        return {row.replaces_id for row in self.targets}

    @cached_property
    def leading(self):
        """The target each indicator is counted by, by the indicator's id; see ``leads``."""
        found = by((row for row in self.targets if self.leads(row)), "indicator_id")
        return {
            indicator: min(rows, key=order_of) for indicator, rows in found.items() if indicator
        }

    @cached_property
    def of_goals(self):
        """The targets that goals are judged by themselves, by the goal's id."""
        rows = [row for row in self.targets if row.indicator_id is None and self.leads(row)]
        return by(rows, "goal_id")

    def leads(self, row):
        """Whether a target counts: not revised, of no other document, no part of its own whole.

        A part of a whole that is set elsewhere counts where it is set.
        """
        if row.pk in self.revised or row.stands_beside_id in self.found:
            return False
        whole = self.found.get(row.part_of_id)
        return whole is None or (whole.indicator_id, whole.goal_id) != (
            row.indicator_id,
            row.goal_id,
        )

    @cached_property
    def series_by_id(self):
        return {row.pk: row for row in self.series}

    @cached_property
    def found(self):
        return {row.pk: row for row in self.targets}

    @cached_property
    def references(self):
        """The reference years with a value, by their series and period."""
        return {
            (each.series_id, each.period): each
            for each in self.baselines
            if each.kind == models.Baseline.Kind.REFERENCE and each.value is not None
        }

    @cached_property
    def mains(self):
        return by((each for each in self.series if each.role == MAIN), "indicator_id")

    def newest(self, indicator):
        """The newest numbers of the main series of an indicator, by its id, as they are kept."""
        lines = [self.lines[row.pk] for row in self.mains[indicator]]
        return progress.newest(
            (line.code, each.period, each.value)
            for line in lines
            for each in line.figures
            if each.aggregation == Aggregation.POINT
        )

    def judgements(self, *, as_of):
        """The judgement of each target by its id, parts too, as seen from a day."""
        parts = {row.pk for rows in self.parts.values() for row in rows}
        found = {}
        for row in self.targets:
            if row.pk not in parts:
                self.take(row, progress.judge(self.target(row), as_of=as_of), found)
        return found

    def take(self, row, judgement, found):
        found[row.pk] = judgement
        for part, judged in zip(self.parts[row.pk], judgement.parts, strict=True):
            self.take(part, judged, found)

    def target(self, row):
        """A target with the lines it is read from, and its parts."""
        line = self.lines.get(row.series_id)
        if line is None and row.kind == Kind.MONITOR and self.mains[row.indicator_id]:
            line = self.lines[self.mains[row.indicator_id][0].pk]
        return Target(
            kind=Kind(row.kind),
            comparator=Comparator(row.comparator),
            code=row.code,
            value=row.value,
            upper=row.upper_value,
            change_percent=row.change_percent,
            tolerance=row.tolerance,
            measure=GapMeasure(row.gap_measure),
            base=self.base(row, line),
            deadline=period_of(row.deadline) if row.deadline else None,
            path=Path(row.path),
            is_aspirational=row.strength == models.Target.Strength.ASPIRATIONAL,
            is_of_indicator=row.indicator_id is not None,
            line=line,
            reference=self.lines.get(row.reference_series_id),
            gap=self.lines.get(row.gap_series_id),
            parts=tuple(self.target(part) for part in self.parts[row.pk]),
            flags=self.flags(row),
        )

    def base(self, row, line):
        """What a change is counted from: as the target says, else as measured, else the start."""
        if row.kind != Kind.RELATIVE:
            return None
        if not row.base_period:
            return line and line.start
        period = period_of(row.base_period)
        if row.base_value is not None:
            return Figure(period=period, value=row.base_value)
        measured = self.references.get((row.series_id, row.base_period))
        if measured is not None:
            return figure_of(measured, self.series_by_id[row.series_id])
        known = (line.start, *line.figures) if line else ()
        same = [each for each in known if each and each.period == period and each.value is not None]
        return same[0] if same else Figure(period=period)

    def flags(self, row):
        flags = set()
        if row.interpretation or (row.kind == Kind.RELATIVE and not row.base_period):
            flags.add(Flag.TARGET_INTERPRETED)
        if row.interpretation and row.tolerance is not None:
            flags.add(Flag.TOLERANCE_INTERPRETED)
        if row.replaces_id or row.stands_beside_id or row.pk in self.revised:
            flags.add(Flag.TARGET_REVISED)
        return frozenset(flags)


def order_of(row):
    """One of several parts goes before one of a single number."""
    return row.kind != Kind.COMPOSITE, row.code
