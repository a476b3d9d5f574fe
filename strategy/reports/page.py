"""The report as one HTML file that needs nothing beside it."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

STYLES = ("framsteg.css", "report.css")


def write(content, *, site=""):
    """The content of an edition as UTF-8 bytes of HTML, in its own language.

    ``site``: the address of the registry, like https://example.org, to which its links lead;
    without one they lead to the same places of whatever site it is put on.
    """
    with override(content["language"]):
        html = render_to_string(
            "indicators/report_file.html",
            {
                "found": content,
                "content": content["language"],
                "styles": [Path(finders.find(name)).read_text(encoding="utf-8") for name in STYLES],
                "marked": set(),
            },
        )
    if site:
        html = html.replace('href="/', f'href="{site}/')
    return html.encode("utf-8")
