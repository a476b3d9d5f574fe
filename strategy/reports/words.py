"""The words of a report that stand beside what people have written."""

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.judging.words import word_of
from indicators.models import Annotation, Assessment, Observation, QualityNote, Source
from indicators.progress import Development, Flag, Reason, Status

SHAPES = {"✕": "×"}  # shapes that the fonts of a report have not, by those that look like them
UNDERSTOOD_AS = {"no": "nb", "nn": "nb"}
ARROWS = {
    Assessment.Arrow.POSITIVE: ("↗", "positive"),
    Assessment.Arrow.UNCHANGED: ("→", "unchanged"),
    Assessment.Arrow.NEGATIVE: ("↘", "negative"),
    Assessment.Arrow.NOT_ASSESSABLE: ("?", "unknown"),
}


def spoken(language):
    """The language of the registry nearest to that of a document; English where none is near."""
    code = UNDERSTOOD_AS.get(language, language)
    return code if code in dict(settings.LANGUAGES) else "en"


def in_language(said, language):
    """What is said in several languages, in that of a document."""
    return said[spoken(language)]


# Labels of codes


def attainment(code):
    return str(Assessment.Attainment(code).label)


def not_followed(code):
    return str(Assessment.NotFollowed(code).label)


def remark_kind(code):
    return str(Annotation.Kind(code).label)


def note_kind(code):
    return str(QualityNote.Kind(code).label)


def access(code):
    return str(Source.Access(code).label)


def status_of_value(code):
    """ "provisional", "estimated" …; "" where there is nothing to say about a value."""
    return "" if code in {"", Observation.Status.NORMAL} else str(Observation.Status(code).label)


def limits(computed, said):
    """What limits a computed judgement, where the sentence ``said`` of it does not tell."""
    members = [Reason(code) for code in computed["reasons"]]
    members += [Flag(code) for code in computed["flags"] if code != Flag.HUMAN_DIFFERS]
    labels = [str(word_of(each).label) for each in members]
    return [each for each in labels if each not in said]


# Signs: a shape and a word, so that nothing depends on colour


def sign(shape, label, tone):
    shape = SHAPES.get(shape, shape)
    return {"kind": "sign", "shape": shape, "label": str(label), "tone": tone}


def arrow_sign(assessment):
    """How people judge an indicator; ``assessment`` is None where nobody has."""
    if assessment is None:
        return sign("", _("Not assessed"), "unknown")
    if assessment["not_followed_reason"]:
        return sign("–", _("Could not be followed up"), "unknown")
    if not assessment["arrow"]:
        return sign("", _("Followed up; the arrow is not recorded"), "unknown")
    arrow = Assessment.Arrow(assessment["arrow"])
    shape, tone = ARROWS[arrow]
    return sign(shape, arrow.label, tone)


def status_sign(code):
    word = word_of(Status(code))
    return sign(word.shape, word.label, word.tone)


def development_sign(code):
    word = word_of(Development(code))
    return sign(word.shape, word.label, word.tone)


# Which edition it is


def day(written):
    """A date like "2026-11-22" as people write it."""
    return date_format(parse_date(written))


def edition_line(edition):
    """ "Edition 2, 22 November 2026", or that it is a draft."""
    if edition["number"] is None:
        return _("Draft")
    values = {"number": edition["number"], "date": day(edition["date"])}
    return _("Edition %(number)s, %(date)s") % values


def citation(content):
    """How to cite an edition; "" for a draft."""
    if content["edition"]["number"] is None:
        return ""
    return _("%(partnership)s: %(title)s. %(strategy)s. %(edition)s.") % {
        "partnership": content["partnership"]["name"],
        "title": content["follow_up"]["title"],
        "strategy": content["strategy"]["title"],
        "edition": edition_line(content["edition"]),
    }
