"""Names and statements of a strategy in the reader's language, where somebody translated them.

A translation holds for the words it was made from. Where these have been changed since, readers
see the original again.
"""

from django.db.models import Q

from indicators.models import Indicator
from strategy.models import Goal, Strategy, Translation
from strategy.overview.rows import grouped, short
from strategy.overview.values import Text

# The texts that can be translated, by the kind of thing they belong to
FIELDS = grouped(what.split(".") for what in Translation.What.values)


class Words:
    """The translations of a strategy into one language."""

    def __init__(self, language, rows):
        self.language = language
        self.found = {(row.what, row.place): row for row in rows}

    def of(self, kind, place, row):
        """The texts of a row that are translated, by their field."""
        if not self.found:
            return {}
        originals = {field: getattr(row, field) for field in FIELDS[kind]}
        texts = {field: self.text(kind, field, place, text) for field, text in originals.items()}
        return {field: text for field, text in texts.items() if isinstance(text, Text)}

    def text(self, kind, field, place, original):
        """One text as readers see it: translated, or the original."""
        row = self.found.get((f"{kind}.{field}", place))
        if row is None or not holds(row, original):
            return original
        return Text(row.text, language=self.language, original=original)


def holds(translation, original):
    """Whether a translation is of a text as it reads today."""
    return translation.original == original


ORIGINAL = Words("", [])


def translation_rows(scope, language, neighbours):
    """The translations into a language that are shown where this scope is.

    ``neighbours``: the goals or indicators before and after it, of which the names are shown.
    """
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    rows = Translation.objects.current().filter(strategy=strategy.pk, language=language)
    if not isinstance(scope, Strategy):
        rows = rows.filter(shown_with(scope, neighbours))
    return short("translation", rows, "what", "place", "original", "text")


def shown_with(scope, neighbours):
    """The condition of the translations that the page of a goal or an indicator shows."""
    goal = scope if isinstance(scope, Goal) else scope.goal
    shown = Q(place__in={"", goal.focus_area.code, goal.code, scope.code})
    for rows in neighbours:
        shown |= Q(what=f"{scope._meta.model_name}.name", place__in=rows.values("code"))
    if scope is goal:
        own = Indicator.objects.current().filter(goal=goal.pk).values("code")
        shown |= Q(what__startswith="indicator.", place__in=own)
        shown |= Q(what__startswith="action.", place__startswith=f"{goal.code}/")
        shown |= Q(what__startswith="lighthouse.")
    return shown


def language_rows(scope):
    """The languages a strategy is translated into."""
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    rows = Translation.objects.current().filter(strategy=strategy.pk)
    return short("language", rows, "language").distinct()
