"""What somebody could send to the page of an import without its buttons: nothing gets through."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.intake import batches
from indicators.models import ImportBatch, Observation
from tests import factories
from tests.faults.live import check_sound
from tests.fingerprint import fingerprint
from tests.intake.readings import figure, preview

pytestmark = pytest.mark.django_db
BUTTONS = ["confirm", "leave", "cancel", "undo", "keep_conflicts", "with_hidden", "again"]
STATES = ["waiting", "refused", "unmapped", "previewed", "applied", "left", "undone"]
# What each button may do, in which states; all else is refused with a sentence.
ALLOWED = {
    ("cancel", "left"),
    ("confirm", "previewed"),
    ("undo", "applied"),
    *[("keep_conflicts", "previewed"), ("with_hidden", "previewed")],
    *[("leave", state) for state in ("waiting", "refused", "unmapped", "previewed")],
    *[("cancel", state) for state in ("waiting", "refused", "unmapped", "previewed")],
    *[("again", state) for state in ("waiting", "unmapped", "previewed")],
}


def signed_in(user, **options):
    client = Client(headers={"accept-language": "en"}, **options)
    client.force_login(user)
    return client


def press(client, batch, *buttons):
    """Press buttons on the page of an import as this person last saw it."""
    told = {**dict.fromkeys(buttons, "1"), "seen": batch.version}
    return client.post(address(batch.pk), told, follow=True)


def address(pk, what="change"):
    return reverse(f"admin:indicators_importbatch_{what}", args=[pk])


@pytest.fixture
def staff(editor):
    return signed_in(editor)


def batch_in(state, series, editor):
    """An import in one of its states, come to it as imports do."""
    batch = preview(editor, series.strategy, figure(series, "2023", "1"))
    if state in ("applied", "undone"):
        assert batches.carry_out(batch, editor)
        batch.refresh_from_db()
    if state == "undone":
        batches.undo(batch, editor)
    elif state == "left":
        batch.leave()
    elif state not in ("previewed", "applied"):
        batch.state = state
        batch.save()
    return ImportBatch.objects.get(pk=batch.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_that_the_page_does_not_have_is_answered_with_a_sentence(
    staff, series, editor, state, button
):
    batch = batch_in(state, series, editor)
    before, figures = fingerprint(), fingerprint(Observation, Observation.history.model)
    answer = press(staff, batch, button)
    assert answer.status_code == 200
    if (button, state) not in ALLOWED:
        assert fingerprint() == before
        assert 'class="error"' in answer.content.decode()
    elif button not in ("confirm", "undo"):
        assert fingerprint(Observation, Observation.history.model) == figures
    check_sound()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", ["change", "match", "marked", "file", "progress"])
def test_every_page_of_an_import_answers_in_every_state(staff, series, editor, state, what):
    batch = batch_in(state, series, editor)
    before = fingerprint()
    assert staff.get(address(batch.pk, what), follow=True).status_code in (200, 404)
    assert staff.post(address(batch.pk, what), follow=True).status_code in (200, 400, 403, 404, 405)
    assert fingerprint() == before


def test_of_several_buttons_at_once_one_counts(staff, series, editor):
    batch = batch_in("previewed", series, editor)
    answer = press(staff, batch, *reversed(BUTTONS))
    assert answer.status_code == 200
    assert ImportBatch.objects.get().state == "applied"
    check_sound()


def test_a_replayed_confirmation_writes_nothing_more(staff, series, editor):
    batch = batch_in("previewed", series, editor)
    press(staff, batch, "confirm")
    before = fingerprint()
    for _again in range(3):
        press(staff, batch, "confirm")
        press(staff, ImportBatch.objects.get(), "confirm")
    assert fingerprint() == before
    press(staff, batch, "undo")
    assert not Observation.objects.exists()
    before = fingerprint()
    for button in ("undo", "confirm"):
        press(staff, batch, button)
        press(staff, ImportBatch.objects.get(), button)
    assert fingerprint() == before


def test_without_the_token_of_its_page_nothing_is_done(series, editor):
    batch = batch_in("previewed", series, editor)
    client = signed_in(editor, enforce_csrf_checks=True)
    before = fingerprint()
    for button in BUTTONS:
        assert client.post(address(batch.pk), {button: "1"}).status_code == 403
    answer = client.post(reverse("admin:indicators_importbatch_add"), {"reason": "a"})
    assert answer.status_code == 403
    assert fingerprint() == before


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("state", ["previewed", "applied"])
def test_nobody_decides_the_import_of_another_partnership(series, editor, button, state):
    batch = batch_in(state, series, editor)
    people = {
        404: factories.make_user(partnership=factories.make_partnership(), role="manager"),
        403: factories.make_user(partnership=series.strategy.partnership, role="reader"),
    }
    for status, person in people.items():
        client = signed_in(person)
        before = fingerprint()
        told = {button: "1", "seen": batch.version}
        assert client.post(address(batch.pk), told).status_code == status
        assert fingerprint() == before
    assert Client().post(address(batch.pk), {button: "1"}).status_code == 302


def test_who_loses_the_role_between_preview_and_confirmation_imports_nothing(staff, series, editor):
    batch = batch_in("previewed", series, editor)
    editor.memberships.all().delete()
    before = fingerprint()
    told = {"confirm": "1", "seen": batch.version}
    assert staff.post(address(batch.pk), told).status_code in (403, 404)
    assert fingerprint() == before


@pytest.mark.parametrize(
    "fields",
    [
        {"confirm": "1", "format": "99", "resource": "1", "import_file_name": "/etc/passwd"},
        {"confirm": "1", "strategy": "999", "user": "1", "state": "applied", "new": "0"},
        {"confirm": "\x00"},
        {"confirm": "1", "x" * 500: "y" * 10_000},
    ],
)
def test_what_else_is_sent_with_a_confirmation_says_nothing(staff, series, editor, fields):
    batch = batch_in("previewed", series, editor)
    staff.post(address(batch.pk), {**fields, "seen": batch.version})
    batch.refresh_from_db()
    assert (batch.state, batch.new, batch.strategy) == ("applied", 1, series.strategy)
    check_sound()


ODD = ["a\x00b", "%", "'; DROP TABLE x; --", "😀" * 50, "x" * 20_000, "a " * 2000]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("name", ["q", "show", "page"])
def test_an_odd_address_of_an_import_is_answered(staff, series, editor, name, text):
    batch = batch_in("previewed", series, editor)
    for show in ["new", "problems"] if name == "q" else [""]:
        query = {"show": show, name: text}
        assert staff.get(address(batch.pk), query).status_code in (200, 400, 404)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("name", ["q", "state", "partnership", "o"])
def test_an_odd_address_of_the_list_is_answered(staff, series, name, text):
    listed = reverse("admin:indicators_importbatch_changelist")
    assert staff.get(listed, {name: text}, follow=True).status_code in (200, 400)


@pytest.mark.parametrize("name", ["strategy", "reason", "with_hidden"])
@pytest.mark.parametrize("text", ["\x00", "-1", "9" * 30, "😀"], ids=range(4))
def test_an_odd_upload_is_answered_and_kept_nowhere(staff, series, name, text):
    from django.core.files.uploadedfile import SimpleUploadedFile

    before = fingerprint()
    told = {
        "strategy": series.strategy_id,
        "reason": "a",
        "file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04"),
        name: text,
    }
    add = reverse("admin:indicators_importbatch_add")
    assert staff.post(add, told).status_code == 200
    assert staff.get(add, {"strategy": text}).status_code in (200, 400)
    assert fingerprint() == before


@pytest.mark.parametrize("pk", ["0", "-1", "9" * 19, "9" * 30, "abc", "1e3", "١"])
def test_an_import_that_never_was_is_not_found(staff, series, pk):
    for what in ("change", "progress", "file", "marked", "match", "history"):
        there = f"/admin/indicators/importbatch/{pk}/{what}/"
        assert staff.get(there).status_code == 404, there
        if what != "history":
            assert staff.post(there, {"confirm": "1"}).status_code == 404, there


# Matching the rows of an office's file


@pytest.mark.parametrize(
    "fields",
    [
        {"dialect": "?", "aggregation": "point"},
        {"dialect": "px", "aggregation": "\x00"},
        {"dialect": "px", "aggregation": "point", "multiplier": "9" * 12},
        {"dialect": "px", "aggregation": "point", "multiplier": "0"},
        {"dialect": "px", "aggregation": "point", "row-0": "\x00"},
        {"dialect": "px", "aggregation": "point", "row-0": "x" * 100_000},
        {"dialect": "px", "aggregation": "point", "row-999": "n08-women"},
        {"dialect": "px", "aggregation": "sum", "decimal_mark": ";", "row-0": "n08-women"},
    ],
    ids=range(8),
)
def test_an_odd_match_is_answered_and_writes_no_figure(staff, series, editor, fields):
    from tests.intake.test_pages import office_file, page_of

    match = page_of(staff, series, office_file()).replace("/change/", "/match/")
    figures = fingerprint(Observation, Observation.history.model)
    assert staff.post(match, fields, follow=True).status_code == 200
    press(staff, ImportBatch.objects.get(), "confirm")
    if Observation.objects.exists():  # a multiplier may be odd and still be meant
        assert fields.get("multiplier") and fields["multiplier"] != "0"
    else:
        assert fingerprint(Observation, Observation.history.model) == figures
    check_sound()
