"""What there is to do in a follow-up: each queue with the lines that stand in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.written import AGREED, BEING_WRITTEN


class Queue(models.TextChoices):
    TO_DO = "to_do", _("To do")
    DRAFT = "draft", _("Drafts")
    RETURNED = "returned", _("Returned")
    READY = "ready", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    MISSING = "missing", _("Figures missing")
    CHANGED = "changed", _("Figures changed since")
    NOT_FOLLOWED = "not_followed", _("Not followed up")
    MINE = "mine", _("Mine")
    UNOWNED = "unowned", _("Nobody’s")
    LATE = "late", _("Late")
    COPIED = "copied", _("Still copied")


STATES = (Queue.TO_DO, Queue.DRAFT, Queue.READY, Queue.APPROVED, Queue.PUBLISHED)


def queues_of(line):
    """The queues a line of the workbench stands in."""
    return frozenset(queue for queue, is_in in CONDITIONS.items() if is_in(line))


CONDITIONS = {
    **{queue: lambda line, state=queue.value: line.part.state == state for queue in STATES},
    Queue.RETURNED: lambda line: bool(line.part.returned_note),
    Queue.MISSING: lambda line: line.is_judgement and line.figures.is_missing,
    Queue.CHANGED: lambda line: line.figures_changed,
    Queue.NOT_FOLLOWED: lambda line: line.is_judgement and bool(line.part.not_followed_reason),
    Queue.MINE: lambda line: line.is_mine,
    Queue.UNOWNED: lambda line: is_unowned(line.part),
    Queue.LATE: lambda line: line.is_late,
    Queue.COPIED: lambda line: line.part.copied_from_id is not None,
}


def is_unowned(part):
    """Whether something is left to do on a part and nobody is on it."""
    return part.responsible_id is None and part.state not in AGREED


def is_late(part, *, as_of):
    """Whether its writer should have been done with it before a day."""
    return part.due is not None and part.due < as_of and part.state in BEING_WRITTEN
