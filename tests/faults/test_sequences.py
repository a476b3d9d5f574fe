"""Any sequence of imports, edits, withdrawals and undos, beside a model of it in plain Python."""

from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.intake import batches
from indicators.models import ImportBatch, Observation
from tests import factories
from tests.faults.live import check_readable, check_sound
from tests.intake.readings import figure, preview

pytestmark = pytest.mark.django_db
CODES, PERIODS = ["a", "b"], ["2020", "2021", "2022"]
REMOVE = "DELETE"

keys = st.tuples(st.sampled_from(CODES), st.sampled_from(PERIODS))
values = st.sampled_from([Decimal(0), Decimal("-1.5"), Decimal("999999"), "secret", "not_yet"])
steps = st.one_of(
    st.tuples(st.just("import"), st.dictionaries(keys, values | st.just(REMOVE), min_size=1)),
    st.tuples(st.just("edit"), keys, values),
    st.tuples(st.just("withdraw"), keys),
    st.tuples(st.just("undo"), st.integers(0, 5)),
)


@dataclass
class Row:
    """A figure as the model knows it."""

    key: tuple
    value: object
    version: int = 1
    is_withdrawn: bool = False


@dataclass
class Registry:
    """What the registry should hold."""

    rows: list = field(default_factory=list)
    done: list = field(default_factory=list)  # imports: [(row, what it was before, its version)]

    def row(self, key):
        return next((r for r in self.rows if r.key == key and not r.is_withdrawn), None)

    @property
    def figures(self):
        return {row.key: row.value for row in self.rows if not row.is_withdrawn}

    def withdrawn_with(self, key, value):
        return any(r.key == key and r.value == value for r in self.rows if r.is_withdrawn)

    def can_take(self, wanted):
        """A figure that was withdrawn does not come back by its old file."""
        return not any(
            self.row(key) is None and self.withdrawn_with(key, value)
            for key, value in wanted.items()
        )

    def change(self, row, **fields):
        before = (row.value, row.is_withdrawn)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        return row, before, row.version

    def take(self, wanted):
        """Import figures; False when that changes nothing."""
        written = []
        for key, value in wanted.items():
            row = self.row(key)
            if row is None and value != REMOVE:
                self.rows.append(Row(key, value))
                written.append((self.rows[-1], None, 1))
            elif row is not None and value == REMOVE:
                written.append(self.change(row, is_withdrawn=True))
            elif row is not None and value != row.value:
                written.append(self.change(row, value=value))
        if written:
            self.done.append(written)
        return bool(written)

    def undo(self, number):
        """Take an import back; False when a row of it was touched since or its place is taken."""
        written = self.done[number]
        for row, before, version in written:
            if row not in self.rows or row.version != version:
                return False
            if before and row.is_withdrawn and not before[1] and self.row(row.key) is not None:
                return False
        for row, before, _version in written:
            if before is None:
                self.rows = [r for r in self.rows if r is not row]
            else:
                self.change(row, value=before[0], is_withdrawn=before[1])
        self.done[number] = [(None, None, None)]
        return True


def told(value):
    """How a figure is written for ``Observation``: a value or the reason why there is none."""
    if isinstance(value, Decimal):
        return {"value": value, "missing": ""}
    return {"value": None, "missing": value}


class Real:
    """The registry itself, to which the same happens."""

    def __init__(self):
        strategy = factories.make_strategy()
        self.series = {c: factories.make_series(strategy=strategy, code=c) for c in CODES}
        self.strategy = strategy
        self.editor = factories.make_user(partnership=strategy.partnership)
        self.done = []

    @property
    def figures(self):
        rows = Observation.objects.current().select_related("series")
        return {
            (row.series.code, row.period): row.missing if row.value is None else row.value
            for row in rows
        }

    def row(self, key):
        return Observation.objects.current().get(series__code=key[0], period=key[1])

    def preview(self, wanted):
        figures = [
            figure(self.series[code], period, is_removal=True)
            if value == REMOVE
            else figure(
                self.series[code],
                period,
                told(value)["value"],
                missing=told(value)["missing"],
            )
            for (code, period), value in wanted.items()
        ]
        return preview(self.editor, self.strategy, *figures)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, max_size=14))
def test_whatever_happens_the_registry_holds_what_a_plain_model_says(sequence):
    with suppress(Done), transaction.atomic():
        follow(sequence)
        check_readable()
        raise Done


class Done(Exception):
    """Everything is as it was before, for the next sequence."""


def follow(sequence):
    model, real = Registry(), Real()
    for name, *given_ in sequence:
        DEEDS[name](model, real, *given_)
        assert real.figures == model.figures
        check_sound()


def import_figures(model, real, wanted):
    batch = real.preview(wanted)
    if not model.can_take(wanted):
        assert batch.problems
        with pytest.raises(ValidationError):
            batches.carry_out(batch, real.editor)
    elif model.take(wanted):
        assert batches.carry_out(batch, real.editor)
        real.done.append(ImportBatch.objects.get(pk=batch.pk))
    else:
        assert (batch.new, batch.changed) == (0, 0)
        with pytest.raises(ValidationError):
            batches.carry_out(batch, real.editor)


def edit(model, real, key, value):
    row = model.row(key)
    if row is None:
        factories.make_observation(series=real.series[key[0]], period=key[1], **told(value))
        model.rows.append(Row(key, value))
        return
    stored = real.row(key)
    stored.value, stored.missing = told(value)["value"], told(value)["missing"]
    stored.save()
    if row.value != value:
        model.change(row, value=value)


def withdraw(model, real, key):
    if model.row(key) is not None:
        real.row(key).withdraw(reason="Fel", on=factories.today())
        model.change(model.row(key), is_withdrawn=True)


def undo(model, real, number):
    if number >= len(real.done):
        return
    if model.undo(number):
        batches.undo(real.done[number], real.editor)
    else:
        with pytest.raises(ValidationError):
            batches.undo(real.done[number], real.editor)


DEEDS = {"import": import_figures, "edit": edit, "withdraw": withdraw, "undo": undo}
