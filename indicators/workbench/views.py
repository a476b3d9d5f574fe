"""The pages of the workbench: they fetch and render."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.registry.scope import Edit
from indicators.models import FollowUp
from indicators.workbench.assigning import AssignForm, assign, people_of
from indicators.workbench.desk import Asked, attempt, desk_of
from indicators.workbench.finding import find_follow_up, find_goal, may_do, page
from indicators.workbench.parts import Verb, verbs_for
from indicators.workbench.queues import Queue
from indicators.workbench.reading import read_workbench
from indicators.workbench.writing import additions, put_previews


@require_safe
def workbench(request, pk):
    """Everything that is written in a follow-up; of one queue with ``?queue=``."""
    return workbench_page(request, find_follow_up(request, pk), queue_named(request.GET))


def workbench_page(request, follow_up, queue, form=None, ticked=()):
    bench = read_workbench(follow_up, user=request.user, as_of=timezone.localdate())
    may_change = may_do(request, "change", follow_up)
    if form is None and may_change:
        form = AssignForm(people=people_of(follow_up.strategy.partnership))
    return page(
        request,
        "workbench/workbench.html",
        title=follow_up.title,
        subtitle=str(follow_up.strategy),
        follow_up=follow_up,
        language=follow_up.strategy.partnership.language,
        bench=bench,
        blocks=bench.within(queue),
        tabs=tabs(bench, queue),
        queue=queue,
        ticked=ticked,
        form=form if may_change else None,
        may_change=may_change,
        moves=moves(request, follow_up),
    )


def queue_named(given):
    """The queue that is asked for; None, which is all, where none is."""
    name = given.get("queue")
    if not name:
        return None
    if name not in Queue:
        raise Http404
    return Queue(name)


def tabs(bench, chosen):
    """All lines and each queue there is, with how many lines stand in it."""
    shown = [(None, _("All"), len(bench.lines))]
    shown += [(each, each.label, bench.counts[each]) for each in Queue]
    return [
        {"name": queue or "", "label": label, "count": count, "is_chosen": queue == chosen}
        for queue, label, count in shown
        if count or queue in (None, chosen)
    ]


@require_POST
def assign_parts(request, pk):
    """Set who is on the ticked parts and when they are due."""
    follow_up = find_follow_up(request, pk, "change")
    queue = queue_named(request.POST)
    form = AssignForm(request.POST, people=people_of(follow_up.strategy.partnership))
    keys = set(request.POST.getlist("part"))
    if not keys:
        messages.warning(request, _("Nothing was ticked, so nothing was changed."))
    elif not form.is_valid():
        return workbench_page(request, follow_up, queue, form, ticked=keys)
    else:
        count = assign(follow_up, form, keys, user=request.user)
        words = ngettext("%(count)s part was changed.", "%(count)s parts were changed.", count)
        messages.success(request, words % {"count": count})
    return redirect(address(follow_up, queue))


def address(follow_up, queue=None):
    query = f"?queue={queue}" if queue else ""
    return f"{reverse('workbench', args=[follow_up.pk])}{query}"


# The follow-up itself


def moves(request, follow_up):
    """Where a person may bring a follow-up that is not published: pairs of status and words."""
    status = FollowUp.Status
    if follow_up.status == status.OPEN and may_do(request, "change", follow_up):
        return [(status.IN_REVIEW, _("Send to review"))]
    if follow_up.status == status.IN_REVIEW and may_do(request, "approve", follow_up):
        return [(status.OPEN, _("Back to open"))]
    return []


@require_POST
def move(request, pk):
    """Send a follow-up to review, or take it back."""
    follow_up = find_follow_up(request, pk, "change")
    wanted = request.POST.get("status")
    if wanted not in [status for status, _words in moves(request, follow_up)]:
        if wanted == follow_up.status:
            messages.info(request, _("It had been done already."))
            return redirect(address(follow_up))
        raise PermissionDenied
    follow_up.status = wanted
    try:
        Edit.of(request, {}).write(follow_up)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(address(follow_up))


@require_safe
def unowned(request, pk):
    """The texts and judgements nobody is on, and the indicators whose figures nobody delivers."""
    follow_up = find_follow_up(request, pk)
    bench = read_workbench(follow_up, user=request.user, as_of=timezone.localdate())
    indicators = [line.indicator for line in bench.lines if line.is_judgement]
    return page(
        request,
        "workbench/unowned.html",
        title=_("What nobody owns"),
        subtitle=follow_up.title,
        follow_up=follow_up,
        language=follow_up.strategy.partnership.language,
        blocks=bench.within(Queue.UNOWNED),
        without_owner=[each for each in indicators if not each.owner],
        may_change=may_do(request, "change", follow_up),
    )


# A goal


@require_http_methods(["GET", "HEAD", "POST"])
def goal_page(request, pk, code):
    """Everything of one goal: figures, what was computed, and what is written about it."""
    follow_up = find_follow_up(request, pk, "change" if request.method == "POST" else "view")
    goal, today = find_goal(follow_up, code), timezone.localdate()
    if request.method != "POST":
        return desk_page(request, desk_of(request, follow_up, goal, as_of=today))
    asked = Asked.of(request.POST)
    if asked.verb == Verb.PREVIEW:
        desk = desk_of(request, follow_up, goal, as_of=today, posted=request.POST)
        return desk_page(request, desk, is_preview=True)
    desk, written = attempt(request, follow_up, goal, asked, as_of=today)
    if written is None:
        return desk_page(request, desk)
    tell(request, asked, written)
    return redirect(next_page(desk, asked))


def desk_page(request, desk, *, is_preview=False):
    follow_up, goal = desk.follow_up, desk.read.goal
    put_previews(desk, of_all=is_preview)
    may_change = may_do(request, "change", follow_up)
    may_approve = may_do(request, "approve", follow_up)
    for part in desk.parts:
        part.verbs = verbs_for(part.row, may_change=may_change, may_approve=may_approve)
    errors = [part for part in desk.parts if part.problems or (part.form and part.form.errors)]
    return page(
        request,
        "workbench/goal.html",
        title=goal.name,
        subtitle=follow_up.title,
        follow_up=follow_up,
        language=follow_up.strategy.partnership.language,
        desk=desk,
        goal=goal,
        pairs=[(each, desk.judgements.get(each.row.pk)) for each in desk.read.indicators],
        is_preview=is_preview,
        may_change=may_change,
        is_written=any(part.form for part in desk.parts),
        refused=[] if is_preview else errors,
        needs_reason=any(part.row.published for part in desk.parts),
        additions=list(additions(follow_up, goal)) if may_change else [],
        change_reason=request.POST.get("change_reason", ""),
    )


def tell(request, asked, written):
    if not written:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
        return
    words = {
        Verb.HAND_IN: _("Handed in."),
        Verb.APPROVE: _("Approved."),
        Verb.RETURN: _("Returned to the writer."),
        Verb.TAKE_UP: _("Taken up again: it is a draft."),
    }
    messages.success(request, words.get(asked.verb, _("Saved.")))


def next_page(desk, asked):
    pk, goal = desk.follow_up.pk, desk.read.goal
    if asked.verb == Verb.GO_ON:
        if desk.read.after is None:
            return reverse("workbench", args=[pk])
        goal = desk.read.after
    here = reverse("workbench-goal", args=[pk, goal.code])
    return f"{here}#{asked.key}" if asked.key else here
