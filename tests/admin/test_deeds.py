"""Deleting, withdrawing and approving by hand: who may, and what stays."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from indicators.models import Area, GoalAnalysis, Series
from strategy.models import Action, Goal, Membership
from tests import factories
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


# Deleting and withdrawing


def test_what_is_published_is_not_deleted_and_the_page_says_the_way_out(published):
    goal = factories.make_goal(strategy=published)
    client = editor_of(published)
    page = client.get(address(goal, "delete")).content.decode()
    assert "Withdraw it" in page
    assert address(goal, "withdraw") in page
    client.post(address(goal, "delete"), {"post": "yes"})
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_what_is_withdrawn_is_not_deleted_either(published):
    goal = factories.make_goal(strategy=published)
    goal.withdraw(reason="Fel", on=factories.today())
    editor_of(published).post(address(goal, "delete"), {"post": "yes"})
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_a_draft_is_deleted_with_its_parts_and_all_is_remembered(strategy):
    goal = factories.make_goal(strategy=strategy)
    action = Action.objects.create(goal=goal, order=1, text="Vi ska")
    response = editor_of(strategy).post(
        address(goal, "delete"), {"post": "yes", "change_reason": "Dubblett"}
    )
    assert response.status_code == 302
    gone = Goal.history.get(id=goal.pk, history_type="-")
    assert (gone.history_actor, gone.history_change_reason) == ("editor-ada", "Dubblett")
    assert Action.history.filter(id=action.pk, history_type="-").exists()


def test_deleting_many_drafts_remembers_each(strategy):
    goals = [factories.make_goal(strategy=strategy) for _ in range(3)]
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [g.pk for g in goals]}
    editor_of(strategy).post(address(Goal, "changelist"), data)
    assert not Goal.objects.exists()
    assert Goal.history.filter(history_type="-", history_actor="editor-ada").count() == 3


def test_many_are_not_deleted_when_one_of_them_is_published(strategy, published):
    goals = [factories.make_goal(strategy=strategy), factories.make_goal(strategy=published)]
    client = signed_in(factories.make_administrator())
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [g.pk for g in goals]}
    response = client.post(address(Goal, "changelist"), data)
    assert "can be withdrawn instead" in response.content.decode()
    assert Goal.objects.count() == 2


def test_a_published_part_is_not_deleted_from_the_page_of_its_parent(published):
    series = factories.make_series(strategy=published)
    response = save(
        editor_of(published), series.indicator, **{"series-0-DELETE": "on"}, change_reason="?"
    )
    assert "Withdraw it" in errors(response)
    assert Series.objects.filter(pk=series.pk).exists()


def test_a_draft_part_is_deleted_from_the_page_of_its_parent(strategy):
    series = factories.make_series(strategy=strategy)
    response = save(
        editor_of(strategy),
        series.indicator,
        **{"series-0-DELETE": "on", "change_reason": "Dubblett"},
    )
    assert response.status_code == 302, errors(response)
    gone = Series.history.get(id=series.pk, history_type="-")
    assert (gone.history_actor, gone.history_change_reason) == ("editor-ada", "Dubblett")


def test_what_others_refer_to_is_not_deleted(strategy):
    area = factories.make_area(partnership=strategy.partnership)
    factories.make_series(strategy=strategy, area=area)
    client = editor_of(strategy)
    refusal = client.get(address(area, "delete")).content.decode()
    assert "what something else refers to" in refusal
    assert "Withdraw it" not in refusal
    assert client.post(address(area, "delete"), {"post": "yes"}).status_code == 200
    assert Area.objects.filter(pk=area.pk).exists()


def test_withdrawing_needs_a_reason(published):
    goal = factories.make_goal(strategy=published)
    client = editor_of(published)
    page = address(goal, "withdraw")
    client.post(page, filled(client.get(page)))
    assert Goal.objects.public().filter(pk=goal.pk).exists()
    client.post(page, filled(client.get(page), withdrawn_reason="Ersatt"))
    goal.refresh_from_db()
    assert goal.withdrawn_reason == goal.history.first().history_change_reason == "Ersatt"


def test_nothing_is_withdrawn_in_the_future(published):
    goal = factories.make_goal(strategy=published)
    client, page = editor_of(published), address(goal, "withdraw")
    tomorrow = factories.today() + timedelta(days=1)
    data = filled(client.get(page), withdrawn_reason="Ersatt", withdrawn_on=tomorrow.isoformat())
    response = client.post(page, data)
    assert "can&#x27;t lie in the future" in response.content.decode()
    assert "was withdrawn" not in response.content.decode()
    goal.refresh_from_db()
    assert (goal.withdrawn_on, goal.history.count()) == (None, 1)


def test_what_is_withdrawn_can_be_put_back(published):
    goal = factories.make_goal(strategy=published)
    goal.withdraw(reason="Fel", on=factories.today())
    client, page = editor_of(published), address(goal, "withdraw")
    client.post(page, filled(client.get(page), change_reason="Det var rätt"))
    goal.refresh_from_db()
    assert (goal.withdrawn_on, goal.withdrawn_reason) == (None, "")
    assert goal.history.first().history_change_reason == "Det var rätt"


def test_what_has_been_replaced_meanwhile_is_not_put_back(published):
    series = factories.make_series(strategy=published)
    observation = factories.make_observation(series=series, period="2022")
    observation.withdraw(reason="Fel", on=factories.today())
    factories.make_observation(series=series, period="2022", value="9")
    client, page = editor_of(published), address(observation, "withdraw")
    response = client.post(page, {"change_reason": "Tillbaka"})
    assert "already has a figure for this period" in response.content.decode()
    observation.refresh_from_db()
    assert observation.withdrawn_on is not None


# Approving


@pytest.mark.parametrize(("role", "approved"), [("editor", False), ("approver", True)])
def test_only_those_who_approve_mark_a_judgement_as_approved(strategy, role, approved):
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=strategy, is_from_document=True),
        indicator=factories.make_indicator(strategy=strategy),
    )
    response = save(editor_of(strategy, role), assessment, state="approved")
    assessment.refresh_from_db()
    assert (assessment.state == "approved") is approved
    assert (assessment.approved_by is not None) is approved
    assert approved or "Only those who approve" in errors(response)


def test_a_judgement_that_is_taken_back_is_no_longer_approved(strategy):
    client = editor_of(strategy, "approver")
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=strategy, is_from_document=True),
        indicator=factories.make_indicator(strategy=strategy),
        state="ready",
    )
    save(client, assessment, state="approved")
    response = save(client, assessment, state="draft")
    assert response.status_code == 302, errors(response)
    assessment.refresh_from_db()
    assert (assessment.approved_by, assessment.approved_at) == (None, None)


def test_only_those_who_approve_mark_an_analysis_as_approved(strategy):
    goal = factories.make_goal(strategy=strategy)
    follow_up = factories.make_follow_up(strategy=strategy, is_from_document=True)
    analysis = factories.make_analysis(follow_up=follow_up, goal=goal)
    save(editor_of(strategy), analysis, state="approved")
    assert GoalAnalysis.objects.get().state != "approved"
    save(editor_of(strategy, "approver"), analysis, state="approved")
    assert GoalAnalysis.objects.get().state == "approved"


def test_a_form_does_not_write_and_approve_at_once(strategy):
    goal = factories.make_goal(strategy=strategy)
    follow_up = factories.make_follow_up(strategy=strategy, status="open")
    analysis = factories.make_analysis(follow_up=follow_up, goal=goal, state="ready")
    client = editor_of(strategy, "approver")
    response = save(client, analysis, text="Egna ord.", state="approved")
    assert "somebody else has to approve it" in errors(response)
    page = address(GoalAnalysis, "add")
    other = factories.make_goal(strategy=strategy)
    values = {"follow_up": follow_up.pk, "goal": other.pk, "text": "Egna.", "state": "approved"}
    assert "somebody else has to approve it" in errors(
        client.post(page, filled(client.get(page), **values))
    )
    assert list(GoalAnalysis.objects.values_list("text", "state")) == [("Det går framåt.", "ready")]


@pytest.mark.parametrize(("role", "withdrawn"), [("editor", False), ("approver", True)])
def test_a_published_judgement_is_withdrawn_by_those_who_approve(published, role, withdrawn):
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=published),
        indicator=factories.make_indicator(strategy=published),
        arrow="positive",
        suggestion={},
    )
    client, page = editor_of(published, role), address(assessment, "withdraw")
    response = client.post(page, filled(client.get(page), withdrawn_reason="Fel"))
    assessment.refresh_from_db()
    assert (assessment.withdrawn_on is not None) is withdrawn
    assert withdrawn or "Only those who approve" in response.content.decode()


# People


def test_a_manager_gives_a_role_by_user_name(strategy):
    person = factories.make_user(username="bo")
    client, page = editor_of(strategy, "manager"), address(Membership, "add")
    data = {"user": "bo", "partnership": strategy.partnership_id, "role": "reader"}
    response = client.post(page, filled(client.get(page), **data))
    assert response.status_code == 302, errors(response)
    assert person.memberships.get().role == "reader"


def test_an_unknown_user_name_is_said(strategy):
    client, page = editor_of(strategy, "manager"), address(Membership, "add")
    data = {"user": "ingen", "partnership": strategy.partnership_id, "role": "reader"}
    response = client.post(page, filled(client.get(page), **data))
    assert "no active account with this user name" in errors(response)


@pytest.mark.parametrize("role", ["reader", "editor", "approver"])
def test_others_do_not_give_out_roles(strategy, role):
    client = editor_of(strategy, role)
    assert client.get(address(Membership, "changelist")).status_code == 403
    assert client.post(address(Membership, "add"), {}).status_code == 403


def test_an_administrator_makes_an_account():
    client = signed_in(factories.make_administrator())
    page = reverse("admin:auth_user_add")
    data = {"username": "bo", "password1": "ett-langt-ord-7", "password2": "ett-langt-ord-7"}
    response = client.post(page, filled(client.get(page), **data))
    assert response.status_code == 302
    assert get_user_model().objects.filter(username="bo", is_superuser=False).exists()


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_what_is_approved_is_changed_among_others_by_nobody(strategy, role):
    follow_up = factories.make_follow_up(strategy=strategy, is_from_document=True)
    assessment = factories.make_assessment(
        follow_up=follow_up,
        indicator=factories.make_indicator(strategy=strategy),
        arrow="positive",
        state="approved",
        approved_by=factories.make_user(username="chef"),
        approved_at=timezone.now(),
    )
    response = save(editor_of(strategy, role), follow_up, **{"assessments-0-arrow": "negative"})
    assert response.status_code == 200
    assessment.refresh_from_db()
    assert assessment.arrow == "positive"
    assert str(assessment) in errors(response)
