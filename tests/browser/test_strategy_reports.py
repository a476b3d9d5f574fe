"""What stands in the way of a strategy, in a real browser: on a phone and on a wide screen."""

import pytest
from playwright.sync_api import expect

from strategy.models import Partnership, Strategy
from tests import factories
from tests.admin.pages import address
from tests.browser.staff import sign_in
from tests.printed import load_printed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

SCREENS = {"phone": 360, "desktop": 1280}
REPORTS = ("followability", "consistency")


@pytest.fixture(params=SCREENS)
def person(request, english, live_server):
    """An editor of Norrbotten before the whole strategy."""
    load_printed("norrbotten")
    partnership = Partnership.objects.get(code="norrbotten")
    english.set_viewport_size({"width": SCREENS[request.param], "height": 800})
    return sign_in(english, live_server, factories.make_user(partnership=partnership))


def test_the_reports_of_a_strategy_are_reached_read_and_accessible(person, live_server, accessible):
    form = live_server.url + address(Strategy.objects.get(), "change")
    for report in REPORTS:
        person.goto(form)
        person.get_by_role("link", name=report.capitalize(), exact=True).click()
        expect(person.get_by_role("heading", name=report.capitalize(), exact=True)).to_be_visible()
        person.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert person.complaints == []  # axe looks at style sheets in ways of its own
        accessible(person)
        person.complaints.clear()
        width = person.evaluate("document.documentElement.scrollWidth")
        assert width <= person.viewport_size["width"], report
