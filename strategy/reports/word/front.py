"""The first pages of a report: what it is, and its contents."""

from strategy.reports.word.markup import paragraph, run, w, written

CONTENTS_LEVELS = 2  # below are the headings inside of each goal


def cover(manuscript, report):
    """Whose report it is, its title, and the facts about it."""
    styles = manuscript.styles
    facts = [
        paragraph(
            styles["Report Cover Line"],
            run(f"{each['term']}: ", is_strong=True),
            run(each["text"]),
        )
        for each in report["cover"]
    ]
    return [
        paragraph(styles["Report Kicker"], run(report["partnership"])),
        paragraph(styles["Title"], run(report["title"])),
        *facts,
    ]


def contents(manuscript, title):
    """The headings that were written, as a field that Word can bring up to date.

    It is without page numbers (``\\n``): only Word knows them, and so it is right before
    anybody updates it.
    """
    styles = manuscript.styles
    listed = [each for each in manuscript.headings if each[0] <= CONTENTS_LEVELS]
    entries = [
        paragraph(styles[f"toc {level}"], w("hyperlink", run(words), anchor=name, history=1))
        for level, words, name in listed
    ]
    if not entries:
        return []
    instruction = written(f' TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\n ', "instrText")
    begin = [mark("begin"), w("r", instruction), mark("separate")]
    style = entries[0].find(w("pPr").tag)
    for each in reversed(begin):
        style.addnext(each)
    entries[-1].append(mark("end"))
    heading = paragraph(styles["TOC Heading"], run(title), keeps_next=True, on_new_page=True)
    return [heading, *entries]


def mark(kind):
    return w("r", w("fldChar", fldCharType=kind))
