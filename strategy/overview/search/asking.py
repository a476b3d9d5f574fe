"""A question as its words and phrases, and what they are found in, the best first."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from strategy.overview.search.index import WHOLE, Match
from strategy.overview.search.words import WORD, folded, plain, tidy

LONGEST = 200  # characters of a question
MOST_TERMS = 12  # words and phrases
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
LIKE = 0.75  # from 0 to 1: so like is what may have been meant
LONGER = 2  # letters
MOST_SUGGESTED = 3
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


# A score tells how well words are found, the lower the better. Whatever is found with other
# letters only comes after all that is found with its own.
OTHER_LETTERS = 10_000


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
    return (0 if match.is_exact else OTHER_LETTERS) - weight * match.level


def together(scores, others):
    """The scores of the places that both have, added up."""
    return {place: scores[place] + others[place] for place in scores.keys() & others.keys()}


# What may have been meant


def suggestions(index, terms, missing):
    """Questions that are found, with other words in place of those that are found nowhere.

    A phrase becomes its words; a word that is like no other is left out.
    """
    near = {word: nearest(index, word) for word in missing if len(word) <= LONGEST_SUGGESTED}
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
    """The words most like one, which need not have its å, ä, ö, æ and ø."""
    candidates = defaultdict(set)
    for each in index.words_like(word, longer=LONGER):
        candidates[plain(each)].add(each)
    like = difflib.get_close_matches(plain(word), candidates, n=MOST_SUGGESTED, cutoff=LIKE)
    return [min(candidates[each]) for each in like]


def written(term):
    text = " ".join(term.words)
    return f'"{text}"' if term.is_phrase else text
