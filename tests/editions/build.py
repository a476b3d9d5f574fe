"""Editions of a strategy with something of every kind, and the pages they have."""

import html
import re

from django.utils import timezone

from config.records import Change
from indicators.models import Edition, FollowUp
from strategy.overview.edition import content
from strategy.reports.canonical import digest
from strategy.reports.publishing import content_of, rendered, store
from tests.strategies import make_whole_strategy

LANGUAGES = ("sv", "nb", "en")
FORMS = ("pdf", "docx", "json")


def make_follow_up(**fields):
    """The published follow-up of a whole strategy, without an edition."""
    return make_whole_strategy(**fields).follow_ups.get()


def make_edition(follow_up, *, note="", found=None):
    """The next edition of a follow-up as it is today, without its files."""
    number = follow_up.editions.count() + 1
    day = timezone.localdate()
    note = note or ("" if number == 1 else "Rättad")
    found = found or content(
        FollowUp.objects.get(pk=follow_up.pk),
        as_of=day,
        show_makers=True,
        number=number,
        date=day,
        note=note,
    )
    return Edition.objects.create(
        follow_up=follow_up,
        number=number,
        published_at=timezone.now(),
        content=found,
        sha256=digest(found),
        note=note,
    )


def publish_with_files(follow_up):
    """Its first edition with the files that are kept."""
    day = timezone.localdate()
    found = content_of(follow_up, as_of=day, number=1, date=day, note="")
    files = rendered(found, follow_up.strategy.partnership)
    return store(follow_up, found, files, now=timezone.now(), change=Change(user=None))


def address_of(follow_up):
    """Where a follow-up is, without its language and without the last slash."""
    partnership, strategy, code = follow_up.natural_key()
    return f"/{partnership}/{strategy}/follow-ups/{code}"


def addresses_of(follow_up, *, numbers=(1,)):
    """Every address of a follow-up and these editions of it, in one language."""
    root = f"/sv{address_of(follow_up)}"
    found = [f"{root}/", f"{root}/changes/", *(f"{root}.{form}" for form in FORMS)]
    for number in numbers:
        edition = f"{root}/editions/{number}"
        found += [f"{edition}/", f"{edition}/compare/{number}/"]
        found += [f"{edition}.{form}" for form in FORMS]
    return found


def in_every_language(addresses):
    return [
        address.replace("/sv/", f"/{language}/", 1)
        for address in addresses
        for language in LANGUAGES
    ]


def page(client, address, language="en"):
    """The HTML of a page that is there."""
    response = client.get(f"/{language}{address}")
    assert response.status_code == 200, address
    return response.content.decode()


def words_of(markup):
    """What a reader reads, in one line."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\xa0", " ")
    return " ".join(words.split())


def read(client, address, language="en"):
    return words_of(page(client, address, language))
