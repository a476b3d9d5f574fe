"""How an indicator stands: the table of a focus area, and what is told under its goal."""

from django.utils.translation import gettext as _

from strategy.reports import words
from strategy.reports.blocks import (
    below,
    facts,
    heading,
    lines,
    listed,
    paragraph,
    quiet,
    quote,
    strong,
    table,
    text,
)

# What is longer may go on on the next page
LONG_WORDING, MANY_ROWS = 1000, 15
SETTLED = {"approved", "published"}


def goals_table(goals):
    """The goals of a focus area with their indicators, starting points and arrows."""
    return {
        "kind": "goals",
        "head": [_("Indicator"), _("Starting point"), _("Development and status")],
        "goals": [
            {
                "name": f"{_('Goal')}: {goal['name']}",
                "rows": [goal_row(each) for each in goal["indicators"]],
                "absent": "" if goal["indicators"] else _("The goal has no indicator."),
            }
            for goal in goals
        ],
    }


def goal_row(indicator):
    wording, start = indicator["wording"] or indicator["name"], baseline(indicator["baseline"])
    return {
        "wording": wording,
        "baseline": start,
        "is_long": len(wording) > LONG_WORDING or len(start["rows"]) > MANY_ROWS,
        "signs": [
            {"term": _("Assessed"), "signs": [words.arrow_sign(indicator["assessment"])]},
            {"term": _("Computed"), "signs": computed_signs(indicator["computed"])},
        ],
    }


def baseline(table):
    """Starting points as printed: a small table, or one line where there is one of one area."""
    rows = [[row["label"], *(cell["shown"] for cell in row["cells"])] for row in table["rows"]]
    is_one = len(rows) == 1 and len(rows[0]) == 2
    one = " ".join(each for each in rows[0] if each) if is_one else ""
    return {
        "one": f"{one} ({table['period']})" if one and table["period"] else one,
        "head": [table["period"], *table["columns"]],
        "rows": [] if is_one else rows,
        "notes": [
            noted(cell["note"], row["label"], column)
            for row in table["rows"]
            for column, cell in zip(table["columns"], row["cells"], strict=True)
            if cell["note"]
        ],
    }


def noted(note, *places):
    """A note, with the row and the area it is about."""
    place = ", ".join(each for each in places if each)
    return f"{place}: {note}" if place else note


def computed_signs(computed):
    if computed is None:
        return [words.sign("–", _("No target"), "unknown")]
    return [
        words.development_sign(computed["development"]),
        words.status_sign(computed["status"]),
    ]


def indicator_blocks(indicator, language):
    """What is told of one indicator, under its name."""
    blocks = [heading(4, indicator["name"])]
    if indicator["wording"] and indicator["wording"] != indicator["name"]:
        blocks.append({**quote(indicator["wording"]), "stays_with_next": True})
    assessment = indicator["assessment"]
    rows = [*meaning(indicator), *judged(assessment), *computed(indicator, language)]
    blocks.append(facts(rows))
    if assessment is not None:
        blocks += below(assessment["comment"], 4)
    return [*blocks, *series_table(indicator["series"]), *remarks(indicator)]


def meaning(indicator):
    if indicator["definition"]:
        yield _("Definition"), [paragraph(indicator["definition"])]


def judged(assessment):
    """How people judge it, in the order of the form."""
    yield _("Assessed"), [signs(words.arrow_sign(assessment))]
    if assessment is None:
        return
    if assessment["arrow_note"]:
        yield _("About the arrow"), [paragraph(assessment["arrow_note"])]
    if assessment["attainment"]:
        yield _("Attainment"), [paragraph(words.attainment(assessment["attainment"]))]
    if assessment["conclusion_as_printed"]:
        yield _("Conclusion, as printed"), [quote(assessment["conclusion_as_printed"])]
    if assessment["not_followed_reason"]:
        reason = [paragraph(words.not_followed(assessment["not_followed_reason"]))]
        printed = assessment["not_followed_as_printed"]
        yield _("Why it was not followed up"), reason + ([quote(printed)] if printed else [])
    if assessment["substitute"]:
        yield _("Followed with a substitute"), [paragraph(assessment["substitute"])]
    yield from doubts(assessment)


def doubts(assessment):
    if assessment["differs"]:
        said = [paragraph(_("People judge it otherwise than it is computed."))]
        reason = assessment["reason_for_differing"]
        yield _("Differs"), said + lines(reason)
    if assessment["figures_changed"]:
        yield _("Changed since"), [paragraph(_("Figures have changed since it was assessed."))]
    if assessment["state"] not in SETTLED:
        yield _("State"), [paragraph(_("This assessment has not been approved."))]


def signs(*shown):
    return {"kind": "paragraph", "text": list(shown)}


def computed(indicator, language):
    """What the registry computes, and what limits it."""
    found = indicator["computed"]
    if found is None:
        yield _("Computed"), [signs(*computed_signs(None))]
        return
    blocks = [signs(*computed_signs(found))]
    said = words.in_language(found["said"], language)
    blocks += lines(said)
    limits = "; ".join(words.limits(found, said))
    if limits:
        blocks.append(quiet(f"{_('To bear in mind:')} {limits}."))
    yield _("Computed"), blocks
    if len(indicator["targets"]) > 1:
        yield _("Targets"), [target_line(each, language) for each in indicator["targets"]]


def target_blocks(target, language):
    """A target with how its words are read, and with its parts."""
    blocks = [target_line(target, language)]
    if target["interpretation"]:
        blocks.append(quiet(f"{_('How it is understood:')} {target['interpretation']}"))
    if target["parts"]:
        blocks.append(listed([[target_line(each, language)] for each in target["parts"]]))
    return blocks


def target_line(target, language):
    said = words.in_language(target["said"], language)
    sign = words.status_sign(target["status"])
    return {"kind": "paragraph", "text": [text(f"{target['wording']} "), sign, text(f" {said}")]}


def series_table(series):
    """Where each line of figures starts, where it stands now, and whose figures they are."""
    areas = {each["area"]["name"] for each in series}
    rows = [
        [title_of(each, areas), [text(start_of(each))], [text(latest_of(each))]]
        for each in series
        if each["baselines"] or each["observations"]
    ]
    if not rows:
        return []
    return [table([_("Figures"), _("Starting point"), _("Latest figure")], rows)]


def title_of(series, areas):
    """The name of a series, with its area where there are several, and whose figures they are."""
    area = f", {series['area']['name']}" if len(areas) > 1 else ""
    inlines = [text(f"{series['title']}{area}")]
    if series["source"]:
        inlines += [{"kind": "break"}, text(f"{_('Source:')} {series['source']}")]
    return inlines


def start_of(series):
    found = [each for each in series["baselines"] if not each["is_replaced"]]
    return "; ".join(measured(each) for each in found)


def latest_of(series):
    """The last figure in the order of the periods."""
    found = [each for each in series["observations"] if not each["is_replaced"]]
    return measured(found[-1]) if found else ""


def measured(measurement):
    said = [measurement["period"], words.status_of_value(measurement["status"])]
    beside = ", ".join(each for each in said if each)
    return f"{measurement['shown']} ({beside})" if beside else measurement["shown"]


def remarks(indicator):
    """Events and breaks, doubts and citations, where there are any."""
    found = [
        remark(words.remark_kind(each["kind"]), annotation_words(each, indicator))
        for each in indicator["annotations"]
    ]
    return remarks_on(indicator, found)


def remarks_on(owner, found=()):
    """Doubts and citations of a goal or an indicator, after other remarks."""
    told = [*found]
    told += [remark(words.note_kind(each["kind"]), note_words(each)) for each in owner["notes"]]
    told += [remark(_("Cited"), citation_words(each)) for each in owner["citations"]]
    return [listed([[each] for each in told])] if told else []


def remark(kind, said):
    return {"kind": "quiet", "text": [strong(f"{kind}. "), text(said)]}


def annotation_words(annotation, indicator):
    titles = {each["code"]: each["title"] for each in indicator["series"]}
    about = titles.get(annotation["series"], "")
    said = f"{annotation['period']}: {annotation['text']}"
    return f"{said} ({about})" if about else said


def note_words(note):
    passage = f" “{note['passage']}”" if note["passage"] else ""
    about = f"{note['about']}: " if note["about"] else ""
    return f"{about}{note['text']}{passage} ({note['code']})"


def citation_words(citation):
    said = [citation["as_printed"] or citation["source"]]
    if citation["source"] and citation["source"] not in said[0]:
        said.append(f"{_('Understood as:')} {citation['source']}")
    if not citation["is_certain"]:
        said.append(_("the document itself is not certain"))
    if citation["note"]:
        said.append(citation["note"])
    return "; ".join(said)
