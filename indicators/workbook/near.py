"""What somebody may have meant by a code or word that is not known: for problems only.

A near match is never taken for the thing itself.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from indicators.workbook import words
from indicators.workbook.symbols import DASHES

CUTOFF = 0.7  # of difflib
# In a file full of wrong codes, so many comparisons; then only case and spaces are looked at.
MOST_COMPARISONS = 100_000
LONGEST = 100  # characters


class NearCodes:
    """Codes that look like a wrong one: another case, a space for a hyphen, a letter too many."""

    def __init__(self, codes: Iterable[str]):
        self.codes = {}
        for code in codes:
            self.codes.setdefault(_bare(code), code)
        self.found: dict[str, str] = {}
        self.compared = 0

    def to(self, code: str) -> str:
        """The code that was probably meant; empty when none is near."""
        if code not in self.found:
            self.found[code] = self._search(_bare(code[:LONGEST]))
        return self.found[code]

    def _search(self, bare):
        if bare in self.codes:
            return self.codes[bare]
        self.compared += len(self.codes)
        if self.compared > MOST_COMPARISONS:
            return ""
        return self.codes.get(nearest(bare, self.codes), "")


def _bare(code):
    """A code without what people change when they copy it: case, spaces, hyphens, zeros."""
    bare = "".join(code.translate(DASHES).casefold().split())
    return bare.replace("-", "").replace("_", "").lstrip("0")


def nearest(text: str, known: Iterable[str]) -> str:
    """The most similar of some texts; empty when none is similar."""
    return next(iter(get_close_matches(text[:LONGEST], list(known), n=1, cutoff=CUTOFF)), "")


def near_word(text: str, read: Mapping[str, str], table: Mapping[str, Mapping], language: str):
    """The word of a table, in a language, that a text is nearest to; empty when none is near.

    ``read``: every way to write a word, with its code; ``table``: by code and language.
    """
    found = nearest(words.plain(text), read)
    return words.written(table[read[found]], language) if found else ""
