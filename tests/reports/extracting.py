"""The words of a report, read back from the files people get."""

import io
import re
import unicodedata

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def words_of(text):
    """A text as its words alone: no case of letters, kinds of dashes, ends of lines."""
    text = unicodedata.normalize("NFKC", text.translate(SUPERSCRIPTS)).replace(
        "\N{SOFT HYPHEN}", ""
    )
    text = re.sub(r"\s*([‐‑–—/-])\s*", lambda sign: "/" if sign[1] == "/" else "-", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


def words_of_pdf(data):
    """All words of a PDF in the order they are read, without what stands on every page."""
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages]
    common = set.intersection(*(set(map(as_furniture, lines)) for lines in pages[2:]))
    lines = [line for page in pages for line in page if as_furniture(line) not in common]
    return words_of(" ".join(lines))


def as_furniture(line):
    """A line without its numbers: the foot of a page differs in them only."""
    return re.sub(r"\d+", "#", line.strip())


def words_of_word(data):
    """All words of a Word file in the order they stand, then those of its footnotes."""
    document = Document(io.BytesIO(data))
    found = [text_of(each) for each in document.element.body.iter(qn("w:p"))]
    for part in document.part.package.iter_parts():
        if part.partname.endswith("/footnotes.xml"):
            notes = etree.fromstring(part.blob)
            found += [text_of(each) for each in notes.iter(qn("w:p"))]
    return words_of(" ".join(found))


def text_of(paragraph):
    """The text of a paragraph with tabs and breaks as spaces and the numbers of its footnotes."""
    pieces = []
    for each in paragraph.iter(*map(qn, ("w:t", "w:tab", "w:br", "w:footnoteReference"))):
        match each.tag.rpartition("}")[2]:
            case "t":
                pieces.append(each.text or "")
            case "footnoteReference":
                pieces.append(each.get(qn("w:id")))
            case _:
                pieces.append(" ")
    return "".join(pieces)
