"""Texts that refer to what is not there are refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Figure, Footnote
from indicators.models.text_rules import MOST, check_text_references, reference_problems
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up():
    """Of a strategy with the series ``women`` and ``gone``, a diagram ``d1`` and a footnote."""
    indicator = factories.make_indicator()
    women = factories.make_series(indicator=indicator, code="women")
    factories.make_baseline(series=women, period="2016")
    factories.make_baseline(series=women, period="2010–2016")
    factories.make_observation(series=women, period="2021", value=None, missing="secret")
    factories.make_observation(series=women, period="2022")
    factories.make_observation(series=women, period="2017–2022", aggregation="sum")
    factories.make_observation(series=women, period="2017–2022", aggregation="relative_change")
    factories.make_observation(series=women, period="2018–2022", aggregation="mean")
    withdrawn = {"withdrawn_on": date(2026, 1, 1), "withdrawn_reason": "Fel"}
    factories.make_observation(series=women, period="2023", **withdrawn)
    gone = factories.make_series(indicator=indicator, code="gone", **withdrawn)
    factories.make_observation(series=gone, period="2022")
    factories.make_series(indicator=indicator, code="empty")
    follow_up = factories.make_follow_up(strategy=indicator.strategy)
    Figure.objects.create(
        follow_up=follow_up, goal=indicator.goal, kind="chart", code="d1", caption="Dagar"
    )
    Footnote.objects.create(follow_up=follow_up, order=1, mark="2", text="Enligt lag.")
    Footnote.objects.create(follow_up=follow_up, order=2, mark="3", text="Bort.", **withdrawn)
    return follow_up


def problems(text, follow_up):
    return list(reference_problems(text, strategy=follow_up.strategy, follow_up=follow_up))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Inga hänvisningar.",
        "{{ women:2022 }}",
        "{{ women:2021 }}",
        "{{ women:2016 }}",
        "{{ women:2010–2016 }}",
        "{{ women:2017–2022 sum }}",
        "{{ women:2017–2022 relative-change number }}",
        "{{ women:2018–2022 }}",
        "{{ figure d1 }}",
        "Ett[^2] och två[^a].\n\n[^a]: {{ women:2022 }}",
        "`{{ nothing }}`",
    ],
)
def test_what_is_there_can_be_referred_to(follow_up, text):
    check_text_references(text, strategy=follow_up.strategy, follow_up=follow_up)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ womens:2022 }}", "there is no series with this code. Did you mean women?"),
        ("{{ x9:2022 }}", "there is no series with this code."),
        ("{{ gone:2022 }}", "the series is withdrawn; its figures no longer count."),
        (
            "{{ women:2032 }}",
            "the series has no figure for this period. The newest is for 2022.",
        ),
        (
            "{{ women:2023 }}",
            "the series has no figure for this period. The newest is for 2022.",
        ),
        ("{{ empty:2022 }}", "the series has no figures yet."),
        (
            "{{ women:2017–2022 }}",
            "there are several values for the period. Say which: sum, relative-change.",
        ),
        (
            "{{ women:2017–2022 mean }}",
            "there is no such value for the period, only: sum, relative-change.",
        ),
        (
            "{{ women:2010–2016 sum }}",
            "for the period there is only a starting point, without such a word.",
        ),
        (
            "{{ figure d11 }}",
            "the follow-up has no diagram or table with this code. Did you mean d1?",
        ),
        ("{{ figure x }}", "the follow-up has no diagram or table with this code."),
        ("[^1]", "this footnote has no text. Write it below: [^1]: …"),
        ("[^3]", "this footnote has no text. Write it below: [^3]: …"),
        (
            "{{ women }}",
            "it has no period. Write the code of a series, a colon and a period, like "
            "{{ n08-women:2022 }}.",
        ),
        (
            "{{ women:2022 tal }}",
            "a word in it is not known. Known are: number, value, sum, mean, highest, lowest, "
            "change, relative-change.",
        ),
    ],
)
def test_what_is_not_there_is_told_with_its_line(follow_up, text, problem):
    assert problems(f"Ett\n\noch {text}", follow_up) == [f"Line 3, {text}: {problem}"]


def test_every_problem_is_told_in_the_order_of_the_text(follow_up):
    text = "{{ x9:2022 }}\n{{ women }}\n{{ figure d9 }} {{ women:2022 }}\n[^9]\n\n[^8]: a"
    with pytest.raises(ValidationError) as refused:
        check_text_references(text, strategy=follow_up.strategy, follow_up=follow_up)
    assert [each.partition(",")[0] for each in refused.value.messages] == [
        "Line 1",
        "Line 2",
        "Line 3",
        "Line 4",
        "Line 6",
    ]


def test_of_very_many_problems_the_first_are_told(follow_up):
    with pytest.raises(ValidationError) as refused:
        check_text_references(
            "{{ women:2032 }} " * 1000, strategy=follow_up.strategy, follow_up=follow_up
        )
    assert len(refused.value.messages) == MOST + 1
    assert refused.value.messages[-1] == "There are more such problems. Correct these first."


def test_series_of_another_strategy_are_not_there(follow_up):
    other = factories.make_series(code="elsewhere")
    factories.make_observation(series=other, period="2022")
    [problem] = problems("{{ elsewhere:2022 }}", follow_up)
    assert "there is no series with this code" in problem


def test_a_follow_up_that_is_new_has_no_diagrams(follow_up):
    strategy = follow_up.strategy
    new = type(follow_up)(strategy=strategy)
    for nothing in (None, new):
        found = list(reference_problems("{{ figure d1 }}", strategy=strategy, follow_up=nothing))
        assert len(found) == 1


def test_many_references_are_checked_in_three_queries(follow_up, django_assert_num_queries):
    text = "{{ women:2022 }} {{ women:2021 }} {{ figure d1 }} [^2] {{ women:2016 }} " * 50
    with django_assert_num_queries(3):
        assert problems(text, follow_up) == []


def test_a_text_without_references_asks_nothing(follow_up, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert problems("Ett[^1].\n\n[^1]: Två.", follow_up) == []
