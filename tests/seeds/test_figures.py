"""Every number of the two documents is in the registry, on the row where it belongs."""

import re

import pytest
from django.db.models import Q

from indicators import periods
from indicators.models import (
    Baseline,
    Observation,
    Series,
    Target,
)
from tests.seeds.registry import figure_of, one
from tests.seeds.transcription import (
    NORRBOTTEN,
    OSTFOLD,
    TRANSCRIPTION,
    document_text,
    indicators,
    measured,
    numbers,
)

DIRECTION = {
    "increase": "up",
    "decrease": "down",
    "increase_small": "slightly_up",
    "small_increase": "slightly_up",
}

pytestmark = pytest.mark.django_db


def period_of(node, key="period"):
    written = node.get(key)
    return "" if written is None else str(periods.parse(written))


def nation(series):
    """The same measure for the whole country."""
    return one(
        Series.objects.filter(
            indicator=series.indicator,
            name=series.name,
            group=series.group,
            role="comparison",
            area__is_nation=True,
        ),
        f"the nation's {series}",
    )


def labelled(code, label):
    """The region's series that the document labels like this, or with the word “totalt” added."""
    rows = Series.objects.filter(indicator__code=code.lower()).exclude(role="comparison")
    return one(
        [
            row
            for row in rows
            if row.role != "substitute" and row.label_as_printed in {label, label.split(" tot")[0]}
        ],
        label,
    )


def measured_by(node):
    """The series a target of this id is read from; None when it consists of parts."""
    return Target.objects.get(code=node["id"].lower()).series


def test_every_baseline_is_there_for_region_nation_and_group(subtests):
    for code, node in measured():
        with subtests.test(node["id"]):
            check_baselines(code, node)


def check_baselines(code, node):
    printed = node.get("baseline") or {}
    if "rows" in printed:
        for row in printed["rows"]:
            check_baseline(labelled(code, row["group"]), {**row, "period": printed["period"]})
    elif printed.get("value") is not None:
        series = measured_by(node) or one(
            Series.objects.filter(
                indicator__code=code.lower(), baselines__value=printed["value"]
            ).exclude(role="comparison"),
            code,
        )
        check_baseline(series, printed)
    elif "verbatim" in printed:
        promised = Baseline.objects.filter(series__indicator__code=code.lower())
        assert {row.as_printed for row in promised} == {printed["verbatim"]}
        assert all(row.missing for row in promised)


def check_baseline(series, printed):
    row = one(
        series.baselines.filter(kind="start", period=period_of(printed)),
        f"baseline of {series} {printed}",
    )
    assert row.value == printed["value"]
    assert bool(row.missing) == (printed["value"] is None)
    assert bool(row.derivation) == printed.get("derived", False)
    if "verbatim" in printed:
        assert row.as_printed == printed["verbatim"]
    elif row.value is not None:
        assert numbers(row.as_printed) == {row.value}
    if "note" in printed:
        assert row.note
    if printed.get("from") == "T2":
        assert row.passage == "Tabell 2"
    if "unit" in printed:
        assert row.unit == printed["unit"]
    if "label_in_table" in printed:
        assert series.label_as_printed == printed["label_in_table"]
    if "reference_nation" in printed or (row.missing and series.role == "main"):
        reference = {"value": printed.get("reference_nation"), "period": printed["period"]}
        check_baseline(nation(series), reference)


def observations():
    for code, node in measured():
        for printed in node.get("observations") or []:
            yield code, node, printed
    for goal in OSTFOLD["areas"][0]["goals"]:
        for printed in goal.get("observations", []):
            yield f"{goal['id']}i1", goal, printed


def test_every_later_figure_is_there(subtests):
    for code, node, printed in observations():
        with subtests.test(f"{node['id']} {printed.get('period')}"):
            check_figure(code, node, printed)


def check_figure(code, node, printed):
    if "gap" in printed:
        return  # the transcriber's own subtraction
    if (
        printed.get("value") is None
        and not {*printed} & {"values", "change_written"}
        and not any(key.startswith("change_from") for key in printed)
    ):
        check_words(code, printed)
        return
    series = series_with_figure(code, node, printed)
    for aggregation, period, value in figures(node, printed):
        row = one(
            series.observations.filter(aggregation=aggregation, period=period),
            f"{series} {aggregation} {period}",
        )
        assert row.value == value
        check_provenance(row, printed)
    if "reference_nation" in printed:
        period = period_of(printed) or "2017"
        reference = nation(series).observations.get(period=period, aggregation="point")
        assert reference.value == printed["reference_nation"]


def series_with_figure(code, node, printed):
    if "group" in printed:
        return labelled(code, printed["group"])
    if "measure" in printed:
        lines = Series.objects.filter(indicator__code=code.lower()).exclude(role="comparison")
        return one(lines.filter(name__iexact=printed["measure"]), printed["measure"])
    return measured_by(node)


def figures(node, printed):
    """(kind of value, period, value) of everything one transcribed figure says."""
    base = (node.get("baseline") or {}).get("period")
    period = period_of(printed) or "2017"  # “2017 by context”
    if "values" in printed:
        for year, value in printed["values"].items():
            yield "point", str(year), value
    elif "kind" in printed:
        span = f"{printed['period_from']}–{printed['period_to']}"
        yield {"sum": "sum", "mean_per_year": "mean"}[printed["kind"]], span, printed["value"]
    elif "value" in printed:
        yield "point", period, printed["value"]
    if "change_from_baseline" in printed:
        yield "change", f"{base}–{period}", printed["change_from_baseline"]
    if "change_from_baseline_pct" in printed:
        yield "relative_change", f"{base}–{period}", printed["change_from_baseline_pct"]
    if "change_written" in printed:
        [written] = numbers(printed["change_written"])
        yield (
            "change",
            f"{base}–{period}",
            -written if "minskat" in printed["verbatim"] else written,
        )


def check_provenance(row, printed):
    if row.aggregation == "point" and printed.get("derived"):
        assert row.derivation
    elif "verbatim" in printed:
        assert row.as_printed
        assert row.as_printed in printed["verbatim"] or printed["verbatim"] in row.as_printed
    assert row.is_approximate == printed.get("approximate", False)
    if "unit_written" in printed and not row.derivation:
        assert row.unit_as_printed == printed["unit_written"]
    if "gap_written" in printed and row.aggregation == "change":
        check_gap(row, printed)


def check_gap(row, printed):
    [written] = numbers(printed["gap_written"])
    gap = Observation.objects.get(
        series__code=f"{row.series.code}-gap", period=period_of(printed), series__role="context"
    )
    assert gap.value == (-written if "lägre" in printed["gap_written"] else written)
    assert printed["gap_written"] in gap.as_printed


def check_words(code, printed):
    """What is told without a number: the words, the direction, the period, and no value."""
    rows = [
        row
        for row in Observation.objects.filter(series__indicator__code=code.lower())
        if row.as_printed == printed["verbatim"] and row.missing == "in_words"
    ]
    assert rows
    assert all(row.value is None for row in rows)
    directions = {row.direction for row in rows if not row.series.area.is_nation}
    assert directions >= {DIRECTION[printed["direction"]]} if "direction" in printed else directions
    if "reference_direction" in printed:
        there = {row.direction for row in rows if row.series.area.is_nation}
        assert there == {DIRECTION[printed["reference_direction"]]}
    last = period_of(printed) or period_of(printed, "period_to")
    assert not last or {row.period.split("–")[-1] for row in rows} == {last}


def substitutes():
    for indicator in indicators():
        for printed in indicator.get("substitute_series", []):
            yield indicator, printed


def test_every_substitute_series_says_how_comparable_it_is(subtests):
    for indicator, printed in substitutes():
        with subtests.test(printed["id"]):
            check_substitute(indicator, printed)


def check_substitute(indicator, printed):
    series = one_substitute(indicator, printed)
    assert series.comparability
    assert series.comparability_reason
    unit = printed.get("unit", indicator["unit"])
    assert (series.unit or series.indicator.unit) == unit
    for name in re.split(r" / |, egen", printed["source"])[:1]:
        assert name in (series.source.name, series.source.publisher)
    for year, value in (printed.get("values") or {}).items():
        row = series.observations.get(period=str(year), aggregation="point")
        assert (row.value, numbers(row.as_printed)) == (value, {value})
    if "change" in printed:
        span = f"{printed['from']}–{printed['to']}"
        row = series.observations.get(period=span, aggregation="change")
        assert (row.value, row.as_printed) == (printed["change"], printed["verbatim"])
        assert row.is_approximate == printed.get("approximate", False)
    if "new_baseline_year" in printed:
        assert series.baselines.get().period == str(printed["new_baseline_year"])
        assert series.baselines.get().missing == "in_picture"
    if label := printed.get("diagram") or printed.get("table"):
        assert figure_of(label).lines.filter(series=series).exists()


def one_substitute(indicator, printed):
    """By its name; one of the sexes where the follow-up divides what is transcribed as one."""
    measure = printed["measure"].casefold()
    rows = [
        row
        for row in Series.objects.filter(indicator__code=indicator["id"].lower(), role="substitute")
        if measure in {row.name.casefold(), row.label_as_printed.casefold()}
        or measure in row.name.casefold()
        or row.name.casefold() in measure
    ]
    assert rows, measure
    return rows[0]


# One cell of a table in the document: the label of its row, the heading of its column.
TABLES = {"T1": r"(Luleå hamn|Piteå hamn|TOTALT)", "T2": r"(Kvinnor|Män|Totalt)\t8\S* %\t[78]"}


def test_every_cell_of_a_printed_table_is_a_figure_of_its_series(subtests):
    for label in TABLES:
        with subtests.test(label):
            check_table(label)


def check_table(label):
    lines = [line.series for line in figure_of(label).lines.select_related("series__area")]
    text = document_text(NORRBOTTEN["file"]).splitlines()
    rows = [line.split("\t") for line in text if re.match(TABLES[label], line)]
    columns = {
        "T1": [("Norrbotten", str(year)) for year in range(2019, 2023)],
        "T2": [(area, year) for area in ("Norrbotten", "Riket") for year in ("2017", "2023")],
    }
    assert len(rows) == 3
    for name, *cells in rows:
        for (area, year), cell in zip(columns[label], cells, strict=True):
            series = one(
                [each for each in lines if (each.label_as_printed, each.area.name) == (name, area)],
                f"{name} {area}",
            )
            figure = series.observations.get(period=year, aggregation="point")
            assert figure.as_printed == cell
            assert numbers(cell) == {figure.value}


def test_every_change_printed_in_per_cent_is_kept_in_percentage_points():
    issue = next(each for each in TRANSCRIPTION["inconsistencies"] if each["id"] == "I04")
    kept = Observation.objects.filter(
        unit_as_printed="procent", series__indicator__code__in=["n01", "n09", "n12", "n17", "n18"]
    ).filter(Q(aggregation="change") | Q(series__code__endswith="-gap"))
    printed = issue["text"].split(": ", 1)[1]
    assert {abs(row.value) for row in kept} <= numbers(printed)
    assert kept.count() == 11
    assert "(11 occurrences)" in issue["text"]


def test_the_fall_in_energy_use_is_kept_in_points_and_in_per_cent():
    rows = Observation.objects.filter(series__code="n05-energy").exclude(aggregation="point")
    assert {(row.period, row.aggregation, str(row.value)) for row in rows} == {
        ("2005–2021", "relative_change", "-44"),
        ("2016–2021", "change", "-34"),
        ("2016–2021", "relative_change", "-37.8"),
    }
    assert rows.get(value="-37.8").derivation


TOLD_IN_WORDS = {
    ("n04-emissions", "2020", "down"),
    ("n06-inputs", "2021", "slightly_up"),
    ("n07-access", "2017–2022", "up"),
    ("n08-total", "2017–2022", "down"),
    ("n12-foreign-born", "2017–2022", "up"),
    ("n12-gap-sexes", "2022", "same"),
    ("n12-women", "2022", ""),
    ("n12-men", "2022", ""),
    ("n13-girls-programmes", "2022/2023", "down"),
    ("n13-boys-programmes", "2022/2023", "up"),
    ("n15-per-employed", "2010–2021", "up"),
    ("n15-per-employed-nation", "2010–2021", "up"),
    ("n15-growth-gap", "2010–2021", "same"),
    ("n16-three-years-women", "2017–2023", "slightly_up"),
    ("n16-three-years-men", "2017–2023", "slightly_up"),
    ("o3i1-value-per-employee", "2016–2017", "down"),
    ("o3i1-value-per-employee-nation", "2016–2017", "slightly_up"),
}


def test_what_is_told_in_words_only_has_its_direction_and_no_value():
    rows = Observation.objects.filter(missing="in_words").select_related("series")
    assert {(row.series.code, row.period, row.direction) for row in rows} == TOLD_IN_WORDS
    assert all(row.as_printed and row.value is None for row in rows)


MISSING = {
    "not_stated": {
        *("n04-emissions 2010", "n07-1gbit 2017", "n07-100mbit 2017", "n08-total 2022"),
        *("n12-foreign-born 2017", "n12-native-born 2017", "n12-native-born 2022"),
        *("n12-women 2017", "n12-men 2017", "n13-boys 2017/2018", "n13-boys-nation 2017/2018"),
        "n19-survival",
    },
    "not_available": {"n10-car", "n10-public-transport", "n11-lorries 2022"},
    "secret": {"n11-rail 2022"},
    "discontinued": {"n19-survival 2023"},
    "in_picture": {
        *(f"n02-dwellings {year}" for year in (2017, 2018, 2020, 2021, 2022)),
        *("n16-three-years-women 2017", "n16-three-years-men 2017"),
    },
}


def test_what_is_missing_says_why(subtests):
    for reason, expected in MISSING.items():
        with subtests.test(reason):
            rows = [
                *Observation.objects.filter(missing=reason).select_related("series"),
                *Baseline.objects.filter(missing=reason).select_related("series"),
            ]
            assert {f"{row.series.code} {row.period}".strip() for row in rows} == expected
