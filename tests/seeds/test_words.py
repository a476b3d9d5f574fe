"""Every word of the two documents is in the registry."""

import re

import pytest

from indicators.models import (
    FollowUp,
    Footnote,
    GoalAnalysis,
)
from strategy.models import Action, FocusArea, Goal, Lighthouse, OverallObjective, Strategy, Vision
from tests.seeds.registry import as_printed, as_read, figure_of
from tests.seeds.transcription import (
    NORRBOTTEN,
    OSTFOLD,
    PARTNERSHIPS,
    TRANSCRIPTION,
    document_text,
    goals,
    normal,
    printed_strings,
)

pytestmark = pytest.mark.django_db


def test_every_string_about_a_goal_is_kept_with_the_goal(subtests, kept):
    for partnership, goal in goals():
        with subtests.test(goal["id"]):
            missing = [
                text
                for text in printed_strings(goal)
                if not kept[partnership].has(text, goal["id"].lower())
            ]
            assert missing == []


def test_every_string_of_a_document_is_kept(subtests, kept):
    for document in TRANSCRIPTION["documents"]:
        with subtests.test(document["id"]):
            missing = [
                text
                for text in printed_strings(document)
                if not kept[PARTNERSHIPS[document["id"]]].has(text)
            ]
            assert missing == []


# Lines that only hold the page together; all others are looked for.
FURNITURE = {
    "Innehåll": "heading of the table of contents",
    "Effektmål 2030": "column heading",
    "Indikatorer": "column heading, and label of a list",
    "Nuläge": "column heading",
    "Mål": "label",
    "Strategier": "label of a list",
    "Fyrtårn (oppstartsår)": "label of a list",
}


def test_every_line_of_a_document_is_kept(subtests, kept):
    for document in TRANSCRIPTION["documents"]:
        with subtests.test(document["id"]):
            here = kept[PARTNERSHIPS[document["id"]]]
            lines = document_text(document["file"]).splitlines()
            missing = [
                piece
                for line in lines
                for piece in pieces_of(line)
                if piece not in FURNITURE
                and not here.has(piece)
                and not all(here.has(sentence) for sentence in sentences(piece))
            ]
            assert missing == []


def pieces_of(line):
    """The cells or the words of a line, without bullets, italics, labels and list numbers."""
    line = re.sub(r"^(Titel|Projektledare|Produktion): ", "", line)
    for cell in line.split("\t"):
        cell = re.sub(r"</?i>", "", normal(cell))
        cell = re.sub(r"^(([▶►❖•-]|[123]\.) ?)+", "", cell)
        if cell:
            yield cell


def sentences(text):
    """Sentences, and the parts of the line that names both the makers and their department."""
    return re.split(r"(?<=[.!?)]) +(?=[A-ZÅÄÖØ0-9])|(?<=Ylva Sardén), ", text)


# Captions, words inside a picture, footnotes, cells of a table.
BESIDE_THE_TEXT = re.compile(r"Diagram |Tabell |Källa: |Lönesumma per sysselsatt 2010|[©*²]|.*\t")


def test_the_analysis_of_every_goal_is_the_text_under_its_heading_and_nothing_else():
    printed, under = {}, None
    headings = {row.heading_as_printed or row.goal.name for row in GoalAnalysis.objects.all()}
    areas = set(FocusArea.objects.values_list("name", flat=True))
    for line in document_text(NORRBOTTEN["file"]).splitlines():
        line = line if "\t" in line else normal(line)
        if line in headings | areas:
            under = printed.setdefault(line, []) if line in headings else None
        elif line and under is not None:
            under.append(line)
    for row in GoalAnalysis.objects.all():
        text = [
            line
            for line in printed.pop(row.heading_as_printed or row.goal.name)
            if not BESIDE_THE_TEXT.match(line)
        ]
        kept = as_read(row.text).split("\n\n")
        assert [normal(paragraph) for paragraph in kept if paragraph.strip()] == text
    assert printed == {}
    assert GoalAnalysis.objects.count() == 15


def test_the_strategy_of_norrbotten_stands_with_its_vision_and_objectives():
    printed = NORRBOTTEN["strategy"]
    strategy = Strategy.objects.get(code="rus-2030")
    assert strategy.title == printed["name"]
    assert (strategy.adopted_by, strategy.adopted_year) == tuple(printed["adopted"].values())
    assert strategy.horizon_year == printed["horizon"]
    assert strategy.legal_basis in printed["legal_basis_footnote"]["verbatim"]
    assert Vision.objects.get().statement in printed["vision"]["verbatim"]
    assert Vision.objects.get().perspectives == printed["cross_cutting"]
    objectives = OverallObjective.objects.values_list("statement", flat=True)
    assert list(objectives) == printed["overall_goals"]
    names = FocusArea.objects.filter(strategy=strategy).values_list("name", flat=True)
    assert list(names) == printed["priority_areas"]


def test_the_strategy_of_ostfold_says_what_is_missing():
    strategy = Strategy.objects.get(code="grunnlag")
    assert strategy.title == OSTFOLD["title"]
    assert strategy.partnership.name == OSTFOLD["partnership"]
    assert strategy.horizon_year is OSTFOLD["horizon"] is None
    assert not Vision.objects.filter(strategy=strategy).exists()
    assert "begynner ved avsnitt «2" in strategy.scope_note


def test_the_follow_up_keeps_its_method_legend_lesson_and_contents():
    follow_up = FollowUp.objects.get()
    assert follow_up.title == NORRBOTTEN["title"]
    assert [follow_up.first_year, follow_up.last_year] == NORRBOTTEN["strategy"]["follow_up_period"]
    assert follow_up.prepared_by == NORRBOTTEN["producer"]
    assert follow_up.arrow_legend == TRANSCRIPTION["arrow_legend"]["verbatim"]
    for statement in NORRBOTTEN["method_statements"]:
        told = follow_up.lesson  # the paragraph that ends with it
        if statement.get("role") != "lesson":
            told = f"{follow_up.method} {told}"
        assert statement["verbatim"] in normal(told)
    lines = follow_up.contents_as_printed.splitlines()
    for heading, page in NORRBOTTEN["toc_pages"].items():
        heading = heading.removeprefix("... ")  # the transcription shortens two of them
        assert any(heading in line and line.endswith(f" {page}") for line in lines)


def test_the_makers_are_named_in_the_follow_up_only(kept):
    follow_up = FollowUp.objects.get()
    for person in NORRBOTTEN["project_leads"]:
        assert [person in text for text in kept["norrbotten"].everything].count(True) == 1
        assert person in follow_up.makers
    assert follow_up.show_makers


def test_every_footnote_is_kept_also_a_mark_without_text():
    for printed in NORRBOTTEN["footnotes"]:
        footnote = Footnote.objects.get(mark=printed["mark"])
        assert footnote.text == printed.get("text", "")
        assert printed.get("near", "") in footnote.near
        assert footnote.text or footnote.note


# How many series a caption speaks of, where it is more than one.
LINES = {"D1": 3, "D7": 2, "D8": 2, "D12": 4, "D13": 2, "D14": 2, "D15": 2, "D16": 2}
LINES |= {"T1": 3, "T2": 6}


def test_every_diagram_and_table_has_its_caption_and_period(subtests):
    for printed in NORRBOTTEN["diagrams_and_tables"]:
        with subtests.test(printed["n"]):
            figure = figure_of(printed["n"])
            caption = [printed["caption"], printed.get("source_line", {}).get("verbatim", "")]
            assert as_printed(figure) == " ".join(caption).strip()
            assert figure.source_line.startswith("Källa")
            assert figure.printed_inside.split("\n") == printed.get("inner", [""])
            assert figure.is_picture_only == printed["n"].startswith("D")
            assert figure.lines.count() == LINES.get(printed["n"], 1)
            shown = re.search(r"(\d{4}) ?[–-] ?(\d{4})(?!.*Rapport)", figure.caption)
            if shown and "Rapport" not in figure.caption:
                assert (figure.first_period, figure.last_period) == shown.groups()


def test_names_wordings_and_actions_are_the_printed_ones(subtests):
    for partnership, goal in goals():
        with subtests.test(goal["id"]):
            check_goal(partnership, goal)


def check_goal(partnership, goal):
    row = Goal.objects.get(code=goal["id"].lower(), strategy__partnership__code=partnership)
    assert row.name == goal.get("name", row.statement.removesuffix("."))
    assert row.statement == goal.get("verbatim", "")
    assert row.heading_as_printed == goal.get("heading", "")
    assert row.rationale == " ".join(goal.get("rationale", [])) or goal["id"] == "O3"
    assert row.definition == goal.get("definition", "")
    if "name_in_body" in goal:
        assert row.also_printed_as == goal["name_in_body"]
        assert row.analyses.get().heading_as_printed == goal["name_in_body"]
    actions = Action.objects.filter(goal=row)
    assert [action.text for action in actions] == goal.get("strategies", [])
    assert {action.lead_in for action in actions} <= {goal.get("strategies_intro")}
    codes = row.indicators.values_list("code", flat=True)
    assert list(codes) == [indicator["id"].lower() for indicator in goal["indicators"]]


def test_the_lighthouses_have_their_start_years():
    printed = OSTFOLD["areas"][0]["lighthouses"]
    rows = Lighthouse.objects.values_list("name", "start_year")
    assert sorted(rows) == sorted((each["name"], each["start_year"]) for each in printed)
