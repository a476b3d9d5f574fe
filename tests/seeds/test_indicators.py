"""Indicators with their units, sources and targets, as the documents print them."""

import re

import pytest

from indicators.models import (
    Citation,
    Indicator,
    Series,
    Source,
    Target,
)
from strategy.models import Goal
from tests.seeds.registry import one
from tests.seeds.transcription import (
    OSTFOLD,
    TRANSCRIPTION,
    indicators,
    measured,
)

KIND = {
    "LEVEL": "level",
    "REL_BASE": "relative",
    "RECUR": "recurring",
    "DIRECTION": "direction",
    "REF_LEVEL": "reference_level",
    "REF_GROWTH": "reference_growth",
    "PARITY": "parity",
    "COMPOSITE": "composite",
    "MONITOR": "monitor",
}
COMPARATOR = {"equals_reference": "equals", "growth_above_reference": "more_than"}

pytestmark = pytest.mark.django_db


def test_an_indicator_has_its_wording_unit_cap_and_frequency(subtests):
    for indicator in indicators():
        with subtests.test(indicator["id"]):
            row = Indicator.objects.get(code=indicator["id"].lower())
            assert row.wording == indicator["verbatim"]
            assert row.name == indicator.get("name", row.name)
            if "cap" in indicator:
                assert row.cap == indicator["cap"]
            if "frequency" in indicator:
                assert row.frequency == "two_years"
            assert row.also_in == indicator.get("shared_with", "")
            if "unit_written_in_table" in indicator:
                assert row.unit_as_printed == indicator["unit_written_in_table"]


def test_a_measure_has_its_name_unit_and_age(subtests):
    for code, node in measured():
        with subtests.test(node["id"]):
            row = Indicator.objects.get(code=code.lower())
            lines = list(row.series.all())
            names = [row.name, *(line.name for line in lines)]
            assert any(node.get("measure", "").casefold() in name.casefold() for name in names)
            units = {row.unit, *(line.unit for line in lines)}
            written = node.get("unit", [])
            for unit in [written] if isinstance(written, str) else written:
                assert unit.split(" (")[0] in units
            if age := node.get("dimension", {}).get("age"):
                assert age in {line.age for line in lines}


def test_the_sources_of_an_indicator_are_named_with_it(subtests):
    for indicator in indicators():
        with subtests.test(indicator["id"]):
            check_sources(indicator)


def check_sources(indicator):
    cited = Citation.objects.filter(indicator__code=indicator["id"].lower())
    names = [f"{each.as_printed}|{each.source.name}|{each.source.publisher}" for each in cited]
    nodes = [indicator, *indicator.get("components", []), *indicator.get("substitute_series", [])]
    printed = [node.get(key) or "" for node in nodes for key in ("source", "other_source")]
    for source in filter(None, re.split(r"; | / | och (?=Energiluppen)", "; ".join(printed))):
        name = source.removeprefix("© ").removesuffix(", egen bearbetning")
        assert any(name in each for each in names), source
    if "source_note" in indicator:
        assert cited.get().as_printed in indicator["source_note"]
        assert cited.get().source.access == "on_order"


def test_the_sources_in_a_rationale_are_named_with_the_goal():
    for goal in Goal.objects.filter(strategy__code="grunnlag"):
        [printed] = re.findall(r"\([Kk]ilde: (.*?)\)", goal.rationale)
        assert " og ".join(str(each) for each in goal.citations.order_by("order")) == printed


def test_there_is_a_series_to_keep_the_figures_of_an_indicator_in(subtests):
    for indicator in indicators():
        with subtests.test(indicator["id"]):
            lines = Series.objects.filter(indicator__code=indicator["id"].lower(), role="main")
            assert lines
            for way in indicator.get("dimension", {}).get("mode", []):
                assert lines.filter(name__endswith=way).count() == 1
            for quantity in indicator["unit"] if isinstance(indicator.get("unit"), list) else []:
                assert lines.filter(name__istartswith=quantity).count() == 1


def test_a_doubtful_source_is_marked_as_doubtful():
    assert Citation.objects.get(is_certain=False).as_printed == "SSB?"
    assert Citation.objects.get(as_printed="SSB?").goal.code == "o2"


def test_every_source_the_documents_name_is_cited():
    cited = Source.objects.filter(citations__isnull=False)
    names = " ".join(f"{each.name}, {each.publisher}" for each in cited)
    for printed in TRANSCRIPTION["sources_named_in_seeds"].values():
        for name in printed:
            assert name.removesuffix(" (planned)") in names


def targets():
    for indicator in indicators():
        if "type" in indicator:
            yield indicator
            yield from indicator.get("components", [])
    yield from OSTFOLD["areas"][0]["goals"]


def test_every_target_stands_in_its_kind(subtests):
    for node in targets():
        with subtests.test(node["id"]):
            check_kind_and_parts(node)


def check_kind_and_parts(node):
    target = Target.objects.get(code=node["id"].lower())
    parts = list(target.parts.all())
    composite = node["type"] == "COMPOSITE"
    rows = [target] if composite or target.kind != "composite" else parts
    if rows == parts:  # the same target for each of several groups
        assert len(parts) == len(node["dimension"]["sex"])
    for row in rows:
        assert row.kind == KIND[node["type"]]
        assert row.strength == node.get("strength", "must")
        if not composite and node.get("target"):
            check_target(row, node["target"])
    if composite and "target" in node:
        increase = one([part for part in parts if part.kind == "direction"], node["id"])
        check_target(increase, node["target"])
    if "parity" in node:
        pairs = [pair for pair in node["parity"]["between"] if "/" in pair] or [None]
        parity = [part for part in parts if part.kind == "parity"]
        assert len(parity) == len(pairs)
        assert {part.strength for part in parity} == {node["parity"]["strength"]}
    components = {each["id"].lower() for each in node.get("components", []) if each["id"] != "N08t"}
    assert components <= {part.code for part in parts}  # N08t is shown in the table only


def check_target(row, printed):
    comparator = printed["comparator"]
    assert row.comparator == COMPARATOR.get(comparator, comparator)
    assert row.value == printed.get("value")
    assert row.change_percent == printed.get("relative_change_pct")
    assert row.base_period == str(printed.get("base_year") or "")
    assert row.base_value == printed.get("base_value")
    if row.base_period:
        base = row.series.baselines.get(kind="reference", period=row.base_period)
        assert base.value == row.base_value
    assert row.deadline == str(printed["deadline"] or "")
    assert row.every_period == (printed.get("per") == "year")
    assert row.tolerance is printed.get("tolerance") is None
    assert row.unit == printed.get("unit", "")
    if "reference" in printed:
        assert row.reference_area.is_nation
        assert row.reference_area.name.casefold() == printed["reference"].casefold()
    if "offset_allowance" in printed:
        assert f"{printed['offset_allowance']['percent']} %" in row.interpretation
    for word in printed.get("modal_shift_to", []):
        assert word in row.interpretation


def test_a_parallel_target_stands_beside_the_strategys_own():
    printed = next(each for each in indicators() if each["id"] == "N09")["revised_target"]
    parallel = Target.objects.get(stands_beside__code="n09")
    assert (parallel.comparator, parallel.value) == (printed["comparator"], printed["value"])
    assert (parallel.deadline, parallel.decided_year) == (str(printed["deadline"]), 2023)
    assert printed["decided"] == 2023
    assert printed["decided_in"] in parallel.authority.lower()
    assert parallel.wording == printed["verbatim"]
    assert printed["measure"] in parallel.interpretation
    assert parallel.replaces is None
