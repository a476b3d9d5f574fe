"""The follow-up and the document: judgements, footnotes, rights, sources, headings, frame."""

from indicators.consistency.findings import Form, Place, Rule, found
from indicators.consistency.places import (
    assessment_place,
    diagram_place,
    goal_place,
    series_place,
)
from indicators.consistency.units import squeezed
from indicators.consistency.words import RIGHTS, one_line

NO_METHOD = {"no_method", "not_classified"}


def judged(goal):
    return [(each, judgement) for each in goal.indicators for judgement in each.assessments]


def arrows_not_recorded(goal):
    """A judgement of what was followed up, without its arrow."""
    for indicator, assessment in judged(goal):
        if not assessment.arrow and not assessment.not_followed_reason:
            yield found(
                Rule.ARROW_NOT_RECORDED,
                assessment_place(goal, indicator, assessment),
                of_strategy=True,
            )


def substitutes_not_comparable(goal):
    """A judgement that rests on a series that says another thing than the goal."""
    for indicator, assessment in judged(goal):
        series = indicator.series_called(assessment.substitute)
        if series and series.comparability in {"not_comparable", "unknown"}:
            yield found(
                Rule.SUBSTITUTE_NOT_COMPARABLE,
                series_place(goal, indicator, series),
                series.comparability_reason,
                written=series.name,
                registered=indicator.name,
            )


def dropped_as_a_whole(goal):
    """Given up because of one of its parts, while another has figures and no reason."""
    for indicator, assessment in judged(goal):
        lost = [each for each in indicator.series if is_lost(each)]
        left = [each for each in indicator.series if not is_lost(each) and each.points]
        if assessment.not_followed_reason and lost and left:
            for series in left:
                yield found(
                    Rule.DROPPED_AS_A_WHOLE,
                    series_place(goal, indicator, series),
                    series.name,
                    registered=", ".join(each.name for each in lost),
                )


def is_lost(series):
    """Whether nothing has been measured since the start, and it is said why."""
    figures = [value for value in series.values if not value.is_baseline]
    return bool(figures) and all(value.number is None for value in figures)


def figures_without_method(goal):
    """A starting value of what, it is said, can't be measured."""
    for indicator, assessment in judged(goal):
        if assessment.not_followed_reason not in NO_METHOD:
            continue
        for series in indicator.series:
            for value in series.points:
                yield found(
                    Rule.FIGURE_WITHOUT_METHOD,
                    series_place(goal, indicator, series),
                    value.as_printed,
                    value=value.number,
                    period=str(value.period),
                )


def rights_of_others(goal):
    """A diagram that carries somebody's mark of rights."""
    for diagram in goal.diagrams:
        for line in f"{diagram.caption}\n{diagram.source_line}\n{diagram.printed_inside}".split(
            "\n"
        ):
            if RIGHTS.search(line):
                yield found(Rule.RIGHTS_OF_OTHERS, diagram_place(goal, diagram), line)


def sources_in_doubt(goal):
    """A source that the document itself is not sure of."""
    for source in goal.sources:
        if not source.is_certain:
            place = Place(form=Form.SOURCE, row=source.row, goal=goal.code)
            yield found(Rule.SOURCE_IN_DOUBT, place, source.name)
    for indicator in goal.indicators:
        for source in indicator.sources:
            if not source.is_certain:
                place = Place(
                    form=Form.SOURCE, row=source.row, goal=goal.code, indicator=indicator.code
                )
                yield found(Rule.SOURCE_IN_DOUBT, place, source.name)


def headings_that_differ(goal):
    """A heading in other words, or in another spelling, than the goal."""
    headings = [goal.heading_as_printed, goal.also_printed_as]
    headings += [analysis.heading for analysis in goal.analyses]
    for heading in dict.fromkeys(filter(None, headings)):
        after_colon = heading.partition(":")[2]  # "2.1 Mål: …"
        if squeezed(goal.name) not in {squeezed(heading), squeezed(after_colon)}:
            yield found(Rule.HEADING_DIFFERS, goal_place(goal), heading, registered=goal.name)


def footnotes_without_text(strategy):
    """A mark without a footnote; at the indicator whose words carry it, where one does."""
    for footnote in strategy.footnotes:
        if footnote.text:
            continue
        near = one_line(footnote.near)
        marked = [
            (goal.code, indicator.code)
            for goal in strategy.goals
            for indicator in goal.indicators
            if near and near in one_line(indicator.wording)
        ]
        goal, indicator = marked[0] if marked else ("", "")
        place = Place(
            form=Form.FOOTNOTE,
            row=footnote.row,
            goal=goal,
            indicator=indicator,
            follow_up=footnote.follow_up,
            code=footnote.mark,
        )
        yield found(Rule.FOOTNOTE_WITHOUT_TEXT, place, near)


def frame_missing(strategy):
    """A strategy without the vision or the year that its goals look towards."""
    place = Place(form=Form.STRATEGY, row=strategy.row)
    if strategy.goals and not strategy.has_vision:
        yield found(Rule.FRAME_MISSING, place, reason="vision")
    if strategy.goals and strategy.horizon is None:
        yield found(Rule.FRAME_MISSING, place, reason="horizon")
