"""What every record does: it is remembered, checked, and never silently overwritten."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import override

from config.bulk import write_in_bulk
from config.records import Change, LostUpdate, Overtaken
from indicators.models import (
    Assessment,
    GoalAnalysis,
    Indicator,
    Observation,
    QualityNote,
    Series,
)
from strategy.models import Goal, Partnership, Strategy, StrategyPart
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_save_that_changes_nothing_leaves_no_trace():
    observation = factories.make_observation(value="12.5")
    observation.value = Decimal("12.500")
    observation.save()
    assert observation.history.count() == 1
    assert Observation.objects.get(pk=observation.pk).version == 1


def test_a_change_is_one_version_with_actor_and_reason():
    observation = factories.make_observation()
    observation.value = Decimal("13")
    observation._change = Change(user=factories.make_user(username="ada"), reason="Reviderat")
    observation.save()
    version = observation.history.first()
    assert (version.history_type, version.history_actor) == ("~", "ada")
    assert version.history_change_reason == "Reviderat"
    assert version.history_partnership == observation.series.strategy.partnership_id


def test_a_stale_save_is_refused_and_changes_nothing():
    goal = factories.make_goal(name="Först")
    mine, theirs = Goal.objects.get(pk=goal.pk), Goal.objects.get(pk=goal.pk)
    theirs.name = "Deras"
    theirs.save()
    mine.name = "Min"
    with pytest.raises(LostUpdate):
        mine.save()
    assert Goal.objects.get(pk=goal.pk).name == "Deras"


def test_a_published_code_does_not_change():
    goal = factories.make_goal(code="eg1")
    goal.code = "eg2"
    with pytest.raises(ValidationError) as refusal:
        goal.full_clean()
    assert "eg1" in str(refusal.value)


def test_a_draft_code_may_change():
    goal = factories.make_goal(code="eg1", strategy=factories.make_strategy(status="draft"))
    goal.code = "eg2"
    goal.full_clean()


def test_what_is_published_is_withdrawn_not_deleted():
    observation = factories.make_observation()
    with pytest.raises(ValidationError):
        observation.delete()
    observation.withdraw(reason="Fel källa", on=factories.today())
    assert not Observation.objects.public().exists()


def test_what_was_withdrawn_is_not_deleted_either_nor_what_stands_under_it():
    observation = factories.make_observation()
    observation.series.indicator.withdraw(reason="Ersatt", on=factories.today())
    assert not Observation.objects.public().exists()
    for row in (observation, Indicator.objects.get()):
        with pytest.raises(ValidationError):
            row.delete()


def test_a_figure_of_a_draft_can_be_deleted_and_its_trail_stays():
    observation = factories.make_observation(
        series=factories.make_series(strategy=factories.make_strategy(status="draft"))
    )
    pk = observation.pk
    observation.delete()
    assert Observation.history.filter(id=pk, history_type="-").count() == 1


def test_a_withdrawn_figure_leaves_room_for_a_new_one():
    observation = factories.make_observation(period="2022")
    observation.withdraw(reason="Fel", on=factories.today())
    factories.make_observation(series=observation.series, period="2022", value="9")
    assert Observation.objects.get_by_natural_key(*observation.natural_key()).value == Decimal(9)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": None, "missing": ""},
        {"value": Decimal(1), "missing": "secret"},
        {"value": None, "missing": "secret", "direction": "up"},
        {"value": Decimal(10) ** 15},
        {"value": Decimal(1), "status": "X"},
        {"value": Decimal(1), "period": "1066x"},
        {"value": Decimal(1), "period": "2017–2022"},
        {"value": Decimal(1), "aggregation": "sum"},
    ],
)
def test_the_database_itself_refuses_a_wrong_figure(fields):
    series = factories.make_series()
    row = Observation(**{"series": series, "period": "2022", **fields})
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.bulk_create([row])


def test_zero_is_a_value():
    observation = factories.make_observation(value="0")
    observation.full_clean()
    assert Observation.objects.get(pk=observation.pk).value == 0


@pytest.mark.parametrize("value", ["0.000001", "123456789012345", "-99999999.123456", "47.82"])
def test_every_digit_that_is_accepted_comes_back(value):
    observation = factories.make_observation(value="1")
    observation.value = Decimal(value)
    observation.full_clean()
    observation.save()
    assert Observation.objects.get(pk=observation.pk).value == Decimal(value)


@pytest.mark.parametrize("value", ["1234567890.123456", "1e30", "0.0000001", "NaN", "Infinity"])
def test_what_could_not_be_kept_exactly_is_refused(value):
    observation = factories.make_observation(value="1")
    observation.value = Decimal(value)
    with pytest.raises(ValidationError):
        observation.full_clean()


def test_bulk_writing_remembers_every_row_once():
    series = factories.make_series()
    user = factories.make_user(username="ada")
    rows = [
        Observation(series=series, period=str(year), value=Decimal(year))
        for year in range(2000, 2010)
    ]
    write_in_bulk(Observation, new=rows, change=Change(user=user, reason="Årets siffror"))
    stored = list(Observation.objects.all())
    for row in stored:
        row.value += 1
    write_in_bulk(Observation, changed=stored, change=Change(user=user, reason="Rättat"))
    assert Observation.history.count() == 20
    assert set(Observation.history.values_list("history_actor", flat=True)) == {"ada"}
    assert set(Observation.objects.values_list("version", flat=True)) == {2}


def test_a_row_that_was_saved_since_it_was_read_is_not_overwritten_in_bulk():
    rows = [factories.make_observation(period=str(year)) for year in (2021, 2022)]
    read = list(Observation.objects.order_by("pk"))
    rows[1].value = Decimal("99")
    rows[1].save()
    for row in read:
        row.value = Decimal("1")
    with pytest.raises(Overtaken):
        write_in_bulk(Observation, changed=read, change=Change())
    assert [row.value for row in Observation.objects.order_by("pk")] == [Decimal("12.5"), 99]
    assert Observation.history.count() == 3


def test_a_series_stands_in_the_strategy_of_its_indicator():
    series = factories.make_series()
    assert series.strategy == series.indicator.goal.focus_area.strategy
    assert Series.objects.get_by_natural_key(*series.natural_key()) == series


def test_a_published_strategy_does_not_become_a_draft_again():
    strategy = factories.make_strategy()
    strategy.status = Strategy.Status.DRAFT
    with pytest.raises(ValidationError):
        strategy.full_clean()


@pytest.mark.parametrize(
    ("state", "seen"), [("to_do", 0), ("draft", 0), ("ready", 0), ("approved", 0), ("published", 1)]
)
def test_readers_see_a_text_of_a_published_follow_up_once_it_is_published(state, seen):
    goal = factories.make_goal()
    follow_up = factories.make_follow_up(strategy=goal.strategy)
    factories.make_analysis(follow_up=follow_up, goal=goal, state=state)
    factories.make_assessment(
        follow_up=follow_up, indicator=factories.make_indicator(goal=goal), state=state
    )
    assert GoalAnalysis.objects.public().count() == seen
    assert Assessment.objects.public().count() == seen


@pytest.mark.parametrize("code", ["search", "method", "accessibility", "Norrbotten", "a b", "å"])
def test_a_partnership_has_no_code_that_its_page_could_not_have(code):
    with pytest.raises(ValidationError):
        Partnership(code=code, name="X", country="SE", language="sv").full_clean()


def test_a_row_that_is_ordered_by_what_it_may_lack_is_saved_under_a_lock():
    target = factories.make_target()
    target.value = Decimal("26")
    target.save()
    assert target.history.count() == 2


def test_nothing_moves_to_another_strategy():
    goal = factories.make_goal()
    goal.focus_area = factories.make_focus_area(
        strategy=factories.make_strategy(partnership=goal.strategy.partnership, code="ny")
    )
    with pytest.raises(ValidationError):
        goal.full_clean()
    area = factories.make_focus_area()
    area.strategy = factories.make_strategy()
    with pytest.raises(ValidationError):
        area.full_clean()
    strategy = factories.make_strategy()
    strategy.partnership = factories.make_partnership()
    with pytest.raises(ValidationError):
        strategy.full_clean()


def test_an_indicator_with_targets_and_a_series_stay_where_they_are():
    target = factories.make_target()
    indicator, series = target.indicator, target.series
    indicator.goal = factories.make_goal(focus_area=indicator.goal.focus_area)
    with pytest.raises(ValidationError):
        indicator.full_clean()
    series.indicator = factories.make_indicator(goal=target.goal)
    with pytest.raises(ValidationError):
        series.full_clean()


def test_every_kept_strategy_is_that_of_the_parent():
    target = factories.make_target()
    factories.make_citation(indicator=target.indicator)
    for model in apps.get_models():
        if issubclass(model, StrategyPart) and model.PARENT != "strategy":
            for row in model.objects.all():
                assert row.strategy_id == getattr(row, model.PARENT).strategy_id


@pytest.mark.parametrize("name", ["part_of", "replaces", "stands_beside"])
def test_targets_do_not_refer_to_each_other_in_a_circle(name):
    first = factories.make_target(kind="composite", comparator="none")
    second = factories.make_target(series=first.series, kind="composite", comparator="none")
    setattr(second, name, first)
    second.full_clean()
    second.save()
    setattr(first, name, second)
    with pytest.raises(ValidationError):
        first.full_clean()


@pytest.mark.parametrize("make_draft", ["analysis", "note"])
def test_what_was_public_is_not_deleted_by_hiding_it_first(make_draft):
    goal = factories.make_goal()
    if make_draft == "analysis":
        follow_up = factories.make_follow_up(strategy=goal.strategy)
        row = factories.make_analysis(follow_up=follow_up, goal=goal)
        row.state = "draft"
    else:
        row = QualityNote.objects.create(
            strategy=goal.strategy, code="q1", kind="unit", text="Oklart"
        )
        row.is_internal = True
    row.save()
    with pytest.raises(ValidationError):
        row.delete()


def test_a_withdrawal_does_not_lie_in_the_future():
    goal = factories.make_goal()
    goal.withdrawn_on, goal.withdrawn_reason = date(2199, 1, 1), "Sedan"
    with pytest.raises(ValidationError):
        goal.full_clean()


@pytest.mark.parametrize(
    "text", ["a\x07b", "a\ufffeb", "a\uffffb", "a\ufdd0b", "\U0001fffe", "x" * 30_001]
)
def test_a_text_that_no_file_could_carry_is_refused_wherever_it_is_written(text):
    goal = factories.make_goal()
    goal.rationale = text
    with pytest.raises(ValidationError):
        goal.full_clean()


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("sv", "30,6", "30.6"),
        ("sv", "30.6", "30.6"),
        ("sv", "1 234,567", "1234.567"),
        ("sv", "1,234", "1.234"),
        ("en", "1.234", "1.234"),
        ("sv", "\u22125", "-5"),
    ],
)
def test_a_number_typed_in_a_form_keeps_its_decimal_comma(language, text, number):
    with override(language):
        field = Observation._meta.get_field("value").formfield()
        assert field.clean(text) == Decimal(number)
        assert field.clean(field.prepare_value(Decimal(number))) == Decimal(number)
        assert 'type="text"' in str(field.widget.render("value", None))


@pytest.mark.parametrize(("language", "text"), [("sv", "1.234"), ("en", "1,234"), ("sv", "abc")])
def test_a_number_typed_in_a_form_is_never_guessed(language, text):
    with override(language), pytest.raises(ValidationError):
        Observation._meta.get_field("value").formfield().clean(text)
