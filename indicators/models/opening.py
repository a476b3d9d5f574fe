"""Opening a follow-up: a text for each goal, a judgement for each indicator of its strategy."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from config.bulk import hold, write_in_bulk
from config.records import kept_fields
from indicators.models.editions import Figure, FigureSeries, Footnote
from indicators.models.followup import FollowUp
from indicators.models.indicators import Indicator
from indicators.models.series import Series
from indicators.models.written import Assessment, GoalAnalysis, Written
from strategy.models import Goal, Strategy


class Added(NamedTuple):
    """How many parts were added."""

    analyses: int
    assessments: int


def previous(follow_up):
    """The last follow-up of the same strategy before this one, not withdrawn; None: the first."""
    own = {"last_year": follow_up.last_year, "first_year": follow_up.first_year}
    is_before = Q(last_year__lt=own["last_year"]) | Q(
        last_year=own["last_year"], first_year__lt=own["first_year"]
    )
    if follow_up.pk:
        is_before |= Q(**own, pk__lt=follow_up.pk)
    rows = FollowUp.objects.current().filter(is_before, strategy=follow_up.strategy_id)
    return rows.exclude(pk=follow_up.pk).order_by("-last_year", "-first_year", "-pk").first()


def bring_in_step(follow_up, *, change, earlier=None):
    """Add the parts a follow-up lacks for the goals and indicators in force; returns ``Added``.

    What is there is never touched, a withdrawn part neither. ``earlier``: a follow-up whose
    analyses and comments the new parts begin with, as drafts marked as copied; the diagrams,
    tables and footnotes these texts need come along, judgements do not. ``change``: who does
    it, and why.
    """
    with transaction.atomic():
        hold(Strategy, [follow_up.strategy_id])  # two at once would both add
        analyses = [
            begun(GoalAnalysis(follow_up=follow_up, goal=goal), "text", text, earlier)
            for goal, text in without_part(Goal, "analyses", "text", follow_up, earlier)
        ]
        assessments = [
            begun(Assessment(follow_up=follow_up, indicator=indicator), "comment", text, earlier)
            for indicator, text in without_part(
                Indicator, "assessments", "comment", follow_up, earlier
            )
        ]
        write_in_bulk(GoalAnalysis, new=analyses, change=change)
        write_in_bulk(Assessment, new=assessments, change=change)
        if earlier is not None:
            bring_figures_along(follow_up, earlier, [row.goal for row in analyses], change)
    return Added(len(analyses), len(assessments))


def without_part(model, relation, field, follow_up, earlier):
    """The goals or indicators in force that the follow-up has no part for, in their order.

    Each comes with the words of the earlier follow-up.
    """
    rows = model.objects.filter(model.in_force_condition(), strategy=follow_up.strategy_id)
    part = model._meta.get_field(relation)
    known = part.related_model.objects.filter(follow_up=follow_up).values(part.field.attname)
    former = part.related_model.objects.current().filter(follow_up=earlier)
    words = dict(former.values_list(part.field.attname, field)) if earlier else {}
    return [(row, words.get(row.pk, "")) for row in rows.exclude(pk__in=known).order_by("pk")]


def begun(part, field, text, earlier):
    """A new part; a draft where it begins with earlier words."""
    if text:
        setattr(part, field, text)
        part.state, part.copied_from = Written.DRAFT, earlier
    return part


def bring_figures_along(follow_up, earlier, goals, change):
    """Copy the diagrams and tables of these goals, and the footnotes; what is there stays."""
    own = {"follow_up": follow_up}
    codes = Figure.objects.filter(**own).values("code")
    rows = Figure.objects.current().filter(follow_up=earlier, goal__in=goals)
    figures = {row.pk: renewed(row, **own) for row in rows.exclude(code__in=codes).order_by("pk")}
    write_in_bulk(Figure, new=figures.values(), change=change)
    shown = FigureSeries.objects.current().filter(
        Series.in_force_condition("series__"), figure__in=list(figures)
    )
    lines = [duplicate(row, figure=figures[row.figure_id]) for row in shown.order_by("pk")]
    write_in_bulk(FigureSeries, new=lines, change=change)
    marks = Footnote.objects.filter(**own).values("mark")
    notes = Footnote.objects.current().filter(follow_up=earlier).exclude(mark__in=marks)
    notes = [duplicate(row, **own) for row in notes.exclude(text="").order_by("pk")]
    for row in notes:
        row.near = row.note = ""  # of the printed page
    write_in_bulk(Footnote, new=notes, change=change)


def renewed(row, **changed):
    """A diagram or table as a new follow-up begins with it: of all years, and no transcript."""
    new = duplicate(row, **changed)
    new.source_line = new.printed_inside = new.first_period = new.last_period = ""
    new.is_picture_only = False
    return new


def duplicate(row, **changed):
    """A new row like another one, but under another parent."""
    model = type(row)
    under = {model._meta.get_field(name).attname for name in changed}
    kept = {field.attname for field in kept_fields(model)} - under
    return model(**{name: getattr(row, name) for name in kept}, **changed)
