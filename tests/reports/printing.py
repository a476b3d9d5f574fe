"""Reports printed and read back."""

import io

import pypdf

from strategy.reports import pdf
from tests.reports.sample import sample

BREAK = "\u200b"  # where a long word may be broken


def read(content):
    return pypdf.PdfReader(io.BytesIO(pdf.write(content)))


def told(content):
    """All words of a report in reading order, with single spaces."""
    pages = (page.extract_text().replace(BREAK, "") for page in read(content).pages)
    return " ".join(" ".join(pages).split())


def with_goal(**changes):
    """The sample with its first goal changed."""
    content = sample()
    content["areas"][0]["goals"][0].update(changes)
    return content


def with_analysis(*blocks):
    return with_goal(analysis=list(blocks))


def with_table(head, rows):
    content = sample()
    figure = content["areas"][0]["goals"][0]["figures"][0]
    figure["table"] = {"corner": "dagar", "head": head, "rows": rows}
    return content


def in_order(words, *said):
    at = -1
    for each in said:
        found = words.find(each, at + 1)
        assert found > at, f"{each!r} does not come after {words[max(at, 0) : at + 60]!r}"
        at = found
