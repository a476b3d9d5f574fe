"""Makes the pictures in the README from the demo's own content: ``make shots``."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium

PORT = "8765"
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "only-for-the-pictures"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            env={
                **os.environ,
                "PORT": PORT,
                "DEMO_PASSWORD": PASSWORD,
                "DATABASE_URL": f"sqlite:///{home}/framsteg.sqlite3",
                "STATIC_ROOT": f"{home}/static",
            },
        )
        try:
            wait_for_answer()
            with sync_playwright() as playwright:
                take(playwright)
        finally:
            server.terminate()
            server.wait()


def wait_for_answer():
    for _attempt in range(120):
        try:
            socket.create_connection(("127.0.0.1", int(PORT))).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The demo did not answer within a minute.")


def take(playwright):
    browser = playwright.chromium.launch(
        executable_path=chromium.find(playwright), args=chromium.FLAGS
    )
    page = browser.new_page(viewport={"width": 1100, "height": 820}, locale="en-GB")
    page.goto(f"{SITE}/en/norrbotten/rus-2030/indicators/n08/")
    page.screenshot(path=PICTURES / "public.png")
    page.goto(f"{SITE}/admin/")
    page.locator("#id_username").fill("norrbotten-editor")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.goto(f"{SITE}/admin/indicators/indicator/")
    page.screenshot(path=PICTURES / "admin.png")
    browser.close()


if __name__ == "__main__":
    main()
