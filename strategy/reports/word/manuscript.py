"""A Word document that is being written: its styles, numbers, names and parts."""

from copy import deepcopy
from itertools import chain, count

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.image import ImagePart
from docx.parts.numbering import NumberingPart

from strategy.reports.pictures import picture
from strategy.reports.word import drawings
from strategy.reports.word.design import A4
from strategy.reports.word.footnotes import Footnotes
from strategy.reports.word.markup import R, W, field, paragraph, run, text_of, w

DEEPEST = 6  # level of a heading
HIGHEST = 80  # of a diagram, in per cent of the page
LIST_LEVELS = 9  # as many as Word knows
STEP = 360  # twentieths of a point, that each level of a list stands further in
BULLETS = "•–▪"


class Manuscript:
    """What the pieces of a report need of the document they go into.

    ``design``: a document to take the styles from that this one has not. ``section``: the pages
    that the report stands on.
    """

    def __init__(self, document, design, content, report, *, section):
        self.document, self.part = document, document.part
        self.styles = Styles(document, design)
        self.footnotes = Footnotes(
            document,
            text_style=self.styles["footnote text"],
            mark_style=self.styles["footnote reference"],
        )
        self.words, self.notes = report["words"], report["footnotes"]
        self.placed = {}  # number of a footnote: name of its bookmark
        self.figures = figures_of(content)
        self.width, self.height = page_of(section)
        self.headings = []  # level, words, bookmark
        self.heading_above = report["title"]
        self.level = 0
        self.links = {}
        self.ids = count(last_id(document) + 1)
        self.labels = {code: self.new_name("Figure") for code in self.figures}
        self.lists = Lists(document)

    def heading(self, level, *words, on_new_page=False):
        """A heading, and its place in the contents; never more than one level below the last."""
        self.level = min(level, self.level + 1, DEEPEST)
        name = self.new_name("Toc")
        shown = "".join(map(text_of, words))
        self.headings.append((self.level, shown, name))
        self.heading_above = shown
        return paragraph(
            self.styles[f"Heading {self.level}"],
            *self.named(name, *words),
            keeps_next=True,
            on_new_page=on_new_page,
        )

    def new_name(self, kind):
        """A name that neither this report nor the template has; Word shows it to nobody."""
        return f"_{kind}{next(self.ids):08}"

    def named(self, name, *inside):
        """What others can refer to by a name."""
        number = next(self.ids)
        return [w("bookmarkStart", id=number, name=name), *inside, w("bookmarkEnd", id=number)]

    def link(self, part, address, *inside):
        """Words that lead to an address outside the document, from the part they stand in."""
        key = part.partname, address
        if key not in self.links:
            self.links[key] = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        element = w("hyperlink", *inside, history=1)
        element.set(f"{{{R}}}id", self.links[key])
        return element

    def mark_of(self, number, words):
        """The marks of a footnote: at the first place it stands there, later it is referred to."""
        if number in self.placed:
            style = self.styles["footnote reference"]
            return [field(f"NOTEREF {self.placed[number]} \\f \\h", run(str(number), style=style))]
        self.placed[number] = self.new_name("Footnote")
        return self.named(self.placed[number], self.footnotes.add(number, words))

    def drawing(self, svg, alt):
        """A diagram as a run of words, as wide as the page; its caption has room below it."""
        found = picture(svg)
        number = next(self.ids)
        name = PackURI(f"/word/media/diagram{number}.png")
        part = ImagePart(name, CONTENT_TYPE.PNG, found.content)
        relation = self.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        highest = self.height * HIGHEST // 100
        width = min(self.width, highest * found.width // found.height)
        height = width * found.height // found.width
        return drawings.drawing(relation, number=number, alt=alt, width=width, height=height)


class Styles:
    """The ids of styles by their names. What the document has not it gets from the design."""

    def __init__(self, document, design):
        self.element, self.design = document.styles.element, design.styles.element
        self.ids = ids_of(self.element)
        self.others = {name_of(each): each for each in self.design.findall(f"{{{W}}}style")}

    def __getitem__(self, name):
        found = self.ids.get(name.lower())
        return found or self.borrow(name.lower())

    def borrow(self, name):
        style = deepcopy(self.others[name])
        taken = set(self.ids.values())
        wanted = style.get(f"{{{W}}}styleId")
        others = (f"{wanted}{number}" for number in count(2))
        own = next(each for each in chain([wanted], others) if each not in taken)
        style.set(f"{{{W}}}styleId", own)
        self.ids[name] = own
        for relation in ("basedOn", "next", "link"):
            self.point(style, relation)
        self.element.append(style)
        return own

    def point(self, style, relation):
        """Let a borrowed style refer to the document's own style of the same name, if any."""
        pointer = style.find(f"{{{W}}}{relation}")
        if pointer is None:
            return
        theirs = {style_id: name for name, style_id in ids_of(self.design).items()}
        own = self.ids.get(theirs.get(pointer.get(f"{{{W}}}val"), ""))
        if own:
            pointer.set(f"{{{W}}}val", own)
        else:
            style.remove(pointer)


class Lists:
    """The lists of a document, each numbered by itself."""

    def __init__(self, document):
        self.numbering = numbering_of(document)
        kinds = self.ids("abstractNum", "abstractNumId")
        self.bullets = max(kinds, default=0) + 1
        self.digits = self.bullets + 1
        self.numbers = count(max(self.ids("num", "numId"), default=0) + 1)
        kinds = [
            kind(self.bullets, "bullet", lambda level: BULLETS[level % len(BULLETS)]),
            kind(self.digits, "decimal", lambda level: f"%{level + 1}."),
        ]
        pictures = len(self.numbering.findall(f"{{{W}}}numPicBullet"))  # these stand first
        for place, each in enumerate(kinds, start=pictures):
            self.numbering.insert(place, each)

    def ids(self, name, key):
        found = self.numbering.findall(f"{{{W}}}{name}")
        return [int(each.get(f"{{{W}}}{key}")) for each in found]

    def start(self, *, depth, is_ordered, first=1):
        """A new list at a depth; returns the number that its paragraphs refer to."""
        number = next(self.numbers)
        of_kind = w("abstractNumId", val=self.digits if is_ordered else self.bullets)
        starts = []
        if is_ordered:
            starts = [w("lvlOverride", w("startOverride", val=first), ilvl=depth)]
        self.numbering.append(w("num", of_kind, *starts, numId=number))
        return number


def kind(number, form, mark):
    """A kind of list: its marks, and how far each level stands in."""
    levels = [
        w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=form),
            w("lvlText", val=mark(level)),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)),
            ilvl=level,
        )
        for level in range(LIST_LEVELS)
    ]
    return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)


def numbering_of(document):
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        part = NumberingPart(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            w("numbering"),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def name_of(style):
    return style.find(f"{{{W}}}name").get(f"{{{W}}}val").lower()


def ids_of(styles):
    return {name_of(each): each.get(f"{{{W}}}styleId") for each in styles.findall(f"{{{W}}}style")}


def figures_of(content):
    """Diagrams and tables by their codes."""
    return {
        figure["code"]: figure
        for area in content["areas"]
        for goal in area["goals"]
        for figure in goal["figures"]
    }


def last_id(document):
    """The highest number that a bookmark or a picture of the template has."""
    numbers = document.element.body.xpath(".//w:bookmarkStart/@w:id | .//wp:docPr/@id")
    return max((int(each) for each in numbers), default=0)


def page_of(section):
    """Width and height between the margins, in EMU; those of an A4 page where none is stated."""
    width, height = section.page_width or A4[0], section.page_height or A4[1]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    ends = (section.top_margin or 0) + (section.bottom_margin or 0)
    return width - sides, height - ends
