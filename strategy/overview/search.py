"""Words in the public texts.

Compared in Python: SQLite folds only the letters A–Z, and å, ä, ö and ø must be found too.
"""

import unicodedata
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from indicators import texts
from indicators.models import FollowUp, GoalAnalysis, Indicator, Written
from strategy.models import Action, Goal, Lighthouse, Strategy
from strategy.overview.written import editions_of, goals_in, without_marks

LONGEST = 200  # characters of a question
MOST = 50  # hits shown of each kind
AROUND = 90  # characters of context on each side of a hit


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A place where words may stand, and with which text around them they do."""

    title: str
    texts: tuple[str, ...]
    partnership: str
    strategy: str
    language: str
    page: str = "strategy"  # the name of the page, and the code it has
    code: str = ""
    excerpt: str = ""


@dataclass(frozen=True, kw_only=True)
class Hits:
    """What was found of one kind, and how many there are in all."""

    kind: str
    number: int
    shown: tuple[Hit, ...]


def search(question):
    """Where all words of a question stand together, in seven queries; empty for no words."""
    words = folded(question[:LONGEST]).split()
    if not words:
        return ()
    found = []
    for kind, places in KINDS:
        hits = [place for place in places() if has_all(place, words)]
        shown = tuple(replace(hit, excerpt=excerpt(hit, words)) for hit in hits[:MOST])
        found.append(Hits(kind=kind, number=len(hits), shown=shown))
    return tuple(hits for hits in found if hits.number)


def folded(text):
    return unicodedata.normalize("NFKC", text).casefold()


def has_all(place, words):
    text = folded(" ".join((place.title, *place.texts)))
    return all(word in text for word in words)


def excerpt(hit, words):
    """The words around the first hit outside the title; empty where it is in the title only."""
    for text in hit.texts:
        plain = " ".join(text.split())
        start = next((at for at in map(folded(plain).find, words) if at >= 0), None)
        if start is not None:
            first, last = max(0, start - AROUND), start + AROUND
            before, after = "… " if first else "", " …" if last < len(plain) else ""
            return f"{before}{plain[first:last].strip()}{after}"
    return ""


def hit(strategy, *, title, texts, **more):
    return Hit(
        title=title,
        texts=tuple(text for text in texts if text),
        partnership=strategy.partnership.code,
        strategy=strategy.code,
        language=strategy.partnership.language,
        **more,
    )


def strategies():
    for row in Strategy.objects.public().select_related("partnership"):
        texts = [row.short_title, row.partnership.name, row.introduction]
        yield hit(row, title=row.title, texts=texts)


def goals():
    for row in Goal.objects.public().select_related("strategy__partnership"):
        texts = [row.statement, row.rationale, row.definition]
        yield hit(row.strategy, title=row.name, texts=texts, page="goal", code=row.code)


def indicators():
    for row in Indicator.objects.public().select_related("strategy__partnership"):
        texts = [row.wording, row.definition]
        yield hit(row.strategy, title=row.name, texts=texts, page="indicator", code=row.code)


def actions():
    for row in Action.objects.public().select_related("goal__strategy__partnership"):
        goal = row.goal
        yield hit(goal.strategy, title=goal.name, texts=[row.text], page="goal", code=goal.code)


def lighthouses():
    for row in Lighthouse.objects.public().select_related("strategy__partnership"):
        yield hit(row.strategy, title=row.name, texts=[row.description])


def analyses():
    """The texts about goals as readers meet them, those being corrected as they were published."""
    rows = GoalAnalysis.objects.filter(
        FollowUp.public_condition("follow_up__"),
        Goal.public_condition("goal__"),
        withdrawn_on__isnull=True,
    )
    rows = list(rows.select_related("goal", "follow_up__strategy__partnership"))
    kept = published_texts({row.follow_up_id for row in rows})
    for row in rows:
        if row.follow_up_id in kept:
            text = kept[row.follow_up_id].get(row.goal.code, "")
        else:
            text = texts.plain(without_marks(row.text)) if row.state == Written.PUBLISHED else ""
        if text:
            yield hit(
                row.follow_up.strategy,
                title=row.goal.name,
                texts=[text],
                page="follow-up",
                code=row.follow_up.code,
            )


def published_texts(follow_ups):
    """The words about each goal by its code, in the newest edition of each follow-up, by its id."""
    return {
        follow_up: {goal["code"]: words_in(goal["analysis"]) for goal in goals_in(content)}
        for follow_up, content in editions_of(follow_ups).items()
    }


def words_in(blocks):
    """The words of a text without the codes of the diagrams and tables that stand in it."""
    return texts.plain([block for block in blocks if block["kind"] != "figure"])


KINDS = (
    (_("Strategies"), strategies),
    (_("Goals"), goals),
    (_("Indicators"), indicators),
    (_("Actions"), actions),
    (_("Lighthouses"), lighthouses),
    (_("Analyses"), analyses),
)
