"""What the page of a strategy shows of its goals and indicators."""

import re

import pytest

from indicators.progress import Status
from strategy.overview.filtering import INDICATORS_OF_A_PAGE
from strategy.overview.standing import ways
from tests import factories
from tests.front.test_first_pages import LONG, judged, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    """Two focus areas: one indicator goes right, one wrong and was not followed up, one is of
    women only, one has no target; and a goal without any.
    """
    strategy = factories.make_strategy()
    first = factories.make_focus_area(strategy=strategy, number=1, code="a1", name="Miljö")
    second = factories.make_focus_area(strategy=strategy, number=2, code="a2", name="Arbete")
    goal = factories.make_goal(focus_area=first, number=1, code="g1", name="Rent vatten")
    other = factories.make_goal(focus_area=second, number=2, code="g2", name="Fler jobb")
    factories.make_goal(focus_area=second, number=3, code="g3", name="Utan mått")
    judged(reached=True, number=1, goal=goal)
    wrong = judged(reached=False, number=2, goal=goal)
    women = factories.make_indicator(goal=other, number=3, code="i3")
    group = factories.make_group(code="kvinnor", name="kvinnor", name_en="women")
    factories.make_observation(series=factories.make_series(indicator=women, group=group))
    factories.make_indicator(goal=other, number=4, code="i4")
    follow_up = factories.make_follow_up(strategy=strategy)
    factories.make_assessment(
        follow_up=follow_up, indicator=wrong, not_followed_reason="no_method", arrow=""
    )
    return strategy


def shown(client, strategy, query):
    """The codes of the indicators that the page shows."""
    response = client.get(f"/en/{strategy.reference}/?{query}")
    assert response.status_code == 200
    return response, re.findall(r'class="name" href="[^"]*/indicators/(\w+)/"', content(response))


def content(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "i1 i2 i3 i4"),
        ("status=&area=&group=&not-followed=", "i1 i2 i3 i4"),
        ("status=positive", "i1"),
        ("status=achieved_so_far", "i1"),
        ("status=negative", "i2"),
        ("status=wrong_way", "i2"),
        ("status=unknown", "i3 i4"),
        ("status=unchanged", ""),
        ("area=a1", "i1 i2"),
        ("area=a2", "i3 i4"),
        ("group=kvinnor", "i3"),
        ("not-followed=any", "i2"),
        ("not-followed=no_method", "i2"),
        ("not-followed=on_order", ""),
        ("status=unknown&group=kvinnor", "i3"),
        ("status=positive&area=a2", ""),
        ("status=+positive+", "i1"),
        ("other=1", "i1 i2 i3 i4"),
        ("page=-1", "i1 i2 i3 i4"),
        ("page=9999", "i1 i2 i3 i4"),
        (f"page={LONG}", "i1 i2 i3 i4"),
        ("status=POSITIVE", ""),
        ("status=%00", ""),
        ("status=%00positive", ""),
        (f"status={LONG}", ""),
        ("area=%F0%9F%98%80", ""),
        ("area=%D9%85%D8%A7%D8%A1", ""),
        ("group=%ED%A0%80", ""),
        ("not-followed='\"<script>", ""),
        ("status=positive&status=negative", "i2"),
    ],
)
def test_filters(client, strategy, query, codes):
    response, found = shown(client, strategy, query)
    assert found == codes.split()
    assert f"{len(found)} of 4 indicators shown" in text_of(response)
    assert "<script>" not in content(response)


def test_where_nothing_fits_the_page_says_so_and_leads_back(client, strategy):
    response, _codes = shown(client, strategy, "status=nonsens")
    assert "No indicator fits all of this." in text_of(response)
    assert f'href="/en/{strategy.reference}/#goals">Show all' in content(response)


def test_an_unknown_wish_stands_in_the_form_as_it_was_asked(client, strategy):
    response, _codes = shown(client, strategy, "status=nonsens")
    assert '<option value="nonsens" selected>Nonsens (0)</option>' in content(response)


def test_each_choice_tells_how_many_it_would_show_beside_the_other_filters(client, strategy):
    page = text_of(shown(client, strategy, "area=a2")[0])
    for words in ["All that can’t be said (2)", "No target (2)", "All that goes right (0)"]:
        assert words in page
    for words in ["Miljö (2)", "Arbete (2)", "women (1)", "For any reason (0)"]:
        assert words.lower() in page.lower()


def test_each_choice_shows_as_many_as_it_says(client, strategy):
    page = content(shown(client, strategy, "area=a1")[0])
    for name in ("status", "group", "not-followed"):
        form = page[page.index(f'name="{name}"') :].split("</select>")[0]
        choices = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)', form)
        assert choices
        for value, number in choices:
            _response, codes = shown(client, strategy, f"area=a1&{name}={value}")
            assert len(codes) == int(number), (name, value)


def test_goals_without_indicators_are_shown_where_nothing_is_asked_for(client, strategy):
    assert "Utan mått" in text_of(shown(client, strategy, "")[0])
    assert "Utan mått" not in text_of(shown(client, strategy, "area=a2")[0])


def test_a_filtered_list_is_not_for_search_engines(client, strategy):
    assert "noindex" not in content(shown(client, strategy, "")[0])
    assert "noindex" in content(shown(client, strategy, "area=a1")[0])


def test_long_lists_are_paged_and_keep_what_was_asked_for(client):
    goal = factories.make_goal()
    for number in range(1, INDICATORS_OF_A_PAGE + 2):
        factories.make_indicator(goal=goal, number=number, code=f"i{number}")
    response, first = shown(client, goal.strategy, "status=unknown")
    assert len(first) == INDICATORS_OF_A_PAGE
    assert 'href="?status=unknown&amp;page=2#hits"' in content(response)
    response, second = shown(client, goal.strategy, "status=unknown&page=2")
    assert second == [f"i{INDICATORS_OF_A_PAGE + 1}"]
    assert "Page 2 of 2" in text_of(response)


def test_after_a_choice_the_page_begins_at_what_was_found(client, strategy):
    page = content(shown(client, strategy, "status=positive&area=a1")[0])
    assert '<form class="filters" action="#hits" autocomplete="off">' in page
    assert page.count('id="hits"') == 1
    assert "?status=negative#hits" in page


def test_what_is_chosen_is_said_beside_how_many_are_shown(client, strategy):
    page = text_of(shown(client, strategy, "status=positive&area=a1")[0])
    assert "1 of 4 indicators shown: All that goes right , Miljö · Show all" in page
    assert "4 of 4 indicators shown Goals" not in page


def test_counts_of_all_are_not_shown_beside_a_part(client, strategy):
    def lists(query):
        page = content(shown(client, strategy, query)[0])
        return page[page.index('id="hits"') :].count('class="ways small"')

    assert lists("") == 4  # two focus areas, and two goals with two indicators each
    assert lists("area=a1") == 0


def test_a_translated_choice_is_in_the_language_it_was_translated_into(client, strategy):
    factories.make_translation(strategy=strategy, what="focusarea.name", place="a1", text="Nature")
    page = content(shown(client, strategy, "")[0])
    assert '<option value="a1" lang="en">Nature (2)</option>' in page
    assert '<option value="a2" lang="sv">Arbete (2)</option>' in page


# The bar


def test_the_parts_of_a_bar_are_as_wide_as_their_shares():
    found = ways([(Status.ON_TRACK, 1), (Status.RIGHT_WAY, 1), (Status.NOT_MET, 6)])
    assert [(each.number, each.start, each.width) for each in found] == [
        (2, "0.00%", "25.00%"),
        (0, "25.00%", "0.00%"),
        (6, "25.00%", "75.00%"),
        (0, "100.00%", "0.00%"),
    ]


def test_every_status_goes_one_way():
    found = ways([(status, 1) for status in Status])
    assert sum(each.number for each in found) == len(Status)
    assert all(each.number for each in found)


def test_nothing_to_count_gives_no_bar():
    assert ways([]) == ()
