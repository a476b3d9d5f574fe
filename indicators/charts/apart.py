"""Marks that lie on each other are moved sideways, so that each is seen; never by their value."""

from dataclasses import replace

NEAR = 8  # so far below or above each other they would cover each other
STEP, MOST = 10, 2  # how far sideways, and how often
ROOMY = 8  # marks of this size have room beside them


def apart(drawn):
    """The lines with marks beside those that they would cover; the nation's give way."""
    taken, found = {}, {}
    order = sorted(enumerate(drawn), key=lambda each: each[1].is_nation)
    for number, line in order:
        found[number] = line if line.size < ROOMY else replace(line, marks=placed(line, taken))
    return tuple(found[number] for number in range(len(drawn)))


def placed(line, taken):
    marks = []
    for mark in line.marks:
        steps = next((each for each in range(MOST) if is_free(mark, each, taken)), MOST)
        taken.setdefault((mark.x, steps), []).append(mark.y)
        marks.append(replace(mark, aside=steps * STEP))
    return tuple(marks)


def is_free(mark, steps, taken):
    return all(abs(mark.y - y) > NEAR for y in taken.get((mark.x, steps), ()))
