"""Hostile and broken files through the page: a sentence, soon; and nothing else has changed."""

import html
import random
import re
import signal
import time
from contextlib import contextmanager, suppress
from os import kill
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from config.registry.importing import SENTENCES
from config.sheets import MAX_BYTES, Reason
from indicators.intake import batches, tasks
from indicators.models import ImportBatch
from tests.fingerprint import fingerprint
from tests.imports.test_hostile_files import (
    CORPUS,
    DAMAGED,
    DISGUISED,
    ENTITIES,
    HARMLESS,
    SPARSE,
    mutated,
)
from tests.intake.files import long_form

pytestmark = pytest.mark.django_db
SECONDS = 2
# What no person should read: names of classes and of what is inside
INSIDE = re.compile(r"\w+(?:Error|Exception)\b|BadZipFile|Unreadable|Traceback|zlib|expat|psycopg")
# Those beyond a quarter of a megabyte are read by a worker.
LARGE = [
    "a sheet that says it is larger",
    "a million rows",
    "one huge text",
    "millions of shared texts",
    "a csv of many cells",
]
BROKEN = {
    name: (make, outcome)
    for name, (make, outcome) in (DISGUISED | DAMAGED | ENTITIES | SPARSE).items()
    if isinstance(outcome, Reason) and name not in ("nothing", *LARGE)
}


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """The folder of files on their way in; it is empty again afterwards."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    yield tmp_path
    assert not list(tmp_path.iterdir())


def signed_in(user, language):
    client = Client(headers={"accept-language": language})
    client.force_login(user)
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


def words(response):
    """What a page says, without its marks."""
    page = response.content.decode()
    told = re.sub(r"<[^>]+>", " ", page[page.index("<body") :])
    assert not INSIDE.search(told), INSIDE.search(told)
    return html.unescape(told)


def sentence(reason, language):
    with override(language):
        return str(SENTENCES[reason])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", BROKEN)
def test_what_can_not_be_read_is_refused_soon_in_the_language_of_the_person(
    series, editor, name, language
):
    make, reason = BROKEN[name]
    client, content = signed_in(editor, language), make()
    before, started = fingerprint(), time.monotonic()
    response = upload(client, series, content)
    assert time.monotonic() - started < SECONDS
    assert response.status_code == 200
    assert sentence(reason, language) in words(response)
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("content", "words_of"),
    [
        (b"", {"sv": "tom", "en": "empty"}),
        (b"x" * (MAX_BYTES + 1), {"sv": "för stor", "en": "too"}),
    ],
    ids=["nothing", "too much"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_and_too_much_are_refused(series, editor, content, words_of, language):
    client = signed_in(editor, language)
    before = fingerprint()
    response = upload(client, series, content)
    assert words_of[language] in words(response)
    assert fingerprint() == before


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_that_can_not_be_read_is_answered_soon_and_refused_by_the_worker(
    series, editor, name
):
    make, reason = CORPUS[name]
    client, content = signed_in(editor, "sv"), make()
    assert len(content) > batches.LARGE
    started = time.monotonic()
    response = upload(client, series, content)
    assert time.monotonic() - started < SECONDS
    tasks.read_in_background.func(ImportBatch.objects.get().pk)
    assert sentence(reason, "sv") in words(client.get(response.url))
    assert ImportBatch.objects.get().state == "refused"
    client.post(response.url, {"confirm": "1"})
    client.post(response.url, {"leave": "1"})
    assert ImportBatch.objects.get().state == "left"


@pytest.mark.parametrize("name", [*HARMLESS, *(n for n in SPARSE if SPARSE[n][1] in (0, 1))])
def test_what_only_looks_hostile_is_read_and_does_nothing(series, editor, name):
    client = signed_in(editor, "sv")
    response = upload(client, series, (HARMLESS | SPARSE)[name][0]())
    if response.status_code == 302 and ImportBatch.objects.get().state == "waiting":
        tasks.read_in_background.func(ImportBatch.objects.get().pk)
    for address in [response.url] if response.status_code == 302 else []:
        words(client.get(address, follow=True))
        client.post(address, {"confirm": "1"})
    assert not series.observations.exists()


def test_files_with_broken_bytes_are_answered_with_a_page(series, editor):
    client, chance = signed_in(editor, "sv"), random.Random(2026)
    sound = long_form(*[[series.code, str(year), 1] for year in range(1990, 2020)])
    for _file in range(40):
        response = upload(client, series, mutated(sound, chance))
        assert response.status_code in (200, 302)
        if response.status_code == 302:
            words(client.get(response.url, follow=True))
    assert not series.observations.exists()


NAMES = {
    "a way out of the folder": "../../../etc/passwd.xlsx",
    "a way out as Windows writes it": r"..\..\evil.xlsx",
    "a very long one": "x" * 300 + ".xlsx",
    "one that runs from right to left": "siffror\u202excod.xlsx",
    "one with a script": "<img src=x onerror=alert(1)>.xlsx",
    "one with quotes": "\"';--.xlsx",
    "one of control characters": "a\x01\x7f.xlsx",
    "one of emoji": "😀.xlsx",
    "one that begins a formula": "=1+1.xlsx",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_shown_as_text_and_leads_nowhere(series, editor, name, uploads):
    client = signed_in(editor, "sv")
    response = upload(client, series, long_form([series.code, "2020", 1]), name=NAMES[name])
    batch = ImportBatch.objects.get()
    assert len(batch.file_name) <= 150
    assert not set(batch.file_name) & set("/\\\u202e\x01")
    for address in (response.url, reverse("admin:indicators_importbatch_changelist")):
        assert "<img src=x" not in client.get(address).content.decode()
    for what in ("file", "marked"):
        answer = client.get(reverse(f"admin:indicators_importbatch_{what}", args=[batch.pk]))
        assert answer.status_code == 200
        assert "\n" not in answer["Content-Disposition"]


def test_a_reader_that_is_killed_leaves_the_person_with_a_sentence(series, editor):
    client = signed_in(editor, "sv")
    content = long_form(*[[series.code, str(year), 1] for year in range(1700, 2020)] * 8)
    assert len(content) < batches.LARGE
    before = fingerprint()
    with readers_killed() as killed:
        response = upload(client, series, content)
    assert killed
    assert sentence(Reason.TOO_SLOW, "sv") in words(response)
    assert fingerprint() == before
    assert upload(client, series, content).status_code == 302


@contextmanager
def readers_killed():
    """Kills each child process that reads a file, as the machine does when memory runs out."""
    killed, is_over = [], Event()

    def watch():
        while not is_over.wait(0.001):
            for child in readers():
                with suppress(ProcessLookupError):
                    kill(child, signal.SIGKILL)
                    killed.append(child)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        is_over.set()
        thread.join()


def readers():
    """The child processes of this one that read a file."""
    for children in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                if b"config.sheets import main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield int(child)
