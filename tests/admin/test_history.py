"""What happened to a row and its parts, told in words; and an earlier version restored."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from config.records import Change
from indicators.models import Area, Assessment, Observation
from strategy.models import Action, Goal, Membership
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return factories.make_strategy()


@pytest.fixture
def client(strategy):
    return signed_in(factories.make_user(partnership=strategy.partnership, username="ada"))


def change(row, *, reason="", user=None, batch=None, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row._change = Change(user=user, reason=reason, batch=batch)
    row.save()


def told(client, row, page=1):
    return client.get(address(row, "history"), {"page": page}).context["entries"]


def alterations(entry):
    return [(each.label, each.before, each.after) for each in entry.alterations]


def version_page(row, version):
    return address(row, "version", version.history_id)


def restore(client, row, version, change_reason="Fel", **data):
    page = version_page(row, version)
    return client.post(page, filled(client.get(page), change_reason=change_reason, **data))


# Telling


def test_a_change_is_told_from_what_to_what_by_whom_and_why(client, strategy):
    indicator = factories.make_indicator(strategy=strategy, frequency="year")
    bo = factories.make_user(username="bo")
    change(indicator, user=bo, reason="Ny statistik", frequency="quarter", cap=Decimal("100"))
    entry = told(client, indicator)[0]
    assert (entry.actor, entry.reason, entry.deed) == ("bo", "Ny statistik", "changed")
    assert set(alterations(entry)) == {
        ("Frequency", "every year", "every quarter"),
        ("Highest possible value", "–", "100"),
    }


def test_related_rows_are_told_by_name(client, strategy):
    one = factories.make_goal(strategy=strategy, code="eg1", name="Boende")
    two = factories.make_goal(focus_area=one.focus_area, code="eg2", name="Arbete")
    indicator = factories.make_indicator(goal=one)
    change(indicator, goal=two)
    assert alterations(told(client, indicator)[0]) == [("Goal", "eg1 · Boende", "eg2 · Arbete")]


def test_numbers_are_told_digit_by_digit(client, strategy):
    observation = factories.make_observation(
        series=factories.make_series(strategy=strategy), value="123456789.123456"
    )
    change(observation, value=Decimal("0.000001"))
    change(observation, value=Decimal("1200"))
    assert [alterations(entry) for entry in told(client, observation)[:2]] == [
        [("Value", "0.000001", "1200")],
        [("Value", "123456789.123456", "0.000001")],
    ]


def test_zero_is_told_as_zero(client, strategy):
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    change(observation, value=Decimal(0))
    assert alterations(told(client, observation)[0]) == [("Value", "12.5", "0")]


def test_yes_and_no_are_words(client, strategy):
    indicator = factories.make_indicator(strategy=strategy)
    change(indicator, is_primary=True)
    assert alterations(told(client, indicator)[0]) == [("Primary", "no", "yes")]


def test_times_are_told(client, strategy):
    rows = make_everything()
    administrator = factories.make_administrator(username="chef")
    change(rows["assessment"], approved_by=administrator, approved_at=timezone.now())
    (by, at) = alterations(told(signed_in(administrator), rows["assessment"])[0])
    assert by == ("Approved by", "–", "chef")
    assert str(timezone.localtime().year) in at[2]


def test_an_indicator_tells_of_everything_under_it(client, strategy):
    rows = make_everything()
    kinds = {
        entry.kind for entry in told(signed_in(factories.make_administrator()), rows["indicator"])
    }
    assert kinds == {
        *("Indicator", "Series", "Figure", "Baseline", "Target", "Annotation", "Quality note"),
        *("Source of a goal or indicator", "Assessment"),
    }


def test_a_goal_tells_of_its_actions_and_of_the_figures_of_its_indicators(client, strategy):
    rows = make_everything()
    kinds = {entry.kind for entry in told(signed_in(factories.make_administrator()), rows["goal"])}
    assert {"Goal", "Action", "Indicator", "Figure", "Analysis of a goal"} <= kinds
    assert "Focus area" not in kinds


def test_a_strategy_tells_of_all_that_is_in_it(strategy):
    rows = make_everything()
    administrator = signed_in(factories.make_administrator())
    kinds = {entry.kind for entry in told(administrator, rows["strategy"])}
    assert {"Vision", "Goal", "Lighthouse", "Series", "Figure", "Edition", "Footnote"} <= kinds


def test_parts_of_others_are_not_told(client, strategy):
    indicator = factories.make_indicator(strategy=strategy)
    factories.make_observation(series=factories.make_series(strategy=strategy))
    assert [entry.kind for entry in told(client, indicator)] == ["Indicator"]


def test_a_part_is_named_by_what_it_stands_under(client, strategy):
    series = factories.make_series(strategy=strategy, code="s1", name="Folkmängd")
    factories.make_observation(series=series, period="2022")
    entry = told(client, series.indicator)[0]
    assert (entry.kind, entry.name, entry.deed) == ("Figure", "s1 · Folkmängd · 2022", "added")


def test_the_newest_comes_first(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Ett")
    action = Action.objects.create(goal=goal, order=1, text="Vi ska")
    change(goal, name="Två")
    change(action, text="Vi kan")
    assert [(e.kind, e.deed) for e in told(client, goal)] == [
        ("Action", "changed"),
        ("Goal", "changed"),
        ("Action", "added"),
        ("Goal", "added"),
    ]


def test_an_import_is_named(client, strategy):
    goal = factories.make_goal(strategy=strategy)
    batch = uuid4()
    change(goal, name="Från fil", batch=batch)
    assert told(client, goal)[0].batch == batch
    assert f"?q={batch}" in client.get(address(goal, "history")).content.decode()


def test_the_values_of_what_was_added_are_folded_and_those_of_a_change_are_not(client, strategy):
    goal = factories.make_goal(strategy=strategy, statement="Allt om målet")
    folded = client.get(address(goal, "history")).content.decode().partition("<details>")[2]
    assert "Allt om målet" in folded.partition("</details>")[0]
    change(goal, statement="Mer om målet")
    assert (
        "Mer om målet"
        in client.get(address(goal, "history")).content.decode().partition("<details>")[0]
    )


def test_a_long_history_has_pages(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="0")
    for number in range(1, 60):
        change(goal, name=str(number))
    assert alterations(told(client, goal)[0]) == [("Name", "58", "59")]
    assert told(client, goal, page=2)[-1].deed == "added"
    assert told(client, goal, page="nonsense")[0].deed == "changed"


def test_a_deleted_row_and_its_deleted_parts_are_remembered():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    goal = factories.make_goal(strategy=strategy, code="eg1", name="Boende")
    Action.objects.create(goal=goal, order=1, text="Vi ska bygga")
    page = address(goal, "history")
    goal.delete()
    response = client.get(page)
    assert {(e.kind, e.deed) for e in response.context["entries"]} == {
        *(("Goal", "added"), ("Goal", "deleted"), ("Action", "added"), ("Action", "deleted")),
    }
    assert "eg1 · Boende" in response.content.decode()


def test_the_name_of_a_person_outlives_the_account(client, strategy):
    goal = factories.make_goal(strategy=strategy)
    bo = factories.make_user(username="bo")
    change(goal, name="Bos", user=bo)
    bo.delete()
    assert told(client, goal)[0].actor == "bo"


@pytest.mark.parametrize("number", ["abc", "-1", "9" * 30, "1.5", "0"])
def test_an_address_without_a_version_is_not_there(client, strategy, number):
    goal = factories.make_goal(strategy=strategy)
    assert client.get(f"{address(goal, 'history')}{number}/").status_code == 404
    assert client.get(address(Goal, "history", number)).status_code == 404


def test_a_version_is_only_there_under_its_own_row(client, strategy):
    one, two = factories.make_goal(strategy=strategy), factories.make_goal(strategy=strategy)
    assert client.get(version_page(one, two.history.first())).status_code == 404


def test_a_history_is_only_read(client, strategy):
    goal = factories.make_goal(strategy=strategy)
    assert client.post(address(goal, "history")).status_code == 405


# Restoring


def test_a_version_is_shown_beside_what_is_stored_now(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    response = client.get(version_page(goal, goal.history.last()))
    table = response.content.decode().partition("<tbody>")[2]
    assert table.index("Först") < table.index("Sedan")


def test_restoring_makes_a_new_version(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    response = restore(client, goal, goal.history.last(), change_reason="Fel")
    assert response.status_code == 302
    goal.refresh_from_db()
    newest = goal.history.first()
    assert (goal.name, goal.version, goal.history.count()) == ("Först", 3, 3)
    assert (newest.history_actor, newest.history_change_reason) == ("ada", "Fel")


def test_restoring_something_published_asks_for_a_reason(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    assert restore(client, goal, goal.history.last(), change_reason="").status_code == 200
    goal.refresh_from_db()
    assert goal.name == "Sedan"


def test_restoring_in_a_draft_says_by_itself_what_it_was(client, strategy):
    draft = factories.make_strategy(partnership=strategy.partnership, code="utkast", status="draft")
    goal = factories.make_goal(strategy=draft, name="Först")
    change(goal, name="Sedan")
    restore(client, goal, goal.history.last(), change_reason="")
    assert goal.history.first().history_change_reason.startswith("Restored the version of")


def test_restoring_what_is_stored_already_leaves_no_trace(client, strategy):
    goal = factories.make_goal(strategy=strategy)
    restore(client, goal, goal.history.first())
    assert goal.history.count() == 1


def test_a_number_is_restored_digit_by_digit(client, strategy):
    observation = factories.make_observation(
        series=factories.make_series(strategy=strategy), value="123456789.123456"
    )
    change(observation, value=Decimal(1))
    restore(client, observation, observation.history.last())
    observation.refresh_from_db()
    assert observation.value == Decimal("123456789.123456")


def test_a_deleted_row_is_restored_as_itself():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    goal = factories.make_goal(strategy=strategy, name="Boende")
    pk, last = goal.pk, goal.history.first()
    page = version_page(goal, last)
    goal.delete()
    assert client.post(page, filled(client.get(page))).status_code == 302
    restored = Goal.objects.get(pk=pk)
    assert restored.name == "Boende"
    assert list(restored.history.values_list("history_type", flat=True)) == ["+", "-", "+"]


def test_what_hung_under_a_row_that_is_gone_is_not_restored():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    observation = factories.make_observation(series=factories.make_series(strategy=strategy))
    page = version_page(observation, observation.history.first())
    observation.series.delete()
    response = client.post(page, filled(client.get(page)))
    assert "has been deleted: series. Restore that first." in response.content.decode()
    assert not Observation.objects.exists()


def test_a_code_that_is_taken_is_not_restored():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    goal = factories.make_goal(strategy=strategy, code="eg1")
    change(goal, code="eg2")
    factories.make_goal(focus_area=goal.focus_area, code="eg1")
    response = restore(client, goal, goal.history.last())
    assert "already has a goal with this code" in response.content.decode()
    goal.refresh_from_db()
    assert goal.code == "eg2"


def test_a_published_strategy_is_not_restored_as_a_draft():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    change(strategy, status="published")
    response = restore(client, strategy, strategy.history.last())
    assert "does not become a draft again" in response.content.decode()


@pytest.mark.parametrize("role", ["editor", "approver"])
@pytest.mark.parametrize("state", ["ready", "approved", "published"])
def test_earlier_words_are_restored_as_a_draft(strategy, role, state):
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=strategy, is_from_document=True),
        indicator=factories.make_indicator(strategy=strategy),
        state=state,
        comment="Först",
    )
    change(assessment, state="draft", comment="Sedan")
    person = factories.make_user(partnership=strategy.partnership, role=role, username="bo")
    response = restore(signed_in(person), assessment, assessment.history.last())
    assert response.status_code == 302
    restored = Assessment.objects.get()
    assert (restored.comment, restored.state, restored.approved_by) == ("Först", "draft", None)
    assert restored.writers() == {person.pk}


def test_an_approval_is_not_restored_with_its_words(strategy):
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=strategy, is_from_document=True),
        indicator=factories.make_indicator(strategy=strategy),
        state="approved",
        approved_by=factories.make_user(username="chef"),
        approved_at=timezone.now(),
    )
    change(assessment, state="draft", approved_by=None, approved_at=None)
    approver = factories.make_user(partnership=strategy.partnership, role="approver")
    restore(signed_in(approver), assessment, assessment.history.last())
    stored = Assessment.objects.get()
    assert (stored.state, stored.approved_by, stored.approved_at) == ("draft", None, None)


def test_what_is_published_is_not_taken_up_by_restoring_what_was_before(strategy):
    assessment = factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=strategy, is_from_document=True),
        indicator=factories.make_indicator(strategy=strategy),
        state="draft",
        comment="Först",
    )
    change(assessment, state="published", comment="Sedan")
    editor = signed_in(factories.make_user(partnership=strategy.partnership))
    response = restore(editor, assessment, assessment.history.last())
    assert "Only those who approve can take it up" in response.content.decode()
    assert Assessment.objects.get().comment == "Sedan"


def test_what_a_colleague_saved_meanwhile_is_not_restored_over_unseen(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    page = version_page(goal, goal.history.last())
    opened = filled(client.get(page))
    change(goal, name="Kollegans namn")
    response = client.post(page, opened)
    content = response.content.decode()
    assert "Somebody has saved this since you opened the page" in content
    assert "Kollegans namn" in content.partition("<tbody>")[2]
    goal.refresh_from_db()
    assert goal.name == "Kollegans namn"
    assert client.post(page, filled(response, change_reason="Ändå")).status_code == 302
    goal.refresh_from_db()
    assert goal.name == "Först"


def test_what_a_colleague_restored_meanwhile_is_not_restored_over_unseen():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    older, newer = version_page(goal, goal.history.last()), version_page(goal, goal.history.first())
    goal.delete()
    opened = filled(client.get(older))
    client.post(newer, filled(client.get(newer)))
    assert client.post(older, opened).status_code == 200
    assert Goal.objects.get().name == "Sedan"


def test_a_restoration_that_does_not_say_what_it_saw_is_refused(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    client.post(version_page(goal, goal.history.last()))
    goal.refresh_from_db()
    assert goal.name == "Sedan"


def test_roles_are_told_only_to_those_who_manage_the_partnership():
    mine, other = factories.make_partnership(), factories.make_partnership()
    manager = factories.make_user(partnership=mine, role="manager")
    Membership.objects.create(user=manager, partnership=other, role="reader")
    client = signed_in(manager)
    gone = {}
    for partnership in (mine, other):
        member = factories.make_user(partnership=partnership, username=f"hemlig-{partnership.code}")
        membership = Membership.objects.get(user=member)
        gone[partnership] = address(membership, "history")
        membership.delete()
    assert client.get(gone[mine]).status_code == 200
    assert client.get(gone[other]).status_code == 404


def test_a_reader_restores_nothing(strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    reader = signed_in(factories.make_user(partnership=strategy.partnership, role="reader"))
    page = version_page(goal, goal.history.last())
    assert "Restore" not in reader.get(page).content.decode()
    assert reader.post(page).status_code == 403
    goal.refresh_from_db()
    assert goal.name == "Sedan"


def test_what_is_shared_by_all_is_restored_by_administrators(client, strategy):
    area = factories.make_area(name="Först")
    change(area, name="Sedan")
    assert restore(client, area, area.history.last()).status_code == 403
    restore(signed_in(factories.make_administrator()), area, area.history.last())
    assert Area.objects.get(pk=area.pk).name == "Först"


def test_restoring_starts_from_the_form_of_the_page(client, strategy):
    goal = factories.make_goal(strategy=strategy, name="Först")
    change(goal, name="Sedan")
    page = version_page(goal, goal.history.last())
    response = client.post(page, filled(client.get(page), change_reason="Fel"))
    assert response.status_code == 302
    assert goal.history.first().name == "Först"
