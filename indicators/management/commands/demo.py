"""Both real strategies, with accounts to try them, served on this machine."""

import os
import secrets
import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command

from indicators.loading import load_strategies, publish_documents
from strategy.models import Membership, Partnership

ACCOUNTS = {
    "norrbotten-editor": ("norrbotten", Membership.Role.EDITOR),
    "norrbotten-approver": ("norrbotten", Membership.Role.APPROVER),
    "ostfold-editor": ("ostfold", Membership.Role.EDITOR),
}


class Command(BaseCommand):
    help = "Loads both strategies and the demo accounts, and serves them on 127.0.0.1."

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-serve", action="store_true", help="prepare everything, but do not serve"
        )

    def handle(self, *args, no_serve, **options):
        if settings.PUBLIC_SERVICE:
            raise CommandError("The demo is for this machine only: unset ALLOWED_HOSTS.")
        port = os.environ.get("PORT") or "8000"
        if not no_serve:
            check_port(port)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        load_strategies()
        publish_documents()
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        make_accounts(password)
        self.stdout.write(f"Framsteg: http://127.0.0.1:{port}/  ·  admin: /admin/")
        self.stdout.write(f"Accounts: admin, {', '.join(ACCOUNTS)}")
        self.stdout.write(f"Password of all of them: {password}")
        self.stdout.flush()
        if not no_serve:
            serve(port)


def check_port(port):
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise CommandError(f"PORT={port} is not a port. Use a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            raise CommandError(
                f"Port {port} can't be used here. Choose another: make demo PORT=8001"
            ) from None


def make_accounts(password):
    """The demo's accounts, with this password; existing ones keep everything else."""
    people = get_user_model().objects
    admin, _created = people.get_or_create(
        username="admin", defaults={"is_staff": True, "is_superuser": True}
    )
    everybody = [admin]
    for username, (code, role) in ACCOUNTS.items():
        person, _created = people.get_or_create(username=username, defaults={"is_staff": True})
        Membership.objects.get_or_create(
            user=person, partnership=Partnership.objects.get(code=code), defaults={"role": role}
        )
        everybody.append(person)
    for person in everybody:
        if not person.check_password(password):
            person.set_password(password)
            person.save()


def serve(port):
    """The production server, and beside it the worker that reads large files; until one ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server += ["--port", port, "--blocking-threads", "4", "--no-ws"]
    server += ["--working-dir", str(settings.BASE_DIR), "config.wsgi:application"]
    worker = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "db_worker",
        "--no-startup-delay",
    ]
    running = []

    def stop(number=None, frame=None):
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        running += [subprocess.Popen(worker), subprocess.Popen(server)]
        code = running[1].wait()
    finally:
        stop()
        for process in running:
            process.wait()
    raise SystemExit(code)
