"""What differs between two editions, and since the newest one, in words for readers."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from indicators.models import (
    Assessment,
    Baseline,
    Figure,
    FollowUp,
    GoalAnalysis,
    Indicator,
    Observation,
    QualityNote,
    Source,
    Target,
)
from strategy.models import Goal, Strategy
from strategy.reports import telling, things
from strategy.reports.comparing import How
from strategy.reports.things import Kind
from strategy.reports.wordwise import Run, Word
from tests import factories
from tests.editions.build import LANGUAGES, address_of, make_edition, make_follow_up, page, read
from tests.reports.sample import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up():
    """A follow-up with an edition of it as it is."""
    found = make_follow_up()
    GoalAnalysis.objects.update(text="Vi ser att det går framåt.")
    make_edition(found)
    return found


def changes(client, follow_up, language="en"):
    return read(client, f"{address_of(follow_up)}/changes/", language)


def changes_of_correction(client, follow_up, language="en"):
    """What the next edition has otherwise; what people write is public in editions only."""
    make_edition(follow_up, note="Rättat")
    return read(client, f"{address_of(follow_up)}/editions/1/compare/2/", language)


def test_it_is_said_when_nothing_has_changed(client, follow_up):
    text = changes(client, follow_up)
    assert "What has changed since edition 1" in text
    assert "Nothing has changed." in text
    assert "Contents" not in text


def change(model, **fields):
    """Change one row of a model."""
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("model", "fields", "told"),
    [
        (Strategy, {"title": "Ny titel"}, "Title Before: Strategi Ord After: Ny titel"),
        (Goal, {"name": "Nytt mål"}, "Goal Nytt mål renamed Name Before: Mål Ord After: Nytt mål"),
        (Goal, {"number": 7}, "Goal Mål Ord another number Number Before: 1 After: 7"),
        (Indicator, {"unit": "dagar"}, "Unit Before: procent After: dagar"),
        (
            Observation,
            {"value": Decimal("30.25")},
            "Mått · 2022 revised Value Before: 12,5 % After: 30,25 %",
        ),
        (Observation, {"status": "P"}, "Value Before: 12,5 % After: 12,5 % (provisional)"),
        (
            Observation,
            {"value": None, "missing": "secret"},
            "no figure any more Value Before: 12,5 % After: sekretess",
        ),
        (Observation, {"note": ""}, "Note Before: Ord After: nothing."),
        (Baseline, {"value": Decimal("11")}, "revised Value Before: 10 % After: 11 %"),
        (Target, {"wording": "Nya ord"}, "Wording Before: Ord After: Nya ord"),
        (QualityNote, {"text": "Ny fråga"}, "Text Before: Ord After: Ny fråga"),
        (Source, {"licence": "CC0"}, "Licence After: CC0"),
    ],
)
def test_what_has_changed_is_told_with_what_it_was_and_is(client, follow_up, model, fields, told):
    change(model, **fields)
    assert told in changes(client, follow_up)


@pytest.mark.parametrize(
    ("model", "fields", "told"),
    [
        (FollowUp, {"prepared_by": "Avdelningen"}, "Prepared by After: Avdelningen"),
        (
            Assessment,
            {"arrow": "negative", "state": "draft"},
            "Assessment Indikator 1 Ord changed Arrow Before: Positive development "
            "After: Negative development",
        ),
        (
            Assessment,
            {"arrow": "", "not_followed_reason": "no_method"},
            "Why it was not followed up After: No method of measuring",
        ),
        (
            GoalAnalysis,
            {"text": "Vi ser att det går bakåt.", "state": "ready"},
            "Vi ser att det går [removed:] framåt. [end] [added:] bakåt. [end]",
        ),
        (Figure, {"caption": "Ny bildtext"}, "Diagram 1 changed Caption Before: Ord After: Ny"),
    ],
)
def test_what_people_corrected_is_told_once_it_is_published(client, follow_up, model, fields, told):
    change(model, **fields)
    assert "Nothing has changed." in changes(client, follow_up)
    assert told in changes_of_correction(client, follow_up)


def test_a_deadline_is_told_of_the_target_and_of_its_part(client, follow_up):
    change(Target, deadline="2035")
    assert "Deadline After: 2035" in changes(client, follow_up)


def test_what_is_new_and_what_is_gone_is_told_with_its_name(client, follow_up):
    series = Observation.objects.first().series
    factories.make_observation(series=series, period="2024", value="44")
    Observation.objects.filter(period="2022", series=series).first().withdraw(
        reason="Fel", on=factories.today()
    )
    text = changes(client, follow_up)
    assert "2024 new Value After: 44 %" in text
    assert "2022 no longer there Value Before: 12,5 %" in text


def test_a_new_indicator_is_told_with_what_it_promises(client, follow_up):
    factories.make_indicator(
        goal=Goal.objects.get(), code="ny", name="Ny indikator", wording="Nytt löfte"
    )
    text = changes(client, follow_up)
    assert "Indicator Ny indikator new Wording After: Nytt löfte" in text


def test_what_changed_leads_to_the_page_of_what_it_is_about(client, follow_up):
    change(Indicator, wording="Nya ord")
    change(Goal, name="Nytt mål")
    markup = page(client, f"{address_of(follow_up)}/changes/")
    assert '<a href="/en/region-rus/rus/indicators/i1/" lang="sv">Indikator 1 Ord</a>' in markup
    assert '<a href="/en/region-rus/rus/goals/g1/" lang="sv">Nytt mål</a>' in markup


def test_another_version_of_the_method_is_told(client):
    follow_up = factories.make_follow_up()
    make_edition(follow_up, found={**sample(), "method": "0"})
    make_edition(follow_up, found={**sample(), "method": "1"})
    text = read(client, f"{address_of(follow_up)}/editions/1/compare/2/")
    assert "by version 0 of the method before, by version 1 after" in text
    assert "Nothing has changed." not in text


def test_two_editions_are_compared_in_either_direction(client, follow_up):
    change(Goal, name="Nytt mål")
    make_edition(follow_up, note="Byter namn")
    root = address_of(follow_up)
    there = read(client, f"{root}/editions/1/compare/2/")
    assert "What changed from edition 1 to edition 2" in there
    assert "Byter namn" in there
    assert "Before: Mål Ord After: Nytt mål" in there
    back = read(client, f"{root}/editions/2/compare/1/")
    assert "Before: Nytt mål After: Mål Ord" in back
    assert "Nothing has changed." in read(client, f"{root}/editions/2/compare/2/")


def test_words_of_the_document_are_shown_as_text(client, follow_up):
    change(Goal, name="<b onclick=x>", number=8)
    change(Target, wording="Vi ser <script>alert(1)</script>")
    markup = page(client, f"{address_of(follow_up)}/changes/")
    assert "<b onclick" not in markup
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_told_in_the_language_of_the_reader(client, follow_up, language):
    change(Assessment, arrow="negative")
    with override(language):
        label = str(Assessment.Arrow.NEGATIVE.label)
    assert label in changes_of_correction(client, follow_up, language)


# The words for it all


NAMED = [
    ("area", things.AREA),
    ("goal", things.GOAL),
    ("indicator", things.INDICATOR),
    ("indicator", ("target", *things.JUDGED)),
    ("series", things.SERIES),
    ("value", things.MEASURED),
    ("baseline", things.MEASURED),
    ("target", things.TARGET),
    ("target", things.JUDGED),
    ("assessment", things.ASSESSED),
    ("figure", things.FIGURE),
    ("note", things.NOTE),
    ("annotation", ("text",)),
    ("source", things.SOURCE),
    ("citation", things.CITATION),
    *((part, tuple(sample()[part])) for part in ("partnership", "strategy", "follow_up")),
    ("content", ("language",)),
]


@pytest.mark.parametrize(("what", "names"), NAMED)
def test_every_field_that_can_differ_has_a_name(what, names):
    assert telling.what_of(what)
    assert all(str(telling.label_of(what, name)) for name in names)


def test_every_kind_and_every_way_of_changing_has_words():
    assert set(telling.KINDS) == set(Kind)
    assert set(telling.HOW) == set(How)


@pytest.mark.parametrize(
    ("what", "name", "value", "told"),
    [
        ("value", "value", "0", "0"),
        ("value", "value", None, ""),
        ("target", "value", "1234.50", "1,234.5"),
        ("target", "deadline", "2029/2030", "school year 2029/2030"),
        ("target", "comparator", "at_most", "at most"),
        ("target", "status", "on_track", "On track"),
        ("target", "flags", ["short_span", "preliminary"], "short time, provisional figure"),
        ("target", "reasons", [], ""),
        ("value", "is_replaced", False, "no"),
        ("figure", "printed_inside", ["Ett", "Två"], "Ett; Två"),
        ("figure", "shows", ["", ["2021", "2022"], ["Kvinnor"]], "2021; 2022; Kvinnor"),
        ("assessment", "attainment", "partly", "Partly reached"),
        ("indicator", "decimals", 0, "0"),
    ],
)
def test_a_value_of_a_field_is_told_in_words(what, name, value, told):
    assert telling.value_told(what, name, value) == told


def test_of_flags_only_those_are_told_that_came_or_went():
    line = telling.line_of("target", "flags", ["short_span", "survey"], ["survey", "preliminary"])
    assert (line.before, line.after) == ("short time", "provisional figure")


def test_of_many_words_that_stayed_only_the_ends_are_told():
    words = [f"ord{number}" for number in range(41)]
    run = telling.shortened(Run(how=Word.KEPT, words=" ".join(words)))
    assert run.words.split() == [*words[:12], "[…]", *words[-12:]]


@pytest.mark.parametrize(("how", "count"), [(Word.KEPT, 40), (Word.ADDED, 90), (Word.REMOVED, 90)])
def test_few_words_and_those_that_differ_are_told_whole(how, count):
    run = Run(how=how, words=" ".join(["ord"] * count))
    assert telling.shortened(run) == run
