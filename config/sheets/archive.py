"""The zip file of XML parts that a workbook is, read in pieces and never beyond the limits."""

import io
import posixpath
import zipfile
from xml.parsers import expat

from config.sheets.values import (
    MAX_IDLE_TAGS,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TAG,
    MAX_UNPACKED,
    Reason,
    Unreadable,
)
from config.sheets.vocabulary import RAISED

PIECE = 64 * 1024  # bytes
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1  # the flag of a part that has a password
LISTED = b"PK\x01\x02"  # how each entry of a zip file's list of contents begins
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Archive:
    """The parts of a workbook by name. What the file says of their sizes is not believed."""

    def __init__(self, content):
        # Counted before the list is read: a list of a hundred thousand takes seconds.
        if content.count(LISTED) > MAX_MEMBERS:
            raise Unreadable(Reason.TOO_LARGE)
        self.file = zipfile.ZipFile(io.BytesIO(content))
        members = self.file.infolist()
        size = sum(member.file_size for member in members)
        if size > min(MAX_UNPACKED, MAX_RATIO * len(content)):
            raise Unreadable(Reason.TOO_LARGE)
        self.parts = {_plain(member.filename): member for member in members}
        if len(self.parts) < len(members):
            raise Unreadable(Reason.DAMAGED)
        self.unpacked = self.idle_tags = 0

    def pieces(self, name):
        """A part's content, piece by piece, counted."""
        member = self.parts.get(_plain(name))
        if member is not None and member.flag_bits & ENCRYPTED:
            raise Unreadable(Reason.OLD_OR_LOCKED)
        if member is None or member.compress_type not in PACKED:
            raise Unreadable(Reason.DAMAGED, name)
        with self.file.open(member) as part:
            while piece := part.read(PIECE):
                self.unpacked += len(piece)
                if self.unpacked > MAX_UNPACKED:
                    raise Unreadable(Reason.TOO_LARGE)
                yield piece

    def parse(self, name, reader):
        """Give a part's elements to ``reader.start(name, attributes)``; pause after each piece.

        Names come as ``address-of-the-vocabulary local-name``. The reader has the parser as
        ``reader.parser``, to ask for the text inside an element (see ``Texts``), and says in
        ``reader.tags()`` how many tags were needed for what it found.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = PIECE
        parser.StartElementHandler = reader.start
        parser.StartDoctypeDeclHandler = _refuse
        reader.parser = parser
        given, idle = 0, self.idle_tags + reader.tags()
        for piece in self.pieces(name):
            parser.Parse(piece)
            given += len(piece)
            idle += piece.count(b"<")
            if idle - reader.tags() > MAX_IDLE_TAGS:
                raise Unreadable(Reason.TOO_LARGE)
            # An unfinished tag is read again with every piece: a huge one would take hours.
            if given - parser.CurrentByteIndex > MAX_TAG:
                raise Unreadable(Reason.DAMAGED, name)
            yield
        parser.Parse(b"", True)
        self.idle_tags = idle - reader.tags()

    def elements(self, name):
        """The elements of a small part: (name, attributes)."""
        reader = _Elements()
        for _pause in self.parse(name, reader):
            yield from reader.found
            reader.found.clear()
        yield from reader.found

    def related(self, name):
        """What a part refers to within the file: {id: (kind, name of the part)}."""
        folder, file = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{file}.rels")
        if _plain(listing) not in self.parts:
            return {}
        return {
            attributes.get("Id", ""): (
                attributes.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))),
            )
            for element, attributes in self.elements(listing)
            if element == f"{RELATIONSHIPS} Relationship"
            and attributes.get("TargetMode") != "External"
        }


class Texts:
    """Reads the text inside of elements; a base for readers."""

    parser = None

    def __init__(self):
        self.pieces = []

    def collect(self, *, is_raised=False):
        """Collect the text of the element that begins here; ``83`` and a raised ``1`` as 83¹."""
        self.parser.CharacterDataHandler = self.raise_digits if is_raised else self.pieces.append
        self.parser.EndElementHandler = self.stop

    def raise_digits(self, text):
        self.pieces.append(text.translate(RAISED))

    def stop(self, _name):
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None


class _Elements:
    def __init__(self):
        self.found = []

    def start(self, name, attributes):
        self.found.append((name, attributes))

    def tags(self):
        return 0


def _refuse(*_declaration):
    """A workbook has no document type: it would only be there to fetch or multiply things."""
    raise Unreadable(Reason.DAMAGED)


def _plain(name):
    return name.replace("\\", "/").lstrip("/").lower()
