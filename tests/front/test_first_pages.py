"""The first pages: partnerships, one partnership, one strategy, and where there is no page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from strategy.messages import signer
from strategy.models import Lighthouse, Partnership
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

# Measured, the queries of each page, without that of the version of kept pages:
# home          partnerships; strategies with counts, newest follow-up and lighthouses;
#               annotations with judgements; figures; targets; series
# partnership   those of the first page without the partnerships; news (2)
BUDGET = 7
LONG = "a" * 10_000


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def get(client, address, language="en"):
    response = client.get(f"/{language}{address}")
    assert response.status_code == 200, address
    return text_of(response)


def judged(*, reached, number=1, goal=None):
    """An indicator with a target that its only later figure reaches or moves away from."""
    indicator = factories.make_indicator(goal=goal, number=number, code=f"i{number}")
    series = factories.make_series(indicator=indicator)
    factories.make_baseline(series=series, period="2015", value="20")
    factories.make_observation(series=series, period="2022", value="30" if reached else "10")
    factories.make_target(series=series, value="25", deadline="2050")
    return indicator


def names_in_order(client, language):
    page = client.get(f"/{language}/").content.decode()
    return re.findall(r"<h2[^>]*><a[^>]*>([^<]*)</a></h2>", page)


# Home


def test_an_empty_registry_says_so(client):
    assert "No strategy has been published yet." in get(client, "/")


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("sv", ["Ast", "Zeta", "Åker", "Älv", "Ö"]),
        ("nb", ["Ast", "Zeta", "Älv", "Ö", "Åker"]),
        ("en", ["Åker", "Älv", "Ast", "Ö", "Zeta"]),
    ],
)
def test_partnerships_stand_in_the_order_of_the_readers_alphabet(client, language, wanted):
    for name in ["Zeta", "Ö", "Åker", "Ast", "Älv"]:
        factories.make_strategy(partnership=factories.make_partnership(name=name))
    assert names_in_order(client, language) == wanted


def test_partnerships_are_paged_and_every_one_is_on_some_page(client):
    for number in range(1, 61):
        partnership = factories.make_partnership(name=f"Region {number:02}")
        factories.make_strategy(partnership=partnership)
    first, second = get(client, "/"), get(client, "/?page=2")
    assert "Partnerships 1–50 of 60" in first
    assert "Partnerships 51–60 of 60" in second
    for number in range(1, 61):
        assert (f"Region {number:02} " in first) != (f"Region {number:02} " in second)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("1", 1),
        ("2", 2),
        ("-1", 1),
        ("0", 1),
        ("9999", 2),
        ("9" * 10_000, 2),
        ("", 1),
        ("%00", 1),
        ("två", 1),
        ("٢", 2),
        (LONG, 1),
        ("1.5", 1),
    ],
)
def test_any_number_of_a_page_gets_the_nearest(client, page, shown):
    for number in range(51):
        factories.make_strategy(partnership=factories.make_partnership(name=f"R {number}"))
    assert f"Page {shown} of 2" in get(client, f"/?page={page}")


def test_what_goes_right_and_wrong_is_told_in_words_numbers_and_shapes(client):
    goal = factories.make_goal()
    judged(reached=True, number=1, goal=goal)
    judged(reached=False, number=2, goal=goal)
    judged(reached=False, number=3, goal=goal)
    factories.make_indicator(goal=goal)
    page = get(client, "/")
    assert (
        "Of 4 indicators: 1 goes right, 0 too slowly, partly or unchanged, 2 goes wrong, "
        "1 can’t be said" in page
    )
    assert "✓ 1 goes right" in page
    assert "✕ 2 goes wrong" in page


def test_the_statuses_behind_a_way_are_named(client):
    judged(reached=False)
    assert re.search(r"Goes wrong ✕ 1 Wrong way", get(client, "/"))


def test_a_number_leads_to_the_indicators_behind_it(client):
    indicator = judged(reached=False)
    page = client.get("/en/").content.decode()
    assert f'href="/en/{indicator.strategy.reference}/?status=negative#hits"' in page


def test_the_newest_follow_up_is_named_even_where_it_judged_nothing(client):
    follow_up = factories.make_follow_up(code="2023", title="Uppföljning 2023", last_year=2023)
    strategy = follow_up.strategy
    factories.make_follow_up(
        strategy=strategy, code="2019", title="Uppföljning 2019", last_year=2019, first_year=2018
    )
    factories.make_follow_up(
        strategy=strategy, code="2025", title="Öppen", status="open", last_year=2025
    )
    for address in ("/", f"/{strategy.partnership.code}/"):
        page = get(client, address)
        assert "Newest follow-up: Uppföljning 2023" in page
        assert "Öppen" not in page


def test_pages_need_no_more_queries_with_more_of_anything(client):
    counts = {}

    for code, indicators in (("ett", 1), ("tio", 10), ("trettio", 30)):
        make_whole_strategy(code=code, indicators=indicators)
        for address in ("/", f"/region-{code}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/en{address}").status_code == 200
            asked = [each for each in queries if "publicchange" not in each["sql"]]
            counts.setdefault(address.replace(code, ""), set()).add(len(asked))
    assert all(len(each) == 1 for each in counts.values()), counts
    assert max(max(each) for each in counts.values()) <= BUDGET, counts


# One partnership


def test_a_partnership_shows_its_strategies_lighthouses_and_who_answers(client):
    partnership = factories.make_partnership(
        code="norr", name="Region Norr", area_name="Norr", responsible="Utvecklingsavdelningen"
    )
    strategy = factories.make_strategy(partnership=partnership, title="Strategin")
    area = factories.make_focus_area(strategy=strategy)
    Lighthouse.objects.create(focus_area=area, code="l1", name="Fyrtornet", start_year=2016)
    page = get(client, "/norr/")
    for words in ["Works for Norr.", "Strategin", "Fyrtornet started 2016", "Utvecklingsavdel"]:
        assert words in page


def test_a_withdrawn_lighthouse_or_one_of_a_withdrawn_area_is_not_shown(client):
    strategy = factories.make_strategy()
    for number, name in enumerate(["Kvar", "Borta", "Utan område"], start=1):
        area = factories.make_focus_area(strategy=strategy, number=number)
        light = Lighthouse.objects.create(focus_area=area, code=f"l{number}", name=name)
        gone = {"Borta": light, "Utan område": area}.get(name)
        if gone:
            gone.withdraw(reason="Utgick", on=factories.today())
    page = get(client, f"/{strategy.partnership.code}/")
    assert "Kvar" in page
    assert "Borta" not in page
    assert "Utan område" not in page


@pytest.mark.parametrize("code", ["finns-inte", "utkast"])
def test_a_partnership_without_a_public_strategy_is_not_there(client, code):
    partnership = factories.make_partnership(code="utkast")
    factories.make_strategy(partnership=partnership, status="draft")
    assert client.get(f"/sv/{code}/").status_code == 404


# One strategy


def test_a_strategy_shows_vision_goals_figures_targets_and_both_judgements(client):
    strategy = make_whole_strategy(marker="Ord")
    page = get(client, f"/{strategy.reference}/")
    for words in ["Of 1 indicator:", "Vision Ord", "Overall objectives Ord", "Mål Ord"]:
        assert words in page
    row = page[page.index("Indikator 1 Ord") :]
    for words in ["Latest figure", "Target", "Computed", "Judged by people", "Positive"]:
        assert words in row


def test_a_provisional_figure_is_marked_in_the_list_too(client):
    indicator = judged(reached=True)
    figure = indicator.series.get().observations.get()
    figure.status = "P"
    figure.save()
    assert "2022, provisional" in get(client, f"/{indicator.strategy.reference}/")


def test_the_files_of_the_strategy_are_beside_it(client):
    strategy = factories.make_strategy()
    page = client.get(f"/en/{strategy.reference}/").content.decode()
    for form in ("xlsx", "csv", "json"):
        assert f'href="/en/{strategy.reference}.{form}"' in page


# Colour and logo


LOGO = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="


def owned_pages():
    strategy = make_whole_strategy()
    Partnership.objects.update(colour="#7a1f3d", logo=LOGO)
    root = f"/en/{strategy.reference}/"
    return [
        f"/en/{strategy.partnership.code}/",
        root,
        f"{root}goals/g1/",
        f"{root}indicators/i1/",
        f"{root}follow-ups/2023/",
    ]


def test_every_page_of_a_partnership_has_its_name_colour_and_logo(client):
    for address in owned_pages():
        page = client.get(address).content.decode()
        assert '<rect width="100%" height="100%" fill="#7a1f3d" />' in page, address
        assert f'<img src="{LOGO}" alt="">' in page, address
        assert '<meta name="theme-color" content="#7a1f3d">' in page, address


def test_colour_and_logo_need_no_exception_from_the_policy(client):
    for address in owned_pages():
        response = client.get(address)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", response.content.decode()), address
        policy = response.headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        assert "data:" in policy


def test_pages_of_the_site_itself_have_no_band(client):
    make_whole_strategy()
    for address in ("/en/", "/en/search/", "/en/method/", "/en/accessibility/"):
        assert 'class="band"' not in client.get(address).content.decode(), address


# Where there is no page


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_where_there_is_no_page_one_can_search_and_go_back(client, language):
    response = client.get(f"/{language}/finns-inte/")
    page = response.content.decode()
    assert response.status_code == 404
    assert f'action="/{language}/search/"' in page
    assert f'href="/{language}/"' in page
    assert page.count('id="find"') == 1


def test_what_is_withdrawn_says_why_and_shows_the_way_on(client):
    goal = factories.make_goal()
    partnership, strategy, code = goal.natural_key()
    goal.withdraw(reason="Slogs ihop", on=factories.today())
    response = client.get(f"/en/{partnership}/{strategy}/goals/{code}/")
    assert response.status_code == 410
    assert "Slogs ihop" in text_of(response)
    assert 'action="/en/search/"' in response.content.decode()


def test_a_page_of_what_is_withdrawn_leads_to_whose_it_was_and_to_what_stands_above(client):
    indicator = factories.make_indicator()
    partnership, strategy, code = indicator.natural_key()
    indicator.withdraw(reason="Slogs ihop", on=factories.today())
    page = client.get(f"/en/{partnership}/{strategy}/indicators/{code}/").content.decode()
    assert 'class="band"' in page
    assert f'href="/en/{partnership}/#contact"' in page
    assert f'href="/en/{partnership}/{strategy}/"' in page
    assert f'href="/en/{partnership}/{strategy}/goals/{indicator.goal.code}/"' in page


def test_a_page_of_a_withdrawn_goal_does_not_lead_to_the_goal(client):
    indicator = factories.make_indicator()
    partnership, strategy, code = indicator.natural_key()
    indicator.goal.withdraw(reason="Slogs ihop", on=factories.today())
    page = client.get(f"/en/{partnership}/{strategy}/indicators/{code}/").content.decode()
    assert "/goals/" not in page
    assert f'href="/en/{partnership}/{strategy}/"' in page


@pytest.mark.parametrize("has_another", [True, False])
def test_a_page_of_a_withdrawn_strategy_leads_only_to_what_is_there(client, has_another):
    strategy = factories.make_strategy()
    if has_another:
        factories.make_strategy(partnership=strategy.partnership, code="en-annan")
    strategy.withdraw(reason="Ersatt", on=factories.today())
    response = client.get(f"/en/{strategy.reference}/")
    page = response.content.decode()
    assert response.status_code == 410
    assert (f'href="/en/{strategy.partnership.code}/"' in page) == has_another
    assert f'<a href="/en/{strategy.reference}/">' not in page


# In the reader's language, and on paper


@pytest.mark.parametrize("address", ["/", "/norr/"])
def test_titles_and_lighthouses_are_translated_in_lists_too(client, address):
    partnership = factories.make_partnership(code="norr")
    strategy = factories.make_strategy(partnership=partnership, title="Strategin")
    area = factories.make_focus_area(strategy=strategy)
    Lighthouse.objects.create(focus_area=area, code="l1", name="Fyrtornet")
    factories.make_translation(strategy=strategy, what="strategy.title", text="The strategy")
    factories.make_translation(
        strategy=strategy, what="lighthouse.name", place="l1", text="The lighthouse"
    )
    page = client.get(f"/en{address}").content.decode()
    assert f'<h3 lang="en"><a href="/en/{strategy.reference}/">The strategy</a></h3>' in page
    if address != "/":
        assert '<b lang="en">The lighthouse</b>' in page
    page = client.get(f"/sv{address}").content.decode()
    assert f'<h3 lang="sv"><a href="/sv/{strategy.reference}/">Strategin</a></h3>' in page


def test_news_name_things_in_the_readers_language_too(client):
    indicator = factories.make_indicator(name="Folkmängd")
    strategy = indicator.strategy
    published = strategy.history.get()
    published.history_date = timezone.now() - timedelta(days=9)
    published.save()
    factories.make_observation(series=factories.make_series(indicator=indicator))
    for what, place, text in [
        ("strategy.title", "", "The strategy"),
        ("indicator.name", indicator.code, "Population"),
    ]:
        factories.make_translation(strategy=strategy, what=what, place=place, text=text)
    page = client.get(f"/en/{strategy.partnership.code}/").content.decode()
    news = page.partition('<ul class="news">')[2].partition("</ul>")[0]
    assert re.findall(r'lang="([a-z]+)">([^<]+)</a>', news) == [
        ("en", "Population"),
        ("en", "The strategy"),
    ]


def test_open_data_has_titles_as_they_were_adopted(client):
    strategy = factories.make_strategy(title="Strategin")
    factories.make_translation(strategy=strategy, what="strategy.title", text="The strategy")
    told = client.get("/api/v1/").content.decode()
    assert "Strategin" in told
    assert "The strategy" not in told


@pytest.mark.parametrize(
    ("language", "called"), [("sv", "Swedish"), ("nb", "Norwegian"), ("da", "Danish")]
)
def test_the_language_of_a_strategy_is_named_in_plain_words(client, language, called):
    partnership = factories.make_partnership(language=language)
    strategy = factories.make_strategy(partnership=partnership)
    assert f"The strategy is in {called}." in get(client, f"/{strategy.reference}/")


def test_a_page_on_paper_says_where_and_when_it_was_printed(client):
    strategy = factories.make_strategy()
    page = client.get(f"/en/{strategy.reference}/?status=positive").content.decode()
    line = page.partition('<p class="on-paper">')[2].partition("</p>")[0]
    day = date_format(factories.today())
    assert line == f"http://testserver/en/{strategy.reference}/ · as of {day}"


def test_the_search_box_of_every_page_says_what_it_finds(client):
    page = client.get("/en/").content.decode()
    assert 'placeholder="Goals, indicators, texts"' in page


def test_that_it_went_too_fast_is_said_after_what_is_wrong(client):
    shown = signer.sign("form")
    given = {"text": "Fel", "email": "inte en adress", "shown": shown}
    page = client.post("/en/accessibility/", given).content.decode()
    told = page.partition('id="errors"')[2].partition("</ul>")[0]
    assert told.index("Your e-mail:") < told.index("That was very fast")
