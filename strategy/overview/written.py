"""What people wrote and judged in published follow-ups, as the newest edition has it.

Rows that stand in an edition are read as they are. While one is being corrected, readers go on
seeing what was published.
"""

from dataclasses import replace

from django.db.models import OuterRef, Subquery

from indicators import models, texts
from strategy.models import Strategy
from strategy.overview import values
from strategy.overview.beside import BY_INDICATOR, called
from strategy.overview.rows import chosen, grouped, short, within
from strategy.overview.values import take

AS_WRITTEN = (
    *("arrow_note", "conclusion_as_printed", "not_followed_as_printed"),
    "reason_for_differing",
)


def newest_edition(follow_up):
    """The newest edition in force of a follow-up, which a field names."""
    editions = models.Edition.objects.current().filter(follow_up=OuterRef(follow_up))
    return editions.order_by("-number")


def editions_of(follow_ups):
    """The content of the newest edition of each follow-up, by its id."""
    if not follow_ups:
        return {}
    rows = models.FollowUp.objects.filter(pk__in=follow_ups)
    rows = rows.annotate(edition=Subquery(newest_edition("pk").values("content")[:1]))
    found = rows.order_by().values_list("pk", "edition")
    return {pk: edition for pk, edition in found if edition}


def editions_needed(found):
    """The editions in which something stands that was read: analyses, judgements taken up."""
    judged = [row for row in found["assessment"] if row.state != models.Written.PUBLISHED]
    made = {row.pk for row in found["follow_up"]}
    return editions_of({row.follow_up_id for row in (*found["analysis"], *judged)} & made)


# Follow-ups


def follow_up_rows(scope):
    """The public follow-ups of a strategy; nothing of another is shown."""
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    rows = models.FollowUp.objects.public().filter(strategy=strategy.pk)
    return short("follow_up", rows, "pk", "code", "title", "first_year", "last_year")


def follow_ups(rows):
    """The public follow-ups by their id, the newest first."""
    rows = sorted(rows, key=lambda each: (-each.last_year, -each.first_year, each.code))
    return {row.pk: take(values.FollowUp, row) for row in rows}


def of_follow_ups(rows, made):
    """Pairs of a row and its follow-up, the newest first; of those that are not public none."""
    order = {pk: place for place, pk in enumerate(made)}
    rows = [row for row in rows if row.follow_up_id in order]
    rows.sort(key=lambda each: (order[each.follow_up_id], each.pk))
    return [(row, made[row.follow_up_id]) for row in rows]


# Analyses


def analysis_rows(scope):
    rows = models.GoalAnalysis.objects.filter(withdrawn_on__isnull=True)
    rows = within(rows, scope, strategy="goal__strategy", goal="goal")
    fields = ("goal_id", "goal__code", "follow_up_id", "state", "text", "heading_as_printed")
    return short("analysis", rows, "pk", *fields)


def analyses(rows, made, editions):
    """The analyses by their goal, the newest first."""
    found = grouped(
        (("goal", row.goal_id), analysis(row, follow_up, editions.get(row.follow_up_id)))
        for row, follow_up in of_follow_ups(rows, made)
    )
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


def analysis(row, follow_up, edition):
    """An analysis as its edition has it; None where that has none of the goal.

    Without an edition, of a follow-up that was published elsewhere, it is read as it is written.
    """
    if edition is None:
        is_published = row.state == models.Written.PUBLISHED
        return as_written(row, follow_up) if is_published else None
    goal = next((each for each in goals_in(edition) if each["code"] == row.goal__code), None)
    if goal is None:
        return None
    marked = set(marks_in(goal["analysis"]))
    return values.Analysis(
        follow_up=follow_up,
        heading_as_printed=goal["heading"] if goal["heading"] != goal["name"] else "",
        text=texts.plain(goal["analysis"]),
        blocks=tuple(goal["analysis"]),
        figures=tuple(goal["figures"]),
        footnotes=tuple(each for each in edition["footnotes"] if each["number"] in marked),
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


def as_written(row, follow_up):
    blocks = without_marks(row.text)
    return values.Analysis(
        follow_up=follow_up,
        heading_as_printed=row.heading_as_printed,
        text=texts.plain(blocks),
        blocks=tuple(blocks),
        figures=(),
        footnotes=(),
    )


def goals_in(edition):
    return [goal for area in edition["areas"] for goal in area["goals"]]


# Judgements


def assessment_rows(scope):
    rows = models.Assessment.objects.current().exclude(state=models.Written.TO_DO)
    rows = within(rows, scope, **BY_INDICATOR)
    fields = ("arrow", "attainment", "not_followed_reason", "comment", *AS_WRITTEN)
    codes = ("pk", "follow_up_id", "indicator_id", "indicator__code", "substitute_id")
    return short("assessment", rows, *codes, "state", *fields)


def assessments(rows, made, editions, series):
    """The judgements that readers see by their indicator, the newest first.

    Of one that is being corrected the newest edition is read.
    """
    found = []
    for row, follow_up in of_follow_ups(rows, made):
        if row.state == models.Written.PUBLISHED:
            found.append((("indicator", row.indicator_id), assessment(row, follow_up, series)))
        elif row.follow_up_id in editions:
            kept = judged_in(editions[row.follow_up_id], row.indicator__code)
            if kept:
                found.append((("indicator", row.indicator_id), as_kept(kept, follow_up)))
    return grouped(found)


def judged_in(edition, code):
    """What an edition says of an indicator, by its code; None where it says nothing."""
    found = (each for goal in goals_in(edition) for each in goal["indicators"])
    return next((each["assessment"] for each in found if each["code"] == code), None)


def assessment(row, follow_up, series):
    kinds = models.Assessment
    return take(
        values.Assessment,
        row,
        follow_up=follow_up,
        arrow=chosen(kinds.Arrow, row.arrow),
        attainment=chosen(kinds.Attainment, row.attainment),
        not_followed_reason=chosen(kinds.NotFollowed, row.not_followed_reason),
        substitute=called(series.get(row.substitute_id)),
        differs=False,
    )


def as_kept(kept, follow_up):
    """A judgement as an edition has it."""
    kinds = models.Assessment
    return values.Assessment(
        follow_up=follow_up,
        arrow=chosen(kinds.Arrow, kept["arrow"]),
        attainment=chosen(kinds.Attainment, kept["attainment"]),
        not_followed_reason=chosen(kinds.NotFollowed, kept["not_followed_reason"]),
        comment=texts.plain(kept["comment"]),
        substitute=kept["substitute"],
        differs=False,
        **{name: kept[name] for name in AS_WRITTEN},
    )
