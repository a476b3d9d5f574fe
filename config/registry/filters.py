"""Filters beside a list: what is still to do, with how much of it there is, and where."""

from django.contrib.admin import RelatedFieldListFilter, SimpleListFilter
from django.db.models import Count
from django.utils.translation import gettext_lazy as _


class WorkQueue(SimpleListFilter):
    """What is still to do: each queue with the number of rows in it, in one question.

    A subclass gives the queues as ``{name: (label, condition)}``.
    """

    title = _("what is to do")
    parameter_name = "queue"

    def queues(self):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        queues = self.queues()
        rows = model_admin.get_queryset(request).order_by()
        counts = rows.aggregate(
            **{name: Count("pk", filter=condition) for name, (_label, condition) in queues.items()}
        )
        return [(name, f"{label} ({counts[name]})") for name, (label, _c) in queues.items()]

    def queryset(self, request, queryset):
        queue = self.queues().get(self.value())
        return queryset if queue is None else queryset.filter(queue[1])


class PlaceFilter(RelatedFieldListFilter):
    """By what a row belongs to, among what the person sees."""

    def field_choices(self, field, request, model_admin):
        related = model_admin.admin_site.get_model_admin(field.remote_field.model)
        return [(row.pk, str(row)) for row in related.get_queryset(request)]
