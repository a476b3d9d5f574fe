"""Search over everything public: the words of a question, inflected, and inside longer words.

All words of the site are kept in memory until something is written; so a search asks the
database nothing, and finds the same on every one.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from threading import Lock

from strategy import keeping
from strategy.overview.paging import page_number
from strategy.overview.search.asking import (
    LONGEST,
    MOST_TERMS,
    answer,
    suggestions,
    terms_of,
    written,
)
from strategy.overview.search.index import Index
from strategy.overview.search.places import Kind, read_places
from strategy.overview.search.showing import Hit, Part, hit_of

__all__ = ["LONGEST", "Choice", "Found", "Hit", "Kind", "Part", "Problem", "search"]

AT_ONCE = 20  # hits on a page
MOST_CHOICES = 20  # partnerships to choose from

_one_at_a_time = Lock()


class Problem(StrEnum):
    """Why there is nothing to show."""

    NOTHING_ASKED = "nothing_asked"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"
    NOT_FOUND = "not_found"  # a word stands nowhere
    NOT_TOGETHER = "not_together"  # each word stands somewhere, but nowhere all of them
    NOT_IN_FILTER = "not_in_filter"
    NO_SUCH_PAGE = "no_such_page"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A kind of thing or a partnership that hits can be limited to, and how many there are."""

    code: str
    name: str
    language: str  # empty: that of the reader
    number: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer to a question: one page of hits, the best first, or the problem."""

    problem: Problem | None = None
    number: int = 0  # of all hits that the filters let through
    hits: tuple[Hit, ...] = ()
    kinds: tuple[Choice, ...] = ()
    partnerships: tuple[Choice, ...] = ()
    page: int = 1
    pages: int = 1
    missing: tuple[str, ...] = ()  # words that are found nowhere
    suggestions: tuple[str, ...] = ()  # other questions, which are found
    alone: tuple[tuple[str, int], ...] = ()  # each word with the number of its hits

    @property
    def first(self):
        """The number of the first hit on the page."""
        return (self.page - 1) * AT_ONCE + 1

    @property
    def before(self):
        """The number of the page before; None on the first."""
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self):
        """The number of the next page; None on the last."""
        return self.page + 1 if self.page < self.pages else None


def search(question, *, language, kind="", partnership="", page="1"):
    """What holds all words of a question, for readers of a language.

    ``kind``, ``partnership`` (codes) and ``page`` may be anything that stands in an address. It
    takes six queries after something was written, and otherwise only that for the version.
    """
    if not question.strip():
        return Found(problem=Problem.NOTHING_ASKED)
    if len(question) > LONGEST:
        return Found(problem=Problem.TOO_LONG)
    terms = terms_of(question)
    if not terms:
        return Found(problem=Problem.NO_WORDS)
    if len(terms) > MOST_TERMS:
        return Found(problem=Problem.TOO_LONG)
    index = index_of(keeping.version())
    found = answer(index, terms)
    if not found.places:
        return nothing(index, terms, found)
    return shown(index, found, language, kind, partnership, page)


def index_of(version):
    """Made once after something was written: whoever asks meanwhile waits for it."""
    with _one_at_a_time:
        return made(version)


@lru_cache(maxsize=1)
def made(_version):
    return Index(read_places())


def nothing(index, terms, found):
    """No hits, and what to ask instead."""
    if found.missing:
        return Found(
            problem=Problem.NOT_FOUND,
            missing=found.missing,
            suggestions=suggestions(index, terms, found.missing),
        )
    alone = [(written(term), len(answer(index, (term,)).places)) for term in terms]
    return Found(problem=Problem.NOT_TOGETHER, alone=tuple(alone))


def shown(index, found, language, kind, partnership, page):
    """One page of the hits that filters let through; the filters count what the other leaves."""
    places = [index.places[number] for number in found.places]
    of_kind = [each for each in places if kind in {"", each.kind}]
    of_partnership = [each for each in places if partnership in {"", each.partnership}]
    left = [each for each in of_kind if partnership in {"", each.partnership}]
    pages = max(1, -(-len(left) // AT_ONCE))
    number = page_number(page)
    problem = None
    if not left:
        problem = Problem.NOT_IN_FILTER
    elif not 1 <= number <= pages:
        problem = Problem.NO_SUCH_PAGE
    last = number * AT_ONCE
    some = [] if problem else left[last - AT_ONCE : last]
    return Found(
        problem=problem,
        number=len(left),
        hits=tuple(hit_of(each, found, language) for each in some),
        kinds=kinds_in(of_partnership, kind),
        partnerships=partnerships_in(of_kind, partnership),
        page=number,
        pages=pages,
    )


def kinds_in(places, chosen):
    numbers = Counter(each.kind for each in places)
    return tuple(
        Choice(
            code=kind.value,
            name=kind.label,
            language="",
            number=numbers[kind],
            is_chosen=kind == chosen,
        )
        for kind in Kind
        if numbers[kind]
    )


def partnerships_in(places, chosen):
    """Those with most hits first, and the chosen one: a list of all may be very long."""
    numbers = Counter(each.partnership for each in places)
    shown = dict(numbers.most_common(MOST_CHOICES))
    if chosen in numbers:
        shown[chosen] = numbers[chosen]
    names = {each.partnership: each for each in places}
    return tuple(
        Choice(
            code=code,
            name=names[code].partnership_name,
            language=names[code].language,
            number=number,
            is_chosen=code == chosen,
        )
        for code, number in shown.items()
    )
