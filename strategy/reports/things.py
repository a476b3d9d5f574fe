"""The content of an edition as a list of things, each with what identifies it. Pure: no Django."""

from collections import Counter
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What can differ between two contents; the names of the parts of a ``Comparison``."""

    FACTS = "facts"  # of the partnership, the strategy and the follow-up
    STRUCTURE = "structure"  # focus areas, goals, indicators and series
    VALUES = "values"
    BASELINES = "baselines"
    TARGETS = "targets"  # as set
    COMPUTED = "computed"  # how they stand
    JUDGEMENTS = "judgements"  # of people
    TEXTS = "texts"
    FIGURES = "figures"  # diagrams and tables
    NOTES = "notes"  # quality notes, and what happened
    SOURCES = "sources"


class Spot(NamedTuple):
    """What a thing stands under; empty: nothing of that sort."""

    goal: dict = {}
    indicator: dict = {}
    series: dict = {}


class Thing(NamedTuple):
    """``key`` identifies it among those called ``what``; ``names`` are the fields to compare."""

    what: str
    key: tuple
    record: object  # its fields, as a dict; of a text its blocks
    names: tuple[str, ...] = ()
    spot: Spot = Spot()


AREA = ("number", "name")
GOAL = ("number", "name", "heading", "statement", "area")
INDICATOR = ("number", "name", "wording", "definition", "unit", "decimals", "owner", "goal")
SERIES = (
    *("name", "label_as_printed", "area_name", "is_nation", "group", "age", "unit", "role"),
    *("official", "source", "recipe", "table_reference", "substitutes"),
    *("comparability", "comparability_reason", "indicator"),
)
MEASURED = (
    *("value", "missing", "direction", "is_approximate", "status", "as_printed"),
    *("unit_as_printed", "derivation", "note", "vintage", "is_replaced"),
)
INPUTS = ("base_value", "tolerance", "neutral_band")  # of the judgement; the other is computed
TARGET = (
    *("wording", "kind", "comparator", "value", "upper_value", "change_percent", "unit"),
    *("deadline", "strength", "authority", "is_replaced", "stands_beside", "interpretation"),
    *("part_of", *INPUTS),
)
JUDGED = ("status", "development", "reasons", "flags")
ASSESSED = (
    *("arrow", "arrow_note", "attainment", "conclusion_as_printed"),
    *("not_followed_reason", "not_followed_as_printed", "substitute", "reason_for_differing"),
    *("suggested_status", "suggested_development", "suggested_method"),
)
FIGURE = (
    *("kind", "number", "caption", "source_line", "is_official", "unit", "indicator"),
    *("printed_inside", "is_picture_only", "series", "shows", "goal"),
)
NOTE = ("kind", "text", "passage", "about")
SOURCE = ("publisher", "address", "licence", "access", "note")
CITATION = ("as_printed", "is_certain", "note")


def read(content):
    """The things of a content: for each kind a dict, by what identifies them."""
    things = {kind: [] for kind in Kind}
    read_head(things, content)
    for area in content["areas"]:
        things[Kind.STRUCTURE].append(Thing("area", (area["code"],), area, AREA))
        for goal in area["goals"]:
            read_goal(things, area, goal)
    things[Kind.TEXTS].append(Thing("footnotes", (), footnotes(content["footnotes"])))
    return {kind: identified(found) for kind, found in things.items()}


def identified(things):
    """By what they are and their key; what is there twice is told apart by its order."""
    seen, found = Counter(), {}
    for thing in things:
        key = (thing.what, *thing.key)
        found[*key, seen[key]] = thing
        seen[key] += 1
    return found


def read_head(things, content):
    things[Kind.FACTS] += [
        Thing(part, (), content[part], tuple(content[part]))
        for part in ("partnership", "strategy", "follow_up")
    ]
    things[Kind.FACTS].append(Thing("content", (), content, ("language",)))
    things[Kind.TEXTS] += [
        Thing(what, (), content[what])
        for what in ("introduction", "method_text", "arrow_legend", "lesson")
    ]
    things[Kind.NOTES] += [Thing("note", (row["code"],), row, NOTE) for row in content["notes"]]
    things[Kind.SOURCES] += [
        Thing("source", (row["name"],), row, SOURCE) for row in content["sources"]
    ]


def read_goal(things, area, goal):
    spot, code = Spot(goal), goal["code"]
    record = {**goal, "area": area["code"]}
    things[Kind.STRUCTURE].append(Thing("goal", (code,), record, GOAL, spot))
    things[Kind.TEXTS].append(Thing("analysis", (code,), goal["analysis"], (), spot))
    for figure in goal["figures"]:
        record = {**figure, "shows": shown_in(figure["table"]), "goal": code}
        things[Kind.FIGURES].append(Thing("figure", (figure["code"],), record, FIGURE, spot))
    read_targets(things, spot, goal.get("targets", ()))
    read_remarks(things, spot, goal)
    for indicator in goal["indicators"]:
        read_indicator(things, Spot(goal, indicator))


def shown_in(table):
    """What a diagram or table shows: its columns and rows. Its cells are values."""
    return [table["corner"], table["head"], [row["label"] for row in table["rows"]]]


def read_indicator(things, spot):
    indicator, code = spot.indicator, spot.indicator["code"]
    record = {**indicator, "goal": spot.goal["code"]}
    things[Kind.STRUCTURE].append(Thing("indicator", (code,), record, INDICATOR, spot))
    for series in indicator["series"]:
        read_series(things, spot._replace(series=series))
    read_computed(things, spot)
    read_targets(things, spot, indicator["targets"])
    read_assessment(things, spot)
    read_remarks(things, spot, indicator)
    for row in indicator["annotations"]:
        key = (code, row["series"], row["period"], row["kind"])
        things[Kind.NOTES].append(Thing("annotation", key, row, ("text",), spot))


def read_series(things, spot):
    series, code, area = spot.series, spot.series["code"], spot.series["area"]
    own = {"area_name": area["name"], "is_nation": area["is_nation"]}
    record = {**series, **own, "indicator": spot.indicator["code"]}
    things[Kind.STRUCTURE].append(Thing("series", (code,), record, SERIES, spot))
    for row in series["observations"]:
        key = (code, row["period"], row["aggregation"])
        things[Kind.VALUES].append(Thing("value", key, row, MEASURED, spot))
    for row in series["baselines"]:
        key = (code, row["kind"], row["period"], row["aggregation"])
        things[Kind.BASELINES].append(Thing("baseline", key, row, MEASURED, spot))


def read_computed(things, spot):
    """How an indicator as a whole stands: as its leading target does."""
    if computed := spot.indicator["computed"]:
        key, names = (spot.indicator["code"],), ("target", *JUDGED)
        things[Kind.COMPUTED].append(Thing("indicator", key, computed, names, spot))


def read_targets(things, spot, targets, part_of=""):
    """Targets as they are set, and how each stands; then their parts."""
    for target in targets:
        code, judgement = target["code"], target["judgement"]
        inputs = {name: judgement.get(name) for name in INPUTS}
        record = {**target, **inputs, "part_of": part_of}
        things[Kind.TARGETS].append(Thing("target", (code,), record, TARGET, spot))
        record = {**judgement, "code": code, "wording": target["wording"]}
        things[Kind.COMPUTED].append(Thing("target", (code,), record, JUDGED, spot))
        read_targets(things, spot, target.get("parts", ()), part_of=code)


def read_remarks(things, spot, owner):
    """What is noted and cited of a goal or indicator."""
    things[Kind.NOTES] += [
        Thing("note", (row["code"],), row, NOTE, spot) for row in owner.get("notes", ())
    ]
    things[Kind.SOURCES] += [
        Thing("citation", (owner["code"], row["source"]), row, CITATION, spot)
        for row in owner.get("citations", ())
    ]


def read_assessment(things, spot):
    key, assessment = (spot.indicator["code"],), spot.indicator["assessment"]
    if assessment:
        record = {**assessment, **suggested(assessment["suggestion"])}
        things[Kind.JUDGEMENTS].append(Thing("assessment", key, record, ASSESSED, spot))
        things[Kind.TEXTS].append(Thing("comment", key, assessment["comment"], (), spot))


def suggested(suggestion):
    """What was computed when people judged."""
    judgement = (suggestion and suggestion["judgement"]) or {}
    return {
        "suggested_status": judgement.get("status"),
        "suggested_development": judgement.get("development"),
        "suggested_method": suggestion and suggestion["method"],
    }


def footnotes(rows):
    """The footnotes as one text: their numbers follow from the texts that refer to them."""
    found = []
    for row in rows:
        mark, more = f"{row['mark']} ", f" {row['near']} {row['note']}"
        text = [{"kind": "text", "text": mark}, *row["text"], {"kind": "text", "text": more}]
        found.append({"kind": "paragraph", "text": text})
    return found
