"""The versions of a row and of everything that stands under it, and how they are told.

Read straight from the versions, in a number of questions that does not depend on how
many there are: one finds the page, one reads its versions with the one before each, one
reads the names of what they refer to.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.records import Record, allowed_partnerships, kept_fields
from config.registry.forms import NOTHING, in_words

VERSIONS_A_PAGE = 50
DEEDS = {
    "+": gettext_lazy("added"),
    "~": gettext_lazy("changed"),
    "-": gettext_lazy("deleted"),
}
TEXTS = ("name", "title", "statement", "text", "caption")  # a row's words, beside its key


class ExactDecoder(json.JSONDecoder):
    """Reads numbers digit by digit."""

    def __init__(self, **options):
        super().__init__(**{**options, "parse_float": Decimal})


class Values(JSONObject):
    """All values of a version in one column, so that versions of all kinds fit one query."""

    output_field = models.JSONField(decoder=ExactDecoder)


@dataclass(frozen=True, kw_only=True)
class Alteration:
    """A field from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One version, as the page tells it."""

    kind: str
    name: str
    deed: str
    is_change: bool
    at: datetime
    actor: str
    reason: str
    batch: object
    address: str
    alterations: list[Alteration]


def told_fields(model):
    """The fields whose values can be told in words."""
    return [f for f in kept_fields(model) if not isinstance(f, models.JSONField)]


def history_of(model):
    return model.history.model.objects.order_by()


# What stands under a row


def ways_down(model):
    """The relations by which rows of other models stand under rows of this one."""
    for other in apps.get_models():
        if issubclass(other, Record) and other is not model:
            for field in other._meta.concrete_fields:
                if field.related_model is model and stands_under(other, field):
                    yield field


def stands_under(model, field):
    return field.name == model.PARENT or field.remote_field.on_delete is models.CASCADE


def models_below(model):
    """Each model whose rows stand under this one, with the relations by which they do."""
    below, waiting = {}, [model]
    while waiting:
        for field in ways_down(waiting.pop(0)):
            if field.model not in below:
                waiting.append(field.model)
            below.setdefault(field.model, []).append(field)
    return below


def depth(model, below):
    """How many steps down a model is, by its longest way."""
    above = [field.related_model for field in below.get(model, [])]
    return 1 + max((depth(each, below) for each in above if each in below), default=0)


def versions_of(model, pk):
    """The versions of a row and of all that stands under it, by model; deleted rows too."""
    found = {model: history_of(model).filter(id=pk)}
    below = models_below(model)
    for part in sorted(below, key=lambda each: depth(each, below)):
        ways = [field for field in below[part] if field.name == part.PARENT] or below[part]
        condition = Q()
        for field in ways:
            condition |= Q(**{f"{field.attname}__in": found[field.related_model].values("id")})
        found[part] = history_of(part).filter(condition)
    return found


def seen_by(user, model, versions, right):
    """Those of the versions a person has the right to read, by the partnership of each."""
    if user.is_superuser:
        return versions
    own = Q(history_partnership__in=allowed_partnerships(user, right))
    if model.SHARED:
        own |= Q(history_partnership__isnull=True)
    return versions.filter(own)


# One page of it


def label_column(model):
    return Cast(Value(model._meta.label), models.CharField())


def united(querysets, *order):
    first, *rest = querysets
    return first.union(*rest, all=True).order_by(*order)


def in_order(found):
    """All versions as (model, number of the version), newest first: what pages are cut from."""
    return united(
        [
            versions.annotate(history_model=label_column(model)).values_list(
                "history_model", "history_id", "history_date"
            )
            for model, versions in found.items()
        ],
        "-history_date",
        "history_model",
        "-history_id",
    )


def values_of(model):
    return Values(id=F("id"), **{field.attname: F(field.attname) for field in told_fields(model)})


def read_versions(keys):
    """Versions with all their values and those of the version before, in one question."""
    numbers = {}
    for label, number, _date in keys:
        numbers.setdefault(apps.get_model(label), []).append(number)
    columns = (
        *("history_model", "history_id", "history_date", "history_type", "history_actor"),
        *("history_change_reason", "history_batch", "history_values", "history_before"),
    )
    querysets = []
    for model, wanted in numbers.items():
        earlier = history_of(model).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        before = (
            earlier.order_by("-history_id")
            .annotate(history_values=values_of(model))
            .values("history_values")[:1]
        )
        querysets.append(
            history_of(model)
            .filter(history_id__in=wanted)
            .annotate(
                history_model=label_column(model),
                history_values=values_of(model),
                history_before=Subquery(before),
            )
            .values_list(*columns)
        )
    order = ("-history_date", "history_model", "-history_id")
    return [dict(zip(columns, row, strict=True)) for row in united(querysets, *order)]


# Names


class Names:
    """What the rows that versions refer to are called, also when they are gone."""

    def __init__(self):
        self.wanted, self.found = {}, {}

    def want(self, model, values):
        """Note the rows that the values of a version refer to."""
        for field in told_fields(model):
            pk = values.get(field.attname)
            if field.is_relation and pk is not None:
                self.wanted.setdefault(field.related_model, set()).add(pk)

    def read(self):
        """Two questions at most: one for all records, one for people."""
        querysets = []
        for model, pks in self.wanted.items():
            if not issubclass(model, Record):
                people = model._base_manager.filter(pk__in=pks)
                self.found.update({(model, row.pk): str(row) for row in people})
                continue
            newest = history_of(model).filter(id=OuterRef("id")).order_by("-history_id")
            querysets.append(
                history_of(model)
                .filter(id__in=pks, history_id=Subquery(newest.values("history_id")[:1]))
                .annotate(history_model=label_column(model), history_values=values_of(model))
                .values_list("history_model", "id", "history_values")
            )
        if querysets:
            for label, pk, values in united(querysets):
                model = apps.get_model(label)
                self.found[model, pk] = self.of(model, values)
        return self

    def of(self, model, values, root=None):
        """A row by its key and its words: “n01 Befolkning”, “2022 · s1 Folkmängd”."""
        said = []
        for step in dict.fromkeys(lookup.split("__")[0] for lookup in model.KEY):
            field = model._meta.get_field(step)
            value = values.get(field.attname)
            if value in (None, "", field.get_default()):
                continue
            if not field.is_relation:
                said.append(in_words(field, field.to_python(value)))
            elif (field.related_model, value) != root and step not in {"strategy", "partnership"}:
                said.append(self.found.get((field.related_model, value), ""))
        words = next((values[name] for name in TEXTS if values.get(name)), "")
        return " · ".join(filter(None, [*said, Truncator(words).chars(45)]))

    def say(self, field, values):
        """One value of a version in words."""
        value = values.get(field.attname)
        if value is None or value == "":
            return NOTHING
        if field.is_relation:
            return self.found.get((field.related_model, value)) or _("(no longer there)")
        value = field.to_python(value)
        if isinstance(value, datetime) and timezone.is_naive(value):
            value = timezone.make_aware(value, UTC)  # as SQLite keeps it
        return in_words(field, value)


def alterations(model, names, before, now):
    """What differs between two versions; one of them may be nothing."""
    for field in told_fields(model):
        was, became = names.say(field, before), names.say(field, now)
        if was != became or before.get(field.attname) != now.get(field.attname):
            if NOTHING == was == became:
                continue
            yield Alteration(label=capfirst(field.verbose_name), before=was, after=became)
