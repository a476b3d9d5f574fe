"""Figures as JSON, with everything that is said of them."""

from indicators import progress
from indicators.downloads.rows import sources_of_figure, told_of


def indicator_document(download):
    """One indicator, with where it stands and what it is made from."""
    goal, indicator = download.only
    return {
        "address": download.address,
        "partnership": download.overview.partnership.code,
        "strategy": download.overview.strategy.code,
        "goal": goal.code,
        "language": download.overview.partnership.language,
        **indicator_in_json(indicator),
        "sources": [source_in_json(source) for source in download.sources],
        "about": about_in_json(download, indicator.name),
    }


def strategy_document(download):
    """A whole strategy: its goals and indicators, and the sources of all their figures."""
    read = download.overview
    return {
        "address": download.address,
        "partnership": read.partnership.code,
        "strategy": read.strategy.code,
        "title": read.strategy.title,
        "language": read.partnership.language,
        "goals": [
            {
                "code": goal.code,
                "name": goal.name,
                "statement": goal.statement,
                "targets": [target_in_json(target) for target in goal.targets],
                "citations": [citation_in_json(each) for each in goal.citations],
                "quality_notes": [note_in_json(note) for note in goal.notes],
            }
            for goal in download.goals
        ],
        "indicators": [
            {"goal": goal.code, **indicator_in_json(indicator)}
            for goal, indicator in download.indicators
        ],
        "sources": [source_in_json(source) for source in download.sources],
        "quality_notes": [note_in_json(note) for note in read.notes],
        "about": about_in_json(download, read.strategy.name),
    }


def about_in_json(download, name):
    """Who answers for a file, of which day it is, and how to cite it."""
    partnership = download.overview.partnership
    return {
        "read_on": download.as_of.isoformat(),
        "citation": download.citation(name),
        "publisher": partnership.name,
        "responsible": partnership.responsible,
        "email": partnership.email,
        "homepage": partnership.homepage,
    }


def indicator_in_json(indicator):
    return {
        "code": indicator.code,
        "name": indicator.name,
        "wording": indicator.wording,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "unit_as_printed": indicator.unit_as_printed,
        "decimals": indicator.decimals,
        "frequency": indicator.frequency.value,
        "delivered_by": indicator.owner,
        "status": indicator.status.value,
        "series": [series_in_json(indicator, series) for series in indicator.series],
        "targets": [target_in_json(target) for target in indicator.targets],
        "citations": [citation_in_json(each) for each in indicator.citations],
        "annotations": [annotation_in_json(each) for each in indicator.annotations],
        "quality_notes": [note_in_json(note) for note in indicator.notes],
    }


def citation_in_json(citation):
    return {
        "source": citation.source.name,
        "as_printed": citation.as_printed,
        "certain": citation.is_certain,
        "note": citation.note,
    }


def annotation_in_json(annotation):
    return {
        "period": annotation.period,
        "kind": annotation.kind.value,
        "text": annotation.text,
        "series": annotation.series,
    }


def note_in_json(note):
    return {
        "code": note.code,
        "kind": note.kind.value,
        "text": note.text,
        "passage": note.passage,
        "about": note.about,
    }


def figure_in_json(indicator, series, figure):
    """A figure by the names of its columns, and every source it comes from with its licence."""
    sources = sources_of_figure(indicator, series, figure)
    return {
        **told_of(figure),
        "unit": series.unit,
        "official": series.official.value,
        "sources": [{"name": each.name, "licence": each.licence} for each in sources],
    }


def series_in_json(indicator, series):
    return {
        "code": series.code,
        "measure": series.name,
        "label_as_printed": series.label_as_printed,
        "role": series.role.value,
        "area": {"code": series.area.code, "name": series.area.name},
        "group": {"code": series.group.code, "name": series.group.name} if series.group else None,
        "age": series.age,
        "unit": series.unit,
        "denominator": series.denominator,
        "stands_in_for": series.substitutes,
        "comparability": series.comparability.value if series.comparability else "",
        "comparability_reason": series.comparability_reason,
        "official": series.official.value,
        "source": series.source.name if series.source else "",
        "recipe": series.recipe,
        "table": series.table_reference,
        "figures": [
            figure_in_json(indicator, series, figure)
            for figure in (*series.baselines, *series.observations)
        ],
    }


def target_in_json(target):
    return {
        "code": target.code,
        "wording": target.wording,
        "kind": target.kind.value,
        "comparator": target.comparator.value,
        "value": target.value,
        "upper_value": target.upper_value,
        "change_percent": target.change_percent,
        "unit": target.unit,
        "tolerance": target.tolerance,
        "series": target.series,
        "reference_area": target.reference_area.name if target.reference_area else "",
        "reference_series": target.reference_series,
        "base_period": target.base_period,
        "base_value": target.base_value,
        "deadline": target.deadline,
        "every_period": target.every_period,
        "strength": target.strength.value,
        "authority": target.authority,
        "decided_year": target.decided_year,
        "replaces": target.replaces,
        "stands_beside": target.stands_beside,
        "interpretation": target.interpretation,
        "path": target.path.value,
        "gap_series": target.gap_series,
        "gap_measure": target.gap_measure.value,
        "parts": [target_in_json(part) for part in target.parts],
        "judgement": judgement_in_json(target.judgement),
    }


def judgement_in_json(judgement):
    """What was computed of one target; its parts are told with the targets they are of."""
    told = progress.told(judgement)
    del told["parts"]
    return told


def source_in_json(source):
    return {
        "name": source.name,
        "publisher": source.publisher,
        "address": source.address,
        "licence": source.licence,
        "access": source.access.value,
        "note": source.note,
    }
