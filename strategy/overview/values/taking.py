"""How values come from rows, and words in the language of the reader."""

from dataclasses import fields
from functools import cache


def take(value_of, row, /, **more):
    """A frozen value with the fields of a row, and what the row itself does not know."""
    own = {name: getattr(row, name) for name in names_of(value_of) if name not in more}
    return value_of(**own, **more)


@cache
def names_of(value_of):
    return tuple(field.name for field in fields(value_of))


class Text(str):
    """Words in the reader's language, in the place of those they were translated from."""

    def __new__(cls, text, *, language, original):
        self = super().__new__(cls, text)
        self.language = language
        self.original = original
        return self
