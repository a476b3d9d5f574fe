"""The one reading of a strategy: pages, files and reports all show what is read here.

Rows come in, frozen values go out. Only what is public is read, in a fixed number of
queries. How far it has come is judged by ``indicators.progress``; what is computed here is
only arranging: which figure is the latest, what stands in which row of a table.
"""

from strategy.overview.comparing import statistics_of
from strategy.overview.drawing import drawing_of
from strategy.overview.explaining import example_of_pace, examples, neutral_bands
from strategy.overview.filtering import matrix
from strategy.overview.finding import Gone, find
from strategy.overview.news import history_of, news_of
from strategy.overview.paging import page_of
from strategy.overview.reading import GOAL, INDICATOR, STRATEGY, read
from strategy.overview.search import LONGEST, search
from strategy.overview.tables import tables_of
from strategy.overview.tallies import front, listed, of_partnership

__all__ = [
    "GOAL",
    "INDICATOR",
    "LONGEST",
    "STRATEGY",
    "Gone",
    "drawing_of",
    "example_of_pace",
    "examples",
    "find",
    "front",
    "history_of",
    "listed",
    "matrix",
    "neutral_bands",
    "news_of",
    "of_partnership",
    "page_of",
    "read",
    "search",
    "statistics_of",
    "tables_of",
]
