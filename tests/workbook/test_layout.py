"""Finding the table in files as offices and people make them."""

from decimal import Decimal

import pytest

from config.sheets import read
from indicators.workbook.layout import Orientation, largest_table, tables_of
from tests.workbook import offices
from tests.workbook.offices import Layout, layout


def table_of(made):
    return largest_table([made.sheet()])


def lines_of(made, count=None):
    return [
        (line.labels, str(line.period), line.cell.text) for line in table_of(made).lines[:count]
    ]


FIRST_LINES = [
    (
        offices.PXWEB_NEW,
        Orientation.ACROSS,
        ("region", "kön"),
        18,
        [
            (("25 Norrbottens län", "totalt"), "2020", "26.5"),
            (("25 Norrbottens län", "totalt"), "2021", "25.9"),
            (("25 Norrbottens län", "totalt"), "2022", "25.1"),
            (("25 Norrbottens län", "män"), "2020", "21.0"),
        ],
    ),
    (
        offices.PXWEB_NEW_ACROSS,
        Orientation.ACROSS,
        ("",),
        8,
        [
            (("25 Norrbottens län", "män"), "2021", "127500"),
            (("25 Norrbottens län", "kvinnor"), "2021", "122100"),
            (("25 Norrbottens län", "män"), "2022", "127300"),
        ],
    ),
    (
        offices.PXWEB_OLD,
        Orientation.ACROSS,
        ("", ""),
        12,
        [
            (("25 Norrbottens län", "män"), "2021", "127500"),
            (("25 Norrbottens län", "män"), "2022", "127300"),
            (("25 Norrbottens län", "kvinnor"), "2021", "122100"),
        ],
    ),
    (
        offices.PXWEB_CODE_AND_TEXT,
        Orientation.ACROSS,
        ("", "", "", ""),
        8,
        [
            (("25", "Norrbottens län", "1", "män"), "2021", "127500"),
            (("25", "Norrbottens län", "1", "män"), "2022", "127300"),
            (("25", "Norrbottens län", "2", "kvinnor"), "2021", "122100"),
        ],
    ),
    (
        offices.PX_LONG,
        Orientation.LONG,
        ("region", "kön"),
        8,
        [
            (("25 Norrbottens län", "män"), "2021", "127500"),
            (("25 Norrbottens län", "män"), "2022", "127300"),
        ],
    ),
    (
        offices.PX_PIVOT,
        Orientation.ACROSS,
        ("region", "kön"),
        8,
        [(("25", "1"), "2021", "127500"), (("25", "1"), "2022", "127300")],
    ),
    (
        offices.SSB,
        Orientation.ACROSS,
        ("", ""),
        12,
        [
            (("31 Østfold", "Begge kjønn"), "2022", "75.1"),
            (("31 Østfold", "Begge kjønn"), "2023", "75.4"),
            (("31 Østfold", "Menn"), "2022", "77.3"),
        ],
    ),
    (
        offices.EUROSTAT,
        Orientation.ACROSS,
        ("sex", "geo\\TIME_PERIOD"),
        12,
        [
            (("F", "SE33 Övre Norrland"), "2021", "44.1 "),
            (("F", "SE33 Övre Norrland"), "2022", "45.0 b"),
            (("F", "SE33 Övre Norrland"), "2023", ":"),
        ],
    ),
    (
        offices.HARBOURS,
        Orientation.ACROSS,
        ("Miljoner ton",),
        12,
        [(("Luleå hamn inkl. SSAB",), "2019", "7,4")],
    ),
    (
        offices.GRADUATES,
        Orientation.ACROSS,
        ("",),
        12,
        [
            (("Kvinnor", "Norrbotten"), "2017", "81,0 %"),
            (("Kvinnor", "Norrbotten"), "2023", "84,0 %"),
            (("Kvinnor", "Riket"), "2017", "82,3 %"),
        ],
    ),
    (
        offices.SICKNESS,
        Orientation.ONE,
        ("",),
        6,
        [(("Totalt", "Norrbotten"), "2017", "28,8 %"), (("Totalt", "Riket"), "2017", "26,2 %")],
    ),
    (
        offices.WAGES,
        Orientation.DOWN,
        (),
        6,
        [(("Norrbotten",), "2019", "301,2"), (("Riket",), "2019", "310,4")],
    ),
    (
        offices.SCHOOL_YEARS,
        Orientation.DOWN,
        (),
        8,
        [
            (("Norrbotten", "Flickor"), "2021/2022", "83.1"),
            (("Norrbotten", "Pojkar"), "2021/2022", "80.2"),
            (("Riket", "Flickor"), "2021/2022", "85.9"),
        ],
    ),
    (
        offices.QUARTERS,
        Orientation.ACROSS,
        ("",),
        4,
        [(("Norrbotten",), "2022-Q1", "129"), (("Norrbotten",), "2022-Q2", "131")],
    ),
    (
        offices.GROUPS_WITHOUT_INDENT,
        Orientation.ACROSS,
        ("", ""),
        8,
        [(("Kvinnor", "Norrbotten"), "2021", "80.1"), (("Kvinnor", "Norrbotten"), "2022", "80.9")],
    ),
]


@pytest.mark.parametrize(("made", "orientation", "names", "count", "first"), FIRST_LINES)
def test_a_layout_becomes_lines(made, orientation, names, count, first):
    table = table_of(made)
    assert (table.orientation, table.names, len(table.lines)) == (orientation, names, count)
    assert lines_of(made, len(first)) == first


@pytest.mark.parametrize("made", [case[0] for case in FIRST_LINES])
def test_a_workbook_gives_the_same_lines_as_its_sheet(made):
    table, same = table_of(made), largest_table(read(made.xlsx()).sheets)
    assert [(n.labels, n.period, n.cell.address) for n in same.lines] == [
        (n.labels, n.period, n.cell.address) for n in table.lines
    ]


def test_kolada_has_a_row_for_each_group():
    wide, long = table_of(offices.KOLADA_WIDE), table_of(offices.KOLADA_LONG)
    measure = "Elever med examen inom 4 år, andel %"
    assert wide.lines[0].labels == ("N17482", measure, "0025", "Region Norrbotten", "K")
    assert long.lines[0].labels == ("N17482", measure, "25", "Region Norrbotten", "K")
    assert (wide.orientation, long.orientation) == (Orientation.ACROSS, Orientation.LONG)
    assert [line.cell.address for line in long.lines] == ["G2", "G3", "G4", "G5", "G6"]


def test_a_flag_beside_a_figure_goes_with_it():
    found = [(line.cell.text, line.mark) for line in table_of(offices.EUROSTAT_FLAG_COLUMNS).lines]
    assert found == [("44.4", ""), ("45.2", "b"), ("45.0", "p"), (":", "c")]


def test_the_title_is_all_that_stands_above():
    assert table_of(offices.PXWEB_OLD).title == "Folkmängd efter region, kön och tid Folkmängd"


def test_what_stands_below_is_kept_as_notes():
    notes = table_of(offices.PXWEB_OLD).notes
    assert notes[0].text == "Fotnoter:"
    assert str(notes[0].place) == "Blad1!A14"
    assert ".. = Uppgift ej tillgänglig" in [note.text for note in notes]
    assert notes[-1].text == "Intern referenskod: 000001NL"


@pytest.mark.parametrize(
    ("made", "by"),
    [
        (offices.HARBOURS, Decimal(10**6)),  # in the corner
        (offices.WAGES, Decimal(1000)),  # in the title
        (offices.QUARTERS, Decimal(1000)),
        (offices.PXWEB_NEW, None),
        (layout("Region|1 000-tal ton 2021|ton 2022\nNorrbotten|5|5000"), Decimal(1000)),
        (layout("Antal|2021|2022\nInvånare, tusental|5|6"), Decimal(1000)),
    ],
)
def test_a_multiplier_is_found_once(made, by):
    assert table_of(made).lines[0].multiplier == by


def test_the_multiplier_of_a_column_is_not_that_of_its_neighbour():
    made = layout("Region|Gods, 1 000-tal ton 2021|Gods, ton 2022\nNorrbotten|5|5000\nRiket|7|7000")
    found = [line.multiplier for line in table_of(made).lines]
    assert found == [Decimal(1000), None, Decimal(1000), None]


def test_a_label_is_filled_down_until_a_higher_one_changes():
    made = layout("""
region | kön | ålder | 2021 | 2022
Norrbotten | kvinnor | 16-24 år | 1 | 2
 | | 25-34 år | 3 | 4
Riket | | 16-24 år | 5 | 6
 | män | 16-24 år | 7 | 8
""")
    assert [labels for labels, _, _ in lines_of(made)[::2]] == [
        ("Norrbotten", "kvinnor", "16-24 år"),
        ("Norrbotten", "kvinnor", "25-34 år"),
        ("Riket", "", "16-24 år"),
        ("Riket", "män", "16-24 år"),
    ]


def test_a_heading_is_filled_only_inside_what_stands_above_it():
    made = layout("""
 | Norrbotten | | Riket |
 | Kvinnor | Män | Kvinnor |
 | 2022 | 2022 | 2022 | 2022
Andel | 1 | 2 | 3 | 4
""")
    assert [labels for labels, _, _ in lines_of(made)] == [
        ("Andel", "Norrbotten", "Kvinnor"),
        ("Andel", "Norrbotten", "Män"),
        ("Andel", "Riket", "Kvinnor"),
        ("Andel", "Riket", "Kvinnor"),
    ]


def test_a_merged_heading_holds_for_what_it_covers():
    rows = offices.layout(
        """
 | Kvinnor | | Totalt |
 | 2021 | 2022 | 2021 | 2022
Andel | 1 | 2 | 3 | 4
"""
    ).rows
    made = Layout(rows=rows, merged=((1, 1, 1, 2),))
    assert [labels for labels, _, _ in lines_of(made)] == [
        ("Andel", "Kvinnor"),
        ("Andel", "Kvinnor"),
        ("Andel", "Totalt"),
        ("Andel", ""),
    ]


def test_a_row_without_figures_is_no_group():
    assert [labels for labels, _, _ in lines_of(offices.EMPTY_ROW_LABEL)[::2]] == [
        ("Luleå",),
        ("Piteå",),
    ]


def test_a_table_goes_on_over_an_empty_row_but_not_into_its_notes():
    table = table_of(offices.GAPS)
    assert {line.labels for line in table.lines} == {("Luleå",), ("Piteå",)}
    assert [note.text for note in table.notes] == ["Antal svar i enkäten var 1200"]


def test_of_several_tables_the_largest_is_taken_and_the_others_are_counted():
    table = table_of(offices.TWO_TABLES)
    assert (table.title, len(table.lines), table.others) == ("Tabell B. Befolkning", 6, 1)
    first, second = tables_of(offices.TWO_TABLES.sheet())
    assert [note.text for note in first.notes] == ["Källa: SCB"]
    assert second.notes == ()


def test_a_table_to_the_right_is_counted_and_not_mixed_in():
    table = table_of(offices.SIDE_BY_SIDE)
    assert lines_of(offices.SIDE_BY_SIDE) == [
        (("Luleå",), "2021", "400"),
        (("Luleå",), "2022", "410"),
        (("Piteå",), "2021", "120"),
        (("Piteå",), "2022", "131"),
    ]
    assert table.others == 1


def test_counts_that_look_like_years_are_figures():
    made = layout("""
Nya bostäder
 | 2019 | 2020 | 2021
Luleå | 1984 | 2003 | 1999
Piteå | 2011 | 1950 | 2050
""")
    assert len(table_of(made).lines) == 6
    made = layout("""
År | Kvinnor | Män
2017 | 1984 | 2001
2018 | 1990 | 2010
""")
    assert lines_of(made, 2) == [(("Kvinnor",), "2017", "1984"), (("Män",), "2017", "2001")]


def test_a_missing_figure_in_words_is_a_figure_and_no_heading():
    made = layout("""
Region | 2021 | 2022
Norrbotten | uppgift saknas | uppgift saknas
Riket | 3 | 4
""")
    assert len(table_of(made).lines) == 4


def test_a_column_of_comments_is_neither_label_nor_figure():
    made = layout("""
Region | 2021 | 2022 | Källa
Norrbotten | 1 | 2 | SCB
Riket | 3 | 4 | SCB
""")
    assert {line.labels for line in table_of(made).lines} == {("Norrbotten",), ("Riket",)}
    assert len(table_of(made).lines) == 4


def test_lines_in_hidden_rows_and_columns_are_told_apart():
    (table,) = tables_of(offices.HIDDEN.sheet())
    shown = [(line.labels, str(line.period)) for line in table.lines if not line.is_hidden]
    assert shown == [(("Norrbotten",), "2022")]


@pytest.mark.parametrize(
    "text", ["", "Bara en rad", "Rubrik\n\nText utan tal | och mer text", "1 | 2 | 3\n4 | 5 | 6"]
)
def test_a_sheet_without_a_table_has_none(text):
    assert tables_of(layout(text).sheet()) == []


def test_the_only_year_of_a_title_is_the_period():
    made = layout(
        "Ohälsotal 2023\nOmråde | Kvinnor | Män\nNorrbotten | 30.1 | 19.5\nRiket | 27 | 18"
    )
    table = table_of(made)
    assert {str(line.period) for line in table.lines} == {"2023"}
    assert table.period_from == "2023"
    made = layout("Ohälsotal 2022 och 2023\nOmråde | Kvinnor | Män\nNorrbotten | 30.1 | 19.5")
    assert {line.period for line in table_of(made).lines} == {None}


def test_a_figure_like_the_neighbouring_year_is_no_heading():
    made = layout('region|"2021"\n25 Norrbotten|2022\n00 Riket|50000')
    assert lines_of(made) == [
        (("25 Norrbotten",), "2021", "2022"),
        (("00 Riket",), "2021", "50000"),
    ]
