"""The pages of a row's history, and how an earlier version is restored.

The row and its versions are only there for those who may see the partnership they belong
to; restoring is a right of its own, and goes through ``save()`` like everything else.
"""

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.records import kept_fields, may
from config.registry.forms import NOTHING, ReasonForm, is_row_id
from config.registry.scope import Edit
from config.registry.trail import (
    DEEDS,
    Alteration,
    Entry,
    Names,
    alterations,
    history_of,
    in_order,
    read_versions,
    seen_by,
    told_fields,
    versions_of,
)

VERSIONS_A_PAGE = 50
CLASHES = gettext_lazy("This version no longer goes together with what is stored now.")
OVERTAKEN = gettext_lazy(
    "Somebody has saved this since you opened the page, and nothing was restored. "
    "Above stands what is stored now: look again before you restore."
)


class HistoryViews:
    """Pages of the history of a row; a mixin for the admin of a record."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        version = path(
            "<path:object_id>/history/<path:number>/",
            view(self.version_view),
            name=f"{name}_version",
        )
        return [version, *super().get_urls()]

    def page_context(self, request, **context):
        return {**self.admin_site.each_context(request), "opts": self.opts, **context}

    def find_remembered(self, request, object_id):
        """The row, if it is there, and its versions. What one may not see does not exist."""
        if not self.may(request, "view"):
            raise PermissionDenied
        if not is_row_id(object_id):
            raise Http404
        row = self.get_object(request, object_id)
        if row is None and self.model._base_manager.filter(pk=object_id).exists():
            raise Http404
        return row, self.seen(request, self.model, history_of(self.model).filter(id=object_id))

    def seen(self, request, model, versions):
        """Those of the versions of any model that a person may read."""
        right = self.admin_site.get_model_admin(model).rights.get("view", "view")
        return seen_by(request.user, model, versions, right)

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """All versions of a row and of its parts, newest first."""
        row, versions = self.find_remembered(request, unquote(object_id))
        last = versions.order_by("-history_id").first()
        if last is None:
            raise Http404
        found = {
            model: self.seen(request, model, each)
            for model, each in versions_of(self.model, last.id).items()
        }
        page = Paginator(in_order(found), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
        context = self.page_context(
            request,
            title=_("History"),
            subtitle=self.name_of(row, last),
            original=row,
            entries=self.entries(page.object_list, root=(self.model, last.id)),
            page=page,
        )
        return TemplateResponse(request, "admin/history.html", context)

    def name_of(self, row, version):
        """What the row is called; for one that is deleted, what it was called."""
        if row is not None:
            return str(row)
        return Names().of(self.model, all_values(self.model, version))

    def entries(self, keys, root):
        versions = read_versions(keys) if keys else []
        names = Names()
        for version in versions:
            model = apps.get_model(version["history_model"])
            names.want(model, version["history_values"])
            names.want(model, version["history_before"] or {})
        names.read()
        return [self.entry(version, names, root) for version in versions]

    def entry(self, version, names, root):
        model, deed = apps.get_model(version["history_model"]), version["history_type"]
        now, before = version["history_values"], version["history_before"] or {}
        if deed == "+":
            before = {}
        elif deed == "-":
            before, now = now, {}
        pk = version["history_values"]["id"]
        return Entry(
            kind=capfirst(model._meta.verbose_name),
            name="" if (model, pk) == root else names.of(model, version["history_values"], root),
            deed=DEEDS[deed],
            is_change=deed == "~",
            at=version["history_date"],
            actor=version["history_actor"],
            reason=version["history_change_reason"],
            batch=version["history_batch"],
            address=self.version_address(model, pk, version["history_id"]),
            alterations=list(alterations(model, names, before, now)),
        )

    def version_address(self, model, pk, number):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_version"
        return reverse(name, args=[pk, number], current_app=self.admin_site.name)

    # One version

    def version_view(self, request, object_id, number):
        """One version in full beside what is stored now; posting restores it."""
        with transaction.atomic():
            row, versions = self.find_remembered(request, unquote(object_id))
            version = versions.filter(history_id=number).first() if is_row_id(number) else None
            if version is None:
                raise Http404
            form = ReasonForm(request.POST if request.method == "POST" else None)
            form.fields["change_reason"].required = row is not None and row.is_published
            may_restore = self.may_restore(request, row, version)
            stored_version = row.version if row is not None else 0
            if request.method == "POST":
                if not may_restore:
                    raise PermissionDenied
                if request.POST.get("seen_version") != str(stored_version):
                    form.add_error(None, OVERTAKEN)
                elif form.is_valid() and self.restore(request, row, version, form):
                    return redirect(self.url_of("change", version.id))
        return TemplateResponse(
            request,
            "admin/version.html",
            self.page_context(
                request,
                title=_("Version of %(date)s")
                % {
                    "date": date_format(timezone.localtime(version.history_date), "DATETIME_FORMAT")
                },
                subtitle=self.name_of(row, version),
                original=row,
                object_id=version.id,
                version=version,
                deed=DEEDS[version.history_type],
                values=self.compared(version, row),
                may_restore=may_restore,
                stored_version=stored_version,
                form=form,
            ),
        )

    def compared(self, version, row):
        """Each field as it was and as it is; those that are empty in both are left out."""
        stored = row and self.model._base_manager.filter(pk=row.pk).first()
        was, now = all_values(self.model, version), all_values(self.model, stored)
        names = Names()
        names.want(self.model, was)
        names.want(self.model, now)
        names.read()
        for field in told_fields(self.model):
            before, after = names.say(field, was), names.say(field, now)
            if not NOTHING == before == after:
                yield Alteration(label=capfirst(field.verbose_name), before=before, after=after)

    def may_restore(self, request, row, version):
        """In the partnership the version belonged to, and in the one the row belongs to now."""
        if row is None and not self.has_add_permission(request):
            return False
        if row is not None and not self.has_change_permission(request, row):
            return False
        right = self.rights.get("change", "restore")
        places = {version.history_partnership}
        if row is not None:
            places.add(row.partnership_id_of())
        return all(may(request.user, right, place) for place in places)

    def restore(self, request, row, version, form):
        """Whether the version could be stored again; if not, the form says why."""
        restored = row or self.model(pk=version.id)
        for field in kept_fields(self.model):
            setattr(restored, field.attname, getattr(version, field.attname))
        if row is None:
            newest = history_of(self.model).filter(id=version.id).order_by("-history_id").first()
            restored.version = newest.version + 1
        restored.prepare_restored()
        reason = form.cleaned_data["change_reason"] or _("Restored the version of %(date)s") % {
            "date": moment(version, "SHORT_DATETIME_FORMAT")
        }
        try:
            check_references(restored)
            with transaction.atomic():
                Edit.of(request, self.rights, reason).write(restored)
        except (ValidationError, IntegrityError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else CLASHES)
            return False
        self.message_user(request, _("The version was restored."), messages.SUCCESS)
        return True


def all_values(model, row):
    return {} if row is None else {f.attname: getattr(row, f.attname) for f in told_fields(model)}


def check_references(row):
    """Refuse a row that refers to something that has been deleted since."""
    gone = [
        str(field.verbose_name)
        for field in kept_fields(type(row))
        if field.is_relation
        and getattr(row, field.attname) is not None
        and not field.related_model._base_manager.filter(pk=getattr(row, field.attname)).exists()
    ]
    if gone:
        raise ValidationError(
            _("What it belongs or refers to has been deleted: %(fields)s. Restore that first.")
            % {"fields": ", ".join(gone)}
        )


def moment(version, style):
    return date_format(timezone.localtime(version.history_date), style)
