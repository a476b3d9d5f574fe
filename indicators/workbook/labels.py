"""Names of areas, groups, ages and units, as offices and people write them.

Pure. Names are compared without case, accents, punctuation and footnote marks. What a
text may mean comes with a certainty; nothing is taken for sure because it looks alike.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

KEPT = 50_000  # texts remembered: a file repeats its labels


class Certainty(IntEnum):
    """How sure it is that a text means something."""

    NONE = 0
    GUESS = 1  # a person must look
    LIKELY = 2
    EXACT = 3


class Named(NamedTuple):
    """Something of the registry that a text may name: an area or a group."""

    code: str
    names: frozenset[str] = frozenset()
    is_nation: bool = False


class Match(NamedTuple):
    """What a text may mean; ``code`` is empty for everybody, all groups together."""

    code: str
    certainty: Certainty


def _listed(text, mark=None):
    return frozenset(text.split(mark))


# Texts

NOT_ACCENTS = str.maketrans({"ø": "o", "æ": "a", "ß": "s", "đ": "d", "ð": "d", "þ": "t"})
FOOTNOTE = re.compile(
    r"(?:(?<!\bm)(?<!\bkm)(?<!\bcm)[¹²³⁰⁴-⁹]+[)⁾]?"  # Norrbotten¹⁾, but kr/m²
    r"|(?:(?<=[^\W\d])|(?<=\s))[0-9]{1,2}\)"  # Norrbotten1), Norrbotten 1)
    r"|\*+\)?)\s*$"
)


def without_marks(text):
    """A label without what leads to a footnote, its spaces made ordinary ones."""
    kept = " ".join(text.split())
    while match := FOOTNOTE.search(kept):
        kept = kept[: match.start()].rstrip()
    return kept


@lru_cache(maxsize=KEPT)
def folded(text):
    """A text as it is compared: lower case, no accents, words and digits only."""
    split = unicodedata.normalize("NFKD", without_marks(text).casefold().translate(NOT_ACCENTS))
    kept = "".join(
        character if character.isalnum() else " "
        for character in split
        if not unicodedata.combining(character)
    )
    return " ".join(kept.split())


@lru_cache(maxsize=KEPT)
def words(text):
    """The words that carry the meaning of a text, as they are compared."""
    return frozenset(
        word
        for word in folded(text).split()
        if word not in SMALL_WORDS and len(word) > 1 and not word.isdigit()
    )


SMALL_WORDS = _listed(
    "och og and i in av of efter etter by per pr pa till til for fran fra med som de den det "
    "en ett et the samt eller or vid ved om mot den at att ar alder aldersgrupp kon kjonn sex "
    "gender region regionen lan lanet fylke fylket kommun kommune tid year age"
)


def is_same_word(one, other):
    """Whether two compared words differ by an ending at most: ``folkmangd``, ``folkmangden``."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= 4 and len(long) - len(short) <= 4 and long[: len(short)] == short
    )


def share_found(wanted, given):
    """How much of the wanted words is among the given ones, from 0 to 1."""
    if not wanted:
        return 0.0
    found = sum(any(is_same_word(word, other) for other in given) for word in wanted)
    return found / len(wanted)


# Areas

CODE = re.compile(r"(?P<code>[0-9]{1,6})(?:\s+(?P<name>\D.*))?")
GEO_CODE = re.compile(r"^[A-Z]{2}[0-9]{0,3}[:\s]\s*(?=\w)")  # Eurostat's: SE332 Norrbottens län
BRACKETS = re.compile(r"\s*\([^)]*\)")
KINDS_OF_AREA = {"lan", "fylke", "fylkeskommune", "county"}
LOOSE_KINDS_OF_AREA = {"region", "landsting", "regionen"}
SMALLER_AREAS = {"kommun", "kommune", "municipality", "stad", "tatort", "tettsted"}
NATIONS = _listed(
    "riket|hela riket|hele riket|hela landet|hele landet|landet|landet totalt|nationen|nation|"
    "riket totalt|total riket|riksgenomsnitt|riksgenomsnittet|rikssnitt|genomsnitt riket|"
    "landsgjennomsnitt|landsgjennomsnittet|country|whole country|hela sverige|hele norge",
    "|",
)


def match_area(text, areas):
    """The areas a text may name, the likeliest first.

    A code alone counts; ask only for texts that stand where areas stand.
    """
    written = GEO_CODE.sub("", without_marks(text))
    found = CODE.fullmatch(written)
    code, name = (found["code"], found["name"] or "") if found else ("", written)
    matches = [Match(area.code, _area_certainty(code, name, area)) for area in areas]
    return _best_first(matches)


def _area_certainty(code, name, area):
    by_code = _code_certainty(code, area)
    if not name:
        return by_code
    by_name = _area_name_certainty(name, area)
    if not code:
        return by_name
    if by_code and by_name:
        return Certainty.EXACT if by_name == Certainty.EXACT else Certainty.LIKELY
    # Another code under the same name is another area (Østfold was 01 and is 31), or another
    # way of counting them; a code under another name is most often of something else.
    return min(by_name, Certainty.GUESS)


def _code_certainty(code, area):
    if not code:
        return Certainty.NONE
    if code == area.code:
        return Certainty.EXACT
    if not area.code.isdigit():
        return Certainty.NONE
    return Certainty.LIKELY if int(code) == int(area.code) else Certainty.NONE


def _area_name_certainty(name, area):
    if folded(name) in NATIONS:
        return Certainty.EXACT if area.is_nation else Certainty.NONE
    wanted, is_loose = _area_stem(name)
    best = Certainty.NONE
    for other in area.names:
        best = max(best, _stem_certainty(wanted, is_loose, other))
    return best


def _stem_certainty(wanted, is_loose, other):
    stem, _ = _area_stem(other)
    if not wanted or not stem:
        return Certainty.NONE
    if wanted == stem:
        return Certainty.LIKELY if is_loose else Certainty.EXACT
    bare, _ = _area_stem(BRACKETS.sub("", other))
    if wanted == bare or wanted == stem + "s":
        return Certainty.LIKELY
    return Certainty.GUESS if _is_misspelt(wanted, stem) else Certainty.NONE


def _is_misspelt(wanted, stem):
    """Whether a name is another one but for a letter or two: "Norrbottnen"."""
    if len(wanted) < 6 or abs(len(wanted) - len(stem)) > 2 or wanted[0] != stem[0]:
        return False
    return SequenceMatcher(None, wanted, stem).ratio() >= 0.85


@lru_cache(maxsize=KEPT)
def _area_stem(name):
    """The name alone, and whether more than the kind of area was taken away from it."""
    parts = folded(name).split()
    if SMALLER_AREAS & set(parts):
        return folded(name), False
    kept = [part for part in parts if part not in KINDS_OF_AREA | LOOSE_KINDS_OF_AREA]
    if kept and "lan" in parts and kept[-1].endswith("s"):
        kept[-1] = kept[-1][:-1]
    return " ".join(kept), bool(LOOSE_KINDS_OF_AREA & set(parts))


# Groups

SEXES = {
    word: sex
    for sex, written in {
        "women": "kvinnor kvinna kvinnors kvinner kvinne kvinnliga kvinnlig women woman female "
        "females flickor flicka jenter jente girls girl",
        "men": "man mans menn mann manliga manlig men male males pojkar pojke gutter gutt boys boy",
    }.items()
    for word in written.split()
}
CHILDREN = _listed("flickor flicka jenter jente girls girl pojkar pojke gutter gutt boys boy")
BORN = ("fodd", "fodt", "born")
NATIVE = ("inr", "norskfodt", "svenskfodd")
NATIVE_PHRASES = (
    "fodt i landet",
    "fodda i landet",
    "fodt i norge",
    "fodda i sverige",
    "born in the country",
    "native born",
)
FOREIGN = ("utr", "utland", "utenland", "abroad", "foreign")
EVERYBODY = _listed(
    "totalt|total|totalen|alla|samtliga|alle|i alt|ialt|all|summa|sum|hela befolkningen|everybody|"
    "bada konen|bada kon|begge kjonn|begge kjoenn|both sexes|kvinnor och man|man och kvinnor|"
    "kvinner og menn|menn og kvinner|women and men|men and women|totalt kon|kon totalt|"
    "flickor och pojkar|jenter og gutter|kvinnor och man totalt|inrikes och utrikes fodda|"
    "totalt inrikes och utrikes fodda|total kon",
    "|",
)
# What the offices' codes mean where a column is about sex, and nowhere else.
SEX_CODES = {
    "1": "men",
    "2": "women",
    "k": "women",
    "m": "men",
    "f": "women",
    "w": "women",
    "t": "",
    "0": "",
    "1 2": "",
}


class People(NamedTuple):
    """Whom a text speaks of."""

    sex: str = ""  # women, men; empty: not said
    is_young: bool | None = None  # girls, boys; None: not said or both
    origin: str = ""  # native, foreign; empty: not said
    is_everybody: bool = False  # said so: "Totalt", "Båda könen"
    rest: frozenset[str] = frozenset()  # the other words


@lru_cache(maxsize=KEPT)
def people(text, *, by_code=False):
    """Whom a text speaks of. ``by_code``: also ``1``, ``2``, ``K``, ``M``, ``T``."""
    whole = folded(text)
    if by_code and whole in SEX_CODES:
        sex = SEX_CODES[whole]
        return People(sex=sex, is_everybody=not sex)
    if whole in EVERYBODY:
        return People(is_everybody=True)
    parts = whole.split()
    sexes = {SEXES[part] for part in parts if part in SEXES}
    origin = _origin(whole, parts)
    young = {part in CHILDREN for part in parts if part in SEXES}
    rest = frozenset(
        part
        for part in words(text)
        if part not in SEXES and not (origin and _is_about_origin(part))
    )
    return People(
        sex=sexes.pop() if len(sexes) == 1 else "",
        is_young=young.pop() if len(young) == 1 else None,
        origin=origin,
        is_everybody=len(sexes) > 1 and not rest and not origin,
        rest=rest,
    )


def _origin(whole, parts):
    if not any(mark in whole for mark in BORN):
        return ""
    is_native = any(part.startswith(NATIVE) for part in parts) or any(
        phrase in whole for phrase in NATIVE_PHRASES
    )
    is_foreign = any(part.startswith(FOREIGN) for part in parts)
    if is_native == is_foreign:
        return ""
    return "native" if is_native else "foreign"


def _is_about_origin(part):
    return part.startswith((*NATIVE, *FOREIGN, *BORN)) or part in {"landet", "country", "native"}


def match_group(text, groups, *, by_code=False):
    """The groups a text may name, the likeliest first; the empty code is everybody."""
    meant = people(text, by_code=by_code)
    if meant.is_everybody:
        return (Match("", Certainty.EXACT),)
    return _best_first(
        [Match(group.code, _group_certainty(text, meant, group)) for group in groups]
    )


def _group_certainty(text, meant, group):
    if any(folded(text) == folded(name) for name in group.names):
        return Certainty.EXACT
    if not meant.sex and not meant.origin:
        return Certainty.NONE
    best = Certainty.NONE
    for name in group.names:
        best = max(best, same_people(meant, people(name)))
    return min(best, Certainty.LIKELY) if best and meant.rest else best


def same_people(one, other):
    """How surely two texts speak of the same people, their other words left aside."""
    if one.sex != other.sex or one.origin != other.origin:
        return Certainty.NONE
    if one.is_young == other.is_young:
        return Certainty.EXACT
    # "Kvinnor/flickor" is either; a table that says women for girls is read by a person.
    return Certainty.LIKELY if None in (one.is_young, other.is_young) else Certainty.GUESS


def _best_first(matches):
    return tuple(
        sorted((match for match in matches if match.certainty), key=lambda match: -match.certainty)
    )


# Ages and units

AGES = re.compile(r"(?<![0-9])(?P<low>[0-9]{1,3})\s*[-–—]\s*(?P<high>[0-9]{1,3})(?![0-9])")
OPEN_AGE = re.compile(
    r"(?<![0-9])(?P<low>[0-9]{1,3})\s*(?:\+|(?:år|ar|years)\s+(?:och|og|eller|and|or)\s+"
    r"(?:äldre|eldre|over|older|mer))"
)
ONE_AGE = re.compile(r"(?P<low>[0-9]{1,3})\s*(?:år|years?|-åringar)", re.IGNORECASE)
YEARS = re.compile(r"\b(?:år|åringar|years?|alder|ålder|age)\b", re.IGNORECASE)
OLDEST = 130


@lru_cache(maxsize=KEPT)
def age_of(text, *, is_age=False):
    """The ages a text names, one way written: ``16–64``, ``65+``, ``17``; empty when it names none.

    ``is_age``: the text stands where ages stand, so that a bare ``17`` is one.
    """
    written = without_marks(text)
    ranged, is_said = AGES.search(written), bool(YEARS.search(written))
    if ranged and (is_age or is_said or ranged.span() == (0, len(written))):
        low, high = int(ranged["low"]), int(ranged["high"])
        return f"{low}–{high}" if low < high <= OLDEST else ""
    if found := OPEN_AGE.search(written.casefold()):
        return f"{int(found['low'])}+"
    single = ONE_AGE.fullmatch(written)
    if single or (is_age and re.fullmatch("[0-9]{1,3}", written)):
        return str(int(re.match("[0-9]+", written)[0]))
    return ""


UNITS = {
    word: kind
    for kind, written in {
        "points": "procentenheter procentenhet prosentpoeng prosentenheter procentpoang",
        "promille": "promille promill",
        "percent": "procent prosent percent pct andel andelen andelar andeler share",
        "count": "antal antalet antall antallet number st stk styck stycken personer person "
        "persons invanare innbyggere individer",
        "money": "kr kronor krona kroner krone sek nok eur euro tkr mkr mnkr",
        "tons": "ton tonn tonnes tonne",
        "days": "dagar dager days",
        "index": "index indeks",
        "energy": "kwh mwh gwh twh",
    }.items()
    for word in written.split()
}


@lru_cache(maxsize=KEPT)
def unit_of(text):
    """What kind of unit a text names (``percent``, ``count`` …); empty: none, or several."""
    if "procentenhet" in folded(text):
        return "points"
    kinds = {UNITS[word] for word in folded(text).split() if word in UNITS}
    if "%" in text:
        kinds.add("percent")
    if "‰" in text:
        kinds.add("promille")
    for kind in ("points", "promille"):
        if kinds == {kind, "percent"}:
            return kind
    return kinds.pop() if len(kinds) == 1 else ""


# Headings

ROLES = {
    word: role
    for role, written in {
        "area": "region|regioner|lan|lan region|fylke|fylker|kommun|kommune|omrade|area|geo|land|"
        "geo labels|geo time period|geo time|geo tid|lan och riket|riket och lan|geografi|"
        "municipality|county|kommun region|region kommun|geografiskt omrade|delomrade|"
        "region namn|region id|kommun id|municipality id|kommun namn|region kod|lanskod|"
        "regionkod|omradeskod|fylkesnummer|bosattningsregion|lan bosattning",
        "group": "kon|kjonn|sex|gender|kon och totalt|grupp|gruppe|group|fodelseregion|"
        "kon kod|fodelseland|bakgrund|population group|kon id",
        "age": "alder|aldersgrupp|aldersgruppe|age|aldersklass|age group|alder kod|ar alder",
        "period": "ar|arg|year|tid|time|period|manad|maned|month|kvartal|quarter|lasar|skolear|"
        "halvar|time period|tidsperiod|tidpunkt|arstall|referensar|matar|matperiod|ar manad",
        "value": "value|varde|verdi|obs value|utfall|antal|antall|belopp|data|figure|resultat|"
        "vardet|observation",
        "unit": "enhet|unit|mattenhet|maleenhet|unit of measure|unit measure",
        "flag": "obs flag|flag|flagga|obs status|status|flags",
        "code": "series code|seriekod|tidsseriekod|serie|kod|kode|code|id|nyckeltal id|kpi id|"
        "nyckeltals id|indicator id|kpi",
        "measure": "nyckeltal|titel|tittel|title|indikator|indicator|matt|measure|"
        "statistikkvariabel|tabellinnehall|nyckeltal titel|kpi title|contents|"
        "statistikvariabel|variabel|namn|name|"
        "beskrivning",
    }.items()
    for word in written.split("|")
}


def role_of_heading(text):
    """What a column holds, as far as its heading says; empty when it does not."""
    return ROLES.get(folded(text), "")
