"""The design of a report that has no template of its own: calm, and readable without colour."""

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from strategy.reports.word.markup import W, w

FONT, CODE_FONT = "Source Sans 3", "Consolas"
OTHER_FONTS = "Source Sans Pro,Calibri,Arial"  # where a computer has not the first one
INK, ACCENT, QUIET, FAINT = "1B2730", "0F4C5C", "50606B", "D5DCDF"
POSITIVE, UNCHANGED, NEGATIVE = "17693F", "7A4F00", "B3261E"
MARGIN, TOP, EDGE = Cm(2.3), Cm(2.8), Cm(1.2)
A4 = Cm(21), Cm(29.7)
WORD_OF_TODAY = "15"  # the mode in which Word checks accessibility; below it is an older one

# Size in points, space above and below in points, colour, whether it is bold.
PARAGRAPHS = {
    "Normal": (10.5, 0, 7, INK, False),
    "Title": (30, 6, 10, ACCENT, True),
    "Subtitle": (15, 0, 24, QUIET, False),
    "Heading 1": (20, 26, 8, ACCENT, True),
    "Heading 2": (15, 20, 6, ACCENT, True),
    "Heading 3": (12.5, 14, 4, INK, True),
    "Heading 4": (11, 12, 3, INK, True),
    "Heading 5": (10.5, 10, 2, INK, True),
    "Heading 6": (10.5, 10, 2, QUIET, True),
    "TOC Heading": (20, 0, 10, ACCENT, True),
    "toc 1": (11, 6, 2, INK, True),
    "toc 2": (10.5, 0, 2, INK, False),
    "toc 3": (10, 0, 2, INK, False),
    "Caption": (9.5, 2, 10, INK, False),
    "Quote": (10.5, 2, 6, INK, False),
    "List Bullet": (10.5, 0, 3, INK, False),
    "List Number": (10.5, 0, 3, INK, False),
    "Header": (9, 0, 0, QUIET, False),
    "Footer": (9, 0, 0, QUIET, False),
    "footnote text": (9, 0, 2, INK, False),
    "Report Kicker": (13, 170, 4, QUIET, True),
    "Report Cover Line": (11, 0, 4, INK, False),
    "Report Note": (9.5, 2, 4, QUIET, False),
    "Report Diagram": (10.5, 8, 2, INK, False),
    "Report Cell": (9.5, 1, 1, INK, False),
    "Report Code": (9.5, 2, 8, INK, False),
    "Report Rule": (4, 0, 8, FAINT, False),
    "Report Draft": (11, 0, 0, NEGATIVE, True),
}
# Colour; all stand beside words or shapes that say the same.
WORDS = {
    "Hyperlink": ACCENT,
    "footnote reference": INK,
    "Report Positive": POSITIVE,
    "Report Unchanged": UNCHANGED,
    "Report Negative": NEGATIVE,
    "Report Unknown": QUIET,
    "Report Broken": NEGATIVE,
    "Report Code Words": INK,
}
UNUSED = {"thumbnail", "extended-properties", "customXml", "stylesWithEffects", "fontTable"}
KEPT = {
    *("normal", "default paragraph font", "normal table", "no list", "header", "footer"),
    *(name.lower() for name in PARAGRAPHS),
}


def default_document():
    """An empty document of our own design, made anew each time: it may be written into."""
    document = docx.Document()
    drop_what_is_not_used(document)
    for name, (size, above, below, colour, is_bold) in PARAGRAPHS.items():
        set_paragraphs(style_of(document, name, WD_STYLE_TYPE.PARAGRAPH), above, below)
        set_letters(document.styles[name], size, colour, is_bold)
    for name, colour in WORDS.items():
        style_of(document, name, WD_STYLE_TYPE.CHARACTER).font.color.rgb = RGBColor.from_string(
            colour
        )
    set_details(document)
    document.styles.element.append(table_style())
    set_page(document)
    return document


def drop_what_is_not_used(document):
    """Ninety table styles, a thumbnail, another program's name."""
    styles = document.styles.element
    for each in styles.findall(f"{{{W}}}style"):
        if each.find(f"{{{W}}}name").get(f"{{{W}}}val").lower() not in KEPT:
            styles.remove(each)
    drop_pointers(styles)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            name = relation.reltype.rpartition("/")[2]
            if name in UNUSED:
                del owner.rels[key]


def drop_pointers(styles):
    """Let no style refer to one that is gone."""
    kept = set(styles.xpath("w:style/@w:styleId"))
    for pointer in styles.xpath("w:style/w:link | w:style/w:next | w:style/w:basedOn"):
        if pointer.get(f"{{{W}}}val") not in kept:
            pointer.getparent().remove(pointer)


def style_of(document, name, kind):
    if name in document.styles:
        return document.styles[name]
    return document.styles.add_style(name, kind, builtin=not name.startswith("Report"))


def set_paragraphs(style, above, below):
    properties = style.element.get_or_add_pPr()
    for each in list(properties):
        if each.tag not in {qn("w:outlineLvl"), qn("w:keepNext"), qn("w:keepLines")}:
            properties.remove(each)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)
    style.quick_style = True
    style.hidden = False


def set_letters(style, size, colour, is_bold):
    look = style.element.get_or_add_rPr()
    for each in list(look):
        look.remove(each)
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold = is_bold or None  # a table makes its headings bold


def set_details(document):
    """What single styles have beside size, space and colour."""
    styles = document.styles
    fonts = styles.element.find(f".//{{{W}}}rPrDefault//{{{W}}}rFonts")
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{W}}}{script}", FONT)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles["Quote"].font.italic = True
    styles["Hyperlink"].font.underline = True
    styles["footnote reference"].font.superscript = True
    for name in ("Report Positive", "Report Unchanged", "Report Negative", "Report Unknown"):
        styles[name].font.bold = True
    for name in ("Report Code", "Report Code Words"):
        styles[name].font.name = CODE_FONT
    styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    styles["toc 3"].paragraph_format.left_indent = Cm(1.2)
    for name in ("Report Cell", "Report Note", "Caption"):
        styles[name].paragraph_format.line_spacing = 1.0
    line = w("bottom", val="single", sz=6, space=1, color=FAINT)
    rule = styles["Report Rule"].element.get_or_add_pPr()
    rule.insert_element_before(w("pBdr", line), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def table_style():
    """Lines between rows only; the headings bold, above a darker line."""
    lines = w(
        "tblBorders",
        *[w(side, val="single", sz=4, space=0, color=FAINT) for side in ("bottom", "insideH")],
    )
    air = w(
        "tblCellMar",
        *[w(side, w=size, type="dxa") for side, size in zip(SIDES, (40, 80, 40, 80), strict=True)],
    )
    under = w("tcBorders", w("bottom", val="single", sz=8, space=0, color=ACCENT))
    first_row = w("tblStylePr", w("rPr", w("b"), w("bCs")), w("tcPr", under), type="firstRow")
    return w(
        "style",
        w("name", val="Report Table"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=99),
        w("tblPr", lines, air),
        first_row,
        type="table",
        customStyle=1,
        styleId="ReportTable",
    )


SIDES = ("top", "left", "bottom", "right")


def set_page(document):
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.bottom_margin = MARGIN
    section.top_margin = TOP
    section.header_distance = section.footer_distance = EDGE
    mode = document.settings.element.find(
        f".//{{{W}}}compatSetting[@{{{W}}}name='compatibilityMode']"
    )
    mode.set(f"{{{W}}}val", WORD_OF_TODAY)
    name_other_fonts(document)


def name_other_fonts(document):
    """Tell Word what to take where the font of the design is not there."""
    font = w("font", w("altName", val=OTHER_FONTS), w("family", val="swiss"), name=FONT)
    name, kind = PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE
    part = XmlPart(name, kind, w("fonts", font), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
