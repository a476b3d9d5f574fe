"""The public pages as people read them: by keyboard, in their own colours, at rest, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.everything import make_site
from tests.printed import once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

STRATEGY = "/en/norrbotten/rus-2030/"
INDICATOR = f"{STRATEGY}indicators/n08/"
PAGES = ["/en/", "/en/norrbotten/", STRATEGY, f"{STRATEGY}goals/eg5/", INDICATOR]
MOST_TABS = 200


@pytest.fixture
def site(live_server):
    once("a site of every kind of page", make_site)
    return live_server.url


def tab_to(page, wanted):
    """Go on by keyboard until this has the focus, and is in sight with a mark around it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("part => part === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            outline = "part => getComputedStyle(part).outlineStyle"
            assert wanted.evaluate(outline) != "none"
            return
    raise AssertionError(f"{wanted} can't be reached")


def test_something_is_found_and_opened_by_keyboard(site, page):
    page.goto(f"{site}/sv/")
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("ohälsotal")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    hit = page.get_by_role("main").get_by_role("link", name=re.compile("Ohälsotal", re.I)).first
    tab_to(page, hit)
    address = hit.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_the_indicators_are_narrowed_down_by_keyboard(site, page):
    page.goto(site + STRATEGY)
    status = page.get_by_role("main").get_by_role("status")
    everything = status.inner_text()
    tab_to(page, page.get_by_role("combobox").first)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Show", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?.+=.+#hits$"))
    expect(status).not_to_have_text(everything)
    tab_to(page, page.get_by_role("link", name="Show all"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{STRATEGY}#goals")
    expect(status).to_have_text(everything)


def test_one_goes_to_the_next_indicator_and_back_by_keyboard(site, page):
    page.goto(site + INDICATOR)
    others = page.get_by_role("navigation", name="Other indicators")
    tab_to(page, others.locator("[rel=next]"))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(site + INDICATOR)
    expect(others).to_be_visible()
    tab_to(page, others.locator("[rel=prev]"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + INDICATOR)


def test_the_tables_are_unfolded_by_keyboard(site, page):
    page.goto(site + INDICATOR)
    fold = page.get_by_text("All figures in tables")
    tab_to(page, fold)
    before = page.get_by_role("table").count()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).not_to_have_count(before)


def test_a_chapter_is_reached_by_keyboard_from_the_list_of_contents(site, page):
    page.emulate_media(reduced_motion="reduce")  # it jumps there, and does not glide
    page.goto(site + INDICATOR)
    tab_to(page, page.get_by_role("link", name="Sources", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("look", ["forced colours", "more contrast", "dark"])
def test_in_other_colours_words_and_shapes_stay_to_be_seen(site, new_context, look):
    chosen = {
        "forced colours": {"forced_colors": "active"},
        "more contrast": {"contrast": "more"},
        "dark": {"color_scheme": "dark"},
    }[look]
    page = new_context(**chosen).new_page()
    for address in PAGES:
        page.goto(site + address)
        same = page.evaluate(WORDS_LIKE_THEIR_GROUND)
        assert same == [], address


# Words whose colour is that of what lies behind them, and lines of a chart without a colour.
WORDS_LIKE_THEIR_GROUND = """() => {
    const isSeen = part => part.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const groundOf = part => {
        for (let each = part; each; each = each.parentElement) {
            const ground = getComputedStyle(each).backgroundColor;
            if (!/, 0\\)$|transparent/.test(ground)) return ground;
        }
        return getComputedStyle(document.documentElement).backgroundColor;
    };
    const words = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, dt, dd, a)")]
        .filter(part => part.textContent.trim() && isSeen(part))
        .filter(part => getComputedStyle(part).color === groundOf(part));
    const lines = [...document.querySelectorAll("main svg :is(path, circle, polyline)")]
        .filter(part => isSeen(part) && !part.closest("defs"))
        .filter(part => {
            const {stroke, fill} = getComputedStyle(part);
            return stroke === "none" && fill === "none";
        });
    return [...words, ...lines].map(part => part.outerHTML.slice(0, 120));
}"""


def test_who_asks_for_rest_sees_nothing_move(site, new_context):
    page = new_context(reduced_motion="reduce").new_page()
    moving = """() => [...document.querySelectorAll("*")].filter(part => {
        const {transitionDuration, animationDuration, scrollBehavior} = getComputedStyle(part);
        const lasts = times => times.split(", ").some(time => parseFloat(time) > 0.01);
        return lasts(transitionDuration) || lasts(animationDuration) || scrollBehavior === "smooth";
    }).map(part => part.outerHTML.slice(0, 120))"""
    for address in PAGES:
        page.goto(site + address)
        assert page.evaluate(moving) == [], address


def test_every_kind_of_page_can_be_printed(site, page):
    for address in PAGES:
        page.goto(site + address)
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for around in ("header.site form", "nav.languages", ".breadcrumbs"):
            for each in page.locator(around).all():
                expect(each).to_be_hidden()
        page.emulate_media(media="screen")
