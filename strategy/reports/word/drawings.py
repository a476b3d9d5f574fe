"""How a picture stands in a Word document."""

from lxml import etree

from strategy.reports.word.markup import R, w, writable

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMES = {"wp": WP, "a": A, "pic": PIC, "r": R}
NAMESPACES = {"a": A, "wp": WP, "pic": PIC}


def drawing(relation, *, number, alt, width, height):
    """A run with a picture; ``alt`` says in words what it shows. Sizes are in EMU."""
    size = {"cx": str(width), "cy": str(height)}
    inline = e(
        "wp:inline",
        e("wp:extent", **size),
        e("wp:docPr", id=str(number), name=f"Diagram {number}", descr=writable(alt)),
        e("wp:cNvGraphicFramePr", e("a:graphicFrameLocks", noChangeAspect="1")),
        e("a:graphic", e("a:graphicData", image(relation, number, size), uri=PIC)),
        distT="0",
        distB="0",
        distL="0",
        distR="0",
    )
    return w("r", w("drawing", inline))


def image(relation, number, size):
    blip = e("a:blip")
    blip.set(f"{{{R}}}embed", relation)
    place = e("a:xfrm", e("a:off", x="0", y="0"), e("a:ext", **size))
    return e(
        "pic:pic",
        e(
            "pic:nvPicPr",
            e("pic:cNvPr", id=str(number), name=f"diagram{number}.png"),
            e("pic:cNvPicPr"),
        ),
        e("pic:blipFill", blip, e("a:stretch", e("a:fillRect"))),
        e("pic:spPr", place, e("a:prstGeom", e("a:avLst"), prst="rect")),
    )


def e(name, /, *inside, **attributes):
    prefix, _, local = name.partition(":")
    element = etree.Element(f"{{{NAMESPACES[prefix]}}}{local}", attributes, NAMES)
    element.extend(inside)
    return element
