"""The page of what a strategy lacks, and its workbook: who may read them, and what they say."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.followability import Criterion
from strategy.models import Membership
from tests import factories
from tests.admin.pages import address, signed_in
from tests.followability.making import change, make_followable, withdraw

pytestmark = pytest.mark.django_db
BUDGET = 12


def page_of(strategy, pk=None):
    return reverse("admin:strategy_strategy_followability", args=[pk or strategy.pk])


def file_of(strategy):
    return reverse("admin:strategy_strategy_followability_download", args=[strategy.pk])


@pytest.fixture
def parts():
    return make_followable()


@pytest.fixture
def strategy(parts):
    return parts["indicator"].strategy


@pytest.fixture
def reader(strategy):
    return signed_in(factories.make_user(partnership=strategy.partnership, role="reader"))


def text_of(client, page):
    response = client.get(page)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sheets_of(client, strategy):
    response = client.get(file_of(strategy))
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]


# Who


def test_whoever_sees_the_strategy_reads_the_page_of_a_draft(reader, strategy):
    assert strategy.status == "draft"
    assert "n08" in text_of(reader, page_of(strategy))


@pytest.mark.parametrize("role", ["reader", "editor", "approver", "manager"])
def test_the_strategy_of_another_partnership_answers_like_one_that_never_existed(strategy, role):
    client = signed_in(factories.make_user(partnership=factories.make_partnership(), role=role))
    assert client.get(page_of(strategy)).status_code == 404
    assert client.get(file_of(strategy)).status_code == 404
    assert client.get(page_of(strategy, pk=10**9)).status_code == 404


def test_without_any_role_nothing_is_shown(strategy):
    client = signed_in(factories.make_user())
    assert client.get(page_of(strategy)).status_code == 403
    assert client.get(file_of(strategy)).status_code == 403


def test_who_may_not_export_reads_the_page_and_gets_no_file(reader, strategy, monkeypatch):
    assert file_of(strategy) in text_of(reader, page_of(strategy))
    monkeypatch.setitem(Membership.RIGHTS, Membership.Role.READER, frozenset({"view"}))
    assert file_of(strategy) not in text_of(reader, page_of(strategy))
    assert reader.get(file_of(strategy)).status_code == 404


# What


def test_the_page_says_what_to_do_and_leads_to_where_it_is_done(reader, parts, strategy):
    change(parts["indicator"], owner="")
    change(parts["men"], official="unknown")
    page = text_of(reader, page_of(strategy))
    assert "Agree who delivers the figure." in page
    assert f'<a href="{address(parts["indicator"], "change")}#id_owner">n08</a>' in page
    assert f'<a href="{address(parts["men"], "change")}#id_official">n08-men</a>' in page


def test_every_address_the_page_leads_to_is_there(reader, parts, strategy):
    withdraw(parts["men"])
    change(parts["women"], official="unknown")
    change(parts["women start"], value=None, missing="secret")
    change(parts["source"], access="unknown")
    change(parts["citation"], is_certain=False)
    change(parts["target"], deadline="")
    factories.make_goal(strategy=strategy)
    rows = reader.get(page_of(strategy)).context["rows"]
    addresses = {
        place.address for row in rows for thing in row.things for place in thing.places
    } | {row.place.address for row in rows}
    models = {each.split("/")[3] for each in addresses}
    assert models == {
        *("indicator", "series", "baseline", "source", "citation", "target", "goal"),
    }
    assert {reader.get(each).status_code for each in addresses} == {200}


def test_the_anchors_are_on_the_forms_they_lead_to(parts, strategy):
    withdraw(parts["women"])
    for name in ("men start", "men figure", "citation", "nation series"):
        withdraw(parts[name])
    change(parts["indicator"], owner="", due_month=None, unit="", frequency="unknown")
    change(parts["men"], official="no")
    change(parts["region"], valid_to=2000)
    factories.make_goal(strategy=strategy)
    goal = factories.make_goal(strategy=strategy)
    factories.make_target(
        series=factories.make_series(indicator=factories.make_indicator(goal=goal))
    )
    target = goal.targets.get()
    change(target, deadline="", series=None)
    client = signed_in(factories.make_user(partnership=strategy.partnership, role="editor"))
    rows = client.get(page_of(strategy)).context["rows"]
    places = {place.address for row in rows for thing in row.things for place in thing.places}
    parts_of = {each.partition("#")[2] for each in places} - {""}
    assert {
        *("id_owner", "id_due_month", "id_unit", "id_frequency", "id_official", "id_area"),
        *("series-group", "baselines-group", "observations-group", "targets-group"),
        *("citations-group", "indicators-group", "id_deadline", "id_series"),
    } <= parts_of
    lacking = []
    for each in places:
        page, _hash, part = each.partition("#")
        if f'id="{part}"' not in text_of(client, page):
            lacking.append(each)
    assert lacking == []


def test_a_filter_shows_what_lacks_one_criterion_and_only_what_to_do_for_it(
    reader, parts, strategy
):
    change(parts["indicator"], owner="", due_month=None)
    make_followable(strategy=strategy, code="n09")
    page = text_of(reader, page_of(strategy))
    assert f"?lacks={Criterion.OWNER}#rows" in page
    filtered = reader.get(page_of(strategy), {"lacks": "owner"})
    assert [row.place.name for row in filtered.context["rows"]] == ["n08"]
    [row] = filtered.context["rows"]
    assert [thing.sentence for thing in row.things] == ["Agree who delivers the figure."]
    assert "1 of 2" in " ".join(filtered.content.decode().split())


def test_a_filter_nobody_knows_is_not_found(reader, strategy):
    assert reader.get(page_of(strategy), {"lacks": "everything"}).status_code == 404


def test_a_filter_that_finds_nothing_says_so(reader, strategy):
    assert "Nothing is missing here." in text_of(reader, f"{page_of(strategy)}?lacks=owner")


def test_a_strategy_with_nothing_in_it_has_a_page_that_says_so():
    strategy = factories.make_strategy(status="draft")
    client = signed_in(factories.make_user(partnership=strategy.partnership))
    assert "There is nothing to follow up yet" in text_of(client, page_of(strategy))


# The workbook


def test_the_workbook_has_a_row_for_each_indicator_and_a_column_for_each_criterion(
    reader, parts, strategy
):
    change(parts["indicator"], owner="", due_month=None)
    header, row = sheets_of(reader, strategy)[0]
    assert header == ["Goal", "Code", "Name", "Kind", *(str(each.label) for each in Criterion)]
    told = dict(zip(header, row, strict=True))
    assert (told["Code"], told["Kind"]) == ("n08", "indicator")
    assert (told["Unit known"], told["Somebody delivers"]) == ("yes", "no")
    assert told["Month known"] == "not known"


def test_the_workbook_has_a_row_for_each_thing_to_fix(reader, parts, strategy):
    for name in ("women", "men"):
        change(parts[name], official="unknown")
    for name in ("women figure", "men figure"):
        change(parts[name], period="2018")
    header, *rows = sheets_of(reader, strategy)[1]
    assert header[3:] == ["Criterion", "Met", "What to do", "Where", "Address"]
    assert [row[3:7] for row in rows] == [
        [
            *("Official statistics", "not known", "Say whether it is official statistics."),
            "n08-men; n08-women",
        ],
        ["Recent figures", "no", "Fetch newer figures.", "n08-men (2018); n08-women (2018)"],
    ]
    addresses = rows[0][7].split("\n")
    assert [each.partition("/admin/")[0] for each in addresses] == ["http://testserver"] * 2


def test_the_workbook_is_in_the_readers_language_and_its_name_says_of_which_day(strategy):
    user = factories.make_user(partnership=strategy.partnership)
    response = signed_in(user, language="sv").get(file_of(strategy))
    codes = f"{strategy.partnership.code}-{strategy.code}"
    name = f'filename="{codes}-followability-{factories.today().isoformat()}.xlsx"'
    assert name in response.headers["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1+1", "+46", "@SUM(A1)", "-1", "<r>a</r>", "http://a.b/c"])
def test_what_looks_like_a_formula_is_a_text_in_the_workbook(reader, parts, strategy, text):
    change(parts["indicator"], name=text, owner="")
    content = reader.get(file_of(strategy)).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        cell = sheet["C2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


# How often it asks


def queries(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_the_page_and_the_file_ask_as_often_for_one_ten_or_thirty_indicators(strategy, reader):
    # Session, person, memberships, strategy; goals, indicators, series, citations, targets,
    # figures, baselines; for the file also the partnership, read with the strategy.
    counted = []
    for total in (1, 10, 30):
        for number in range(strategy.indicators.count(), total):
            make_followable(strategy=strategy, code=f"i{number}")
        counted.append((queries(reader, page_of(strategy)), queries(reader, file_of(strategy))))
    assert counted[0] == counted[1] == counted[2]
    assert max(counted[0]) <= BUDGET
