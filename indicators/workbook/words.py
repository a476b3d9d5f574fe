"""The words of the update workbook in Swedish, Norwegian and English, both ways.

``HEADINGS``, ``SHEETS``, ``MISSING``, ``STATUS`` and ``AGGREGATION`` hold the one word we
write in each language. What people write instead is read too: ``SYNONYMS``, the registry's own
codes, any of the languages, any case and spacing.
"""

LANGUAGES = ("sv", "nb", "en")
STAMP_SHEET = "_framsteg"  # very hidden: what the registry knew when it made the workbook
STAMP_MARK = "framsteg"  # its first cell
DELETE = "DELETE"  # the one word that removes a figure

SHEETS = {
    "figures": {"sv": "Siffror", "nb": "Tall", "en": "Figures"},
    "long": {"sv": "Lång", "nb": "Lang", "en": "Long"},
    "help": {"sv": "Hjälp", "nb": "Hjelp", "en": "Help"},
}

HEADINGS = {
    "series": {"sv": "Seriekod", "nb": "Seriekode", "en": "Series code"},
    "indicator": {"sv": "Indikator", "nb": "Indikator", "en": "Indicator"},
    "measure": {"sv": "Mått", "nb": "Måling", "en": "Measure"},
    "area": {"sv": "Område", "nb": "Område", "en": "Area"},
    "group": {"sv": "Grupp", "nb": "Gruppe", "en": "Group"},
    "unit": {"sv": "Enhet", "nb": "Enhet", "en": "Unit"},
    "period": {"sv": "Period", "nb": "Periode", "en": "Period"},
    "value": {"sv": "Värde", "nb": "Verdi", "en": "Value"},
    "status": {"sv": "Status", "nb": "Status", "en": "Status"},
    "missing": {"sv": "Saknas", "nb": "Mangler", "en": "Missing"},
    "aggregation": {"sv": "Typ av värde", "nb": "Type verdi", "en": "Kind of value"},
    "note": {"sv": "Anteckning", "nb": "Merknad", "en": "Note"},
    "problem": {"sv": "Problem", "nb": "Problem", "en": "Problem"},  # in a file sent back
}

MISSING = {
    "not_available": {"sv": "uppgift saknas", "nb": "tall mangler", "en": "not available"},
    "not_yet": {
        "sv": "ännu inte publicerad",
        "nb": "ennå ikke publisert",
        "en": "not yet published",
    },
    "not_applicable": {"sv": "inte tillämpligt", "nb": "ikke relevant", "en": "not applicable"},
    "secret": {"sv": "sekretess", "nb": "konfidensielt", "en": "secret"},
    "too_small": {
        "sv": "för litet för att visas",
        "nb": "for lite til å vises",
        "en": "too small to show",
    },
    "discontinued": {
        "sv": "mäts inte längre",
        "nb": "måles ikke lenger",
        "en": "no longer measured",
    },
    "on_order": {"sv": "måste beställas", "nb": "må bestilles", "en": "must be ordered"},
    "no_method": {
        "sv": "mätmetod saknas",
        "nb": "målemetode mangler",
        "en": "no method of measuring",
    },
    "not_stated": {
        "sv": "anges inte i dokumentet",
        "nb": "ikke oppgitt i dokumentet",
        "en": "not stated in the document",
    },
    "in_words": {"sv": "endast i ord", "nb": "bare i ord", "en": "told in words only"},
    "in_picture": {"sv": "endast i bild", "nb": "bare i bilde", "en": "printed only in a picture"},
}

STATUS = {
    "A": {"sv": "normal", "nb": "normal", "en": "normal"},
    "P": {"sv": "preliminär", "nb": "foreløpig", "en": "provisional"},
    "E": {"sv": "uppskattad", "nb": "anslått", "en": "estimated"},
    "B": {"sv": "tidsseriebrott", "nb": "brudd i tidsserien", "en": "break in the series"},
    "D": {"sv": "avvikande definition", "nb": "avvikende definisjon", "en": "definition differs"},
    "U": {"sv": "låg tillförlitlighet", "nb": "lav pålitelighet", "en": "low reliability"},
}

AGGREGATION = {
    "point": {"sv": "värde för perioden", "nb": "verdi for perioden", "en": "value of the period"},
    "sum": {"sv": "summa", "nb": "sum", "en": "sum"},
    "mean": {"sv": "medelvärde", "nb": "gjennomsnitt", "en": "mean"},
    "highest": {"sv": "högsta värde", "nb": "høyeste verdi", "en": "highest value"},
    "lowest": {"sv": "lägsta värde", "nb": "laveste verdi", "en": "lowest value"},
    "change": {"sv": "förändring", "nb": "endring", "en": "change"},
    "relative_change": {
        "sv": "förändring i procent",
        "nb": "endring i prosent",
        "en": "change in per cent",
    },
}

SYNONYMS = {
    "heading": {
        "series": ("seriens kod", "seriekoder", "kod för serien", "seriescode", "series_code"),
        "measure": ("mål", "mätetal", "måltall"),
        "area": ("region", "geografi"),
        "period": ("år", "year", "tid", "time"),
        "value": ("utfall", "verdier", "värden"),
        "missing": ("varför saknas", "hvorfor mangler", "why missing", "reason"),
        "aggregation": ("sort", "aggregation", "aggregering"),
        "note": ("not", "notis", "note", "kommentar", "kommentarer", "comment", "notat"),
    },
    "missing": {
        "not_available": (
            *("saknas", "data saknas", "värde saknas", "uppgifter saknas", "inte tillgänglig"),
            *("ej tillgänglig", "uppgift inte tillgänglig", "uppgift ej tillgänglig"),
            *("mangler", "oppgave mangler", "oppgaver mangler", "data mangler"),
            *("ikke tilgjengelig", "missing", "n/a", "no data"),
        ),
        "not_yet": ("ej publicerad", "inte publicerad än", "ikke publisert", "not yet"),
        "not_applicable": ("ej tillämpligt", "inte relevant", "ikke aktuelt", "ej relevant"),
        "secret": (
            *("sekretessbelagd", "hemlig", "konfidentiell", "konfidensiell", "hemmelig"),
            *("confidential", "suppressed"),
        ),
        "too_small": ("för få", "for få", "too few", "för litet", "for lite", "too small"),
        "discontinued": ("upphört", "opphørt", "discontinued"),
        "on_order": ("beställs", "bestilles", "on order"),
        "no_method": ("metod saknas", "metode mangler", "no method"),
        "not_stated": ("ej angivet", "inte angivet", "ikke oppgitt", "not stated"),
    },
    "status": {
        "A": ("def", "definitiv", "slutlig", "endelig", "final"),
        "P": ("prel", "preliminärt", "preliminära", "preliminary"),
        "E": ("est", "skattad", "uppskattat", "estimerad", "estimert", "estimate"),
        "B": ("brott", "brudd", "break", "brott i tidsserien"),
        "U": ("osäker", "usikker", "uncertain"),
    },
    "aggregation": {
        "sum": ("totalt", "total"),
        "mean": ("medel", "genomsnitt", "snitt", "medeltal", "average"),
        "highest": ("högst", "högsta", "høyest", "høyeste", "max", "maximum"),
        "lowest": ("lägst", "lägsta", "lavest", "laveste", "min", "minimum"),
        "relative_change": (
            *("procentuell förändring", "prosentvis endring", "relative change"),
            *("förändring i %", "endring i %", "change in %", "change in percent"),
        ),
    },
}


def plain(text):
    """A word as it is compared: without case, outer marks and double spaces."""
    return " ".join(text.split()).strip(" .:").casefold()


def _reading(table, synonyms, *, with_codes=True):
    """Every way to write the words of a table, with the code it means."""
    read = {}
    for code, words in table.items():
        codes = (code, code.replace("_", " ")) if with_codes else ()
        for word in (*codes, *words.values(), *synonyms.get(code, ())):
            if read.setdefault(plain(word), code) != code:
                raise ValueError(f"{word!r} means both {read[plain(word)]} and {code}")
    return read


# A file of an office may well have a column "series": only our own words make it our workbook.
ROLES = _reading(HEADINGS, SYNONYMS["heading"], with_codes=False)
MISSING_READ = _reading(MISSING, SYNONYMS["missing"])
STATUS_READ = _reading(STATUS, SYNONYMS["status"])
AGGREGATION_READ = _reading(AGGREGATION, SYNONYMS["aggregation"])


def role_of(heading):
    """The role of a column by its heading ("series", "note" …); None when it is no word of ours."""
    return ROLES.get(plain(heading))


def missing_of(word):
    """The code of a reason why there is no value; None when the word is none."""
    return MISSING_READ.get(plain(word))


def status_of(word):
    """The letter of a status; None when the word is none."""
    return STATUS_READ.get(plain(word))


def aggregation_of(word):
    """The code of a kind of value; None when the word is none."""
    return AGGREGATION_READ.get(plain(word))


def heading_word(role, language):
    """The heading we write for a role; English in other languages."""
    return written(HEADINGS[role], language)


def sheet_word(sheet, language):
    return written(SHEETS[sheet], language)


def missing_word(code, language):
    return written(MISSING[code], language)


def status_word(code, language):
    return written(STATUS[code], language)


def aggregation_word(code, language):
    return written(AGGREGATION[code], language)


def written(words, language):
    return words.get(language, words["en"])
