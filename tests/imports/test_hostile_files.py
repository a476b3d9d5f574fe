"""Files made to harm, or harmed themselves: each is read or refused, soon and in little memory."""

import io
import json
import random
import socket
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import sheets
from config.sheets import MAX_BYTES, Reason, Unreadable, read, read_here
from tests.imports.handmade import (
    MAIN,
    OFFICE,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    archive,
    relations,
    sheet,
    workbook,
)

SECONDS = 2  # of the processor
MEGABYTES = 200
ROOT = Path(__file__).parents[2]
MEASURE = """
import json, resource, sys
sys.path.insert(0, sys.argv[1])
from config import sheets
try:
    book = sheets.read(sys.stdin.buffer.read())
    outcome = sum(len(row.cells) for sheet in book.sheets for row in sheet.rows)
except sheets.Unreadable as refusal:
    outcome = refusal.reason
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([outcome, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
UNPACKED = 80 * 1024 * 1024  # bytes: below the limit for what a file may unpack to
NO_RATIO = UNPACKED // 150  # so many bytes that don't pack hide how much the others unpack to


def measured(content):
    """What became of a file: cells read or reason, processor seconds, megabytes of the child."""
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, str(ROOT)], input=content, capture_output=True, check=True
    )
    return json.loads(answer.stdout)


def filled(start, unit, end=b""):
    """A sheet that unpacks to nearly as much as is allowed."""
    return workbook(start + unit * (UNPACKED // len(unit)) + end, padding=NO_RATIO)


def strings(unit):
    """As many shared texts as can be unpacked."""
    part = f'<sst xmlns="{MAIN}">'.encode() + unit * (UNPACKED // len(unit)) + b"</sst>"
    return workbook(parts={STRINGS: part}, padding=NO_RATIO)


def part(name, start, unit, end):
    """A workbook with a part that repeats something a million times and more."""
    content = start.encode() + unit * 1_500_000 + end.encode()
    return workbook(parts={name: content}, padding=NO_RATIO)


def declared(kind, content=None):
    """A document type before a sheet."""
    return workbook(parts={SHEET: f"<!DOCTYPE worksheet {kind}>{content or sheet('&a;')}"})


def resized(content, size):
    """The file says that its sheet unpacks to so many bytes."""
    content = bytearray(content)
    for mark, at in ((b"PK\x01\x02", 46), (b"PK\x03\x04", 30)):
        start = content.rindex(mark, 0, content.rindex(SHEET.encode()) if at == 46 else None)
        if at == 30:
            start = content.index(SHEET.encode()) - 30
        struct.pack_into("<I", content, start + (24 if at == 46 else 22), size)
    return bytes(content)


def flagged(content):
    """The file says that its parts have a password."""
    content = bytearray(content)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def renamed(**changes):
    """A zip file as other office programs make them."""
    return archive({name.replace("__", "/"): part for name, part in changes.items()})


def document():
    """What Word saves."""
    return archive(
        {
            TYPES: "<Types/>",
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": '<w:document xmlns:w="urn:word"><w:body/></w:document>',
        }
    )


def rows(count, row):
    return workbook("".join(row.format(number=number) for number in range(1, count + 1)))


def of_kind(kind):
    types = f'<Types><Override PartName="/{WORKBOOK}" ContentType="application/{kind}"/></Types>'
    return workbook(parts={TYPES: types})


def repeated_sheet():
    listed = '<sheet name="Data" sheetId="1" r:id="rId1"/>' * 190
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    return workbook("x" * 1024 * 1024, padding=NO_RATIO, parts={WORKBOOK: book})


VALUE = '<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
BLANK = '<row r="{number}"><c r="A{number}" s="1"/></row>'
ONE_TEXT = b"<si><t>a</t></si>"
LONG_TEXTS = ("<si><t>" + "x" * 30_000 + "\U0001f600</t></si>").encode()
LAST = 1_048_576

BOMBS = {
    "a million rows": (lambda: rows(1_000_000, VALUE), Reason.TOO_MANY_ROWS),
    "millions of empty rows": (lambda: filled(b"", b"<row/>"), Reason.TOO_MANY_ROWS),
    "millions of empty cells": (
        lambda: filled(b"<row>", b"<c/>", b"</row>"),
        Reason.TOO_MANY_CELLS,
    ),
    "millions of filled cells in a row": (
        lambda: filled(b"<row>", b"<c><v>1</v></c>", b"</row>"),
        Reason.TOO_MANY_COLUMNS,
    ),
    "tags of no meaning": (lambda: filled(b"<row>", b"<z/>", b"</row>"), Reason.TOO_LARGE),
    "tags inside of tags": (lambda: filled(b"", b"<z>"), Reason.TOO_LARGE),
    "vocabularies": (lambda: filled(b"", b'<z xmlns:y="y"/>'), Reason.TOO_LARGE),
    "attributes": (lambda: filled(b"", b'<z a="" b="" c="" d="" e=""/>'), Reason.TOO_LARGE),
    "one huge attribute": (lambda: filled(b'<z a="', b"x" * 4096, b'"/>'), Reason.DAMAGED),
    "one huge comment": (lambda: filled(b"<!--", b"x" * 4096, b"-->"), Reason.DAMAGED),
    "one huge instruction": (lambda: filled(b"<?z ", b"x" * 4096, b"?>"), Reason.DAMAGED),
    "one huge number": (lambda: filled(b"<row><c><v>", b"1" * 4096), Reason.TOO_LONG),
    "one huge text": (
        lambda: filled(b'<row><c t="inlineStr"><is><t>', b"x" * 4096),
        Reason.TOO_LONG,
    ),
    "one huge formula": (
        lambda: filled(b"<row><c><f>", b"x" * 4096, b"</f><v>1</v></c></row>"),
        1,
    ),
    "text beside the cells": (lambda: filled(b"<row>", b"\n" * 4096, b"</row>"), 0),
    "millions of shared texts": (lambda: strings(ONE_TEXT), Reason.TOO_LARGE),
    "long shared texts": (lambda: strings(LONG_TEXTS), Reason.TOO_SLOW),
    "one huge shared text": (lambda: strings(b"<si><t>" + b"x" * 50_000_000), Reason.TOO_LONG),
    "a shared text of empty runs": (lambda: strings(b"<r><t/></r>"), Reason.TOO_LARGE),
    "one long text in many cells": (
        lambda: workbook(
            ("<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>") * 400, strings=["x" * 32_000]
        ),
        Reason.TOO_LARGE,
    ),
    "styles": (
        lambda: part(STYLES, f'<s xmlns="{MAIN}"><cellXfs>', b"<xf/>", "</cellXfs></s>"),
        Reason.TOO_LARGE,
    ),
    "sheets": (
        lambda: part(WORKBOOK, f'<workbook xmlns="{MAIN}">', b"<sheet/>", "</workbook>"),
        Reason.TOO_LARGE,
    ),
    "references": (
        lambda: part(RELATIONS, "<Relationships>", b"<Relationship/>", "</Relationships>"),
        Reason.TOO_LARGE,
    ),
    "merged ranges": (
        lambda: workbook(after='<mergeCell ref="A1:B2"/>' * 500_000, padding=NO_RATIO),
        Reason.TOO_MANY_CELLS,
    ),
    "hidden columns": (
        lambda: workbook(
            before='<col min="1" max="16384" hidden="1"/>' * 500_000, padding=NO_RATIO
        ),
        Reason.TOO_MANY_COLUMNS,
    ),
    "a number format of brackets": (lambda: workbook(formats=["[" * 500_000], padding=NO_RATIO), 1),
    "the same sheet again and again": (repeated_sheet, Reason.TOO_LARGE),
    "a gigabyte of nothing": (
        lambda: workbook(parts={"xl/a.xml": bytes(2**30)}),
        Reason.TOO_LARGE,
    ),
    "much from little": (lambda: workbook(parts={"xl/a.xml": bytes(2**22)}), Reason.TOO_LARGE),
    "10 000 parts": (
        lambda: archive({f"xl/{number}.xml": "" for number in range(10_000)}),
        Reason.TOO_LARGE,
    ),
    "a csv of separators": (lambda: b"a" + b";" * (MAX_BYTES - 1), 1),
    "a csv of short cells": (lambda: b"ab;" * (MAX_BYTES // 3), Reason.TOO_SLOW),
    "a csv of lines": (lambda: b"a" + b"\n" * (MAX_BYTES - 1), Reason.TOO_MANY_ROWS),
    "a csv of empty rows": (lambda: b"a;b\n" + b";\n" * 5_000_000, Reason.TOO_MANY_ROWS),
    "a csv of short rows": (lambda: b"1;2\n" * 2_500_000, Reason.TOO_MANY_ROWS),
    "a csv of many cells": (lambda: b"1;2;3;4;5;6;7;8;9;0;1\n" * 199_000, Reason.TOO_MANY_CELLS),
    "a csv of quotes": (lambda: b'"' * MAX_BYTES, Reason.TOO_LONG),
    "a csv of one text": (lambda: b"x" * MAX_BYTES, Reason.TOO_LONG),
    "an upload that is too large": (lambda: b"x;y\n" * 3_000_000, Reason.TOO_LARGE),
}

SPARSE = {
    "a cell in the last row of all": (
        lambda: workbook(f'<row r="{LAST}"><c r="A{LAST}"><v>1</v></c></row>'),
        1,
    ),
    "a blank in the last row of all": (
        lambda: workbook(f'<row><c><v>1</v></c></row><row r="{LAST}"><c s="1"/></row>'),
        1,
    ),
    "a dimension that lies": (lambda: workbook(before=f'<dimension ref="A1:XFD{LAST}"/>'), 1),
    "a blank in the last column of all": (
        lambda: workbook('<row><c><v>1</v></c><c r="XFD1" s="1"/></row>'),
        1,
    ),
    "a value in the last column of all": (
        lambda: workbook('<row r="20000"><c r="XFD20000"><v>1</v></c></row>'),
        Reason.TOO_MANY_COLUMNS,
    ),
    "half a million formatted rows": (
        lambda: workbook(rows=(BLANK * 500_000).format(number=1), padding=NO_RATIO),
        0,
    ),
}

ENTITIES = {
    "billion laughs": (
        lambda: declared(
            '[<!ENTITY z "lol">'
            + "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'
                for a, b in zip("zbcdefghi", "bcdefghia", strict=True)
            )
            + "]"
        ),
        Reason.DAMAGED,
    ),
    "quadratic blow-up": (
        lambda: declared(
            f'[<!ENTITY a "{"x" * 50_000}">]', sheet("<row>" + "&a;" * 50_000 + "</row>")
        ),
        Reason.DAMAGED,
    ),
    "a file of the server": (
        lambda: declared('[<!ENTITY a SYSTEM "file:///etc/passwd">]'),
        Reason.DAMAGED,
    ),
    "a document type without entities": (
        lambda: declared("", sheet("<row><c><v>1</v></c></row>")),
        Reason.DAMAGED,
    ),
    "a document type in UTF-16": (
        lambda: workbook(parts={SHEET: f"<!DOCTYPE a>{sheet('')}".encode("utf-16")}),
        Reason.DAMAGED,
    ),
    "entities in the shared texts": (
        lambda: workbook(parts={STRINGS: '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'}),
        Reason.DAMAGED,
    ),
    "entities in the list of references": (
        lambda: workbook(parts={"_rels/.rels": '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'}),
        Reason.DAMAGED,
    ),
}

DISGUISED = {
    "a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), Reason.OLD_OR_LOCKED),
    "a zip with a password": (lambda: flagged(workbook()), Reason.OLD_OR_LOCKED),
    "macros": (lambda: workbook(parts={"xl/vbaProject.bin": b"x"}), Reason.MACROS),
    "macros in capitals": (lambda: workbook(parts={"XL/VBAPROJECT.BIN": b"x"}), Reason.MACROS),
    "an xlsm without macros": (
        lambda: of_kind("vnd.ms-excel.sheet.macroEnabled.main+xml"),
        Reason.MACROS,
    ),
    "a sheet of old macros": (lambda: of_kind("vnd.ms-excel.intlmacrosheet+xml"), Reason.MACROS),
    "a document": (document, Reason.NOT_A_TABLE),
    "an OpenDocument sheet": (
        lambda: renamed(mimetype="application/vnd.oasis", content__xml="<office/>"),
        Reason.NOT_A_TABLE,
    ),
    "a zip of texts": (lambda: archive({"readme.txt": "hej"}), Reason.NOT_A_TABLE),
    "a zip of nothing": (lambda: archive({}), Reason.NOT_A_TABLE),
    "a zip in a zip": (lambda: archive({"inner.zip": workbook()}), Reason.NOT_A_TABLE),
    "a web page named xls": (lambda: b"\n <html><table><tr><td>1</td></tr>", Reason.NOT_A_TABLE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Reason.NOT_A_TABLE),
    "nothing": (lambda: b"", Reason.EMPTY),
    "spaces": (lambda: b" \r\n\t" * 1000, Reason.EMPTY),
}

DAMAGED = {
    **{
        f"cut after {quarter} quarters": (
            lambda quarter=quarter: workbook()[: len(workbook()) * quarter // 4],
            Reason.DAMAGED,
        )
        for quarter in (1, 2, 3)
    },
    "only the beginning of a zip": (lambda: b"PK\x03\x04 and no more", Reason.DAMAGED),
    "a sheet that says it is smaller": (lambda: resized(workbook(), 10), Reason.DAMAGED),
    "a bomb that says it is small": (
        lambda: resized(workbook(bytes(UNPACKED)), 1000),
        Reason.DAMAGED,
    ),
    "a sheet that says it is larger": (
        lambda: resized(workbook(padding=10**6), 10**9),
        Reason.TOO_LARGE,
    ),
    "bytes that are no text": (lambda: workbook(b"<row>\xff\xfe</row>"), Reason.DAMAGED),
    "an encoding that nobody knows": (
        lambda: workbook(parts={SHEET: f'<?xml version="1.0" encoding="runes"?>{sheet("")}'}),
        Reason.DAMAGED,
    ),
    "a tag that is not closed": (lambda: workbook("<row>"), Reason.DAMAGED),
    "two parts of one name": (
        lambda: workbook(parts={SHEET.upper(): sheet("")}),
        Reason.DAMAGED,
    ),
}

HARMLESS = {
    "names that lead out of the folder": (
        lambda: workbook(parts={"../../../evil.txt": "x", "/etc/evil": "x", "C:\\evil": "x"}),
        1,
    ),
    "links to other files": (
        lambda: workbook(
            parts={
                "xl/externalLinks/externalLink1.xml": '<externalLink r:id="x"/>',
                "xl/externalLinks/_rels/externalLink1.xml.rels": "<Relationships/>",
                RELATIONS: relations(
                    ("rId1", "worksheet", "worksheets/sheet1.xml"),
                    ("rId2", "externalLink", "externalLinks/externalLink1.xml"),
                ),
            }
        ),
        1,
    ),
    "commands behind formulas": (
        lambda: workbook("<row><c t=\"str\"><f>cmd|' /C calc'!A0</f><v>x</v></c></row>"),
        1,
    ),
    "a zip bomb beside the sheets": (
        lambda: workbook(padding=NO_RATIO, parts={"xl/embeddings/a.zip": bytes(UNPACKED)}),
        1,
    ),
}

CORPUS = BOMBS | SPARSE | ENTITIES | DISGUISED | DAMAGED | HARMLESS


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_read_or_refused_soon_and_in_little_memory(name):
    make, expected = CORPUS[name]
    outcome, seconds, megabytes = measured(make())
    assert outcome == expected
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_nothing_is_fetched_for_a_file():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd"
        for kind in (f'SYSTEM "{address}"', f'[<!ENTITY % a SYSTEM "{address}"> %a;]'):
            with pytest.raises(Unreadable):
                read(declared(kind))
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_written_for_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read(workbook(parts={"evil.txt": "x", "../evil.txt": "x"}))
    assert not list(tmp_path.iterdir())
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(sheets, "SECONDS", 0)
    with pytest.raises(Unreadable) as refusal:
        read(workbook())
    assert refusal.value.reason is Reason.TOO_SLOW


def sound_workbook():
    book = openpyxl.Workbook()
    for number in range(20):
        book.active.append([f"rad {number}", number / 7, None, number % 2 == 0])
    book.active["F1"] = "=1+1"
    book.active["B2"].number_format = "0 %"
    book.active.merge_cells("A30:B31")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SOUND = sound_workbook()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def mutated(content, chance):
    """The bytes with some of them changed, cut out or repeated."""
    content = bytearray(content)
    for _change in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                content[at] = chance.randrange(256)
            case 2:
                del content[at : at + chance.randint(1, 20)]
            case 3:
                content[at:at] = content[at : at + chance.randint(1, 20)]
    return bytes(content)


def read_or_refused(content):
    started = time.process_time()
    with suppress(Unreadable):
        read_here(content)
    assert time.process_time() - started < 1


def test_a_file_with_broken_bytes_is_read_or_refused():
    chance = random.Random(2026)
    for _file in range(500):
        read_or_refused(mutated(SOUND, chance))


def test_a_workbook_with_broken_parts_is_read_or_refused():
    """The zip file is sound, so that the damage reaches the XML."""
    chance, parts = random.Random(2026), unpacked(SOUND)
    names = sorted(name for name in parts if not name.startswith(("docProps", "xl/theme")))
    for _file in range(500):
        name = chance.choice(names)
        read_or_refused(archive(parts | {name: mutated(parts[name], chance)}))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(str.encode)
    | st.text('<>/="cvrt 1A&#;!', max_size=200).map(lambda rows: workbook(rows))
    | st.text('";,\t\n\r1a', max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused(content):
    read_or_refused(content)
