"""A follow-up on the workbench: a strategy with goals and indicators, opened, with its people."""

from decimal import Decimal

from django.urls import reverse

from config.records import Change
from indicators.models import Assessment, FollowUp, GoalAnalysis
from indicators.models.opening import bring_in_step
from tests import factories
from tests.admin.pages import filled, signed_in


def make_round(*, strategy, code="2024", earlier=None, **fields):
    """An open follow-up with all its parts, as opening one makes it."""
    fields.setdefault("title", f"Uppföljning {code}")
    fields.setdefault("first_year", 2020)
    fields.setdefault("last_year", 2024)
    follow_up = factories.make_follow_up(strategy=strategy, code=code, status="open", **fields)
    bring_in_step(follow_up, change=Change(), earlier=earlier)
    return follow_up


def make_measured(*, goal, code="n08", last=2024, value="30", target="42"):
    """An indicator that is measured each year from 2017, rising by one, towards a target."""
    indicator = factories.make_indicator(goal=goal, code=code, name=f"Mått {code}", unit="dagar")
    series = factories.make_series(indicator=indicator, code=f"{code}-all", name=f"Mått {code}")
    factories.make_baseline(series=series, period="2017", value=value)
    for year in range(2018, last + 1):
        level = Decimal(value) + (year - 2017)
        factories.make_observation(series=series, period=str(year), value=str(level))
    if target:
        factories.make_target(series=series, code=f"{code}-t", value=Decimal(target))
    return indicator


def make_desk(**fields):
    """A partnership with one goal, one measured indicator and an open follow-up of them."""
    partnership = factories.make_partnership(**fields)
    strategy = factories.make_strategy(partnership=partnership)
    area = factories.make_focus_area(strategy=strategy, number=1)
    goal = factories.make_goal(focus_area=area, code="g1", number=2, name="Ett gott liv")
    make_measured(goal=goal)
    return make_round(strategy=strategy)


def editor(follow_up, **fields):
    return person(follow_up, "editor", **fields)


def approver(follow_up, **fields):
    return person(follow_up, "approver", **fields)


def person(follow_up, role, **fields):
    return factories.make_user(partnership=follow_up.strategy.partnership, role=role, **fields)


def bench(follow_up):
    return reverse("workbench", args=[follow_up.pk])


def desk(follow_up, goal="g1"):
    return reverse("workbench-goal", args=[follow_up.pk, goal])


def text_of(follow_up):
    return GoalAnalysis.objects.get(follow_up=follow_up)


def judgement_of(follow_up):
    return Assessment.objects.get(follow_up=follow_up)


def key(part):
    return f"{part._meta.model_name}-{part.pk}"


def send(client, follow_up, deed, opened=None, **changes):
    """Press a button on the page of the goal, with some fields changed.

    ``opened``: the page as it was opened before; without it, it is opened now.
    """
    page = desk(follow_up)
    opened = opened or client.get(page)
    return client.post(page, filled(opened, deed=deed, **changes))


def field(part, name):
    return f"{key(part)}-{name}"


def write(client, follow_up, deed="save", opened=None, **values):
    """The same; fields are named as those of the judgement, ``text`` is that of the text."""
    text, judgement = text_of(follow_up), judgement_of(follow_up)
    changes = {
        field(text if name == "text" else judgement, name): value for name, value in values.items()
    }
    return send(client, follow_up, deed, opened, **changes)


def hand_in(client, follow_up, **values):
    """The judgement handed in by a person, whose arrow is the computed one."""
    judgement = judgement_of(follow_up)
    return write(client, follow_up, f"hand_in:{key(judgement)}", **{"arrow": "positive", **values})


def handed_in(follow_up, **values):
    """A follow-up whose judgement an editor has handed in; the client of that editor."""
    client = signed_in(editor(follow_up))
    assert hand_in(client, follow_up, **values).status_code == 302
    return client


def publish(follow_up):
    """Published as an administrator may: by the state alone."""
    for part in (text_of(follow_up), judgement_of(follow_up)):
        part.state = "published"
        part.save()
    follow_up.status = FollowUp.Status.PUBLISHED
    follow_up.save()
