"""The report of a follow-up as a file, by the command."""

import hashlib

import pytest
from django.core.management import CommandError, call_command

from indicators.loading import publish_documents
from indicators.models import Edition, EditionFile
from tests.printed import load_printed, once
from tests.reports.extracting import words_of_pdf, words_of_word

pytestmark = pytest.mark.django_db
NAME = "norrbotten/rus-2030/2019-2023"


@pytest.fixture
def edition():
    once("the printed edition", publish_printed)
    return Edition.objects.get()


def publish_printed():
    load_printed("norrbotten")
    publish_documents()


def report(tmp_path, *options, form="pdf", name=NAME):
    path = tmp_path / f"report.{form}"
    call_command("report", name, *options, format=form, output=path, verbosity=0)
    return path.read_bytes()


def test_the_printed_follow_up_is_published_as_edition_one_and_only_once():
    load_printed("norrbotten")
    (edition,) = publish_documents()
    assert (edition.number, edition.published_by, edition.note) == (1, None, "")
    assert edition.content["follow_up"]["is_from_document"]
    assert publish_documents() == []
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_file_is_the_one_that_was_kept(tmp_path, edition, form):
    kept = EditionFile.objects.get(edition=edition, form=form)
    assert hashlib.sha256(report(tmp_path, form=form)).hexdigest() == kept.sha256


@pytest.mark.only_on("sqlite")  # about the writing, here and in the next
def test_html_is_one_file_that_needs_nothing_beside_it(tmp_path, edition):
    html = report(tmp_path, "--base-url", "https://example.org", form="html").decode()
    assert "<h1>Uppföljning av målen 2019-2023" in html
    assert 'href="https://example.org/sv/norrbotten/' in html
    assert "<link" not in html
    assert "<script" not in html
    assert 'src="' not in html
    assert "Befolkningen i Norrbotten har fortsatt att minska" in html


@pytest.mark.only_on("sqlite")
def test_a_draft_says_that_it_is_one(tmp_path, edition):
    assert "utkast" in words_of_pdf(report(tmp_path, "--draft")).split()
    assert "utkast" in words_of_word(report(tmp_path, "--draft", form="docx")).split()
    assert "Utkast" in report(tmp_path, "--draft", form="html").decode()


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("norrbotten/rus-2030/2024", [], "There are: norrbotten/rus-2030/2019-2023"),
        ("norrbotten", [], "There is no follow-up norrbotten"),
        (NAME, ["--edition", "7"], "There is no edition 7"),
        (NAME, ["--draft", "--edition", "1"], "not both"),
    ],
)
def test_what_is_not_there_is_named(tmp_path, edition, name, options, said):
    with pytest.raises(CommandError, match=said):
        report(tmp_path, *options, name=name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_t_be_written_is_named(tmp_path, edition):
    with pytest.raises(CommandError, match="can't be written"):
        call_command("report", NAME, format="pdf", output=tmp_path / "no" / "r.pdf")
