"""What nobody may read of follow-ups and editions, at any of their addresses."""

import pytest

from indicators.models import Assessment, Edition, FollowUp, Footnote, GoalAnalysis
from strategy.models import Partnership, Strategy
from tests import factories
from tests.editions.build import (
    address_of,
    addresses_of,
    in_every_language,
    make_edition,
    make_follow_up,
    publish_with_files,
    read,
)

pytestmark = pytest.mark.django_db

SECRET = "Sekretess-Åäö"


def everything(client, addresses):
    """All that these addresses answer, as bytes that may hold words."""
    return b"".join(client.get(address).content for address in addresses)


@pytest.mark.parametrize("status", ["open", "in_review"])
def test_what_is_being_written_is_nowhere_in_any_form(client, status):
    follow_up = make_follow_up(marker=SECRET)
    make_edition(follow_up)
    FollowUp.objects.update(status=status)
    for address in in_every_language(addresses_of(follow_up)):
        response = client.get(address)
        assert response.status_code == 404, address
        assert SECRET not in response.content.decode()


def test_a_follow_up_of_a_draft_is_nowhere_in_any_form(client):
    follow_up = make_follow_up(marker=SECRET)
    make_edition(follow_up)
    Strategy.objects.update(status="draft")
    for address in in_every_language(addresses_of(follow_up)):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("withdrawn", [FollowUp, Strategy])
def test_what_was_withdrawn_is_gone_in_every_form_and_says_why(client, withdrawn):
    follow_up = make_follow_up(marker=SECRET)
    make_edition(follow_up)
    withdrawn.objects.get().withdraw(reason="Byggde på fel siffror", on=factories.today())
    if withdrawn is FollowUp:  # what it stood under is still public
        Partnership.objects.update(name="Region")
        Strategy.objects.update(title="Plan", short_title="")
    for address in in_every_language(addresses_of(follow_up)):
        response = client.get(address)
        assert response.status_code == 410, address
        assert "Byggde på fel siffror" in response.content.decode()
        assert SECRET not in response.content.decode()


def test_a_withdrawn_edition_is_gone_and_the_one_before_is_the_newest(client):
    follow_up = make_follow_up()
    publish_with_files(follow_up)
    GoalAnalysis.objects.update(text=SECRET)
    make_edition(follow_up)
    Edition.objects.get(number=2).withdraw(reason="Fel text", on=factories.today())
    gone = addresses_of(follow_up, numbers=[2])
    for address in in_every_language(each for each in gone if "/editions/2" in each):
        response = client.get(address)
        assert response.status_code == 410, address
        assert "Fel text" in response.content.decode()
        assert response.headers["Cache-Control"] == "public, max-age=0"
    text = read(client, f"{address_of(follow_up)}/")
    assert "Edition 1," in text
    assert "Edition 2" not in text
    assert SECRET not in text


@pytest.mark.parametrize("state", ["to_do", "draft", "ready", "approved"])
@pytest.mark.parametrize("has_edition", [True, False])
def test_a_text_that_is_being_corrected_is_nowhere(client, state, has_edition):
    follow_up = make_follow_up()
    if has_edition:
        publish_with_files(follow_up)
    text = f"{SECRET}[^2]\n\n[^2]: {SECRET}"
    GoalAnalysis.objects.update(text=text, heading_as_printed=SECRET, state=state)
    Assessment.objects.update(comment=SECRET, conclusion_as_printed=SECRET, state=state)
    addresses = [each for each in addresses_of(follow_up) if not each.endswith((".pdf", ".docx"))]
    assert SECRET not in everything(client, addresses).decode()


def test_what_was_published_is_not_told_as_changed_while_it_is_being_corrected(client):
    follow_up = make_follow_up()
    GoalAnalysis.objects.update(text="Som den var[^1]")
    make_edition(follow_up)
    GoalAnalysis.objects.update(text="Som den blir", state="draft")
    Assessment.objects.update(arrow="negative", state="draft")
    assert "Nothing has changed." in read(client, f"{address_of(follow_up)}/changes/")


def test_without_an_edition_a_footnote_of_a_text_that_is_not_published_is_left_out(client):
    follow_up = make_follow_up()
    GoalAnalysis.objects.update(text="Text[^2]\n\n[^2]: Egen fotnot", state="draft")
    text = read(client, f"{address_of(follow_up)}/")
    assert "Egen fotnot" not in text
    assert Footnote.objects.get().text in text


def test_what_is_withdrawn_from_a_follow_up_is_not_in_it(client):
    follow_up = make_follow_up()
    analysis = GoalAnalysis.objects.get()
    analysis.text = SECRET
    analysis.save()
    analysis.withdraw(reason="Utgick", on=factories.today())
    assert SECRET not in everything(client, addresses_of(follow_up)[:2]).decode()


@pytest.mark.parametrize(
    "end",
    [
        "/editions/2/",
        "/editions/0/",
        "/editions/99999999999999999999/",
        "/editions/-1/",
        "/editions/ett/",
        "/editions/2.pdf",
        "/editions/1.html",
        "/editions/1.PDF",
        "/editions/1/compare/2/",
        "/editions/2/compare/1/",
        "/editions/",
        ".txt",
        ".html",
    ],
)
def test_what_was_never_there_is_not_found(client, end):
    make_edition(follow_up := make_follow_up())
    assert client.get(f"/sv{address_of(follow_up)}{end}").status_code == 404


def test_a_file_that_was_not_kept_is_not_found(client):
    make_edition(follow_up := make_follow_up())
    for form in ("pdf", "docx"):
        assert client.get(f"/sv{address_of(follow_up)}/editions/1.{form}").status_code == 404


def test_nothing_can_have_changed_since_no_edition(client):
    follow_up = make_follow_up()
    assert client.get(f"/sv{address_of(follow_up)}/changes/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_editions_are_only_read(client, method):
    make_edition(follow_up := make_follow_up())
    for address in addresses_of(follow_up):
        assert getattr(client, method)(address).status_code == 405, address


def test_a_text_in_no_edition_is_shown_without_marks_that_lead_nowhere(client):
    follow_up = make_follow_up()
    text = "Det är {{ i1:2022 }}[^1], se {{ figure d1 }}.\n\n{{ figure d1 }}\n\n[^1]: Not"
    GoalAnalysis.objects.update(text=text)
    partnership, strategy, _code = follow_up.natural_key()
    page = client.get(f"/sv/{partnership}/{strategy}/goals/g1/").content.decode()
    assert "<p>Det är …, se ….</p>" in page
    assert "{{" not in page
    assert 'href="#f' not in page
