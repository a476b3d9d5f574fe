"""Words as they are compared: folded letters, plain letters, stems. Pure: no Django.

Stems are those of the Snowball algorithms (snowballstem.org), which PostgreSQL uses too: so a
search finds the same on every database.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

# A number with its decimals, or letters and digits in a row.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
UNSEEN = ("\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}")
ACCENTS = dict.fromkeys(range(0x0300, 0x0370))  # as they stand after their letters, decomposed
PLAIN = ACCENTS | str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
PAIRS = (("ae", "a"), ("oe", "o"), ("aa", "a"))  # how æ, ø and å are written without them
NORWEGIAN = "norwegian"
ALGORITHMS = {
    **{"sv": "swedish", "en": "english", "da": "danish"},
    **{"nb": NORWEGIAN, "nn": NORWEGIAN, "no": NORWEGIAN},
}
SHORTEST_DEFINITE = 5  # letters of "resan"

_stemmers = {name: snowballstemmer.stemmer(name) for name in set(ALGORITHMS.values())}
_one_at_a_time = Lock()  # a stemmer keeps the word it works on


def tidy(text):
    """A text in one line, its letters composed, without marks that nobody sees."""
    for mark in UNSEEN:
        text = text.replace(mark, "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(word):
    """A word without the difference of capital and small letters."""
    return unicodedata.normalize("NFKC", word).casefold()


def plain(word):
    """A folded word as it is typed without å, ä, ö, æ, ø and accents."""
    letters = unicodedata.normalize("NFKD", word).translate(PLAIN)
    for written, letter in PAIRS:
        letters = letters.replace(written, letter)
    return letters


@lru_cache(maxsize=100_000)
def stem(word, language):
    """What the inflected forms of a folded word have in common; the word, where nobody knows."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    with _one_at_a_time:
        found = _stemmers[algorithm].stemWord(word)
        # Snowball leaves the definite form of Swedish words like "hälsa" and "resa" as it is.
        if language == "sv" and found.endswith("an") and len(found) >= SHORTEST_DEFINITE:
            found = _stemmers[algorithm].stemWord(found[:-1])
    return found
