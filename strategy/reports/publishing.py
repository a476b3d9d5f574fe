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
from config.records import Change, Overtaken, may
from config.registry.scope import Edit
from indicators import models
from indicators.checking import check_strategy
from indicators.models import AGREED, Edition, EditionFile, FollowUp, Written
from strategy.models import Goal, Strategy, WordTemplate
from strategy.overview import edition
from strategy.reports import pdf, word
from strategy.reports.canonical import digest


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
    if newest and is_same(newest.content, content):
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
    settled = settled_states(follow_up)
    analyses, assessments = parts_of(follow_up)
    rows = analyses.select_related("goal")
    for row in rows.order_by("goal__focus_area__number", "goal__number"):
        yield from of_part(row, settled, Open.ANALYSIS_NOT_APPROVED, goal=row.goal.code)
    rows = assessments.select_related("indicator__goal")
    for row in rows.order_by("indicator__goal__focus_area__number", "indicator__number"):
        place = {"goal": row.indicator.goal.code, "indicator": row.indicator.code}
        yield from of_part(row, settled, Open.ASSESSMENT_NOT_APPROVED, **place)
    for area in content["areas"]:
        for goal in area["goals"]:
            yield from of_content(goal)
    front = [content[key] for key in ("introduction", "method_text", "arrow_legend", "lesson")]
    for written in broken_in([*front, *(note["text"] for note in content["footnotes"])]):
        yield OpenPoint(kind=Open.BROKEN_REFERENCE, about=written)


def of_part(row, settled, not_approved, **place):
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


def is_same(old, new):
    """Whether a new edition would be the one before again, but for its day."""
    return digest(without_days(old)) == digest(without_days(new))


def without_days(value):
    """Plain values without the days on which it was computed and published, and the states."""
    if isinstance(value, dict):
        return {
            name: without_days(each)
            for name, each in value.items()
            if name not in {"as_of", "edition", "state"}
        }
    return [without_days(each) for each in value] if isinstance(value, list) else value


# Publishing


def publish(follow_up, *, user, note="", now, despite_warnings=False, reason=""):
    """Freeze a follow-up as its next edition and put it on the site; returns the edition.

    ``note``: what is corrected, from the second edition on. ``user``: None only where a printed
    document is taken over. Raises ValidationError, and then nothing is written, where something
    is open that stops it, or is to be confirmed. The files are made before anything is locked.
    """
    day = timezone.localdate(now)
    check_person(follow_up, user)
    check_open(open_points(follow_up, as_of=day), despite_warnings)
    content = next_content(follow_up, day, note)
    files = rendered(content, follow_up.strategy.partnership)
    change = Change(user=user, reason=reason or note)
    try:
        with transaction.atomic():
            row = locked(follow_up)
            if next_content(row, day, note) != content or any(unapproved(row)):
                raise Overtaken
            publish_parts(row, change)
            if row.is_open:
                row.publish()
                Edit(change=change).write(row)
            return store(row, content, files, now=now, change=change)
    except Overtaken:
        raise ValidationError(
            _("Somebody has saved something meanwhile. Look again at what is open.")
        ) from None


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


def next_content(follow_up, day, note):
    """What the next edition holds, all its parts published."""
    newest = follow_up.editions.values_list("number", flat=True).first() or 0
    content = content_of(follow_up, as_of=day, number=newest + 1, date=day, note=note)
    for area in content["areas"]:
        for goal in area["goals"]:
            for indicator in goal["indicators"]:
                if indicator["assessment"]:
                    indicator["assessment"]["state"] = Written.PUBLISHED.value
    return content


def rendered(content, partnership):
    """The files of an edition by their form."""
    return {
        EditionFile.Form.PDF: pdf.write(content),
        EditionFile.Form.WORD: word.write(content, WordTemplate.in_force(partnership)),
    }


def locked(follow_up):
    """The follow-up as it is stored; until the transaction ends nobody changes it or its parts."""
    row = FollowUp.objects.select_for_update(of=("self",), no_key=True).get(pk=follow_up.pk)
    for parts in parts_of(row):
        list(parts.select_for_update(of=("self",), no_key=True))
    return row


def parts_of(follow_up):
    """The texts and judgements that stand in the report: those of what is in force."""
    return (
        models.GoalAnalysis.objects.current().filter(
            Goal.in_force_condition("goal__"), follow_up=follow_up
        ),
        models.Assessment.objects.current().filter(
            models.Indicator.in_force_condition("indicator__"), follow_up=follow_up
        ),
    )


def unapproved(follow_up):
    """The parts that nobody has settled."""
    settled = settled_states(follow_up)
    for rows in parts_of(follow_up):
        yield from rows.exclude(state__in=settled)


def settled_states(follow_up):
    """Of a printed document what is ready has been settled by those who printed it."""
    return {*AGREED, Written.READY} if follow_up.is_from_document else AGREED


def publish_parts(follow_up, change):
    """Mark what is settled as published."""
    for rows in parts_of(follow_up):
        changed = list(rows.exclude(state=Written.PUBLISHED).select_related("follow_up__strategy"))
        for row in changed:
            row.publish()
        write_in_bulk(rows.model, changed=changed, change=change)


def store(follow_up, content, files, *, now, change):
    """Keep an edition and its files."""
    found = Edition(
        follow_up=follow_up,
        number=content["edition"]["number"],
        published_at=now,
        published_by=change.user,
        content=content,
        sha256=digest(content),
        note=content["edition"]["note"],
    )
    found.full_clean()
    found._change = change
    found.save()
    for form, data in files.items():
        EditionFile.objects.create(
            edition=found, form=form, content=data, sha256=hashlib.sha256(data).hexdigest()
        )
    return found
