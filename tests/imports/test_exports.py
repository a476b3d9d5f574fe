"""Tables on their way out: the same cells as ever, however many rows there are."""

import io
import subprocess
import sys
from decimal import Decimal
from itertools import count, islice
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from config import plain_workbooks, tables
from config.records import follow
from config.registry.planning import STRATEGY
from config.registry.values import Code, Day, Moment, reference
from indicators.models import Observation
from indicators.resources import ImportBatchResource, ObservationResource
from strategy.resources import MembershipResource
from tests import factories
from tests.imports.test_round_trip import IN_ORDER
from tests.printed import load_printed

ROOT = Path(__file__).parents[2]
HEADER = ["code", "value"]


def opened(rows, header=HEADER):
    return openpyxl.load_workbook(io.BytesIO(tables.write_xlsx(header, rows))).active


# The cells


def cell_of(resource, name, row):
    """What a column says of a row, told from the row itself."""
    if name == STRATEGY:
        return "/".join(follow(row, key) for key in row.KEY[:2])
    widget, value = resource.fields[name].widget, getattr(row, name)
    if value is None:
        return None
    if isinstance(widget, Code):
        return reference(value) if hasattr(value, "KEY") else value.get_username()
    return value.isoformat() if isinstance(widget, Day | Moment) else value


@pytest.mark.django_db
def test_every_cell_is_what_the_row_says():
    load_printed()
    partnership = factories.make_partnership(code="p")
    user = factories.make_user(partnership=partnership)
    ImportBatchResource.Meta.model.stage(
        user=user, model="indicators.observation", file_name="a.csv", content=b"x", reason="y"
    )
    Observation.objects.first().withdraw(reason="Fel", on=factories.today())
    for resource_class in (*IN_ORDER, MembershipResource, ImportBatchResource):
        resource = resource_class()
        rows = resource.get_queryset().order_by("pk")
        expected = [[cell_of(resource, name, row) for name in resource.fields] for row in rows]
        assert list(resource.rows(rows)) == expected, resource_class
        assert [[type(cell) for cell in row] for row in resource.rows(rows)] == [
            [type(cell) for cell in row] for row in expected
        ]
    assert expected  # the last one had rows too


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10, 100])
def test_an_export_takes_one_query_however_many_rows_there_are(django_assert_num_queries, number):
    series = factories.make_series()
    for year in range(1900, 1900 + number):
        factories.make_observation(series=series, period=str(year))
    resource = ObservationResource()
    with django_assert_num_queries(1):
        assert len(list(resource.rows(resource.get_queryset()))) == number


# CSV


def test_a_csv_file_begins_before_its_rows_are_there():
    def none_yet():
        raise AssertionError("the header needs no rows")
        yield

    first = next(tables.csv_lines(HEADER, none_yet()))
    assert first.decode("utf-8-sig") == "code;value\r\n"


def test_a_csv_file_comes_piece_by_piece():
    endless = ([f"n{number}", Decimal(number)] for number in count())
    pieces = list(islice(tables.csv_lines(HEADER, endless), 5))
    assert all(len(piece) < 100_000 for piece in pieces)
    assert b"".join(pieces).decode("utf-8-sig").splitlines()[:3] == ["code;value", "n0;0", "n1;1"]


def test_the_pieces_are_the_file():
    rows = [[f"å{number}", Decimal(number) / 8] for number in range(20_000)]
    pieces = list(tables.csv_lines(HEADER, rows))
    assert len(pieces) > 3
    assert b"".join(pieces) == tables.write_csv(HEADER, rows)
    assert tables.write_csv(HEADER, rows).count(b"\r\n") == 20_001


# XLSX


def test_a_workbook_has_a_bold_header_that_stays_in_sight():
    sheet = opened([["a", Decimal(1)]])
    assert [(cell.value, cell.font.b) for cell in sheet[1]] == [("code", True), ("value", True)]
    assert not sheet["A2"].font.b
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 10


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@a", "\t=1", "'x", "<r>x</r>", "a & b < c", '"', "å\nö", "  x  "),
        *("]]>", "<is>", "&amp;"),
    ],
)
def test_a_text_is_the_same_text_and_never_a_formula(text):
    cell = opened([[text, None]])["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("text", "in_the_file"),
    [("a\x07b", "a_x0007_b"), ("_x0041_", "_x005F_x0041_"), ("\r", "_x000D_"), ("_x", "_x")],
)
def test_what_xml_can_not_carry_is_written_as_excel_writes_it(text, in_the_file):
    content = io.BytesIO()
    tables.write_xlsx_to(content, HEADER, [[text, None]])
    with plain_workbooks.ZipFile(content) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f">{in_the_file}</t>" in sheet


@given(st.decimals(places=6, min_value=-(10**9), max_value=10**9, allow_nan=False))
def test_every_digit_of_a_number_is_in_the_file(number):
    if len(number.normalize().as_tuple().digits) <= 15:
        assert Decimal(repr(opened([["a", number]])["B2"].value)) == number


def test_yes_and_no_are_numbers_and_nothing_is_nothing():
    sheet = opened([[True, False], [None, ""], [3, Decimal("0")]])
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [(1, 0), (None, None), (3, 0)]


def test_the_same_rows_give_the_same_file():
    assert tables.write_xlsx(HEADER, [["a", 1]]) == tables.write_xlsx(HEADER, [["a", 1]])


def test_columns_beyond_z_have_their_letters():
    header = [f"c{number}" for number in range(800)]
    sheet = opened([list(range(800))], header=header)
    assert [sheet.cell(2, n).value for n in (1, 26, 27, 702, 703, 800)] == [
        0,
        25,
        26,
        701,
        702,
        799,
    ]


def test_more_rows_than_a_sheet_holds_are_refused_and_not_dropped(monkeypatch):
    monkeypatch.setattr(plain_workbooks, "LAST_ROW", 3)
    tables.write_xlsx(HEADER, [["a", 1]] * 2)
    with pytest.raises(plain_workbooks.TooManyRows):
        tables.write_xlsx(HEADER, [["a", 1]] * 3)


def test_a_text_that_looks_like_markup_is_text_in_every_workbook():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        page, bold = workbook.add_worksheet(), workbook.add_format({"bold": True})
        tables.write_value(page, 0, 0, "<r>x</r>", bold)
        tables.write_value(page, 1, 0, "<r></r>")
    sheet = openpyxl.load_workbook(content).active
    assert [cell.value for (cell,) in sheet.iter_rows()] == ["<r>x</r>", "<r></r>"]
    assert sheet["A1"].font.b


GROWTH = """
import io, os, resource
from decimal import Decimal
from config import tables
for count in (5_000, 50_000):
    rows = ([f"n{number}", Decimal(number)] for number in range(count))
    with open(os.devnull, "wb") as file:
        tables.write_xlsx_to(file, ["code", "value"], rows)
    for _piece in tables.csv_lines(["code", "value"], ([f"n{n}", n] for n in range(count))):
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_rows():
    child = subprocess.run(
        [sys.executable, "-c", GROWTH], cwd=ROOT, capture_output=True, text=True, check=True
    )
    few, many = map(int, child.stdout.split())  # KiB
    assert many - few < 2 * 1024


# The answers of the admin


@pytest.fixture
def administrator():
    client = Client(headers={"accept-language": "en"})
    client.force_login(factories.make_administrator())
    return client


@pytest.mark.django_db
def test_csv_is_sent_while_it_is_made(administrator):
    factories.make_observation(note="åäö")
    response = administrator.get(reverse("admin:indicators_observation_export", args=["csv"]))
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="figures.csv"'
    header, row = response.getvalue().decode("utf-8-sig").splitlines()
    assert header.startswith("strategy;series;period;aggregation;value")
    assert "åäö" in row


@pytest.mark.django_db
def test_a_workbook_is_sent_with_its_size_and_its_name(administrator):
    factories.make_observation(value="30.4")
    response = administrator.get(reverse("admin:indicators_observation_export", args=["xlsx"]))
    content = response.getvalue()
    assert response["Content-Disposition"] == 'attachment; filename="figures.xlsx"'
    assert int(response["Content-Length"]) == len(content)
    header, row = openpyxl.load_workbook(io.BytesIO(content)).active.values
    assert dict(zip(header, row, strict=True))["value"] == 30.4
