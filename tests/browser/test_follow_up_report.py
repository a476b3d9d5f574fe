"""The report of a follow-up in a real browser: on a phone, on a wide screen, on paper."""

import re

import pytest
from playwright.sync_api import expect

from indicators.models import FollowUp, GoalAnalysis
from tests.browser.staff import complaints_of
from tests.editions.build import make_edition
from tests.printed import load_printed, once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

SCREENS = {"phone": (360, "light"), "desktop": (1200, "dark")}
REPORT = "/sv/norrbotten/rus-2030/follow-ups/2019-2023"
PAGES = (f"{REPORT}/", f"{REPORT}/editions/1/", f"{REPORT}/editions/1/compare/2/")


@pytest.fixture
def site(live_server):
    once("two editions", make_two_editions)
    return live_server.url


def make_two_editions():
    """The printed follow-up of Norrbotten with two editions."""
    load_printed("norrbotten")
    follow_up = FollowUp.objects.get()
    make_edition(follow_up)
    analysis = GoalAnalysis.objects.first()
    analysis.text = analysis.text.replace(" och ", " samt ")
    analysis.save()
    make_edition(follow_up, note="Rättar analysen")


@pytest.fixture(params=SCREENS)
def screen(request, new_context):
    width, colours = SCREENS[request.param]
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=colours).new_page()
    page.complaints = complaints_of(page)
    return page


def test_the_report_and_its_changes_are_accessible_and_fit(site, screen, accessible):
    for address in PAGES:
        screen.goto(site + address)
        screen.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert screen.complaints == []  # axe looks at style sheets in ways of its own
        accessible(screen)
        screen.complaints.clear()
        width = screen.evaluate("document.documentElement.scrollWidth")
        assert width <= screen.viewport_size["width"], address


def test_on_a_phone_each_indicator_of_the_table_is_a_card_with_its_headings(site, phone):
    phone.goto(site + REPORT + "/")
    table = phone.get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_count(0)
    row = table.get_by_role("row").filter(has_text="260 000")
    expect(row.get_by_text("Utgångsläge", exact=True)).to_be_visible()
    expect(row.get_by_role("cell")).to_have_count(3)
    box = row.bounding_box()
    assert box["width"] <= 360


def test_a_footnote_and_a_diagram_are_reached_from_the_text_and_left_again(site, page):
    page.goto(site + REPORT + "/")
    page.locator("sup a").first.click()
    expect(page.locator("#footnote-1")).to_be_in_viewport()
    page.locator("#footnote-1 a[href='#ref-1']").click()
    expect(page.locator("#ref-1")).to_be_in_viewport()


def test_a_diagram_tells_what_it_shows_and_its_figures_can_be_unfolded(site, page):
    page.goto(site + REPORT + "/")
    diagram = page.get_by_role("figure").filter(has=page.get_by_role("img")).first
    expect(diagram.get_by_role("img")).to_have_accessible_name(re.compile("Målvärde 2030"))
    table = diagram.get_by_role("table")
    expect(table).to_be_hidden()
    diagram.locator("summary").first.click()
    expect(table).to_be_visible()


def test_the_report_is_read_on_paper_without_the_site_around_it(site, page):
    page.emulate_media(media="print")
    page.goto(site + REPORT + "/")
    for part in ("header.site", "footer.site", ".breadcrumbs", ".downloads"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".behind").first).to_be_visible()  # what a reader could unfold
    expect(page.get_by_role("navigation", name="Innehåll")).to_be_visible()
    breaks = page.locator(".area").first.evaluate("each => getComputedStyle(each).breakBefore")
    assert breaks == "page"


def test_the_files_of_an_edition_can_be_downloaded(site, page):
    page.goto(site + REPORT + "/")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert download.value.suggested_filename == "norrbotten-rus-2030-2019-2023-edition-2.json"
