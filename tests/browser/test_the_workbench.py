"""A follow-up is made in the browser: opened, judged and written by keyboard, approved."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Assessment, FollowUp, GoalAnalysis
from tests import factories
from tests.browser.staff import complaints_of, sign_in
from tests.workbench_pages import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]


@pytest.fixture
def opened(strategy):
    """The small strategy with an open follow-up and a round before it."""
    earlier = factories.make_follow_up(strategy=strategy)
    goal = strategy.goals.get()
    factories.make_analysis(follow_up=earlier, goal=goal, text="Läget då.", state="published")
    return build.make_round(strategy=strategy, earlier=earlier, last_year=2022)


def go(page, live_server, address):
    page.goto(live_server.url + address)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, locator, most=80):
    """Press Tab until something has the focus, as one does without a mouse."""
    for _ in range(most):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The Tab key never led there.")


def test_a_round_is_opened_judged_handed_in_and_approved(
    staff, browser, live_server, strategy, editor
):
    approver = factories.make_user(partnership=strategy.partnership, role="approver")
    go(staff, live_server, reverse("open-follow-up"))
    staff.get_by_label("Strategy:").select_option(label="Utvecklingsstrategi")
    for label, words in (("Code:", "2022"), ("Title:", "Uppföljning 2022")):
        staff.get_by_label(label).fill(words)
    for label in ("First year:", "Last year:"):
        staff.get_by_label(label).fill("2022")
    press(staff, "Enter")
    expect(staff.get_by_text("Opened: 1 text and 1 judgement to write.")).to_be_visible()
    # To the judgement, by the keys of the list
    staff.get_by_role("link", name="Skip to the list").press("Enter")
    press(staff, "j", "j", "j", "k", "j")
    expect(staff.get_by_role("link", name="n08 Ohälsotalet")).to_be_focused()
    press(staff, "Enter")
    arrow = staff.get_by_label("Arrow:", exact=True)
    tab_to(staff, arrow)
    press(staff, "P")  # Positive development
    comment = staff.get_by_label("Comment:")
    tab_to(staff, comment)
    staff.keyboard.type("Det faller stadigt.")
    hand_in = staff.get_by_role("button", name="Hand in Ohälsotalet")
    tab_to(staff, hand_in)
    press(staff, "Enter")
    expect(staff.get_by_text("Handed in.")).to_be_visible()
    judgement = Assessment.objects.get()
    assert (judgement.state, judgement.arrow) == ("ready", "positive")
    # The text, with a figure put into it
    text = staff.get_by_label("Text:")
    text.fill("Kvinnorna hade ")
    staff.get_by_text("Figures to put into the text").click()
    staff.get_by_role("button", name="{{ n08-women:2022 }}").click()
    expect(text).to_have_value("Kvinnorna hade {{ n08-women:2022 }}")
    staff.get_by_role("button", name="Preview").click()
    expect(staff.get_by_role("group", name="Preview")).to_have_text(
        "Kvinnorna hade 30,4 dagar (2022)"
    )
    assert GoalAnalysis.objects.get().text == ""
    staff.get_by_role("button", name="Save draft").click()
    expect(staff.get_by_text("Saved.")).to_be_visible()
    assert GoalAnalysis.objects.get().state == "draft"
    assert staff.complaints == []
    # The other person
    context = browser.new_context(locale="en-GB")
    other = sign_in(context.new_page(), live_server, approver)
    go(other, live_server, build.bench(FollowUp.objects.get()))
    other.get_by_role("link", name="Waits for approval (1)").click()
    other.get_by_role("link", name="n08 Ohälsotalet").click()
    other.get_by_role("button", name="Approve Ohälsotalet").click()
    expect(other.get_by_text("Approved.", exact=True)).to_be_visible()
    assert Assessment.objects.get().approved_by == approver
    context.close()


def test_parts_are_ticked_and_assigned_by_keyboard(staff, live_server, opened, editor):
    go(staff, live_server, build.bench(opened))
    skip = staff.get_by_role("link", name="Skip to the list")
    tab_to(staff, skip)
    press(staff, "Enter")
    tick = staff.get_by_role("checkbox", name="n08 Ohälsotalet")
    tab_to(staff, tick)
    press(staff, "Space")
    person = staff.get_by_label("Who is on it:")
    tab_to(staff, person)
    press(staff, "e")  # editor
    press(staff, "Enter")
    staff.get_by_role("button", name="Set").press("Enter")
    expect(staff.get_by_text("1 part was changed.")).to_be_visible()
    assert Assessment.objects.get().responsible == editor
    assert staff.complaints == []


def test_words_that_are_not_saved_are_not_left_by_mistake(staff, live_server, opened):
    go(staff, live_server, build.desk(opened, opened.strategy.goals.get().code))
    asked = []
    staff.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    staff.get_by_label("Comment:").press_sequentially("Nya ord")
    with staff.expect_event("dialog"):
        staff.get_by_role("link", name="Home").click()
    expect(staff.get_by_label("Comment:")).to_have_value("Nya ord")
    assert asked == ["beforeunload"]
    staff.get_by_role("button", name="Save draft").click()
    expect(staff.get_by_text("Saved.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_two_editors_in_the_same_text_lose_nothing(staff, browser, live_server, opened):
    page = build.desk(opened, opened.strategy.goals.get().code)
    second = factories.make_user(partnership=opened.strategy.partnership)
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    other = sign_in(context.new_page(), live_server, second)
    for each in (staff, other):
        go(each, live_server, page)
    staff.get_by_label("Text:").fill("Den förstas ord.")
    staff.get_by_role("button", name="Save draft").click()
    expect(staff.get_by_text("Saved.")).to_be_visible()
    other.get_by_label("Text:").fill("Den andras ord.")
    other.get_by_role("button", name="Save draft").click()
    expect(other.get_by_role("cell", name="Den förstas ord.")).to_be_visible()
    expect(other.get_by_label("Text:")).to_have_value("Den andras ord.")
    other.get_by_label("I have read this. Save mine on top of it.").check()
    other.get_by_role("button", name="Save draft").click()
    expect(other.get_by_text("Saved.")).to_be_visible()
    assert GoalAnalysis.objects.get(follow_up=opened).text == "Den andras ord."
    context.close()


@pytest.mark.parametrize("width", [360, 1200])
def test_the_pages_are_accessible_and_fit_the_screen(browser, live_server, editor, opened, width):
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 800})
    page = sign_in(context.new_page(), live_server, editor)
    complaints = complaints_of(page)
    desk = build.desk(opened, opened.strategy.goals.get().code)
    unowned = reverse("nobody-owns", args=[opened.pk])
    for address in (build.bench(opened), desk, unowned, reverse("open-follow-up")):
        go(page, live_server, address)
        for summary in page.locator("#content summary").all():
            summary.click()
        check(page, complaints, width)
    go(page, live_server, desk)
    page.get_by_label("Text:").fill("{{ n08-women:2022 }}, {{ figure d7 }}.[^1]\n\n[^1]: Not.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("group", name="Preview")).to_be_visible()
    check(page, complaints, width)
    context.close()


def check(page, complaints, width):
    """What the browser and axe say; axe itself tries styles that the policy forbids."""
    assert complaints == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    found = Axe().run(page, context="#content").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == [], page.url
    complaints.clear()
