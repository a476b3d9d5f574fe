"""The tools of the browser journeys themselves."""

import pytest

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<meta name="viewport" content="width=device-width">
<main><h1>Progress</h1>{}</main><script>document.body.dataset.script = "ran"</script></html>"""


def show(page, content):
    """A page under the strict policy of the site."""
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=PAGE.format(content),
            headers={"Content-Security-Policy": "script-src 'self'", "Content-Type": "text/html"},
        ),
    )
    page.goto("http://framsteg.example/")
    return page


def test_accessibility_is_checked_under_a_strict_policy(page, accessible):
    show(page, "<p>All is well.</p>")
    assert page.locator("body").get_attribute("data-script") is None
    accessible(page)


def test_a_missing_label_is_found(page, accessible):
    with pytest.raises(AssertionError, match="label"):
        accessible(show(page, "<input name=q>"))


def test_the_phone_is_narrow(phone):
    assert show(phone, "").evaluate("innerWidth") == 360
