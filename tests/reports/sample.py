"""A report with every kind of block, figure, judgement and gap that the content of one may hold."""

from copy import deepcopy

from tests.reports.parts import (
    EVERY_BLOCK,
    assessment,
    data_row,
    figure,
    figure_here,
    follow_up,
    footnote,
    heading,
    indicator,
    listed,
    measured,
    note,
    paragraph,
    row,
    said,
    series,
    text,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 420" width="1000" height="420"'
    ' role="img" lang="sv" font-family="Source Sans Pro, system-ui, sans-serif" font-size="24"'
    ' fill="#1b2730"><title>Ohälsotal</title><desc>Två linjer som faller.</desc>'
    '<rect width="100%" height="100%" fill="#fff"/>'
    '<path d="M80 60H760" stroke="#d5dcdf" stroke-width="2"/>'
    '<text x="68" y="68" text-anchor="end" fill="#50606b">40</text>'
    '<path d="M80 360H760" stroke="#d5dcdf" stroke-width="2"/>'
    '<text x="68" y="368" text-anchor="end" fill="#50606b">20</text>'
    '<text x="120" y="400" text-anchor="middle" fill="#50606b">2017</text>'
    '<text x="720" y="400" text-anchor="middle" fill="#50606b">2022</text>'
    '<polyline points="120,130 720,204" fill="none" stroke="#0f4c5c" stroke-width="4"/>'
    '<polyline points="120,315 720,361" fill="none" stroke="#b3261e" stroke-width="4"/>'
    '<circle cx="120" cy="130" r="8" fill="#0f4c5c"/><circle cx="720" cy="204" r="8"/>'
    '<text x="745" y="212" fill="#0f4c5c" font-weight="700">Kvinnor</text>'
    '<text x="745" y="369" fill="#b3261e" font-weight="700">Män</text></svg>'
)


def sample(**changes):
    """The content of a report in Swedish; ``changes`` replace parts of it by their keys."""
    return {**deepcopy(CONTENT), **deepcopy(changes)}


def empty_sample():
    """A strategy that states nothing it need not state, followed up for the first time."""
    strategy = {
        **deepcopy(CONTENT["strategy"]),
        "adopted_year": None,
        "first_year": None,
        "horizon_year": None,
        "vision": "",
        "perspectives": "",
        "objectives": [],
        "adopted_by": "",
        "legal_basis": "",
    }
    return sample(
        edition={"number": None, "date": None, "note": ""},
        strategy=strategy,
        follow_up=follow_up(prepared_by="", makers="", is_from_document=False),
        introduction=[],
        method_text=[],
        arrow_legend=[],
        lesson=[],
        areas=[],
        footnotes=[],
        not_followed=[],
        notes=[],
        sources=[],
    )


def large_sample(count):
    """A report of so many indicators, ten to a goal, with a diagram for two of three."""
    area = CONTENT["areas"][0]
    goals = [large_goal(area["goals"][0], at, min(10, count - at)) for at in range(0, count, 10)]
    return sample(areas=[{**deepcopy(area), "goals": goals}])


def large_goal(goal, at, count):
    numbers = range(at + 1, at + count + 1)
    codes = [f"d{number}" for number in numbers if number % 3]
    drawn = [
        {**goal["figures"][0], "code": code, "number": number, "label": f"Diagram {number}"}
        for number, code in enumerate(codes, start=at + 1)
    ]
    return {
        **goal,
        "code": f"eg{at}",
        "number": at + 1,
        "name": f"Mål {at}",
        "heading": f"Mål {at}",
        "analysis": [
            block
            for code in codes
            for block in (paragraph(text("Ohälsotalen har sjunkit. " * 20)), figure_here(code))
        ],
        "figures": drawn,
        "targets": [],
        "citations": [],
        "notes": [],
        "indicators": [
            {
                **goal["indicators"][0],
                "code": f"n{number}",
                "number": number,
                "name": f"Ind {number}",
            }
            for number in numbers
        ],
    }


HEALTH_FIGURE = figure(
    "d1",
    "chart",
    1,
    "Ohälsotalens förändring över tid 2017–2022.",
    source_line="Källa: Försäkringskassan.",
    is_official=True,
    unit="dagar",
    indicator="n08",
    printed_inside=["Ohälsotal", "Dagar per person och år"],
    alt="Linjediagram: ohälsotalet faller för kvinnor från 35,1 till 30,4 dagar.",
    svg=SVG,
    table={
        "corner": "dagar",
        "head": ["2017", "2021", "2022"],
        "rows": [
            data_row("Kvinnor", "35,1", ("29,9", "P", "preliminär siffra"), "30,4"),
            data_row("Män", "23,1", ("sekretess", "A", ""), "19,9"),
            data_row("Skillnad", "12,0", "0", "10,5"),
        ],
    },
)

HEALTH = indicator(
    "n08",
    "8",
    "Ohälsotal",
    wording="Ohälsotalet för kvinnor och män 16–64 år ska minska och ligga på högst 25.",
    definition="Utbetalda dagar delade med befolkningen i åldern 16–64 år.",
    owner="Försäkringskassan",
    series=[
        series(
            "n08-women",
            "Ohälsotal, kvinnor",
            group="Kvinnor",
            baselines=[measured("2017", "35.1", "35,1 dagar", kind="start", as_printed="35,1 %")],
            observations=[
                measured("2021", "29.9", "29,9 dagar", status="P"),
                measured("2022", "30.4", "30,4 dagar", as_printed="30,4"),
            ],
        ),
        series(
            "n08-men",
            "Ohälsotal, män",
            group="Män",
            baselines=[measured("2017", "23.1", "23,1 dagar", kind="start")],
            observations=[
                measured("2021", None, "sekretess", missing="secret"),
                measured("2022", "19.9", "19,9 dagar"),
            ],
        ),
    ],
    baseline={
        "period": "2017",
        "columns": ["Norrbotten", "Riket"],
        "rows": [
            row("Totalt", "28,8 %", "26,2 %"),
            row("Kvinnor", ("35,1 %", "enheten är dagar"), "31,6 %"),
            row("Män", "23,1 %", "20,9 %"),
        ],
    },
    targets=[
        {
            "code": "n08-t1",
            "wording": "högst 25",
            "kind": "level",
            "status": "too_slow",
            "judgement": {"status": "too_slow"},
            "said": said("30,4 dagar 2022; målet är högst 25 dagar 2030."),
        }
    ],
    computed={
        "status": "too_slow",
        "development": "positive",
        "said": said("Ohälsotalet minskar, men för långsamt: 30,4 dagar 2022."),
        "reasons": [],
        "flags": ["preliminary", "human_differs"],
    },
    assessment=assessment(
        arrow="unchanged",
        arrow_note="Pilen avser kvinnor.",
        attainment="partly",
        conclusion_as_printed="Målet i RUS uppnås därmed fortsatt för män men inte för kvinnor.",
        comment=[paragraph(text("Skillnaden mellan könen består."))],
        reason_for_differing="Nedgången har stannat av efter 2021.",
        suggestion={"as_of": "2026-11-22", "method": "1", "judgement": {"status": "on_track"}},
        figures_changed=True,
        differs=True,
    ),
    annotations=[
        {"period": "2021", "kind": "event", "text": "Covid-19 påverkade året.", "series": ""},
        {"period": "2022", "kind": "break", "text": "Nya regler.", "series": "n08-women"},
    ],
    notes=[
        note(
            "I07",
            "unit",
            "Enheten är dagar, inte procent.",
            passage="ligga på högst 25 %",
            about="Ohälsotal, kvinnor",
        )
    ],
    citations=[
        {
            "as_printed": "Källa: Försäkringskassan",
            "source": "Försäkringskassan",
            "is_certain": True,
            "note": "",
        },
        {
            "as_printed": "Kolada?",
            "source": "",
            "is_certain": False,
            "note": "Oklart vilken tabell.",
        },
    ],
)

TRANSPORT_FIGURES = [
    figure(
        "t1",
        "table",
        1,
        "Lossat och lastat gods i Luleå och Piteå 2019–2022.",
        source_line="Källa: Regionfakta, egen bearbetning.",
        unit="miljoner ton",
        table={
            "corner": "Miljoner ton",
            "head": ["2019", "2020"],
            "rows": [data_row("Luleå hamn", "7,4", "8,5"), data_row("TOTALT", "9,2", "10")],
        },
    ),
    figure(
        "d2",
        "chart",
        2,
        "Kollektivtrafikens marknadsandel per region 2023.",
        source_line="Källa: Kollektivtrafikbarometern.",
        is_picture_only=True,
        printed_inside=["Marknadsandel i procent"],
        alt="Stapeldiagram över samtliga regioner.",
    ),
]

CONTENT = {
    "schema": "framsteg-edition-1",
    "method": "1",
    "as_of": "2026-11-22",
    "language": "sv",
    "edition": {"number": 2, "date": "2026-11-22", "note": "Rättar enheten för ohälsotalet."},
    "partnership": {
        "code": "norrbotten",
        "name": "Region Norrbotten",
        "area_name": "Norrbottens län",
    },
    "strategy": {
        "code": "rus-2030",
        "title": "Regional utvecklingsstrategi Norrbotten 2030",
        "short_title": "RUS",
        "adopted_by": "regionfullmäktige",
        "adopted_year": 2019,
        "first_year": 2019,
        "horizon_year": 2030,
        "legal_basis": "Lagen om regionalt utvecklingsansvar (2010:630)",
        "vision": "Norrbotten ska bli Sveriges mest välkomnande och nytänkande län",
        "perspectives": "hållbarhet, jämställdhet, jämlikhet och mångfald",
        "objectives": ["Vara välkomnande, hållbart och attraktivt", "Skapa hållbar tillgänglighet"],
    },
    "follow_up": follow_up(),
    "introduction": [
        paragraph(
            text("Strategin är länets styrdokument."), footnote(1), text(" Den gäller alla.")
        ),
        heading(2, "Insatsområden"),
        listed([paragraph(text("Hög livskvalitet i attraktiva livsmiljöer"))]),
    ],
    "method_text": [paragraph(text("För varje mål redovisas en kort övergripande analys."))],
    "arrow_legend": [paragraph(text("En grön pil innebär en positiv utveckling."))],
    "lesson": [paragraph(text("En lärdom är att använda officiell statistik."))],
    "areas": [
        {
            "code": "io1",
            "number": 1,
            "name": "Hög livskvalitet i attraktiva livsmiljöer",
            "goals": [
                {
                    "code": "eg5",
                    "number": 5,
                    "name": "God, jämlik och jämställd hälsa",
                    "heading": "God, jämlik och jämställd hälsa",
                    "statement": "Norrbotten ska ha en god, jämlik och jämställd hälsa.",
                    "indicators": [HEALTH],
                    "analysis": EVERY_BLOCK,
                    "figures": [HEALTH_FIGURE],
                    "targets": [],
                    "citations": [],
                    "notes": [],
                }
            ],
        },
        {
            "code": "io2",
            "number": 2,
            "name": "Hållbara transporter och tillgänglighet",
            "goals": [
                {
                    "code": "eg6",
                    "number": 6,
                    "name": "Möta förväntningarna på tillgänglighet",
                    "heading": "Norrbotten ska möta förväntningarna på tillgänglighet",
                    "statement": "",
                    "indicators": [
                        indicator(
                            "n09",
                            "9",
                            "Resande med kollektivtrafik",
                            wording="Andelen resande med kollektivtrafik ska öka till 25 % 2030.",
                            unit="procent",
                            baseline={
                                "period": "",
                                "columns": ["Norrbotten"],
                                "rows": [
                                    row("", ("10 % (2017)", "från Kollektivtrafikbarometern"))
                                ],
                            },
                            computed={
                                "status": "cannot_assess",
                                "development": "unknown",
                                "said": said("Det går inte att bedöma."),
                                "reasons": ["series_not_comparable"],
                                "flags": [],
                            },
                            assessment=assessment(
                                arrow="positive",
                                attainment="not_reached",
                                substitute="Marknadsandel, Länstrafiken",
                            ),
                        ),
                        indicator(
                            "n10",
                            "10",
                            "Når centralort inom 60 minuter",
                            wording="Andel som når centralort inom 60 minuter.",
                            assessment=assessment(
                                not_followed_reason="not_found",
                                not_followed_as_printed="Statistik har inte kunnat hittas.",
                            ),
                        ),
                    ],
                    "analysis": [
                        paragraph(
                            text("Godset följs i "),
                            {"kind": "mention", "code": "t1", "shown": "Tabell 1"},
                        ),
                        figure_here("t1"),
                        figure_here("d2"),
                    ],
                    "figures": TRANSPORT_FIGURES,
                    "targets": [],
                    "citations": [],
                    "notes": [],
                },
                {
                    "code": "eg7",
                    "number": 7,
                    "name": "Ställa om transporterna",
                    "heading": "Ställa om transporterna",
                    "statement": "",
                    "indicators": [
                        indicator("n11", "11", "Gods med lastbil", assessment=assessment()),
                        indicator("n12", "12", "Gods med järnväg"),
                        indicator(
                            "n13", "13", "Gods med sjöfart", assessment=assessment(arrow="negative")
                        ),
                        indicator(
                            "n14",
                            "14",
                            "Laddplatser",
                            assessment=assessment(arrow="not_assessable"),
                        ),
                    ],
                    "analysis": [],
                    "figures": [],
                    "targets": [],
                    "citations": [],
                    "notes": [],
                },
            ],
        },
    ],
    "footnotes": [
        {
            "number": 1,
            "mark": "1",
            "text": [text("Enligt Lagen om regionalt utvecklingsansvar 2010:630.")],
            "near": "",
            "note": "",
        },
        {
            "number": 2,
            "mark": "2",
            "text": [
                text("Ohälsotalet är ett mått på "),
                {"kind": "emphasis", "text": [text("utbetalda dagar")]},
                text("."),
            ],
            "near": "",
            "note": "",
        },
        {
            "number": None,
            "mark": "7",
            "text": [],
            "near": "Lönesumman för kvinnor och män",
            "note": "Märket trycktes utan text.",
        },
        {
            "number": None,
            "mark": "*",
            "text": [text("Cabotage avser transport av gods inom Sverige.")],
            "near": "",
            "note": "",
        },
    ],
    "not_followed": [
        {
            "goal": "eg6",
            "goal_name": "Möta förväntningarna på tillgänglighet",
            "indicator": "n10",
            "name": "Når centralort inom 60 minuter",
            "reason": "not_found",
            "as_printed": "Statistik har inte kunnat hittas.",
        }
    ],
    "notes": [note("I40", "layout", "Tabellrubriken saknas på sidan 11.")],
    "sources": [
        {
            "name": "Försäkringskassan",
            "publisher": "",
            "address": "https://www.forsakringskassan.se/",
            "licence": "CC0",
            "access": "open",
            "note": "",
        },
        {
            "name": "Kollektivtrafikbarometern",
            "publisher": "Svensk kollektivtrafik",
            "address": "",
            "licence": "",
            "access": "survey",
            "note": "Endast Länstrafiken och Luleå lokaltrafik.",
        },
    ],
}
