"""Texts of the registry: Markdown with references to figures, read into blocks.

Pure: no Django. ``read`` gives what a text says as plain dictionaries; ``resolved`` puts
values, numbers of diagrams and numbers of footnotes where the text refers to them.

- ``{{ n08-women:2022 }}`` prints value, unit and period; with ``value`` only value and unit,
  with ``number`` only the number. For a span: ``{{ n02-dwellings:2017–2022 sum }}``.
- ``{{ figure d1 }}`` alone in a paragraph places a diagram or table, in a sentence names it.
- ``[^1]`` is a footnote, ``[^1]: …`` its words.
"""

from indicators.texts.asking import (
    figures,
    footnote_labels,
    malformed,
    placed_figures,
    references,
)
from indicators.texts.reading import Text, read
from indicators.texts.resolving import resolved
from indicators.texts.syntax import FigureMark, FootnoteMark, Malformed, Reference, Why
from indicators.texts.words import in_one_line, plain

__all__ = [
    "FigureMark",
    "FootnoteMark",
    "Malformed",
    "Reference",
    "Text",
    "Why",
    "figures",
    "footnote_labels",
    "in_one_line",
    "malformed",
    "placed_figures",
    "plain",
    "read",
    "references",
    "resolved",
]
