"""What the page of an import shows: its figures and findings in people's words."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from config.numbers import write_number
from config.registry.importing import SENTENCES
from indicators.intake.sentences import sentence
from indicators.models import ImportBatch, ImportFinding, Observation, PlannedFigure
from indicators.workbook.plausibility import change_of
from indicators.workbook.units import is_share

ROWS_A_PAGE = 100
Deed, Weight = PlannedFigure.Deed, ImportFinding.Weight

# What can be shown, in this order: by name, its heading and which rows
FIGURES = {
    "new": (pgettext_lazy("figures", "New"), Q(deed=Deed.NEW)),
    "changed": (pgettext_lazy("figures", "Changed"), Q(deed=Deed.CHANGED)),
    "removed": (pgettext_lazy("figures", "Withdrawn"), Q(deed=Deed.REMOVED)),
    "doubtful": (pgettext_lazy("figures", "Doubtful"), Q(has_warning=True)),
}
FINDINGS = {
    "problems": (gettext_lazy("Problems"), Q(weight=Weight.PROBLEM)),
    "conflicts": (gettext_lazy("Conflicts"), Q(weight=Weight.CONFLICT)),
    "remarks": (gettext_lazy("Good to know"), Q(weight__in=[Weight.WARNING, Weight.REMARK])),
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One kind of rows, and how many there are."""

    name: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows a person wants to see: figures, findings, or a table's rows as planned."""

    name: str
    words: str  # looked for
    rows: QuerySet | list
    holds: str  # figures, findings, table


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: what it is, from what to what, and what speaks against it."""

    place: str
    deed: str
    title: str
    unit: str
    old: str
    new: str
    difference: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One finding, in a sentence."""

    place: str
    figure: str
    sentence: str


def chosen(batch, query):
    """The rows of a batch that an address asks for; what matters most when it does not say."""
    if not batch.is_of_figures:
        staged = getattr(batch, "staged", None)
        return Chosen(
            name="", words="", rows=staged.plan.get("rows", []) if staged else [], holds="table"
        )
    name, words = query.get("show", ""), query.get("q", "").strip()[:100]
    if name not in FIGURES | FINDINGS:
        name = first_to_see(batch)
    if name in FINDINGS:
        rows = batch.findings.filter(FINDINGS[name][1])
        if words:
            rows = rows.filter(Q(details__figure__icontains=words) | Q(address__iexact=words))
        return Chosen(name=name, words=words, rows=rows, holds="findings")
    rows = batch.figures.filter(FIGURES[name][1]).select_related(
        "series__indicator", "series__area", "series__group"
    )
    for word in words.split()[:10]:
        rows = rows.filter(
            Q(series__code__icontains=word)
            | Q(series__name__icontains=word)
            | Q(series__indicator__name__icontains=word)
            | Q(period__icontains=word)
        )
    return Chosen(name=name, words=words, rows=rows, holds="figures")


def first_to_see(batch):
    if batch.problems:
        return "problems"
    if batch.conflicts and batch.state == ImportBatch.State.PREVIEWED:
        return "conflicts"
    kinds = set(batch.figures.order_by().values_list("deed", "has_warning").distinct())
    if batch.state == ImportBatch.State.PREVIEWED and any(doubtful for _deed, doubtful in kinds):
        return "doubtful"
    deeds = {deed for deed, _doubtful in kinds}
    return next((name for name in ("new", "changed", "removed") if name in deeds), "new")


def tabs(batch, selected):
    """All kinds of rows of a batch that there are, with their numbers."""
    if selected.holds == "table":
        return []
    found = []
    for kinds, rows in ((FINDINGS, batch.findings), (FIGURES, batch.figures)):
        counts = rows.aggregate(
            **{name: Count("pk", filter=which) for name, (_label, which) in kinds.items()}
        )
        found += [(name, label, counts[name]) for name, (label, _which) in kinds.items()]
    return [
        Tab(name=name, label=str(label), count=count, is_chosen=name == selected.name)
        for name, label, count in found
        if count or name == selected.name
    ]


def lines(selected, rows):
    """The rows of one page, in people's words."""
    if selected.holds == "figures":
        return [line(row) for row in rows]
    if selected.holds == "findings":
        return [told(row) for row in rows]
    return list(rows)


def line(row):
    series, indicator = row.series, row.series.indicator
    unit = series.unit or indicator.unit
    figure = row.as_figure
    return Line(
        place=f"{row.sheet}!{row.address}" if row.sheet else row.address,
        deed=row.get_deed_display(),
        title=title(series, row.period),
        unit=unit,
        old=written(row.old_value, row.old_missing) if row.row_id else "",
        new="" if row.deed == Deed.REMOVED else written(row.value, row.missing),
        difference=difference(row, unit) if row.deed == Deed.CHANGED else "",
        notes=tuple(notes(row, figure)),
        warnings=tuple(sentence(code, details) for code, details in row.warnings),
    )


def title(series, period):
    """A figure by name: its indicator, measure, area and group, each said once."""
    group = series.group.local_name if series.group else ""
    words = [series.indicator.name, series.name, series.area.local_name, group, series.age, period]
    return ", ".join(dict.fromkeys(word for word in words if word))


def notes(row, figure):
    """Beside the value: its kind, its status and its note, where they say something."""
    if row.aggregation != Observation.Aggregation.POINT:
        yield str(figure.get_aggregation_display())
    if row.status != row.old_status and (row.row_id or row.status != Observation.Status.NORMAL):
        yield str(figure.get_status_display())
    if row.is_approximate:
        yield _("approximate")
    if row.note != row.old_note:
        yield row.note


def difference(row, unit):
    """How much a value changes: in the unit, and in per cent where that means something."""
    if row.value is None or row.old_value is None or row.value == row.old_value:
        return ""
    size, percent = change_of(row.old_value, row.value, is_share=is_share(unit))
    words = signed(size)
    if percent is not None:
        words += f" ({signed(percent.quantize(Decimal('0.1')))} %)"
    return words


def signed(number):
    return ("+" if number > 0 else "") + write_number(number).replace("-", "\N{MINUS SIGN}")


def written(value, missing):
    """A value, or the reason why there is none, as people read it."""
    if value is not None:
        return write_number(value).replace("-", "\N{MINUS SIGN}")
    return str(dict(Observation.Missing.choices).get(missing, missing))


def told(row):
    return Told(
        place=row.place,
        figure=row.details.get("figure", ""),
        sentence=sentence(row.code, row.details),
    )


def refusal(unreadable):
    """Why a file can't be read, in one sentence."""
    words = str(SENTENCES[unreadable.reason])
    return f"{unreadable.detail}: {words}" if unreadable.reason == "too long" else words
