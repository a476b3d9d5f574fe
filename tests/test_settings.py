"""Half-configured it does not start, and says what to do."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "0123456789abcdefghijklmnopqrstuvwxyz" * 2


def check(**environment):
    """``manage.py check`` in an environment of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"ALLOWED_HOSTS": "framsteg.example"}, "SECRET_KEY is missing"),
        ({"ALLOWED_HOSTS": "framsteg.example", "SECRET_KEY": "kort"}, "SECRET_KEY is missing"),
        (
            {"ALLOWED_HOSTS": "framsteg.example", "SECRET_KEY": KEY, "DEBUG": "1"},
            "DEBUG must be off",
        ),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "nonsense"}, "DATABASE_URL can't be used"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "mysql://u:p@h/n"}, "DATABASE_URL can't be used"),
        (
            {"SECRET_KEY": KEY, "DATABASE_URL": "postgres://u:p@h:port/n"},
            "DATABASE_URL can't be used",
        ),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "sqlite:////proc/no/x.sqlite3"}, "can't be made"),
    ],
)
def test_a_missing_or_wrong_setting_is_refused_with_what_to_do(environment, words):
    outcome = check(**environment)
    assert outcome.returncode != 0
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_complete_public_service_passes_djangos_own_check():
    outcome = check(
        ALLOWED_HOSTS="framsteg.example", SECRET_KEY=KEY, DATABASE_URL="postgres://u:p@h:5432/n"
    )
    assert outcome.returncode == 0, outcome.stderr


def test_the_embedded_database_lets_writers_wait_instead_of_failing():
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        assert options["transaction_mode"] == "IMMEDIATE"
        assert "WAL" in options["init_command"]
    else:
        assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
