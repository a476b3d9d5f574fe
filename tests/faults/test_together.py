"""Several people at the same moment, each with a connection of their own."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from config.records import LostUpdate
from indicators.intake import batches
from indicators.intake.reading import read
from indicators.models import ImportBatch, ImportProgress, Observation, PlannedFigure
from tests import factories
from tests.faults.live import at_once, check_sound
from tests.intake.files import long_form
from tests.intake.readings import figure, preview

pytestmark = pytest.mark.django_db(transaction=True)
YEARS = [str(year) for year in range(1990, 2020)]
ROUNDS = 8


@pytest.fixture
def colleague(series):
    return factories.make_user(partnership=series.strategy.partnership, username="kollega")


def figures_of(series):
    rows = Observation.objects.current().filter(series=series).order_by("period")
    return {row.period: row.value for row in rows}


def values(years, number):
    return {year: Decimal(number) for year in years}


def batch_of(user, series, wanted):
    """A file that was uploaded and read; its rows in the order of ``wanted``."""
    rows = [[series.code, period, str(value)] for period, value in wanted.items()]
    batch = batches.stage(
        user=user,
        strategy=series.strategy,
        file_name="siffror.xlsx",
        content=long_form(*rows),
        reason="Årets siffror",
    )
    read(batch)
    return batch


def applied(user, series, wanted):
    batch = preview(user, series.strategy, *[figure(series, p, v) for p, v in wanted.items()])
    assert batches.carry_out(batch, user)
    return batch


def confirmation(batch, user):
    return lambda: batches.carry_out(batch, user)


# Two imports


def test_of_two_imports_of_the_same_figures_one_is_told_and_can_come_second(
    series, editor, colleague
):
    registry = {}
    for number in range(1, ROUNDS):
        mine = values(YEARS[: 10 + number], number)
        theirs = values(YEARS[:5:-1], 100 + number)
        first, second = batch_of(editor, series, mine), batch_of(colleague, series, theirs)
        outcomes = at_once(confirmation(first, editor), confirmation(second, colleague))
        assert sorted(outcomes) == [False, True], outcomes
        came_first, told = (mine, theirs) if outcomes[0] else (theirs, mine)
        registry |= came_first
        assert figures_of(series) == registry
        check_sound()
        later = second if outcomes[0] else first
        later.refresh_from_db()
        read(later)
        assert batches.carry_out(later, editor)
        registry |= told
        assert figures_of(series) == registry
    check_sound()


def test_imports_of_different_figures_are_both_carried_out(series, editor, colleague):
    for number in range(1, ROUNDS):
        mine, theirs = values(YEARS[::2], number), values(YEARS[1::2], number)
        first, second = batch_of(editor, series, mine), batch_of(colleague, series, theirs)
        outcomes = at_once(confirmation(first, editor), confirmation(second, colleague))
        assert outcomes == [True, True]
        assert figures_of(series) == mine | theirs
    check_sound()


def test_imports_of_different_partnerships_are_both_carried_out(series, editor):
    foreign = factories.make_series()
    owner = factories.make_user(partnership=foreign.strategy.partnership)
    for number in range(1, ROUNDS):
        wanted = values(YEARS, number)
        first, second = batch_of(editor, series, wanted), batch_of(owner, foreign, wanted)
        assert at_once(confirmation(first, editor), confirmation(second, owner)) == [True, True]
    assert figures_of(series) == figures_of(foreign) == wanted
    check_sound()


# The same button


def test_of_ten_confirmations_of_one_batch_one_imports_and_the_others_are_told(series, editor):
    for number in range(1, 4):
        batch = batch_of(editor, series, values(YEARS, number))
        outcomes = at_once(*[confirmation(batch, editor)] * 10)
        assert outcomes.count(True) == 1
        told = [each for each in outcomes if each is not True]
        assert all("already been imported" in str(each) for each in told), told
    assert Observation.history.count() == 3 * len(YEARS)
    check_sound()


def test_of_ten_undos_of_one_batch_one_undoes_and_the_others_are_told(series, editor):
    for number in range(1, 4):
        batch = applied(editor, series, values(YEARS, number))
        outcomes = at_once(*[lambda batch=batch: batches.undo(batch, editor)] * 10)
        assert outcomes.count(None) == 1
        told = [each for each in outcomes if each is not None]
        assert all("only once" in str(each) for each in told), told
        check_sound()
    assert figures_of(series) == {}


def test_a_batch_is_not_confirmed_while_it_is_read_anew(series, editor):
    for number in range(1, ROUNDS):
        wanted = values(YEARS, number)
        batch = batch_of(editor, series, wanted)
        again = ImportBatch.objects.select_related("strategy__partnership").get(pk=batch.pk)
        confirmed, was_read = at_once(confirmation(batch, editor), lambda again=again: read(again))
        check_sound()
        if confirmed is True:
            assert isinstance(was_read, LostUpdate | ValidationError)
            assert batch.figures.count() == len(YEARS)
        else:
            assert was_read is None
            assert confirmed is False or "already" in str(confirmed)
            batch.refresh_from_db()
            assert batches.carry_out(batch, editor)
        assert figures_of(series) == wanted


def test_a_file_left_while_it_is_read_leaves_nothing_behind(series, editor):
    for number in range(1, ROUNDS):
        batch = batch_of(editor, series, values(YEARS, number))
        again = ImportBatch.objects.select_related("strategy__partnership").get(pk=batch.pk)
        left, was_read = at_once(batch.leave, lambda again=again: read(again))
        batch.refresh_from_db()
        if left is None:
            assert isinstance(was_read, Exception)
            assert (batch.state, batch.figures.count()) == ("left", 0)
        else:
            assert isinstance(left, LostUpdate)
            assert (was_read, batch.state) == (None, "previewed")
    check_sound()


def test_old_previews_are_left_once_when_several_people_upload(series, editor, colleague):
    for _number in range(4):
        preview(editor, series.strategy, figure(series, "2023", "1"))
    old = list(ImportBatch.objects.values_list("pk", flat=True))
    ImportBatch.objects.filter(pk__in=old).update(uploaded_at=timezone.now() - timedelta(days=30))

    def upload():
        batches.stage(
            user=colleague, strategy=series.strategy, file_name="a", content=b"a", reason="a"
        )

    assert at_once(*[upload] * 6) == [None] * 6
    assert set(ImportBatch.objects.filter(pk__in=old).values_list("state", flat=True)) == {"left"}
    assert not PlannedFigure.objects.exists()


def test_a_file_is_read_by_one_of_several_workers(series, editor):
    from indicators.intake import tasks

    batch = batch_of(editor, series, values(YEARS, 1))
    tasks.read_later(batch)
    outcomes = at_once(*[lambda: tasks.read_in_background.func(batch.pk)] * 4)
    assert outcomes == [None] * 4
    batch.refresh_from_db()
    assert (batch.state, batch.figures.count()) == ("previewed", len(YEARS))
    assert ImportProgress.objects.get().phase == "done"


# An import and an editor


def edited(series, period, value):
    """Save one figure as its page does."""

    def save():
        with transaction.atomic():
            row = Observation.objects.select_for_update().filter(series=series, period=period)
            row = row.get()
            row.value = Decimal(value)
            row.save()

    return save


def opened(series, period, value):
    """Save a figure that somebody has had open for a while."""
    row = Observation.objects.get(series=series, period=period)
    row.value = Decimal(value)
    return row.save


def test_an_undo_and_an_edit_at_the_same_time_lose_nothing(series, editor):
    outcomes = set()
    for number in range(1, 20):
        period = YEARS[number % len(YEARS)]
        batch = applied(editor, series, values([*YEARS[::2], period], number))
        edit = opened(series, period, 1000 + number)
        undone, saved = at_once(lambda batch=batch: batches.undo(batch, editor), edit)
        check_sound()
        found = figures_of(series).get(period)
        if saved is None:
            assert isinstance(undone, ValidationError), undone
            assert period in str(undone) or "just changing" in str(undone)
            assert found == 1000 + number
        else:
            assert isinstance(saved, LostUpdate), saved
            assert undone is None
            assert found != 1000 + number
        outcomes.add(saved is None)
    assert Observation.objects.exists()


def test_an_import_and_an_edit_at_the_same_time_lose_nothing(series, editor):
    applied(editor, series, values(YEARS, 0))
    for number in range(1, 20):
        period = YEARS[number]
        batch = preview(
            editor, series.strategy, *[figure(series, year, str(number)) for year in YEARS]
        )
        edit = opened(series, period, 1000 + number)
        imported, saved = at_once(confirmation(batch, editor), edit)
        check_sound()
        if saved is None:
            assert imported is False
            assert figures_of(series)[period] == 1000 + number
        else:
            assert isinstance(saved, LostUpdate), saved
            assert imported is True
            assert figures_of(series) == values(YEARS, number)


def page_of(series, number, years):
    """Save a page: it takes hold of all figures of its series, in their order, and saves some."""

    def save():
        with transaction.atomic():
            rows = Observation.objects.filter(series=series)
            rows = {row.period: row for row in rows.select_for_update(of=("self",), no_key=True)}
            for year in years:
                rows[year].value = Decimal(number)
                rows[year].save()

    return save


def held_for_a_moment(series, period):
    """Hold one figure until everybody else waits for it."""

    def hold():
        with transaction.atomic():
            row = Observation.objects.select_for_update().get(series=series, period=period)
            time.sleep(0.5)
            return row.pk

    return hold


def later(deed):
    def wait():
        time.sleep(0.1)
        return deed()

    return wait


@pytest.fixture
def upside_down(series):
    """Figures that lie in the table the other way round than pages take hold of them."""
    for year in reversed(YEARS):
        factories.make_observation(series=series, period=year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that PostgreSQL goes through the table from its beginning


def test_an_import_and_a_page_that_want_the_same_figures_wait_in_order(series, editor, upside_down):
    batch = batch_of(editor, series, values(YEARS, 1))
    _held, imported, saved = at_once(
        held_for_a_moment(series, YEARS[15]),
        later(confirmation(batch, editor)),
        later(page_of(series, 2, YEARS[:3])),
    )
    assert (imported, saved) in ((True, None), (False, None))
    check_sound()


def test_an_undo_and_a_page_that_want_the_same_figures_wait_in_order(series, editor, upside_down):
    batch = applied(editor, series, values(YEARS, 1))
    _held, undone, saved = at_once(
        held_for_a_moment(series, YEARS[15]),
        later(lambda: batches.undo(batch, editor)),
        later(page_of(series, 2, YEARS[:3])),
    )
    assert saved is None
    assert undone is None or YEARS[0] in str(undone)
    check_sound()
