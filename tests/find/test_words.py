"""Words as they are compared: letters, forms of a word, and what parts words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.overview.search.asking import Term, terms_of
from strategy.overview.search.words import WORD, folded, plain, stem, tidy


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", ["kvinna", "kvinnor", "kvinnorna", "kvinnornas", "kvinnan", "kvinnans"]),
        ("sv", ["hälsa", "hälsan", "hälsans"]),
        ("sv", ["företag", "företagen", "företagens", "företaget"]),
        ("sv", ["utsläpp", "utsläppen", "utsläppens"]),
        ("nb", ["bedrift", "bedrifter", "bedriften", "bedriftene", "bedriftenes"]),
        ("nb", ["næring", "næringer", "næringen", "næringene"]),
        ("nn", ["bedrift", "bedriftene"]),
        ("en", ["business", "businesses"]),
        ("en", ["employ", "employed", "employment", "employing"]),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["plan", "plats"]),
        ("sv", ["han", "hav"]),
        ("nb", ["mål", "måling"]),
        ("en", ["goal", "gold"]),
        ("se", ["dálá", "dálán"]),  # a language nobody has an algorithm for
    ],
)
def test_other_words_have_another_stem(language, words):
    assert len({stem(word, language) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Østfold", "ostfold"),
        ("Østfold", "oestfold"),
        ("Östfold", "ostfold"),
        ("hälsa", "halsa"),
        ("näring", "naring"),
        ("næring", "naring"),
        ("næring", "naering"),
        ("Ålesund", "alesund"),
        ("Ålesund", "aalesund"),
        ("café", "cafe"),
    ],
)
def test_letters_can_be_typed_without_what_makes_them_special(written, typed):
    assert plain(folded(written)) == plain(folded(typed))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hälsa, ohälsa & folkhälsa!", ["Hälsa", "ohälsa", "folkhälsa"]),
        ("12,5 % av 260 000", ["12,5", "av", "260", "000"]),
        ("2019–2023", ["2019", "2023"]),
        ("rus_2030", ["rus", "2030"]),
        ("regio\N{SOFT HYPHEN}nal", ["regional"]),
        ("a\N{COMBINING RING ABOVE}r", ["år"]),
        ("5G-nät", ["5G", "nät"]),
        ("😀 % (.*)+ ' --", []),
        ("\x00", []),
    ],
)
def test_a_text_is_parted_into_words(text, words):
    assert WORD.findall(tidy(text)) == words


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Kvinnor KVINNOR", [Term(("kvinnor",), False)]),
        ('"unga vuxna" mål', [Term(("unga", "vuxna"), True), Term(("mål",), False)]),
        ("«unge voksne»", [Term(("unge", "voksne"), True)]),
        ("”folkhälsa”", [Term(("folkhälsa",), True)]),
        ('"aldrig slut', [Term(("aldrig",), False), Term(("slut",), False)]),
        ('""', []),
    ],
)
def test_a_question_is_words_and_phrases(question, terms):
    assert list(terms_of(question)) == terms


@given(st.text(max_size=200))
def test_any_text_can_be_asked(question):
    for term in terms_of(question):
        assert term.words
        assert all(plain(word) is not None and stem(word, "sv") is not None for word in term.words)
