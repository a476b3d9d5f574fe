"""Imports: bringing in the year's figures, and what was ever brought in."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from config import sheets
from config.records import allowed_partnerships, may
from config.registry.admin import RegistryAdmin
from config.registry.filters import PlaceFilter
from config.registry.forms import is_row_id
from config.registry.importing import UploadForm, safe_name
from config.registry.site import Task
from config.sheets import Unreadable
from indicators import resources
from indicators.admin.matching import MatchingViews
from indicators.intake import batches, shown, tasks
from indicators.intake.reading import book_of, read
from indicators.intake.returning import marked_workbook
from indicators.models import FileMapping, ImportBatch
from strategy.models import Strategy

# The page of an import tells what its reading came to; the queue is for nobody's eyes.
admin.site.unregister(DBTaskResult)

State = ImportBatch.State
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FiguresForm(UploadForm):
    """A file with figures, of which strategy, and why it is imported."""

    strategy = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Strategy"))
    with_hidden = forms.BooleanField(
        label=gettext_lazy("Read hidden sheets, rows and columns too"), required=False
    )
    field_order = ["strategy", "file", "reason", "with_hidden"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Strategy.objects.current().allowed(user, "import").select_related("partnership")
        self.fields["strategy"].queryset = rows
        self.fields["strategy"].label_from_instance = lambda row: f"{row} · {row.partnership}"
        if len(rows) == 1:
            self.fields["strategy"].initial = rows[0]


@admin.register(ImportBatch)
class ImportBatchAdmin(MatchingViews, RegistryAdmin):
    """What was imported and is being imported; figures come in here."""

    task = Task.FIGURES
    change_list_template = "admin/import_batches.html"
    resource_class = resources.ImportBatchResource
    list_display = ["file_name", "state", "new", "changed", "uploaded_at", "actor", "what"]
    list_select_related = ("strategy",)
    list_filter = ["state", ("partnership", PlaceFilter)]
    search_fields = ["file_name", "actor", "reason", "=uuid"]
    fieldsets = [
        (None, {"fields": ["file_name", "what", "partnership", "reason", "state"]}),
        (gettext_lazy("Who and when"), {"fields": ["actor", ("uploaded_at", "applied_at")]}),
        (
            gettext_lazy("What it did"),
            {"fields": [("new", "changed", "unchanged", "problems"), "uuid", "sha256"]},
        ),
    ]

    @admin.display(description=gettext_lazy("what"), ordering="model")
    def what(self, batch):
        if batch.is_of_figures:
            return _("Figures of %(strategy)s") % {"strategy": batch.strategy}
        return capfirst(apps.get_model(batch.model)._meta.verbose_name_plural)

    def get_urls(self):
        view, name = self.admin_site.admin_view, "indicators_importbatch"
        return [
            path("<int:pk>/progress/", view(self.progress_view), name=f"{name}_progress"),
            path("<int:pk>/match/", view(self.match_view), name=f"{name}_match"),
            path("<int:pk>/marked/", view(self.marked_view), name=f"{name}_marked"),
            path("<int:pk>/file/", view(self.file_view), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """One's own, and those that touched only partnerships one sees."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        own = allowed_partnerships(request.user, "view")
        return rows.filter(Q(partnership__in=own) | Q(user=request.user, partnership=None))

    def has_add_permission(self, request):
        return request.user.is_superuser or bool(allowed_partnerships(request.user, "import"))

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False

    # Bringing in figures

    def add_view(self, request, form_url="", extra_context=None):
        """Choose a file with figures. Small ones are read at once, large ones in the background."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = request.GET.get("strategy", "")
        form = FiguresForm(
            request.POST or None,
            request.FILES or None,
            user=request.user,
            initial={"strategy": chosen} if is_row_id(chosen) else {},
        )
        if request.method == "POST" and form.is_valid():
            batch = self.stage(request, form)
            if batch is not None:
                return redirect(self.url_of("change", batch.pk))
        context = self.page_context(request, title=_("Import figures"), form=form)
        return TemplateResponse(request, "admin/figures_import.html", context)

    def stage(self, request, form):
        values = form.cleaned_data
        upload, content = values["file"], values["file"].read()
        try:
            book = None if len(content) > batches.LARGE else sheets.read(content)
        except Unreadable as unreadable:
            form.add_error("file", shown.refusal(unreadable))
            return None
        batch = batches.stage(
            user=request.user,
            strategy=values["strategy"],
            file_name=safe_name(upload.name),
            content=content,
            reason=values["reason"],
            with_hidden=values["with_hidden"],
        )
        self.read(batch, book)
        return batch

    def read(self, batch, book=None):
        """Read a batch, in the background when its file is large."""
        content = bytes(batch.staged.content)
        if book is None and len(content) <= batches.LARGE:
            book = book_of(content)
        if book is None or batches.is_large(content, book):
            tasks.read_later(batch)
        else:
            read(batch, book=book)

    # One import

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What a file would do or did, and what can be done with it now."""
        batch = self.found(request, object_id)
        if request.method == "POST":
            return self.decide(request, batch)
        if batch.state == State.UNMAPPED and self.may_decide(request, batch):
            return redirect(self.url_of("match", batch.pk))
        chosen = shown.chosen(batch, request.GET)
        page = Paginator(chosen.rows, shown.ROWS_A_PAGE).get_page(request.GET.get("page"))
        context = self.page_context(
            request,
            title=_("Import: %(file)s") % {"file": batch.file_name},
            original=batch,
            batch=batch,
            what=self.what(batch),
            chosen=chosen,
            page=page,
            lines=shown.lines(chosen, page.object_list),
            tabs=shown.tabs(batch, chosen),
            progress=getattr(batch, "progress", None),
            may_decide=self.may_decide(request, batch),
            **{
                f"has_{word}": batch.findings.filter(code=code).exists()
                for word, code in (("hidden", "hidden_left_out"), ("kept", "registry_kept"))
            },
            preview_url=self.preview_url(request, batch),
            staged=getattr(batch, "staged", None),
        )
        return TemplateResponse(request, "admin/import_batch.html", context)

    def preview_url(self, request, batch):
        """Where an import of a table of another kind of rows is decided, by who uploaded it."""
        if (
            batch.is_of_figures
            or batch.user_id != request.user.pk
            or batch.state != State.PREVIEWED
        ):
            return None
        admin_of_rows = self.admin_site.get_model_admin(apps.get_model(batch.model))
        return admin_of_rows.url_of("import_preview", batch.uuid)

    def found(self, request, object_id):
        """The batch, if this person may see it; 404 otherwise."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not is_row_id(object_id):
            raise Http404
        rows = self.get_queryset(request).select_related("strategy__partnership", "staged")
        batch = rows.defer("staged__content").filter(pk=object_id).first()
        if batch is None:
            raise Http404
        return batch

    def may_decide(self, request, batch):
        return may(request.user, "import", batch.partnership_id)

    def decide(self, request, batch):
        """Carry out what a button says."""
        if not self.may_decide(request, batch):
            raise PermissionDenied
        here = redirect(self.url_of("change", batch.pk))
        deeds = {
            "confirm": self.confirm,
            "leave": self.leave,
            "cancel": self.cancel,
            "undo": self.undo,
            "keep_conflicts": self.keep_conflicts,
            "with_hidden": self.read_hidden,
            "again": self.read_again,
        }
        for name, deed in deeds.items():
            if name in request.POST:
                try:
                    deed(request, batch)
                except ValidationError as error:
                    messages.error(request, " ".join(error.messages))
                return here
        return here

    def confirm(self, request, batch):
        if not batch.is_of_figures:
            raise ValidationError(_("This is imported where it was uploaded."))
        if request.POST.get("seen") != str(batch.version):
            raise ValidationError(_("The file was read anew meanwhile. Look again."))
        if batches.carry_out(batch, request.user):
            batch.refresh_from_db()
            words = _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
            counts = {name: getattr(batch, name) for name in ("new", "changed", "unchanged")}
            messages.success(request, words % counts)
        else:
            self.read(batch)
            messages.warning(
                request,
                _(
                    "Nothing was imported: the registry has changed since this preview. "
                    "This is what the file would do now."
                ),
            )

    def leave(self, request, batch):
        batch.leave()
        messages.info(request, _("The file was not imported."))

    def cancel(self, request, batch):
        tasks.cancel(batch)
        messages.info(request, _("The file is not imported; nothing was written."))

    def undo(self, request, batch):
        batches.undo(batch, request.user)
        messages.success(request, _("The import was undone: everything is as it was before."))

    def keep_conflicts(self, request, batch):
        batches.check_is_previewed(batch)
        batch.keeps_conflicts = True
        self.read(batch)

    def read_hidden(self, request, batch):
        batches.check_is_previewed(batch)
        batch.with_hidden = True
        self.read(batch)

    def read_again(self, request, batch):
        batch.check_open()
        if not batch.is_of_figures or batch.state == State.REFUSED:
            raise ValidationError(_("There is nothing to be read again."))
        progress = getattr(batch, "progress", None)
        if progress is not None and not progress.is_interrupted and not progress.is_over:
            raise ValidationError(_("The file is being read."))
        self.read(batch)

    def progress_view(self, request, pk):
        """How far the reading has come, for the progress bar."""
        batch = self.found(request, pk)
        progress = getattr(batch, "progress", None)
        told = {"state": batch.state, "is_reading": batch.state == State.WAITING}
        if progress is not None:
            told |= {
                "phase": progress.get_phase_display(),
                "done": progress.done,
                "total": progress.total,
                "is_interrupted": progress.is_interrupted,
            }
        return JsonResponse(told)

    # Files

    def file_view(self, request, pk):
        """The file as it was uploaded."""
        batch = self.found(request, pk)
        staged = getattr(batch, "staged", None)
        if staged is None:
            raise Http404
        return attachment(bytes(staged.content), batch.file_name, "application/octet-stream")

    def marked_view(self, request, pk):
        """The uploaded workbook with its problems marked and explained in its cells."""
        batch = self.found(request, pk)
        if getattr(batch, "staged", None) is None or not batch.is_of_figures:
            raise Http404
        name = batch.file_name.rpartition(".")[0] or batch.file_name
        return attachment(marked_workbook(batch), f"{name} – {_('problems')}.xlsx", XLSX)


def attachment(content, name, content_type):
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@admin.register(FileMapping)
class FileMappingAdmin(RegistryAdmin):
    """Files of offices whose rows have been matched with series, to look at and to forget."""

    task = Task.FIGURES
    resource_class = resources.FileMappingResource
    list_display = ["title", "strategy"]
    list_select_related = ("strategy",)
    list_filter = [("strategy", PlaceFilter)]
    search_fields = ["title"]
    fieldsets = [(None, {"fields": ["strategy", "title"]})]

    def has_add_permission(self, request):
        return False  # it is made when a file is matched

    def has_import_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "strategy")
