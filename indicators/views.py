"""The public pages about indicators and follow-ups: they fetch and render."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from indicators.downloads import FORMS, Download
from indicators.models import FollowUp, Indicator
from strategy import overview
from strategy.pages import public_page


@public_page
def indicator(request, partnership, strategy, indicator):
    found = overview.find(Indicator, partnership, strategy, indicator)
    read = overview.read(found, parts=overview.INDICATOR, as_of=timezone.localdate())
    (value,) = read.indicators
    return render(
        request,
        "indicators/indicator.html",
        {
            "overview": read,
            "area": read.areas[0],
            "goal": read.goals[0],
            "indicator": value,
            "tables": overview.tables_of(value.series),
            "drawing": overview.drawing_of(value),
            "content": read.partnership.language,
        },
    )


@public_page
def chart(request, partnership, strategy, indicator):
    found = overview.find(Indicator, partnership, strategy, indicator)
    read = overview.read(found, parts=frozenset({"targets"}), as_of=timezone.localdate())
    (value,) = read.indicators
    return render(
        request,
        "indicators/chart.svg",
        {
            "indicator": value,
            "drawing": overview.drawing_of(value),
            "content": read.partnership.language,
        },
        content_type="image/svg+xml",
    )


@public_page
def download(request, partnership, strategy, indicator, form):
    if form not in FORMS:
        raise Http404
    found = overview.find(Indicator, partnership, strategy, indicator)
    read = overview.read(found, parts=overview.INDICATOR, as_of=timezone.localdate())
    address = reverse("indicator", args=[partnership, strategy, indicator])
    content_type, write = FORMS[form]
    content = write(Download(overview=read, address=request.build_absolute_uri(address)))
    name = f"{partnership}-{strategy}-{indicator}.{form}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@public_page
def follow_up(request, partnership, strategy, follow_up):
    found = overview.find(FollowUp, partnership, strategy, follow_up)
    return render(
        request,
        "indicators/follow_up.html",
        {
            "report": overview.read_follow_up(found, show_makers=settings.SHOW_MAKERS),
            "content": found.strategy.partnership.language,
        },
    )
