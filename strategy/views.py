"""The public pages about strategies: they fetch and render."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.judging import wording, words
from indicators.judging.computed import QUANTITIES
from indicators.models import Assessment, Observation
from strategy import overview
from strategy.models import Goal, Strategy
from strategy.overview import cards
from strategy.pages import public_page

UNDERSTOOD_AS = {"no": "nb", "nn": "nb"}
STRATEGIES_OF_A_PAGE = 20


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
    front = overview.front(as_of=timezone.localdate(), page=request.GET.get("page", ""))
    return render(request, "strategy/home.html", {"front": front})


@public_page
def partnership(request, partnership):
    listed, news = overview.of_partnership(
        partnership, as_of=timezone.localdate(), language=get_language()
    )
    if not listed:
        raise ObjectDoesNotExist
    page = overview.page_of(listed, STRATEGIES_OF_A_PAGE, request.GET.get("page", ""))
    return render(
        request,
        "strategy/partnership.html",
        {
            "partnership": listed[0].partnership,
            "page": page,
            "has_lighthouses": any(each.lighthouses for each in page),
            "news": news,
        },
    )


@public_page
def strategy(request, partnership, strategy):
    found = overview.find(Strategy, partnership, strategy)
    read = overview.read(
        found, parts=overview.STRATEGY, as_of=timezone.localdate(), language=get_language()
    )
    return render(
        request,
        "strategy/strategy.html",
        {
            "overview": read,
            "content": read.partnership.language,
            "matrix": overview.matrix(read, request.GET),
            "has_lighthouses": any(area.lighthouses for area in read.areas),
        },
    )


@public_page
def goal(request, partnership, strategy, goal):
    found = overview.find(Goal, partnership, strategy, goal)
    read = overview.read(
        found, parts=overview.GOAL, as_of=timezone.localdate(), language=get_language()
    )
    content = read.partnership.language
    return render(
        request,
        "strategy/goal.html",
        {
            "overview": read,
            "area": read.areas[0],
            "goal": read.goals[0],
            "cards": cards.cards_of(read.goals[0], content),
            "content": content,
        },
    )


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
