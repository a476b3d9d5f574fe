"""A site with every kind of public page, and their addresses."""

import re
from itertools import cycle
from urllib.parse import urlsplit

from django.conf import settings

from indicators.models import FollowUp
from tests.editions.build import make_edition
from tests.printed import load_printed
from tests.strategies import make_whole_strategy


def make_site():
    """Both strategies as they are printed, one of them with two editions; and one of everything."""
    load_printed()
    follow_up = FollowUp.objects.get()
    make_edition(follow_up)
    make_edition(follow_up)
    make_whole_strategy()


def addresses(client):
    """Every page that the sitemap names, in one of the languages: their markup is the same."""
    listed = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    paths = [urlsplit(each).path for each in listed]
    languages = cycle(code for code, _name in settings.LANGUAGES)
    pages = dict.fromkeys(path.split("/", 2)[2] for path in paths)
    chosen = [f"/{language}/{page}" for page, language in zip(pages, languages, strict=False)]
    assert set(chosen) <= set(paths)
    return chosen
