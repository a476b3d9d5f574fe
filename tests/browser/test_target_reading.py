"""While a target is written its form says how it is read, on every screen."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from indicators.models import Target
from tests import factories
from tests.admin.pages import address
from tests.browser.staff import complaints_of, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]


@pytest.fixture
def target(strategy):
    """A target for a series that falls by two a year."""
    area = factories.make_area(code="00", name="Riket", is_nation=True)
    series = factories.make_series(
        indicator=strategy.indicators.get(), code="n08-total", name="Totalt", area=area
    )
    factories.make_baseline(series=series, period="2017", value="100")
    factories.make_observation(series=series, period="2022", value="90")
    return factories.make_target(
        series=series, code="n08", value=Decimal(198), deadline="2130", wording="Fler dagar"
    )


def open_form(page, live_server, target):
    page.goto(live_server.url + address(target, "change"))
    panel = page.get_by_role("region", name="How it is read")
    expect(panel).to_contain_text("At least 198 dagar by 2130.")
    return panel


def test_typing_a_value_changes_the_sentence_and_saves_nothing(staff, live_server, target):
    panel = open_form(staff, live_server, target)
    expect(panel.get_by_text("Shows what is saved.")).to_be_visible()
    expect(panel).to_contain_text("+1 dagar a year")
    staff.get_by_label("Value:", exact=True).fill("306")
    expect(panel).to_contain_text("At least 306 dagar by 2130.")
    expect(panel).to_contain_text("+2 dagar a year")
    expect(panel.get_by_text("Nothing is saved by it.")).to_be_visible()
    expect(panel.get_by_text("Shows what is saved.")).to_be_hidden()
    assert Target.objects.get().value == Decimal(198)
    assert staff.complaints == []


def test_what_means_nothing_is_said_before_it_is_saved(staff, live_server, target):
    panel = open_form(staff, live_server, target)
    staff.get_by_label("Deadline:").fill("2016")
    expect(panel).to_contain_text("must come after the starting point of the series, 2017.")
    staff.get_by_label("Deadline:").fill("2031")
    expect(panel).to_contain_text("At least 198 dagar by 2031.")
    assert staff.complaints == []


def test_a_row_that_is_chosen_from_a_list_counts_too(staff, live_server, target):
    panel = open_form(staff, live_server, target)
    staff.get_by_label("Comparator:").select_option("at_most")
    expect(panel).to_contain_text("At most 198 dagar by 2130.")
    staff.locator(".field-series .select2-selection").click()
    staff.locator(".select2-search__field").fill("n08-men")
    staff.locator(".select2-results__option", has_text="n08-men").click()
    expect(panel).to_contain_text("n08-men")
    assert staff.complaints == []


def test_a_new_target_is_read_as_soon_as_there_is_enough(staff, live_server, target):
    staff.goto(f"{live_server.url}{address(Target, 'add')}?goal={target.goal_id}")
    panel = staff.get_by_role("region", name="How it is read")
    expect(panel).to_contain_text("it is said here how it is read")
    staff.get_by_label("Code:").fill("ny")
    expect(panel).to_contain_text("Kind: This field is required.")
    staff.get_by_label("Kind:").select_option("direction")
    staff.get_by_label("Comparator:").select_option("increase")
    expect(panel).to_contain_text("An increase of no stated amount; no deadline is stated.")
    assert staff.complaints == []
    assert Target.objects.count() == 1


def test_when_the_server_can_not_be_asked_the_panel_says_so(staff, live_server, target):
    panel = open_form(staff, live_server, target)
    staff.route("**/reading/", lambda route: route.abort())
    staff.get_by_label("Value:", exact=True).fill("306")
    expect(panel.get_by_role("status")).to_contain_text("The latest changes could not be read.")
    expect(panel).to_contain_text("At least 198 dagar by 2130.")
    staff.unroute("**/reading/")
    staff.get_by_label("Value:", exact=True).fill("307")
    expect(panel).to_contain_text("At least 307 dagar by 2130.")
    expect(panel.get_by_role("status")).to_have_count(0)


def test_without_javascript_it_shows_what_is_saved(browser, live_server, editor, target):
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    page = sign_in(context.new_page(), live_server, editor)
    panel = open_form(page, live_server, target)
    expect(panel.get_by_text("Shows what is saved.")).to_be_visible()
    page.get_by_label("Value:", exact=True).fill("306")
    page.get_by_label("Why this change?").fill("Nytt beslut")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(panel).to_contain_text("At least 306 dagar by 2130.")
    context.close()


@pytest.mark.parametrize("width", [360, 1200])
def test_the_form_with_its_panel_is_accessible_and_fits_the_screen(
    browser, live_server, editor, target, width
):
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 800})
    page = sign_in(context.new_page(), live_server, editor)
    complaints = complaints_of(page)
    open_form(page, live_server, target)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    assert Axe().run(page, context="#target-reading").response["violations"] == []
    context.close()
