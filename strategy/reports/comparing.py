"""What differs between two editions, or between an edition and the content of today.

Pure: no Django. Codes, numbers and words as the contents have them; sentences are made of them
by whoever shows them. What follows from the rest is not compared: a value written out, a drawing,
the numbers of a footnote (``docs/editions.md`` lists it all).
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from strategy.reports.things import JUDGED, Kind, read
from strategy.reports.wordwise import Run, differing_words, is_same_text

SCHEMA = "framsteg-edition-1"
# Fields that hold a number, as text: 30.40 is 30.4.
NUMBERS = {"value", "upper_value", "change_percent", "base_value", "tolerance", "neutral_band"}


class How(StrEnum):
    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"  # nothing but its number
    REVISED = "revised"  # another value
    FILLED = "filled"  # a value where there was a reason why there is none
    EMPTIED = "emptied"  # the other way round
    FORM = "form"  # of a text: the same words, as a list, a heading, a link …
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: codes, and the names readers know. Empty: it has none.

    ``what`` names the thing, like goal, value, target, analysis. ``code`` and ``name`` are its own,
    of a value those of its series; ``kind`` that of a baseline or note.
    """

    what: str
    goal: str = ""
    goal_name: str = ""
    indicator: str = ""
    indicator_name: str = ""
    code: str = ""
    name: str = ""
    period: str = ""
    aggregation: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a thing in both contents, as they have it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, kw_only=True)
class Change:
    """A thing that differs. ``before`` and ``after`` hold its fields; None: it was not there.

    ``fields``: those that differ, where it is there both times.
    """

    how: How
    place: Place
    before: dict | None
    after: dict | None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """A text that differs, as runs of words: kept, added, removed."""

    how: How
    place: Place
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All that differs, each part in the order of reading."""

    facts: tuple[Change, ...] = ()
    structure: tuple[Change, ...] = ()
    values: tuple[Change, ...] = ()
    baselines: tuple[Change, ...] = ()
    targets: tuple[Change, ...] = ()
    computed: tuple[Change, ...] = ()
    judgements: tuple[Change, ...] = ()
    texts: tuple[TextChange, ...] = ()
    figures: tuple[Change, ...] = ()
    notes: tuple[Change, ...] = ()
    sources: tuple[Change, ...] = ()
    method_before: str
    method_after: str

    @property
    def is_other_method(self):
        """Whether what is computed was computed by another version of the method."""
        return self.method_before != self.method_after

    @property
    def is_empty(self):
        return not self.is_other_method and not any(getattr(self, kind) for kind in Kind)

    @property
    def counts(self):
        """How many things differ how, by kind; only what there is."""
        return {
            kind.value: dict(Counter(each.how.value for each in getattr(self, kind)))
            for kind in Kind
            if getattr(self, kind)
        }


def compare(old, new):
    """What ``new`` has otherwise than ``old``: two contents of ``framsteg-edition-1``.

    Raises ValueError for a content of another schema.
    """
    for content in (old, new):
        if content["schema"] != SCHEMA:
            raise ValueError(f"the schema is {content['schema']}, not {SCHEMA}")
    before, after = read(old), read(new)
    ranks = ranked(before, after)
    found = {
        kind: sorted(
            (text_changes if kind == Kind.TEXTS else changes)(before[kind], after[kind]),
            key=lambda change: ranks[change.place.goal, change.place.indicator],
        )
        for kind in Kind
    }
    found[Kind.COMPUTED] = told_once(found[Kind.COMPUTED])
    return Comparison(
        **{kind: tuple(changed) for kind, changed in found.items()},
        method_before=old["method"],
        method_after=new["method"],
    )


def changes(before, after):
    """What differs between things of one kind."""
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        if old is None:
            yield Change(how=How.NEW, place=place_of(new), before=None, after=new.record)
        elif new is None:
            yield Change(how=How.GONE, place=place_of(old), before=old.record, after=None)
        elif fields := differing(old, new):
            yield Change(
                how=how_of(old, new, fields),
                place=place_of(new),
                before=old.record,
                after=new.record,
                fields=fields,
            )


def differing(old, new):
    """The fields that differ; one that a content does not have is None."""
    if old.record == new.record:
        return ()
    pairs = ((name, old.record.get(name), new.record.get(name)) for name in new.names)
    return tuple(
        Field(name=name, before=before, after=after)
        for name, before, after in pairs
        if before != after and not (name in NUMBERS and is_same_number(before, after))
    )


def is_same_number(before, after):
    return before is not None and after is not None and Decimal(before) == Decimal(after)


def how_of(old, new, fields):
    names = {field.name for field in fields}
    if names == {"number"}:
        return How.RENUMBERED
    if "name" in names:
        return How.RENAMED
    if "value" not in names:
        return How.CHANGED
    if old.record["value"] is None:
        return How.FILLED
    return How.EMPTIED if new.record["value"] is None else How.REVISED


def text_changes(before, after):
    """Texts that differ; one that is not there is like an empty one."""
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        blocks = [each.record if each else [] for each in (old, new)]
        if is_same_text(*blocks):
            continue
        runs = differing_words(*blocks)
        how = How.CHANGED if runs else How.FORM
        if not all(blocks):
            how = How.NEW if blocks[1] else How.GONE
        yield TextChange(how=how, place=place_of(new or old), runs=runs)


def told_once(changed):
    """Without those of a target that say the same as that of its indicator."""
    whole = [each for each in changed if each.place.what == "indicator"]
    said = {each.place.indicator: judged(each) for each in whole}
    return [
        each
        for each in changed
        if each.place.what == "indicator" or said.get(each.place.indicator) != judged(each)
    ]


def judged(change):
    return [each and [each.get(name) for name in JUDGED] for each in (change.before, change.after)]


def place_of(thing):
    record = thing.record if isinstance(thing.record, dict) else {}
    goal, indicator = thing.spot.goal, thing.spot.indicator
    own = thing.spot.series or record
    return Place(
        what=thing.what,
        goal=goal.get("code", ""),
        goal_name=goal.get("name", ""),
        indicator=indicator.get("code", ""),
        indicator_name=indicator.get("name", ""),
        code=own.get("code", ""),
        name=own.get("title", own.get("name", "")),
        period=record.get("period", ""),
        aggregation=record.get("aggregation", ""),
        kind=record.get("kind", ""),
    )


def ranked(before, after):
    """The order of reading: that of the new content, then what only the old one has."""
    things = [*after[Kind.STRUCTURE].values(), *before[Kind.STRUCTURE].values()]
    spots = (thing.spot for thing in things)
    codes = ((spot.goal.get("code", ""), spot.indicator.get("code", "")) for spot in spots)
    return {each: rank for rank, each in enumerate(dict.fromkeys([("", ""), *codes]))}
