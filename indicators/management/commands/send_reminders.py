"""Mails that remind people of what is due in the follow-ups."""

from datetime import date
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from indicators.models import GoalAnalysis
from indicators.reminding import due, mail, unowned


class Command(BaseCommand):
    help = (
        "Reminds people of what is due, late, lacking a figure or waiting for approval in the "
        "follow-ups that are open, each in their language. Without --send it only shows the "
        "mails. The last line counts them. Exits with 1 when a mail could not be delivered."
    )

    def add_arguments(self, parser):
        parser.add_argument("--send", action="store_true", help="send them; else only show them")
        parser.add_argument("--on", type=day, metavar="2026-11-22", help="as of this day; today")
        parser.add_argument(
            "--within", type=days, default=14, metavar="DAYS", help="due in so many days; 14"
        )
        parser.add_argument(
            "--base-url",
            type=site,
            metavar="https://…",
            help="the address of the site, for links; else the first of ALLOWED_HOSTS",
        )

    def handle(self, *, send, on, within, base_url, **options):
        on = on or timezone.localdate()
        address = base_url or address_of_site()
        reminders = due(on, within)
        reached = [each for each in reminders if each.user.email]
        mails = [mail(each, address) for each in reached]
        failed = self.send(mails) if send else self.show(mails)
        for each in reminders:
            if not each.user.email:
                self.stdout.write(f"No e-mail address: {each.user} ({each.partnership})")
        left = unowned()
        for each in left:
            self.stdout.write(f"Nobody is on: {named(each)}")
        sent = len(mails) - failed if send else 0
        self.stdout.write(
            f"{len(reminders)} reminders, {sent} sent, {failed} not delivered, "
            f"{len(reminders) - len(reached)} without an e-mail address, "
            f"{len(left)} parts nobody is on"
        )
        if failed:
            raise SystemExit(1)

    def show(self, mails):
        for each in mails:
            self.stdout.write(f"To: {each.to[0]}\nSubject: {each.subject}\n\n{each.body}\n")
        return 0

    def send(self, mails):
        """Send each; returns how many could not be delivered."""
        connection, failed = get_connection(), 0
        for each in mails:
            try:
                connection.send_messages([each])
            except (SMTPException, OSError) as error:
                failed += 1
                self.stdout.write(f"Not delivered to {each.to[0]}: {error}")
        return failed


def named(each):
    part = each.part
    place = f"{part.follow_up.strategy.reference}/{part.follow_up.code}"
    is_text = isinstance(part, GoalAnalysis)
    about = f"text about goal {part.goal}" if is_text else f"indicator {part.indicator}"
    former = f" (was {each.former}, who may not write it any longer)" if each.former else ""
    return f"{place}, {about}{former}"


def address_of_site():
    """Where the site is, from the settings; CommandError where they do not say it."""
    host = next((each for each in settings.HOSTS if not each.startswith((".", "*"))), None)
    if host is None:
        raise CommandError("Say with --base-url where the site is: the mails have links to it.")
    return f"https://{host}"


def day(text):
    return date.fromisoformat(text)


def days(text):
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def site(text):
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError
    return text.rstrip("/")
