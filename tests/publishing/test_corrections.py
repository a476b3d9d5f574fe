"""While something published is being corrected, readers go on seeing what was published."""

import pytest
from django.test import Client
from django.urls import reverse

from strategy.reports.canonical import canonical
from tests.publishing.making import approve, approved, hand_in, publish_now, write

pytestmark = pytest.mark.django_db
OLD, NEW = "Vägen är lång.", "Vägen är kort."
PAGES = ("strategy", "goal", "indicator", "follow-up", "follow-up-changes", "api-strategy")


@pytest.fixture
def found():
    """A round with its first edition; its texts say OLD."""
    found = approved()
    for part, field in ((found.analysis, "text"), (found.assessment, "comment")):
        write(part, found.approver, state="draft")
        write(part, found.writer, **{field: OLD})
        hand_in(part, found.writer)
        approve(part, found.approver)
    publish_now(found)
    return found


def seen(found):
    """Everything readers get about the strategy, as one text."""
    codes = found.follow_up.natural_key()
    more = {
        "strategy": codes[:2],
        "goal": (*codes[:2], found.goal.code),
        "indicator": (*codes[:2], found.indicator.code),
        "api-strategy": codes[:2],
    }
    pages = [Client().get(reverse(name, args=more.get(name, codes))) for name in PAGES]
    assert [page.status_code for page in pages] == [200] * len(pages)
    return " ".join(page.content.decode() for page in pages)


def take_up(found, part):
    write(part, found.approver, state="draft", reason="Rättelse")
    write(part, found.writer, **{"text" if part == found.analysis else "comment": NEW})


@pytest.mark.parametrize("part", ["analysis", "assessment"])
@pytest.mark.parametrize("state", ["draft", "ready", "approved"])
def test_what_is_being_corrected_is_read_as_it_was_published(found, part, state):
    row = getattr(found, part)
    take_up(found, row)
    if state in {"ready", "approved"}:
        hand_in(row, found.writer)
    if state == "approved":
        approve(row, found.approver)
    assert row.state == state
    shown = seen(found)
    assert OLD in shown
    assert NEW not in shown


@pytest.mark.parametrize("part", ["analysis", "assessment"])
def test_after_the_next_edition_the_correction_is_read_and_the_first_edition_stays(found, part):
    row = getattr(found, part)
    first = found.follow_up.editions.get()
    before = (first.sha256, canonical(first.content), [bytes(f.content) for f in first.files.all()])
    take_up(found, row)
    hand_in(row, found.writer)
    approve(row, found.approver)
    publish_now(found, note="Texten")
    assert NEW in seen(found)
    first = found.follow_up.editions.get(number=1)
    files = [bytes(each.content) for each in first.files.all()]
    assert (first.sha256, canonical(first.content), files) == before
    codes = found.follow_up.natural_key()
    page = Client().get(reverse("edition", args=[*codes, 1])).content.decode()
    assert OLD in page
    assert NEW not in page
    compared = Client().get(reverse("edition-comparison", args=[*codes, 1, 2])).content.decode()
    assert "kort." in compared


def test_a_first_draft_is_seen_by_no_reader():
    found = approved()
    write(found.analysis, found.approver, state="draft")
    write(found.analysis, found.writer, text=NEW)
    codes = found.follow_up.natural_key()
    assert Client().get(reverse("follow-up", args=codes)).status_code == 404
    for form in ("pdf", "docx", "json"):
        assert Client().get(reverse("follow-up-file", args=[*codes, form])).status_code == 404
    goal = Client().get(reverse("goal", args=(*codes[:2], found.goal.code))).content.decode()
    assert NEW not in goal
