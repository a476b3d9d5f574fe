"""Finds what the registry keeps of a document."""

import re
from collections import defaultdict

from django.apps import apps
from django.db import models

from config.records import Record, follow
from indicators.models import Figure, FollowUp, Footnote, Observation
from strategy.models import FocusArea, Goal, Lighthouse, Partnership
from tests.seeds.transcription import normal

GOAL = (
    "goal__code",
    "indicator__goal__code",
    "series__indicator__goal__code",
    "figure__goal__code",
)
SUPERSCRIPT = str.maketrans("1234567", "¹²³⁴⁵⁶⁷")


def record_models():
    return [model for model in apps.get_models() if issubclass(model, Record)]


class Kept:
    """Every text the registry keeps of a partnership's document, by the goal it is about."""

    def __init__(self, code):
        partnership = Partnership.objects.get(code=code)
        self.texts = defaultdict(list)
        for model in record_models():
            for row in model.objects.of([partnership.pk]):
                self.texts[goal_of(row)] += [normal(text) for text in texts_of(row)]
        self.everything = [text for texts in self.texts.values() for text in texts]

    def has(self, text, goal=None):
        """Whether some row (about this goal) keeps the text, word for word."""
        texts = self.everything if goal is None else self.texts[goal]
        return any(normal(text) in kept for kept in texts)


def goal_of(row):
    """The code of the goal a row is about; None for what is about the whole strategy."""
    if isinstance(row, Goal):
        return row.code
    ways = [way for way in GOAL if hasattr(row, f"{way.split('__')[0]}_id")]
    return next((code for way in ways if (code := follow(row, way))), None)


def texts_of(row):
    """The texts of a row, of the source it names, and as the document composes them."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and getattr(row, field.attname):
            yield as_read(getattr(row, field.attname))
    source = getattr(row, "source", None)
    if source is not None:
        yield from (source.name, source.publisher, source.licence)
    yield from composed(row)


def as_read(text):
    """A text with the marks of its footnotes as printed, without the places of diagrams."""
    text = re.sub(r"\{\{ figure \w+ \}\}", "", text)
    return re.sub(r"\[\^(\d)\]", lambda mark: mark[1].translate(SUPERSCRIPT), text)


def as_printed(figure):
    """The whole line under a diagram or table: its number is that of its code."""
    kind = {"chart": "Diagram", "table": "Tabell"}[figure.kind]
    return f"{kind} {figure.code[1:]}: {figure.caption} {figure.source_line}".strip()


def composed(row):
    """What the document prints as one and the registry keeps in several columns."""
    match row:
        case Footnote():
            yield f"{row.mark} {row.text}"
            yield f"{row.mark.translate(SUPERSCRIPT)} {row.text}"
        case Figure():
            yield as_printed(row)
        case FollowUp():
            yield row.title.split(" – ")[0].upper()  # the cover
        case Lighthouse():
            yield f"{row.name} ({row.start_year})."
        case FocusArea():
            yield row.name.upper()  # the banner over its table
        case Observation():
            yield f"{row.series.area.name} {row.period}"  # the heading of a column
            yield f"{row.unit.capitalize()}"  # of the whole table


def one(rows, what):
    rows = list(rows)
    assert len(rows) == 1, f"{what}: {rows}"
    return rows[0]


def figure_of(label):
    return Figure.objects.get(code=label.lower())
