"""From a table to a plan: what each row means, read against what is stored.

Everything the rows could refer to is read once; each row is checked like a form, in
memory. Nothing is written here.
"""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.decimals import decimal_mark_of
from config.numbers import write_number
from config.records import follow, kept_fields, may, references
from config.registry import rules
from config.registry.plans import Alteration, Deed, Plan, PlannedRow, Problem
from config.registry.values import (
    CLEAR,
    Code,
    Codes,
    Number,
    in_strategy,
    own_key,
    reference,
)
from config.tables import Cell, Kind

WITHDRAWN = "withdrawn_on"
STRATEGY = "strategy"  # the column that names a row's strategy: norrbotten/rus-2030


class Planning:
    """One reading of a table against what is stored."""

    def __init__(self, resource, table):
        self.resource, self.table = resource, table
        self.model, self.user = resource.model, resource.user
        self.result = Plan(model=self.model)
        self.numbers = dict(enumerate(table.numbers))

    def plan(self):
        if self.check_header():
            self.read_registry()
            drafts = [self.draft(index) for index in range(len(self.table.rows))]
            self.find_repeated(drafts)
            for draft in drafts:
                if draft is not None:
                    self.fill(draft)
            self.check_rules([draft for draft in drafts if draft is not None])
            self.settle_deeds([draft for draft in drafts if draft is not None])
        self.result.problems.sort(key=place_in_file)
        if self.table.has_hidden_rows:
            self.result.remarks.append(
                _("The sheet has hidden rows. They are read like the others.")
            )
        return self.result

    # The header

    def check_header(self):
        header, known = self.table.header, list(self.resource.fields)
        for name in sorted({name for name in header if header.count(name) > 1 and name}):
            self.problem(
                _("row 1"), _("The column “%(name)s” stands there twice.") % {"name": name}
            )
        for name in header:
            if name not in known:
                self.problem(_("row 1"), self.unknown_column(name, known))
        for name in self.resource.key_columns():
            if name not in header and self.is_required_key(name):
                self.problem(_("row 1"), _("The column “%(name)s” is missing.") % {"name": name})
        if not self.table.rows and not self.result.problems:
            self.problem(_("row 1"), _("The table has no rows below its header."))
        self.columns = {name: column for column, name in enumerate(header)}
        for row in self.table.rows:
            for cell in row[len(header) :]:
                if cell.text.strip():
                    sentence = _("“%(text)s” stands beside the table, under no column name.")
                    self.problem(self.at(cell.address), sentence % {"text": cell.text})
        return not self.result.problems

    def unknown_column(self, name, known):
        try:
            Codes({column: column for column in known}).get(name)
        except ValueError as error:
            return _("Column: %(sentence)s") % {"sentence": error}
        return ""

    def is_required_key(self, name):
        if name == STRATEGY:
            return True
        field = self.model._meta.get_field(name)
        return not field.blank and not field.has_default()

    def problem(self, place, sentence):
        self.result.problems.append(Problem(place=str(place), sentence=str(sentence)))

    # What is stored

    def read_registry(self):
        """Everything the rows could mean, read once."""
        strategies = self.strategies()
        self.partnership_rights = {}
        self.referable = {}
        for name, field in self.resource.fields.items():
            if isinstance(field.widget, Code):
                self.referable[name] = self.readable_codes(field.widget.model)
        stored = self.resource.filter_export(self.model.objects.all())
        if strategies is not None:
            stored = stored.filter(**{f"{self.strategy_lookup()}__in": strategies})
        self.stored = list(stored)
        self.by_key = {(self.key_of(row), withdrawn_on(row)): row for row in self.stored}
        self.withdrawn = {}
        for row in self.stored:
            if withdrawn_on(row):
                self.withdrawn.setdefault(self.key_of(row), []).append(row)

    def strategies(self):
        """The strategies the file names, by what it calls them; None when rows stand in none."""
        if not in_strategy(self.model):
            return None
        column = self.columns[STRATEGY]
        named = {self.cell(row, column).text.strip() for row in self.table.rows}
        strategy_model = follow_model(self.model, self.strategy_lookup())
        rows = strategy_model.objects.select_related("partnership")
        rows = rows.allowed(self.user, "import") if self.user is not None else rows
        self.strategy_codes = Codes({row.reference: row for row in rows})
        return [row.pk for text, row in self.strategy_codes.by_text.items() if text in named]

    def strategy_lookup(self):
        return self.model.KEY[0].removesuffix("__partnership__code")

    def readable_codes(self, model):
        """Rows of a model that a cell may name, by strategy where they stand in one."""
        if not hasattr(model, "KEY"):
            return {None: Codes({row.get_username(): row for row in model.objects.all()})}
        rows = model.objects.all()
        if self.user is not None:
            rows = rows.allowed(self.user, "view" if model.SHARED else "import")
        ways = {"__".join(key.split("__")[:-1]) for key in model.KEY if "__" in key}
        ways |= set(model.CHECKED_WITH)
        found = {}
        for row in rows.select_related(*ways) if ways else rows:
            strategy = (
                follow(row, model.KEY[0].removesuffix("__partnership__code")).pk
                if in_strategy(model)
                else None
            )
            if getattr(row, "withdrawn_on", None) is None:
                found.setdefault(strategy, Codes({})).by_text[reference(row)] = row
        return found

    # Rows

    def cell(self, row, column):
        return row[column] if column < len(row) else Cell()

    def place(self, index, name=""):
        row = self.table.rows[index]
        cell = self.cell(row, self.columns[name]) if name in self.columns else Cell()
        return self.at(cell.address or _("row %(number)s") % {"number": self.numbers[index]})

    def at(self, where):
        return f"{self.table.name}!{where}" if self.table.name else where

    def draft(self, index):
        """The row's key read, and the stored or new record it means; None if it can't be told."""
        values, known_problems = {}, len(self.result.problems)
        strategy = None
        if in_strategy(self.model):
            try:
                cell = self.cell(self.table.rows[index], self.columns[STRATEGY])
                strategy = self.strategy_codes.get(cell.text.strip())
            except ValueError as error:
                self.problem(self.place(index, STRATEGY), error)
                return None
        for name in [*self.resource.key_columns(), WITHDRAWN]:
            if name in self.columns and name != STRATEGY:
                self.read_cell(index, name, strategy, values)
        for name in self.resource.key_columns():
            is_told = len(self.result.problems) > known_problems
            if name not in (STRATEGY, *values) and self.is_required_key(name) and not is_told:
                self.problem(self.place(index, name), _("This cell is empty; the row needs it."))
        if len(self.result.problems) > known_problems:
            return None
        return Draft(index=index, strategy=strategy, values=values)

    def read_cell(self, index, name, strategy, values):
        """Read one cell into ``values``; an empty one is left out."""
        cell = self.cell(self.table.rows[index], self.columns[name])
        if not cell.text.strip():
            return
        field = self.model._meta.get_field(name)
        try:
            if cell.text.strip() == CLEAR:
                values[name] = None if field.null else field.get_default()
                return
            value = self.widget(name).clean(cell)
            if isinstance(self.widget(name), Code):
                value = self.row_named(name, value, strategy)
            values[name] = field.to_python(value) if not field.is_relation else value
        except ValueError as error:
            self.problem(self.place(index, name), error)
        except ValidationError as error:
            self.problem(self.place(index, name), " ".join(error.messages))

    def widget(self, name):
        widget = self.resource.fields[name].widget
        if isinstance(widget, Number) and widget.decimal_mark is None:
            column = self.columns[name]
            cells = [self.cell(row, column) for row in self.table.rows]
            texts = [cell.text for cell in cells if cell.kind is Kind.TEXT]
            widget.decimal_mark = decimal_mark_of(texts) or ""
        return widget

    def row_named(self, name, text, strategy):
        model = self.resource.fields[name].widget.model
        scope = strategy.pk if strategy is not None and in_strategy(model) else None
        try:
            return self.referable[name].get(scope, Codes({})).get(text)
        except ValueError:
            if model is self.model:
                new = self.new_in_file.get((scope, text))
                if new is not None:
                    return new
            raise

    new_in_file = {}

    def key_of(self, row):
        return tuple(follow(row, key) for key in self.model.KEY)

    def find_repeated(self, drafts):
        """Pair each draft with its stored row, and refuse two drafts for the same row."""
        self.new_in_file, first = {}, {}
        for position, draft in enumerate(drafts):
            if draft is None:
                continue
            record = self.model()
            self.set_values(record, draft)
            key = self.key_of(record)
            draft.stored = self.stored_as(key, withdrawn_on(record))
            row = draft.stored.pk if draft.stored is not None else (key, withdrawn_on(record))
            if row in first:
                self.problem(
                    self.place(draft.index),
                    _("This is the same row as in %(place)s.") % {"place": self.place(first[row])},
                )
                drafts[position] = None
                continue
            first[row] = draft.index
            draft.record = record if draft.stored is None else copy_of(draft.stored)
            draft.record.__dict__["_as_stored"] = draft.stored
            if draft.stored is None:
                scope = draft.strategy.pk if in_strategy(self.model) else None
                text = "/".join(str(follow(record, key)) for key in own_key(self.model))
                self.new_in_file[scope, text] = record

    def stored_as(self, key, withdrawn):
        """The stored row of these codes: the one withdrawn on that day, else the one in force."""
        return self.by_key.get((key, withdrawn)) or self.by_key.get((key, None))

    def set_values(self, record, draft):
        if draft.strategy is not None and any(f.name == STRATEGY for f in self.model._meta.fields):
            record.strategy = draft.strategy
        for name, value in draft.values.items():
            setattr(record, name, value)

    def fill(self, draft):
        """Read the other cells, and check the record like a form."""
        before = len(self.result.problems)
        for name in self.columns:
            if name not in [*self.resource.key_columns(), WITHDRAWN]:
                self.read_cell(draft.index, name, draft.strategy, draft.values)
        if len(self.result.problems) > before:
            draft.is_broken = True
            return
        self.clear_counterparts(draft)
        self.set_values(draft.record, draft)
        self.check_record(draft)

    def clear_counterparts(self, draft):
        """A new value takes the place of the reason why there was none, and the other way."""
        for one, other in getattr(self.model, "EITHER_OR", ()):
            for given, cleared in ((one, other), (other, one)):
                if draft.values.get(given) not in (None, "") and cleared not in draft.values:
                    field = self.model._meta.get_field(cleared)
                    draft.values[cleared] = None if field.null else ""

    def check_record(self, draft):
        errors = self.errors_of(draft)
        for name, sentences in errors.items():
            self.problem(self.place(draft.index, name), " ".join(sentences))
        draft.is_broken = bool(errors)

    def errors_of(self, draft):
        """What is wrong with a record, by the field it is about; the first kind of wrong only."""
        record = draft.record
        try:
            record.clean_fields(exclude=found_references(record))
            record.clean()
            if self.user is not None:
                record.check_writer(self.user, draft.stored)
        except ValidationError as error:
            return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        if sentences := rules.broken_checks(record):
            return {"": sentences}
        if not self.may_write(draft):
            return {"": [_("You may not change rows of this partnership.")]}
        return self.withdrawn_before(draft)

    def withdrawn_before(self, draft):
        """A figure that was withdrawn does not come back because its file is sent again."""
        for row in self.withdrawn.get(self.key_of(draft.record), ()):
            same = getattr(row, "value", None) == getattr(draft.record, "value", None)
            if draft.stored is None and draft.record.withdrawn_on is None and same:
                words = {"day": row.withdrawn_on.isoformat(), "reason": row.withdrawn_reason}
                sentence = _("This was withdrawn on %(day)s (%(reason)s). Leave the row out.")
                return {"": [sentence % words]}
        return {}

    def may_write(self, draft):
        """Whether the person may write the row where it stands and where it would stand."""
        if self.user is None:
            return True
        action = "add" if draft.stored is None else "change"
        rows = [draft.record] if draft.stored is None else [draft.record, draft.stored]
        if self.model.PARTNERSHIP == "pk" and draft.stored is None:
            return self.user.is_superuser
        return all(may(self.user, action, row.partnership_id_of()) for row in rows)

    def check_rules(self, drafts):
        """The unique rules, between the rows of the file and against what is stored."""
        sound = [draft for draft in drafts if not draft.is_broken]
        found = rules.clashes(self.model, [draft.record for draft in sound], self.stored)
        for draft in sound:
            for sentence in found.get(id(draft.record), ()):
                self.problem(self.place(draft.index), sentence)
                draft.is_broken = True

    def settle_deeds(self, drafts):
        for draft in drafts:
            if draft.is_broken:
                continue
            altered = alterations(draft.stored, draft.record, draft.values)
            if draft.stored is None:
                deed = Deed.NEW
            else:
                deed = Deed.CHANGED if altered else Deed.UNCHANGED
            self.result.rows.append(
                PlannedRow(
                    number=self.numbers[draft.index],
                    deed=deed,
                    record=draft.record,
                    title=str(draft.record),
                    alterations=altered,
                )
            )


def place_in_file(problem):
    """The row a problem is in: problems are told in the order of the file."""
    return [int(number) for number in re.findall("[0-9]+", problem.place.rpartition("!")[2])]


def withdrawn_on(row):
    return getattr(row, WITHDRAWN, None)


class Draft:
    """One row of the file on its way to a record."""

    def __init__(self, *, index, strategy, values):
        self.index, self.strategy, self.values = index, strategy, values
        self.stored = self.record = None
        self.is_broken = False


def found_references(record):
    """The relations that were found by their codes: to look for them again costs a query each."""
    return {field.name for field, _other in references(record)}


def copy_of(row):
    """The stored row again, to be changed, with what it refers to at hand."""
    copy = type(row).from_db(
        None,
        [f.attname for f in row._meta.concrete_fields],
        [getattr(row, f.attname) for f in row._meta.concrete_fields],
    )
    copy._state.db = row._state.db
    for field in row._meta.fields:
        if field.is_relation and field.is_cached(row):
            field.set_cached_value(copy, field.get_cached_value(row))
    return copy


def alterations(stored, record, given):
    """What changes, in words people read: names of fields, of choices and of rows."""
    changed = []
    for field in kept_fields(type(record)):
        old = getattr(stored, field.attname) if stored is not None else None
        new = getattr(record, field.attname)
        is_told = field.name in given and new not in (None, "")
        if (stored is None and is_told) or (stored is not None and old != new):
            changed.append(
                Alteration(
                    name=str(field.verbose_name),
                    old=shown(stored, field) if stored is not None else "",
                    new=shown(record, field),
                )
            )
    return tuple(changed)


def shown(record, field):
    """The value of a field as people read it in their language; empty text for none."""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return write_number(value) if isinstance(value, Decimal) else str(value)


def follow_model(model, lookup):
    """The model at the end of a lookup."""
    for step in lookup.split("__"):
        model = model._meta.get_field(step).related_model
    return model
