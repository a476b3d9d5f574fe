"""Every finding has a sentence that people understand, in each language."""

import re

import pytest
from django.utils.translation import override

from config.sheets import Reason
from indicators.intake.sentences import PLAN, SENTENCES, sentence
from indicators.workbook.findings import FINDINGS


def test_every_finding_of_the_readers_has_a_sentence_and_no_sentence_is_left_over():
    assert SENTENCES.keys() - PLAN.keys() == FINDINGS.keys()


@pytest.mark.parametrize("code", FINDINGS)
def test_a_sentence_uses_only_details_that_its_finding_gives(code):
    used = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))
    assert used <= set(FINDINGS[code])


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_complete_in_every_language(code, language):
    names = FINDINGS.get(code, re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))
    with override(language):
        words = sentence(code, dict.fromkeys(names, "7"))
    assert "%" not in words.replace(" %", "").replace("%.", "")
    assert words[-1] in ".?”»:"


@pytest.mark.parametrize("reason", Reason)
def test_a_file_that_can_not_be_read_is_told_in_a_sentence(reason):
    assert sentence(f"file_{reason.name.lower()}", {}).endswith(".")


@pytest.mark.parametrize(("language", "words"), [("sv", "30,4"), ("nb", "30,4"), ("en", "30.4")])
def test_numbers_stand_as_the_reader_writes_them(language, words):
    with override(language):
        assert words in sentence("conflict", {"file": "30.4", "registry": "secret"})


def test_reasons_and_kinds_stand_in_words():
    told = sentence("conflict", {"file": "not_yet", "registry": "1", "then": ""})
    assert "not yet published" in told
    assert "was –" in told
    assert "school year" in sentence("other_frequency", {"period": "2025", "known": "school year"})
