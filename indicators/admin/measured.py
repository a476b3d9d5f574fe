"""A strategy with what measures it: the update workbook goes out from its page."""

from tempfile import TemporaryFile

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import slugify
from django.utils.translation import gettext as _

from indicators.admin.consistency import ConsistencyPage
from indicators.admin.followability import FollowabilityPage
from indicators.admin.translators import TranslationsPage
from indicators.intake.choosing import choices_of
from indicators.intake.exporting import series_for, update_workbook
from strategy.admin import StrategyAdmin
from strategy.models import Strategy

admin.site.unregister(Strategy)


@admin.register(Strategy)
class MeasuredStrategyAdmin(ConsistencyPage, FollowabilityPage, TranslationsPage, StrategyAdmin):
    """A strategy, the workbook in which its figures are updated, and what stands in the way."""

    change_form_template = "admin/strategy_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/workbook/", view(self.workbook_view), name="strategy_strategy_workbook"),
            path(
                "<int:pk>/workbook.xlsx",
                view(self.download_view),
                name="strategy_strategy_workbook_download",
            ),
            *super().get_urls(),
        ]

    def strategy_seen(self, request, pk):
        """The strategy, if this person may view it; 404 otherwise."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        strategy = self.get_queryset(request).filter(pk=pk).first()
        if strategy is None:
            raise Http404
        return strategy

    def found(self, request, pk):
        """The strategy, if this person may take its figures along; 404 otherwise."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).allowed(request.user, "export")
        strategy = rows.select_related("partnership").filter(pk=pk).first()
        if strategy is None:
            raise Http404
        return strategy

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_import"] = obj is not None and self.may(request, "import", obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def workbook_view(self, request, pk):
        """Choose what goes into the workbook: everything, or what one source or owner delivers."""
        strategy = self.found(request, pk)
        context = self.page_context(
            request,
            title=_("Update workbook"),
            subtitle=str(strategy),
            original=strategy,
            choices=choices_of(strategy),
            may_import=self.may(request, "import", strategy),
        )
        return TemplateResponse(request, "admin/update_workbook.html", context)

    def download_view(self, request, pk):
        """The workbook, as chosen in the address: ``?source=``, ``?owner=``, ``?indicator=``."""
        strategy = self.found(request, pk)
        series = series_for(
            strategy,
            source=request.GET.get("source"),
            owner=request.GET.get("owner"),
            indicators=request.GET.getlist("indicator") or None,
        )
        if not series.exists():
            raise Http404
        file = TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
        update_workbook(strategy, series=series, file=file)
        file.seek(0)
        words = [strategy.partnership.code, strategy.code, request.GET.get("source", "")]
        words += [request.GET.get("owner", ""), *request.GET.getlist("indicator")[:3]]
        name = slugify(" ".join(words))
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
