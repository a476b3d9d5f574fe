"""From figures to the geometry of a chart. Pure: no Django; words are given or left to the page.

Nothing is drawn as measured that was not: a line joins only figures that follow each other, and
never across a break. The way to a target is a line of its own kind.
"""

from indicators.charts.drawing import draw
from indicators.charts.labels import Box, Label
from indicators.charts.scale import DIGIT, LINE, WIDTH
from indicators.charts.values import Chart, Line, Point, Target, Way

__all__ = [
    "DIGIT",
    "LINE",
    "WIDTH",
    "Box",
    "Chart",
    "Label",
    "Line",
    "Point",
    "Target",
    "Way",
    "draw",
]
