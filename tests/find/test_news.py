"""What changed lately, and which published figures were changed later."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.models import Baseline, Observation
from strategy import overview
from strategy.models import Strategy
from strategy.overview.news import NewsKind
from tests import factories
from tests.editions.build import make_edition
from tests.printed import load_printed

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.make_aware(datetime(2020, 5, 4, 12))


def make_published(at=LONG_AGO, **fields):
    """An indicator whose strategy was published at a time."""
    strategy = factories.make_strategy(**fields)
    dated(strategy, at)
    return factories.make_indicator(strategy=strategy, name="Ohälsa", decimals=1)


def dated(row, at, reason=""):
    """Put the newest version of a row at a time in the past."""
    version = row.history.first()
    version.history_date, version.history_change_reason = at, reason
    version.save()
    return row


def change(row, at=None, **values):
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return dated(row, at) if at else row


def told(indicator, **more):
    partnership = indicator.strategy.partnership.code
    return [
        (each.kind.value, each.day, each.new, each.changed)
        for each in overview.news_of(partnership, **more)
        if each.kind != NewsKind.STRATEGY
    ]


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def day(number):
    return timezone.localdate() - timedelta(days=number)


def test_a_strategy_is_news_on_the_day_it_was_published():
    strategy = factories.make_strategy(status="draft", title="Plan", short_title="P")
    dated(strategy, days_ago(20))
    change(strategy, at=days_ago(10), status="published")
    change(strategy, title="Planen")
    (news,) = overview.news_of(strategy.partnership.code)
    assert (news.kind, news.day, news.title, news.strategy_name) == (
        NewsKind.STRATEGY,
        day(10),
        "Planen",
        "P",
    )


def test_every_edition_is_news():
    indicator = make_published()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    make_edition(follow_up, found={"areas": []})
    make_edition(follow_up, found={"areas": []}, note="Rättad")
    news = overview.news_of(indicator.strategy.partnership.code)
    assert [(each.kind.value, each.number) for each in news] == [
        ("edition", 2),
        ("edition", 1),
        ("strategy", 0),
    ]


def test_figures_are_one_news_for_each_indicator_and_day():
    indicator = make_published()
    series = factories.make_series(indicator=indicator)
    old = [
        dated(factories.make_observation(series=series, period=str(year)), days_ago(30))
        for year in (2018, 2019, 2020)
    ]
    for row in old[:2]:
        change(row, at=days_ago(3), value=Decimal(7))
    dated(factories.make_observation(series=series, period="2021"), days_ago(3))
    dated(factories.make_baseline(series=series, period="2017"), days_ago(3))
    factories.make_observation(series=factories.make_series(indicator=indicator))
    assert told(indicator) == [
        ("figures", day(0), 1, 0),
        ("figures", day(3), 2, 2),
        ("figures", day(30), 3, 0),
    ]


def test_a_figure_written_and_changed_on_one_day_is_a_new_one():
    indicator = make_published()
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    change(row, value=Decimal(1))
    assert told(indicator) == [("figures", day(0), 1, 0)]


@pytest.mark.parametrize(
    ("values", "is_news"),
    [
        ({"value": Decimal(7)}, True),
        ({"value": Decimal(0)}, True),
        ({"value": None, "missing": "secret"}, True),
        ({"status": "P"}, True),
        ({"note": "Mer"}, False),
        ({"passage": "Tabell 3"}, False),
        ({"value": Decimal("12.50")}, False),
    ],
)
def test_a_figure_is_changed_where_it_says_something_else(values, is_news):
    indicator = make_published()
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    dated(row, days_ago(5))
    change(row, **values)
    wanted = [("figures", day(0), 0, 1)] if is_news else []
    assert told(indicator) == [*wanted, ("figures", day(5), 1, 0)]


def test_what_came_with_the_publication_belongs_to_it():
    indicator = make_published(at=days_ago(2))
    series = factories.make_series(indicator=indicator)
    for period, at, reason in [
        ("2018", days_ago(9), ""),  # while it was a draft
        ("2019", days_ago(2) + timedelta(seconds=1), ""),  # with the publication
        ("2020", days_ago(2) + timedelta(seconds=2), "Import"),  # on the same day, for itself
        ("2021", days_ago(1), ""),
    ]:
        dated(factories.make_observation(series=series, period=period), at, reason)
    numbers = sum(new for _kind, _day, new, _changed in told(indicator))
    assert numbers == 2


def test_a_change_on_the_day_of_the_publication_is_news():
    indicator = make_published(at=timezone.now())
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    assert told(indicator) == []
    change(row, value=Decimal(7))
    assert told(indicator) == [("figures", day(0), 0, 1)]


@pytest.mark.parametrize("what", ["figure", "series", "indicator", "goal", "strategy"])
def test_what_is_not_public_today_is_no_news(what):
    indicator = make_published()
    series = factories.make_series(indicator=indicator)
    row = factories.make_observation(series=series)
    rows = {
        "figure": row,
        "series": series,
        "indicator": indicator,
        "goal": indicator.goal,
        "strategy": indicator.strategy,
    }
    assert told(indicator)
    rows[what].withdraw(reason="Fel", on=factories.today())
    assert told(indicator) == []


def test_a_draft_is_no_news():
    strategy = factories.make_strategy(status="draft")
    indicator = factories.make_indicator(strategy=strategy)
    factories.make_observation(series=factories.make_series(indicator=indicator))
    assert overview.news_of(strategy.partnership.code) == ()


def test_the_newest_are_told_and_no_more():
    indicator = make_published()
    for number in range(15):
        series = factories.make_series(
            indicator=factories.make_indicator(goal=indicator.goal, code=f"x{number:02}")
        )
        dated(factories.make_observation(series=series), days_ago(number))
        dated(factories.make_baseline(series=series), days_ago(number))
    partnership = indicator.strategy.partnership.code
    news = overview.news_of(partnership, most=10)
    assert [(each.day, each.new) for each in news] == [(day(number), 2) for number in range(10)]


@pytest.mark.parametrize("number", [1, 20])
def test_the_news_need_two_queries(django_assert_num_queries, number):
    indicator = make_published()
    for _number in range(number):
        factories.make_observation(series=factories.make_series(indicator=indicator))
        follow_up = factories.make_follow_up(strategy=indicator.strategy, code=f"u{_number}")
        make_edition(follow_up, found={"areas": []})
    partnership = indicator.strategy.partnership.code
    with django_assert_num_queries(2):
        assert len(overview.news_of(partnership, most=50)) == number + 2


def test_the_two_strategies_as_they_are_loaded_have_no_changed_figures():
    load_printed()
    for partnership in ("norrbotten", "ostfold"):
        assert {each.kind for each in overview.news_of(partnership)} == {NewsKind.STRATEGY}


# The history of an indicator


def test_a_published_figure_that_was_changed_is_told_with_both_values():
    indicator = make_published()
    series = factories.make_series(indicator=indicator, name="Ohälsotal", unit="")
    row = factories.make_observation(series=series, period="2022", value="12.5")
    change(row, at=days_ago(4), value=Decimal("12.75"), status="P", vintage="2026-05")
    change(row, at=days_ago(2), value=None, missing="not_available", status="A")
    second, first = overview.history_of(indicator)
    assert (first.period, first.series.name, first.series.unit) == ("2022", "Ohälsotal", "procent")
    assert (first.before.value, first.after.value) == (Decimal("12.5"), Decimal("12.75"))
    assert (first.after.status, first.day, first.reason) == ("P", day(4), "2026-05")
    assert (second.before.value, second.after.value, second.after.missing) == (
        Decimal("12.75"),
        None,
        "not_available",
    )
    assert second.baseline is None


def test_what_a_figure_said_while_it_was_withdrawn_is_never_told():
    indicator = make_published()
    row = factories.make_observation(series=factories.make_series(indicator=indicator), value="5")
    change(row, value=Decimal(666), withdrawn_on=factories.today(), withdrawn_reason="Fel")
    change(row, value=Decimal(667))
    change(row, value=Decimal(7), withdrawn_on=None, withdrawn_reason="")
    (revision,) = overview.history_of(indicator)
    assert (revision.before.value, revision.after.value) == (Decimal(5), Decimal(7))


@pytest.mark.parametrize("missing", ["secret", "too_small"])
def test_a_value_that_became_a_secret_is_withheld(client, missing):
    indicator = make_published()
    series = factories.make_series(indicator=indicator, unit="st")
    row = factories.make_observation(series=series, period="2022", value="4711")
    change(row, at=days_ago(4), value=Decimal(4712), status="P")
    change(row, at=days_ago(3), value=None, missing=missing)
    change(row, at=days_ago(2), missing="not_available")
    change(row, at=days_ago(1), value=Decimal(9), missing="", status="A")
    told = [
        (each.before.is_withheld, each.before.value, each.after.is_withheld, each.after.value)
        for each in reversed(overview.history_of(indicator))
    ]
    assert told == [
        (True, None, True, None),
        (True, None, False, None),
        (False, None, False, None),
        (False, None, False, Decimal(9)),
    ]
    at = "/".join(indicator.natural_key()[:2])
    page = client.get(f"/en/{at}/indicators/{indicator.code}/").content.decode()
    history = page.partition('class="history"')[2].partition("</table>")[0]
    assert history.count("withheld") == 3
    assert "471" not in history.replace(",", "")


def test_a_baseline_that_was_changed_is_told_as_one():
    indicator = make_published()
    row = factories.make_baseline(series=factories.make_series(indicator=indicator))
    change(row, value=Decimal(0))
    (revision,) = overview.history_of(indicator)
    assert (revision.baseline, revision.after.value) == (Baseline.Kind.START, Decimal(0))


def test_what_was_changed_before_the_publication_is_not_told():
    strategy = factories.make_strategy(status="draft")
    indicator = factories.make_indicator(strategy=strategy)
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    change(row, value=Decimal(666))
    row = change(row, value=Decimal(8))
    assert overview.history_of(indicator) == ()
    strategy = Strategy.objects.get()
    strategy.status = "published"
    strategy.save()
    assert overview.history_of(indicator) == ()
    change(row, value=Decimal(9))
    (revision,) = overview.history_of(indicator)
    assert (revision.before.value, revision.after.value) == (Decimal(8), Decimal(9))


@pytest.mark.parametrize("values", [{"note": "Mer"}, {"value": Decimal("12.50")}])
def test_what_says_the_same_is_no_change(values):
    indicator = make_published()
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    change(row, **values)
    assert overview.history_of(indicator) == ()


def test_the_history_of_what_was_withdrawn_is_gone():
    indicator = make_published()
    row = factories.make_observation(series=factories.make_series(indicator=indicator))
    row = change(row, value=Decimal(7))
    assert len(overview.history_of(indicator)) == 1
    row.withdraw(reason="Fel", on=factories.today())
    assert overview.history_of(indicator) == ()


@pytest.mark.parametrize("number", [1, 20])
def test_the_history_needs_one_query(django_assert_num_queries, number):
    indicator = make_published()
    for _number in range(number):
        series = factories.make_series(indicator=indicator)
        change(factories.make_observation(series=series), value=Decimal(7))
        change(factories.make_baseline(series=series), value=Decimal(7))
    with django_assert_num_queries(1):
        assert len(overview.history_of(indicator)) == 2 * number
    assert Observation.objects.count() == number
