"""Publishing a follow-up: what is open, the draft as readers would see it, and its editions."""

from dataclasses import dataclass
from functools import wraps
from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_safe

from config.registry.forms import Words
from indicators.admin.consistency import NAME as CONSISTENCY
from indicators.models import Assessment, EditionFile, GoalAnalysis, Indicator
from indicators.workbench.finding import find_follow_up, may_do, page
from indicators.workbench.queues import Queue
from indicators.workbench.reading import key_of, read_workbench
from indicators.workbench.words_of_open import LABELS, WHAT_TO_DO, remark
from strategy.models import Goal, Strategy, WordTemplate
from strategy.overview.editions import Report
from strategy.reports import pdf, word
from strategy.reports.canonical import digest
from strategy.reports.publishing import Open, content_of, open_points, publish


class PublishForm(forms.Form):
    """What a person says who publishes: what is corrected, and that the rest may stay open."""

    note = Words(
        label=gettext_lazy("What is corrected"),
        help_text=gettext_lazy("Readers see it, with the new edition."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    despite_warnings = forms.BooleanField(
        label=gettext_lazy("I have looked at these points; it is published as it is")
    )

    def __init__(self, *args, is_correction, has_warnings):
        super().__init__(*args)
        if not is_correction:
            del self.fields["note"]
        if not has_warnings:
            del self.fields["despite_warnings"]


# What is open, and publishing


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request, pk):
    """What is open before the next edition, the editions there are, and publishing one."""
    is_sent = request.method == "POST"
    follow_up = find_follow_up(request, pk, "approve" if is_sent else "view")
    points = open_points(follow_up, as_of=timezone.localdate())
    form = form_for(follow_up, points, request.POST if is_sent else None)
    if is_sent:
        edition = attempt(request, follow_up, form, points)
        if edition is not None:
            words = _("Edition %(number)s is published.") % {"number": edition.number}
            messages.success(request, words)
            return redirect(f"{reverse('publish', args=[pk])}#edition-{edition.number}")
        points = open_points(follow_up, as_of=timezone.localdate())
    return show(request, follow_up, form, points)


def form_for(follow_up, points, posted):
    return PublishForm(
        posted,
        is_correction=follow_up.editions.exists(),
        has_warnings=any(not each.stops for each in points),
    )


def attempt(request, follow_up, form, points):
    """Publish what was asked for; returns the edition, or None with what stands in the way."""
    if any(each.kind == Open.NOTHING_NEW for each in points):
        messages.info(request, _("Nothing was published: nothing is new since the last edition."))
        return None
    if request.POST.get("seen") != seen(points):
        form.add_error(
            None, _("What is open has changed since you opened the page. Look at it again.")
        )
    if not form.is_valid():
        return None
    try:
        return publish(follow_up, user=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def seen(points):
    """Stands for what was open when a person confirmed it."""
    return digest([[each.kind, each.goal, each.indicator, each.about] for each in points])


def show(request, follow_up, form, points):
    places = Places.of(follow_up)
    may_publish = may_do(request, "approve", follow_up)
    bench = read_workbench(follow_up, user=request.user, as_of=timezone.localdate())
    is_ready = not any(each.stops for each in points)
    return page(
        request,
        "workbench/publish.html",
        title=_("Publish"),
        subtitle=follow_up.title,
        follow_up=follow_up,
        language=follow_up.strategy.partnership.language,
        stops=grouped([each for each in points if each.stops], places),
        warnings=grouped([each for each in points if not each.stops], places),
        is_ready=is_ready,
        missing=bench.counts[Queue.MISSING],
        queue=Queue.MISSING,
        may_publish=may_publish,
        form=form if may_publish and (is_ready or form.errors) else None,
        seen=seen(points),
        editions=editions_of(request, follow_up),
        changes=reverse("follow-up-changes", args=follow_up.natural_key()),
        word_template=WordTemplate.objects.filter(partnership=follow_up.strategy.partnership)
        .defer("content")
        .first(),
    )


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where each thing that is open is mended, and what it is called."""

    follow_up: object
    goals: dict  # names by code
    indicators: dict
    texts: dict  # keys of the parts by the code of their goal
    judgements: dict  # … of their indicator

    @classmethod
    def of(cls, follow_up):
        """Read the names and parts of a follow-up, in four queries."""
        own = {"strategy": follow_up.strategy_id}
        texts = follow_up.analyses.current().values_list("goal__code", "pk")
        judgements = follow_up.assessments.current().values_list("indicator__code", "pk")
        return cls(
            follow_up=follow_up,
            goals=dict(Goal.objects.filter(**own).values_list("code", "name")),
            indicators=dict(Indicator.objects.filter(**own).values_list("code", "name")),
            texts={code: key_of(GoalAnalysis(pk=pk)) for code, pk in texts},
            judgements={code: key_of(Assessment(pk=pk)) for code, pk in judgements},
        )

    def shown(self, point):
        """An open point as the page lists it."""
        return {
            "goal": point.goal,
            "goal_name": self.goals.get(point.goal, ""),
            "indicator": point.indicator,
            "indicator_name": self.indicators.get(point.indicator, ""),
            "address": self.address(point),
            "remark": remark(point),
            "is_of_strategy": point.kind in {Open.STRATEGY_IS_DRAFT, Open.CONTRADICTION},
            "is_written": point.kind == Open.BROKEN_REFERENCE,
        }

    def address(self, point):
        follow_up = self.follow_up
        match point.kind:
            case Open.STRATEGY_IS_DRAFT:
                return reverse("admin:strategy_strategy_change", args=[follow_up.strategy_id])
            case Open.CONTRADICTION:
                return reverse(f"admin:{CONSISTENCY}", args=[follow_up.strategy_id]) + "?unnoted"
            case Open.NOTHING_NEW | Open.NO_ANALYSIS | Open.NO_ASSESSMENT:
                return reverse("workbench", args=[follow_up.pk])
        if not point.goal:
            return reverse("admin:indicators_followup_change", args=[follow_up.pk])
        key = self.judgements.get(point.indicator) or self.texts.get(point.goal, "")
        return f"{reverse('workbench-goal', args=[follow_up.pk, point.goal])}#{key}"


def grouped(points, places):
    """Open points under what they are, with what to do, in the order of the report."""
    order = list(Open)
    ordered = sorted(points, key=lambda each: order.index(each.kind))
    groups = []
    for kind, group in groupby(ordered, key=lambda each: each.kind):
        shown = [places.shown(each) for each in group]
        groups.append({"label": LABELS[kind], "what_to_do": WHAT_TO_DO[kind], "points": shown})
    return groups


def editions_of(request, follow_up):
    """The editions as staff see them, the newest first, with where they stay."""
    files = EditionFile.objects.defer("content").order_by("-form")
    rows = follow_up.editions.defer("content").select_related("published_by")
    with override(follow_up.strategy.partnership.site_language):
        return [
            {
                "row": row,
                "address": request.build_absolute_uri(address_of(follow_up, row)),
                "files": [
                    {"row": file, "address": address_of(follow_up, row, file.form)}
                    for file in row.files.all()
                ],
                "json": address_of(follow_up, row, "json"),
                "comparison": comparison_of(follow_up, row),
            }
            for row in rows.prefetch_related(Prefetch("files", files))
        ]


def address_of(follow_up, edition, form=None):
    codes = [*follow_up.natural_key(), edition.number]
    return reverse("edition-file", args=[*codes, form]) if form else reverse("edition", args=codes)


def comparison_of(follow_up, edition):
    """Where an edition is compared with the one before; "" for the first."""
    if edition.number == 1:
        return ""
    codes = [*follow_up.natural_key(), edition.number - 1, edition.number]
    return reverse("edition-comparison", args=codes)


# The draft as readers would see it


def unpublished(view):
    """A page of what is not published: for those who may see it, kept and listed nowhere."""

    @require_safe
    @wraps(view)
    def shown(request, pk, **arguments):
        response = view(request, find_follow_up(request, pk), **arguments)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return shown


@unpublished
def preview(request, follow_up):
    """The draft as the page of a follow-up, as it would be published today."""
    content = content_of(follow_up, as_of=timezone.localdate())
    return render(
        request,
        "workbench/preview.html",
        {
            "report": Report(follow_up=follow_up, edition=None, editions=(), content=content),
            "found": content,
            "content": content["language"],
            "shows_makers": settings.SHOW_MAKERS,
            "marked": set(),
            "is_under_draft": follow_up.strategy.status == Strategy.Status.DRAFT,
        },
    )


@unpublished
def preview_file(request, follow_up, form):
    """The draft as PDF or Word."""
    if form not in EditionFile.Form:
        raise Http404
    content = content_of(follow_up, as_of=timezone.localdate())
    if form == EditionFile.Form.PDF:
        data = pdf.write(content)
    else:
        data = word.write(content, WordTemplate.in_force(follow_up.strategy.partnership))
    name = "-".join((*follow_up.natural_key(), "draft"))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(data, content_type=EditionFile.Form(form).content_type, headers=headers)
