"""A first follow-up of a strategy without baselines, deadlines and vision, up to its edition."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.records import Change
from config.registry.scope import Edit
from indicators.models import Assessment, FollowUp
from indicators.models.opening import bring_in_step
from strategy.models import Membership, Strategy
from strategy.reports import schema
from strategy.reports.publishing import open_points, publish
from tests import factories
from tests.printed import load_printed
from tests.publishing.making import approve, hand_in, write
from tests.reports.extracting import words_of, words_of_pdf, words_of_word

pytestmark = pytest.mark.django_db
TEXT = "Vi følger målet **«{name}»** for første gang. Tallene hentes inn i løpet av året."
COMMENT = "Det første tallet er ikke hentet inn ennå."


@pytest.fixture
def edition():
    """The first edition: opened, written, handed in, approved by somebody else, published."""
    load_printed("ostfold")
    strategy = Strategy.objects.get(code="grunnlag")
    writer = factories.make_user(partnership=strategy.partnership, username="skriver")
    approver = factories.make_user(
        partnership=strategy.partnership, username="leder", role=Membership.Role.APPROVER
    )
    change = Change(user=writer, reason="Første oppfølging")
    follow_up = FollowUp(
        strategy=strategy,
        code="2026",
        title="Oppfølging 2026",
        first_year=2026,
        last_year=2026,
        introduction="Dette er den første oppfølgingen.",
    )
    Edit(change=change).write(follow_up)
    bring_in_step(follow_up, change=change)
    for part in [*follow_up.analyses.all(), *follow_up.assessments.all()]:
        write_part(part, writer)
        hand_in(part, writer)
        approve(part, approver)
    points = open_points(follow_up, as_of=factories.today())
    assert [each for each in points if each.stops] == []
    return publish(follow_up, user=approver, now=timezone.now(), despite_warnings=True)


def write_part(part, writer):
    if isinstance(part, Assessment):
        write(part, writer, state="draft", arrow="not_assessable", comment=COMMENT)
    else:
        write(part, writer, state="draft", text=TEXT.format(name=part.goal.name))


def words_of_page(edition):
    with override("nb"):
        address = reverse("follow-up", args=edition.follow_up.natural_key())
    response = Client().get(address)
    assert response.status_code == 200
    assert '<html lang="nb"' in response.content.decode()
    return words_of(unescape(strip_tags(response.content.decode())))


def in_norwegian(sentence):
    with override("nb"):
        return words_of(_(sentence))


def test_a_first_follow_up_is_carried_through_to_its_edition(edition):
    assert edition.number == 1
    assert schema.problems(edition.content) == []
    assert edition.content["language"] == "nb"
    goals = [goal for area in edition.content["areas"] for goal in area["goals"]]
    assert [goal["code"] for goal in goals] == ["o1", "o2", "o3"]
    assert all(goal["analysis"] for goal in goals)


def test_pdf_and_word_say_decently_what_the_strategy_does_not_state(edition):
    for words in words_of_files(edition):
        assert (
            in_norwegian("No vision is stated in what the registry has of the document.") in words
        )
        assert in_norwegian("Not stated in what the registry has of the document.") in words
        assert words.count(in_norwegian("No starting point is stated.")) == 13  # indicators
        assert in_norwegian("No target") in words
        assert words_of(COMMENT) in words
        assert "none" not in words.split()


def test_the_page_says_decently_what_the_strategy_does_not_state(edition):
    words = words_of_page(edition)
    assert words.count(in_norwegian("No starting point is stated.")) == 13
    assert in_norwegian("no deadline is stated") in words
    assert words_of(COMMENT) in words
    assert "none" not in words.split()
    facts = words.split(in_norwegian("Applies until"))[1].split(in_norwegian("Overall objectives"))
    assert in_norwegian("Vision") in facts[0]


def test_pdf_and_word_say_that_the_targets_of_goals_have_no_deadline(edition):
    for words in words_of_files(edition):
        assert in_norwegian("no deadline is stated") in words


def words_of_files(edition):
    files = {each.form: bytes(each.content) for each in edition.files.all()}
    return words_of_pdf(files["pdf"]), words_of_word(files["docx"])


def test_the_texts_stand_in_page_pdf_and_word(edition):
    names = [goal["name"] for area in edition.content["areas"] for goal in area["goals"]]
    for words in (words_of_page(edition), *words_of_files(edition)):
        assert words_of("Dette er den første oppfølgingen.") in words
        for name in names:
            assert words_of(f"Vi følger målet «{name}» for første gang.") in words
