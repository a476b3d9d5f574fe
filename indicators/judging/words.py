"""The words for every member of the lists that a judgement is made of."""

from django.utils.translation import gettext_lazy as _

from indicators.judging.wording import Word
from indicators.judging.words_of_answers import DEVELOPMENTS, STATUSES
from indicators.judging.words_of_doubts import FLAGS, REASONS
from indicators.progress import Development, Direction, Flag, GapMeasure, Kind, Path, Reason, Status

KINDS = {
    Kind.LEVEL: Word(
        label=_("Level"),
        meaning=_("A number to be reached, or not to be passed, by a deadline."),
    ),
    Kind.RELATIVE: Word(
        label=_("Change against a base"),
        meaning=_(
            "So many per cent more or less than in a base year. It is turned into a level as soon "
            "as the value of that year is known."
        ),
    ),
    Kind.RECURRING: Word(
        label=_("Every period"),
        meaning=_(
            "Something that must hold each year. Counted are the periods in which it held, the "
            "mean, and what is missing in all; a good year does not make up for a bad one."
        ),
    ),
    Kind.DIRECTION: Word(
        label=_("Direction"),
        meaning=_("It shall increase, or decrease, by no stated amount. There is no pace to it."),
    ),
    Kind.REFERENCE_LEVEL: Word(
        label=_("Level of a reference area"),
        meaning=_(
            "The same level as the nation or another area. Judged is the gap between the two in "
            "the same period, with what the target allows as difference."
        ),
    ),
    Kind.REFERENCE_GROWTH: Word(
        label=_("Growth against a reference area"),
        meaning=_(
            "Growth per year compared with that of the nation or another area, from the same year "
            "to the same year. “More than” is strict: a tie is not met."
        ),
    ),
    Kind.PARITY: Word(
        label=_("Parity between groups"),
        meaning=_(
            "The gap between two groups, as a difference and as a ratio. The target says which "
            "decides. A ratio that changes by no more than %(ratio_band)s counts as unchanged."
        ),
    ),
    Kind.COMPOSITE: Word(
        label=_("All of several"),
        meaning=_(
            "Several parts that must all hold. Each part is judged and shown; parts that are only "
            "to be strived for stand beside, and neither hide nor sink the others."
        ),
    ),
    Kind.MONITOR: Word(
        label=_("Followed without target"),
        meaning=_("Figures are collected, but nobody has said what is wanted."),
    ),
}

PATHS = {
    Path.LINEAR: Word(
        label=_("straight line"),
        meaning=_("The same step each year from the start to the target."),
    ),
    Path.GEOMETRIC: Word(
        label=_("the same per cent each year"),
        meaning=_(
            "The same change in per cent each year. It is used only where a target asks for it, "
            "and needs numbers above zero."
        ),
    ),
}

GAP_MEASURES = {
    GapMeasure.DIFFERENCE: Word(
        label=_("difference"), meaning=_("The one minus the other, in the unit of both.")
    ),
    GapMeasure.RATIO: Word(
        label=_("ratio"), meaning=_("The one through the other; 1 where they are equal.")
    ),
}

DIRECTIONS = {
    Direction.UP: Word(label=_("increase"), meaning=_("The words say that it has increased.")),
    Direction.SLIGHTLY_UP: Word(
        label=_("slight increase"),
        meaning=_(
            "The words say that it has increased a little. Where a neutral band is agreed, or the "
            "starting point is an estimate, that counts as unchanged."
        ),
    ),
    Direction.SAME: Word(
        label=_("no difference"), meaning=_("The words say that there is no difference.")
    ),
    Direction.SLIGHTLY_DOWN: Word(
        label=_("slight decrease"),
        meaning=_(
            "The words say that it has decreased a little. Where a neutral band is agreed, or the "
            "starting point is an estimate, that counts as unchanged."
        ),
    ),
    Direction.DOWN: Word(label=_("decrease"), meaning=_("The words say that it has decreased.")),
}

TABLES = {
    "developments": DEVELOPMENTS,
    "statuses": STATUSES,
    "reasons": REASONS,
    "flags": FLAGS,
    "kinds": KINDS,
    "paths": PATHS,
    "measures": GAP_MEASURES,
    "directions": DIRECTIONS,
}
ANCHORS = {
    Development: "arrow",
    Status: "status",
    Reason: "reason",
    Flag: "flag",
    Kind: "kind",
    Path: "path",
    GapMeasure: "measure",
    Direction: "direction",
}
# Members of different lists may have the same code, which makes them equal.
WORDS = {
    (type(member), member): word for table in TABLES.values() for member, word in table.items()
}


def word_of(member):
    """The word for a status, an arrow, a reason, a flag, a kind, a path …"""
    return WORDS[type(member), member]


def anchor_of(member):
    """Where the method page explains it: ``status-on_track``, ``arrow-positive`` …"""
    return f"{ANCHORS[type(member)]}-{member}"
