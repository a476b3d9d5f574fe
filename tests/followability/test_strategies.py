"""Both real strategies: who meets what, counted by hand from what the documents print."""

from datetime import date

import pytest
from django.db import transaction

from indicators import followability
from indicators.followability import Criterion
from indicators.judging.rows import Read, only_surveys
from indicators.models import Annotation, Baseline, Observation, Series, Target
from indicators.progress import Reason
from strategy.models import Strategy
from tests.printed import load_printed

NORRBOTTEN = [f"n{number:02}" for number in range(1, 25)]
OSTFOLD = [
    *(f"o1i{number}" for number in range(1, 9)),
    *("o2i1", "o2i2", "o2i3", "o3i1", "o3i2"),
]
PEOPLE = ["n01", "n08", "n12", "n13", "n14", "n15", "n16"]  # printed for women and for men
# Who meets each criterion as of March 2024, when the follow-up of 2019–2023 was new.
MET = {
    ("norrbotten", "measure"): NORRBOTTEN,
    ("norrbotten", "unit"): NORRBOTTEN,
    # No source is printed for n10, n19–n22 and n24.
    ("norrbotten", "source"): [*NORRBOTTEN[:9], *NORRBOTTEN[10:18], "n23"],
    # The document nowhere says what is official statistics.
    ("norrbotten", "official"): [],
    ("norrbotten", "access"): ["n01", "n03", "n04", "n07", "n08", "n12", "n13", "n14", "n16"],
    ("norrbotten", "yearly"): [*NORRBOTTEN[:9], *NORRBOTTEN[10:16], "n19", "n23", "n24"],
    ("norrbotten", "regional"): NORRBOTTEN,
    ("norrbotten", "by_sex"): PEOPLE,
    ("norrbotten", "comparison"): PEOPLE,
    # Not stated: n07, n10, survival in n19, the boys in n13, four groups in n12.
    ("norrbotten", "start"): [
        each for each in NORRBOTTEN if each not in {"n07", "n10", "n12", "n13", "n19"}
    ],
    ("norrbotten", "target"): [each for each in NORRBOTTEN if each != "n10"],
    ("norrbotten", "deadline"): [each for each in NORRBOTTEN if each != "n10"],
    # Not stated: emissions of 2010, and the starting points that were said above.
    ("norrbotten", "readable"): [
        each for each in NORRBOTTEN if each not in {"n04", "n07", "n10", "n12", "n13", "n19"}
    ],
    ("norrbotten", "owner"): [],
    ("norrbotten", "due"): [],
    ("norrbotten", "recent"): ["n01", "n02", "n09", "n14"],
    ("norrbotten", "later"): ["n01", "n02", "n03", "n05", "n09", "n14", "n17", "n18"],
    ("ostfold", "measure"): OSTFOLD,
    ("ostfold", "unit"): ["o1i2", "o1i3", "o1i5", "o1i7", "o1i8", "o2i1", "o2i2", "o2i3", "o3i1"],
    ("ostfold", "source"): OSTFOLD,
    ("ostfold", "official"): [],
    ("ostfold", "access"): ["o2i1", "o2i3"],
    ("ostfold", "yearly"): [],
    # The county of then no longer exists.
    ("ostfold", "regional"): [],
    ("ostfold", "by_sex"): [],
    ("ostfold", "comparison"): ["o3i1"],
    **{("ostfold", name): [] for name in ("start", "target", "deadline", "readable")},
    **{("ostfold", name): [] for name in ("owner", "due", "recent", "later")},
}
# How many are not known, where it is not simply nobody.
UNKNOWN = {
    ("norrbotten", "official"): 24,
    ("norrbotten", "access"): 5,  # Bostadsmarknadsanalysen, Energiluppen, Regionfakta
    ("norrbotten", "yearly"): 6,
    ("norrbotten", "by_sex"): 17,
    ("norrbotten", "due"): 24,
    ("norrbotten", "recent"): 5,  # n17, n18, n20–n22: how often figures come is not printed
    ("ostfold", "official"): 13,
    ("ostfold", "access"): 9,
    ("ostfold", "yearly"): 12,
    ("ostfold", "by_sex"): 13,
    ("ostfold", "due"): 13,
    ("ostfold", "recent"): 1,
}


# What can be settled before there are later figures.
SETTABLE = {
    *(Reason.BASE_VALUE_MISSING, Reason.SERIES_DISCONTINUED, Reason.NO_SERIES, Reason.NO_PARTS),
    *(Reason.NO_REFERENCE, Reason.NO_LEVEL, Reason.NO_PRIMARY_INDICATOR),
}


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """What is read of each strategy, by the code of its partnership."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed()
        yield {
            each.partnership.code: followability.read(each, as_of=date(2024, 3, 1))
            for each in Strategy.objects.select_related("partnership")
        }
        transaction.set_rollback(True)


def test_every_criterion_is_counted_by_hand_for_both_strategies():
    assert set(MET) == {(code, each) for code in ("norrbotten", "ostfold") for each in Criterion}


@pytest.mark.parametrize(("code", "criterion"), MET)
def test_the_indicators_that_meet_a_criterion(both, code, criterion):
    met = [
        row.place.name
        for row in both[code].rows
        for finding in row.findings
        if row.is_indicator and (finding.criterion, finding.outcome) == (criterion, "met")
    ]
    assert met == MET[code, criterion]


@pytest.mark.parametrize("code", ["norrbotten", "ostfold"])
def test_the_counts_say_the_same(both, code):
    counts = both[code].counts
    assert {each.criterion: each.met for each in counts} == {
        criterion: len(met) for (of, criterion), met in MET.items() if of == code
    }
    assert {(code, each.criterion): each.unknown for each in counts if each.unknown} == {
        key: number for key, number in UNKNOWN.items() if key[0] == code
    }


def test_the_targets_of_ostfold_have_no_indicator_and_are_rows_of_their_own(both):
    rows = both["ostfold"].without_indicator
    found = {row.place.name: [each.gap.problem.value for each in row.things] for row in rows}
    assert found == {
        "o1": [
            "no_indicator_of_target",
            "survey",
            "access_unknown",
            "no_deadline",
            "no_base_value",
        ],
        "o2": ["no_indicator_of_target", "source_in_doubt", "no_deadline", "no_base_value"],
        "o3": ["no_indicator_of_target", "access_unknown", "no_deadline", "no_reference"],
    }
    assert both["norrbotten"].without_indicator == ()


def reasons_by_indicator(strategy, as_of):
    """Why the targets of each indicator can't be judged."""
    series = Series.objects.filter(strategy=strategy).select_related("indicator", "source")
    series = list(series.annotate(only_surveys=only_surveys("indicator")))
    targets = list(Target.objects.filter(strategy=strategy).select_related("indicator"))
    judgements = Read(
        targets=targets,
        series=series,
        figures=list(Observation.objects.filter(series__in=series)),
        baselines=list(Baseline.objects.filter(series__in=series)),
        annotations=list(Annotation.objects.filter(indicator__strategy=strategy)),
    ).judgements(as_of=as_of)
    found = {each.indicator.code: set() for each in targets if each.indicator}
    for each in targets:
        if each.indicator:
            found[each.indicator.code] |= set(judgements[each.pk].reasons)
    return found


@pytest.mark.django_db
def test_what_is_called_computable_is_what_judging_finds_nothing_to_settle_about(both):
    strategy = Strategy.objects.get(partnership__code="norrbotten")
    found = reasons_by_indicator(strategy, as_of=both["norrbotten"].as_of)
    without = {code for code, reasons in found.items() if not reasons & SETTABLE}
    assert without - {"n10"} == set(MET["norrbotten", "readable"])
