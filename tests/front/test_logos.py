"""The colour and the logo of a partnership, as its people set them."""

import struct
import zlib
from base64 import b64decode, b64encode

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from strategy.models import Partnership
from strategy.models.logos import LARGEST, Unfit, as_address
from strategy.models.partnerships import LOGO_PROBLEMS
from strategy.partnership_form import LogoField
from strategy.resources import PartnershipResource
from tests import factories

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
LINKED = f'{NAMESPACE} xmlns:xlink="http://www.w3.org/1999/xlink"'


def part(kind, data=b""):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def header(width, height):
    return part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + header(width, height) + PIXELS + part(b"IEND")


HEADER = header(1, 1)
PIXELS = part(b"IDAT", zlib.compress(b"\0\0"))
PNG = png(1, 1)


def svg(inside="", attributes=NAMESPACE):
    return f"<svg {attributes}>{inside}</svg>".encode()


# Files


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        svg(),
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>' + svg("<!-- made by hand -->"),
        svg('<defs><g id="a"/></defs><use xlink:href="#a"/>', LINKED),
        svg('<rect fill="url(#a)"/><style>.a { fill: url("#b") }</style>'),
        svg("<g>" + "<path/>" * 198 + "</g>"),
        svg('<use href="#a"/>' * 12),
        svg('<g xml:space="preserve" style="fill: #fff"><text xml:lang="sv">Å</text></g>'),
        svg('<linearGradient id="a"><stop offset="1" stop-color="#fff"/></linearGradient>'),
        png(2_000, 2_000),
        svg("<title>On s’amuse: onload = ?</title>"),
        svg("<text>æøå 漢字</text>"),
    ],
)
def test_pictures_are_kept_as_they_are(content):
    kind, _, packed = as_address(content).partition(";base64,")
    assert kind in {"data:image/png", "data:image/svg+xml"}
    assert b64decode(packed) == content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_picture"),
        (b"GIF89a", "not_a_picture"),
        (b"\xff\xd8\xff\xe0 a JPEG", "not_a_picture"),
        (b"<html><svg/></html>", "not_a_picture"),
        (b"<svg/>", "not_a_picture"),
        (PNG[:8], "broken"),
        (PNG[:-4], "broken"),
        (PNG + b"<script>", "broken"),
        (PNG.replace(b"IDAT", b"IDAX"), "broken"),
        (b"\x89PNG\r\n\x1a\n" + HEADER + part(b"IEND"), "broken"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff", "broken"),
        (PNG + b"\0" * LARGEST, "too_large"),
        (svg(" " * LARGEST), "too_large"),
        (b"<svg " + NAMESPACE.encode(), "broken"),
        (svg("<g>"), "broken"),
        (svg("\0"), "broken"),
        (svg("<script>alert(1)</script>"), "active"),
        (svg("<SCRIPT/>"), "active"),
        (svg('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), "active"),
        (svg("<foreignObject/>"), "active"),
        (svg("", f'{NAMESPACE} onload="alert(1)"'), "active"),
        (svg('<g ONCLICK="x"/>'), "active"),
        (b"<!DOCTYPE svg>" + svg(), "active"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg("&b;"), "active"),
        (b'<?xml-stylesheet href="https://example.org/a.css"?>' + svg(), "active"),
        (svg('<use href="https://example.org/a.svg#a"/>'), "outside"),
        (svg('<use href="//example.org/a.svg#a"/>'), "outside"),
        (svg('<use href="a.svg"/>'), "outside"),
        (svg('<use href="data:image/svg+xml;base64,AAAA#a"/>'), "outside"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "active"),
        (svg('<use xlink:href="other.svg#a"/>', LINKED), "outside"),
        (svg('<a href="javascript:alert(1)"><g/></a>'), "active"),
        (svg('<g filter="url(#a)"/>'), "active"),
        (svg('<filter id="a"/>'), "active"),
        (svg('<pattern id="a"/>'), "active"),
        (svg("<made-up/>"), "active"),
        (svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'), "active"),
        (svg('<g a:href="#a" xmlns:a="https://example.org/a"/>'), "active"),
        (svg("<g>" + "<path/>" * 199 + "</g>"), "too_large"),
        (svg("<g>" * 200 + "</g>" * 200), "too_large"),
        (svg('<use href="#a"/>' * 13), "too_large"),
        (png(2_001, 1), "too_large"),
        (png(1, 2_001), "too_large"),
        (png(2**32 - 1, 1), "too_large"),
        (svg('<rect fill="url(https://example.org/a.svg#b)"/>'), "outside"),
        (svg("<style>@import 'https://example.org/a.css'</style>"), "outside"),
        (svg("<style>a { b: url( 'https://example.org') }</style>"), "outside"),
        (svg("<style>a { b: u\\72l(https://example.org) }</style>"), "outside"),
        (svg('<animate attributeName="href" values="javascript:alert(1)"/>'), "active"),
    ],
)
def test_what_is_no_plain_picture_is_refused(content, reason):
    with pytest.raises(Unfit) as refused:
        as_address(content)
    assert refused.value.reason == reason


# The form


@pytest.fixture
def partnership(db):
    return factories.make_partnership(code="norr", name="Region Norr")


@pytest.fixture
def client(partnership):
    client = Client()
    client.force_login(factories.make_user(partnership=partnership))
    return client


def save(client, partnership, **changes):
    address = reverse("admin:strategy_partnership_change", args=[partnership.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    values.pop("logo", None)
    return client.post(address, {**values, "change_reason": "Nytt utseende", **changes})


def file(content, name="logo.svg"):
    return SimpleUploadedFile(name, content)


def problems(response):
    return response.context["adminform"].form.errors


def test_a_logo_is_chosen_kept_and_removed(client, partnership):
    assert save(client, partnership, logo=file(PNG, "logo.png")).status_code == 302
    partnership.refresh_from_db()
    assert partnership.logo == as_address(PNG)
    assert save(client, partnership, name="Region Nord").status_code == 302
    partnership.refresh_from_db()
    assert (partnership.name, partnership.logo) == ("Region Nord", as_address(PNG))
    assert save(client, partnership, **{"logo-clear": "on"}).status_code == 302
    partnership.refresh_from_db()
    assert partnership.logo == ""


def test_a_form_that_is_checked_twice_reads_its_logo_twice(partnership):
    given = {"logo": file(PNG, "logo.png")}
    for _time in range(2):
        assert LogoField(required=False).clean(given["logo"]) == as_address(PNG)


def test_saving_without_a_change_leaves_no_trace(client, partnership):
    save(client, partnership, logo=file(svg()), colour="#0f4c5c")
    before = Partnership.history.count()
    assert save(client, partnership).status_code == 302
    assert Partnership.history.count() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "neither a PNG nor an SVG"),
        (PNG[:20], "damaged"),
        (svg("<script/>"), "holds a program"),
        (svg('<use href="https://example.org/a.svg#a"/>'), "something outside"),
        (svg(" " * LARGEST), "at most 12 kB"),
        (b" " * 3_000_000, "at most 12 kB"),
    ],
)
def test_a_file_that_cant_be_a_logo_is_refused_at_its_place(client, partnership, content, told):
    client.cookies.load({"django_language": "en"})
    response = save(client, partnership, logo=file(content))
    assert told in str(problems(response)["logo"])
    partnership.refresh_from_db()
    assert partnership.logo == ""


@pytest.mark.parametrize(
    ("colour", "is_taken"),
    [
        ("#0f4c5c", True),
        ("#0F4C5C", True),
        ("", True),
        ("#ffd700", False),
        ("#FFF", False),
        ("red", False),
        ('#000"/>', False),
    ],
)
def test_a_colour_is_taken_only_if_white_words_on_it_can_be_read(
    client, partnership, colour, is_taken
):
    response = save(client, partnership, colour=colour)
    assert (response.status_code == 302) == is_taken
    if not is_taken:
        assert "colour" in problems(response)


def test_the_form_shows_the_colour_and_the_logo_there_are(client, partnership):
    Partnership.objects.update(colour="#7a1f3d", logo=as_address(svg()))
    address = reverse("admin:strategy_partnership_change", args=[partnership.pk])
    page = client.get(address).content.decode()
    assert 'fill="#7a1f3d"' in page
    assert f'<img src="{as_address(svg())}"' in page
    assert 'name="logo-clear"' in page
    assert 'enctype="multipart/form-data"' in page


def test_who_only_reads_sees_the_picture_and_not_what_it_is_kept_as(partnership):
    Partnership.objects.update(logo=as_address(svg()))
    reader = Client()
    reader.force_login(factories.make_user(partnership=partnership, role="reader"))
    address = reverse("admin:strategy_partnership_change", args=[partnership.pk])
    page = reader.get(address).content.decode()
    assert page.count(as_address(svg())) == 1
    assert 'type="file"' not in page


def test_colour_and_logo_survive_export_and_import(partnership):
    Partnership.objects.update(colour="#7a1f3d", logo=as_address(PNG))
    table = PartnershipResource().export()
    Partnership.objects.update(colour="", logo="")
    result = PartnershipResource().import_data(table, dry_run=False)
    assert not result.has_errors()
    partnership.refresh_from_db()
    assert (partnership.colour, partnership.logo) == ("#7a1f3d", as_address(PNG))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "active"),
        (b"no picture", "not_a_picture"),
        (PNG[:-9] + b"broken!!!", "broken"),
    ],
)
def test_a_logo_that_comes_in_a_sheet_is_checked_like_a_file(content, problem):
    logo = f"data:image/png;base64,{b64encode(content).decode()}"
    partnership = factories.make_partnership()
    partnership.logo = logo
    with pytest.raises(ValidationError) as refused:
        partnership.full_clean()
    assert refused.value.message_dict["logo"] == [str(LOGO_PROBLEMS[problem])]
