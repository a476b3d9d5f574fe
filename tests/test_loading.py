"""The printed strategies come into the registry once, whole, and with their first version."""

import pytest
from django.core.management import call_command

from indicators.loading import load_strategies
from indicators.models import Area, Indicator, Observation, Series, Statistic
from strategy.models import Goal, Partnership, Translation
from strategy.models.translations import words_today
from tests import factories
from tests.printed import load_printed
from tests.seeds.registry import record_models

pytestmark = pytest.mark.django_db


def test_every_row_has_one_first_version_that_says_where_it_is_from():
    assert load_strategies() == ["norrbotten", "ostfold"]
    for model in record_models():
        versions = model.history.values_list("id", "history_type").order_by("id")
        rows = model.objects.values_list("pk").order_by("pk")
        assert list(versions) == [(pk, "+") for (pk,) in rows], model
        assert not model.history.filter(history_change_reason="").exists(), model
    [reason] = set(
        Goal.history.filter(id__in=Goal.objects.filter(code="o1").values("pk")).values_list(
            "history_change_reason", flat=True
        )
    )
    assert reason == "Fra det trykte dokumentet"


def test_a_first_version_remembers_all_columns_and_the_partnership():
    load_strategies("ostfold")
    row = Observation.objects.get(series__code="o3i1-growth", period="2017")
    version = row.history.get()
    assert (version.value, version.as_printed, version.series) == (
        row.value,
        row.as_printed,
        row.series,
    )
    assert version.history_partnership == Partnership.objects.get(code="ostfold").pk


def test_a_second_start_overwrites_nothing():
    load_printed("ostfold")
    indicator = Indicator.objects.get(code="o1i1")
    indicator.name = "Endret av en redaktør"
    indicator.save()
    assert load_strategies("ostfold") == []
    indicator.refresh_from_db()
    assert indicator.name == "Endret av en redaktør"
    assert indicator.history.count() == 2


def test_a_deleted_row_does_not_come_back():
    load_printed("ostfold")
    Goal.objects.filter(code="o3").delete()
    load_strategies("ostfold")
    assert not Goal.objects.filter(code="o3").exists()


def test_one_partnership_can_be_loaded_without_the_other():
    load_strategies("ostfold")
    assert list(Partnership.objects.values_list("code", flat=True)) == ["ostfold"]


def test_the_second_partnership_keeps_what_was_changed_in_the_shared_rows():
    load_printed("ostfold")
    area = Area.objects.get(country="SE", code="00")
    area.name = "Sverige"
    area.save()
    load_strategies("norrbotten")
    assert Area.objects.get(country="SE", code="00").name == "Sverige"


def test_other_partnerships_are_left_alone():
    other = factories.make_goal()
    load_strategies("ostfold")
    assert Goal.objects.filter(pk=other.pk).exists()


def test_the_fixtures_load_by_themselves():
    call_command("loaddata", "reference", "norrbotten", "ostfold", verbosity=0)
    assert Goal.objects.count() == 18


def test_every_translation_is_of_the_words_of_its_document():
    load_strategies()
    rows = list(Translation.objects.select_related("strategy__partnership"))
    assert {row.language for row in rows} == {"en"}
    for row in rows:
        assert row.original == words_today(
            strategy=row.strategy_id, what=row.what, place=row.place
        ), row
        row.full_clean()
    for what, things in (("goal.name", Goal), ("indicator.name", Indicator)):
        assert sum(row.what == what for row in rows) == things.objects.count()


def test_white_words_can_be_read_on_the_colours_of_the_partnerships():
    load_strategies()
    for partnership in Partnership.objects.all():
        assert partnership.colour
        partnership.full_clean()


def test_every_statistic_says_what_it_compares_and_is_measured_in_its_unit():
    load_strategies()
    for statistic in Statistic.objects.all():
        statistic.full_clean()
        assert statistic.definition, statistic
        assert statistic.series.count() > 1, statistic
    for series in Series.objects.filter(statistic__isnull=False).select_related("indicator"):
        series.full_clean()
