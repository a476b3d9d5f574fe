"""Judgements, reasons and the 46 inconsistencies; and all rows together."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import (
    Annotation,
    Area,
    Assessment,
    Indicator,
    QualityNote,
)
from strategy.models import Strategy
from tests.seeds.registry import figure_of, record_models
from tests.seeds.transcription import (
    NORRBOTTEN,
    PARTNERSHIPS,
    TRANSCRIPTION,
    goals,
    measured,
    numbers,
)

REASON = {
    "no_statistics_found": "not_found",
    "series_discontinued": "discontinued",
    "not_stated": "not_stated",
    "internal_classification_missing": "not_classified",
    "no_method": "no_method",
}

pytestmark = pytest.mark.django_db


def test_every_indicator_has_its_judgement_or_the_reason_why_not(subtests):
    for partnership, goal in goals():
        with subtests.test(goal["id"]):
            for indicator in goal["indicators"] if partnership == "norrbotten" else []:
                row = Assessment.objects.get(indicator__code=indicator["id"].lower())
                assert row.arrow == (indicator["arrow"] or "")
                assert row.arrow_note
                reason = indicator.get("not_followed_up", {}).get("reason")
                assert row.not_followed_reason == (REASON[reason] if reason else "")
                assert row.not_followed_as_printed == (indicator["quotes"][0] if reason else "")
                if "assessment_in_text" in indicator:
                    assert row.conclusion_as_printed
                for label in indicator.get("diagrams", []):
                    lines = figure_of(label).lines
                    assert lines.filter(series__indicator=row.indicator).exists()


def test_breaks_and_events_are_marked_at_their_period():
    rows = Annotation.objects.values_list("indicator__code", "period", "kind")
    assert set(rows) == {
        ("n03", "2015", "event"),  # the blast furnace
        ("n03", "2024-06", "event"),  # the whole series revised
        ("n09", "2019–2023", "event"),  # Covid-19
        ("n12", "2019", "break"),
        ("n12", "2020", "break"),
    }


def issues():
    """(id, what it is about: an indicator, a goal or None for the document)."""
    for document in TRANSCRIPTION["documents"]:
        yield from ((issue, None) for issue in document["issue"])
    for _, goal in goals():
        yield from ((issue, goal["id"]) for issue in goal.get("issue", []))
    for code, node in measured():
        yield from ((issue, code) for issue in node.get("issue", []))


def test_a_note_stands_where_the_inconsistency_is(subtests):
    for issue, about in issues():
        with subtests.test(f"{issue} {about}"):
            notes = QualityNote.objects.filter(code__regex=f"^{issue.lower()}(-|$)")
            places = [note.indicator or note.goal for note in notes]
            codes = {place.code if place else None for place in places}
            if about and (indicator := Indicator.objects.filter(code=about.lower()).first()):
                assert codes & {indicator.code, indicator.goal.code}
            else:
                assert (about.lower() if about else None) in codes


def test_a_note_says_what_is_inconsistent_with_its_numbers(subtests):
    for issue in TRANSCRIPTION["inconsistencies"]:
        with subtests.test(issue["id"]):
            notes = QualityNote.objects.filter(code__regex=f"^{issue['id'].lower()}(-|$)")
            assert {note.kind for note in notes} == {issue["kind"]}
            assert all(note.passage and not note.is_internal for note in notes)
            said = set().union(*(numbers(note.text) for note in notes))
            assert numbers(issue["text"]) <= said


def test_there_are_46_inconsistencies():
    codes = QualityNote.objects.values_list("code", flat=True)
    assert (
        len({code.split("-")[0] for code in codes}) == len(TRANSCRIPTION["inconsistencies"]) == 46
    )


def test_there_are_as_many_areas_goals_and_indicators_as_printed(subtests):
    for document in TRANSCRIPTION["documents"]:
        with subtests.test(document["id"]):
            strategy = Strategy.objects.get(partnership__code=PARTNERSHIPS[document["id"]])
            found = tuple(
                getattr(strategy, name).count() for name in ("focus_areas", "goals", "indicators")
            )
            assert (
                found
                == {"norrbotten": (4, 15, 24), "ostfold": (1, 3, 13)}[strategy.partnership.code]
            )


def test_the_areas_have_the_codes_of_the_offices():
    assert (
        Area.objects.get(country="SE", code=NORRBOTTEN["region"]["lan_code"]).name == "Norrbotten"
    )
    assert [
        (each.code, each.valid_from, each.valid_to)
        for each in Area.objects.filter(country="NO", is_nation=False)
    ] == [("01", None, 2019), ("30", 2020, 2023), ("31", 2024, None)]


def test_every_row_passes_the_checks_of_a_form():
    problems = []
    for model in record_models():
        for row in model.objects.all():
            try:
                row.full_clean()
            except ValidationError as error:
                problems.append(f"{model.__name__} {row}: {error}")
    assert problems == []
