"""The page on which a person says which row of an office's file is which series."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.intake import matching
from indicators.intake.exporting import known_series, series_for
from indicators.intake.planning import name_of
from indicators.intake.reading import book_of
from indicators.intake.sentences import sentence
from indicators.models import ImportBatch, Observation, Source
from indicators.workbook.labels import Certainty

CERTAINTIES = {
    Certainty.EXACT: gettext_lazy("sure"),
    Certainty.LIKELY: gettext_lazy("likely"),
    Certainty.GUESS: gettext_lazy("a guess"),
    Certainty.NONE: "",
}
ROLES = {
    "area": gettext_lazy("area"),
    "group": gettext_lazy("group"),
    "age": gettext_lazy("age"),
    "unit": gettext_lazy("unit"),
    "code": gettext_lazy("code"),
    "measure": gettext_lazy("measure"),
    "period": gettext_lazy("period"),
    "value": gettext_lazy("figures"),
}


class ReadingForm(forms.Form):
    """How the cells of the file are read."""

    dialect = forms.ChoiceField(
        label=gettext_lazy("Symbols"),
        choices=[("", gettext_lazy("as the source of each series")), *Source.Dialect.choices],
        required=False,
        help_text=gettext_lazy("What “-”, “..” and “:” mean in this file."),
    )
    decimal_mark = forms.ChoiceField(
        label=gettext_lazy("Decimal mark"),
        choices=[
            ("", gettext_lazy("as the numbers show")),
            (",", gettext_lazy("comma: 1,234 is a little more than one")),
            (".", gettext_lazy("point: 1.234 is a little more than one")),
        ],
        required=False,
    )
    multiplier = forms.RegexField(
        r"^[0-9]{1,12}(\.[0-9]{1,12})?\Z",
        label=gettext_lazy("Multiply by"),
        required=False,
        help_text=gettext_lazy("1000 where the file counts in thousands. Empty: as it says."),
    )
    aggregation = forms.ChoiceField(
        label=gettext_lazy("Kind of value"), choices=Observation.Aggregation.choices
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status of all figures"),
        choices=[("", gettext_lazy("as marked in the file")), *Observation.Status.choices],
        required=False,
    )

    def clean_multiplier(self):
        multiplier = self.cleaned_data["multiplier"]
        if multiplier and not Decimal(multiplier):
            raise forms.ValidationError(_("A multiplier is more than zero."))
        return multiplier


class MatchingViews:
    """Matching rows with series; a mixin for the admin of imports."""

    def match_view(self, request, pk):
        batch = self.found(request, pk)
        if batch.state not in (ImportBatch.State.UNMAPPED, ImportBatch.State.PREVIEWED):
            return redirect(self.url_of("change", batch.pk))
        if not self.may_decide(request, batch):
            raise PermissionDenied
        if not batch.is_of_figures:
            raise Http404
        book = book_of(bytes(batch.staged.content))
        known = known_series(series_for(batch.strategy))
        proposal = matching.proposal_for(batch, book, known)
        mapping = proposal.mapping
        initial = {
            name: getattr(mapping, name)
            for name in ("dialect", "decimal_mark", "multiplier", "aggregation", "status")
        }
        form = ReadingForm(request.POST or None, initial=initial)
        wrong = {}
        if request.method == "POST" and form.is_valid() and proposal.rows:
            series, wrong = chosen_series(request.POST, proposal.rows, known)
            mapping = None if wrong else decided_mapping(request, proposal, series, form)
            if mapping is not None:
                return self.match(request, batch, book, proposal, mapping)
            if wrong:
                messages.error(request, _("Some rows name a series that is not known. See below."))
        context = self.page_context(
            request,
            title=_("Which row is which series?"),
            original=batch,
            batch=batch,
            proposal=proposal,
            form=form,
            columns=columns_shown(proposal),
            rows=rows_shown(proposal, known, request.POST, wrong),
            known=[(code, name_of(each)) for code, each in known.items()],
            sentences=[sentence(each.code, each.details) for each in proposal.findings],
        )
        return TemplateResponse(request, "admin/import_match.html", context)

    def match(self, request, batch, book, proposal, mapping):
        matching.keep(batch, mapping, title=proposal.title, user=request.user)
        self.read(batch, book)
        return redirect(self.url_of("change", batch.pk))


def decided_mapping(request, proposal, series, form):
    """The mapping as the person decided; None, and said on the page, when it can't be."""
    try:
        return matching.with_decisions(
            proposal.mapping, proposal.rows, series=series, **form.cleaned_data
        )
    except ValueError:
        messages.error(request, _("The file can't be read in this way. Check what is chosen here."))
        return None


def chosen_series(posted, rows, known):
    """The series chosen for each row, by key; and what was written that is no series."""
    series, wrong = {}, {}
    for number, row in enumerate(rows):
        code = posted.get(f"row-{number}", "").strip()
        if code and code not in known:
            wrong[number] = code
        series[row.key] = code
    return series, wrong


def columns_shown(proposal):
    return [
        {
            "name": column.name or "–",
            "role": ROLES.get(column.role, _("not known")),
            "examples": ", ".join(column.examples),
        }
        for column in proposal.columns
    ]


def rows_shown(proposal, known, posted, wrong):
    """Each row of the file with its field and how sure the proposal is."""
    return [
        {
            "number": number,
            "labels": " | ".join(label for label in row.labels if label),
            "examples": row.examples,
            "code": posted.get(f"row-{number}", row.series),
            "name": name_of(known[row.series]) if row.series else "",
            "certainty": _("as last time") if row.is_kept else CERTAINTIES[row.certainty],
            "is_guess": bool(row.series) and not row.is_kept and row.certainty < Certainty.EXACT,
            "candidates": [(code, name_of(known[code])) for code in row.candidates],
            "is_wrong": number in wrong,
        }
        for number, row in enumerate(proposal.rows)
    ]
