"""The update workbook goes out in the admin: whole, by source, by owner, by indicators."""

import io

import openpyxl
import pytest
from django.urls import reverse

from config import sheets
from tests import factories
from tests.intake.files import long_form
from tests.intake.test_pages import page_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return factories.make_strategy(partnership=factories.make_partnership(code="norrbotten"))


@pytest.fixture
def staff(strategy):
    return signed_in(factories.make_user(partnership=strategy.partnership))


@pytest.fixture
def series(strategy):
    """Three series: of two sources and two data owners."""
    scb, kolada = factories.make_source(code="scb"), factories.make_source(code="kolada")
    owned = factories.make_indicator(strategy=strategy, code="n01", owner="Region & hälsa")
    other = factories.make_indicator(strategy=strategy, code="n02")
    return [
        factories.make_series(indicator=owned, code="a", source=scb),
        factories.make_series(indicator=owned, code="b", source=kolada),
        factories.make_series(indicator=other, code="c", source=kolada),
    ]


def codes_in(response):
    """The series a workbook has rows for."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).worksheets[0]
    first = [cell.value for cell in sheet["A"]]
    return first[first.index("Seriekod") + 1 :]


def download(client, strategy, query=""):
    address = reverse("admin:strategy_strategy_workbook_download", args=[strategy.pk])
    return client.get(address + query)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["a", "b", "c"]),
        ("?source=kolada", ["b", "c"]),
        ("?owner=Region+%26+h%C3%A4lsa", ["a", "b"]),
        ("?indicator=n02", ["c"]),
        ("?indicator=n02&indicator=n01", ["a", "b", "c"]),
    ],
)
def test_a_workbook_holds_what_was_chosen(staff, strategy, series, query, codes):
    assert codes_in(download(staff, strategy, query)) == codes


def test_the_page_offers_every_source_owner_and_indicator_with_the_number_of_series(
    staff, strategy, series
):
    page = staff.get(reverse("admin:strategy_strategy_workbook", args=[strategy.pk]))
    offered = {row.query: row.count for group in page.context["choices"] for row in group.rows}
    assert offered == {
        "": 3,
        "?source=scb": 1,
        "?source=kolada": 2,
        "?owner=Region+%26+h%C3%A4lsa": 2,
        "?indicator=n01": 2,
        "?indicator=n02": 1,
    }
    for query, count in offered.items():
        assert len(codes_in(download(staff, strategy, query))) == count


def test_indicators_chosen_in_the_list_go_into_one_workbook(staff, strategy, series):
    chosen = [series[0].indicator_id, series[2].indicator_id]
    answer = staff.post(
        reverse("admin:indicators_indicator_changelist"),
        {"action": "update_workbook", "_selected_action": chosen},
        follow=True,
    )
    assert codes_in(answer) == ["a", "b", "c"]


def test_indicators_of_two_strategies_do_not_fit_into_one_workbook(staff, strategy, series):
    other = factories.make_series(
        strategy=factories.make_strategy(partnership=strategy.partnership, code="annan")
    )
    answer = staff.post(
        reverse("admin:indicators_indicator_changelist"),
        {
            "action": "update_workbook",
            "_selected_action": [series[0].indicator_id, other.indicator_id],
        },
        follow=True,
    )
    assert "Choose indicators of one strategy." in answer.content.decode()


def test_what_nobody_has_is_not_found(staff, strategy, series):
    assert download(staff, strategy, "?source=nobody").status_code == 404


@pytest.mark.parametrize("what", ["workbook", "workbook_download"])
def test_a_foreign_strategy_answers_like_one_that_never_was(strategy, series, what):
    stranger = signed_in(factories.make_user(partnership=factories.make_partnership()))
    address = f"admin:strategy_strategy_{what}"
    assert stranger.get(reverse(address, args=[strategy.pk])).status_code == 404
    assert stranger.get(reverse(address, args=[strategy.pk + 999])).status_code == 404
    assert (
        signed_in(factories.make_user()).get(reverse(address, args=[strategy.pk])).status_code
        == 403
    )


def test_a_reader_takes_the_workbook_along(strategy, series):
    reader = factories.make_user(partnership=strategy.partnership, role="reader")
    assert codes_in(download(signed_in(reader), strategy)) == ["a", "b", "c"]


def test_the_workbook_untouched_changes_nothing(staff, strategy, series):
    for number, each in enumerate(series):
        factories.make_observation(series=each, period="2022", value=f"{number}.5")
    content = download(staff, strategy).getvalue()
    assert sheets.read(content).sheets
    page = staff.get(page_of(staff, series[0], content)).content.decode()
    assert "0 new, 0 changed, 3 unchanged, 0 problems" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_and_the_preview_ask_the_same_few_questions_however_many_rows(
    staff, strategy, count, django_assert_max_num_queries
):
    indicator = factories.make_indicator(strategy=strategy)
    made = [factories.make_series(indicator=indicator) for _each in range(count)]
    content = long_form(*([each.code, "2022", 1] for each in made))
    address = page_of(staff, made[0], content)
    with django_assert_max_num_queries(12):
        staff.get(address)
    with django_assert_max_num_queries(12):
        staff.get(reverse("admin:strategy_strategy_workbook", args=[strategy.pk]))
    with django_assert_max_num_queries(12):
        download(staff, strategy).getvalue()
