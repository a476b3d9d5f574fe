"""Which row of an office's file is which series: decided by a person, kept for next year."""

from dataclasses import replace

from config.records import Change
from indicators.models import FileMapping
from indicators.workbook.mapping import Mapping
from indicators.workbook.office import propose

MATCHED = "mapping"  # under this name the decision of a batch stands in its plan


def proposal_for(batch, book, known):
    """What a file seems to hold, with what was decided for an earlier file of the same kind."""
    kept = decided(batch)
    options = {"with_hidden": batch.with_hidden}
    if kept is None:
        proposal = propose(book, known, **options)
        kept = kept_mapping(batch.strategy, proposal.mapping.signature)
    return propose(book, known, kept=kept, **options) if kept is not None else proposal


def decided(batch):
    """The mapping that was decided for this very batch, if it was."""
    stored = batch.staged.plan.get(MATCHED)
    return Mapping.from_json(stored) if stored else None


def kept_mapping(strategy, signature):
    """The mapping kept for this kind of file; None when there is none or it no longer fits."""
    stored = FileMapping.objects.filter(strategy=strategy, signature=signature).first()
    try:
        return Mapping.from_json(stored.layout) if stored is not None else None
    except ValueError:
        return None


def mapping_if_complete(strategy, book, known, *, with_hidden):
    """The kept mapping that says of each row of a file what it is.

    None when it does not, or when the table may be another one than was decided on: a person
    confirms it then.
    """
    proposal = propose(book, known, with_hidden=with_hidden)
    kept = kept_mapping(strategy, proposal.mapping.signature)
    if kept is None:
        return None
    proposal = propose(book, known, kept=kept, with_hidden=with_hidden)
    complete = proposal.is_same_table and all(row.is_kept for row in proposal.rows)
    return proposal.mapping if complete else None


def keep(batch, mapping, *, title, user):
    """Keep a decision: for this batch, and for files of the same kind to come."""
    decide(batch, mapping)
    row = FileMapping.objects.filter(strategy=batch.strategy, signature=mapping.signature).first()
    row = row or FileMapping(strategy=batch.strategy, signature=mapping.signature)
    row.title = (title or batch.file_name)[:250]
    row.layout = mapping.as_json()
    row._change = Change(user=user, reason=batch.reason, batch=batch.uuid)
    row.full_clean()
    row.save()


def decide(batch, mapping):
    """Read this batch by a mapping, until a person decides something else."""
    batch.staged.plan = {MATCHED: mapping.as_json()}
    batch.staged.save(update_fields=["plan"])


def with_decisions(mapping, rows, *, series, **settings):
    """A proposed mapping with what a person has decided: ``series`` by the key of each row."""
    known_keys = {row.key for row in rows}
    kept = {key: code for key, code in mapping.series.items() if key not in known_keys}
    changed = replace(mapping, series=kept | series, **settings)
    changed.check()
    return changed
