"""From the registry to the update workbook, and back without a change."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from config import sheets
from indicators.intake.exporting import (
    columns_of,
    known_series,
    rows_of,
    series_for,
    update_workbook,
)
from indicators.intake.planning import FigurePlan
from indicators.models import Series
from indicators.periods import PeriodKind
from indicators.workbook.reading import read_update
from strategy.models import Strategy
from tests import factories
from tests.printed import load_printed

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def strategy():
    partnership = factories.make_partnership(code="norrbotten")
    return factories.make_strategy(partnership=partnership, code="rus-2030", title="Strategin")


def make_series(strategy, *, frequency="year", number=None, **fields):
    indicator = factories.make_indicator(strategy=strategy, frequency=frequency, number=number)
    return factories.make_series(indicator=indicator, **fields)


def content_of(strategy, **options):
    file = io.BytesIO()
    update_workbook(strategy, file=file, made_at=MADE_AT, **options)
    return file.getvalue()


def opened(strategy, **options):
    return openpyxl.load_workbook(io.BytesIO(content_of(strategy, **options)))


def columns(strategy, today=date(2026, 3, 1)):
    return [(str(each.period), each.is_next) for each in columns_of(series_for(strategy), today)]


def codes_in(book):
    column = [cell.value for cell in book.worksheets[0]["A"]]
    return column[column.index("Seriekod") + 1 :]


# Which series


def test_what_is_withdrawn_or_of_another_strategy_is_left_out(strategy):
    kept = make_series(strategy)
    make_series(strategy).withdraw(reason="Fel", on=factories.today())
    make_series(strategy).indicator.withdraw(reason="Fel", on=factories.today())
    factories.make_series()
    assert list(series_for(strategy)) == [kept]


def test_series_are_chosen_by_their_indicators(strategy):
    first, second, _third = (make_series(strategy) for _ in range(3))
    chosen = series_for(strategy, indicators=[first.indicator.code, second.indicator.code])
    assert set(chosen) == {first, second}


def test_series_are_chosen_by_their_own_source_or_else_that_of_their_indicator(strategy):
    scb, other = factories.make_source(code="scb"), factories.make_source()
    own, cited, overruled, withdrawn = (make_series(strategy) for _ in range(4))
    own.source, overruled.source = scb, other
    own.save()
    overruled.save()
    for series in (cited, overruled, withdrawn):
        citation = factories.make_citation(indicator=series.indicator, source=scb)
    citation.withdraw(reason="Fel", on=factories.today())
    factories.make_citation(indicator=cited.indicator, source=other, order=2)
    assert set(series_for(strategy, source="scb")) == {own, cited}


def test_series_are_chosen_by_who_delivers_the_figure(strategy):
    indicator = factories.make_indicator(strategy=strategy, owner="Enheten för statistik")
    series = factories.make_series(indicator=indicator)
    make_series(strategy)
    assert list(series_for(strategy, owner="Enheten för statistik")) == [series]


# What is known of them


def test_a_series_is_known_by_all_its_names(strategy):
    area = factories.make_area(
        code="00", name="Riket", name_nb="Hele landet", name_en="The nation", is_nation=True
    )
    group = factories.make_group(code="women", name="Kvinnor", name_nb="Kvinner")
    indicator = factories.make_indicator(
        strategy=strategy, code="n08", name="Ohälsotalet", unit="dagar", decimals=1, cap=365
    )
    factories.make_series(
        indicator=indicator,
        code="n08-women",
        name="Kvinnor, riket",
        area=area,
        group=group,
        age="16–64",
        table_reference="000001A",
    )
    known = known_series(Series.objects.all())["n08-women"]
    assert (known.indicator, known.indicator_code, known.name) == (
        *("Ohälsotalet", "n08"),
        "Kvinnor, riket",
    )
    assert (known.area, known.area_code, known.is_nation) == ("Riket", "00", True)
    assert known.area_names == {"Riket", "Hele landet", "The nation"}
    assert (known.group, known.group_code) == ("Kvinnor", "women")
    assert known.group_names == {"Kvinnor", "Kvinner"}
    assert (known.unit, known.decimals, known.cap) == ("dagar", 1, Decimal(365))
    assert (known.age, known.table, known.kind) == ("16–64", "000001A", PeriodKind.YEAR)


def test_a_series_of_everybody_has_no_group_and_its_own_unit_comes_first(strategy):
    make_series(strategy, code="a", unit="kronor")
    known = known_series(Series.objects.all())["a"]
    assert (known.group, known.group_code, known.group_names) == ("", "", frozenset())
    assert known.unit == "kronor"


def test_names_are_in_the_partnerships_language():
    partnership = factories.make_partnership(language="nn")
    area = factories.make_area(name="Riket", name_nb="Hele landet")
    factories.make_series(
        code="a", area=area, strategy=factories.make_strategy(partnership=partnership)
    )
    assert known_series(Series.objects.all())["a"].area == "Hele landet"


@pytest.mark.parametrize(
    ("frequency", "kind"),
    [
        ("year", PeriodKind.YEAR),
        ("two_years", PeriodKind.YEAR),
        ("school_year", PeriodKind.SCHOOL_YEAR),
        ("half_year", PeriodKind.HALF_YEAR),
        ("quarter", PeriodKind.QUARTER),
        ("month", PeriodKind.MONTH),
        ("once", None),
        ("unknown", None),
    ],
)
def test_the_kind_of_its_periods_is_that_of_the_frequency(strategy, frequency, kind):
    make_series(strategy, frequency=frequency, code="a")
    assert known_series(Series.objects.all())["a"].kind is kind


def test_symbols_are_read_as_its_source_writes_them(strategy):
    own = make_series(strategy, code="own", source=factories.make_source(dialect="px"))
    factories.make_citation(
        indicator=own.indicator, source=factories.make_source(dialect="eurostat")
    )
    cited = make_series(strategy, code="cited")
    kolada = factories.make_source(dialect="kolada")
    factories.make_citation(indicator=cited.indicator, source=kolada)
    factories.make_citation(indicator=cited.indicator, source=kolada, order=2)
    torn = make_series(strategy, code="torn")
    for order, dialect in enumerate(("px", "ssb"), start=1):
        source = factories.make_source(dialect=dialect)
        factories.make_citation(indicator=torn.indicator, source=source, order=order)
    make_series(strategy, code="none")
    dialects = {code: each.dialect for code, each in known_series(Series.objects.all()).items()}
    assert dialects == {"own": "px", "cited": "kolada", "torn": "staff", "none": "staff"}


@pytest.mark.parametrize("count", [1, 10, 100])
def test_knowing_them_takes_two_queries_however_many_there_are(
    strategy, django_assert_num_queries, count
):
    indicator = factories.make_indicator(strategy=strategy)
    for _ in range(count):
        factories.make_series(indicator=indicator)
    with django_assert_num_queries(2):
        assert len(known_series(Series.objects.all())) == count


# Which periods


def test_the_columns_go_from_the_first_figure_to_the_last_year_that_has_ended(strategy):
    series = make_series(strategy)
    for period in ("2020", "2023"):
        factories.make_observation(series=series, period=period)
    assert columns(strategy) == [
        *(("2020", False), ("2021", False), ("2022", False), ("2023", False)),
        *(("2024", True), ("2025", True)),
    ]


def test_the_next_period_is_there_even_if_it_has_not_ended(strategy):
    factories.make_observation(series=make_series(strategy), period="2026")
    assert columns(strategy) == [("2026", False), ("2027", True)]


@pytest.mark.parametrize(
    ("frequency", "ended"),
    [
        ("year", "2025"),
        ("two_years", "2025"),
        ("school_year", "2024/2025"),
        ("half_year", "2025-S2"),
        ("quarter", "2025-Q4"),
        ("month", "2026-02"),
        ("unknown", "2025"),
    ],
)
def test_without_any_figure_the_period_that_has_just_ended_is_asked_for(strategy, frequency, ended):
    make_series(strategy, frequency=frequency)
    assert columns(strategy) == [(ended, True)]


def test_nothing_is_asked_for_of_what_is_measured_once(strategy):
    series = make_series(strategy, frequency="once")
    factories.make_observation(series=series, period="2019")
    assert columns(strategy) == [("2019", False)]


def test_each_frequency_has_its_own_next_period_and_spans_have_none(strategy):
    yearly, school = make_series(strategy), make_series(strategy, frequency="school_year")
    factories.make_observation(series=yearly, period="2025")
    factories.make_observation(series=yearly, period="2017–2022", aggregation="mean")
    factories.make_observation(series=yearly, period="2017–2022", aggregation="sum")
    factories.make_observation(series=school, period="2024/2025")
    assert columns(strategy) == [
        *(("2017–2022", False), ("2017–2022", False)),
        *(("2024/2025", False), ("2025", False), ("2025/2026", True), ("2026", True)),
    ]


def test_where_the_frequency_is_not_known_the_figures_tell_what_comes_next(strategy):
    series = make_series(strategy, frequency="unknown")
    factories.make_observation(series=series, period="2025-S2")
    assert columns(strategy) == [("2025-S2", False), ("2026-S1", True)]


def test_long_stretches_without_any_figure_are_left_out(strategy):
    series = make_series(strategy)
    for period in ("1890", "2025"):
        factories.make_observation(series=series, period=period)
    assert columns(strategy) == [("1890", False), ("2025", False), ("2026", True)]


def test_the_last_year_of_the_registry_has_no_next(strategy):
    factories.make_observation(series=make_series(strategy), period="2200")
    assert columns(strategy) == [("2200", False)]


def test_withdrawn_figures_are_not_there(strategy):
    series = make_series(strategy)
    factories.make_observation(series=series, period="2025")
    factories.make_observation(series=series, period="2019").withdraw(
        reason="Fel", on=factories.today()
    )
    assert columns(strategy) == [("2025", False), ("2026", True)]
    (row,) = rows_of(series_for(strategy), columns_of(series_for(strategy), date(2026, 3, 1)))
    assert [str(figure.period) for figure in row.figures] == ["2025"]


# The workbook


def test_series_come_by_the_number_of_their_indicator_and_their_code(strategy):
    for number, code in ((2, "b"), (1, "z"), (10, "a")):
        make_series(strategy, number=number, code=code)
    assert codes_in(opened(strategy)) == ["z", "b", "a"]


def test_a_series_without_figures_has_its_row(strategy):
    make_series(strategy, code="tom")
    factories.make_observation(series=make_series(strategy, code="full"))
    assert sorted(codes_in(opened(strategy))) == ["full", "tom"]


def test_only_the_chosen_series_are_written(strategy):
    chosen = make_series(strategy, code="a")
    make_series(strategy, code="b")
    for series in (Series.objects.filter(code="a"), [chosen]):
        assert codes_in(opened(strategy, series=series)) == ["a"]


def test_it_tells_how_much_it_holds(strategy):
    series = make_series(strategy)
    make_series(strategy)
    for period in ("2023", "2024", "2025"):
        factories.make_observation(series=series, period=period)
    assert update_workbook(strategy, file=io.BytesIO()) == (2, 3)


@pytest.mark.parametrize(
    ("language", "sheet"), [("sv", "Siffror"), ("nn", "Tall"), ("nb", "Tall"), ("fi", "Figures")]
)
def test_it_is_written_in_the_partnerships_language(language, sheet):
    partnership = factories.make_partnership(language=language)
    strategy = factories.make_strategy(partnership=partnership)
    make_series(strategy)
    assert opened(strategy).sheetnames[0] == sheet


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_the_hint_fits_into_excels_box_and_the_instructions_into_the_labels(language):
    strategy = factories.make_strategy(partnership=factories.make_partnership(language=language))
    make_series(strategy)
    sheet = opened(strategy).worksheets[0]
    (hint,) = sheet.data_validations.dataValidation
    assert hint.prompt  # Excel takes 32 and 255 characters; longer ones are not written at all
    assert all(len(sheet.cell(line, 1).value) < 110 for line in (2, 3))


@pytest.mark.parametrize("count", [1, 10, 100])
def test_writing_takes_four_queries_however_many_series_there_are(
    strategy, django_assert_num_queries, count
):
    indicator = factories.make_indicator(strategy=strategy)
    for _ in range(count):
        factories.make_observation(series=factories.make_series(indicator=indicator))
    strategy = Strategy.objects.select_related("partnership").get(pk=strategy.pk)
    # The frequencies, the periods, the sources cited, the figures with their series.
    with django_assert_num_queries(4):
        assert update_workbook(strategy, file=io.BytesIO()).series == count


# Out and in again


def plan_of(strategy, content):
    known = known_series(series_for(strategy))
    reading = read_update(sheets.read(content), known, language=strategy.partnership.language)
    plan = FigurePlan(reading, strategy, known)
    return reading, list(plan.figures()), plan


@pytest.mark.parametrize("reference", ["norrbotten/rus-2030", "ostfold/grunnlag"])
def test_an_untouched_workbook_of_a_real_strategy_changes_nothing(reference):
    load_printed()
    partnership, code = reference.split("/")
    strategy = Strategy.objects.get(partnership__code=partnership, code=code)
    reading, changes, plan = plan_of(strategy, content_of(strategy))
    assert changes == []
    assert (plan.problems, plan.conflicts) == (0, 0)
    assert plan.unchanged == len(reading.figures) == len(reading.stamp.versions) > 0
    assert reading.stamp.strategy == reference


FORMS = [
    {"value": "0"},
    {"value": "-0.5"},
    {"value": "123456789.123456"},
    {"value": "999999999999999"},
    {"value": "1144", "decimals": 3},
    {"value": "30.4", "status": "P", "note": "=1+1"},
    {"value": "30.4", "status": "B", "is_approximate": True, "note": "Två\nrader"},
    *(
        {"value": None, "missing": reason}
        for reason in (
            *("not_available", "not_yet", "not_applicable", "secret", "too_small"),
            *("discontinued", "on_order", "no_method", "not_stated", "in_words", "in_picture"),
        )
    ),
]


@pytest.mark.parametrize("dialect", ["staff", "px", "ssb", "ssb_old", "kolada", "eurostat"])
def test_every_form_of_a_figure_comes_back_as_it_was(strategy, dialect):
    series = make_series(strategy, source=factories.make_source(dialect=dialect))
    for year, fields in enumerate(FORMS, start=2000):
        factories.make_observation(series=series, period=str(year), **fields)
    reading, changes, plan = plan_of(strategy, content_of(strategy))
    assert (changes, plan.problems, plan.unchanged) == ([], 0, len(FORMS))
    assert [(figure.value, figure.missing) for figure in reading.figures] == [
        (fields["value"] and Decimal(fields["value"]), fields.get("missing", ""))
        for fields in FORMS
    ]


@pytest.mark.parametrize(
    ("frequency", "period", "aggregation"),
    [
        ("school_year", "2022/2023", "point"),
        ("half_year", "2022-S2", "point"),
        ("quarter", "2022-Q3", "point"),
        ("month", "2022-11", "point"),
        ("unknown", "2022-S1", "point"),
        *(("year", "2017–2022", how) for how in ("sum", "mean", "change", "relative_change")),
    ],
)
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_kind_of_period_comes_back_as_it_was(language, frequency, period, aggregation):
    strategy = factories.make_strategy(partnership=factories.make_partnership(language=language))
    series = make_series(strategy, frequency=frequency)
    factories.make_observation(series=series, period=period, aggregation=aggregation, value="12")
    reading, changes, plan = plan_of(strategy, content_of(strategy))
    assert (changes, plan.problems, plan.unchanged) == ([], 0, 1)
    (figure,) = reading.figures
    assert (str(figure.period), figure.aggregation) == (period, aggregation)


def test_the_stamp_names_the_versions_it_was_made_from(strategy):
    series = make_series(strategy, code="a")
    row = factories.make_observation(series=series, period="2025")
    row.value = Decimal("99")
    row.save()
    make_series(strategy, code="b")
    reading, _changes, _plan = plan_of(strategy, content_of(strategy))
    assert reading.stamp.versions == {("a", "2025", "point"): f"{row.pk}.2"}
    assert reading.stamp.series == {"a", "b"}
    assert datetime.fromisoformat(reading.stamp.made_at) == MADE_AT


# The command


def test_the_command_writes_the_workbook_and_says_what_is_in_it(strategy, tmp_path, capsys):
    factories.make_observation(series=make_series(strategy, code="a"))
    path = tmp_path / "siffror.xlsx"
    call_command("export_workbook", "norrbotten/rus-2030", str(path))
    assert capsys.readouterr().out == f"1 series, 1 figures: {path}\n"
    assert codes_in(openpyxl.load_workbook(path)) == ["a"]
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_chooses_by_indicator_source_and_owner(strategy, tmp_path):
    scb = factories.make_source(code="scb")
    for code, fields in (("a", {}), ("b", {"source": scb}), ("c", {})):
        make_series(strategy, code=code, **fields)
    first = Series.objects.get(code="a").indicator
    last = Series.objects.get(code="c").indicator
    last.owner = "Enheten"
    last.save()
    path = tmp_path / "siffror.xlsx"
    for options, codes in (
        (["--indicator", first.code, "--indicator", last.code], ["a", "c"]),
        (["--source", "scb"], ["b"]),
        (["--owner", "Enheten"], ["c"]),
    ):
        call_command("export_workbook", "norrbotten/rus-2030", str(path), *options)
        assert sorted(codes_in(openpyxl.load_workbook(path))) == codes


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["norrboten/rus-2030", "x.xlsx"], "There is norrbotten/rus-2030."),
        (["norrbotten/rus-2030", "nowhere/x.xlsx"], "There is no folder"),
        (["norrbotten/rus-2030", "x.xlsx", "--indicator", "zz"], "There is no such series"),
        (["norrbotten/rus-2030", "."], "is a folder"),
    ],
)
def test_the_command_refuses_with_a_sentence_and_leaves_nothing(
    strategy, tmp_path, monkeypatch, arguments, sentence
):
    make_series(strategy)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=sentence):
        call_command("export_workbook", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_former_file_stays_until_the_new_one_is_whole(strategy, tmp_path, monkeypatch):
    path = tmp_path / "siffror.xlsx"
    path.write_bytes(b"the former one")
    factories.make_observation(series=make_series(strategy), period="9999")  # no such year
    with pytest.raises(ValueError, match="9999"):
        call_command("export_workbook", "norrbotten/rus-2030", str(path))
    assert path.read_bytes() == b"the former one"
    assert list(tmp_path.iterdir()) == [path]
