"""The schema says everything about the content of an edition, and only what is so."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from indicators import models, progress
from strategy.models import Strategy
from strategy.overview.edition import content
from strategy.reports.canonical import canonical, digest
from strategy.reports.comparing import compare
from strategy.reports.schema import problems, schema
from tests.factories import make_follow_up
from tests.printed import load_printed
from tests.reports.examples import example

DEFS = schema()["$defs"]
ASSESSED, MEASURED, JUDGED = (DEFS[name] for name in ("assessment", "measured", "judged"))


def objects(rule):
    """Every rule for an object, with those inside it."""
    if isinstance(rule, dict):
        if isinstance(rule.get("properties"), dict) and "required" in rule:
            yield rule
        for each in rule.values():
            yield from objects(each)
    elif isinstance(rule, list):
        for each in rule:
            yield from objects(each)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())


def test_every_key_must_be_there_is_described_and_no_other_may():
    found = list(objects(schema()))
    assert len(found) > 50
    for rule in found:
        assert rule["required"] == list(rule["properties"])
        assert all("description" in each or "const" in each for each in rule["properties"].values())
        is_closed = rule.get("additionalProperties") is False
        assert is_closed or rule.get("unevaluatedProperties") is False or rule is JUDGED


def test_an_example_of_everything_is_as_the_schema_says():
    assert problems(example()) == []


LISTS = [
    (MEASURED["properties"]["aggregation"], models.Observation.Aggregation.values),
    (MEASURED["properties"]["missing"], ["", *models.Observation.Missing.values]),
    (MEASURED["properties"]["direction"], ["", *models.Observation.Direction.values]),
    (MEASURED["properties"]["status"], models.Observation.Status.values),
    (MEASURED["properties"]["kind"], ["", *models.Baseline.Kind.values]),
    (DEFS["series"]["properties"]["role"], models.Series.Role.values),
    (DEFS["series"]["properties"]["official"], models.Series.Official.values),
    (DEFS["series"]["properties"]["comparability"], ["", *models.Series.Comparability.values]),
    (DEFS["target"]["properties"]["kind"], models.Target.Kind.values),
    (DEFS["target"]["properties"]["comparator"], models.Target.Comparator.values),
    (DEFS["target"]["properties"]["strength"], models.Target.Strength.values),
    (DEFS["target"]["properties"]["status"], list(progress.Status)),
    (DEFS["computed"]["properties"]["status"], list(progress.Status)),
    (DEFS["computed"]["properties"]["development"], list(progress.Development)),
    (JUDGED["properties"]["status"], list(progress.Status)),
    (JUDGED["properties"]["kind"], list(progress.Kind)),
    (JUDGED["properties"]["comparator"], list(progress.Comparator)),
    (JUDGED["properties"]["development"], list(progress.Development)),
    (JUDGED["properties"]["reasons"]["items"], list(progress.Reason)),
    (JUDGED["properties"]["flags"]["items"], list(progress.Flag)),
    (DEFS["pace"]["properties"]["path"], list(progress.Path)),
    (DEFS["gap"]["properties"]["measure"], list(progress.GapMeasure)),
    (DEFS["step"]["properties"]["quantity"], list(progress.Quantity)),
    (DEFS["step"]["properties"]["measure"], list(progress.Measure)),
    (ASSESSED["properties"]["arrow"], ["", *models.Assessment.Arrow.values]),
    (ASSESSED["properties"]["attainment"], ["", *models.Assessment.Attainment.values]),
    (ASSESSED["properties"]["not_followed_reason"], ["", *models.Assessment.NotFollowed.values]),
    (ASSESSED["properties"]["state"], models.Written.values),
    (DEFS["not_followed"]["properties"]["reason"], models.Assessment.NotFollowed.values),
    (DEFS["annotation"]["properties"]["kind"], models.Annotation.Kind.values),
    (DEFS["note"]["properties"]["kind"], models.QualityNote.Kind.values),
    (DEFS["figure"]["properties"]["kind"], models.Figure.Kind.values),
    (DEFS["source"]["properties"]["access"], models.Source.Access.values),
]


@pytest.mark.parametrize(("rule", "members"), LISTS)
def test_a_list_of_the_schema_is_that_of_the_registry(rule, members):
    assert set(rule["enum"]) == {str(each) for each in members}


def first(found, *way):
    for step in way:
        found = found[step]
    return found


INDICATOR = ("areas", 0, "goals", 0, "indicators", 0)
OBSERVATION = (*INDICATOR, "series", 0, "observations", 0)


@pytest.mark.parametrize(
    ("way", "key", "value", "said"),
    [
        ((), "areas", None, "None is not of type 'array'"),
        ((), "language", "Swedish", "does not match"),
        ((), "as_of", "22 november", "does not match"),
        (OBSERVATION, "value", 12.5, "12.5 is not"),
        (OBSERVATION, "value", "12,5", "12,5"),
        (OBSERVATION, "value", None, "missing: '' should be non-empty"),
        (OBSERVATION, "missing", "secret", "missing: '' was expected"),
        (OBSERVATION, "period", "2022-13", "2022-13"),
        (OBSERVATION, "period", "", "''"),
        (OBSERVATION, "kind", "start", "'' was expected"),
        ((*INDICATOR, "series", 0, "baselines", 0), "kind", "", "''"),
        ((*INDICATOR, "assessment"), "arrow", "up", "'up' is not one of"),
        ((*INDICATOR, "computed"), "note", "more", "'note' was unexpected"),
        ((*INDICATOR, "targets", 0, "judgement"), "score", "5", "'score' was unexpected"),
    ],
)
def test_what_an_edition_can_not_hold_is_refused(way, key, value, said):
    made = example()
    first(made, *way)[key] = value
    assert said in " ".join(problems(made))


def test_a_link_that_runs_something_is_refused():
    link = {"kind": "link", "href": "javascript:alert(1)", "text": []}
    assert problems(example(lesson=[{"kind": "paragraph", "text": [link]}]))


@pytest.mark.django_db
def test_what_the_registry_makes_is_as_the_schema_says():
    load_printed()
    printed = models.FollowUp.objects.get(strategy__code="rus-2030")
    first = make_follow_up(strategy=Strategy.objects.get(partnership__code="ostfold"))
    for follow_up in (printed, first):
        made = content(follow_up, as_of=date(2026, 11, 22), show_makers=True)
        assert problems(made) == []
        assert made == json.loads(canonical(made))
        assert compare(made, deepcopy(made)).is_empty


# Bytes and digest


def test_the_bytes_do_not_depend_on_the_order_of_keys():
    made = example()
    turned = dict(reversed(made.items()))
    assert list(turned) != list(made)
    assert canonical(turned) == canonical(made)


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"b": 1, "a": None, "å": [True, ""]}, '{"a":null,"b":1,"å":[true,""]}'),
        ({"text": 'rad\n"två" \\ </script>'}, '{"text":"rad\\n\\"två\\" \\\\ </script>"}'),
        ({"value": "30.40"}, '{"value":"30.40"}'),
        ({"emoji": "🙂\u2028"}, '{"emoji":"🙂\u2028"}'),
    ],
)
def test_the_bytes_are_written_one_way(told, written):
    assert canonical(told) == written.encode("utf-8")


def test_the_digest_is_the_sha256_of_the_bytes():
    assert digest({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


@pytest.mark.parametrize("number", [0.1, 30.0, float("nan")])
def test_a_number_with_a_fraction_has_no_digest(number):
    with pytest.raises(ValueError, match="write it as a text"):
        digest({"areas": [{"value": number}]})


def test_the_documentation_names_every_part_of_an_edition():
    written = Path("docs/editions.md").read_text("utf-8")
    missing = [name for name in schema()["properties"] if f"`{name}`" not in written]
    assert missing == []
