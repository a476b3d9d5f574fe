"""The report of a follow-up as a file: the newest edition, or a draft of what is written so far."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from indicators.management.commands.export_workbook import write_whole
from indicators.management.commands.send_reminders import site
from indicators.models import EditionFile, FollowUp
from strategy.models import WordTemplate
from strategy.reports import page, pdf, word
from strategy.reports.publishing import content_of


class Command(BaseCommand):
    help = "Writes the report of a follow-up as PDF, Word or HTML."

    def add_arguments(self, parser):
        parser.add_argument("follow_up", help="like norrbotten/rus-2030/2019-2023")
        parser.add_argument("--format", choices=["pdf", "docx", "html"], default="pdf")
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument("--edition", type=int, help="its number; without it the newest")
        parser.add_argument(
            "--draft", action="store_true", help="what is written so far, marked as a draft"
        )

        parser.add_argument(
            "--base-url",
            type=site,
            metavar="https://…",
            help="the address of the site, for the links of HTML; else they have only the path",
        )

    def handle(self, *args, follow_up, format, output, edition, draft, base_url, **options):
        if draft and edition is not None:
            raise CommandError("Choose a draft or an edition, not both.")
        row = follow_up_called(follow_up)
        found = None if draft else edition_of(row, edition)
        if format == "html":
            content = found.content if found else today(row)
            data = page.write(content, site=base_url or "")
        else:
            data = kept(found, format) if found else made(row, format)
        write_whole(output, lambda file: file.write(data))
        what = f"edition {found.number}" if found else "draft"
        self.stdout.write(f"{output}: {what}, {len(data)} bytes")


def follow_up_called(name):
    """A follow-up by its codes. Raises CommandError where there is none."""
    codes = name.strip("/").split("/")
    key = dict(zip(FollowUp.KEY, codes, strict=False))
    rows = FollowUp.objects.select_related("strategy__partnership")
    row = rows.filter(**key).first() if len(codes) == len(FollowUp.KEY) else None
    if row is None:
        known = sorted("/".join(row.natural_key()) for row in rows)
        raise CommandError(
            f"There is no follow-up {name}. There are: {', '.join(known) or 'none'}."
        )
    return row


def edition_of(row, number):
    """The newest edition, or that with the number; None where nothing was published yet."""
    editions = row.editions.all()
    if number is None:
        return editions.first()
    found = editions.filter(number=number).first()
    if found is None:
        raise CommandError(f"There is no edition {number} of {row.title}.")
    return found


def kept(edition, form):
    """The file that was kept when the edition was published."""
    return bytes(EditionFile.objects.get(edition=edition, form=form).content)


def made(row, form):
    if form == "docx":
        return word.write(today(row), WordTemplate.in_force(row.strategy.partnership))
    return pdf.write(today(row))


def today(row):
    return content_of(row, as_of=timezone.localdate())
