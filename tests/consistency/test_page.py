"""The consistency check as staff meet it: the page, the command, and what they ask the database."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.checking import check_strategy
from indicators.consistency import KINDS, Detail, Form, Kind, Place, Rule
from indicators.consistency_words import (
    DETAILS,
    FORMS,
    SENTENCES,
    kind_label,
    place_label,
    written,
)
from indicators.models import Footnote
from tests import factories
from tests.admin.pages import signed_in
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 31)


def page(strategy, query=""):
    return reverse("admin:strategy_strategy_consistency", args=[strategy.pk]) + query


def make_contradicting_strategy(*, status="published"):
    """One goal whose text has a number out of the blue, and "per cent" for points."""
    strategy = factories.make_strategy(status=status, horizon_year=2030)
    goal = factories.make_goal(strategy=strategy, code="halsa", name="God hälsa")
    indicator = factories.make_indicator(goal=goal, code="sjuktal")
    series = factories.make_series(indicator=indicator, code="alla", denominator="befolkningen")
    factories.make_baseline(series=series, value="40", as_printed="40 %")
    factories.make_observation(series=series, value="42", as_printed="42 %")
    follow_up = factories.make_follow_up(strategy=strategy)
    text = "Andelen har ökat med 2 procent. Målet var 77 procent."
    factories.make_analysis(follow_up=follow_up, goal=goal, text=text, state="draft")
    return strategy


def rules(strategy):
    return {each.finding.rule for each in check_strategy(strategy, as_of=DAY)}


def member(strategy, role="reader"):
    return signed_in(factories.make_user(partnership=strategy.partnership, role=role))


@pytest.mark.parametrize("status", ["draft", "published", "closed"])
def test_a_reader_of_the_partnership_sees_what_contradicts(status):
    strategy = make_contradicting_strategy(status=status)
    shown = member(strategy).get(page(strategy)).content.decode()
    assert "Write percentage points, or the change in per cent." in shown
    assert "Andelen har ökat med 2 procent." in shown
    assert "written: 77 procent" in shown
    assert "in per cent: 5.0 %" in shown
    assert "halsa God hälsa" in shown


def test_every_place_links_to_a_form_that_is_there():
    strategy = make_whole_strategy(indicators=2)
    client = signed_in(factories.make_user(partnership=strategy.partnership, role="manager"))
    context = client.get(page(strategy)).context
    addresses = {
        spot["address"]
        for goal in context["goals"]
        for finding in goal["findings"]
        for spot in finding["spots"]
    }
    assert len(addresses) > 5
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_another_partnership_s_strategy_is_not_there():
    strategy = make_contradicting_strategy()
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    assert stranger.get(page(strategy)).status_code == 404
    assert stranger.get(page(strategy).replace(str(strategy.pk), "98765")).status_code == 404


def test_who_has_no_role_may_not_look():
    strategy = make_contradicting_strategy()
    assert signed_in(factories.make_user()).get(page(strategy)).status_code == 403


def test_a_strategy_without_goals_has_nothing_to_contradict():
    strategy = factories.make_strategy(status="draft")
    shown = member(strategy).get(page(strategy)).content.decode()
    assert "Nothing contradicts itself." in shown
    assert "<table" not in shown


def test_findings_can_be_narrowed_to_one_kind():
    strategy = make_contradicting_strategy()
    client = member(strategy)
    units = client.get(page(strategy, "?kind=unit")).content.decode()
    assert "Write percentage points" in units
    assert "matches no figure" not in units
    assert 'href="?kind=unit" aria-current="page"' in units
    assert "Nothing of this kind." in client.get(page(strategy, "?kind=licence")).content.decode()


def test_there_is_no_page_of_a_kind_that_is_none():
    strategy = make_contradicting_strategy()
    assert member(strategy).get(page(strategy, "?kind=%22%3E")).status_code == 404


def test_what_a_quality_note_tells_can_be_left_out():
    strategy = make_contradicting_strategy()
    indicator = strategy.indicators.get()
    strategy.quality_notes.create(code="q7", indicator=indicator, kind="unit", text="Enheter.")
    client = member(strategy)
    everything = client.get(page(strategy)).content.decode()
    assert "Quality notes of this kind here: q7" in everything
    unnoted = client.get(page(strategy, "?unnoted")).content.decode()
    assert "Write percentage points" not in unnoted
    assert "matches no figure" in unnoted


def test_texts_are_shown_as_text():
    strategy = make_contradicting_strategy()
    analysis = strategy.goals.get().analyses.get()
    analysis.text = "<script>alert(1)</script> Målet var 78 procent."
    analysis.save()
    shown = member(strategy).get(page(strategy)).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_what_is_withdrawn_is_not_checked():
    strategy = make_contradicting_strategy()
    assert Rule.PER_CENT_FOR_POINTS in rules(strategy)
    strategy.goals.get().withdraw(reason="Felaktigt", on=DAY)
    assert rules(strategy) == set()


def test_a_withdrawn_follow_up_takes_its_texts_along():
    strategy = make_contradicting_strategy()
    assert Rule.PER_CENT_FOR_POINTS in rules(strategy)
    strategy.follow_ups.get().withdraw(reason="Felaktig", on=DAY)
    assert Rule.PER_CENT_FOR_POINTS not in rules(strategy)


def test_checking_asks_as_often_for_one_ten_or_thirty_indicators():
    # The vision, goals, indicators, series, figures, baselines, targets, sources, annotations,
    # analyses, assessments, diagrams, their series, footnotes; the quality notes.
    counts = []
    for indicators in (1, 10, 30):
        strategy = make_whole_strategy(code=f"rus-{indicators}", indicators=indicators)
        with CaptureQueriesContext(connection) as queries:
            assert check_strategy(strategy, as_of=DAY)
        counts.append(len(queries))
    assert counts == [15, 15, 15]


def test_the_page_asks_as_often_for_one_ten_or_thirty_indicators():
    counts = []
    for indicators in (1, 10, 30):
        strategy = make_whole_strategy(code=f"rus-{indicators}", indicators=indicators)
        client = member(strategy)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(strategy)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 22


def test_the_command_lists_findings_and_counts_them(capsys):
    strategy = make_contradicting_strategy()
    call_command("check_consistency", strategy.reference)
    *lines, last = capsys.readouterr().out.splitlines()
    assert "sjuktal: “Per cent” is written where the figures give" in "\n".join(lines)
    assert "    Analysis of halsa · Målet var 77 procent. · written: 77 procent" in lines
    count = len(check_strategy(strategy, as_of=factories.today()))
    assert last == f"Findings: {count}, without a quality note of their kind: {count}"


def test_the_command_can_fail_when_there_are_findings(capsys):
    strategy = make_contradicting_strategy()
    with pytest.raises(CommandError, match="^Findings: [1-9]"):
        call_command("check_consistency", strategy.reference, "--fail")
    call_command("check_consistency", factories.make_strategy(code="tom").reference, "--fail")
    assert capsys.readouterr().out.endswith(
        "Findings: 0, without a quality note of their kind: 0\n"
    )


def test_the_command_knows_only_strategies_that_are_there():
    factories.make_strategy(code="rus")
    with pytest.raises(CommandError, match="There is no strategy nagon/annan"):
        call_command("check_consistency", "nagon/annan")


def test_everything_that_can_be_found_has_words():
    assert set(SENTENCES) == set(Rule) == set(KINDS)
    assert set(DETAILS) == set(Detail)
    assert set(FORMS) == set(Form)
    assert all(kind_label(kind) for kind in Kind)
    assert all(place_label(Place(form=form, goal="g", code="c")) for form in Form)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        (Detail.PER_CENT, "-37.7777", "−37.8 %"),
        (Detail.DIFFERENCE, "-0.2", "−0.2"),
        (Detail.VALUE, "0", "0"),
    ],
)
def test_numbers_are_written_for_people(name, value, shown):
    assert written(name, factories.Decimal(value)) == shown


def test_a_footnote_stands_with_the_indicator_that_carries_its_mark():
    strategy = make_contradicting_strategy()
    indicator = strategy.indicators.get()
    indicator.wording = "Andelen ⁵ ska öka"
    indicator.save()
    Footnote.objects.create(
        follow_up=strategy.follow_ups.get(), order=1, mark="5", near="Andelen ⁵"
    )
    [found] = [
        each.finding
        for each in check_strategy(strategy, as_of=DAY)
        if each.finding.rule == Rule.FOOTNOTE_WITHOUT_TEXT
    ]
    assert found.indicator == "sjuktal"
