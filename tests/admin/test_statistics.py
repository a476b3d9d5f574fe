"""Statistics: shared by all or of one partnership, like areas."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Series, Statistic
from tests import factories
from tests.admin.pages import address, filled, save, signed_in

pytestmark = pytest.mark.django_db


def test_what_is_shared_is_seen_by_editors_and_changed_by_administrators():
    row = factories.make_statistic()
    editor = signed_in(factories.make_user(partnership=factories.make_partnership()))
    page = editor.get(address(row, "change"))
    assert page.status_code == 200
    assert not page.context["has_change_permission"]
    assert save(signed_in(factories.make_administrator()), row, name="Nytt").status_code == 302
    assert Statistic.objects.get().name == "Nytt"


def test_what_is_of_another_partnership_does_not_exist():
    row = factories.make_statistic(partnership=factories.make_partnership())
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    for view in ("change", "history", "delete"):
        assert stranger.get(address(row, view)).status_code == 404


def test_an_editor_says_which_statistic_a_series_is():
    series, statistic = factories.make_series(), factories.make_statistic()
    editor = factories.make_user(partnership=series.strategy.partnership)
    client = signed_in(editor)
    response = save(client, series, statistic=str(statistic.pk), change_reason="Samma statistik")
    assert response.status_code == 302
    assert Series.objects.get().statistic == statistic


def test_a_series_in_another_unit_is_not_of_the_statistic():
    statistic = factories.make_statistic(unit="kronor")
    series = factories.make_series(statistic=statistic)
    with pytest.raises(ValidationError, match="It is in kronor, this series in procent"):
        series.full_clean()


def test_what_is_to_do_with_statistics_is_counted():
    statistic = factories.make_statistic(unit="procent", definition="Andel av alla")
    factories.make_series(statistic=statistic)
    bare = factories.make_statistic()
    client = signed_in(factories.make_administrator())
    listed = client.get(address(Statistic, "changelist")).context["cl"]
    titles = [title for _name, title in listed.filter_specs[0].lookup_choices]
    assert titles == ["No series (1)", "No unit (1)", "No definition (1)"]
    for queue in ("no_series", "no_unit", "no_definition"):
        found = client.get(address(Statistic, "changelist"), {"queue": queue}).context["cl"]
        assert list(found.result_list) == [bare]


def test_series_are_listed_by_their_statistic():
    statistic = factories.make_statistic()
    series = factories.make_series(statistic=statistic)
    factories.make_series()
    client = signed_in(factories.make_administrator())
    query = {"statistic__id__exact": statistic.pk}
    found = client.get(address(Series, "changelist"), query).context["cl"].result_list
    assert list(found) == [series]


def test_a_statistic_can_be_added_by_an_editor_for_the_own_partnership_only():
    partnership = factories.make_partnership()
    client = signed_in(factories.make_user(partnership=partnership))
    add = address(Statistic, "add")
    form = filled(client.get(add), code="andel", name="Andel", change_reason="Ny")
    assert client.post(add, {**form, "partnership": ""}).status_code == 200
    assert client.post(add, {**form, "partnership": partnership.pk}).status_code == 302
    assert Statistic.objects.get().partnership == partnership
