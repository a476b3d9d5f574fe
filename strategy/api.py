"""Open data: the same readings as the pages, as JSON for programs; read-only.

The keys are part of the public contract: they stay in English and may only be added to.
"""

from functools import wraps

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from indicators import downloads
from indicators.models import Indicator
from strategy import overview
from strategy.models import Strategy
from strategy.reports.schema import schema as schema_of_editions

SAFE = ("GET", "HEAD")
PARTS = frozenset({"vision", "targets", "citations"})


def open_data(view):
    """A view that any program on any site may read; it says in JSON why there is nothing."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method not in SAFE:
            response = refusal(405, "Only GET and HEAD.")
            response.headers["Allow"] = ", ".join(SAFE)
        else:
            response = answer_of(view, request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def answer_of(view, request, *args, **kwargs):
    try:
        return view(request, *args, **kwargs)
    except ObjectDoesNotExist:
        return refusal(404, "There is nothing public at this address.")
    except overview.Gone as gone:
        withdrawn_on = gone.row.withdrawn_on.isoformat()
        reason = gone.row.withdrawn_reason
        return refusal(410, "Withdrawn.", withdrawn_on=withdrawn_on, reason=reason)


def refusal(status, words, **more):
    return written({"error": words, **more}, status=status)


def written(content, status=200):
    body = downloads.as_json(content)
    return HttpResponse(body, content_type="application/json", status=status)


def page(request, language, name, *codes):
    """The address of a page in a language of the site."""
    with override(language):
        return request.build_absolute_uri(reverse(name, args=codes))


def data(request, name, *codes):
    return request.build_absolute_uri(reverse(name, args=codes))


@open_data
def unknown(request):
    raise ObjectDoesNotExist


@open_data
def root(request):
    """To the newest version there is."""
    return HttpResponseRedirect(reverse("api"))


@open_data
def schema(request):
    """The JSON Schema of the editions of follow-ups."""
    return written(schema_of_editions())


@open_data
def index(request):
    """The partnerships, each with its public strategies."""
    found = {}
    for each in overview.listed(as_of=timezone.localdate()):
        found.setdefault(each.partnership, []).append(each.strategy)
    return written(
        {
            "address": data(request, "api"),
            "languages": [code for code, _name in settings.LANGUAGES],
            "partnerships": [
                {
                    "code": partnership.code,
                    "name": partnership.name,
                    "area": partnership.area_name,
                    "language": partnership.language,
                    "page": page(
                        request, partnership.site_language, "partnership", partnership.code
                    ),
                    "strategies": [
                        {
                            **told_of(strategy),
                            **addresses(request, partnership, "strategy", strategy.code),
                        }
                        for strategy in strategies
                    ],
                }
                for partnership, strategies in found.items()
            ],
        }
    )


def told_of(strategy):
    return {
        "code": strategy.code,
        "title": strategy.title,
        "short_title": strategy.short_title,
        "adopted_by": strategy.adopted_by,
        "adopted_year": strategy.adopted_year,
        "first_year": strategy.first_year,
        "horizon_year": strategy.horizon_year,
        "closed": strategy.is_closed,
    }


def addresses(request, partnership, name, *codes):
    """Where something is to be read: its data, and its page in the language of its content."""
    codes = (partnership.code, *codes)
    return {
        "address": data(request, f"api-{name}", *codes),
        "page": page(request, partnership.site_language, name, *codes),
    }


def files(request, read, name, *codes):
    """The addresses of something as files, by their form."""
    language, codes = read.partnership.site_language, (read.partnership.code, *codes)
    return {form: page(request, language, name, *codes, form) for form in downloads.FORMS}


@open_data
def strategy(request, partnership, strategy):
    """A strategy down to its indicators, each with its targets and its latest figures."""
    read = overview.read(
        overview.find(Strategy, partnership, strategy), parts=PARTS, as_of=timezone.localdate()
    )
    return written(
        {
            **told_of(read.strategy),
            **addresses(request, read.partnership, "strategy", strategy),
            "partnership": partnership,
            "language": read.partnership.language,
            "downloads": files(request, read, "strategy-download", strategy),
            "scope_note": read.strategy.scope_note,
            "vision": read.vision.statement if read.vision else "",
            "objectives": read.objectives,
            "focus_areas": [
                {
                    "code": area.code,
                    "name": area.name,
                    "goals": [goal_in_json(request, read, goal) for goal in area.goals],
                }
                for area in read.areas
            ],
        }
    )


def goal_in_json(request, read, goal):
    codes = (read.partnership.code, read.strategy.code, goal.code)
    return {
        "code": goal.code,
        "name": goal.name,
        "statement": goal.statement,
        "page": page(request, read.partnership.site_language, "goal", *codes),
        "targets": [downloads.target_in_json(each) for each in goal.targets],
        "indicators": [indicator_in_json(request, read, each) for each in goal.indicators],
    }


def indicator_in_json(request, read, indicator):
    return {
        "code": indicator.code,
        "name": indicator.name,
        "wording": indicator.wording,
        "unit": indicator.unit,
        **addresses(request, read.partnership, "indicator", read.strategy.code, indicator.code),
        "downloads": files(request, read, "download", read.strategy.code, indicator.code),
        "targets": [downloads.target_in_json(each) for each in indicator.targets],
        "status": indicator.status.value,
        "latest": [latest_in_json(indicator, each) for each in indicator.headline if each.latest],
    }


def latest_in_json(indicator, series):
    return {
        "series": series.code,
        "measure": series.name,
        "area_code": series.area.code,
        "area": series.area.name,
        "group_code": series.group.code if series.group else "",
        "group": series.group.name if series.group else "",
        **downloads.figure_in_json(indicator, series, series.latest),
    }


@open_data
def indicator(request, partnership, strategy, indicator):
    """The same document as the JSON download of the page, in the language of the content."""
    found, today = overview.find(Indicator, partnership, strategy, indicator), timezone.localdate()
    read = overview.read(found, parts=downloads.PARTS, as_of=today)
    address = page(
        request, read.partnership.site_language, "indicator", partnership, strategy, indicator
    )
    download = downloads.Download(overview=read, address=address, as_of=today)
    return written(downloads.indicator_document(download))
