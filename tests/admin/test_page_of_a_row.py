"""What the page of a row leads to, and how much it shows."""

import pytest

from indicators.models import Observation
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, errors, filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return factories.make_strategy(status="draft")


def editor_of(strategy):
    return signed_in(factories.make_user(partnership=strategy.partnership))


# Where readers see it


@pytest.mark.parametrize("kind", ["strategy", "goal", "indicator", "followup"])
def test_a_published_row_leads_to_its_public_page(kind):
    rows = make_everything()
    rows["followup"].status = "published"
    rows["followup"].save()
    client = signed_in(factories.make_administrator())
    link = client.get(address(rows[kind], "change")).context["absolute_url"]
    assert rows[kind].code in link
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("kind", ["strategy", "goal", "indicator", "followup", "series"])
def test_what_readers_do_not_see_leads_nowhere(kind):
    row = make_everything(status="draft")[kind]
    page = signed_in(factories.make_administrator()).get(address(row, "change"))
    assert not page.context["has_absolute_url"]


# Very many parts


def test_a_series_shows_its_newest_figures_and_leads_to_all_of_them(strategy):
    series = factories.make_series(strategy=strategy)
    for number in range(103):
        factories.make_observation(series=series, period=f"{1900 + number}")
    factories.make_observation(series=factories.make_series(strategy=strategy))
    client = editor_of(strategy)
    response = client.get(address(series, "change"))
    shown = [form.instance.period for form in response.context["inline_admin_formsets"][0].formset]
    assert (len(shown), shown[0], shown[-1]) == (100, "2002", "1903")
    link = f"{address(Observation, 'changelist')}?series__exact={series.pk}"
    assert link in response.content.decode()
    assert client.get(link).context["cl"].result_count == 103
    response = client.post(
        address(series, "change"), filled(response, **{"observations-99-value": "7"})
    )
    assert response.status_code == 302, errors(response)
    assert Observation.objects.get(series=series, period="1903").value == 7
    assert Observation.objects.filter(series=series).count() == 103


def test_a_series_of_a_hundred_figures_shows_all_of_them(strategy):
    series = factories.make_series(strategy=strategy)
    factories.make_observation(series=series)
    content = editor_of(strategy).get(address(series, "change")).content.decode()
    assert "series__exact" not in content
