"""The workbench: every text and judgement of a follow-up, with what is known beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import FilteredRelation, Q

from indicators import progress
from indicators.judging.rows import by
from indicators.models import Assessment, FollowUp, Indicator
from indicators.models.opening import previous
from indicators.models.written import WrittenPart
from indicators.workbench.measuring import FiguresDue, ReadByStaff, figures_due, read_rows
from indicators.workbench.queues import is_late, queues_of
from strategy.models import Goal


@dataclass(frozen=True, kw_only=True)
class Line:
    """The text about a goal or the judgement of an indicator, and how it stands with it."""

    part: WrittenPart
    goal: Goal
    indicator: Indicator | None  # None: it is the text of the goal
    is_mine: bool
    is_late: bool
    figures: FiguresDue | None = None
    judgement: progress.Judgement | None = None
    former: Assessment | None = None
    figures_changed: bool = False

    @property
    def is_judgement(self):
        return self.indicator is not None

    @property
    def key(self):
        """How forms name the part."""
        return key_of(self.part)

    @cached_property
    def queues(self):
        return queues_of(self)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A goal with its lines."""

    goal: Goal
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """A follow-up and all that is written in it."""

    blocks: tuple[Block, ...]
    former: FollowUp | None  # the round before
    left_out: int  # goals and indicators in force that it has no part for

    @cached_property
    def lines(self):
        return tuple(line for block in self.blocks for line in block.lines)

    @cached_property
    def counts(self):
        """How many lines stand in each queue."""
        return Counter(queue for line in self.lines for queue in line.queues)

    def within(self, queue):
        """The goals with the lines of a queue; None: with all lines."""
        found = []
        for block in self.blocks:
            lines = tuple(each for each in block.lines if queue is None or queue in each.queues)
            if lines:
                found.append(Block(goal=block.goal, lines=lines))
        return found


def key_of(part):
    return f"{part._meta.model_name}-{part.pk}"


def read_workbench(follow_up, *, user, as_of):
    """Read a follow-up as staff see it on a day, in nine queries."""
    order = ("focus_area__number", "number", "code")
    goals = with_part(Goal, "analyses", follow_up, "focus_area", order=order)
    indicators = with_part(Indicator, "assessments", follow_up, order=("number", "code"))
    of_goal = by(indicators, "goal_id")
    known = Known.of(follow_up, user=user, as_of=as_of)
    blocks = tuple(
        Block(goal=goal, lines=tuple(lines_of(goal, of_goal[goal.pk], known))) for goal in goals
    )
    return Workbench(
        blocks=tuple(each for each in blocks if each.lines),
        former=known.former,
        left_out=sum(each.part is None for each in (*goals, *indicators)),
    )


def with_part(model, relation, follow_up, *along, order):
    """The goals or indicators in force, each with its part in this follow-up, or None."""
    rows = model.objects.filter(model.in_force_condition(), strategy=follow_up.strategy_id)
    own = Q(**{f"{relation}__follow_up": follow_up.pk})
    rows = rows.annotate(part=FilteredRelation(relation, condition=own)).order_by(*order)
    rows = list(rows.select_related("part", "part__responsible", "part__copied_from", *along))
    for row in rows:
        row.part = getattr(row, "part", None)
    return rows


@dataclass(frozen=True, kw_only=True)
class Known:
    """What stands beside the parts of a follow-up, by the id of the indicator."""

    follow_up: FollowUp
    user: object
    as_of: date
    former: FollowUp | None
    assessments: dict  # of the round before
    rows: ReadByStaff
    judgements: dict

    @classmethod
    def of(cls, follow_up, *, user, as_of):
        former = previous(follow_up)
        before = Assessment.objects.current().filter(follow_up=former) if former else []
        rows = read_rows(follow_up.strategy)
        return cls(
            follow_up=follow_up,
            user=user,
            as_of=as_of,
            former=former,
            assessments={row.indicator_id: row for row in before},
            rows=rows,
            judgements=leading_judgements(rows, as_of=as_of),
        )


def leading_judgements(rows, *, as_of):
    """The computed judgement of each indicator that has a target, by its id."""
    found = rows.judgements(as_of=as_of)
    return {indicator: found[target.pk] for indicator, target in rows.leading.items()}


def lines_of(goal, indicators, known):
    """The text of a goal first, then the judgements of its indicators."""
    if goal.part is not None and goal.part.withdrawn_on is None:
        yield Line(goal=goal, indicator=None, **work_of(goal.part, known))
    for each in indicators:
        if each.part is not None and each.part.withdrawn_on is None:
            yield judgement_line(goal, each, known)


def judgement_line(goal, indicator, known):
    part, judgement = indicator.part, known.judgements.get(indicator.pk)
    return Line(
        goal=goal,
        indicator=indicator,
        figures=figures_due(indicator, known.rows, known.follow_up, as_of=known.as_of),
        judgement=judgement,
        former=known.assessments.get(indicator.pk),
        figures_changed=progress.figures_changed(
            part.suggestion, judgement, known.rows.newest(indicator.pk)
        ),
        **work_of(part, known),
    )


def work_of(part, known):
    """How the work on a part goes."""
    part.follow_up = known.follow_up
    return {
        "part": part,
        "is_mine": part.responsible_id == known.user.pk,
        "is_late": is_late(part, as_of=known.as_of),
    }
