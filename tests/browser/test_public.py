"""The public pages in a real browser: on a phone, with the keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

SCREENS = {"phone": (360, "light"), "desktop": (1280, "dark")}
PAGES = {
    "home": "/en/",
    "partnership": "/en/region-rus/",
    "strategy": "/en/region-rus/rus/",
    "goal": "/sv/region-rus/rus/goals/g1/",
    "indicator": "/en/region-rus/rus/indicators/i1/",
    "follow-up": "/nb/region-rus/rus/follow-ups/2023/",
    "search": "/en/search/?q=ord",
    "method": "/en/method/",
    "accessibility": "/en/accessibility/",
    "not found": "/en/nothing/here/",
    "withdrawn": "/en/region-rus/rus/goals/gone/",
}


@pytest.fixture
def site(live_server):
    """A site with something of every kind; long words and wide tables among them."""
    strategy = make_whole_strategy(indicators=2)
    goal = factories.make_goal(strategy=strategy, code="gone")
    goal.withdraw(reason="Slogs ihop", on=factories.today())
    indicator = factories.make_indicator(
        strategy=strategy, name="Kollektivtrafikförsörjningsprogramsuppföljningsindikator"
    )
    for number in range(8):
        area = factories.make_area(name=f"Område {number}")
        series = factories.make_series(indicator=indicator, name="Brett mått", area=area)
        factories.make_observation(series=series, value="123456789.25")
    return live_server.url


@pytest.fixture(params=SCREENS)
def screen(request, new_context):
    width, colours = SCREENS[request.param]
    return new_context(viewport={"width": width, "height": 800}, color_scheme=colours).new_page()


def test_every_kind_of_page_is_accessible_and_fits(site, screen, accessible):
    faults = []
    screen.on("console", lambda message: faults.append(message.text))
    screen.on("pageerror", lambda error: faults.append(str(error)))
    for name, address in PAGES.items():
        screen.goto(site + address)
        screen.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        accessible(screen)
        width = screen.evaluate("document.documentElement.scrollWidth")
        assert width <= screen.viewport_size["width"], name
    known = "Failed to load resource: the server responded with a status of 4"
    assert [fault for fault in faults if not fault.startswith(known)] == []
    assert screen.context.cookies() == []


def test_a_wide_table_scrolls_within_itself(site, phone):
    phone.goto(f"{site}/sv/search/?q=Kollektivtrafik")
    phone.get_by_role("link", name=re.compile("Kollektivtrafik")).click()
    region = phone.get_by_role("group", name=re.compile("Brett mått"))
    last = region.get_by_role("columnheader").last
    expect(last).not_to_be_in_viewport()
    region.focus()
    for _press in range(50):
        phone.keyboard.press("ArrowRight")
    expect(last).to_be_in_viewport()
    assert phone.evaluate("scrollX") == 0


def test_the_content_can_be_reached_past_the_head_with_the_keyboard(site, page):
    page.goto(f"{site}/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_site_can_be_read_without_javascript(site, without_javascript):
    page = without_javascript
    page.goto(f"{site}/en/")
    page.get_by_role("link", name="Strategi Ord").click()
    page.get_by_role("link", name="Mål Ord").first.click()
    page.get_by_role("link", name="Indikator 1 Ord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Indikator 1 Ord")
    page.get_by_role("link", name="svenska").click()
    expect(page).to_have_url(f"{site}/sv/region-rus/rus/indicators/i1/")
    page.get_by_role("searchbox").fill("indikator 2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Indikator 2 Ord")).to_be_visible()


def test_a_figure_leads_to_its_remark_and_back(site, page):
    page.goto(f"{site}/en/region-rus/rus/indicators/i1/")
    page.get_by_role("link", name="Remark 1", exact=True).click()
    back = page.get_by_role("link", name="Back to figure 1", exact=True)
    expect(back).to_be_visible()
    back.click()
    expect(page).to_have_url(re.compile("from-1$"))


def test_the_figures_can_be_downloaded(site, page):
    page.goto(f"{site}/en/region-rus/rus/indicators/i1/")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename == "region-rus-rus-i1.xlsx"
