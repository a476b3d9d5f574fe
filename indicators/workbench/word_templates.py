"""The Word template of a partnership: see it, replace it, go back to the built-in one."""

import io

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_safe

from config.records import check_text, may, pages_end
from indicators.models import EditionFile
from indicators.workbench.finding import page
from strategy.models import Partnership, WordTemplate
from strategy.reports.word_template import MAX_BYTES, check_template, default_template


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        max_length=250,
        allow_empty_file=True,  # the check of templates says what is wrong with it
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self):
        """Everything that is wrong with the file, at once; ``content`` is what stands in it."""
        file = self.cleaned_data["file"]
        check_text(file.name)
        self.content = file.read(MAX_BYTES + 1)
        if problems := check_template(self.content):
            raise ValidationError([str(each) for each in problems])
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def template_page(request, pk):
    """The template in force, those before it, and how to replace it."""
    partnership = find_partnership(request, pk)
    form = TemplateForm()
    if request.method == "POST":
        is_back = "built-in" in request.POST
        form = TemplateForm(request.POST, request.FILES)
        if is_back or form.is_valid():
            name, content = (
                ("", None) if is_back else (form.cleaned_data["file"].name, form.content)
            )
            keep(request, partnership, file_name=name, content=content)
            return redirect("word-template", pk)
    rows = partnership.word_templates.select_related("uploaded_by").defer("content")
    return page(
        request,
        "workbench/word_template.html",
        title=_("Word template"),
        subtitle=partnership.name,
        partnership=partnership,
        rows=list(rows),
        form=form,
    )


def find_partnership(request, pk):
    """The partnership, if this person approves there; Http404 where it is not theirs to see."""
    own = admin.site.get_model_admin(Partnership)
    if not own.has_view_permission(request):
        raise PermissionDenied
    partnership = own.get_queryset(request).filter(pk=pk).first()
    if partnership is None:
        raise Http404
    if not may(request.user, "approve", pk):
        raise PermissionDenied
    return partnership


def keep(request, partnership, *, file_name, content):
    """Make reports in this file from now on (None: in the built-in one)."""
    if WordTemplate.in_force(partnership) == content:
        messages.info(request, _("This template is in force already."))
        return
    WordTemplate.objects.create(
        partnership=partnership, uploaded_by=request.user, file_name=file_name, content=content
    )
    pages_end(partnership.pk)
    if content is None:
        said = _("From now on reports are made in the built-in template.")
    else:
        said = _("From now on reports are made in this template.")
    messages.success(request, said)


@require_safe
def kept_template(request, pk, number):
    """A file that was uploaded, whether or not it is still in force."""
    rows = find_partnership(request, pk).word_templates.filter(content__isnull=False)
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    return as_file(row.content, row.file_name)


@require_safe
def built_in_template(request, pk):
    """The built-in template, in the language of the partnership: to begin one's own with."""
    partnership = find_partnership(request, pk)
    with override(partnership.site_language):
        return as_file(default_template(), f"{partnership.code}.docx")


def as_file(content, name):
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=name,
        content_type=EditionFile.Form.WORD.content_type,
    )
