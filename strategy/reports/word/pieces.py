"""What a report has beside texts: the table of goals, diagrams with their numbers, signs."""

from django.utils.translation import gettext as _

from strategy.reports.word.markup import field, paragraph, run
from strategy.reports.word.tables import table, words

GOALS_WIDTHS = (20, 31, 27, 22)  # of the columns of the table, in per cent
FIRST_WIDTH = 28  # of the column that tells what the numbers are of, at least
WIDEST = 30  # of a column of numbers


def sign(manuscript, told):
    """A shape and a word; its colour says nothing that they do not."""
    style = manuscript.styles[f"Report {told['tone'].capitalize()}"]
    return run(" ".join(each for each in (told["shape"], told["label"]) if each), style=style)


# The table of a focus area


def goals(manuscript, block):
    """A row for each indicator, which repeats its goal: no cells are merged."""
    head = [_("Goal"), *block["head"]]
    rows = [cells for goal in block["goals"] for cells in goal_rows(manuscript, goal)]
    return table(
        manuscript,
        head=[words(manuscript, each) for each in head],
        rows=rows,
        title=manuscript.heading_above,
        about=", ".join(head),
        widths=GOALS_WIDTHS,
    )


def goal_rows(manuscript, goal):
    name = goal["name"].removeprefix(f"{_('Goal')}: ")
    for row in goal["rows"]:
        yield [
            words(manuscript, name),
            words(manuscript, row["wording"]),
            baseline(manuscript, row["baseline"]),
            [judged(manuscript, each) for each in row["signs"]],
        ]
    if goal["absent"]:
        told = (name, goal["absent"], "–", "–")
        yield [words(manuscript, each) for each in told]


def baseline(manuscript, told):
    """The starting points as the document has them: the period, then a line for each group."""
    if told["one"]:
        return told_lines(manuscript, [told["one"], *told["notes"]])
    if not told["rows"]:
        return words(manuscript, manuscript.words["no_baseline"])
    period, *columns = told["head"]
    lines = [line(columns, row) for row in told["rows"]]
    head = [paragraph(manuscript.styles["Report Cell"], run(period, is_strong=True))]
    return (head if period else []) + told_lines(manuscript, [*lines, *told["notes"]])


def line(columns, row):
    label, *shown = row
    if len(columns) > 1:
        shown = [f"{name} {each}" for name, each in zip(columns, shown, strict=True)]
    return f"{label}: {', '.join(shown)}" if label else ", ".join(shown)


def told_lines(manuscript, lines):
    return [each for told in lines for each in words(manuscript, told)]


def judged(manuscript, told):
    """Whose judgement it is, and the signs of it."""
    shown = [run(f"{told['term']}: ")]
    for place, each in enumerate(told["signs"]):
        shown += [run(", ")] if place else []
        shown.append(sign(manuscript, each))
    return paragraph(manuscript.styles["Report Cell"], *shown)


# Diagrams and tables


def drawing(manuscript, block, caption):
    """A diagram above its caption, or a caption above its table; ``caption``: without the label."""
    figure = manuscript.figures[block["code"]]
    style = manuscript.styles["Caption"]
    label = [*label_of(manuscript, figure), *caption]
    tables = [data(manuscript, each) for each in block["pieces"]]
    if tables:
        return [paragraph(style, *label, keeps_next=True), *tables]
    if block["svg"]:
        drawn = manuscript.drawing(block["svg"], block["alt"])
        picture = paragraph(manuscript.styles["Report Diagram"], drawn, keeps_next=True)
        return [picture, paragraph(style, *label)]
    absent = paragraph(manuscript.styles["Report Note"], run(block["absent"]), keeps_next=True)
    return [absent, paragraph(style, *label)]


def label_of(manuscript, figure):
    """``Diagram 1:``, its number counted by Word."""
    number, name = str(figure["number"]), manuscript.labels[figure["code"]]
    word = figure["label"].removesuffix(number).strip()
    sequence = word.replace(" ", "_")
    counter = field(f"SEQ {sequence} \\* ARABIC", run(number, is_strong=True))
    label = manuscript.named(name, run(f"{word} ", is_strong=True), counter)
    return [*label, run(":", is_strong=True)]


def data(manuscript, piece):
    """The numbers of a diagram or table; the first column tells what they are of."""
    columns = len(piece["head"]) - 1
    each_width = min((100 - FIRST_WIDTH) // max(columns, 1), WIDEST)
    rows = [
        [words(manuscript, cell, is_number=bool(place)) for place, cell in enumerate(row)]
        for row in [piece["head"], *piece["rows"]]
    ]
    return table(
        manuscript,
        head=rows[0],
        rows=rows[1:],
        title=piece["label"],
        about=_("The figures of %(label)s:") % {"label": piece["label"]},
        widths=(100 - columns * each_width, *[each_width] * columns),
    )
