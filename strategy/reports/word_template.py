"""The template of a partnership for its reports in Word: one to go on from, and a check."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from xml.parsers import expat

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.sheets.archive import Archive, Texts
from config.sheets.values import Reason, Unreadable
from strategy.reports import word
from strategy.reports.word import finishing
from strategy.reports.word.design import default_document
from strategy.reports.word.markup import W

MAX_BYTES = 5 * 1024 * 1024  # of the file as uploaded
MAX_XML = 20 * 1024 * 1024  # of its parts of XML, unpacked
OLDER = b"\xd0\xcf\x11\xe0"  # how files begin that are older than 2007, or have a password
ZIP = b"PK\x03\x04"
TYPES = "[content_types].xml"
MAIN = ".wordprocessingml.document.main+xml"
TEMPLATE = ".wordprocessingml.template.main+xml"
STYLES = ".wordprocessingml.styles+xml"
NEEDED = (
    *("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"),
    *("Caption", "List Bullet", "List Number", "Quote"),
)
# Kinds of relationships, by the last word of their address.
PROGRAMS = {"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"}
CONTROLS = {"control", "activeXControlBinary"}
OBJECTS = {"oleObject", "package", "aFChunk", "subDocument"}
ADDRESSES = ("http:", "https:", "mailto:", "#")
# Fields that fetch or start something; QUOTE can spell the name of another one. One to a line.
ACTIVE = re.compile(
    r"^\s*(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|RD|DATABASE|MACROBUTTON|QUOTE)\b",
    re.IGNORECASE | re.MULTILINE,
)
NOTHING, NO_REPORT = {"areas": []}, {"title": "", "words": {}, "footnotes": {}}
LONGEST = 80  # letters of an address that are shown
LONG_AGO = date(2000, 1, 1)  # a template is of no day


class Code(StrEnum):
    """What can be wrong with a template."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLDER = "older"
    NOT_WORD = "not_word"
    TEMPLATE = "template"
    BROKEN = "broken"
    MACROS = "macros"
    CONTROLS = "controls"
    OBJECTS = "objects"
    OUTSIDE = "outside"
    FIELDS = "fields"
    STYLES = "styles"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong with a template; ``names`` are those of its parts, addresses, styles …"""

    code: Code
    names: tuple[str, ...] = ()

    def __str__(self):
        return sentences()[self.code] % {"names": ", ".join(self.names)}


class Refused(Exception):
    """A file that can't be looked at any further."""

    def __init__(self, code, *names):
        super().__init__(code)
        self.problem = Problem(code=code, names=names)


def default_template():
    """A template in our own design, in the active language: to be changed in Word and uploaded."""
    document = default_document()
    finishing.set_page_numbers(document.sections[0], _("Page %(page)s of %(pages)s"))
    finishing.set_language(document, get_language() or "")
    finishing.set_properties(document, title=_("Template for reports"), day=LONG_AGO)
    return finishing.packed(document, LONG_AGO)


def check_template(content):
    """All that is wrong with an uploaded file, as a list of Problem; none where it can be used."""
    try:
        found = read(content)
        problems = [
            Problem(code=code, names=tuple(dict.fromkeys(names)))
            for code, names in found.problems().items()
            if names
        ]
        if not problems:
            word.manuscript_for(NOTHING, NO_REPORT, content)
        return problems
    except Refused as error:
        return [error.problem]
    except Unreadable as error:
        codes = {Reason.TOO_LARGE: Code.TOO_LARGE, Reason.OLD_OR_LOCKED: Code.OLDER}
        return [Problem(code=codes.get(error.reason, Code.BROKEN))]
    except Exception:  # zipfile, zlib and lxml raise whatever the broken file provokes
        return [Problem(code=Code.BROKEN)]


def read(content):
    """What stands in the file, as far as it matters here. Raises Refused or Unreadable."""
    if not content:
        raise Refused(Code.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(Code.TOO_LARGE)
    if content.startswith(OLDER):
        raise Refused(Code.OLDER)
    if not content.startswith(ZIP):
        raise Refused(Code.NOT_WORD)
    archive = Archive(content)
    if TYPES not in archive.parts:
        raise Refused(Code.NOT_WORD)
    found = Found()
    look_at(archive, TYPES, found)
    names = [name for name in archive.parts if name != TYPES and found.is_xml(name)]
    if sum(archive.parts[name].file_size for name in names) > MAX_XML:
        raise Refused(Code.TOO_LARGE)
    check_kind(found)
    for name in names:
        look_at(archive, name, found)
    return found


def look_at(archive, name, found):
    """Read one part to its end: where it can't be, or declares entities, it is refused."""
    found.part = name
    try:
        for _pause in archive.parse(name, found):
            pass
    except expat.ExpatError:
        raise Refused(Code.BROKEN, name) from None
    except Unreadable as error:
        if error.reason != Reason.DAMAGED:
            raise
        raise Refused(Code.BROKEN, name) from None


def check_kind(found):
    kinds = found.types.values()
    if any(kind.endswith(MAIN) for kind in kinds) or found.has_programs():
        return
    is_template = any(kind.endswith(TEMPLATE) for kind in kinds)
    raise Refused(Code.TEMPLATE if is_template else Code.NOT_WORD)


class Found(Texts):
    """Reads parts: their types, what they refer to, the styles, and the fields in the text."""

    def __init__(self):
        super().__init__()
        self.part = ""
        self.types = {}  # name or extension of parts: their type
        self.relations = []  # kind, target, whether it lies outside
        self.styles = set()
        self.is_style = False

    def start(self, name, attributes):
        match name.rpartition(" ")[2]:
            case "Default":
                self.types["." + attributes.get("Extension", "").lower()] = type_in(attributes)
            case "Override":
                key = attributes.get("PartName", "").lstrip("/").lower()
                self.types[key] = type_in(attributes)
            case "Relationship":
                kind = attributes.get("Type", "").rpartition("/")[2]
                is_outside = attributes.get("TargetMode") == "External"
                self.relations.append((kind, attributes.get("Target", ""), is_outside))
            case "instrText":
                self.collect()
            case "fldChar":
                self.pieces.append("\n")
            case "fldSimple":
                self.pieces.append(f"\n{attributes.get(f'{W} instr', '')}\n")
            case "style":
                self.is_style = self.types.get(self.part, "").endswith(STYLES)
            case "name" if self.is_style:
                self.styles.add(attributes.get(f"{W} val", "").lower())
                self.is_style = False

    def tags(self):
        return 0

    def is_xml(self, name):
        extension = "." + name.rpartition(".")[2]
        kind = self.types.get(name) or self.types.get(extension, "")
        return extension in {".xml", ".rels"} or kind.endswith("xml")

    def has_programs(self):
        return any("macroenabled" in kind.lower() or "vba" in kind for kind in self.types.values())

    def problems(self):
        """The names behind each kind of problem; where there are none it is in order."""
        macros = self.targets(PROGRAMS) or ["macroEnabled"] * self.has_programs()
        outside = [
            target[:LONGEST]
            for kind, target, is_outside in self.relations
            if is_outside and not (kind == "hyperlink" and target.startswith(ADDRESSES))
        ]
        fields = [name.upper() for name in ACTIVE.findall("".join(self.pieces))]
        styles = [name for name in NEEDED if name.lower() not in self.styles]
        return {
            Code.MACROS: macros,
            Code.CONTROLS: self.targets(CONTROLS),
            Code.OBJECTS: self.targets(OBJECTS),
            Code.OUTSIDE: outside,
            Code.FIELDS: fields,
            Code.STYLES: styles,
        }

    def targets(self, kinds):
        return [target[:LONGEST] for kind, target, _is_outside in self.relations if kind in kinds]


def type_in(attributes):
    return attributes.get("ContentType", "")


def sentences():
    return {
        Code.EMPTY: _("The file is empty."),
        Code.TOO_LARGE: _("The file is too large: up to 5 MB can be used."),
        Code.OLDER: _(
            "The file is of an older kind, or has a password. "
            "Save it in Word as a document (.docx) without a password."
        ),
        Code.NOT_WORD: _("The file is no Word document (.docx)."),
        Code.TEMPLATE: _("The file is a Word template (.dotx). Save it as a document (.docx)."),
        Code.BROKEN: _(
            "The file is damaged. Open it in Word and save it anew as a document (.docx). %(names)s"
        ),
        Code.MACROS: _("It has macros: %(names)s. Save it as a document without them (.docx)."),
        Code.CONTROLS: _("It has active controls: %(names)s. Remove them."),
        Code.OBJECTS: _("It has other files inside: %(names)s. Remove them."),
        Code.OUTSIDE: _(
            "It refers to something outside of the file: %(names)s. "
            "Put pictures into the document, and detach it from other templates."
        ),
        Code.FIELDS: _("It has fields that fetch or start something: %(names)s. Remove them."),
        Code.STYLES: _("It lacks these styles: %(names)s. Use them once in the document."),
    }
