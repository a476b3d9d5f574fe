"""What figures refer to, and what was imported."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.records import allowed_partnerships
from config.registry.admin import RegistryAdmin
from config.registry.filters import PlaceFilter
from config.registry.site import Task
from indicators import resources
from indicators.models import Area, Group, ImportBatch, Source

NAMES = (_("In other languages"), {"fields": ["name_sv", "name_nb", "name_en"]})


@admin.register(Area)
class AreaAdmin(RegistryAdmin):
    task = Task.SET_UP
    resource_class = resources.AreaResource
    list_display = ["name", "code", "country", "is_nation", "partnership"]
    list_filter = ["is_nation", ("partnership", PlaceFilter)]
    search_fields = ["code", "name", "name_sv", "name_nb", "name_en"]
    fieldsets = [
        (None, {"fields": ["partnership", ("country", "code"), "name", "is_nation"]}),
        NAMES,
        (_("Validity"), {"fields": [("valid_from", "valid_to")]}),
    ]


@admin.register(Group)
class GroupAdmin(RegistryAdmin):
    task = Task.SET_UP
    resource_class = resources.GroupResource
    list_display = ["name", "code", "counterpart", "partnership"]
    list_select_related = ("counterpart",)
    list_filter = [("partnership", PlaceFilter)]
    search_fields = ["code", "name", "name_sv", "name_nb", "name_en"]
    fieldsets = [
        (None, {"fields": ["partnership", "code", "name", "counterpart"]}),
        NAMES,
    ]


@admin.register(Source)
class SourceAdmin(RegistryAdmin):
    task = Task.SET_UP
    resource_class = resources.SourceResource
    list_display = ["name", "code", "publisher", "access", "partnership"]
    list_filter = ["access", ("partnership", PlaceFilter)]
    search_fields = ["code", "name", "publisher"]
    fieldsets = [
        (None, {"fields": ["partnership", "code", "name", "publisher"]}),
        (_("Use"), {"fields": ["address", "licence", ("dialect", "access"), "note"]}),
    ]


@admin.register(ImportBatch)
class ImportBatchAdmin(RegistryAdmin):
    """What was imported, to read; importing itself starts at the list of what is imported."""

    task = Task.SET_UP
    resource_class = resources.ImportBatchResource
    list_display = ["file_name", "what", "actor", "uploaded_at", "state", "new", "changed"]
    list_filter = ["state", ("partnership", PlaceFilter)]
    search_fields = ["file_name", "actor", "reason", "=uuid"]
    fieldsets = [
        (None, {"fields": ["file_name", "what", "partnership", "reason", "state"]}),
        (_("Who and when"), {"fields": ["actor", ("uploaded_at", "applied_at")]}),
        (
            _("What it did"),
            {"fields": [("new", "changed", "unchanged", "problems"), "uuid", "sha256"]},
        ),
    ]

    @admin.display(description=_("what"), ordering="model")
    def what(self, batch):
        return capfirst(apps.get_model(batch.model)._meta.verbose_name_plural)

    def get_queryset(self, request):
        """One's own, and those that touched only partnerships one sees."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        own = allowed_partnerships(request.user, "view")
        return rows.filter(Q(partnership__in=own) | Q(user=request.user))

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "what")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False
