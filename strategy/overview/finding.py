"""Finding what a public address names, and naming all public addresses."""

from django.core.exceptions import ObjectDoesNotExist

from indicators.models import Edition, FollowUp, Indicator
from strategy.models import Goal, Strategy

ABOVE = {
    Strategy: ("partnership", "vision"),
    Goal: ("focus_area", "strategy__partnership"),
    Indicator: ("goal__focus_area", "strategy__partnership"),
    FollowUp: ("strategy__partnership", "strategy__vision"),
    Edition: ("follow_up__strategy__partnership",),
}
PUBLIC = {*Strategy.PUBLIC, FollowUp.Status.PUBLISHED}


class Gone(Exception):
    """It was public and has been withdrawn; ``row`` says when and why, in ``language``."""

    def __init__(self, row, language):
        self.row, self.language = row, language
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
    raise Gone(withdrawn[-1], way[-1].partnership.language)


def addresses():
    """The names and arguments of all public pages, in four queries."""
    strategies = [("partnership", "partnership__code"), ("strategy", "code")]
    below = [("partnership", "strategy__partnership__code"), ("strategy", "strategy__code")]
    kinds = [
        ("strategy", Strategy, strategies),
        ("goal", Goal, [*below, ("goal", "code")]),
        ("indicator", Indicator, [*below, ("indicator", "code")]),
        ("follow-up", FollowUp, [*below, ("follow_up", "code")]),
    ]
    found = [(name, {}) for name in ("home", "method", "accessibility")]
    for name, model, arguments in kinds:
        lookups = [lookup for _, lookup in arguments]
        rows = model.objects.public().order_by(*lookups).values_list(*lookups)
        keys = [argument for argument, _ in arguments]
        found += [(name, dict(zip(keys, row, strict=True))) for row in rows]
    partnerships = dict.fromkeys(row["partnership"] for name, row in found if name == "strategy")
    return found + [("partnership", {"partnership": code}) for code in partnerships]
