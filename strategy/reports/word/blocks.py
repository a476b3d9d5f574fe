"""The blocks of a report, and what stands in their lines, as Word has them."""

from strategy.reports.word import pieces
from strategy.reports.word.manuscript import LIST_LEVELS, STEP
from strategy.reports.word.markup import field, paragraph, run, text_of, w
from strategy.reports.word.tables import table

PARAGRAPH, SIGN = "paragraph", "sign"


def write_blocks(manuscript, blocks, *, style="", indent=0, depth=0):
    """Blocks below each other.

    ``style``: of their paragraphs. ``indent``: how far they stand in. ``depth``: in how many lists.
    """
    look = {"style": style, "indent": indent, "depth": depth}
    return [element for each in blocks for element in write_block(manuscript, each, **look)]


def write_block(manuscript, block, *, style, indent, depth):
    styles = manuscript.styles
    match block["kind"]:
        case "paragraph":
            return [paragraph(style, *write_words(manuscript, block["text"]), indent=indent)]
        case "quiet":
            return [quiet(manuscript, block, indent)]
        case "heading":
            words = write_words(manuscript, block["text"])
            begins_page = block.get("begins_page", False)
            return [manuscript.heading(block["level"], *words, on_new_page=begins_page)]
        case "list":
            return write_list(manuscript, block, indent, depth)
        case "quote":
            look = {"style": styles["Quote"], "indent": indent + STEP, "depth": depth}
            return write_blocks(manuscript, block["blocks"], **look)
        case "code":
            words = run(block["text"].rstrip("\n"))
            return [paragraph(styles["Report Code"], words, indent=indent)]
        case "rule":
            return [paragraph(styles["Report Rule"])]
        case "table":
            return [write_table(manuscript, block)]
        case "facts":
            return [each for row in block["rows"] for each in fact(manuscript, row, indent)]
        case "goals":
            return [pieces.goals(manuscript, block)]
        case "data":
            return [pieces.data(manuscript, block)]
        case "drawing":
            caption = write_words(manuscript, block["caption"][1:])
            return pieces.drawing(manuscript, block, caption)
    raise ValueError(block["kind"])


def quiet(manuscript, block, indent):
    return paragraph(
        manuscript.styles["Report Note"],
        *write_words(manuscript, block["text"]),
        keeps_next=block.get("stays_with_next", False),
        indent=indent,
    )


def write_list(manuscript, block, indent, depth):
    """A list; what an item holds beside its first paragraph stands below that one."""
    styles, is_ordered = manuscript.styles, block["ordered"]
    level = min(depth, LIST_LEVELS - 1)
    number = manuscript.lists.start(depth=level, is_ordered=is_ordered, first=block["start"])
    style = styles["List Number" if is_ordered else "List Bullet"]
    written = []
    for item in block["items"]:
        begins = item[:1] if item and item[0]["kind"] in {PARAGRAPH, "quiet"} else []
        words = write_words(manuscript, begins[0]["text"]) if begins else []
        written.append(paragraph(style, *words, numbering=(number, level)))
        written += write_blocks(
            manuscript, item[len(begins) :], indent=indent + STEP, depth=depth + 1
        )
    return written


def fact(manuscript, row, indent):
    """What something is: its term stands before the first words about it."""
    blocks = row["blocks"]
    term = run(f"{row['term']}:", is_strong=True)
    begins = blocks[:1] if blocks and blocks[0]["kind"] == PARAGRAPH else []
    words = [run(" "), *write_words(manuscript, begins[0]["text"])] if begins else []
    first = paragraph("", term, *words, keeps_next=not begins, indent=indent)
    return [first, *write_blocks(manuscript, blocks[len(begins) :], indent=indent)]


def write_table(manuscript, block):
    style = manuscript.styles["Report Cell"]

    def cells(row):
        return [[paragraph(style, *write_words(manuscript, each))] for each in row]

    head = cells(block["head"])
    names = ", ".join(text_of(each[0]) for each in head)
    rows = [cells(row) for row in block["rows"]]
    return table(manuscript, head=head, rows=rows, title=manuscript.heading_above, about=names)


def write_words(manuscript, inlines, part=None, **look):
    """The words of a paragraph; ``part`` is the one they stand in, ordinarily the document."""
    part = part or manuscript.part
    are_signs = all(each["kind"] == SIGN for each in inlines)
    written = []
    for each in inlines:
        if are_signs and written:
            written.append(run(", "))
        written += write_inline(manuscript, each, part, look)
    return written


def write_inline(manuscript, inline, part, look):
    styles = manuscript.styles
    match inline["kind"]:
        case "text":
            return [run(inline["text"].replace("\n", " "), **look)]
        case "strong":
            return write_words(manuscript, inline["text"], part, **{**look, "is_strong": True})
        case "emphasis":
            return write_words(manuscript, inline["text"], part, **{**look, "is_emphasis": True})
        case "code":
            return [run(inline["text"], **{**look, "style": styles["Report Code Words"]})]
        case "link":
            look = {**look, "style": styles["Hyperlink"]}
            words = write_words(manuscript, inline["text"], part, **look)
            return [manuscript.link(part, inline["href"], *words)]
        case "break":
            return [w("r", w("br"))]
        case "footnote":
            return footnote(manuscript, inline["number"], part)
        case "value":
            return [run(inline["shown"], **look)]
        case "mention":
            return [mention(manuscript, inline, look)]
        case "broken":
            return [run(inline["written"], **{**look, "style": styles["Report Broken"]})]
        case "sign":
            return [pieces.sign(manuscript, inline)]
    raise ValueError(inline["kind"])


def footnote(manuscript, number, part):
    """The mark of a footnote; Word knows none inside of another, nor one without a text."""
    text = manuscript.notes.get(str(number))
    if part is not manuscript.part or text is None:
        return [run(str(number), is_raised=True)]
    is_again = number in manuscript.placed
    words = [] if is_again else write_words(manuscript, text, manuscript.footnotes.part)
    return manuscript.mark_of(number, words)


def mention(manuscript, inline, look):
    """The number of a diagram or table, which leads there and follows when it changes."""
    shown, label = run(inline["shown"], **look), manuscript.labels.get(inline["code"])
    return field(f"REF {label} \\h", shown) if label else shown
