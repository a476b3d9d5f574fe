"""Names and statements in the reader's language, where somebody translated today's words."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from indicators.models import Indicator
from strategy.models import Action, Goal, Lighthouse, Strategy, Translation
from strategy.overview.values import Text
from strategy.templatetags.languages import lang
from tests import factories
from tests.overview.reading import read
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

WHATS = Translation.What.values
PLACES = {
    "strategy": "",
    "vision": "",
    "overallobjective": "1",
    "focusarea": "a1",
    "goal": "g1",
    "action": "g1/1",
    "lighthouse": "l1",
    "indicator": "i1",
}


def translate(strategy, what, original, text="Words", language="en", **fields):
    fields.setdefault("place", PLACES[what.split(".")[0]])
    return Translation.objects.create(
        strategy=strategy, language=language, what=what, original=original, text=text, **fields
    )


def texts_of(read):
    """The texts of a reading that can be translated, by what they are."""
    (area,), (goal,), (indicator,) = read.areas, read.goals, read.indicators
    owners = {"strategy": read.strategy, "focusarea": area, "goal": goal, "indicator": indicator}
    owners["vision"] = read.vision
    owners["action"] = next(iter(goal.actions or ()), None)
    owners["lighthouse"] = next(iter(goal.lighthouses or ()), None)
    found = {"overallobjective.statement": next(iter(read.objectives or ()), None)}
    for what in WHATS:
        owner, field = what.split(".")
        if owners.get(owner):
            found[what] = getattr(owners[owner], field)
    return found


def make_translated():
    """A whole strategy with every text translated."""
    strategy = make_whole_strategy()
    Strategy.objects.filter(pk=strategy.pk).update(short_title="Kort")
    Goal.objects.update(statement="Uttalande")
    Indicator.objects.update(definition="Definition")
    Lighthouse.objects.update(description="Beskrivning")
    strategy.focus_areas.update(description="Område")
    Action.objects.update(lead_in="Genom att")
    strategy = Strategy.objects.get(pk=strategy.pk)
    everything = {"parts": {"vision", "actions", "lighthouses"}}
    for what, original in texts_of(read(strategy, **everything)).items():
        assert original, what
        translate(strategy, what, original, text=f"The {what}")
    return strategy


def test_every_name_and_statement_is_read_translated():
    strategy = make_translated()
    found = texts_of(read(strategy, "en", parts={"vision", "actions", "lighthouses"}))
    assert found == {what: f"The {what}" for what in WHATS}


@pytest.mark.parametrize("model", [Goal, Indicator])
def test_a_page_of_a_part_shows_the_same_translations(model):
    make_translated()
    found = texts_of(read(model.objects.get(), "en"))
    shown = {what: text for what, text in found.items() if text is not None}
    assert shown == {what: f"The {what}" for what in shown}
    assert {"goal.name", "goal.statement", "indicator.name", "focusarea.name"} <= shown.keys()


def test_a_translated_text_knows_its_language_and_its_original():
    strategy = make_translated()
    name = read(strategy, "en").goals[0].name
    assert (name, name.language, name.original) == ("The goal.name", "en", "Mål Ord")
    assert lang(name, "sv") == "en"


def test_lighthouses_name_their_goals_translated():
    make_translated()
    (goal,) = read(Goal.objects.get(), "en").goals
    assert goal.lighthouses[0].goals == (("g1", "The goal.name"),)


@pytest.mark.parametrize("language", ["", "sv", "nb"])
def test_without_a_translation_into_the_language_the_original_is_read(language):
    make_translated()
    name = read(Goal.objects.get(), language).goals[0].name
    assert name == "Mål Ord"
    assert not isinstance(name, Text)
    assert lang(name, "sv") == "sv"


def test_a_translation_of_former_words_is_not_shown():
    goal = factories.make_goal(name="Nya ord")
    translate(goal.strategy, "goal.name", "Gamla ord", place=goal.code)
    assert read(goal, "en").goals[0].name == "Nya ord"
    assert not read(goal, "en").is_translated


def test_a_withdrawn_translation_is_not_shown():
    goal = factories.make_goal()
    row = translate(goal.strategy, "goal.name", goal.name, place=goal.code)
    row.withdraw(reason="Fel", on=factories.today())
    assert read(goal, "en").goals[0].name == goal.name
    assert read(goal, "en").languages == ()


def test_a_translation_of_another_strategy_is_not_shown():
    goal = factories.make_goal(code="g1", name="Mål")
    translate(factories.make_strategy(), "goal.name", "Mål", place="g1")
    assert read(goal, "en").goals[0].name == "Mål"


def test_a_reading_tells_which_languages_there_are():
    goal = factories.make_goal()
    for language in ("nb", "en"):
        translate(goal.strategy, "goal.name", goal.name, language=language, place=goal.code)
    assert read(goal, "en").languages == ("en", "nb")


# The notice


def notice(row, language):
    overview = read(row, language)
    with override(language):
        context = {"overview": overview, "content": overview.partnership.language}
        return " ".join(render_to_string("strategy/_language.html", context).split())


def test_readers_in_the_language_of_the_strategy_get_no_notice():
    assert notice(factories.make_goal(), "sv") == ""


def test_bokmal_is_near_enough_to_nynorsk():
    partnership = factories.make_partnership(language="nn", country="NO")
    goal = factories.make_goal(strategy=factories.make_strategy(partnership=partnership))
    assert notice(goal, "nb") == ""
    assert "Nynorsk" in notice(goal, "en")


def test_a_language_the_site_has_no_name_for_is_told_by_its_code():
    partnership = factories.make_partnership(language="smj")
    goal = factories.make_goal(strategy=factories.make_strategy(partnership=partnership))
    assert "smj" in notice(goal, "en")


def test_other_readers_are_told_the_language_of_what_is_not_translated():
    assert "Swedish" in notice(factories.make_goal(), "en")
    assert "not been translated" in notice(factories.make_goal(), "en")


def test_readers_are_told_that_names_are_translated():
    goal = factories.make_goal()
    translate(goal.strategy, "goal.name", goal.name, place=goal.code)
    assert "where they have been translated" in notice(goal, "en")
