"""Series, their figures, and where these come from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language

from indicators import models, periods

EXTREMES = {models.Observation.Aggregation.HIGHEST, models.Observation.Aggregation.LOWEST}


def titled(name, group):
    """The name of a series with its group, where the name does not say so itself."""
    if group is None or group.name.casefold() in name.casefold():
        return name
    return f"{name}, {group.name.lower()}"


@dataclass(frozen=True, kw_only=True)
class Named:
    """An area or a group, with its name in each language of the site."""

    code: str
    name: str
    name_sv: str
    name_nb: str
    name_en: str
    is_nation: bool = False

    @property
    def local_name(self):
        """The name in the reader's language, or the name."""
        return getattr(self, f"name_{(get_language() or '')[:2]}", "") or self.name


@dataclass(frozen=True, kw_only=True)
class Source:
    name: str
    publisher: str
    address: str
    licence: str
    access: models.Source.Access
    note: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source as the document names it."""

    source: Source
    as_printed: str
    is_certain: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A value for a period, or the reason why there is none."""

    period: str  # empty: the document states none
    aggregation: models.Observation.Aggregation
    baseline: models.Baseline.Kind | None  # None: a later figure
    is_replaced: bool  # a baseline that a later one has revised
    value: Decimal | None
    decimals: int  # always written
    missing: models.Observation.Missing | None
    direction: models.Observation.Direction | None
    is_approximate: bool
    status: models.Observation.Status
    as_printed: str
    unit_as_printed: str
    derivation: str
    source: Source | None
    passage: str
    note: str
    vintage: str
    withdrawn_on: date | None
    withdrawn_reason: str

    @property
    def is_in_force(self):
        return self.withdrawn_on is None

    @property
    def is_point(self):
        return self.aggregation == models.Observation.Aggregation.POINT

    @cached_property
    def order(self):
        """By the end of the period; what has no period comes first."""
        if not self.period:
            return (0,)
        period = periods.parse(self.period)
        return (1, period.end, period.start)

    @property
    def has_remarks(self):
        return bool(
            self.as_printed
            or self.unit_as_printed
            or self.derivation
            or self.source
            or self.passage
            or self.note
            or self.vintage
            or self.is_replaced
        )


@dataclass(frozen=True, kw_only=True)
class Series:
    """One measured line, with its figures from the oldest to the newest."""

    code: str
    name: str
    label_as_printed: str
    area: Named
    group: Named | None
    age: str
    unit: str  # its own, or the indicator's
    denominator: str
    statistic: Named | None = None  # by which it is compared with others; None: it is not
    role: models.Series.Role
    substitutes: str  # the name of the series it stands in for
    comparability: models.Series.Comparability | None
    comparability_reason: str
    source: Source | None
    official: models.Series.Official
    recipe: str
    table_reference: str
    observations: tuple[Measurement, ...]
    baselines: tuple[Measurement, ...]
    withdrawn: tuple[Measurement, ...]  # of either kind; told with the reason, without the value

    @property
    def title(self):
        """What is measured, and for whom."""
        return titled(self.name, self.group)

    @cached_property
    def measurements(self):
        """Later figures and baselines together, from the oldest to the newest."""
        return tuple(sorted((*self.baselines, *self.observations), key=lambda each: each.order))

    @cached_property
    def latest(self):
        """The newest figure with a number, a single period's before a span's."""
        known = [each for each in self.measurements if each.value is not None]
        points = [each for each in known if each.is_point]
        return (points or known or [None])[-1]

    @property
    def newness(self):
        """What orders series by their newest number."""
        return self.latest.order if self.latest else ()

    @property
    def later(self):
        """What is known of later periods: numbers over a span, and why the newest has none."""
        found = self.measurements
        if self.latest:
            found = [each for each in found if each.order > self.latest.order]
        found = [each for each in found if each.aggregation not in EXTREMES]
        return tuple(each for each in found if each.value is not None or each is found[-1])


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """A break, an event, a new definition."""

    period: str
    kind: models.Annotation.Kind
    text: str
    series: str  # empty: it holds for all series
    series_code: str


@dataclass(frozen=True, kw_only=True)
class QualityNote:
    """A doubt about what was printed."""

    code: str
    kind: models.QualityNote.Kind
    text: str
    passage: str
    about: str  # the series and period; empty: the whole
