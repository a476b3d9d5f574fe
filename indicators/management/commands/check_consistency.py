"""Where the figures and texts of a strategy contradict each other."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from indicators.checking import check_strategy
from indicators.consistency_words import about_label, facts, place_label, sentence
from indicators.management.commands.export_workbook import strategy_called


class Command(BaseCommand):
    help = "Lists where figures and texts of a strategy contradict each other."

    def add_arguments(self, parser):
        parser.add_argument("strategy", help="like norrbotten/rus-2030")
        parser.add_argument("--fail", action="store_true", help="exit with 1 if there are any")

    def handle(self, *args, strategy, fail, **options):
        found = check_strategy(strategy_called(strategy), as_of=timezone.localdate())
        for each in found:
            noted = f" [{', '.join(each.notes)}]" if each.notes else ""
            self.stdout.write(f"{about_label(each.finding)}: {sentence(each.finding)}{noted}")
            for spot in each.finding.spots:
                said = [spot.passage, *(f"{label}: {value}" for label, value in facts(spot))]
                place = place_label(spot.place)
                self.stdout.write(f"    {' · '.join(filter(None, (place, *said)))}")
        unnoted = sum(not each.notes for each in found)
        summary = f"Findings: {len(found)}, without a quality note of their kind: {unnoted}"
        self.stdout.write(summary)
        if fail and found:
            raise CommandError(summary)
