"""Units as people write them: multipliers, shares, and whether two mean the same."""

import re
from decimal import Decimal
from functools import lru_cache

WORDS = {
    word: factor
    for factor, words in {
        10**2: "hundratal hundratals",
        10**3: "tusen tusental tusentals thousand thousands t",
        10**6: "milj miljon miljoner mill million millioner millions mio mn m",
        10**9: "miljard miljarder milliard milliarder billion billions mrd mdr md",
        10**12: "biljoner billioner",
    }.items()
    for word in words.split()
}
GLUED = {"t", "mn", "m", "md", "mrd", "mdr"}  # to a currency: tkr, mnkr, mdkr
SHORT = {"t", "m", "md"}  # mean something else when they stand alone
CURRENCY = "kr|sek|nok|eur"


def _any_of(words):
    """Words as alternatives of an expression, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


MULTIPLIER = re.compile(
    rf"(?<!per )(?<!/)(?<!/ )(?<!\w)(?:"
    rf"(?P<tens>10{{1,2}}|10{{0,2}} ?000(?: ?000)?) ?- ?tals?(?!\w)"
    rf"|(?P<word>{_any_of(WORDS.keys() - SHORT)})(?!\w)\.?(?!-)"
    rf"|(?P<glued>{_any_of(GLUED)})\.?(?={CURRENCY}(?!\w))"
    rf")"
)
# A bare number multiplies only in front of a unit: "1000 NOK", never "per 1 000 invånare".
BARE = re.compile(r"(?:^|[(,:;]\s*)(?P<tens>10{0,2} ?000(?: ?000)?)(?= [^\W\d])(?! (?:eller|or) )")
SHARE = re.compile(
    r"(?:andel|share)?[\s,(:]*(?:i\s+|in\s+)?(?:procent|prosent|per\s?cent|pct|%)(?![\w-])(?!\s+points?)"
)
SMALL_DIGITS = str.maketrans("²³", "23")
SAME = {
    **dict.fromkeys(("kronor", "kroner", "krona", "krone"), "kr"),
    **dict.fromkeys(("stk", "styck", "stycken", "stycke", "antal", "antall", "number"), "st"),
    **dict.fromkeys(("procent", "prosent", "percent", "pct"), "%"),
    **dict.fromkeys(("person", "persons", "people", "pers"), "personer"),
    **dict.fromkeys(("dag", "dager", "days", "day"), "dagar"),
    **dict.fromkeys(("tonn", "tonnes"), "ton"),
    **dict.fromkeys(("years", "year"), "år"),
}


@lru_cache(maxsize=4096)
def multiplier_of(text):
    """How many units a figure counts by: 1000 for "Tusental kronor"; None for single ones."""
    found = _multiplier(_plain(text))
    return found[0] if found else None


@lru_cache(maxsize=4096)
def is_share(unit):
    """Whether a unit is per cent; promille and percentage points are not."""
    return SHARE.match(unit.strip().casefold()) is not None


@lru_cache(maxsize=4096)
def times(written, known):
    """By what a figure in the unit ``written`` is multiplied to be one in ``known``.

    1 when they are the same; None when they measure different things. The short form of a
    unit will do: "st" for "st per år".
    """
    (by, words), (known_by, known_words) = _parts(written), _parts(known)
    if words == ("%",) and is_share(known):
        return by
    if not words or words != known_words[: len(words)]:
        return Decimal(1) if _plain(written) == _plain(known) else None
    return by / known_by


def _plain(text):
    return " ".join(text.casefold().split())


def _multiplier(lowered):
    """(factor, first, last position) of the multiplier in a plain text; None without."""
    found = [match for form in (MULTIPLIER, BARE) if (match := form.search(lowered))]
    if not found:
        return None
    first = min(found, key=re.Match.start)
    factor, start, end = _factor(first), first.start(first.lastgroup), first.end()
    second = MULTIPLIER.match(lowered, end + 1)  # "tusen miljoner", "1000 mill. kr"
    if second and lowered[end].isspace():
        factor, end = factor * _factor(second), second.end()
    return factor, start, end


def _factor(match):
    if match.lastgroup == "tens":
        return Decimal(re.sub(r"\D", "", match["tens"]))
    return Decimal(WORDS[match[match.lastgroup]])


def _parts(unit):
    """The multiplier of a unit, and its words as they are compared."""
    lowered = _plain(unit).replace("per cent", "procent").translate(SMALL_DIGITS)
    found = _multiplier(lowered)
    if found:
        factor, start, end = found
        lowered = f"{lowered[:start]} {lowered[end:]}"
    else:
        factor = Decimal(1)
    words = re.sub(r"[().,;]", " ", lowered).split()
    return factor, tuple(SAME.get(word, word) for word in words)
