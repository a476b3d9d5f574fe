"""Which words stand where: made once of all places, asked many times."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from strategy.overview.search.words import WORD, folded, plain, stem, tidy

WHOLE, STEM, BEGINNING, INSIDE = 4, 3, 2, 1  # how well a word is found
SHORTEST_BEGINNING, SHORTEST_INSIDE = 2, 4  # letters; shorter ones are found as whole words only
SHORTEST_STEM = 4  # letters of a stem that is looked for at other places than a whole stem


@dataclass(frozen=True)
class Written:
    """A text of a place, as it is shown and as it is compared."""

    text: str
    language: str
    weight: int
    folded: str  # its folded words with a blank on each side
    plain: str  # the same of its plain words


@dataclass(frozen=True)
class Entry:
    """A word of a language, with the places it stands in and how much it counts there."""

    word: str
    plain: str  # without å, ä, ö, æ, ø and accents
    language: str
    stem: str
    places: dict  # the greatest weight by the number of the place


@dataclass(frozen=True, order=True)
class Match:
    """How a word is found: with its own letters, and how well."""

    is_exact: bool
    level: int


class Spellings:
    """Words side by side in one text, so that all that hold some letters are found at once."""

    def __init__(self, words):
        self.text = "\n" + "".join(f"{word}\n" for word in words)
        self.starts, at = [], 1
        for word in words:
            self.starts.append(at)
            at += len(word) + 1

    def holding(self, letters):
        """Which words hold the letters, as pairs of their number and how well they do."""
        before = "" if len(letters) >= SHORTEST_INSIDE else "\n"
        after = "" if len(letters) >= SHORTEST_BEGINNING else "\n"
        wanted, text = f"{before}{letters}{after}", self.text
        at = text.find(wanted)
        while at >= 0:
            start = at + len(before)
            number = bisect_right(self.starts, start) - 1
            if self.starts[number] != start:
                yield number, INSIDE
            else:
                yield number, WHOLE if text[start + len(letters)] == "\n" else BEGINNING
            at = text.find(wanted, at + 1)


class Index:
    """The words of all places."""

    def __init__(self, places):
        self.places = list(places)
        self.texts = []  # of each place
        self.entries = []
        self.of_code = defaultdict(list)
        known = {}
        for number, place in enumerate(self.places):
            self.of_code[folded(place.own_code)].append(number)
            self.texts.append([self.enter(each, number, known) for each in place.words])
        self.languages = {entry.language for entry in self.entries}
        self.folded = Spellings([entry.word for entry in self.entries])
        self.plain = Spellings([entry.plain for entry in self.entries])
        self.of_stem, self.of_plain_stem = defaultdict(list), defaultdict(list)
        for number, entry in enumerate(self.entries):
            self.of_stem[entry.language, entry.stem].append(number)
            self.of_plain_stem[entry.language, plain(entry.stem)].append(number)

    def enter(self, words, number, known):
        """Enter the words of a text of the place with this number."""
        text, language, weight = tidy(words.text), words.language, words.weight
        found = []
        for word in WORD.findall(text):
            entry = known.get((language, word))
            if entry is None:
                entry = known[language, word] = self.entry_of(folded(word), language, known)
            if entry.places.get(number, 0) < weight:
                entry.places[number] = weight
            found.append(entry)
        return Written(
            text=text,
            language=language,
            weight=weight,
            folded=f" {' '.join([entry.word for entry in found])} ",
            plain=f" {' '.join([entry.plain for entry in found])} ",
        )

    def entry_of(self, word, language, known):
        key = language, word
        if key not in known:
            known[key] = Entry(word, plain(word), language, stem(word, language), {})
            self.entries.append(known[key])
        return known[key]

    def matches(self, word):
        """How a folded word is found in entries, by their number: the best of each."""
        found = {}
        for is_exact, spellings, of_stem, spelled in (
            (True, self.folded, self.of_stem, str),
            (False, self.plain, self.of_plain_stem, plain),
        ):
            for number, level in spellings.holding(spelled(word)):
                keep(found, number, Match(is_exact, level))
            for language in self.languages:
                root = spelled(stem(word, language))
                for number in of_stem.get((language, root), ()):
                    keep(found, number, Match(is_exact, STEM))
                if len(root) >= SHORTEST_STEM and root != spelled(word):
                    for number, level in spellings.holding(root):
                        if self.entries[number].language == language:
                            keep(found, number, Match(is_exact, min(level, BEGINNING)))
        return found

    def words_like(self, word, *, longer):
        """The words of about the same length, as candidates for what was meant."""
        lengths = range(len(word) - longer, len(word) + longer + 1)
        return {entry.word for entry in self.entries if len(entry.word) in lengths}


def keep(found, number, match):
    if number not in found or found[number] < match:
        found[number] = match
