"""The XML of a Word document, element by element: what people wrote is always text in it."""

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
NAMES = {"w": W, "r": R}
# What XML has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEFORE_SPACING = {
    f"{{{W}}}{name}"
    for name in (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr"),
        *("pBdr", "shd", "tabs"),
    )
}


def w(name, /, *inside, **attributes):
    """An element of WordprocessingML around others; its attributes are of the same vocabulary."""
    written = {f"{{{W}}}{key}": str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{W}}}{name}", written, NAMES)
    element.extend(inside)
    return element


def writable(text):
    """The text with a sign in the place of each character that XML can't hold."""
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def written(text, name="t"):
    """A text, or an instruction of a field, with its spaces."""
    element = w(name)
    element.set(f"{{{XML}}}space", "preserve")
    element.text = writable(text)
    return element


def run(text, *, style="", is_strong=False, is_emphasis=False, is_raised=False, is_hidden=False):
    """Words of one look; a line break of the text is one on the page.

    ``style``: the id of a character style. ``is_hidden``: not on a screen that shows pages alone.
    """
    look = []
    if style:
        look.append(w("rStyle", val=style))
    if is_strong:
        look += [w("b"), w("bCs")]
    if is_emphasis:
        look += [w("i"), w("iCs")]
    if is_hidden:
        look.append(w("webHidden"))
    if is_raised:
        look.append(w("vertAlign", val="superscript"))
    first, *others = text.split("\n")
    words = [written(first)]
    for line in others:
        words += [w("br"), written(line)]
    return w("r", *([w("rPr", *look)] if look else []), *words)


def field(instruction, *result):
    """A field with its result as it stands before anybody updates it."""
    return w("fldSimple", *result, instr=f" {instruction} ")


def paragraph(
    style="",
    *inside,
    keeps_next=False,
    on_new_page=False,
    numbering=None,
    indent=0,
    align="",
    outline=None,
):
    """A paragraph; an empty ``style`` is that of ordinary text.

    ``numbering``: the id of a list and the depth in it. ``indent``: in twentieths of a point.
    """
    about = []
    if style:
        about.append(w("pStyle", val=style))
    if keeps_next:
        about.append(w("keepNext"))
    if on_new_page:
        about.append(w("pageBreakBefore"))
    if numbering:
        number, depth = numbering
        about.append(w("numPr", w("ilvl", val=depth), w("numId", val=number)))
    if indent:
        about.append(w("ind", left=indent))
    if align:
        about.append(w("jc", val=align))
    if outline is not None:
        about.append(w("outlineLvl", val=outline))
    return w("p", *([w("pPr", *about)] if about else []), *inside)


def set_apart(element, *, before):
    """Give a paragraph some air above it, in twentieths of a point."""
    about = element.find(f"{{{W}}}pPr")
    if about is None:
        about = w("pPr")
        element.insert(0, about)
    place = sum(each.tag in BEFORE_SPACING for each in about)
    about.insert(place, w("spacing", before=before))


def style_of(element):
    """The id of the style of a paragraph; "" where it is ordinary text, or none."""
    return next(iter(element.xpath("w:pPr/w:pStyle/@w:val", namespaces=NAMES)), "")


def text_of(element):
    """The words of an element, as a reader sees them."""
    return "".join(each.text or "" for each in element.iter(f"{{{W}}}t"))
