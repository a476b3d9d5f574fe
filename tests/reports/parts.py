"""The parts the content of an edition is made of, each key of them there."""

# Blocks and what stands in them


def text(words):
    return {"kind": "text", "text": words}


def paragraph(*inlines):
    return {"kind": "paragraph", "text": list(inlines)}


def heading(level, words):
    return {"kind": "heading", "level": level, "text": [text(words)]}


def listed(*items, ordered=False, start=1):
    return {"kind": "list", "ordered": ordered, "start": start, "items": list(items)}


def figure_here(code):
    return {"kind": "figure", "code": code}


def footnote(number):
    return {"kind": "footnote", "number": number}


def value(series, period, number, shown):
    return {
        "kind": "value",
        "series": series,
        "period": period,
        "aggregation": "point",
        "value": number,
        "shown": shown,
    }


# What was measured


def measured(period, number, shown, **more):
    return {
        "period": period,
        "aggregation": "point",
        "value": number,
        "missing": "",
        "direction": "",
        "status": "A",
        "as_printed": "",
        "unit_as_printed": "",
        "decimals": 1,
        "shown": shown,
        "note": "",
        "is_replaced": False,
        **more,
    }


def series(code, title, **more):
    return {
        "code": code,
        "title": title,
        "name": "Ohälsotal",
        "label_as_printed": "",
        "area": {"name": "Norrbotten", "is_nation": False},
        "group": "",
        "age": "16–64 år",
        "unit": "dagar",
        "role": "main",
        "official": "yes",
        "source": "Försäkringskassan",
        "recipe": "",
        "table_reference": "",
        "substitutes": "",
        "comparability": "unknown",
        "comparability_reason": "",
        "baselines": [],
        "observations": [],
        **more,
    }


def said(sv, nb="", en=""):
    return {"sv": sv, "nb": nb or sv, "en": en or sv}


def indicator(code, number, name, **more):
    return {
        "code": code,
        "number": number,
        "name": name,
        "wording": name,
        "definition": "",
        "unit": "dagar",
        "decimals": 1,
        "owner": "",
        "series": [],
        "baseline": {"period": "", "columns": [], "rows": []},
        "targets": [],
        "computed": None,
        "assessment": None,
        "annotations": [],
        "notes": [],
        "citations": [],
        **more,
    }


def assessment(**more):
    return {
        "arrow": "",
        "arrow_note": "",
        "attainment": "",
        "conclusion_as_printed": "",
        "comment": [],
        "not_followed_reason": "",
        "not_followed_as_printed": "",
        "substitute": "",
        "reason_for_differing": "",
        "suggestion": None,
        "figures_changed": False,
        "differs": False,
        "state": "approved",
        **more,
    }


def row(label, *cells):
    """A row of a baseline; a cell is what it shows, or that and a note."""
    pairs = [(each, "") if isinstance(each, str) else each for each in cells]
    return {"label": label, "cells": [{"shown": shown, "note": note} for shown, note in pairs]}


def data_row(label, *cells):
    """A row below a diagram; a cell is what it shows, or that, its status and a note."""
    full = [(each, "A", "") if isinstance(each, str) else each for each in cells]
    return {
        "label": label,
        "cells": [{"shown": shown, "status": status, "note": note} for shown, status, note in full],
    }


def figure(code, kind, number, caption, **more):
    return {
        "code": code,
        "kind": kind,
        "number": number,
        "label": f"{'Diagram' if kind == 'chart' else 'Tabell'} {number}",
        "caption": caption,
        "source_line": "",
        "is_official": False,
        "unit": "",
        "indicator": "",
        "printed_inside": [],
        "is_picture_only": False,
        "alt": "",
        "svg": "",
        "table": {"corner": "", "head": [], "rows": []},
        **more,
    }


def note(code, kind, words, **more):
    return {"code": code, "kind": kind, "text": words, "passage": "", "about": "", **more}


def follow_up(**more):
    return {
        "code": "2019-2023",
        "title": "Uppföljning av målen 2019–2023",
        "first_year": 2019,
        "last_year": 2023,
        "prepared_by": "Regionala utvecklingsavdelningen, Region Norrbotten",
        "makers": "Carola Medelid och Ylva Sardén",
        "is_from_document": True,
        "contents_as_printed": "Inledning..... 2\nEn livskraftig region 3",
        **more,
    }


EVERY_BLOCK = [
    paragraph(
        text("Ohälsotalen"),
        footnote(2),
        text(" har blivit lägre: under 2022 låg de för kvinnor på "),
        value("n08-women", "2022", "30.4", "30,4 dagar (2022)"),
        text(" och för män på "),
        value("n08-men", "2021", None, "sekretess (2021)"),
        text(", se "),
        {"kind": "mention", "code": "d1", "shown": "Diagram 1"},
        text("."),
    ),
    figure_here("d1"),
    heading(1, "Varför det är så"),
    paragraph(
        {
            "kind": "strong",
            "text": [text("Viktigt: "), {"kind": "emphasis", "text": [text("mycket")]}],
        },
        text(" 100 % #1 $5 *stjärna* <b>inte fet</b> \\omvänt _streck_ @namn"),
        {"kind": "break"},
        text("Ny rad med "),
        {"kind": "code", "text": "kod = 1"},
        text(" och "),
        {
            "kind": "link",
            "href": "https://www.forsakringskassan.se/statistik",
            "text": [text("Försäkringskassans statistik")],
        },
        text("."),
    ),
    heading(3, "Tänkbara orsaker"),
    listed(
        [paragraph(text("en könsuppdelad arbetsmarknad"))],
        [
            paragraph(text("befolkningens sammansättning:")),
            listed([paragraph(text("äldre"))], [paragraph(text("utflyttade"))]),
        ],
    ),
    listed(
        [paragraph(text("tredje skälet"))],
        [paragraph(text("fjärde skälet"))],
        ordered=True,
        start=3,
    ),
    {"kind": "quote", "blocks": [paragraph(text("Ingen ska behöva bli sjuk av sitt arbete."))]},
    {"kind": "code", "text": "rad ett\n  rad två, indragen"},
    {"kind": "rule"},
    {
        "kind": "table",
        "head": [[text("Grupp")], [text("Dagar")]],
        "rows": [
            [[text("Kvinnor")], [{"kind": "strong", "text": [text("30,4")]}]],
            [[text("Män")], [text("19,9")]],
        ],
    },
]
