"""The words of the workbook cover what the registry knows, in every language, both ways."""

import pytest
from django.conf import settings

from indicators.models import Observation, Source
from indicators.workbook import words
from indicators.workbook.findings import FINDINGS
from indicators.workbook.symbols import DIALECTS

TABLES = [
    (words.MISSING, Observation.Missing, words.missing_word, words.missing_of),
    (words.STATUS, Observation.Status, words.status_word, words.status_of),
    (words.AGGREGATION, Observation.Aggregation, words.aggregation_word, words.aggregation_of),
]


@pytest.mark.parametrize(("table", "choices"), [each[:2] for each in TABLES])
def test_every_choice_of_the_registry_has_its_word_and_no_other_has(table, choices):
    assert set(table) == set(choices.values)


@pytest.mark.parametrize(
    "table", [words.HEADINGS, words.SHEETS, words.MISSING, words.STATUS, words.AGGREGATION]
)
def test_every_word_is_there_in_every_language(table):
    assert {tuple(each) for each in table.values()} == {words.LANGUAGES}
    assert all(text.strip() for each in table.values() for text in each.values())


@pytest.mark.parametrize("language", [*words.LANGUAGES, "nn", "de"])
@pytest.mark.parametrize(("choices", "write", "read"), [each[1:] for each in TABLES])
def test_what_is_written_is_read_as_the_same(choices, write, read, language):
    for code in choices.values:
        assert read(write(code, language)) == code


@pytest.mark.parametrize(("choices", "_write", "read"), [each[1:] for each in TABLES])
def test_the_codes_themselves_are_read(choices, _write, read):
    for code in choices.values:
        assert read(code) == code


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("role", words.HEADINGS)
def test_a_heading_is_read_in_every_language_whatever_its_case_and_spaces(role, language):
    written = words.heading_word(role, language)
    for text in (written, written.upper(), f"  {written.replace(' ', '  ')} ", f"{written}:"):
        assert words.role_of(text) == role


@pytest.mark.parametrize("heading", ["", "2017", "Series", "Kod", "Värdet av allt"])
def test_another_heading_has_no_role(heading):
    assert words.role_of(heading) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Uppgift saknas", "not_available"),
        ("SEKRETESS", "secret"),
        ("må bestilles", "on_order"),
        ("tall mangler.", "not_available"),
        ("hej", None),
        ("", None),
    ],
)
def test_a_reason_is_read_as_people_write_it(word, code):
    assert words.missing_of(word) == code


@pytest.mark.parametrize("word", ["def", "definitiv", "slutlig", "endelig", "final"])
def test_a_final_figure_is_a_normal_one(word):
    assert words.status_of(word) == "A"


def test_the_dialects_are_those_of_the_sources():
    assert set(DIALECTS) == set(Source.Dialect.values)


def test_every_language_of_the_site_has_its_words():
    site = {code.split("-")[0] for code, _name in settings.LANGUAGES}
    assert site - set(words.LANGUAGES) <= {"nn"}


def test_a_finding_is_a_short_code_with_named_details():
    for code, details in FINDINGS.items():
        assert code.replace("_", "").isalnum()
        assert code == code.lower()
        assert all(name.isidentifier() or name == "or" for name in details)
