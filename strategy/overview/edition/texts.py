"""The texts of a follow-up: read once, their references resolved, their notes numbered."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextField
from django.db.models.functions import Cast

from indicators import models, texts
from indicators.judging.referring import InSeries, printed, shown_values
from strategy.models import Goal
from strategy.overview.rows import grouped, read_together, short
from strategy.overview.values import titled

FRONT = {name: name for name in models.FollowUp.TEXTS} | {"method": "method_text"}
PARAGRAPHS = re.compile(r"\n\s*\n")
DIGITS = re.compile(r"([0-9]+)")
JUDGED = (
    *("arrow", "arrow_note", "attainment", "conclusion_as_printed", "comment"),
    *("not_followed_reason", "not_followed_as_printed", "reason_for_differing"),
)
SUBSTITUTE = ("substitute__name", "substitute__group__name", "substitute__withdrawn_on")
SHOWN = (
    *("pk", "code", "kind", "caption", "source_line", "printed_inside", "is_picture_only"),
    *("first_period", "last_period", "indicator__code"),
    *("goal__code", "goal__number", "goal__focus_area__number"),
)


@dataclass(kw_only=True)
class Writing:
    """What was written in one follow-up. Texts are asked for in the order they are read."""

    follow_up: models.FollowUp
    analyses: dict  # rows by the code of the goal
    assessments: dict  # rows by the code of the indicator
    figures: list  # rows in the order they are read, each with its series' codes in ``shows``
    values: dict  # what references print
    notes: "Notes"
    entered: list  # the codes of the strategy's series in the order they were entered

    @classmethod
    def of(cls, follow_up, strategy, language, overview=None):
        """Read the parts in force of goals and indicators in force, in one query.

        ``overview``: the strategy, where its figures have been read already. Without it those
        that texts refer to are read, in two queries more.
        """
        own = {"follow_up": follow_up, "withdrawn_on__isnull": True}
        found = read_together(short_rows(own, strategy))
        analyses = {row.goal__code: row for row in found["analysis"]}
        notes = Notes(sorted(found["footnote"], key=lambda each: each.order))
        written = [
            *(getattr(follow_up, name) for name in FRONT),
            *(row.text for row in analyses.values()),
            *(row.text for row in notes.rows),
        ]
        references = [each for text in written for each in texts.references(text)]
        return cls(
            follow_up=follow_up,
            analyses=analyses,
            assessments={row.indicator__code: row for row in map(judged, found["assessment"])},
            figures=in_reading_order(found["figure"], analyses, found["shown"]),
            values=prints_in(overview, references, language)
            if overview
            else shown_values(references, strategy=strategy, language=language),
            notes=notes,
            entered=[row.code for row in sorted(found["series"], key=lambda each: each.pk)],
        )

    @property
    def is_from_document(self):
        return self.follow_up.is_from_document

    @cached_property
    def numbers(self):
        """The numbers of the diagrams and tables, each kind by itself, as they are read."""
        counts, found = Counter(), {}
        for row in self.figures:
            counts[row.kind] += 1
            found[row.code] = counts[row.kind]
        return found

    @cached_property
    def labels(self):
        """What each diagram and table is called."""
        return {
            row.code: f"{models.Figure.Kind(row.kind).label} {self.numbers[row.code]}"
            for row in self.figures
        }

    def blocks(self, place, text):
        """A text as blocks. ``place`` tells its own footnotes from those of others."""
        return texts.resolved(
            texts.read(text),
            values=self.values.get,
            figures=self.labels,
            footnotes=lambda label, own: self.notes.number(place, label, own),
        )

    def front(self):
        """The texts about the whole, by the names they have in an edition."""
        return {
            key: as_mentions(self.blocks(key, getattr(self.follow_up, name)), self.labels)
            for name, key in FRONT.items()
        }

    def heading(self, goal):
        row = self.analyses.get(goal.code)
        return (row.heading_as_printed if row else "") or goal.name

    def analysis(self, goal_code):
        """The text about a goal, with every diagram and table of the goal in it, once."""
        row = self.analyses.get(goal_code)
        left = [each.code for each in self.of_goal(goal_code)]
        written = []
        for block in self.blocks(f"goal {goal_code}", row.text) if row else ():
            if block["kind"] == "figure" and block["code"] in left:
                left.remove(block["code"])
                written.append({"kind": "figure", "code": block["code"]})
            else:
                written += as_mentions([block], self.labels)
        return [*written, *({"kind": "figure", "code": code} for code in left)]

    def of_goal(self, goal_code):
        """The diagrams and tables of a goal, in the order they are read."""
        return [row for row in self.figures if row.goal__code == goal_code]

    def footnotes(self):
        """All footnotes; first those referred to. Asked for when everything else was read."""
        known = [
            self.footnote(number, label, own, row)
            for number, (label, own, row) in enumerate(self.notes.read, start=1)
        ]
        told = {row.pk for _label, _own, row in self.notes.read if row}
        rest = [row for row in self.notes.rows if row.pk not in told]
        return known + [self.footnote(None, row.mark, None, row) for row in rest]

    def footnote(self, number, label, own, row):
        if own is None:
            blocks = self.blocks(f"note {label}", row.text)
            own = texts.in_one_line(blocks)
        return {
            "number": number,
            "mark": label,
            "text": list(own),
            "near": row.near if row else "",
            "note": row.note if row else "",
        }


class Notes:
    """The footnotes, numbered in the order in which they are first referred to."""

    def __init__(self, rows):
        self.rows = list(rows)
        self.read = []  # label, own definition or None, row or None
        self.numbers = {}

    def number(self, place, label, own):
        """The number of a note: by its text beside the mark, else by its row; else None."""
        row = None if own is not None else self.row(label)
        if own is None and row is None:
            return None
        key = (place if row is None else "", label)
        if key not in self.numbers:
            self.read.append((label, own, row))
            self.numbers[key] = len(self.read)
        return self.numbers[key]

    def row(self, label):
        return next((row for row in self.rows if row.mark == label), None)


def paragraphs(text):
    """A plain text, like a comment, as blocks."""
    return [
        {"kind": "paragraph", "text": [{"kind": "text", "text": " ".join(part.split())}]}
        for part in PARAGRAPHS.split(text)
        if part.strip()
    ]


def short_rows(own, strategy):
    """The questions for what was written, for the series and for where these are shown.

    A substitute is a series of the indicator itself: it can only be withdrawn by itself.
    """
    of_goal = Goal.in_force_condition("goal__")
    of_indicator = models.Indicator.in_force_condition("indicator__")
    shown = models.FigureSeries.objects.current().filter(figure__follow_up=own["follow_up"])
    return [
        short(
            "analysis",
            models.GoalAnalysis.objects.filter(of_goal, **own),
            *("goal__code", "state", "heading_as_printed", "text"),
        ),
        short(
            "assessment",
            models.Assessment.objects.filter(of_indicator, **own),
            *("indicator__code", "state", *JUDGED, *SUBSTITUTE),
            suggestion=Cast("suggestion", TextField()),
        ),
        short("figure", models.Figure.objects.filter(of_goal, **own), *SHOWN),
        short(
            "footnote",
            models.Footnote.objects.filter(**own),
            *("pk", "order", "mark", "text", "near", "note"),
        ),
        short("shown", shown, "pk", "order", "figure_id", "series__code"),
        short("series", models.Series.objects.filter(strategy=strategy), "pk", "code"),
    ]


def judged(row):
    """A judgement with what was computed when it was decided, and what its substitute is called."""
    row.suggestion = row.suggestion and json.loads(row.suggestion)
    row.substitute = ""
    if row.substitute__name and not row.substitute__withdrawn_on:
        group = row.substitute__group__name
        row.substitute = titled(row.substitute__name, group and models.Group(name=group))
    return row


def prints_in(overview, references, language):
    """What references to the figures of a strategy print, as ``printed`` gives it."""
    series = [each for indicator in overview.indicators for each in indicator.series]

    def measured(figures):
        return [
            InSeries(each.code, each.unit, figure.decimals, figure)
            for each in series
            for figure in figures(each)
        ]

    begun = measured(lambda each: each.baselines)
    return printed(
        references,
        observations=measured(lambda each: each.observations),
        baselines=sorted(begun, key=lambda each: each.figure.baseline),  # the start comes last
        language=language,
    )


def in_reading_order(rows, analyses, shown):
    """The diagrams and tables in the order they are read: as goals stand, then as texts say.

    Those of goals that are withdrawn, or stand under what is, have no number.
    """
    shown = sorted(shown, key=lambda each: (each.order, each.pk))
    shows = grouped((each.figure_id, each.series__code) for each in shown)
    places = {
        (goal_code, block["code"]): number
        for goal_code, row in analyses.items()
        for number, block in enumerate(texts.read(row.text).blocks)
        if block["kind"] == "figure"
    }
    for row in rows:
        row.shows = shows[row.pk]

    def order(row):
        place = places.get((row.goal__code, row.code))
        stands = row.goal__focus_area__number, row.goal__number
        return *stands, place is None, place or 0, natural(row.code)

    return sorted(rows, key=order)


def natural(code):
    """``d2`` before ``d10``."""
    return [int(part) if part.isdigit() else part for part in DIGITS.split(code)]


def as_mentions(blocks, labels):
    """Blocks in which a diagram has no place: what should place one only names it."""
    return [as_mention(block, labels) for block in blocks]


def as_mention(block, labels):
    match block["kind"]:
        case "figure":
            mention = {"kind": "mention", "code": block["code"], "shown": labels[block["code"]]}
            return {"kind": "paragraph", "text": [mention]}
        case "quote":
            return {**block, "blocks": as_mentions(block["blocks"], labels)}
        case "list":
            return {**block, "items": [as_mentions(each, labels) for each in block["items"]]}
    return block
