"""Files as statistical offices and people make them, rebuilt: as sheets and as workbooks.

The figures are made up, but for those of the tables printed in the follow-up of Norrbotten.
"""

import io
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from config.sheets import Book, Cell, Kind, Row, Sheet


@dataclass(frozen=True)
class Percent:
    """A number shown as per cent: ``Percent("0.12")`` is seen as 12 %."""

    raw: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A sheet as a list of rows; None and "" are empty cells, a number is a number cell.

    ``merged``: (first row, first column, last row, last column), rows from 1, columns from 0.
    """

    name: str = "Blad1"
    rows: tuple[tuple, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    def sheet(self):
        return Sheet(
            name=self.name,
            rows=tuple(
                Row(number, _cells(number, values), number in self.hidden_rows)
                for number, values in enumerate(self.rows, start=1)
            ),
            is_hidden=self.is_hidden,
            hidden_columns=self.hidden_columns,
            merged=self.merged,
        )

    def book(self):
        return Book(sheets=(self.sheet(),))

    def xlsx(self):
        return xlsx_of(self)


def book_of(*layouts):
    return Book(sheets=tuple(layout.sheet() for layout in layouts))


def xlsx_of(*layouts):
    """The layouts as the bytes of one workbook."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    percent = workbook.add_format({"num_format": "0.0%"})
    for layout in layouts:
        page = workbook.add_worksheet(layout.name)
        for number, values in enumerate(layout.rows):
            for column, value in enumerate(values):
                _write(page, number, column, value, percent)
        for first, left, last, right in layout.merged:
            value = layout.rows[first - 1][left]
            page.merge_range(first - 1, left, last - 1, right, value)
        for number in layout.hidden_rows:
            page.set_row(number - 1, options={"hidden": True})
        for column in layout.hidden_columns:
            page.set_column(column, column, options={"hidden": True})
        if layout.is_hidden:
            page.hide()
    workbook.close()
    return out.getvalue()


def _write(page, number, column, value, percent):
    match value:
        case None | "":
            return
        case Percent():
            page.write_number(number, column, float(value.raw), percent)
        case str():
            page.write_string(number, column, value)
        case _:
            page.write_number(number, column, value)


def _cells(number, values):
    cells = []
    for column, value in enumerate(values):
        match value:
            case None | "":
                continue
            case Percent():
                cells.append(Cell(number, column, value.raw, Kind.PERCENT))
            case str():
                cells.append(Cell(number, column, value, Kind.TEXT))
            case int() | Decimal():
                cells.append(Cell(number, column, format(Decimal(value), "f"), Kind.NUMBER))
    return tuple(cells)


def _table(text):
    """Rows from lines with ``|`` between the cells; whole numbers are number cells.

    A cell in quotes is text whatever it holds; a point makes a decimal number.
    """
    rows = []
    for line in text.strip("\n").splitlines():
        rows.append(tuple(_value(cell) for cell in line.split("|")) if line.strip() else ())
    return tuple(rows)


def _value(written):
    text = written.rstrip()
    bare = text.strip()
    if bare.startswith('"'):
        return bare.strip('"')
    try:
        number = Decimal(bare)
    except ArithmeticError:
        return text.removeprefix(" ")  # further spaces are an indent
    is_code = bare.startswith("0") and bare.isdigit() and len(bare) > 1
    return bare if is_code or not number.is_finite() else number


def layout(text, **rest):
    return Layout(rows=_table(text), **rest)


# PxWeb, as SCB has it

PXWEB_NEW = layout("""
Ohälsotal, dagar efter region, kön och år

region | kön | "2020" | "2021" | "2022"
25 Norrbottens län | totalt | 26.5 | 25.9 | 25.1
 | män | 21.0 | 20.4 | 19.9
 | kvinnor | 32.4 | 31.2 | 30.4
00 Riket | totalt | 23.9 | 23.1 | 22.4
 | män | 18.9 | 18.2 | ..
 | kvinnor | 29.1 | 28.2 | 27.4

.. = Uppgift inte tillgänglig
Senaste uppdatering:
20230424 09:00
Källa:
Försäkringskassan
Kontaktperson:
Statistikservice | | +46 010-000 00 00
""")

PXWEB_NEW_ACROSS = layout(
    """
Folkmängden efter region, kön och år

 | 2021 | | 2022 |
 | män | kvinnor | män | kvinnor
25 Norrbottens län | 127500 | 122100 | 127300 | 121985
00 Riket | 5260707 | 5191619 | 5298013 | 5223543

Källa: SCB
""",
    name="BE0101A1",
)

PXWEB_OLD = layout("""
Folkmängd efter region, kön och tid
 | Folkmängd | Folkmängd
 | 2021 | 2022
25 Norrbottens län
   män | 127500 | 127300
   kvinnor | 122100 | 121985
   totalt | 249600 | 249285
00 Riket
   män | 5260707 | 5298013
   kvinnor | 5191619 | 5223543
   totalt | 10452326 | 10521556


Fotnoter:
Fördelningen avser den 31 december.
Källa: Statistiska centralbyrån (SCB)
Senaste uppdatering: 20230222 08:00
Symboler:
.. = Uppgift ej tillgänglig
- = Noll
Databas: Statistikdatabasen
Intern referenskod: 000001NL
""")

PXWEB_CODE_AND_TEXT = layout("""
Folkmängd efter region, kön och år

 | | | | "2021" | "2022"
"25" | Norrbottens län | "1" | män | 127500 | 127300
 | | "2" | kvinnor | 122100 | 121985
"00" | Riket | "1" | män | 5260707 | 5298013
 | | "2" | kvinnor | 5191619 | 5223543
""")

PX_LONG = layout("""
region | kön | år | Folkmängd
25 Norrbottens län | män | "2021" | 127500
25 Norrbottens län | män | "2022" | 127300
25 Norrbottens län | kvinnor | "2021" | 122100
25 Norrbottens län | kvinnor | "2022" | 121985
2580 Luleå | män | "2021" | 40100
2580 Luleå | kvinnor | "2021" | 39100
00 Riket | män | "2021" | 5260707
00 Riket | kvinnor | "2021" | 5191619
""")

PX_PIVOT = layout("""
region | kön | Folkmängd 2021 | Folkmängd 2022
"25" | "1" | 127500 | 127300
"25" | "2" | 122100 | 121985
"00" | "1" | 5260707 | 5298013
"00" | "2" | 5191619 | 5223543
""")

# SSB

SSB = layout("""
13470: Sysselsatte 20-66 år, etter region, kjønn, statistikkvariabel og år

 | | Sysselsatte i prosent |
 | | 2022 | "2023*"
31 Østfold | Begge kjønn | 75.1 | 75.4
 | Menn | 77.3 | 77.2
 | Kvinner | 72.9 | :
0 Hele landet | Begge kjønn | 78.6 | 78.9
 | Menn | 80.8 | 81.0
 | Kvinner | 76.2 | 76.6

Sist endret:
20240612 08:00

Kilde:
Statistisk sentralbyrå

: Vises ikke av konfidensialitetshensyn
""")

# Kolada

KOLADA_WIDE = layout("""
Nyckeltal (id) | Nyckeltal | Region (id) | Region | Kön | 2021 | 2022 | 2023
N17482 | Elever med examen inom 4 år, andel % | "0025" | Region Norrbotten | K | 83.1 | 83.6 | 84.0
N17482 | Elever med examen inom 4 år, andel % | "0025" | Region Norrbotten | M | 78.0 | .. | 78.5
N17482 | Elever med examen inom 4 år, andel % | "0025" | Region Norrbotten | T | 80.5 | 80.9 | 81.2
N17482 | Elever med examen inom 4 år, andel % | "0000" | Riket | T | 79.9 | 80.2 | 80.4
""")

KOLADA_LONG = layout("""
kpi | title | municipality_id | municipality | gender | year | value
N17482 | Elever med examen inom 4 år, andel % | 25 | Region Norrbotten | K | 2022 | 83.6
N17482 | Elever med examen inom 4 år, andel % | 25 | Region Norrbotten | M | 2022 | ..
N17482 | Elever med examen inom 4 år, andel % | 25 | Region Norrbotten | K | 2023 | 84.0
N17482 | Elever med examen inom 4 år, andel % | 25 | Region Norrbotten | M | 2023 | 78.5
N17482 | Elever med examen inom 4 år, andel % | 0 | Riket | T | 2023 | 80.4
""")

# Eurostat

EUROSTAT = layout("""
Population aged 25-64 with tertiary education, %
sex | geo\\TIME_PERIOD | "2021 " | "2022 " | "2023 "
F | SE33 Övre Norrland | "44.1 " | "45.0 b" | :
M | SE33 Övre Norrland | "29.9 " | "30.2 " | "31.0 p"
F | SE Sweden | "50.1 " | "51.2 " | "52.0 "
M | SE Sweden | "38.6 " | "39.0 " | "39.9 "
""")

EUROSTAT_FLAG_COLUMNS = layout("""
TIME | 2021 | | 2022 |
GEO (Labels) | | | |
Sweden | 44.4 | | 45.2 | b
Norway | 45.0 | p | : | c
""")

# The tables of the follow-up of Norrbotten

HARBOURS = layout("""
Miljoner ton | 2019 | 2020 | 2021 | 2022
Luleå hamn inkl. SSAB | "7,4" | "8,5" | "7,6" | "7,8"
Piteå hamn och Haraholmen | "1,8" | "1,5" | "1,6" | "1,5"
TOTALT | "9,2" | "10" | "9,2" | "9,3"

Tabell 1: Lossat och lastat gods i Luleå och Piteå 2019 - 2022. Källa: Regionfakta.
""")

GRADUATES = layout("""
 | Norrbotten 2017 | Norrbotten 2023 | Riket 2017 | Riket 2023
Kvinnor | "81,0 %" | "84,0 %" | "82,3 %" | "82,5 %"
Män | "81,0 %" | "78,5 %" | "76,8 %" | "78,5 %"
Totalt | "81,0 %" | "81,2 %" | "79,5 %" | "80,4 %"

Tabell 2: Antal samt andel elever med examen från gymnasieskolan inom 4 år. Källa: Kolada.
""")

SICKNESS = layout("""
Ohälsotalet för kvinnor och män 16–64 år
2017 | Norrbotten | Riket
Totalt | "28,8 %" | "26,2 %"
Kvinnor | "35,1 %" | "31,6 %"
Män | "23,1 %" | "20,9 %"
""")

EMPLOYED = layout("""
Andelen sysselsatta nattbefolkning, 20–64 år
2017 | Norrbottnen | Riket
Totalt | "81,5 %" | "79,1 %"
Inr. födda kvinnor | "83,9 %" | "83,8 %"
Inr. födda män | "84,3 %" | "84,9 %"
Utr. födda kvinnor | "66,3 %" | "58,9 %"
Utr. födda män | "62,0 %" | "64,8 %"
""")

WAGES = layout("""
Lönesumma per sysselsatt Tusental kronor

År | Norrbotten | Riket
2019 | "301,2" | "310,4"
2020 | "305,0" | "313,9"
"2021*" | "318,7" | "329,0"

Källa: Statistiska centralbyrån
© Pantzare Information AB
""")

SCHOOL_YEARS = layout("""
Andel behöriga till gymnasieskolan, procent
Läsår | Norrbotten | | Riket |
 | Flickor | Pojkar | Flickor | Pojkar
2021/22 | 83.1 | 80.2 | 85.9 | 83.0
2022/23 | 83.0 | 80.9 | 85.1 | 82.9
""")

QUARTERS = layout(
    """
Sysselsatta, 1 000-tal
 | 2022 | | 2023 |
 | kv 1 | kv 2 | kv 1 | kv 2
Norrbotten | 129 | 131 | 130 | 132
""",
    merged=((2, 1, 2, 2), (2, 3, 2, 4)),
)

# What goes wrong in practice

TWO_TABLES = layout("""
Tabell A. Bostäder
Kommun | 2021 | 2022
Luleå | 400 | 410
Piteå | 120 | 131
Källa: SCB

Tabell B. Befolkning
Kommun | 2021 | 2022
Luleå | 78867 | 79244
Piteå | 42323 | 42364
Boden | 28048 | 28080
""")

SIDE_BY_SIDE = layout("""
Kommun | 2021 | 2022 | | Kommun | 2023 | 2024
Luleå | 400 | 410 | | Kiruna | 9 | 8
Piteå | 120 | 131 | | Boden | 7 | 6
""")

GROUPS_WITHOUT_INDENT = layout("""
Förvärvsarbetande, procent
 | 2021 | 2022
Kvinnor
Norrbotten | 80.1 | 80.9
Riket | 78.0 | 78.8
Män
Norrbotten | 82.3 | 82.9
Riket | 81.1 | 81.5
""")

EMPTY_ROW_LABEL = layout("""
Kommun | 2021 | 2022
Luleå | 400 | 410
Arjeplog | |
Piteå | 120 | 131
""")

GAPS = layout("""
Kommun | 2021 | 2022
Luleå | 400 | 410

Piteå | 120 | 131

Antal svar i enkäten var 1200
""")

HIDDEN = layout(
    """
Region | 2021 | 2022
Norrbotten | 400 | 410
Riket | 900 | 910
""",
    hidden_rows=frozenset([3]),
    hidden_columns=frozenset([1]),
)
