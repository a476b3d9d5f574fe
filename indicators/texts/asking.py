"""What a text refers to, in the order of the text; each once."""

from indicators.texts.reading import read
from indicators.texts.syntax import FigureMark, FootnoteMark, Reference


def references(text):
    """The references to figures of series."""
    return tuple(dict.fromkeys(each for each in read(text).marks if isinstance(each, Reference)))


def malformed(text):
    """What was meant as a reference, diagram or footnote and is none, with the reason why."""
    return read(text).problems


def figures(text):
    """The codes of the diagrams and tables it places or names."""
    marks = (each for each in read(text).marks if isinstance(each, FigureMark))
    return tuple(dict.fromkeys(each.code for each in marks))


def placed_figures(text):
    """The codes of those it places, as often as it does."""
    return tuple(placed(read(text).blocks))


def placed(blocks):
    for block in blocks:
        match block["kind"]:
            case "figure":
                yield block["code"]
            case "quote":
                yield from placed(block["blocks"])
            case "list":
                for item in block["items"]:
                    yield from placed(item)


def footnote_labels(text):
    """The labels of the footnotes it marks, also of those it does not define."""
    marks = (each for each in read(text).marks if isinstance(each, FootnoteMark))
    return tuple(dict.fromkeys(each.label for each in marks))
