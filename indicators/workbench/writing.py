"""The texts of a goal as readers would meet them, and what can be put into them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from indicators import texts
from indicators.judging.referring import shown_values
from indicators.models import Figure, GoalAnalysis
from strategy.overview.edition.texts import Writing, paragraphs

LETTERS = {Figure.Kind.CHART: "d", Figure.Kind.TABLE: "t"}


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A link to the form where a diagram or table is made for a goal."""

    kind: Figure.Kind
    code: str
    address: str


def put_previews(desk, *, of_all):
    """Put the blocks of their texts into parts: of those that have no form, or of all.

    And to the desk the footnotes of these texts, and the diagrams and tables of the goal.
    """
    follow_up = desk.follow_up
    strategy = follow_up.strategy
    language = strategy.partnership.site_language
    writing = Writing.of(follow_up, strategy, language)
    written = {part.key: text_of(part) for part in desk.parts if of_all or part.form is None}
    sought = [
        each
        for part in desk.parts
        if part.key in written and isinstance(part.row, GoalAnalysis)
        for each in texts.references(written[part.key])
    ]
    writing.values |= shown_values(sought, strategy=strategy, language=language)
    for part in desk.parts:
        if part.key in written:
            text = written[part.key]
            is_text = isinstance(part.row, GoalAnalysis)
            part.preview = writing.blocks(part.key, text) if is_text else paragraphs(text)
    own = writing.of_goal(desk.read.goal.code)
    desk.figures = [(row, writing.labels[row.code]) for row in own]
    desk.footnotes = [
        {"number": each["number"], "blocks": [{"kind": "paragraph", "text": each["text"]}]}
        for each in writing.footnotes()
        if each["number"] is not None
    ]


def text_of(part):
    """What is written in a part, as it stands in its form or in the registry."""
    name = "text" if isinstance(part.row, GoalAnalysis) else "comment"
    return part.form[name].value() or "" if part.form else getattr(part.row, name)


def additions(follow_up, goal):
    """Where a diagram and a table are added, each with the next code that is free."""
    codes = set(Figure.objects.filter(follow_up=follow_up).values_list("code", flat=True))
    for kind, letter in LETTERS.items():
        code = next_code(letter, codes)
        given = {"follow_up": follow_up.pk, "goal": goal.pk, "kind": kind.value, "code": code}
        address = f"{reverse('admin:indicators_figure_add')}?{urlencode(given)}"
        yield Addition(kind=kind, code=code, address=address)


def next_code(letter, codes):
    """The letter with the number after the highest one in use."""
    numbers = [code.removeprefix(letter) for code in codes if code.startswith(letter)]
    return f"{letter}{max((int(each) for each in numbers if each.isdecimal()), default=0) + 1}"
