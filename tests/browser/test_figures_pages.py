"""Every page on which figures are brought in: accessible, and fit for a phone."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.sheets import Reason, Unreadable
from indicators.intake import batches
from indicators.intake.exporting import update_workbook
from indicators.intake.reading import read
from indicators.models import ImportProgress, Observation
from tests.browser.staff import Sheet, complaints_of, sign_in
from tests.intake.files import long_form
from tests.workbook import offices

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

REASON = "Siffror från Försäkringskassan"
LONG_NAME = "Uppdateringsarbetsbok_norrbotten_rus-2030_ifylld_av_Försäkringskassan_slutlig (2).xlsx"
SCREENS = {"phone": (360, "light"), "desktop": (1200, "dark")}


@pytest.fixture
def imports(strategy, editor):
    """An import in every state there is, by name: its address."""

    def staged(content, name="siffror.xlsx"):
        return batches.stage(
            user=editor, strategy=strategy, file_name=name, content=content, reason=REASON
        )

    def previewed(content, **told):
        batch = staged(content, **told)
        read(batch)
        return batch

    def waiting(**progress):
        batch = staged(good)
        ImportProgress.objects.create(batch=batch, phase=ImportProgress.Phase.COMPARING, **progress)
        return batch

    good = long_form(
        ["n08-women", "2021", 29.9], ["n08-women", "2023", "30,4*"], ["n08-men", "2023", 304]
    )
    unfit = long_form(["n08-women", "2022", "abc"], ["n08-wimmen", "2023", 30])
    now = timezone.now()
    rows = {
        "done": previewed(long_form(["n08-men", "2014", 30.1])),
        "undone": previewed(long_form(["n08-men", "2013", 30.1])),
        "problems": previewed(unfit),
        "preview": previewed(good, name=LONG_NAME),
        "conflict": previewed(with_a_conflict(strategy)),
        "nothing": previewed(long_form(["n08-women", "2020", 30.4])),
        "to match": previewed(offices.PXWEB_NEW.xlsx()),
        "no table": previewed(long_form()),
        "refused": staged(b"PK broken"),
        "waiting": waiting(done=41_200, total=100_000, beat_at=now + timedelta(hours=1)),
        "interrupted": waiting(done=41_200, total=100_000, beat_at=now - timedelta(hours=1)),
    }
    batches.refuse(rows["refused"], Unreadable(Reason.DAMAGED))
    for name in ("done", "undone"):
        assert batches.carry_out(rows[name], editor)
    rows["undone"].refresh_from_db()
    batches.undo(rows["undone"], editor)
    return {
        name: reverse("admin:indicators_importbatch_change", args=[batch.pk])
        for name, batch in rows.items()
    }


def with_a_conflict(strategy):
    """A workbook with a figure that somebody else has changed since it was made."""
    made = io.BytesIO()
    update_workbook(strategy, file=made)
    workbook = Sheet(made.getvalue())
    workbook.fill({("n08-women", "2022"): 29.8})
    row = Observation.objects.get(series__code="n08-women", period="2022")
    row.value = 31
    row.save()
    return workbook.saved()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_accessible_and_fits(
    new_context, live_server, strategy, editor, imports, accessible, screen
):
    width, colours = SCREENS[screen]
    context = new_context(viewport={"width": width, "height": 800}, color_scheme=colours)
    page = sign_in(context.new_page(), live_server, editor)
    pages = {
        "upload": reverse("admin:indicators_importbatch_add"),
        "list": reverse("admin:indicators_importbatch_changelist"),
        "workbooks": reverse("admin:strategy_strategy_workbook", args=[strategy.pk]),
        "changed": imports["preview"] + "?show=changed",
        "doubtful": imports["preview"] + "?show=doubtful&q=2023",
        **imports,
    }
    for name, where in pages.items():
        complaints = complaints_of(page)
        page.goto(live_server.url + where)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert complaints == [], name
        accessible(page)  # which adds a style of its own, and is told off for it
