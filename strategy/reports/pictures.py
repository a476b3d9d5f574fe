"""Diagrams as pictures, for where an SVG can't stand; with the letters of the report itself."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import font_source_sans_pro
import resvg_py
from django.template.loader import render_to_string

from config.well_formed import well_formed

FONT = "Source Sans Pro"
FILES = Path(font_source_sans_pro.__file__).parent / "files"
FACES = [str(FILES / f"SourceSansPro-{face}.ttf") for face in ("Regular", "It", "Bold", "BoldIt")]
WIDTH = 1260  # pixels: some 200 to the inch across a page
SHARED = 1200  # pixels across; 630 down, as other sites show it
COLOUR = "#0f4c5c"  # of a partnership that has chosen none
TOP, TITLE, SENTENCE, GAP = 92, 52, 36, 14  # where words begin, and how high a line of them is
LAST = 544  # the foot of the last line
LETTERS_OF_TITLE, LETTERS = (23, 46), (42, 84)  # on a line beside a chart, and without one
LINES_OF_TITLE = 4


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG, with its size in pixels."""

    content: bytes
    width: int
    height: int


def picture(svg, width=WIDTH):
    """An SVG drawn as a PNG, the same on every machine. Raises ValueError where it is none."""
    content = resvg_py.svg_to_bytes(
        svg_string=well_formed(svg),
        width=width,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=FACES,
        font_family=FONT,
        sans_serif_family=FONT,
    )
    # A PNG begins with its size: after 16 bytes width and height, of four bytes each.
    width, height = (int.from_bytes(content[start : start + 4]) for start in (16, 20))
    return Picture(content=bytes(content), width=width, height=height)


def for_sharing(*, name, headline, drawing, partnership):
    """An indicator as a picture beside a link: its name, how it stands, its first chart."""
    wide = not drawing.panels
    title = wrap(name, LETTERS_OF_TITLE[wide], max_lines=LINES_OF_TITLE, placeholder=" …")
    first = TOP + TITLE * len(title) + GAP
    room = (LAST - first) // SENTENCE + 1
    sentences = wrap(headline, LETTERS[wide], max_lines=room, placeholder=" …")
    svg = render_to_string(
        "indicators/sharing.svg",
        {
            "title": placed(title, TOP, TITLE),
            "sentences": placed(sentences, first, SENTENCE),
            "partnership": partnership.name,
            "colour": partnership.colour or COLOUR,
            "drawing": None if wide else drawing.first,
            "content": partnership.language,
        },
    )
    return picture(svg, width=SHARED)


def placed(lines, top, high):
    return [{"words": line, "y": top + high * number} for number, line in enumerate(lines)]
