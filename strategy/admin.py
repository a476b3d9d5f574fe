"""How partnerships, roles and strategies are edited."""

import re

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import Exact, IsNull
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from config.records import allowed_partnerships
from config.registry.admin import NotFound, RegistryAdmin
from config.registry.filters import PlaceFilter, WorkQueue
from config.registry.forms import RegistryForm, is_row_id
from config.registry.inlines import StackedPart, TabularPart
from config.registry.scope import may_somewhere
from config.registry.site import Task
from strategy import resources
from strategy.models import (
    Action,
    FocusArea,
    Goal,
    Lighthouse,
    LighthouseGoal,
    Membership,
    OverallObjective,
    Partnership,
    ReaderMessage,
    Strategy,
    Translation,
    Vision,
)
from strategy.models.translations import original_today
from strategy.partnership_form import PartnershipForm

Person = get_user_model()
SHORT = 25  # words of a long text in a list
WITHDRAWN = (_("Withdrawn"), Q(withdrawn_on__isnull=False))


class StrategyQueue(WorkQueue):
    def queues(self):
        return {
            "draft": (_("Draft"), Q(status=Strategy.Status.DRAFT)),
            "no_vision": (_("No vision"), Q(vision__isnull=True)),
            "withdrawn": WITHDRAWN,
        }


class PartQueue(WorkQueue):
    """For the parts of a strategy."""

    def queues(self):
        return {
            "draft": (_("Draft"), Q(strategy__status=Strategy.Status.DRAFT)),
            "withdrawn": WITHDRAWN,
        }


class GoalQueue(PartQueue):
    def queues(self):
        goal = OuterRef("pk")
        actions = Action.objects.filter(goal=goal, withdrawn_on__isnull=True)
        return {
            "no_action": (_("No action"), ~Exists(actions)),
            "no_rationale": (_("No rationale"), Q(rationale="")),
            **super().queues(),
        }


class TranslationQueue(PartQueue):
    def queues(self):
        today = original_today()
        in_force = Q(withdrawn_on__isnull=True)
        return {
            "outdated": (_("Outdated"), in_force & ~Q(Exact(F("original"), today))),
            "gone": (_("Of what is no longer there"), in_force & Q(IsNull(today, True))),
            **super().queues(),
        }


class WithdrawnQueue(WorkQueue):
    def queues(self):
        return {"withdrawn": WITHDRAWN}


class VisionPart(StackedPart):
    model = Vision
    fields = ["statement", "perspectives"]


class ObjectivePart(TabularPart):
    model = OverallObjective
    fields = ["order", "statement"]


class FocusAreaPart(TabularPart):
    model = FocusArea
    fields = ["number", "code", "name"]


class GoalPart(TabularPart):
    model = Goal
    fields = ["number", "code", "name"]


class LighthousePart(TabularPart):
    model = Lighthouse
    fields = ["code", "name", "start_year", "end_year"]


class ActionPart(TabularPart):
    model = Action
    fields = ["order", "lead_in", "text"]


class LighthouseGoalPart(TabularPart):
    model = LighthouseGoal
    fields = ["goal"]
    list_select_related = ("goal",)
    among = {"goal": ("strategy", "strategy")}


@admin.register(Strategy)
class StrategyAdmin(RegistryAdmin):
    task = Task.STRATEGY
    public_page = "strategy"
    resource_class = resources.StrategyResource
    list_display = ["title", "partnership", "code", "status", "first_year", "horizon_year"]
    list_select_related = ("partnership",)
    list_filter = [StrategyQueue, "status", ("partnership", PlaceFilter)]
    search_fields = ["title", "short_title", "code", "partnership__name"]
    inlines = [VisionPart, ObjectivePart, FocusAreaPart]
    fieldsets = [
        (None, {"fields": ["partnership", "code", "title", "short_title", "status"]}),
        (
            _("Adoption"),
            {
                "fields": [
                    ("adopted_by", "adopted_year"),
                    ("first_year", "horizon_year"),
                    "legal_basis",
                    "replaces",
                ]
            },
        ),
        (_("Text"), {"fields": ["introduction", "scope_note"]}),
    ]


@admin.register(Vision)
class VisionAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.VisionResource
    list_display = ["statement", "strategy"]
    list_filter = [WithdrawnQueue, ("strategy", PlaceFilter)]
    search_fields = ["statement", "perspectives"]
    fieldsets = [(None, {"fields": ["strategy", "statement", "perspectives"]})]


@admin.register(OverallObjective)
class OverallObjectiveAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.OverallObjectiveResource
    list_display = ["order", "statement", "strategy"]
    list_display_links = ["statement"]
    list_filter = [WithdrawnQueue, ("strategy", PlaceFilter)]
    search_fields = ["statement"]
    fieldsets = [(None, {"fields": ["strategy", "order", "statement"]})]


@admin.register(FocusArea)
class FocusAreaAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.FocusAreaResource
    list_display = ["number", "name", "code", "strategy"]
    list_display_links = ["name"]
    list_filter = [PartQueue, ("strategy", PlaceFilter)]
    search_fields = ["code", "name"]
    inlines = [GoalPart, LighthousePart]
    fieldsets = [(None, {"fields": ["strategy", ("number", "code"), "name", "description"]})]


@admin.register(Goal)
class GoalAdmin(RegistryAdmin):
    task = Task.STRATEGY
    public_page = "goal"
    change_form_template = "admin/translatable_form.html"
    resource_class = resources.GoalResource
    list_display = ["code", "name", "focus_area", "strategy"]
    list_display_links = ["code", "name"]
    list_select_related = ("focus_area",)
    list_filter = [GoalQueue, ("strategy", PlaceFilter)]
    search_fields = ["code", "name", "statement"]
    inlines = [ActionPart]
    fieldsets = [
        (None, {"fields": ["focus_area", ("number", "code"), "name"]}),
        (_("Meaning"), {"fields": ["statement", "rationale", "definition"]}),
        (
            _("As printed"),
            {"fields": ["heading_as_printed", "also_printed_as"], "classes": ["collapse"]},
        ),
    ]


@admin.register(Action)
class ActionAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.ActionResource
    list_display = ["text", "goal", "order"]
    list_select_related = ("goal",)
    list_filter = [WithdrawnQueue, ("goal__strategy", PlaceFilter)]
    search_fields = ["text", "lead_in", "goal__code", "goal__name"]
    fieldsets = [(None, {"fields": ["goal", "order", "lead_in", "text"]})]


@admin.register(Lighthouse)
class LighthouseAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.LighthouseResource
    list_display = ["name", "code", "focus_area", "start_year", "strategy"]
    list_select_related = ("focus_area",)
    list_filter = [PartQueue, ("strategy", PlaceFilter)]
    search_fields = ["code", "name", "description"]
    inlines = [LighthouseGoalPart]
    fieldsets = [
        (None, {"fields": ["focus_area", "code", "name", ("start_year", "end_year")]}),
        (_("Text"), {"fields": ["description"]}),
    ]


@admin.register(LighthouseGoal)
class LighthouseGoalAdmin(RegistryAdmin):
    task = Task.STRATEGY
    resource_class = resources.LighthouseGoalResource
    list_display = ["lighthouse", "goal"]
    list_select_related = ("lighthouse", "goal")
    list_filter = [WithdrawnQueue, ("lighthouse__strategy", PlaceFilter)]
    search_fields = ["lighthouse__name", "goal__code", "goal__name"]
    fieldsets = [(None, {"fields": ["lighthouse", "goal"]})]


class TranslationForm(RegistryForm):
    """Says of the place what is wrong with it, and where codes are found."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].help_text = _(
                "The code of the goal, indicator …, as it stands in the lists of them and in the "
                "address of its page: “eg1”; of an action “eg1/2”, of an overall objective its "
                "number. Empty: of the strategy itself. The page Translations of a strategy fills "
                "it in."
            )

    def clean_place(self):
        place = self.cleaned_data["place"].strip().lower()
        if not re.fullmatch("[a-z0-9/-]*", place):
            raise ValidationError(_("Write the code, like “eg1”, or “eg1/2” of an action."))
        return place


@admin.register(Translation)
class TranslationAdmin(RegistryAdmin):
    task = Task.STRATEGY
    form = TranslationForm
    resource_class = resources.TranslationResource
    list_display = ["beginning", "translated", "language", "what", "place", "strategy"]
    list_filter = [TranslationQueue, "language", "what", ("strategy", PlaceFilter)]
    search_fields = ["place", "original", "text"]
    fieldsets = [
        (None, {"fields": ["strategy", "language", ("what", "place")]}),
        (_("Text"), {"fields": ["original", "text"]}),
    ]

    @admin.display(description=_("original"), ordering="original")
    def beginning(self, row):
        return Truncator(row.original).words(SHORT)

    @admin.display(description=_("translation"), ordering="text")
    def translated(self, row):
        return Truncator(row.text).words(SHORT)


# Set-up


@admin.register(Partnership)
class PartnershipAdmin(RegistryAdmin):
    """Its people describe it; administrators add and remove partnerships."""

    task = Task.SET_UP
    change_form_template = "admin/partnership_form.html"
    form = PartnershipForm
    resource_class = resources.PartnershipResource
    list_display = ["name", "code", "country", "language"]
    search_fields = ["name", "code", "area_name"]
    fieldsets = [
        (None, {"fields": ["code", "name", "area_name", ("country", "language")]}),
        (_("Text"), {"fields": ["description"]}),
        (_("Look"), {"fields": ["colour", "logo"]}),
        (_("Contact"), {"fields": ["responsible", "email", "homepage"]}),
        (_("Approval"), {"fields": ["allows_own_approval"]}),
    ]

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request)

    def get_readonly_fields(self, request, obj=None):
        """Who only looks sees the logo, not the text it is kept as."""
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else (*fields, "logo_shown")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        looked_at = {"fields": ["colour", "logo_shown"]}
        return [(name, looked_at if "logo" in it["fields"] else it) for name, it in fieldsets]

    @admin.display(description=_("Logo"), empty_value="–")
    def logo_shown(self, row):
        return row.logo and format_html('<img src="{}" alt="" height="48">', row.logo)


class MembershipForm(RegistryForm):
    """A manager names the person: the list of all accounts is for administrators."""

    user = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.filter(is_active=True, is_staff=True),
        to_field_name="username",
        widget=AdminTextInputWidget,
        help_text=_("The user name of an active account. Administrators make accounts."),
        error_messages={"invalid_choice": _("There is no active account with this user name.")},
    )


@admin.register(Membership)
class MembershipAdmin(RegistryAdmin):
    """Who may do what; seen and given out by those who manage a partnership."""

    task = Task.SET_UP
    rights = dict.fromkeys(("view", "add", "change", "delete"), "manage")
    resource_class = resources.MembershipResource
    form = MembershipForm
    list_display = ["user", "partnership", "role"]
    list_select_related = ("user", "partnership")
    list_filter = ["role", ("partnership", PlaceFilter)]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    fieldsets = [(None, {"fields": ["user", "partnership", "role", "language"]})]

    def get_readonly_fields(self, request, obj=None):
        return ("user", "partnership") if obj is not None else ()

    def has_import_permission(self, request):
        return request.user.is_superuser  # a file of roles would tell who has an account

    def has_export_permission(self, request):
        return request.user.is_superuser


admin.site.unregister([Person, Group])


@admin.register(Person)
class PersonAdmin(NotFound, UserAdmin):
    """Accounts, for administrators. People are deactivated, never deleted."""

    task = Task.SET_UP
    list_display = ["username", "first_name", "last_name", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (
            _("Rights"),
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": _("What a person may do in a partnership follows from memberships."),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # readers need no account
        super().save_model(request, obj, form, change)

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False


# What readers have written


class MessageQueue(WorkQueue):
    def queues(self):
        return {
            "open": (_("Not handled"), Q(handled_at__isnull=True)),
            "address": (_("Handled, address kept"), Q(handled_at__isnull=False) & ~Q(email="")),
        }


@admin.register(ReaderMessage)
class ReaderMessageAdmin(NotFound, admin.ModelAdmin):
    """Messages of readers: read and handled by those who edit, of no partnership by administrators.

    Nobody adds or alters one; administrators delete them.
    """

    task = Task.FOLLOW_UP
    list_display = ["text_begun", "page", "partnership", "received_at", "handled_at"]
    list_select_related = ["partnership"]
    list_filter = [MessageQueue, ("partnership", PlaceFilter)]
    search_fields = ["text", "page"]
    fields = ["text", "page", "partnership", "email", "language", "received_at"]
    readonly_fields = ["received_at", "handled_at", "handled_by"]
    actions = ["mark_as_handled", "erase_address"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50

    def get_fields(self, request, obj=None):
        handled = ["handled_at", "handled_by"] if obj and obj.handled_at else []
        return [*self.fields, *handled]

    @admin.display(description=_("message"), ordering="text")
    def text_begun(self, message):
        return str(message)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(partnership__in=allowed_partnerships(request.user, "change"))

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, object_id) if is_row_id(object_id) else None

    def has_module_permission(self, request):
        return may_somewhere(request.user, "change")

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_handle_permission(self, request):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    @admin.action(description=_("Mark as handled"), permissions=["handle"])
    def mark_as_handled(self, request, queryset):
        still_open = queryset.filter(handled_at__isnull=True)
        for message in still_open:
            message.handled_at, message.handled_by = timezone.now(), request.user
            message.save(update_fields=["handled_at", "handled_by"])
        self.message_user(request, _("Marked as handled."), messages.SUCCESS)

    @admin.action(description=_("Erase the e-mail address"), permissions=["handle"])
    def erase_address(self, request, queryset):
        for message in queryset:
            message.email = ""
            message.save(update_fields=["email"])
        self.message_user(request, _("The e-mail addresses are erased."), messages.SUCCESS)
