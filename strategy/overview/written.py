"""What people wrote and judged in published follow-ups, as the newest edition has it.

Rows that stand in an edition are read as they are. While one is being corrected, readers go on
seeing what was published.
"""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, Subquery

from indicators import models, texts
from strategy.models import Goal
from strategy.overview import values
from strategy.overview.beside import BY_INDICATOR, name_of, named_with
from strategy.overview.rows import chosen, grouped, joined, within
from strategy.overview.values import take

AS_KEPT = (
    *("arrow_note", "conclusion_as_printed", "not_followed_as_printed"),
    *("substitute", "reason_for_differing"),
)
NEWEST_FIRST = ("-follow_up__last_year", "-follow_up__first_year")


def newest_edition(follow_up):
    """The newest edition in force of a follow-up, which a field names."""
    editions = models.Edition.objects.current().filter(follow_up=OuterRef(follow_up))
    return editions.order_by("-number")


def analyses(scope):
    """The analyses by their goal, the newest first, in one query."""
    rows = models.GoalAnalysis.objects.filter(
        models.FollowUp.public_condition("follow_up__"),
        Goal.public_condition("goal__"),
        Q(state=models.Written.PUBLISHED) | Exists(newest_edition("follow_up")),
        withdrawn_on__isnull=True,
    ).annotate(edition=Subquery(newest_edition("follow_up").values("content")[:1]))
    rows = within(rows, scope, strategy="goal__strategy", goal="goal")
    rows = rows.select_related("goal", "follow_up").order_by(*NEWEST_FIRST)
    found = grouped((("goal", row.goal_id), analysis(row)) for row in rows)
    return grouped(
        (goal, each)
        for goal, made in found.items()
        for each in numbered_through(filter(None, made))
    )


def numbered_through(made):
    """Analyses that stand on one page, their footnotes numbered through all of them."""
    known = 0
    for each in made:
        numbers = {note["number"]: known + n for n, note in enumerate(each.footnotes, start=1)}
        known += len(numbers)
        yield replace(
            each,
            blocks=tuple(renumbered(list(each.blocks), numbers)),
            footnotes=tuple({**note, "number": numbers[note["number"]]} for note in each.footnotes),
        )


def renumbered(value, numbers):
    """Blocks at any depth with other numbers of footnotes."""
    if isinstance(value, list):
        return [renumbered(each, numbers) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "footnote":
        return {**value, "number": numbers.get(value["number"], value["number"])}
    return {name: renumbered(each, numbers) for name, each in value.items()}


def marks_in(value):
    """The numbers of the footnotes marked in blocks at any depth."""
    if isinstance(value, dict):
        if value.get("kind") == "footnote":
            yield value["number"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from marks_in(each)


def analysis(row):
    """An analysis as its edition has it; None where that has none of the goal.

    Without an edition, of a follow-up that was published elsewhere, it is read as it is written.
    """
    if row.edition is None:
        return as_written(row)
    goal = next((each for each in goals_in(row.edition) if each["code"] == row.goal.code), None)
    if goal is None:
        return None
    marked = set(marks_in(goal["analysis"]))
    return values.Analysis(
        follow_up=take(values.FollowUp, row.follow_up),
        heading_as_printed=goal["heading"] if goal["heading"] != goal["name"] else "",
        text=texts.plain(goal["analysis"]),
        blocks=tuple(goal["analysis"]),
        figures=tuple(goal["figures"]),
        footnotes=tuple(each for each in row.edition["footnotes"] if each["number"] in marked),
    )


def without_marks(text):
    """The blocks of a text that stands in no edition, without what only refers to something."""
    blocks = texts.resolved(
        texts.read(text),
        values=lambda _reference: {"kind": "text", "text": "…"},
        figures=dict.fromkeys(texts.figures(text), "…"),
        footnotes=lambda label, _own: label,
    )
    return unmarked(blocks)


def unmarked(value):
    """Blocks at any depth without the places of diagrams and the marks of footnotes."""
    if isinstance(value, list):
        return [unmarked(each) for each in value if not is_mark(each)]
    if isinstance(value, dict) and value.get("kind") == "mention":
        return {"kind": "text", "text": value["shown"]}
    if isinstance(value, dict):
        return {name: unmarked(each) for name, each in value.items()}
    return value


def is_mark(value):
    return isinstance(value, dict) and value.get("kind") in {"figure", "footnote"}


def as_written(row):
    blocks = without_marks(row.text)
    return values.Analysis(
        follow_up=take(values.FollowUp, row.follow_up),
        heading_as_printed=row.heading_as_printed,
        text=texts.plain(blocks),
        blocks=tuple(blocks),
        figures=(),
        footnotes=(),
    )


def goals_in(edition):
    return [goal for area in edition["areas"] for goal in area["goals"]]


# Judgements


def judged(rows):
    """The judgements that readers see, as pairs of the indicator's id and the value.

    ``rows``: assessments of published follow-ups, with their follow-up and indicator. Of one that
    is being corrected the newest edition is read, in one more query for all of them.
    """
    taken_up = [row for row in rows if row.state != models.Written.PUBLISHED]
    editions = editions_of({row.follow_up_id for row in taken_up}) if taken_up else {}
    for row in rows:
        if row.state == models.Written.PUBLISHED:
            yield row.indicator_id, assessment(row)
        elif row.follow_up_id in editions:
            kept = judged_in(editions[row.follow_up_id], row.indicator.code)
            if kept:
                yield row.indicator_id, as_kept(kept, row.follow_up)


def editions_of(follow_ups):
    """The content of the newest edition of each follow-up, by its id."""
    rows = models.FollowUp.objects.filter(pk__in=follow_ups)
    rows = rows.annotate(edition=Subquery(newest_edition("pk").values("content")[:1]))
    return {row.pk: row.edition for row in rows if row.edition}


def judged_in(edition, code):
    """What an edition says of an indicator, by its code; None where it says nothing."""
    found = (each for goal in goals_in(edition) for each in goal["indicators"])
    return next((each["assessment"] for each in found if each["code"] == code), None)


def assessments(scope):
    """The judgements of published follow-ups by their indicator, the newest first."""
    rows = models.Assessment.objects.filter(
        models.FollowUp.public_condition("follow_up__"),
        models.Indicator.in_force_condition("indicator__"),
        ~Q(state=models.Written.TO_DO),
        withdrawn_on__isnull=True,
    )
    rows = within(rows, scope, **BY_INDICATOR).select_related(
        "follow_up", "indicator", *named_with("substitute")
    )
    return by_indicator(judged(rows.order_by(*NEWEST_FIRST)))


def follow_ups_and_assessments(strategy):
    """The public follow-ups of a strategy, the newest first, and their judgements, in one query."""
    order = ["-last_year", "-first_year", "code", "part__pk"]
    rows = models.FollowUp.objects.public().filter(strategy=strategy)
    more = ("indicator", *named_with("substitute"))
    written = ~Q(assessments__state=models.Written.TO_DO)
    found = joined(rows, "assessments", *more, order=order, only=written)
    made = tuple(take(values.FollowUp, row) for row in dict.fromkeys(row for row, _ in found))
    parts = [with_follow_up(part, row) for row, part in found if part]
    return made, by_indicator(judged(parts))


def by_indicator(pairs):
    return grouped((("indicator", indicator), each) for indicator, each in pairs)


def with_follow_up(row, follow_up):
    row.follow_up = follow_up
    return row


def assessment(row):
    kinds = models.Assessment
    return take(
        values.Assessment,
        row,
        follow_up=take(values.FollowUp, row.follow_up),
        arrow=chosen(kinds.Arrow, row.arrow),
        attainment=chosen(kinds.Attainment, row.attainment),
        not_followed_reason=chosen(kinds.NotFollowed, row.not_followed_reason),
        substitute=name_of(row.substitute),
        differs=False,
    )


def as_kept(kept, follow_up):
    """A judgement as an edition has it."""
    kinds = models.Assessment
    return values.Assessment(
        follow_up=take(values.FollowUp, follow_up),
        arrow=chosen(kinds.Arrow, kept["arrow"]),
        attainment=chosen(kinds.Attainment, kept["attainment"]),
        not_followed_reason=chosen(kinds.NotFollowed, kept["not_followed_reason"]),
        comment=texts.plain(kept["comment"]),
        differs=False,
        **{name: kept[name] for name in AS_KEPT},
    )
