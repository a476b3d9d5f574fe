"""Makes what a test needs and nothing else; every row is one the rules allow."""

from decimal import Decimal
from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

from indicators.models import (
    Area,
    Assessment,
    Baseline,
    Citation,
    FollowUp,
    GoalAnalysis,
    Group,
    Indicator,
    Observation,
    Series,
    Source,
    Statistic,
    Target,
)
from strategy.models import FocusArea, Goal, Membership, Partnership, Strategy, Translation

numbers = count(1)


def make_partnership(*, code=None, name="Region Test", language="sv", country="SE", **fields):
    code = code or f"region-{next(numbers)}"
    return Partnership.objects.create(
        code=code, name=name, language=language, country=country, **fields
    )


def make_strategy(*, partnership=None, code="strategi", status="published", **fields):
    fields.setdefault("title", "Utvecklingsstrategi")
    return Strategy.objects.create(
        partnership=partnership or make_partnership(), code=code, status=status, **fields
    )


def make_translation(*, strategy, what, place="", language="en", text="In English", **fields):
    """A translation of today's words, unless another original is given; checked like a form."""
    row = Translation(
        strategy=strategy, what=what, place=place, language=language, text=text, **fields
    )
    row.full_clean()
    row.save()
    return row


def make_focus_area(*, strategy=None, number=None, **fields):
    number = number or next(numbers)
    fields.setdefault("code", f"a{number}")
    fields.setdefault("name", f"Område {number}")
    return FocusArea.objects.create(strategy=strategy or make_strategy(), number=number, **fields)


def make_goal(*, focus_area=None, strategy=None, number=None, **fields):
    number = number or next(numbers)
    fields.setdefault("code", f"g{number}")
    fields.setdefault("name", f"Mål {number}")
    focus_area = focus_area or make_focus_area(strategy=strategy)
    return Goal.objects.create(focus_area=focus_area, number=number, **fields)


def make_indicator(*, goal=None, strategy=None, number=None, **fields):
    number = number or next(numbers)
    fields.setdefault("code", f"i{number}")
    fields.setdefault("name", f"Indikator {number}")
    fields.setdefault("wording", f"Vi ska nå {number}")
    fields.setdefault("unit", "procent")
    goal = goal or make_goal(strategy=strategy)
    return Indicator.objects.create(goal=goal, number=number, **fields)


def make_area(*, country="SE", code=None, **fields):
    code = code or f"{next(numbers)}"
    fields.setdefault("name", f"Län {code}")
    return Area.objects.create(country=country, code=code, **fields)


def make_group(*, code=None, **fields):
    code = code or f"grupp-{next(numbers)}"
    fields.setdefault("name", code)
    return Group.objects.create(code=code, **fields)


def make_source(*, code=None, **fields):
    code = code or f"kalla-{next(numbers)}"
    fields.setdefault("name", code)
    return Source.objects.create(code=code, **fields)


def make_statistic(*, code=None, **fields):
    code = code or f"statistik-{next(numbers)}"
    fields.setdefault("name", code)
    return Statistic.objects.create(code=code, **fields)


def make_series(*, indicator=None, strategy=None, code=None, area=None, **fields):
    indicator = indicator or make_indicator(strategy=strategy)
    code = code or f"s{next(numbers)}"
    fields.setdefault("name", f"Mått {code}")
    return Series.objects.create(indicator=indicator, code=code, area=area or make_area(), **fields)


def make_observation(*, series=None, period="2022", value="12.5", **fields):
    value = None if value is None else Decimal(value)
    return Observation.objects.create(
        series=series or make_series(), period=period, value=value, **fields
    )


def make_baseline(*, series=None, period="2017", value="10", **fields):
    value = None if value is None else Decimal(value)
    return Baseline.objects.create(
        series=series or make_series(), period=period, value=value, **fields
    )


def make_target(*, series=None, code=None, kind="level", comparator="at_least", **fields):
    series = series or make_series()
    if kind == "level":
        fields.setdefault("value", Decimal("25"))
        fields.setdefault("deadline", "2030")
    return Target.objects.create(
        series=series,
        indicator=series.indicator,
        goal=series.indicator.goal,
        code=code or f"t{next(numbers)}",
        kind=kind,
        comparator=comparator,
        **fields,
    )


def make_citation(*, indicator=None, source=None, **fields):
    return Citation.objects.create(
        indicator=indicator or make_indicator(), source=source or make_source(), **fields
    )


def make_follow_up(*, strategy=None, code="2023", status="published", **fields):
    fields.setdefault("title", "Uppföljning")
    fields.setdefault("first_year", 2019)
    fields.setdefault("last_year", 2023)
    return FollowUp.objects.create(
        strategy=strategy or make_strategy(), code=code, status=status, **fields
    )


def make_analysis(*, follow_up, goal, **fields):
    fields.setdefault("text", "Det går framåt.")
    fields.setdefault("state", "published")
    return GoalAnalysis.objects.create(follow_up=follow_up, goal=goal, **fields)


def make_assessment(*, follow_up, indicator, **fields):
    fields.setdefault("state", "published")
    return Assessment.objects.create(follow_up=follow_up, indicator=indicator, **fields)


def make_user(*, partnership=None, role="editor", username=None, **fields):
    """A member of staff with a role in a partnership; without one, with no role at all."""
    user = get_user_model().objects.create_user(
        username or f"person-{next(numbers)}", password="hemligt-ord-42", is_staff=True, **fields
    )
    if partnership is not None:
        Membership.objects.create(user=user, partnership=partnership, role=role)
    return user


def make_administrator(*, username=None):
    return get_user_model().objects.create_superuser(
        username or f"admin-{next(numbers)}", password="hemligt-ord-42"
    )


def today():
    return timezone.localdate()
