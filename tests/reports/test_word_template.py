"""The template for Word: the one to go on from, and what is refused of uploaded ones."""

import io
import random
import zipfile

import docx
import pytest
from django.utils.translation import override

from strategy.reports import word
from strategy.reports.word_template import (
    MAX_BYTES,
    NEEDED,
    Code,
    Problem,
    check_template,
    default_template,
    sentences,
)
from tests.reports.sample import sample

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
FIELD = '<w:p><w:r><w:t>x</w:t></w:r><w:fldSimple w:instr=" {} "/></w:p>'


def rewritten(change):
    """Our own template, with ``change(parts)`` made to its parts."""
    with zipfile.ZipFile(io.BytesIO(default_template())) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, content)
    return file.getvalue()


def replaced(name, old, new):
    """Our own template with one thing replaced in a part."""

    def change(parts):
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())

    return rewritten(change)


def with_part(name, content):
    return rewritten(lambda parts: parts.update({name: content}))


def with_relation(kind, target, mode="External"):
    mode = f' TargetMode="{mode}"' if mode else ""
    told = f'<Relationship Id="rId99" Type="{KINDS}/{kind}" Target="{target}"{mode}/>'
    return replaced(RELATIONS, "</Relationships>", f"{told}</Relationships>")


def with_body(markup):
    return replaced(DOCUMENT, "<w:body>", f"<w:body>{markup}")


def split_field(*pieces):
    """A field in runs, its name cut into pieces."""
    texts = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return with_body(f"<w:p>{begin}{texts}{end}</w:p>")


def codes(content):
    return [each.code for each in check_template(content)]


# The one to go on from


def test_our_own_template_is_in_order():
    assert check_template(default_template()) == []


def test_our_own_template_is_the_same_each_time():
    assert default_template() == default_template()


def test_a_report_in_our_own_template_looks_as_one_without():
    plain, same = (word.write(sample(), template=each) for each in (None, default_template()))
    styles = [
        [(each.style.name, each.text) for each in docx.Document(io.BytesIO(file)).paragraphs]
        for file in (plain, same)
    ]
    assert styles[0] == styles[1]


def test_our_own_template_has_every_style_of_a_report():
    document = docx.Document(io.BytesIO(default_template()))
    assert set(NEEDED) <= {each.name for each in document.styles}
    used = {each.style.name for each in docx.Document(io.BytesIO(word.write(sample()))).paragraphs}
    assert used <= {each.name for each in document.styles}


def test_our_own_template_numbers_its_pages():
    footer = docx.Document(io.BytesIO(default_template())).sections[0].footer._element
    assert [each.strip() for each in footer.xpath(".//w:fldSimple/@w:instr")] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_a_report_written_before_can_be_a_template():
    assert check_template(word.write(sample())) == []


# What is refused

REFUSED = {
    "nothing": (lambda: b"", Code.EMPTY),
    "a text": (lambda: b"Hej, hej!", Code.NOT_WORD),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", Code.NOT_WORD),
    "an older file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Code.OLDER),
    "a huge file": (lambda: b"PK\x03\x04" + bytes(MAX_BYTES), Code.TOO_LARGE),
    "half a file": (lambda: default_template()[:5000], Code.BROKEN),
    "another zip file": (
        lambda: rewritten(lambda parts: parts.pop(TYPES)),
        Code.NOT_WORD,
    ),
    "a workbook": (
        lambda: replaced(TYPES, "wordprocessingml.document.main", "spreadsheetml.sheet.main"),
        Code.NOT_WORD,
    ),
    "a template of Word": (
        lambda: replaced(TYPES, "document.main+xml", "template.main+xml"),
        Code.TEMPLATE,
    ),
    "no document": (lambda: rewritten(lambda parts: parts.pop(DOCUMENT)), Code.BROKEN),
    "broken XML": (lambda: replaced(STYLES, "</w:styles>", "</w:style>"), Code.BROKEN),
    "an entity": (lambda: with_part("word/more.xml", DTD), Code.BROKEN),
    "an entity in a part by another name": (
        lambda: rewritten(hide_an_entity),
        Code.BROKEN,
    ),
    "a bomb": (lambda: with_part("word/media/big.bin", bytes(120_000_000)), Code.TOO_LARGE),
    "much XML": (
        lambda: with_part(
            "word/more.xml", f"<w>{random.Random(1).randbytes(11_000_000).hex()}</w>"
        ),
        Code.TOO_LARGE,
    ),
    "macros by their type": (
        lambda: replaced(
            TYPES,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        Code.MACROS,
    ),
    "macros of a template": (
        lambda: replaced(
            TYPES,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        ),
        Code.MACROS,
    ),
    "macros in a document": (
        lambda: with_relation("vbaProject", "vbaProject.bin", ""),
        Code.MACROS,
    ),
    "a control": (lambda: with_relation("control", "activeX/activeX1.xml", ""), Code.CONTROLS),
    "an object": (lambda: with_relation("oleObject", "embeddings/o.bin", ""), Code.OBJECTS),
    "another document": (lambda: with_relation("aFChunk", "other.html", ""), Code.OBJECTS),
    "another template": (
        lambda: with_relation("attachedTemplate", "https://example.com/a.dotm"),
        Code.OUTSIDE,
    ),
    "a picture elsewhere": (
        lambda: with_relation("image", "https://example.com/a.png"),
        Code.OUTSIDE,
    ),
    "a link to a file": (lambda: with_relation("hyperlink", "file:///etc/passwd"), Code.OUTSIDE),
    "DDE": (lambda: with_body(FIELD.format("DDEAUTO c:\\a.exe")), Code.FIELDS),
    "DDE in pieces": (lambda: split_field(" D", "DEA", "UTO cmd"), Code.FIELDS),
    "a text from elsewhere": (lambda: with_body(FIELD.format("includetext a.docx")), Code.FIELDS),
    "lacking styles": (lambda: replaced(STYLES, 'w:val="caption"', 'w:val="Other"'), Code.STYLES),
}


def hide_an_entity(parts):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    told = f'<Override PartName="/word/comments.bin" ContentType="{kind}"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", told.encode())
    parts["word/comments.bin"] = DTD


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_used_is_refused_with_what_is_wrong(name):
    make, code = REFUSED[name]
    assert codes(make()) == [code]


def test_macros_in_a_document_of_any_name_are_found():
    problems = check_template(with_relation("vbaProject", "innocent.xml", ""))
    assert problems == [Problem(code=Code.MACROS, names=("innocent.xml",))]


def test_all_styles_that_are_lacking_are_named_at_once():
    def change(parts):
        for name in (b"Quote", b"Title"):
            parts[STYLES] = parts[STYLES].replace(b'<w:name w:val="' + name, b'<w:name w:val="X')

    assert check_template(rewritten(change)) == [
        Problem(code=Code.STYLES, names=("Title", "Quote"))
    ]


def test_everything_that_is_wrong_is_told_at_once():
    def change(parts):
        field = FIELD.format("LINK Excel.Sheet").encode()
        parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + field)
        parts[STYLES] = parts[STYLES].replace(b'w:val="caption"', b'w:val="Other"')

    assert codes(rewritten(change)) == [Code.FIELDS, Code.STYLES]


def test_what_opens_but_can_not_be_written_into_is_damaged():
    content = replaced("word/numbering.xml", 'w:abstractNumId="', 'w:abstractNumId="x')
    assert docx.Document(io.BytesIO(content))
    assert codes(content) == [Code.BROKEN]


HARMLESS = {
    "a link": lambda: with_relation("hyperlink", "https://www.norrbotten.se/link/dde"),
    "a letter": lambda: with_relation("hyperlink", "mailto:rus@norrbotten.se"),
    "a field that counts": lambda: with_body(FIELD.format("SEQ Diagram \\* ARABIC")),
    "a field with a harmful word": lambda: split_field(' HYPERLINK "https://a.se/link dde" '),
    "harmful words": lambda: with_body("<w:p><w:r><w:t>DDE LINK vbaProject</w:t></w:r></w:p>"),
    "styles in small letters": lambda: replaced(STYLES, 'w:val="Title"', 'w:val="title"'),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless_is_not_refused(name):
    assert check_template(HARMLESS[name]()) == []


def test_cut_and_altered_files_are_told_to_be_damaged_and_raise_nothing():
    whole, chance = default_template(), random.Random(7)
    for _each in range(60):
        damaged = bytearray(whole[: chance.randrange(4, len(whole))])
        for _byte in range(chance.randrange(5)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        assert set(codes(bytes(damaged))) <= {Code.BROKEN, Code.NOT_WORD, Code.TOO_LARGE}


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_every_problem_has_a_sentence(language):
    with override(language):
        assert set(sentences()) == set(Code)
        for code in Code:
            told = str(Problem(code=code, names=("Title", "a%s")))
            assert told.strip()
            assert "%(" not in told


def test_a_problem_names_what_it_is_about():
    (problem,) = check_template(with_relation("image", "https://example.com/a.png"))
    assert "https://example.com/a.png" in str(problem)
