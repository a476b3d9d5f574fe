"""Small invented strategies, as the values that are checked."""

from decimal import Decimal

from indicators import periods
from indicators.consistency import check as check_values
from indicators.consistency.values import (
    Analysis,
    Assessment,
    Break,
    Diagram,
    Footnote,
    Goal,
    Group,
    Indicator,
    Series,
    Source,
    Strategy,
    Target,
    Value,
)
from tests.factories import today

WOMEN = Group(code="women", names=("Kvinnor", "Women"), counterpart="men")
MEN = Group(code="men", names=("Män", "Men"), counterpart="women")


def value(period=None, number=None, aggregation="point", **fields):
    return Value(
        period=periods.parse(period) if period else None,
        number=None if number is None else Decimal(number),
        aggregation=aggregation,
        **fields,
    )


def start(period=None, number=None, **fields):
    return value(period, number, is_baseline=True, **fields)


def series(*values, code="s", name="Andel", unit="procent", denominator="alla", **fields):
    return Series(code=code, name=name, unit=unit, denominator=denominator, values=values, **fields)


def target(**fields):
    for name in ("deadline", "base_period"):
        if fields.get(name):
            fields[name] = periods.parse(fields[name])
    for name in ("number", "change_percent", "base_number", "tolerance"):
        if fields.get(name):
            fields[name] = Decimal(fields[name])
    fields = {"code": "t", "series": "s", "deadline": periods.parse("2030"), **fields}
    return Target(**fields)


def indicator(*lines, code="i", name="Mått", unit="procent", **fields):
    return Indicator(code=code, name=name, unit=unit, series=lines, **fields)


def goal(*indicators, text="", **fields):
    if text:
        fields["analyses"] = (Analysis(follow_up="2023", text=text),)
    return Goal(code="g", name=fields.pop("name", "Ett mål"), indicators=indicators, **fields)


def judged(**fields):
    return (Assessment(follow_up="2023", **{"arrow": "positive", **fields}),)


def diagram(caption="Diagram 1", *, first="", last="", **fields):
    return Diagram(
        follow_up="2023",
        caption=caption,
        first_period=periods.parse(first) if first else None,
        last_period=periods.parse(last) if last else None,
        **{"indicator": "i", "series": ("s",), **fields},
    )


def break_in(period):
    return Break(period=periods.parse(period))


def footnote(mark="1", **fields):
    return Footnote(follow_up="2023", mark=mark, **fields)


def source(**fields):
    return Source(name="SSB?", **fields)


def strategy(*goals, **fields):
    return Strategy(goals=goals, **{"horizon": 2030, "has_vision": True, **fields})


def rules_found(checked, *, as_of=None):
    return {each.rule for each in check_values(checked, as_of=as_of or today())}
