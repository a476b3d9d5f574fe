"""Where things stand, and which part of a strategy a sentence is about."""

from indicators.consistency.findings import Form, Place
from indicators.consistency.words import one_line, sentences


def goal_place(goal):
    return Place(form=Form.GOAL, row=goal.row, goal=goal.code)


def indicator_place(goal, indicator):
    return Place(form=Form.INDICATOR, row=indicator.row, goal=goal.code, indicator=indicator.code)


def series_place(goal, indicator, series):
    return Place(
        form=Form.SERIES,
        row=series.row,
        goal=goal.code,
        indicator=indicator.code,
        series=series.code,
    )


def value_place(goal, indicator, series, value):
    return Place(
        form=Form.BASELINE if value.is_baseline else Form.OBSERVATION,
        row=value.row,
        goal=goal.code,
        indicator=indicator.code,
        series=series.code,
    )


def target_place(goal, target, indicator=None):
    return Place(
        form=Form.TARGET,
        row=target.row,
        goal=goal.code,
        indicator=indicator.code if indicator else "",
        series=target.series,
        code=target.code,
    )


def diagram_place(goal, diagram):
    return Place(
        form=Form.DIAGRAM,
        row=diagram.row,
        goal=goal.code,
        indicator=diagram.indicator,
        follow_up=diagram.follow_up,
        code=diagram.code,
    )


def assessment_place(goal, indicator, assessment):
    return Place(
        form=Form.ASSESSMENT,
        row=assessment.row,
        goal=goal.code,
        indicator=indicator.code,
        follow_up=assessment.follow_up,
    )


def passages(goal):
    """The sentences written about a goal, each once, with the place where it stands first."""
    seen = {}
    for place, text in texts(goal):
        for sentence in sentences(text):
            seen.setdefault(sentence, place)
    return [(place, sentence) for sentence, place in seen.items()]


def texts(goal):
    """The texts about a goal: its rationale, its analyses, the judgements of its indicators."""
    yield goal_place(goal), goal.rationale
    for analysis in goal.analyses:
        place = Place(
            form=Form.ANALYSIS, row=analysis.row, goal=goal.code, follow_up=analysis.follow_up
        )
        yield place, analysis.text
    for indicator in goal.indicators:
        for assessment in indicator.assessments:
            place = assessment_place(goal, indicator, assessment)
            yield place, assessment.conclusion
            yield place, assessment.comment


def told_by(goal, sentence):
    """The (indicator, series) pairs whose figures were read from a sentence; empty if none."""
    return [
        (indicator, series)
        for indicator in goal.indicators
        for series in indicator.series
        if any(sentence in value.printed for value in series.values)
    ]


def indicators_of(goal, sentence):
    """The indicators that a sentence is known to be about; of a goal with one, that one."""
    concluded = [
        indicator
        for indicator in goal.indicators
        if any(sentence in one_line(each.conclusion) for each in indicator.assessments)
    ]
    told = [indicator for indicator, _series in told_by(goal, sentence)]
    about = list(dict.fromkeys([*told, *concluded]))
    return about or (list(goal.indicators) if len(goal.indicators) == 1 else [])
