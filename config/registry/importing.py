"""The way in and out of the registry through files, in the admin.

Upload → preview → confirm. The upload is staged in the database; the preview writes
nothing but that; the confirmation carries the batch's id alone, claims the batch once
and writes everything in one transaction, or, when the registry has changed since the
preview, nothing: then there is a new preview.
"""

import re
import tempfile
import unicodedata

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import tables
from config.records import Change, Overtaken, allowed_partnerships, may

SENTENCES = {
    tables.Reason.EMPTY: gettext_lazy("The file is empty."),
    tables.Reason.TOO_LARGE: gettext_lazy("The file is too large. Split it into smaller ones."),
    tables.Reason.TOO_MANY_ROWS: gettext_lazy("The file has more than 200 000 rows. Split it."),
    tables.Reason.TOO_MANY_COLUMNS: gettext_lazy("The table has more than 500 columns."),
    tables.Reason.TOO_MANY_CELLS: gettext_lazy(
        "The file has more than 2 000 000 cells, empty ones included. "
        "Copy the table alone into a new workbook, or split it."
    ),
    tables.Reason.TOO_LONG: gettext_lazy("A cell holds more than 32 767 characters."),
    tables.Reason.TOO_SLOW: gettext_lazy(
        "The file needs too much time or memory to read. Copy the table into a new workbook."
    ),
    tables.Reason.OLD_OR_LOCKED: gettext_lazy(
        "The file has a password or is an old .xls file. Save it as .xlsx without a password."
    ),
    tables.Reason.MACROS: gettext_lazy("The file holds macros. Save it as .xlsx without macros."),
    tables.Reason.DAMAGED: gettext_lazy("The file is damaged. Open it in Excel and save it again."),
    tables.Reason.NOT_A_TABLE: gettext_lazy("This is no Excel workbook (.xlsx) and no CSV file."),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_A_PAGE = 200
MAX_ROWS = 10_000  # of a table: what can be planned while a person waits


def batch_model():
    return apps.get_model(settings.IMPORT_BATCH_MODEL)


class UploadForm(forms.Form):
    """A file, and why it is imported."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("Excel (.xlsx) or CSV, up to 10 MB.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        help_text=gettext_lazy(
            "Like “Figures of 2025 from SCB”. It stands in the history of every row."
        ),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > tables.MAX_BYTES:
            raise ValidationError(SENTENCES[tables.Reason.TOO_LARGE])
        return upload


def table_for(resource, content):
    """The one table of a file that is meant for this resource. Raises ValidationError."""
    try:
        found = tables.read(content)
    except tables.Unreadable as error:
        raise ValidationError(SENTENCES[error.reason]) from None
    visible = [table for table in found if not table.hidden]
    if not visible:
        raise ValidationError(_("The file has no table with a header row."))
    needed = set(resource.key_columns())
    fitting = [table for table in visible if needed <= set(table.header)]
    if len(fitting) > 1:
        raise ValidationError(
            _("Several sheets look alike: %(sheets)s. Keep the one you mean.")
            % {"sheets": ", ".join(table.name for table in fitting)}
        )
    found = fitting or visible
    table = max(found, key=lambda table: len(set(table.header) & set(resource.fields)))
    if len(table.rows) > MAX_ROWS:
        raise ValidationError(
            _(
                "The table has more than 10 000 rows. Split it. Any number of figures comes in "
                "under “Import figures”."
            )
        )
    return table


def carry_out(batch, resource):
    """Import a previewed batch; False when the registry has changed since the preview.

    The plan is made anew before anything is locked, so that nobody waits for it; what changes
    after that, down to the last moment, is noticed when it is written.
    """
    batch.check_open()
    table = table_for(resource, bytes(batch.staged.content))
    plan = resource.plan(table)
    if plan.digest() != batch.staged.plan_digest:
        batch.note(plan)
        return False
    if not plan.can_be_applied:
        raise ValidationError(_("There is nothing in this file that can be imported."))
    try:
        with transaction.atomic():
            batch = batch_model().objects.select_for_update(of=("self",)).get(pk=batch.pk)
            batch.check_open()
            wait_for_other_imports(batch)
            change = Change(user=resource.user, reason=batch.reason, batch=batch.uuid)
            resource.apply(plan, change)
            batch._change = change
            batch.apply()
    except (IntegrityError, Overtaken):
        # Somebody has written the same rows at the same moment; the database kept theirs.
        batch.refresh_from_db()
        batch.note(resource.plan(table))
        return False
    return True


def wait_for_other_imports(batch):
    """One import at a time per partnership: the row of the partnership is the turnstile."""
    partnership = type(batch)._meta.get_field("partnership").related_model
    rows = partnership.objects.order_by("pk")
    if batch.partnership_id:
        rows = rows.filter(pk=batch.partnership_id)
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def csv_response(header, rows, name):
    """A CSV file that is sent while it is made."""
    response = StreamingHttpResponse(
        tables.csv_lines(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def xlsx_response(header, rows, name):
    """A workbook, made in a file of its own that goes away with the answer."""
    file = tempfile.TemporaryFile()  # noqa: SIM115, the response closes it
    tables.write_xlsx_to(file, header, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


FORMS = {"csv": csv_response, "xlsx": xlsx_response}


def safe_name(name):
    """A file's name that is harmless to show and to keep."""
    visible = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    return re.sub(r"[\\/]", "-", visible)[-150:] or "-"


class ImportExportViews:
    """Import and export in the admin of one model; a mixin for ModelAdmin."""

    resource_class = None

    def get_urls(self):
        if self.resource_class is None:
            return super().get_urls()
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("import/<uuid:uuid>/", view(self.preview_view), name=f"{name}_import_preview"),
            path("export/<slug:form>/", view(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def url_of(self, what, *args):
        name = f"{self.opts.app_label}_{self.opts.model_name}_{what}"
        return reverse(f"{self.admin_site.name}:{name}", args=args)

    def has_import_permission(self, request):
        if self.resource_class is None:
            return False
        return request.user.is_superuser or bool(allowed_partnerships(request.user, "import"))

    def has_export_permission(self, request):
        return self.resource_class is not None and self.has_view_permission(request)

    def import_view(self, request):
        """Choose a file; it is staged and planned, and nothing else is written."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        resource = self.resource_class(user=request.user)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            batch = self.stage(request, resource, form)
            if batch is not None:
                return redirect(self.url_of("import_preview", batch.uuid))
        context = self.context(
            request,
            title=_("Import %(name)s") % {"name": self.opts.verbose_name_plural},
            form=form,
            columns=self.columns(resource),
        )
        return TemplateResponse(request, "admin/import.html", context)

    def stage(self, request, resource, form):
        upload, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
        content = upload.read()
        try:
            plan = resource.plan(table_for(resource, content))
        except ValidationError as error:
            form.add_error("file", error)
            return None
        with transaction.atomic():
            batch = batch_model().stage(
                user=request.user,
                model=self.opts.label_lower,
                file_name=safe_name(upload.name),
                content=content,
                reason=reason,
            )
            batch.note(plan)
        return batch

    def preview_view(self, request, uuid):
        """What the file would do; its confirmation carries the batch's id alone."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        batch = (
            batch_model()
            .objects.select_related("staged")
            .filter(uuid=uuid, user=request.user, model=self.opts.label_lower)
            .first()
        )
        here = batch is not None and batch.partnership_id
        if batch is None or (here and not may(request.user, "import", here)):
            raise Http404
        if request.method == "POST":
            return self.decide(request, batch)
        kept = getattr(batch, "staged", None)
        shown = kept.plan if kept is not None else {"rows": [], "problems": [], "remarks": []}
        context = self.context(
            request,
            title=_("Import %(name)s") % {"name": self.opts.verbose_name_plural},
            batch=batch,
            shown=shown,
            page=Paginator(shown["rows"], ROWS_A_PAGE).get_page(request.GET.get("page")),
            problems=Paginator(shown["problems"], ROWS_A_PAGE).get_page(request.GET.get("page")),
            can_be_applied=batch.state == batch.State.PREVIEWED
            and not batch.problems
            and bool(batch.new or batch.changed),
        )
        return TemplateResponse(request, "admin/import_preview.html", context)

    def decide(self, request, batch):
        here = redirect(self.url_of("import_preview", batch.uuid))
        try:
            if "leave" in request.POST:
                batch.leave()
                messages.info(request, _("The file was not imported."))
                return redirect(self.url_of("changelist"))
            done = carry_out(batch, self.resource_class(user=request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return here
        if not done:
            messages.warning(
                request,
                _(
                    "Nothing was imported: the registry has changed since this preview. "
                    "This is what the file would do now."
                ),
            )
            return here
        messages.success(
            request,
            _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
            % {"new": batch.new, "changed": batch.changed, "unchanged": batch.unchanged},
        )
        return here

    def export_view(self, request, form):
        """The rows of the list, as filtered there, as a file."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if form not in FORMS:
            raise Http404
        resource = self.resource_class(user=request.user)
        listed = self.get_changelist_instance(request).get_queryset(request)
        rows = resource.get_queryset().filter(pk__in=listed.values("pk"))
        name = slugify(self.opts.verbose_name_plural) or self.opts.model_name
        lines = resource.rows(rows.order_by(*self.opts.ordering, "pk"))
        return FORMS[form](list(resource.fields), lines, f"{name}.{form}")

    def columns(self, resource):
        """What each column of the file means, for the page."""
        keys = resource.key_columns()
        for name, field in resource.fields.items():
            if field.attribute is None:
                yield name, _("The strategy, like norrbotten/rus-2030."), True
            else:
                model_field = self.model._meta.get_field(field.attribute)
                words = f"{model_field.verbose_name}. {model_field.help_text}"
                yield name, words, name in keys

    def context(self, request, **extra):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": self.url_of("changelist"),
            "import_url": self.url_of("import"),
            "export_url": self.url_of("export", "xlsx"),
            **extra,
        }
