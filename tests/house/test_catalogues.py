"""Everything a person reads is there in Swedish and Norwegian, and said well."""

import re
from pathlib import Path

import django.conf
import polib
import pytest
import simple_history
from django.apps import apps
from django.utils.translation import gettext, ngettext, override

from strategy.models import Goal
from tests.house import messages
from tests.house.messages import LANGUAGES, LIBRARIES, OURS, Message, catalogue

CATALOGUES = sorted(OURS.rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%](?!\w)|\{\w*\}|</?[a-z][^>]*>")
ENDING = re.compile(r"(?:[.:?!)…]|\.\.\.)?$")
QUOTES = {"sv": "“«»", "nb": "“”"}  # of other languages

# Names, and words that are the same in both languages.
CITATION = "%(partnership)s: %(title)s. %(strategy)s. %(edition)s."
SAME = {
    "sv": {
        *("Definition", "definition", "Diagram", "Eurostat", "id", "import", "Kolada"),
        *("normal", "Period", "period", "Person", "person", "SHA-256", "Start", "start"),
        *("Status", "status", "Text", "text", "Vision", "vision", "%(status)s: %(findings)s."),
        *("%(count)s text", CITATION),
    },
    "nb": {
        *("Diagram", "Eurostat", "For:", "id", "import", "IPv4", "IPv6", "Kolada", "normal"),
        *("Person", "person", "SHA-256", "Start", "start", "Status", "status", "sum", "total"),
        *("Logo", "logo", "Original", "original", "Send", "XLSX (for Excel)"),
        *("%(status)s: %(findings)s.", CITATION),
    },
}


def texts():
    """Each text with its translation, in every catalogue of ours."""
    for path in CATALOGUES:
        language = path.parts[-3]
        for entry in polib.pofile(path):
            if not entry.msgid_plural:
                yield language, entry.msgid, entry.msgstr
            for number, form in entry.msgstr_plural.items():
                yield language, entry.msgid_plural if number else entry.msgid, form


def source_catalogues():
    """The English catalogues of Django and of each library that has one."""
    folders = [Path(django.conf.__file__).parent, *(app.path for app in apps.get_app_configs())]
    for folder in folders:
        yield from Path(folder).glob("locale/en/LC_MESSAGES/*.po")


def compiled(path):
    """The messages a compiled catalogue translates; none when there is no catalogue."""
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(path)}


def django_says(language):
    """Django's own translations."""
    for source in source_catalogues():
        if source.stem == "django":
            yield from compiled(source.parents[2] / language / "LC_MESSAGES" / "django.mo").values()


# Complete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_as_make_messages_writes_it(language, tmp_path):
    kept = catalogue(OURS, language)
    written = tmp_path / kept.name
    written.write_bytes(kept.read_bytes())
    messages.write(written, language, messages.ours())
    assert written.read_text("utf-8") == kept.read_text("utf-8"), "run  make messages"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(OURS)))
def test_every_message_is_translated(path):
    missing = [entry.msgid for entry in polib.pofile(path) if not entry.translated()]
    assert not missing, f"translate these in {path}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(OURS)))
def test_a_compiled_catalogue_is_what_its_source_compiles_to(path):
    assert path.with_suffix(".mo").read_bytes() == polib.pofile(path).to_binary()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_leaves_untranslated_is_in_our_catalogue_of_libraries(language):
    for source in source_catalogues():
        there = compiled(source.parents[2] / language / "LC_MESSAGES" / f"{source.stem}.mo")
        there |= compiled(catalogue(LIBRARIES, language, source.stem).with_suffix(".mo"))
        missing = [e.msgid for e in polib.pofile(source) if (e.msgctxt, e.msgid) not in there]
        assert not missing, f"{source} has more than {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_history_library_says_of_versions_is_translated(language):
    folder = Path(simple_history.__file__).parent
    there = compiled(folder / "locale" / language / "LC_MESSAGES" / "django.mo")
    there |= compiled(catalogue(LIBRARIES, language).with_suffix(".mo"))
    said = messages.of_python((folder / "models.py").read_text("utf-8"))
    assert said
    assert not {(each.msgctxt, each.msgid) for each in said} - there.keys()


def test_the_catalogues_are_in_use():
    with override("sv"):
        assert str(Goal._meta.verbose_name) == "mål"
        assert gettext("Deleted %(type_name)s") == "Borttagen %(type_name)s"
    with override("nb"):
        assert str(Goal._meta.verbose_name) == "mål"
        assert gettext("Skip to main content") == "Hopp til hovedinnholdet"
    with override("en"):
        assert str(Goal._meta.verbose_name) == "goal"


# Right


def test_a_translation_has_the_placeholders_and_tags_of_its_source():
    wrong = [
        (language, text, translation)
        for language, text, translation in texts()
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translation))
    ]
    assert not wrong


def test_a_translation_ends_like_its_source():
    wrong = [
        (language, text, translation)
        for language, text, translation in texts()
        if ENDING.search(text)[0] != ENDING.search(translation)[0] and translation != "ca."
    ]
    assert not wrong


def test_a_translation_is_another_text_than_its_source():
    same = {(language, text) for language, text, translation in texts() if text == translation}
    allowed = {(language, text) for language, words in SAME.items() for text in words}
    assert not same - allowed


def test_a_translation_has_the_quotation_marks_of_its_language():
    wrong = [
        (language, translation)
        for language, _text, translation in texts()
        if set(translation) & set(QUOTES[language])
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_django_also_has_is_said_as_django_says_it(language):
    # Ours would stand in Django's own pages too. Where it must differ it needs a context.
    ours = compiled(catalogue(OURS, language).with_suffix(".mo"))
    differing = {
        entry.msgid: (ours[entry.msgctxt, entry.msgid].msgstr, entry.msgstr)
        for entry in django_says(language)
        if (entry.msgctxt, entry.msgid) in ours
        and ours[entry.msgctxt, entry.msgid].msgstr != entry.msgstr
    }
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_follow_the_number(language):
    for path in OURS.rglob(f"{language}/LC_MESSAGES/*.po"):
        made = polib.pofile(path)
        assert made.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
        for entry in made:
            assert set(entry.msgstr_plural) == ({0, 1} if entry.msgid_plural else set())
    with override(language):
        said = [ngettext("entry", "entries", number) for number in (0, 1, 2)]
    assert said[0] == said[2] != said[1]


# How messages are found


def test_messages_of_python_are_found_in_every_way_of_marking_them():
    source = """
_("plain, " "in two pieces")
translation.gettext_lazy("lazy")
ngettext("%(n)s row", "%(n)s rows", n)
pgettext("of a table", "row")
npgettext_lazy("of boats", "row", "rows", "n")
for _ in range(3): pass
"""
    assert messages.of_python(source) == {
        Message(msgid="plain, in two pieces"),
        Message(msgid="lazy"),
        Message(msgid="%(n)s row", msgid_plural="%(n)s rows"),
        Message(msgid="row", msgctxt="of a table"),
        Message(msgid="row", msgid_plural="rows", msgctxt="of boats"),
    }


@pytest.mark.parametrize("source", ['_(f"{n} rows")', "gettext(text)", 'ngettext("row", many, n)'])
def test_a_message_that_is_not_written_out_is_refused(source):
    with pytest.raises(ValueError, match=r"here\.py:1 .* needs its text written out"):
        messages.of_python(source, "here.py")


def test_messages_of_templates_are_found_in_every_way_of_marking_them():
    source = """
{% translate "plain (of course)" %} {% translate 'It’s 5 %' context "share" %}
{% blocktranslate trimmed with name=row.name %}
  About   {{ name }},
  <b>100 %</b>
{% endblocktranslate %}
{% blocktranslate count n=all context "of a table" %}
{{ n }} row{% plural %}
{{ n }} rows{% endblocktranslate %}
{% include "part.html" with first=_("Before") second=_('After') only %}
{{ row.actor|default:_("nobody") }} {# translate "a comment" #}
{% comment %}{% translate "left out" %}{% endcomment %}
"""
    assert messages.of_template(source) == {
        Message(msgid="plain (of course)"),
        Message(msgid="It’s 5 %%", msgctxt="share"),
        Message(msgid="About   %(name)s, <b>100 %%</b>"),
        Message(msgid="\n%(n)s row", msgid_plural="\n%(n)s rows", msgctxt="of a table"),
        Message(msgid="Before"),
        Message(msgid="After"),
        Message(msgid="nobody"),
    }
