"""Reads a strategy, also a draft, into plain values and has its consistency checked."""

from collections import defaultdict
from dataclasses import dataclass

from indicators import models, periods, texts
from indicators.consistency import Finding, check, values
from strategy.models import Goal, Vision


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A finding, with the quality notes of the same kind that stand at the same place."""

    finding: Finding
    notes: tuple[str, ...]


def check_strategy(strategy, *, as_of):
    """What contradicts itself in a strategy on a day, in the order of the strategy.

    Withdrawn rows are left out; drafts and unfinished texts are read. Notes are looked
    up for what was found, and never searched to find it.
    """
    found = check(read(strategy), as_of=as_of)
    notes = notes_by_place(strategy)
    return [
        Noted(finding=each, notes=tuple(notes[each.goal, each.indicator, each.kind.value]))
        for each in found
    ]


def read(strategy):
    """A strategy as values, in a constant number of queries."""
    parts = Parts(strategy)
    goals = Goal.objects.current().filter(strategy=strategy, focus_area__withdrawn_on__isnull=True)
    return values.Strategy(
        row=strategy.pk,
        horizon=strategy.horizon_year,
        has_vision=Vision.objects.current().filter(strategy=strategy).exists(),
        goals=tuple(
            parts.goal(row) for row in goals.order_by("focus_area__number", "number", "pk")
        ),
        footnotes=tuple(map(footnote, rows(models.Footnote, strategy))),
    )


def notes_by_place(strategy):
    """The codes of the quality notes by goal, indicator and kind; a series is its indicator's."""
    notes = models.QualityNote.objects.current().filter(strategy=strategy)
    notes = notes.select_related(
        "goal", "indicator__goal", "series__indicator__goal",
        "observation__series__indicator__goal",
    )  # fmt: skip
    found = defaultdict(list)
    for note in notes.order_by("code"):
        series = note.series or (note.observation and note.observation.series)
        indicator = note.indicator or (series and series.indicator)
        goal = indicator.goal if indicator else note.goal
        place = (goal.code if goal else "", indicator.code if indicator else "", note.kind)
        found[place].append(note.code)
    return found


# Which lookup of each model is the strategy; and what is read along with a row.
STRATEGY_OF = {
    models.Observation: "series__strategy",
    models.Baseline: "series__strategy",
    models.Annotation: "indicator__strategy",
    models.GoalAnalysis: "follow_up__strategy",
    models.Assessment: "follow_up__strategy",
    models.Figure: "follow_up__strategy",
    models.FigureSeries: "figure__follow_up__strategy",
    models.Footnote: "follow_up__strategy",
}
ALONG = {
    models.Series: ("area", "group__counterpart", "indicator"),
    models.Target: ("series", "stands_beside"),
    models.Citation: ("source",),
    models.Annotation: ("series",),
    models.GoalAnalysis: ("follow_up",),
    models.Assessment: ("follow_up", "substitute"),
    models.Figure: ("follow_up", "indicator"),
    models.FigureSeries: ("series",),
    models.Footnote: ("follow_up",),
}


def rows(model, strategy):
    """The rows of a strategy that are not withdrawn, nor their follow-up; in their order."""
    lookup = STRATEGY_OF.get(model, "strategy")
    condition = {lookup: strategy}
    if "follow_up__" in lookup:
        condition[lookup.removesuffix("strategy") + "withdrawn_on__isnull"] = True
    found = model.objects.current().filter(**condition)
    return found.select_related(*ALONG.get(model, ())).order_by(*model._meta.ordering, "pk")


class Parts:
    """The rows of one strategy by what they stand under: one query for each model."""

    def __init__(self, strategy):
        def by(model, *names):
            groups = {name: defaultdict(list) for name in names}
            for row in rows(model, strategy):
                for name in names:
                    groups[name][getattr(row, f"{name}_id")].append(row)
            return groups

        self.indicators = by(models.Indicator, "goal")["goal"]
        self.series = by(models.Series, "indicator")["indicator"]
        self.observations = by(models.Observation, "series")["series"]
        self.baselines = by(models.Baseline, "series")["series"]
        self.targets = by(models.Target, "goal", "indicator")
        self.citations = by(models.Citation, "goal", "indicator")
        self.annotations = by(models.Annotation, "indicator")["indicator"]
        self.analyses = by(models.GoalAnalysis, "goal")["goal"]
        self.assessments = by(models.Assessment, "indicator")["indicator"]
        self.figures = by(models.Figure, "goal")["goal"]
        self.lines = by(models.FigureSeries, "figure")["figure"]
        all_targets = [row for each in self.targets["goal"].values() for row in each]
        self.replaced = {row.replaces_id for row in all_targets}

    def goal(self, row):
        indicators = tuple(self.indicator(each) for each in self.indicators[row.pk])
        own = [each for each in self.targets["goal"][row.pk] if each.indicator_id is None]
        return values.Goal(
            row=row.pk,
            code=row.code,
            name=row.name,
            heading_as_printed=row.heading_as_printed,
            also_printed_as=row.also_printed_as,
            rationale=row.rationale,
            indicators=indicators,
            targets=tuple(map(self.target, own)),
            sources=tuple(map(source, self.citations["goal"][row.pk])),
            analyses=tuple(map(analysis, self.analyses[row.pk])),
            diagrams=tuple(
                self.diagram(each, {indicator.code for indicator in indicators})
                for each in self.figures[row.pk]
            ),
        )

    def indicator(self, row):
        return values.Indicator(
            row=row.pk,
            code=row.code,
            name=row.name,
            wording=row.wording,
            definition=row.definition,
            unit=row.unit,
            unit_as_printed=row.unit_as_printed,
            neutral_band=row.neutral_band,
            is_primary=row.is_primary,
            series=tuple(map(self.one_series, self.series[row.pk])),
            targets=tuple(map(self.target, self.targets["indicator"][row.pk])),
            breaks=tuple(
                values.Break(series=code_of(each.series), period=period(each.period))
                for each in self.annotations[row.pk]
                if each.kind == each.Kind.BREAK
            ),
            sources=tuple(map(source, self.citations["indicator"][row.pk])),
            assessments=tuple(map(assessment, self.assessments[row.pk])),
        )

    def one_series(self, row):
        measured = [*self.baselines[row.pk], *self.observations[row.pk]]
        return values.Series(
            row=row.pk,
            code=row.code,
            name=row.name,
            label_as_printed=row.label_as_printed,
            area=row.area.code,
            area_name=row.area.name,
            is_nation=row.area.is_nation,
            group=row.group and group(row.group),
            age=row.age,
            unit=row.unit or row.indicator.unit,
            denominator=row.denominator,
            role=row.role,
            comparability=row.comparability,
            comparability_reason=row.comparability_reason,
            values=tuple(map(value, measured)),
        )

    def target(self, row):
        return values.Target(
            row=row.pk,
            code=row.code,
            series=code_of(row.series),
            kind=row.kind,
            comparator=row.comparator,
            number=row.value,
            upper_number=row.upper_value,
            change_percent=row.change_percent,
            unit=row.unit,
            tolerance=row.tolerance,
            base_period=period(row.base_period),
            base_number=row.base_value,
            deadline=period(row.deadline),
            wording=row.wording,
            is_replaced=row.pk in self.replaced,
            stands_beside=code_of(row.stands_beside),
        )

    def diagram(self, row, indicators):
        about = code_of(row.indicator)
        return values.Diagram(
            row=row.pk,
            follow_up=row.follow_up.code,
            code=row.code,
            indicator=about if about in indicators else "",  # it may have been withdrawn
            caption=row.caption,
            source_line=row.source_line,
            printed_inside=row.printed_inside,
            first_period=period(row.first_period),
            last_period=period(row.last_period),
            series=tuple(each.series.code for each in self.lines[row.pk]),
        )


def words_of(text):
    """The words of a text, without marks of footnotes and places of diagrams."""
    blocks = [each for each in texts.read(text).blocks if each["kind"] != "figure"]
    return texts.plain(blocks)


def value(row):
    """A figure or a baseline."""
    is_baseline = isinstance(row, models.Baseline)
    return values.Value(
        row=row.pk,
        is_baseline=is_baseline,
        is_reference=is_baseline and row.kind == row.Kind.REFERENCE,
        period=period(row.period),
        aggregation="point" if is_baseline else row.aggregation,
        number=row.value,
        missing=row.missing,
        decimals=row.decimals,
        as_printed=row.as_printed,
        unit_as_printed=row.unit_as_printed,
        derivation=row.derivation,
    )


def group(row):
    names = (row.name, row.name_sv, row.name_nb, row.name_en)
    return values.Group(
        code=row.code,
        names=tuple(dict.fromkeys(filter(None, names))),
        counterpart=code_of(row.counterpart),
    )


def source(row):
    return values.Source(row=row.pk, name=str(row), is_certain=row.is_certain)


def analysis(row):
    return values.Analysis(
        row=row.pk,
        follow_up=row.follow_up.code,
        heading=row.heading_as_printed,
        text=words_of(row.text),
    )


def assessment(row):
    return values.Assessment(
        row=row.pk,
        follow_up=row.follow_up.code,
        arrow=row.arrow,
        conclusion=row.conclusion_as_printed,
        comment=row.comment,
        not_followed_reason=row.not_followed_reason,
        substitute=code_of(row.substitute),
    )


def footnote(row):
    return values.Footnote(
        row=row.pk, follow_up=row.follow_up.code, mark=row.mark, text=row.text, near=row.near
    )


def period(text):
    """A period; None where none is stated."""
    return periods.parse(text) if text else None


def code_of(row):
    return row.code if row else ""
