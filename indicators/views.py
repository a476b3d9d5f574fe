"""The public pages about indicators and follow-ups: they fetch and render."""

import hashlib
from base64 import b64encode

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt

from config.well_formed import well_formed
from indicators.downloads import FORMS, PARTS, Download
from indicators.models import EditionFile, Indicator
from strategy import overview
from strategy.models import WordTemplate
from strategy.overview import editions, saying
from strategy.pages import public_page
from strategy.reports import pdf, pictures, word
from strategy.reports.canonical import canonical
from strategy.reports.comparing import compare

FEW_ROWS = 12  # of all tables together: they are shown unfolded
BESIDE_CHART = 220  # pixels: the words of an embedded chart
CHARTED = frozenset({"targets", "citations"})
JSON = "json"
CONTENT_TYPES = {
    JSON: "application/json",
    **{form.value: form.content_type for form in EditionFile.Form},
}


@public_page
def indicator(request, partnership, strategy, indicator):
    found = overview.find(Indicator, partnership, strategy, indicator)
    told = about(request, found, parts=overview.INDICATOR)
    value, drawing = told["indicator"], told["drawing"]
    tables = overview.tables_of(value.series)
    return render(
        request,
        "indicators/indicator.html",
        {
            **told,
            "area": told["overview"].areas[0],
            "goal": told["overview"].goals[0],
            "tables": tables,
            "is_short": sum(len(table.rows) for table in tables) <= FEW_ROWS,
            "history": overview.history_of(found),
            "day": timezone.localdate(),
            "statistics": overview.statistics_of(value),
            "embed_code": embed_code(request, found, value, drawing),
        },
    )


def about(request, found, *, parts):
    """What is shown of an indicator wherever its chart stands."""
    read = overview.read(found, parts=parts, as_of=timezone.localdate(), language=get_language())
    (value,) = read.indicators
    content = read.partnership.language
    return {
        "overview": read,
        "indicator": value,
        "headline": saying.headline_of(value, content),
        "drawing": overview.drawing_of(value),
        "address": request.build_absolute_uri(reverse("indicator", args=found.natural_key())),
        "content": content,
    }


def embed_code(request, found, value, drawing):
    """What another site puts into its page to show the chart there."""
    address = request.build_absolute_uri(reverse("embed", args=found.natural_key()))
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        address,
        value.name,
        drawing.height + BESIDE_CHART,
    )


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public_page
def embed(request, partnership, strategy, indicator):
    """The chart alone, for other sites: the one page that may stand in a frame."""
    found = overview.find(Indicator, partnership, strategy, indicator)
    return render(request, "indicators/embed.html", about(request, found, parts=CHARTED))


@public_page
def chart(request, partnership, strategy, indicator):
    found = overview.find(Indicator, partnership, strategy, indicator)
    told = about(request, found, parts=frozenset({"targets"}))
    drawn = render_to_string("indicators/chart.svg", {"name": told["indicator"].name, **told})
    return HttpResponse(well_formed(drawn), content_type="image/svg+xml")


@public_page
def picture(request, partnership, strategy, indicator):
    """The chart with its headline as other sites show it beside a link: 1200 × 630."""
    found = overview.find(Indicator, partnership, strategy, indicator)
    told = about(request, found, parts=frozenset({"targets"}))
    made = pictures.for_sharing(
        name=told["indicator"].name,
        headline=str(told["headline"]),
        drawing=told["drawing"],
        partnership=told["overview"].partnership,
    )
    return HttpResponse(made.content, content_type="image/png")


@public_page
def download(request, partnership, strategy, indicator, form):
    if form not in FORMS:
        raise Http404
    found, today = overview.find(Indicator, partnership, strategy, indicator), timezone.localdate()
    read = overview.read(found, parts=PARTS, as_of=today)
    address = request.build_absolute_uri(
        reverse("indicator", args=[partnership, strategy, indicator])
    )
    content_type, write = FORMS[form]
    content = write(Download(overview=read, address=address, as_of=today))
    name = f"{partnership}-{strategy}-{indicator}.{form}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


# Follow-ups and their editions


@public_page
def follow_up(request, partnership, strategy, follow_up):
    return report_page(request, newest_report(partnership, strategy, follow_up))


@public_page
def edition(request, partnership, strategy, follow_up, number):
    report = editions.report_of_edition(partnership, strategy, follow_up, number)
    return report_page(request, report)


def newest_report(*codes):
    return editions.newest_report(
        *codes, as_of=timezone.localdate(), show_makers=settings.SHOW_MAKERS
    )


def report_page(request, report):
    return render(
        request,
        "indicators/follow_up.html",
        {
            "report": report,
            "found": report.content,
            "content": report.content["language"],
            "address": request.build_absolute_uri(address_of(report)),
            "shows_makers": settings.SHOW_MAKERS,
            "withdrawn": editions.withdrawn_since(report),
            "marked": set(),
        },
    )


def address_of(report):
    """Where an edition stays; without one, where the follow-up is."""
    codes = report.follow_up.natural_key()
    if report.edition is None:
        return reverse("follow-up", args=codes)
    return reverse("edition", args=[*codes, report.edition.number])


@public_page
def changes(request, partnership, strategy, follow_up):
    """What is different today from the newest edition."""
    report = newest_report(partnership, strategy, follow_up)
    if report.edition is None:
        raise Http404
    today = editions.content_today(
        report.follow_up,
        report.edition,
        as_of=timezone.localdate(),
        show_makers=settings.SHOW_MAKERS,
    )
    return changes_page(request, report, None, today)


@public_page
def comparison(request, partnership, strategy, follow_up, number, other):
    """What is different in another edition from one."""
    codes = (partnership, strategy, follow_up)
    report = editions.report_of_edition(*codes, number)
    other = editions.report_of_edition(*codes, other)
    return changes_page(request, report, other.edition, other.content)


def changes_page(request, report, newer, content):
    """What ``content`` has otherwise than a report: that of an edition, or of today (None)."""
    return render(
        request,
        "indicators/changes.html",
        {
            "report": report,
            "newer": newer,
            "comparison": compare(report.content, content),
            "withdrawn": () if newer else editions.withdrawn_since(report),
            "content": report.content["language"],
        },
    )


# Files of follow-ups


@public_page
def follow_up_file(request, partnership, strategy, follow_up, form):
    return file_of(newest_report(partnership, strategy, follow_up), form)


@public_page
def edition_file(request, partnership, strategy, follow_up, number, form):
    return file_of(editions.report_of_edition(partnership, strategy, follow_up, number), form)


def file_of(report, form):
    """A report as JSON, PDF or Word: as it was kept; made now where nothing is frozen."""
    if form not in CONTENT_TYPES:
        raise Http404
    data = kept(report, form) if report.edition else made(report, form)
    digest = hashlib.sha256(data)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(report)}.{form}"',
        "Content-Language": report.content["language"],
        "ETag": f'"{digest.hexdigest()}"',
        "Repr-Digest": f"sha-256=:{b64encode(digest.digest()).decode()}:",
    }
    if form == JSON:
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Link"] = f'<{reverse("api-schema")}>; rel="describedby"'
    return HttpResponse(data, content_type=CONTENT_TYPES[form], headers=headers)


def file_name(report):
    name = "-".join(report.follow_up.natural_key())
    return f"{name}-edition-{report.edition.number}" if report.edition else name


def kept(report, form):
    if form == JSON:
        return canonical(report.content)
    return bytes(editions.kept_file(report.edition, form).content)


def made(report, form):
    if form == JSON:
        return canonical(report.content)
    if form == EditionFile.Form.PDF:
        return pdf.write(report.content)
    template = WordTemplate.in_force(report.follow_up.strategy.partnership)
    return word.write(report.content, template)
