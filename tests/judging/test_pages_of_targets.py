"""How pages show targets as they are set: against what, how much, until when."""

from decimal import Decimal
from html import unescape

import pytest

from tests import factories
from tests.judging.test_pages import indicator_page, make_gap
from tests.public_pages import text_of

pytestmark = pytest.mark.django_db


def make_relative(*, baseline=None, **fields):
    """A decrease of 70 per cent by 2030, of a series that stood at 90 in 2016 and at 56 in 2021."""
    indicator = factories.make_indicator(unit="ton")
    series = factories.make_series(indicator=indicator)
    factories.make_baseline(series=series, period="2016", value="90")
    factories.make_observation(series=series, period="2021", value="56")
    if baseline:
        factories.make_baseline(series=series, kind="reference", period="2010", **baseline)
    fields = {"kind": "relative", "comparator": "at_most", "deadline": "2030"} | fields
    factories.make_target(series=series, change_percent=Decimal(-70), **fields)
    return indicator


NOT_STATED = {"value": None, "missing": "not_stated"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"base_period": "2010", "base_value": Decimal(100)}, "Counted from 2010: 100 ton"),
        ({"base_period": "2010", "baseline": {"value": "110"}}, "Counted from 2010: 110 ton"),
        ({"base_period": "2016"}, "Counted from 2016: 90 ton"),
        ({}, "Counted from 2016 (the starting point): 90 ton"),
        (
            {"base_period": "2010", "baseline": NOT_STATED},
            "Counted from 2010. The value of the base is not known",
        ),
    ],
)
def test_a_change_tells_what_it_was_counted_from(client, fields, told):
    text = text_of(indicator_page(client, make_relative(**fields)))
    assert told in text
    assert ("can’t be turned into a level" in unescape(text)) == ("not known" in told)


def test_a_value_on_the_target_stands_beside_no_missing_one(client):
    fields = {"base_period": "2010", "base_value": Decimal(100), "baseline": NOT_STATED}
    text = text_of(indicator_page(client, make_relative(**fields)))
    assert "Reference year: not stated" not in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"tolerance": "0.1"}, "Counts as the same within 0.1 percentage points"),
        ({"tolerance": "0.1", "gap_measure": "ratio"}, "Counts as the same within 0.1 as a ratio"),
        (
            {"comparator": "at_most", "value": "1.2", "gap_measure": "ratio"},
            "the larger at most 1.2 times as large as the smaller",
        ),
        ({"comparator": "at_most", "value": "2"}, "a gap of at most 2 percentage points"),
    ],
)
def test_how_large_a_gap_may_be_is_told_in_what_it_is_measured(client, fields, told):
    indicator = make_gap(("12", "13"), ("9", "12"))
    women, men = indicator.series.filter(group__isnull=False).order_by("group__name")
    numbers = {name: Decimal(each) for name, each in fields.items() if each[0].isdigit()}
    fields = {"kind": "parity", "comparator": "equals"} | fields | numbers
    factories.make_target(series=women, reference_series=men, **fields)
    assert told in text_of(indicator_page(client, indicator))


@pytest.mark.parametrize(
    ("unit", "fields", "told"),
    [
        ("st per år", {"deadline": "2030"}, "at least 1,500 st each year, until 2030"),
        ("personer", {"deadline": "2030"}, "at least 1,500 personer in each period, until 2030"),
        ("st per år", {}, "at least 1,500 st each year; no deadline is stated"),
    ],
)
def test_a_target_of_every_period_says_until_when(client, unit, fields, told):
    series = factories.make_series(indicator=factories.make_indicator(unit=unit))
    fields = {"kind": "recurring", "every_period": True, "value": Decimal(1500)} | fields
    factories.make_target(series=series, **fields)
    text = text_of(indicator_page(client, series.indicator))
    assert told in text
