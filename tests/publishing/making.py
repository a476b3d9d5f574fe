"""A follow-up on its way to its editions, written and approved by people of its partnership."""

from dataclasses import dataclass

from django.utils import timezone

from config.records import Change
from config.registry.scope import Edit
from indicators.models import Assessment, FollowUp, GoalAnalysis
from indicators.workbench.shown import read_goal
from strategy.reports.publishing import publish
from tests import factories

TEXT = "Ohälsotalet är nu {{ ohalsa:2022 }}."


@dataclass(kw_only=True)
class Round:
    """One goal with one indicator, what is written of both, and who writes and approves it."""

    follow_up: FollowUp
    analysis: GoalAnalysis
    assessment: Assessment
    writer: object
    approver: object

    @property
    def goal(self):
        return self.analysis.goal

    @property
    def indicator(self):
        return self.assessment.indicator

    @property
    def series(self):
        return self.indicator.series.get(code="ohalsa")

    @property
    def partnership(self):
        return self.follow_up.strategy.partnership

    @property
    def parts(self):
        return [self.analysis, self.assessment]


def make_round(*, has_target=False, **fields):
    """An open follow-up whose text and judgement are still to be written."""
    strategy = factories.make_strategy(horizon_year=2030)
    goal = factories.make_goal(strategy=strategy)
    indicator = factories.make_indicator(goal=goal, unit="dagar")
    series = factories.make_series(indicator=indicator, code="ohalsa")
    factories.make_baseline(series=series, value="40")
    factories.make_observation(series=series, period="2022", value="30.4")
    if has_target:
        factories.make_target(series=series, comparator="at_most", deadline="2030")
    fields.setdefault("status", "open")
    follow_up = factories.make_follow_up(strategy=strategy, **fields)
    return Round(
        follow_up=follow_up,
        analysis=factories.make_analysis(follow_up=follow_up, goal=goal, text="", state="to_do"),
        assessment=factories.make_assessment(
            follow_up=follow_up, indicator=indicator, state="to_do"
        ),
        writer=factories.make_user(partnership=strategy.partnership),
        approver=factories.make_user(partnership=strategy.partnership, role="approver"),
    )


def approved(**fields):
    """A round whose parts are all approved: it can be published."""
    found = make_round(**fields)
    write(found.analysis, found.writer, text=TEXT, state="draft")
    write(found.assessment, found.writer, arrow="positive", state="draft")
    settle(found)
    return found


def settle(found):
    for part in found.parts:
        hand_in(part, found.writer)
        approve(part, found.approver)


def published(**fields):
    """A round with its first edition."""
    found = approved(**fields)
    publish_now(found)
    return found


def publish_now(found, *, note="", user=None, **told):
    told.setdefault("despite_warnings", True)
    return publish(
        found.follow_up, user=user or found.approver, note=note, now=timezone.now(), **told
    )


def correct(found, part, **fields):
    """Take up a published part, write it anew and approve it."""
    write(part, found.approver, state="draft", reason="Rättelse")
    write(part, found.writer, **fields)
    hand_in(part, found.writer)
    approve(part, found.approver)


# What people do with a part


def write(row, user, *, reason="", **fields):
    """Save a row with other fields, as a page does for a person; raises ValidationError."""
    change_row(row, user, lambda fresh: [setattr(fresh, *each) for each in fields.items()], reason)


def hand_in(row, user):
    def deed(fresh):
        if isinstance(fresh, Assessment):
            found = computed_of(fresh)
            fresh.decide(found.judgement, as_of=factories.today(), figures=found.value.newest)
        else:
            fresh.make_ready()

    change_row(row, user, deed)


def approve(row, user):
    change_row(row, user, lambda fresh: fresh.approve())


def give_back(row, user, note):
    change_row(row, user, lambda fresh: fresh.return_to_writer(note))


def change_row(row, user, deed, reason=""):
    """Do something with the row as it is stored now, save it, and read it into ``row``."""
    fresh = type(row).objects.get(pk=row.pk)
    deed(fresh)
    Edit(change=Change(user=user, reason=reason)).write(fresh)
    row.refresh_from_db()
    row.__dict__.pop("_as_stored", None)


def computed_of(assessment):
    """Its indicator as it is read today, with what is computed of it."""
    goal = assessment.indicator.goal
    read = read_goal(assessment.follow_up, goal, as_of=factories.today())
    (found,) = (each for each in read.indicators if each.row.pk == assessment.indicator_id)
    return found
