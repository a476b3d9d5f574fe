"""The report as PDF, read back: its text, its tags, its bookmarks, what it declares."""

import re

import pytest
from django.utils.translation import override
from pypdf.generic import ArrayObject, DictionaryObject

from indicators.judging.words import word_of
from indicators.progress import Status
from strategy.reports import pdf
from tests.reports.parts import data_row, footnote, heading, listed, paragraph, text
from tests.reports.printing import in_order, read, told, with_analysis, with_table
from tests.reports.sample import empty_sample, sample


@pytest.fixture(scope="module")
def report():
    return read(sample())


@pytest.fixture(scope="module")
def words(report):
    return " ".join(" ".join(page.extract_text() for page in report.pages).split())


# What the file declares


def elements(report):
    """The tags in reading order, as (what it is, its dictionary)."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for each in node:
                walk(each)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            found.append((node["/S"][1:], node))
            if "/K" in node:
                walk(node["/K"])

    walk(report.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def outline(entries, depth=0):
    """The bookmarks as (how deep, what)."""
    for each in entries:
        if isinstance(each, list):
            yield from outline(each, depth + 1)
        else:
            yield depth, each.title


def metadata(report):
    return report.trailer["/Root"]["/Metadata"].get_object().get_data().decode()


def test_it_is_tagged_and_says_its_language_and_title(report):
    root = report.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert report.metadata.title == "Uppföljning av målen 2019–2023"
    assert report.metadata.author == "Region Norrbotten"


@pytest.mark.parametrize(
    "declared",
    ["<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<"],
)
def test_it_declares_what_it_is_good_for(report, declared):
    assert declared in re.sub(r"\s+<", "<", metadata(report))


def test_bookmarks_follow_the_areas_and_their_goals(report):
    found = list(outline(report.outline))
    area = found.index((0, "Hög livskvalitet i attraktiva livsmiljöer"))
    assert found[area + 1] == (1, "God, jämlik och jämställd hälsa")
    assert (0, "Hållbara transporter och tillgänglighet") in found
    assert (1, "Norrbotten ska möta förväntningarna på tillgänglighet") in found


def test_headings_leave_no_level_out(report):
    levels = [int(name[1:]) for name, _node in elements(report) if re.fullmatch(r"H\d", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_drawing_has_words_instead(report):
    drawings = [node for name, node in elements(report) if name == "Figure"]
    assert [each["/Alt"] for each in drawings] == [
        "Linjediagram: ohälsotalet faller för kvinnor från 35,1 till 30,4 dagar."
    ]


def test_a_drawing_without_words_takes_its_caption():
    content = sample()
    content["areas"][0]["goals"][0]["figures"][0]["alt"] = ""
    drawings = [node for name, node in elements(read(content)) if name == "Figure"]
    assert drawings[0]["/Alt"] == "Ohälsotalens förändring över tid 2017–2022."


def test_every_table_has_headers(report):
    names = [name for name, _node in elements(report)]
    assert names.count("Table") == names.count("THead") > 5
    headers = [node["/A"] for name, node in elements(report) if name == "TH"]
    assert all(
        any(each.get("/Scope") == "/Column" for each in attributes) for attributes in headers
    )


@pytest.mark.parametrize(
    "tag", ["Title", "TOC", "L", "BlockQuote", "Note", "Code", "Em", "Strong", "Caption", "Link"]
)
def test_what_people_write_is_tagged_as_what_it_is(report, tag):
    assert tag in [name for name, _node in elements(report)]


def test_links_lead_where_they_say(report):
    marks = [mark.get_object() for page in report.pages for mark in page.get("/Annots", [])]
    addresses = {mark["/A"]["/URI"] for mark in marks if "/URI" in mark.get("/A", {})}
    assert "https://www.forsakringskassan.se/statistik" in addresses


def test_fonts_are_in_the_file(report):
    fonts = {
        font.get_object()["/BaseFont"]
        for page in report.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert any("SourceSansPro-Regular" in each for each in fonts)
    assert all(re.match(r"/[A-Z]{6}\+", each) for each in fonts)


def test_the_same_content_gives_the_same_bytes():
    assert pdf.write(sample()) == pdf.write(sample())


def test_its_date_is_that_of_the_edition():
    edition = {"number": 3, "date": "2027-01-31", "note": ""}
    assert read(sample(edition=edition)).metadata.creation_date.date().isoformat() == "2027-01-31"


# What it says


def test_the_cover_says_whose_report_it_is(report):
    cover = report.pages[0].extract_text()
    in_order(
        cover,
        "Region Norrbotten",
        "Uppföljning av målen 2019–2023",
        "Regional utvecklingsstrategi Norrbotten 2030",
        "22 november 2026",
        "Rättar enheten för ohälsotalet.",
        "Regionala utvecklingsavdelningen, Region Norrbotten",
        "Carola Medelid och Ylva Sardén",
    )


def test_the_contents_name_the_page_of_each_goal(report):
    contents = report.pages[1].extract_text()
    number = int(re.search(r"God, jämlik och jämställd hälsa[ .\u2060]*(\d+)", contents)[1])
    assert "Ohälsotalen" in report.pages[number - 1].extract_text()


def test_its_parts_come_in_the_order_of_the_document(words):
    in_order(
        words[words.index("Strategin är länets") :],
        "För varje mål redovisas en kort övergripande analys.",
        "En grön pil innebär en positiv utveckling.",
        "En lärdom är att använda officiell statistik.",
        "2017 Norrbotten Riket Totalt 28,8 % 26,2 %",
        "Ohälsotalen",
        "Diagram 1: Ohälsotalens förändring över tid 2017–2022. Källa: Försäkringskassan.",
        "Varför det är så",
        "Andelen resande med kollektivtrafik ska öka till 25 % 2030.",
        "Godset följs i Tabell 1",
        "Luleå hamn 7,4 8,5",
        "Tabell 1: Lossat och lastat gods i Luleå och Piteå 2019–2022. Källa: Regionfakta",
        "Diagram 2: Kollektivtrafikens marknadsandel per region 2023.",
        "Statistik har inte kunnat hittas.",
        "Tabellrubriken saknas på sidan 11.",
        "Svensk kollektivtrafik",
        "Cabotage avser transport av gods inom Sverige.",
        "En livskraftig region 3",
        "framsteg-edition-1",
    )


def test_every_block_of_a_text_is_there_in_its_order(words):
    in_order(
        words[words.index("Varför det är så") :],
        "Viktigt: mycket 100 % #1 $5 *stjärna* <b>inte fet</b> \\omvänt _streck_ @namn",
        "Ny rad med kod = 1 och Försäkringskassans statistik.",
        "Tänkbara orsaker",
        "• en könsuppdelad arbetsmarknad",
        "äldre",
        "3. tredje skälet",
        "4. fjärde skälet",
        "Ingen ska behöva bli sjuk av sitt arbete.",
        "rad två, indragen",
        "Kvinnor 30,4",
    )


@pytest.mark.parametrize(
    "said",
    [
        "30,4 dagar (2022)",
        "sekretess (2021)",
        "Ohälsotal Dagar per person och år",
        "2017 Norrbotten Riket Totalt 28,8 % 26,2 %",
        "enheten är dagar",
        "Kvinnor 35,1 29,9* 30,4",
        "Män 23,1 sekretess 19,9",
        "Skillnad 12,0 0 10,5",
        "10 % (2017)",
        "Pilen avser kvinnor.",
        "Målet i RUS uppnås därmed fortsatt för män men inte för kvinnor.",
        "Skillnaden mellan könen består.",
        "Nedgången har stannat av efter 2021.",
        "Ohälsotalet minskar, men för långsamt: 30,4 dagar 2022.",
        "35,1 dagar (2017)",
        "Marknadsandel, Länstrafiken",
        "Nya regler. (Ohälsotal, kvinnor)",
        "Enheten är dagar, inte procent. “ligga på högst 25 %” (I07)",
        "Covid-19 påverkade året.",
    ],
)
def test_nothing_of_an_indicator_is_left_out(words, said):
    assert said in words


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("preliminär", "* preliminär: Antal 2022"),
        ("preliminär, beräknad", "* preliminär, beräknad: Antal 2022"),
        ("Ny metod", "* preliminär; Ny metod: Antal 2022"),
        ("", "* preliminär: Antal 2022"),
    ],
)
def test_how_firm_a_figure_is_is_said_once(note, said):
    with override("sv"):
        shown = told(with_table(["2022"], [data_row("Antal", ("30", "P", note))]))
    assert said in shown


def said_in_english(content):
    return told({**content, "language": "en"})


@pytest.mark.parametrize(
    "said",
    [
        "→ Unchanged",  # by people
        "↗ Positive",  # computed
        "◐ Too slow",
        "– Could not be followed up",
        "Followed up; the arrow is not recorded",
        "Not assessed",
        "↘ Negative development",
        "? Can't be assessed",
        "Statistics were not found",
        "Partly reached",
        "People judge it otherwise than it is computed.",
        "Figures have changed since it was assessed.",
        "No starting point is stated.",
        "The analysis has not been written.",
        "Official statistics.",
        "* provisional; preliminär siffra: Kvinnor 2021",
        "its figures are not in the registry",
        "The document prints the mark without a text.",
        "Licence: not stated.",
        "Page 1 of",
        "Edition 2, ",
    ],
)
def test_its_own_words_say_shape_and_word(said, english):
    assert said in english


@pytest.fixture(scope="module")
def english():
    return told(sample(language="en"))


def test_a_footnote_stands_at_the_foot_of_the_page_of_its_mark(report):
    page = next(each for each in report.pages if "styrdokument." in each.extract_text())
    assert "Enligt Lagen om regionalt utvecklingsansvar 2010:630." in page.extract_text()


def test_a_footnote_with_two_marks_is_printed_once():
    twice = with_analysis(paragraph(text("a"), footnote(2)), paragraph(text("b"), footnote(2)))
    assert told(twice).count("Ohälsotalet är ett mått på") == 1


def test_a_mention_of_a_diagram_that_is_not_there_is_plain_text():
    mention = {"kind": "mention", "code": "d9", "shown": "Diagram 9"}
    assert "se Diagram 9." in told(with_analysis(paragraph(text("se "), mention, text("."))))


def test_a_diagram_that_no_text_places_comes_after_it():
    in_order(told(with_analysis(paragraph(text("Analysen.")))), "Analysen.", "Diagram 1: Ohäl")


def test_a_diagram_can_be_placed_in_a_list():
    inside = listed([paragraph(text("Se här:")), {"kind": "figure", "code": "d1"}])
    assert told(with_analysis(inside)).count("Diagram 1: Ohäl") == 1


def test_a_reference_to_nothing_is_shown_as_written():
    broken = {"kind": "broken", "written": "{{ n08-women:2032 }}"}
    shown = told(with_analysis(paragraph(broken), {"kind": "figure", "code": "d7"}))
    assert "{{ n08-women:2032 }}" in shown
    assert "{{ figure d7 }}" in shown


def test_headings_of_a_text_stand_below_that_of_its_goal():
    report = read(with_analysis(heading(4, "Först"), heading(1, "Sedan"), heading(4, "Sist")))
    levels = dict(reversed([(title, depth) for depth, title in outline(report.outline)]))
    assert (levels["Först"], levels["Sedan"], levels["Sist"]) == (2, 2, 3)


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "Innehåll"), ("nn", "Innhold"), ("fi", "Contents")]
)
def test_its_own_words_are_in_the_language_of_the_document(language, said):
    report = read(sample(language=language))
    assert report.trailer["/Root"]["/Lang"] == language
    assert said in report.pages[1].extract_text()


def test_numbers_of_more_years_than_fit_stand_below_each_other():
    years = [str(year) for year in range(2002, 2023)]
    cells = [{"shown": f"{year}0", "status": "A", "note": ""} for year in years]
    shown = told(with_table(years, [{"label": "Antal", "cells": cells}]))
    assert "dagar Antal 2002 20020 2003 20030" in shown
    assert "2022 20220" in shown


def test_a_large_table_is_cut_into_pieces_that_fit():
    years = [str(year) for year in range(2002, 2023)]
    cells = [{"shown": f"{year}0", "status": "A", "note": ""} for year in years]
    shown = told(with_table(years, [{"label": f"Region {n}", "cells": cells} for n in range(8)]))
    assert shown.count("Region 7") == 3
    assert "dagar 2011 2012" in shown
    assert shown.count("20220") == 8


def test_a_diagram_without_a_drawing_shows_its_numbers_in_its_place():
    content = sample(language="en")
    figure = content["areas"][0]["goals"][0]["figures"][0]
    figure.update(svg="", is_picture_only=True)
    in_order(
        told(content),
        "Of what it shows the registry has these figures:",
        "Kvinnor 35,1 29,9* 30,4",
        "Diagram 1: Ohälsotalens",
    )


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_shape_that_can_be_printed(status):
    content = sample(language="en")
    content["areas"][0]["goals"][0]["indicators"][0]["computed"]["status"] = status.value
    shown = told(content)
    assert str(word_of(status).label) in shown
    assert "[U+" not in shown


def test_areas_tell_series_of_one_name_apart():
    content = sample()
    indicator = content["areas"][0]["goals"][0]["indicators"][0]
    indicator["series"][1]["area"] = {"name": "Riket", "is_nation": True}
    shown = told(content)
    assert "Ohälsotal, kvinnor, Norrbotten" in shown
    assert "Ohälsotal, män, Riket" in shown


# Drafts, and what is not there


def test_a_draft_says_so_on_every_page():
    draft = sample(edition={"number": None, "date": None, "note": ""}, language="en")
    pages = [page.extract_text() for page in read(draft).pages]
    assert len(pages) > 5
    assert all("DRAFT" in page for page in pages)
    assert "A draft is not to be cited." in pages[-1]


def test_an_edition_does_not_say_that_it_is_a_draft(english):
    assert "draft" not in english.lower()


def test_a_strategy_that_states_nothing_is_told_so_decently():
    shown = said_in_english(empty_sample())
    assert "Vision No vision is stated in what the registry has of the document." in shown
    assert shown.count("Not stated in what the registry has of the document.") == 2
    assert "None" not in shown


@pytest.mark.parametrize(
    ("statement", "times"), [("Elva ord.", 1), ("Elva ord", 1), ("", 1), ("Elva ord till.", 2)]
)
def test_a_statement_that_is_the_heading_is_not_said_twice(statement, times):
    content = sample()
    content["areas"] = content["areas"][:1]
    goal = content["areas"][0]["goals"][0]
    goal.update(name="Mål", heading="Elva ord", statement=statement)
    shown = told(content)
    assert shown[shown.index("Mål: Mål") :].count("Elva ord") == times


def test_an_area_without_goals_and_a_goal_without_indicators_say_so():
    content = sample(language="en")
    content["areas"][0]["goals"][0].update(indicators=[], statement="")
    content["areas"][1]["goals"] = []
    shown = told(content)
    assert "The goal has no indicator." in shown
    assert "The focus area has no goals." in shown
