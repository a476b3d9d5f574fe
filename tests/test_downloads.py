"""An indicator as a file: every figure, with what is said of it, harmless and exact."""

import csv
import io
import json

import openpyxl
import pytest
from django.utils.translation import override

from indicators.models import Annotation, QualityNote
from tests import factories

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "==1+1"]


def download(client, indicator, form, language="en"):
    partnership, strategy, code = indicator.natural_key()
    response = client.get(f"/{language}/{partnership}/{strategy}/indicators/{code}.{form}")
    assert response.status_code == 200
    return response


def csv_rows(client, indicator, **options):
    text = download(client, indicator, "csv", **options).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


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
    told = list(csv.DictReader(lines, delimiter=";"))
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
