"""Small charts on one scale, one for each group, with all others pale behind."""

from dataclasses import replace
from textwrap import wrap

from indicators.charts.apart import apart
from indicators.charts.labels import LINES
from indicators.charts.placing import gaps_of, level_at, line_at
from indicators.charts.scale import LINE, WIDTH, Tick, beside, columns
from indicators.charts.values import Small

LETTERS = 22  # of a title: letters on a line
HIGH = 150  # the room a small chart has for its lines
EDGE = 40  # right of it: half a year that is written below
NARROW = 180  # where numbers take more room, there is room for one only
ABOVE, APART = 36, 16


def in_small(chart, lines, targets, *, scale, rows, build):
    """The chart with a small one for each group instead of one with all lines.

    ``scale``, ``rows``, ``build``: as the chart has them; the small ones differ in size alone.
    """
    groups = list(dict.fromkeys(line.group for line in lines))
    numbered = list(enumerate(lines))
    titles = [title_of([line for line in lines if line.group == group]) for group in groups]
    left, top = beside(rows), LINE * max(map(len, titles)) + ABOVE
    across = WIDTH if left > NARROW else WIDTH // 2
    scale = replace(scale, left=left, right=across - EDGE, top=top, bottom=top + HIGH)
    drawn = {number: line_at(line, scale, 0) for number, line in numbered}
    high = scale.bottom + LINE + APART
    per_row = WIDTH // across
    smalls = tuple(
        Small(
            x=place % per_row * across,
            y=place // per_row * high,
            title=titles[place],
            left=scale.left,
            right=scale.right,
            top=scale.top,
            bottom=scale.bottom,
            lines=apart([drawn[number] for number, line in numbered if line.group == group]),
            pale=tuple(drawn[number] for number, line in numbered if line.group != group),
            levels=tuple(level_at(target, scale) for target in targets),
            gaps=gaps_of(lines, scale),
            rows=tuple(Tick(at=scale.y(each), value=each) for each in rows[:: len(rows) // 2]),
            columns=tuple(columns(scale, build)),
        )
        for place, group in enumerate(groups)
    )
    return replace(chart, smalls=smalls, said=tuple(said(lines, targets)))


def title_of(lines):
    """What a small chart is called: by its group, or by its line where that is everybody."""
    name = lines[0].group or lines[0].label
    return tuple(wrap(name, LETTERS, max_lines=LINES, placeholder="…")) or ("",)


def said(lines, targets):
    """What there is no room for beside small charts: the nation, and targets by their words."""
    if any(line.is_nation for line in lines):
        yield "nation", next(line.area for line in lines if line.is_nation)
    for target in targets:
        yield ("earlier" if target.is_aside else "target"), ", ".join(target.words + target.names)
