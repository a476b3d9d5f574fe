"""A goal of a follow-up with all that is known of it: figures, charts, judgements, words."""

from dataclasses import dataclass

from indicators import models, texts
from indicators.judging.referring import shown_values
from indicators.judging.sentences import headline
from indicators.models.opening import previous
from indicators.texts.syntax import AGGREGATIONS
from indicators.workbench.measuring import FiguresDue, figures_due, read_rows
from strategy.models import Goal
from strategy.overview import beside, drawing_of, tables_of, values
from strategy.overview.drawing import Drawing
from strategy.overview.measuring import indicator_value, series_values
from strategy.overview.rows import grouped
from strategy.overview.tables import Table

WORDS = {aggregation: word for word, aggregation in AGGREGATIONS.items()}

MOST_RECENT = 8  # figures of a series that are offered for a text


@dataclass(frozen=True, kw_only=True)
class Insertable:
    """What can be written in a text, and what it prints there."""

    written: str
    prints: str


@dataclass(frozen=True, kw_only=True)
class Measured:
    """An indicator with its figures and what was computed from them."""

    row: models.Indicator
    value: values.Indicator
    drawing: Drawing
    tables: tuple[Table, ...]
    headline: str  # empty: no target is set
    figures: FiguresDue
    references: tuple[Insertable, ...]
    former: models.Assessment | None

    @property
    def judgement(self):
        return self.value.judgement


@dataclass(frozen=True, kw_only=True)
class GoalRead:
    """A goal with everything its texts and judgements are made from."""

    goal: Goal
    indicators: tuple[Measured, ...]
    series: dict  # rows by the id of their indicator
    former: models.FollowUp | None
    former_text: models.GoalAnalysis | None
    before: Goal | None
    after: Goal | None


def read_goal(follow_up, goal, *, as_of):
    """Read a goal as staff see it on a day, in twelve queries."""
    rows = models.Indicator.objects.filter(models.Indicator.in_force_condition(), goal=goal)
    rows = list(rows.order_by("number", "code"))
    read = read_rows(follow_up.strategy, goal)
    series = grouped((row.indicator_id, row) for row in read.series)
    former = previous(follow_up)
    assessments, text = former_words(former, goal)
    before, after = neighbours(goal)
    return GoalRead(
        goal=goal,
        indicators=tuple(measured(rows, series, read, assessments, follow_up, as_of)),
        series=series,
        former=former,
        former_text=text,
        before=before,
        after=after,
    )


def measured(rows, series, read, assessments, follow_up, as_of):
    """The indicators of a goal, each with what was measured and computed."""
    judgements = read.judgements(as_of=as_of)
    groups = dict.fromkeys(("citations", "notes", "assessments")) | {
        "targets": beside.targets(read.targets, judgements),
        "annotations": beside.annotations(read.annotations, read.series_by_id),
    }
    shown = series_values(read.series, read.figures, read.baselines)
    prints = printed(rows, series, shown, follow_up)
    for row in rows:
        value = indicator_value(row, series[row.pk], shown, read, groups)
        leading = value.leading
        yield Measured(
            row=row,
            value=value,
            drawing=drawing_of(value),
            tables=tables_of(value.series),
            headline=headline(leading.judgement, leading.unit) if leading else "",
            figures=figures_due(row, read, follow_up, as_of=as_of),
            references=prints[row.pk],
            former=assessments.get(row.pk),
        )


def former_words(former, goal):
    """The judgements of the round before by the id of their indicator, and its text or None."""
    if former is None:
        return {}, None
    rows = models.Assessment.objects.current().filter(follow_up=former, indicator__goal=goal)
    text = models.GoalAnalysis.objects.current().filter(follow_up=former, goal=goal).first()
    return {row.indicator_id: row for row in rows.select_related("substitute")}, text


def neighbours(goal):
    """The goals before and after one, in the order of the strategy; None at either end."""
    rows = Goal.objects.filter(Goal.in_force_condition(), strategy=goal.strategy_id)
    rows = list(rows.order_by("focus_area__number", "number", "code"))
    place = next(number for number, row in enumerate(rows) if row.pk == goal.pk)
    return rows[place - 1] if place else None, next(iter(rows[place + 1 :]), None)


# What can be inserted into texts


def printed(rows, series, shown, follow_up):
    """For each indicator the references to its newest figures, and what they print."""
    written = {
        row.pk: [
            reference_to(each, measurement)
            for each in series[row.pk]
            for measurement in recent(shown[each.pk])
        ]
        for row in rows
    }
    read = {text: texts.references(text) for found in written.values() for text in found}
    prints = shown_values(
        [each for found in read.values() for each in found],
        strategy=follow_up.strategy,
        language=follow_up.strategy.partnership.site_language,
    )
    return {
        pk: tuple(
            Insertable(written=text, prints=prints[each]["shown"])
            for text in dict.fromkeys(found)
            for each in read[text]
            if each in prints
        )
        for pk, found in written.items()
    }


def recent(series):
    """The newest figures of a series, the newest first."""
    return [each for each in series.measurements[::-1] if each.period][:MOST_RECENT]


def reference_to(series, measurement):
    word = "" if measurement.is_point else f" {WORDS[measurement.aggregation]}"
    return f"{{{{ {series.code}:{measurement.period}{word} }}}}"
