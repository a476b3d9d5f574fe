"""Targets, and beside the form of each how it is read, from what is saved or being written."""

from copy import copy
from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.forms.models import construct_instance
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.records import references
from config.registry.filters import PlaceFilter, WorkQueue
from config.registry.forms import RegistryForm
from config.registry.rules import broken_checks
from config.registry.site import Task
from indicators import resources
from indicators.admin.figures import NumberColumn
from indicators.admin.queues import WITHDRAWN
from indicators.judging.reading import doubts, lacks, sentence, unit_of
from indicators.judging.rows import Read, only_surveys
from indicators.models import Annotation, Baseline, Observation, Series, Target
from indicators.progress import Judgement
from strategy.models import Strategy

Kind = Target.Kind
REFERRED = ("series", "reference_series", "gap_series")
CODE_IN_STRATEGY = next(
    each for each in Target._meta.constraints if each.name == "indicators_target_code_in_strategy"
)
NEW = 0  # the number of a target that is not stored yet; stored ones begin at 1


class TargetQueue(WorkQueue):
    def queues(self):
        return {
            "no_deadline": (
                _("No deadline"),
                Q(deadline="", every_period=False) & ~Q(kind=Kind.MONITOR),
            ),
            "no_series": (
                _("No series"),
                Q(series__isnull=True) & ~Q(kind__in=[Kind.MONITOR, Kind.COMPOSITE]),
            ),
            "no_tolerance": (
                _("“The same level” without tolerance"),
                Q(
                    kind__in=[Kind.REFERENCE_LEVEL, Kind.PARITY],
                    comparator=Target.Comparator.EQUALS,
                    tolerance__isnull=True,
                ),
            ),
            "draft": (_("Draft"), Q(strategy__status=Strategy.Status.DRAFT)),
            "withdrawn": WITHDRAWN,
        }


@admin.register(Target)
class TargetAdmin(NumberColumn):
    task = Task.FIGURES
    resource_class = resources.TargetResource
    change_form_template = "admin/target_form.html"
    list_display = ["code", "kind", "comparator", "number", "deadline", "indicator", "strategy"]
    list_display_links = ["code", "kind"]
    # The list names the first ones; the form and what it is read from all.
    list_select_related = (
        *("strategy__partnership", "indicator", "goal", "reference_area", *REFERRED),
        *("part_of", "replaces", "stands_beside"),
    )
    list_filter = [TargetQueue, "kind", "strength", ("strategy", PlaceFilter)]
    search_fields = ["code", "wording", "indicator__code", "indicator__name"]
    fieldsets = [
        (None, {"fields": ["goal", "indicator", "series", "code"]}),
        (
            _("What"),
            {
                "fields": [
                    "wording",
                    ("kind", "comparator"),
                    ("value", "upper_value", "change_percent"),
                    ("unit", "tolerance"),
                ]
            },
        ),
        (
            _("Against what"),
            {
                "fields": [
                    "reference_area",
                    "reference_series",
                    ("gap_series", "gap_measure"),
                    ("base_period", "base_value"),
                ]
            },
        ),
        (_("When"), {"fields": [("deadline", "every_period", "path")]}),
        (_("Weight"), {"fields": ["strength", "part_of"]}),
        (
            _("Provenance"),
            {
                "fields": [
                    ("authority", "decided_year"),
                    "replaces",
                    "stands_beside",
                    "interpretation",
                ]
            },
        ),
    ]

    # What a field means for some kinds of target only.
    help_texts = {
        "value": _(
            "The level, or the lower bound. For parity how large the gap may be at most; measured "
            "as a ratio, how many times as large the larger may be. Empty: the kind needs none."
        ),
        "every_period": _("Must hold each year, not once: said by the kind “Every period”."),
    }

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, help_texts=self.help_texts, **kwargs)

    def get_urls(self):
        view, name = self.admin_site.admin_view(self.reading_view), "indicators_target"
        return [
            path("add/reading/", view, name=f"{name}_add_reading"),
            path("<int:pk>/reading/", view, name=f"{name}_reading"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["reading"] = reading_of(context["adminform"].form)
        if obj is None:
            context["reading_address"] = reverse("admin:indicators_target_add_reading")
        elif self.has_change_permission(request, obj):
            context["reading_address"] = reverse("admin:indicators_target_reading", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @method_decorator(require_POST)
    def reading_view(self, request, pk=None):
        """How the target would be read if the form were saved; nothing is written."""
        target = None if pk is None else self.found(request, pk)
        if target is None and not self.has_add_permission(request):
            raise PermissionDenied
        fields = flatten_fieldsets(self.get_fieldsets(request, target))
        change = target is not None
        form = self.get_form(request, target, change=change, fields=fields, form=ReadingForm)
        reading = reading_of(form(request.POST, instance=target))
        return TemplateResponse(request, "admin/_target_reading.html", {"reading": reading})

    def found(self, request, pk):
        """The target, if this person may change it; 404 where it is not theirs to see."""
        public = Target.objects.public().filter(pk=OuterRef("pk"))
        rows = self.get_queryset(request).annotate(published=Exists(public))
        target = rows.filter(pk=pk).first()
        if target is None:
            raise Http404
        if not self.has_change_permission(request, target):
            raise PermissionDenied
        return target


class ReadingForm(RegistryForm):
    """The form of a target that is read and not saved.

    It refuses what the form refuses, in memory: rules and references are not asked of the
    database one by one. Only of a code that was written it is asked whether it is free.
    """

    def _post_clean(self):
        row = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        found = {field.name for field, _other in references(row)}
        try:
            row.full_clean(
                exclude=found | set(self._errors), validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self._update_errors(error)
        if not self._errors:
            for broken in broken_checks(row):
                self.add_error(None, broken)
        if not self._errors and "code" in self.changed_data:
            try:
                CODE_IN_STRATEGY.validate(Target, row)
            except ValidationError as error:
                self.add_error("code", error)


# What the panel shows


class Link(NamedTuple):
    name: str
    address: str


class ShownLack(NamedTuple):
    label: str
    deed: str
    links: tuple[Link, ...]


class Reading(NamedTuple):
    """How a target is read, and each of its parts."""

    code: str
    sentence: str
    doubts: tuple[str, ...]
    judgement: Judgement
    unit: str
    language: str  # in which units and names of series are written
    series: str
    lacks: tuple[ShownLack, ...]
    parts: tuple["Reading", ...]


class Refused(NamedTuple):
    """Why what was written can't be read: pairs of the field's name and the sentence."""

    refusals: tuple[tuple[str, str], ...]


def reading_of(form):
    """What a form says of its target; None while there is nothing in it."""
    if form.is_bound and form.errors:
        return Refused(tuple(refusals_of(form)))
    if form.instance._state.adding and not form.is_bound:
        return None
    return read(form.instance, as_of=timezone.localdate())


def refusals_of(form):
    for name, sentences in form.errors.items():
        label = capfirst(form.fields[name].label) if name in form.fields else ""
        for each in sentences:
            yield label, each


def read(target, *, as_of):
    """How a target is read as it stands in memory, saved or not."""
    language = strategy_of(target).partnership.language
    target = copy(target)
    target.pk = target.pk or NEW
    related = related_targets(target)
    targets = [target, *parts_under(target, related)]
    later = [each for each in related if each.replaces_id == target.pk and each not in targets]
    series = with_their_series(targets)
    current = [each for each in series if each.withdrawn_on is None]
    found = Read(
        targets=[*targets, *later],
        series=current,
        figures=list(Observation.objects.current().filter(series__in=current)),
        baselines=list(Baseline.objects.current().filter(series__in=current)),
        annotations=list(
            Annotation.objects.current().filter(indicator__in={s.indicator_id for s in current})
        ),
    )
    judgements = found.judgements(as_of=as_of)
    return shown(target, judgements, found, language, form=None)


def strategy_of(target):
    """The strategy, by a way on which it has been read already."""
    is_read = Target._meta.get_field("strategy").is_cached(target)
    return target.strategy if is_read else (target.indicator or target.goal).strategy


def related_targets(target):
    """The targets of the strategy that are parts of others or replace others."""
    if target.pk == NEW:
        return []
    rows = Target.objects.current().filter(strategy=target.strategy_id).exclude(pk=target.pk)
    rows = rows.filter(Q(part_of__isnull=False) | Q(replaces__isnull=False))
    return list(rows.select_related("indicator", "reference_area").order_by("code"))


def parts_under(target, related):
    """The parts of a target, and theirs, in the order of their codes."""
    if target.kind != Kind.COMPOSITE:
        return []
    own = [each for each in related if each.part_of_id == target.pk]
    return [each for part in own for each in (part, *parts_under(part, related))]


def with_their_series(targets):
    """The series that targets are read from, put into them, with all of the same indicators."""
    referred = {getattr(row, f"{name}_id") for row in targets for name in REFERRED} - {None}
    indicators = {row.indicator_id for row in targets} - {None}
    theirs = Series.objects.filter(pk__in=referred).values("indicator")
    rows = Series.objects.filter(Q(indicator__in=indicators) | Q(indicator__in=theirs))
    rows = rows.annotate(only_surveys=only_surveys("indicator"))
    series = list(rows.select_related("indicator", "source").order_by("code"))
    known = {each.pk: each for each in series}
    for row in targets:
        for name in REFERRED:
            setattr(row, name, known.get(getattr(row, f"{name}_id")))
    return series


def shown(target, judgements, found, language, *, form):
    """``form``: the row on whose form the target is mended; None for the form of this page."""
    judgement = judgements[target.pk]
    substitutes = [
        each
        for each in found.series
        if each.role == Series.Role.SUBSTITUTE and each.indicator_id == target.indicator_id
    ]
    parts = found.parts[target.pk] if target.kind == Kind.COMPOSITE else ()
    return Reading(
        code=target.code,
        sentence=sentence(target, judgement),
        doubts=tuple(doubts(target)),
        judgement=judgement,
        unit=unit_of(target),
        language=language,
        series=str(target.series or ""),
        lacks=tuple(shown_lack(lack, form) for lack in lacks(target, judgement, substitutes)),
        parts=tuple(shown(part, judgements, found, language, form=part) for part in parts),
    )


def shown_lack(lack, form):
    return ShownLack(lack.label, lack.deed, tuple(link(place, form) for place in lack.places))


def link(place, form):
    """Where something is put right: a field of a target, or a part of the form of a series."""
    row, name = place.row or form, str(place.row)
    if place.row is None:
        name = capfirst(Target._meta.get_field(place.part.removeprefix("id_")).verbose_name)
    if row is None:
        return Link(name, f"#{place.part}")
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return Link(name, f"{address}#{place.part}")
