"""The chart of an indicator: what is measured is drawn, and nothing else."""

from datetime import date
from decimal import Decimal
from xml.parsers.expat import ParserCreate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import charts, periods
from indicators.models import Annotation
from tests import factories

HOSTILE = """</text><script>alert(1)</script> "&' ]]>"""

some_periods = st.one_of(
    st.integers(1700, 2200).map(periods.year_period),
    st.integers(1700, 2200).map(periods.school_year),
    st.builds(periods.half_year, st.integers(1700, 2200), st.integers(1, 2)),
    st.builds(periods.quarter, st.integers(1700, 2200), st.integers(1, 4)),
    st.builds(periods.month, st.integers(1700, 2200), st.integers(1, 12)),
    st.integers(1700, 2199).map(lambda year: periods.span(year, year + 1)),
)
# As the registry keeps them: 15 significant digits, 6 decimals.
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 6),
)
points = st.builds(
    charts.Point,
    period=some_periods,
    value=st.none() | numbers,
    is_start=st.booleans(),
    is_reference=st.booleans(),
    is_provisional=st.booleans(),
    is_estimated=st.booleans(),
)
breaks = st.builds(charts.Break, period=some_periods, words=st.text())
lines = st.builds(
    charts.Line,
    label=st.text(),
    points=st.lists(points, max_size=8).map(tuple),
    group=st.sampled_from(["", "Kvinnor", "Män", "Flickor", "Pojkar"]),
    is_nation=st.booleans(),
    breaks=st.lists(breaks, max_size=2).map(tuple),
    step=st.integers(1, 2),
)
ways = st.builds(
    charts.Way, period=some_periods, value=numbers, is_geometric=st.booleans(), whose=st.text()
)
texts = st.lists(st.text(), max_size=3).map(tuple)
targets = st.builds(
    charts.Target,
    level=numbers,
    deadline=st.none() | some_periods,
    words=texts,
    names=texts,
    is_aside=st.booleans(),
    is_of_periods=st.booleans(),
    ways=st.lists(ways, max_size=2).map(tuple),
)
YEAR = periods.year_period


def point(year, value, **options):
    return charts.Point(period=YEAR(year), value=value and Decimal(value), **options)


def target(level, deadline=None, *texts, **options):
    return charts.Target(
        level=Decimal(level), deadline=deadline and YEAR(deadline), words=texts, **options
    )


def way(year, value, **options):
    return charts.Way(period=YEAR(year), value=Decimal(value), **options)


def drawn(*values, step=1, breaks=(), first=2017, **options):
    """The chart of one line with these yearly values; None stands for a missing one."""
    made = [
        charts.Point(
            period=periods.year_period(first + number),
            value=None if value is None else Decimal(value),
            **options,
        )
        for number, value in enumerate(values)
    ]
    line = charts.Line(label="Norr", points=tuple(made), step=step, breaks=breaks)
    return charts.draw(lines=[line])


def joined(chart):
    """The years of the points that are joined, run by run."""
    (line,) = chart.lines
    return [[mark.point.period.start.year for mark in run] for run in line.runs]


def test_the_last_school_year_of_the_registry_is_drawn():
    """It ends in a year that is none of the registry's."""
    ends = [periods.year_period(periods.FIRST_YEAR), periods.school_year(periods.LAST_YEAR)]
    made = tuple(charts.Point(period=period, value=Decimal(0)) for period in ends)
    assert charts.draw(lines=[charts.Line(label="Norr", points=made)]).columns


@given(st.lists(lines, max_size=4), st.lists(targets, max_size=3))
def test_any_figures_are_drawn_inside_the_box(some_lines, some_targets):
    chart = charts.draw(lines=some_lines, targets=some_targets)
    if chart is None:
        assert not any(each.is_drawn for line in some_lines for each in line.points)
        return
    marks = [mark for line in chart.lines for mark in line.marks]
    ways_drawn = [spot for level in chart.levels for way in level.ways for spot in way]
    assert marks
    assert 0 < chart.left < chart.right < charts.WIDTH
    assert chart.bottom < chart.below < chart.height
    for spot in (*marks, *ways_drawn):
        assert chart.left <= spot.x <= chart.right
        assert chart.top <= spot.y <= chart.bottom
    for level in chart.levels:
        assert chart.top <= level.y <= chart.bottom
        assert level.x is None or chart.left <= level.x <= chart.right
    assert 2 <= len(chart.rows) <= 8
    for tick in chart.rows:
        assert chart.top <= tick.at <= chart.bottom
    for tick in chart.columns:
        half = len(tick.value) * charts.DIGIT // 2
        assert half <= tick.at <= charts.WIDTH - half
    for entry in chart.key:
        assert chart.below < entry.y < chart.height


def labels_of(chart):
    return [each.label for each in (*chart.lines, *chart.levels)] + list(chart.words)


@given(st.lists(lines, max_size=6), st.lists(targets, max_size=4))
def test_no_label_is_lost_leaves_the_box_or_lies_on_another(some_lines, some_targets):
    words = {"start": "starting point", "reference": "reference year"}
    chart = charts.draw(lines=some_lines, targets=some_targets, **words)
    if chart is None:
        return
    assert len(chart.levels) == len(some_targets)
    assert [each.name for each in chart.lines] == [
        each.label for each in some_lines if any(point.is_drawn for point in each.points)
    ]
    boxes = [each.box for each in labels_of(chart) if each.lines]
    for number, box in enumerate(boxes):
        assert 0 <= box.left <= box.right <= charts.WIDTH
        assert chart.top <= box.top < box.bottom <= chart.bottom
        assert not any(box.meets(other) for other in boxes[:number])


@given(st.lists(points, max_size=8), st.randoms())
def test_the_order_of_the_figures_does_not_matter(some_points, random):
    mixed = list(some_points)
    random.shuffle(mixed)
    first, second = (
        charts.draw(lines=[charts.Line(label="Norr", points=tuple(each))])
        for each in (some_points, mixed)
    )
    assert first == second


def test_figures_that_follow_each_other_are_joined():
    assert joined(drawn("1", "2", "3")) == [[2017, 2018, 2019]]


def test_a_missing_figure_is_not_joined_over():
    assert joined(drawn("1", "2", None, "3", "4")) == [[2017, 2018], [2020, 2021]]


def test_a_period_nobody_spoke_of_is_not_joined_over():
    chart = charts.draw(
        lines=[
            charts.Line(
                label="Norr",
                points=tuple(
                    charts.Point(period=periods.year_period(year), value=Decimal(1))
                    for year in (2015, 2017, 2018)
                ),
            )
        ]
    )
    assert joined(chart) == [[2017, 2018]]


def test_what_is_measured_every_second_year_is_joined_over_the_year_between():
    made = tuple(
        charts.Point(period=periods.year_period(year), value=Decimal(1))
        for year in (2010, 2012, 2013, 2016)
    )
    chart = charts.draw(lines=[charts.Line(label="Norr", points=made, step=2)])
    assert joined(chart) == [[2010, 2012, 2013]]


def test_no_line_is_drawn_across_a_break():
    chart = drawn("1", "2", "3", "4", breaks=(charts.Break(period=YEAR(2019), words="ny"),))
    assert joined(chart) == [[2017, 2018], [2019, 2020]]


def test_a_year_and_a_school_year_are_not_joined():
    made = (
        charts.Point(period=periods.year_period(2017), value=Decimal(1)),
        charts.Point(period=periods.school_year(2017), value=Decimal(1)),
    )
    chart = charts.draw(lines=[charts.Line(label="Norr", points=made)])
    assert joined(chart) == []
    assert len(chart.lines[0].marks) == 2


def test_a_span_is_not_drawn():
    point = charts.Point(period=periods.span(2017, 2022), value=Decimal(1))
    assert charts.draw(lines=[charts.Line(label="Norr", points=(point,))]) is None


def test_zero_is_a_value():
    assert len(drawn("0").lines[0].marks) == 1


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        (("81.5", "83"), ["81.5", "82.0", "82.5", "83.0"]),
        (("1", "100"), ["0", "50", "100"]),
        (("-3", "4"), ["-4", "-2", "0", "2", "4"]),
        (("0", "0"), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    ],
)
def test_the_levels_are_round_numbers(values, levels):
    assert [tick.value for tick in drawn(*values).rows] == [Decimal(each) for each in levels]


def test_a_higher_value_stands_higher_and_a_later_one_further_right():
    first, second = drawn("1", "2").lines[0].marks
    assert first.x < second.x
    assert first.y > second.y


def test_labels_of_one_place_stand_under_each_other():
    chart = charts.draw(
        lines=[charts.Line(label=f"Linje {n}", points=(point(2020, 5),)) for n in range(30)]
    )
    heights = sorted(line.label.y for line in chart.lines)
    assert all(b - a >= charts.LINE for a, b in zip(heights, heights[1:], strict=False))
    assert heights[-1] <= chart.bottom


def test_labels_keep_the_order_of_what_they_are_about():
    made = [
        charts.Line(label=f"Linje {value}", points=(point(2020, value),)) for value in (9, 8, 7, 1)
    ]
    chart = charts.draw(lines=made)
    heights = [line.label.y for line in chart.lines]
    assert heights == sorted(heights)


def test_a_label_stands_beside_its_point_where_nothing_is_in_the_way():
    (line,) = drawn("1", "3", "2").lines
    assert line.label.box.left > line.last.x
    assert line.label.box.top < line.last.y < line.label.box.bottom


def test_a_label_makes_way_for_the_mark_of_another_line():
    early = charts.Line(label="Riket", points=(point(2017, 5),))
    late = charts.Line(label="Norr", points=(point(2018, 5), point(2029, 1), point(2030, 9)))
    chart = charts.draw(lines=[early, late])
    mark = chart.lines[1].marks[0]
    box = chart.lines[0].label.box
    assert box.left < mark.x < box.right
    assert not box.holds(mark.x, mark.y)


# Starting point and reference year


def kinds(chart):
    return [entry.kind for entry in chart.key]


def test_a_starting_point_and_a_reference_year_are_told_apart():
    made = (point(2005, 100, is_reference=True), point(2016, 90, is_start=True), point(2021, 56))
    chart = charts.draw(
        lines=[charts.Line(label="Norr", points=made)], start="start", reference="basår"
    )
    assert kinds(chart) == ["start", "reference"]
    assert [label.words for label in chart.words] == [("basår",), ("start",)]


def test_a_point_can_be_both():
    made = (point(2005, 100, is_reference=True, is_start=True), point(2021, 56))
    chart = charts.draw(
        lines=[charts.Line(label="Norr", points=made)], start="start", reference="basår"
    )
    (label,) = chart.words
    assert label.words == ("start", "basår")


def test_a_word_is_left_to_the_key_where_there_is_no_room():
    made = tuple(point(year, year % 7, is_start=True) for year in range(1990, 2024))
    chart = charts.draw(lines=[charts.Line(label="Norr", points=made)], start="starting point")
    assert chart.words == ()
    assert kinds(chart) == ["start"]


def test_a_word_is_said_once_for_all_that_stand_in_one_period():
    made = [
        charts.Line(label=f"Linje {n}", points=(point(2017, n, is_start=True), point(2030, n)))
        for n in (1, 5, 9)
    ]
    assert len(charts.draw(lines=made, start="start").words) == 1


def test_a_baseline_without_a_value_is_told_and_not_drawn():
    made = (point(2010, None, is_reference=True), point(2016, 630, is_start=True))
    chart = charts.draw(lines=[charts.Line(label="Norr", points=made)])
    (line,) = chart.lines
    assert len(line.marks) == 1
    assert line.untold == (made[0],)
    assert kinds(chart) == ["start"]
    assert {tick.value for tick in chart.columns} == {"2016"}


# Ways to targets


def ways_drawn(*targets):
    made = charts.Line(label="Norr", points=(point(2017, 10, is_start=True),))
    return [level.ways for level in charts.draw(lines=[made], targets=targets).levels]


def test_a_straight_way_leads_from_the_start_to_the_level_at_the_deadline():
    made = charts.Line(label="Norr", points=(point(2017, 10, is_start=True), point(2023, 12)))
    chart = charts.draw(lines=[made], targets=[target(25, 2030, ways=(way(2017, 10),))])
    ((first, last),) = chart.levels[0].ways
    mark = chart.lines[0].marks[0]
    assert (first.x, first.y) == (mark.x, mark.y)
    assert (last.x, last.y) == (chart.levels[0].x, chart.levels[0].y)
    assert kinds(chart) == ["start", "way"]


def test_a_way_of_the_same_per_cent_each_year_has_a_spot_each_year():
    ((found,),) = ways_drawn(target(1000, 2037, ways=(way(2017, 10, is_geometric=True),)))
    assert len(found) == 21
    rises = [before.y - after.y for before, after in zip(found, found[1:], strict=False)]
    assert rises[0] < rises[10] < rises[-1]
    half = found[10]  # ten times the start, a tenth of the level
    assert found[0].y - half.y == pytest.approx((half.y - found[-1].y) / 10, abs=1)


@pytest.mark.parametrize(("start", "level"), [("10", "0"), ("0", "10"), ("-5", "10")])
def test_from_or_to_zero_or_less_a_way_is_straight(start, level):
    ((found,),) = ways_drawn(target(level, 2030, ways=(way(2017, start, is_geometric=True),)))
    assert len(found) == 2


@pytest.mark.parametrize("deadline", [None, 2017, 2016])
def test_there_is_no_way_without_a_later_deadline(deadline):
    assert ways_drawn(target(25, deadline, ways=(way(2017, 10),))) == [()]


def test_every_version_of_a_target_is_drawn():
    versions = (target(25, 2030), target(15, 2030, is_aside=True))
    made = charts.Line(label="Norr", points=(point(2017, 10),))
    chart = charts.draw(lines=[made], targets=versions)
    assert [level.target for level in chart.levels] == list(versions)
    assert chart.levels[0].y < chart.levels[1].y


# As a picture


def picture(client, indicator, language="en", status=200):
    partnership, strategy, code = indicator.natural_key()
    address = f"/{language}/{partnership}/{strategy}/indicators/{code}.svg"
    response = client.get(address)
    assert response.status_code == status
    return response


def elements(response):
    """The names of the picture's elements with their texts; it has to be well-formed."""
    found, way = [], []

    def begin(name, _attributes):
        way.append([name, ""])
        found.append(way[-1])

    def add(text):
        way[-1][1] += text

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = begin, add
    parser.EndElementHandler = lambda _name: way.pop()
    parser.Parse(response.content, True)
    return found


def words(response):
    return [text for name, text in elements(response) if name in {"text", "tspan"}]


def told(response):
    ((_name, text),) = [each for each in elements(response) if each[0] == "desc"]
    return text


@pytest.mark.django_db
def test_a_picture_tells_what_it_shows(client):
    series = factories.make_series(name="Andel", area=factories.make_area(name="Norr"))
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_observation(series=series, period="2022", value="1234.5", status="P")
    factories.make_target(series=series, value="25", deadline="2030")
    response = picture(client, series.indicator)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert told(response) == (
        "Chart: Andel, per cent. Norr: from 10 (2017) to 1,234.5 (2022, provisional); "
        "starting point 10 (2017). Target 2030: at least 25; met by the latest figure; "
        "the way there, a straight line, from 10 (2017)."
    )
    shown = words(response)
    for wanted in ("Andel", "Norr", "2017", "provisional", "starting point", "at least 25"):
        assert wanted in shown
    assert "1 000" in " ".join(words(picture(client, series.indicator, "sv"))).replace("\xa0", " ")


@pytest.mark.django_db
def test_the_page_says_in_words_what_the_picture_shows(client):
    series = factories.make_observation(period="2022").series
    page = client.get(
        "/en/{}/{}/indicators/{}/".format(*series.indicator.natural_key())
    ).content.decode()
    assert f'aria-label="{told(picture(client, series.indicator))}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"value": None, "missing": "in_words", "direction": "up"},
        {"period": "2017–2022", "aggregation": "sum"},
    ],
)
def test_where_there_is_nothing_to_draw_the_picture_says_so(client, fields):
    indicator = factories.make_observation(**fields).series.indicator
    response = picture(client, indicator)
    assert words(response) == ["There are no figures of single periods to draw."]
    page = client.get("/en/{}/{}/indicators/{}/".format(*indicator.natural_key()))
    assert b'class="drawing"' not in page.content


@pytest.mark.django_db
def test_a_picture_of_hostile_names_is_harmless(client):
    group = factories.make_group(name=HOSTILE)
    indicator = factories.make_indicator(name=HOSTILE, unit=HOSTILE)
    for each in (group, None):
        series = factories.make_series(
            indicator=indicator, name=HOSTILE, group=each, area=factories.make_area(name=HOSTILE)
        )
        factories.make_observation(series=series)
        factories.make_target(series=series)
    response = picture(client, indicator)
    assert HOSTILE in told(response)
    assert not {"script", "style"} & {name for name, _text in elements(response)}
    assert b" style=" not in response.content


@pytest.mark.django_db
def test_a_break_of_one_series_does_not_break_another(client):
    indicator = factories.make_indicator()
    for number, name in enumerate(("Norr", "Riket")):
        series = factories.make_series(
            indicator=indicator, name="Mått", area=factories.make_area(name=name)
        )
        factories.make_observation(series=series, period="2020", value=f"1{number}")
        factories.make_observation(series=series, period="2021", value=f"2{number}")
    assert picture(client, indicator).content.count(b'<polyline class="run"') == 2
    Annotation.objects.create(
        indicator=indicator, series=series, period="2021", kind="break", text="Ny metod"
    )
    assert picture(client, indicator).content.count(b'<polyline class="run"') == 1


@pytest.mark.django_db
def test_the_picture_of_a_draft_is_not_found(client):
    strategy = factories.make_strategy(status="draft")
    series = factories.make_series(strategy=strategy)
    factories.make_observation(series=series)
    picture(client, series.indicator, status=404)


@pytest.mark.django_db
def test_the_picture_of_something_withdrawn_is_gone(client):
    series = factories.make_observation().series
    series.indicator.withdraw(reason="Utgick", on=date(2026, 1, 1))
    picture(client, series.indicator, status=410)
