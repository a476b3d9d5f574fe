"""What leads to the other public pages: search, and the lists for search engines."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from strategy import overview
from strategy.overview.paging import page_number
from strategy.overview.public_pages import changes_of, number_of_pages, public_pages
from strategy.pages import public_page

IN_ONE_SITEMAP = 2_000  # pages, each in every language; a sitemap may have 50 000 addresses


@public_page
def search(request):
    asked = request.GET.get("q", "")
    found = overview.search(
        asked,
        language=get_language(),
        kind=request.GET.get("kind", ""),
        partnership=request.GET.get("partnership", ""),
        page=request.GET.get("page", "1"),
    )
    question = "".join(each for each in asked[: overview.LONGEST] if each.isprintable())
    return render(request, "strategy/search.html", {"question": question, "found": found})


@public_page
def sitemap(request):
    """All public pages; where there are many, a list of lists of them."""
    lists = -(-number_of_pages() // IN_ONE_SITEMAP)
    asked = request.GET.get("page", "")
    if not asked and lists > 1:
        return sitemaps(request, lists)
    number = page_number(asked)
    if asked and not 1 <= number <= lists:
        raise Http404
    last = max(number, 1) * IN_ONE_SITEMAP
    found = with_changes(public_pages(last - IN_ONE_SITEMAP, last))
    return render(
        request,
        "sitemap.xml",
        {"pages": [listed(request, page) for page in found]},
        content_type="application/xml",
    )


def sitemaps(request, number):
    address = request.build_absolute_uri(reverse("sitemap"))
    return render(
        request,
        "sitemaps.xml",
        {"addresses": [f"{address}?page={each}" for each in range(1, number + 1)]},
        content_type="application/xml",
    )


def with_changes(pages):
    """Pages with the time when they changed also where that of indicators is looked up."""
    changed = changes_of([page for page in pages if page.name == "indicator"])
    return [
        replace(page, changed=page.changed or changed.get(tuple(page.arguments.values())))
        for page in pages
    ]


def listed(request, page):
    """A page as it stands in a sitemap: its address in each language, and when it changed."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            path = reverse(page.name, kwargs=page.arguments)
        addresses[code] = request.build_absolute_uri(path)
    changed = page.changed.isoformat(timespec="seconds") if page.changed else ""
    return {"addresses": addresses, "changed": changed}


@public_page
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
