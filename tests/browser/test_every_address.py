"""Every public page of both strategies in a real browser, in every way people look at it."""

from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from tests.browser.everything import addresses, make_site
from tests.browser.staff import complaints_of
from tests.printed import once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

SHARES = 4  # so that workers can share the pages
DESKTOP, PHONE, MAGNIFIED = (
    {"width": width, "height": 800}
    for width in (1280, 360, 320)  # the last: 1280 at 400 per cent
)
# What a look can change; the rest is looked at once.
OF_COLOURS, OF_WIDTH = ["color-contrast", "link-in-text-block"], ["target-size"]
ASK = """async rules => {
    const asked = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
    if (rules) asked.runOnly = {type: "rule", values: rules};
    const {violations} = await axe.run(document, asked);
    return violations.flatMap(each =>
        each.nodes.map(node => `${each.id}: ${each.help}: ${node.html.slice(0, 160)}`));
}"""


@pytest.fixture
def site(live_server):
    once("a site of every kind of page", make_site)
    return live_server.url


@pytest.fixture
def visited(site, new_context):
    """`visited(addresses)`: a page at each, which notes what it asks for and what is said of it."""
    page = new_context(viewport=DESKTOP).new_page()
    page.asked, page.complaints = [], complaints_of(page)
    page.on("request", lambda request: page.asked.append((request.resource_type, request.url)))

    def visit(addresses):
        for address in addresses:
            page.asked.clear()
            page.complaints.clear()
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(DESKTOP)
            page.goto(site + address)
            yield page

    return visit


def faults(page):
    """Whatever is wrong with a page, each in a sentence of its own."""
    yield from page.complaints
    yield from beside(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (PHONE, MAGNIFIED):
        page.set_viewport_size(width)
        if scrolls_sideways(page):
            yield f"scrolls sideways at {width['width']}"
    page.set_viewport_size(DESKTOP)
    page.evaluate(Axe().axe_script)
    yield from (f"light: {each}" for each in page.evaluate(ASK, None))
    page.emulate_media(color_scheme="dark")
    yield from (f"dark: {each}" for each in page.evaluate(ASK, OF_COLOURS))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    yield from (f"phone: {each}" for each in page.evaluate(ASK, OF_WIDTH))


def beside(page):
    """What a page asks for besides itself, its styles and an icon; and what it leaves behind."""
    scheme, _, host, _path = page.url.split("/", 3)
    static = f"{scheme}//{host}/static/"
    for kind, url in page.asked:
        is_style_or_icon = url.startswith(static) and url.endswith((".css", ".svg"))
        if not (url == page.url or url.startswith("data:") or is_style_or_icon):
            yield f"asks for {url} ({kind})"
    if page.context.cookies():
        yield "leaves a cookie"


def scrolls_sideways(page):
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_without_barriers_fits_and_needs_nothing_beside_it(visited, share):
    found = defaultdict(list)
    for page in visited(addresses(Client())[share::SHARES]):
        for fault in faults(page):
            found[fault].append(page.url)
    assert not found, "\n".join(
        f"{fault}\n    {len(pages)} pages, {pages[0]}" for fault, pages in found.items()
    )
