"""The words of a workbook's XML, in the older and in the strict vocabulary."""

import re

SPREADSHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
YES = frozenset({"1", "true", "on"})
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def names(*words):
    """The elements of these local names, by the names that the parser gives them."""
    return {f"{vocabulary} {word}": word for vocabulary in SPREADSHEETS for word in words}


def local(name):
    """A name without its vocabulary."""
    return name.rpartition(" ")[2]


def unescaped(text):
    """Text with the characters that XML can't hold: ``_x000D_`` is a carriage return."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def is_raised(attributes):
    """Whether the text of a run stands above the line, by its ``vertAlign``."""
    return attributes.get("val") == "superscript"


def _character(match):
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # half a character is none
