"""The printed follow-up of Norrbotten, out of the registry again: sentence by sentence.

Every sentence, caption, cell, footnote and reason of the document is looked for in the PDF and in
the Word file, and the sentences in their order.
"""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from indicators.models import FollowUp
from strategy.overview import edition
from strategy.reports import pdf, word
from tests.printed import load_printed
from tests.reports.extracting import words_of, words_of_pdf, words_of_word

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # about PDF and Word

DOCUMENT = Path(__file__).parents[1] / "seeds" / "004_e4e96a175307cf23.txt"
MUST_BE_FOUND = 0.99
MARKS = re.compile(r"^(([▶►❖•-]|[¹²³⁴⁵⁶⁷*]|\d (?=Enligt)) ?)+")
END_OF_SENTENCE = re.compile(r"(?<=[a-zåäö²0-9)%][.!?]) +(?=[A-ZÅÄÖ0-9])")
LABELS = re.compile(r"^(Titel|Projektledare|Produktion): ")
PROSE = 60  # letters; what is longer is a sentence, not a cell or a heading


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed("norrbotten")
        today = timezone.localdate()
        yield edition.content(
            FollowUp.objects.get(), as_of=today, show_makers=True, number=1, date=today
        )
        transaction.set_rollback(True)


def document():
    """The cover and the contents of the document, and what comes after them."""
    front, body = DOCUMENT.read_text(encoding="utf-8").split("\nInledning\n")
    return re.sub(r"[. ]*\d*$", "", front, flags=re.MULTILINE), f"Inledning\n{body}"


def pieces_of(text):
    """What it says, piece by piece in its order: sentences, cells of tables, captions."""
    for line in text.splitlines():
        for cell in line.split("\t"):
            cell = LABELS.sub("", MARKS.sub("", re.sub(r"</?i>", "", cell).strip()))
            yield from filter(None, map(words_of, END_OF_SENTENCE.split(cell)))


def pieces():
    return [each for text in document() for each in pieces_of(text)]


def out_of_order(text):
    """The sentences that don't stand after those before them in the document."""
    found, at = [], 0
    for each in pieces_of(document()[1]):
        if len(each) < PROSE or each.startswith(FOOTNOTES):
            continue
        place = text.find(each, at)
        if place < 0:
            found.append(each)
        else:
            at = place
    return found


FOOTNOTES = ("ohälsotalet är ett mått", "ohälsotalet beräknas", "cabotage avser", "enligt lagen")


@pytest.fixture(scope="module")
def words(content):
    return {
        "pdf": words_of_pdf(pdf.write(content)),
        "docx": words_of_word(word.write(content)),
    }


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_report_says_all_that_the_document_says(words, form):
    printed = pieces()
    missing = [each for each in printed if each not in words[form]]
    assert len(printed) > 400
    assert len(missing) <= (1 - MUST_BE_FOUND) * len(printed), missing


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_its_sentences_stand_in_the_order_of_the_document(words, form):
    assert out_of_order(words[form]) == []


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_sentence_that_is_not_there_is_missed(words, form):
    assert words_of("Befolkningen i Norrbotten har ökat.") not in words[form]
