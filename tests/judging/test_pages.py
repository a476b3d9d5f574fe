"""How pages show judgements: side by side, with how they were computed, never by colour alone."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import transaction

from indicators.judging import computed as computing
from indicators.judging.computed import computed
from indicators.judging.words import anchor_of
from indicators.models import Target
from indicators.progress import Status
from strategy import overview
from strategy.models import Strategy
from tests import factories
from tests.judging.test_words import MEMBERS
from tests.printed import load_printed
from tests.public_pages import LANGUAGES, text_of
from tests.strategies import make_whole_strategy
from tests.test_page_budgets import BUDGET

pytestmark = pytest.mark.django_db

STATUS_LINK = re.compile(r'<a class="status [a-z]+" href="([^"]+)">(.*?)</a>', re.DOTALL)
UNSEEN = re.compile(r'<span class="(?:shape|arrow)" aria-hidden="true">(.*?)</span>')


def make_judged(*, start="10", latest="12", value="25", strategy=None, **fields):
    """An indicator in per cent with a start in 2017, a figure for 2023, a target for 2030."""
    indicator = factories.make_indicator(strategy=strategy, unit="procent")
    series = factories.make_series(indicator=indicator)
    factories.make_baseline(series=series, period="2017", value=start)
    factories.make_observation(series=series, period="2023", value=latest)
    factories.make_target(series=series, value=Decimal(value), **fields)
    return indicator


def address_of(row, kind, language="en"):
    partnership, strategy, code = row.natural_key()
    return f"/{language}/{partnership}/{strategy}/{kind}/{code}/"


def indicator_page(client, indicator):
    return client.get(address_of(indicator, "indicators"))


def goal_page(client, indicator):
    return client.get(address_of(indicator.goal, "goals"))


def strategy_page(client, indicator):
    return client.get(f"/en/{indicator.strategy.reference}/")


# The three answers


@pytest.mark.parametrize("page", [strategy_page, goal_page, indicator_page])
def test_arrow_status_and_judgement_of_people_stand_side_by_side(client, page):
    indicator = make_judged()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    factories.make_assessment(follow_up=follow_up, indicator=indicator, arrow="negative")
    content = page(client, indicator).content.decode()
    for anchor in ("arrow-positive", "status-far_too_slow", "arrow-negative"):
        assert f"/en/method/#{anchor}" in content
    assert "Judged by people" in content


@pytest.mark.parametrize("page", [goal_page, indicator_page])
def test_people_who_judge_otherwise_are_shown_with_their_reason(client, page):
    indicator = make_judged()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    factories.make_assessment(
        follow_up=follow_up,
        indicator=indicator,
        arrow="negative",
        reason_for_differing="Pandemin",
    )
    text = text_of(page(client, indicator))
    assert "People judge it otherwise than it is computed." in text
    assert "Their reason: Pandemin" in text
    assert "differs" in text_of(strategy_page(client, indicator))


@pytest.mark.parametrize("page", [strategy_page, goal_page, indicator_page])
def test_people_who_judge_the_same_are_not_said_to_differ(client, page):
    indicator = make_judged()
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    factories.make_assessment(follow_up=follow_up, indicator=indicator, arrow="positive")
    content = page(client, indicator).content.decode()
    assert "#flag-human_differs" not in content


@pytest.mark.parametrize("page", [strategy_page, goal_page, indicator_page])
def test_an_indicator_without_a_target_says_so(client, page):
    indicator = factories.make_indicator()
    assert "/en/method/#status-no_target" in page(client, indicator).content.decode()


# How it was computed


def test_the_top_of_the_page_is_short(client):
    text = text_of(indicator_page(client, make_judged()))
    top = text[text.index("Indicator") : text.index("On this page")]
    assert "Far too slow" in top
    assert "it must rise by" not in top


def test_the_page_tells_what_is_needed_per_year_from_here(client):
    text = text_of(indicator_page(client, make_judged()))
    assert "Needed per year from here +1.9 percentage points a year" in text
    assert "it must rise by 1.9 percentage points a year to reach 25 per cent by 2030." in text


def test_how_it_was_computed_unfolds_with_formula_numbers_and_sources(client):
    response = indicator_page(client, make_judged())
    assert '<details class="computation">' in response.content.decode()
    text = text_of(response)
    for words in (
        "Start 10 per cent (2017)",
        "Latest figure 12 per cent (2023)",
        "Target 25 per cent (2030)",
        "Path Straight line",
        "part of the way / part of the time = 0.133 / 0.462 = 29 per cent",
        "Computed with version 1 of the method",
    ):
        assert words in text


def test_a_provisional_source_figure_is_marked_in_the_computation(client):
    indicator = make_judged()
    figure = indicator.series.get().observations.get()
    figure.status = "P"
    figure.save()
    assert "12 per cent (2023), provisional figure" in text_of(indicator_page(client, indicator))


def test_another_start_is_told_beside_the_one_that_counts(client):
    indicator = factories.make_indicator(unit="index")
    series = factories.make_series(indicator=indicator)
    factories.make_baseline(series=series, period="2016", value="90")
    factories.make_observation(series=series, period="2021", value="56")
    factories.make_target(
        series=series,
        kind="relative",
        comparator="at_most",
        change_percent=Decimal(-50),
        base_period="2005",
        base_value=Decimal(100),
        deadline="2030",
    )
    text = text_of(indicator_page(client, indicator))
    assert "Counted from the starting point of the strategy instead" in text
    assert "since 2016" in text
    assert text.count("to reach 50 by 2030.") == 2  # once at the target, once beside


def test_a_reason_stands_where_nothing_can_be_judged(client):
    target = factories.make_target(
        kind="relative", comparator="at_most", change_percent=Decimal(-70)
    )
    page = indicator_page(client, target.indicator)
    assert "The value it is counted from is not known" in text_of(page)
    assert "/en/method/#reason-base_value_missing" in page.content.decode()


def test_both_versions_of_a_target_have_a_status_of_their_own(client):
    indicator = make_judged(wording="25 procent")
    first = Target.objects.get()
    factories.make_target(series=first.series, replaces=first, value=Decimal(15), wording="15")
    content = indicator_page(client, indicator).content.decode()
    assert "#status-far_too_slow" in content
    assert "#status-too_slow" in content
    assert "#flag-target_revised" in content


def test_each_part_has_its_own_status_and_what_is_strived_for_is_marked(client):
    indicator = make_judged(value="11")
    part = Target.objects.get()
    whole = factories.make_target(series=part.series, kind="composite", comparator="none")
    part.part_of = whole
    part.save()
    factories.make_target(
        series=part.series, part_of=whole, value=Decimal(25), strength="aspirational"
    )
    response = indicator_page(client, indicator)
    for status in ("achieved_so_far", "far_too_slow"):
        assert f"#status-{status}" in response.content.decode()
    assert "aspirational: to be strived for" in text_of(response)


def test_a_part_says_at_once_whom_it_is_about(client):
    indicator = make_gap(("12", "15"), ("9", "9"))
    part = Target.objects.get()
    part.series = indicator.series.get(group__name="kvinnor")
    part.part_of = factories.make_target(
        series=part.series, kind="composite", comparator="none", wording="Hela"
    )
    part.save()
    title = part.series.name
    text = text_of(indicator_page(client, indicator))
    assert f"aspirational. {title}, kvinnor : at least 25 per cent – ◔ Far too slow" in text
    assert f"How this was computed : at least 25 per cent – {title}, kvinnor" in text


# Gaps


def make_gap(before, now):
    """An indicator that goes well for everybody, with the figures of women and men."""
    indicator = make_judged()
    women, men = factories.make_group(name="kvinnor"), factories.make_group(name="män")
    women.counterpart = men
    women.save()
    main = indicator.series.get()
    for group, values in ((women, before), (men, now)):
        series = factories.make_series(
            indicator=indicator, name=main.name, area=main.area, group=group
        )
        factories.make_baseline(series=series, period="2017", value=values[0])
        factories.make_observation(series=series, period="2023", value=values[1])
    return indicator


def test_a_total_that_hides_a_widening_gap_is_warned_of(client):
    indicator = make_gap(("12", "15"), ("9", "9"))
    text = text_of(indicator_page(client, indicator))
    assert "Gap between groups" in text
    assert "+3 percentage points (2017) → +6 percentage points (2023)" in text
    assert "The total hides a widening gap." in text
    assert "hides a widening gap" in text_of(strategy_page(client, indicator))
    assert "The total hides a widening gap." in text_of(goal_page(client, indicator))


def test_a_gap_that_closes_is_told_without_a_warning(client):
    indicator = make_gap(("12", "13"), ("9", "12"))
    response = indicator_page(client, indicator)
    assert "#status-gap_closing" in response.content.decode()
    assert "hides a widening gap" not in text_of(response)


def test_a_gap_says_where_the_ratio_goes_the_other_way(client):
    response = indicator_page(client, make_gap(("35.1", "30.4"), ("23.1", "19.9")))
    assert "as a ratio: 1.519 → 1.528 the ratio says otherwise" in text_of(response)
    assert "#flag-measure_dependent" in response.content.decode()


def test_a_gap_to_the_nation_is_told_and_not_judged(client):
    indicator = make_judged()
    main = indicator.series.get()
    nation = factories.make_series(
        indicator=indicator,
        name=main.name,
        role="comparison",
        area=factories.make_area(name="Riket", is_nation=True),
    )
    factories.make_baseline(series=nation, period="2017", value="9")
    factories.make_observation(series=nation, period="2023", value="9", status="P")
    text = text_of(indicator_page(client, indicator))
    told = text[text.index("Gap to the nation") :]
    told = told[: told.index("Target")]
    assert "+1 percentage point" in told
    assert "→ +3 percentage points (2023) provisional figure" in told
    for judging in ("Gap is widening", "✕", "as a ratio"):
        assert judging not in told


# Counts


def test_indicators_are_counted_by_status_without_a_score(client):
    strategy = factories.make_strategy()
    goal = factories.make_goal(strategy=strategy)
    for value in ("25", "26", "12"):
        make_judged(value=value, strategy=strategy)
    factories.make_indicator(goal=goal)
    for address in ("/en/", f"/en/{strategy.partnership.code}/", f"/en/{strategy.reference}/"):
        response = client.get(address)
        text = text_of(response)
        assert "Of 4 indicators:" in text
        for told in ("1 Met so far", "2 Far too slow", "1 No target"):
            assert told in text
        assert not re.search(r"\d+ ?%", text)


def test_targets_of_goals_themselves_are_counted_apart(client):
    strategy = factories.make_strategy()
    make_judged(strategy=strategy)
    goal = factories.make_goal(strategy=strategy)
    Target.objects.create(
        goal=goal, code="own", kind="level", comparator="at_least", value=Decimal(10)
    )
    told = "Of 1 target of the goals themselves: ? 1"
    for address in ("/en/", f"/en/{strategy.reference}/"):
        assert f"{told} can’t be said" in text_of(client.get(address))
    assert f"{told} Can’t be judged" in text_of(client.get(address_of(goal, "goals")))


def test_a_goal_counts_its_own_indicators(client):
    text = text_of(goal_page(client, make_judged()))
    assert "Of 1 indicator:" in text


# The method


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_explains_every_member_at_its_place(client, language):
    page = client.get(f"/{language}/method/").content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert {anchor_of(member) for member in MEMBERS} <= set(ids)
    for place in ("arrow-not_assessable", "arrow-not_followed", "arrow-not_recorded"):
        assert place in ids


def test_the_method_stands_when_the_registry_is_empty(client):
    text = text_of(client.get("/en/method/"))
    assert "No indicator in the registry has a neutral band." in text
    assert "A made-up example" in text
    assert "Examples from the registry" not in text
    assert "does not compute judgements yet" not in text


def test_the_example_of_pace_is_computed_as_everything_else(client):
    text = text_of(client.get("/en/method/"))
    assert "(47 − 40) / (60 − 40) = 35 per cent" in text
    assert "0.35 / 0.5 = 70 per cent" in text


def test_neutral_bands_of_public_indicators_are_listed(client):
    indicator = factories.make_indicator(name="Bandad", neutral_band=Decimal("0.5"))
    draft = factories.make_strategy(status="draft")
    factories.make_indicator(name="Hemlig", strategy=draft, neutral_band=Decimal(1))
    response = client.get("/en/method/")
    assert "Bandad 0.5 percentage points" in text_of(response)
    assert address_of(indicator, "indicators") in response.content.decode()
    assert "Hemlig" not in text_of(response)


def test_examples_are_judgements_of_the_registry_one_of_each_status():
    strategy = factories.make_strategy()
    for value in ("25", "26", "12", "15"):
        make_judged(value=value, strategy=strategy)
    make_judged(strategy=factories.make_strategy(status="draft", title="A"))
    found = overview.examples(as_of=date(2024, 1, 1))
    assert [each.indicator.judgement.status for each in found] == [
        Status.ACHIEVED_SO_FAR,
        Status.TOO_SLOW,
        Status.FAR_TOO_SLOW,
    ]
    assert {each.strategy for each in found} == {strategy.code}


def test_an_example_links_to_its_indicator_and_shows_its_computation(client):
    indicator = make_judged()
    response = client.get("/en/method/")
    assert address_of(indicator, "indicators") in response.content.decode()
    assert "(12 − 10) / (25 − 10) = 13.3 per cent" in text_of(response)


# All pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_status_is_told_by_colour_alone(client, language):
    strategy = make_whole_strategy()
    root = f"/{language}/{strategy.reference}/"
    pages = [root, f"{root}goals/g1/", f"{root}indicators/i1/", f"/{language}/"]
    for address in pages:
        links = STATUS_LINK.findall(client.get(address).content.decode())
        assert links, address
        for _href, inside in links:
            assert re.search(r"\w\w", re.sub(r"<[^>]+>", " ", UNSEEN.sub("", inside))), inside


def test_judging_needs_no_more_queries_with_more_targets(client, django_assert_max_num_queries):
    strategy = factories.make_strategy()
    indicators = [make_judged(strategy=strategy) for _ in range(5)]
    for address in (f"/en/{strategy.reference}/", address_of(indicators[0], "indicators")):
        with django_assert_max_num_queries(BUDGET):
            client.get(address)


# The two strategies


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed()
        yield
        transaction.set_rollback(True)


def read_all():
    for row in Strategy.objects.public().select_related("partnership"):
        yield overview.read(row, as_of=factories.today(), parts=overview.STRATEGY)


def flat(targets):
    for target in targets:
        yield target
        yield from flat(target.parts)


@pytest.mark.usefixtures("both")
def test_every_link_to_the_method_hits_its_passage(client):
    ids = set(re.findall(r' id="([^"]+)"', client.get("/en/method/").content.decode()))
    for read in read_all():
        root = f"/en/{read.partnership.code}/{read.strategy.code}/"
        pages = [root, *(f"{root}goals/{goal.code}/" for goal in read.goals)]
        pages += [f"{root}indicators/{each.code}/" for each in read.indicators]
        for address in pages:
            page = client.get(address).content.decode()
            linked = set(re.findall(r'href="/en/method/#([^"]+)"', page))
            assert linked, address
            assert linked <= ids, address


@pytest.mark.usefixtures("both")
def test_numbers_in_how_it_was_computed_are_those_of_the_judgement(client):
    shown = 0
    for read in read_all():
        root = f"/en/{read.partnership.code}/{read.strategy.code}/indicators/"
        for indicator in read.indicators:
            text = unescape(text_of(client.get(f"{root}{indicator.code}/")))
            for target in flat(indicator.targets):
                exact = {step.quantity: step for step in target.judgement.steps}
                for step in computed(target.judgement, target.unit):
                    written = f"= {step.filled} = {step.result}" if step.filled else step.result
                    assert written in text
                    if step.filled:
                        assert_rounded(step, exact[step.quantity])
                    shown += 1
    assert shown > 50


def assert_rounded(step, exact):
    written = Decimal(step.result.replace("−", "-").replace(",", ""))
    value = exact.result * 100 if exact.measure == "share" else exact.result
    last = Decimal(1).scaleb(written.as_tuple().exponent)
    if exact.quantity in computing.ON_THE_WAY:
        written, value = abs(written), abs(value)  # the way to no gap is computed without a sign
    assert abs(written - value) <= last / 2 * Decimal("1.001"), (step, exact)
