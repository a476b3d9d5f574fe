"""The footnotes of a Word document: a part of its own, which is made where there is none."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory, XmlPart

from strategy.reports.word.markup import W, paragraph, run, w, written

# Read as XML when a template brings a part of its own.
PartFactory.part_type_for[CONTENT_TYPE.WML_FOOTNOTES] = XmlPart
SEPARATORS = {"separator": -1, "continuationSeparator": 0}
# What may stand after the note on footnotes among the settings, in the order of the vocabulary.
AFTER_FOOTNOTES = (
    *("endnotePr", "compat", "docVars", "rsids", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol", "listSeparator"),
)


class Footnotes:
    """The footnotes of a document, the template's own among them."""

    def __init__(self, document, *, text_style, mark_style):
        self.text_style, self.mark_style = text_style, mark_style
        self.part = part_of(document)
        ids = [int(each.get(f"{{{W}}}id")) for each in self.part.element]
        self.last = max(ids, default=0)
        # Those of a template stand in front and are counted by Word.
        self.counted = sum(1 for _each in document.element.body.iter(f"{{{W}}}footnoteReference"))

    def add(self, number, words):
        """Put a footnote at the end of them; returns the mark that refers to it.

        Word counts footnotes itself. Where it would come to another number than the one
        the edition has, the mark is written out.
        """
        self.last += 1
        is_counted = number == self.counted + 1
        self.counted += is_counted
        mark = w("footnoteRef") if is_counted else written(str(number))
        looks = w("rPr", w("rStyle", val=self.mark_style))
        text = paragraph(self.text_style, w("r", looks, mark), run(" "), *words)
        self.part.element.append(w("footnote", text, id=self.last))
        return self.reference(number, is_counted=is_counted)

    def reference(self, number, *, is_counted):
        look = w("rPr", w("rStyle", val=self.mark_style))
        if is_counted:
            return w("r", look, w("footnoteReference", id=self.last))
        own_mark = w("footnoteReference", customMarkFollows=1, id=self.last)
        return w("r", look, own_mark, written(str(number)))


def part_of(document):
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    except KeyError:
        return new_part(document)


def new_part(document):
    """A part with the lines that Word draws above footnotes, and nothing else."""
    lines = [
        w("footnote", w("p", w("r", w(kind))), type=kind, id=number)
        for kind, number in SEPARATORS.items()
    ]
    part = XmlPart(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        w("footnotes", *lines),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    listed = w("footnotePr", *[w("footnote", id=number) for number in SEPARATORS.values()])
    settings = document.settings.element
    names = {f"{{{W}}}{name}" for name in AFTER_FOOTNOTES}
    after = next((each for each in settings if each.tag in names), None)
    if after is None:
        settings.append(listed)
    else:
        after.addprevious(listed)
    return part
