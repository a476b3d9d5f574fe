"""Indicators with all that is measured and promised about them."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.numbers import write_number
from config.registry.admin import RegistryAdmin
from config.registry.filters import PlaceFilter
from config.registry.inlines import FurtherPart, StackedPart, TabularPart
from config.registry.site import Task
from indicators import resources
from indicators.admin.queues import (
    IndicatorQueue,
    MeasuredQueue,
    SeriesQueue,
    WithdrawnQueue,
)
from indicators.models import (
    Annotation,
    Baseline,
    Citation,
    Indicator,
    Observation,
    QualityNote,
    Series,
    Target,
)
from strategy.admin import GoalAdmin
from strategy.models import Goal

OF_THE_INDICATOR = {"series": ("indicator", "pk")}
MEASURED = [
    (
        _("Value"),
        {"fields": [("value", "decimals", "is_approximate"), ("missing", "direction"), "status"]},
    ),
    (
        _("Provenance"),
        {
            "fields": [
                ("as_printed", "unit_as_printed"),
                "derivation",
                ("source", "passage"),
                "note",
            ]
        },
    ),
]


class SeriesPart(TabularPart):
    model = Series
    fields = ["code", "name", "area", "group", "unit", "role"]
    list_select_related = ("area", "group")
    verbose_name_plural = _("Series: figures stand on the page of each")


class BaselinePart(FurtherPart):
    """The baselines of all series of an indicator."""

    model = Baseline
    path = "series__indicator"
    fields = ["series", "kind", "period", "value", "missing", "as_printed"]
    list_select_related = ("series",)
    among = OF_THE_INDICATOR


class TargetPart(TabularPart):
    model = Target
    fk_name = "indicator"
    fields = ["code", "series", "kind", "comparator", "value", "deadline", "strength"]
    list_select_related = ("series", "goal")
    among = OF_THE_INDICATOR


class CitationPart(TabularPart):
    model = Citation
    fields = ["order", "source", "as_printed", "is_certain"]
    list_select_related = ("source",)


class AnnotationPart(TabularPart):
    model = Annotation
    fields = ["period", "kind", "series", "text"]
    list_select_related = ("series",)
    among = OF_THE_INDICATOR


class QualityNotePart(StackedPart):
    model = QualityNote
    fields = [("code", "kind", "is_internal"), "text", "passage"]
    inherits = ("strategy",)
    classes = ["collapse"]


class ObservationPart(TabularPart):
    model = Observation
    template = "admin/newest_part.html"
    fields = ["period", "aggregation", "value", "missing", "status", "as_printed"]
    list_select_related = ("series",)
    ordering = ["-period", "aggregation"]
    most = 100


class SeriesBaselinePart(TabularPart):
    model = Baseline
    fields = ["kind", "period", "value", "missing", "as_printed"]
    list_select_related = ("series",)


class IndicatorPart(TabularPart):
    model = Indicator
    fields = ["number", "code", "name", "wording"]


class GoalCitationPart(CitationPart):
    fk_name = "goal"
    verbose_name_plural = _("Sources named for the goal itself")


admin.site.unregister(Goal)


@admin.register(Goal)
class MeasuredGoalAdmin(GoalAdmin):
    """A goal with its actions and with what measures it."""

    inlines = [*GoalAdmin.inlines, IndicatorPart, GoalCitationPart]


@admin.register(Indicator)
class IndicatorAdmin(RegistryAdmin):
    task = Task.FIGURES
    public_page = "indicator"
    change_form_template = "admin/translatable_form.html"
    resource_class = resources.IndicatorResource
    list_display = ["code", "name", "goal", "unit", "owner", "strategy"]
    list_display_links = ["code", "name"]
    list_select_related = ("goal",)
    list_filter = [IndicatorQueue, "frequency", ("strategy", PlaceFilter)]
    search_fields = ["code", "name", "wording", "goal__code", "goal__name", "owner"]
    inlines = [SeriesPart, BaselinePart, TargetPart, CitationPart, AnnotationPart, QualityNotePart]
    fieldsets = [
        (None, {"fields": ["goal", ("number", "code"), "name", "is_primary"]}),
        (
            _("Meaning"),
            {
                "fields": [
                    "wording",
                    "definition",
                    ("unit", "unit_as_printed", "decimals"),
                    ("cap", "neutral_band"),
                    "also_in",
                ]
            },
        ),
        (_("Provenance"), {"fields": [("frequency", "due_month"), "owner"]}),
    ]
    actions = ["update_workbook"]

    @admin.action(description=_("Download an update workbook"), permissions=["view"])
    def update_workbook(self, request, queryset):
        """The workbook of the chosen indicators, which belong to one strategy."""
        chosen = list(queryset.values_list("strategy", "code"))
        if len({strategy for strategy, _code in chosen}) != 1:
            self.message_user(
                request, gettext("Choose indicators of one strategy."), messages.ERROR
            )
            return None
        address = reverse("admin:strategy_strategy_workbook_download", args=[chosen[0][0]])
        codes = urlencode({"indicator": [code for _strategy, code in chosen]}, doseq=True)
        return redirect(f"{address}?{codes}")


@admin.register(Series)
class SeriesAdmin(RegistryAdmin):
    task = Task.FIGURES
    resource_class = resources.SeriesResource
    list_display = ["code", "name", "area", "group", "role", "indicator", "strategy"]
    list_display_links = ["code", "name"]
    list_select_related = ("indicator", "area", "group")
    list_filter = [
        SeriesQueue,
        "role",
        "official",
        ("statistic", PlaceFilter),
        ("strategy", PlaceFilter),
    ]
    search_fields = ["code", "name", "indicator__code", "indicator__name", "area__name"]
    inlines = [ObservationPart, SeriesBaselinePart]
    fieldsets = [
        (None, {"fields": ["indicator", "code"]}),
        (
            _("Meaning"),
            {
                "fields": [
                    "name",
                    "label_as_printed",
                    ("area", "group", "age"),
                    ("unit", "denominator"),
                    "statistic",
                ]
            },
        ),
        (
            _("Use"),
            {"fields": ["role", ("substitutes", "comparability"), "comparability_reason"]},
        ),
        (_("Provenance"), {"fields": [("source", "official"), "table_reference", "recipe"]}),
    ]


class NumberColumn(RegistryAdmin):
    """A list that shows the value as it is written, not with all the decimals it could have."""

    @admin.display(description=_("value"), ordering="value")
    def number(self, row):
        return None if row.value is None else write_number(row.value)


@admin.register(Observation)
class ObservationAdmin(NumberColumn):
    task = Task.FIGURES
    change_list_template = "admin/figures_list.html"
    resource_class = resources.ObservationResource
    list_display = ["period", "number", "missing", "status", "aggregation", "series"]
    list_display_links = ["period", "number"]
    list_select_related = ("series",)
    list_filter = [MeasuredQueue, "status", "missing", ("series__strategy", PlaceFilter)]
    search_fields = ["series__code", "series__name", "period", "as_printed"]
    fieldsets = [
        (None, {"fields": ["series", ("period", "aggregation")]}),
        *MEASURED,
        (_("Vintage"), {"fields": ["vintage"], "classes": ["collapse"]}),
    ]

    def lookup_allowed(self, lookup, value, request=None):
        """Also one series: its page shows only the newest figures and leads here."""
        return lookup == "series__exact" or super().lookup_allowed(lookup, value, request)


@admin.register(Baseline)
class BaselineAdmin(NumberColumn):
    task = Task.FIGURES
    resource_class = resources.BaselineResource
    list_display = ["series", "kind", "period", "number", "missing", "status"]
    list_display_links = ["series", "period"]
    list_select_related = ("series",)
    list_filter = [MeasuredQueue, "kind", "missing", ("series__strategy", PlaceFilter)]
    search_fields = ["series__code", "series__name", "period", "as_printed"]
    fieldsets = [
        (None, {"fields": ["series", ("kind", "period"), "replaces"]}),
        *MEASURED,
    ]


@admin.register(Citation)
class CitationAdmin(RegistryAdmin):
    task = Task.FIGURES
    resource_class = resources.CitationResource
    list_display = ["source", "as_printed", "is_certain", "indicator", "goal", "strategy"]
    list_select_related = ("source", "indicator", "goal")
    list_filter = [WithdrawnQueue, "is_certain", ("strategy", PlaceFilter)]
    search_fields = ["as_printed", "source__name", "indicator__code", "goal__code"]
    fieldsets = [
        (None, {"fields": ["goal", "indicator", "order"]}),
        (_("Source"), {"fields": ["source", ("as_printed", "is_certain"), "note"]}),
    ]


@admin.register(Annotation)
class AnnotationAdmin(RegistryAdmin):
    task = Task.FIGURES
    resource_class = resources.AnnotationResource
    list_display = ["period", "kind", "text", "indicator", "series"]
    list_display_links = ["period", "kind"]
    list_select_related = ("indicator", "series")
    list_filter = [WithdrawnQueue, "kind", ("indicator__strategy", PlaceFilter)]
    search_fields = ["text", "period", "indicator__code", "indicator__name"]
    fieldsets = [(None, {"fields": ["indicator", "series", ("period", "kind"), "text"]})]


@admin.register(QualityNote)
class QualityNoteAdmin(RegistryAdmin):
    task = Task.FIGURES
    resource_class = resources.QualityNoteResource
    list_display = ["code", "kind", "text", "goal", "indicator", "is_internal", "strategy"]
    list_display_links = ["code", "text"]
    list_select_related = ("goal", "indicator")
    list_filter = [WithdrawnQueue, "kind", "is_internal", ("strategy", PlaceFilter)]
    search_fields = ["code", "text", "passage"]
    fieldsets = [
        (None, {"fields": ["strategy", ("code", "kind", "is_internal"), "text", "passage"]}),
        (_("About"), {"fields": ["goal", "indicator", "series", "observation"]}),
    ]
