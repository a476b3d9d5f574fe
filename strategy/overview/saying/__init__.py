"""How an indicator stands, in a few plain sentences: what is known, what is aimed at, how it goes.

Every sentence is whole, so that each language has its own order. Only what was measured or
computed is said; what is not known is said to be so.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.progress import Flag, Kind, Status
from strategy.overview.saying.aims import aimed
from strategy.overview.saying.figures import can_be_told_by, measured, newest, start_of_whole
from strategy.overview.saying.sentence import MOST, Headline, Sentence, say
from strategy.overview.saying.verdicts import (
    STATUSES,
    by_status,
    hidden_gaps,
    moved,
    moved_alike,
    unassessed,
)

__all__ = ["STATUSES", "Headline", "Sentence", "headline_of"]


def headline_of(indicator, content=""):
    """How an indicator stands, read with its targets; ``content``: the document's language."""
    leading = indicator.leading
    has_target = leading is not None and leading.kind != Kind.MONITOR
    if not has_target:
        found = [*newest(indicator), say(_("No target is set."))]
    elif leading.kind == Kind.COMPOSITE:
        found = in_parts(indicator, leading)
    else:
        found = [
            *measured(indicator, leading),
            *moved(leading),
            *hidden_gaps(indicator),
            *aimed([leading]),
            *by_status(leading),
        ]
    return Headline(
        sentences=tuple(found),
        content=content,
        is_interpreted=has_target and Flag.TARGET_INTERPRETED in leading.judgement.flags,
    )


def in_parts(indicator, target):
    """A target of several parts: the figure of each that must hold, and what is aimed at."""
    must = [each for each in target.parts if each.strength == "must"] or list(target.parts)
    if 0 < len(must) <= MOST and all(can_be_told_by(each.judgement) for each in must):
        for part in must:
            yield from measured(indicator, part)
    else:
        yield from start_of_whole(indicator, target) or newest(indicator)
    if len(must) == 1:
        yield from moved(must[0])
    else:
        yield from moved_alike(target, must)
    yield from hidden_gaps(indicator)
    yield from aimed(must)
    yield from standing(target, must)


def standing(target, must):
    """How many of the parts that must hold are met, or why that can't be said."""
    tally = target.judgement.tally
    if len(must) == 1:
        yield from by_status(must[0])
    elif target.judgement.status == Status.CANNOT_ASSESS:
        yield from unassessed(target, must)
    elif not (tally and tally.must):
        yield from by_status(target)
    else:
        yield say(
            ngettext(
                "Of its %(number)s parts that must hold, %(met)s is met.",
                "Of its %(number)s parts that must hold, %(met)s are met.",
                tally.must_met,
            ),
            met=tally.must_met,
            number=tally.must,
        )
