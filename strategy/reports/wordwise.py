"""Two texts word by word; texts are blocks, as ``indicators.texts`` makes them. Pure: no Django."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

FOOTNOTE = "[*]"  # its number follows from where it stands
COMMON = 20  # so many times; such a word only prolongs what others begin, so time stays linear
FOLLOWING = {
    "number",
    "shown",
    "value",
}  # of the parts of a sentence: told by the words, or by that


class Word(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in a row that were all kept, added or removed, with spaces between them."""

    how: Word
    words: str


def words_of(blocks):
    """The words of a text in the order of reading; a diagram is its code in brackets."""
    return [word for line in lines_of(blocks) for word in line.split()]


def lines_of(blocks):
    for block in blocks:
        match block["kind"]:
            case "paragraph" | "heading":
                yield sentence(block["text"])
            case "list":
                for item in block["items"]:
                    yield from lines_of(item)
            case "quote":
                yield from lines_of(block["blocks"])
            case "table":
                for row in (block["head"], *block["rows"]):
                    yield from map(sentence, row)
            case "code":
                yield block["text"]
            case "figure":
                yield f"[{block['code']}]"


def sentence(inlines):
    """What a reader reads of the parts of a sentence."""
    return "".join(map(part, inlines))


def part(inline):
    match inline["kind"]:
        case "text" | "code":
            return inline["text"]
        case "strong" | "emphasis" | "link":
            return sentence(inline["text"])
        case "value" | "mention":
            return inline["shown"]
        case "broken":
            return inline["written"]
        case "footnote":
            return FOOTNOTE
    return " "  # a line break


def differing_words(before, after):
    """The runs of two texts, in the order of reading; none where the words are the same."""
    old, new = words_of(before), words_of(after)
    if old == new:
        return ()
    times = Counter(new)
    matcher = SequenceMatcher(lambda word: times[word] > COMMON, old, new, autojunk=False)
    runs = []
    for deed, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if deed == "equal":
            runs.append((Word.KEPT, old[old_from:old_to]))
        else:
            runs += [(Word.REMOVED, old[old_from:old_to]), (Word.ADDED, new[new_from:new_to])]
    return tuple(Run(how=how, words=" ".join(words)) for how, words in runs if words)


def is_same_text(before, after):
    """Whether two texts have the same words, set in the same way, with the same links."""
    if before == after:
        return True
    return bare(before) == bare(after) and words_of(before) == words_of(after)


def bare(value):
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items() if name not in FOLLOWING}
    return [bare(each) for each in value] if isinstance(value, list) else value
