"""Reads the transcription of the two documents and takes it apart."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
PARTNERSHIPS = {"norrbotten_followup": "norrbotten", "ostfold_grunnlag": "ostfold"}


# What the transcriber's keys mean here.
PRINTED = {  # words of the document
    *("verbatim", "quotes", "qualitative", "name", "name_in_body", "heading", "rationale"),
    *("definition", "strategies", "strategies_intro", "label_in_table", "unit_written"),
    *("unit_written_in_table", "gap_written", "change_written", "decided_in", "shared_with"),
    *("other_source", "caption", "inner", "description_quotes", "coordination", "overall_goals"),
    *("cross_cutting", "priority_areas", "structure_note", "near", "title", "producer"),
    *("partnership", "project_leads", "body"),
}


class Exact(yaml.SafeLoader):
    """Reads 48.8 as the decimal number that is written, not as a float near it."""


Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))


def read_transcription():
    loader = Exact((FOLDER / "seeds.yaml").read_text(encoding="utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


TRANSCRIPTION = read_transcription()
NORRBOTTEN, OSTFOLD = TRANSCRIPTION["documents"]


def document_text(file):
    return (FOLDER / file).read_text(encoding="utf-8")


def normal(text):
    """The text with every run of white space as one space; nothing else is evened out."""
    return " ".join(str(text).split())


def numbers(text):
    """The numbers in a text, however their decimals and thousands are written."""
    found = re.findall(r"(?<![\w,.])(?:\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?)", normal(text))
    return {Decimal(each.replace(" ", "").replace(",", ".")) for each in found}


def goals():
    """(partnership, goal) of both documents."""
    for document in TRANSCRIPTION["documents"]:
        for area in document["areas"]:
            for goal in area.get("effect_goals") or area["goals"]:
                yield PARTNERSHIPS[document["id"]], goal


def indicators():
    return [indicator for _, goal in goals() for indicator in goal["indicators"]]


def measured():
    """Every node with figures: indicators, their components, and Østfold's goals."""
    for indicator in indicators():
        yield indicator["id"], indicator
        for part in indicator.get("components", []):
            yield indicator["id"], part


def printed_strings(node, key=None):
    """Every string of the document below a node."""
    if isinstance(node, dict):
        for name, below in node.items():
            yield from printed_strings(below, name)
    elif isinstance(node, list):
        for below in node:
            yield from printed_strings(below, key)
    elif isinstance(node, str) and key in PRINTED:
        yield node
