"""Public pages are kept in memory until something is written that they may show.

Every write leaves a row of ``PublicChange``. Which rows there are is the version of the pages of
a partnership: the same version, the same page. A reader who has a page already is told so
without looking at it again, and a page that was made for one reader is given to the next.

The version is read from the database at most every ``settings.VERSION_SECONDS``: so long may
an edit, or a page that was taken off, take until everybody sees it.
"""

import gzip
import hashlib
import re
import time
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import cc_delim_re, get_conditional_response
from django.utils.http import http_date, parse_etags

from strategy.models import Partnership, PublicChange
from strategy.models.partnerships import RESERVED

SAFE = {"GET", "HEAD"}
ALL = ""  # the pages that show all partnerships
DAY = 24 * 60 * 60  # seconds
# Ask at every use whether it is still so; only while nobody answers, show what there was.
CACHE_CONTROL = f"public, max-age=0, stale-if-error={DAY}"
CACHE_CONTROL_OF_NOTHING = "public, max-age=0"
LARGEST = 256 * 1024  # bytes of a page that is kept
LONGEST = 300  # letters of an address that is
# What pages are asked with; the answer to any other question is made anew. So is a search's.
QUESTIONS = {"page", "status", "area", "group", "not-followed", "by"}
SMALLEST = 500  # bytes from which on it is worth packing
PACKED = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
OWN = {"connection", "date", "content-length", "content-encoding", "vary"}
SECOND = 1
MOST_SEEN = 2_000  # partnerships whose version is remembered


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A version of pages, since when it is the one, and when that was last looked up."""

    version: str
    since: float  # seconds since 1970
    looked_up: float  # seconds of a clock that is never set

    @property
    def last_modified(self):
        """In whole seconds; None in the first second, in which there may still be another."""
        return int(self.since) if time.time() - self.since > SECOND else None

    def last_modified_for(self, request):
        """The same, to a reader who was told just that; another process may have seen it later."""
        told = self.last_modified
        known = request.headers.get("If-Modified-Since")
        return told if told is not None and known == http_date(told) else None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer as it was given, its body packed where that makes it smaller."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_packed: bool


class KeptPages:
    """The middleware that gives out kept pages; it stands above all that makes a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        scope = scope_of(request.path_info) if request.method in SAFE else None
        if scope is None:
            return self.get_response(request)
        seen = look_up(scope)
        mark = mark_of(request, seen)
        known = request.headers.get("If-None-Match", "")
        if known and mark in parse_etags(known):
            return with_validators(HttpResponseNotModified(), mark, seen)
        kept = caches["pages"].get(mark)
        if kept is None:
            response = self.get_response(request)
            if not is_for_all(response):
                return response
            kept = packed(response)
            if may_be_kept(request, kept):
                caches["pages"].set(mark, kept, DAY)
        response = with_validators(given(kept, request), mark, seen)
        return get_conditional_response(
            request, response["ETag"], seen.last_modified_for(request), response=response
        )


def scope_of(path):
    """Whose pages stand at an address: a partnership's code, or ALL; None where none are kept."""
    first, *rest = path.lstrip("/").split("/")
    if first == "api":
        rest = rest[1:]  # the number of its version
    elif first in single_pages():
        return ALL
    elif first not in dict(settings.LANGUAGES):
        return None
    code = rest[0] if rest else ""
    return ALL if code in {"", "schemas", *RESERVED} else code


@cache
def single_pages():
    return {reverse("sitemap").lstrip("/"), "robots.txt"}


def look_up(scope=ALL):
    """The version of the pages of a partnership, or of all."""
    seen = _seen.get(scope)
    now = time.monotonic()
    if seen is not None and now - seen.looked_up < settings.VERSION_SECONDS:
        return seen
    version = version_of(scope)
    same = seen is not None and seen.version == version
    seen = Seen(version=version, since=seen.since if same else time.time(), looked_up=now)
    if len(_seen) >= MOST_SEEN:
        _seen.clear()
    _seen[scope] = seen
    return seen


_seen = {}


def version(scope=ALL):
    """A stamp of everything public, or of one partnership: another one, something was written."""
    return look_up(scope).version


def version_of(scope):
    """One query: which changes there are; and the day, and the program that makes the pages."""
    changes = PublicChange.objects.all()
    if scope != ALL:
        whose = Partnership.objects.filter(code=scope).values("pk")
        changes = changes.filter(Q(partnership__in=whose) | Q(partnership=PublicChange.SHARED))
    told = changes.aggregate(number=Count("pk"), tokens=Sum("token"))
    parts = (told["number"], told["tokens"], timezone.localdate(), program(), settings.SHOW_MAKERS)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


@cache
def program():
    """A checksum of all that pages are made with."""
    digest = hashlib.sha256()
    for folder in ("config", "strategy", "indicators", "templates", "static", "locale"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".svg", ".xml", ".css", ".mo"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def forget():
    """Forget versions and pages, as a process does that starts."""
    _seen.clear()
    caches["pages"].clear()


def mark_of(request, seen):
    """By what the answer at an address is recognised, and kept."""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f'W/"{hashlib.sha256(f"{seen.version} {address}".encode()).hexdigest()[:32]}"'


def may_be_kept(request, kept):
    is_small = len(kept.body) <= LARGEST and len(request.get_full_path()) <= LONGEST
    return request.method == "GET" and is_small and set(request.GET) <= QUESTIONS


def is_for_all(response):
    """Whether an answer may be given to others too; one that says nothing of it is made to ask."""
    said = {each.lower() for each in cc_delim_re.split(response.get("Cache-Control", ""))}
    if response.streaming or response.cookies or said & {"private", "no-store"}:
        return False
    if response.status_code != HTTPStatus.OK:
        response["Cache-Control"] = CACHE_CONTROL_OF_NOTHING
        return False
    return "cookie" not in response.get("Vary", "").lower()


def has_no_language(response):
    return "accept-language" in response.get("Vary", "").lower()


def packed(response):
    body = response.content
    # The language of what has none in its address is that of the first who asked.
    left_out = OWN | {"content-language"} if has_no_language(response) else OWN
    headers = tuple((each, said) for each, said in response.items() if each.lower() not in left_out)
    # What has a mark of its own is recognised to the byte.
    is_text = response["Content-Type"].startswith(PACKED) and "ETag" not in response
    if len(body) < SMALLEST or not is_text:
        return Kept(headers=headers, body=body, is_packed=False)
    return Kept(headers=headers, body=gzip.compress(body, 6, mtime=0), is_packed=True)


def given(kept, request):
    """The answer to one reader, packed if the browser can unpack it."""
    takes = TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    is_packed = kept.is_packed and bool(takes)
    body = kept.body if is_packed or not kept.is_packed else gzip.decompress(kept.body)
    response = HttpResponse(body)
    for name, value in kept.headers:
        response[name] = value
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    return response


def with_validators(response, mark, seen):
    """By what a reader's copy is recognised; where a file has a mark of its own, by that."""
    response.setdefault("ETag", mark)
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE_CONTROL
    if seen.last_modified is not None:
        response["Last-Modified"] = http_date(seen.last_modified)
    return response
