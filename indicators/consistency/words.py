"""The words that texts are searched for, in Swedish, Norwegian and English."""

import re
from decimal import Decimal

SHARE_WORDS = r"andel(?:en|ar|er|arna|ene)?|share|proportion"
NUMBER_WORDS = r"antal(?:et)?|antall(?:et)?|number"
PER_CENT_WORDS = r"%|procent|prosent|per cent|percent|pct"
SHARE = re.compile(rf"\b(?:{SHARE_WORDS})\b", re.I)
NUMBER = re.compile(rf"\b(?:{NUMBER_WORDS})\b", re.I)
PER_CENT = re.compile(r"%|\b(?:procent|prosent|per cent|percent|pct)\b(?!\s*points?)", re.I)
NUMBER_AND_SHARE = re.compile(
    rf"\b(?:(?:{NUMBER_WORDS})\s+(?:och|og|samt|and)\s+(?:{SHARE_WORDS})"
    rf"|(?:{SHARE_WORDS})\s+(?:och|og|samt|and)\s+(?:{NUMBER_WORDS}))\b",
    re.I,
)
LEVEL_IN_PER_CENT = re.compile(
    rf"\b(?:till|til|to|at least|minst|högst|høyst)\s+[0-9][0-9 ,.]*\s*(?:{PER_CENT_WORDS})", re.I
)

CHANGED = re.compile(
    r"\b(?:ökat?|ökade|öker|ökar|ökning(?:en)?|minskat?|minskade|minskar|minskning(?:en)?|stigit|"
    r"steg|sjunkit|sjönk|økt|økte|øker|økning(?:en)?|redusert|gått ned|gått opp|sunket|sank|"
    r"nedgang(?:en)?|increased?|decreased?|rose|risen|fell|fallen|grown|grew|reduced|"
    r"reduction|increase|decrease|nedgång(?:en)?|uppgång(?:en)?|vuxit|vokst)\b",
    re.I,
)
BY = re.compile(
    r"\b(?:med|på|with|by|of)\s+(?:(?:ca|cirka|omkring|ungefär|omtrent|about|nästan|nesten)\.?\s+)?$",
    re.I,
)
COMPARED = re.compile(
    r"^\s*(?:högre|lägre|mer|mindre|fler|färre|høyere|lavere|flere|færre|"
    r"higher|lower|more|less|fewer)\b",
    re.I,
)
ABOUT = re.compile(
    r"\b(?:ca|cirka|omkring|ungefär|runt|drygt|knappt|nästan|omtrent|rundt|nesten|about|"
    r"around|approximately|nearly|almost)\.?\s*$",
    re.I,
)

GAP = re.compile(r"\b(?:skillnad|gap|klyft|forskjell|differen[cs]e)\w*", re.I)
NEGATED = r"(?:inte|ikke|not)\s+(?:\w+\s+)?"
STANDS = re.compile(
    r"\b(?:stabil|oförändra|uforandr|uendre|stable|unchanged)\w*"
    rf"|\b{NEGATED}(?:förbättra|förändra|minska|forbedre|endre|improve|change)\w*",
    re.I,
)
BASE_YEAR = re.compile(
    r"\b(?P<word>(?:basår|mätår|startår|utgångsår|referensår|basisår|måleår|utgangsår|"
    r"referanseår|base year|baseline year|reference year)\w*)\s+(?P<year>[12][0-9]{3})\b",
    re.I,
)
AGES = re.compile(
    r"(?<![0-9–-])(?P<from>[0-9]{1,2})\s*[-–]\s*(?P<to>[0-9]{1,3})"
    r"[\s-]*(?:år(?:ingar|inger|s)?|years?(?:[\s-]olds?)?)\b",
    re.I,
)
RIGHTS = re.compile(r"©|\(c\)\s|\bcopyright\b", re.I)
MONEY = re.compile(r"kron(?:a|or|er|ene|orna)\b|\b(?:kr|sek|nok|eur|euro)\b|€", re.I)
PRICES = re.compile(
    r"\b(?:fasta|löpande|faste|løpende|constant|current|fixed)\s+(?:pris|price)\w*"
    r"|\b(?:fast|löpande|løpende)pris|\b[12][0-9]{3}\s*års\s+pris",
    re.I,
)
GROWTH = re.compile(r"\b(?:tillväxt|vekst|ökning|økning|förändring|endring|growth|change)\w*", re.I)
TOTAL = re.compile(r"^(?:total\w*|samtliga|alla|i alt|alle|samlet|all|both sexes)$", re.I)

# The kinds of units that can't be each other.
UNIT_KINDS = {
    "points": r"procentenhet\w*|prosentpoeng\w*|prosentenhet\w*|percentage points?|pp\b",
    "share": rf"{PER_CENT_WORDS}|{SHARE_WORDS}",
    "index": r"\bindex\b|\bindeks\b",
    "money": MONEY.pattern,
    "mass": r"\btonn?(?:es)?\b|\bkg\b|\bkilo(?:gram)?\b",
    "time": r"\b(?:dagar?|dager|days?|timmar|timer|hours?|veckor|uker|weeks?)\b",
    "number": rf"\bst\b|\bstk\b|\bstyck\w*|{NUMBER_WORDS}|\bpersoner?\b|\binvånare\b|"
    r"\binnbyggere\b|\bpersons?\b|\bpeople\b|\binhabitants\b",
}
UNIT_PATTERNS = {name: re.compile(words, re.I) for name, words in UNIT_KINDS.items()}
SCALES = (
    (re.compile(r"\bmiljard(?:er)?\b|\bmilliard(?:er)?\b|\bbillions?\b", re.I), Decimal(10) ** 9),
    (re.compile(r"\bmiljon(?:er)?\b|\bmillion(?:er|s)?\b", re.I), Decimal(10) ** 6),
    (re.compile(r"\btusen(?:tal)?\b|\b1\W?000-tal\b|\bthousands?\b", re.I), Decimal(10) ** 3),
)


def unit_kinds(unit):
    """The kinds of unit that words name; empty where they name none that is known."""
    kinds = {name for name, words in UNIT_PATTERNS.items() if words.search(unit)}
    if "points" in kinds:
        kinds.discard("share")  # "procentenheter" has "procent" in it
    if "index" in kinds:
        kinds.discard("number")
    return kinds


def is_share(unit):
    return "share" in unit_kinds(unit)


def scale_of(unit):
    """What one of the unit is in its plain form: 1 000 000 for "miljoner ton"."""
    return next((scale for words, scale in SCALES if words.search(unit)), Decimal(1))


PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+#|]|[0-9]+[.)]\s))")  # paragraphs, points, rows
ABBREVIATED = "".join(rf"(?<!\b{word}\.)" for word in ("ca", "kl", "nr", "pr", "inkl", "resp"))
SENTENCE_END = re.compile(rf"(?<=[.!?]){ABBREVIATED}\s+(?=[A-ZÅÄÖÆØ0-9])")
POINT = re.compile(r"^\s*(?:[-*+]|#+|[0-9]+[.)])\s+")


def sentences(text):
    """The sentences of a text in Markdown, on one line each."""
    plain = (one_line(POINT.sub("", part)) for part in PARTS.split(text))
    return [
        sentence.strip()
        for part in plain
        for sentence in SENTENCE_END.split(part)
        if sentence.strip()
    ]


def one_line(text):
    return " ".join(text.split())
