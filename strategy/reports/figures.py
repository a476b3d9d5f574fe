"""Diagrams and tables where a text places them, and the numbers below them."""

from django.utils.translation import gettext as _

from strategy.reports import words
from strategy.reports.blocks import quiet, strong, text

WIDEST = 9  # columns of numbers that stand beside each other on a page
FEW_ROWS = 5  # so many rows become columns where there are too many columns


def drawn(blocks, figures):
    """The blocks of a text with its figures in their places; what no text places comes last."""
    left = {each["code"]: each for each in figures}
    found = placed(blocks, left)
    return found + [block for figure in left.values() for block in figure_blocks(figure)]


def placed(blocks, left):
    """Blocks with their figures drawn; ``left`` are those not drawn yet."""
    found = []
    for block in blocks:
        match block["kind"]:
            case "figure" if block["code"] in left:
                found += figure_blocks(left.pop(block["code"]))
            case "figure":
                written = {"kind": "broken", "written": f"{{{{ figure {block['code']} }}}}"}
                found.append({"kind": "paragraph", "text": [written]})
            case "list":
                items = [placed(each, left) for each in block["items"]]
                found.append({**block, "items": items})
            case "quote":
                found.append({**block, "blocks": placed(block["blocks"], left)})
            case _:
                found.append(block)
    return found


def figure_blocks(figure):
    """A figure with its caption, what its picture says, and its numbers."""
    pieces = [data(piece, figure) for piece in cut(figure["table"])]
    is_drawn = bool(figure["svg"])
    shown = {
        "kind": "drawing",
        "code": figure["code"],
        "svg": figure["svg"],
        "alt": figure["alt"] or figure["caption"],
        "caption": caption(figure),
        "pieces": [] if is_drawn else pieces,
        "absent": absent(figure),
    }
    below = [says(about_data(figure)), *pieces] if is_drawn and pieces else []
    above = [says(of_picture())] if figure["is_picture_only"] and pieces and not is_drawn else []
    return [*above, shown, *inside_picture(figure), *below, *notes(figure["table"])]


def of_picture():
    return _(
        "The document prints it as a picture. Of what it shows the registry has these figures:"
    )


def caption(figure):
    inlines = [strong(f"{figure['label']}:"), text(f" {figure['caption']}")]
    if figure["source_line"]:
        inlines.append(text(f" {figure['source_line']}"))
    if figure["is_official"]:
        inlines.append(text(f" {_('Official statistics.')}"))
    return inlines


def says(words_of_it):
    return {**quiet(words_of_it), "stays_with_next": True}


def about_data(figure):
    if figure["is_picture_only"]:
        return of_picture()
    values = {"label": figure["label"], "unit": figure["unit"]}
    if figure["unit"]:
        return _("The figures of %(label)s, in %(unit)s:") % values
    return _("The figures of %(label)s:") % values


def absent(figure):
    """Why nothing is to be seen; "" where there is a drawing or a table."""
    if figure["svg"] or figure["table"]["rows"]:
        return ""
    if figure["is_picture_only"]:
        return _("The document prints it as a picture; its figures are not in the registry.")
    return _("The registry has no figures of it.")


def inside_picture(figure):
    if not figure["printed_inside"]:
        return []
    inlines = [strong(f"{_('Words inside the picture')}: ")]
    for number, line in enumerate(figure["printed_inside"]):
        inlines += [{"kind": "break"}] if number else []
        inlines.append(text(line))
    return [{"kind": "quiet", "text": inlines}]


# The numbers


def data(piece, figure):
    return {"kind": "data", "label": figure["label"], **piece}


def cut(table):
    """A table in pieces that fit a page: turned, or some columns at a time."""
    rows, head = table["rows"], table["head"]
    if not rows:
        return []
    cells = [[each["label"], *(marked(cell) for cell in each["cells"])] for each in rows]
    if len(head) > WIDEST and len(rows) <= FEW_ROWS:
        turned = list(zip([table["corner"], *head], *cells, strict=True))
        return [{"head": list(turned[0]), "rows": [list(each) for each in turned[1:]]}]
    return [
        {
            "head": [table["corner"], *head[at : at + WIDEST]],
            "rows": [[each[0], *each[1 + at : 1 + at + WIDEST]] for each in cells],
        }
        for at in range(0, max(len(head), 1), WIDEST)
    ]


def marked(cell):
    return f"{cell['shown']}*" if said_of(cell) else cell["shown"]


def said_of(cell):
    """What has to be said about a number beside it."""
    status, note = words.status_of_value(cell["status"]), cell["note"]
    if status in note:
        return note
    return "; ".join(each for each in (status, note) if each)


def notes(table):
    """What the stars in a table mean, each with the rows and columns it is said of."""
    found = {}
    for row in table["rows"]:
        for column, cell in zip(table["head"], row["cells"], strict=True):
            if said_of(cell):
                found.setdefault(said_of(cell), []).append(f"{row['label']} {column}".strip())
    return [quiet(f"* {said}: {', '.join(places)}") for said, places in found.items()]
