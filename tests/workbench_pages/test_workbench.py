"""The workbench shows all that is written in a follow-up, sorts it into queues and assigns it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Assessment, FollowUp, Indicator, Written
from indicators.workbench.measuring import figures_due, read_rows
from indicators.workbench.queues import Queue
from indicators.workbench.reading import read_workbench
from tests import factories
from tests.admin.pages import filled, signed_in
from tests.workbench_pages import build
from tests.workbench_pages.build import judgement_of, key, text_of

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 1)
BUDGET = 15


@pytest.fixture
def follow_up():
    return build.make_desk()


@pytest.fixture
def user(follow_up):
    return build.editor(follow_up, first_name="Maja", last_name="Lind")


@pytest.fixture
def client(user):
    return signed_in(user)


def queues_of(follow_up, user, as_of=TODAY):
    """The queues in which the text and the judgement stand, without those of the state."""
    states = set(Written.values)
    bench = read_workbench(
        FollowUp.objects.select_related("strategy__partnership").get(pk=follow_up.pk),
        user=user,
        as_of=as_of,
    )
    return [sorted({str(queue) for queue in line.queues} - states) for line in bench.lines]


def change(part, **values):
    for name, value in values.items():
        setattr(part, name, value)
    part.save()


# Queues


def test_what_is_opened_is_nobodys_and_to_do(follow_up, user, client):
    assert queues_of(follow_up, user) == [["unowned"], ["unowned"]]
    page = client.get(build.bench(follow_up)).content.decode()
    assert "To do (2)" in page and "Nobody’s (2)" in page
    assert "Drafts" not in page  # an empty queue is not shown


@pytest.mark.parametrize(
    ("values", "queues"),
    [
        ({"state": "ready", "suggestion": None}, ["unowned"]),
        ({"state": "published"}, []),
        ({"state": "draft", "returned_note": "Skriv om"}, ["returned", "unowned"]),
        ({"not_followed_reason": "no_method"}, ["not_followed", "unowned"]),
        ({"due_on": date(2025, 5, 31)}, ["late", "unowned"]),
        ({"due_on": date(2025, 6, 1)}, ["unowned"]),
        ({"due_on": date(2025, 5, 31), "state": "ready"}, ["unowned"]),
    ],
)
def test_a_judgement_stands_in_the_queues_it_belongs_to(follow_up, user, values, queues):
    change(judgement_of(follow_up), **values)
    assert queues_of(follow_up, user)[1] == queues


@pytest.mark.parametrize("state", Written.values)
def test_each_state_is_a_queue(follow_up, client, state):
    change(judgement_of(follow_up), state=state)
    page = client.get(f"{build.bench(follow_up)}?queue={state}").content.decode()
    assert key(judgement_of(follow_up)) in page
    assert (key(text_of(follow_up)) in page) == (state == "to_do")


def test_mine_is_what_one_is_on_oneself(follow_up, user):
    change(text_of(follow_up), responsible=user)
    other = build.editor(follow_up)
    assert queues_of(follow_up, user) == [["mine"], ["unowned"]]
    assert queues_of(follow_up, other) == [[], ["unowned"]]


def test_without_a_day_of_its_own_a_part_is_late_with_its_follow_up(follow_up, user):
    change(follow_up, due_on=date(2025, 5, 1))
    change(text_of(follow_up), due_on=date(2025, 7, 1))
    assert queues_of(follow_up, user) == [["unowned"], ["late", "unowned"]]


def test_copied_words_stand_in_their_queue(follow_up, user):
    earlier = factories.make_follow_up(strategy=follow_up.strategy)
    change(text_of(follow_up), copied_from=earlier)
    assert queues_of(follow_up, user)[0] == ["copied", "unowned"]


def test_figures_that_changed_since_the_decision_are_a_queue(follow_up, user):
    build.handed_in(follow_up)
    assert queues_of(follow_up, user)[1] == ["unowned"]
    late = date(2035, 1, 1)  # the day alone changes nothing
    assert "changed" not in queues_of(follow_up, user, as_of=late)[1]
    series = judgement_of(follow_up).indicator.series.get()
    change(series.observations.get(period="2024"), value=Decimal("37.5"))
    assert queues_of(follow_up, user)[1] == ["changed", "unowned"]


def test_figures_beside_the_judgement_change_nothing(follow_up, user):
    build.handed_in(follow_up)
    indicator = judgement_of(follow_up).indicator
    factories.make_observation(series=factories.make_series(indicator=indicator, role="context"))
    assert "changed" not in queues_of(follow_up, user)[1]


def test_an_unknown_queue_is_not_found(follow_up, client):
    assert client.get(f"{build.bench(follow_up)}?queue=hopp").status_code == 404
    assert client.get(f"{build.bench(follow_up)}?queue=").status_code == 200


def test_an_empty_queue_says_so(follow_up, client):
    page = client.get(f"{build.bench(follow_up)}?queue={Queue.APPROVED}").content.decode()
    assert "Nothing stands in this queue." in page
    assert "Approved (0)" in page


# Figures that are missing


def missing(indicator, follow_up, as_of=TODAY):
    read = read_rows(follow_up.strategy)
    due = figures_due(indicator, read, follow_up, as_of=as_of)
    return [
        (series.code, [str(p) for p in lack.periods])
        for lack in due.lacks
        for series in lack.series
    ]


@pytest.mark.parametrize(
    ("frequency", "known", "lacking"),
    [
        ("year", ["2020", "2021", "2022", "2023", "2024"], []),
        ("year", ["2019", "2022"], ["2020", "2021", "2023", "2024"]),
        ("year", ["2020–2023"], ["2024"]),
        ("two_years", ["2021", "2023"], []),
        ("two_years", ["2018"], ["2020", "2022", "2024"]),
        ("two_years", [], ["2020", "2022", "2024"]),
        (
            "school_year",
            ["2019/2020", "2020/2021", "2021/2022"],
            ["2022/2023", "2023/2024"],
        ),
        ("half_year", ["2020", "2021", "2022", "2023", "2024-S1"], ["2024-S2"]),
        ("quarter", ["2020–2023", "2024-S1"], ["2024-Q3", "2024-Q4"]),
        ("once", [], []),
        ("unknown", [], []),
    ],
)
def test_a_main_series_lacks_the_periods_of_the_years_nobody_tells_of(frequency, known, lacking):
    indicator = factories.make_indicator(frequency=frequency)
    series = factories.make_series(indicator=indicator, code="s")
    for period in known:
        kind = "sum" if "–" in period else "point"
        factories.make_observation(series=series, period=period, aggregation=kind)
    follow_up = build.make_round(strategy=indicator.strategy)
    assert missing(indicator, follow_up) == ([("s", lacking)] if lacking else [])


def test_a_reason_or_a_starting_point_is_as_good_as_a_figure():
    indicator = factories.make_indicator()
    series = factories.make_series(indicator=indicator, code="s")
    factories.make_observation(series=series, period="2020", value=None, missing="secret")
    factories.make_baseline(series=series, period="2021")
    factories.make_observation(series=series, period="2022", value="0")
    follow_up = build.make_round(strategy=indicator.strategy)
    assert missing(indicator, follow_up) == [("s", ["2023", "2024"])]


def test_what_is_no_longer_measured_is_not_waited_for():
    indicator = factories.make_indicator()
    series = factories.make_series(indicator=indicator, code="s")
    factories.make_observation(series=series, period="2021", value=None, missing="discontinued")
    follow_up = build.make_round(strategy=indicator.strategy)
    assert missing(indicator, follow_up) == [("s", ["2020"])]


def test_a_period_that_has_not_ended_lacks_nothing():
    indicator = factories.make_indicator()
    factories.make_series(indicator=indicator, code="s")
    follow_up = build.make_round(strategy=indicator.strategy)
    asked = date(2022, 12, 31)
    assert missing(indicator, follow_up, as_of=asked) == [("s", ["2020", "2021"])]


def test_other_series_than_the_main_ones_lack_nothing(user, follow_up):
    indicator = judgement_of(follow_up).indicator
    factories.make_series(indicator=indicator, role="comparison")
    assert missing(indicator, follow_up) == []
    bare = factories.make_indicator(goal=indicator.goal)
    Assessment.objects.create(follow_up=follow_up, indicator=bare)
    assert "missing" in queues_of(follow_up, user)[2]


# Who and when


def assign(client, follow_up, *parts, **values):
    page = reverse("workbench-assign", args=[follow_up.pk])
    return client.post(page, {"part": [key(part) for part in parts], **values}, follow=True)


def test_many_parts_get_a_person_and_a_day_at_once(follow_up, user, client):
    parts = [text_of(follow_up), judgement_of(follow_up)]
    values = {"responsible": user.pk, "due": "own", "due_on": "2025-03-01"}
    page = assign(client, follow_up, *parts, **values).content.decode()
    assert "2 parts were changed." in page
    assert "Maja Lind" in page
    for part in (text_of(follow_up), judgement_of(follow_up)):
        assert (part.responsible, part.due_on, part.version) == (user, date(2025, 3, 1), 2)
        assert part.history.first().history_user == user


def test_what_is_left_as_it_is_stays(follow_up, user, client):
    change(text_of(follow_up), responsible=user, due_on=date(2025, 3, 1))
    assign(client, follow_up, text_of(follow_up), due="rest")
    assert (text_of(follow_up).responsible, text_of(follow_up).due_on) == (user, None)
    assign(client, follow_up, text_of(follow_up), responsible="nobody")
    assert text_of(follow_up).responsible is None
    version = text_of(follow_up).version
    assert "0 parts were changed." in assign(client, follow_up, text_of(follow_up)).content.decode()
    assert text_of(follow_up).version == version


def test_a_day_alone_is_meant(follow_up, client):
    assign(client, follow_up, text_of(follow_up), due_on="2025-03-01")
    assert text_of(follow_up).due_on == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"due": "own"}, "Give the day."),
        ({"due": "own", "due_on": "i morgon"}, "Enter a valid date."),
        ({"responsible": "4711"}, "Select a valid choice."),
    ],
)
def test_what_can_not_be_set_is_said_and_the_ticks_stay(follow_up, client, values, sentence):
    page = assign(client, follow_up, text_of(follow_up), **values).content.decode()
    assert sentence in page
    assert re.search(rf'value="{key(text_of(follow_up))}"[^>]* checked', page)
    assert text_of(follow_up).version == 1


def test_nothing_ticked_changes_nothing(follow_up, user, client):
    page = assign(client, follow_up, responsible=user.pk).content.decode()
    assert "Nothing was ticked, so nothing was changed." in page


def test_parts_of_another_follow_up_are_not_touched(follow_up, user, client):
    other = build.make_desk()
    assign(client, follow_up, text_of(other), responsible=user.pk)
    assert text_of(other).version == 1


def test_only_those_who_write_here_can_be_chosen(follow_up, client):
    build.person(follow_up, "reader", username="lasare")
    build.editor(follow_up, username="borta", is_active=False)
    factories.make_user(partnership=factories.make_partnership(), username="frammande")
    page = client.get(build.bench(follow_up)).content.decode()
    names = ["lasare", "borta", "frammande"]
    assert [name for name in names if f">{name}</option>" in page] == []
    assert ">Maja Lind</option>" in page


def test_setting_goes_back_to_the_queue_it_came_from(follow_up, user, client):
    page = f"{build.bench(follow_up)}?queue=unowned"
    data = filled(client.get(page), part=key(text_of(follow_up)), responsible=str(user.pk))
    response = client.post(reverse("workbench-assign", args=[follow_up.pk]), data)
    assert response.headers["Location"] == page


# Review


def move(client, follow_up, status):
    page = reverse("workbench-status", args=[follow_up.pk])
    return client.post(page, {"status": status}).status_code


def status_of(follow_up):
    return FollowUp.objects.get(pk=follow_up.pk).status


def test_an_editor_sends_to_review_and_an_approver_takes_back(follow_up, client):
    assert move(client, follow_up, "in_review") == 302
    assert status_of(follow_up) == "in_review"
    assert move(client, follow_up, "in_review") == 302
    assert move(client, follow_up, "open") == 403
    approver = signed_in(build.approver(follow_up))
    assert move(approver, follow_up, "open") == 302
    assert status_of(follow_up) == "open"


def test_a_follow_up_is_not_published_here(follow_up):
    approver = signed_in(build.approver(follow_up))
    assert move(approver, follow_up, "published") == 403
    build.publish(follow_up)
    assert move(approver, follow_up, "open") == 403
    page = approver.get(build.bench(follow_up)).content.decode()
    assert "Send to review" not in page and "Back to open" not in page


# What nobody owns


def test_what_nobody_owns_is_listed(follow_up, user, client):
    page = client.get(reverse("nobody-owns", args=[follow_up.pk])).content.decode()
    assert f"#{key(text_of(follow_up))}" in page and f"#{key(judgement_of(follow_up))}" in page
    indicator = judgement_of(follow_up).indicator
    assert f"/admin/indicators/indicator/{indicator.pk}/change/#id_owner" in page
    change(indicator, owner="SCB-gruppen")
    for part in (text_of(follow_up), judgement_of(follow_up)):
        change(part, responsible=user)
    page = client.get(reverse("nobody-owns", args=[follow_up.pk])).content.decode()
    assert "Somebody is on everything that is left to do." in page
    assert "For every indicator it is said who delivers the figure." in page


# Who may


POSTS = ["workbench-in-step", "workbench-assign", "workbench-status"]


@pytest.mark.parametrize("name", ["workbench", "nobody-owns", *POSTS])
def test_a_follow_up_of_others_is_not_found(follow_up, name):
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    method = stranger.post if name in POSTS else stranger.get
    assert method(reverse(name, args=[follow_up.pk])).status_code == 404
    assert method(reverse(name, args=[4711])).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_a_reader_changes_nothing(follow_up, name):
    reader = signed_in(build.person(follow_up, "reader"))
    assert reader.post(reverse(name, args=[follow_up.pk])).status_code == 403
    assert reader.get(reverse(name, args=[follow_up.pk])).status_code == 405


def test_a_reader_sees_the_workbench_without_buttons(follow_up):
    reader = signed_in(build.person(follow_up, "reader"))
    page = reader.get(build.bench(follow_up)).content.decode()
    assert "Mått n08" in page
    assert 'name="part"' not in page and "Send to review" not in page


def test_a_withdrawn_follow_up_has_no_workbench(follow_up, client):
    follow_up.withdraw(reason="Fel", on=factories.today())
    assert client.get(build.bench(follow_up)).status_code == 404


def test_a_draft_strategy_has_a_workbench_with_figures(client, follow_up, user):
    change(follow_up.strategy.partnership, description="x")
    strategy = factories.make_strategy(
        partnership=follow_up.strategy.partnership, code="utkast", status="draft"
    )
    goal = factories.make_goal(strategy=strategy, code="g1")
    build.make_measured(goal=goal)
    draft = build.make_round(strategy=strategy)
    assert "Positive" in client.get(build.bench(draft)).content.decode()
    assert "<svg" in client.get(build.desk(draft)).content.decode()


# However many there are


def test_the_workbench_asks_no_more_with_more_indicators(follow_up, client):
    """Session, person, roles, follow-up; the round before; goals and indicators with their parts;
    the judgements before; targets, series, figures, baselines, annotations; who may be chosen.
    """
    factories.make_follow_up(strategy=follow_up.strategy)
    goal, counts = text_of(follow_up).goal, []
    for number in (1, 30, 100):
        for each in range(Indicator.objects.count(), number):
            indicator = build.make_measured(goal=goal, code=f"m{each}", last=2019)
            Assessment.objects.create(follow_up=follow_up, indicator=indicator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(build.bench(follow_up)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= BUDGET


def test_the_page_of_a_goal_asks_no_more_with_more_indicators(follow_up, client):
    goal, counts = text_of(follow_up).goal, []
    for number in (1, 12):
        for each in range(Indicator.objects.count(), number):
            indicator = build.make_measured(goal=goal, code=f"m{each}", last=2019)
            Assessment.objects.create(follow_up=follow_up, indicator=indicator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(build.desk(follow_up)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
