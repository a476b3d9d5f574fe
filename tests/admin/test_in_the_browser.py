"""The admin in a real browser: its own strict policy stops nothing that it needs."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from indicators.models import Observation
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]


@pytest.fixture
def rows():
    return make_everything()


@pytest.fixture
def editor(rows):
    return factories.make_user(partnership=rows["partnership"], username="ada")


def sign_in(page, live_server, user):
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@pytest.fixture
def complaints(page):
    """What the browser says against a page: forbidden styles and scripts, missing files."""
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_no_page_does_what_the_policy_forbids(page, live_server, rows, editor, complaints):
    sign_in(page, live_server, editor)
    indicator, goal = rows["indicator"], rows["goal"]
    version = indicator.history.first().history_id
    for where in (
        "/admin/",
        "/admin/indicators/",
        "/admin/password_change/",
        address(indicator, "changelist"),
        address(indicator, "add"),
        address(indicator, "change"),
        address(indicator, "delete"),
        address(indicator, "history"),
        address(indicator, "version", version),
        address(Observation, "import"),
        address(goal, "withdraw"),
    ):
        page.goto(live_server.url + where)
        page.wait_for_load_state("networkidle")
        assert complaints == [], where


def test_a_goal_is_chosen_by_typing_and_a_part_is_added(
    page, live_server, rows, editor, complaints
):
    other = factories.make_goal(focus_area=rows["focusarea"], code="nytt", name="Nytt mål")
    indicator = factories.make_indicator(goal=rows["goal"])
    sign_in(page, live_server, editor)
    page.goto(live_server.url + address(indicator, "change"))
    page.locator(".field-goal .select2-selection").click()
    page.locator(".select2-search__field").fill("nytt")
    page.locator(".select2-results__option", has_text="Nytt mål").click()
    page.locator("#annotations-group .add-row a").click()
    page.locator("#id_annotations-0-period").fill("2020")
    page.locator("#id_annotations-0-kind").select_option("event")
    page.locator("#id_annotations-0-text").fill("Covid-19")
    page.locator("#id_change_reason").fill("Flyttad")
    page.locator("[name=_save]").click()
    expect(page).to_have_url(re.compile(r"/indicator/$"))
    indicator.refresh_from_db()
    assert indicator.goal == other
    assert indicator.annotations.filter(text="Covid-19").exists()
    assert complaints == []


def test_a_date_is_picked_when_something_is_withdrawn(page, live_server, rows, editor, complaints):
    sign_in(page, live_server, editor)
    page.goto(live_server.url + address(rows["observation"], "withdraw"))
    page.locator(".datetimeshortcuts a").first.click()
    page.locator("#id_withdrawn_reason").fill("Fel källa")
    page.locator(".submit-row input").click()
    expect(page.locator(".withdrawn")).to_be_visible()
    assert Observation.objects.get().withdrawn_reason == "Fel källa"
    assert complaints == []


def test_a_conflict_is_read_and_settled(page, live_server, rows, editor):
    sign_in(page, live_server, editor)
    goal = rows["goal"]
    page.goto(live_server.url + address(goal, "change"))
    goal.name = "Deras namn"
    goal.save()
    page.locator("#id_name").fill("Mitt namn")
    page.locator("#id_change_reason").fill("Rättat")
    page.locator("[name=_save]").click()
    expect(page.locator(".conflict")).to_contain_text("Deras namn")
    page.locator(".conflict [type=checkbox]").check()
    page.locator("[name=_save]").click()
    expect(page).to_have_url(re.compile(r"/goal/$"))
    goal.refresh_from_db()
    assert goal.name == "Mitt namn"


def test_the_pages_of_the_history_are_accessible(page, live_server, rows, editor, accessible):
    goal = rows["goal"]
    goal.name = "Nytt namn"
    goal.save()
    sign_in(page, live_server, editor)
    for where in (
        address(goal, "history"),
        address(goal, "version", goal.history.last().history_id),
        address(goal, "withdraw"),
    ):
        page.goto(live_server.url + where)
        accessible(page)


def test_a_version_is_restored(page, live_server, rows, editor):
    vision = rows["vision"]
    before, vision.statement = vision.statement, "Fel"
    vision.save()
    sign_in(page, live_server, editor)
    page.goto(live_server.url + address(vision, "change"))
    page.locator(".historylink").click()
    page.locator(".history-who a").last.click()
    page.locator("#id_change_reason").fill("Fel")
    page.locator(".submit-row input").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    vision.refresh_from_db()
    assert vision.statement == before


@pytest.mark.parametrize("view", ["changelist", "change", "history", "withdraw"])
def test_pages_fit_a_phone(phone, live_server, rows, editor, view):
    sign_in(phone, live_server, editor)
    phone.goto(live_server.url + address(rows["indicator"], view))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_figure_shows_its_period_and_value_beside_the_filters(page, live_server, rows, editor):
    rows["series"].name = "Andel av befolkningen med eftergymnasial utbildning, " * 3
    rows["series"].save()
    sign_in(page, live_server, editor)
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(live_server.url + address(Observation, "changelist"))
    filters = page.locator("#changelist-filter").bounding_box()
    for column in ("period", "number", "status"):
        box = page.locator(f"#result_list tbody .field-{column}").bounding_box()
        assert box["x"] + box["width"] <= filters["x"], column


def test_on_a_phone_a_figure_shows_its_period_and_value_first(phone, live_server, rows, editor):
    sign_in(phone, live_server, editor)
    phone.goto(live_server.url + address(Observation, "changelist"))
    for column in ("period", "number"):
        box = phone.locator(f"#result_list tbody .field-{column}").bounding_box()
        assert box["x"] + box["width"] <= 360, column
