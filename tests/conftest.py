"""What every test starts from."""

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils.translation import override

from tests.browser import chromium

# The same cases at every run: what is green here is green there.
hypothesis.settings.register_profile("framsteg", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.load_profile("framsteg")


def pytest_configure(config):
    config.addinivalue_line(
        "markers",
        "only_on(database): about one database only; left out, not skipped, on the other one.",
    )
    # Sign-in is not what most tests are about.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Without collectstatic there is no manifest to look names up in.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }


# What asks no database is the same with the other one: once is enough.
WITHOUT_DATABASE = (
    "tests/workbook/",
    "tests/imports/test_csv_files.py",
    "tests/imports/test_hostile_files.py",
    "tests/imports/test_sheets.py",
    "tests/imports/test_workbooks.py",
)


def pytest_collection_modifyitems(config, items):
    database = config.getoption("database")
    elsewhere = [
        item
        for item in items
        if any(database not in mark.args for mark in item.iter_markers("only_on"))
        or (database != "sqlite" and item.nodeid.startswith(WITHOUT_DATABASE))
    ]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared in the language of the code."""
    with override("en"):
        yield


# Nothing is skipped: what could not run is a failure that says why.


def _fail_if_skipped(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        _, _, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} did not run. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _fail_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _fail_if_skipped((yield))


# A real browser: Chromium, with a phone and an accessibility checker at hand.


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    found = chromium.find(playwright)
    if not found:
        pytest.fail(chromium.MISSING, pytrace=False)
    return {**browser_type_launch_args, "executable_path": found, "args": chromium.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "sv-SE"}


@pytest.fixture
def phone(new_context):
    """A page on a small phone."""
    return new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True
    ).new_page()


@pytest.fixture
def without_javascript(new_context):
    """A page where no script runs."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def accessible():
    """`accessible(page)`: what axe finds on a page is a failure that says where."""

    def check(page):
        # Through the debugger's protocol, so it works on pages that allow no foreign script.
        found = Axe().run(page).response["violations"]
        places = [
            f"{each['id']} ({each['impact']}): {each['help']}\n"
            + "\n".join(f"    {node['html'][:160]}" for node in each["nodes"])
            for each in found
        ]
        assert not places, f"{page.url}\n" + "\n".join(places)

    return check
