"""The year's figures on their way from a workbook to the public page, in a real browser."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from config.tables import write_xlsx
from indicators.models import Observation
from strategy.models import Partnership
from tests import factories
from tests.printed import load_printed

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["strategy", "series", "period", "value"]
PASSWORD = "hemligt-ord-42"


@pytest.fixture
def registry():
    load_printed()
    factories.make_user(
        username="norrbotten-editor", partnership=Partnership.objects.get(code="norrbotten")
    )


@pytest.fixture
def staff(browser, registry, live_server):
    """A page on which the editor has signed in; whatever breaks the policy is collected."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.violations = []
    page.on("console", lambda message: note(page, message))
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_label("Username").fill("norrbotten-editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What do you want to do?")).to_be_visible()
    yield page
    context.close()


def note(page, message):
    if message.type == "error":
        page.violations.append(message.text)


def figures():
    """Thirty figures for the registry's own series."""
    series = ["n08-women", "n08-men", "n01-population"]
    return [
        ["norrbotten/rus-2030", code, str(year), Decimal(year - 2000) / 4]
        for code in series
        for year in range(2003, 2013)
    ]


def with_three_mistakes():
    rows = figures()
    rows[3][3] = "1,234"
    rows[11][1] = "n08-mne"
    rows[27][2] = "20012"
    return rows


def upload(page, rows):
    page.get_by_label("File", exact=False).first.set_input_files(
        {
            "name": "siffror.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": write_xlsx(HEADER, rows),
        }
    )
    page.get_by_label("Why?").fill("Årets siffror från SCB")
    page.get_by_role("button", name="Show what it would do").click()


def test_from_the_workbook_to_the_public_page_and_back(staff, live_server):
    page = staff
    page.get_by_role("main").get_by_role("link", name="Figures", exact=True).last.click()
    page.get_by_role("main").get_by_role("link", name="Import", exact=True).click()

    upload(page, with_three_mistakes())
    expect(page.get_by_text("3 problems")).to_be_visible()
    expect(page.get_by_text("Data!D5")).to_be_visible()
    expect(page.get_by_text("Did you mean n08-men")).to_be_visible()
    expect(page.get_by_text("“20012” is not a period", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)

    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Import").click()
    upload(page, figures())
    expect(page.get_by_text("30 new, 0 changed, 0 unchanged, 0 problems")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported: 30 new")).to_be_visible()

    figure = Observation.objects.get(series__code="n08-women", period="2012")
    page.goto(live_server.url + "/en/norrbotten/rus-2030/indicators/n08/")
    page.get_by_text("All figures in tables").click()
    expect(page.get_by_role("rowheader", name="2012").first).to_be_visible()

    change = reverse("admin:indicators_observation_change", args=[figure.pk])
    page.goto(live_server.url + change)
    page.locator("#id_value").fill("4")
    page.get_by_label("Why this change?").fill("Rättad av SCB")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/observation/(\?.*)?$"))
    figure.refresh_from_db()
    assert figure.value == 4

    page.goto(live_server.url + reverse("admin:indicators_observation_history", args=[figure.pk]))
    expect(page.get_by_text("Rättad av SCB")).to_be_visible()
    expect(page.get_by_text("Årets siffror från SCB")).to_be_visible()
    expect(page.get_by_text("norrbotten-editor").first).to_be_visible()

    first = figure.history.last()
    page.goto(
        live_server.url
        + reverse("admin:indicators_observation_history", args=[figure.pk])
        + f"{first.pk}/"
    )
    page.get_by_label("Why?").fill("Rättelsen gällde en annan rad")
    page.get_by_role("button", name=re.compile("Restore")).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    figure.refresh_from_db()
    assert figure.value == 3
    assert figure.history.count() == 3
    assert page.violations == []
