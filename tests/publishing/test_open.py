"""What is open before a follow-up is published: each kind, where, and whether it stops."""

import pytest

from indicators.models import Figure, FigureSeries, Footnote, QualityNote
from strategy.models import Strategy
from strategy.reports.publishing import Open, open_points
from tests import factories
from tests.publishing.making import (
    TEXT,
    approve,
    approved,
    correct,
    hand_in,
    make_round,
    publish_now,
    published,
    write,
)

pytestmark = pytest.mark.django_db


def points(found):
    return open_points(found.follow_up, as_of=factories.today())


def told(found):
    """What is open but contradictions: kind, goal, indicator and what is said of it."""
    names = {found.goal.code: "goal", found.indicator.code: "indicator", "": ""}
    return {
        (
            each.kind.value,
            names.get(each.goal, each.goal),
            names.get(each.indicator, each.indicator),
            each.about,
        )
        for each in points(found)
        if each.kind != Open.CONTRADICTION
    }


def contradictions(found):
    """How many contradictions there are in the goal."""
    kinds = (Open.CONTRADICTION, found.goal.code)
    return sum(int(each.about) for each in points(found) if (each.kind, each.goal) == kinds)


def make_figure(found, *, series=None, **fields):
    fields = {"code": "d1", "kind": "chart", "caption": "Ohälsotal", **fields}
    figure = Figure.objects.create(follow_up=found.follow_up, goal=found.goal, **fields)
    if series:
        FigureSeries.objects.create(figure=figure, series=series)
    return figure


# Each change to what is ready to be published, and what is open then


def new_goal(found):
    factories.make_goal(strategy=found.follow_up.strategy, code="nytt")


def new_indicator(found):
    factories.make_indicator(goal=found.goal, code="ny")


def taken_up(found):
    write(found.analysis, found.approver, state="draft")


def only_handed_in(found):
    write(found.assessment, found.approver, state="draft")
    write(found.assessment, found.writer, arrow="unchanged")
    hand_in(found.assessment, found.writer)


def lost_figure(found):
    found.series.observations.get().withdraw(reason="Fel", on=factories.today())


def lost_place_of_a_figure(found):
    figure = make_figure(found, series=found.series)
    text = f"{TEXT}\n\n{{{{ figure d1 }}}}"
    write(found.analysis, found.approver, state="draft")
    write(found.analysis, found.writer, text=text)
    hand_in(found.analysis, found.writer)
    approve(found.analysis, found.approver)
    figure.withdraw(reason="Fel", on=factories.today())


def broken_in_front(found):
    other = factories.make_series(indicator=found.indicator, code="annan")
    figure = factories.make_observation(series=other, period="2022")
    write(found.follow_up, found.writer, introduction="Nu {{ annan:2022 }}.")
    figure.withdraw(reason="Fel", on=factories.today())


def broken_in_a_footnote(found):
    text = f"{TEXT} Se noten.[^a]"
    Footnote.objects.create(follow_up=found.follow_up, order=1, mark="a", text="Se {{ x:2022 }}.")
    write(found.analysis, found.approver, state="draft")
    write(found.analysis, found.writer, text=text)
    hand_in(found.analysis, found.writer)
    approve(found.analysis, found.approver)


def still_as_before(found):
    found.analysis.copied_from = factories.make_follow_up(
        strategy=found.follow_up.strategy, code="2018"
    )
    found.analysis.save()


def empty_diagram(found):
    make_figure(found, series=factories.make_series(indicator=found.indicator))


def picture(found):
    make_figure(found, is_picture_only=True)


def filled_diagram(found):
    make_figure(found, series=found.series)


def withdrawn_indicator(found):
    indicator = factories.make_indicator(goal=found.goal)
    indicator.withdraw(reason="Mäts inte", on=factories.today())


def draft_strategy(found):
    Strategy.objects.filter(pk=found.follow_up.strategy_id).update(status="draft")


def withdrawn_goal(found):
    goal = factories.make_goal(strategy=found.follow_up.strategy)
    factories.make_indicator(goal=goal)
    goal.withdraw(reason="Ersatt", on=factories.today())


CASES = [
    (lambda found: None, set()),
    (new_goal, {("no_analysis", "nytt", "", "")}),
    (new_indicator, {("no_assessment", "goal", "ny", "")}),
    (taken_up, {("analysis_not_approved", "goal", "", "draft")}),
    (only_handed_in, {("assessment_not_approved", "goal", "indicator", "ready")}),
    (
        lost_figure,
        {
            ("broken_reference", "goal", "", "{{ ohalsa:2022 }}"),
            ("figures_changed", "goal", "indicator", ""),
        },
    ),
    (lost_place_of_a_figure, {("broken_reference", "goal", "", "{{ figure d1 }}")}),
    (broken_in_front, {("broken_reference", "", "", "{{ annan:2022 }}")}),
    (broken_in_a_footnote, {("broken_reference", "", "", "{{ x:2022 }}")}),
    (still_as_before, {("still_as_before", "goal", "", "")}),
    (empty_diagram, {("no_figure", "goal", "", "Diagram 1")}),
    (picture, set()),
    (filled_diagram, set()),
    (withdrawn_goal, set()),
    (withdrawn_indicator, set()),
    (draft_strategy, {("strategy_is_draft", "", "", "")}),
]


@pytest.mark.parametrize(
    ("change", "expected"), CASES, ids=lambda each: getattr(each, "__name__", "")
)
def test_what_is_open(change, expected):
    found = approved()
    assert told(found) == set()
    change(found)
    assert told(found) == expected


def test_figures_that_arrive_after_a_judgement_are_pointed_out():
    found = approved(has_target=True)
    assert "figures_changed" not in {each[0] for each in told(found)}
    factories.make_observation(series=found.series, period="2023", value="29.1")
    assert ("figures_changed", "goal", "indicator", "") in told(found)


def test_contradictions_count_by_their_goal_until_a_quality_note_tells_of_them():
    found = approved()
    before = contradictions(found)
    write(found.analysis, found.approver, state="draft")
    write(found.analysis, found.writer, text=f"{TEXT} Det var 77,7 dagar.")
    assert contradictions(found) == before + 1
    for kind in QualityNote.Kind.values:
        QualityNote.objects.create(
            strategy=found.follow_up.strategy,
            code=f"q-{kind.replace('_', '-')}",
            goal=found.goal,
            kind=kind,
            text="Känt.",
        )
    assert contradictions(found) <= before


def test_an_edition_that_would_say_the_same_is_not_new():
    found = published()
    assert ("nothing_new", "", "", "") in told(found)
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    assert "nothing_new" not in {each[0] for each in told(found)}
    publish_now(found, note="Texten")
    assert ("nothing_new", "", "", "") in told(found)


def test_what_is_only_taken_up_for_a_correction_makes_no_edition_new():
    found = published()
    write(found.analysis, found.approver, state="draft", reason="Rättelse")
    assert {"nothing_new", "analysis_not_approved"} <= {each[0] for each in told(found)}


def test_a_printed_document_is_settled_when_it_is_ready():
    found = make_round(is_from_document=True)
    write(found.analysis, found.writer, state="ready")
    assert {each[0] for each in told(found)} == {"assessment_not_approved"}
    write(found.assessment, found.writer, state="ready")
    assert told(found) == set()


def test_what_stops_comes_first_and_knows_that_it_does():
    found = approved(has_target=True)
    factories.make_observation(series=found.series, period="2023", value="29.1")
    new_goal(found)
    kinds = [(each.kind, each.stops) for each in points(found) if each.kind != Open.CONTRADICTION]
    assert kinds == [(Open.NO_ANALYSIS, True), (Open.FIGURES_CHANGED, False)]
