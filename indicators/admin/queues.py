"""What is still to do with indicators, figures and judgements."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.registry.filters import WorkQueue
from indicators.models import (
    Assessment,
    Baseline,
    Citation,
    FollowUp,
    Indicator,
    Observation,
    Series,
    Target,
    Written,
)
from strategy.models import Strategy

WITHDRAWN = (_("Withdrawn"), Q(withdrawn_on__isnull=False))
PROVISIONAL = Q(status=Observation.Status.PROVISIONAL)


def is_there(model, **conditions):
    """Whether a row of a model that is in force stands under the row of the list."""
    return Exists(model.objects.current().filter(**conditions))


def of_year(year):
    """Periods that begin or end in a year: 2025, 2025-11, 2024/2025, 2022–2025."""
    return Q(period__startswith=str(year)) | Q(period__endswith=str(year))


class IndicatorQueue(WorkQueue):
    def queues(self):
        here, year = OuterRef("pk"), timezone.localdate().year - 1
        figures = Observation.objects.current().filter(series__indicator=here)
        not_followed = Assessment.objects.current().filter(
            indicator=here, not_followed_reason__gt=""
        )
        return {
            "no_series": (_("No series"), ~is_there(Series, indicator=here)),
            "no_baseline": (_("No baseline"), ~is_there(Baseline, series__indicator=here)),
            "no_target": (_("No target"), ~is_there(Target, indicator=here)),
            "no_figure": (
                _("No figure for %(year)s") % {"year": year},
                ~Exists(figures.filter(of_year(year))),
            ),
            "provisional": (_("Provisional figures"), Exists(figures.filter(PROVISIONAL))),
            "not_followed": (_("Not followed up"), Exists(not_followed)),
            "no_source": (
                _("No source"),
                ~is_there(Citation, indicator=here)
                & ~is_there(Series, indicator=here, source__isnull=False),
            ),
            "no_owner": (_("No owner"), Q(owner="")),
            "draft": (_("Draft"), Q(strategy__status=Strategy.Status.DRAFT)),
            "withdrawn": WITHDRAWN,
        }


class SeriesQueue(WorkQueue):
    def queues(self):
        here, year = OuterRef("pk"), timezone.localdate().year - 1
        figures = Observation.objects.current().filter(series=here)
        return {
            "no_figures": (_("No figures"), ~Exists(figures)),
            "no_figure": (
                _("No figure for %(year)s") % {"year": year},
                ~Exists(figures.filter(of_year(year))),
            ),
            "no_baseline": (_("No baseline"), ~is_there(Baseline, series=here)),
            "no_source": (
                _("No source"),
                Q(source__isnull=True)
                & ~Exists(Citation.objects.current().filter(indicator=OuterRef("indicator"))),
            ),
            "draft": (_("Draft"), Q(strategy__status=Strategy.Status.DRAFT)),
            "withdrawn": WITHDRAWN,
        }


class MeasuredQueue(WorkQueue):
    """For figures and baselines."""

    def queues(self):
        return {
            "provisional": (_("Provisional"), PROVISIONAL),
            "no_value": (_("No value"), Q(value__isnull=True)),
            "draft": (_("Draft"), Q(series__strategy__status=Strategy.Status.DRAFT)),
            "withdrawn": WITHDRAWN,
        }


class FollowUpQueue(WorkQueue):
    def queues(self):
        open_ones = [FollowUp.Status.OPEN, FollowUp.Status.IN_REVIEW]
        assessed = Assessment.objects.current().filter(
            follow_up=OuterRef(OuterRef("pk")), indicator=OuterRef("pk")
        )
        missing = Indicator.objects.current().filter(
            ~Exists(assessed), strategy=OuterRef("strategy")
        )
        return {
            "not_published": (_("Not published"), Q(status__in=open_ones)),
            "not_assessed": (_("Indicators without assessment"), Exists(missing)),
            "withdrawn": WITHDRAWN,
        }


class WrittenQueue(WorkQueue):
    """How far texts and judgements have come."""

    def queues(self):
        states = {state.value: (state.label, Q(state=state)) for state in Written}
        del states[Written.APPROVED]
        return {**states, "withdrawn": WITHDRAWN}


class AssessmentQueue(WrittenQueue):
    def queues(self):
        return {
            **super().queues(),
            "not_followed": (_("Not followed up"), Q(not_followed_reason__gt="")),
            "no_arrow": (_("No arrow"), Q(arrow="", not_followed_reason="")),
        }


class WithdrawnQueue(WorkQueue):
    def queues(self):
        return {"withdrawn": WITHDRAWN}
