"""Chromium for the browser journeys: the machine's own, else Playwright's.

`python -m tests.browser.chromium` makes sure that there is one: installed by apt when root, else
by Playwright's installer.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--no-sandbox",  # tests also run as root and in containers
    "--disable-gpu",
    "--disable-dev-shm-usage",  # 64 MB in a container
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "The browser journeys need Chromium and there is none. Install it (Debian, Ubuntu: "
    "apt-get install chromium), or let Playwright do it: .venv/bin/python -m playwright install "
    "--with-deps chromium"
)


def find(playwright):
    """The path of a Chromium that starts, or None."""
    for path in [*map(shutil.which, NAMES), playwright.chromium.executable_path]:
        # Asked for its version, because Ubuntu's may be a stub that only recommends a snap.
        if path and Path(path).exists() and _runs(path, "--version"):
            return path
    return None


def _runs(*command, **options):
    return subprocess.run(command, check=False, capture_output=True, **options).returncode == 0


def _install():
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # dpkg wants its own tools in PATH, which an empty environment lacks.
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
        quiet = {"env": {**os.environ, "PATH": path, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        wanted = ["chromium", "fonts-liberation"]
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]
        with sync_playwright() as playwright:
            if _runs(*command, **quiet) and find(playwright):
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main():
    with sync_playwright() as playwright:
        found = find(playwright)
    if not found:
        print("Chromium is missing; installing it …", flush=True)
        _install()
        with sync_playwright() as playwright:
            found = find(playwright)
    if not found:
        sys.exit(MISSING)
    print(f"Chromium: {found}")


if __name__ == "__main__":
    main()
