"""Judgements of figures that are made up for a test."""

from datetime import date
from decimal import Decimal

from indicators import periods, progress
from indicators.progress import Comparator, Kind

AS_OF = date(2024, 1, 1)


def figure(period, value, **fields):
    value = None if value is None else Decimal(value)
    return progress.Figure(period=periods.parse(period), value=value, **fields)


def line(start, *figures, decimals=0, **fields):
    """A line from its start, (period, value), over its figures."""
    return progress.Line(
        start=start and figure(*start, decimals=decimals),
        figures=tuple(figure(*each, decimals=decimals) for each in figures),
        **fields,
    )


def judged(measured=None, *, value=None, deadline="2030", kind="level", as_of=AS_OF, **fields):
    """How a target stands; by default a level of at least ``value`` by 2030."""
    fields.setdefault("comparator", Comparator.AT_LEAST)
    target = progress.Target(
        kind=Kind(kind),
        value=None if value is None else Decimal(value),
        deadline=periods.parse(deadline) if deadline else None,
        line=measured,
        **fields,
    )
    return progress.judge(target, as_of=as_of)
