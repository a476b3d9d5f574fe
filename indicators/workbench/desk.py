"""What lies before a person on the page of a goal, and saving it: all of it or nothing."""

from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from config.registry.scope import Edit
from indicators import progress
from indicators.models import Assessment, FollowUp, GoalAnalysis, Written
from indicators.models.text_rules import MOST, reference_problems
from indicators.workbench.finding import may_do
from indicators.workbench.parts import (
    AnalysisForm,
    AssessmentForm,
    Part,
    Verb,
    refuse_unseen,
    settle,
)
from indicators.workbench.queues import is_late
from indicators.workbench.shown import GoalRead, read_goal

ALONG = ("responsible", "approved_by", "copied_from")
SETTLING = {Verb.APPROVE, Verb.RETURN, Verb.TAKE_UP}


class Asked(NamedTuple):
    """What the button says that was pressed, and about which part."""

    verb: Verb
    key: str = ""

    @classmethod
    def of(cls, posted):
        verb, _colon, key = posted.get("deed", Verb.SAVE).partition(":")
        return cls(Verb(verb) if verb in Verb else Verb.SAVE, key)


@dataclass(kw_only=True)
class Desk:
    """A goal of a follow-up with its parts, as they are stored or as they were sent."""

    follow_up: FollowUp
    read: GoalRead
    text: Part | None
    judgements: dict  # parts by the id of their indicator
    problems: list = field(default_factory=list)
    figures: list = field(default_factory=list)  # rows, each with what it is called
    footnotes: list = field(default_factory=list)  # of the texts that are shown

    @property
    def parts(self):
        return [*([self.text] if self.text else []), *self.judgements.values()]


def desk_of(request, follow_up, goal, *, as_of, posted=None, asked=None, lock=False):
    """What is stored; with ``posted`` the forms hold what was sent."""
    read = read_goal(follow_up, goal, as_of=as_of)
    texts = own_rows(GoalAnalysis, follow_up, lock, goal=goal)
    rows = own_rows(Assessment, follow_up, lock, *("indicator", "substitute"), indicator__goal=goal)
    makes_forms = may_do(request, "change", follow_up)
    desk = Desk(follow_up=follow_up, read=read, text=None, judgements={})
    for row in texts:
        desk.text = Part(row=row, is_late=is_late(row, as_of=as_of))
    assessments = {row.indicator_id: row for row in rows}
    for each in read.indicators:
        row = assessments.get(each.row.pk)
        if row is not None:
            changed = progress.figures_changed(row.suggestion, each.judgement, each.value.newest)
            desk.judgements[each.row.pk] = Part(
                row=row, is_late=is_late(row, as_of=as_of), figures_changed=changed
            )
    for part in desk.parts:
        if makes_forms and has_form(part, posted):
            part.form = form_of(part, read, posted)
            part.doubts = doubts_about(part, follow_up)
            if asked == (Verb.HAND_IN, part.key):
                part.form.hand_in = handing_in(part.row, read, as_of)
    return desk


def doubts_about(part, follow_up):
    """What the text of a part, as it is sent or stored, refers to and is not there."""
    if not isinstance(part.row, GoalAnalysis):
        return []
    text = part.form["text"].value() or ""
    found = reference_problems(text, strategy=follow_up.strategy, follow_up=follow_up)
    return list(islice(found, MOST))


def own_rows(model, follow_up, lock, *along, **conditions):
    rows = model.objects.current().filter(follow_up=follow_up, **conditions)
    rows = rows.select_related(*ALONG, *along)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = list(rows)
    for row in found:
        row.follow_up = follow_up
        row.published = row.state == Written.PUBLISHED
    return found


def has_form(part, posted):
    """What was sent comes back, also where the part has been handed in meanwhile."""
    if posted is None:
        return part.is_being_written
    return f"{part.key}-seen_version" in posted


def form_of(part, read, posted):
    if isinstance(part.row, GoalAnalysis):
        return AnalysisForm(posted, instance=part.row, prefix=part.key)
    series = read.series[part.row.indicator_id]
    return AssessmentForm(posted, instance=part.row, prefix=part.key, series=series)


def handing_in(row, read, as_of):
    """What makes a part count as done; a judgement keeps what was computed beside it."""
    if isinstance(row, GoalAnalysis):
        return row.make_ready
    (found,) = (each for each in read.indicators if each.row.pk == row.indicator_id)
    return partial(row.decide, found.judgement, as_of=as_of, figures=found.value.newest)


# Saving


def save(request, desk, asked):
    """Write what was changed and do what was asked; returns what was written, None on a refusal.

    What stands in the way is said at its part and at its field, and nothing is written then.
    """
    edit = Edit.of(request, {})
    with transaction.atomic():
        forms = [part.form for part in desk.parts if part.form]
        is_refused = bool([form for form in forms if not form.is_valid()])
        for part in desk.parts if not is_refused else ():
            try:
                save_part(request, part, edit, asked)
            except ValidationError as error:
                part.problems += error.messages
                is_refused = True
        if not is_refused and edit.needs_reason:
            desk.problems.append(_("Readers see what you changed. Say why, for the history."))
            is_refused = True
        transaction.set_rollback(is_refused)
    return None if is_refused else edit.written


def save_part(request, part, edit, asked):
    form, row = part.form, part.row
    if form and (form.changed_data or form.hand_in):
        if not form.hand_in and row.state in {Written.TO_DO, Written.READY}:
            row.state = Written.DRAFT
        edit.write(row)
    if asked.key == part.key and asked.verb in SETTLING:
        refuse_unseen(row, request.POST.get(f"{part.key}-seen"))
        if asked.verb == Verb.RETURN and not may_do(request, "approve", row.follow_up):
            raise PermissionDenied
        settle(row, asked.verb, note=request.POST.get(f"{part.key}-note", ""))
        edit.write(row)


def attempt(request, follow_up, goal, asked, *, as_of):
    """Save what was sent; returns the desk to show and what was written, or None."""
    with transaction.atomic():
        tried = desk_of(
            request, follow_up, goal, as_of=as_of, posted=request.POST, asked=asked, lock=True
        )
        written = save(request, tried, asked)
    if written is not None:
        return tried, written
    shown = desk_of(request, follow_up, goal, as_of=as_of)
    sent = {part.key: part for part in tried.parts}
    for part in shown.parts:
        if part.key in sent:
            part.form, part.problems = sent[part.key].form, sent[part.key].problems
            part.note = request.POST.get(f"{part.key}-note", "")
    shown.problems = tried.problems
    return shown, None
