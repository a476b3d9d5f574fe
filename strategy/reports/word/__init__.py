"""The report as Word, for staff to go on with: real headings, fields, footnotes and tables."""

import io

import docx
from django.utils.dateparse import parse_date
from django.utils.translation import override

from strategy.reports.composing import composed
from strategy.reports.referring import referred
from strategy.reports.word import finishing
from strategy.reports.word.blocks import write_blocks
from strategy.reports.word.design import default_document
from strategy.reports.word.front import contents, cover
from strategy.reports.word.manuscript import DEEPEST, Manuscript
from strategy.reports.word.markup import W, paragraph, set_apart, style_of, text_of, w
from strategy.reports.words import spoken

MARK = "[report]"  # a paragraph of a template that says where the report goes
AIR = 160  # below a table, in twentieths of a point


def write(content, template=None):
    """The Word file of the content of an edition, or of a draft; the same content, the same bytes.

    ``template``: a file that ``check_template`` found nothing wrong with. What stands in it stays,
    in front of the report or around its place; its styles, pages, headers and footers are used.
    """
    with override(spoken(content["language"])):
        report = composed(content)
        manuscript = manuscript_for(content, report, template)
        document = manuscript.document
        put_in(document.element.body, elements_of(manuscript, report))
        if not template:
            finishing.set_running_title(document.sections[0], report["running"])
            finishing.set_page_numbers(document.sections[0], report["words"]["page"])
        if report["is_draft"]:
            style = manuscript.styles["Report Draft"]
            finishing.mark_as_draft(document, report["words"]["draft"], style)
    finishing.set_language(document, content["language"])
    day = parse_date(content["edition"]["date"] or content["as_of"])
    finishing.set_properties(
        document,
        title=content["follow_up"]["title"],
        subject=content["strategy"]["title"],
        author=content["partnership"]["name"],
        day=day,
    )
    return finishing.packed(document, day)


def manuscript_for(content, report, template=None):
    """A document to write the report into. Raises whatever a broken template provokes."""
    design = default_document()
    document = docx.Document(io.BytesIO(template)) if template else design
    body = document.element.body
    body.get_or_add_sectPr()
    before = [each for each in place_in(body).itersiblings(preceding=True) if ends_section(each)]
    return Manuscript(document, design, content, report, section=document.sections[len(before)])


def elements_of(manuscript, report):
    """The whole report: its contents are written last, when all headings are known."""
    blocks = write_blocks(manuscript, referred(report["blocks"]))
    front = cover(manuscript, report)
    titles = contents(manuscript, report["words"]["contents"])
    headings = {manuscript.styles[f"Heading {level}"] for level in range(1, DEEPEST + 1)}
    return apart([*front, *titles, *blocks], headings)


def apart(elements, headings):
    """The elements with air below tables; two tables would become one.

    ``headings``: the styles that have air of their own.
    """
    table = f"{{{W}}}tbl"
    before = None
    for each in elements:
        if before == table:
            if each.tag == table:
                yield paragraph()
            elif style_of(each) not in headings:
                set_apart(each, before=AIR)
        before = each.tag
        yield each


def place_in(body):
    """What the report goes in front of: the paragraph that says so, else the end."""
    paragraphs = body.iterchildren(f"{{{W}}}p")
    return next((each for each in paragraphs if text_of(each).strip() == MARK), body.sectPr)


def put_in(body, elements):
    """Put the report in its place; at the end it begins on a new page."""
    place = place_in(body)
    is_at_end = place is body.sectPr
    if is_at_end and has_content(body):
        place.addprevious(paragraph("", w("r", w("br", type="page"))))
    for each in elements:
        place.addprevious(each)
    if not is_at_end:
        take_away(place)


def has_content(body):
    return bool(text_of(body).strip()) or next(body.iter(f"{{{W}}}drawing"), None) is not None


def ends_section(element):
    return element.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None


def take_away(mark):
    """Remove the mark, but not what it says of the pages before it."""
    if ends_section(mark):
        mark[1:] = []
    else:
        mark.getparent().remove(mark)
