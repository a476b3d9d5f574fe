"""What stands beside the figures: targets, sources, notes, judgements.

What is asked for here is read together with other short rows; see ``asking``.
"""

from django.db.models import Q

from indicators import models
from indicators.judging.rows import NO_LINE_ACROSS
from strategy.models import Strategy
from strategy.overview import values
from strategy.overview.rows import grouped, owner_of, short, within
from strategy.overview.values import take

REFERRED = ("series", "reference_series", "gap_series")
LINKED = ("part_of", "replaces", "stands_beside")
BY_INDICATOR = {
    "strategy": "indicator__strategy",
    "goal": "indicator__goal",
    "indicator": "indicator",
}
SOURCE = ("name", "publisher", "address", "licence", "access", "note")


def source(row):
    return row and take(values.Source, row, access=models.Source.Access(row.access))


def source_in(row):
    """The source whose fields a row has beside its own."""
    own = {name: getattr(row, f"source__{name}") for name in SOURCE}
    return values.Source(**own | {"access": models.Source.Access(own["access"])})


def called(series):
    """What a series that something refers to is called; empty where it is not in force."""
    return values.titled(series.name, series.group) if series else ""


# Sources


def citation_rows(scope):
    rows = within(
        models.Citation.objects.public(),
        scope,
        strategy="strategy",
        goal="goal indicator__goal",
        indicator="indicator",
    )
    own = ("order", "pk", "as_printed", "is_certain", "note")
    owner = ("strategy_id", "goal_id", "indicator_id")
    return short("citation", rows, *own, *owner, *(f"source__{name}" for name in SOURCE))


def citations(rows):
    return grouped(
        (
            owner_of(row),
            take(values.Citation, row, is_certain=bool(row.is_certain), source=source_in(row)),
        )
        for row in sorted(rows, key=lambda each: (each.order, each.pk))
    )


# Annotations


def annotation_rows(scope):
    """The annotations of a scope, and all breaks of the strategy.

    A target may be judged with a series elsewhere, which is known only when the target is.
    """
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    rows = models.Annotation.objects.public().filter(series__withdrawn_on__isnull=True)
    own = Q(**{BY_INDICATOR[scope._meta.model_name]: scope.pk})
    breaks = Q(indicator__strategy=strategy.pk, kind__in=NO_LINE_ACROSS)
    fields = ("pk", "indicator_id", "series_id", "period", "kind", "text")
    return short("annotation", rows.filter(own | breaks), *fields)


def in_order(annotations):
    return sorted(annotations, key=lambda each: (each.period, each.pk))


def annotations(rows, series):
    """The annotations by their indicator. ``series``: rows in force by their id."""
    return grouped(
        (
            ("indicator", row.indicator_id),
            take(
                values.Annotation,
                row,
                kind=models.Annotation.Kind(row.kind),
                series=called(series.get(row.series_id)),
                series_code=series[row.series_id].code if row.series_id in series else "",
            ),
        )
        for row in rows
    )


# Doubts


def note_rows(scope):
    """The doubts, each at the one place it is about: an indicator, a goal or the strategy."""
    rows = within(
        models.QualityNote.objects.public(),
        scope,
        strategy="strategy",
        goal="goal",
        indicator="indicator series__indicator observation__series__indicator",
    )
    return short(
        "note",
        rows,
        *("code", "kind", "text", "passage", "strategy_id", "goal_id", "indicator_id"),
        *("series_id", "series__indicator_id", "observation__period"),
        *("observation__series_id", "observation__series__indicator_id"),
    )


def notes(rows, series):
    """The doubts by what they are about. ``series``: rows in force by their id."""
    return grouped(
        (place_of(row), quality_note(row, series))
        for row in sorted(rows, key=lambda each: each.code)
    )


def place_of(note):
    """What a note is about; of a series or one figure of it, the indicator."""
    measured = note.series__indicator_id or note.observation__series__indicator_id
    return ("indicator", measured) if measured else owner_of(note)


def quality_note(row, series):
    about = [
        called(series.get(row.series_id or row.observation__series_id)),
        row.observation__period,
    ]
    return take(
        values.QualityNote,
        row,
        kind=models.QualityNote.Kind(row.kind),
        about=" · ".join(each for each in about if each),
    )


# Targets


def link_rows(scope):
    """How the targets of the strategy hang together, as far as one under this scope may.

    They are read whole when it is known which of them do; see ``related``.
    """
    own = Q(**{scope._meta.model_name: scope.pk})
    linked = Q(part_of__isnull=False) | Q(replaces__isnull=False) | Q(stands_beside__isnull=False)
    rows = models.Target.objects.public().filter(own | linked, strategy=scope.strategy_id)
    return short("link", rows, "pk", "goal_id", "indicator_id", *(f"{name}_id" for name in LINKED))


def target_rows(scope, links):
    """The targets of a scope, and those elsewhere that they are judged with.

    These are the whole a part belongs to, its other parts, and what replaces or is replaced.
    """
    rows = models.Target.objects.public()
    if isinstance(scope, Strategy):
        rows = rows.filter(strategy=scope)
    else:
        rows = rows.filter(pk__in=related_ids(links, scope))
    return list(rows.select_related("indicator", "reference_area").order_by("code"))


def related(rows, scope):
    """The targets under a scope and all that hang together with one of them."""
    if isinstance(scope, Strategy):
        return rows
    taken = related_ids(rows, scope)
    return [row for row in rows if row.pk in taken]


def related_ids(rows, scope):
    field = {"goal": "goal_id", "indicator": "indicator_id"}[scope._meta.model_name]
    links = grouped(
        pair
        for row in rows
        for other in (getattr(row, f"{name}_id") for name in LINKED)
        for pair in ((row.pk, other), (other, row.pk))
        if other
    )
    taken, left = set(), [row.pk for row in rows if getattr(row, field) == scope.pk]
    while left:
        pk = left.pop()
        if pk not in taken:
            taken.add(pk)
            left += links[pk]
    return taken


def referred_ids(rows):
    """The ids of the series that targets refer to."""
    return {getattr(row, f"{name}_id") for row in rows for name in REFERRED} - {None}


def refer(rows, series):
    """Put the series that targets refer to in them. ``series``: those in force by their id."""
    for row in rows:
        for name in REFERRED:
            setattr(row, name, series.get(getattr(row, f"{name}_id")))


def targets(rows, judgements):
    """The targets by what they stand under, the parts of one of several parts under it."""
    found = {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in rows}
    parts = grouped((row.part_of_id, row) for row in rows if row.part_of_id in found)
    return grouped(
        (owner_of(row), target(row, found, parts, replaced, judgements))
        for row in rows
        if row.part_of_id not in found or owner_of(found[row.part_of_id]) != owner_of(row)
    )


def target(row, found, parts, replaced, judgements):
    kinds = models.Target
    units = [row.unit, row.series and row.series.unit, row.indicator and row.indicator.unit]
    return take(
        values.Target,
        row,
        kind=kinds.Kind(row.kind),
        comparator=kinds.Comparator(row.comparator),
        unit=next((unit for unit in units if unit), ""),
        series=called(row.series),
        reference_area=row.reference_area and take(values.Named, row.reference_area),
        reference_series=called(row.reference_series),
        strength=kinds.Strength(row.strength),
        replaces=title_of(found.get(row.replaces_id)),
        is_replaced=row.pk in replaced,
        stands_beside=title_of(found.get(row.stands_beside_id)),
        path=kinds.Path(row.path),
        gap_series=called(row.gap_series),
        gap_measure=kinds.GapMeasure(row.gap_measure),
        judgement=judgements[row.pk],
        parts=tuple(target(part, found, parts, replaced, judgements) for part in parts[row.pk]),
    )


def title_of(target):
    """How another target refers to one: by its words, which may be those of its indicator."""
    if target is None:
        return ""
    return target.wording or (target.indicator and target.indicator.wording) or target.code
