"""A file makes nothing public, approves nothing of one's own and alters no edition."""

import pytest
from django.urls import reverse
from django.utils import timezone

from config.tables import write_csv
from indicators.models import Edition
from tests import factories
from tests.admin.pages import signed_in
from tests.imports.test_flow import confirm, upload
from tests.publishing.making import (
    approved,
    give_back,
    hand_in,
    make_round,
    publish_now,
    write,
)

pytestmark = pytest.mark.django_db


def place(found):
    follow_up = found.follow_up
    return [follow_up.strategy.reference, follow_up.code]


def files(found, state):
    """Files that set the state of a text, a judgement and a follow-up."""
    return {
        "goalanalysis": (["strategy", "follow_up", "goal", "state"], [found.goal.code, state]),
        "assessment": (
            ["strategy", "follow_up", "indicator", "state"],
            [found.indicator.code, state],
        ),
    }


def imported(found, user, model, state):
    """Upload a file and confirm it; returns what the pages say."""
    header, rest = files(found, state)[model]
    return sent(user, model, header, [*place(found), *rest])


def sent(user, model, header, line):
    client = signed_in(user)
    response = upload(client, content=write_csv(header, [line]), model=model)
    assert response.status_code == 302, response.content.decode()[-3000:]
    shown = client.get(response.url).content.decode()
    return shown + confirm(client, response.url).content.decode()


MODELS = pytest.mark.parametrize("model", ["goalanalysis", "assessment"])


def part_of(found, model):
    return {"goalanalysis": found.analysis, "assessment": found.assessment}[model]


@MODELS
@pytest.mark.parametrize(("who", "said"), [("writer", "Only those"), ("approver", "an edition")])
def test_a_file_publishes_no_part(model, who, said):
    found = approved()
    shown = imported(found, getattr(found, who), model, "published")
    assert said in shown
    part_of(found, model).refresh_from_db()
    assert part_of(found, model).state == "approved"


@pytest.mark.parametrize(("who", "said"), [("writer", "Only those"), ("approver", "an edition")])
def test_a_file_publishes_no_follow_up(who, said):
    found = approved()
    header = ["strategy", "code", "status"]
    line = [*place(found), "published"]
    shown = sent(getattr(found, who), "followup", header, line)
    assert said in shown
    found.follow_up.refresh_from_db()
    assert found.follow_up.status == "open"


@MODELS
def test_a_file_does_not_approve_what_one_has_written_oneself(model):
    found = make_round()
    part = part_of(found, model)
    words = {"text": "Det går."} if model == "goalanalysis" else {"arrow": "positive"}
    write(part, found.approver, state="draft", **words)
    hand_in(part, found.approver)
    shown = imported(found, found.approver, model, "approved")
    assert "somebody else has to approve it" in shown
    part.refresh_from_db()
    assert part.state == "ready"


@MODELS
def test_a_file_approves_what_somebody_else_has_handed_in(model):
    found = approved()
    part = part_of(found, model)
    write(part, found.writer, state="draft")
    hand_in(part, found.writer)
    shown = imported(found, found.approver, model, "approved")
    assert "Imported: 0 new, 1 changed" in shown
    part.refresh_from_db()
    assert (part.state, part.approved_by) == ("approved", found.approver)
    assert timezone.localdate(part.approved_at) == factories.today()


@MODELS
@pytest.mark.parametrize("is_new", [False, True])
def test_a_file_does_not_write_and_approve_at_once(model, is_new):
    found = approved(is_from_document=True)
    part = part_of(found, model)
    write(part, found.writer, state="ready")
    header, rest = files(found, "approved")[model]
    if is_new:
        goal = factories.make_goal(strategy=found.follow_up.strategy)
        code = goal.code if model == "goalanalysis" else factories.make_indicator(goal=goal).code
        rest = [code, rest[1]]
    column = "text" if model == "goalanalysis" else "comment"
    line = [*place(found), *rest, "Egna ord."]
    shown = sent(found.approver, model, [*header, column], line)
    assert "somebody else has to approve it" in shown
    assert not type(part).objects.filter(**{column: "Egna ord."}).exists()


@MODELS
def test_what_was_decided_after_the_preview_is_looked_at_again(model):
    found = approved()
    part = part_of(found, model)
    write(part, found.writer, state="draft")
    hand_in(part, found.writer)
    header, rest = files(found, "approved")[model]
    client = signed_in(found.approver)
    content = write_csv(header, [[*place(found), *rest]])
    preview = upload(client, content=content, model=model).url
    give_back(part, found.approver, "Nämn källan.")
    hand_in(part, found.writer)
    assert "the registry has changed" in confirm(client, preview).content.decode()
    part.refresh_from_db()
    assert part.state == "ready"


@MODELS
def test_a_file_does_not_change_what_is_settled(model):
    found = approved()
    header, rest = files(found, "approved")[model]
    column = "text" if model == "goalanalysis" else "comment"
    line = [*place(found), rest[0], "Något annat."]
    shown = sent(found.approver, model, [*header[:-1], column], line)
    assert "This is settled" in shown
    part_of(found, model).refresh_from_db()
    assert getattr(part_of(found, model), column) != "Något annat."


def test_there_is_no_import_of_editions():
    publish_now(approved())
    client = signed_in(factories.make_administrator())
    assert client.get(reverse("admin:indicators_edition_import")).status_code == 403
    assert Edition.objects.count() == 1
