"""Judgements in an edition: what people judged, what was computed, and the words for both."""

from django.conf import settings
from django.utils.translation import override

from indicators import models, progress
from indicators.judging.sentences import headline
from indicators.progress import telling
from strategy.overview.edition.texts import paragraphs


def target_of(target):
    return {
        "code": target.code,
        "wording": target.wording,
        "kind": target.kind.value,
        "comparator": target.comparator.value,
        "value": text_of(target.value),
        "upper_value": text_of(target.upper_value),
        "change_percent": text_of(target.change_percent),
        "unit": target.unit,
        "deadline": target.deadline,
        "strength": target.strength.value,
        "authority": target.authority,
        "is_replaced": target.is_replaced,
        "stands_beside": target.stands_beside,
        "interpretation": target.interpretation,
        "status": target.judgement.status.value,
        "said": said(target.judgement, target.unit),
        "judgement": telling.written(progress.told(target.judgement)),
        "parts": [target_of(each) for each in target.parts],
    }


def text_of(number):
    return None if number is None else f"{number:f}"


def said(judgement, unit):
    """The headline of a judgement in every language of the site."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[code] = headline(judgement, unit)
    return words


def computed_of(indicator):
    """How the leading target of an indicator stands; None where there is no target."""
    leading = indicator.leading
    if leading is None:
        return None
    judgement = leading.judgement
    return {
        "target": leading.code,
        "status": judgement.status.value,
        "development": judgement.development.value,
        "reasons": [each.value for each in judgement.reasons],
        "flags": [each.value for each in judgement.flags],
        "said": said(judgement, leading.unit),
    }


def assessment_of(indicator, writing):
    """What people judged in this follow-up; None where nothing was written."""
    row = writing.assessments.get(indicator.code)
    if row is None or row.state == models.Written.TO_DO:
        return None
    judgement = indicator.judgement
    return {
        "arrow": row.arrow,
        "arrow_note": row.arrow_note,
        "attainment": row.attainment,
        "conclusion_as_printed": row.conclusion_as_printed,
        "comment": paragraphs(row.comment),
        "not_followed_reason": row.not_followed_reason,
        "not_followed_as_printed": row.not_followed_as_printed,
        "substitute": row.substitute,
        "reason_for_differing": row.reason_for_differing,
        "suggestion": row.suggestion,
        "figures_changed": progress.figures_changed(row.suggestion, judgement, indicator.newest),
        "differs": differs(row, judgement),
        "state": row.state,
    }


def differs(row, judgement):
    """From what was computed when it was decided; of an old document from what is computed now."""
    if row.suggestion is not None:
        return progress.differs_from_kept(
            row.suggestion, arrow=row.arrow, attainment=row.attainment
        )
    return judgement is not None and progress.differs(
        judgement, arrow=row.arrow, attainment=row.attainment
    )
