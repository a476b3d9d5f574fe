"""How a judgement was computed, step by step, for people who want to check it.

A step carries the formula with {names} and the numbers that stand for them, never words:
whoever prints it has the words and writes the numbers as the reader's language does.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Quantity(StrEnum):
    """What a step of a computation finds."""

    TARGET_LEVEL = "target_level"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    DISTANCE_CLOSED = "distance_closed"
    TIME_GONE = "time_gone"
    PACE = "pace"
    PER_YEAR = "per_year"
    NEEDED_PER_YEAR = "needed_per_year"
    PLANNED_NOW = "planned_now"
    AT_DEADLINE = "at_deadline"
    MEAN = "mean"
    COVERAGE = "coverage"
    SHORTFALL = "shortfall"
    GAP_BEFORE = "gap_before"
    GAP_NOW = "gap_now"
    RATIO_BEFORE = "ratio_before"
    RATIO_NOW = "ratio_now"
    GROWTH = "growth"
    REFERENCE_GROWTH = "reference_growth"
    GROWTH_DIFFERENCE = "growth_difference"


class Measure(StrEnum):
    """In what a number is counted."""

    UNIT = "unit"  # that of the line
    DIFFERENCE = "difference"  # in the unit; percentage points where that is per cent
    PER_YEAR = "per_year"  # a difference, each year
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    SHARE = "share"  # 1 is the whole
    RATIO = "ratio"
    YEARS = "years"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One computation: ``formula`` with {names}, the numbers that stand for them, the result."""

    quantity: Quantity
    formula: str
    inputs: dict[str, tuple[Decimal, Measure]]
    result: Decimal
    measure: Measure


def steps_of(judgement):
    """The steps that were taken, in their order; none where nothing was computed."""
    makers = (level_steps, change_steps, gap_steps, pace_steps, recurrence_steps, growth_steps)
    return tuple(step for maker in makers for step in maker(judgement))


def step(quantity, formula, result, measure, **inputs):
    return Step(quantity=quantity, formula=formula, inputs=inputs, result=result, measure=measure)


def level_steps(judgement):
    if judgement.kind == "relative" and judgement.level is not None:
        yield step(
            Quantity.TARGET_LEVEL,
            "{base} × (1 + {change_percent} / 100)",
            judgement.level,
            Measure.UNIT,
            base=(judgement.base_value, Measure.UNIT),
            change_percent=(judgement.target_percent, Measure.PERCENT),
        )


def change_steps(judgement):
    if judgement.change is None or judgement.gap is not None:
        return
    start = (judgement.start.value, Measure.UNIT)
    name, value = "latest", judgement.latest and judgement.latest.value
    if judgement.compared is not None:
        name, value = "mean", judgement.compared
    now = {name: (value, Measure.UNIT)}
    yield step(
        Quantity.CHANGE,
        f"{{{name}}} − {{start}}",
        judgement.change,
        Measure.DIFFERENCE,
        start=start,
        **now,
    )
    if judgement.change_percent is not None:
        yield step(
            Quantity.CHANGE_PERCENT,
            f"({{{name}}} − {{start}}) / {{start}} × 100",
            judgement.change_percent,
            Measure.PERCENT,
            start=start,
            **now,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """How one number of a pace is found from others; ``names`` says which stand in it."""

    quantity: Quantity
    result: str
    measure: Measure
    text: str
    geometric: str = ""  # on a geometric path
    names: dict[str, str]


WAY = {"start": "start", "now": "now", "aim": "aim"}
COUNTED_IN = {
    **dict.fromkeys(("years_gone", "years_in_all", "years_left"), Measure.YEARS),
    **dict.fromkeys(("distance_closed", "time_gone"), Measure.SHARE),
    "per_year": Measure.PER_YEAR,
}
PACE = (
    Formula(
        quantity=Quantity.DISTANCE_CLOSED,
        result="distance_closed",
        measure=Measure.SHARE,
        text="({now} − {start}) / ({aim} − {start})",
        geometric="ln({now} / {start}) / ln({aim} / {start})",
        names=WAY,
    ),
    Formula(
        quantity=Quantity.TIME_GONE,
        result="time_gone",
        measure=Measure.SHARE,
        text="{years_gone} / {years_in_all}",
        names={"years_gone": "years_gone", "years_in_all": "years_in_all"},
    ),
    Formula(
        quantity=Quantity.PACE,
        result="ratio",
        measure=Measure.SHARE,
        text="{distance_closed} / {time_gone}",
        names={"distance_closed": "distance_closed", "time_gone": "time_gone"},
    ),
    Formula(
        quantity=Quantity.PER_YEAR,
        result="per_year",
        measure=Measure.PER_YEAR,
        text="({now} − {start}) / {years_gone}",
        names={"now": "value", "start": "begun", "years_gone": "years_gone"},
    ),
    Formula(
        quantity=Quantity.NEEDED_PER_YEAR,
        result="needed_per_year",
        measure=Measure.PER_YEAR,
        text="({aim} − {now}) / {years_left}",
        names={"aim": "nearest", "now": "value", "years_left": "years_left"},
    ),
    Formula(
        quantity=Quantity.PLANNED_NOW,
        result="planned_now",
        measure=Measure.UNIT,
        text="{start} + ({aim} − {start}) × {time_gone}",
        geometric="{start} × ({aim} / {start}) ^ {time_gone}",
        names={"start": "start", "aim": "aim", "time_gone": "time_gone"},
    ),
)


def pace_steps(judgement):
    pace = judgement.pace
    if pace is None:
        return
    for each in PACE:
        result = getattr(pace, each.result)
        if result is not None:
            is_geometric = each.geometric and pace.path == "geometric"
            text = each.geometric if is_geometric else each.text
            yield step(each.quantity, text, result, each.measure, **numbers(pace, each.names))
    if pace.at_deadline is not None:
        yield deadline_step(pace)


def numbers(pace, names):
    """The numbers of a pace under the names they have in a formula."""
    return {
        name: (getattr(pace, field), COUNTED_IN.get(field, Measure.UNIT))
        for name, field in names.items()
    }


def deadline_step(pace):
    """Where the straight line ends, and the limit it was held to."""
    names = {"start": "begun", "per_year": "per_year", "years_in_all": "years_in_all"}
    text = "{start} + {per_year} × {years_in_all}"
    if pace.cap is not None:
        names["cap"], text = "cap", f"min({text}; {{cap}})"
    if pace.floor is not None:
        names["floor"], text = "floor", f"max({text}; {{floor}})"
    return step(Quantity.AT_DEADLINE, text, pace.at_deadline, Measure.UNIT, **numbers(pace, names))


def gap_steps(judgement):
    gap = judgement.gap
    if gap is None:
        return
    pairs = (
        (gap.values_before, gap.before, Quantity.GAP_BEFORE, "{first} − {second}"),
        (gap.values_now, gap.now, Quantity.GAP_NOW, "{first} − {second}"),
        (gap.values_before, gap.ratio_before, Quantity.RATIO_BEFORE, "{first} / {second}"),
        (gap.values_now, gap.ratio_now, Quantity.RATIO_NOW, "{first} / {second}"),
    )
    for values, result, quantity, formula in pairs:
        if values and result is not None:
            is_ratio = quantity in {Quantity.RATIO_BEFORE, Quantity.RATIO_NOW}
            yield step(
                quantity,
                formula,
                result,
                Measure.RATIO if is_ratio else Measure.DIFFERENCE,
                first=(values[0], Measure.UNIT),
                second=(values[1], Measure.UNIT),
            )


def recurrence_steps(judgement):
    found = judgement.recurrence
    if found is None or found.total is None:
        return
    known = (Decimal(found.known), Measure.NUMBER)
    total = (found.total, Measure.UNIT)
    threshold = (found.threshold, Measure.UNIT)
    yield step(
        Quantity.MEAN, "{total} / {known}", found.mean, Measure.UNIT, total=total, known=known
    )
    if found.coverage is not None:
        yield step(
            Quantity.COVERAGE,
            "{total} / ({known} × {threshold})",
            found.coverage,
            Measure.SHARE,
            total=total,
            known=known,
            threshold=threshold,
        )
    yield step(
        Quantity.SHORTFALL,
        "{known} × {threshold} − {total}",
        found.shortfall,
        Measure.DIFFERENCE,
        known=known,
        threshold=threshold,
        total=total,
    )


def growth_steps(judgement):
    growth = judgement.growth
    if growth is None:
        return
    for pair, result, quantity in (
        (growth.own_values, growth.own, Quantity.GROWTH),
        (growth.reference_values, growth.reference, Quantity.REFERENCE_GROWTH),
    ):
        if pair and result is not None:
            yield step(
                quantity,
                "(({now} / {start}) ^ (1 / {years}) − 1) × 100",
                result,
                Measure.PERCENT,
                now=(pair[1], Measure.UNIT),
                start=(pair[0], Measure.UNIT),
                years=(growth.years, Measure.YEARS),
            )
    if growth.shares and growth.reference is not None:
        yield step(
            Quantity.REFERENCE_GROWTH,
            "((1 + {growth} / 100) × {share_before} / {share_now} − 1) × 100",
            growth.reference,
            Measure.PERCENT,
            growth=(growth.own, Measure.PERCENT),
            share_before=(growth.shares[0], Measure.PERCENT),
            share_now=(growth.shares[1], Measure.PERCENT),
        )
    if growth.difference is not None:
        yield step(
            Quantity.GROWTH_DIFFERENCE,
            "{growth} − {reference_growth}",
            growth.difference,
            Measure.POINTS,
            growth=(growth.own, Measure.PERCENT),
            reference_growth=(growth.reference, Measure.PERCENT),
        )
