"""Reading large files in the background, by ``manage.py db_worker``.

The worker may be killed at any moment: until a person confirms, nothing is written but the
batch's own plan, and that is made anew when the file is read again.
"""

from time import monotonic

from django.utils import timezone
from django_tasks import task

from config.records import LostUpdate
from config.sheets import Unreadable
from indicators.intake import batches
from indicators.intake.reading import read
from indicators.models import ImportBatch, ImportProgress

BEAT = 0.5  # seconds between two notes of how far it has come
Phase = ImportProgress.Phase


class Cancelled(Exception):
    """The person does not want the file any more."""


def read_later(batch):
    """Queue a batch, to be read by a worker."""
    batch.state = ImportBatch.State.WAITING
    batch.save()
    ImportProgress.objects.filter(batch=batch).delete()
    ImportProgress.objects.create(batch=batch, beat_at=timezone.now())
    read_in_background.enqueue(batch.pk)


@task()
def read_in_background(batch_id):
    """Read a batch that waits. Once: whoever claims it first."""
    waiting = ImportProgress.objects.filter(batch=batch_id, phase=Phase.QUEUED)
    if not waiting.update(phase=Phase.READING, beat_at=timezone.now()):
        return
    batch = ImportBatch.objects.select_related("strategy__partnership", "staged").get(pk=batch_id)
    beat = Beat(batch)
    try:
        read(batch, report=beat)
    except Unreadable as unreadable:
        batches.refuse(batch, unreadable)
    except (Cancelled, LostUpdate):
        pass  # somebody has decided meanwhile that it is left or read anew
    beat.rows.update(phase=Phase.DONE, beat_at=timezone.now())
    if beat.rows.filter(is_cancelled=True).exists():
        give_up(batch)
    if ImportBatch.objects.filter(pk=batch_id, state=ImportBatch.State.LEFT).exists():
        batch.forget_plan()  # what this reading has written since


def give_up(batch):
    """Leave a file that nobody wants any more, unless that is done already."""
    batch.refresh_from_db()
    if batch.state != ImportBatch.State.LEFT:
        batch.leave()


class Beat:
    """Notes how far a reading has come, at most twice a second, and stops it when asked to."""

    def __init__(self, batch):
        self.rows = ImportProgress.objects.filter(batch=batch)
        self.noted, self.phase = monotonic(), Phase.READING

    def __call__(self, phase, done=0, total=0):
        if phase == self.phase and monotonic() < self.noted + BEAT:
            return
        self.noted, self.phase = monotonic(), phase
        told = {"phase": phase, "done": done, "total": total, "beat_at": timezone.now()}
        if not self.rows.filter(is_cancelled=False).update(**told):
            raise Cancelled


def cancel(batch):
    """Ask the worker to stop; a batch that nobody reads is left at once."""
    progress = ImportProgress.objects.filter(batch=batch)
    progress.update(is_cancelled=True)
    being_read = progress.filter(phase__in=[Phase.READING, Phase.COMPARING]).first()
    if being_read is None or being_read.is_interrupted:
        give_up(batch)
