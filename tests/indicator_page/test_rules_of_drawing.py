"""Breaks, bars, small charts and small lines: what is drawn, and what is not."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import charts, periods
from indicators.charts.values import COLOURS, NATION
from tests.test_charts import labels_of, lines, points, target, targets

YEAR = periods.year_period
FIRST = 2010


def line(*values, first=FIRST, label="Norr", **fields):
    """A line of yearly values; None stands for a missing one."""
    made = tuple(
        charts.Point(period=YEAR(first + n), value=None if each is None else Decimal(each))
        for n, each in enumerate(values)
    )
    return charts.Line(label=label, points=made, **fields)


def break_in(year, words="Ny metod"):
    return charts.Break(period=YEAR(year), words=words)


def every_period(level=2, **fields):
    return target(level, None, "Mål", is_of_periods=True, **fields)


# Breaks


def test_a_break_is_a_line_at_the_beginning_of_its_period_with_a_number_and_its_words():
    chart = charts.draw(lines=[line(1, 2, 3, breaks=(break_in(2011),))])
    (gap,) = chart.gaps
    first, second, _third = chart.lines[0].marks
    assert first.x < gap.x < second.x
    assert gap.number == 1
    assert [(each.kind, each.words, each.number) for each in chart.sentences] == [
        ("break", "Ny metod", 1)
    ]


def test_breaks_of_one_period_share_a_line_and_are_all_told():
    found = charts.draw(
        lines=[
            line(1, 2, breaks=(break_in(2011, "Ny metod"),)),
            line(3, 4, label="Riket", breaks=(break_in(2011, "Annat urval"),)),
        ]
    ).gaps
    assert [each.told for each in found] == ["Annat urval; Ny metod"]


def test_the_same_break_of_two_lines_is_told_once():
    same = (break_in(2011),)
    chart = charts.draw(lines=[line(1, 2, breaks=same), line(3, 4, label="Riket", breaks=same)])
    assert [each.told for each in chart.gaps] == ["Ny metod"]


@pytest.mark.parametrize("year", [1990, FIRST, 2030])
def test_a_break_outside_the_time_that_is_shown_is_not_drawn(year):
    assert charts.draw(lines=[line(1, 2, 3, breaks=(break_in(year),))]).gaps == ()


def test_long_words_of_a_break_stand_on_several_lines():
    sentences = charts.draw(lines=[line(1, 2, breaks=(break_in(2011, "ord " * 30),))]).sentences
    assert [each.is_first for each in sentences] == [True, *[False] * (len(sentences) - 1)]
    assert 1 < len(sentences) <= 4


@given(st.lists(lines, max_size=4), st.lists(targets, max_size=2))
def test_nothing_is_joined_over_a_gap_or_a_break(some_lines, some_targets):
    chart = charts.draw(lines=some_lines, targets=some_targets)
    for drawn in chart.lines if chart else ():
        missing = {each.period for each in drawn.line.points if each.value is None}
        for run in drawn.runs:
            for before, after in zip(run, run[1:], strict=False):
                first, second = before.point.period, after.point.period
                assert first.kind == second.kind
                starts = [each.period.start for each in drawn.line.breaks]
                assert not any(first.start < each <= second.start for each in starts)
                assert not any(
                    each.kind == first.kind and first.end < each.start and each.end < second.start
                    for each in missing
                )


@given(st.lists(lines, max_size=5), st.lists(targets, max_size=2))
def test_breaks_small_charts_and_words_below_stay_in_the_drawing(some_lines, some_targets):
    chart = charts.draw(lines=some_lines, targets=some_targets)
    if chart is None:
        return
    for gap in chart.gaps:
        assert chart.left < gap.x < chart.right
        assert gap.number_x + 12 <= charts.WIDTH
    for entry in (*chart.key, *chart.sentences):
        assert chart.below < entry.y < chart.height
    for small in chart.smalls:
        assert 0 <= small.x + small.left < small.x + small.right < charts.WIDTH
        assert small.y + small.below < chart.height
        for mark in [mark for each in (*small.lines, *small.pale) for mark in each.marks]:
            assert small.left <= mark.x <= small.right
            assert small.top <= mark.y <= small.bottom
        for level in small.levels:
            assert small.top <= level.y <= small.bottom


# Bars


def test_figures_that_must_hold_in_every_period_are_bars_from_zero():
    chart = charts.draw(lines=[line(5, 9, 7)], targets=[every_period()])
    assert chart.has_bars
    assert chart.lines[0].runs == ()
    first, second, _third = chart.lines[0].marks
    assert first.bar_top + first.bar_height == second.bar_top + second.bar_height == first.zero
    assert first.bar_height < second.bar_height
    assert chart.rows[0].value == 0
    assert first.x + first.width // 2 < second.bar_left


def test_a_bar_below_zero_hangs_from_it():
    below, above = charts.draw(lines=[line(-5, 5)], targets=[every_period()]).lines[0].marks
    assert below.bar_top == below.zero == above.bar_top + above.bar_height


def test_a_bar_of_zero_can_be_seen():
    assert charts.draw(lines=[line(0, 5)], targets=[every_period()]).lines[0].marks[0].bar_height


def test_bars_of_one_period_stand_beside_each_other():
    made = [line(5, 9), line(4, 8, label="Riket")]
    first, second = charts.draw(lines=made, targets=[every_period()]).lines
    assert first.marks[0].x < second.marks[0].x < first.marks[1].x
    assert first.marks[0].bar_left + first.marks[0].width <= second.marks[0].bar_left


@pytest.mark.parametrize(
    ("made", "aims"),
    [
        ([line(5, 9)], [target(2, 2030)]),  # one level at the end
        ([line(5, 9)], []),
        ([line(n, label=str(n)) for n in range(4)], [every_period()]),  # too many beside each other
        (
            [
                charts.Line(
                    label="Norr",
                    points=tuple(
                        charts.Point(period=each, value=Decimal(1))
                        for each in (YEAR(2017), periods.school_year(2017))
                    ),
                )
            ],
            [every_period()],
        ),
    ],
)
def test_else_figures_are_marks(made, aims):
    chart = charts.draw(lines=made, targets=aims)
    assert not chart.has_bars
    assert not any(mark.width for each in chart.lines for mark in each.marks)


@given(st.lists(points, min_size=1, max_size=8))
def test_bars_of_anything_stay_in_the_chart(some_points):
    made = charts.Line(label="Norr", points=tuple(some_points))
    chart = charts.draw(lines=[made], targets=[every_period()])
    has_bars = chart is not None and chart.has_bars
    for mark in [mark for each in chart.lines for mark in each.marks] if has_bars else ():
        assert chart.left - 2 <= mark.bar_left <= mark.bar_left + mark.width <= chart.right + 2
        assert chart.top <= mark.bar_top
        assert mark.bar_top + mark.bar_height <= chart.bottom + 2


# Small charts


def in_groups(count, **fields):
    return [line(n, n + 1, label=f"Grupp {n}", group=f"Grupp {n}", **fields) for n in range(count)]


def test_up_to_three_groups_stand_in_one_chart():
    assert charts.draw(lines=in_groups(3)).smalls == ()


def test_more_than_three_groups_get_a_small_chart_each_with_the_others_pale_behind():
    chart = charts.draw(lines=in_groups(5))
    assert [each.title for each in chart.smalls] == [(f"Grupp {n}",) for n in range(5)]
    assert all(len(each.lines) == 1 and len(each.pale) == 4 for each in chart.smalls)


def test_small_charts_have_one_scale():
    smalls = charts.draw(lines=in_groups(4)).smalls
    assert len({(each.left, each.right, each.rows, each.columns) for each in smalls}) == 1


def test_small_charts_do_not_lie_on_each_other():
    smalls = charts.draw(lines=in_groups(7)).smalls
    boxes = [
        charts.Box(left=each.x, top=each.y, right=each.x + each.right, bottom=each.y + each.below)
        for each in smalls
    ]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_small_charts_say_the_target_and_the_nation_once():
    nation = line(3, 4, label="Riket", group="Grupp 0", area="Riket", is_nation=True)
    aims = [target(9, 2030, "Mål 2030", "minst 9")]
    chart = charts.draw(lines=[*in_groups(4), nation], targets=aims)
    assert [(each.kind, each.words) for each in chart.sentences] == [
        ("nation", "Riket"),
        ("target", "Mål 2030, minst 9"),
    ]
    assert [len(each.lines) for each in chart.smalls] == [2, 1, 1, 1]


# Marks and colours


def test_each_line_of_a_chart_has_marks_of_its_own():
    found = charts.draw(lines=[line(n, label=str(n)) for n in range(6)]).lines
    assert len({each.outline for each in found}) == 6
    assert len({each.colour for each in found}) == 6


def test_marks_are_smaller_where_there_are_many():
    few, many = charts.draw(lines=[line(1, 2)]), charts.draw(lines=[line(*range(1, 61))])
    assert many.lines[0].size < few.lines[0].size


@pytest.mark.parametrize("kind", ["provisional", "estimated"])
def test_a_figure_that_is_not_final_is_in_the_key(kind):
    point = charts.Point(period=YEAR(2020), value=Decimal(1), **{f"is_{kind}": True})
    chart = charts.draw(lines=[charts.Line(label="Norr", points=(point,))])
    assert chart.kinds == (kind,)


# How the three kinds of cones that some people lack see a colour (Machado, Oliveira and
# Fernandes 2009, severity 1), on linear light.
SEEN_BY = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def light(colour):
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def lab(rgb):
    """CIE L*a*b* of linear light, white being D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in rows]
    x, y, z = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (max(p, 0) / w for p, w in zip(xyz, (0.9505, 1, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_the_first_three_colours_and_the_nation_can_be_told_apart_by_the_colour_blind(eyes):
    seen = {}
    for colour in (*COLOURS[:3], NATION):
        rgb = [
            sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SEEN_BY[eyes]
        ]
        seen[colour] = lab(rgb)
    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance > 10, (one, other)


@pytest.mark.parametrize("colour", [*COLOURS, NATION])
def test_words_in_the_colours_can_be_read_on_white(colour):
    assert 1.05 / (light(colour) + 0.05) >= 4.5


# Small lines


def test_a_spark_shows_where_it_went_and_where_it_is_to_go():
    found = charts.spark(line(1, 2, 3), Decimal(9))
    assert len(found.marks) == 3
    assert found.level < found.last.y < found.marks[0].y


@pytest.mark.parametrize("values", [(), (None,), (1,), (1, None), (1, None, 3)])
def test_there_is_no_spark_where_nothing_is_joined(values):
    assert charts.spark(line(*values)) is None


def test_a_spark_is_not_joined_over_a_gap():
    assert [len(run) for run in charts.spark(line(1, 2, None, 4, 5)).runs] == [2, 2]


@given(lines, st.none() | st.integers(-(10**9), 10**9).map(Decimal))
def test_a_spark_of_anything_stays_inside(some_line, level):
    found = charts.spark(some_line, level)
    for mark in found.marks if found else ():
        assert 0 <= mark.x <= found.width
        assert 0 <= mark.y <= found.height


def test_no_label_is_there_without_its_line():
    chart = charts.draw(lines=in_groups(5))
    assert len(labels_of(chart)) == 5


# Marks on each other


def asides(chart):
    return {line.name: [mark.aside for mark in line.marks] for line in chart.lines}


@pytest.mark.parametrize(("other", "is_moved"), [("30", True), ("30.1", True), ("35", False)])
def test_a_mark_that_would_cover_another_stands_beside_it(other, is_moved):
    chart = charts.draw(lines=[line("10", "30"), line("20", other, label="Söder")])
    assert asides(chart) == {"Norr": [0, 0], "Söder": [0, 10 if is_moved else 0]}
    first, second = (each.marks[-1] for each in chart.lines)
    assert first.x == second.x
    assert second.shown_x == second.x + second.aside


def test_it_is_the_mark_of_the_nation_that_gives_way():
    chart = charts.draw(lines=[line("10", "30", label="Riket", is_nation=True), line("10", "30")])
    assert asides(chart) == {"Riket": [10, 10], "Norr": [0, 0]}


def test_the_regions_own_line_is_drawn_above_the_nations():
    chart = charts.draw(lines=[line(1, 2), line(2, 3, label="Riket", is_nation=True)])
    assert [each.name for each in chart.lines] == ["Norr", "Riket"]
    assert [each.name for each in chart.painted] == ["Riket", "Norr"]


def test_small_charts_move_marks_too_and_draw_the_region_above():
    groups = ("A", "B", "C", "D")
    made = [line(1, 2, label=f"Norr {each}", group=each) for each in groups]
    made += [line(1, 3, label=f"Riket {each}", group=each, is_nation=True) for each in groups]
    small = charts.draw(lines=made).smalls[0]
    assert [each.name for each in small.painted] == ["Riket A", "Norr A"]
    assert asides(small) == {"Norr A": [0, 0], "Riket A": [10, 0]}


@given(st.lists(lines, min_size=1, max_size=4))
def test_no_mark_leaves_the_height_of_its_value(some_lines):
    chart = charts.draw(lines=some_lines)
    for drawn in chart.lines if chart else ():
        same = {mark.point.value: mark.y for mark in drawn.marks}
        assert all(mark.y == same[mark.point.value] for mark in drawn.marks)
        assert all(0 <= mark.aside <= 20 for mark in drawn.marks)
