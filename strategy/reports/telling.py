"""What differs between two editions, in the words of the reader."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators import models
from indicators.judging.words import word_of
from indicators.judging.writing import number, period
from indicators.progress import Development, Flag, Reason, Status
from strategy.models import FocusArea, Goal, Partnership, Strategy
from strategy.reports import words
from strategy.reports.comparing import NUMBERS, How, Place
from strategy.reports.things import Kind
from strategy.reports.wordwise import Run, Word

KINDS = {
    Kind.FACTS: gettext_lazy("About the strategy and the follow-up"),
    Kind.STRUCTURE: gettext_lazy("Focus areas, goals, indicators and series"),
    Kind.VALUES: gettext_lazy("Figures"),
    Kind.BASELINES: gettext_lazy("Starting points"),
    Kind.TARGETS: gettext_lazy("Targets"),
    Kind.COMPUTED: gettext_lazy("Computed judgements"),
    Kind.JUDGEMENTS: gettext_lazy("Judgements of people"),
    Kind.TEXTS: gettext_lazy("Texts"),
    Kind.FIGURES: gettext_lazy("Diagrams and tables"),
    Kind.NOTES: gettext_lazy("Doubts and events"),
    Kind.SOURCES: gettext_lazy("Sources"),
}
HOW = {
    How.NEW: gettext_lazy("new"),
    How.GONE: gettext_lazy("no longer there"),
    How.RENAMED: gettext_lazy("renamed"),
    How.RENUMBERED: gettext_lazy("another number"),
    How.REVISED: gettext_lazy("revised"),
    How.FILLED: gettext_lazy("a figure where there was none"),
    How.EMPTIED: gettext_lazy("no figure any more"),
    How.FORM: gettext_lazy("the same words in another form"),
    How.CHANGED: gettext_lazy("changed"),
}
MODELS = {
    "partnership": Partnership,
    "strategy": Strategy,
    "follow_up": models.FollowUp,
    "area": FocusArea,
    "goal": Goal,
    "indicator": models.Indicator,
    "series": models.Series,
    "value": models.Observation,
    "baseline": models.Baseline,
    "target": models.Target,
    "assessment": models.Assessment,
    "figure": models.Figure,
    "note": models.QualityNote,
    "annotation": models.Annotation,
    "source": models.Source,
    "citation": models.Citation,
}
TEXTS = {
    "introduction": gettext_lazy("Introduction"),
    "method_text": gettext_lazy("Method"),
    "arrow_legend": gettext_lazy("What the arrows mean"),
    "lesson": gettext_lazy("What to do better next time"),
    "analysis": gettext_lazy("Analysis"),
    "comment": gettext_lazy("Comment"),
    "footnotes": gettext_lazy("Footnotes"),
    "content": gettext_lazy("The content as a whole"),
}
# Fields that are not called as in the registry, or are not fields there.
FIELDS = {
    "about": gettext_lazy("what it is about"),
    "area_name": gettext_lazy("area"),
    "base_value": gettext_lazy("value it is counted from"),
    "derivation": gettext_lazy("how it was computed"),
    "development": gettext_lazy("development"),
    "flags": gettext_lazy("to know beside it"),
    "heading": gettext_lazy("heading"),
    "is_nation": gettext_lazy("the whole country"),
    "is_official": gettext_lazy("official statistics"),
    "is_replaced": gettext_lazy("revised later"),
    "language": gettext_lazy("language"),
    "neutral_band": gettext_lazy("counts as unchanged"),
    "number": gettext_lazy("number"),
    "objectives": gettext_lazy("overall objectives"),
    "perspectives": gettext_lazy("perspectives"),
    "reasons": gettext_lazy("why it can’t be judged"),
    "series": gettext_lazy("series"),
    "shows": gettext_lazy("what it shows"),
    "suggested_development": gettext_lazy("development that was computed then"),
    "suggested_method": gettext_lazy("version of the method then"),
    "suggested_status": gettext_lazy("status that was computed then"),
    "target": gettext_lazy("leading target"),
    "unit": gettext_lazy("unit"),
    "vintage": gettext_lazy("as known"),
    "vision": gettext_lazy("vision"),
}
MEMBERS = {
    "development": Development,
    "suggested_development": Development,
    "status": Status,
    "suggested_status": Status,
    "reasons": Reason,
    "flags": Flag,
}
# What is told of something that is new or gone, beside what it is called
TOLD_OF_WHOLE = (
    *("wording", "value", "deadline", "status", "development"),
    *("arrow", "attainment", "not_followed_reason", "caption", "text"),
)
# All told by how a figure is shown
MEASURED = {"value", "missing", "direction", "is_approximate", "status"}
PERIODS = {"deadline", "period"}
LONG, ENDS = 40, 12  # words in a row that stayed are left out but for their ends


@dataclass(frozen=True, kw_only=True)
class Line:
    """A field before and after; "" where it says nothing."""

    label: str
    before: str
    after: str
    is_quoted: bool  # in the language of the document, not the reader's


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change in words: what it is about, how it changed, and the fields or words that differ."""

    place: Place
    what: str
    called: str
    when: str
    how: str
    lines: tuple[Line, ...] = ()
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """The changes of one kind."""

    kind: Kind
    title: str
    changes: tuple[Told, ...]


def told(comparison):
    """The sections of a comparison in which something differs."""
    return [
        Section(
            kind=kind,
            title=str(title),
            changes=tuple(told_change(each) for each in getattr(comparison, kind)),
        )
        for kind, title in KINDS.items()
        if getattr(comparison, kind)
    ]


def told_change(change):
    place = change.place
    is_text = hasattr(change, "runs")
    return Told(
        place=place,
        what=what_of(place.what),
        called="" if is_text else called(place, change.after or change.before),
        when=period(place.period) if place.period else "",
        how=str(HOW[change.how]),
        lines=() if is_text else tuple(lines_of(change)),
        runs=tuple(map(shortened, change.runs)) if is_text else (),
    )


def what_of(what):
    if what in TEXTS:
        return str(TEXTS[what])
    return capfirst(str(MODELS[what]._meta.verbose_name))


def called(place, record):
    """The name of a thing itself, where it is not that of its goal or indicator."""
    match place.what:
        case "figure":
            return record["label"]
        case "note":
            return record["code"]
        case "target":
            return record["wording"] or record["code"]
        case "citation":
            return record["as_printed"] or record["source"]
        case "goal" | "indicator" | "assessment" | "annotation":
            return ""
    return place.name


def lines_of(change):
    """The fields that differ; of what is new or gone the most important ones."""
    place, before, after = change.place, change.before or {}, change.after or {}
    names = [field.name for field in change.fields]
    if place.what in {"value", "baseline"}:
        if not names or MEASURED.intersection(names):
            yield Line(
                label=capfirst(str(label_of("value", "value"))),
                before=measured(before),
                after=measured(after),
                is_quoted=True,
            )
        names = [name for name in names if name not in MEASURED]
    elif not names:
        record = change.after or change.before
        names = [name for name in TOLD_OF_WHOLE if record.get(name)]
    for name in names:
        yield line_of(place.what, name, before.get(name), after.get(name))


def line_of(what, name, before, after):
    if name in MEMBERS:
        before, after = without(before, after), without(after, before)
    return Line(
        label=capfirst(str(label_of(what, name))),
        before=value_told(what, name, before),
        after=value_told(what, name, after),
        is_quoted=is_quoted(what, name),
    )


def without(codes, others):
    """Of a list of codes those that the other one has not."""
    if not isinstance(codes, list) or not isinstance(others, list):
        return codes
    return [code for code in codes if code not in others]


def measured(record):
    """A figure as it is shown, with what marks it; "" where there is none."""
    if not record:
        return ""
    mark = words.status_of_value(record["status"])
    return f"{record['shown']} ({mark})" if mark else record["shown"]


def label_of(what, name):
    if name in FIELDS:
        return FIELDS[name]
    if name in MEMBERS:
        return _("status")
    if what == "goal" and name == "area":
        return FocusArea._meta.verbose_name
    return MODELS[what]._meta.get_field(name).verbose_name


def choices_of(what, name):
    """The labels of the codes a field may hold; none where it holds something else."""
    names = {each.name for each in MODELS[what]._meta.fields} if what in MODELS else ()
    return dict(MODELS[what]._meta.get_field(name).flatchoices) if name in names else {}


def is_quoted(what, name):
    """Whether a field holds words of the document."""
    is_coded = name in NUMBERS | PERIODS | MEMBERS.keys() or name.startswith("is_")
    return not is_coded and not choices_of(what, name)


def value_told(what, name, value):
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in NUMBERS:
        return number(Decimal(value))
    if name in PERIODS:
        return period(value)
    if name in MEMBERS:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(str(word_of(MEMBERS[name](code)).label) for code in codes)
    if isinstance(value, list):
        return "; ".join(each for each in flat(value) if each)
    return str(choices_of(what, name).get(value, value))


def flat(values):
    for each in values:
        if isinstance(each, list):
            yield from flat(each)
        else:
            yield str(each)


def shortened(run):
    """Words that stayed, without the middle of a long row of them."""
    found = run.words.split()
    if run.how != Word.KEPT or len(found) <= LONG:
        return run
    ends = [*found[:ENDS], "[…]", *found[-ENDS:]]
    return Run(how=run.how, words=" ".join(ends))
