"""Files of offices: what they are proposed to hold, and what is read by a mapping."""

import json
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sheets import Book, Cell, Kind, Row, Sheet
from indicators.periods import PeriodKind
from indicators.workbook.findings import FINDINGS
from indicators.workbook.labels import Certainty
from indicators.workbook.mapping import Mapping
from indicators.workbook.office import propose, read_mapped
from indicators.workbook.values import KnownSeries, Weight
from tests.workbook import offices
from tests.workbook.offices import Layout, Percent, book_of, layout

AREAS = {
    "25": {"area": "Norrbotten", "area_names": frozenset({"Norrbotten"})},
    "00": {"area": "Riket", "area_names": frozenset({"Riket", "Sverige"}), "is_nation": True},
    "31": {"area": "Østfold", "area_names": frozenset({"Østfold"})},
    "0": {"area": "Norge", "area_names": frozenset({"Norge", "Norway"}), "is_nation": True},
}
GROUPS = {
    "": {},
    "women": {"group": "Kvinnor", "group_names": frozenset({"Kvinnor", "Kvinner", "Women"})},
    "men": {"group": "Män", "group_names": frozenset({"Män", "Menn", "Men"})},
}


def make_known(*, code, indicator, name="", area="25", group="", dialect="px", **rest):
    return KnownSeries(
        code=code,
        indicator=indicator,
        indicator_code=code.partition("-")[0],
        name=name or indicator,
        area_code=area,
        group_code=group,
        dialect=dialect,
        **AREAS[area],
        **GROUPS[group],
        **rest,
    )


def of_groups(code, indicator, areas=("25", "00"), **rest):
    """A series for each area and group: ``n08-25-women``."""
    return [
        make_known(
            code=f"{code}-{area}{group and '-'}{group}",
            indicator=indicator,
            area=area,
            group=group,
            **rest,
        )
        for area in areas
        for group in GROUPS
    ]


def by_code(series):
    return {one.code: one for one in series}


KNOWN = by_code(
    [
        *of_groups("n08", "Ohälsotalet", unit="dagar"),
        *of_groups("n14", "Examen från gymnasieskolan inom 4 år", unit="procent", dialect="kolada"),
        make_known(code="n01-25", indicator="Folkmängd", unit="personer"),
        make_known(code="n01-00", indicator="Folkmängd", area="00", unit="personer"),
        make_known(code="n15-25", indicator="Lönesumma per sysselsatt", unit="tusen kronor"),
        make_known(
            code="n15-00", indicator="Lönesumma per sysselsatt", area="00", unit="tusen kronor"
        ),
        make_known(code="n11-lulea", indicator="Gods över kaj", name="Luleå hamn", unit="ton"),
        make_known(code="n11-pitea", indicator="Gods över kaj", name="Piteå hamn", unit="ton"),
    ]
)
NORWEGIAN = by_code(
    of_groups("o1", "Sysselsatte i prosent", areas=("31", "0"), unit="prosent", dialect="ssb")
)
PEOPLE = by_code(of_groups("p1", "Folkmängd", unit="personer"))


def proposed(made, known=KNOWN, **options):
    return propose(made.book(), known, **options)


def guesses(proposal):
    return {row.key: (row.series, row.certainty.name) for row in proposal.rows}


def reading_of(made, known=KNOWN, *, series=None, **changes):
    """The file read as proposed, but for what is changed."""
    mapping = proposed(made, known).mapping
    mapping = replace(mapping, **changes, series=mapping.series if series is None else series)
    return read_mapped(made.book(), mapping, known)


def figures_of(reading):
    return {
        (one.series, str(one.period)): str(one.value) if one.value is not None else one.missing
        for one in reading.figures
    }


def codes_of(reading, weight=None):
    return [one.code for one in reading.findings if weight in (None, one.weight)]


# Proposals


def test_a_file_that_names_everything_is_matched():
    proposal = proposed(offices.PXWEB_NEW)
    assert guesses(proposal) == {
        "25 Norrbottens län | totalt": ("n08-25", "EXACT"),
        "25 Norrbottens län | män": ("n08-25-men", "EXACT"),
        "25 Norrbottens län | kvinnor": ("n08-25-women", "EXACT"),
        "00 Riket | totalt": ("n08-00", "EXACT"),
        "00 Riket | män": ("n08-00-men", "EXACT"),
        "00 Riket | kvinnor": ("n08-00-women", "EXACT"),
    }
    assert [column.role for column in proposal.columns] == ["area", "group", "period", "value"]
    assert proposal.rows[0].examples == (("2020", "26.5"), ("2021", "25.9"), ("2022", "25.1"))


@pytest.mark.parametrize(
    ("made", "known", "key", "series"),
    [
        (offices.PXWEB_OLD, PEOPLE, "25 Norrbottens län | kvinnor", "p1-25-women"),
        (offices.PXWEB_NEW_ACROSS, PEOPLE, "00 Riket | män", "p1-00-men"),
        (offices.PXWEB_CODE_AND_TEXT, PEOPLE, "25 | Norrbottens län | 2 | kvinnor", "p1-25-women"),
        (offices.PX_LONG, PEOPLE, "00 Riket | kvinnor", "p1-00-women"),
        (offices.PX_PIVOT, PEOPLE, "25 | 2", "p1-25-women"),
        (offices.SSB, NORWEGIAN, "31 Østfold | Kvinner", "o1-31-women"),
        (offices.SSB, NORWEGIAN, "0 Hele landet | Begge kjønn", "o1-0"),
        (offices.GRADUATES, KNOWN, "Män | Riket", "n14-00-men"),
        (offices.SICKNESS, KNOWN, "Totalt | Norrbotten", "n08-25"),
        (offices.WAGES, KNOWN, "Riket", "n15-00"),
        (
            offices.KOLADA_WIDE,
            KNOWN,
            "N17482 | Elever med examen inom 4 år, andel % | 0025 | Region Norrbotten | K",
            "n14-25-women",
        ),
    ],
)
def test_rows_of_real_layouts_are_matched(made, known, key, series):
    assert guesses(proposed(made, known))[key][0] == series


@pytest.mark.parametrize(
    ("made", "dialect"),
    [
        (offices.PXWEB_NEW, "px"),
        (offices.KOLADA_LONG, "kolada"),
        (offices.EUROSTAT, "eurostat"),
        (offices.PX_PIVOT, ""),
    ],
)
def test_the_dialect_is_that_of_the_series_or_of_the_office(made, dialect):
    assert proposed(made, KNOWN).mapping.dialect == dialect
    assert proposed(offices.SSB, NORWEGIAN).mapping.dialect == "ssb"
    assert proposed(offices.SSB, {}).mapping.dialect == "ssb"


def test_a_code_in_a_label_decides():
    made = layout("Kod | 2021 | 2022\nN08-25-WOMEN | 30.1 | 29.9\nn08-25-men | 20 | 19")
    assert guesses(proposed(made)) == {
        "N08-25-WOMEN": ("n08-25-women", "EXACT"),
        "n08-25-men": ("n08-25-men", "EXACT"),
    }


def test_what_fits_two_series_is_matched_with_neither():
    twins = by_code(
        make_known(code=code, indicator="Folkmängd", unit="personer") for code in ("a", "b")
    )
    made = layout("Folkmängd\nRegion | 2021 | 2022\nNorrbotten | 1 | 2\nRiket | 3 | 4")
    row = proposed(made, twins).rows[0]
    assert (row.series, row.certainty, row.candidates) == ("", Certainty.NONE, ("a", "b"))
    assert row.key not in proposed(made, twins).mapping.series


def test_two_rows_for_one_series_are_both_in_doubt():
    made = layout("""
Folkmängd
Region | 2021 | 2022
Norrbotten | 249600 | 249285
Region Norrbotten | 249600 | 249285
""")
    assert guesses(proposed(made)) == {
        "Norrbotten": ("n01-25", "GUESS"),
        "Region Norrbotten": ("", "NONE"),
    }


@pytest.mark.parametrize(
    ("label", "certainty"),
    [("Norrbotten", "EXACT"), ("Region Norrbotten", "LIKELY"), ("Norrbottnen", "GUESS")],
)
def test_a_match_is_no_surer_than_its_area(label, certainty):
    made = layout(f"Folkmängd\nRegion | 2021 | 2022\n{label} | 249600 | 249285\nRiket | 9 | 9")
    assert guesses(proposed(made))[label] == ("n01-25", certainty)


def test_a_share_is_not_taken_for_a_count():
    known = by_code([make_known(code="share", indicator="Folkmängd", unit="procent")])
    made = layout("Folkmängd\nRegion | 2021 | 2022\nNorrbotten | 249600 | 249285\nRiket | 9 | 9")
    assert proposed(made, known).rows[0].series == ""


def test_figures_in_another_unit_are_a_guess():
    assert guesses(proposed(offices.SICKNESS))["Totalt | Riket"] == ("n08-00", "GUESS")
    reading = reading_of(offices.SICKNESS)
    assert (reading.figures, set(codes_of(reading, Weight.PROBLEM))) == ((), {"other_unit"})


def test_another_measure_is_not_proposed():
    made = layout("Bilar i trafik\nRegion | 2021 | 2022\nNorrbotten | 5 | 6\nRiket | 9 | 9")
    assert {row.series for row in proposed(made).rows} == {""}


def test_the_number_of_the_table_tells_which_indicator_it_is():
    known = by_code(
        [
            make_known(code="a", indicator="Något", table="Kolada N17482"),
            make_known(code="b", indicator="Annat", table="Kolada N00945"),
        ]
    )
    made = layout(
        "Nyckeltal (id) | Region | 2021 | 2022\nN00945 | Norrbotten | 1 | 2\nN17482 | Riket | 3 | 4"
    )
    assert proposed(made, known).rows[0].series == "b"


def test_rows_of_other_areas_are_proposed_to_be_left_out():
    proposal = proposed(offices.PX_LONG, PEOPLE)
    left_out = [row.key for row in proposal.rows if row.is_left_out]
    assert left_out == ["2580 Luleå | män", "2580 Luleå | kvinnor"]
    assert all(proposal.mapping.series[key] == "" for key in left_out)


def test_ages_cut_a_row_out_of_a_series_of_all_ages():
    made = layout("""
Ohälsotal
region | ålder | 2021 | 2022
Norrbotten | 16-24 år | 1 | 2
Norrbotten | 25-34 år | 3 | 4
""")
    assert {row.series for row in proposed(made).rows} == {""}


def test_other_tables_and_the_one_period_are_told():
    assert [one.code for one in proposed(offices.TWO_TABLES).findings] == ["other_tables"]
    assert [one.code for one in proposed(offices.SICKNESS).findings] == ["one_period"]
    assert [one.code for one in propose(Book(), KNOWN).findings] == ["no_table"]


# A mapping that is kept


def test_a_kept_mapping_is_used_for_the_file_of_the_next_year():
    first = layout("Ohälsotal 2020-2021\nregion | 2020 | 2021\nNorrbotten | 1 | 2\nRiket | 3 | 4")
    kept = replace(proposed(first).mapping, series={"Norrbotten": "n08-25-women", "Riket": ""})
    later = layout(
        "Ohälsotal 2020-2022\nregion | 2020 | 2021 | 2022\n"
        "Riket | 3 | 4 | 5\nNorrbotten | 1 | 2 | 3\nVästerbotten | 7 | 8 | 9"
    )
    proposal = proposed(later, kept=kept)
    assert proposal.is_kept
    assert {row.key: (row.series, row.is_kept) for row in proposal.rows} == {
        "Riket": ("", True),
        "Norrbotten": ("n08-25-women", True),
        "Västerbotten": ("", False),
    }
    reading = read_mapped(later.book(), kept, KNOWN)
    assert figures_of(reading) == {
        ("n08-25-women", "2020"): "1",
        ("n08-25-women", "2021"): "2",
        ("n08-25-women", "2022"): "3",
    }
    assert codes_of(reading, Weight.PROBLEM) == ["row_not_mapped"]


def test_a_kept_mapping_is_not_used_for_another_kind_of_file():
    kept = proposed(offices.PXWEB_NEW).mapping
    assert not proposed(offices.KOLADA_WIDE, kept=kept).is_kept
    reading = read_mapped(offices.KOLADA_WIDE.book(), kept, KNOWN)
    assert reading.figures == ()
    assert "other_kind_of_file" in codes_of(reading)


def test_a_new_row_is_not_guessed_to_be_what_another_was_decided_to_be():
    made = layout("Folkmängd\nregion | 2020 | 2021\nNorrbotten | 1 | 2\n25 | 3 | 4")
    kept = replace(proposed(made).mapping, series={"25": "n01-25"})
    assert guesses(proposed(made, kept=kept)) == {
        "Norrbotten": ("", "NONE"),
        "25": ("n01-25", "EXACT"),
    }


def test_the_signature_forgets_years_and_figures_but_not_the_title():
    def sign(text):
        return proposed(layout(text)).mapping.signature

    this = sign("Ohälsotal 2019–2021\nregion | 2020 | 2021\nNorrbotten | 1 | 2")
    next_year = sign("Ohälsotal 2019–2022\nregion | 2020 | 2021 | 2022\nRiket | 1 | 2 | 3")
    other = sign("Folkmängd 2019–2021\nregion | 2020 | 2021\nNorrbotten | 1 | 2")
    assert this == next_year != other


MAPPINGS = st.builds(
    Mapping,
    signature=st.text(max_size=8),
    sheet=st.text(max_size=8),
    orientation=st.sampled_from(["across", "down", "long", "one"]),
    labels=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    not_in_key=st.lists(st.integers(0, 5), max_size=3).map(tuple),
    period=st.text(max_size=8),
    dialect=st.sampled_from(["", "staff", "px", "ssb", "kolada", "eurostat"]),
    decimal_mark=st.sampled_from(["", ",", "."]),
    multiplier=st.sampled_from(["", "1", "1000", "0.001"]),
    is_share=st.sampled_from([None, True, False]),
    aggregation=st.sampled_from(["point", "sum", "mean"]),
    status=st.sampled_from(["", "P", "E"]),
    series=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
)


@given(MAPPINGS)
def test_a_mapping_survives_json(mapping):
    assert Mapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Mapping.__dataclass_fields__, "other"]) | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
)


@given(GARBAGE)
def test_garbage_is_no_mapping(garbage):
    try:
        mapping = Mapping.from_json(garbage)
    except ValueError:
        return
    assert Mapping.from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    "wrong",
    [
        {"dialect": "klingon"},
        {"dialect": ["px"]},
        {"multiplier": "0"},
        {"multiplier": "1e5"},
        {"multiplier": "-1"},
        {"is_share": 1},
        {"aggregation": "median"},
        {"status": "Z"},
        {"series": {"row": 5}},
        {"not_in_key": [True]},
        {"labels": "region"},
        {"unknown": ""},
    ],
)
def test_a_wrong_mapping_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        Mapping.from_json(wrong)


# Reading


def test_figures_say_where_they_stand():
    reading = reading_of(offices.PXWEB_NEW)
    assert len(reading.figures) == 18
    first = reading.figures[0]
    assert (first.series, str(first.period), first.value, str(first.place)) == (
        "n08-25",
        "2020",
        Decimal("26.5"),
        "Blad1!C4",
    )
    assert figures_of(reading)["n08-00-men", "2022"] == "not_available"
    assert codes_of(reading, Weight.PROBLEM) == []


def test_notes_are_told():
    told = [one for one in reading_of(offices.PXWEB_NEW).findings if one.code == "note_under_table"]
    assert [one.details["text"] for one in told][-1].startswith("Statistikservice")
    assert {one.weight for one in told} == {Weight.REMARK}


def test_rows_that_were_left_out_are_counted():
    made = offices.PXWEB_NEW
    reading = reading_of(made, series={row.key: "" for row in proposed(made).rows})
    (told,) = [one for one in reading.findings if one.code == "rows_left_out"]
    assert (reading.figures, told.details["count"]) == ((), "6")


def test_a_row_nobody_decided_on_is_a_problem_with_its_place():
    reading = reading_of(offices.PXWEB_NEW, series={})
    told = [one for one in reading.findings if one.code == "row_not_mapped"]
    assert [str(one.place) for one in told] == [f"Blad1!C{row}" for row in range(4, 10)]
    assert told[0].details["row"] == "25 Norrbottens län | totalt"


def test_a_series_that_is_gone_is_a_problem():
    reading = reading_of(offices.PXWEB_NEW, series={"25 Norrbottens län | totalt": "gone"})
    assert codes_of(reading).count("unknown_series") == 1


@pytest.mark.parametrize(
    ("made", "series", "value"),
    [
        (offices.HARBOURS, {"Luleå hamn inkl. SSAB": "n11-lulea"}, "7400000"),
        (offices.WAGES, {"Norrbotten": "n15-25"}, "301.2"),  # both in thousands
        (
            layout("Gods i 1 000-tal ton\n | 2019 | 2020\nLuleå | 5 | 6"),
            {"Luleå": "n11-lulea"},
            "5000",
        ),
        (layout("Gods\n | 2019 | 2020\nLuleå | 5 | 6"), {"Luleå": "n11-lulea"}, "5"),
        (
            layout('Gods i 1 000-tal ton\n | 2019 | 2020\nLuleå | "5 miljoner ton" | 6'),
            {"Luleå": "n11-lulea"},
            "5000000",
        ),
    ],
)
def test_a_multiplier_is_applied_once(made, series, value):
    figures = figures_of(reading_of(made, series=series))
    assert figures[next(iter(series.values())), "2019"] == value


def test_a_decided_multiplier_goes_before_the_headings():
    reading = reading_of(
        offices.HARBOURS, series={"Luleå hamn inkl. SSAB": "n11-lulea"}, multiplier="1"
    )
    assert figures_of(reading)["n11-lulea", "2019"] == "7.4"
    assert "multiplied_all" not in codes_of(reading)


def test_a_mark_on_a_year_makes_its_figures_provisional():
    reading = reading_of(offices.SSB, NORWEGIAN)
    status = {(one.series, str(one.period)): one.status for one in reading.figures}
    assert (status["o1-31", "2022"], status["o1-31", "2023"]) == (None, "P")
    assert codes_of(reading).count("marked_period") == 1
    decided = reading_of(offices.SSB, NORWEGIAN, status="E")
    assert {one.status for one in decided.figures if one.value is not None} == {"E"}
    assert "marked_period" not in codes_of(decided)


def test_the_legend_of_the_file_says_what_its_symbols_mean():
    made = layout("""
Ohälsotal
region | 2021 | 2022
Norrbotten | 1 | ...
Riket | 3 | 4

... = Uppgift saknas
""")
    assert figures_of(reading_of(made))["n08-25", "2022"] == "not_available"
    without = layout("Ohälsotal\nregion | 2021 | 2022\nNorrbotten | 1 | ...\nRiket | 3 | 4")
    assert "ask_symbol" in codes_of(reading_of(without), Weight.PROBLEM)


def test_a_symbol_means_what_its_office_means_by_it():
    reading = reading_of(offices.KOLADA_WIDE)
    assert figures_of(reading)["n14-25-men", "2022"] == "secret"
    (told,) = [one for one in reading.findings if one.code == "symbol_of_source"]
    assert told.details == {"symbol": "..", "dialect": "kolada", "meaning": "secret"}


def test_flags_of_eurostat_are_read_beside_or_in_the_cell():
    known = by_code(
        [
            make_known(code="se", indicator="Tertiary education", area="00", dialect="eurostat"),
            make_known(code="no", indicator="Tertiary education", area="0", dialect="eurostat"),
        ]
    )
    reading = reading_of(
        offices.EUROSTAT_FLAG_COLUMNS, known, series={"Sweden": "se", "Norway": "no"}
    )
    found = {
        (one.series, str(one.period)): (one.value, one.missing, one.status)
        for one in reading.figures
    }
    assert found == {
        ("se", "2021"): (Decimal("44.4"), "", None),
        ("se", "2022"): (Decimal("45.2"), "", "B"),
        ("no", "2021"): (Decimal("45.0"), "", "P"),
        ("no", "2022"): (None, "secret", None),
    }
    inside = reading_of(
        offices.EUROSTAT, known, series={"F | SE33 Övre Norrland": "se"}, dialect="eurostat"
    )
    assert [(one.value, one.missing, one.status) for one in inside.figures] == [
        (Decimal("44.1"), "", None),
        (Decimal("45.0"), "", "B"),
        (None, "not_available", None),
    ]


def test_a_number_that_can_be_read_in_two_ways_is_decided_by_its_column():
    made = layout("""
Folkmängd
region | 2021 | 2022
Norrbotten | "1.144" | "1.144"
Riket | "2,5" | "2.345"
""")
    reading = reading_of(made)
    assert figures_of(reading) == {
        ("n01-25", "2021"): "1144",
        ("n01-25", "2022"): "1144",  # the other column's comma is the only sign there is
        ("n01-00", "2021"): "2.5",
        ("n01-00", "2022"): "2345",
    }
    silent = layout(
        'Folkmängd\nregion | 2021 | 2022\nNorrbotten | "1.144" | "2.345"\nRiket | 1 | 2'
    )
    assert codes_of(reading_of(silent)).count("ambiguous_number") == 2
    assert figures_of(reading_of(silent, decimal_mark="."))["n01-25", "2021"] == "1.144"


def test_the_same_figure_twice():
    equal = layout(
        "Folkmängd\nregion | 2021 | 2022\nNorrbotten | 5 | 6\n25 Norrbottens län | 5 | 6"
    )
    series = {"Norrbotten": "n01-25", "25 Norrbottens län": "n01-25"}
    reading = reading_of(equal, series=series)
    assert (len(reading.figures), codes_of(reading)) == (2, ["twice_equal", "twice_equal"])
    other = layout(
        "Folkmängd\nregion | 2021 | 2022\nNorrbotten | 5 | 6\n25 Norrbottens län | 5 | 7"
    )
    (told,) = [
        one for one in reading_of(other, series=series).findings if one.code == "twice_different"
    ]
    assert (str(told.place), told.details["first"]) == ("Blad1!C4", "Blad1!C3")


def test_a_period_of_another_kind_is_a_problem():
    known = by_code([make_known(code="s", indicator="Betyg", kind=PeriodKind.SCHOOL_YEAR)])
    made = layout("Betyg\nregion | 2021 | 2021/22\nNorrbotten | 5 | 6\nRiket | 7 | 8")
    reading = reading_of(made, known, series={"Norrbotten": "s", "Riket": ""})
    assert figures_of(reading) == {("s", "2021/2022"): "6"}
    assert codes_of(reading, Weight.PROBLEM) == ["other_frequency"]


def test_a_span_needs_to_be_told_what_its_value_is():
    made = layout("Folkmängd\nregion | 2012–2016 | 2017–2022\nNorrbotten | 5 | 6\nRiket | 7 | 8")
    series = {"Norrbotten": "n01-25", "Riket": ""}
    reading = reading_of(made, series=series)
    assert (reading.figures, codes_of(reading, Weight.PROBLEM)) == ((), ["span_without_kind"] * 2)
    reading = reading_of(made, series=series, aggregation="sum")
    assert [(str(one.period), one.aggregation) for one in reading.figures] == [
        ("2012–2016", "sum"),
        ("2017–2022", "sum"),
    ]


def test_a_period_in_the_cell_goes_before_none_and_must_not_contradict():
    made = layout('Bostäder\nområde | Nuläge\nNorrbotten | "1144 st (2016)"\nRiket | "900 st"')
    reading = reading_of(made, series={"Norrbotten": "n01-25", "Riket": "n01-00"})
    assert figures_of(reading) == {}
    known = by_code([make_known(code="b", indicator="Bostäder", unit="st")])
    reading = reading_of(made, known, series={"Norrbotten": "b", "Riket": "b"})
    assert figures_of(reading) == {("b", "2016"): "1144"}
    assert codes_of(reading, Weight.PROBLEM) == ["no_period"]
    made = layout(
        'Bostäder\nområde | 2017 | 2018\nNorrbotten | "1144 st (2016)" | 3\nRiket | 1 | 2'
    )
    reading = reading_of(made, known, series={"Norrbotten": "b", "Riket": ""})
    assert codes_of(reading, Weight.PROBLEM) == ["other_period"]


def test_a_total_that_is_not_the_sum_of_its_parts_is_a_warning():
    made = """
Folkmängd efter region och kön
region | kön | 2021 | 2022
Norrbotten | totalt | {} | 249285
 | män | 127500 | 127300
 | kvinnor | 122100 | 121985
"""
    reading = reading_of(layout(made.format(249700)), PEOPLE)
    (told,) = [one for one in reading.findings if one.code == "total_differs"]
    assert (told.weight, str(told.place)) == (Weight.WARNING, "Blad1!C3")
    assert told.details == {
        "row": "Norrbotten",
        "period": "2021",
        "total": "249700",
        "parts": "249600",
    }
    assert figures_of(reading)["p1-25", "2021"] == "249700"
    for near in (249600, 249602, 249598):
        assert "total_differs" not in codes_of(reading_of(layout(made.format(near)), PEOPLE))


def test_a_mean_is_not_compared_with_a_sum():
    assert "total_differs" not in codes_of(reading_of(offices.PXWEB_NEW))


def test_a_percent_cell_is_read_as_shown():
    rows = (("Examen",), ("region", "2021", "2022"), ("Norrbotten", Percent("0.812"), 81))
    reading = reading_of(Layout(rows=rows), series={"Norrbotten": "n14-25"})
    assert figures_of(reading) == {("n14-25", "2021"): "81.2", ("n14-25", "2022"): "81"}


def test_a_value_above_the_highest_possible_is_a_problem():
    known = by_code([make_known(code="s", indicator="Andel", unit="procent", cap=Decimal(100))])
    made = layout("Andel\nregion | 2021 | 2022\nNorrbotten | 120 | 99\nRiket | 1 | 2")
    reading = reading_of(made, known, series={"Norrbotten": "s", "Riket": ""})
    assert figures_of(reading) == {("s", "2022"): "99"}
    assert "above_highest" in codes_of(reading, Weight.PROBLEM)


def test_what_is_hidden_is_read_only_if_confirmed():
    made = offices.HIDDEN
    series = {"Norrbotten": "n01-25", "Riket": "n01-00"}
    mapping = replace(proposed(made, with_hidden=True).mapping, series=series)
    reading = read_mapped(made.book(), mapping, KNOWN)
    assert (figures_of(reading), reading.hidden) == ({("n01-25", "2022"): "410"}, 3)
    reading = read_mapped(made.book(), mapping, KNOWN, with_hidden=True)
    assert (len(reading.figures), reading.hidden) == (4, 0)


def test_a_hidden_sheet_is_left_out_and_counted():
    hidden = replace(offices.PXWEB_NEW, is_hidden=True)
    assert [one.code for one in proposed(hidden).findings] == ["no_table"]
    mapping = proposed(hidden, with_hidden=True).mapping
    reading = read_mapped(hidden.book(), mapping, KNOWN)
    assert (reading.figures, reading.hidden) == ((), 18)


def test_the_sheet_that_was_decided_on_is_read():
    small = replace(offices.PXWEB_NEW, name="Rätt")
    book = book_of(offices.PX_LONG, small, replace(offices.PXWEB_NEW, name="Kopia"))
    mapping = replace(proposed(small).mapping, sheet="Kopia")
    assert read_mapped(book, mapping, KNOWN).figures[0].place.sheet == "Kopia"


def test_every_finding_has_its_details():
    for made in vars(offices).values():
        if isinstance(made, Layout):
            proposal = proposed(made)
            chosen = {
                row.key: row.series or next(iter(row.candidates), "n01-25") for row in proposal.rows
            }
            reading = reading_of(made, series=chosen)
            for found in (*proposal.findings, *reading.findings):
                assert tuple(found.details) == FINDINGS[found.code]


@pytest.mark.parametrize(
    ("title", "unit", "value", "code"),
    [
        ("Gods, miljoner ton", "ton", "120000000", "multiplied_all"),
        ("Gods, miljoner ton", "st", "120", "not_multiplied"),
        ("Andel, tusental", "procent", "120", "not_multiplied"),
        ("Företag med omsättning över 1 miljard", "st", "120", None),
    ],
)
def test_a_multiplier_that_is_not_the_unit_of_the_series_is_not_applied(title, unit, value, code):
    known = by_code([make_known(code="s", indicator="Gods", unit=unit)])
    reading = reading_of(
        layout(f"{title}\nregion | 2021 | 2022\nNorrbotten | 120 | 99"),
        known,
        series={"Norrbotten": "s"},
    )
    assert figures_of(reading)["s", "2021"] == value
    assert codes_of(reading, Weight.WARNING) == ([code] if code else [])


def test_a_title_in_promille_never_surely_fits_a_series_in_per_cent():
    known = by_code([make_known(code="s", indicator="Andel sjuka", unit="procent")])
    made = "Andel sjuka, {}\nregion | 2021 | 2022\nNorrbotten | 1 | 2"
    assert guesses(proposed(layout(made.format("procent")), known))["Norrbotten"][1] == "EXACT"
    assert guesses(proposed(layout(made.format("promille")), known))["Norrbotten"][1] != "EXACT"


SEXES = "Folkmängd {}\nregion | 2020 | 2021\nNorrbotten | 1 | 2"


def test_a_table_without_a_title_is_not_surely_the_one_that_was_decided_on():
    made = layout("region | kön | 2020 | 2021\nNorrbotten | kvinnor | 1 | 2")
    proposal = proposed(made, kept=proposed(made).mapping)
    assert (proposal.is_kept, proposal.is_same_table) == (True, False)
    titled = layout(SEXES.format(2021))
    later = layout(SEXES.format(2022), name="Annat namn")
    assert proposed(later, kept=proposed(titled).mapping).is_same_table


def test_one_of_several_alike_sheets_is_not_surely_the_one_that_was_decided_on():
    this, later = (
        book_of(*(layout(SEXES.format(year), name=name) for name in names))
        for year, names in ((2021, ("Kvinnor", "Män")), (2022, ("Män 2022", "Kvinnor 2022")))
    )
    kept = propose(this, KNOWN).mapping
    proposal = propose(later, KNOWN, kept=kept)
    assert (proposal.is_kept, proposal.is_same_table) == (True, False)
    assert (kept.sheet, proposal.mapping.sheet) == ("Kvinnor", "Kvinnor 2022")


@pytest.mark.parametrize(("name", "is_same"), [("Kvinnor 2022", True), ("Män 2022", False)])
def test_of_a_book_that_had_several_tables_the_sheet_must_be_the_same(name, is_same):
    kept = replace(proposed(layout(SEXES.format(2021))).mapping, sheet="Kvinnor 2021", tables=2)
    later = layout(SEXES.format(2022), name=name)
    assert proposed(later, kept=kept).is_same_table == is_same


def test_tables_that_are_left_out_are_told_with_what_is_read():
    (told,) = [one for one in reading_of(offices.TWO_TABLES).findings if one.code == "other_tables"]
    assert (told.weight, told.details["count"]) == (Weight.WARNING, "1")
    assert "other_tables" not in codes_of(reading_of(offices.PXWEB_NEW))


def test_a_very_long_label_has_a_key_that_can_be_kept():
    first, second = ("Norrbotten " + "x" * 3000 + end for end in "ab")
    made = layout(f"Folkmängd\nregion | 2020 | 2021\n{first} | 1 | 2\n{second} | 3 | 4")
    keys = [row.key for row in proposed(made).rows]
    assert len(set(keys)) == 2
    reading = reading_of(made, series={keys[0]: "n01-25", keys[1]: ""})
    assert figures_of(reading)["n01-25", "2020"] == "1"
    replace(proposed(made).mapping, series=dict.fromkeys(keys, "")).check()


@pytest.mark.parametrize(("year", "is_told"), [("2024", False), ("2025", True)])
def test_a_period_after_next_year_is_asked_about(year, is_told):
    made = layout(f'Folkmängd\nregion | "2022" | "{year}"\nNorrbotten | 1 | 2')
    mapping = replace(proposed(made).mapping, series={"Norrbotten": "n01-25"})
    reading = read_mapped(made.book(), mapping, KNOWN, today=date(2023, 6, 1))
    assert codes_of(reading, Weight.WARNING) == ["unlikely_period"] * is_told


@pytest.mark.parametrize(("day", "is_refused"), [(date(2023, 12, 31), True), (None, False)])
def test_a_value_of_a_period_that_has_not_begun_is_a_problem(day, is_refused):
    made = layout('Folkmängd\nregion | "2023" | "2024"\nNorrbotten | 1 | 2')
    mapping = replace(proposed(made).mapping, series={"Norrbotten": "n01-25"})
    reading = read_mapped(made.book(), mapping, KNOWN, today=day)
    assert codes_of(reading, Weight.PROBLEM) == ["not_begun"] * is_refused
    assert len(figures_of(reading)) == (1 if is_refused else 2)


# Any sheet

TEXTS = st.sampled_from(
    [
        *("region", "kön", "år", "2021", "2022", "2023*", "2017–2022", "2021/22", "kv 1"),
        *("25 Norrbottens län", "Riket", "män", "kvinnor", "totalt", "1", "2", "K", "0025"),
        *("..", "-", ":", "12,5", "1.144", "Källa: SCB", "  män", "Miljoner ton", "Folkmängd"),
        *("Norrbotten 2017", "saknas", "DELETE", "p", "n01-25", "16–64 år", "9" * 60, "#DIV/0!"),
    ]
) | st.text(max_size=6)
CELLS = st.tuples(st.integers(0, 6), TEXTS, st.sampled_from(Kind))


@st.composite
def sheets(draw):
    rows = []
    for number in draw(st.lists(st.integers(1, 15), unique=True, max_size=10).map(sorted)):
        found = {column: (text, kind) for column, text, kind in draw(st.lists(CELLS, max_size=7))}
        cells = tuple(Cell(number, column, *found[column]) for column in sorted(found))
        rows.append(Row(number, cells, draw(st.booleans())))
    merged = draw(st.lists(st.sampled_from([(1, 0, 1, 3), (2, 1, 2, 2), (3, 0, 5, 0)]), max_size=2))
    return Sheet(name="Blad1", rows=tuple(rows), merged=tuple(merged))


@given(sheets())
def test_no_sheet_makes_it_raise_and_every_figure_says_one_thing(sheet):
    book = Book(sheets=(sheet,))
    proposal = propose(book, KNOWN)
    chosen = {row.key: row.series or next(iter(row.candidates), "n01-25") for row in proposal.rows}
    reading = read_mapped(book, replace(proposal.mapping, series=chosen), KNOWN, with_hidden=True)
    for figure in reading.figures:
        assert (figure.value is not None) + bool(figure.missing) + figure.is_removal == 1
        assert figure.value is None or figure.value.is_finite()
    assert {one.code for one in reading.findings} <= FINDINGS.keys()


@given(st.permutations(range(6)), st.lists(st.integers(0, 9999), min_size=12, max_size=12))
def test_the_order_of_rows_changes_no_figure(order, values):
    labels = [
        (area, group)
        for area in ("25 Norrbottens län", "00 Riket")
        for group in ("totalt", "män", "kvinnor")
    ]
    rows = [(*labels[n], values[2 * n], values[2 * n + 1]) for n in range(6)]
    head = (("Folkmängd",), (), ("region", "kön", "2021", "2022"))
    straight = Layout(rows=(*head, *rows))
    mixed = Layout(rows=(*head, *(rows[n] for n in order)))
    assert figures_of(reading_of(mixed, PEOPLE)) == figures_of(reading_of(straight, PEOPLE))


def test_ten_thousand_rows_are_proposed_in_two_seconds():
    rows = [("Folkmängd efter region, kön och ålder",), (), ("region", "kön", "ålder", 2021, 2022)]
    rows += [
        (f"{1000 + n // 30} Kommun {n // 30}", ("män", "kvinnor")[n % 2], f"{n % 30} år", n, n + 1)
        for n in range(10_000)
    ]
    book = Layout(rows=tuple(tuple(map(_year_as_text, row)) for row in rows)).book()
    began = time.process_time()
    assert len(propose(book, KNOWN).rows) == 10_000
    assert time.process_time() - began < 2


def _year_as_text(value):
    return str(value) if value in (2021, 2022) else value
