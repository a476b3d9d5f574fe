"""Where figures come from: what stands under a table as its source, and how they are known."""

from dataclasses import dataclass

from indicators import models
from strategy.overview.values import Citation, Series, Source


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What some series come from. Single figures may name another source: see their remarks."""

    sources: tuple[Source, ...]
    citations: tuple[Citation, ...]  # what the document names, where the series name nothing
    official: tuple[models.Series.Official, ...]  # those that are known
    tables: tuple[str, ...]
    recipes: tuple[str, ...]
    marks: tuple[models.Observation.Status, ...]  # that stand at figures, but not as normal

    is_own: bool  # whether the series say of themselves where they come from

    @property
    def is_of_one_source(self):
        return len(self.sources) == 1

    @property
    def is_uncertain(self):
        """Whether the document itself doubts what it names."""
        return any(not each.is_certain for each in self.citations)


def origin_of_table(table, citations=()):
    """What the series of a table come from; ``citations``: of its indicator."""
    entries = [entry for row in table.rows for cell in row.cells for entry in cell]
    series = dict.fromkeys([table.series.code, *(entry.series.code for entry in entries)])
    known = {table.series.code: table.series} | {each.series.code: each.series for each in entries}
    figures = [entry.measurement for entry in entries]
    figures += [entry.baseline for entry in entries if entry.baseline]
    return origin([known[code] for code in series], figures, citations or ())


def origin_of_indicator(indicator):
    """What the series that an indicator is judged by come from."""
    series: list[Series] = [*indicator.headlines]
    figures = [figure for each in series for figure in each.measurements]
    return origin(series, figures, indicator.citations or ())


def origin(series, figures, citations):
    own = [each.source for each in series if each.source]
    named = citations if len(own) < len(series) else ()
    statuses = {figure.status for figure in figures}
    tables = once(each.table_reference for each in series if each.table_reference)
    recipes = once(each.recipe for each in series if each.recipe)
    official = once(each.official for each in series if each.official != UNKNOWN)
    return Origin(
        sources=once([*own, *(citation.source for citation in named)]),
        citations=tuple(named),
        official=official,
        tables=tables,
        recipes=recipes,
        marks=tuple(each for each in models.Observation.Status if each in statuses - {NORMAL}),
        is_own=bool(own or tables or recipes or official),
    )


UNKNOWN = models.Series.Official.UNKNOWN
NORMAL = models.Observation.Status.NORMAL


def once(values):
    return tuple(dict.fromkeys(values))
