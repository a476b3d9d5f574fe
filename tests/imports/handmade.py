"""Workbooks written by hand, part by part: also those that no program would write."""

import io
import random
import zipfile
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def workbook(rows=ONE_ROW, *, before="", after="", strings=None, formats=(), padding=0, **parts):
    """A workbook of one sheet; ``parts`` (by path, ``None`` to leave out) take the place of any.

    ``formats`` are the number formats of styles 1, 2, …; ``padding`` adds bytes that don't pack.
    """
    everything = {
        TYPES: f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{WORKBOOK}" '
        f'ContentType="{KIND}.sheet.main+xml"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        RELATIONS: relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        SHEET: sheet(rows, before=before, after=after),
        STRINGS: shared(*(strings or ())),
        STYLES: styles(*formats),
    }
    everything.update(parts.pop("parts", {}))
    if padding:
        everything["xl/media/image1.png"] = random.Random(1).randbytes(padding)
    return archive({name: part for name, part in everything.items() if part is not None})


def archive(parts):
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sheet(rows, *, before="", after=""):
    head, tail = f'<worksheet xmlns="{MAIN}">{before}<sheetData>', "</sheetData>"
    if isinstance(rows, bytes):
        return head.encode() + rows + f"{tail}{after}</worksheet>".encode()
    return f"{head}{rows}{tail}{after}</worksheet>"


def shared(*strings):
    texts = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return f'<sst xmlns="{MAIN}">{texts}</sst>'


def styles(*formats):
    """Style 0 is plain; the others have these formats: ``0 %``, or the number of a built-in one."""
    own = {code: 164 + position for position, code in enumerate(formats)}
    ids = [0, *(code if isinstance(code, int) else own[code] for code in formats)]
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for code, number in own.items()
        if isinstance(code, str)
    )
    cells = "".join(f'<xf numFmtId="{number}" fontId="0"/>' for number in ids)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{cells}</cellXfs>'
        f'<dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
    )


def relations(*listed):
    entries = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in listed
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
