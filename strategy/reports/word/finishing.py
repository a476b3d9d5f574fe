"""What makes a written document whole: header and footer, its language, what it is called."""

import io
import re
import zipfile
from datetime import UTC, datetime, time

from strategy.reports.word.markup import W, field, paragraph, run, w, writable

COUNTRIES = {"sv": "sv-SE", "nb": "nb-NO", "nn": "nn-NO", "no": "nb-NO", "en": "en-GB"}
PLACE = re.compile(r"%\((page|pages)\)s")
FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
LONGEST = 255  # letters of a property
PACKED_ALREADY = (".png", ".jpeg", ".jpg", ".gif")


def set_page_numbers(section, words):
    """A footer like "Page 3 of 20"; ``words`` names the places of the numbers."""
    footer = section.footer.paragraphs[0]._p
    for place, words_or_name in enumerate(PLACE.split(words)):
        is_name = place % 2
        footer.append(field(FIELDS[words_or_name], run("1")) if is_name else run(words_or_name))


def set_running_title(section, title):
    section.header.paragraphs[0]._p.append(run(title))


def mark_as_draft(document, words, style):
    """Say on every page that it is a draft, whatever else the headers hold."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(document.sections):
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if has_even else []
        for header in headers:
            if not place or not header.is_linked_to_previous:
                header._element.insert(0, paragraph(style, run(words)))


def set_language(document, language):
    """The language of all words, of which Word checks the spelling and which it reads out."""
    country = COUNTRIES.get(language, language)
    look = default_look(document.styles.element)
    if look.find(f"{{{W}}}lang") is None:
        look.append(w("lang"))
    for each in document.styles.element.iter(f"{{{W}}}lang"):
        each.set(f"{{{W}}}val", country)
    for each in document.settings.element.iter(f"{{{W}}}themeFontLang"):
        each.set(f"{{{W}}}val", country)
    document.core_properties.language = country


def default_look(styles):
    """What holds for all letters where no style says otherwise; made where it is not there."""
    path = ("docDefaults", "rPrDefault", "rPr")
    for name in path:
        inner = styles.find(f"{{{W}}}{name}")
        if inner is None:
            inner = w(name)
            styles.insert(0, inner)
        styles = inner
    return styles


def set_properties(document, *, title, day, subject="", author=""):
    """What the file says of itself; nothing of whoever made the template, and no time of day."""
    about = document.core_properties
    about.title, about.subject = (writable(each)[:LONGEST] for each in (title, subject))
    about.author = about.last_modified_by = writable(author)[:LONGEST]
    about.created = about.modified = datetime.combine(day, time(), UTC)
    about.revision = 1
    about.comments = about.keywords = about.category = about.content_status = about.version = ""


def packed(document, day):
    """The file. The time of writing is in none of its parts: the same document, the same bytes."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            is_packed = name.lower().endswith(PACKED_ALREADY)
            member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return file.getvalue()
