"""Carrying out what a preview showed, once and whole; and taking it back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.intake import batches
from indicators.models import (
    ImportBatch,
    ImportFinding,
    Observation,
    PlannedFigure,
    QualityNote,
    StagedFile,
)
from tests import factories
from tests.fingerprint import fingerprint
from tests.intake.readings import figure, preview, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return factories.make_series(code="n08-women")


@pytest.fixture
def editor(series):
    return factories.make_user(partnership=series.strategy.partnership, username="editor")


def carried_out(user, *figures, **options):
    """An import that was previewed and confirmed."""
    batch = preview(user, *figures, **options)
    assert batches.carry_out(batch, user)
    batch.refresh_from_db()
    return batch


def figures_of(series):
    rows = Observation.objects.current().filter(series=series).order_by("period")
    return [(row.period, row.value) for row in rows]


def test_the_preview_writes_no_figure_and_no_history(series, editor):
    before = fingerprint(Observation, Observation.history.model)
    preview(editor, series.strategy, figure(series, "2023", "29.8"))
    assert fingerprint(Observation, Observation.history.model) == before


def test_new_and_changed_figures_are_written_with_one_version_each(series, editor):
    stored = factories.make_observation(series=series, period="2022", value="31", note="kvar")
    batch = carried_out(
        editor, series.strategy, figure(series, "2022", "30.5"), figure(series, "2023", "29.8")
    )
    assert figures_of(series) == [("2022", Decimal("30.5")), ("2023", Decimal("29.8"))]
    stored.refresh_from_db()
    assert (stored.version, stored.note) == (2, "kvar")
    versions = Observation.history.filter(history_batch=batch.uuid).order_by("period")
    assert [
        (v.history_type, v.period, v.value, v.version, v.history_change_reason) for v in versions
    ] == [
        ("~", "2022", Decimal("30.5"), 2, "Årets siffror"),
        ("+", "2023", Decimal("29.8"), 1, "Årets siffror"),
    ]
    assert {(v.history_user, v.history_actor, v.history_partnership) for v in versions} == {
        (editor, "editor", series.strategy.partnership_id)
    }


def test_what_is_written_is_what_saving_each_row_would_have_written(series, editor):
    carried_out(editor, series.strategy, figure(series, "2023", "30", note="ny"))
    saved = factories.make_observation(series=series, period="2024", value="30", note="ny")
    written = Observation.objects.get(period="2023")
    own = {"id", "period"}
    names = [f.attname for f in Observation._meta.concrete_fields if f.attname not in own]
    assert [getattr(written, name) for name in names] == [getattr(saved, name) for name in names]
    for row in (written, saved):
        row.full_clean()
        (version,) = row.history.all()
        assert [getattr(version, name) for name in names] == [getattr(row, name) for name in names]


def test_a_removed_figure_is_withdrawn_with_the_reason_and_a_version(series, editor):
    factories.make_observation(series=series, period="2023", value="30.4")
    batch = carried_out(
        editor, series.strategy, figure(series, "2023", is_removal=True), reason="Fel år"
    )
    row = Observation.objects.get()
    assert (row.withdrawn_reason, row.withdrawn_on) == ("Fel år", factories.today())
    assert row.history.first().history_batch == batch.uuid


def test_a_batch_is_carried_out_once(series, editor):
    batch = preview(editor, series.strategy, figure(series, "2023", "29.8"))
    assert batches.carry_out(batch, editor)
    with pytest.raises(ValidationError, match="already"):
        batches.carry_out(batch, editor)
    assert Observation.history.count() == 1


def test_a_file_that_changes_nothing_can_not_be_carried_out(series, editor):
    factories.make_observation(series=series, period="2023", value="29.8")
    batch = preview(editor, series.strategy, figure(series, "2023", "29.8"))
    before = fingerprint()
    with pytest.raises(ValidationError, match="nothing in this file"):
        batches.carry_out(batch, editor)
    assert fingerprint() == before


def test_a_file_with_problems_can_not_be_carried_out(series, editor):
    batch = preview(
        editor, series.strategy, figure(series, "2023", "1"), figure(series, "2024", note="x")
    )
    assert (batch.new, batch.problems) == (1, 1)
    with pytest.raises(ValidationError):
        batches.carry_out(batch, editor)
    assert not Observation.objects.exists()


def test_a_conflict_is_decided_before_anything_is_written(series, editor):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    stamp = stamp_of(series)
    row.value = Decimal("29.9")
    row.save()
    touched = [figure(series, "2023", "31"), figure(series, "2024", "32")]
    batch = preview(editor, series.strategy, *touched, stamp=stamp)
    with pytest.raises(ValidationError, match="conflicts"):
        batches.carry_out(batch, editor)
    batch = preview(editor, series.strategy, *touched, stamp=stamp, keeps_conflicts=True)
    assert batches.carry_out(batch, editor)
    assert figures_of(series) == [("2023", Decimal("29.9")), ("2024", Decimal("32"))]


# The registry changes between preview and confirmation


def edited(row):
    row.value = Decimal("99")
    row.save()


def test_a_figure_that_was_edited_meanwhile_is_not_overwritten(series, editor):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    batch = preview(
        editor, series.strategy, figure(series, "2023", "31"), figure(series, "2024", "32")
    )
    edited(row)
    before = fingerprint()
    assert not batches.carry_out(batch, editor)
    assert fingerprint() == before


def test_a_figure_that_appeared_meanwhile_is_not_doubled(series, editor):
    batch = preview(editor, series.strategy, figure(series, "2023", "31"))
    factories.make_observation(series=series, period="2023", value="30")
    before = fingerprint()
    assert not batches.carry_out(batch, editor)
    assert fingerprint() == before


def test_a_figure_that_went_meanwhile_does_not_come_back(series, editor):
    row = factories.make_observation(series=series, period="2023", value="30.4")
    batch = preview(editor, series.strategy, figure(series, "2023", "31"))
    row.withdraw(reason="Fel", on=factories.today())
    before = fingerprint()
    assert not batches.carry_out(batch, editor)
    assert fingerprint() == before


def test_a_series_that_was_withdrawn_meanwhile_takes_no_figures(series, editor):
    batch = preview(editor, series.strategy, figure(series, "2023", "31"))
    series.withdraw(reason="Fel", on=factories.today())
    assert not batches.carry_out(batch, editor)
    assert not Observation.objects.exists()


def test_who_lost_the_role_meanwhile_can_not_carry_it_out(series, editor):
    batch = preview(editor, series.strategy, figure(series, "2023", "31"))
    membership = editor.memberships.get()
    membership.role = "reader"
    membership.save()
    del editor._memberships
    with pytest.raises(ValidationError, match="may not import"):
        batches.carry_out(batch, editor)
    assert not Observation.objects.exists()


def test_a_stranger_can_not_stage_a_file(series):
    stranger = factories.make_user(partnership=factories.make_partnership())
    with pytest.raises(ValidationError, match="may not import"):
        preview(stranger, series.strategy, figure(series, "2023", "31"))
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_left_leaves_no_plan_and_no_content(series, editor):
    batch = preview(editor, series.strategy, figure(series, "2023", "1"))
    batch.leave()
    for model in (PlannedFigure, ImportFinding, StagedFile):
        assert not model.objects.exists()
    assert ImportBatch.objects.get().state == "left"


# Undo


def test_undo_makes_every_figure_what_it_was(series, editor):
    factories.make_observation(series=series, period="2021", value="32")
    factories.make_observation(series=series, period="2022", value=None, missing="not_yet")
    factories.make_observation(series=series, period="2023", value="30", status="P", note="a")
    ignored = ("version",)
    before = fingerprint(Observation, without=ignored)
    batch = carried_out(
        editor,
        series.strategy,
        figure(series, "2021", is_removal=True),
        figure(series, "2022", "31"),
        figure(series, "2023", "29", status="A", note="b"),
        figure(series, "2024", "28"),
    )
    assert fingerprint(Observation, without=ignored) != before
    batches.undo(batch, editor)
    assert fingerprint(Observation, without=ignored) == before
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by) == ("undone", "editor")


def test_undo_is_itself_in_the_history_with_who_and_why(series, editor):
    factories.make_observation(series=series, period="2022", value="31")
    batch = carried_out(
        editor, series.strategy, figure(series, "2022", "30"), figure(series, "2023", "29")
    )
    batches.undo(batch, editor)
    last = Observation.history.order_by("-history_id")[:2]
    assert {(v.history_type, v.period, v.value) for v in last} == {
        ("~", "2022", Decimal("31")),
        ("-", "2023", Decimal("29")),
    }
    assert {(v.history_actor, v.history_change_reason) for v in last} == {
        ("editor", "Import undone: Årets siffror")
    }


def test_after_an_undo_the_same_file_can_be_imported_again(series, editor):
    wanted = figure(series, "2023", "29")
    batches.undo(carried_out(editor, series.strategy, wanted), editor)
    carried_out(editor, series.strategy, wanted)
    assert figures_of(series) == [("2023", Decimal("29"))]


def test_undo_is_refused_by_name_when_a_figure_was_edited_since(series, editor):
    batch = carried_out(
        editor, series.strategy, figure(series, "2022", "30"), figure(series, "2023", "29")
    )
    edited(Observation.objects.get(period="2023"))
    before = fingerprint()
    with pytest.raises(ValidationError, match="n08-women .* 2023: 99"):
        batches.undo(batch, editor)
    assert fingerprint() == before


def test_undo_is_refused_when_a_figure_was_deleted_since(series, editor):
    series.strategy.status = "draft"
    draft = factories.make_series(strategy=factories.make_strategy(status="draft", code="utkast"))
    owner = factories.make_user(partnership=draft.strategy.partnership)
    batch = carried_out(owner, draft.strategy, figure(draft, "2023", "29"))
    Observation.objects.get(series=draft).delete()
    with pytest.raises(ValidationError, match="a row that was deleted"):
        batches.undo(batch, owner)


def test_undo_is_refused_by_name_when_something_refers_to_a_new_figure(series, editor):
    batch = carried_out(editor, series.strategy, figure(series, "2023", "29"))
    QualityNote.objects.create(
        strategy=series.strategy,
        code="q1",
        kind="unit",
        text="Tveksam",
        observation=Observation.objects.get(),
    )
    with pytest.raises(ValidationError, match="q1"):
        batches.undo(batch, editor)
    assert Observation.objects.exists()


def test_undo_of_a_removal_is_refused_by_name_when_the_figure_came_in_again(series, editor):
    factories.make_observation(series=series, period="2023", value="30")
    batch = carried_out(editor, series.strategy, figure(series, "2023", is_removal=True))
    factories.make_observation(series=series, period="2023", value="31")
    with pytest.raises(ValidationError, match="in their place: n08-women .* 2023: 31"):
        batches.undo(batch, editor)


def test_a_removal_counts_from_the_day_it_was_confirmed(series, editor):
    factories.make_observation(series=series, period="2023", value="30")
    batch = preview(editor, series.strategy, figure(series, "2023", is_removal=True))
    batch.figures.update(withdrawn_on=factories.today() - timedelta(days=5))
    batches.carry_out(batch, editor)
    assert Observation.objects.get().withdrawn_on == factories.today()


def test_undo_works_once(series, editor):
    batch = carried_out(editor, series.strategy, figure(series, "2023", "29"))
    batches.undo(batch, editor)
    with pytest.raises(ValidationError, match="only once"):
        batches.undo(batch, editor)


def test_a_stranger_can_not_undo(series, editor):
    batch = carried_out(editor, series.strategy, figure(series, "2023", "29"))
    stranger = factories.make_user(partnership=factories.make_partnership())
    with pytest.raises(ValidationError, match="may not import"):
        batches.undo(batch, stranger)
    assert Observation.objects.exists()
