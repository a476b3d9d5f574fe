"""The file back to whoever sent it, with what is wrong marked and explained in its cells."""

from collections import defaultdict

from django.utils.translation import get_language

from indicators.intake.sentences import sentence
from indicators.models import ImportFinding
from indicators.workbook.marking import mark


def marked_workbook(batch):
    """The file of a batch with its problems and conflicts marked, as the bytes of a workbook."""
    weights = [ImportFinding.Weight.PROBLEM, ImportFinding.Weight.CONFLICT]
    findings = batch.findings.filter(weight__in=weights)
    notes = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        notes[finding.sheet][finding.address].append(sentence(finding.code, finding.details))
    return mark_all(bytes(batch.staged.content), notes)


def marked(content, findings):
    """A file with findings marked."""
    notes = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        place = finding.place
        notes[place.sheet][place.address].append(sentence(finding.code, finding.details))
    return mark_all(content, notes)


def mark_all(content, notes):
    return mark(
        content,
        {
            sheet: {address: "\n".join(sentences) for address, sentences in cells.items()}
            for sheet, cells in notes.items()
        },
        language=(get_language() or "en")[:2],
    )
