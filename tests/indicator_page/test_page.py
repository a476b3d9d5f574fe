"""The page of an indicator, its chart for other sites, and the page of a goal."""

import gzip
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Annotation
from strategy import keeping
from strategy.models import Lighthouse, LighthouseGoal, Translation
from tests import factories
from tests.indicator_page.making import address, make_series

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8  # with the one of the version of kept pages
LARGEST = 60_000  # bytes, compressed


@pytest.fixture
def series():
    series = make_series()
    factories.make_target(series=series)
    return series


def get(client, where, status=200):
    response = client.get(where)
    assert response.status_code == status, where
    return response


def page(client, indicator, form="/", language="en"):
    return get(client, address(indicator, form, language)).content.decode()


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def goal_page(client, goal):
    partnership, strategy, code = goal.natural_key()
    return get(client, f"/en/{partnership}/{strategy}/goals/{code}/").content.decode()


# The page


def test_the_sentence_stands_before_the_chart_and_the_chart_before_all_else(client, series):
    html = page(client, series.indicator)
    places = [html.index(each) for each in ('class="answer"', 'class="drawing"', 'id="contents"')]
    assert places == sorted(places)
    assert "It was 12 dagar in 2022, against 10 at the start in 2017." in text(html)


def test_each_mark_of_the_chart_says_its_figure(client, series):
    factories.make_observation(series=series, period="2023", value="13", status="P")
    html = page(client, series.indicator)
    assert "<title>2023: 13 dagar, Norr (provisional)</title>" in html
    assert "<title>2017: 10 dagar, Norr, starting point</title>" in html


def test_what_a_link_in_the_contents_leads_to_is_there(client, series):
    html = page(client, series.indicator)
    contents = re.search(r'<nav class="contents".*?</nav>', html, re.DOTALL)[0]
    links = re.findall(r'href="#([^"]+)"', contents)
    assert len(links) > 5
    assert all(f'id="{each}"' in html for each in links)


def test_a_break_is_numbered_in_the_chart_and_told_below_it(client):
    series = make_series(latest="10")
    for year in range(2018, 2022):
        factories.make_observation(series=series, period=str(year), value="11")
    Annotation.objects.create(
        indicator=series.indicator, period="2020", kind="break", text="Nytt urval"
    )
    html = page(client, series.indicator)
    assert "2020: Nytt urval" in text(html)
    assert "Not to be compared across 2020: Nytt urval." in unescape(html)
    assert "2020 · Break: Nytt urval" in text(html)


def test_a_figure_that_marks_a_break_itself_breaks_the_line(client):
    series = make_series(start=None, latest="10")
    factories.make_observation(series=series, period="2021", value="11")
    assert page(client, series.indicator).count('class="run"') == 1
    factories.make_observation(series=series, period="2023", value="14", status="B")
    html = page(client, series.indicator)
    assert html.count('class="run"') == 1
    assert "2023: break in the series" in html


def test_what_is_told_of_a_line(client):
    series = make_series(start=None, latest="10")
    for year, value in (("2020", "12"), ("2021", "30"), ("2023", "2"), ("2024", "11")):
        factories.make_observation(series=series, period=year, value=value, status="E")
    factories.make_observation(series=series, period="2019", value=None, missing="secret")
    told = unescape(re.search(r'aria-label="(Chart[^"]*)"', page(client, series.indicator))[1])
    assert told.startswith(
        "Chart: Andel, dagar. Norr: from 12 (2020, estimated) to 11 (2024, estimated); "
        "highest 30 (2021, estimated); lowest 2 (2023, estimated); no figure for 2019."
    )


def test_further_charts_are_folded(client):
    indicator = factories.make_indicator(unit="dagar")
    for name in ("Ett", "Två", "Tre"):
        make_series(indicator=indicator, name=name)
    html = page(client, indicator)
    assert html.count('class="drawing"') == 2
    assert "2 more charts" in html


def test_where_nobody_drew_a_line_there_is_no_chart(client):
    series = make_series(start=None, latest=None)
    html = page(client, series.indicator)
    assert 'class="drawing"' not in html
    assert "No figure is known yet." in html
    assert "<textarea" not in html


def test_other_sites_are_given_the_code_to_show_the_chart(client, series):
    html = page(client, series.indicator)
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
    (source,) = re.findall(r'src="([^"]+)"', code)
    assert code.startswith("<iframe ")
    assert source == f"http://testserver{address(series.indicator, '/embed/')}"
    assert '<label class="label" for="embed">' in html


def test_a_hostile_name_in_that_code_is_text(client):
    indicator = factories.make_indicator(name='"></textarea><script>alert(1)</script>')
    make_series(indicator=indicator)
    html = page(client, indicator)
    assert "<script>alert" not in html
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
    assert "<script>" not in code
    assert code.count('"') % 2 == 0


def test_a_citation_names_all_that_is_needed(client):
    source = factories.make_source(name="Försäkringskassan")
    series = make_series(source=source)
    html = page(client, series.indicator)
    cited = text(re.search(r'<p class="citation".*?</p>', html, re.DOTALL)[0])
    today = factories.today().isoformat()
    where = f"http://testserver{address(series.indicator)}"
    assert cited == (
        f"Region Test: Andel. Utvecklingsstrategi . Försäkringskassan. {today}. {where}"
    )


def test_neighbours_are_linked(client):
    goal = factories.make_goal()
    first, second, third = (factories.make_indicator(goal=goal) for _number in range(3))
    html = page(client, second)
    assert f'rel="prev" href="{address(first)}"' in html
    assert f'rel="next" href="{address(third)}"' in html
    assert 'rel="prev"' not in page(client, first)


def test_a_translated_name_stands_over_the_original(client, series):
    indicator = series.indicator
    Translation.objects.create(
        strategy=indicator.strategy,
        language="en",
        what="indicator.name",
        place=indicator.code,
        original=indicator.name,
        text="Share",
    )
    html = page(client, indicator)
    assert '<h1 lang="en">Share</h1>' in html
    assert '<p class="original" lang="sv">Andel</p>' in html
    assert '<h1 lang="sv">Andel</h1>' in page(client, indicator, language="sv")


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_as_often_whatever_there_is(client, count):
    indicator = factories.make_indicator()
    for _number in range(count):
        series = make_series(indicator=indicator)
        for year in range(2000, 2000 + count):
            factories.make_observation(series=series, period=str(year))
        factories.make_target(series=series)
        follow_up = factories.make_follow_up(strategy=indicator.strategy, code=series.code)
        factories.make_assessment(follow_up=follow_up, indicator=indicator, arrow="positive")
    keeping.forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, indicator)
    assert len(asked) <= MOST_QUERIES


def test_a_page_with_sixty_years_of_six_groups_stays_small(client):
    indicator = factories.make_indicator(unit="dagar")
    area = factories.make_area(name="Norr")
    for number in range(6):
        group = factories.make_group(name=f"Grupp {number}")
        series = make_series(indicator=indicator, group=group, area=area, start=None, latest=None)
        for year in range(1964, 2024):
            value = Decimal((year * 7919 + number * 104729) % 9973) / 10
            factories.make_observation(series=series, period=str(year), value=value)
    html = page(client, indicator)
    assert len(gzip.compress(html.encode())) < LARGEST
    assert html.count("<title>1990: ") == 6


# For other sites


def test_only_the_embedded_chart_may_be_framed(client, series):
    embedded = get(client, address(series.indicator, "/embed/"))
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    for form in ("/", ".svg", ".csv", ".png"):
        response = get(client, address(series.indicator, form))
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_it_is_still_so_when_the_page_was_kept(client, series):
    first, second = (get(client, address(series.indicator, "/embed/")) for _time in range(2))
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "X-Frame-Options" not in second


def test_the_embedded_chart_is_for_no_search_engine_and_leads_to_the_page(client, series):
    html = page(client, series.indicator, "/embed/")
    assert '<meta name="robots" content="noindex">' in html
    links = re.findall(r"<a [^>]*>", html)
    to_the_page = [each for each in links if address(series.indicator) in each]
    assert len(to_the_page) == 2
    assert all('target="_top" rel="noopener"' in each for each in to_the_page)
    assert 'class="drawing"' in html


def test_without_figures_the_embedded_page_says_so(client):
    html = page(client, factories.make_indicator(), "/embed/")
    assert "There are no figures of single periods to draw." in html


@pytest.mark.parametrize("has_figures", [True, False])
def test_the_picture_for_sharing_has_the_size_other_sites_ask_for(client, has_figures):
    name = "En mycket lång benämning av en indikator " * 4
    indicator = factories.make_indicator(name=name.strip(), unit="dagar")
    if has_figures:
        make_series(indicator=indicator)
    response = get(client, address(indicator, ".png"))
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    sizes = [int.from_bytes(response.content[at : at + 4]) for at in (16, 20)]
    assert sizes == [1200, 630]


@pytest.mark.parametrize("form", ["/embed/", ".png", ".svg"])
def test_nothing_of_a_draft_is_shown(client, form):
    strategy = factories.make_strategy(status="draft")
    indicator = factories.make_indicator(strategy=strategy)
    get(client, address(indicator, form), 404)


# A goal


def test_a_goal_says_of_each_indicator_how_it_goes(client, series):
    goal = series.indicator.goal
    factories.make_observation(series=series, period="2021", value="11")
    other = factories.make_indicator(goal=goal, name="Ingen siffra")
    html = goal_page(client, goal)
    assert "It was 12 dagar in 2022, against 10 at the start in 2017." in text(html)
    assert html.count('class="drawing spark"') == 1
    assert address(other) in html
    assert "It has not been said what is to be measured." in text(html)


def test_a_goal_shows_the_lighthouses_that_work_for_it(client):
    goal = factories.make_goal()
    lighthouse = Lighthouse.objects.create(
        strategy=goal.strategy, focus_area=goal.focus_area, code="l1", name="Fyrtornet"
    )
    LighthouseGoal.objects.create(lighthouse=lighthouse, goal=goal)
    assert "Fyrtornet" in goal_page(client, goal)


def test_of_a_goal_the_newest_analysis_is_open_and_older_ones_are_folded(client):
    goal = factories.make_goal()
    for year in (2021, 2023):
        follow_up = factories.make_follow_up(
            strategy=goal.strategy, code=str(year), title=f"Uppföljning {year}", last_year=year
        )
        factories.make_analysis(follow_up=follow_up, goal=goal, text=f"Text {year}")
    html = goal_page(client, goal)
    older = re.search(r'<details class="older">.*?</details>', html, re.DOTALL)[0]
    assert "Text 2021" in older
    assert "Text 2023" not in older
    assert "Text 2023" in html


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_a_goal_asks_as_often_whatever_there_is(client, count):
    goal = factories.make_goal()
    for number in range(count):
        indicator = factories.make_indicator(goal=goal)
        factories.make_target(series=make_series(indicator=indicator))
        follow_up = factories.make_follow_up(strategy=goal.strategy, code=f"u{number}")
        factories.make_analysis(follow_up=follow_up, goal=goal)
    keeping.forget()
    with CaptureQueriesContext(connection) as asked:
        goal_page(client, goal)
    assert len(asked) <= MOST_QUERIES
