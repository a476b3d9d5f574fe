"""What figures refer to."""

from django.contrib import admin
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from config.registry.admin import RegistryAdmin
from config.registry.filters import PlaceFilter, WorkQueue
from config.registry.site import Task
from indicators import resources
from indicators.admin.queues import is_there
from indicators.models import Area, Group, Series, Source, Statistic

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


class StatisticQueue(WorkQueue):
    def queues(self):
        return {
            "no_series": (_("No series"), ~is_there(Series, statistic=OuterRef("pk"))),
            "no_unit": (_("No unit"), Q(unit="")),
            "no_definition": (_("No definition"), Q(definition="")),
        }


@admin.register(Statistic)
class StatisticAdmin(RegistryAdmin):
    task = Task.SET_UP
    resource_class = resources.StatisticResource
    list_display = ["name", "code", "unit", "partnership"]
    list_filter = [StatisticQueue, ("partnership", PlaceFilter)]
    search_fields = ["code", "name", "name_sv", "name_nb", "name_en", "definition"]
    fieldsets = [
        (None, {"fields": ["partnership", "code", "name"]}),
        NAMES,
        (_("Comparison"), {"fields": ["unit", "definition"]}),
    ]
