"""From figures to the geometry of a chart. Pure: no Django; words are given or left to the page.

Nothing is drawn as measured that was not: a line joins only figures that follow each other, and
never across a break. The way to a target is a line of its own kind.

Figures are marks, joined where they follow each other. They are bars where each stands for
itself: where a target must hold in every period anew, as for dwellings built in a year. More than
three groups get a small chart each.
"""

from indicators.charts.drawing import draw
from indicators.charts.labels import Box, Label
from indicators.charts.scale import DIGIT, LINE, WIDTH
from indicators.charts.spark import Spark, spark
from indicators.charts.values import Break, Chart, Line, Point, Target, Way

__all__ = [
    "DIGIT",
    "LINE",
    "WIDTH",
    "Box",
    "Break",
    "Chart",
    "Label",
    "Line",
    "Point",
    "Spark",
    "Target",
    "Way",
    "draw",
    "spark",
]
