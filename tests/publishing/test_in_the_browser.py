"""What staff see of publishing in a browser, on a large and on a small screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Edition
from strategy.models import WordTemplate
from tests import factories
from tests.browser.staff import complaints_of, sign_in
from tests.publishing.making import TEXT, approved, correct, make_round, publish_now
from tests.publishing.test_word_templates import own_template

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]
NAMES = ["publish", "preview"]


@pytest.fixture
def english(browser):
    """A page in English."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def go(page, live_server, name, pk):
    page.goto(live_server.url + reverse(name, args=[pk]))


def scrolls_sideways(page):
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


def test_an_approver_publishes_and_then_a_correction(english, live_server):
    found = approved(has_target=True)
    factories.make_observation(series=found.series, period="2023", value="29.1")
    said = complaints_of(sign_in(english, live_server, found.approver))
    go(english, live_server, "publish", found.follow_up.pk)
    english.get_by_label("I have looked at these points").check()
    english.get_by_role("button", name="Publish").click()
    expect(english.get_by_text("Edition 1 is published.")).to_be_visible()
    expect(english.get_by_text("Nothing is new since the newest edition")).to_be_visible()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    english.reload()
    english.get_by_label("What is corrected").fill("Texten om målet")
    english.get_by_label("I have looked at these points").check()
    english.get_by_role("button", name="Publish").click()
    expect(english.get_by_role("heading", name="Edition 2")).to_be_visible()
    with english.expect_download() as download:
        english.get_by_role("link", name="Download PDF").first.click()
    assert download.value.suggested_filename.endswith("edition-2.pdf")
    assert Edition.objects.count() == 2
    assert said == []


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_accessible_and_fit_a_phone(page, phone, live_server, accessible, name):
    found = make_round()
    for each in (page, phone):
        said = complaints_of(sign_in(each, live_server, found.approver))
        go(each, live_server, name, found.follow_up.pk)
        assert said == []  # the checker itself uses what the policy forbids
        accessible(each)
    assert not scrolls_sideways(phone)


def test_the_page_with_editions_is_accessible_and_fits_a_phone(phone, live_server, accessible):
    found = approved(has_target=True)
    publish_now(found)
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    publish_now(found, note="Texten om målet")
    factories.make_observation(series=found.series, period="2023", value="29.1")
    sign_in(phone, live_server, found.approver)
    go(phone, live_server, "publish", found.follow_up.pk)
    accessible(phone)
    assert not scrolls_sideways(phone)


def test_a_word_template_is_replaced_and_taken_back(english, phone, live_server, accessible):
    partnership = factories.make_partnership()
    approver = factories.make_user(partnership=partnership, role="approver")
    said = complaints_of(sign_in(english, live_server, approver))
    go(english, live_server, "word-template", partnership.pk)
    file = {"name": "mall.docx", "mimeType": "application/octet-stream"}
    english.get_by_label("Word file").set_input_files({**file, "buffer": b"hej"})
    english.get_by_role("button", name="Upload").click()
    expect(english.get_by_text("The file is no Word document")).to_be_visible()
    english.get_by_label("Word file").set_input_files({**file, "buffer": own_template()})
    english.get_by_role("button", name="Upload").click()
    expect(english.get_by_role("link", name="mall.docx")).to_be_visible()
    assert said == []  # the checker itself uses what the policy forbids
    accessible(english)
    sign_in(phone, live_server, approver)
    go(phone, live_server, "word-template", partnership.pk)
    accessible(phone)
    assert not scrolls_sideways(phone)
    english.get_by_role("button", name="Go back to the built-in template").click()
    expect(
        english.get_by_text("From now on reports are made in the built-in template.")
    ).to_be_visible()
    assert WordTemplate.in_force(partnership) is None
