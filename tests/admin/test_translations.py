"""Translations: of words that are there, counted when outdated, and through a sheet."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from config import tables
from config.tables import write_xlsx
from strategy.models import Action, OverallObjective, Translation, Vision
from strategy.models.translations import all_words
from strategy.resources import TranslationResource
from tests import factories
from tests.admin.pages import address, errors, filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    strategy = factories.make_strategy(code="plan", title="Planen", introduction="Så  här")
    Vision.objects.create(strategy=strategy, statement="Bäst i landet")
    OverallObjective.objects.create(strategy=strategy, order=2, statement="Vara öppet")
    area = factories.make_focus_area(strategy=strategy, code="a1", name="Livet", number=1)
    goal = factories.make_goal(focus_area=area, code="g1", name="Ett mål", number=1)
    Action.objects.create(goal=goal, order=3, text="Vi ska bidra")
    factories.make_indicator(goal=goal, code="i1", name="Folkmängd", wording="Vi blir fler")
    return strategy


@pytest.fixture
def editor(strategy):
    return factories.make_user(partnership=strategy.partnership)


def page(strategy, name="", *args):
    return reverse(f"admin:strategy_strategy_translations{name}", args=[strategy.pk, *args])


# The original


@pytest.mark.parametrize(
    ("what", "place", "words"),
    [
        ("strategy.title", "", "Planen"),
        ("vision.statement", "", "Bäst i landet"),
        ("overallobjective.statement", "2", "Vara öppet"),
        ("focusarea.name", "a1", "Livet"),
        ("goal.name", "g1", "Ett mål"),
        ("action.text", "g1/3", "Vi ska bidra"),
        ("indicator.wording", "i1", "Vi blir fler"),
    ],
)
def test_without_an_original_it_is_of_todays_words(strategy, what, place, words):
    row = factories.make_translation(strategy=strategy, what=what, place=place)
    assert row.original == words


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("goal.name", "g2"),
        ("goal.name", ""),
        ("strategy.title", "g1"),
        ("action.text", "g1"),
        ("action.text", "g1/1"),
        ("strategy.scope_note", ""),
    ],
)
def test_what_is_not_there_or_has_no_words_is_not_translated(strategy, what, place):
    with pytest.raises(ValidationError, match="nothing of this kind here"):
        factories.make_translation(strategy=strategy, what=what, place=place)


def test_the_words_of_another_strategy_are_not_found(strategy):
    factories.make_goal(code="g9")
    with pytest.raises(ValidationError, match="nothing of this kind here"):
        factories.make_translation(strategy=strategy, what="goal.name", place="g9")


def test_what_is_withdrawn_is_not_translated(strategy):
    strategy.goals.get().withdraw(reason="Utgick", on=factories.today())
    with pytest.raises(ValidationError, match="nothing of this kind here"):
        factories.make_translation(strategy=strategy, what="goal.name", place="g1")


def test_a_translation_of_what_is_gone_can_be_withdrawn(strategy):
    row = factories.make_translation(strategy=strategy, what="goal.name", place="g1")
    strategy.goals.get().withdraw(reason="Utgick", on=factories.today())
    row.withdraw(reason="Målet utgick", on=factories.today())
    assert Translation.objects.current().count() == 0


def test_an_original_that_differs_in_blanks_only_is_todays_words(strategy):
    row = factories.make_translation(
        strategy=strategy, what="strategy.introduction", original="Så här\r\n"
    )
    assert row.original == "Så  här"


def test_an_original_of_earlier_words_stays(strategy):
    row = factories.make_translation(
        strategy=strategy, what="goal.name", place="g1", original="Ett annat mål"
    )
    assert row.original == "Ett annat mål"


def test_the_strategy_is_not_translated_into_its_own_language(strategy):
    with pytest.raises(ValidationError, match="itself is in this language"):
        factories.make_translation(strategy=strategy, what="strategy.title", language="sv")


def test_all_words_of_a_strategy_come_in_eight_questions(strategy, django_assert_num_queries):
    with django_assert_num_queries(8):
        found = all_words(strategy)
    assert found["action.text", "g1/3"] == "Vi ska bidra"
    assert "Ett mål" in found.values()
    assert all(found.values())


# The registry


def test_a_form_without_an_original_is_filled_in(strategy, editor):
    client = signed_in(editor)
    add = address(Translation, "add")
    given = {"strategy": strategy.pk, "language": "en", "what": "goal.name", "place": "g1"}
    form = filled(client.get(add, given), text="A goal", change_reason="Translated")
    assert client.post(add, form).status_code == 302
    row = Translation.objects.get()
    assert (row.original, row.text, row.history.get().history_user) == ("Ett mål", "A goal", editor)


def test_a_form_for_what_is_not_there_says_so(strategy, editor):
    client = signed_in(editor)
    add = address(Translation, "add")
    given = {"strategy": strategy.pk, "language": "en", "what": "goal.name", "place": "g7"}
    response = client.post(add, filled(client.get(add, given), text="A goal", change_reason="?"))
    assert "nothing of this kind here" in errors(response)


@pytest.mark.parametrize(
    ("place", "says"), [("eg 1!", "Write the code"), ("g7", "nothing of this")]
)
def test_what_is_wrong_with_a_place_is_said_at_it(strategy, editor, place, says):
    client = signed_in(editor)
    add = address(Translation, "add")
    given = {"strategy": strategy.pk, "language": "en", "what": "goal.name", "place": place}
    response = client.post(add, filled(client.get(add, given), text="A goal", change_reason="?"))
    assert says in str(response.context["adminform"].form.errors["place"])


def test_the_form_says_where_codes_are_found(editor):
    page = signed_in(editor).get(address(Translation, "add")).content.decode()
    assert "in the address of its page" in page


@pytest.mark.parametrize("name", ["goals", "indicators"])
def test_a_goal_and_an_indicator_lead_to_the_translations(strategy, editor, name):
    row = getattr(strategy, name).get()
    assert page(strategy) in signed_in(editor).get(address(row, "change")).content.decode()


def test_what_is_outdated_or_gone_is_counted_and_shown(strategy, editor):
    goal, indicator = strategy.goals.get(), strategy.indicators.get()
    kept = [
        factories.make_translation(strategy=strategy, what=what, place=place)
        for what, place in [("goal.name", "g1"), ("indicator.name", "i1"), ("strategy.title", "")]
    ]
    goal.name = "Ett nytt mål"
    goal.save()
    indicator.withdraw(reason="Utgick", on=factories.today())
    client = signed_in(editor)
    listed = address(Translation, "changelist")
    specs = client.get(listed).context["cl"].filter_specs
    titles = [title for _name, title in specs[0].lookup_choices]
    assert titles[:2] == ["Outdated (1)", "Of what is no longer there (1)"]
    for queue, row in (("outdated", kept[0]), ("gone", kept[1])):
        found = client.get(listed, {"queue": queue}).context["cl"].result_list
        assert list(found) == [row]


# The page of the strategy and the sheet


def test_the_page_says_what_is_missing_and_outdated(strategy, editor):
    factories.make_translation(strategy=strategy, what="strategy.title")
    factories.make_translation(strategy=strategy, what="goal.name", place="g1", original="Annat")
    response = signed_in(editor).get(page(strategy), {"language": "en"})
    words = response.content.decode()
    missing = len(all_words(strategy)) - 2
    assert f"Missing: {missing}. Outdated: 1." in " ".join(words.split())
    to_do = {(each.what.value, each.place) for each, _address in response.context["to_do"]}
    assert ("goal.name", "g1") in to_do
    assert ("strategy.title", "") not in to_do


def test_the_page_of_the_strategy_leads_to_its_translations(strategy, editor):
    response = signed_in(editor).get(address(strategy, "change"))
    assert page(strategy) in response.content.decode()


def test_every_way_to_translate_that_the_page_offers_opens(strategy, editor):
    factories.make_translation(strategy=strategy, what="goal.name", place="g1", original="Annat")
    client = signed_in(editor)
    for _each, way in client.get(page(strategy), {"language": "en"}).context["to_do"]:
        assert client.get(way).status_code == 200


@pytest.mark.parametrize("language", ["sv", "fi", "en-GB"])
def test_only_other_languages_of_the_site_have_a_page_and_a_sheet(strategy, editor, language):
    client = signed_in(editor)
    assert client.get(page(strategy), {"language": language}).status_code == 404
    assert client.get(page(strategy, "_download", language)).status_code == 404


def test_the_page_and_the_sheet_of_a_foreign_strategy_do_not_exist(strategy):
    client = signed_in(factories.make_user(partnership=factories.make_partnership()))
    assert client.get(page(strategy)).status_code == 404
    assert client.get(page(strategy, "_download", "en")).status_code == 404


def test_a_foreign_translation_does_not_exist(strategy):
    row = factories.make_translation(strategy=strategy, what="strategy.title")
    client = signed_in(factories.make_user(partnership=factories.make_partnership()))
    for view in ("change", "history", "delete", "withdraw"):
        assert client.get(address(row, view)).status_code == 404


def sheet(client, strategy):
    response = client.get(page(strategy, "_download", "en"))
    book = load_workbook(io.BytesIO(response.getvalue()))
    header, *lines = book.active.iter_rows(values_only=True)
    return list(header), [dict(zip(header, line, strict=True)) for line in lines]


def planned(editor, header, lines):
    content = write_xlsx(header, [[line[name] for name in header] for line in lines])
    (table,) = tables.read(content)
    return TranslationResource(user=editor).plan(table)


def test_the_sheet_has_every_text_and_the_translations_that_hold(strategy, editor):
    factories.make_translation(strategy=strategy, what="strategy.title", text="The plan")
    factories.make_translation(
        strategy=strategy, what="goal.name", place="g1", original="Annat", text="Another"
    )
    _header, lines = sheet(signed_in(editor), strategy)
    assert len(lines) == len(all_words(strategy))
    found = {(line["what"], line["place"] or ""): line for line in lines}
    title, goal = found["strategy.title", ""], found["goal.name", "g1"]
    assert (title["original"], title["text"]) == ("Planen", "The plan")
    assert (goal["original"], goal["text"], goal["earlier_translation"]) == (
        "Ett mål",
        None,
        "Another",
    )


def test_an_untouched_sheet_changes_nothing(strategy, editor):
    factories.make_translation(strategy=strategy, what="strategy.title", text="The plan")
    factories.make_translation(
        strategy=strategy, what="goal.name", place="g1", original="Annat", text="Another"
    )
    plan = planned(editor, *sheet(signed_in(editor), strategy))
    assert plan.problems == []
    assert (len(plan.unchanged), plan.new, plan.changed) == (1, [], [])
    assert plan.remarks == [
        f"{len(all_words(strategy)) - 1} rows without a translation are left out."
    ]


def test_a_filled_in_sheet_comes_in_and_is_then_in_step(strategy, editor):
    factories.make_translation(
        strategy=strategy, what="goal.name", place="g1", original="Annat", text="Another"
    )
    client = signed_in(editor)
    header, lines = sheet(client, strategy)
    for line in lines:
        line["text"] = f"English of {line['what']}"
    content = io.BytesIO(write_xlsx(header, [[line[name] for name in header] for line in lines]))
    content.name = "plan.xlsx"
    choose = address(Translation, "import")
    preview = client.post(choose, {"file": content, "reason": "Översatt"}, follow=True)
    assert preview.context["shown"]["problems"] == []
    client.post(preview.redirect_chain[-1][0], {"confirm": "1"})
    rows = Translation.objects.filter(language="en")
    assert {row.original for row in rows} == set(all_words(strategy).values())
    assert signed_in(editor).get(page(strategy), {"language": "en"}).context["to_do"] == []


def test_a_sheet_without_any_translation_says_that_there_is_nothing_in_it(strategy, editor):
    plan = planned(editor, *sheet(signed_in(editor), strategy))
    assert not plan.can_be_applied
    assert plan.remarks


def test_a_row_that_withdraws_a_translation_is_not_left_out(strategy, editor):
    factories.make_translation(strategy=strategy, what="strategy.title", text="The plan")
    row = {
        "strategy": strategy.reference,
        "language": "en",
        "what": "strategy.title",
        "place": "",
        "text": "",
        "withdrawn_on": factories.today().isoformat(),
        "withdrawn_reason": "Fel",
    }
    plan = planned(editor, list(row), [row])
    assert plan.problems == []
    assert len(plan.changed) == 1


def test_the_page_asks_as_often_for_many_texts_as_for_few(
    strategy, editor, django_assert_max_num_queries
):
    area = strategy.focus_areas.get()
    for number in range(30):
        goal = factories.make_goal(focus_area=area, number=number + 10)
        factories.make_translation(strategy=strategy, what="goal.name", place=goal.code)
    client = signed_in(editor)
    with django_assert_max_num_queries(13):
        client.get(page(strategy))
