"""The public pages about strategies: they fetch and render."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.judging import wording, words
from indicators.judging.computed import QUANTITIES
from indicators.models import Assessment, Observation
from strategy import overview
from strategy.models import Goal, Partnership, Strategy
from strategy.pages import public_page

UNDERSTOOD_AS = {"no": "nb", "nn": "nb"}


@require_safe
def root(request):
    """To the first page, in the language the browser asks for."""
    with override(preferred_language(request.headers.get("Accept-Language", ""))):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def preferred_language(header):
    offered = {code for code, _name in settings.LANGUAGES}
    for tag, _weight in parse_accept_lang_header(header.lower()):
        language = tag.split("-")[0]
        language = UNDERSTOOD_AS.get(language, language)
        if language in offered:
            return language
    return settings.LANGUAGE_CODE


@public_page
def home(request):
    return render(
        request, "strategy/home.html", {"listed": overview.listed(as_of=timezone.localdate())}
    )


@public_page
def partnership(request, partnership):
    found = Partnership.objects.public().get(code=partnership)
    listed = overview.listed(as_of=timezone.localdate(), partnership=found)
    return render(request, "strategy/partnership.html", {"partnership": found, "listed": listed})


@public_page
def strategy(request, partnership, strategy):
    found = overview.find(Strategy, partnership, strategy)
    read = overview.read(found, parts=overview.STRATEGY, as_of=timezone.localdate())
    return render(
        request,
        "strategy/strategy.html",
        {"overview": read, "content": read.partnership.language},
    )


@public_page
def goal(request, partnership, strategy, goal):
    found = overview.find(Goal, partnership, strategy, goal)
    read = overview.read(found, parts=overview.GOAL, as_of=timezone.localdate())
    return render(
        request,
        "strategy/goal.html",
        {
            "overview": read,
            "area": read.areas[0],
            "goal": read.goals[0],
            "content": read.partnership.language,
        },
    )


@public_page
def search(request):
    question = request.GET.get("q", "").strip()[: overview.LONGEST]
    found = overview.search(question)
    return render(request, "strategy/search.html", {"question": question, "found": found})


@public_page
def method(request):
    today = timezone.localdate()
    return render(
        request,
        "strategy/method.html",
        {
            **words.TABLES,
            "quantities": QUANTITIES,
            "limits": wording.limits(),
            "bands": overview.neutral_bands(),
            "made_up": overview.example_of_pace(as_of=today),
            "examples": overview.examples(as_of=today),
            "reasons_of_people": Assessment.NotFollowed.choices,
            "missing": Observation.Missing.labels,
            "marks": [each for each in Observation.Status if each != Observation.Status.NORMAL],
        },
    )


@public_page
def accessibility(request):
    return render(request, "strategy/accessibility.html")


@public_page
def sitemap(request):
    pages = [
        [request.build_absolute_uri(address) for address in in_all_languages(name, arguments)]
        for name, arguments in overview.addresses()
    ]
    codes = [code for code, _name in settings.LANGUAGES]
    return render(
        request,
        "sitemap.xml",
        {"pages": [list(zip(codes, page, strict=True)) for page in pages]},
        content_type="application/xml",
    )


def in_all_languages(name, arguments):
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield reverse(name, kwargs=arguments)


@public_page
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health(request):
    """For whoever watches the service: "ok" when it answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", "text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
