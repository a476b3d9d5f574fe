"""What a text refers to, put in its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indicators.texts.reading import read
from indicators.texts.syntax import Reference


def resolved(text, *, values, figures, footnotes):
    """The blocks of a text, in the form of an edition.

    ``values(reference)`` gives the part that a Reference becomes, or None. ``figures`` gives
    the label of a diagram or table by its code, which becomes its ``shown``.
    ``footnotes(label, words)`` gives the number of a footnote, or None; ``words`` are the parts
    the text defines it with, or None. It is asked for each mark, in reading order. What
    nobody knows becomes ``broken``.
    """
    text = read(text)
    answers = Answers(values=values, figures=figures, number=lambda _label: None)
    own = {label: parts(words, answers) for label, words in text.footnotes.items()}
    answers.number = lambda label: footnotes(label, own.get(label))
    return blocks(text.blocks, answers)


@dataclass
class Answers:
    """What is known: ``number`` gives that of a footnote, and none within another one."""

    values: Callable
    figures: Mapping
    number: Callable


def blocks(found, answers):
    return [block(each, answers) for each in found]


def block(found, answers):
    match found["kind"]:
        case "paragraph" | "heading":
            return {**found, "text": parts(found["text"], answers)}
        case "list":
            return {**found, "items": [blocks(each, answers) for each in found["items"]]}
        case "quote":
            return {**found, "blocks": blocks(found["blocks"], answers)}
        case "table":
            rows = [[parts(cell, answers) for cell in row] for row in found["rows"]]
            return {**found, "head": [parts(each, answers) for each in found["head"]], "rows": rows}
        case "figure":
            part = mention(found, answers)
            if part["kind"] == "broken":
                return {"kind": "paragraph", "text": [part]}
            return {**part, "kind": "figure"}
        case _:
            return found


def parts(found, answers):
    return [part(each, answers) for each in found]


def part(found, answers):
    match found["kind"]:
        case "strong" | "emphasis" | "link":
            return {**found, "text": parts(found["text"], answers)}
        case "reference":
            return value(found, answers)
        case "mention":
            return mention(found, answers)
        case "footnote":
            number = answers.number(found["label"])
            if number is None:
                return broken(f"[^{found['label']}]")
            return {"kind": "footnote", "number": number}
        case _:
            return found


def value(found, answers):
    fields = {name: value for name, value in found.items() if name != "kind"}
    return answers.values(Reference(**fields)) or broken(found["written"])


def mention(found, answers):
    shown = answers.figures.get(found["code"])
    if shown is None:
        return broken(found["written"])
    return {"kind": "mention", "code": found["code"], "shown": shown}


def broken(written):
    return {"kind": "broken", "written": written}
