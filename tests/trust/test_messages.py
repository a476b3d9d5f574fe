"""What readers report is kept and mailed, and robots get nowhere, without a cookie."""

import re
from smtplib import SMTPException

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache.backends.locmem import LocMemCache
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import freeze_time

from strategy import messages
from strategy.models import ReaderMessage
from tests import factories
from tests.trust.writing import HERE, NOON, PAGE, THANKS, fields_of, send, write

pytestmark = pytest.mark.django_db


class DeadMailServer(EmailBackend):
    """Takes nothing."""

    def send_messages(self, _messages):
        raise SMTPException("451 not today")


class Forgetful(LocMemCache):
    """Throws out what counts messages as soon as it has been added."""

    def __init__(self, _name, params):
        super().__init__("forgetful", params)

    def add(self, key, *args, **more):
        was_there = super().add(key, *args, **more)
        if key.startswith("messages-of-"):
            self.delete(key)
        return was_there


def make_region(**fields):
    partnership = factories.make_partnership(code="norr", name="Region Norr", **fields)
    factories.make_strategy(partnership=partnership)
    return partnership


def said(response):
    """The errors a page tells, in its summary."""
    page = response.content.decode()
    summary = page.partition('id="errors"')[2].partition("</div>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", summary))


# Taken


def test_a_message_is_kept_and_leads_to_a_page_of_thanks(client):
    response = write(client, page="/sv/norr/", text="Rad ett\r\nRad två", email="a@example.org")
    assert (response.status_code, response.headers["Location"]) == (302, THANKS)
    (kept,) = ReaderMessage.objects.all()
    assert (kept.page, kept.text, kept.email) == ("/sv/norr/", "Rad ett\nRad två", "a@example.org")
    assert (kept.language, kept.handled_at) == ("sv", None)
    assert client.get(THANKS).status_code == 200


def test_neither_page_nor_e_mail_is_needed(client):
    assert write(client, page="", email="").status_code == 302
    assert ReaderMessage.objects.get().email == ""


def test_what_was_written_stands_in_no_address(client):
    response = write(client, text="Hemligheten", email="hemlig@example.org")
    assert "hemlig" not in response.headers["Location"].lower()


@pytest.mark.parametrize("method", ["get", "head"])
def test_no_cookie_is_set_by_reading(client, method):
    assert not getattr(client, method)(PAGE).cookies


def test_no_cookie_is_set_by_writing_well_or_badly(client):
    assert not write(client).cookies
    assert not write(client, text="").cookies
    assert not client.cookies


def test_the_form_is_taken_where_tokens_against_forgery_are_checked():
    strict = Client(enforce_csrf_checks=True)
    assert write(strict).status_code == 302
    assert not strict.cookies


def test_no_answer_with_the_form_is_kept_by_anybody(client):
    for response in (client.get(PAGE), write(client, text="")):
        assert response.headers["Cache-Control"] == "no-store"


def test_each_reader_gets_a_time_of_their_own(client):
    shown = []
    for second in (NOON, NOON + 5):
        with freeze_time(second):
            shown.append(fields_of(client.get(PAGE))["shown"])
    assert shown[0] != shown[1]


@pytest.mark.parametrize(
    "given",
    ["/sv/norr/", '"><script>alert(1)</script>', "Ö" * 500, "x" * 5000, "a\0b", "%F0%9F"],
)
def test_the_page_is_filled_in_from_the_address(client, given):
    response = client.get(PAGE, {"page": given})
    assert response.status_code == 200
    assert fields_of(response)["page"] == given.replace("\0", "")[:500]
    assert "<script>" not in response.content.decode()


# To whom

PAGES = [
    ("/sv/norr/", True),
    ("/en/norr/strategi/goals/g1/", True),
    ("https://framsteg.example/nb/norr/strategi/?status=on_track", True),
    ("/sv/norr", True),
    ("", False),
    ("/sv/", False),
    ("/sv/method/", False),
    ("/sv/finns-inte/", False),
    ("/sv/utkast/", False),
    ("Sidan om Norr", False),
    ("https://annat.example/", False),
    ("/sv/norr\u2028/", False),
]


@pytest.mark.parametrize(("page", "is_theirs"), PAGES)
def test_a_message_belongs_to_the_partnership_of_the_page(client, page, is_theirs):
    region = make_region(email="rus@norr.example")
    draft = factories.make_partnership(code="utkast", email="hemlig@utkast.example")
    factories.make_strategy(partnership=draft, status="draft")
    write(client, page=page)
    assert ReaderMessage.objects.get().partnership == (region if is_theirs else None)
    (sent,) = mail.outbox
    assert sent.to == ["rus@norr.example" if is_theirs else settings.MAIL_FROM]


def test_without_an_e_mail_of_the_partnership_those_who_run_the_site_get_it(client):
    make_region()
    write(client, page="/sv/norr/")
    (sent,) = mail.outbox
    assert sent.to == [settings.MAIL_FROM]
    assert "Region Norr" in sent.subject


def test_the_mail_has_the_message_and_where_it_is_marked_as_handled(client):
    make_region(email="rus@norr.example", language="en")
    text = "Tabellen <b>& sånt</b> \u202e går inte."
    write(client, page="/sv/norr/", text=text, email="lasare@example.org")
    (sent,) = mail.outbox
    assert text in sent.body
    assert "/sv/norr/" in sent.body
    assert f"/admin/strategy/readermessage/{ReaderMessage.objects.get().pk}/change/" in sent.body
    assert sent.reply_to == ["lasare@example.org"]


def test_the_mail_is_in_the_language_of_the_partnership_and_not_of_the_reader(client):
    make_region(language="en", email="rus@norr.example")
    write(client, page="/sv/norr/", address="/nb/accessibility/")
    (sent,) = mail.outbox
    assert sent.subject == "A reader has written about the pages of Region Norr"
    assert ReaderMessage.objects.get().language == "nb"


def test_nothing_written_by_a_reader_becomes_a_header(client):
    make_region(email="rus@norr.example")
    write(client, page="/sv/norr/\r\nBcc: a@example.org", text="Subject: x\r\n\r\nBcc: b@x.org")
    (sent,) = mail.outbox
    headers = sent.message().as_string().partition("\n\n")[0]
    assert "Bcc" not in headers
    assert sent.recipients() == ["rus@norr.example"]


def test_a_message_is_kept_when_the_mail_server_fails(client, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    assert write(client).status_code == 302
    assert ReaderMessage.objects.count() == 1
    assert "could not be mailed" in caplog.text
    assert "Tabellen" not in caplog.text


def test_a_message_that_could_not_be_kept_can_be_sent_again(client):
    with freeze_time(NOON):
        form = fields_of(client.get(PAGE)) | {"text": "Viktigt"}

    def fail(execute, sql, *args):
        if sql.startswith("INSERT") and "readermessage" in sql:
            raise OperationalError("the disk is full")
        return execute(sql, *args)

    with freeze_time(NOON + 20):
        refused = pytest.raises(OperationalError)
        with refused, transaction.atomic(), connection.execute_wrapper(fail):
            send(client, PAGE, form)
        assert ReaderMessage.objects.count() == 0
        assert send(client, PAGE, form).status_code == 302
    assert [each.text for each in ReaderMessage.objects.all()] == ["Viktigt"]


def test_a_second_click_keeps_one_message(client):
    with freeze_time(NOON):
        form = fields_of(client.get(PAGE)) | {"text": "Samma"}
    with freeze_time(NOON + 20):
        assert [send(client, PAGE, form).status_code for _ in range(2)] == [302, 302]
        assert send(client, PAGE, {**form, "text": "Något mer"}).status_code == 302
    assert sorted(each.text for each in ReaderMessage.objects.all()) == ["Något mer", "Samma"]


# Refused

LATER = 24 * 60 * 60 + 60
ABUSE = {
    "at once": ({"after": 1}, 400, "very fast"),
    "after a day": ({"after": LATER}, 400, "more than a day"),
    "without a time": ({"shown": None}, 400, "more than a day"),
    "with a made-up time": ({"shown": "form:1abc:xyz"}, 400, "more than a day"),
    "with a NUL in the time": ({"shown": "\0"}, 400, "more than a day"),
    "by a robot that fills in everything": ({"website": "https://x.org"}, 400, "only robots see"),
    "from another site": (
        {"headers": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}},
        403,
        "did not come from this site",
    ),
    "from a sibling of the site": (
        {"headers": {**HERE, "Sec-Fetch-Site": "same-site"}},
        403,
        "did not come from this site",
    ),
    "from a page without origin": (
        {"headers": {"Origin": "null"}},
        403,
        "did not come from this site",
    ),
    "from a site with a like name": (
        {"headers": {"Origin": "http://testserver.evil.example"}},
        403,
        "did not come from this site",
    ),
    "full of links": (
        {"text": "Köp http://a.x https://b.x www.c.x HTTP://D.x"},
        400,
        "At most 3 web addresses",
    ),
    "empty": ({"text": " \r\n "}, 400, "Write what is wrong"),
    "without a text": ({"text": None}, 400, "Write what is wrong"),
    "far too long": ({"text": "x" * 5001}, 400, "at most 5000 characters"),
    "with a far too long page": ({"page": "x" * 501}, 400, "at most 500 characters"),
    "with a NUL": ({"text": "a\0b"}, 400, "Null characters"),
    "with no e-mail address": ({"email": "a@"}, 400, "valid email address"),
    "with two e-mail addresses": ({"email": "a@x.org,b@x.org"}, 400, "valid email address"),
    "with a header in the e-mail": ({"email": "a@x.org\r\nBcc: b@x.org"}, 400, "valid email"),
}


@pytest.mark.parametrize(("given", "status", "why"), ABUSE.values(), ids=ABUSE)
def test_a_message_is_refused(client, given, status, why):
    response = write(client, address="/en/accessibility/", **given)
    assert response.status_code == status
    assert why in said(response)
    assert ReaderMessage.objects.count() == 0
    assert mail.outbox == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}],
    ids=["an old browser", "a browser that tells the origin", "a browser that tells the site"],
)
def test_a_browser_that_says_less_is_let_in(client, headers):
    assert write(client, headers=headers).status_code == 302


def test_what_was_written_is_still_there_after_a_mistake(client):
    text = 'Två\r\nrader </textarea> & "mer"'
    page, wrong = "/sv/norr/?a=1&b=2", '"inte en adress"'
    response = write(client, text=text, page=page, email=wrong)
    form = fields_of(response)
    assert (form["text"], form["page"], form["email"]) == (text, page, wrong)
    assert form["website"] == ""


def test_who_corrects_a_mistake_may_send_at_once(client):
    response = write(client, email="a@")
    with freeze_time(NOON + 61):
        again = fields_of(response) | {"email": ""}
        assert send(client, PAGE, again).status_code == 302


def test_who_was_too_late_may_send_again(client):
    response = write(client, after=LATER)
    with freeze_time(NOON + LATER):
        form = fields_of(client.get(PAGE))
    assert fields_of(response)["shown"] == form["shown"]
    with freeze_time(NOON + LATER + 10):
        assert send(client, PAGE, fields_of(response)).status_code == 302


def test_a_field_with_a_mistake_is_named_at_the_top_and_says_so_itself(client):
    page = write(client, text="", email="a@", address="/en/accessibility/").content.decode()
    assert page.index('id="errors"') < page.index('id="report-text"')
    for field in ("text", "email"):
        assert f'<a href="#report-{field}">' in page
        tag = re.search(rf'<(?:input|textarea) id="report-{field}"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in tag
        assert f"report-{field}-error" in re.search(r'aria-describedby="([^"]*)"', tag)[1].split()
        assert f'id="report-{field}-error"' in page
    assert "<title>Not sent" in page


def test_a_form_without_mistakes_describes_nothing_that_is_not_there(client):
    page = client.get(PAGE).content.decode()
    told = {
        name for each in re.findall(r'aria-describedby="([^"]*)"', page) for name in each.split()
    }
    assert all(f'id="{name}"' in page for name in told)
    assert "aria-invalid" not in page


# How often


def test_one_address_sends_only_so_many_in_an_hour(client):
    sent = [write(client, text=f"Nummer {n}").status_code for n in range(messages.MOST_OF_ONE + 2)]
    assert sent == [302] * messages.MOST_OF_ONE + [429] * 2
    assert write(client, sender="192.0.2.2").status_code == 302
    assert write(client, text="En timme senare", at=NOON + 3600).status_code == 302


def test_a_count_that_was_thrown_out_of_the_memory_begins_anew(client, settings):
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": f"{__name__}.Forgetful"}}
    assert [write(client, text=f"{n}").status_code for n in range(2)] == [302, 302]


def test_one_connection_has_many_addresses_of_the_new_kind_and_counts_as_one(client):
    addresses = [f"2001:db8:1:2::{n:x}" for n in range(1, messages.MOST_OF_ONE + 2)]
    sent = [write(client, text=each, sender=each).status_code for each in addresses]
    assert sent[-2:] == [302, 429]
    assert write(client, text="Granne", sender="2001:db8:1:3::1").status_code == 302


def test_all_together_send_only_so_many_in_an_hour(client, monkeypatch):
    monkeypatch.setattr(messages, "MOST_OF_ALL", 3)
    sent = [
        write(client, text=f"{n}", sender=f"192.0.2.{n}").status_code for n in range(1, 6)
    ]  # fmt: skip
    assert sent == [302] * 3 + [429] * 2


def test_mistakes_are_not_counted(client):
    for _ in range(messages.MOST_OF_ONE + 1):
        write(client, text="")
    assert write(client).status_code == 302


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_added(rf, settings):
    def sender(forwarded, public):
        settings.PUBLIC_SERVICE = public
        headers = {"X-Forwarded-For": forwarded}
        return messages.sender_of(rf.get("/", headers=headers, REMOTE_ADDR="10.0.0.1"))

    with freeze_time(NOON):
        assert sender("203.0.113.7", True) != sender("203.0.113.8", True)
        assert sender("1.1.1.1, 203.0.113.7", True) == sender("2.2.2.2, 203.0.113.7", True)
        assert sender("203.0.113.7", False) == sender("203.0.113.8", False)


@pytest.mark.parametrize("address", ["", "unix:", "192.0.2.1", "not an address", "::ffff:1.2.3.4"])
def test_nothing_of_an_address_is_in_what_is_counted_by(rf, address):
    key = messages.sender_of(rf.get("/", REMOTE_ADDR=address))
    assert re.fullmatch("[0-9a-f]{40}", key)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_the_form_is_only_read_and_sent(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(20_100)), "application/x-www-form-urlencoded"),
        (b"no boundary", "multipart/form-data"),
        (b"text=%FF%FE&email=%00", "application/x-www-form-urlencoded"),
        (b'{"text": "x"}', "application/json"),
    ],
)
def test_a_crafted_body_is_refused(client, body, content_type):
    response = client.post(PAGE, body, content_type=content_type, headers=HERE)
    assert response.status_code == 400
    assert ReaderMessage.objects.count() == 0
