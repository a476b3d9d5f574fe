"""The public pages that put the same statistic beside each other: they fetch and render."""

from urllib.parse import urlencode

from django.shortcuts import render

from strategy.overview import comparing
from strategy.pages import public_page


@public_page
def statistics(request):
    page = comparing.statistics(page=request.GET.get("page", ""))
    return render(request, "strategy/compare.html", {"page": page})


@public_page
def comparison(request, statistic):
    asked = request.GET
    by = comparing.By.GROUP if asked.get("by") == comparing.By.GROUP else comparing.By.AREA
    field = "area" if by == comparing.By.GROUP else "group"
    found = comparing.compare(
        statistic, by=by, chosen=asked.get(field, ""), page=asked.get("page", "")
    )
    here = {"by": by.value, **({field: found.chosen.code} if found.chosen else {})}
    context = {"comparison": found, "field": field, "query": urlencode(here)}
    return render(request, "strategy/comparison.html", context)
