"""Units as people write them: multipliers, shares, and whether two mean the same."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

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
# Where a heading may say its unit: in brackets, or last, after a mark or "i".
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
LAST = re.compile(r".*(?:[,;:]|\s[–-]\s|(?:^|\s)(?:i|in)\s)", re.DOTALL)
BY_WHAT = re.compile(r"\s(?:efter|etter|by|fördelat|fordelt)\s.*", re.DOTALL)
YEARS = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s*[-–/]\s*[0-9]{2,4}|[kmq][0-9]{1,2})?\*?(?![0-9])"
)
TALS = re.compile(r"(?:tusental|(?:10{1,2}|10{0,2} ?000(?: ?000)?) ?- ?tal)(?!\w)")
LIMITS = frozenset(
    word
    for words in (
        "över under minst högst än mer fler färre mindre over høyst enn flere færre more less",
        "eller och og or and per pr med om till til",
    )
    for word in words.split()
)
COUNTS = frozenset(("st", "stk", "antal"))
PER = frozenset(("per", "pr", "på", "/"))
CURRENCIES = frozenset(CURRENCY.split("|"))
NOT_COUNTED = (  # units that no multiplier goes with
    *("promille", "promill", "‰", "andel", "andeler", "share", "index", "indeks", "kvot"),
    *("procentenhet", "procentenheter", "prosentpoeng", "%-enheter", "percentage"),
)
SMALL_DIGITS = str.maketrans("²³", "23")
NO_POWERS = str.maketrans("", "", "²³")
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
def counted_in(text):
    """The unit in multiples that a heading says its figures are in: "1 000-tal ton".

    Empty where it says none: what stands in the name of what is measured is none, such as
    "företag med omsättning över 1 miljard".
    """
    lowered = _plain(text)
    outside = BY_WHAT.sub("", IN_BRACKETS.sub(" ", lowered))
    outside = YEARS.sub(" ", outside).strip(" .,;:")
    parts = [*IN_BRACKETS.findall(lowered), outside, LAST.sub("", outside), _from_tal(outside)]
    return next((part.strip() for part in parts if _is_in_multiples(part.strip())), "")


@lru_cache(maxsize=4096)
def times_in_heading(written, known):
    """By what figures under a heading are multiplied to be in the unit of a series.

    ``written``: as ``counted_in`` gives it. None: it is not the unit of the series.
    """
    (by, words), (known_by, known_words) = _parts(written), _parts(known)
    if is_share(known) or not PER.isdisjoint(known_words) or "/" in known:
        return None if PER.isdisjoint(words) or words != known_words else by / known_by
    if known_words and known_words[0] in NOT_COUNTED:
        return None
    if not words or (not known_words and (words[0] in CURRENCIES or words[0] == "ton")):
        return by / known_by
    short, long = sorted((_in_kr(words), _in_kr(known_words)), key=len)
    is_same = bool(short) and long[: len(short)] == short and PER.isdisjoint(long[len(short) :])
    return by / known_by if is_same else None


@lru_cache(maxsize=4096)
def is_share(unit):
    """Whether a unit is per cent; promille and percentage points are not."""
    return SHARE.match(unit.strip().casefold()) is not None


@lru_cache(maxsize=4096)
def times(written, known):
    """By what a figure in the unit ``written`` is multiplied to be one in ``known``.

    1 when they are the same; None when they measure different things. The short form of a
    unit will do, "dagar" for "dagar per försäkrad"; but a number of things is no rate of them,
    and nothing is the same "per 1 000 invånare".
    """
    (by, words), (known_by, known_words) = _parts(written), _parts(known)
    if words == ("%",) and is_share(known):
        return by
    if not words or words != known_words[: len(words)]:
        return Decimal(1) if _plain(written) == _plain(known) else None
    rest = known_words[len(words) :]
    is_rate = any(word in PER or "/" in word for word in rest) and rest != ("per", "år")
    per_many = any(one in PER and other[0].isdigit() for one, other in pairwise(rest))
    if per_many or (is_rate and words[0] in COUNTS):
        return None
    return by / known_by


def _is_in_multiples(part):
    """Whether a part of a heading is a multiplier, alone or with a unit."""
    found = _multiplier(part)
    if found is None or found[1] != 0:
        return False
    # Ten thousand inhabitants is a size; only thousands and millions stand bare before a unit.
    if BARE.match(part) and not MULTIPLIER.match(part) and found[0] in (10**4, 10**5):
        return False
    rest = part[found[2] :]
    return not re.search(r"[0-9,;:]", rest.translate(NO_POWERS)) and LIMITS.isdisjoint(
        re.findall(r"[^\W\d]+", _without_per(rest))
    )


def _without_per(rest):
    """A unit up to its "per": "kr per invånare" is a unit like any other."""
    return re.split(r"\s(?:per|pr)\s", rest, maxsplit=1)[0]


def _from_tal(text):
    """A heading from its "tusental" on, unless a limit stands before it."""
    found = [match.start() for match in TALS.finditer(text)]
    before = text[: found[-1]].split() if found else ["per"]
    return (
        "" if before and (before[-1] in LIMITS or before[-1][-1].isdigit()) else text[found[-1] :]
    )


def _in_kr(words):
    """The words of a unit; whose crowns they are makes no difference to a multiplier."""
    return tuple("kr" if word in ("sek", "nok") else word for word in words)


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
