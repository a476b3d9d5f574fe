"""Diagrams as pictures, for where an SVG can't stand; with the letters of the report itself."""

from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
import resvg_py

FONT = "Source Sans Pro"
FILES = Path(font_source_sans_pro.__file__).parent / "files"
FACES = [str(FILES / f"SourceSansPro-{face}.ttf") for face in ("Regular", "It", "Bold", "BoldIt")]
WIDTH = 1260  # pixels: some 200 to the inch across a page


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG, with its size in pixels."""

    content: bytes
    width: int
    height: int


def picture(svg):
    """An SVG drawn as a PNG, the same on every machine. Raises ValueError where it is none."""
    content = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=WIDTH,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=FACES,
        font_family=FONT,
        sans_serif_family=FONT,
    )
    # A PNG begins with its size: after 16 bytes width and height, of four bytes each.
    width, height = (int.from_bytes(content[start : start + 4]) for start in (16, 20))
    return Picture(content=bytes(content), width=width, height=height)
