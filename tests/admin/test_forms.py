"""Saving by hand: what is kept, what is asked, what is refused, and in which words."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from indicators.models import (
    Baseline,
    Citation,
    Indicator,
    Observation,
    QualityNote,
    Series,
    Target,
)
from strategy.models import Action, FocusArea, Goal, Vision
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, errors, filled, save, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return factories.make_strategy(status="draft")


@pytest.fixture
def published():
    return factories.make_strategy()


def editor_of(strategy, role="editor"):
    return signed_in(
        factories.make_user(partnership=strategy.partnership, role=role, username=f"{role}-ada")
    )


def message(response):
    return " ".join(str(each) for each in response.wsgi_request._messages)


# Nothing changed


ONLY_READ = {"edition", "importbatch"}
TEXT = "  Först\n\nSedan  \n"


def test_a_save_that_changes_nothing_leaves_no_trace():
    rows = make_everything(mark=TEXT)
    client = signed_in(factories.make_administrator())
    for kind, row in rows.items():
        if kind in ONLY_READ:
            continue
        response = save(client, row)
        assert response.status_code == 302, (kind, errors(response))
        assert "Nothing was changed" in message(response)
    assert [name for name, row in rows.items() if row.history.count() != 1] == []
    assert not LogEntry.objects.exists()


def test_a_reason_alone_is_no_change(published):
    goal = factories.make_goal(strategy=published)
    save(editor_of(published), goal, change_reason="Bara ett ord")
    assert goal.history.count() == 1


def test_text_that_is_not_touched_keeps_every_blank(strategy):
    goal = factories.make_goal(strategy=strategy, statement=TEXT)
    save(editor_of(strategy), goal, name="Nytt namn")
    goal.refresh_from_db()
    assert (goal.name, goal.statement) == ("Nytt namn", TEXT)


def test_lines_are_kept_as_lines_not_as_a_browser_sends_them(strategy):
    goal = factories.make_goal(strategy=strategy)
    save(editor_of(strategy), goal, statement="Ett\r\nTvå")
    goal.refresh_from_db()
    assert goal.statement == "Ett\nTvå"


# Why


def test_a_change_is_remembered_with_who_and_why(strategy):
    goal = factories.make_goal(strategy=strategy)
    save(editor_of(strategy), goal, name="Nytt namn", change_reason="Rättat")
    version = goal.history.first()
    assert (version.name, version.history_change_reason) == ("Nytt namn", "Rättat")
    assert version.history_actor == "editor-ada"
    assert LogEntry.objects.count() == 1


def test_a_draft_can_be_changed_without_a_reason(strategy):
    goal = factories.make_goal(strategy=strategy)
    assert save(editor_of(strategy), goal, name="Nytt namn").status_code == 302


def test_changing_what_is_published_asks_why(published):
    goal = factories.make_goal(strategy=published, name="Mål")
    client = editor_of(published)
    response = save(client, goal, name="Nytt namn")
    assert "Say why" in errors(response)
    goal.refresh_from_db()
    assert (goal.name, goal.history.count(), LogEntry.objects.count()) == ("Mål", 1, 0)
    response = client.post(address(goal, "change"), filled(response, change_reason="Rättat"))
    goal.refresh_from_db()
    assert (response.status_code, goal.name) == (302, "Nytt namn")


def test_changing_a_published_part_asks_why(published):
    action = Action.objects.create(
        goal=factories.make_goal(strategy=published), order=1, text="Vi ska"
    )
    client = editor_of(published)
    response = save(client, action.goal, **{"actions-0-text": "Vi ska inte"})
    assert "Say why" in errors(response)
    save(client, action.goal, **{"actions-0-text": "Vi kan"}, change_reason="Rättat")
    action.refresh_from_db()
    assert (action.text, action.history.first().history_change_reason) == ("Vi kan", "Rättat")
    assert action.goal.history.count() == 1


def test_adding_to_what_is_published_needs_no_reason(published):
    series = factories.make_series(strategy=published)
    client = editor_of(published)
    page = address(Observation, "add")
    response = client.post(
        page, filled(client.get(page), series=series.pk, period="HT22", value="12.5")
    )
    assert response.status_code == 302, errors(response)
    assert Observation.objects.get().period == "2022-S2"


# Codes


def test_a_published_code_cannot_be_edited(published):
    goal = factories.make_goal(strategy=published, code="eg1")
    client = editor_of(published)
    assert 'name="code"' in client.get(address(goal, "change")).content.decode()
    save(client, goal, code="eg2", name="Nytt", change_reason="Rättat")
    goal.refresh_from_db()
    assert (goal.code, goal.name) == ("eg1", "Nytt")


def test_the_code_of_a_published_part_cannot_be_edited(published):
    series = factories.make_series(strategy=published, code="s1")
    save(editor_of(published), series.indicator, **{"series-0-code": "s2"}, change_reason="?")
    series.refresh_from_db()
    assert series.code == "s1"


def test_a_draft_code_can_be_edited(strategy):
    goal = factories.make_goal(strategy=strategy, code="eg1")
    save(editor_of(strategy), goal, code="eg2")
    goal.refresh_from_db()
    assert goal.code == "eg2"


# Rules, in their own words and at the form


def test_a_code_is_unique_in_the_strategy_though_the_form_has_no_strategy(strategy):
    goal = factories.make_goal(strategy=strategy, code="eg1")
    client, page = editor_of(strategy), address(Goal, "add")
    data = filled(
        client.get(page), focus_area=goal.focus_area_id, number="2", code="eg1", name="Nytt"
    )
    form = client.post(page, data).context["adminform"].form
    assert form.non_field_errors() == ["The strategy already has a goal with this code."]
    assert Goal.objects.count() == 1


def test_a_part_of_a_new_row_is_checked_when_the_row_is_there(strategy):
    goal = factories.make_goal(strategy=strategy)
    series = factories.make_series(strategy=strategy, code="s1")
    client, page = editor_of(strategy), address(Indicator, "add")
    data = {
        **filled(client.get(page), goal=goal.pk, number="2", code="n2", name="Ny", wording="Vi"),
        **{"series-TOTAL_FORMS": "1", "series-0-code": "s1", "series-0-name": "Ny"},
        **{"series-0-area": series.area_id, "series-0-role": "main"},
    }
    response = client.post(page, data)
    assert "already has a series with this code" in errors(response)
    assert (Indicator.objects.count(), Series.objects.count()) == (1, 1)


def test_a_part_does_not_take_the_place_of_another(strategy):
    goal = factories.make_goal(strategy=strategy)
    Action.objects.create(goal=goal, order=1, text="Vi ska")
    client = editor_of(strategy)
    new = {"actions-TOTAL_FORMS": "2", "actions-1-order": "1", "actions-1-text": "Också"}
    assert "already has this place" in errors(save(client, goal, **new))


def test_a_figure_has_a_value_or_a_reason(strategy):
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    response = save(editor_of(strategy), observation, value="")
    assert "Give a value or the reason why there is none" in errors(response)


def test_zero_is_saved_as_a_value(strategy):
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    save(editor_of(strategy), observation, value="0")
    observation.refresh_from_db()
    assert observation.value == Decimal(0)


def test_a_second_figure_of_a_period_is_refused_in_a_list_of_parts(strategy):
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    new = {
        "observations-TOTAL_FORMS": "2",
        "observations-1-period": observation.period,
        "observations-1-value": "3",
        "observations-1-aggregation": "point",
        "observations-1-status": "A",
    }
    response = save(editor_of(strategy), observation.series, **new)
    (figures, _baselines) = response.context["inline_admin_formsets"]
    said = figures.formset.forms[1].non_field_errors()
    assert said == ["The series already has a figure for this period."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("value", "1e30", "is not a number"),
        ("value", "abc", "number"),
        ("period", "1066x", "is not a period"),
        ("series", "abc", "valid choice"),
        ("series", "9" * 30, "valid choice"),
        ("note", "a\0b", "Null"),
        ("status", "X", "valid choice"),
    ],
)
def test_a_wrong_value_is_said_at_the_form(strategy, field, value, sentence):
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    response = save(editor_of(strategy), observation, **{field: value})
    assert sentence in errors(response)
    assert observation.history.count() == 1


def test_a_source_stands_under_a_goal_or_an_indicator(strategy):
    client, page = editor_of(strategy), address(Citation, "add")
    response = client.post(page, filled(client.get(page), source=factories.make_source().pk))
    assert "either a goal or an indicator" in errors(response)
    assert "null" not in errors(response)


@pytest.mark.parametrize("query", ["goal=abc", "goal=99999999999999999999", "goal=1&number=x"])
def test_what_an_address_proposes_is_not_trusted(strategy, query):
    assert editor_of(strategy).get(f"{address(Indicator, 'add')}?{query}").status_code == 200


def test_a_published_strategy_does_not_become_a_draft(published):
    response = save(editor_of(published), published, status="draft", change_reason="?")
    assert "does not become a draft again" in errors(response)


# One page


def test_an_indicator_with_series_baselines_and_targets_is_one_page(strategy):
    series = factories.make_series(strategy=strategy)
    client, page = editor_of(strategy), address(series.indicator, "change")
    data = {
        **filled(client.get(page)),
        **{"baseline-TOTAL_FORMS": "1", "baseline-0-series": series.pk, "baseline-0-value": "10"},
        **{"baseline-0-kind": "start", "baseline-0-period": "2017"},
        **{"targets-TOTAL_FORMS": "1", "targets-0-code": "t1", "targets-0-series": series.pk},
        **{"targets-0-kind": "level", "targets-0-comparator": "at_least"},
        **{"targets-0-value": "25", "targets-0-deadline": "2030", "targets-0-strength": "must"},
        **{"quality_notes-TOTAL_FORMS": "1", "quality_notes-0-code": "i01"},
        **{"quality_notes-0-kind": "unit", "quality_notes-0-text": "Enheten saknas"},
    }
    response = client.post(page, data)
    assert response.status_code == 302, errors(response)
    assert (Baseline.objects.get().series, Baseline.objects.get().value) == (series, Decimal(10))
    assert (Target.objects.get().goal, Target.objects.get().series) == (
        series.indicator.goal,
        series,
    )
    assert QualityNote.objects.get().strategy == strategy
    assert Baseline.objects.get().history.get().history_actor == "editor-ada"


def test_a_strategy_with_vision_and_focus_areas_is_one_page(strategy):
    client, page = editor_of(strategy), address(strategy, "change")
    data = {
        **filled(client.get(page)),
        **{"vision-TOTAL_FORMS": "1", "vision-0-statement": "Här vill man bo"},
        **{"focus_areas-TOTAL_FORMS": "1", "focus_areas-0-number": "1"},
        **{"focus_areas-0-code": "a1", "focus_areas-0-name": "Boende"},
    }
    response = client.post(page, data)
    assert response.status_code == 302, errors(response)
    assert Vision.objects.get().statement == "Här vill man bo"
    assert FocusArea.objects.get().strategy == strategy


def test_a_goal_with_actions_and_indicators_is_one_page(strategy):
    goal = factories.make_goal(strategy=strategy)
    client, page = editor_of(strategy), address(goal, "change")
    data = {
        **filled(client.get(page)),
        **{"actions-TOTAL_FORMS": "1", "actions-0-order": "1", "actions-0-text": "Vi ska"},
        **{"indicators-TOTAL_FORMS": "1", "indicators-0-number": "1", "indicators-0-code": "n1"},
        **{"indicators-0-name": "Folkmängd", "indicators-0-wording": "Vi ska bli fler"},
    }
    response = client.post(page, data)
    assert response.status_code == 302, errors(response)
    assert (Action.objects.get().goal, Indicator.objects.get().strategy) == (goal, strategy)


def test_a_series_of_another_indicator_cannot_be_chosen_on_the_page(strategy):
    series, other = factories.make_series(strategy=strategy), factories.make_series()
    client, page = editor_of(strategy), address(series.indicator, "change")
    data = {
        **filled(client.get(page)),
        **{"baseline-TOTAL_FORMS": "1", "baseline-0-series": other.pk, "baseline-0-value": "10"},
        **{"baseline-0-kind": "start", "baseline-0-period": "2017"},
    }
    assert "valid choice" in errors(client.post(page, data))
