"""Messages of readers in the admin: who reads them, and what can be done with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import ReaderMessage
from tests import factories
from tests.admin.pages import address, signed_in

pytestmark = pytest.mark.django_db
MARK = "Hemlig-Åäö"


def make_message(*, partnership=None, text=MARK, **fields):
    return ReaderMessage.objects.create(
        partnership=partnership, text=text, page="/sv/", language="sv", **fields
    )


def editor_of(partnership, role="editor"):
    return signed_in(factories.make_user(partnership=partnership, role=role))


def act(client, action, *messages):
    rows = [message.pk for message in messages]
    return client.post(
        address(ReaderMessage, "changelist"), {"action": action, "_selected_action": rows}
    )


def test_an_editor_reads_the_messages_of_the_own_partnership_alone():
    mine, theirs = factories.make_partnership(), factories.make_partnership()
    own = make_message(partnership=mine, text="Vår")
    others = [make_message(partnership=theirs), make_message()]
    client = editor_of(mine)
    page = client.get(address(ReaderMessage, "changelist")).content.decode()
    assert "Vår" in page
    assert MARK not in page
    assert client.get(address(own, "change")).status_code == 200
    for row in others:
        assert client.get(address(row, "change")).status_code == 404
        assert client.get(address(row, "history")).status_code == 404


@pytest.mark.parametrize("action", ["mark_as_handled", "erase_address", "delete_selected"])
def test_nothing_can_be_done_with_the_messages_of_others(action):
    mine = factories.make_partnership()
    row = make_message(partnership=factories.make_partnership(), email="a@example.org")
    act(editor_of(mine), action, row)
    kept = ReaderMessage.objects.get(pk=row.pk)
    assert (kept.handled_at, kept.email) == (None, "a@example.org")


def test_administrators_read_all_messages():
    rows = [make_message(partnership=factories.make_partnership()), make_message()]
    client = signed_in(factories.make_administrator())
    for row in rows:
        assert client.get(address(row, "change")).status_code == 200
    listed = client.get(address(ReaderMessage, "changelist")).context["cl"].result_list
    assert {row.pk for row in listed} == {row.pk for row in rows}


def test_readers_of_drafts_and_strangers_see_no_messages():
    region = factories.make_partnership()
    row = make_message(partnership=region)
    for client in (editor_of(region, role="reader"), signed_in(factories.make_user())):
        for page in (address(ReaderMessage, "changelist"), address(row, "change")):
            response = client.get(page)
            assert response.status_code in {403, 404}
            assert MARK not in response.content.decode()


def test_nobody_adds_or_alters_a_message_and_only_administrators_delete():
    region = factories.make_partnership()
    row = make_message(partnership=region)
    editor, administrator = editor_of(region), signed_in(factories.make_administrator())
    for client in (editor, administrator):
        assert client.get(address(ReaderMessage, "add")).status_code == 403
        assert client.post(address(row, "change"), {"text": "Annat"}).status_code == 403
    assert ReaderMessage.objects.get().text == MARK
    assert editor.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    assert administrator.post(address(row, "delete"), {"post": "yes"}).status_code == 302
    assert not ReaderMessage.objects.exists()


def test_a_handled_message_says_by_whom_and_leaves_the_queue():
    region = factories.make_partnership()
    user = factories.make_user(partnership=region)
    client = signed_in(user)
    one, other = make_message(partnership=region), make_message(partnership=region, text="Kvar")
    queue = f"{address(ReaderMessage, 'changelist')}?queue=open"
    assert "Not handled (2)" in client.get(queue).content.decode()
    act(client, "mark_as_handled", one)
    one.refresh_from_db()
    assert (one.handled_by, one.handled_at is None) == (user, False)
    page = client.get(queue).content.decode()
    assert "Not handled (1)" in page
    assert "Kvar" in page
    assert MARK not in page
    other.refresh_from_db()
    assert other.handled_at is None


def test_who_handled_a_message_first_stays():
    region = factories.make_partnership()
    first, second = (factories.make_user(partnership=region) for _ in range(2))
    row = make_message(partnership=region)
    act(signed_in(first), "mark_as_handled", row)
    act(signed_in(second), "mark_as_handled", row)
    row.refresh_from_db()
    assert row.handled_by == first


def test_the_address_of_a_reader_can_be_erased_and_the_message_stays():
    region = factories.make_partnership()
    row = make_message(partnership=region, email="a@example.org")
    act(editor_of(region), "erase_address", row)
    row.refresh_from_db()
    assert (row.email, row.text) == ("", MARK)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202eabc", "=1+1"])
def test_a_message_is_shown_as_text(text):
    row = make_message(text=text)
    client = signed_in(factories.make_administrator())
    for page in (address(ReaderMessage, "changelist"), address(row, "change")):
        assert "<script>alert" not in client.get(page).content.decode()


def test_more_messages_need_no_more_queries():
    client = signed_in(factories.make_administrator())
    counts = []
    for _ in range(2):
        for _ in range(10):
            make_message(partnership=factories.make_partnership())
        client.get(address(ReaderMessage, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(ReaderMessage, "changelist"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("number", ["abc", "0", "99999999999999999999", "1_0"])
def test_a_number_that_is_none_is_not_found(number):
    client = signed_in(factories.make_administrator())
    assert client.get(f"/admin/strategy/readermessage/{number}/change/").status_code == 404
