"""Public pages under the server they run on: kept, asked for again, and made anew.

The server has one core, what asks has the other. Figures of a machine drift; the ratios to a
greeting and to a bare page under the same server hold.
"""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings

from tests.bench.load import ask

SECONDS = 5
INDICATOR = ("norrbotten", "rus-2030", "n08")


@contextmanager
def core(number):
    """Run on one core; the server that is started meanwhile too."""
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(all_cores)[number % len(all_cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_cores)


@contextmanager
def server(settings_module, environment):
    """The production server with one worker; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--blocking-threads", "4", "--no-ws", "--log-level", "error"]
    with core(0):
        process = subprocess.Popen(
            [*command, "config.wsgi:application"],
            env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings_module},
        )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port):
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise ConnectionError("The server does not answer.")


def fetch(port, address, **headers):
    """The headers and the body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    return response.headers, response.read()


def prepare(environment):
    """The demo's strategies in a database of its own, and the files pages need."""
    subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        env={**os.environ, **environment},
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def speeds(environment):
    """Answers a second: of the greeting, the bare page, and the page of an indicator each way."""
    address = "/sv/{}/{}/indicators/{}/".format(*INDICATOR)
    found = {}
    with server("config.settings", environment) as port, core(1):
        headers, page = fetch(port, address)
        fetch(port, address + "?n=0")
        found["cold"] = ask(port, address, seconds=SECONDS, is_new=True)
        fetch(port, address)  # when all that was asked before is done
        found["kept"] = ask(port, address, seconds=SECONDS)
        known = f"If-None-Match: {headers['ETag']}\r\n"
        found["known"] = ask(port, address, seconds=SECONDS, headers=known, status=304)
    with server("tests.bench.bare_settings", environment) as port, core(1):
        bare = "/{}/{}/{}/".format(*INDICATOR) + f"{len(page)}/"
        found["greeting"] = ask(port, "/", seconds=SECONDS)
        fetch(port, bare)
        found["bare"] = ask(port, bare, seconds=SECONDS)
    return found


def sizes(environment):
    """The packed size in bytes of each page of the sitemap, and of the stylesheet."""
    found = {}
    with server("config.settings", environment) as port:
        _headers, sitemap = fetch(port, "/sitemap.xml")
        addresses = re.findall(r"<loc>http://[^/]*([^<]*)</loc>", sitemap.decode())
        for address in addresses:
            _headers, page = fetch(port, address, **{"Accept-Encoding": "gzip"})
            found[address] = len(page)
        _headers, page = fetch(port, "/sv/")
        sheet = re.search(r'rel="stylesheet" href="([^"]+)"', page.decode())[1]
        _headers, css = fetch(port, sheet)
        return found, len(gzip.compress(css, 6))
