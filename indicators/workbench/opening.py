"""Opening a follow-up, and bringing one in step with its strategy."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from config.bulk import hold
from config.records import Change
from config.registry.forms import RowChoiceField, Words
from config.registry.scope import Edit, may_somewhere
from indicators.models import FollowUp
from indicators.models.opening import bring_in_step, previous
from indicators.workbench.finding import find_follow_up, page
from strategy.models import Strategy


class OpenForm(forms.ModelForm):
    """A new follow-up of one of the strategies a person works with."""

    copies = forms.BooleanField(
        label=gettext_lazy("Begin with the words of the last round"),
        required=False,
        help_text=gettext_lazy(
            "Its analyses and comments become drafts, marked as copied until somebody changes "
            "them; their diagrams, tables and footnotes come along. Judgements are not copied."
        ),
    )

    class Meta:
        model = FollowUp
        fields = ("strategy", "code", "title", "first_year", "last_year", "due_on", "prepared_by")
        field_classes = {"title": Words, "prepared_by": Words}
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, strategies, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["strategy"]
        self.fields["strategy"] = RowChoiceField(
            queryset=field.queryset, among=strategies, label=field.label
        )

    @cached_property
    def twin(self):
        """What the same form has opened before: a second press of the button opens nothing."""
        told = {name: self.data.get(name) for name in ("code", "first_year", "last_year")}
        if not all(str(told[name]).isdecimal() for name in ("first_year", "last_year")):
            return None
        rows = FollowUp.objects.current().filter(strategy=self.cleaned_data.get("strategy"), **told)
        return rows.filter(title=self.data.get("title", "").strip()).first()

    def _get_validation_exclusions(self):
        # Django leaves out what is not on the form, and with it the rules that need it.
        return set(self._errors)


@require_http_methods(["GET", "POST"])
def open_follow_up(request):
    """Open a follow-up with a part for each goal and indicator of its strategy, all or nothing."""
    if not may_somewhere(request.user, "add"):
        raise PermissionDenied
    strategies = Strategy.objects.current().allowed(request.user, "add")
    strategies = list(strategies.select_related("partnership"))
    form = OpenForm(
        request.POST or None, strategies=strategies, initial=proposal(request, strategies)
    )
    if request.method == "POST":
        opened = opened_with(request, form)
        if opened is not None:
            return redirect("workbench", opened.pk)
    return page(
        request,
        "workbench/open.html",
        title=_("Open a follow-up"),
        form=form,
        has_strategies=bool(strategies),
    )


def proposal(request, strategies):
    """The strategy that is asked for, or the only one there is."""
    only = strategies[0].pk if len(strategies) == 1 else ""
    return {"strategy": request.GET.get("strategy", only), "copies": True}


def opened_with(request, form):
    """The follow-up that the form opens, or has opened already; None where it can't."""
    with transaction.atomic():
        hold(Strategy, [row.pk for row in form.fields["strategy"].known.values()])
        if not form.is_valid():
            if form.twin is not None:
                messages.info(request, _("It had been opened already. Here it is."))
            return form.twin
        follow_up = form.instance
        try:
            added = open_with_parts(request, follow_up, copies=form.cleaned_data["copies"])
        except ValidationError as error:
            form.add_error(None, error)
            return None
    messages.success(request, told(added))
    return follow_up


def open_with_parts(request, follow_up, *, copies):
    edit = Edit.of(request, {}, reason="")
    edit.write(follow_up)
    earlier = previous(follow_up) if copies else None
    return bring_in_step(follow_up, change=edit.change, earlier=earlier)


def told(added):
    texts = ngettext("%(count)s text", "%(count)s texts", added.analyses)
    judgements = ngettext("%(count)s judgement", "%(count)s judgements", added.assessments)
    return _("Opened: %(texts)s and %(judgements)s to write.") % {
        "texts": texts % {"count": added.analyses},
        "judgements": judgements % {"count": added.assessments},
    }


@require_POST
def in_step(request, pk):
    """Add what the strategy has and the follow-up lacks; touch nothing else."""
    follow_up = find_follow_up(request, pk, "change")
    added = bring_in_step(follow_up, change=Change(user=request.user))
    if sum(added):
        messages.success(request, told(added))
    else:
        messages.info(request, _("It has everything that the strategy has."))
    return redirect("workbench", follow_up.pk)
