"""The content of an edition as the blocks of a report, in reading order, with its own words."""

from django.utils.translation import gettext as _

from strategy.reports import words
from strategy.reports.blocks import (
    below,
    facts,
    heading,
    lines,
    link,
    listed,
    paragraph,
    quiet,
    strong,
    table,
    text,
)
from strategy.reports.figures import drawn
from strategy.reports.judgements import (
    goals_table,
    indicator_blocks,
    remarks_on,
    target_blocks,
)


def composed(content):
    """A report: its cover, its blocks, its footnotes. Words are in the active language."""
    strategy, follow_up, edition = content["strategy"], content["follow_up"], content["edition"]
    return {
        "language": content["language"],
        "title": follow_up["title"],
        "partnership": content["partnership"]["name"],
        "date": (edition["date"] or content["as_of"]).split("-"),
        "is_draft": edition["number"] is None,
        "running": f"{strategy['short_title'] or strategy['title']} · {follow_up['title']}",
        "edition": words.edition_line(edition),
        "cover": cover(content),
        "words": {
            "contents": _("Contents"),
            "draft": _("Draft"),
            "page": _("Page %(page)s of %(pages)s"),
            "no_baseline": _("No starting point is stated."),
        },
        "blocks": [block for part in parts(content) for block in part],
        "footnotes": {
            str(each["number"]): each["text"]
            for each in content["footnotes"]
            if each["number"] is not None
        },
    }


def parts(content):
    follow_up, strategy = content["follow_up"], content["strategy"]
    yield titled(_("Introduction"), content["introduction"])
    yield about_strategy(strategy)
    yield method(content)
    for area in content["areas"]:
        yield area_blocks(area, content["language"])
    if not content["areas"]:
        yield [quiet(_("The strategy has no focus areas yet."))]
    if any(goal["indicators"] for area in content["areas"] for goal in area["goals"]):
        yield not_followed(content["not_followed"])
    yield quality_notes(content["notes"])
    yield sources(content["sources"])
    yield loose_footnotes(content["footnotes"])
    yield titled(_("Contents of the printed edition"), lines(follow_up["contents_as_printed"]))
    yield about_report(content)


def titled(title, blocks, level=1):
    """Blocks under a title; nothing where there are none."""
    return [heading(level, title), *below(blocks, level)] if blocks else []


def cover(content):
    strategy, follow_up = content["strategy"], content["follow_up"]
    edition = content["edition"]
    years = f"{follow_up['first_year']}–{follow_up['last_year']}"
    if follow_up["first_year"] == follow_up["last_year"]:
        years = str(follow_up["first_year"])
    rows = [
        (_("Strategy"), strategy["title"]),
        (_("Years"), years),
        (_("Edition"), words.edition_line(edition)),
        (_("What is new in this edition"), edition["note"]),
        (_("Prepared by"), follow_up["prepared_by"] or _("not stated")),
        (_("Made by"), follow_up["makers"]),
    ]
    return [{"term": term, "text": said} for term, said in rows if said]


def about_strategy(strategy):
    """What the strategy itself states, and what it does not."""
    horizon = strategy["horizon_year"]
    rows = [
        (_("Adopted"), adoption(strategy)),
        (_("Legal basis"), strategy["legal_basis"]),
        (_("Applies until"), str(horizon) if horizon else not_stated()),
        (
            _("Vision"),
            strategy["vision"]
            or _("No vision is stated in what the registry has of the document."),
        ),
        (_("Perspectives"), strategy["perspectives"]),
    ]
    found = [(term, [paragraph(said)]) for term, said in rows if said]
    found.append((_("Overall objectives"), objectives(strategy["objectives"])))
    return [heading(1, _("The strategy")), facts(found)]


def not_stated():
    return _("Not stated in what the registry has of the document.")


def objectives(written):
    if not written:
        return [paragraph(not_stated())]
    return [listed([[paragraph(each)] for each in written])]


def adoption(strategy):
    year = strategy["adopted_year"]
    return ", ".join(str(each) for each in (strategy["adopted_by"], year) if each)


def method(content):
    blocks = below(content["method_text"], 1)
    if content["arrow_legend"]:
        blocks += [heading(2, _("What the arrows mean"), in_contents=False)]
        blocks += below(content["arrow_legend"], 2)
    if content["lesson"]:
        blocks += [heading(2, _("What to do better next time"), in_contents=False)]
        blocks += below(content["lesson"], 2)
    return [heading(1, _("Method")), *blocks] if blocks else []


def area_blocks(area, language):
    blocks = [{**heading(1, area["name"]), "begins_page": True}]
    if area["goals"]:
        blocks.append(goals_table(area["goals"]))
    else:
        blocks.append(quiet(_("The focus area has no goals.")))
    return blocks + [block for goal in area["goals"] for block in goal_blocks(goal, language)]


def goal_blocks(goal, language):
    title = goal["heading"] or goal["name"]
    blocks = [heading(2, title)]
    if goal["statement"].rstrip(".") not in {"", title}:
        blocks.append(quiet(goal["statement"]))
    if not goal["analysis"]:
        blocks.append(quiet(_("The analysis has not been written.")))
    blocks += drawn(below(goal["analysis"], 2), goal["figures"])
    if goal["indicators"]:
        blocks.append(heading(3, _("Indicators and how they are judged")))
    for indicator in goal["indicators"]:
        blocks += indicator_blocks(indicator, language)
    return blocks + of_the_goal(goal, language)


def of_the_goal(goal, language):
    """Its own targets, and what is said of it but of none of its indicators."""
    blocks = []
    if goal["targets"]:
        blocks.append(heading(3, _("Target of the goal itself")))
        blocks.append(listed([target_blocks(each, language) for each in goal["targets"]]))
    found = remarks_on(goal)
    if found:
        blocks.append(heading(3, _("To know about the goal")))
    return blocks + found


def not_followed(rows):
    title = heading(1, _("Not followed up, and why"))
    if not rows:
        return [title, paragraph(_("No indicator is noted as not followed up."))]
    found = [[[text(row["goal_name"])], [text(row["name"])], why_not(row)] for row in rows]
    return [title, table([_("Goal"), _("Indicator"), _("Why")], found, shares=(3, 3, 5))]


def why_not(row):
    inlines = [strong(words.not_followed(row["reason"]))]
    if row["as_printed"]:
        inlines += [{"kind": "break"}, text(f"“{row['as_printed']}”")]
    return inlines


def quality_notes(notes):
    """Doubts about the strategy as a whole; those of an indicator stand by it."""
    return titled(
        _("Doubts about what was printed"),
        [listed([[note_line(each)] for each in notes])] if notes else [],
    )


def note_line(note):
    inlines = [strong(words.note_kind(note["kind"]))]
    inlines += [text(f" · {note['about']}")] if note["about"] else []
    inlines += [text(f": {note['text']}")]
    inlines += [text(f" “{note['passage']}”")] if note["passage"] else []
    return {"kind": "paragraph", "text": [*inlines, text(f" ({note['code']})")]}


def sources(rows):
    found = [[source_line(each)] for each in rows]
    return titled(_("Sources"), [listed(found)] if found else [])


def source_line(source):
    inlines = [strong(source["name"])]
    if source["publisher"] and source["publisher"] != source["name"]:
        inlines.append(text(f", {source['publisher']}"))
    inlines.append(text(f". {_('Access:')} {words.access(source['access'])}. "))
    licence = f"{_('Licence:')} {source['licence']}." if source["licence"] else ""
    inlines.append(text(licence or _("Licence: not stated.")))
    if source["note"]:
        inlines.append(text(f" {source['note']}"))
    if source["address"]:
        inlines += [text(" "), link(source["address"])]
    return {"kind": "paragraph", "text": inlines}


def loose_footnotes(footnotes):
    """What the document prints at its foot without referring to it."""
    rows = [(each["mark"], footnote_blocks(each)) for each in footnotes if each["number"] is None]
    return titled(_("Footnotes that no text refers to"), [facts(rows)] if rows else [])


def footnote_blocks(footnote):
    if footnote["text"]:
        blocks = [{"kind": "paragraph", "text": footnote["text"]}]
    else:
        blocks = [paragraph(_("The document prints the mark without a text."))]
    if footnote["near"]:
        blocks.append(quiet(f"{_('Stands near:')} “{footnote['near']}”"))
    if footnote["note"]:
        blocks.append(quiet(footnote["note"]))
    return blocks


def about_report(content):
    follow_up = content["follow_up"]
    rows = [
        (_("How to cite"), words.citation(content) or _("A draft is not to be cited.")),
        (_("Figures and judgements as of"), words.day(content["as_of"])),
        (_("Version of the method"), content["method"]),
        (_("Form of the content"), content["schema"]),
        (
            _("Origin"),
            _("Transcribed from a printed document.") if follow_up["is_from_document"] else "",
        ),
    ]
    found = [(term, [paragraph(said)]) for term, said in rows if said]
    return [heading(1, _("About this report")), facts(found)]
