"""What of a text can be printed: every letter that a font has, the others as their numbers."""

import re
import unicodedata

KEPT = "\n"
# Control characters, private use, halves of pairs: no letters at all
NO_LETTERS = {"Cc", "Co", "Cs"}
LONG = re.compile(r"\S{31,}")  # words so long that a line may have to be broken inside
STEP = 20
BREAK = "\u200b"  # a place to break a line, of no width
NEVER_BROKEN = {"href", "svg", "kind", "code"}


def printable(value, unknown):
    """Texts, lists and dictionaries of a report as they can be printed.

    ``unknown``: the characters that no font has. Addresses stay as they are.
    """
    if isinstance(value, dict):
        return {name: of_part(name, each, unknown) for name, each in value.items()}
    if isinstance(value, list):
        return [printable(each, unknown) for each in value]
    return breakable(lettered(value, unknown)) if isinstance(value, str) else value


def of_part(name, value, unknown):
    if name in NEVER_BROKEN and isinstance(value, str):
        return value if name == "href" else lettered(value, unknown)
    return printable(value, unknown)


def lettered(text, unknown):
    """A text with the number of each character that is no letter, like [U+0007]."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    refused = {each for each in set(text) if each in unknown or is_no_letter(each)}
    return text.translate({ord(each): f"[U+{ord(each):04X}]" for each in refused})


def is_no_letter(character):
    return unicodedata.category(character) in NO_LETTERS and character not in KEPT


def breakable(text):
    return LONG.sub(in_pieces, text)


def in_pieces(found):
    word = found.group()
    return BREAK.join(word[at : at + STEP] for at in range(0, len(word), STEP))
