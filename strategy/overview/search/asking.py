"""A question as its words and phrases, and what they are found in, the best first."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from strategy.overview.search.index import INSIDE, WHOLE, Match
from strategy.overview.search.words import WORD, folded, plain, tidy

LONGEST = 200  # characters of a question
MOST_TERMS = 12  # words and phrases
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
LIKE = 0.6  # from 0 to 1: so like is what may have been meant
SHORT = 5  # letters; a word that is longer may have been meant with two of them wrong
MOST_SUGGESTED = 3
MOST_LIKE = 20  # words that are looked at for it
LONGEST_SUGGESTED = 40  # letters of a word for which others are suggested


@dataclass(frozen=True)
class Term:
    """A word that is looked for; or words in a row, which are found as they are written only."""

    words: tuple[str, ...]
    is_phrase: bool


@dataclass(frozen=True)
class Answer:
    """The numbers of the places that hold all terms, the best first, and what was found there."""

    places: tuple[int, ...]
    words: dict  # the number of the term that a word meets, by language and word
    phrases: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]  # the words that are found nowhere


def terms_of(question):
    """The terms of a question, each once; what is no letter or digit only parts them."""
    question, found = tidy(question), []
    for words in QUOTED.findall(question):
        found.append(Term(tuple(map(folded, WORD.findall(words))), is_phrase=True))
    rest = QUOTED.sub(" ", question)
    found += [Term((folded(word),), is_phrase=False) for word in WORD.findall(rest)]
    return tuple(dict.fromkeys(term for term in found if term.words))


def answer(index, terms):
    """Where all terms stand together."""
    scores, words, phrases, missing = None, {}, [], []
    for number, term in enumerate(terms):
        if term.is_phrase:
            found = places_of_phrase(index, term.words)
            phrases.append(term.words)
        else:
            matches = index.matches(term.words[0])
            found = places_of_word(index, matches)
            found |= dict.fromkeys(index.of_code.get(term.words[0], ()), OF_ITS_CODE)
            for each in matches:
                words[index.entries[each].language, index.entries[each].word] = number
        if not found:
            missing.append(" ".join(term.words))
            if len(missing) > MOST_SUGGESTED:
                break
        scores = found if scores is None else together(scores, found)
    return Answer(
        places=tuple(sorted(scores or (), key=lambda each: (scores[each], each))),
        words=words,
        phrases=tuple(phrases),
        missing=tuple(missing),
    )


# A score tells how well words are found, the lower the better. What is found inside longer words
# only comes after what is found at their beginning, and whatever is found with other letters only
# after all that is found with its own.
OTHER_LETTERS = 10_000
WITHIN = 1_000
OF_ITS_CODE = -100


def places_of_word(index, matches):
    """The best score of a word in each place."""
    scores = {}
    for number, match in matches.items():
        for place, weight in index.entries[number].places.items():
            score = score_of(match, weight)
            if place not in scores or score < scores[place]:
                scores[place] = score
    return scores


def places_of_phrase(index, words):
    """The best score of words in a row in each place."""
    exact = f" {' '.join(words)} "
    loose = plain(exact)
    scores = {}
    for place, texts in enumerate(index.texts):
        found = [
            score_of(Match(exact in text.folded, WHOLE), text.weight)
            for text in texts
            if loose in text.plain
        ]
        if found:
            scores[place] = min(found)
    return scores


def score_of(match, weight):
    later = 0 if match.is_exact else OTHER_LETTERS
    later += WITHIN if match.level == INSIDE else 0
    return later - weight * match.level


def together(scores, others):
    """The scores of the places that both have, added up."""
    return {place: scores[place] + others[place] for place in scores.keys() & others.keys()}


# What may have been meant


def suggestions(index, terms, missing):
    """Questions that are found, with other words in place of those that are found nowhere.

    A phrase becomes its words; a word that is like no other is left out.
    """
    wrong = [word for word in missing if len(word) <= LONGEST_SUGGESTED and has_letters(word)]
    near = {word: nearest(index, word) for word in wrong}
    asked = [
        " ".join(filter(None, (instead(term, missing, near, place) for term in terms)))
        for place in range(MOST_SUGGESTED)
    ]
    return tuple(each for each in dict.fromkeys(asked) if answer(index, terms_of(each)).places)


def instead(term, missing, near, place):
    """What is asked in place of a term: a word like it; empty where there is none."""
    text = " ".join(term.words)
    if text not in missing:
        return written(term)
    if term.is_phrase:
        return text
    others = near.get(text)
    return others[min(place, len(others) - 1)] if others else ""


def nearest(index, word):
    """The words most like one, which need not have its å, ä, ö, æ and ø.

    One letter of a short word may be wrong, too many or missing, two of a longer one.
    """
    asked, most = plain(word), 1 if len(word) <= SHORT else 2
    candidates = defaultdict(set)
    for each in index.words_like(word, longer=most):
        candidates[plain(each)].add(each)
    like = difflib.get_close_matches(asked, candidates, n=MOST_LIKE, cutoff=LIKE)
    meant = [each for each in like if edits(asked, each) <= most]
    return [min(candidates[each]) for each in meant[:MOST_SUGGESTED]]


def edits(word, other):
    """How many letters are to be put in, left out or replaced to make a word of another."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            replaced = before[column - 1] + (letter != wanted)
            now.append(min(before[column] + 1, now[-1] + 1, replaced))
        before = now
    return before[-1]


def has_letters(word):
    return any(map(str.isalpha, word))


def written(term):
    text = " ".join(term.words)
    return f'"{text}"' if term.is_phrase else text
