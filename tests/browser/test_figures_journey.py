"""The year's figures from Excel to the public page and back, in a real browser."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from indicators.intake import batches, tasks
from indicators.models import ImportBatch, ImportProgress, Observation
from strategy.models import Partnership, Strategy
from tests import factories
from tests.browser.staff import CODE, XLSX, Sheet, click, downloaded, sign_in, start, upload
from tests.intake.files import long_form
from tests.printed import load_printed
from tests.workbook import offices

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hemligt-ord-42"
REASON = "Siffror från Försäkringskassan"


@pytest.fixture
def norrbotten():
    """The real strategies, and an editor of one of them."""
    load_printed()
    partnership = Partnership.objects.get(code="norrbotten")
    factories.make_user(username="norrbotten-editor", partnership=partnership)
    return Strategy.objects.get(partnership=partnership)


# The update workbook


FILLED_IN = {
    ("n08-women", "2022"): 29.8,  # a correction
    ("n08-women", "2023"): "30,4*",
    ("n08-men", "2023"): 19.5,
    ("n08-men", "2024"): 195,  # ten times too much
}
MISTAKES = {
    ("n08-women", "2024"): "1,234",
    ("n08-total", "2024"): "-",
    ("n01-population", CODE): "n01-popluation",
}
MENDED = {
    ("n08-women", "2024"): "30,1",
    ("n08-total", "2024"): 25.1,
    ("n01-popluation", CODE): "n01-population",
}


def test_from_the_workbook_to_the_public_page_and_back(english, live_server, norrbotten):
    page = english
    public = live_server.url + "/en/norrbotten/rus-2030/indicators/n08/"
    before = words_of(page, public)
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_label("Username").fill("norrbotten-editor")
    page.get_by_label("Password").fill(PASSWORD)
    click(page, "button", "Log in")
    expect(page.get_by_role("heading", name="What do you want to do?")).to_be_visible()
    page.goto(live_server.url + reverse("admin:strategy_strategy_changelist"))
    click(page, "link", norrbotten.title)
    click(page, "link", "Update workbook")
    workbook = Sheet(downloaded(page, "All series"))
    workbook.fill(FILLED_IN | MISTAKES)
    click(page, "link", "Import a filled-in workbook")
    upload(page, workbook.saved(), reason=REASON)
    marked = problems_stand_at_their_cells(page, workbook)

    marked.fill(MENDED)
    click(page, "link", "Import a filled-in workbook")
    upload(page, marked.saved(), reason=REASON)
    what_would_happen_is_shown(page)
    click(page, "button", "Import")
    expect(page.get_by_text("Imported: 5 new, 1 changed, 84 unchanged.")).to_be_visible()
    imported = page.url
    after = words_of(page, public)
    assert "30.1 dagar" in after
    assert "30.1 dagar" not in before

    page.goto(imported)
    click(page, "button", "Undo this import")
    expect(page.get_by_text("everything is as it was before")).to_be_visible()
    # Only that there was another value meanwhile stays: it was published.
    now = words_of(page, public, without="[aria-labelledby=history], [href='#history']")
    assert now.replace(" ", "") == before.replace(" ", "")
    corrected = Observation.objects.get(series__code="n08-women", period="2022")
    history = reverse("admin:indicators_observation_history", args=[corrected.pk])
    page.goto(live_server.url + history)
    expect(page.get_by_text(f"norrbotten-editor · {REASON}")).to_be_visible()
    expect(page.get_by_text(f"Import undone: {REASON}")).to_be_visible()
    assert page.complaints == []


def problems_stand_at_their_cells(page, workbook):
    """The preview names them, and the file that comes back has them marked: the marked file."""
    expect(page.get_by_text("3 problems")).to_be_visible()
    for cell in MISTAKES:
        expect(page.get_by_role("rowheader", name=workbook.place(*cell))).to_be_visible()
    expect(page.get_by_text("Did you mean n01-population?")).to_be_visible()
    expect(page.get_by_text("can be read as 1.234 or 1234")).to_be_visible()
    expect(page.get_by_text("“-” can mean several things")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    marked = Sheet(downloaded(page, "Download the file with the problems marked"))
    colours = {marked.cell(*cell).fill.fgColor.rgb for cell in MENDED}
    assert len(colours) == 1
    assert "1.234 or 1234" in marked.cell("n08-women", "2024").comment.text
    assert "several things" in marked.cell("n08-total", "2024").comment.text
    assert "n01-population?" in marked.cell("n01-popluation", CODE).comment.text
    assert marked.cell("n08-women", "2023").fill.fgColor.rgb not in colours
    assert marked.cell("n08-women", "2023").value == "30,4*"
    return marked


def what_would_happen_is_shown(page):
    """The preview: new, changed by how much, and what is hard to believe."""
    table = page.get_by_role("table")
    expect(page.get_by_text("5 new, 1 changed, 84 unchanged, 0 problems")).to_be_visible()
    click(page, "link", "New (5)")
    expect(table.get_by_role("row", name="30.4 dagar")).to_contain_text("provisional")
    click(page, "link", "Changed (1)")
    expect(table.get_by_role("cell", name="30.4 → 29.8 dagar")).to_be_visible()
    expect(table.get_by_role("cell", name="−0.6 (−2.0 %)")).to_be_visible()
    click(page, "link", "Doubtful (1)")
    expect(table.get_by_role("row", name="195 dagar")).to_contain_text("About ten times")


def words_of(page, address, without=""):
    """What readers see, without the parts that a selector names."""
    page.goto(address)
    if without:
        page.locator(without).evaluate_all("parts => parts.forEach(part => part.remove())")
    return " ".join(page.get_by_role("main").text_content().split())


# A file of an office


def of_an_office(*years):
    """A table as PxWeb exports it, with so many years."""
    rows = "".join(
        f"{area} | {group} | {' | '.join(figures[: len(years)])}\n"
        for area, group, *figures in (
            ("25 Norrbottens län", "män", "21.0", "20.4", "19.9", "19.5"),
            ("", "kvinnor", "32.4", "31.2", "30.4", "30.1"),
            ("00 Riket", "kvinnor", "29.1", "28.2", "27.4", ".."),
        )
    )
    heading = " | ".join(f'"{year}"' for year in years)
    return offices.layout(
        f"Ohälsotal, dagar efter region, kön och år\n\nregion | kön | {heading}\n{rows}"
    ).xlsx()


def test_an_offices_file_is_matched_once_and_known_the_next_year(staff, live_server):
    page = staff
    start(page, live_server)
    upload(page, of_an_office(2020, 2021, 2022), name="ohälsa-2022.xlsx")
    expect(page.get_by_role("heading", name="Which row is which series?")).to_be_visible()
    women = page.get_by_label("25 Norrbottens län | kvinnor")
    expect(women).to_have_value("n08-women")
    expect(page.get_by_label("25 Norrbottens län | män")).to_have_value("n08-men")
    expect(page.get_by_label("00 Riket | kvinnor")).to_have_value("")

    women.fill("n08-wimmen")
    click(page, "button", "Show what it would do")
    expect(page.get_by_text("There is no such series.")).to_be_visible()
    expect(women).to_have_attribute("aria-invalid", "true")
    women.fill("n08-women")
    click(page, "button", "Show what it would do")
    expect(page.get_by_text("0 new, 5 changed, 1 unchanged, 0 problems")).to_be_visible()
    click(page, "button", "Import")
    expect(page.get_by_text("Imported: 0 new, 5 changed, 1 unchanged.")).to_be_visible()

    start(page, live_server)
    upload(page, of_an_office(2020, 2021, 2022, 2023), name="ohälsa-2023.xlsx")
    expect(page.get_by_text("2 new, 0 changed, 6 unchanged, 0 problems")).to_be_visible()
    click(page, "link", "New (2)")
    expect(page.get_by_role("row", name="2023")).to_have_count(2)
    click(page, "link", "Change which row is which series")
    expect(page.get_by_role("row", name="25 Norrbottens län | män")).to_contain_text("as last time")
    click(page, "button", "Do not import")
    expect(page.get_by_text("The file was not imported.")).to_be_visible()
    assert page.complaints == []


# By other ways


def reach(page, wanted):
    """Go on by keyboard alone until this part of the page has the focus, and is in sight."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("part => part === document.activeElement"):
            expect(wanted).to_be_in_viewport(ratio=1)
            return
    raise AssertionError(f"{wanted} can't be reached")


def test_figures_are_imported_by_keyboard_alone(staff, live_server):
    page = staff
    start(page, live_server)
    figures = [["n08-women", str(year), year - 1850] for year in range(1900, 1990)]
    reach(page, page.get_by_label("File"))
    page.get_by_label("File").set_input_files(
        {"name": "siffror.xlsx", "mimeType": XLSX, "buffer": long_form(*figures)}
    )
    reach(page, page.get_by_label("Why?"))
    page.keyboard.type("Årets siffror")
    reach(page, page.get_by_role("button", name="Show what it would do"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("90 new, 0 changed")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_in_viewport()
    reach(page, page.get_by_role("link", name=re.compile("^New")))
    reach(page, page.get_by_role("button", name="Import", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Imported: 90 new")).to_be_visible()


def test_figures_are_imported_without_javascript(
    without_javascript, live_server, strategy, editor, monkeypatch
):
    page = sign_in(without_javascript, live_server, editor)
    monkeypatch.setattr(batches, "LARGE", 10)
    start(page, live_server)
    page.locator("[type=file]").set_input_files(
        {
            "name": "siffror.xlsx",
            "mimeType": XLSX,
            "buffer": long_form(["n08-women", "2023", 30.1]),
        }
    )
    page.locator("[name=reason]").fill("Årets siffror")
    page.locator(".default").click()
    bar = page.locator("progress")
    expect(bar).to_have_attribute("value", "0")
    told = {"phase": "comparing", "done": 5_000, "total": 9_900}
    ImportProgress.objects.update(**told, beat_at=timezone.now())
    page.locator("noscript a").click()
    expect(bar).to_have_attribute("value", "5000")
    ImportProgress.objects.update(phase="queued")
    tasks.read_in_background.func(ImportBatch.objects.get().pk)
    page.locator("noscript a").click()
    page.locator("[name=confirm]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Observation.objects.filter(period="2023").exists()
