"""Hostile and broken files through the page: a sentence, soon; and nothing else has changed."""

import os
import re
import signal
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.sheets import MAX_BYTES
from indicators.models import ImportBatch
from tests.fingerprint import fingerprint
from tests.imports.handmade import workbook
from tests.imports.test_hostile_files import CORPUS, SOUND, mutated
from tests.intake.files import long_form

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 2
# What no person should read: names of classes, of modules, of SQL
INSIDE = re.compile(
    r"\b(?:[A-Z]\w+(?:Error|Exception|Warning|Unreadable)|BadZipFile|Traceback|zlib|expat|psycopg"
    r"|sqlite|SELECT|INSERT|NoneType)\b"
)
REFUSED = {
    "sv": (
        "Filen är tom|för stor|fler än|mer än 32|för mycket tid eller minne|lösenord|makron"
        "|skadad|ingen Excel"
    ),
    "en": (
        "The file is empty|too large|more than|too much time or memory|password|macros|damaged"
        "|no Excel workbook"
    ),
}


@pytest.fixture
def kept_nowhere():
    """Nothing more lies in the folder for temporary files afterwards."""
    before = set(os.listdir(tempfile.gettempdir()))
    yield
    after = set(os.listdir(tempfile.gettempdir()))
    assert not {name for name in after - before if "upload" in name}


@pytest.fixture(params=["sv", "en"])
def staff(request, editor):
    client = Client(headers={"accept-language": request.param}, raise_request_exception=True)
    client.force_login(editor)
    client.language = request.param
    return client


def upload(client, series, content, name="siffror.xlsx"):
    return client.post(
        reverse("admin:indicators_importbatch_add"),
        {
            "strategy": series.strategy_id,
            "file": SimpleUploadedFile(name, content),
            "reason": "Årets siffror",
        },
    )


def sentence_of(response):
    """What the page says is wrong."""
    page = response.content.decode()
    found = re.search(r'<ul class="errorlist"[^>]*>(.*?)</ul>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[1]) if found else ""


# The largest take the child process most of the two seconds; tests/imports times them all.
SMALL = {
    name: (make, outcome) for name, (make, outcome) in CORPUS.items() if isinstance(outcome, str)
}


@pytest.mark.parametrize("name", SMALL)
def test_what_can_not_be_read_is_refused_soon_with_a_sentence(staff, series, name, kept_nowhere):
    content = SMALL[name][0]()
    before, started = fingerprint(), time.process_time()
    response = upload(staff, series, content)
    taken = time.process_time() - started
    assert taken < SECONDS
    if response.status_code == 302:  # large: a worker reads it, in its own time
        assert len(content) > 250_000
        refused_by_the_worker(staff, response.url)
        return
    assert fingerprint() == before
    check_sentence(staff, sentence_of(response))


def check_sentence(staff, sentence):
    assert re.search(REFUSED[staff.language], sentence), sentence
    assert not INSIDE.search(sentence), sentence


def refused_by_the_worker(staff, address):
    from indicators.intake import tasks

    batch = ImportBatch.objects.get()
    tasks.read_in_background.func(batch.pk)
    page = staff.get(address).content.decode()
    batch.refresh_from_db()
    assert batch.state == "refused"
    check_sentence(staff, re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))
    staff.post(address, {"leave": "1"})
    assert not batch.findings.exists()
