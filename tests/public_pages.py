"""Addresses of public pages, and what stands there."""

import re
from io import BytesIO
from zipfile import ZipFile

LANGUAGES = ["sv", "nb", "en"]
FORMATS = ["/", "/embed/", ".csv", ".xlsx", ".json", ".svg", ".png"]  # of an indicator
FILES = [".csv", ".xlsx", ".json"]  # of a strategy


def pages_of(strategy):
    """The addresses of the pages that a whole strategy has, without their language."""
    root = f"/{strategy.partnership.code}/{strategy.code}/"
    return [root, f"{root}goals/g1/", f"{root}indicators/i1/", f"{root}follow-ups/2023/"]


def addresses_of(strategy):
    """All its addresses in all languages and formats."""
    root = f"/{strategy.partnership.code}/{strategy.code}/"
    files = [f"{root}indicators/i1{form}" for form in FORMATS]
    files += [f"{root.removesuffix('/')}{form}" for form in FILES]
    return [
        f"/{language}{page}" for language in LANGUAGES for page in [*pages_of(strategy), *files]
    ]


def content_of(response):
    """All text of a page or file; what a workbook packs is unpacked."""
    content = response.content
    if content.startswith(b"\x89PNG"):
        return ""  # it is drawn of what stands in the SVG
    if not content.startswith(b"PK"):
        return content.decode()
    workbook = ZipFile(BytesIO(content))
    return "".join(workbook.read(name).decode() for name in workbook.namelist())


def text_of(response):
    """What a reader sees, in one line."""
    text = re.sub(r"<[^>]+>", " ", content_of(response))
    return " ".join(text.replace("&nbsp;", " ").split())


def read(client, address, language="en"):
    response = client.get(f"/{language}{address}")
    assert response.status_code == 200, address
    return text_of(response)
