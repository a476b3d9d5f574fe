"""The two printed strategies: what was known to be inconsistent in them, and what is found."""

from datetime import date
from functools import cache

import pytest

from indicators.checking import check_strategy, read
from indicators.consistency import Rule, check
from indicators.models import QualityNote
from strategy.models import Strategy
from tests.printed import load_printed

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 31)
NORRBOTTEN, OSTFOLD = "norrbotten", "ostfold"

# Each known inconsistency: the findings that tell it, or in a sentence why none can.
KNOWN = {
    "I01": [("n01", Rule.LABEL_DIFFERS)],
    "I02": [("n01", Rule.CHART_MISSES_PERIODS)],
    "I03": [("n01", Rule.TOLERANCE_NOT_STATED), ("n01", Rule.DECIMALS_DIFFER)],
    "I04": [
        ("n01", Rule.PER_CENT_FOR_POINTS),
        ("n09", Rule.PER_CENT_FOR_POINTS),
        ("n12", Rule.PER_CENT_FOR_POINTS),
        ("n17", Rule.PER_CENT_FOR_POINTS),
        ("n18", Rule.PER_CENT_FOR_POINTS),
    ],
    "I05": [("n01", Rule.WHOLES_DIFFER), ("n01", Rule.LEVEL_NOT_PRINTED)],
    "I06": [("n02", Rule.ONLY_IN_PICTURE)],
    "I07": [("n03", Rule.NUMBER_WITHOUT_FIGURE), ("n03", Rule.DEADLINE_OFF_HORIZON)],
    "I08": "That an event of the year before weighs on the base year, and that figures were "
    "revised later, is told in free text only.",
    "I09": [("n04", Rule.TWO_BASE_YEARS), ("n04", Rule.BASE_NOT_STATED)],
    "I10": [("n05", Rule.PER_CENT_FOR_POINTS)],
    "I11": [
        ("n05", Rule.TWO_BASE_YEARS),
        ("n05", Rule.BASE_YEAR_DIFFERS),
        ("n05", Rule.PRICES_NOT_STATED),
    ],
    "I12": [("n06", Rule.ANOTHER_YEAR_PRINTED)],
    "I13": [("n06", Rule.SUBSTITUTE_NOT_COMPARABLE)],
    "I14": [("n07", Rule.START_WITHOUT_TARGET), ("n07", Rule.WHOLE_NOT_STATED)],
    "I15": [("n07", Rule.DEADLINE_OFF_HORIZON), ("n06", Rule.DEADLINE_OFF_HORIZON)],
    "I16": [("n08", Rule.UNITS_CONTRADICT)],
    "I17": [("n08", Rule.GAP_SAID_TO_STAND)],
    "I18": [("n08", Rule.PART_MISSING)],
    "I19": "Whether two wordings of a target mean the same measure takes a reader.",
    "I20": "The registry says it itself: the later target stands beside the adopted one.",
    "I21": [("n10", Rule.PROMISED_YEAR_PASSED)],
    "I22": [("n11", Rule.SHARE_IN_ANOTHER_UNIT), ("n11", Rule.UNITS_CONTRADICT)],
    "I23": [("n11", Rule.SUBSTITUTE_NOT_COMPARABLE)],
    "I24": [("eg7", Rule.HEADING_DIFFERS)],
    "I25": [
        ("n12", Rule.AGES_DIFFER),
        ("n12", Rule.CHART_MISSES_PERIODS),
        ("n12", Rule.ACROSS_A_BREAK),
    ],
    "I26": [("n12", Rule.ORDER_REVERSED)],
    "I27": [("n12", Rule.PART_MISSING)],
    "I28": [("n13", Rule.PART_MISSING)],
    "I29": [("n13", Rule.SUBSTITUTE_NOT_COMPARABLE), ("n13", Rule.LABEL_DIFFERS)],
    "I30": [("n14", Rule.NUMBER_AND_SHARE)],
    "I31": [("n14", Rule.TOTAL_HIDES_GAP)],
    "I32": [
        ("n15", Rule.FOOTNOTE_WITHOUT_TEXT),
        ("n15", Rule.SUBSTITUTE_NOT_COMPARABLE),
        ("n15", Rule.SCALES_DIFFER),
    ],
    "I33": [("n15", Rule.RIGHTS_OF_OTHERS)],
    "I34": [("n16", Rule.SUBSTITUTE_NOT_COMPARABLE), ("n16", Rule.ONLY_IN_PICTURE)],
    "I35": [
        ("n17", Rule.BASE_YEAR_DIFFERS),
        ("n18", Rule.BASE_YEAR_DIFFERS),
        ("n17", Rule.PERIOD_KINDS_DIFFER),
        ("n18", Rule.PERIOD_KINDS_DIFFER),
    ],
    "I36": [("n19", Rule.DROPPED_AS_A_WHOLE)],
    "I37": [("n22", Rule.NUMBER_IN_PER_CENT)],
    "I38": [("n23", Rule.FIGURE_WITHOUT_METHOD), ("n24", Rule.FIGURE_WITHOUT_METHOD)],
    "I39": [
        ("o1", Rule.DEADLINE_NOT_STATED),
        ("o2", Rule.DEADLINE_NOT_STATED),
        ("o3", Rule.DEADLINE_NOT_STATED),
        ("o1", Rule.BASE_NOT_STATED),
        ("o2", Rule.BASE_NOT_STATED),
    ],
    "I40": [("o1", Rule.PRIMARY_NOT_CHOSEN), ("o1i3", Rule.NUMBER_AND_SHARE)],
    "I41": [("o2", Rule.SOURCE_IN_DOUBT), ("o2", Rule.PRICES_NOT_STATED)],
    "I42": "How much growth elsewhere follows from two shares and one growth takes more than one "
    "step, and whether that is “slightly” weaker takes a reader.",
    "I43": [("o3", Rule.HEADING_DIFFERS)],
    "I44": "Columns out of place and misspelt words of the printed tables are not in the registry.",
    "I45": [(NORRBOTTEN, Rule.ARROW_NOT_RECORDED)],
    "I46": [(OSTFOLD, Rule.FRAME_MISSING)],
}

# What else is found, each looked at: true though nobody had listed it, or a false alarm.
TRUE, FALSE_ALARM = "true, not among the 46", "false alarm"
BESIDES = {
    (NORRBOTTEN, Rule.FOOTNOTE_WITHOUT_TEXT): TRUE,  # 3 and 4: neither mark nor text
    ("n12", Rule.FOOTNOTE_WITHOUT_TEXT): TRUE,  # 5
    ("n14", Rule.FOOTNOTE_WITHOUT_TEXT): TRUE,  # 6
    ("n23", Rule.FOOTNOTE_WITHOUT_TEXT): TRUE,  # a
    ("n03", Rule.DECIMALS_DIFFER): TRUE,  # 5,8 and 5,26
    ("n12", Rule.DECIMALS_DIFFER): TRUE,  # 81,5 and 83, whose difference is called 1,5
    ("n11", Rule.DECIMALS_DIFFER): FALSE_ALARM,  # 10 in a row of 9,2: exact all the same
    ("n06", Rule.WHOLE_NOT_STATED): TRUE,  # a share of the inputs of what?
    ("n13", Rule.WHOLE_NOT_STATED): TRUE,  # of which pupils?
    ("n14", Rule.WHOLE_NOT_STATED): TRUE,  # of which pupils?
    ("n07", Rule.WHOLES_DIFFER): FALSE_ALARM,  # all households, and those left: so adopted
    ("n07", Rule.DEADLINE_PASSED): TRUE,  # 2025
    ("n08", Rule.TOLERANCE_NOT_STATED): TRUE,  # what counts as parity?
    ("n12", Rule.TOLERANCE_NOT_STATED): TRUE,
    ("n13", Rule.TOLERANCE_NOT_STATED): TRUE,
    ("n14", Rule.TOLERANCE_NOT_STATED): TRUE,
    ("n16", Rule.TOLERANCE_NOT_STATED): TRUE,
    ("n11", Rule.SCALES_DIFFER): TRUE,  # tons beside millions of tons
    ("n11", Rule.LEVEL_NOT_PRINTED): TRUE,  # only changes of three series
    ("o2", Rule.PRIMARY_NOT_CHOSEN): TRUE,  # three indicators
    ("o3", Rule.PRIMARY_NOT_CHOSEN): TRUE,  # two indicators
}


@cache
def strategies():
    """Both strategies as values: plain, so they outlive the database of a test."""
    load_printed()
    return {each.partnership.code: read(each) for each in Strategy.objects.all()}


def found():
    """Who each finding is about, and its rule."""
    return {
        (each.indicator or each.goal or code, each.rule): each
        for code, strategy in strategies().items()
        for each in check(strategy, as_of=DAY)
    }


def test_all_46_known_inconsistencies_are_accounted_for():
    assert list(KNOWN) == [f"I{number:02}" for number in range(1, 47)]


@pytest.mark.parametrize("known", [key for key, where in KNOWN.items() if isinstance(where, list)])
def test_a_known_inconsistency_is_found_where_the_table_says(known):
    assert set(KNOWN[known]) <= found().keys()


def test_at_least_thirty_are_found():
    assert sum(isinstance(where, list) for where in KNOWN.values()) >= 30


def test_nothing_is_found_but_what_stands_in_the_tables():
    told = {place for where in KNOWN.values() if isinstance(where, list) for place in where}
    assert found().keys() == told | BESIDES.keys()


def test_there_are_at_most_ten_false_alarms():
    assert list(BESIDES.values()).count(FALSE_ALARM) <= 10


def test_all_eleven_per_cent_that_mean_points_are_found_with_their_numbers():
    assert sorted(
        (about, spot.details[0][1], str(spot.details[1][1]))
        for (about, rule), finding in found().items()
        for spot in finding.spots
        if rule == Rule.PER_CENT_FOR_POINTS and about != "n05"
    ) == [
        ("n01", "0,2 procent", "-0.2"),
        ("n01", "0,2 procent", "0.2"),
        ("n01", "1 procent", "-1"),
        ("n01", "1 procent", "1"),
        ("n01", "1,3 procent", "-1.3"),
        ("n01", "1,3 procent", "1.3"),
        ("n01", "3 procent", "-3"),
        ("n09", "2 procent", "2"),
        ("n12", "1,5 procent", "1.5"),
        ("n17", "4 procent", "4"),
        ("n18", "13 procent", "13"),
    ]


def test_quality_notes_are_named_beside_findings_and_not_needed_to_find_them():
    load_printed()
    for strategy in Strategy.objects.all():
        before = check_strategy(strategy, as_of=DAY)
        assert any(each.notes for each in before)
        QualityNote.objects.filter(strategy=strategy).delete()
        after = check_strategy(strategy, as_of=DAY)
        assert [each.finding for each in after] == [each.finding for each in before]
        assert not any(each.notes for each in after)
