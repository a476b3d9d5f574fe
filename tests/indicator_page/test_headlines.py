"""The sentences that answer first: only what was measured or computed, for every case there is."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.judging.words import STATUSES
from indicators.progress import Status
from strategy.overview import saying
from tests import factories
from tests.indicator_page.making import make_series, read, said

pytestmark = pytest.mark.django_db

FIGURE = "It was 12 dagar in 2022, against 10 at the start in 2017."
RIGHT, WRONG = "It goes the right way.", "It goes the wrong way."
SAME = "It has not changed, or so little that it counts as unchanged."
ON_THE_WAY = {Status.RIGHT_WAY, Status.NO_CHANGE, Status.WRONG_WAY}
BY_REASON = {Status.CANNOT_ASSESS, Status.AWAITING_FINAL}


def test_every_status_is_told_by_a_sentence_by_where_it_goes_or_by_a_reason():
    assert set(saying.STATUSES) | ON_THE_WAY | BY_REASON == set(STATUSES)


# What is known


def test_without_a_series_it_is_not_said_what_is_measured():
    indicator = factories.make_indicator()
    assert said(indicator) == "It has not been said what is to be measured. No target is set."


def test_without_a_figure_none_is_known():
    series = make_series(start=None, latest=None)
    assert said(series.indicator) == "No figure is known yet. No target is set."


def test_a_figure_stands_beside_its_start():
    assert said(make_series().indicator) == f"{FIGURE} No target is set."


def test_a_figure_without_a_start_stands_alone():
    series = make_series(start=None)
    assert said(series.indicator) == "It was 12 dagar in 2022. No target is set."


def test_a_start_without_a_figure_says_that_there_is_no_later_one():
    series = make_series(latest=None)
    assert said(series.indicator) == (
        "At the start, in 2017, it was 10 dagar. No later number is known. No target is set."
    )


def test_zero_is_a_figure():
    series = make_series(start="0", latest="0")
    assert said(series.indicator).startswith("It was 0 dagar in 2022, against 0 at the start")


def test_a_line_with_another_name_is_named():
    indicator = factories.make_indicator(name="Hälsa", unit="dagar")
    series = make_series(indicator=indicator, name="Sjukdagar")
    assert said(series.indicator).startswith("Sjukdagar: 12 dagar in 2022, against 10 at the")


def test_each_of_few_groups_is_said():
    indicator = factories.make_indicator(name="Andel", unit="dagar")
    for name in ("Kvinnor", "Män"):
        make_series(indicator=indicator, group=factories.make_group(name=name))
    told = said(indicator)
    assert "Andel, kvinnor: 12 dagar in 2022" in told
    assert "Andel, män: 12 dagar in 2022" in told


@pytest.mark.parametrize(
    ("groups", "more"),
    [(4, "One more group has figures below."), (5, "2 more groups have figures below.")],
)
def test_of_many_groups_three_are_said(groups, more):
    indicator = factories.make_indicator(name="Andel", unit="dagar")
    area = factories.make_area(name="Norr")
    for number in range(groups):
        group = factories.make_group(name=f"Grupp {number}")
        make_series(indicator=indicator, group=group, area=area)
    told = said(indicator)
    assert told.count("12 dagar in 2022") == 3
    assert more in told


@pytest.mark.parametrize(("status", "mark"), [("P", "provisional"), ("E", "estimated")])
@pytest.mark.parametrize("has_target", [True, False])
def test_how_sure_a_figure_is_stands_beside_it(status, mark, has_target):
    series = make_series(latest=None)
    factories.make_observation(series=series, period="2022", value="12", status=status)
    if has_target:
        factories.make_target(series=series)
    assert f"It was 12 dagar ({mark}) in 2022, against 10" in said(series.indicator)


def test_a_sum_over_years_says_that_it_is_one():
    series = make_series(start=None, latest=None, unit="bostäder per år")
    factories.make_observation(series=series, period="2017–2022", value="600", aggregation="sum")
    assert said(series.indicator).startswith(
        "It was 600 bostäder (sum over the span) in 2017–2022."
    )


def test_a_change_over_years_has_its_sign():
    series = make_series(start=None, latest=None, unit="procent")
    factories.make_observation(series=series, period="2017–2022", value="2", aggregation="change")
    assert said(series.indicator).startswith("It was +2 percentage points (change over the span")


# A level


AIM = "The target is at least 25 by 2030."
LATE = "It goes far too slowly to get there in time."
WAITING = "The figure for the deadline, 2024, is not there yet."
DOWN, BETWEEN = {"comparator": "at_most"}, {"comparator": "between", "upper_value": Decimal(30)}


@pytest.mark.parametrize(
    ("start", "latest", "fields", "told"),
    [
        # On the way, over five years
        ("10", "18", {}, (RIGHT, AIM, "At this pace it is reached in 2027.")),
        ("10", "15", {}, (RIGHT, AIM, "At this pace it is reached only in 2032.")),
        ("10", "12", {}, (RIGHT, AIM, LATE)),
        ("10", "10.01", {}, (RIGHT, AIM, LATE)),
        ("10", "13.7", {}, (RIGHT, AIM, "At this pace it is reached only in 2038.")),
        ("10", "10", {}, (SAME, AIM, "At this pace it is not reached.")),
        ("10", "8", {}, (WRONG, AIM)),
        (
            *("30", "28", DOWN),
            (RIGHT, "The target is at most 25 by 2030.", "At this pace it is reached in 2030."),
        ),
        ("10", "12", BETWEEN, (RIGHT, "The target is from 25 to 30 by 2030.", LATE)),
        # Met
        ("10", "26", {}, (RIGHT, AIM, "It is met so far.")),
        (
            *("10", "26", {"deadline": ""}),
            (RIGHT, "The target is at least 25; no deadline is stated.", "It is met so far."),
        ),
        (
            *("10", "12", {"deadline": ""}),
            (RIGHT, "The target is at least 25; no deadline is stated."),
        ),
        # Decided
        (
            *("10", "26", {"deadline": "2022"}),
            (RIGHT, "The target was at least 25 by 2022.", "It was reached."),
        ),
        (
            *("10", "12", {"deadline": "2022"}),
            (RIGHT, "The target was at least 25 by 2022.", "It was not reached."),
        ),
        (
            *("10", "12", {"deadline": "2024"}),
            (RIGHT, "The target was at least 25 by 2024.", WAITING),
        ),
    ],
)
def test_a_level(start, latest, fields, told):
    series = make_series(start=start, latest=latest)
    factories.make_target(series=series, **fields)
    assert said(series.indicator).endswith(f"at the start in 2017. {' '.join(told)}")


def test_a_share_is_said_in_the_words_of_the_reader():
    series = make_series(unit="procent")
    factories.make_target(series=series)
    assert said(series.indicator).startswith(
        "It was 12 per cent in 2022, against 10 per cent at the start in 2017. It goes the right "
        "way. The target is at least 25 per cent by 2030."
    )


def test_a_way_of_the_same_per_cent_each_year_has_no_year_but_how_fast_it_goes():
    series = make_series()
    factories.make_target(series=series, path="geometric")
    assert said(series.indicator).endswith("It goes far too slowly to get there in time.")


def test_a_small_change_that_counts_as_none():
    series = make_series(start="10", latest="10.5")
    series.indicator.neutral_band = Decimal(1)
    series.indicator.save()
    factories.make_target(series=series)
    assert SAME in said(series.indicator)


def test_only_the_start_is_known():
    series = make_series(latest=None)
    factories.make_target(series=series)
    assert said(series.indicator) == (
        "At the start, in 2017, it was 10 dagar. No later number is known. The target is at least "
        "25 by 2030. How it stands can’t be said yet."
    )


def test_what_is_told_in_words_only_is_told_so():
    series = make_series(latest=None)
    factories.make_observation(
        series=series, period="2022", value=None, missing="in_words", direction="up"
    )
    factories.make_target(series=series)
    told = said(series.indicator)
    assert "Told in words only: increase. It goes the right way." in told
    assert "How it stands can’t be said: no later figure is a number." in told


def test_a_figure_that_was_not_published_is_a_reason():
    series = make_series(latest=None)
    factories.make_observation(series=series, period="2022", value=None, missing="secret")
    factories.make_target(series=series)
    assert "How it stands can’t be said: " in said(series.indicator)


# Other kinds


def test_a_change_against_a_base_is_said_as_the_level_it_comes_to():
    series = make_series(start="20", latest="16")
    factories.make_target(
        series=series,
        kind="relative",
        comparator="at_most",
        change_percent=Decimal(-50),
        deadline="2030",
    )
    assert said(series.indicator).endswith(
        "The target is at most 10 by 2030. At this pace it is reached in 2030."
    )


def test_a_change_against_a_base_that_is_not_known():
    series = make_series()
    factories.make_target(
        series=series,
        kind="relative",
        comparator="at_most",
        change_percent=Decimal(-50),
        base_period="2010",
        deadline="2030",
    )
    told = said(series.indicator)
    assert "The target is at least 50 per cent less than in 2010 by 2030." in told
    assert "How it stands can’t be said: the value it is counted from is not known." in told


@pytest.mark.parametrize(
    ("latest", "told"),
    [
        (None, "The target is at least 25 every year. How it stands can’t be said yet."),
        ("30", "It was met in 1 of 1 year that is known. The target is at least 25 every year."),
        ("20", "It was met in 0 of 1 year that is known. The target is at least 25 every year."),
    ],
)
def test_a_target_of_every_period_says_how_often_it_was_met(latest, told):
    series = make_series(latest=latest)
    factories.make_target(
        series=series, kind="recurring", value=Decimal(25), every_period=True, deadline="2030"
    )
    assert told in said(series.indicator)


@pytest.mark.parametrize(
    ("comparator", "latest", "told"),
    [
        ("increase", "12", f"{RIGHT} The aim is an increase by 2030."),
        ("increase", "8", f"{WRONG} The aim is an increase by 2030."),
        ("decrease", "8", f"{RIGHT} The aim is a decrease by 2030."),
        ("decrease", "10", f"{SAME} The aim is a decrease by 2030."),
    ],
)
def test_a_direction(comparator, latest, told):
    series = make_series(latest=latest)
    factories.make_target(series=series, kind="direction", comparator=comparator, deadline="2030")
    assert said(series.indicator).endswith(f"in 2017. {told}")


def test_a_target_that_only_says_to_follow_is_none():
    series = make_series()
    factories.make_target(series=series, kind="monitor", comparator="none")
    assert said(series.indicator) == f"{FIGURE} No target is set."


def make_pair(kind, *, latest, other, **fields):
    """A series and what it is compared with: the nation, or another group."""
    is_groups = kind == "parity"
    indicator = factories.make_indicator(name="Andel", unit="procent")
    area = factories.make_area(name="Norr")
    nation = area if is_groups else factories.make_area(name="Riket", is_nation=True)
    groups = [factories.make_group(name=n) for n in ("Kvinnor", "Män")] if is_groups else [None] * 2
    series = make_series(indicator=indicator, area=area, group=groups[0], latest=latest)
    second = make_series(
        indicator=indicator,
        area=nation,
        group=groups[1],
        start="20",
        latest=other,
        role="main" if is_groups else "comparison",
    )
    factories.make_target(
        series=series, kind=kind, reference_series=second, deadline="2030", **fields
    )
    return indicator


@pytest.mark.parametrize(
    ("latest", "told"),
    [("19", "The gap is closing."), ("5", "The gap is widening."), ("10", "The gap is unchanged.")],
)
def test_a_gap_between_groups(latest, told):
    indicator = make_pair("parity", latest=latest, other="20", comparator="equals", tolerance=0)
    found = said(indicator)
    assert ", against 10 percentage points at the start in 2017. The aim is" in found
    assert "The aim is parity between the groups by 2030." in found
    assert found.endswith(told)


def test_the_level_of_another():
    found = said(make_pair("reference_level", latest="18", other="20", comparator="at_least"))
    assert found.startswith("The gap was ")
    assert "The aim is at least the level of " in found


def test_growth_against_another():
    found = said(make_pair("reference_growth", latest="12", other="21", comparator="more_than"))
    assert found.startswith("It grew by ")
    assert "The aim is more growth than " in found


def make_parts(*latest, value="25"):
    indicator = factories.make_indicator(name="Andel", unit="dagar")
    area = factories.make_area(name="Norr")
    whole = None
    for number, each in enumerate(latest):
        group = factories.make_group(name=f"Grupp {number}")
        series = make_series(indicator=indicator, group=group, area=area, latest=each)
        whole = whole or factories.make_target(
            series=series, kind="composite", comparator="none", code="hela"
        )
        factories.make_target(series=series, part_of=whole, value=Decimal(value))
    return indicator


def test_the_parts_of_a_target_are_said_and_how_many_are_met():
    assert said(make_parts("26", "12")) == (
        "Andel, grupp 0: 26 dagar in 2022, against 10 at the start in 2017. "
        "Andel, grupp 1: 12 dagar in 2022, against 10 at the start in 2017. "
        "It goes the right way. The target is at least 25 by 2030. "
        "Of its 2 parts that must hold, 1 is met."
    )


def test_one_part_stands_for_the_whole():
    assert said(make_parts("12")).endswith(LATE)


def test_of_parts_that_go_different_ways_neither_is_said():
    told = said(make_parts("12", "8"))
    assert RIGHT not in told
    assert WRONG not in told


# Everywhere


def test_a_deadline_that_passes_changes_what_is_said():
    series = make_series()
    factories.make_target(series=series, deadline="2024")
    assert "by 2024. The figure for the deadline" in said(series.indicator, as_of=date(2026, 1, 1))
    assert f"by 2024. {LATE}" in said(series.indicator, as_of=date(2023, 1, 1))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_it_can_be_said_in_each_language(language):
    series = make_series(latest="1234.5")
    factories.make_target(series=series, value=Decimal(2000))
    told = said(series.indicator, language)
    assert ("1,234.5" if language == "en" else "1\xa0234,5") in told
    assert "%(" not in told


def test_words_of_the_document_are_marked_with_its_language():
    series = make_series()
    headline = saying.headline_of(read(series.indicator), "sv")
    assert '<span lang="sv">12 dagar</span>' in headline.html


def test_hostile_names_are_text():
    indicator = factories.make_indicator(name="A", unit="<b>%(x)s %s</b>")
    make_series(indicator=indicator, name="<script>%(y)d</script>")
    told = saying.headline_of(read(indicator), "sv")
    assert "<script>%(y)d</script>" in str(told)
    assert "<script>" not in told.html
    assert "&lt;script&gt;%(y)d" in told.html
