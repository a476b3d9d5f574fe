"""Everything public that words can be found in, read in six queries.

What is published between one query and the next may be found by its part: it is left out, and
found after the next reading.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Subquery, TextChoices, TextField, Value
from django.utils.translation import gettext_lazy as _

from indicators import texts
from indicators.models import (
    Assessment,
    Citation,
    FollowUp,
    GoalAnalysis,
    Indicator,
    Series,
    Written,
)
from strategy.models import (
    Action,
    FocusArea,
    Goal,
    Lighthouse,
    OverallObjective,
    Strategy,
    Translation,
)
from strategy.overview.rows import in_words
from strategy.overview.translating import holds
from strategy.overview.written import goals_in, newest_edition, without_marks

TITLE, STATEMENT, TEXT = 9, 3, 1  # how much it counts where a word is found


class Kind(TextChoices):
    """What can be found, in the order in which equally good hits are shown."""

    PARTNERSHIP = "partnership", _("Partnerships")
    STRATEGY = "strategy", _("Strategies")
    AREA = "area", _("Focus areas")
    GOAL = "goal", _("Goals")
    INDICATOR = "indicator", _("Indicators")
    ACTION = "action", _("Actions")
    LIGHTHOUSE = "lighthouse", _("Lighthouses")
    FOLLOW_UP = "follow-up", _("Follow-ups")
    ANALYSIS = "analysis", _("Analyses")

    @property
    def one(self):
        """What one of them is called."""
        return ONE[self]


ONE = {
    Kind.PARTNERSHIP: _("Partnership"),
    Kind.STRATEGY: _("Strategy"),
    Kind.AREA: _("Focus area"),
    Kind.GOAL: _("Goal"),
    Kind.INDICATOR: _("Indicator"),
    Kind.ACTION: _("Planned action"),
    Kind.LIGHTHOUSE: _("Lighthouse"),
    Kind.FOLLOW_UP: _("Follow-up"),
    Kind.ANALYSIS: _("Analysis"),
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text, the language it is in, and how much a word in it counts."""

    text: str
    language: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Something with a page, and the words that lead to it."""

    kind: Kind
    partnership: str  # codes and names
    partnership_name: str
    strategy: str
    strategy_name: str
    language: str
    page: str  # the name of the page, the code it has, and where on it this stands
    code: str = ""
    anchor: str = ""
    names: list = field(default_factory=list)  # in the original and in other languages, as Words
    words: list = field(default_factory=list)

    @property
    def own_code(self):
        """The code that people know it by; empty where it has none, or that of something else."""
        if self.kind in {Kind.GOAL, Kind.INDICATOR}:
            return self.code
        if self.kind in {Kind.AREA, Kind.LIGHTHOUSE}:
            return self.anchor.partition("-")[2]
        return ""

    def add(self, text, weight, language=""):
        if text:
            self.words.append(Words(text=text, language=language or self.language, weight=weight))

    def call(self, name, language="", *, is_searched=True):
        """Give it a name; one that is that of something else is shown and not searched."""
        if name:
            named = Words(text=name, language=language or self.language, weight=TITLE)
            self.names.append(named)
            if is_searched:
                self.words.append(named)


def read_places():
    """All places, each once."""
    strategies = {
        row.pk: row for row in Strategy.objects.public().select_related("partnership", "vision")
    }
    found = Found(strategies=strategies, translations=translations(strategies))
    for row in things():
        if row.strategy in strategies:
            found.add_thing(row)
    partnerships = {row.partnership_id: row.partnership for row in strategies.values()}
    places = [of_partnership(row) for row in partnerships.values()]
    return [*places, *found.places.values(), *written(found)]


def of_partnership(row):
    place = Place(
        kind=Kind.PARTNERSHIP,
        partnership=row.code,
        partnership_name=row.name,
        strategy="",
        strategy_name="",
        language=row.language,
        page="partnership",
    )
    place.call(row.name)
    place.add(row.area_name, STATEMENT)
    place.add(row.description, TEXT)
    return place


def translations(strategies):
    """Translations by strategy, what and place."""
    rows = Translation.objects.public().filter(strategy__in=strategies)
    found = defaultdict(list)
    for row in rows.order_by("language"):
        found[row.strategy_id, row.what, row.place].append(row)
    return found


# Rows of all kinds in one query: what they are, where they stand, and their texts


@dataclass(frozen=True)
class Thing:
    """A row of a strategy: ``code`` is that of its page, ``place`` that of its translations."""

    kind: str
    strategy: int
    code: str
    place: str
    first: str
    second: str
    third: str


def things():
    """All rows of all public strategies that have words, each after what it stands under."""
    first, *others = [columns(kind, *part) for kind, part in PARTS.items()]
    rows = [Thing(*row) for row in first.union(*others, all=True)]
    order = {kind: number for number, kind in enumerate(PARTS)}
    return sorted(rows, key=lambda row: (order[row.kind], row.strategy, len(row.place), row.place))


NOTHING = Value("", output_field=TextField())
OWN = {"strategy": "strategy", "code": "code", "place": "code"}
OF_INDICATOR = OWN | {"code": "indicator__code", "place": NOTHING}
OF_GOAL = OWN | {"code": "goal__code", "place": NOTHING}
NAMED = ("as_printed", "source__name", "source__publisher")
# What a row is: its model, where it stands, and its texts.
PARTS = {
    "focusarea": (FocusArea, OWN, ("name", "description", NOTHING)),
    "goal": (Goal, OWN, ("name", "statement", "rationale")),
    "lighthouse": (Lighthouse, OWN, ("name", "description", NOTHING)),
    "indicator": (Indicator, OWN, ("name", "wording", "definition")),
    "words of a goal": (Goal, OWN, ("definition", "also_printed_as", NOTHING)),
    "overallobjective": (
        OverallObjective,
        {"strategy": "strategy", "code": NOTHING, "place": "order"},
        ("statement", NOTHING, NOTHING),
    ),
    "action": (
        Action,
        {"strategy": "goal__strategy", "code": "goal__code", "place": "order"},
        ("text", "lead_in", NOTHING),
    ),
    "series": (Series, OF_INDICATOR, ("name", "group__name", "source__name")),
    "source of a goal": (Citation, OF_GOAL, NAMED),
    "source of an indicator": (Citation, OF_INDICATOR, NAMED),
}


def columns(kind, model, where, words):
    """The rows of a model with the columns of ``Thing``."""
    texts_of = dict(zip(("first", "second", "third"), words, strict=True))
    shared = {
        "c_kind": Value(kind, output_field=TextField()),
        "c_strategy": F(where["strategy"]),
        **{f"c_{name}": in_words(where[name]) for name in ("code", "place")},
        **{f"c_{name}": in_words(text) for name, text in texts_of.items()},
    }
    return model.objects.public().order_by().annotate(**shared).values_list(*shared)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What has been read so far."""

    strategies: dict  # by id
    translations: dict
    places: dict = field(default_factory=dict)  # by kind, strategy and code

    def __post_init__(self):
        for row in self.strategies.values():
            self.add_strategy(row)

    def new(self, kind, strategy, page, code="", anchor=""):
        row = self.strategies[strategy]
        return Place(
            kind=kind,
            partnership=row.partnership.code,
            partnership_name=row.partnership.name,
            strategy=row.code,
            strategy_name=str(row),
            language=row.partnership.language,
            page=page,
            code=code,
            anchor=anchor,
        )

    def in_languages(self, strategy, what, place, text):
        """A text and those of its translations that are of it as it reads today."""
        yield text, ""
        for row in self.translations.get((strategy, what, place), ()):
            if holds(row, text):
                yield row.text, row.language

    def add_strategy(self, row):
        place = self.places[Kind.STRATEGY, row.pk, ""] = self.new(Kind.STRATEGY, row.pk, "strategy")
        for text, language in self.in_languages(row.pk, "strategy.title", "", row.title):
            place.call(text, language)
        self.add(place, row.pk, "strategy.short_title", "", row.short_title, TITLE)
        self.add(place, row.pk, "strategy.introduction", "", row.introduction, TEXT)
        self.add(place, row.pk, "strategy.scope_note", "", row.scope_note, TEXT)
        place.add(row.legal_basis, TEXT)
        vision = getattr(row, "vision", None)
        if vision and not vision.withdrawn_on:
            self.add(place, row.pk, "vision.statement", "", vision.statement, STATEMENT)
            self.add(place, row.pk, "vision.perspectives", "", vision.perspectives, TEXT)

    def add(self, place, strategy, what, where, text, weight):
        """Add a text to a place, with its translations."""
        for written, language in self.in_languages(strategy, what, where, text):
            place.add(written, weight, language)

    def add_thing(self, row):
        match row.kind:
            case "focusarea":
                self.add_named(Kind.AREA, row, "strategy", "", f"area-{row.code}")
                self.add_texts(Kind.AREA, row, ("description", TEXT))
            case "goal":
                self.add_named(Kind.GOAL, row, "goal", row.code)
                self.add_texts(Kind.GOAL, row, ("statement", STATEMENT), ("rationale", TEXT))
            case "lighthouse":
                self.add_named(Kind.LIGHTHOUSE, row, "strategy", "", f"lighthouse-{row.code}")
                self.add_texts(Kind.LIGHTHOUSE, row, ("description", TEXT))
            case "indicator":
                self.add_named(Kind.INDICATOR, row, "indicator", row.code)
                self.add_texts(Kind.INDICATOR, row, ("wording", STATEMENT), ("definition", TEXT))
            case "overallobjective":
                place = self.places[Kind.STRATEGY, row.strategy, ""]
                what = "overallobjective.statement"
                self.add(place, row.strategy, what, row.place, row.first, STATEMENT)
            case "action":
                self.add_action(row)
            case "words of a goal" | "source of a goal":
                self.add_beside(Kind.GOAL, row)
            case _:
                self.add_beside(Kind.INDICATOR, row)

    def add_named(self, kind, row, page, code="", anchor=""):
        place = self.new(kind, row.strategy, page, code, anchor)
        self.places[kind, row.strategy, row.code] = place
        what = f"{row.kind}.name"
        for text, language in self.in_languages(row.strategy, what, row.place, row.first):
            place.call(text, language)

    def add_texts(self, kind, row, *fields):
        """The texts of a row beside its name."""
        place = self.places[kind, row.strategy, row.code]
        for (name, weight), text in zip(fields, (row.second, row.third), strict=False):
            self.add(place, row.strategy, f"{row.kind}.{name}", row.place, text, weight)

    def add_action(self, row):
        where = f"{row.code}/{row.place}"
        place = self.new(Kind.ACTION, row.strategy, "goal", row.code, "actions")
        self.places[Kind.ACTION, row.strategy, where] = place
        for name in self.places[Kind.GOAL, row.strategy, row.code].names:
            place.call(name.text, name.language, is_searched=False)
        self.add(place, row.strategy, "action.text", where, row.first, STATEMENT)
        self.add(place, row.strategy, "action.lead_in", where, row.second, TEXT)

    def add_beside(self, kind, row):
        """The names of measures, groups and sources, each once."""
        place = self.places.get((kind, row.strategy, row.code))
        for text in (row.first, row.second, row.third):
            if place and text and all(text != each.text for each in place.words):
                place.add(text, TEXT)


# What people wrote in follow-ups, as readers meet it


def written(found):
    """Follow-ups, and in them the texts about goals and the judgements of indicators."""
    rows = FollowUp.objects.public().filter(strategy__in=found.strategies)
    rows = rows.annotate(edition=Subquery(newest_edition("pk").values("content")[:1]))
    follow_ups = {row.pk: row for row in rows}
    for row in follow_ups.values():
        yield follow_up(found, row)
    kept = {pk: texts_in(row.edition) for pk, row in follow_ups.items() if row.edition}
    of = {"follow_up__in": follow_ups, "withdrawn_on__isnull": True}
    analyses = GoalAnalysis.objects.filter(Goal.public_condition("goal__"), **of)
    judged = Assessment.objects.filter(Indicator.public_condition("indicator__"), **of)
    for row in analyses.select_related("goal"):
        text = as_published(row, (Kind.GOAL, row.goal.code), row.text, kept)
        yield from about(found, row.goal, Kind.GOAL, follow_ups[row.follow_up_id], text)
    for row in judged.select_related("indicator"):
        text = as_published(row, (Kind.INDICATOR, row.indicator.code), row.comment, kept)
        yield from about(found, row.indicator, Kind.INDICATOR, follow_ups[row.follow_up_id], text)


def follow_up(found, row):
    place = found.new(Kind.FOLLOW_UP, row.strategy_id, "follow-up", row.code)
    place.call(row.title)
    for name in FollowUp.TEXTS:
        if row.edition:
            blocks = row.edition["method_text" if name == "method" else name]
        else:
            blocks = without_marks(getattr(row, name))
        place.add(texts.plain(without_figures(blocks)), TEXT)
    return place


def as_published(row, key, own, kept):
    """A text as the newest edition has it; without any as it is written, once published."""
    if row.follow_up_id in kept:
        return kept[row.follow_up_id].get(key, "")
    return texts.plain(without_marks(own)) if row.state == Written.PUBLISHED else ""


def about(found, subject, kind, follow_up, text):
    """A text of a follow-up about a goal or an indicator, under its name."""
    named = found.places.get((kind, follow_up.strategy_id, subject.code))
    if text and named:
        place = found.new(Kind.ANALYSIS, follow_up.strategy_id, "follow-up", follow_up.code)
        for name in named.names:
            place.call(name.text, name.language, is_searched=False)
        place.add(text, TEXT)
        yield place


def texts_in(content):
    """The words about each goal and indicator in an edition, by kind and code."""
    found = {}
    for goal in goals_in(content):
        found[Kind.GOAL, goal["code"]] = texts.plain(without_figures(goal["analysis"]))
        for indicator in goal["indicators"]:
            if indicator["assessment"]:
                comment = texts.plain(indicator["assessment"]["comment"])
                found[Kind.INDICATOR, indicator["code"]] = comment
    return found


def without_figures(blocks):
    """Blocks without the codes of the diagrams and tables that stand between them."""
    return [block for block in blocks if block["kind"] != "figure"]
