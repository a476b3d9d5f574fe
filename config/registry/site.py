"""The admin as a whole: its index by task, its header, and what it refuses everywhere."""

from functools import wraps
from urllib.parse import unquote

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.records import Record, follow


class Task(models.TextChoices):
    """What staff come to do: the groups of the index."""

    STRATEGY = "strategy", _("Strategy")
    FIGURES = "figures", _("Figures")
    FOLLOW_UP = "follow-up", _("Follow-up")
    SET_UP = "set-up", _("Set-up")


class RegistrySite(AdminSite):
    """Django's admin, grouped by task."""

    site_header: str | Promise = "Framsteg"
    site_title: str | Promise = "Framsteg"
    index_title = _("What do you want to do?")
    empty_value_display = "–"
    enable_nav_sidebar = False  # lists and forms need the width; the index is one step away

    def get_urls(self):
        # The address that sends you on to the public page asks nobody whose row it is.
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]

    def admin_view(self, view, cacheable=False):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if "\0" in unquote(request.get_full_path()):
                raise BadRequest("An address holds no NUL.")
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def get_app_list(self, request, app_label=None):
        """The registered models by task; those of one application for its own page."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        listed = [
            entry for app in self._build_app_dict(request).values() for entry in app["models"]
        ]
        order = apps.get_models()
        listed.sort(key=lambda entry: order.index(entry["model"]))
        index = reverse("admin:index", current_app=self.name)
        groups = [
            {
                "name": task.label,
                "app_label": task.value,
                "app_url": f"{index}#{task.value}",
                "has_module_perms": True,
                "models": [e for e in listed if self._registry[e["model"]].task == task],
            }
            for task in Task
        ]
        return [group for group in groups if group["models"]]

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)


class Autocomplete(AutocompleteJsonView):
    """The rows a person may choose in a field, found by words in them."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        ends = (source_field.model, source_field.remote_field.model)
        if not all(issubclass(each, Record) for each in ends):
            raise PermissionDenied
        try:
            self.source_admin = self.admin_site.get_model_admin(source_field.model)
        except NotRegistered:
            raise PermissionDenied from None
        if not self.source_admin.has_view_permission(request):
            raise PermissionDenied
        return term, model_admin, source_field, to_field_name

    def get_queryset(self):
        rows = self.source_admin.choices_of(self.source_field, self.request)
        return self.model_admin.get_search_results(self.request, rows, self.term)[0]

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": with_place(obj)}


def with_place(row):
    """A row's name and the strategy or partnership it stands in: codes repeat between them."""
    if not isinstance(row, Record):
        return str(row)
    place = row.PARTNERSHIP != "pk" and follow(row, place_of(row))
    return f"{row.choice_label} · {place}" if place else row.choice_label


def place_of(row):
    """The lookup of a row's strategy, or of its partnership when it stands right under it."""
    return row.PARTNERSHIP.rpartition("__")[0] or row.PARTNERSHIP
