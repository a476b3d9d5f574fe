"""Whether a file can be shown as a logo. Knows nothing but bytes."""

import binascii
import re
from base64 import b64decode, b64encode
from xml.parsers import expat
from zlib import crc32

LARGEST = 12 * 1024  # bytes
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "http://www.w3.org/2000/svg"
WIDEST = 2_000  # pixels of a PNG, and down
MOST_ELEMENTS = 200  # of an SVG
MOST_USES = 12  # one that uses another that uses … would be drawn a thousandfold
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "text", "tspan"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop", "clipPath"),
}
ATTRIBUTES = {
    *("id", "class", "style", "lang", "role", "aria-hidden", "aria-label", "aria-labelledby"),
    *("version", "baseProfile", "viewBox", "preserveAspectRatio", "enable-background"),
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy"),
    *("width", "height", "d", "points", "transform", "pathLength", "rotate", "href", "type"),
    *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
    *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
    *("stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display", "visibility"),
    *("overflow", "paint-order", "vector-effect", "shape-rendering", "color-interpolation"),
    *("clip-path", "clip-rule", "clipPathUnits"),
    *("gradientUnits", "gradientTransform", "spreadMethod", "offset", "stop-color"),
    *("stop-opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor"),
    *("letter-spacing", "word-spacing", "dominant-baseline", "textLength", "lengthAdjust"),
}
# By their namespace; what tells browsers nothing of a picture is not needed.
ALLOWED = {"": ATTRIBUTES, XLINK: {"href"}, XML: {"space", "lang"}}
INSIDE = re.compile(r"\s*#")  # the drawing itself
ADDRESSES = re.compile(r"url\(\s*[\"']?(.*?)[\"']?\s*\)", re.IGNORECASE | re.DOTALL)
HIDDEN = re.compile(r"\\|@import|javascript:", re.IGNORECASE)


class Unfit(ValueError):
    """It can't be a logo.

    ``reason``: too_large, not_a_picture, broken, active (more than shapes, gradients and words)
    or outside.
    """

    def __init__(self, reason):
        self.reason = reason
        super().__init__(reason)


def as_address(content):
    """The bytes of a PNG or SVG file as a ``data:`` address, which a page can show.

    Raises Unfit where it is neither, is damaged, or could do more than be looked at.
    """
    if len(content) > LARGEST:
        raise Unfit("too_large")
    if content.startswith(PNG):
        check_png(content)
        kind = "image/png"
    elif b"<svg" in content.lower():
        check_svg(content)
        kind = "image/svg+xml"
    else:
        raise Unfit("not_a_picture")
    return f"data:{kind};base64,{b64encode(content).decode()}"


def check_address(address):
    """Raises Unfit where an address is not empty and not one that ``as_address`` gives."""
    try:
        content = b64decode(address.partition(",")[2], validate=True)
    except binascii.Error:
        raise Unfit("broken") from None
    if address and as_address(content) != address:
        raise Unfit("broken")


def check_png(content):
    """Walk its parts, each with its length and checksum, from the header to the end."""
    place, kinds = len(PNG), []
    while place < len(content) and kinds[-1:] != [b"IEND"]:
        length = int.from_bytes(content[place : place + 4], "big")
        part = content[place + 4 : place + 8 + length]
        checksum = content[place + 8 + length : place + 12 + length]
        if len(part) != length + 4 or checksum != crc32(part).to_bytes(4, "big"):
            raise Unfit("broken")
        kinds.append(part[:4])
        place += length + 12
    is_whole = kinds[:1] == [b"IHDR"] and b"IDAT" in kinds and kinds[-1:] == [b"IEND"]
    if not is_whole or place != len(content):
        raise Unfit("broken")
    # The header begins with width and height, of four bytes each.
    start = len(PNG) + 8
    if any(int.from_bytes(content[at : at + 4], "big") > WIDEST for at in (start, start + 4)):
        raise Unfit("too_large")


def check_svg(content):
    """Read it as XML, and refuse whatever runs, or comes from elsewhere."""
    parser = expat.ParserCreate(namespace_separator=" ")
    seen = []

    def begins(name, attributes):
        seen.append(name)
        refuse_element(name, attributes, is_first=len(seen) == 1)
        if len(seen) > MOST_ELEMENTS or seen.count(f"{SVG} use") > MOST_USES:
            raise Unfit("too_large")

    def refuse(*told):
        raise Unfit("active")

    parser.StartElementHandler = begins
    parser.CharacterDataHandler = refuse_text
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("broken") from None


def refuse_element(name, attributes, *, is_first):
    space, _, local = name.rpartition(" ")
    if is_first and (space, local) != (SVG, "svg"):
        raise Unfit("not_a_picture")
    if space != SVG or local not in ELEMENTS:
        raise Unfit("active")
    for attribute, value in attributes.items():
        refuse_attribute(attribute, value)


def refuse_attribute(attribute, value):
    space, _, own = attribute.rpartition(" ")
    if space not in {"", XLINK, XML} or own not in ALLOWED[space]:
        raise Unfit("active")
    if own == "href" and not INSIDE.match(value):
        raise Unfit("outside")
    refuse_text(value)


def refuse_text(text):
    """Words, or rules of style, that name something elsewhere."""
    if HIDDEN.search(text) or not all(map(INSIDE.match, ADDRESSES.findall(text))):
        raise Unfit("outside")
