"""Where figures and texts of a strategy contradict each other, with the way to mend each."""

from collections import Counter
from itertools import groupby, pairwise

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.checking import check_strategy
from indicators.consistency import Form, Kind
from indicators.consistency_words import about_label, facts, kind_label, place_label, sentence

NAME = "strategy_strategy_consistency"
FEW = 4  # places that are shown at once; more of them unfold
OF_STRATEGY_APP = {Form.STRATEGY, Form.GOAL}


class ConsistencyPage:
    """The page of the consistency check; a mixin for the admin of strategies."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.consistency_view)
        return [path("<int:pk>/consistency/", view, name=NAME), *super().get_urls()]

    def consistency_view(self, request, pk):
        """All findings, of one kind with ``?kind=``, those without a note with ``?unnoted``."""
        strategy = self.strategy_seen(request, pk)
        every = check_strategy(strategy, as_of=timezone.localdate())
        chosen = kind_named(request.GET.get("kind"))
        shown = [
            each
            for each in every
            if chosen in (None, each.finding.kind) and not ("unnoted" in request.GET and each.notes)
        ]
        context = self.page_context(
            request,
            title=_("Consistency"),
            subtitle=str(strategy),
            original=strategy,
            count=len(every),
            unnoted=sum(not each.notes for each in every),
            only_unnoted="unnoted" in request.GET,
            tabs=tabs(every, chosen),
            goals=by_goal(shown, names_of_goals(strategy)),
        )
        return TemplateResponse(request, "admin/consistency.html", context)


def kind_named(name):
    """The kind with a name; None, which is all of them, where none is named."""
    if name is None:
        return None
    if name not in set(Kind):
        raise Http404
    return Kind(name)


def tabs(every, chosen):
    """All findings and each kind there is, with how many there are of it."""
    counts = Counter(each.finding.kind for each in every)
    kinds = [(kind, kind_label(kind), counts[kind]) for kind in Kind if counts[kind]]
    return [
        {"name": kind, "label": label, "count": count, "is_chosen": kind == chosen}
        for kind, label, count in [(None, _("All"), len(every)), *kinds]
    ]


def names_of_goals(strategy):
    return dict(strategy.goals.current().values_list("code", "name"))


def by_goal(every, names):
    """Findings under the goal they are about; those of the whole strategy stand first."""
    return [
        {"code": code, "name": names.get(code, ""), "findings": [shown(each) for each in group]}
        for code, group in groupby(every, key=lambda each: each.finding.goal)
    ]


def shown(noted):
    """A finding as the page shows it."""
    finding = noted.finding
    return {
        "about": about_label(finding),
        "kind": kind_label(finding.kind),
        "sentence": sentence(finding),
        "notes": noted.notes,
        "is_long": len(finding.spots) > FEW,
        "spots": [
            {
                "label": place_label(spot.place),
                "address": address_of(spot.place),
                "passage": "" if before and spot.passage == before.passage else spot.passage,
                "facts": facts(spot),
            }
            for before, spot in pairwise((None, *finding.spots))
        ],
    }


def address_of(place):
    """The form where it is mended."""
    app = "strategy" if place.form in OF_STRATEGY_APP else "indicators"
    return reverse(f"admin:{app}_{place.form.value}_change", args=[place.row])
