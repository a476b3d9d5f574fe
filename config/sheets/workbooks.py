"""XLSX workbooks: which sheets there are, what they share, and their rows one by one."""

import re

from config.sheets.archive import Archive, Texts
from config.sheets.numbers import kind_of_builtin, kind_of_format
from config.sheets.sheet_parts import SheetReader
from config.sheets.values import MAX_CELL, MAX_MEMBERS, MAX_STRINGS, Reason, Unreadable
from config.sheets.vocabulary import YES, is_raised, local, names, unescaped

WORKBOOK = names("workbook", "workbookPr", "sheet")
STRINGS = names("si", "t", "rPh", "r", "vertAlign")
STYLES = names("numFmts", "numFmt", "cellXfs", "xf")
# What else holds number formats in the part for styles: not for cells.
OTHER_STYLES = names("cellStyleXfs", "cellStyles", "dxfs", "fonts", "fills", "borders")
WITHOUT_CELLS = ("chartsheet", "dialogsheet")
MACROS = re.compile(rb"macroEnabled|macrosheet", re.IGNORECASE)


def sheets(content):
    """The sheets of a workbook, as the events that ``config.sheets`` describes."""
    archive = Archive(content)
    workbook = _workbook_part(archive)
    related = archive.related(workbook)
    is_1904, listed = _contents(archive, workbook)
    _refuse_macros(archive)
    strings = _strings(archive, _part(related, "sharedStrings"))
    styles = _styles(archive, _part(related, "styles"))
    reader = SheetReader(strings=strings, styles=styles, is_1904=is_1904)
    for name, is_hidden, reference in listed:
        kind, part = related.get(reference, ("", ""))
        if kind == "worksheet":
            yield {"sheet": name, "is_hidden": is_hidden}
            yield from reader.read(archive, part)
        elif kind not in WITHOUT_CELLS:
            raise Unreadable(Reason.DAMAGED, name)


def _workbook_part(archive):
    """The name of the part that lists the sheets. Raises Unreadable where there is none."""
    part = _part(archive.related(""), "officeDocument")
    if part is None or not part.endswith(".xml"):
        raise Unreadable(Reason.NOT_A_TABLE)
    return part


def _refuse_macros(archive):
    types = b"".join(archive.pieces("[Content_Types].xml"))
    if MACROS.search(types) or any(name.endswith("vbaproject.bin") for name in archive.parts):
        raise Unreadable(Reason.MACROS)


def _contents(archive, part):
    """Whether days are counted from 1904, and the sheets: (name, is hidden, reference)."""
    is_1904, listed = False, []
    for position, (element, attributes) in enumerate(archive.elements(part)):
        name = WORKBOOK.get(element)
        if position == 0 and name != "workbook":
            raise Unreadable(Reason.NOT_A_TABLE)
        if name == "workbookPr":
            is_1904 = attributes.get("date1904") in YES
        elif name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            reference = next((v for k, v in attributes.items() if local(k) == "id"), "")
            listed.append((attributes.get("name", ""), is_hidden, reference))
            if len(listed) > MAX_MEMBERS:
                raise Unreadable(Reason.TOO_LARGE)
    return is_1904, listed


def _part(related, kind):
    return next((part for found, part in related.values() if found == kind), None)


# What the sheets share


def _strings(archive, part):
    if part is None:
        return []
    reader = _Strings()
    for _pause in archive.parse(part, reader):
        if len(reader.strings) > MAX_STRINGS:
            raise Unreadable(Reason.TOO_LARGE)
        if sum(map(len, reader.pieces)) > MAX_CELL:
            raise Unreadable(Reason.TOO_LONG)
    reader.finish()
    return reader.strings


class _Strings(Texts):
    """The texts that cells refer to by number; how Japanese ones are pronounced is left out."""

    def __init__(self):
        super().__init__()
        self.strings = []
        self.is_open = self.is_spoken = self.is_raised = False

    def start(self, name, attributes):
        match STRINGS.get(name):
            case "si":
                self.finish()
                self.is_open, self.is_spoken, self.is_raised = True, False, False
            case "t" if self.is_open and not self.is_spoken:
                self.collect(is_raised=self.is_raised)
            case "rPh":
                self.is_spoken = True
            case "r":
                self.is_raised = False
            case "vertAlign":
                self.is_raised = is_raised(attributes)

    def tags(self):
        return 4 * len(self.strings)

    def finish(self):
        if self.is_open:
            self.strings.append(unescaped("".join(self.pieces)))
            self.pieces.clear()
            self.is_open = False


def _styles(archive, part):
    """What each style of a cell makes of a number, by the style's number."""
    if part is None:
        return {}
    own, styles, group = {}, {}, ""
    for element, attributes in archive.elements(part):
        name = STYLES.get(element)
        if name in ("numFmts", "cellXfs") or element in OTHER_STYLES:
            group = name
        elif name == "numFmt" and group == "numFmts":
            own[attributes.get("numFmtId")] = kind_of_format(attributes.get("formatCode", ""))
        elif name == "xf" and group == "cellXfs":
            number = attributes.get("numFmtId", "0")
            styles[str(len(styles))] = own.get(number) or kind_of_builtin(number)
    return styles
