"""Who is to be reminded of what in the follow-ups that are being made."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from indicators import periods
from indicators.models import (
    AGREED,
    BEING_WRITTEN,
    Assessment,
    Baseline,
    FollowUp,
    GoalAnalysis,
    Indicator,
    Observation,
    Series,
    Written,
)
from strategy.models import Goal, Membership

OPEN = (FollowUp.Status.OPEN, FollowUp.Status.IN_REVIEW)
ALONG = ("follow_up__strategy__partnership", "responsible")
# Of these nobody can say for which years a figure is due.
NOT_YEARLY = {
    Indicator.Frequency.TWO_YEARS,
    Indicator.Frequency.ONCE,
    Indicator.Frequency.UNKNOWN,
}
NOT_YET, GONE = Observation.Missing.NOT_YET, Observation.Missing.DISCONTINUED


class Group(StrEnum):
    """Why somebody is reminded of a part."""

    LATE = "late"  # not handed in, and the day is past
    SOON = "soon"  # not handed in, and the day is near
    MISSING = "missing"  # the figure of the last year has not come, and its month is past
    WAITING = "waiting"  # handed in: somebody else is to approve it


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A text or judgement somebody has to see to. ``address``: of its page, below the site's."""

    name: str
    is_text: bool
    due: date | None
    is_returned: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class OfFollowUp:
    """What one person has to see to in one follow-up."""

    title: str
    strategy: str
    last_year: int
    address: str
    late: tuple[Matter, ...]
    soon: tuple[Matter, ...]
    missing: tuple[Matter, ...]
    waiting: tuple[Matter, ...]

    @property
    def number(self):
        return sum(len(getattr(self, group)) for group in Group)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """All that one person has to see to in one partnership."""

    user: object
    partnership: str
    language: str
    on: date
    follow_ups: tuple[OfFollowUp, ...]

    @property
    def number(self):
        return sum(each.number for each in self.follow_ups)


@dataclass(frozen=True, kw_only=True)
class Unowned:
    """A part nobody is on. ``former``: who was, and is no longer there or may not write."""

    part: object
    former: object = None


def due(on, within_days=14):
    """The reminders of a day, in the order of partnerships and user names.

    Told are parts of open follow-ups that are late or due within so many days, figures that
    have not come, and what waits for those who approve. In eight queries at most.
    """
    parts = open_parts()
    members = memberships_of(parts)
    waiting = Approving(parts, members)
    last = on + timedelta(days=within_days)
    found = defaultdict(lambda: defaultdict(list))
    missing = without_figure(parts, on)
    for part in parts:
        owner = owner_of(part, members)
        if owner and part.state in BEING_WRITTEN and part.due and part.due <= last:
            found[owner][Group.LATE if part.due < on else Group.SOON].append(part)
        if owner and part in missing:
            found[owner][Group.MISSING].append(part)
        for approver in waiting.for_part(part):
            found[approver][Group.WAITING].append(part)
    order = sorted(found, key=lambda each: (each.partnership.name, each.user.get_username()))
    return [reminder(member, found[member], on) for member in order]


def unowned():
    """The parts of open follow-ups that are not settled and nobody is on, in three queries."""
    parts = open_parts()
    members = memberships_of(parts)
    return [
        Unowned(part=part, former=part.responsible)
        for part in parts
        if part.state not in AGREED and owner_of(part, members) is None
    ]


# The parts and the people


def open_parts():
    """The texts and judgements of all follow-ups that are being made, in the order of reading."""
    strategy = "follow_up__strategy"
    in_force = {
        "follow_up__status__in": OPEN,
        "follow_up__withdrawn_on__isnull": True,
        f"{strategy}__withdrawn_on__isnull": True,
    }
    texts = GoalAnalysis.objects.current().filter(Goal.in_force_condition("goal__"), **in_force)
    judgements = Assessment.objects.current().filter(
        Indicator.in_force_condition("indicator__"), **in_force
    )
    rows = [
        *texts.select_related("goal__focus_area", *ALONG),
        *judgements.select_related("indicator__goal__focus_area", *ALONG),
    ]
    return sorted(rows, key=place_of)


def place_of(part):
    """Texts stand before the judgements of their goal."""
    goal, indicator = goal_of(part), getattr(part, "indicator", None)
    return (
        (part.follow_up.strategy.partnership_id, part.follow_up.strategy_id),
        (-part.follow_up.last_year, part.follow_up_id),
        (goal.focus_area.number, goal.number, goal.pk),
        (indicator.number, indicator.pk) if indicator else (-1, -1),
    )


def goal_of(part):
    return part.goal if isinstance(part, GoalAnalysis) else part.indicator.goal


def partnership_of(part):
    return part.follow_up.strategy.partnership_id


def memberships_of(parts):
    """The memberships that count, by partnership and person: of those who can sign in."""
    rows = Membership.objects.filter(
        partnership__in={partnership_of(part) for part in parts},
        user__is_active=True,
        user__is_staff=True,
    )
    found = rows.select_related("user", "partnership")
    return {(each.partnership_id, each.user_id): each for each in found}


def owner_of(part, members):
    """The membership of who is on it; None where nobody is who may write it."""
    member = members.get((partnership_of(part), part.responsible_id))
    return member if member and member.may("change") else None


class Approving:
    """Who is to approve what: those who may and have not written it themselves."""

    def __init__(self, parts, members):
        self.approvers = defaultdict(list)
        for member in members.values():
            if member.may("approve"):
                self.approvers[member.partnership_id].append(member)
        ready = [part for part in parts if part.state == Written.READY]
        self.writers = {
            part: part.writers(versions)
            for model in (GoalAnalysis, Assessment)
            for part, versions in with_versions(model, ready)
        }

    def for_part(self, part):
        if part not in self.writers:
            return []
        partnership = part.follow_up.strategy.partnership
        writers = () if partnership.allows_own_approval else self.writers[part]
        return [each for each in self.approvers[partnership.pk] if each.user_id not in writers]


def with_versions(model, parts):
    """The parts of a kind, each with its versions from the oldest, in one query."""
    own = {part.pk: part for part in parts if isinstance(part, model)}
    versions = defaultdict(list)
    for version in model.history.filter(id__in=own).order_by("history_date", "history_id"):
        versions[version.id].append(version)
    return [(part, versions[pk]) for pk, part in own.items()]


# Figures that have not come


def without_figure(parts, on):
    """The judgements whose figure of the follow-up's last year has not come in time.

    It is expected by the end of the indicator's month of publication in the year after. Left
    out is what was not followed up, for a reason, and what is not measured every year.
    """
    expected = [part for part in parts if isinstance(part, Assessment) and is_expected(part, on)]
    series = Series.objects.current().filter(
        indicator__in={part.indicator_id for part in expected}, role=Series.Role.MAIN
    )
    of_indicator, told = defaultdict(list), defaultdict(set)
    for pk, indicator in series.values_list("pk", "indicator_id"):
        of_indicator[indicator].append(pk)
    mains = [pk for found in of_indicator.values() for pk in found]
    for model in (Observation, Baseline):
        rows = model.objects.current().filter(series__in=mains).exclude(period="")
        for pk, *row in rows.values_list("series_id", "period", "missing"):
            told[pk].add(tuple(row))
    return {
        part
        for part in expected
        if not all(is_told(told[pk], last_day(part)) for pk in of_indicator[part.indicator_id])
    }


def is_expected(part, on):
    indicator = part.indicator
    if part.state in AGREED or part.not_followed_reason:
        return False
    if indicator.due_month is None or indicator.frequency in NOT_YEARLY:
        return False
    return on > periods.month(part.follow_up.last_year + 1, indicator.due_month).end


def last_day(part):
    """The last day of the period that the newest figure of a follow-up is about."""
    year = part.follow_up.last_year
    if part.indicator.frequency == Indicator.Frequency.SCHOOL_YEAR:
        return periods.school_year(year - 1).end
    return periods.year_period(year).end


def is_told(rows, day):
    """Whether there is a figure, or why there is none, for the period a day is in."""
    for written, missing in rows:
        period = periods.parse(written)
        if missing == GONE and period.start <= day:
            return True
        if missing != NOT_YET and period.start <= day <= period.end:
            return True
    return False


# The mail


def reminder(member, groups, on):
    """What a member is told, by follow-up."""
    follow_ups = {part.follow_up_id: part.follow_up for rows in groups.values() for part in rows}
    return Reminder(
        user=member.user,
        partnership=member.partnership.name,
        language=member.language or member.partnership.site_language,
        on=on,
        follow_ups=tuple(of_follow_up(each, groups) for each in follow_ups.values()),
    )


def of_follow_up(follow_up, groups):
    return OfFollowUp(
        title=follow_up.title,
        strategy=str(follow_up.strategy),
        last_year=follow_up.last_year,
        address=reverse("workbench", args=[follow_up.pk]),
        **{
            group: tuple(
                matter(part) for part in groups[group] if part.follow_up_id == follow_up.pk
            )
            for group in Group
        },
    )


def matter(part):
    is_text = isinstance(part, GoalAnalysis)
    return Matter(
        name=str(part.goal if is_text else part.indicator),
        is_text=is_text,
        due=part.due,
        is_returned=bool(part.returned_note),
        address=reverse("workbench-goal", args=[part.follow_up_id, goal_of(part).code]),
    )


def mail(found, site):
    """A reminder as a mail in the person's language; ``site``: like ``https://framsteg.se``."""
    with override(found.language):
        told = {"reminder": found, "site": site.rstrip("/")}
        subject = render_to_string("mail/reminder_subject.txt", told)
        body = render_to_string("mail/reminder.txt", told)
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=[found.user.email])
