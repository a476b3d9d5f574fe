"""Values that can't be: of a period to come, and above the highest possible one."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Baseline, Observation
from indicators.models.figure_rules import refusals
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 1)
CAP = "The indicator's highest possible value is 99.5."


@pytest.fixture
def series():
    return factories.make_series(indicator=factories.make_indicator(cap=Decimal("99.5")))


def refused(figure, today=DAY):
    return dict(refusals(figure, today=today))


def observation(series, period="2022", value="50", **fields):
    value = None if value is None else Decimal(value)
    return Observation(series=series, period=period, value=value, **fields)


@pytest.mark.parametrize("period", ["2025", "2024-S2", "2024/2025", "2024-Q3", "2024-07"])
def test_a_period_can_have_a_value_from_its_first_day(series, period):
    figure = observation(series, period)
    begins = {"2025": date(2025, 1, 1)}.get(period, DAY)
    assert refused(figure, today=begins) == {}
    before = date.fromordinal(begins.toordinal() - 1)
    told = f"{period} has not begun yet: it has no value that could be known."
    assert refused(figure, today=before) == {"period": told}


def test_a_period_to_come_may_say_that_it_is_not_yet_published(series):
    assert refused(observation(series, "2030", None, missing="not_yet")) == {}


@pytest.mark.parametrize(
    ("value", "fields", "is_refused"),
    [
        ("99.5", {}, False),
        ("99.6", {}, True),
        ("130", {"period": "2017–2022", "aggregation": "mean"}, True),
        ("130", {"period": "2017–2022", "aggregation": "highest"}, True),
        ("130", {"period": "2017–2022", "aggregation": "sum"}, False),
        ("130", {"period": "2017–2022", "aggregation": "relative_change"}, False),
    ],
)
def test_a_level_is_not_above_the_highest_possible_value(series, value, fields, is_refused):
    figure = observation(series, value=value, **fields)
    assert refused(figure) == ({"value": CAP} if is_refused else {})


def test_a_series_in_another_unit_has_no_highest_value(series):
    series.unit = "antal"
    assert refused(observation(series, value="1500")) == {}


@pytest.mark.parametrize("model", [Observation, Baseline])
def test_figures_and_baselines_are_refused_where_they_are_entered(series, model):
    for fields, at in [({"period": "2180", "value": "1"}, "period"), ({"value": "130"}, "value")]:
        value = Decimal(fields["value"])
        with pytest.raises(ValidationError) as raised:
            model(series=series, **{"period": "2022", **fields, "value": value}).full_clean()
        assert list(raised.value.error_dict) == [at]


def test_what_should_never_have_been_entered_can_be_withdrawn(series):
    figure = observation(series, "2180", "130")
    figure.save()
    figure.withdraw(reason="Fel", on=factories.today())
    assert Observation.objects.get().withdrawn_on


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "many"},
        {"value": Decimal("NaN")},
        {"value": Decimal("Infinity")},
        {"period": "soon"},
        {"period": ""},
        {"period": None},
        {"aggregation": "nonsense"},
        {"series": None},
    ],
)
def test_what_no_field_can_hold_raises_nothing_else(series, wrong):
    fields = {"series": series, "period": "2022", "value": Decimal(1), **wrong}
    with pytest.raises(ValidationError):
        Observation(
            **{name: value for name, value in fields.items() if value is not None}
        ).full_clean()
