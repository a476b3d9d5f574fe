"""The tables of an edition lose no figure and mix up no two series."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import models
from indicators.judging.writing import number
from strategy.overview import values
from strategy.overview.edition.figures import table_of

AREAS = [
    values.Named(code=code, name=name, name_sv="", name_nb="", name_en="")
    for code, name in (("25", "Norrbotten"), ("00", "Riket"))
]
POINT = models.Observation.Aggregation.POINT
START, REFERENCE = models.Baseline.Kind.START, models.Baseline.Kind.REFERENCE


class Measuring:
    """The name of an indicator, which is all that a table tells of it."""

    def __init__(self, name):
        self.name = name


def make_figure(period, value, *, baseline=None, status="A"):
    return values.Measurement(
        period=period, aggregation=POINT, baseline=baseline, is_replaced=False,
        value=Decimal(value), decimals=0, missing=None, direction=None, is_approximate=False,
        status=models.Observation.Status(status), as_printed="", unit_as_printed="",
        derivation="", source=None, passage="", note="", vintage="", withdrawn_on=None,
        withdrawn_reason="",
    )  # fmt: skip


def make_line(code, *observations, name="Andel", baselines=(), **fields):
    given = {
        "label_as_printed": "", "area": AREAS[0], "group": None, "age": "", "unit": "dagar",
        **fields,
    }  # fmt: skip
    return values.Series(
        code=code, name=name, denominator="", role=models.Series.Role.MAIN, substitutes="",
        comparability=None, comparability_reason="", source=None,
        official=models.Series.Official.UNKNOWN, recipe="", table_reference="",
        observations=observations, baselines=tuple(baselines), withdrawn=(), **given,
    )  # fmt: skip


def rows_of(*series, indicators=()):
    """The rows of a table of series: what each is called, and what it shows."""
    names = indicators or ["Ohälsa"] * len(series)
    table = table_of([*zip(series, map(Measuring, names), strict=True)])
    return {row["label"]: [cell["shown"] for cell in row["cells"]] for row in table["rows"]}


WORDS = st.sampled_from(["", "Kvinnor", "Andel"])


@st.composite
def many_series(draw):
    numbers = iter(range(1000, 9999))  # no two figures are equal

    def figures(baseline=None):
        periods = draw(st.lists(st.integers(2000, 2012), unique=True, max_size=11))
        return tuple(
            make_figure(str(each), next(numbers), baseline=baseline) for each in sorted(periods)
        )

    return [
        make_line(
            f"s{place}",
            *figures(),
            baselines=figures(START) + figures(REFERENCE),
            name=draw(st.sampled_from(["Andel", "Andel, s1", "Antal"])),
            label_as_printed=draw(WORDS),
            age=draw(st.sampled_from(["", "16–64", "s1"])),
            unit=draw(st.sampled_from(["dagar", "kr", ""])),
            area=draw(st.sampled_from(AREAS)),
        )
        for place in range(draw(st.integers(1, 6)))
    ]


@given(many_series(), st.lists(st.sampled_from(["Ohälsa", "Sjukdom"]), min_size=6, max_size=6))
def test_every_value_shown_stands_in_the_table_once(series, names):
    found = [*zip(series, map(Measuring, names), strict=False)]
    shown = Counter(
        words
        for row in table_of(found)["rows"]
        for cell in row["cells"]
        for words in cell["shown"].split("; ")
        if words
    )
    measured = [figure for each in series for figure in (*each.observations, *each.baselines)]
    assert shown == Counter(number(each.value) for each in measured)


@pytest.mark.parametrize(
    ("first", "second", "called"),
    [
        ({"age": "16–64"}, {"age": "20–64"}, ["Andel, 16–64", "Andel, 20–64"]),
        ({}, {"age": "20–64"}, ["Andel", "Andel, 20–64"]),
        ({"unit": "kr"}, {"unit": "dagar"}, ["Andel, kr", "Andel, dagar"]),
        ({"label_as_printed": "Andel"}, {"name": "Andel"}, ["Andel, a", "Andel, b"]),
        (
            {"label_as_printed": "Totalt", "name": "Män"},
            {"label_as_printed": "Totalt", "name": "Kvinnor"},
            ["Totalt, Män", "Totalt, Kvinnor"],
        ),
        ({}, {}, ["Andel, a", "Andel, b"]),
        ({}, {"area": AREAS[1]}, ["Andel"]),
    ],
)
def test_two_series_of_one_area_are_told_apart(first, second, called):
    figure = make_figure("2022", 1)
    rows = rows_of(make_line("a", figure, **first), make_line("b", figure, **second))
    assert list(rows) == called


def test_series_of_two_indicators_are_told_apart_by_their_names():
    figure = make_figure("2022", 1)
    lines = make_line("a", figure), make_line("b", figure)
    rows = rows_of(*lines, indicators=["Ohälsa", "Sjukdom"])
    assert list(rows) == ["Andel, Ohälsa", "Andel, Sjukdom"]


def test_areas_share_the_rows_that_had_to_be_told_apart():
    lines = [
        make_line(f"{age}{area.code}", make_figure("2022", place), age=age, area=area)
        for age in ("16–64", "20–64")
        for place, area in enumerate(AREAS, start=1)
    ]
    assert rows_of(*lines) == {"Andel, 16–64": ["1", "2"], "Andel, 20–64": ["1", "2"]}


def test_a_baseline_that_says_otherwise_stands_beside_the_figure_of_its_year():
    line = make_line(
        "a",
        make_figure("2017", 41),
        baselines=[make_figure("2017", 40, baseline=START, status="P")],
    )
    (row,) = table_of([(line, Measuring("Ohälsa"))])["rows"]
    (cell,) = row["cells"]
    assert cell == {"shown": "41; 40", "status": "P", "note": "40: Starting point, provisional"}


def test_a_baseline_that_says_the_same_is_told_once():
    line = make_line(
        "a",
        make_figure("2017", 41),
        baselines=[make_figure("2017", 41, baseline=each) for each in (START, REFERENCE)],
    )
    assert rows_of(line) == {"Andel": ["41"]}
