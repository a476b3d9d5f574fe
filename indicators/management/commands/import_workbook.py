"""The figures of a workbook into the registry, all of them or none."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils.translation import override

from config.sheets import Unreadable
from indicators.intake.shown import refusal
from indicators.intake.straight import Import, strategy_meant
from indicators.management.bars import Bar
from indicators.workbook.marking import mark_list
from indicators.workbook.writing import language_of


class Command(BaseCommand):
    help = (
        "Imports the figures of a workbook. The last line tells what it did: "
        "“N new, N changed, N unchanged, N problems”. With problems nothing is written."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--user", required=True, help="in whose name: a user name")
        parser.add_argument("--strategy", help="norrbotten/rus-2030; else the file says it")
        parser.add_argument("--reason", default="", help="why; it stands in the history")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
        parser.add_argument(
            "--errors", metavar="OUT.xlsx", help="the file, with its problems marked"
        )
        parser.add_argument("--with-hidden", action="store_true", help="hidden rows and sheets too")

    def handle(self, *, file, user, strategy, reason, dry_run, errors, with_hidden, **options):
        path = Path(file)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from None
        try:
            person = get_user_model().objects.get(username=user, is_active=True)
        except get_user_model().DoesNotExist:
            raise CommandError(f"There is no active user “{user}”.") from None
        if errors and not Path(errors).absolute().parent.is_dir():
            raise CommandError(f"There is no folder {Path(errors).parent}.")
        bar = Bar(self.stderr)
        try:
            work = Import(
                content=content,
                name=path.name,
                user=person,
                strategy=strategy_meant(strategy, person) if strategy else None,
                reason=reason or path.name,
                with_hidden=with_hidden,
                report=bar,
            )
            work.compare()
            if not dry_run and not work.problems:
                work.carry_out()
        except Unreadable as unreadable:
            self.refuse(refusal(unreadable), errors)
        except ValidationError as error:
            self.refuse(" ".join(error.messages), errors)
        finally:
            bar.close()
        # Findings are read by those whose figures these are.
        with override(language_of(work.strategy.partnership.language)):
            self.tell(work)
            if errors and work.problems:
                Path(errors).write_bytes(work.marked())
        if errors and work.problems:
            self.stdout.write(f"The problems are marked in {errors}")
        self.stdout.write(work.summary)
        if work.problems:
            raise SystemExit(1)

    def refuse(self, sentence, errors):
        """Say why nothing of the file can be read, and count it as one problem."""
        self.stdout.write(sentence)
        if errors:
            Path(errors).write_bytes(mark_list({"": {"": sentence}}))
        self.stdout.write("0 new, 0 changed, 0 unchanged, 1 problems")
        raise SystemExit(1)

    def tell(self, work):
        for place, sentence in work.told():
            self.stdout.write(f"{place}: {sentence}" if place else sentence)
        if work.batch is not None:
            self.stdout.write(
                f"Import {work.batch.uuid}; to take it back: undo_import {work.batch.uuid}"
            )
