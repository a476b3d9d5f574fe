"""Reads and sends the form for messages the way a browser does."""

import time

from django.test.utils import freeze_time

from tests.admin.pages import FormReader

PAGE = "/sv/accessibility/"
THANKS = "/sv/accessibility/thank-you/"
HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
NOON = 1_800_000_000  # seconds since 1970


def fields_of(response):
    """The form for messages on a page, as a browser would send it."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return max(reader.forms, key=len)


def write(client, *, after=60, address=PAGE, headers=HERE, sender="192.0.2.1", at=NOON, **fields):
    """Open the page, write for so many seconds, send. ``None`` leaves a field out."""
    with freeze_time(at):
        form = fields_of(client.get(address))
    sent = {**form, "text": "Tabellen går inte att läsa.", **fields}
    with freeze_time(at + after):
        return send(client, address, sent, headers=headers, sender=sender)


def send(client, address, fields, *, headers=HERE, sender="192.0.2.1"):
    given = {name: value for name, value in fields.items() if value is not None}
    return client.post(address, given, headers=headers, REMOTE_ADDR=sender)


def now():
    return int(time.time())
