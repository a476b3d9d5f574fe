"""What was read from a file so far: each figure once, whatever sheet it stands in."""

from dataclasses import replace

from indicators.workbook.findings import problem, warning
from indicators.workbook.texts import joined
from indicators.workbook.values import Figure, Finding


class Taken:
    """What was read so far: each figure once, findings, and how much was left out as hidden."""

    def __init__(self):
        self.figures: dict[tuple, Figure] = {}
        self.findings: list[Finding] = []
        self.hidden = 0

    def add(self, figure):
        """Keep a figure; the same one said twice is a finding, and the first one stays."""
        key = figure.series, figure.period, figure.aggregation
        first = self.figures.setdefault(key, figure)
        if first is figure:
            return
        details = {"series": figure.series, "period": figure.period, "first": first.place}
        together = _together(first, figure)
        if together is None:
            self.findings.append(problem("twice_different", figure.place, **details))
            return
        if _says_value(first) and _says_value(figure):
            self.findings.append(warning("twice_equal", figure.place, **details))
        self.figures[key] = together


def _says_value(figure):
    return figure.value is not None or bool(figure.missing) or figure.is_removal


def _together(first, second):
    """Two figures of one period as one, where the second only adds; None: they contradict."""
    if _says_value(first) and _says_value(second):
        if (first.value, first.missing, first.is_removal) != (
            second.value,
            second.missing,
            second.is_removal,
        ):
            return None
    elif first.is_removal or second.is_removal:
        return None
    said = {}
    for name in ("status", "note", "is_approximate", "decimals"):
        one, other = getattr(first, name), getattr(second, name)
        if one is not None and other is not None and one != other:
            return None
        said[name] = other if one is None else one
    base = first if _says_value(first) else second
    row_note = joined(first.row_note, second.row_note)
    return replace(base, place=first.place, row_note=row_note, **said)
