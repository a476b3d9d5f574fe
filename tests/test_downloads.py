"""Indicators and strategies as files: every figure, with what is said of it, harmless, exact."""

import csv
import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from indicators.downloads.rows import FIGURES, TARGETS
from indicators.models import Annotation, QualityNote
from strategy import keeping
from tests import factories
from tests.strategies import make_whole_strategy

pytestmark = pytest.mark.django_db

LANGUAGES = ["sv", "nb", "en"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "==1+1"]


def download(client, indicator, form, language="en"):
    partnership, strategy, code = indicator.natural_key()
    response = client.get(f"/{language}/{partnership}/{strategy}/indicators/{code}.{form}")
    assert response.status_code == 200
    return response


def csv_rows(client, indicator, **options):
    text = download(client, indicator, "csv", **options).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def workbook(client, indicator):
    content = download(client, indicator, "xlsx").content
    return openpyxl.load_workbook(io.BytesIO(content))


def xlsx_rows(client, indicator):
    header, *rows = workbook(client, indicator).worksheets[0].values
    return [dict(zip(header, row, strict=True)) for row in rows]


def as_json(client, indicator):
    return json.loads(download(client, indicator, "json").content)


def make_indicator_with_figures():
    """A figure, a reason and a starting point."""
    series = factories.make_series(group=factories.make_group(name="kvinnor"))
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_observation(series=series, period="2022", value="12.5", note="Enkät")
    factories.make_observation(series=series, period="2023", value=None, missing="secret")
    return series.indicator


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
    ],
)
def test_a_file_has_its_type_and_a_plain_name(client, form, content_type):
    indicator = factories.make_indicator(code="n01")
    response = download(client, indicator, form)
    region = indicator.strategy.partnership.code
    assert response.headers["Content-Type"] == content_type
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="{region}-strategi-n01.{form}"'
    )


def test_a_csv_file_is_one_that_excel_reads_as_utf_8(client):
    assert download(client, factories.make_indicator(), "csv").content.startswith(b"\xef\xbb\xbf")


def test_every_figure_is_a_row_with_its_value_or_its_reason(client):
    rows = csv_rows(client, make_indicator_with_figures())
    assert [(row["period"], row["kind"], row["value"], row["missing"]) for row in rows] == [
        ("2017", "baseline_start", "10", ""),
        ("2022", "point", "12.5", ""),
        ("2023", "point", "", "secret"),
    ]
    assert {row["group"] for row in rows} == {"kvinnor"}


def test_all_formats_hold_the_same_figures(client):
    indicator = make_indicator_with_figures()
    (series,) = as_json(client, indicator)["series"]
    keys = ("period", "kind", "value", "missing", "note")
    in_json = [tuple(figure[key] or "" for key in keys) for figure in series["figures"]]
    in_csv = [tuple(row[key] for key in keys) for row in csv_rows(client, indicator)]
    in_xlsx = [
        tuple("" if row[key] is None else str(row[key]) for key in keys)
        for row in xlsx_rows(client, indicator)
    ]
    assert in_json == in_csv == in_xlsx


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_a_csv_file_is_the_same_in_every_language(client, language):
    indicator = make_indicator_with_figures()
    one, other = (download(client, indicator, "csv", each).content for each in (language, "en"))
    assert one == other


@pytest.mark.parametrize("value", ["0", "47.82", "-0.000001", "123456789012345", "5260000.5"])
def test_every_digit_is_in_every_file(client, value):
    indicator = factories.make_observation(value=value).series.indicator
    (figure,) = as_json(client, indicator)["series"][0]["figures"]
    assert figure["value"] == value
    assert csv_rows(client, indicator)[0]["value"] == value
    assert xlsx_rows(client, indicator)[0]["value"] == pytest.approx(float(value), rel=1e-15)


def test_a_number_in_a_workbook_is_a_number_and_zero_is_zero(client):
    indicator = factories.make_observation(value="0").series.indicator
    assert xlsx_rows(client, indicator)[0]["value"] == 0


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(client, text):
    indicator = factories.make_observation(note=text).series.indicator
    QualityNote.objects.create(
        strategy=indicator.strategy, code="q", indicator=indicator, kind="unit", text=text
    )
    cells = [
        cell for sheet in workbook(client, indicator) for row in sheet.iter_rows() for cell in row
    ]
    assert "f" not in {cell.data_type for cell in cells}
    assert text in {cell.value for cell in cells}
    assert csv_rows(client, indicator)[0]["note"] == f"'{text}"


def test_the_last_sheet_tells_what_the_figures_are(client):
    citation = factories.make_citation(
        source=factories.make_source(name="SCB", licence="CC0", access="open")
    )
    Annotation.objects.create(
        indicator=citation.indicator, period="2019", kind="break", text="Ny källa"
    )
    about = "\n".join(
        str(cell) for row in workbook(client, citation.indicator).worksheets[-1].values
        for cell in row
    )  # fmt: skip
    assert "SCB · Open · CC0" in about
    assert "Ny källa" in about
    assert f"indicators/{citation.indicator.code}/" in about


def test_a_source_without_licence_says_so(client):
    citation = factories.make_citation()
    about = str(list(workbook(client, citation.indicator).worksheets[-1].values))
    assert "licence not stated" in about


def test_the_same_figures_give_the_same_file(client):
    indicator = make_indicator_with_figures()
    for form in ("csv", "xlsx", "json"):
        first, second = (download(client, indicator, form).headers["ETag"] for _ in range(2))
        assert first == second


def test_a_file_of_an_indicator_without_figures_has_its_columns(client):
    indicator = factories.make_indicator()
    assert csv_rows(client, indicator) == []
    assert xlsx_rows(client, indicator) == []
    assert as_json(client, indicator)["series"] == []


def test_a_target_is_in_the_json_with_its_parts(client):
    whole = factories.make_target(kind="composite", comparator="none", wording="Allt")
    factories.make_target(series=whole.series, part_of=whole, value="98")
    (target,) = as_json(client, whole.indicator)["targets"]
    assert target["wording"] == "Allt"
    assert [(part["comparator"], part["value"]) for part in target["parts"]] == [("at_least", "98")]


def test_names_of_areas_do_not_change_with_the_language(client):
    area = factories.make_area(name="Norrbotten", name_en="North")
    indicator = factories.make_observation(series=factories.make_series(area=area)).series.indicator
    with override("en"):
        assert csv_rows(client, indicator)[0]["area"] == "Norrbotten"


def test_every_figure_in_a_file_names_its_source(client):
    series = factories.make_series()
    factories.make_citation(indicator=series.indicator, source=factories.make_source(name="SCB"))
    own = factories.make_source(name="Egen mätning")
    factories.make_observation(series=series, period="2021")
    factories.make_observation(series=series, period="2022", source=own)
    strategy = series.strategy
    address = f"/sv/{strategy.reference}/indicators/{series.indicator.code}.csv"
    lines = client.get(address).content.decode("utf-8-sig").splitlines()
    told = list(csv.DictReader(lines))
    assert {row["period"]: row["source"] for row in told} == {"2021": "SCB", "2022": "Egen mätning"}


def test_the_second_sheet_tells_the_targets_and_how_they_stand(client):
    series = factories.make_series()
    factories.make_baseline(series=series, period="2017", value="10")
    factories.make_observation(series=series, period="2022", value="12")
    whole = factories.make_target(kind="composite", comparator="none", series=series, code="hel")
    part = {"part_of": whole, "code": "del", "value": 25, "deadline": "2030"}
    factories.make_target(series=series, **part)
    header, *rows = workbook(client, series.indicator).worksheets[1].values
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(each["target"], each["part_of"]) for each in told] == [("hel", None), ("del", "hel")]
    assert told[1]["status"] == "far_too_slow"
    assert told[1]["comparator"] == "at_least"
    assert (told[1]["level"], told[1]["latest_value"]) == (25, 12)
    assert told[1]["needed_per_year"] == 1.625


def test_a_target_met_from_the_start_has_no_way_to_go_in_the_file(client):
    series = factories.make_series()
    factories.make_baseline(series=series, period="2017", value="30")
    factories.make_observation(series=series, period="2022", value="32")
    factories.make_target(series=series)
    header, row = workbook(client, series.indicator).worksheets[1].values
    told = dict(zip(header, row, strict=True))
    assert told["status"] == "achieved_so_far"
    assert told["distance_closed"] is None
    assert told["needed_per_year"] is None


# What programs rely on: columns and keys may be added at the end, and nothing else.
FIRST_FIGURES = (
    "partnership strategy goal indicator series measure role area_code area group_code group age "
    "period kind value unit missing direction approximate status replaced derivation as_printed "
    "unit_as_printed source passage vintage note indicator_name publisher source_address licence "
    "official table recipe stands_in_for comparability"
)
FIRST_TARGETS = (
    "target part_of wording kind comparator level upper unit change_percent base_period "
    "base_value tolerance deadline every_period strength series reference_series reference_area "
    "replaced stands_beside status development reasons flags in_words start_period start_value "
    "latest_period latest_value gap_before gap_now periods_met periods_known pace "
    "distance_closed per_year needed_per_year as_of method goal indicator"
)


def test_columns_stay_where_they_are():
    assert " ".join(FIGURES).startswith(FIRST_FIGURES)
    assert " ".join(TARGETS).startswith(FIRST_TARGETS)


def test_every_row_has_the_licence_of_its_source_and_whether_it_is_official(client):
    scb = {"name": "SCB", "publisher": "Statistikmyndigheten", "licence": "CC0"}
    source = factories.make_source(**scb, address="https://scb.example/")
    series = factories.make_series(source=source, official="processed", table_reference="BE0101")
    factories.make_observation(series=series, status="P")
    (row,) = csv_rows(client, series.indicator)
    told = {name: row[name] for name in ("source", "publisher", "source_address", "licence")}
    assert told == {
        "source": "SCB",
        "publisher": "Statistikmyndigheten",
        "source_address": "https://scb.example/",
        "licence": "CC0",
    }
    assert (row["official"], row["table"], row["status"]) == ("processed", "BE0101", "P")
    assert (row["unit"], row["indicator_name"]) == ("procent", series.indicator.name)
    (figure,) = as_json(client, series.indicator)["series"][0]["figures"]
    assert figure["sources"] == [{"name": "SCB", "licence": "CC0"}]
    assert (figure["official"], figure["unit"]) == ("processed", "procent")


def test_the_table_for_programs_is_the_same_bytes_in_every_language(client):
    strategy = make_whole_strategy()
    indicator = strategy.indicators.get()
    series = indicator.series.first()
    factories.make_observation(series=series, period="2001", value="12.5")
    own = {download(client, indicator, "csv", language).content for language in LANGUAGES}
    whole = {strategy_file(client, strategy, "csv", language).content for language in LANGUAGES}
    assert len(own) == len(whole) == 1
    (content,) = own
    assert content.startswith(b"\xef\xbb\xbfpartnership,strategy,goal,")
    assert b",2001,point,12.5," in content


def test_of_several_sources_each_keeps_its_licence(client):
    series = factories.make_series()
    for order, licence in enumerate(("CC0", "", "CC BY 4.0"), start=1):
        source = factories.make_source(name=f"K{order}", licence=licence)
        factories.make_citation(indicator=series.indicator, source=source, order=order)
    factories.make_observation(series=series)
    (row,) = csv_rows(client, series.indicator)
    assert row["source"].split("; ") == ["K1", "K2", "K3"]
    assert row["licence"].split("; ") == ["CC0", "", "CC BY 4.0"]
    assert row["publisher"] == ""


def test_a_substitute_says_in_its_rows_what_it_stands_in_for(client):
    main = factories.make_series(name="Ohälsotal")
    substitute = factories.make_series(
        indicator=main.indicator, role="substitute", substitutes=main, comparability="similar"
    )
    factories.make_observation(series=substitute)
    (row,) = csv_rows(client, main.indicator)
    assert (row["stands_in_for"], row["comparability"]) == ("Ohälsotal", "similar")


def test_a_file_tells_how_to_cite_it_and_who_answers_for_it(client):
    partnership = factories.make_partnership(
        name="Region Norr", responsible="Utvecklingsdirektören", email="rus@norr.example"
    )
    strategy = factories.make_strategy(partnership=partnership, title="Norr 2030")
    indicator = factories.make_indicator(strategy=strategy, name="Sysselsättning")
    told = as_json(client, indicator)["about"]
    assert told["read_on"] == factories.today().isoformat()
    assert (told["responsible"], told["email"]) == ("Utvecklingsdirektören", "rus@norr.example")
    for part in ("Region Norr", "Sysselsättning", "Norr 2030", f"indicators/{indicator.code}/"):
        assert part in told["citation"]
    about = dict(list(workbook(client, indicator).worksheets[-1].values))
    assert about["Cite as"] == told["citation"]
    assert about["E-mail"] == "rus@norr.example"


# A whole strategy


def strategy_file(client, strategy, form, language="en"):
    response = client.get(f"/{language}/{strategy.reference}.{form}")
    assert response.status_code == 200
    return response


def strategy_sheets(client, strategy):
    content = strategy_file(client, strategy, "xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = {}
    for sheet in book.worksheets[:-1]:
        header, *rows = sheet.values
        tables[sheet.title] = [dict(zip(header, row, strict=True)) for row in rows]
    return tables, dict(list(book.worksheets[-1].values))


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
    ],
)
def test_a_file_of_a_strategy_has_its_type_and_a_plain_name(client, form, content_type):
    response = strategy_file(client, make_whole_strategy(), form)
    assert response.headers["Content-Type"] == content_type
    wanted = f'attachment; filename="region-rus-rus.{form}"'
    assert response.headers["Content-Disposition"] == wanted
    assert not response.cookies


def test_the_table_of_a_strategy_is_those_of_its_indicators_below_each_other(client):
    strategy = make_whole_strategy(indicators=3)
    text = strategy_file(client, strategy, "csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    single = [
        row
        for indicator in strategy.indicators.order_by("number")
        for row in csv_rows(client, indicator)
    ]
    assert rows == single
    assert len(rows) == 3 * 3 * 4  # indicators, series, figures and baseline


def test_the_workbook_of_a_strategy_has_a_sheet_of_each_kind(client):
    tables, about = strategy_sheets(client, make_whole_strategy(indicators=2))
    assert list(tables) == ["Figures", "Indicators", "Targets", "Sources", "Notes"]
    assert [row["indicator"] for row in tables["Indicators"]] == ["i1", "i2"]
    targets = [(row["goal"], row["indicator"], row["target"]) for row in tables["Targets"]]
    assert targets == [
        ("g1", None, "tg"),
        *(("g1", f"i{n}", f"i{n}-{part}") for n in (1, 2) for part in ("all", "part")),
    ]
    assert all(row["status"] and row["method"] for row in tables["Targets"])
    assert [row["name"] for row in tables["Sources"]] == ["Ord"]  # two rows that say the same
    kinds = [(row["note"], row["kind"], row["indicator"]) for row in tables["Notes"]]
    assert kinds[:2] == [("q", "layout", None), ("qg", "label", None)]
    assert (None, "break", "i2") in kinds
    assert about["Strategy"] == "Strategi Ord"
    assert "licence" in about["Licence"]


def test_the_json_of_a_strategy_holds_its_indicators_as_their_own_files_do(client):
    strategy = make_whole_strategy(indicators=2)
    whole = json.loads(strategy_file(client, strategy, "json").content)
    (first, _second) = whole["indicators"]
    own = as_json(client, strategy.indicators.get(code="i1"))
    assert {name: own[name] for name in first} == first
    (goal,) = whole["goals"]
    assert [target["code"] for target in goal["targets"]] == ["tg"]
    assert [note["code"] for note in whole["quality_notes"]] == ["q"]


def test_an_empty_strategy_has_empty_files(client):
    strategy = factories.make_strategy()
    tables, _about = strategy_sheets(client, strategy)
    assert set(map(len, tables.values())) == {0}
    assert json.loads(strategy_file(client, strategy, "json").content)["indicators"] == []
    assert len(strategy_file(client, strategy, "csv").content.splitlines()) == 1


@pytest.mark.parametrize("text", FORMULAS)
def test_text_of_a_strategy_never_becomes_a_formula(client, text):
    strategy = factories.make_strategy(title=text)
    source = factories.make_source(name=text, publisher=text, licence=text)
    indicator = factories.make_indicator(strategy=strategy, name=text, definition=text)
    factories.make_citation(indicator=indicator, source=source)
    factories.make_observation(series=factories.make_series(indicator=indicator))
    QualityNote.objects.create(strategy=strategy, code="q", kind="unit", text=text)
    book = openpyxl.load_workbook(io.BytesIO(strategy_file(client, strategy, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert text in {cell.value for cell in cells}
    lines = strategy_file(client, strategy, "csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(lines))
    assert {row[name] for name in ("source", "publisher", "licence")} == {f"'{text}"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_draft_has_no_file(client, form):
    strategy = make_whole_strategy(status="draft")
    assert client.get(f"/sv/{strategy.reference}.{form}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_files_of_a_withdrawn_strategy_are_gone(client, form):
    strategy = make_whole_strategy()
    strategy.withdraw(reason="Utgick", on=factories.today())
    response = client.get(f"/sv/{strategy.reference}.{form}")
    assert response.status_code == 410
    assert "Utgick" in response.content.decode()


@pytest.mark.parametrize("form", ["pdf", "XLSX", "csv.csv", "", "jsonx"])
def test_there_are_no_other_files_of_a_strategy(client, form):
    strategy = make_whole_strategy()
    assert client.get(f"/sv/{strategy.reference}.{form}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_of_a_strategy_needs_no_more_queries_with_more_indicators(client, form):
    counts = set()
    for number in (1, 10, 30):
        strategy = make_whole_strategy(code=f"s{number}", indicators=number)
        keeping.forget()
        with CaptureQueriesContext(connection) as queries:
            strategy_file(client, strategy, form)
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 8  # one of them asks for the version of the pages
