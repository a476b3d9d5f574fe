"""Lists: searched, filtered, and with what is still to do counted beside them."""

import pytest
from django.utils import timezone

from indicators.models import Indicator, Observation, Series
from tests import factories
from tests.admin.pages import address, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return signed_in(factories.make_administrator())


def queues_of(client, model):
    specs = client.get(address(model, "changelist")).context["cl"].filter_specs
    return [title for _name, title in specs[0].lookup_choices]


def chosen(client, model, queue):
    response = client.get(address(model, "changelist"), {"queue": queue})
    return list(response.context["cl"].result_list)


def test_what_is_to_do_with_indicators_is_counted(administrator):
    series = factories.make_series(indicator=factories.make_indicator(owner="Regionen"))
    last_year = timezone.localdate().year - 1
    factories.make_observation(series=series, period=str(last_year), status="P")
    factories.make_baseline(series=series)
    factories.make_target(series=series)
    factories.make_citation(indicator=series.indicator)
    factories.make_indicator(goal=series.indicator.goal)
    titles = queues_of(administrator, Indicator)
    assert "No baseline (1)" in titles
    assert f"No figure for {last_year} (1)" in titles
    assert "No source (1)" in titles
    assert "No owner (1)" in titles
    assert "Provisional figures (1)" in titles
    assert "Draft (0)" in titles


@pytest.mark.parametrize(
    "queue", ["no_series", "no_baseline", "no_target", "no_figure", "no_source"]
)
def test_a_queue_shows_what_it_counts(administrator, queue):
    empty = factories.make_indicator()
    series = factories.make_series(source=factories.make_source())
    factories.make_observation(series=series, period=str(timezone.localdate().year - 1))
    factories.make_baseline(series=series)
    factories.make_target(series=series)
    assert chosen(administrator, Indicator, queue) == [empty]


def test_what_was_not_followed_up_is_a_queue(administrator):
    followed, not_followed = factories.make_indicator(), factories.make_indicator()
    follow_up = factories.make_follow_up(strategy=followed.strategy)
    factories.make_assessment(follow_up=follow_up, indicator=followed, arrow="positive")
    factories.make_assessment(
        follow_up=factories.make_follow_up(strategy=not_followed.strategy),
        indicator=not_followed,
        not_followed_reason="no_method",
    )
    assert chosen(administrator, Indicator, "not_followed") == [not_followed]


def test_a_withdrawn_figure_does_not_count_as_one(administrator):
    observation = factories.make_observation(period=str(timezone.localdate().year - 1))
    observation.withdraw(reason="Fel", on=factories.today())
    assert chosen(administrator, Series, "no_figure") == [observation.series]


def test_provisional_figures_are_a_queue(administrator):
    factories.make_observation()
    provisional = factories.make_observation(status="P")
    assert chosen(administrator, Observation, "provisional") == [provisional]


def test_an_unknown_queue_narrows_nothing(administrator):
    indicator = factories.make_indicator()
    assert chosen(administrator, Indicator, "nonsense") == [indicator]


def test_queues_count_only_what_the_person_sees():
    factories.make_indicator()
    mine = factories.make_indicator()
    editor = signed_in(factories.make_user(partnership=mine.strategy.partnership))
    assert "No owner (1)" in queues_of(editor, Indicator)


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "+".join(["ord"] * 2000),
        "q=" + "x" * 5000,
        "q=%27%22",
        "p=1000000000",
        "p=-1",
        "p=abc",
        "page=1000000000",
        "o=99.-98.abc",
        "all=",
        "nonsense=1",
        "nonsense=1&e=1",
        "code__regex=(((",
        "strategy__partnership__memberships__user__password__startswith=p",
        "strategy__id__exact=abc",
        "strategy__id__exact=" + "9" * 30,
        "frequency__exact=%C3%A5",
        "version__exact=1",
        "_to_field=name",
        "_popup=1",
        "_facets=True",
        "q=%00",
        "frequency=%00",
    ],
)
def test_no_address_of_a_list_is_an_error_of_the_server(administrator, query):
    factories.make_indicator()
    response = administrator.get(f"{address(Indicator, 'changelist')}?{query}", follow=True)
    assert response.status_code in {200, 400}


def test_a_search_for_two_thousand_words_finds_nothing(administrator):
    factories.make_indicator(name="ord")
    response = administrator.get(address(Indicator, "changelist"), {"q": "ord " * 2000})
    assert list(response.context["cl"].result_list) == []


@pytest.mark.parametrize("chosen", ["abc", "9" * 30, "-1", ""])
def test_a_tampered_choice_of_rows_is_refused(administrator, chosen):
    factories.make_indicator()
    response = administrator.post(
        address(Indicator, "changelist"),
        {"action": "delete_selected", "_selected_action": [chosen]},
    )
    assert response.status_code == 400
