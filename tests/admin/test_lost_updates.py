"""Two people, one page: the second sees both, and loses nothing."""

import pytest
from django.db import connection
from django.db.models.signals import pre_save

from indicators.models import Observation
from strategy.models import Action, Goal
from tests import factories
from tests.admin.pages import address, errors, filled, save, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return factories.make_goal(
        strategy=factories.make_strategy(status="draft"), name="Först", rationale="Därför"
    )


def editor(goal, username):
    partnership = goal.strategy.partnership
    return signed_in(factories.make_user(partnership=partnership, username=username))


def test_the_second_to_save_sees_both_and_nothing_is_written(goal):
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, goal, name="Adas namn")
    response = bo.post(page, filled(opened, name="Bos namn", rationale="Två timmars arbete"))
    assert "ada saved" in errors(response)
    content = response.content.decode()
    assert "Adas namn" in content
    assert 'value="Bos namn"' in content
    assert "Två timmars arbete" in content
    goal.refresh_from_db()
    assert (goal.name, goal.rationale) == ("Adas namn", "Därför")


def test_saving_again_without_saying_so_is_refused_again(goal):
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, goal, name="Adas namn")
    response = bo.post(page, filled(opened, name="Bos namn"))
    assert "ada saved" in errors(bo.post(page, filled(response)))


def test_mine_goes_on_top_when_i_say_so(goal):
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, goal, name="Adas namn")
    response = bo.post(page, filled(opened, name="Bos namn"))
    (conflict,) = response.context["conflicts"]
    confirmed = filled(response, **{conflict.input_name: str(conflict.version)})
    assert bo.post(page, confirmed).status_code == 302
    assert list(goal.history.values_list("name", flat=True)) == ["Bos namn", "Adas namn", "Först"]


def test_what_i_confirmed_is_only_what_i_saw(goal):
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, goal, name="Adas namn")
    response = bo.post(page, filled(opened, name="Bos namn"))
    (conflict,) = response.context["conflicts"]
    save(ada, goal, name="Adas nästa namn")
    confirmed = filled(response, **{conflict.input_name: str(conflict.version)})
    assert "Adas nästa namn" in bo.post(page, confirmed).content.decode()
    goal.refresh_from_db()
    assert goal.name == "Adas nästa namn"


def test_the_same_change_twice_is_no_conflict(goal):
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, goal, name="Nytt")
    assert bo.post(page, filled(opened, name="Nytt")).status_code == 302
    assert goal.history.count() == 2


def test_a_form_that_does_not_say_what_it_saw_is_a_conflict(goal):
    ada = editor(goal, "ada")
    page = address(goal, "change")
    response = ada.post(page, filled(ada.get(page), name="Nytt", seen_version=None))
    assert response.context["conflicts"]


def test_a_part_that_was_saved_meanwhile_is_a_conflict_of_its_own(goal):
    action = Action.objects.create(goal=goal, order=1, text="Vi ska")
    other = Action.objects.create(goal=goal, order=2, text="Vi ska också")
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, action, text="Ada: vi ska")
    changes = {"actions-0-text": "Bo: vi ska", "actions-1-text": "Bo: också"}
    response = bo.post(page, filled(opened, **changes))
    (conflict,) = response.context["conflicts"]
    assert [(d.yours, d.stored) for d in conflict.differences] == [("Bo: vi ska", "Ada: vi ska")]
    other.refresh_from_db()
    assert other.text == "Vi ska också"
    confirmed = filled(response, **{conflict.input_name: str(conflict.version)})
    assert bo.post(page, confirmed).status_code == 302
    assert set(Action.objects.values_list("text", flat=True)) == {"Bo: vi ska", "Bo: också"}


def test_a_part_that_was_deleted_meanwhile_is_told_and_can_be_added_anew(goal):
    actions = [Action.objects.create(goal=goal, order=n, text=f"Vi ska {n}") for n in (1, 2, 3)]
    bo = editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    actions[1].delete()
    changes = {"actions-1-text": "Bo: vi ska 2", "actions-2-text": "Bo: vi ska 3"}
    response = bo.post(page, filled(opened, **changes))
    assert "Somebody has deleted this" in errors(response)
    assert "Bo: vi ska 2" in response.content.decode()
    assert Action.objects.get(pk=actions[2].pk).text == "Vi ska 3"
    assert bo.post(page, filled(response)).status_code == 302
    assert list(Action.objects.order_by("order").values_list("text", flat=True)) == [
        "Vi ska 1",
        "Bo: vi ska 2",
        "Bo: vi ska 3",
    ]


def test_a_part_that_was_added_meanwhile_is_left_in_peace(goal):
    Action.objects.create(goal=goal, order=1, text="Vi ska")
    bo = editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    Action.objects.create(goal=goal, order=0, text="Adas")
    assert bo.post(page, filled(opened, **{"actions-0-text": "Bo"})).status_code == 302
    assert set(Action.objects.values_list("text", flat=True)) == {"Adas", "Bo"}


def test_a_part_that_was_changed_meanwhile_is_not_deleted_unseen(goal):
    action = Action.objects.create(goal=goal, order=1, text="Vi ska")
    ada, bo = editor(goal, "ada"), editor(goal, "bo")
    page = address(goal, "change")
    opened = bo.get(page)
    save(ada, action, text="Adas text")
    response = bo.post(page, filled(opened, **{"actions-0-DELETE": "on"}))
    assert "ada saved" in errors(response)
    assert Action.objects.filter(pk=action.pk).exists()


def test_a_row_that_was_deleted_meanwhile_is_not_there(goal):
    bo = editor(goal, "bo")
    page = address(goal, "change")
    data = filled(bo.get(page), name="Nytt")
    goal.delete()
    assert bo.post(page, data).status_code == 404


def test_what_is_overtaken_at_the_last_moment_is_said_at_the_form(goal):
    """Somebody writes between our reading and our writing, past the lock."""
    read = []

    def overtake(execute, sql, *rest):
        if sql.startswith("SELECT") and "strategy_goal" in sql:
            read.append(sql)
            if len(read) == 2:
                Goal.objects.filter(pk=goal.pk).update(version=7)
        return execute(sql, *rest)

    ada = editor(goal, "ada")
    data = filled(ada.get(address(goal, "change")), name="Nytt")
    with connection.execute_wrapper(overtake):
        response = ada.post(address(goal, "change"), data)
    assert "Somebody else has saved this" in errors(response)
    assert 'value="Nytt"' in response.content.decode()


def test_two_who_add_the_same_figure_at_once_are_told():
    series = factories.make_series(strategy=factories.make_strategy(status="draft"))
    client = signed_in(factories.make_user(partnership=series.strategy.partnership))
    data = filled(
        client.get(address(Observation, "add")), series=series.pk, period="2022", value="1"
    )

    def overtake(sender, instance, **kwargs):
        pre_save.disconnect(overtake, Observation)
        factories.make_observation(series=series, period="2022")

    pre_save.connect(overtake, Observation)
    response = client.post(address(Observation, "add"), data)
    assert "Somebody has just saved" in errors(response)
