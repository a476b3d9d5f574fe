"""A file makes nothing public, approves nothing of one's own and alters no edition."""

import pytest
from django.urls import reverse

from config.tables import write_csv
from indicators.models import Edition
from tests import factories
from tests.admin.pages import signed_in
from tests.imports.test_flow import confirm, upload
from tests.publishing.making import approved, hand_in, make_round, publish_now, write

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
