"""Words in a chart: none lies on another, and each stands as near as may be to what it is about."""

from dataclasses import dataclass, replace
from math import inf
from textwrap import wrap

from indicators.charts.scale import LETTER, LINE, TOP

LETTERS, LINES = 16, 3  # of a label: letters on a line, and lines
SLOT = LINE // 4  # labels stand at every quarter of a line
RISE = LINE - 6  # from the top of a line of text to the foot of its letters
MARK = 16  # how far a mark reaches from its middle, with some air
COVERED = 5  # what it costs to cover a spot
NEAR = 26  # how far a word stands from the middle of its mark


@dataclass(frozen=True, kw_only=True)
class Box:
    """The room of some words."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x, y):
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words beside what they are about, on lines under each other."""

    x: int
    y: int  # the foot of the first line; as long as no place is found: the middle that is wanted
    words: tuple[str, ...]  # in the reader's language
    names: tuple[str, ...] = ()  # in that of the document

    @property
    def lines(self):
        return self.words + self.names

    @property
    def middle(self):
        """How far down the first line is."""
        return self.y - 8

    @property
    def box(self):
        top = self.y - RISE
        width = max((len(each) for each in self.lines), default=0) * LETTER
        return Box(
            left=self.x,
            top=top,
            right=self.x + width,
            bottom=top + LINE * len(self.lines),
        )


def wrapped(text):
    return tuple(wrap(text, LETTERS, max_lines=LINES, placeholder="…"))


def spread(labels, *, bottom, ink):
    """The labels at their places; there is room for all of them above ``bottom``.

    They keep their order from top to bottom. ``ink``: spots of what is drawn, which they leave
    free where that is not far.
    """
    places = {}
    for column in columns_of(labels):
        order = sorted(column, key=lambda number: (labels[number].y, number))
        tops = stacked([labels[number] for number in order], bottom, ink)
        places |= dict(zip(order, tops, strict=True))
    return [replace(each, y=places[number] + RISE) for number, each in enumerate(labels)]


def columns_of(labels):
    """The labels that can meet, by number: those in different columns stand apart across."""
    columns, end = [], 0
    for number in sorted(range(len(labels)), key=lambda number: labels[number].x):
        box = labels[number].box
        if not columns or box.left >= end:
            columns.append([])
        columns[-1].append(number)
        end = max(end, box.right)
    return columns


def stacked(labels, bottom, ink):
    """The tops of labels under each other, together at the least cost."""
    slots = range((bottom - TOP) // SLOT + 1)
    # For each slot: what it costs to place the labels so far above it, and where they then stand.
    cheapest = [(0, ()) for _slot in slots]
    for label in labels:
        height = LINE // SLOT * len(label.lines)
        cost = cost_of(label, ink)
        found = [(inf, ()) for _slot in slots]
        for end in slots[height:]:
            before, tops = cheapest[end - height]
            here = before + cost(end - height)
            found[end] = min(
                found[end - 1], (here, (*tops, end - height)), key=lambda each: each[0]
            )
        cheapest = found
    return [TOP + SLOT * slot for slot in cheapest[-1][1]]


def cost_of(label, ink):
    """What it costs to place a label with its top at a slot.

    That is the square of how many slots it is off, and so much for each spot that it covers.
    """
    height, box = LINE * len(label.lines), label.box
    beside = [y for x, y in ink if box.left <= x <= box.right]

    def cost(slot):
        top = TOP + SLOT * slot
        far = (top + height // 2 - label.y) // SLOT
        return far * far + COVERED * sum(1 for y in beside if top <= y <= top + height)

    return cost


# Words at marks


def words_at(marks, words, *, inside, taken, ink):
    """The words of the kinds of starting points, at a mark of each where there is room.

    Said once for all that stand in one period, at the first of them that has room. ``words``
    gives the words of a point; ``taken``: the boxes of labels.
    """
    found, told = [], set()
    for mark in marks:
        text = words(mark.point)
        if not text or (mark.x, text) in told:
            continue
        boxes = [*taken, *(each.box for each in found)]
        for label in around(mark, text, inside):
            if is_free(label.box, boxes, ink):
                found.append(label)
                told.add((mark.x, text))
                break
    return tuple(found)


def around(mark, text, inside):
    """A word right of a mark, below, above and left of it: the best place first."""
    height, width = LINE * len(text), LETTER * max(len(line) for line in text)
    sides = [
        (mark.x + NEAR, mark.y - height // 2),
        (mark.x - MARK, mark.y + MARK + 2),
        (mark.x - MARK, mark.y - MARK - 2 - height),
        (mark.x - NEAR - width, mark.y - height // 2),
    ]
    return [
        Label(
            x=within(x, inside.left, inside.right - width),
            y=within(top, inside.top, inside.bottom - height) + RISE,
            words=text,
        )
        for x, top in sides
    ]


def within(place, least, most):
    return max(least, min(place, most))


def is_free(box, boxes, ink):
    return not any(box.meets(each) for each in boxes) and not any(box.holds(x, y) for x, y in ink)
