"""Finding what a public address names."""

from django.core.exceptions import ObjectDoesNotExist

from indicators.models import Edition, FollowUp, Indicator
from strategy.models import Goal, Partnership, Strategy

ABOVE = {
    Strategy: ("partnership", "vision"),
    Goal: ("focus_area", "strategy__partnership"),
    Indicator: ("goal__focus_area", "strategy__partnership"),
    FollowUp: ("strategy__partnership", "strategy__vision"),
    Edition: ("follow_up__strategy__partnership",),
}
PUBLIC = {*Strategy.PUBLIC, FollowUp.Status.PUBLISHED}


class Gone(Exception):
    """It was public and has been withdrawn; ``row`` says when and why, in ``language``.

    ``partnership``, ``strategy`` and ``goal``: what stands above it and has a public page.
    """

    def __init__(self, row, above, strategy):
        self.row = row
        self.goal = next((each for each in above if isinstance(each, Goal)), None)
        self.strategy = strategy if strategy in above else None
        self.language = strategy.partnership.language
        is_there = Partnership.objects.public().filter(pk=strategy.partnership_id).exists()
        self.partnership = strategy.partnership if is_there else None
        super().__init__(str(row))


def find(model, *codes):
    """The public row with these codes, and what stands above it, in one query.

    Raises Gone where it or something above it is withdrawn, and ObjectDoesNotExist
    where there is none or it is a draft.
    """
    key = dict(zip(model.KEY, codes, strict=True))
    rows = model.objects.filter(**key).select_related(*ABOVE[model])
    row = rows.public().first()
    if row is None:
        refuse(rows.first())
    return row


def refuse(row):
    """Say why a row is not public: raise what ``find`` promises."""
    way = []
    while row is not None:
        way.append(row)
        row = getattr(row, row.PARENT) if row.PARENT else None
    is_draft = any(getattr(each, "status", None) not in {None, *PUBLIC} for each in way)
    withdrawn = [each for each in way if each.withdrawn_on]
    if is_draft or not withdrawn:
        raise ObjectDoesNotExist
    row = withdrawn[-1]
    raise Gone(row, way[way.index(row) + 1 :], way[-1])
