"""Every member of the lists that a judgement is made of has words."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from indicators import progress
from indicators.judging import computed, wording, words
from indicators.judging.words import anchor_of, word_of
from indicators.models import Observation, Target
from indicators.progress import account
from strategy.templatetags.judging import counted_in
from tests.judging.making import figure, judged, line

SUM = figure("2017–2022", "48", aggregation=progress.Aggregation.SUM)

LISTS = [
    progress.Development,
    progress.Status,
    progress.Reason,
    progress.Flag,
    progress.Kind,
    progress.Path,
    progress.GapMeasure,
    progress.Direction,
]
MEMBERS = [member for each in LISTS for member in each]


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_member_has_a_label_and_a_meaning(member):
    word = word_of(member)
    assert str(word.label).strip()
    assert str(word.told).strip().endswith(".")
    assert "%" not in word.told


@pytest.mark.parametrize("listed", LISTS)
def test_no_two_members_of_a_list_are_called_the_same(listed):
    labels = [str(word_of(member).label) for member in listed]
    assert len(set(labels)) == len(labels)


def test_no_two_members_are_explained_at_the_same_place():
    anchors = [anchor_of(member) for member in MEMBERS]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("listed", [progress.Development, progress.Status])
def test_what_has_a_colour_has_a_shape_too(listed):
    for member in listed:
        assert word_of(member).shape
        assert word_of(member).tone in {"positive", "unchanged", "negative", "unknown"}


@pytest.mark.parametrize("listed", [progress.Development, progress.Status])
def test_different_colours_have_different_shapes(listed):
    shapes = {(word_of(each).shape, word_of(each).tone) for each in listed}
    assert len({shape for shape, _tone in shapes}) == len(shapes)


def test_a_met_target_is_never_in_the_colour_of_a_failed_one():
    assert {word_of(each).tone for each in progress.MET} == {"positive"}


@pytest.mark.parametrize(
    ("member", "limit"),
    [
        (progress.Status.ON_TRACK, "95 per cent"),
        (progress.Status.TOO_SLOW, "60 per cent"),
        (progress.Flag.SHORT_SPAN, "36 months"),
        (progress.Kind.PARITY, "0.02"),
    ],
)
def test_a_meaning_names_the_limit_that_is_in_force(member, limit):
    assert limit in word_of(member).told


def test_a_limit_is_written_as_the_reader_writes_numbers():
    with override("sv"):
        assert wording.limits()["ratio_band"] == "0,02"


def test_every_step_has_words():
    for quantity in account.Quantity:
        assert str(computed.QUANTITIES[quantity].label)
        assert str(computed.QUANTITIES[quantity].meaning)


def test_every_result_is_counted_in_something_or_is_a_plain_number():
    with_unit = {account.Measure.UNIT, account.Measure.DIFFERENCE, account.Measure.PER_YEAR}
    for measure in account.Measure:
        written = counted_in(measure, "ton", "sv")
        assert ("ton" in written) == (measure in with_unit)


def test_words_instead_of_numbers_are_called_as_in_the_figures():
    for direction in progress.Direction:
        assert word_of(direction).label == Observation.Direction(direction).label


def test_kinds_and_paths_are_called_as_in_the_form():
    for listed, choices in ((progress.Kind, Target.Kind), (progress.Path, Target.Path)):
        for member in listed:
            assert (
                str(word_of(member).label)
                .casefold()
                .endswith(str(choices(member).label).casefold())
            )


def test_a_list_is_found_by_its_name_on_the_method_page():
    found = {member for table in words.TABLES.values() for member in table}
    assert len([each for table in words.TABLES.values() for each in table]) == len(MEMBERS)
    assert found == set(MEMBERS)


def test_every_name_in_a_formula_has_words():
    kinds = [
        judged(line(("2017", "10"), ("2022", "12")), value="25"),
        judged(line(("2017", "10"), ("2022", "12")), value="25", path=progress.Path.GEOMETRIC),
        judged(
            line(("2017", "90"), ("2022", "70")),
            kind="relative",
            comparator=progress.Comparator.AT_MOST,
            change_percent=Decimal(-70),
            base=line(("2010", "100")).start,
        ),
        judged(line(("2016", "9"), ("2017", "8"), ("2018", "11")), kind="recurring", value="10"),
        judged(
            line(("2017", "35.1"), ("2022", "30.4")),
            kind="parity",
            comparator=progress.Comparator.EQUALS,
            tolerance=Decimal(1),
            reference=line(("2017", "23.1"), ("2022", "19.9")),
        ),
        judged(
            line(("2017", "100"), ("2021", "112")),
            kind="reference_growth",
            comparator=progress.Comparator.MORE_THAN,
            reference=line(("2017", "100"), ("2021", "112.3")),
        ),
        judged(
            progress.Line(start=figure("2016", "9"), figures=(SUM,)), kind="recurring", value="10"
        ),
        judged(
            line(("2017", "10"), ("2022", "2"), is_share=True),
            value="5",
            comparator=progress.Comparator.AT_MOST,
        ),
    ]
    assert {"mean", "floor"} <= {
        name for each in kinds[-2:] for s in each.steps for name in s.inputs
    }
    names = {name for each in kinds for step in each.steps for name in step.inputs}
    assert len(names) >= 15
    assert names <= set(computed.NAMES)
    for judgement in kinds:
        for step in computed.computed(judgement):
            assert "{" not in step.formula + step.filled
