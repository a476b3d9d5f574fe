"""What was found as a reader sees it: the words of the question marked, and the words around."""

from dataclasses import dataclass

from strategy.overview.search.places import TITLE, Kind
from strategy.overview.search.words import WORD, folded, plain, tidy

WIDTH = 240  # characters of an excerpt
BEFORE = 60  # of them at most before the first hit
MOST_MARKS = 200  # so many are compared for the best part of a long text


@dataclass(frozen=True)
class Part:
    """A part of a text: a word that was asked for, or what stands between."""

    text: str
    is_found: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A place where the words of a question stand. Texts are parts, each with its language."""

    kind: Kind
    title: tuple[Part, ...]
    title_language: str
    excerpt: tuple[Part, ...]  # empty where all is in the title
    excerpt_language: str
    partnership: str  # codes and names
    partnership_name: str
    strategy: str
    strategy_name: str
    language: str
    page: str
    code: str
    anchor: str


@dataclass(frozen=True)
class Mark:
    """Where in a text a word of the question stands, and which one."""

    start: int
    end: int
    term: object


def hit_of(place, answer, language):
    """A place as it is shown to readers of a language."""
    name = next((each for each in place.names if each.language == language), place.names[0])
    title = tidy(name.text)
    in_title = marks_in(title, name.language, answer)
    found = best_text(place, answer, {each.term for each in in_title})
    text, text_language, marks = found or ("", place.language, [])
    return Hit(
        kind=place.kind,
        title=parts(title, in_title, 0, len(title)),
        title_language=name.language,
        excerpt=excerpt(text, marks),
        excerpt_language=text_language,
        partnership=place.partnership,
        partnership_name=place.partnership_name,
        strategy=place.strategy,
        strategy_name=place.strategy_name,
        language=place.language,
        page=place.page,
        code=place.code,
        anchor=place.anchor,
    )


def best_text(place, answer, known):
    """The text beside the title with most words of the question, those not in the title first."""
    found = []
    for order, words in enumerate(place.words):
        text = tidy(words.text)
        marks = marks_in(text, words.language, answer)
        terms = {each.term for each in marks}
        is_name = words.weight == TITLE  # the title itself, in this or another language
        if terms - known or (terms and not is_name):
            rank = (len(terms - known), len(terms), words.weight, -order)
            found.append((rank, (text, words.language, marks)))
    return max(found, key=lambda each: each[0])[1] if found else None


def marks_in(text, language, answer):
    """Where words and phrases of a question stand in a text, in its order."""
    words = [(match, folded(match[0])) for match in WORD.finditer(text)]
    found = {}
    for match, word in words:
        if (language, word) in answer.words:
            term = answer.words[language, word]
            found[match.start()] = Mark(match.start(), match.end(), term)
    for phrase in answer.phrases:
        wanted = [plain(each) for each in phrase]
        for at, (first, _word) in enumerate(words):
            here = words[at : at + len(phrase)]
            if [plain(word) for _match, word in here] == wanted:
                found[first.start()] = Mark(first.start(), here[-1][0].end(), phrase)
    return without_overlaps(found[start] for start in sorted(found))


def without_overlaps(marks):
    kept = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def excerpt(text, marks):
    """The part of a text in which most words of the question stand, from word to word."""
    if not marks:
        return ()
    first = densest(marks).start
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text)
    if end - start > WIDTH:
        reach = max(start + WIDTH, next(each.end for each in marks if each.start == first))
        end = text.rfind(" ", first, reach)
        end = end if end > first else reach
    inside = [each for each in marks if start <= each.start and each.end <= end]
    before = (Part("… ", is_found=False),) if start else ()
    after = (Part(" …", is_found=False),) if end < len(text) else ()
    return (*before, *parts(text, inside, start, end), *after)


def densest(marks):
    """The first of the marks within one excerpt that stand for most words of the question."""
    some = marks[:MOST_MARKS]

    def terms_from(mark):
        return len(
            {each.term for each in some if 0 <= each.start - mark.start <= WIDTH - 2 * BEFORE}
        )

    return max(some, key=terms_from)


def parts(text, marks, start, end):
    """A stretch of a text, parted where marks begin and end."""
    found, at = [], start
    for mark in marks:
        found += [Part(text[at : mark.start], is_found=False)]
        found += [Part(text[mark.start : mark.end], is_found=True)]
        at = mark.end
    found.append(Part(text[at:end], is_found=False))
    return tuple(part for part in found if part.text)
