"""The report as Word, read back with another program's eyes."""

import io
import time
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from django.utils.translation import override
from docx.shared import Cm
from lxml import etree

from strategy.reports import word, words
from strategy.reports.composing import composed
from strategy.reports.word_template import default_template
from tests.reports.sample import (
    data_row,
    empty_sample,
    figure,
    footnote,
    heading,
    large_sample,
    listed,
    paragraph,
    sample,
    text,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# The order that the vocabulary prescribes for what is said of a paragraph, a run and a table.
PRESCRIBED = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind"
        " contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps strike color spacing sz szCs highlight u vertAlign lang"
    ),
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "style": (
        "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr"
        " tblPr tblStylePr"
    ),
}


def part(file, name="word/document.xml"):
    """A part of the file as XML."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return etree.fromstring(parts.read(name))


def find(element, path):
    return etree.XPath(path, namespaces=NAMES)(element)


def words_of(element):
    return "".join(find(element, ".//w:t/text()"))


def opened(file):
    return docx.Document(io.BytesIO(file))


def paragraphs(file, style):
    """The words of the paragraphs of a style."""
    return [each.text for each in opened(file).paragraphs if each.style.name == style]


def whole_text(file):
    return words_of(part(file)) + words_of(part(file, "word/footnotes.xml"))


def with_text(*blocks, **changes):
    """A report with these blocks as its introduction, and no footnotes that are told elsewhere."""
    return sample(introduction=list(blocks), areas=[], **changes)


@pytest.fixture(scope="module")
def file():
    return word.write(sample())


# What it is made of


def headings(file):
    return [
        (int(each.style.name[-1]), each.text)
        for each in opened(file).paragraphs
        if each.style.name.startswith("Heading")
    ]


def test_headings_are_headings_of_word_in_the_order_of_the_report(file):
    found = [each for _level, each in headings(file)]
    wanted = [
        "Insatsområden",
        "Hög livskvalitet i attraktiva livsmiljöer",
        "God, jämlik och jämställd hälsa",
        "Varför det är så",
        "Tänkbara orsaker",
        "Ohälsotal",
        "Hållbara transporter och tillgänglighet",
        "Norrbotten ska möta förväntningarna på tillgänglighet",
    ]
    assert [each for each in found if each in wanted] == wanted


def test_no_level_of_headings_is_left_out(file):
    levels = [level for level, _words in headings(file)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_no_level_is_left_out_where_a_text_begins_with_a_deep_heading():
    file = word.write(with_text(heading(4, "Djup"), heading(1, "Hög"), heading(6, "Djupast")))
    levels = [level for level, _words in headings(file)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_all_words_of_the_report_are_in_the_file(file):
    content = sample()
    with override("sv"):
        report = composed(content)
    found = whole_text(file)
    lines = [line for each in texts_in(report["blocks"]) for line in each.splitlines()]
    assert [each for each in lines if each.strip() not in found] == []


def texts_in(value):
    """Every text, and every shown value, of the blocks."""
    if isinstance(value, dict):
        yield from (value[key] for key in ("shown", "text") if isinstance(value.get(key), str))
        for key in ("blocks", "rows", "text", "items", "head", "caption", "pieces", "goals"):
            yield from texts_in(value.get(key))
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def test_the_cover_tells_title_edition_and_makers(file):
    assert paragraphs(file, "Title") == ["Uppföljning av målen 2019–2023"]
    assert paragraphs(file, "Report Kicker") == ["Region Norrbotten"]
    lines = "\n".join(paragraphs(file, "Report Cover Line"))
    for told in ("2019–2023", "2, 22 november 2026", "Rättar enheten", "Carola Medelid"):
        assert told in lines


def test_an_empty_strategy_gives_a_report_that_says_so():
    file = word.write(empty_sample())
    with override("sv"):
        report = composed(empty_sample())
    assert [
        each for each in texts_in(report["blocks"]) if each.strip() not in whole_text(file)
    ] == []
    assert [level for level, _words in headings(file)].count(1) >= 2


# Contents


def bookmarks(document):
    return find(document, ".//w:bookmarkStart/@w:name")


def test_the_contents_are_a_field_that_lists_the_headings_before_anybody_updates_it(file):
    document = part(file)
    (instruction,) = find(document, ".//w:instrText[contains(., 'TOC')]/text()")
    assert instruction.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\n"]
    entries = [
        (int(each.style.name[-1]), each.text)
        for each in opened(file).paragraphs
        if each.style.name.startswith("toc ")
    ]
    assert entries == [each for each in headings(file) if each[0] <= 2]


def test_every_entry_of_the_contents_leads_to_its_heading(file):
    document = part(file)
    for link in find(document, ".//w:hyperlink[@w:anchor]"):
        (anchor,) = find(link, "@w:anchor")
        (target,) = find(document, f".//w:p[w:bookmarkStart/@w:name='{anchor}']")
        assert words_of(target) == words_of(link)


def test_every_field_that_begins_ends(file):
    kinds = find(part(file), ".//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]


# Diagrams and tables


def test_captions_are_counted_by_word_and_read_right_before_it_counts(file):
    captions = find(part(file), ".//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    told = [words_of(each) for each in captions]
    assert told[0].startswith(
        "Diagram 1: Ohälsotalens förändring över tid 2017–2022. Källa: Försäkringskassan."
    )
    assert told[1].startswith("Tabell 1: Lossat och lastat gods")
    assert told[2].startswith("Diagram 2: Kollektivtrafikens")
    fields = [find(each, "w:fldSimple/@w:instr")[0].split()[:2] for each in captions]
    assert fields == [["SEQ", "Diagram"], ["SEQ", "Tabell"], ["SEQ", "Diagram"]]


def test_a_mention_of_a_diagram_leads_to_its_label(file):
    document = part(file)
    found = {
        words_of(each): find(each, "@w:instr")[0].split()[1]
        for each in find(document, ".//w:fldSimple[contains(@w:instr, 'REF _Figure')]")
    }
    assert set(found) == {"Diagram 1", "Tabell 1"}
    for shown, name in found.items():
        (caption,) = find(document, f".//w:p[w:bookmarkStart/@w:name='{name}']")
        assert words_of(caption).startswith(f"{shown}:")


def test_pictures_and_what_belongs_to_them_stay_on_one_page(file):
    document = part(file)
    (picture,) = find(document, ".//w:p[.//w:drawing]")
    assert find(picture, "w:pPr/w:keepNext")
    assert words_of(picture.getnext()).startswith("Diagram 1:")
    (above,) = find(document, ".//w:p[w:pPr/w:keepNext][starts-with(string(.), 'Tabell ')]")
    assert above.getnext().tag == f"{{{W}}}tbl"


def test_every_picture_says_in_words_what_it_shows(file):
    told = find(part(file), ".//wp:docPr/@descr")
    assert told == ["Linjediagram: ohälsotalet faller för kvinnor från 35,1 till 30,4 dagar."]


def test_a_picture_is_no_wider_than_the_page_and_keeps_its_form(file):
    section = opened(file).sections[0]
    (shape,) = opened(file).inline_shapes
    room = section.page_width - section.left_margin - section.right_margin
    assert shape.width == room
    assert abs(shape.height / shape.width - 420 / 1000) < 0.01


def test_a_high_picture_leaves_room_for_its_caption():
    content = sample()
    drawing = content["areas"][0]["goals"][0]["figures"][0]
    drawing["svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="400"></svg>'
    (shape,) = opened(word.write(content)).inline_shapes
    assert shape.height < Cm(20)


def test_tables_repeat_their_headings_and_keep_rows_together(file):
    tables = find(part(file), ".//w:tbl")
    assert len(tables) >= 5
    for table in tables:
        first, *others = find(table, "w:tr")
        assert find(first, "w:trPr/w:tblHeader")
        assert not [each for each in others if find(each, "w:trPr/w:tblHeader")]
        assert all(find(each, "w:trPr/w:cantSplit") for each in [first, *others])


def test_tables_say_what_they_show(file):
    for table in find(part(file), ".//w:tbl"):
        assert find(table, "w:tblPr/w:tblCaption/@w:val")[0]
        assert find(table, "w:tblPr/w:tblDescription/@w:val")[0]


def test_no_cells_are_merged_and_no_table_stands_in_another(file):
    document = part(file)
    assert find(document, ".//w:gridSpan | .//w:vMerge | .//w:tbl//w:tbl") == []
    for table in find(document, ".//w:tbl"):
        columns = len(find(table, "w:tblGrid/w:gridCol"))
        assert {len(find(row, "w:tc")) for row in find(table, "w:tr")} == {columns}


def test_two_tables_do_not_become_one():
    table = {"kind": "table", "head": [[text("A")]], "rows": [[[text("1")]]]}
    file = word.write(with_text(table, table))
    for each in find(part(file), ".//w:tbl"):
        assert each.getnext().tag != f"{{{W}}}tbl"


def test_numbers_stand_to_the_right_under_their_period(file):
    table = next(t for t in opened(file).tables if t.cell(0, 0).text == "dagar")
    assert [each.text for each in table.rows[1].cells] == ["Kvinnor", "35,1", "29,9*", "30,4"]
    sides = find(table.rows[1]._tr, "w:tc/w:p/w:pPr/w:jc/@w:val")
    assert sides == ["right"] * 3


def test_the_table_of_goals_has_the_starting_points_with_their_areas(file):
    table = opened(file).tables[0]
    goal, indicator, baseline, judged = (each.text for each in table.rows[1].cells)
    assert goal == "God, jämlik och jämställd hälsa"
    assert indicator.startswith("Ohälsotalet för kvinnor och män")
    assert baseline.splitlines()[:3] == [
        "2017",
        "Totalt: Norrbotten 28,8 %, Riket 26,2 %",
        "Kvinnor: Norrbotten 35,1 %, Riket 31,6 %",
    ]
    with override("sv"):
        signs = [words.arrow_sign({"not_followed_reason": "", "arrow": "unchanged"})]
        signs += [words.development_sign("positive"), words.status_sign("too_slow")]
    for each in signs:
        assert f"{each['shape']} {each['label']}" in judged


def test_a_long_table_of_a_table_has_its_numbers_below_its_caption():
    rows = [data_row("Ett", *map(str, range(25)))]
    years = [str(year) for year in range(1999, 2024)]
    long = figure("t9", "table", 9, "Lång.", table={"corner": "", "head": years, "rows": rows})
    content = sample()
    goal = content["areas"][0]["goals"][0]
    goal["figures"].append(long)
    found = whole_text(word.write(content))
    assert "Tabell 9: Lång." in found
    assert all(each in found for each in years)


# Texts


def test_lists_are_lists_of_word_with_their_level_and_start(file):
    document = part(file)
    numbering = part(file, "word/numbering.xml")

    def list_of(words):
        (found,) = [
            each for each in find(document, ".//w:p[w:pPr/w:numPr]") if words_of(each) == words
        ]
        (style,) = find(found, "w:pPr/w:pStyle/@w:val")
        (level,) = find(found, "w:pPr/w:numPr/w:ilvl/@w:val")
        (number,) = find(found, "w:pPr/w:numPr/w:numId/@w:val")
        return style, level, number

    assert list_of("en könsuppdelad arbetsmarknad")[:2] == ("ListBullet", "0")
    assert list_of("äldre")[:2] == ("ListBullet", "1")
    style, level, number = list_of("tredje skälet")
    assert (style, level) == ("ListNumber", "0")
    assert list_of("fjärde skälet") == (style, level, number)
    (start,) = find(numbering, f"w:num[@w:numId='{number}']//w:startOverride/@w:val")
    assert start == "3"


def test_kinds_of_lists_stand_before_the_lists(file):
    tags = [each.tag.rpartition("}")[2] for each in part(file, "word/numbering.xml")]
    assert tags == sorted(tags)
    assert set(tags) == {"abstractNum", "num"}


def test_a_list_may_begin_with_something_else_than_words():
    file = word.write(with_text(listed([listed([paragraph(text("inre"))])], [])))
    found = find(part(file), ".//w:p[w:pPr/w:numPr]")
    assert [words_of(each) for each in found][:3] == ["", "inre", ""]


def test_looks_of_words_are_kept(file):
    runs = [run for each in opened(file).paragraphs for run in each.runs]
    (both,) = [each for each in runs if each.text == "mycket"]
    assert both.bold
    assert both.italic
    (code,) = [each for each in runs if each.text == "kod = 1"]
    assert code.style.name == "Report Code Words"


def test_looks_within_looks_are_no_error():
    strong = {"kind": "strong", "text": [{"kind": "strong", "text": [text("dubbelt")]}]}
    assert "dubbelt" in whole_text(word.write(with_text(paragraph(strong))))


def test_code_keeps_its_lines_and_spaces(file):
    (code,) = paragraphs(file, "Report Code")
    assert code == "rad ett\n  rad två, indragen"


def test_quotations_have_their_style(file):
    assert "Ingen ska behöva bli sjuk av sitt arbete." in paragraphs(file, "Quote")


def test_links_lead_where_they_say(file):
    document, relations = part(file), part(file, "word/_rels/document.xml.rels")
    (link,) = find(document, ".//w:hyperlink[contains(., 'Försäkringskassans statistik')]")
    (number,) = find(link, "@r:id")
    (relation,) = find(relations, f"rel:Relationship[@Id='{number}']")
    assert relation.get("Target") == "https://www.forsakringskassan.se/statistik"
    assert relation.get("TargetMode") == "External"
    assert find(link, "w:r/w:rPr/w:rStyle/@w:val") == ["Hyperlink"]


def test_what_is_broken_in_a_draft_is_seen():
    broken = {"kind": "broken", "written": "{{ n08-women:2032 }}"}
    file = word.write(with_text(paragraph(broken)))
    (found,) = find(part(file), ".//w:r[w:rPr/w:rStyle/@w:val='ReportBroken']")
    assert words_of(found) == "{{ n08-women:2032 }}"


# Footnotes


def test_footnotes_are_footnotes_of_word(file):
    document, notes = part(file), part(file, "word/footnotes.xml")
    marks = find(document, ".//w:footnoteReference/@w:id")
    assert len(marks) == 2
    told = [words_of(find(notes, f"w:footnote[@w:id='{each}']")[0]).strip() for each in marks]
    assert told == [
        "Enligt Lagen om regionalt utvecklingsansvar 2010:630.",
        "Ohälsotalet är ett mått på utbetalda dagar.",
    ]
    assert find(notes, "w:footnote/@w:type") == ["separator", "continuationSeparator"]
    assert len(find(notes, ".//w:footnoteRef")) == 2
    assert find(part(file, "word/settings.xml"), "w:footnotePr/w:footnote/@w:id") == ["-1", "0"]


def test_a_footnote_that_is_meant_twice_stands_there_once():
    words_twice = paragraph(text("Ett"), footnote(1), text(" och två"), footnote(1))
    document = part(word.write(with_text(words_twice)))
    assert len(find(document, ".//w:footnoteReference")) == 1
    (again,) = find(document, ".//w:fldSimple[contains(@w:instr, 'NOTEREF')]")
    (name,) = [each for each in find(again, "@w:instr")[0].split() if each.startswith("_")]
    assert find(
        document,
        f".//w:bookmarkStart[@w:name='{name}']/following-sibling::w:r[1]/w:footnoteReference",
    )
    assert words_of(again) == "1"


def test_a_footnote_keeps_the_number_that_the_edition_gives_it():
    document = part(word.write(with_text(paragraph(footnote(2), footnote(1)))))
    first, second = find(document, ".//w:footnoteReference")
    assert words_of(first.getparent()) == "2"
    assert find(first, "@w:customMarkFollows") == ["1"]
    assert words_of(second.getparent()) == ""


def test_a_link_in_a_footnote_is_one():
    link = {"kind": "link", "href": "https://www.scb.se/", "text": [text("SCB")]}
    note = {"number": 1, "mark": "1", "text": [link, footnote(1)], "near": "", "note": ""}
    file = word.write(with_text(paragraph(footnote(1)), footnotes=[note]))
    (found,) = find(part(file, "word/footnotes.xml"), ".//w:hyperlink/@r:id")
    relations = part(file, "word/_rels/footnotes.xml.rels")
    assert find(relations, f"rel:Relationship[@Id='{found}']/@Target") == ["https://www.scb.se/"]


# What the file says of itself


@pytest.mark.parametrize(
    ("language", "country"), [("sv", "sv-SE"), ("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")]
)
def test_the_file_says_its_language(language, country):
    file = word.write(sample(language=language))
    assert set(find(part(file, "word/styles.xml"), ".//w:lang/@w:val")) == {country}
    assert find(part(file, "docProps/core.xml"), "dc:language/text()") == [country]


@pytest.mark.parametrize("path", [".//w:lang", "w:docDefaults"])
def test_the_file_says_its_language_where_its_template_says_none(path):
    document = opened(default_template())
    for each in find(document.styles.element, path):
        each.getparent().remove(each)
    saved = io.BytesIO()
    document.save(saved)
    file = word.write(sample(language="nb"), template=saved.getvalue())
    (language,) = find(part(file, "word/styles.xml"), "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert find(language, "@w:val") == ["nb-NO"]


def test_the_file_says_what_it_is_and_nothing_of_a_person(file):
    about = opened(file).core_properties
    assert about.title == "Uppföljning av målen 2019–2023"
    assert about.subject == "Regional utvecklingsstrategi Norrbotten 2030"
    assert about.author == about.last_modified_by == "Region Norrbotten"
    assert about.created == about.modified == datetime(2026, 11, 22, tzinfo=UTC)
    assert about.comments == ""


def test_pages_are_numbered_by_word(file):
    footer = opened(file).sections[0].footer._element
    assert [each.strip() for each in find(footer, ".//w:fldSimple/@w:instr")] == [
        "PAGE",
        "NUMPAGES",
    ]


def headers(file):
    return [each.text for each in opened(file).sections[0].header.paragraphs]


def test_a_draft_says_so_on_every_page(file):
    with override("sv"):
        draft = composed(empty_sample())["words"]["draft"]
    assert draft in headers(word.write(empty_sample()))
    assert draft not in headers(file)


def test_the_same_content_gives_the_same_bytes(file, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert word.write(sample()) == file


def test_what_is_said_of_things_stands_in_the_order_that_word_expects(file):
    for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
        for tag, order in PRESCRIBED.items():
            for each in find(part(file, name), f".//w:{tag}"):
                found = [child.tag.rpartition("}")[2] for child in each]
                known = [child for child in found if child in order.split()]
                assert known == sorted(known, key=order.split().index), etree.tostring(each)


def test_every_style_that_is_used_is_there(file):
    used = set(find(part(file), ".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val"))
    assert used <= set(find(part(file, "word/styles.xml"), "w:style/@w:styleId"))


def test_no_style_refers_to_one_that_is_not_there(file):
    styles = part(file, "word/styles.xml")
    pointers = find(styles, "w:style/*[self::w:link or self::w:next or self::w:basedOn]/@w:val")
    assert set(pointers) <= set(find(styles, "w:style/@w:styleId"))


def test_no_id_is_used_twice(file):
    document = part(file)
    for path in (".//w:bookmarkStart/@w:id", ".//w:bookmarkStart/@w:name", ".//wp:docPr/@id"):
        found = find(document, path)
        assert len(found) == len(set(found))


# Hostile texts

HOSTILE = [
    "\x00\x07\x1b\ud800\ufffe klocka",
    "x" * 30_000,
    "👩🏽‍🔬 och 🇸🇪",
    "שלום עליכם",
    "a\tb\r\nc\u2028d",
    '<w:p/> & "citat" ]]> <!-- -->',
    "[report]",
    "{{ n08:2022 }} { PAGE }",
    "",
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_are_texts_whatever_is_in_them(hostile):
    content = with_text(paragraph(text(hostile)))
    content["follow_up"]["title"] = content["partnership"]["name"] = hostile
    content["strategy"]["title"] = hostile
    file = word.write(content)
    found = "".join(opened(file).paragraphs[1].text.split())
    wanted = "".join(hostile.replace("\u2028", " ").split())
    assert len(found) == len(wanted)
    assert found.isascii() == wanted.isascii() or "\ufffd" in found


def test_a_hostile_description_of_a_picture_is_one():
    content = sample()
    content["areas"][0]["goals"][0]["figures"][0]["alt"] = 'a\x00"><b'
    assert find(part(word.write(content)), ".//wp:docPr/@descr") == ['a\ufffd"><b']


# Templates


def template_of(*texts, styles=()):
    """A template with these paragraphs, as Word would save it."""
    document = opened(default_template())
    for each in texts:
        document.add_paragraph(each)
    for name, changed in styles:
        document.styles[name].name = changed
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def order_of(file, *texts):
    lines = [each.text for each in opened(file).paragraphs]
    places = [next(n for n, line in enumerate(lines) if each in line) for each in texts]
    return [each for _place, each in sorted(zip(places, texts, strict=True))]


def test_the_report_stands_after_the_cover_of_a_template():
    file = word.write(sample(), template=template_of("Vårt eget omslag"))
    wanted = ["Vårt eget omslag", "Region Norrbotten", "Strategin är länets styrdokument."]
    assert order_of(file, *wanted) == wanted
    (before,) = find(part(file), ".//w:p[w:r/w:br/@w:type='page']")
    assert words_of(before.getprevious()) == "Vårt eget omslag"


def test_the_report_stands_where_a_template_says():
    file = word.write(sample(), template=template_of("Före", "[report]", "Efter"))
    wanted = ["Före", "Region Norrbotten", "Strategin är länets styrdokument.", "Efter"]
    assert order_of(file, *wanted) == wanted
    assert "[report]" not in whole_text(file)


def test_pages_footers_and_headers_are_those_of_the_template():
    document = opened(default_template())
    section = document.sections[0]
    section.left_margin, section.right_margin = Cm(5), Cm(5)
    section.footer.paragraphs[0].text = "Vår sidfot"
    section.header.paragraphs[0].text = "Vårt sidhuvud"
    saved = io.BytesIO()
    document.save(saved)
    file = word.write(empty_sample(), template=saved.getvalue())
    section = opened(file).sections[0]
    assert section.footer.paragraphs[0].text == "Vår sidfot"
    assert "Vårt sidhuvud" in headers(file)
    assert len(headers(file)) == 2  # and that it is a draft
    (shape,) = opened(word.write(sample(), template=saved.getvalue())).inline_shapes
    assert abs(shape.width - Cm(11)) < Cm(0.01)


def test_a_picture_of_a_template_stays_as_it_is():
    first = word.write(sample())
    file = word.write(sample(), template=first)
    document = part(file)
    assert len(find(document, ".//wp:docPr")) == 2
    for path in (".//w:bookmarkStart/@w:id", ".//w:bookmarkStart/@w:name", ".//wp:docPr/@id"):
        found = find(document, path)
        assert len(found) == len(set(found))
    marks = find(document, ".//w:footnoteReference/@w:id")
    assert len(marks) == len(set(marks)) == 4


def without(file, *names):
    """The file without some of its styles, and with the ids of others in another language."""
    document = opened(file)
    for name in names:
        document.styles[name].element.getparent().remove(document.styles[name].element)
    for each in find(document.styles.element, "w:style[w:name/@w:val='heading 1']"):
        each.set(f"{{{W}}}styleId", "Rubrik1")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_styles_that_a_template_has_not_are_taken_from_our_own_design():
    template = without(default_template(), "Report Cell", "Report Table", "footnote text")
    file = word.write(sample(), template=template)
    styles = part(file, "word/styles.xml")
    used = set(find(part(file), ".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val"))
    assert {"ReportCell", "ReportTable", "Rubrik1"} <= used
    assert used <= set(find(styles, "w:style/@w:styleId"))
    ids = find(styles, "w:style/@w:styleId")
    assert len(ids) == len(set(ids))


def test_a_template_without_lists_and_footnotes_gets_them():
    document = opened(default_template())
    for key, each in list(document.part.rels.items()):
        if each.reltype.endswith("/numbering"):
            del document.part.rels[key]
    saved = io.BytesIO()
    document.save(saved)
    file = word.write(sample(), template=saved.getvalue())
    assert find(part(file, "word/numbering.xml"), "w:num")
    assert find(part(file, "word/footnotes.xml"), "w:footnote")


def test_pages_across_before_and_after_the_report_stay_so():
    document = opened(default_template())
    document.add_paragraph("Tabeller på tvären")
    document.add_section()
    document.add_paragraph("[report]")
    document.add_section()
    document.add_paragraph("Mer på tvären")
    across = [document.sections[0], document.sections[2]]
    for each in across:
        each.page_width, each.page_height = each.page_height, each.page_width
    saved = io.BytesIO()
    document.save(saved)
    file = word.write(sample(), template=saved.getvalue())
    widths = [each.page_width > each.page_height for each in opened(file).sections]
    assert widths == [True, False, True]
    wanted = ["Tabeller på tvären", "Region Norrbotten", "Mer på tvären"]
    assert order_of(file, *wanted) == wanted
    section = opened(file).sections[1]
    room = section.page_width - section.left_margin - section.right_margin
    assert opened(file).inline_shapes[0].width == room


def test_a_mark_that_ends_a_section_leaves_the_section():
    document = opened(default_template())
    mark = document.add_paragraph("[report]")
    document.add_section()
    document.add_paragraph("Efter")
    (pages,) = find(document.element.body, "w:p/w:pPr/w:sectPr")
    pages.getparent().getparent().getparent().remove(pages.getparent().getparent())
    mark._p.get_or_add_pPr().append(pages)
    saved = io.BytesIO()
    document.save(saved)
    file = word.write(sample(), template=saved.getvalue())
    assert len(opened(file).sections) == 2
    assert "[report]" not in whole_text(file)


# Size


def test_a_report_of_the_size_of_norrbottens_is_written_within_three_seconds():
    content = large_sample(24)
    started = time.process_time()
    word.write(content)
    assert time.process_time() - started < 3


def test_the_time_grows_with_the_number_of_indicators_and_no_faster():
    def seconds(count):
        content = large_sample(count)
        for goal in content["areas"][0]["goals"]:
            for each in goal["figures"]:  # drawing takes the same time for each
                each["svg"] = ""
        started = time.process_time()
        word.write(content)
        return time.process_time() - started

    seconds(10)
    assert seconds(300) < 20 * seconds(30)
