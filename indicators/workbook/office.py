"""Files of statistical offices and free tables: proposing what they hold, and reading them.

Pure. ``propose`` guesses which row is which series; a person corrects; ``read_mapped`` reads
by what the person decided. Nothing that was not decided is read, and nothing left out
without saying so.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from config.decimals import read_decimal
from config.sheets import Book, Kind
from indicators.workbook.findings import problem, warning
from indicators.workbook.labels import Certainty, folded
from indicators.workbook.layout import Orientation, others_of, shown_tables
from indicators.workbook.mapped import likeness, read_mapped
from indicators.workbook.mapping import Mapping, signature
from indicators.workbook.matching import HUNDRED, Guess, Matcher
from indicators.workbook.values import Finding, KnownSeries, Place

__all__ = ["ColumnGuess", "Proposal", "RowGuess", "propose", "read_mapped"]

MOST_EXAMPLES = 3
OFFICES = {
    "kolada": ("kolada", "nyckeltal id", "kpi"),
    "ssb": ("statistisk sentralbyra", "ssb"),
    "eurostat": ("eurostat", "geo time period", "geo labels"),
    "px": ("statistiska centralbyran", "scb", "statistikdatabasen", "pxweb", "px web"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """A column of labels, of periods or of figures, as the page shows it."""

    name: str
    role: str  # area, group, age, unit, code, measure, period, value; empty: not known
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGuess:
    """A row of the table, and the series it is taken for."""

    key: str
    labels: tuple[str, ...]
    series: str = ""  # empty: none
    certainty: Certainty = Certainty.NONE
    candidates: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()  # period, figure as written
    is_kept: bool = False  # decided for an earlier file
    is_left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a file seems to hold: for the page, and as a mapping to be corrected."""

    mapping: Mapping
    title: str = ""
    columns: tuple[ColumnGuess, ...] = ()
    rows: tuple[RowGuess, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_kept: bool = False  # proposed as it was decided for an earlier file of the kind
    is_same_table: bool = False  # and beyond doubt the table that was decided on


def propose(
    book: Book,
    known: dict[str, KnownSeries],
    *,
    kept: Mapping | None = None,
    with_hidden: bool = False,
) -> Proposal:
    """What a file seems to hold. ``kept``: the mapping of an earlier file.

    It is used when it is of the same kind of file; its decisions stand, and only rows it does
    not know are guessed.
    """
    sheets = [sheet for sheet in book.sheets if with_hidden or not sheet.is_hidden]
    tables = shown_tables(sheets, with_hidden=with_hidden)
    if not tables:
        return Proposal(mapping=kept or Mapping(), findings=(problem("no_table", Place()),))
    table = max(tables, key=lambda one: likeness(one, kept) if kept else len(one.lines))
    table = replace(table, others=others_of(tables))
    sign = signature(table)
    is_kept = kept is not None and kept.signature == sign
    base = kept if is_kept else Mapping()
    matcher = Matcher(table, known)
    rows = _rows(table, base, matcher, known)
    rows = _each_series_once(rows)
    mapping = replace(
        base,
        signature=sign,
        sheet=table.sheet,
        tables=len(tables),
        orientation=table.orientation,
        labels=table.names_of_all,
        period=table.period_name,
        dialect=base.dialect if is_kept else _dialect(table, rows, known),
        series=_decided(rows, base),
    )
    return Proposal(
        mapping=mapping,
        title=table.title,
        columns=_columns(table, matcher.roles),
        rows=tuple(row for row, _ in rows),
        notes=tuple(note.text for note in table.notes),
        findings=_of_table(table),
        is_kept=is_kept,
        is_same_table=is_kept and kept.is_for(table, tables),
    )


def _rows(table, base, matcher, known):
    """(row, guess) for each different row of labels, in the order of the file."""
    lines, found = defaultdict(list), {}
    for line in table.lines:
        lines[line.labels].append(line)
    for labels, its in lines.items():
        key = base.key_of(labels)
        if key in found:
            continue
        decided = base.series.get(key)
        is_kept = decided == "" or decided in known
        guess = _as_decided(decided) if is_kept else _guess(matcher, labels, its)
        row = RowGuess(
            key=key,
            labels=labels,
            series=guess.series,
            certainty=guess.certainty,
            candidates=guess.candidates,
            examples=_examples(its),
            is_kept=is_kept,
            is_left_out=decided == "" or (not is_kept and guess.is_of_others),
        )
        found[key] = (row, guess)
    return list(found.values())


def _as_decided(series):
    return Guess(series=series, certainty=Certainty.EXACT if series else Certainty.NONE)


def _guess(matcher, labels, lines):
    return matcher.guess(
        labels,
        is_above_hundred=any(_is_above_hundred(line.cell) for line in lines),
        is_in_percent=any(_is_in_percent(line.cell) for line in lines),
    )


def _examples(lines):
    return tuple((line.period_text, line.cell.text) for line in lines[-MOST_EXAMPLES:])


def _is_in_percent(cell):
    return cell.kind == Kind.PERCENT or (cell.kind == Kind.TEXT and "%" in cell.text)


def _is_above_hundred(cell):
    if cell.kind not in (Kind.NUMBER, Kind.TEXT):
        return False
    try:
        return abs(read_decimal(cell.text, ",")) > HUNDRED
    except ValueError:
        return False


def _each_series_once(rows):
    """Two rows for one series are both in doubt, and only the better one keeps it.

    What was decided for an earlier file stands, and no other row is guessed to be the same.
    """
    claims, kept_by = defaultdict(list), {}
    for row, guess in rows:
        if row.series:
            claims[row.series].append((row.is_kept, guess.certainty, guess.score, row.key))
    for series, its in claims.items():
        best, *others = sorted(its, reverse=True)
        if others:
            kept_by[series] = best[-1] if best[:-1] > others[0][:-1] else None
    return [
        (_in_doubt(row, kept_by[row.series]) if row.series in kept_by else row, guess)
        for row, guess in rows
    ]


def _in_doubt(row, kept_by):
    if row.is_kept:
        return row
    if row.key == kept_by:
        return replace(row, certainty=Certainty.GUESS)
    return replace(row, series="", certainty=Certainty.NONE)


def _decided(rows, base):
    """What is known of each row. One that nobody can tell is not in it: a person must say."""
    decided = dict(base.series)
    for row, _ in rows:
        if row.series or row.is_left_out:
            decided[row.key] = row.series
    return decided


def _dialect(table, rows, known):
    """Of the series found; else of the office that the file names; empty: not known."""
    found = Counter(known[row.series].dialect for row, _ in rows if row.series)
    found.pop("staff", None)
    if found:
        return found.most_common(1)[0][0]
    texts = [table.title, *table.names, *(note.text for note in table.notes)]
    written = f" {' '.join(folded(text) for text in texts)} "
    for dialect, words in OFFICES.items():
        if any(f" {word} " in written for word in words):
            return dialect
    return ""


def _columns(table, roles):
    found = [{} for _ in roles]
    for line in table.lines:
        for values, text in zip(found, line.labels, strict=True):
            if text and len(values) < MOST_EXAMPLES:
                values[text] = None
    columns = [
        ColumnGuess(name=name, role=role, examples=tuple(values))
        for name, role, values in zip(table.names_of_all, roles, found, strict=True)
    ]
    periods = tuple(dict.fromkeys(line.period_text for line in table.lines if line.period_text))
    figures = tuple(line.cell.text for line in table.lines[:MOST_EXAMPLES])
    return (
        *columns,
        ColumnGuess(name=table.period_name, role="period", examples=periods[-MOST_EXAMPLES:]),
        ColumnGuess(name="", role="value", examples=figures),
    )


def _of_table(table):
    """What is to be said of the table as a whole."""
    findings = []
    if table.others:
        findings.append(warning("other_tables", table.place, count=table.others))
    if table.period_from and table.orientation == Orientation.ONE:
        findings.append(warning("one_period", table.place, period=table.period_from))
    return tuple(findings)
