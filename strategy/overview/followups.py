"""The reading of one follow-up: what was written and judged, goal by goal."""

from dataclasses import dataclass, replace

from indicators import models, periods
from strategy.overview import values
from strategy.overview.beside import named_with
from strategy.overview.measuring import read_series
from strategy.overview.reading import areas_and_goals
from strategy.overview.rows import grouped, is_in_force, joined
from strategy.overview.tables import Table, tables_of
from strategy.overview.values import take
from strategy.overview.written import assessment


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A diagram or table of the printed follow-up, with what the registry has of its data."""

    kind: models.Figure.Kind
    number: int
    caption: str
    source_line: str
    printed_inside: str
    first_period: str
    last_period: str
    is_picture_only: bool
    tables: tuple[Table, ...]

    @property
    def has_data(self):
        return any(table.rows for table in self.tables)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An indicator with its judgement; None where this follow-up has none."""

    number: int
    code: str
    name: str
    wording: str
    assessment: values.Assessment | None


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A goal in a follow-up."""

    code: str
    name: str
    analyses: tuple[values.Analysis, ...]
    indicators: tuple[Judged, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A focus area in a follow-up."""

    code: str
    name: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, kw_only=True)
class Footnote:
    mark: str
    text: str
    near: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """A follow-up and all its texts."""

    partnership: values.Partnership
    strategy: values.Strategy
    code: str
    title: str
    first_year: int
    last_year: int
    introduction: str
    method: str
    arrow_legend: str
    lesson: str
    contents_as_printed: str
    prepared_by: str
    makers: str  # empty unless they may be shown
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]


def read_follow_up(follow_up, *, show_makers):
    """Read a public follow-up as ``find`` gives it."""
    strategy = follow_up.strategy
    judged, texts, shown = judgements(follow_up), written(follow_up), figures(follow_up)
    sections = tuple(
        Section(
            code=area.code,
            name=area.name,
            chapters=tuple(
                take(
                    Chapter,
                    goal,
                    analyses=tuple(texts[goal.pk]),
                    indicators=tuple(judged[goal.pk]),
                    figures=tuple(shown[goal.pk]),
                )
                for goal in goals
                if goal
            ),
        )
        for area, goals in areas_and_goals(strategy).items()
    )
    return take(
        Report,
        follow_up,
        partnership=take(values.Partnership, strategy.partnership),
        strategy=take(
            values.Strategy, strategy, is_closed=strategy.status == strategy.Status.CLOSED
        ),
        makers=follow_up.makers if show_makers and follow_up.show_makers else "",
        sections=sections,
        footnotes=footnotes(follow_up),
    )


def judgements(follow_up):
    """The indicators by the id of their goal, each with its judgement."""
    rows = models.Assessment.objects.public().filter(follow_up=follow_up)
    found = {
        row.indicator_id: row for row in rows.select_related("follow_up", *named_with("substitute"))
    }
    indicators = models.Indicator.objects.public().filter(strategy=follow_up.strategy)
    return grouped(
        (
            row.goal_id,
            take(Judged, row, assessment=assessment(found[row.pk]) if row.pk in found else None),
        )
        for row in indicators.order_by("number", "code")
    )


def written(follow_up):
    rows = models.GoalAnalysis.objects.public().filter(follow_up=follow_up)
    return grouped(
        (row.goal_id, take(values.Analysis, row, follow_up=take(values.FollowUp, follow_up)))
        for row in rows
    )


def footnotes(follow_up):
    rows = models.Footnote.objects.public().filter(follow_up=follow_up)
    return tuple(take(Footnote, row) for row in rows.order_by("order"))


def figures(follow_up):
    """The diagrams and tables by the id of their goal, each with the data there is."""
    rows = models.Figure.objects.public().filter(follow_up=follow_up)
    series_of = [
        f"series__{name}" for name in ("area", "group", "source", "indicator__goal__focus_area")
    ]
    order = ["kind", "number", "part__order"]
    shown = {
        row: [line.series for line in lines if line and is_in_force(line.series)]
        for row, lines in grouped(joined(rows, "lines", *series_of, order=order)).items()
    }
    series = read_series([each for found in shown.values() for each in found])
    return grouped(
        (
            row.goal_id,
            take(
                Figure,
                row,
                kind=models.Figure.Kind(row.kind),
                tables=tables_of(
                    [within_period(series[each.pk], row) for each in found], remarks=False
                ),
            ),
        )
        for row, found in shown.items()
    )


def within_period(series, figure):
    """The series with the figures of the time that a diagram or table shows."""
    first = figure.first_period and periods.parse(figure.first_period).start
    last = figure.last_period and periods.parse(figure.last_period).end

    def shown(measurement):
        if not measurement.period:
            return False
        period = periods.parse(measurement.period)
        return (not first or period.start >= first) and (not last or period.end <= last)

    return replace(
        series,
        observations=tuple(each for each in series.observations if shown(each)),
        baselines=tuple(each for each in series.baselines if shown(each)),
    )
