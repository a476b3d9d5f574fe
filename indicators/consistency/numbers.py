"""The numbers that stand in a text as figures: not years, ages, dates, or numbers of pages."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from config.decimals import Ambiguous, NotANumber, decimal_mark_of, read_decimal
from indicators.consistency import words

SPACES = "\u0020\u00a0\u2009\u202f"
TOKEN = re.compile(
    rf"(?<![\w.,:/^–−-])[−–-]?(?:[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])|[0-9]+)"
    r"(?:[.,][0-9]+)*(?![0-9:/]|-?[^\W\d_])"
)
YEAR = r"(?:19|20|21)[0-9]{2}"
NO_FIGURES = re.compile(
    rf"\b{YEAR}-(?:[0-9]{{2}}-[0-9]{{2}}|[SQHK][1-4])\b"  # dates, half years
    rf"|\b{YEAR}\s*[-–/]\s*(?:{YEAR}|[0-9]{{2}})\b"  # years, school years, months
    r"|\b[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\b"  # dates
    r"|https?://\S+"
    r"|^\s*[0-9]+[.)]\s"  # numbered lists and sections
    r"|\b[0-9]{1,2}\.\s+(?=(?-i:[a-zåäöæø]))"  # ordinals, as Norwegian writes them
    r"|\^[0-9a-z]+|\[[0-9]+\]"  # marks of footnotes
    r"|\b[0-9]{1,3}\s*[-–]\s*[0-9]{1,3}[\s-]*(?:år|years?)\w*"  # ages
    r"|\b[0-9](?:[0-9\u00a0 ]{0,12}[0-9])?-tal\w*"
    r"|\b[0-9]+(?:[.,][0-9]+)?\s*(?:år|års|åren|years?|månad|måned|month|minut|minute|timm|time|"
    r"hour|veck|uke|week)\w*"  # how long
    r"|\b(?:diagram|tabell|table|figur|figure|chart|avsnitt|kapitel|kapittel|chapter|fotnot|"
    r"fotnote|footnote|mål|goal|fas|steg|sida|side|page|nr|no)\.?\s+[0-9]+(?:\.[0-9]+)*"
    r"|\b[0-9]{1,2}\s+(?:jan|feb|mar|apr|maj|mai|may|jun|jul|aug|sep|okt|oct|nov|dec|des)\w*",
    re.I | re.M,
)
NEAR = 120  # characters before and after a number that say what it is
UNIT_AFTER = re.compile(r"\s*(?:%|[^\W\d_]+)", re.I)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A number as it stands in a text, with all it may mean."""

    text: str
    readings: tuple[Decimal, ...]  # two where "1.144" can be read in two ways
    precision: Decimal  # half of it is what rounding may have taken
    before: str
    after: str

    def is_about(self, number):
        """Whether a number rounds to this one; the sign is told in words, so it is left out."""
        size = abs(number)
        return any(low <= size <= high for low, high in self.ranges)

    @cached_property
    def ranges(self):
        """The numbers that round to it, each time from the lowest to the highest.

        As it stands, and multiplied by a word like "tusen" right after it.
        """
        scales = {Decimal(1), words.scale_of(" ".join(self.after.split()[:1]))}
        half = self.precision / 2
        return [
            ((abs(reading) - half) * scale, (abs(reading) + half) * scale)
            for reading in self.readings
            for scale in scales
        ]


def numbers_in(text):
    """The figures of a text, in their order; numbers that are no figures are passed over."""
    plain = NO_FIGURES.sub(lambda found: " " * len(found[0]), text)
    tokens = list(TOKEN.finditer(plain))
    mark = decimal_mark_of([token[0] for token in tokens])
    written = (as_written(plain, token, mark) for token in tokens)
    return [each for each in written if each is not None]


def as_written(text, token, mark):
    """A token as a number with its surroundings; None where it is a year or no number."""
    start, end = token.span()
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    unit = UNIT_AFTER.match(after)
    if re.fullmatch(YEAR, token[0]) and not (unit and words.unit_kinds(unit[0])):
        return None
    try:
        readings = (read_decimal(token[0], mark),)
    except Ambiguous as doubt:
        readings = (doubt.as_decimal, doubt.as_whole)
    except NotANumber:
        return None
    return Written(
        text=token[0].strip(),
        readings=readings,
        precision=precision(readings[0], is_about=words.ABOUT.search(before) is not None),
        before=before,
        after=after,
    )


def precision(number, *, is_about=False):
    """The smallest step the number is written in: 0.1 for 4,3; for "about 5 000" it is 1 000."""
    step = Decimal(1).scaleb(min(number.as_tuple().exponent, 0))
    if is_about and step == 1 and number:
        step = Decimal(1).scaleb(number.normalize().as_tuple().exponent)
    return step
