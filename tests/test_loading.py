"""The printed strategies come into the registry once, whole, and with their first version."""

import pytest
from django.core.management import call_command

from indicators.loading import load_strategies
from indicators.models import Area, Indicator, Observation
from strategy.models import Goal, Partnership
from tests import factories
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
    load_strategies("ostfold")
    indicator = Indicator.objects.get(code="o1i1")
    indicator.name = "Endret av en redaktør"
    indicator.save()
    assert load_strategies("ostfold") == []
    indicator.refresh_from_db()
    assert indicator.name == "Endret av en redaktør"
    assert indicator.history.count() == 2


def test_a_deleted_row_does_not_come_back():
    load_strategies("ostfold")
    Goal.objects.filter(code="o3").delete()
    load_strategies("ostfold")
    assert not Goal.objects.filter(code="o3").exists()


def test_one_partnership_can_be_loaded_without_the_other():
    load_strategies("ostfold")
    assert list(Partnership.objects.values_list("code", flat=True)) == ["ostfold"]


def test_the_second_partnership_keeps_what_was_changed_in_the_shared_rows():
    load_strategies("ostfold")
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
