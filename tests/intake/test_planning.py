"""What the figures of a file would do, compared with what is stored."""

from decimal import Decimal

import pytest

from tests import factories
from tests.intake.readings import figure, plan_of, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return factories.make_series(code="n08-women")


def told(plan):
    return [(finding.weight.value, finding.code) for finding in plan.findings]


def test_a_figure_the_registry_does_not_have_is_new(series):
    rows, plan = plan_of(series.strategy, figure(series, "2023", "29.8"))
    assert [(row.deed, row.period, row.value) for row in rows] == [("new", "2023", Decimal("29.8"))]
    assert (plan.new, plan.changed, plan.unchanged, plan.problems) == (1, 0, 0, 0)


def test_another_value_is_a_change_that_remembers_the_former(series):
    stored = factories.make_observation(series=series, period="2023", value="30.4")
    (row,), plan = plan_of(series.strategy, figure(series, "2023", "29.8"))
    assert (row.deed, row.row_id, row.row_version) == ("changed", stored.pk, 1)
    assert (row.old_value, row.value) == (Decimal("30.4"), Decimal("29.8"))
    assert plan.changed == 1


@pytest.mark.parametrize("written", ["30.4", "30.40", "30.400000"])
def test_the_same_value_changes_nothing_however_it_is_written(series, written):
    factories.make_observation(series=series, period="2023", value="30.4")
    rows, plan = plan_of(series.strategy, figure(series, "2023", written))
    assert rows == []
    assert plan.unchanged == 1


def test_zero_is_a_value(series):
    factories.make_observation(series=series, period="2023", value=None, missing="not_yet")
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", "0"))
    assert (row.value, row.missing, row.old_missing) == (Decimal(0), "", "not_yet")


def test_a_reason_takes_the_place_of_a_value(series):
    factories.make_observation(series=series, period="2023", value="30.4", status="P")
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", missing="secret"))
    assert (row.value, row.missing, row.status) == (None, "secret", "A")


def test_a_provisional_figure_does_not_become_final_by_a_new_number(series):
    factories.make_observation(series=series, period="2023", value="30.4", status="P")
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", "30.5"))
    assert row.status == "P"
    assert [code for code, _details in row.warnings] == ["status_kept"]


def test_a_provisional_figure_becomes_final_when_the_file_says_so(series):
    factories.make_observation(series=series, period="2023", value="30.4", status="P")
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", "30.4", status="A"))
    assert (row.deed, row.status, row.old_status) == ("changed", "A", "P")


def test_the_note_of_a_row_goes_to_what_is_new_or_changed_in_it(series):
    factories.make_observation(series=series, period="2022", value="31", note="gammal")
    rows, _plan = plan_of(
        series.strategy,
        figure(series, "2022", "31", row_note="från SCB"),
        figure(series, "2023", "30", row_note="från SCB"),
    )
    assert [(row.period, row.note) for row in rows] == [("2023", "från SCB")]


def test_a_rows_note_that_goes_to_no_figure_is_told(series):
    factories.make_observation(series=series, period="2022", value="31")
    rows, plan = plan_of(series.strategy, figure(series, "2022", "31", row_note="från SCB"))
    assert (rows, told(plan)) == ([], [("remark", "row_note_unused")])


def test_a_note_for_one_figure_is_a_change_of_it(series):
    factories.make_observation(series=series, period="2022", value="31")
    (row,), _plan = plan_of(series.strategy, figure(series, "2022", note="reviderad"))
    assert (row.value, row.note) == (Decimal("31"), "reviderad")


def test_a_note_without_any_figure_is_a_problem(series):
    rows, plan = plan_of(series.strategy, figure(series, "2022", note="reviderad"))
    assert rows == []
    assert told(plan) == [("problem", "nothing_to_describe")]


def test_more_decimals_than_the_indicator_shows_are_kept_and_shown(series):
    assert series.indicator.decimals == 0
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", "29.85"))
    assert row.decimals == 2


def test_the_word_for_removal_withdraws_the_figure_with_the_reason_of_the_import(series):
    factories.make_observation(series=series, period="2023", value="30.4")
    (row,), plan = plan_of(
        series.strategy, figure(series, "2023", is_removal=True), reason="Fel år"
    )
    assert (row.deed, row.withdrawn_on, row.withdrawn_reason) == (
        "removed",
        factories.today(),
        "Fel år",
    )
    assert plan.changed == 1


def test_removing_what_was_removed_before_changes_nothing(series):
    factories.make_observation(
        series=series,
        period="2023",
        value="30.4",
        withdrawn_on=factories.today(),
        withdrawn_reason="Fel",
    )
    rows, plan = plan_of(series.strategy, figure(series, "2023", is_removal=True))
    assert (rows, told(plan)) == ([], [])


def test_removing_what_never_was_is_doubtful(series):
    rows, plan = plan_of(series.strategy, figure(series, "2023", is_removal=True))
    assert (rows, told(plan)) == ([], [("warning", "nothing_to_remove")])


def test_a_withdrawn_figure_does_not_come_back_with_its_old_file(series):
    factories.make_observation(
        series=series,
        period="2023",
        value="30.4",
        withdrawn_on=factories.today(),
        withdrawn_reason="Fel år",
    )
    rows, plan = plan_of(series.strategy, figure(series, "2023", "30.4"))
    assert (rows, told(plan)) == ([], [("problem", "withdrawn_before")])
    (row,), _plan = plan_of(series.strategy, figure(series, "2023", "31"))
    assert row.deed == "new"


# What was changed in the registry since the workbook was made


def changed_since(row, value):
    row.value = Decimal(value)
    row.save()


def test_an_untouched_cell_leaves_what_changed_in_the_registry_as_it_is(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    changed_since(row, "29.9")
    rows, plan = plan_of(series.strategy, figure(series, "2023", "30.4"), stamp=stamp)
    assert (rows, told(plan)) == ([], [("remark", "registry_kept")])


def test_a_cell_changed_on_both_sides_is_a_conflict_that_names_all_three_values(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    changed_since(row, "29.9")
    rows, plan = plan_of(series.strategy, figure(series, "2023", "31"), stamp=stamp)
    assert (rows, told(plan)) == ([], [("conflict", "conflict")])
    details = plan.findings[0].details
    assert (details["file"], details["registry"], details["then"]) == ("31", "29.9", "30.4")


def test_the_same_change_on_both_sides_is_no_conflict(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    changed_since(row, "31")
    rows, plan = plan_of(series.strategy, figure(series, "2023", "31"), stamp=stamp)
    assert (rows, told(plan), plan.unchanged) == ([], [], 1)


def test_what_was_changed_and_changed_back_is_no_conflict(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    changed_since(row, "29.9")
    changed_since(row, "30.4")
    (planned,), plan = plan_of(series.strategy, figure(series, "2023", "31"), stamp=stamp)
    assert (planned.deed, told(plan)) == ("changed", [])


def test_a_new_row_in_the_place_of_the_one_in_the_workbook_is_not_overwritten(series):
    row = factories.make_observation(series=series, period="2023", value="10")
    stamp = stamp_of(series)
    row.withdraw(reason="Fel", on=factories.today())
    factories.make_observation(series=series, period="2023", value="20")
    rows, plan = plan_of(series.strategy, figure(series, "2023", "10"), stamp=stamp)
    assert (rows, told(plan)) == ([], [("remark", "registry_kept")])
    rows, plan = plan_of(series.strategy, figure(series, "2023", is_removal=True), stamp=stamp)
    assert (rows, told(plan)) == ([], [("conflict", "conflict")])


def test_a_figure_added_on_both_sides_is_a_conflict(series):
    stamp = stamp_of(series)
    factories.make_observation(series=series, period="2023", value="30")
    _rows, plan = plan_of(series.strategy, figure(series, "2023", "31"), stamp=stamp)
    assert told(plan) == [("conflict", "conflict")]


def test_a_conflict_that_was_decided_keeps_the_registrys_figure(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    changed_since(row, "29.9")
    rows, plan = plan_of(
        series.strategy,
        figure(series, "2023", "31"),
        figure(series, "2024", "32"),
        stamp=stamp,
        keeps_conflicts=True,
    )
    assert [row.period for row in rows] == ["2024"]
    assert told(plan) == [("remark", "registry_kept")]


def test_without_a_stamp_the_file_counts(series):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    changed_since(row, "29.9")
    (planned,), _plan = plan_of(series.strategy, figure(series, "2023", "30.4"))
    assert planned.deed == "changed"


def test_a_row_added_by_hand_to_a_stamped_workbook_has_no_conflicts(series):
    other = factories.make_series(indicator=series.indicator, code="n08-men", area=series.area)
    factories.make_observation(series=other, period="2023", value="25")
    rows, plan = plan_of(series.strategy, figure(other, "2023", "26"), stamp=stamp_of(series))
    assert ([row.deed for row in rows], told(plan)) == (["changed"], [])


def test_the_registry_is_read_in_few_questions_however_many_figures(
    series, django_assert_max_num_queries
):
    many = [figure(series, str(year), "1") for year in range(1900, 2000)]
    with django_assert_max_num_queries(8):
        rows, _plan = plan_of(series.strategy, *many)
    assert len(rows) == 100
