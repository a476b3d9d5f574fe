"""What stands beside the figures: targets, sources, notes, judgements."""

from django.db.models import Q

from indicators import models
from strategy.models import Strategy
from strategy.overview import values
from strategy.overview.rows import grouped, is_in_force, owner_of, within
from strategy.overview.values import take

REFERRED = ("series", "reference_series", "gap_series")
BY_INDICATOR = {
    "strategy": "indicator__strategy",
    "goal": "indicator__goal",
    "indicator": "indicator",
}


def source(row):
    return row and take(values.Source, row, access=models.Source.Access(row.access))


def name_of(series):
    """The name of a series something refers to, unless it has been withdrawn."""
    known = series is not None and is_in_force(series)
    return values.titled(series.name, series.group) if known else ""


def named_with(series):
    """What ``name_of`` reads of a series that is reached by this lookup."""
    return f"{series}__group", f"{series}__indicator__goal__focus_area"


def citations(scope):
    rows = within(
        models.Citation.objects.public(),
        scope,
        strategy="strategy",
        goal="goal indicator__goal",
        indicator="indicator",
    )
    return grouped(
        (owner_of(row), take(values.Citation, row, source=source(row.source)))
        for row in rows.select_related("source").order_by("order")
    )


def annotation_rows(scope, target_rows):
    """The annotations, also of indicators elsewhere whose series a target here refers to."""
    rows = models.Annotation.objects.public().filter(series__withdrawn_on__isnull=True)
    elsewhere = {row.indicator_id for row in referred_series(target_rows)}
    rows = rows.filter(
        Q(**{BY_INDICATOR[scope._meta.model_name]: scope.pk}) | Q(indicator__in=elsewhere)
    )
    return list(rows.select_related(*named_with("series")).order_by("period", "pk"))


def annotations(rows):
    return grouped(
        (
            ("indicator", row.indicator_id),
            take(
                values.Annotation,
                row,
                kind=models.Annotation.Kind(row.kind),
                series=name_of(row.series),
                series_code=row.series.code if row.series else "",
            ),
        )
        for row in rows
    )


def quality_notes(scope):
    """The doubts, each at the one place it is about: an indicator, a goal or the strategy."""
    rows = within(
        models.QualityNote.objects.public(),
        scope,
        strategy="strategy",
        goal="goal",
        indicator="indicator series__indicator observation__series__indicator",
    ).select_related(*named_with("series"), *named_with("observation__series"))
    return grouped((place_of(row), quality_note(row)) for row in rows.order_by("code"))


def place_of(note):
    series = measured_by(note)
    return ("indicator", series.indicator_id) if series else owner_of(note)


def measured_by(note):
    """The series a note is about, also when it is about one figure of it."""
    return note.series or (note.observation and note.observation.series)


def quality_note(row):
    period = row.observation.period if row.observation else ""
    about = [name_of(measured_by(row)), period]
    return take(
        values.QualityNote,
        row,
        kind=models.QualityNote.Kind(row.kind),
        about=" · ".join(each for each in about if each),
    )


# Targets


def target_rows(scope):
    """The targets of a scope, and those elsewhere that they are judged with.

    These are the whole a part belongs to, its other parts, and what replaces or is replaced.
    """
    strategy = scope if isinstance(scope, Strategy) else scope.strategy
    series = [each for name in REFERRED for each in (*named_with(name), f"{name}__source")]
    rows = models.Target.objects.public().filter(strategy=strategy)
    rows = rows.select_related("indicator", "reference_area", *series).order_by("code")
    return related([*rows], scope)


def related(rows, scope):
    """The targets under a scope and all that hang together with one of them."""
    if isinstance(scope, Strategy):
        return rows
    field = {"goal": "goal_id", "indicator": "indicator_id"}[scope._meta.model_name]
    links = grouped(
        pair
        for row in rows
        for other in (row.part_of_id, row.replaces_id, row.stands_beside_id)
        for pair in ((row.pk, other), (other, row.pk))
        if other
    )
    taken, left = set(), [row.pk for row in rows if getattr(row, field) == scope.pk]
    while left:
        pk = left.pop()
        if pk not in taken:
            taken.add(pk)
            left += links[pk]
    return [row for row in rows if row.pk in taken]


def referred_series(rows):
    """The series in force that targets refer to beside the one they are read from."""
    found = {getattr(row, name) for row in rows for name in REFERRED}
    return [each for each in found if each is not None and is_in_force(each)]


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
        series=name_of(row.series),
        reference_area=row.reference_area and take(values.Named, row.reference_area),
        reference_series=name_of(row.reference_series),
        strength=kinds.Strength(row.strength),
        replaces=title_of(found.get(row.replaces_id)),
        is_replaced=row.pk in replaced,
        stands_beside=title_of(found.get(row.stands_beside_id)),
        path=kinds.Path(row.path),
        gap_series=name_of(row.gap_series),
        gap_measure=kinds.GapMeasure(row.gap_measure),
        judgement=judgements[row.pk],
        parts=tuple(target(part, found, parts, replaced, judgements) for part in parts[row.pk]),
    )


def title_of(target):
    """How another target refers to one: by its words, which may be those of its indicator."""
    if target is None:
        return ""
    return target.wording or (target.indicator and target.indicator.wording) or target.code
