"""The pages on which staff publish: what is open, the draft as readers would see it, editions."""

import io

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Edition, Indicator
from tests import factories
from tests.admin.pages import FormReader, signed_in
from tests.publishing.making import (
    TEXT,
    approve,
    approved,
    correct,
    hand_in,
    make_round,
    published,
    write,
)

pytestmark = pytest.mark.django_db
PREVIEWS = [("preview", ()), ("preview-file", ("pdf",)), ("preview-file", ("docx",))]


def address(found, name="publish", *more):
    return reverse(name, args=[found.follow_up.pk, *more])


def opened(found, user):
    response = signed_in(user).get(address(found))
    return response.content.decode()


def filled(page, **changes):
    """The form to publish with, as a browser would send it."""
    reader = FormReader()
    reader.feed(page.content.decode())
    (form,) = [each for each in reader.forms if "seen" in each]
    return {**form, **changes}


def publish(found, user, **changes):
    """Open the page, fill in its form as a browser does, and send it."""
    client = signed_in(user)
    sent = filled(client.get(address(found)), **changes)
    return client.post(address(found), sent, follow=True)


# What is open


def test_the_page_lists_what_is_open_with_the_way_there():
    found = make_round()
    shown = opened(found, found.approver)
    desk = reverse("workbench-goal", args=[found.follow_up.pk, found.goal.code])
    assert "What stops it" in shown
    assert "Texts that are not approved (1)" in shown
    assert f'href="{desk}#goalanalysis-{found.analysis.pk}"' in shown
    assert f'href="{desk}#assessment-{found.assessment.pk}"' in shown
    assert "It can be published when nothing is left" in shown
    assert 'value="Publish"' not in shown


def test_figures_that_have_not_come_are_counted_with_the_way_to_them():
    found = make_round()
    shown = opened(found, found.approver)
    assert "1 indicator lacks figures of these years" in shown
    queue = reverse("workbench", args=[found.follow_up.pk])
    assert f'href="{queue}?queue=missing"' in shown
    found.indicator.frequency = Indicator.Frequency.ONCE
    found.indicator.save()
    assert "figures of these years" not in opened(found, found.approver)


def test_contradictions_lead_to_the_consistency_page():
    found = approved()
    write(found.analysis, found.approver, state="draft")
    write(found.analysis, found.writer, text=f"{TEXT} Det var 77,7 dagar.")
    hand_in(found.analysis, found.writer)
    approve(found.analysis, found.approver)
    shown = opened(found, found.approver)
    page = reverse("admin:strategy_strategy_consistency", args=[found.follow_up.strategy_id])
    assert "What to look at before" in shown
    assert f'href="{page}?unnoted"' in shown


def test_a_reference_that_leads_nowhere_is_shown_as_it_is_written():
    found = approved()
    found.series.observations.get().withdraw(reason="Fel", on=factories.today())
    assert "<code>{{ ohalsa:2022 }}</code>" in opened(found, found.approver)


def test_under_a_draft_the_way_leads_to_the_strategy():
    found = make_round()
    strategy = found.follow_up.strategy
    type(strategy).objects.update(status="draft")
    page = reverse("admin:strategy_strategy_change", args=[strategy.pk])
    assert f'href="{page}"' in opened(found, found.approver)


# Publishing


def test_an_approver_publishes_and_sees_address_digest_and_downloads():
    found = approved()
    response = publish(found, found.approver, despite_warnings="on")
    edition = Edition.objects.get()
    assert response.redirect_chain[-1][0] == f"{address(found)}#edition-1"
    shown = response.content.decode()
    codes = found.follow_up.natural_key()
    assert "Edition 1 is published." in shown
    assert edition.sha256 in shown
    assert f"http://testserver/sv/{'/'.join(codes[:2])}/follow-ups/{codes[2]}/editions/1/" in shown
    for form in ("pdf", "docx", "json"):
        assert f"editions/1.{form}" in shown
    for file in edition.files.all():
        assert file.sha256 in shown


def test_every_address_of_an_edition_on_the_page_is_there():
    found = published()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    publish(found, found.approver, note="Texten", despite_warnings="on")
    response = signed_in(found.approver).get(address(found))
    editions = response.context["editions"]
    assert [each["row"].number for each in editions] == [2, 1]
    addresses = [response.context["changes"], editions[0]["comparison"]]
    for each in editions:
        addresses += [each["address"], each["json"], *(file["address"] for file in each["files"])]
    reader = signed_in(found.writer)
    assert len(addresses) == 10
    assert {reader.get(each).status_code for each in addresses} == {200}


def test_a_second_click_publishes_nothing_and_says_so():
    found = approved()
    client = signed_in(found.approver)
    sent = filled(client.get(address(found)), despite_warnings="on")
    assert client.post(address(found), sent).status_code == 302
    again = client.post(address(found), sent)
    assert "nothing is new since the last edition" in again.content.decode()
    assert Edition.objects.count() == 1


def test_what_does_not_stop_is_confirmed_on_the_page():
    found = approved(has_target=True)
    factories.make_observation(series=found.series, period="2023", value="29.1")
    shown = opened(found, found.approver)
    assert "Figures changed since the judgement (1)" in shown
    response = publish(found, found.approver)
    assert "This field is required" in response.content.decode()
    assert not Edition.objects.exists()
    publish(found, found.approver, despite_warnings="on")
    assert Edition.objects.exists()


def test_what_has_opened_meanwhile_is_confirmed_anew():
    found = approved(has_target=True)
    client = signed_in(found.approver)
    sent = filled(client.get(address(found)), despite_warnings="on")
    factories.make_observation(series=found.series, period="2023", value="29.1")
    response = client.post(address(found), sent)
    assert "has changed since you opened the page" in response.content.decode()
    assert not Edition.objects.exists()
    client.post(address(found), filled(response, despite_warnings="on"))
    assert Edition.objects.exists()


def test_a_correction_says_what_is_corrected():
    found = published()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    response = publish(found, found.approver, note=" ", despite_warnings="on")
    assert "This field is required" in response.content.decode()
    publish(found, found.approver, note="Texten om målet", despite_warnings="on")
    assert Edition.objects.get(number=2).note == "Texten om målet"
    assert "Texten om målet" in opened(found, found.approver)


def test_what_stops_meanwhile_is_told_and_the_note_is_kept():
    found = published()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    client = signed_in(found.approver)
    sent = filled(client.get(address(found)), note="Texten", despite_warnings="on")
    write(found.analysis, found.approver, state="draft")
    shown = client.post(address(found), sent).content.decode()
    assert "Texten</textarea>" in shown
    assert "Texts that are not approved (1)" in shown
    assert Edition.objects.count() == 1


def test_a_note_with_html_is_shown_as_it_is_written():
    found = published()
    correct(found, found.analysis, text=f"{TEXT} Rättat.")
    publish(found, found.approver, note="<script>alert(1)</script>", despite_warnings="on")
    shown = opened(found, found.approver)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


# Who


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_others_see_the_page_without_the_button(role):
    found = approved()
    user = factories.make_user(partnership=found.partnership, role=role)
    shown = opened(found, user)
    assert "Those who approve publish it." in shown
    assert 'value="Publish"' not in shown
    assert signed_in(user).post(address(found), {"despite_warnings": "on"}).status_code == 403
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("name", "more"), [("publish", ()), *PREVIEWS])
def test_a_follow_up_of_others_is_not_there(name, more):
    found = approved()
    stranger = factories.make_user(partnership=factories.make_partnership(), role="manager")
    there = address(found, name, *more)
    assert signed_in(stranger).get(there).status_code == 404
    assert signed_in(stranger).post(there).status_code in {404, 405}
    found.follow_up.withdraw(reason="Dubblett", on=factories.today())
    assert signed_in(found.approver).get(there).status_code == 404


@pytest.mark.parametrize(("name", "more"), [("publish", ()), *PREVIEWS])
def test_who_is_not_signed_in_is_asked_to(name, more, client):
    found = approved()
    response = client.get(address(found, name, *more))
    assert response.status_code == 302
    assert "login" in response["Location"]


# Previews


@pytest.mark.parametrize(("name", "more"), PREVIEWS)
def test_a_preview_shows_the_draft_to_staff_and_is_kept_nowhere(name, more):
    found = make_round()
    write(found.analysis, found.writer, text="Utkast till text.", state="draft")
    reader = factories.make_user(partnership=found.partnership, role="reader")
    response = signed_in(reader).get(address(found, name, *more))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "Utkast till text." in text_of(response)
    assert not Edition.objects.exists()


def text_of(response):
    data = io.BytesIO(response.content)
    match response["Content-Type"].rpartition("/")[2]:
        case "pdf":
            return " ".join(page.extract_text() for page in pypdf.PdfReader(data).pages)
        case "html; charset=utf-8":
            return response.content.decode()
    return " ".join(each.text for each in docx.Document(data).paragraphs)


def test_the_preview_says_that_it_is_a_draft_and_marks_what_is_broken():
    found = approved()
    found.series.observations.get().withdraw(reason="Fel", on=factories.today())
    shown = signed_in(found.writer).get(address(found, "preview")).content.decode()
    assert "This is a draft" in shown
    assert '<meta name="robots" content="noindex, nofollow">' in shown
    assert "{{ ohalsa:2022 }}" in shown
    assert 'rel="canonical"' not in shown


def test_under_a_draft_the_preview_says_what_is_left_out():
    found = approved()
    type(found.follow_up.strategy).objects.update(status="draft")
    for name, more in PREVIEWS:
        assert signed_in(found.writer).get(address(found, name, *more)).status_code == 200
    shown = signed_in(found.writer).get(address(found, "preview")).content.decode()
    assert "The strategy is a draft" in shown


def test_there_are_previews_as_pdf_and_word_only():
    found = approved()
    for form in ("json", "html", "exe"):
        there = address(found, "preview-file", form)
        assert signed_in(found.writer).get(there).status_code == 404


# Budget


@pytest.mark.parametrize(("name", "at_most"), [("publish", 75), ("preview", 30)])
def test_the_pages_ask_as_much_for_thirty_indicators_as_for_one(name, at_most):
    found = published(has_target=True)
    client = signed_in(found.approver)
    add_goals(found, 1)
    client.get(address(found, name))
    with CaptureQueriesContext(connection) as for_one:
        client.get(address(found, name))
    add_goals(found, 29)
    with CaptureQueriesContext(connection) as for_thirty:
        assert client.get(address(found, name)).status_code == 200
    assert len(for_thirty) == len(for_one) <= at_most


def add_goals(found, count):
    """Goals with an indicator each, that something is open about."""
    for _number in range(count):
        goal = factories.make_goal(strategy=found.follow_up.strategy)
        indicator = factories.make_indicator(goal=goal)
        series = factories.make_series(indicator=indicator)
        factories.make_observation(series=series)
        factories.make_target(series=series)
        text = f"Nu {{{{ {series.code}:2022 }}}}, förr {{{{ {series.code}:2012 }}}}."
        factories.make_analysis(follow_up=found.follow_up, goal=goal, text=text, state="draft")
        factories.make_assessment(
            follow_up=found.follow_up, indicator=indicator, arrow="positive", state="draft"
        )
