"""One file of figures from upload to outcome: read, compared, carried out once, taken back.

Nothing but the batch, its file and its plan is written before a person confirms; then all of
it in one transaction, or nothing.
"""

from itertools import islice

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.bulk import (
    edited_since,
    hold,
    store_plan,
    take_back,
    taken_places,
    what_refers,
    write_staged,
)
from config.records import Change, Overtaken, may
from config.registry.importing import wait_for_other_imports
from config.sheets import Reason
from indicators.intake.exporting import series_for
from indicators.models import ImportBatch, ImportFinding, ImportProgress, Observation, PlannedFigure
from indicators.workbook.values import Finding, Place, Weight

LARGE = 250_000  # bytes; larger files are read in the background
MANY = 20_000  # rows; so are files that pack more of them into few bytes
MOST_FINDINGS = 5_000  # that are kept of one file
NAMED = 10  # rows in a refusal
ROWS_AT_ONCE = 500
Phase = ImportProgress.Phase


def no_report(phase, done=0, total=0):
    """For those who do not want to know how far it has come."""


def stage(*, user, strategy, file_name, content, reason, with_hidden=False):
    """Keep an uploaded file as a batch of this strategy; it is still to be read."""
    if not may(user, "import", strategy.partnership_id):
        raise ValidationError(_("You may not import figures of this partnership."))
    return ImportBatch.stage(
        user=user,
        model=Observation._meta.label_lower,
        file_name=file_name,
        content=content,
        reason=reason,
        strategy=strategy,
        partnership=strategy.partnership,
        with_hidden=with_hidden,
        state=ImportBatch.State.WAITING,
    )


def keep_plan(batch, plan, report=no_report):
    """Write down what the file would do, a few hundred figures at a time."""
    batch.start_reading()
    total, done, figures = len(plan.reading.figures), 0, plan.figures()
    while rows := list(islice(figures, ROWS_AT_ONCE)):
        for row in rows:
            row.batch = batch
        store_plan(PlannedFigure, rows)
        done += len(rows)
        report(Phase.COMPARING, max(done, plan.new + plan.changed + plan.unchanged), total)
    keep_findings(batch, plan.findings)
    batch.new, batch.changed, batch.unchanged = plan.new, plan.changed, plan.unchanged
    batch.problems, batch.conflicts = plan.problems, plan.conflicts
    batch.warnings = plan.count(Weight.WARNING) + plan.doubtful
    batch.state = ImportBatch.State.PREVIEWED
    batch.save()


def refuse(batch, unreadable):
    """Say that the file is no table we can read."""
    batch.forget_plan()
    code = f"file_{unreadable.reason.name.lower()}"
    is_about_a_cell = unreadable.reason is Reason.TOO_LONG
    place = Place(address=unreadable.detail if is_about_a_cell else "")
    keep_findings(batch, [Finding(weight=Weight.PROBLEM, code=code, place=place)])
    batch.problems, batch.state = 1, ImportBatch.State.REFUSED
    batch.save()


def is_large(content, book):
    """Whether a file is read in the background; ``book``: its cells, where they were read."""
    return len(content) > LARGE or sum(len(sheet.rows) for sheet in book.sheets) > MANY


def keep_findings(batch, findings):
    """Write down what is to be told; of very many the first ones, and how many more there are."""
    if len(findings) > MOST_FINDINGS:
        details = {"count": str(len(findings) - MOST_FINDINGS)}
        more = Finding(weight=Weight.REMARK, code="more_findings", details=details)
        findings = [*findings[:MOST_FINDINGS], more]
    ImportFinding.objects.bulk_create(
        [
            ImportFinding(
                batch=batch,
                position=position,
                weight=finding.weight.value,
                code=finding.code,
                sheet=finding.place.sheet[:40],
                address=finding.place.address[:12],
                details=finding.details,
            )
            for position, finding in enumerate(findings)
        ],
        batch_size=ROWS_AT_ONCE,
    )


def carry_out(batch, user):
    """Write what the preview showed; False when the registry has changed since.

    Then nothing is written, and the file has to be compared anew. Raises ValidationError when
    the person may not, or when there is nothing to be imported.
    """
    try:
        with transaction.atomic():
            seen = batch.version
            batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            check_may_be_carried_out(batch, user)
            if batch.version != seen:  # read anew meanwhile, perhaps in another way
                return False
            wait_for_other_imports(batch)
            check_plan_holds(batch)
            today = timezone.localdate()
            batch.figures.filter(deed=PlannedFigure.Deed.REMOVED).update(withdrawn_on=today)
            change = Change(user=user, reason=batch.reason, batch=batch.uuid)
            write_staged(
                Observation,
                PlannedFigure,
                batch_id=batch.pk,
                key=("series", "period", "aggregation"),
                written=PlannedFigure.WRITTEN,
                partnership_id=batch.partnership_id,
                change=change,
            )
            batch._change = change
            batch.apply()
    except (IntegrityError, Overtaken):
        return False
    return True


def check_is_previewed(batch):
    if batch.state != ImportBatch.State.PREVIEWED or not batch.is_of_figures:
        raise ValidationError(_("This file has already been imported or left."))


def check_may_be_carried_out(batch, user):
    check_is_previewed(batch)
    if not may(user, "import", batch.partnership_id):
        raise ValidationError(_("You may not import figures of this partnership."))
    if batch.conflicts and not batch.keeps_conflicts:
        raise ValidationError(_("Decide first what happens to the conflicts."))
    if not batch.can_be_applied:
        raise ValidationError(_("There is nothing in this file that can be imported."))


def check_plan_holds(batch):
    """Whether each series is still there to take its figures; else Overtaken."""
    in_force = batch.figures.filter(series__in=series_for(batch.strategy).order_by())
    if in_force.count() != batch.writes:
        raise Overtaken


def undo(batch, user):
    """Make the rows a batch has written what they were before. Raises ValidationError.

    For batches of every kind. Refused, with their names, when rows were edited since.
    """
    model = written_model(batch)
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            check_may_be_undone(batch, user, model)
            wait_for_other_imports(batch)
            hold(model, model.history.filter(history_batch=batch.uuid).values("id"))
            check_nothing_came_after(batch, model)
            if model is not Observation:
                check_writer_may_undo(batch, user, model)
            reason = _("Import undone: %(reason)s") % {"reason": batch.reason}
            batch._change = Change(user=user, reason=reason, batch=batch.uuid)
            take_back(model, batch, change=batch._change)
            batch.undo(user)
    except (IntegrityError, Overtaken):
        raise ValidationError(_("Somebody is just changing these rows. Try again.")) from None


def check_may_be_undone(batch, user, model):
    if batch.state != ImportBatch.State.APPLIED:
        raise ValidationError(_("Only what was imported can be undone, and only once."))
    touched = model.history.filter(history_batch=batch.uuid).order_by()
    for partnership_id in touched.values_list("history_partnership", flat=True).distinct():
        if user is not None and not may(user, "import", partnership_id):
            raise ValidationError(_("You may not import figures of this partnership."))


def check_nothing_came_after(batch, model):
    """Refuse, with names, when rows of the batch were edited since or others refer to them."""
    versions = edited_since(model, batch).order_by("history_id")
    if ids := list(versions.values_list("id", flat=True)[: NAMED + 1]):
        raise ValidationError(
            _("This can't be undone: changed since the import: %(rows)s.")
            % {"rows": names_of(model, ids)}
        )
    if rows := list(islice(taken_places(model, batch), NAMED + 1)):
        raise ValidationError(
            _("This can't be undone: there are others now in their place: %(rows)s.")
            % {"rows": listed(map(str, rows))}
        )
    if rows := list(islice(what_refers(model, batch), NAMED + 1)):
        raise ValidationError(
            _("This can't be undone: these refer to what was imported: %(rows)s.")
            % {"rows": listed([f"{row._meta.verbose_name} {row}" for row in rows])}
        )


def check_writer_may_undo(batch, user, model):
    """Refuse to take back what this person may not make of the rows by hand either.

    Figures may go although they are published, see docs/decisions/0006; other rows may not.
    """
    written = model.history.filter(history_batch=batch.uuid)
    made = written.filter(history_type="+").values("id")
    ways = {"__".join(key.split("__")[:-1]) for key in model.KEY if "__" in key}
    rows = model.objects.select_related(*ways) if ways else model.objects
    public = rows.filter(model.published_condition(), pk__in=made)
    if published := list(public[: NAMED + 1]):
        raise ValidationError(
            _("This can't be undone: published, so withdraw them instead: %(rows)s.")
            % {"rows": listed(map(str, published))}
        )
    if user is None:
        return
    for row in rows.filter(pk__in=written.values("id")):
        version = model.history.filter(id=row.pk, version=row.version - 1).first()
        former = version and version.instance
        row.check_writer(user, former)  # what was made …
        if former is not None:
            former.check_writer(user, row)  # … and unmaking it


def names_of(model, ids):
    """Rows by name, those that are gone too."""
    ways = {"__".join(key.split("__")[:-1]) for key in model.KEY if "__" in key}
    found = (model.objects.select_related(*ways) if ways else model.objects).in_bulk(ids)
    gone = _("a row that was deleted")
    return listed([str(found.get(each, gone)) for each in ids])


def listed(names):
    """The first names, and a sign that there are more."""
    names = list(names)
    return "; ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def written_model(batch):
    return apps.get_model(batch.model)
