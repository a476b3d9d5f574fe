"""Who sees which follow-up; what is not there for a person answers like what never existed."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse

from config.records import may
from indicators.models import FollowUp
from strategy.models import Goal


def find_follow_up(request, pk, action="view"):
    """The follow-up, if this person may see it and do this with it.

    Raises Http404 where it is not theirs to see, PermissionDenied where they may not.
    """
    own = admin.site.get_model_admin(FollowUp)
    if not own.has_view_permission(request):
        raise PermissionDenied
    rows = own.get_queryset(request).select_related("strategy__partnership")
    row = rows.filter(pk=pk, withdrawn_on__isnull=True).first()
    if row is None:
        raise Http404
    if not may_do(request, action, row):
        raise PermissionDenied
    return row


def find_goal(follow_up, code):
    """The goal in force, with its area."""
    rows = Goal.objects.filter(Goal.in_force_condition(), strategy=follow_up.strategy_id)
    goal = rows.select_related("focus_area").filter(code=code).first()
    if goal is None:
        raise Http404
    return goal


def may_do(request, action, follow_up):
    return may(request.user, action, follow_up.strategy.partnership_id)


def page(request, template, **context):
    """A page of the admin."""
    request.current_app = admin.site.name
    shared = {"opts": FollowUp._meta, **admin.site.each_context(request)}
    return TemplateResponse(request, template, {**shared, **context})
