"""How any registered thing goes out to a table and comes back in.

The surface is django-import-export's: resources, fields, widgets. Its row loop is
replaced: everything is read once, planned in memory, checked like a form and then
written in bulk with history, or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Error, Result, RowResult

from config.bulk import write_in_bulk
from config.records import Change, kept_fields
from config.registry.planning import STRATEGY, Planning
from config.registry.plans import Deed
from config.registry.values import (
    Choice,
    Code,
    Day,
    Moment,
    Number,
    Text,
    Whole,
    YesNo,
    in_strategy,
    own_key,
)
from config.tables import Cell, Table

READ_AT_ONCE = 2_000  # rows that an export holds in memory


def widget_for(field):
    """How cells of this model field are read and written."""
    languages = [code for code, _name in settings.LANGUAGES]
    match field:
        case models.ForeignKey():
            return Code(field.related_model)
        case models.DecimalField():
            return Number()
        case models.BooleanField():
            return YesNo()
        case models.IntegerField():
            return Whole()
        case models.DateTimeField():
            return Moment()
        case models.DateField():
            return Day()
        case models.CharField(choices=[_first, *_rest]):
            return Choice(field.choices, languages)
        case _:
            return Text()


@dataclass(frozen=True, slots=True)
class Outlet:
    """How the cells of a column are made when rows go out."""

    lookups: tuple[str, ...]  # what is read of each row
    write: Callable  # takes the values of the lookups and gives the cell


def codes_of(model):
    """The lookups that name a row of another model in a cell, as ``reference`` does."""
    return own_key(model) if hasattr(model, "KEY") else (model.USERNAME_FIELD,)


def joined(*codes):
    return "/".join(str(code) for code in codes)


def joined_if_there(row_id, *codes):
    return None if row_id is None else joined(*codes)


def as_it_is(value):
    return value


class RegistryResource(ModelResource):
    """A model as a table: one column a field, rows found by their codes.

    Made for one person (``user``): only rows this person may see go out, only rows and
    related rows this person may change come in.
    """

    class Meta:
        model = None
        use_transactions = True

    def __init__(self, user=None, **kwargs):
        super().__init__(**kwargs)
        self.user = user
        self.model = self._meta.model
        self.fields = self.columns()

    def columns(self):
        """The columns: those that say which row first, a withdrawal last, no database id."""
        named, keys = {STRATEGY: Field(column_name=STRATEGY, widget=Text())}, self.key_columns()
        for field in kept_fields(self.model):
            if isinstance(field, models.JSONField):
                continue  # no cell holds it
            if (field.editable or field.name in keys) and field.name != STRATEGY:
                named[field.name] = Field(
                    attribute=field.name, column_name=field.name, widget=widget_for(field)
                )
        rest = [name for name in named if name not in [STRATEGY, *keys]]
        rest.sort(key=lambda name: name.startswith("withdrawn_"))
        return {name: named[name] for name in [*keys, *rest]}

    def key_columns(self):
        """The columns that say which row is meant."""
        first = [STRATEGY] if in_strategy(self.model) else []
        return first + list(dict.fromkeys(step.split("__")[0] for step in own_key(self.model)))

    # Out

    def get_queryset(self):
        rows = self.model.objects.all()
        return rows if self.user is None else rows.allowed(self.user, "export")

    def filter_export(self, queryset, **kwargs):
        ways = {"__".join(key.split("__")[:-1]) for key in self.model.KEY if "__" in key}
        for field in self.model._meta.fields:
            if field.is_relation and field.name in self.fields:
                keys = getattr(field.related_model, "KEY", ())
                ways |= {"__".join([field.name, *key.split("__")[:-1]]) for key in keys} | {
                    field.name
                }
        return queryset.select_related(*sorted(ways))

    def table(self, queryset):
        """Header and rows for a file, all at once."""
        return list(self.fields), list(self.rows(queryset))

    def rows(self, queryset):
        """The rows for a file, one after the other: plain values, numbers as Decimal.

        Only the values of the columns are read, a few thousand rows at a time: memory does
        not grow with their number.
        """
        outlets = [self.outlet(name) for name in self.fields]
        lookups = list(dict.fromkeys(each for outlet in outlets for each in outlet.lookups))
        cells = [(o.write, [lookups.index(each) for each in o.lookups]) for o in outlets]
        for values in queryset.values_list(*lookups).iterator(chunk_size=READ_AT_ONCE):
            yield [write(*[values[place] for place in places]) for write, places in cells]

    def outlet(self, name):
        """How the cells of this column are made."""
        if name == STRATEGY:
            return Outlet(self.model.KEY[:2], joined)
        match self.fields[name].widget:
            case Code(model=other):
                codes = [f"{name}__{lookup}" for lookup in codes_of(other)]
                return Outlet((f"{name}_id", *codes), joined_if_there)
            case Day() | Moment() as widget:
                return Outlet((name,), widget.render)
            case _:
                return Outlet((name,), as_it_is)

    # In

    def plan(self, table):
        """What this table would do; nothing is written."""
        return Planning(self, table).plan()

    def apply(self, plan, change):
        """Write the plan: all of it, with one version of each row, in one transaction."""
        if plan.problems:
            raise ValidationError(_("A file with problems can't be imported."))
        write_in_bulk(
            self.model,
            new=[row.record for row in plan.new],
            changed=[row.record for row in plan.changed],
            change=change,
        )

    def import_data_inner(
        self, dataset, dry_run, raise_errors, using_transactions, collect_failed_rows, **kwargs
    ):
        """The library's own entry: plan, and write unless it is a dry run or has problems."""
        plan = self.plan(table_from(dataset))
        result = Result()
        result.total_rows = len(dataset)
        for row in plan.rows:
            outcome = RowResult()
            outcome.import_type = IMPORT_TYPES[row.deed]
            result.increment_row_result_total(outcome)
            result.append_row_result(outcome)
        for problem in plan.problems:
            result.append_base_error(Error(ValidationError(f"{problem.place}: {problem.sentence}")))
        if not dry_run and not plan.problems:
            self.apply(plan, Change(user=self.user, reason=kwargs.get("reason", "")))
        return result


IMPORT_TYPES = {
    Deed.NEW: RowResult.IMPORT_TYPE_NEW,
    Deed.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    Deed.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
}


def table_from(dataset):
    """A tablib dataset as a table of cells."""
    rows = [
        tuple(
            Cell(text="" if value is None else str(value), address=f"{column + 1}:{number}")
            for column, value in enumerate(row)
        )
        for number, row in enumerate(dataset, start=2)
    ]
    return Table(
        header=tuple(dataset.headers or ()),
        rows=tuple(rows),
        numbers=tuple(range(2, len(rows) + 2)),
    )
