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
    is_baseline=st.booleans(),
    is_provisional=st.booleans(),
)
lines = st.builds(
    charts.Line,
    label=st.text(),
    points=st.lists(points, max_size=8).map(tuple),
    is_nation=st.booleans(),
    breaks=st.lists(some_periods, max_size=2).map(tuple),
    step=st.integers(1, 2),
)
targets = st.builds(
    charts.Target,
    comparator=st.just("at least"),
    label=st.text(),
    level=numbers,
    deadline=st.none() | some_periods,
)


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
        assert not any(
            point.value is not None and point.period.kind != periods.PeriodKind.SPAN
            for line in some_lines
            for point in line.points
        )
        return
    marks = [mark for line in chart.lines for mark in line.marks]
    assert marks
    assert 0 < chart.left < chart.right < charts.WIDTH
    for mark in marks:
        assert chart.left <= mark.x <= chart.right
        assert chart.top <= mark.y <= chart.bottom
    for level in chart.levels:
        assert chart.top <= level.y <= chart.bottom
        assert level.x is None or chart.left <= level.x <= chart.right
    for tick in (*chart.columns, *chart.rows):
        assert 0 <= tick.at <= charts.WIDTH or chart.top <= tick.at <= chart.bottom
    assert 2 <= len(chart.rows) <= 8
    for label in [each.label for each in (*chart.lines, *chart.levels)]:
        assert 0 <= label.y <= chart.height


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
    chart = drawn("1", "2", "3", "4", breaks=(periods.year_period(2019),))
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


def test_labels_do_not_lie_on_each_other():
    one = (charts.Point(period=periods.year_period(2020), value=Decimal(5)),)
    chart = charts.draw(lines=[charts.Line(label=f"Linje {n}", points=one) for n in range(30)])
    heights = sorted(line.label.y for line in chart.lines)
    assert all(b - a >= charts.LINE for a, b in zip(heights, heights[1:], strict=False))
    assert heights[-1] <= chart.bottom


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
        "Chart: Andel, per cent. Norr: 10 (2017) to 1,234.5 (2022). Target: at least 25 (2030)."
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
    assert f'alt="{told(picture(client, series.indicator))}"' in page


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
    assert b"<img" not in page.content


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
    assert picture(client, indicator).content.count(b"<polyline") == 2
    Annotation.objects.create(
        indicator=indicator, series=series, period="2021", kind="break", text="Ny metod"
    )
    assert picture(client, indicator).content.count(b"<polyline") == 1


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
