"""Workbooks with one sheet and one header row, written as fast as a file can be written.

Pure: no Django. Only what an export of a table needs: texts, numbers, a bold header that
stays in sight. Everything goes straight into the archive, so memory does not grow with the
rows, and the same rows give the same file.
"""

import re
from decimal import Decimal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LAST_ROW = 1_048_576  # of a sheet in Excel
PIECE = 2_000  # rows that are packed at once
WIDTH = 18  # of a column, in characters
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FRAME = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>\
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>\
</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>""",
}
BOLD = ' s="1"'
# What XML can't carry, or would change, is written as _x000D_; so is what looks like that.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")


class TooManyRows(ValueError):
    """More rows than a sheet holds."""


def write_workbook(file, header, rows, sheet):
    """Write a workbook to a file. Cells are texts, whole numbers, Decimals, booleans or None.

    A text is a text, whatever it begins with. Raises TooManyRows.
    """
    with ZipFile(file, "w") as archive:
        for name, content in {**FRAME, "xl/workbook.xml": _book(sheet)}.items():
            archive.writestr(_member(name), XML + content)
        with archive.open(_member("xl/worksheets/sheet1.xml"), "w") as member:
            for piece in _sheet(header, rows):
                member.write(piece.encode())


def _member(name):
    """A file in the archive, without the time of day."""
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    return member


def _book(sheet):
    name = escape(sheet, {'"': "&quot;"})
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(header, rows):
    letters = [_letters(column) for column in range(len(header))]
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><cols><col min="1" max="{len(header)}" width="{WIDTH}" '
        f'customWidth="1"/></cols><sheetData>{_row(1, letters, header, BOLD)}'
    )
    lines = []
    for number, row in enumerate(rows, start=2):
        if number > LAST_ROW:
            raise TooManyRows(number)
        lines.append(_row(number, letters, row))
        if len(lines) == PIECE:
            yield "".join(lines)
            lines.clear()
    yield "".join([*lines, "</sheetData></worksheet>"])


def _row(number, letters, values, style=""):
    cells = [
        _cell(f'r="{letter}{number}"{style}', value)
        for letter, value in zip(letters, values, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(attributes, value):
    if isinstance(value, Decimal):
        return f"<c {attributes}><v>{value:f}</v></c>"
    if isinstance(value, int):
        return f"<c {attributes}><v>{int(value)}</v></c>"
    text = escape(UNSPEAKABLE.sub(_as_code, str(value)))
    return f'<c {attributes} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _as_code(character):
    return f"_x{ord(character[0]):04X}_"


def _letters(column):
    """The letters of a column, counted from 0: A, B … Z, AA."""
    rest, letter = divmod(column, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
