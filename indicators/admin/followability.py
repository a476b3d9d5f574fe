"""What a strategy lacks to be followed up: a page and a workbook, also while it is a draft."""

import io
from datetime import UTC, datetime, time
from typing import NamedTuple

import xlsxwriter
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import write_value
from indicators import followability
from indicators.followability import MEANINGS, Criterion, Outcome

NAME = "strategy_strategy_followability"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = {
    "indicators.indicator": gettext_lazy("indicator"),
    "indicators.target": gettext_lazy("target without indicator"),
    "strategy.goal": gettext_lazy("goal without indicator"),
}


class FollowabilityPage:
    """The page and the workbook; a mixin for the admin of strategies, before what it extends."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/followability/", view(self.followability_view), name=NAME),
            path(
                "<int:pk>/followability.xlsx",
                view(self.followability_download),
                name=f"{NAME}_download",
            ),
            *super().get_urls(),
        ]

    def followability_view(self, request, pk):
        """Who has what, and what to do; only what lacks one criterion with ``?lacks=``."""
        strategy = self.strategy_seen(request, pk)
        chosen = criterion_named(request.GET.get("lacks"))
        found = followability.read(strategy, as_of=timezone.localdate())
        rows = found.lacking(chosen) if chosen else found.rows
        context = self.page_context(
            request,
            title=_("Followability"),
            subtitle=str(strategy),
            original=strategy,
            found=found,
            chosen=chosen,
            counts=[
                (each, MEANINGS[each.criterion], len(found.lacking(each.criterion)))
                for each in found.counts
            ],
            criteria=list(Criterion),
            outcomes=list(Outcome),
            rows=[shown(row, chosen) for row in rows],
            may_export=self.may(request, "export", strategy),
        )
        return TemplateResponse(request, "admin/followability.html", context)

    def followability_download(self, request, pk):
        """The same as a workbook: a row for each indicator, and a row for each thing to fix."""
        strategy = self.found(request, pk)
        today = timezone.localdate()
        found = followability.read(strategy, as_of=today)
        content = workbook(found, request.build_absolute_uri)
        codes = f"{strategy.partnership.code}-{strategy.code}"
        name = f"{codes}-followability-{today.isoformat()}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=KIND, headers=headers)


def criterion_named(name):
    if name is None:
        return None
    if name not in Criterion.values:
        raise Http404
    return Criterion(name)


class ShownPlace(NamedTuple):
    name: str
    note: str
    address: str


class ShownThing(NamedTuple):
    """A thing to fix, as the page says it."""

    outcome: Outcome
    criteria: tuple[str, ...]
    sentence: str
    places: tuple[ShownPlace, ...]


class ShownRow(NamedTuple):
    kind: str
    is_indicator: bool
    place: ShownPlace
    name: str
    goal: str
    findings: tuple[followability.Finding, ...]
    things: tuple[ShownThing, ...]


def shown(row, chosen=None):
    """A row with addresses, and what there is to do for the chosen criterion or for all."""
    return ShownRow(
        kind=ROWS[row.place.model],
        is_indicator=row.is_indicator,
        place=shown_place(row.place),
        name=row.name,
        goal=str(row.goal),
        findings=row.findings,
        things=tuple(
            shown_thing(each) for each in row.things if chosen is None or chosen in each.criteria
        ),
    )


def shown_thing(thing):
    return ShownThing(
        outcome=thing.gap.outcome,
        criteria=tuple(str(criterion.label) for criterion in thing.criteria),
        sentence=str(thing.gap.problem.label),
        places=tuple(map(shown_place, thing.gap.places)),
    )


def shown_place(place):
    """Where something is put right, with its address in the admin."""
    name = place.model.replace(".", "_")
    address = reverse(f"admin:{name}_change", args=[place.pk])
    part = f"#{place.part}" if place.part else ""
    return ShownPlace(place.name, place.note, f"{address}{part}")


# The workbook


def workbook(found, absolute):
    """Two sheets, in the reader's language; ``absolute`` makes an address complete."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # Of the same day and the same rows the same file.
        made = datetime.combine(found.as_of, time(), UTC).replace(tzinfo=None)
        book.set_properties({"created": made})
        rows = [shown(row) for row in found.rows]
        write_sheet(book, _("Followability"), *indicators_table(rows))
        write_sheet(book, _("What to fix"), *things_table(rows, absolute))
    return out.getvalue()


def indicators_table(rows):
    """The header, the rows, and the widths of the columns."""
    header = [_("Goal"), _("Code"), _("Name"), _("Kind"), *(each.label for each in Criterion)]
    lines = [
        [row.goal, row.place.name, row.name, row.kind, *(f.outcome.label for f in row.findings)]
        for row in rows
    ]
    return header, lines, [40, 10, 40, 14, *[11] * len(Criterion)]


def things_table(rows, absolute):
    """The header, the rows, and the widths of the columns."""
    header = [_("Goal"), _("Code"), _("Name"), _("Criterion"), _("Met"), _("What to do")]
    header += [_("Where"), _("Address")]
    lines = [
        [
            *(row.goal, row.place.name, row.name, ", ".join(thing.criteria)),
            *(thing.outcome.label, thing.sentence),
            "; ".join(
                f"{place.name} ({place.note})" if place.note else place.name
                for place in thing.places
            ),
            "\n".join(absolute(place.address) for place in thing.places),
        ]
        for row in rows
        for thing in row.things
    ]
    return header, lines, [40, 10, 40, 24, 11, 50, 40, 60]


def write_sheet(book, name, header, lines, widths):
    page = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, line in enumerate([header, *lines]):
        for column, value in enumerate(line):
            write_value(page, number, column, value, wrapped if number else bold)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, len(lines), len(header) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
