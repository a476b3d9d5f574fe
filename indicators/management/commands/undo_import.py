"""Take an import back, as long as nothing it wrote has been edited since."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from indicators.intake import batches
from indicators.models import ImportBatch


class Command(BaseCommand):
    help = "Takes an import back: its new rows go, changed ones get their former values."

    def add_arguments(self, parser):
        parser.add_argument(
            "batch", metavar="BATCH", help="its id, as the list of imports shows it"
        )
        parser.add_argument("--user", help="in whose name; without, nobody's")

    def handle(self, *, batch, user, **options):
        try:
            found = ImportBatch.objects.get(uuid=UUID(batch))
        except (ValueError, ImportBatch.DoesNotExist):
            raise CommandError(f"There is no import {batch}.") from None
        person = None
        if user:
            person = get_user_model().objects.filter(username=user, is_active=True).first()
            if person is None:
                raise CommandError(f"There is no active user “{user}”.")
        try:
            batches.undo(found, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"Undone: {found}")
