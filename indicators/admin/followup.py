"""Rounds of following up: their judgements and texts, and who may approve them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from config.registry.admin import RegistryAdmin
from config.registry.filters import PlaceFilter
from config.registry.inlines import TabularPart
from config.registry.site import Task
from indicators import resources
from indicators.admin.queues import AssessmentQueue, FollowUpQueue, WithdrawnQueue, WrittenQueue
from indicators.models import (
    Assessment,
    Edition,
    Figure,
    FigureSeries,
    FollowUp,
    Footnote,
    GoalAnalysis,
)

OF_THE_STRATEGY = ("strategy", "strategy")
OF_THE_WORK = ["responsible", "copied_from", "approved_by", "approved_at"]
WORK = (
    gettext_lazy("Work"),
    {
        "fields": [
            "state",
            ("responsible", "due_on"),
            "returned_note",
            "copied_from",
            ("approved_by", "approved_at"),
        ]
    },
)


class AnalysisPart(TabularPart):
    model = GoalAnalysis
    fk_name = "follow_up"
    fields = ["goal", "heading_as_printed"]
    list_select_related = ("goal", "follow_up")
    among = {"goal": OF_THE_STRATEGY}
    verbose_name_plural = gettext_lazy("Analyses of goals: the text stands on the page of each")


class AssessmentPart(TabularPart):
    model = Assessment
    fk_name = "follow_up"
    fields = ["indicator", "arrow", "attainment", "not_followed_reason"]
    list_select_related = ("indicator", "follow_up")
    among = {"indicator": OF_THE_STRATEGY}


class FigurePart(TabularPart):
    model = Figure
    fields = ["code", "kind", "goal", "indicator", "caption"]
    list_select_related = ("goal", "indicator")
    among = {"goal": OF_THE_STRATEGY, "indicator": OF_THE_STRATEGY}
    classes = ["collapse"]


class FootnotePart(TabularPart):
    model = Footnote
    fields = ["order", "mark", "text", "near"]
    classes = ["collapse"]


class FigureSeriesPart(TabularPart):
    model = FigureSeries
    fields = ["order", "series"]
    list_select_related = ("series__area", "series__group")


@admin.register(FollowUp)
class FollowUpAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    public_page = "follow-up"
    change_form_template = "admin/followup_form.html"
    change_list_template = "admin/followup_list.html"
    resource_class = resources.FollowUpResource
    list_display = ["title", "code", "first_year", "last_year", "status", "strategy"]
    list_filter = [FollowUpQueue, "status", ("strategy", PlaceFilter)]
    search_fields = ["title", "code"]
    inlines = [AssessmentPart, AnalysisPart, FigurePart, FootnotePart]

    def get_readonly_fields(self, request, obj=None):
        known = () if request.user.is_superuser else ("is_from_document",)
        return (*super().get_readonly_fields(request, obj), *known)

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "strategy",
                    "code",
                    "title",
                    ("first_year", "last_year"),
                    ("status", "due_on"),
                ]
            },
        ),
        (
            gettext_lazy("Text"),
            {"fields": ["introduction", "method", "arrow_legend", "lesson"]},
        ),
        (
            gettext_lazy("Provenance"),
            {
                "fields": [
                    "is_from_document",
                    "prepared_by",
                    "makers",
                    "show_makers",
                    "contents_as_printed",
                ],
                "classes": ["collapse"],
            },
        ),
    ]


@admin.register(Assessment)
class AssessmentAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    resource_class = resources.AssessmentResource
    list_display = ["indicator", "follow_up", "arrow", "attainment", "not_followed_reason", "state"]
    list_select_related = ("indicator", "follow_up")
    list_filter = [
        AssessmentQueue,
        "arrow",
        "not_followed_reason",
        ("follow_up", PlaceFilter),
    ]
    search_fields = ["indicator__code", "indicator__name", "comment", "conclusion_as_printed"]
    readonly_fields = OF_THE_WORK
    fieldsets = [
        (None, {"fields": ["follow_up", "indicator"]}),
        (
            gettext_lazy("Judgement"),
            {
                "fields": [
                    ("arrow", "attainment"),
                    "arrow_note",
                    "conclusion_as_printed",
                    "comment",
                    "reason_for_differing",
                ]
            },
        ),
        (
            gettext_lazy("Not followed up"),
            {"fields": ["not_followed_reason", "not_followed_as_printed", "substitute"]},
        ),
        WORK,
    ]


@admin.register(GoalAnalysis)
class GoalAnalysisAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    resource_class = resources.GoalAnalysisResource
    list_display = ["goal", "follow_up", "state"]
    list_select_related = ("goal", "follow_up")
    list_filter = [WrittenQueue, ("follow_up", PlaceFilter)]
    search_fields = ["goal__code", "goal__name", "text"]
    readonly_fields = OF_THE_WORK
    fieldsets = [
        (None, {"fields": ["follow_up", "goal", "heading_as_printed"]}),
        (gettext_lazy("Text"), {"fields": ["text"]}),
        WORK,
    ]


@admin.register(Figure)
class FigureAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    resource_class = resources.FigureResource
    list_display = ["code", "kind", "caption", "goal", "follow_up"]
    list_select_related = ("goal", "follow_up")
    list_filter = [WithdrawnQueue, "kind", "is_picture_only", ("follow_up", PlaceFilter)]
    search_fields = ["code", "caption", "goal__code", "goal__name"]
    inlines = [FigureSeriesPart]
    fieldsets = [
        (None, {"fields": ["follow_up", ("code", "kind"), "goal", "indicator"]}),
        (gettext_lazy("Text"), {"fields": ["caption", "source_line", "printed_inside"]}),
        (
            gettext_lazy("What it shows"),
            {"fields": [("first_period", "last_period"), "is_picture_only"]},
        ),
    ]


@admin.register(FigureSeries)
class FigureSeriesAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    resource_class = resources.FigureSeriesResource
    list_display = ["figure", "series", "order"]
    list_select_related = ("figure", "series")
    list_filter = [WithdrawnQueue, ("figure__follow_up", PlaceFilter)]
    search_fields = ["figure__caption", "series__code", "series__name"]
    fieldsets = [(None, {"fields": ["figure", "series", "order"]})]


@admin.register(Footnote)
class FootnoteAdmin(RegistryAdmin):
    task = Task.FOLLOW_UP
    resource_class = resources.FootnoteResource
    list_display = ["mark", "text", "follow_up"]
    list_select_related = ("follow_up",)
    list_filter = [WithdrawnQueue, ("follow_up", PlaceFilter)]
    search_fields = ["mark", "text", "near"]
    fieldsets = [(None, {"fields": ["follow_up", ("order", "mark"), "text", "near", "note"]})]


@admin.register(Edition)
class EditionAdmin(RegistryAdmin):
    """Frozen: read here, never written."""

    task = Task.FOLLOW_UP
    resource_class = resources.EditionResource
    list_display = ["follow_up", "number", "published_at"]
    list_select_related = ("follow_up",)
    list_filter = [("follow_up", PlaceFilter)]
    search_fields = ["follow_up__title", "note"]
    fieldsets = [(None, {"fields": ["follow_up", "number", "published_at", "sha256", "note"]})]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False
