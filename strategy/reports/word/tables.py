"""Tables that Word can read out: headings that are repeated, no merged cells, a description."""

from strategy.reports.word.markup import paragraph, run, w, writable

EMU = 635  # in a twentieth of a point
WHOLE = 100  # parts of the width of a table
FIRST_ROW, FIRST_COLUMN, NO_BANDS = 0x0020, 0x0080, 0x0600


def table(manuscript, *, head, rows, title, about, widths=()):
    """A table of cells, each of which is a list of paragraphs; the first of a row is its heading.

    ``title`` and ``about`` tell those who do not see it what it shows; ``widths`` are parts of
    its width, in per cent: all alike where they are not given.
    """
    widths = widths or [WHOLE // len(head)] * len(head)
    total = manuscript.width // EMU
    description = w(
        "tblPr",
        w("tblStyle", val=manuscript.styles["Report Table"]),
        w("tblW", w=WHOLE * 50, type="pct"),
        w("tblLook", val=f"{FIRST_ROW | FIRST_COLUMN | NO_BANDS:04X}"),
        w("tblCaption", val=writable(title)),
        w("tblDescription", val=writable(about)),
    )
    grid = w("tblGrid", *[w("gridCol", w=total * part // WHOLE) for part in widths])
    headings = row(head, widths, w("cantSplit"), w("tblHeader"))
    return w(
        "tbl", description, grid, headings, *[row(each, widths, w("cantSplit")) for each in rows]
    )


def row(cells, widths, *about):
    return w("tr", w("trPr", *about), *map(cell, cells, widths))


def cell(paragraphs, part):
    return w("tc", w("tcPr", w("tcW", w=part * 50, type="pct")), *paragraphs)


def words(manuscript, text, *, is_number=False):
    """What stands in a cell: a paragraph of a text."""
    align = "right" if is_number else ""
    return [paragraph(manuscript.styles["Report Cell"], run(text), align=align)]
