"""What every test starts from."""

import gc

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils.translation import override

from strategy import keeping
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
    # Another version of the pages is seen at once.
    settings.VERSION_SECONDS = 0
    # Without collectstatic there is no manifest to look names up in.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    TransactionTestCase._fixture_teardown = empty


def pytest_collection_finish():
    # What is imported now stays to the end: looking through it for garbage takes a tenth of all.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    database = config.getoption("database")
    elsewhere = {item for item in items if is_left_out(item, database)}
    if elsewhere:
        config.hook.pytest_deselected(items=list(elsewhere))
        items[:] = [item for item in items if item not in elsewhere]


def is_left_out(item, database):
    """What is about another database; what asks none is the same with both: once is enough."""
    if any(database not in mark.args for mark in item.iter_markers("only_on")):
        return True
    asks = item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames)
    return database != "sqlite" and not asks


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """No: the tables come from the models, in a tenth of the time; see house/test_migrations.py."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; at the end nobody else is in it, so that it can be dropped.

    A thread of the live server may still be answering a browser that has gone.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def nothing_kept():
    """No page of a test before; its database was rolled back."""
    keeping.forget()


MADE_ONCE = {"django_content_type", "auth_permission"}  # with the tables; no test changes them


def empty(_test):
    """Empty the tables that are not empty: Django's own way takes ten times as long.

    Rows that point at each other may go in any order, as they are looked at when all are gone.
    """
    every = set(connection.introspection.table_names()) - MADE_ONCE
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in sorted(every)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")


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
