"""Where a short sentence would mislead, the headline says what has to be known beside it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Annotation
from strategy.overview import saying
from tests import factories
from tests.indicator_page.making import address, make_series, read, said

pytestmark = pytest.mark.django_db

WORDS = {"value": None, "missing": "in_words"}
NOT_COMPARABLE = "what is known of later years can’t be compared with the starting point."


# What is compared


def test_a_gap_that_a_total_hides_is_told_beside_it():
    indicator = factories.make_indicator(name="Andel", unit="procent")
    area = factories.make_area(name="Norr")
    women, men = factories.make_group(name="Kvinnor"), factories.make_group(name="Män")
    women.counterpart = men
    women.save()
    total = make_series(indicator=indicator, area=area, latest="10")
    for group, latest in ((women, "14"), (men, "8")):
        make_series(indicator=indicator, area=area, group=group, latest=latest)
    factories.make_target(series=total, kind="direction", comparator="increase", deadline="2030")
    told = said(indicator)
    assert "counts as unchanged. But a gap between kvinnor and män has opened. The aim" in told


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ([2019], "The series has a break between the two, in 2019."),
        ([2019, 2020], "The series has breaks between the two, in 2019 and 2020."),
        ([2017], None),
        ([2023], None),
    ],
)
def test_breaks_between_the_two_figures_are_told(years, told):
    series = make_series()
    for year in years:
        Annotation.objects.create(
            indicator=series.indicator, period=str(year), kind="break", text="Brott."
        )
    factories.make_target(series=series)
    found = said(series.indicator)
    if told is None:
        assert "break" not in found
    else:
        assert f"at the start in 2017. {told} It goes the right way." in found


@pytest.mark.parametrize(("latest", "is_told"), [("2022-S2", True), ("2022", False)])
def test_periods_of_different_kinds_are_told(latest, is_told):
    series = make_series(latest=None)
    factories.make_observation(series=series, period=latest, value="12")
    factories.make_target(series=series)
    assert ("periods of different kinds" in said(series.indicator)) is is_told


def test_an_approximate_figure_is_about():
    series = make_series(latest=None)
    factories.make_observation(series=series, period="2022", value="12", is_approximate=True)
    factories.make_target(series=series)
    assert said(series.indicator).startswith("It was about 12 dagar in 2022, against 10 at")


def test_a_year_that_only_the_target_is_counted_from_is_no_start():
    series = make_series(start="90", latest="56")
    factories.make_target(
        series=series,
        kind="relative",
        comparator="at_most",
        change_percent=Decimal(-50),
        base_period="2005",
        base_value=Decimal(100),
        deadline="2030",
    )
    told = said(series.indicator)
    assert told.startswith("It was 56 dagar in 2022, against 100 in the reference year 2005. ")


def test_of_a_recurring_target_the_mean_is_told_where_it_was_judged():
    series = make_series(start="1144", latest=None)
    factories.make_observation(series=series, period="2019", value="1466")
    for aggregation, value in (("sum", "6523"), ("highest", "1466")):
        factories.make_observation(
            series=series, period="2018–2023", value=value, aggregation=aggregation
        )
    factories.make_target(
        series=series, kind="recurring", value=Decimal(1500), every_period=True, deadline="2030"
    )
    assert said(series.indicator) == (
        "On average it was 1,087 dagar in 2018–2023, against 1,144 at the start in 2017. It was "
        "not met in any year. The target is at least 1,500 every year."
    )


def test_of_a_recurring_target_a_sum_alone_tells_that_it_is_not_met():
    series = make_series(start="1144", latest=None)
    factories.make_observation(series=series, period="2018–2023", value="6523", aggregation="sum")
    factories.make_target(
        series=series, kind="recurring", value=Decimal(1500), every_period=True, deadline="2030"
    )
    assert said(series.indicator).endswith("at least 1,500 every year. It is not met.")


# What words tell


def make_substitute(series):
    return factories.make_series(
        indicator=series.indicator,
        name="Annat",
        area=series.area,
        role="substitute",
        substitutes=series,
        comparability="not_comparable",
    )


def test_words_of_a_substitute_are_told_to_be_of_one():
    series = make_series(latest=None)
    substitute = make_substitute(series)
    factories.make_observation(series=substitute, period="2022", direction="slightly_up", **WORDS)
    factories.make_target(series=series, kind="direction", comparator="increase", deadline="2030")
    assert said(series.indicator).endswith(
        "Told in words only, of a substitute: slight increase. It goes the right way. The aim is "
        f"an increase by 2030. How it stands can’t be said: {NOT_COMPARABLE}"
    )


@pytest.mark.parametrize(
    ("status", "band", "told"),
    [
        ("E", None, "That counts as unchanged, because the starting point is an estimate."),
        ("A", Decimal(1), "That counts as unchanged: a change of up to 1 dagar is agreed to"),
        ("A", None, "It goes the right way."),
    ],
)
def test_why_a_slight_change_counts_as_none_is_told(status, band, told):
    series = make_series(start=None, latest=None)
    factories.make_baseline(series=series, period="2017", value="10", status=status)
    series.indicator.neutral_band = band
    series.indicator.save()
    factories.make_observation(series=series, period="2022", direction="slightly_up", **WORDS)
    factories.make_target(series=series, kind="direction", comparator="increase", deadline="2030")
    assert f"Told in words only: slight increase. {told}" in said(series.indicator)


def test_the_same_growth_as_another_is_not_no_change():
    series = make_series(latest=None)
    nation = factories.make_area(name="Riket", is_nation=True)
    other = make_series(indicator=series.indicator, area=nation, latest=None, role="comparison")
    gap = factories.make_series(
        indicator=series.indicator, name="Skillnad", area=series.area, role="context"
    )
    factories.make_observation(
        series=gap, period="2017–2022", aggregation="change", direction="same", **WORDS
    )
    factories.make_target(
        series=series,
        kind="reference_growth",
        comparator="more_than",
        reference_series=other,
        reference_area=nation,
        gap_series=gap,
        deadline="2030",
    )
    told = said(series.indicator)
    assert "Told in words only: the growth is the same as in riket. The aim is more" in told
    assert "not changed" not in told


# What is aimed at


def make_whole(*parts, deadline="2030"):
    """A target of parts, each of a series; ``parts``: the series and the fields of each part."""
    whole = factories.make_target(
        series=parts[0][0], kind="composite", comparator="none", code="hela", deadline=deadline
    )
    for series, fields in parts:
        factories.make_target(series=series, part_of=whole, deadline=deadline, **fields)
    return whole


def test_the_parts_of_a_target_and_the_reason_of_each_are_named():
    indicator = factories.make_indicator(name="Företag", unit="st")
    area = factories.make_area(name="Norr")
    new = make_series(indicator=indicator, name="Nya", area=area, latest=None)
    left = make_series(indicator=indicator, name="Kvar", area=area, start=None, latest=None)
    factories.make_observation(series=left, period="2022", value=None, missing="discontinued")
    make_whole(
        (new, {"kind": "recurring", "value": Decimal(1700), "every_period": True}),
        (left, {"value": Decimal(75), "comparator": "more_than"}),
    )
    told = said(indicator)
    assert "All of this must hold by 2030 – Nya: at least 1,700 every year; Kvar: more" in told
    assert "For Nya it can’t be said yet how it stands." in told
    assert "For Kvar it can’t be said how it stands: " in told
    assert "it is no longer measured." in told


def test_what_is_known_of_the_whole_is_said_where_its_parts_have_no_figures():
    indicator = factories.make_indicator(name="Bredband", unit="procent")
    area = factories.make_area(name="Norr")
    parts = [
        make_series(indicator=indicator, name=name, area=area, start=None, latest=None)
        for name in ("Snabbt", "Annat")
    ]
    whole = make_whole(
        *((each, {"value": Decimal(98 + number)}) for number, each in enumerate(parts)),
        deadline="2025",
    )
    whole.series = make_series(
        indicator=indicator, name="Något", area=area, start="75", latest=None, role="context"
    )
    whole.save()
    told = said(indicator, as_of=date(2026, 6, 1))
    assert told.startswith("Något: 75 per cent at the start in 2017. No later number is known.")
    assert "No figure is known" not in told
    assert "All of this was to hold by 2025 – Snabbt: at least 98 per cent; Annat: at" in told


def test_a_figure_of_another_line_is_not_no_figure():
    series = make_series(start=None, latest=None)
    make_series(indicator=series.indicator, name="Annat", area=series.area, role="context")
    assert said(series.indicator).startswith("Annat: 12 dagar in 2022, against 10 at the start")


# At this pace


def test_a_year_that_has_passed_would_have_been_the_one():
    series = make_series(start="10", latest="18")
    factories.make_target(series=series)
    told = said(series.indicator, as_of=date(2029, 6, 1))
    assert told.endswith(
        "At this pace it would have been reached in 2027; no figure after 2022 is known."
    )


def test_what_was_met_and_no_longer_is_is_told_so():
    series = make_series(start="26", latest="20")
    factories.make_target(series=series)
    assert said(series.indicator).endswith("by 2030. It was met at the start and no longer is.")


# How the words were read


@pytest.mark.parametrize("is_interpreted", [True, False])
def test_a_target_that_was_interpreted_leads_to_how_its_words_were_read(client, is_interpreted):
    series = make_series()
    factories.make_target(series=series, interpretation="Läst som minst." if is_interpreted else "")
    headline = saying.headline_of(read(series.indicator), "sv")
    assert headline.is_interpreted is is_interpreted
    pages = (
        (address(series.indicator), "#target"),
        (address(series.indicator, "/embed/"), "/#target"),
        (reverse("goal", args=series.indicator.goal.natural_key()), "/#target"),
    )
    for page, link in pages:
        found = client.get(page).content.decode()
        assert (f'{link}"' in found and "how the words were read" in found) is is_interpreted


def test_what_is_only_followed_has_no_target_whose_words_were_read():
    series = make_series()
    factories.make_target(
        series=series,
        kind="monitor",
        comparator="none",
        value=None,
        interpretation="Följs utan målvärde.",
    )
    headline = saying.headline_of(read(series.indicator), "sv")
    assert "No target is set." in str(headline)
    assert not headline.is_interpreted
