"""Which database the tests run on: `pytest --database sqlite` (the default) or `postgresql`.

Everything the settings read from the environment is decided here, before they are read, so that
a test run neither sees nor touches what the developer has in `var/` or in the shell. A pytest
plugin loaded by `addopts`; workers of pytest-xdist get all of it with their environment.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests import postgresql

IGNORED = [
    "ALLOWED_HOSTS",
    "DEBUG",
    "STATIC_ROOT",
    "TIME_ZONE",
    "SHOW_MAKERS",
    "EMAIL_URL",
    "MAIL_FROM",
    "DEMO_PASSWORD",
    "PORT",
]
_to_close = ExitStack()


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="what to run on; postgresql: the one at TEST_DATABASE_URL, else one of its own",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before pytest-django reads the settings
def pytest_load_initial_conftests(early_config):
    for name in IGNORED:
        os.environ.pop(name, None)
    home = Path(_to_close.enter_context(tempfile.TemporaryDirectory(prefix="framsteg-tests-")))
    (home / "static").mkdir()
    os.environ["STATIC_ROOT"] = str(home / "static")
    os.environ["SECRET_KEY"] = "only for tests, never for a service " + "x" * 20
    # Playwright keeps an event loop in the thread of the tests; Django need not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if early_config.known_args_namespace.database == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{home / 'framsteg.sqlite3'}"
    else:
        os.environ["DATABASE_URL"] = _postgresql()
    return (yield)


def _postgresql():
    given = os.environ.get("TEST_DATABASE_URL")
    try:
        return given or _to_close.enter_context(postgresql.running())
    except postgresql.Missing as missing:
        raise pytest.UsageError(str(missing)) from missing


@pytest.hookimpl(trylast=True)  # the settings are read
def pytest_configure(config):
    from django.db import connection

    if connection.vendor == "sqlite":
        # A file, as in real life: a connection in memory can't be shared with a browser's server.
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"{connection.settings_dict['NAME']}.tests"
        return
    try:
        # Not through Django, whose database is closed outside the tests that ask for it.
        psycopg.connect(**connection.get_connection_params()).close()
    except psycopg.OperationalError as error:
        raise pytest.UsageError(
            f"The tests can't reach PostgreSQL; is TEST_DATABASE_URL right? {error}"
        ) from error


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    _to_close.close()


def pytest_report_header(config):
    return f"database: {config.getoption('database')}"
