"""The content of an edition, put together from the readings of its parts."""

from django.utils.translation import override

from indicators import progress
from strategy.overview.edition import about
from strategy.overview.edition.figures import figures_of
from strategy.overview.edition.judging import assessment_of, computed_of, target_of
from strategy.overview.edition.texts import Writing
from strategy.overview.reading import EVERYTHING, read

SCHEMA = "framsteg-edition-1"
DRAFT = {"number": None, "date": None, "note": ""}
# What was written in this and other follow-ups is read by ``Writing``, not as readers see it.
NEEDED = EVERYTHING - {"analyses", "follow_ups", "lighthouses", "actions"}


def content(follow_up, *, as_of, show_makers, number=None, date=None, note=""):
    """What an edition of a follow-up would hold on the day ``as_of``.

    ``number`` and ``date`` are those of the edition; None for a draft. ``show_makers``: whether
    names of persons may be shown at all. Its parts are taken as they are written, whatever their
    state; the figures are those that readers see.
    """
    overview, writing = readings(follow_up, as_of=as_of)
    named = {"number": number, "date": date.isoformat() if date else None, "note": note}
    return put_together(overview, writing, as_of=as_of, show_makers=show_makers, named=named)


def readings(follow_up, *, as_of):
    """The strategy of a follow-up as it stands on a day, and what was written in the follow-up."""
    strategy = follow_up.strategy
    language = strategy.partnership.site_language
    with override(language):
        overview = read(strategy, as_of=as_of, parts=NEEDED)
        return overview, Writing.of(follow_up, strategy, language, overview)


def put_together(overview, writing, *, as_of, show_makers, named=DRAFT):
    """The content of both readings. ``named``: what the edition is told from others by."""
    follow_up = writing.follow_up
    language = follow_up.strategy.partnership.site_language
    with override(language):
        front = writing.front()  # read first: footnotes are numbered as they are read
        areas = [area_of(area, overview, writing) for area in overview.areas]
        return {
            "schema": SCHEMA,
            "method": progress.METHOD,
            "as_of": as_of.isoformat(),
            "language": language,
            "edition": named,
            "partnership": about.partnership(overview),
            "strategy": about.strategy(overview),
            "follow_up": about.follow_up(follow_up, show_makers=show_makers),
            **front,
            "areas": areas,
            "footnotes": writing.footnotes(),
            "not_followed": about.not_followed(areas),
            "notes": [about.note(each) for each in overview.notes],
            "sources": about.sources(overview),
        }


def area_of(area, overview, writing):
    return {
        "code": area.code,
        "number": area.number,
        "name": area.name,
        "goals": [goal_of(goal, overview, writing) for goal in area.goals],
    }


def goal_of(goal, overview, writing):
    analysis = writing.analysis(goal.code)  # read before what is said of its indicators
    return {
        "code": goal.code,
        "number": goal.number,
        "name": goal.name,
        "heading": writing.heading(goal),
        "statement": goal.statement,
        "indicators": [indicator_of(each, writing) for each in goal.indicators],
        "analysis": analysis,
        "figures": figures_of(goal, overview, writing),
        "targets": [target_of(each) for each in goal.targets],
        "citations": [about.citation(each) for each in goal.citations],
        "notes": [about.note(each) for each in goal.notes],
    }


def indicator_of(indicator, writing):
    return {
        "code": indicator.code,
        "number": indicator.number,
        "name": indicator.name,
        "wording": indicator.wording,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "owner": indicator.owner,
        "series": [about.series(each) for each in indicator.series],
        "baseline": about.baseline(
            indicator, as_printed=writing.is_from_document, order=writing.entered
        ),
        "targets": [target_of(each) for each in indicator.targets],
        "computed": computed_of(indicator),
        "assessment": assessment_of(indicator, writing),
        "annotations": [about.annotation(each) for each in indicator.annotations],
        "notes": [about.note(each) for each in indicator.notes],
        "citations": [about.citation(each) for each in indicator.citations],
    }
