"""A public follow-up as readers meet it: as an edition has it or, without any, as it is today."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, F, Subquery, When
from django.utils import timezone

from indicators.models import (
    Baseline,
    Edition,
    EditionFile,
    FollowUp,
    Group,
    Observation,
    Written,
)
from strategy.overview import edition, values
from strategy.overview.edition.about import not_followed
from strategy.overview.finding import ABOVE, find
from strategy.overview.values import take
from strategy.overview.written import marks_in, newest_edition

WithdrawnRow = namedtuple("WithdrawnRow", "indicator code name group period on reason")
# What people write of the whole; what they write of goals and indicators stands with these.
WRITTEN = ("follow_up", "introduction", "method_text", "arrow_legend", "lesson", "footnotes")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a page or file of a follow-up is made of."""

    follow_up: FollowUp
    edition: Edition | None  # None: nothing is frozen, the content is that of today
    editions: tuple[Edition, ...]  # those readers see, the newest first, without their content
    content: dict

    @property
    def codes(self):
        return self.follow_up.natural_key()

    @property
    def strategy(self):
        row = self.follow_up.strategy
        return take(values.Strategy, row, is_closed=row.status == row.Status.CLOSED)

    @property
    def newest(self):
        return self.editions[0] if self.editions else None

    @property
    def is_overtaken(self):
        """Whether there is a newer edition."""
        return self.edition is not None and self.edition.number < self.newest.number


def newest_report(*codes, as_of, show_makers):
    """The newest edition of the follow-up with these codes; without any, its content of a day.

    Raises as ``find`` does.
    """
    key = dict(zip(FollowUp.KEY, codes, strict=True))
    editions = editions_of(FollowUp.objects.filter(**key))
    if editions:
        newest = editions[0]
        return Report(
            follow_up=newest.follow_up, edition=newest, editions=editions, content=newest.content
        )
    follow_up = find(FollowUp, *codes)
    found = content_today(follow_up, None, as_of=as_of, show_makers=show_makers)
    return Report(follow_up=follow_up, edition=None, editions=(), content=found)


def report_of_edition(*codes):
    """The edition with these codes and this number, whatever came after it; raises as ``find``."""
    found = find(Edition, *codes)
    editions = editions_of([found.follow_up])
    return Report(
        follow_up=found.follow_up, edition=found, editions=editions, content=found.content
    )


def editions_of(follow_ups):
    """The editions readers see, the newest first, in one query.

    ``follow_ups``: one, or a question for one. Only the newest comes with its content: the others
    leave it in the database.
    """
    newest = Subquery(newest_edition("follow_up").values("pk")[:1])
    rows = Edition.objects.public().filter(follow_up__in=follow_ups).order_by("-number")
    above = [f"follow_up__{each}" for each in ABOVE[FollowUp]]
    rows = rows.select_related(*above).defer("content")
    found = tuple(rows.annotate(newest=Case(When(pk=newest, then=F("content")))))
    for row in found[:1]:
        row.content = row.newest
    return found


def kept_file(edition, form):
    """An edition as it was rendered when it was published.

    Raises ObjectDoesNotExist where it was not rendered in this form.
    """
    if form not in EditionFile.Form:
        raise ObjectDoesNotExist
    return EditionFile.objects.get(edition=edition, form=form)


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """A figure that an edition has and that was withdrawn after it was published."""

    indicator: str  # code
    series: str  # what it is called
    period: str
    on: date
    reason: str


def withdrawn_since(report):
    """The figures that were withdrawn since an edition was published, in one query."""
    if report.edition is None:
        return ()
    had = {
        (series["code"], figure["period"])
        for indicator in indicators_in(report.content)
        for series in indicator["series"]
        for figure in (*series["observations"], *series["baselines"])
    }
    rows = withdrawn_rows(report.follow_up.strategy_id, report.edition.published_at)
    return tuple(
        Withdrawn(
            indicator=row.indicator,
            series=values.titled(row.name, row.group and Group(name=row.group)),
            period=row.period,
            on=row.on,
            reason=row.reason,
        )
        for row in sorted(rows, key=lambda each: (each.on, each.code, each.period))
        if (row.code, row.period) in had
    )


def withdrawn_rows(strategy, since):
    """The figures and baselines of a strategy that were withdrawn since then."""
    conditions = {
        "series__strategy": strategy,
        "withdrawn_on__gte": timezone.localdate(since),
    }
    columns = ("series__indicator__code", "series__code", "series__name", "series__group__name")
    own = ("period", "withdrawn_on", "withdrawn_reason")
    figures, baselines = (
        model.objects.filter(**conditions).order_by().values_list(*columns, *own)
        for model in (Observation, Baseline)
    )
    return map(WithdrawnRow._make, figures.union(baselines, all=True))


# What readers may see of a follow-up today


def content_today(follow_up, newest, *, as_of, show_makers):
    """The content of a day as far as readers may see it: figures, targets, what is computed.

    What people write is public in an edition only: it is as ``newest`` has it. Without an
    edition a text or judgement that is not published is not there.
    """
    overview, writing = edition.readings(follow_up, as_of=as_of)
    found = edition.put_together(overview, writing, as_of=as_of, show_makers=show_makers)
    if newest is not None:
        put_back(found, newest.content)
    else:
        leave_out(found, unpublished(writing))
    found["not_followed"] = not_followed(found["areas"])
    return found


def put_back(content, published):
    """Put what was written in an edition in the place of what is written today."""
    for part in WRITTEN:
        content[part] = published[part]
    goals = {each["code"]: each for each in goals_in(published)}
    indicators = {each["code"]: each for each in indicators_in(published)}
    for goal in goals_in(content):
        former = goals.get(goal["code"])
        goal["heading"] = former["heading"] if former else goal["name"]
        goal["analysis"] = former["analysis"] if former else []
        goal["figures"] = former["figures"] if former else []
    for indicator in indicators_in(content):
        former = indicators.get(indicator["code"])
        indicator["assessment"] = former and former["assessment"]


def unpublished(writing):
    """The codes of goals and indicators whose text or judgement is not published."""
    parts = (("goal", writing.analyses), ("indicator", writing.assessments))
    return {
        (kind, code)
        for kind, rows in parts
        for code, row in rows.items()
        if row.state != Written.PUBLISHED
    }


def leave_out(content, held):
    for goal in goals_in(content):
        if ("goal", goal["code"]) in held:
            goal["heading"], goal["analysis"] = goal["name"], figures_alone(goal)
    for indicator in indicators_in(content):
        if ("indicator", indicator["code"]) in held:
            indicator["assessment"] = None
    if held:
        content["footnotes"] = referred_to(content)


def goals_in(content):
    return [goal for area in content["areas"] for goal in area["goals"]]


def indicators_in(content):
    return [indicator for goal in goals_in(content) for indicator in goal["indicators"]]


def figures_alone(goal):
    return [{"kind": "figure", "code": figure["code"]} for figure in goal["figures"]]


def referred_to(content):
    """The footnotes that a text still refers to, and those that no text ever did."""
    marked = set(marks_in([content[part] for part in content if part != "footnotes"]))
    return [each for each in content["footnotes"] if each["number"] in {*marked, None}]
