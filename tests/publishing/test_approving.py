"""Who writes, hands in, approves and returns what, and what is locked meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from config.records import Change
from config.registry.scope import Edit
from indicators.models import Assessment, FollowUp, GoalAnalysis
from strategy.models import Membership
from tests import factories
from tests.publishing.making import (
    TEXT,
    approve,
    approved,
    give_back,
    hand_in,
    make_round,
    published,
    write,
)

pytestmark = pytest.mark.django_db
PARTS = pytest.mark.parametrize("part", ["analysis", "assessment"])
PLACE = {"analysis": "goal", "assessment": "indicator"}
WORDS = {
    "analysis": ({"text": "Det går framåt."}, {"text": "Det går framåt, sakta."}),
    "assessment": ({"arrow": "positive"}, {"arrow": "positive", "comment": "Sakta."}),
}


def drafted(part, **fields):
    """A round with one part written by its writer, and that part."""
    found = make_round(**fields)
    row = getattr(found, part)
    write(row, found.writer, state="draft", **WORDS[part][0])
    return found, row


def handed_in(part, **fields):
    found, row = drafted(part, **fields)
    hand_in(row, found.writer)
    return found, row


def with_role(found, role):
    """The writer, who has got another role."""
    Membership.objects.filter(user=found.writer).update(role=role)
    return type(found.writer).objects.get(pk=found.writer.pk)


def new_part(found, part, **fields):
    """A part for another goal or indicator of the strategy; not stored."""
    goal = factories.make_goal(strategy=found.follow_up.strategy)
    if part == "analysis":
        return GoalAnalysis(follow_up=found.follow_up, goal=goal, text=TEXT, **fields)
    return Assessment(
        follow_up=found.follow_up,
        indicator=factories.make_indicator(goal=goal),
        arrow="positive",
        suggestion={},
        **fields,
    )


# Approving


@PARTS
def test_what_one_has_written_oneself_is_approved_by_somebody_else(part):
    found, row = handed_in(part)
    with pytest.raises(ValidationError, match="somebody else has to approve"):
        approve(row, with_role(found, "approver"))
    row.refresh_from_db()
    assert row.state == "ready"


@PARTS
def test_an_administrator_does_not_approve_own_words_either(part):
    found = make_round()
    row, administrator = getattr(found, part), factories.make_administrator()
    write(row, administrator, state="draft", **WORDS[part][0])
    hand_in(row, administrator)
    with pytest.raises(ValidationError, match="somebody else has to approve"):
        approve(row, administrator)


@PARTS
def test_own_words_are_approved_where_the_partnership_allows_it(part):
    found, row = handed_in(part)
    found.partnership.allows_own_approval = True
    found.partnership.save()
    approver = with_role(found, "approver")
    approve(row, approver)
    assert (row.state, row.approved_by) == ("approved", approver)


@PARTS
@pytest.mark.parametrize("is_handed_in", [False, True])
def test_nobody_writes_and_approves_in_one_save(part, is_handed_in):
    found, row = handed_in(part)
    if not is_handed_in:
        give_back(row, found.approver, "Nämn källan.")
    with pytest.raises(ValidationError, match="somebody else has to approve it"):
        write(row, found.approver, state="approved", **WORDS[part][1])
    state = row.state
    row.refresh_from_db()
    assert (row.state, row.writers()) == (state, {found.writer.pk})


@PARTS
def test_a_new_part_is_not_approved_when_it_is_added(part):
    found = make_round()
    with pytest.raises(ValidationError, match="somebody else has to approve it"):
        Edit(change=Change(user=found.approver)).write(new_part(found, part, state="approved"))


@PARTS
def test_who_deletes_own_words_and_adds_them_anew_is_still_their_writer(part):
    found, row = drafted(part)
    approver = with_role(found, "approver")
    Edit(change=Change(user=approver)).erase(type(row).objects.get(pk=row.pk))
    anew = type(row)(
        follow_up=found.follow_up, **{PLACE[part]: getattr(found, PLACE[part])}, state="draft"
    )
    for name, value in WORDS[part][0].items():
        setattr(anew, name, value)
    Edit(change=Change(user=approver)).write(anew)
    hand_in(anew, found.approver)
    with pytest.raises(ValidationError, match="You have written this yourself"):
        approve(anew, approver)
    approve(anew, found.approver)


@PARTS
def test_where_own_words_may_be_approved_one_save_is_enough(part):
    found, row = handed_in(part)
    found.partnership.allows_own_approval = True
    found.partnership.save()
    write(row, found.approver, state="approved", **WORDS[part][1])
    assert row.approved_by == found.approver


@PARTS
def test_who_corrected_a_comma_counts_as_a_writer(part):
    found, row = handed_in(part)
    write(row, found.approver, state="draft")
    write(row, found.approver, **WORDS[part][1])
    hand_in(row, found.writer)
    with pytest.raises(ValidationError, match="somebody else has to approve"):
        approve(row, found.approver)


@PARTS
def test_who_wrote_what_was_settled_before_approves_the_correction_of_another(part):
    found, row = handed_in(part)
    approve(row, found.approver)
    former_writer = with_role(found, "approver")
    write(row, found.approver, state="draft")
    write(row, found.approver, **WORDS[part][1])
    hand_in(row, found.approver)
    approve(row, former_writer)
    assert row.approved_by == former_writer


@PARTS
@pytest.mark.parametrize("role", ["editor", "reader"])
def test_only_those_who_approve_approve(part, role):
    found, row = handed_in(part)
    other = factories.make_user(partnership=found.partnership, role=role)
    with pytest.raises((ValidationError, PermissionDenied)):
        approve(row, other)
    row.refresh_from_db()
    assert row.state == "ready"


def test_an_approver_of_another_partnership_approves_nothing():
    _found, row = handed_in("analysis")
    stranger = factories.make_user(partnership=factories.make_partnership(), role="approver")
    with pytest.raises((ValidationError, PermissionDenied)):
        approve(row, stranger)


@PARTS
def test_an_approval_says_who_and_when_until_it_is_taken_back(part):
    found, row = handed_in(part)
    approve(row, found.approver)
    assert row.approved_by == found.approver
    assert timezone.localdate(row.approved_at) == factories.today()
    write(row, found.writer, state="draft")
    assert (row.approved_by, row.approved_at) == (None, None)


def test_only_those_who_manage_say_that_own_words_may_be_approved():
    found = make_round()
    with pytest.raises(ValidationError, match="Only those who manage"):
        write(found.partnership, found.approver, allows_own_approval=True)
    manager = factories.make_user(partnership=found.partnership, role="manager")
    write(found.partnership, manager, allows_own_approval=True)


@pytest.mark.parametrize("role", ["editor", "approver", "manager"])
@pytest.mark.parametrize("former", [False, True])
def test_only_administrators_say_that_nobody_needs_to_approve_a_printed_follow_up(role, former):
    found = make_round(is_from_document=former)
    person = factories.make_user(partnership=found.partnership, role=role)
    with pytest.raises(ValidationError, match="Only administrators"):
        write(found.follow_up, person, is_from_document=not former)
    write(found.follow_up, person, title="Annan rubrik")
    write(found.follow_up, factories.make_administrator(), is_from_document=not former)
    assert found.follow_up.is_from_document is not former


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_only_administrators_add_a_printed_follow_up(role):
    partnership = factories.make_partnership()
    new = FollowUp(
        strategy=factories.make_strategy(partnership=partnership),
        **{"code": "2019", "title": "Tryckt", "first_year": 2018, "last_year": 2019},
        is_from_document=True,
    )
    with pytest.raises(ValidationError, match="Only administrators"):
        person = factories.make_user(partnership=partnership, role=role)
        Edit(change=Change(user=person)).write(new)
    Edit(change=Change(user=factories.make_administrator())).write(new)


# Handing in and returning


def test_a_text_is_handed_in_when_there_is_one():
    found = make_round()
    with pytest.raises(ValidationError, match="Write the analysis"):
        hand_in(found.analysis, found.writer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose an arrow, or the reason"),
        ({"arrow": "not_assessable"}, "Say why it can't be assessed"),
        ({"not_followed_reason": "not_stated", "not_followed_as_printed": "–"}, "only old"),
        ({"arrow": "negative", "not_followed_reason": "on_order"}, "can't have an arrow"),
        ({"comment": "Bra."}, "Choose an arrow, or the reason"),
        ({"arrow": "negative"}, "Say why you judge otherwise"),
    ],
)
def test_a_judgement_that_lacks_something_is_not_handed_in(fields, said):
    found = make_round(has_target=True)
    with pytest.raises(ValidationError) as error:
        write(found.assessment, found.writer, state="draft", **fields)
        hand_in(found.assessment, found.writer)
    assert said in str(error.value)
    found.assessment.refresh_from_db()
    assert found.assessment.state in {"to_do", "draft"}


@pytest.mark.parametrize(
    "fields",
    [
        {"arrow": "positive"},
        {"arrow": "negative", "reason_for_differing": "Kön har vuxit."},
        {"arrow": "not_assessable", "comment": "För få svar."},
        {"not_followed_reason": "on_order"},
        {"arrow": "not_assessable", "not_followed_reason": "not_regional"},
    ],
)
def test_a_judgement_is_handed_in_with_what_was_computed_beside_it(fields):
    found = make_round(has_target=True)
    write(found.assessment, found.writer, state="draft", **fields)
    hand_in(found.assessment, found.writer)
    assert found.assessment.state == "ready"
    assert found.assessment.suggestion["as_of"] == factories.today().isoformat()
    assert found.assessment.suggestion["judgement"]["development"] == "positive"


def test_a_judgement_is_not_handed_in_past_what_was_computed():
    found, row = drafted("assessment")
    with pytest.raises(ValidationError, match="on the page of the goal"):
        write(row, found.writer, state="ready")


@PARTS
@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_return_says_what_is_to_be_changed(part, note):
    found, row = handed_in(part)
    with pytest.raises(ValidationError, match="Say what is to be changed"):
        give_back(row, found.approver, note)
    row.refresh_from_db()
    assert row.state == "ready"


@PARTS
def test_a_returned_part_is_a_draft_with_its_note_until_it_is_handed_in_again(part):
    found, row = handed_in(part)
    give_back(row, found.approver, "Nämn källan.")
    assert (row.state, row.returned_note) == ("draft", "Nämn källan.")
    hand_in(row, found.writer)
    assert (row.state, row.returned_note) == ("ready", "")


def test_the_words_of_the_last_round_are_marked_until_they_are_changed():
    found = make_round()
    row = found.analysis
    row.copied_from = factories.make_follow_up(strategy=found.follow_up.strategy, code="2018")
    row.text, row.state = "Som förra året.", "draft"
    row.save()
    write(row, found.writer, due_on=factories.today())
    assert row.copied_from is not None
    write(row, found.writer, text="Nytt i år.")
    assert row.copied_from is None


@pytest.mark.parametrize("braces", ["{{ ohalsa:2022 }}", "Nu {{ohalsa", "{{"])
def test_a_comment_refers_to_no_figure(braces):
    found = make_round()
    with pytest.raises(ValidationError, match="a comment is plain text"):
        write(found.assessment, found.writer, comment=f"Det är {braces}.")
    found.assessment.refresh_from_db()
    assert found.assessment.comment == ""


def test_a_comment_of_former_times_with_braces_can_stay():
    found = make_round()
    found.assessment.comment = "Det är {{ ohalsa:2022 }}."
    found.assessment.save()
    write(found.assessment, found.writer, state="draft", arrow="positive")
    assert found.assessment.arrow == "positive"


# What is locked


@PARTS
@pytest.mark.parametrize("stage", [make_round, approved, published])
@pytest.mark.parametrize("who", ["writer", "approver"])
def test_what_is_written_is_not_moved_to_another_goal_or_indicator(part, stage, who):
    found = stage()
    row, name = getattr(found, part), PLACE[part]
    goal = factories.make_goal(strategy=found.follow_up.strategy)
    other = {"goal": goal, "indicator": factories.make_indicator(goal=goal)}[name]
    with pytest.raises(ValidationError, match=f"moved to another {name}"):
        write(row, getattr(found, who), **{name: other})
    row.refresh_from_db()
    assert getattr(row, name) != other


@PARTS
@pytest.mark.parametrize("stage", [approved, published])
def test_what_is_settled_is_withdrawn_and_put_back_by_those_who_approve(part, stage):
    found = stage()
    row = getattr(found, part)
    away = {"withdrawn_on": factories.today(), "withdrawn_reason": "Fel"}
    for fields in (away, {"withdrawn_on": None, "withdrawn_reason": ""}):
        with pytest.raises(ValidationError, match="Only those who approve can withdraw"):
            write(row, found.writer, **fields)
        write(row, found.approver, **fields)
        assert row.withdrawn_on == fields["withdrawn_on"]


@PARTS
def test_what_stands_in_an_edition_is_not_withdrawn_by_its_writer_during_a_correction(part):
    found = published()
    row = getattr(found, part)
    write(row, found.approver, state="draft")
    with pytest.raises(ValidationError, match="Only those who approve can withdraw"):
        write(row, found.writer, withdrawn_on=factories.today(), withdrawn_reason="Fel")


@PARTS
def test_what_nobody_has_settled_is_withdrawn_by_its_writer(part):
    found, row = handed_in(part)
    write(row, found.writer, withdrawn_on=factories.today(), withdrawn_reason="Dubblett")
    assert row.withdrawn_on == factories.today()


@PARTS
def test_in_review_a_writer_withdraws_nothing_that_was_handed_in(part):
    found, row = handed_in(part)
    write(found.follow_up, found.writer, status="in_review")
    with pytest.raises(ValidationError, match="is in review"):
        write(row, found.writer, withdrawn_on=factories.today(), withdrawn_reason="Fel")


def test_a_review_is_left_by_those_who_approve():
    found = approved()
    write(found.follow_up, found.writer, status="in_review")
    with pytest.raises(ValidationError, match="Only those who approve can open it again"):
        write(found.follow_up, found.writer, status="open")
    found.follow_up.refresh_from_db()
    assert found.follow_up.status == "in_review"
    write(found.follow_up, found.approver, status="open")
    assert found.follow_up.status == "open"


@PARTS
def test_what_is_approved_is_not_changed_as_it_stands(part):
    found, row = handed_in(part)
    approve(row, found.approver)
    with pytest.raises(ValidationError, match="This is settled"):
        write(row, found.approver, **WORDS[part][1])


@PARTS
@pytest.mark.parametrize("fields", [{"state": "draft"}, {"words": 1}])
def test_in_review_a_writer_leaves_alone_what_was_handed_in(part, fields):
    found, row = handed_in(part)
    write(found.follow_up, found.writer, status="in_review")
    if "words" in fields:
        fields = WORDS[part][1]
    with pytest.raises(ValidationError, match="is in review"):
        write(row, found.writer, **fields)
    write(row, found.approver, **fields)


@PARTS
def test_in_review_a_writer_still_writes_what_was_returned(part):
    found, row = handed_in(part)
    write(found.follow_up, found.writer, status="in_review")
    give_back(row, found.approver, "Nämn källan.")
    write(row, found.writer, **WORDS[part][1])
    hand_in(row, found.writer)
    assert row.state == "ready"


@PARTS
def test_before_the_review_a_writer_takes_back_what_was_handed_in(part):
    found, row = handed_in(part)
    write(row, found.writer, state="draft", **WORDS[part][1])
    assert row.state == "draft"


@PARTS
def test_what_is_published_is_taken_up_by_those_who_approve(part):
    found = published()
    row = getattr(found, part)
    with pytest.raises(ValidationError, match="Only those who approve"):
        write(row, found.writer, state="draft")
    write(row, found.approver, state="draft")
    assert row.state == "draft"


# Nothing becomes public but in an edition


PUBLISHERS = pytest.mark.parametrize(
    ("who", "said"),
    [("writer", "Only those"), ("approver", "an edition"), ("administrator", "an edition")],
)


def person(found, who):
    return factories.make_administrator() if who == "administrator" else getattr(found, who)


@PARTS
@PUBLISHERS
def test_a_part_is_published_by_its_edition_only(part, who, said):
    found = approved()
    with pytest.raises(ValidationError, match=said):
        write(getattr(found, part), person(found, who), state="published")


@PUBLISHERS
def test_a_follow_up_is_published_by_its_edition_only(who, said):
    found = approved()
    with pytest.raises(ValidationError, match=said):
        write(found.follow_up, person(found, who), status="published")


@pytest.mark.parametrize("part", ["analysis", "assessment", "follow_up"])
def test_what_was_printed_is_taken_over_as_public_by_administrators_only(part):
    found = make_round(is_from_document=True)
    row, field = getattr(found, part), "status" if part == "follow_up" else "state"
    with pytest.raises(ValidationError, match="when an edition is published"):
        write(row, found.approver, **{field: "published"})
    write(row, factories.make_administrator(), **{field: "published"})
    assert getattr(row, field) == "published"


@PARTS
def test_a_new_part_is_not_published_either(part):
    found = published()
    with pytest.raises(ValidationError, match="when an edition is published"):
        Edit(change=Change(user=found.approver)).write(new_part(found, part, state="published"))
