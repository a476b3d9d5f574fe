"""Imports of every kind of rows can be taken back, not of figures alone."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.tables import write_csv
from indicators.intake import batches
from indicators.models import GoalAnalysis, ImportBatch, Series
from strategy.models import Goal
from tests import factories
from tests.fingerprint import fingerprint
from tests.intake.test_pages import press, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return factories.make_strategy(
        partnership=factories.make_partnership(code="norrbotten"), code="rus-2030", status="draft"
    )


@pytest.fixture
def editor(strategy):
    return factories.make_user(partnership=strategy.partnership)


def imported(user, kind, header, *rows):
    """Rows of a kind, imported through their own page."""
    client = signed_in(user)
    upload = SimpleUploadedFile("tabell.csv", write_csv(header, rows))
    answer = client.post(reverse(f"admin:{kind}_import"), {"file": upload, "reason": "Ny tabell"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    press(client, answer.url, "confirm")
    batch = ImportBatch.objects.get()
    assert batch.state == "applied"
    return batch


def goals(strategy, *rows):
    return ["strategy", "code", "focus_area", "number", "name"], [
        [strategy.reference, *row] for row in rows
    ]


def test_imported_goals_are_taken_back_on_the_page_of_the_import(strategy, editor):
    area = factories.make_focus_area(strategy=strategy, code="a1")
    factories.make_goal(focus_area=area, code="g1", number=1, name="Som förr")
    before = fingerprint(Goal, without=("version",))
    header, rows = goals(strategy, ["g1", "a1", 1, "Nytt namn"], ["g2", "a1", 2, "Nytt mål"])
    batch = imported(editor, "strategy_goal", header, *rows)
    assert set(Goal.objects.values_list("name", flat=True)) == {"Nytt namn", "Nytt mål"}
    page = press(
        signed_in(editor), reverse("admin:indicators_importbatch_change", args=[batch.pk]), "undo"
    )
    assert "everything is as it was before" in page
    assert fingerprint(Goal, without=("version",)) == before
    assert [v.history_type for v in Goal.history.order_by("-history_id")[:2]] == ["-", "~"]


def test_rows_that_refer_to_each_other_go_together(strategy, editor):
    indicator = factories.make_indicator(strategy=strategy, code="i1")
    factories.make_area(code="25")
    header = ["strategy", "code", "indicator", "name", "area", "role", "substitutes"]
    header += ["comparability"]
    batch = imported(
        editor,
        "indicators_series",
        header,
        [strategy.reference, "s1", "i1", "Kvinnor", "SE/25", "main", "", ""],
        [strategy.reference, "s2", "i1", "Ersättning", "SE/25", "substitute", "s1", "similar"],
    )
    assert Series.objects.filter(indicator=indicator).count() == 2
    batches.undo(batch, editor)
    assert not Series.objects.exists()


def test_a_goal_that_got_an_indicator_since_keeps_its_import(strategy, editor):
    factories.make_focus_area(strategy=strategy, code="a1")
    header, rows = goals(strategy, ["g1", "a1", 1, "Nytt mål"])
    batch = imported(editor, "strategy_goal", header, *rows)
    factories.make_indicator(goal=Goal.objects.get(), code="i7", name="Ohälsotalet")
    with pytest.raises(ValidationError, match="i7 Ohälsotalet"):
        batches.undo(batch, editor)
    assert Goal.objects.exists()


def test_what_is_published_stays_and_is_named(strategy, editor):
    factories.make_focus_area(strategy=strategy, code="a1")
    header, rows = goals(strategy, ["g1", "a1", 1, "Nytt mål"])
    batch = imported(editor, "strategy_goal", header, *rows)
    strategy.status = "published"
    strategy.save()
    with pytest.raises(ValidationError, match="published, so withdraw them instead: .*Nytt mål"):
        batches.undo(batch, editor)
    assert Goal.objects.exists()


def test_an_approval_is_not_taken_back_by_somebody_who_may_not_approve(strategy, editor):
    goal = factories.make_goal(strategy=strategy, code="g1")
    follow_up = factories.make_follow_up(strategy=strategy, code="2023", status="open")
    factories.make_analysis(follow_up=follow_up, goal=goal, state="ready")
    approver = factories.make_user(partnership=strategy.partnership, role="approver")
    batch = imported(
        approver,
        "indicators_goalanalysis",
        ["strategy", "follow_up", "goal", "state"],
        [strategy.reference, "2023", "g1", "approved"],
    )
    with pytest.raises(ValidationError):
        batches.undo(batch, editor)
    assert GoalAnalysis.objects.get().state == "approved"
    batches.undo(batch, approver)
    assert GoalAnalysis.objects.get().state == "ready"
