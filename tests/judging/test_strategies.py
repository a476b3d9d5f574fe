"""Both strategies, judged from the registry as the worked cases judge their figures."""

from datetime import date
from decimal import Decimal

import pytest

from strategy import overview
from strategy.models import Strategy
from tests.printed import load_printed

pytestmark = pytest.mark.django_db

# On the day the follow-up was made. Of several parts: the whole first, then each part.
NORRBOTTEN = {
    "n01": "wrong_way negative",
    "n01a": "wrong_way negative",
    "n01b": "no_change unchanged",
    "n01c": "no_change unchanged",
    "n01d": "too_slow positive",
    "n01e": "cannot_assess unknown reference_missing",
    "n02": "not_met_any_period negative",
    "n03": "far_too_slow positive",
    "n04": "cannot_assess positive base_value_missing no_numeric_observation",
    "n05": "on_track positive",
    "n06": "cannot_assess unchanged series_not_comparable no_numeric_observation",
    "n07": "cannot_assess positive base_value_missing no_numeric_observation no_data",
    "n07a": "cannot_assess unknown base_value_missing no_data",
    "n07b": "cannot_assess unknown base_value_missing no_data",
    "n08": "partly positive",
    "n08w": "on_track positive",
    "n08m": "achieved_so_far positive",
    "n08p": "gap_closing positive",
    "n08t": "cannot_assess positive no_numeric_observation",
    "n09": "far_too_slow positive",
    "n09-2023": "too_slow positive",
    "n10": "no_target unknown no_data",
    "n11": "cannot_assess unknown series_not_comparable no_numeric_observation",
    "n12": "right_way positive",
    "n12-increase": "right_way positive",
    "n12-parity-birth": "cannot_assess unknown base_value_missing reference_missing",
    "n12-parity-sexes": "achieved_so_far unchanged qualitative",
    "n13": "cannot_assess unknown definition_mismatch no_numeric_observation",
    "n13-increase": "cannot_assess unknown definition_mismatch no_numeric_observation",
    "n13-parity": (
        "cannot_assess unknown base_value_missing definition_mismatch no_numeric_observation"
    ),
    "n14": "no_change unchanged",
    "n14-increase": "no_change unchanged",
    "n14-parity": "gap_opened negative",
    "n15": "not_met unchanged qualitative",
    "n15-growth-women": "not_met unchanged qualitative",
    "n15-growth-men": "not_met unchanged qualitative",
    "n16": "cannot_assess positive series_not_comparable no_numeric_observation",
    "n16-increase": "cannot_assess positive series_not_comparable no_numeric_observation",
    "n16-parity": "cannot_assess unknown series_not_comparable no_numeric_observation",
    "n17": "wrong_way negative",
    "n18": "wrong_way negative",
    "n19": "cannot_assess unknown base_value_missing series_discontinued only_baseline",
    "n19a": "cannot_assess unknown only_baseline",
    "n19b": "cannot_assess unknown base_value_missing series_discontinued",
    "n20": "cannot_assess unknown only_baseline",
    "n21": "cannot_assess unknown only_baseline",
    "n22": "cannot_assess unknown only_baseline",
    "n23": "cannot_assess unknown only_baseline",
    "n24": "cannot_assess unknown only_baseline",
}
OSTFOLD = {
    "o1": "cannot_assess unknown base_value_missing no_deadline no_primary_indicator",
    "o2": "cannot_assess unknown base_value_missing no_deadline no_primary_indicator",
    "o3": "cannot_assess unknown no_deadline no_primary_indicator",
}


@pytest.fixture
def strategies():
    load_printed()
    return [
        overview.read(overview.find(Strategy, *key), as_of=date(2024, 3, 1))
        for key in (("norrbotten", "rus-2030"), ("ostfold", "grunnlag"))
    ]


def flat(targets):
    for each in targets:
        yield each
        yield from flat(each.parts)


def told(targets):
    return {
        each.code: " ".join(
            [each.judgement.status, each.judgement.development, *each.judgement.reasons]
        )
        for each in flat(targets)
    }


def test_every_target_of_both_strategies_has_its_outcome(strategies):
    norrbotten, ostfold = strategies
    of_indicators = [each for indicator in norrbotten.indicators for each in indicator.targets]
    assert told(of_indicators) == NORRBOTTEN
    assert told([each for goal in ostfold.goals for each in goal.targets]) == OSTFOLD


def test_the_indicators_are_counted_by_their_leading_target(strategies):
    norrbotten, ostfold = strategies
    counts = {status.value: count for status, count in norrbotten.statuses}
    assert counts == {
        "on_track": 1,
        "right_way": 1,
        "far_too_slow": 2,
        "no_target": 1,
        "partly": 1,
        "no_change": 1,
        "cannot_assess": 12,
        "not_met": 1,
        "wrong_way": 3,
        "not_met_any_period": 1,
    }
    assert sum(counts.values()) == len(norrbotten.indicators)
    assert [(status.value, count) for status, count in ostfold.statuses] == [("no_target", 13)]


@pytest.mark.parametrize(
    ("code", "kind", "before", "now", "hides"),
    [
        ("n08", "groups", "12", "10.5", False),
        ("n14", "groups", "0", "5.5", True),  # the total stands still while the sexes draw apart
    ],
)
def test_the_gap_stands_beside_the_total(strategies, code, kind, before, now, hides):
    (indicator,) = [each for each in strategies[0].indicators if each.code == code]
    (gap,) = [each for each in indicator.gaps if each.kind == kind]
    assert (gap.gap.before, gap.gap.now) == (Decimal(before), Decimal(now))
    assert gap.hides is hides


def test_a_person_who_judged_otherwise_is_marked(strategies):
    differing = {each.code for each in strategies[0].indicators if each.assessment.differs}
    assert differing == {"n12"}
    (indicator,) = [each for each in strategies[0].indicators if each.code == "n12"]
    assert "human_differs" in indicator.judgement.flags


def test_a_list_counts_as_the_strategy_itself_does(strategies):
    listed = {
        each.strategy.code: each.tally.statuses for each in overview.listed(as_of=date(2024, 3, 1))
    }
    assert listed == {each.strategy.code: each.statuses for each in strategies}


FLAGS = {
    "n01d": "derived_value",
    "n02": "aggregate_observation",
    "n03": "vintage",
    "n05": "target_interpreted",
    "n06": "baseline_estimated",
    "n08": "unit_corrected",
    "n08p": "measure_dependent",
    "n09-2023": "target_revised",
    "n12": "series_break",
    "n14-parity": "tolerance_interpreted",
    "n17": "survey",
    "n18": "survey",
}


def test_what_is_known_of_the_figures_goes_with_the_judgement(strategies):
    every = [each for indicator in strategies[0].indicators for each in flat(indicator.targets)]
    flags = {each.code: each.judgement.flags for each in every}
    assert [code for code, flag in FLAGS.items() if flag not in flags[code]] == []
