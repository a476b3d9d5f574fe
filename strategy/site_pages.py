"""The pages about the site itself: accessibility with the form for messages, and privacy."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from strategy import messages
from strategy.pages import public_page


@csrf_exempt  # its token would be a cookie; messages.is_from_here and the signed time stand in
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request):
    """How far everybody can use the pages, and the form for telling what is wrong."""
    if request.method == "POST":
        form = messages.ReportForm(
            request.POST,
            sender=messages.sender_of(request),
            is_from_here=messages.is_from_here(request),
        )
        if form.is_valid():
            messages.receive(
                form, language=get_language(), address_of=lambda row: staff_page(request, row)
            )
            return HttpResponseRedirect(reverse("message-received"))
        status = form.status
    else:
        page = request.GET.get("page", "").replace("\0", "")[:500]
        form, status = messages.ReportForm(initial={"page": page}), 200
    response = render(request, "strategy/accessibility.html", {"form": form}, status=status)
    response.headers["Cache-Control"] = "no-store"  # the signed time is of this answer alone
    return response


def staff_page(request, message):
    return request.build_absolute_uri(
        reverse("admin:strategy_readermessage_change", args=[message.pk])
    )


@public_page
def message_received(request):
    return render(request, "strategy/message_received.html")


@public_page
def privacy(request):
    return render(request, "strategy/privacy.html")
