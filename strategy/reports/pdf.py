"""The report as PDF: tagged (PDF/UA-1), for keeping (PDF/A-3a), with its letters inside."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import font_source_sans_pro
import typst
from django.utils.translation import override

from strategy.reports.composing import composed
from strategy.reports.letters import printable
from strategy.reports.referring import referred
from strategy.reports.words import spoken

ROOT = Path(__file__).parent / "typst"
FORM = ROOT / "report.typ"
KEPT_FOR = 11  # documents
STANDARDS = ["a-3a", "ua-1"]
FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=True,  # for letters that the report's own font has not
    font_paths=[font_source_sans_pro.font_directory],
)
# How Typst names letters that no font has
REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")


def write(content):
    """The PDF of the content of an edition, or of a draft; the same content, the same bytes.

    A character that no font has is written as its number, like [U+1F600].
    """
    with override(spoken(content["language"])):
        report = composed(content)
    report["blocks"] = referred(report["blocks"])
    made = datetime(*map(int, report["date"]), tzinfo=UTC)
    unknown = set()
    while True:
        try:
            return compiled(printable(report, unknown), made)
        except typst.TypstError as error:
            refused = refused_in(error.diagnostic)
            if refused <= unknown:  # it is about something else
                raise
            unknown |= refused


def compiled(report, made):
    """Users' words reach Typst as data only, never as its source."""
    compiler = typst.Compiler(root=ROOT, font_paths=FONTS, ignore_system_fonts=True)
    try:
        return compiler.compile(
            FORM,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=made,
            sys_inputs={"report": json.dumps(report)},
        )
    finally:
        # Typst keeps what it has laid out until so many documents later: hundreds of megabytes.
        for _document in range(KEPT_FOR):
            compiler.compile(b" ", format="pdf")


def refused_in(diagnostic):
    """The characters that could not be printed."""
    clusters = REFUSED.findall(diagnostic)
    told = (NUMBER.sub(lambda found: chr(int(found[1], 16)), each) for each in clusters)
    return {letter for cluster in told for letter in cluster if not letter.isascii()}
