"""What a cell of an imported table means, whatever the person's language.

A widget of django-import-export for each kind of field. Numbers and yes/no are read
the same in every language; what can't be read raises ValueError with the sentence
the editor reads.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import widgets

from config.numbers import read_number
from config.records import check_text
from config.tables import Cell, Kind

CLEAR = "CLEAR"  # the word that empties a field; an empty cell changes nothing
YES = {"1", "ja", "yes", "x", "sant", "sann", "true"}
NO = {"0", "nej", "nei", "no", "falskt", "usann", "false"}


class Cellular(widgets.Widget):
    """Reads a cell; an unreadable kind of cell is a sentence, never a value."""

    def clean(self, value, row=None, **kwargs):
        cell = value if isinstance(value, Cell) else Cell(text=str(value))
        if cell.kind is Kind.ERROR:
            raise ValueError(
                _("The formula in this cell gives an error (%(text)s).") % {"text": cell.text}
            )
        if cell.kind is Kind.NO_RESULT:
            raise ValueError(
                _("This formula has no stored result. Open the file in Excel, save it, try again.")
            )
        return self.read(cell)

    def read(self, cell):
        raise NotImplementedError


class Text(Cellular):
    """Text as it stands, in composed Unicode, without control characters."""

    def read(self, cell):
        text = unicodedata.normalize("NFC", cell.text.replace("\r\n", "\n")).strip()
        check_text(text)
        return text


class Number(Cellular):
    """A decimal number: ``12,5``, ``12.5``, ``1 234,5``, ``−5``, exact.

    ``1.144`` in a text cell could be 1.144 or 1 144. It is a decimal number where the
    column's other cells show that this mark is the decimal mark; otherwise it is asked.
    """

    def __init__(self, decimal_mark=None, **kwargs):
        super().__init__(**kwargs)
        self.decimal_mark = decimal_mark

    def read(self, cell):
        if cell.kind is Kind.NUMBER:
            return Decimal(cell.text)
        if cell.kind is Kind.PERCENT:
            raise ValueError(
                _(
                    "The cell is formatted as per cent: it holds %(text)s. "
                    "Give it the format of a plain number."
                )
                % {"text": cell.text}
            )
        if cell.kind is Kind.BOOLEAN:
            raise ValueError(_("This cell holds yes or no, not a number."))
        if cell.kind is Kind.DATE:
            raise ValueError(_("Excel has turned this into a date. Write the number again."))
        return read_number(cell.text, self.decimal_mark)

    def render(self, value, obj=None, **kwargs):
        return value


class Whole(Number):
    """A whole number."""

    def read(self, cell):
        number = super().read(cell)
        if number != number.to_integral_value():
            raise ValueError(_("“%(text)s” is not a whole number.") % {"text": cell.text})
        return int(number)


class YesNo(Cellular):
    """Yes or no, in any of the languages; anything else is asked."""

    def read(self, cell):
        word = cell.text.strip().casefold()
        if word in YES:
            return True
        if word in NO:
            return False
        raise ValueError(
            _("“%(text)s” is neither yes nor no. Write 1 or 0, yes or no, ja or nej.")
            % {"text": cell.text}
        )

    def render(self, value, obj=None, **kwargs):
        return value


class Choice(Cellular):
    """One of the choices, by its code or by its name in any language of the site."""

    def __init__(self, choices, languages, **kwargs):
        super().__init__(**kwargs)
        self.choices = choices
        self.by_word = {str(code).casefold(): code for code, _name in choices}
        for language in languages:
            with override(language):
                self.by_word.update((str(name).casefold(), code) for code, name in choices if code)

    def read(self, cell):
        word = cell.text.strip().casefold()
        if word not in self.by_word:
            raise ValueError(
                _("“%(text)s” is not one of: %(choices)s.")
                % {"text": cell.text, "choices": ", ".join(str(code) for code, _n in self.choices)}
            )
        return self.by_word[word]


class Day(Cellular):
    """A day, as a date cell or as 2026-11-22."""

    def read(self, cell):
        try:
            return date.fromisoformat(cell.text.strip())
        except ValueError:
            raise ValueError(
                _("“%(text)s” is not a date. Write it like 2026-11-22.") % {"text": cell.text}
            ) from None

    def render(self, value, obj=None, **kwargs):
        return value and value.isoformat()


class Moment(Cellular):
    """A point in time; only exported."""

    def read(self, cell):
        return datetime.fromisoformat(cell.text.strip())

    def render(self, value, obj=None, **kwargs):
        return value and value.isoformat()


@dataclass
class Codes:
    """Rows that a column may refer to, by the text that names them."""

    by_text: dict

    def get(self, text):
        """The row; ValueError with what is nearest when there is none."""
        if text in self.by_text:
            return self.by_text[text]
        folded = text.casefold()
        near = [known for known in self.by_text if known.casefold() == folded]
        near = near or get_close_matches(text, list(self.by_text), n=3, cutoff=0.6)
        if near:
            raise ValueError(
                _("“%(text)s” is not known here. Did you mean %(near)s?")
                % {"text": text, "near": ", ".join(near)}
            )
        raise ValueError(_("“%(text)s” is not known here.") % {"text": text})


class Code(Cellular):
    """Another row, by its codes. ``codes`` is filled when an import is planned."""

    def __init__(self, model, **kwargs):
        super().__init__(**kwargs)
        self.model = model

    def read(self, cell):
        return cell.text.strip()

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return None
        return reference(value) if hasattr(value, "KEY") else value.get_username()


def in_strategy(model):
    """Whether rows of the model are named within a strategy: ``n08`` in norrbotten/rus-2030."""
    return model.KEY[0].endswith("strategy__partnership__code")


def own_key(model):
    """The lookups that name a row once its strategy is known."""
    return model.KEY[2:] if in_strategy(model) else model.KEY


def reference(row):
    """The text that names a row in files: ``n08-women``, ``n08-women/2022/point``, ``SE/25``."""
    key = row.natural_key()
    return "/".join(str(part) for part in (key[2:] if in_strategy(type(row)) else key))
