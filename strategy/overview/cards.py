"""An indicator among others: its name, how it stands in a few sentences, and where it went."""

from dataclasses import dataclass

from indicators import charts
from strategy.overview import values
from strategy.overview.drawing import spark_of
from strategy.overview.saying import Headline, headline_of


@dataclass(frozen=True, kw_only=True)
class Card:
    indicator: values.Indicator
    headline: Headline
    spark: charts.Spark | None  # None: there is no line to draw


def cards_of(goal, content):
    """The indicators of a goal, read with their targets; ``content``: the document's language."""
    return tuple(
        Card(indicator=each, headline=headline_of(each, content), spark=spark_of(each))
        for each in goal.indicators
    )
