"""Publishing a follow-up: what is open before, and the edition that freezes it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.bulk import write_in_bulk
from config.records import Change, may
from config.registry.scope import Edit
from indicators import models
from indicators.checking import check_strategy
from indicators.models import AGREED, Edition, EditionFile, FollowUp, Written
from strategy.models import Goal, Strategy, WordTemplate
from strategy.overview import edition
from strategy.reports import pdf, word
from strategy.reports.canonical import digest
from strategy.reports.comparing import compare


class Open(StrEnum):
    """What can be open before a follow-up is published."""

    STRATEGY_IS_DRAFT = "strategy_is_draft"
    NOTHING_NEW = "nothing_new"  # since the newest edition
    NO_ANALYSIS = "no_analysis"
    NO_ASSESSMENT = "no_assessment"
    ANALYSIS_NOT_APPROVED = "analysis_not_approved"
    ASSESSMENT_NOT_APPROVED = "assessment_not_approved"
    BROKEN_REFERENCE = "broken_reference"
    STILL_AS_BEFORE = "still_as_before"  # the words of the last round
    FIGURES_CHANGED = "figures_changed"  # since it was judged
    NO_FIGURE = "no_figure"  # of a diagram or table
    CONTRADICTION = "contradiction"  # found by the consistency checks


STOPS = frozenset(
    {
        Open.STRATEGY_IS_DRAFT,
        Open.NOTHING_NEW,
        Open.NO_ANALYSIS,
        Open.NO_ASSESSMENT,
        Open.ANALYSIS_NOT_APPROVED,
        Open.ASSESSMENT_NOT_APPROVED,
        Open.BROKEN_REFERENCE,
    }
)


@dataclass(frozen=True, kw_only=True)
class OpenPoint:
    """Something that is open, and where. What ``stops`` has to be settled before."""

    kind: Open
    goal: str = ""  # codes
    indicator: str = ""
    about: str = ""  # what is broken, or how many there are

    @property
    def stops(self):
        return self.kind in STOPS


def open_points(follow_up, *, as_of):
    """What is open on a day, what stops first, then in the order of the report."""
    strategy = follow_up.strategy
    if not Strategy.objects.public().filter(pk=strategy.pk).exists():
        return [OpenPoint(kind=Open.STRATEGY_IS_DRAFT)]
    content = content_of(follow_up, as_of=as_of)
    found = [
        *unwritten(follow_up),
        *unsettled(follow_up, content),
        *contradictions(strategy, as_of),
    ]
    newest = follow_up.editions.first()
    if newest and compare(newest.content, content).is_empty:
        found.append(OpenPoint(kind=Open.NOTHING_NEW))
    return sorted(found, key=lambda each: not each.stops)


def content_of(follow_up, *, as_of, **edition_facts):
    """What an edition would hold on a day, with names of persons as this site allows."""
    return edition.content(
        follow_up, as_of=as_of, show_makers=settings.SHOW_MAKERS, **edition_facts
    )


def unwritten(follow_up):
    """The goals without a text and the indicators without a judgement."""
    own = {"strategy": follow_up.strategy, "withdrawn_on__isnull": True}
    goals = Goal.objects.filter(**own, focus_area__withdrawn_on__isnull=True)
    analysed = follow_up.analyses.current().values("goal")
    for goal in goals.exclude(pk__in=analysed).order_by("focus_area__number", "number"):
        yield OpenPoint(kind=Open.NO_ANALYSIS, goal=goal.code)
    indicators = models.Indicator.objects.filter(
        **own, goal__withdrawn_on__isnull=True, goal__focus_area__withdrawn_on__isnull=True
    )
    judged = follow_up.assessments.current().values("indicator")
    left = indicators.exclude(pk__in=judged).select_related("goal")
    for each in left.order_by("goal__focus_area__number", "number"):
        yield OpenPoint(kind=Open.NO_ASSESSMENT, goal=each.goal.code, indicator=each.code)


def unsettled(follow_up, content):
    """What of the written parts is not approved, not true any more, or broken."""
    rows = follow_up.analyses.current().select_related("goal__focus_area", "follow_up")
    for row in rows.order_by("goal__focus_area__number", "goal__number"):
        yield from of_part(row, Open.ANALYSIS_NOT_APPROVED, goal=row.goal.code)
    rows = follow_up.assessments.current().select_related("indicator__goal", "follow_up")
    for row in rows.order_by("indicator__goal__focus_area__number", "indicator__number"):
        place = {"goal": row.indicator.goal.code, "indicator": row.indicator.code}
        yield from of_part(row, Open.ASSESSMENT_NOT_APPROVED, **place)
    for area in content["areas"]:
        for goal in area["goals"]:
            yield from of_content(goal)
    front = [content[key] for key in ("introduction", "method_text", "arrow_legend", "lesson")]
    for written in broken_in([*front, *(note["text"] for note in content["footnotes"])]):
        yield OpenPoint(kind=Open.BROKEN_REFERENCE, about=written)


def of_part(row, not_approved, **place):
    settled = AGREED if not row.follow_up.is_from_document else {*AGREED, Written.READY}
    if row.state not in settled:
        yield OpenPoint(kind=not_approved, about=row.state, **place)
    if row.copied_from_id:
        yield OpenPoint(kind=Open.STILL_AS_BEFORE, **place)


def of_content(goal):
    """What is open in a goal as the edition would hold it."""
    for written in broken_in([goal["analysis"]]):
        yield OpenPoint(kind=Open.BROKEN_REFERENCE, goal=goal["code"], about=written)
    for figure in goal["figures"]:
        if not figure["table"]["rows"] and not figure["is_picture_only"]:
            yield OpenPoint(kind=Open.NO_FIGURE, goal=goal["code"], about=figure["label"])
    for indicator in goal["indicators"]:
        place = {"goal": goal["code"], "indicator": indicator["code"]}
        if indicator["assessment"] and indicator["assessment"]["figures_changed"]:
            yield OpenPoint(kind=Open.FIGURES_CHANGED, **place)


def broken_in(value):
    """What is written where a reference leads nowhere, in blocks at any depth."""
    if isinstance(value, dict):
        if value.get("kind") == "broken":
            yield value["written"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from broken_in(each)


def contradictions(strategy, as_of):
    """How many contradictions each goal has that no quality note tells of."""
    noted = check_strategy(strategy, as_of=as_of)
    counts = Counter(each.finding.goal for each in noted if not each.notes)
    for goal, number in counts.items():
        yield OpenPoint(kind=Open.CONTRADICTION, goal=goal, about=str(number))


# Publishing


def publish(follow_up, *, user, note="", now, despite_warnings=False, reason=""):
    """Freeze a follow-up as its next edition and put it on the site; returns the edition.

    ``note``: what is corrected, from the second edition on. ``user``: None only where a printed
    document is taken over. Raises ValidationError, and then nothing is written, where something
    is open that stops it, or is to be confirmed.
    """
    day = timezone.localdate(now)
    with transaction.atomic():
        row = FollowUp.objects.select_for_update(of=("self",), no_key=True).get(pk=follow_up.pk)
        check_person(row, user)
        check_open(open_points(row, as_of=day), despite_warnings)
        change = Change(user=user, reason=reason or note)
        publish_parts(row, change)
        if row.status != FollowUp.Status.PUBLISHED:
            edit = Edit(change=change)
            row.publish()
            edit.write(row)
        number = (row.editions.values_list("number", flat=True).first() or 0) + 1
        content = content_of(row, as_of=day, number=number, date=day, note=note)
        return store(row, content, number=number, note=note, now=now, change=change)


def check_person(follow_up, user):
    """Refuse who may not publish; nobody in person takes over what was printed and is public."""
    if user is None:
        may_publish = follow_up.is_from_document and not follow_up.is_open
    else:
        may_publish = may(user, "approve", follow_up.partnership_id_of())
    if not may_publish:
        raise ValidationError(_("Only those who approve can publish."))


def check_open(points, despite_warnings):
    if any(each.stops for each in points):
        raise ValidationError(_("Something is open that has to be settled before."))
    if points and not despite_warnings:
        raise ValidationError(_("Look at what is open, and confirm that it is published so."))


def publish_parts(follow_up, change):
    """Mark what is approved as published."""
    for model in (models.GoalAnalysis, models.Assessment):
        rows = model.objects.current().filter(follow_up=follow_up)
        rows = list(rows.exclude(state=Written.PUBLISHED).select_related("follow_up__strategy"))
        for row in rows:
            row.publish()
        write_in_bulk(model, changed=rows, change=change)


def store(follow_up, content, *, number, note, now, change):
    """Keep an edition and its files."""
    found = Edition(
        follow_up=follow_up,
        number=number,
        published_at=now,
        published_by=change.user,
        content=content,
        sha256=digest(content),
        note=note,
    )
    found.full_clean()
    found._change = change
    found.save()
    template = WordTemplate.in_force(follow_up.strategy.partnership)
    files = {
        EditionFile.Form.PDF: pdf.write(content),
        EditionFile.Form.WORD: word.write(content, template),
    }
    for form, data in files.items():
        EditionFile.objects.create(
            edition=found, form=form, content=data, sha256=hashlib.sha256(data).hexdigest()
        )
    return found
