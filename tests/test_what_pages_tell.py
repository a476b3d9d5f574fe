"""What is missing, uncertain or withdrawn is told as it is."""

import pytest

from tests import factories
from tests.public_pages import read
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db


def indicator_page(client, indicator):
    partnership, strategy, code = indicator.natural_key()
    return read(client, f"/{partnership}/{strategy}/indicators/{code}/")


def test_an_empty_indicator_says_what_is_missing(client):
    page = indicator_page(client, factories.make_indicator(unit=""))
    for sentence in [
        "No target is set.",
        "No series has been entered, so there are no figures.",
        "No baseline value is stated in the document.",
        "It has not been judged in any published follow-up.",
        "The document names no source for this indicator.",
        "The unit is not known.",
        "Not defined.",
        "Not assessed",
    ]:
        assert sentence in page


def test_an_empty_strategy_says_what_is_missing(client):
    strategy = factories.make_strategy()
    page = read(client, f"/{strategy.partnership.code}/{strategy.code}/")
    assert "No vision is stated" in page
    assert "No follow-up has been published." in page
    assert "No focus area has been entered yet." in page


def test_an_empty_goal_says_what_is_missing(client):
    partnership, strategy, code = factories.make_goal().natural_key()
    page = read(client, f"/{partnership}/{strategy}/goals/{code}/")
    for sentence in [
        "No indicator has been chosen",
        "gives no reason",
        "No analysis",
        "No actions",
    ]:
        assert sentence in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "0"}, "2022 0"),
        ({"value": "1144"}, "1,144"),
        ({"value": "5.26", "is_approximate": True}, "about 5.26"),
        ({"value": "1", "status": "P"}, "provisional"),
        ({"value": "1", "derivation": "a + b"}, "computed"),
        ({"value": None, "missing": "secret"}, "secret"),
        (
            {"value": None, "missing": "in_words", "direction": "up"},
            "told in words only: increase",
        ),
        ({"value": None, "missing": "in_picture"}, "printed only in a picture"),
    ],
)
def test_a_figure_is_told_with_its_marks_or_its_reason(client, fields, shown):
    observation = factories.make_observation(**fields)
    assert shown in indicator_page(client, observation.series.indicator)


def test_a_change_of_a_share_is_told_in_percentage_points(client):
    observation = factories.make_observation(period="2017–2022", value="1.5", aggregation="change")
    page = indicator_page(client, observation.series.indicator)
    assert "+1.5 percentage points" in page
    assert "change over the span" in page


def test_what_was_printed_stands_beside_what_was_meant(client):
    observation = factories.make_observation(
        as_printed="25 %", unit_as_printed="%", passage="Tabell 2"
    )
    page = indicator_page(client, observation.series.indicator)
    assert "As printed: 25 %" in page
    assert "The document prints the unit as: %" in page
    assert "Tabell 2" in page


def test_an_uncertain_source_is_told_as_uncertain(client):
    citation = factories.make_citation(
        as_printed="SSB?", is_certain=False, source=factories.make_source(access="on_order")
    )
    page = indicator_page(client, citation.indicator)
    assert "SSB? the document itself is not certain" in page
    assert "Access: On order." in page
    assert "Licence: not stated." in page


def test_a_substitute_tells_how_far_it_can_be_compared(client):
    main = factories.make_series(name="Minst tvåårig")
    factories.make_series(
        indicator=main.indicator,
        role="substitute",
        substitutes=main,
        comparability="not_comparable",
        comparability_reason="Minst treårig",
    )
    page = indicator_page(client, main.indicator)
    assert "Used instead of: Minst tvåårig" in page
    assert "Comparability: Not comparable. Minst treårig" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "25"}, "at least 25 per cent by 2030"),
        ({"kind": "direction", "comparator": "increase"}, "increase , by no stated amount"),
        ({"kind": "direction", "comparator": "decrease"}, "no deadline is stated"),
        (
            {
                "kind": "relative",
                "comparator": "at_most",
                "change_percent": "-70",
                "base_period": "2010",
            },
            "at least 70 per cent less than in 2010",
        ),
        (
            {"kind": "relative", "comparator": "at_least", "change_percent": "10"},
            "No base year is stated. The value of the base is not known, so the change",
        ),
        ({"strength": "aspirational"}, "aspirational: to be strived for"),
        ({"authority": "Trafikförsörjningsprogram", "decided_year": 2023}, "program (2023)"),
        (
            {"kind": "reference_level", "comparator": "equals", "tolerance": "0.5"},
            "equal to the level of Riket",
        ),
        ({"kind": "reference_level", "comparator": "at_most", "tolerance": "0.5"}, "within 0.5"),
        ({"kind": "monitor", "comparator": "none"}, "followed, with no target set"),
    ],
)
def test_a_target_is_told_as_set(client, fields, told):
    if fields.get("kind") == "reference_level":
        fields = {**fields, "reference_area": factories.make_area(name="Riket")}
    target = factories.make_target(**fields)
    assert told in indicator_page(client, target.indicator)


def test_a_revised_target_stands_beside_the_earlier_one(client):
    first = factories.make_target(wording="25 procent")
    factories.make_target(series=first.series, replaces=first, wording="15 procent")
    page = indicator_page(client, first.indicator)
    assert "revised: see the later target" in page
    assert "Revises 25 procent" in page


def follow_up_page(client, follow_up):
    partnership, strategy, code = follow_up.natural_key()
    return read(client, f"/{partnership}/{strategy}/follow-ups/{code}/")


def test_a_follow_up_tells_why_something_was_not_followed_up(client):
    indicator = factories.make_indicator()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    factories.make_assessment(
        follow_up=follow_up,
        indicator=indicator,
        not_followed_reason="no_method",
        not_followed_as_printed="Det finns ingen metod",
    )
    page = follow_up_page(client, follow_up)
    assert "Why it was not followed up: No method of measuring Det finns ingen metod" in page


def test_a_follow_up_without_a_judgement_says_so(client):
    indicator = factories.make_indicator()
    page = follow_up_page(client, factories.make_follow_up(strategy=indicator.strategy))
    assert "No judgement was recorded in this follow-up." in page


@pytest.mark.parametrize(("allowed", "wanted"), [(True, True), (True, False), (False, True)])
def test_makers_are_named_only_where_both_agree(client, settings, allowed, wanted):
    settings.SHOW_MAKERS = allowed
    follow_up = factories.make_follow_up(makers="Ada Namn", show_makers=wanted)
    assert ("Ada Namn" in follow_up_page(client, follow_up)) == (allowed and wanted)


def test_counts_are_told_without_a_score(client):
    make_whole_strategy(indicators=2)
    page = read(client, "/")
    assert "1 goal · 2 indicators" in page
    assert "2 positive" in page


def test_a_withdrawn_figure_is_told_with_its_reason_and_without_its_value(client):
    series = factories.make_series()
    figure = factories.make_observation(series=series, period="2022", value="77.7")
    figure.withdraw(reason="Fel källa", on=factories.today())
    page = client.get(f"/en/{series.strategy.reference}/indicators/{series.indicator.code}/")
    text = page.content.decode()
    assert "Withdrawn figures" in text
    assert "Fel källa" in text
    assert "77.7" not in text
