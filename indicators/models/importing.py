"""What was imported: the staged file, what it would do, what it did."""

import hashlib
import uuid
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.records import LostUpdate, Record, actor_name
from indicators.models.fields import NumberField
from indicators.models.figures import Observation
from indicators.models.series import Series
from strategy.models import Partnership, Strategy

STAGED_FOR = timedelta(days=7)  # how long a preview waits to be confirmed
SILENT_FOR = timedelta(seconds=30)  # after which the one who was reading a file is thought dead


class ImportBatch(Record):
    """One file on its way into the registry: previewed, then applied or left.

    The preview writes nothing else. Applying happens once, in one transaction, and
    every version it writes carries the batch's id.
    """

    KEY = ("uuid",)
    SHARED = True
    ON_PAGES = False

    class State(models.TextChoices):
        WAITING = "waiting", _("Being read")  # in the background; nothing is written yet
        REFUSED = "refused", _("Not readable")  # the file is no table we can read
        UNMAPPED = "unmapped", _("To be matched")  # a person says which row is which series
        PREVIEWED = "previewed", _("Previewed")  # nothing is written yet
        APPLIED = "applied", _("Imported")
        LEFT = "left", _("Left")  # the person decided not to import it
        UNDONE = "undone", _("Undone")

    OPEN = (State.WAITING, State.REFUSED, State.UNMAPPED, State.PREVIEWED)

    uuid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partnership"),
        help_text=_("Empty: it touched several partnerships, or rows shared by all."),
    )
    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("strategy"),
        help_text=_("Whose figures these are. Empty: a table of another kind of rows."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
    )
    actor = models.CharField(_("name of the person"), max_length=150)
    model = models.CharField(_("what"), max_length=100)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.CharField(_("undone by"), max_length=150, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    with_hidden = models.BooleanField(
        _("hidden rows too"),
        default=False,
        help_text=_("Off: hidden sheets, rows and columns are not read."),
    )
    keeps_conflicts = models.BooleanField(
        _("conflicts decided"),
        default=False,
        help_text=_("On: where file and registry disagree, the registry's figures stay."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PREVIEWED
    )
    new = models.PositiveIntegerField(pgettext_lazy("how many", "new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("how many", "changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    problems = models.PositiveIntegerField(_("problems"), default=0)
    conflicts = models.PositiveIntegerField(
        _("conflicts"),
        default=0,
        help_text=_("Figures that were changed in the registry since the workbook was made."),
    )
    warnings = models.PositiveIntegerField(_("warnings"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="indicators_importbatch_applied_has_time",
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | ~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True),
                violation_error_message=_("An import that was carried out has a time."),
            ),
            models.CheckConstraint(
                name="indicators_importbatch_undone_has_time",
                condition=Q(state="undone", undone_at__isnull=False)
                | ~Q(state="undone") & Q(undone_at__isnull=True),
                violation_error_message=_("An import that was undone has a time."),
            ),
            models.CheckConstraint(
                name="indicators_importbatch_applied_without_problems",
                condition=Q(problems=0) | ~Q(state__in=["applied", "undone"]),
                violation_error_message=_("A file with problems can't be imported."),
            ),
            models.CheckConstraint(
                name="indicators_importbatch_applied_conflicts_decided",
                condition=Q(conflicts=0)
                | Q(keeps_conflicts=True)
                | ~Q(state__in=["applied", "undone"]),
                violation_error_message=_("Conflicts are decided before a file is imported."),
            ),
        ]

    def __str__(self):
        return f"{self.file_name} · {self.uploaded_at:%Y-%m-%d %H:%M}"

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(**{f"{prefix}pk__in": []})

    @property
    def is_of_figures(self):
        """Whether it brings the figures of a strategy, and not a table of some model's rows."""
        return self.strategy_id is not None

    @property
    def writes(self):
        """How many rows it writes or wrote."""
        return self.new + self.changed

    @property
    def can_be_applied(self):
        """Whether a person may confirm it now."""
        decided = self.keeps_conflicts or not self.conflicts
        previewed = self.state == self.State.PREVIEWED
        return previewed and decided and not self.problems and bool(self.writes)

    @classmethod
    def stage(cls, *, user, model, file_name, content, reason, **fields):
        """Keep an uploaded file. Those of more than a week ago are left, whoever sent them."""
        now = timezone.now()
        for batch in cls.objects.filter(state__in=cls.OPEN, uploaded_at__lt=now - STAGED_FOR):
            with suppress(LostUpdate):  # somebody else decides it at this moment
                batch.leave()
        with transaction.atomic():
            batch = cls.objects.create(
                user=user,
                actor=actor_name(user),
                model=model,
                file_name=file_name[-200:],
                sha256=hashlib.sha256(content).hexdigest(),
                uploaded_at=now,
                reason=reason,
                **fields,
            )
            StagedFile.objects.create(batch=batch, content=content)
        return batch

    def note(self, plan):
        """Keep what a plan would do, so that it can be shown and compared later."""
        touched = {row.record.partnership_id_of() for row in plan.rows}
        self.partnership_id = touched.pop() if len(touched) == 1 else None
        self.new, self.changed = len(plan.new), len(plan.changed)
        self.unchanged, self.problems = len(plan.unchanged), len(plan.problems)
        self.save()
        self.staged.plan, self.staged.plan_digest = plan.shown(), plan.digest()
        self.staged.save()

    def check_open(self):
        """Refuse what was decided before: a file is imported or left once."""
        if self.state not in self.OPEN:
            raise ValidationError(_("This file has already been imported or left."))

    def apply(self):
        """Claim the batch: it is carried out once. The caller writes its rows."""
        if self.state != self.State.PREVIEWED:
            raise ValidationError(_("This file has already been imported or left."))
        self.state, self.applied_at = self.State.APPLIED, timezone.now()
        self.save()

    def leave(self):
        """Decide not to import it; neither the file nor its plan is kept."""
        self.check_open()
        with transaction.atomic():
            self.state = self.State.LEFT
            self.save()
            StagedFile.objects.filter(batch=self).delete()
            self.forget_plan()

    def start_reading(self):
        """Drop what was found out before. Nobody can confirm it until it is found out anew."""
        self.check_open()
        with transaction.atomic():
            self.state = self.State.WAITING
            self.save()
            self.forget_plan()

    def forget_plan(self):
        """Drop what the file would do."""
        PlannedFigure.objects.filter(batch=self).delete()
        ImportFinding.objects.filter(batch=self).delete()

    def undo(self, user):
        """Say that what it wrote is taken back. The caller takes it back."""
        if self.state != self.State.APPLIED:
            raise ValidationError(_("Only what was imported can be undone, and only once."))
        self.state, self.undone_at = self.State.UNDONE, timezone.now()
        self.undone_by = actor_name(user)
        self.save()


class StagedFile(models.Model):
    """The uploaded file of a batch and the plan that was shown; private to the batch."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="staged")
    content = models.BinaryField()
    plan = models.JSONField(default=dict)
    plan_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("staged file")
        verbose_name_plural = _("staged files")

    def __str__(self):
        return str(self.batch)


class PlannedFigure(models.Model):
    """What a file would make of one figure: the row as it shall become, and as it was.

    A hundred thousand of them are written by the database itself, from this table into the
    figures' own; see ``config.bulk``.
    """

    class Deed(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        REMOVED = "removed", _("Removed")  # withdrawn, with the reason of the import

    # The columns that are taken over as they stand
    WRITTEN = (
        *("value", "missing", "direction", "is_approximate", "decimals", "status", "note"),
        *("withdrawn_on", "withdrawn_reason"),
    )

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="figures", db_index=False
    )
    position = models.PositiveIntegerField()
    deed = models.CharField(max_length=10, choices=Deed.choices)
    sheet = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=12, blank=True)
    row_id = models.BigIntegerField(null=True)  # of the figure as stored; none when it is new
    row_version = models.PositiveIntegerField(null=True)
    # The figure as it shall become
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+", db_index=False)
    period = models.CharField(max_length=12)
    aggregation = models.CharField(max_length=20)
    value = NumberField(null=True)
    missing = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=20, blank=True)
    is_approximate = models.BooleanField(default=False)
    decimals = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=1)
    note = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    # The figure as it was
    old_value = NumberField(null=True)
    old_missing = models.CharField(max_length=20, blank=True)
    old_status = models.CharField(max_length=1, blank=True)
    old_note = models.TextField(blank=True)
    # What speaks against it: [code, {detail: text}]
    warnings = models.JSONField(default=list)
    has_warning = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("planned figure")
        verbose_name_plural = _("planned figures")
        ordering = ["batch", "position"]
        # No index by series alone: without statistics PostgreSQL would take it for the best way.
        indexes = [models.Index(fields=["batch", "position"], name="planned_in_order")]
        constraints = [
            models.UniqueConstraint(
                name="indicators_plannedfigure_once",
                fields=["batch", "series", "period", "aggregation"],
                violation_error_message=_("The file has this figure twice."),
            )
        ]

    def __str__(self):
        return f"{self.series} · {self.period}"

    @property
    def as_figure(self):
        """The figure it would become, to be named and shown like one."""
        names = ("series", "period", "aggregation", *self.WRITTEN)
        return Observation(**{name: getattr(self, name) for name in names})


class ImportFinding(models.Model):
    """Something to tell about a file: what is wrong, doubtful or good to know, and where."""

    class Weight(models.TextChoices):
        PROBLEM = "problem", _("Problem")  # nothing is imported until it is mended
        CONFLICT = "conflict", _("Conflict")  # file and registry disagree; a person decides
        WARNING = "warning", _("Warning")
        REMARK = "remark", _("Good to know")

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="findings", db_index=False
    )
    position = models.PositiveIntegerField()
    weight = models.CharField(max_length=10, choices=Weight.choices)
    code = models.CharField(max_length=40)  # names the sentence: indicators/intake/sentences.py
    sheet = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["batch", "position"]
        indexes = [models.Index(fields=["batch", "weight", "position"], name="findings_by_weight")]

    def __str__(self):
        return f"{self.place} {self.code}"

    @property
    def place(self):
        """Where it stands: ``Figures!H12``."""
        return f"{self.sheet}!{self.address}" if self.sheet and self.address else self.address


class ImportProgress(models.Model):
    """How far the reading of a file in the background has come, and whether to go on.

    A table of its own: it is written while everything else of the batch is held.
    """

    class Phase(models.TextChoices):
        QUEUED = "queued", _("Waiting for its turn")
        READING = "reading", _("Reading the file")
        COMPARING = "comparing", _("Comparing with the registry")
        DONE = "done", _("Done")

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="progress")
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("progress of an import")
        verbose_name_plural = _("progress of imports")

    def __str__(self):
        return f"{self.batch}: {self.get_phase_display()} {self.done}/{self.total}"

    @property
    def is_over(self):
        return self.phase == self.Phase.DONE

    @property
    def is_interrupted(self):
        """Whether the one who was reading, or was to read it, has fallen silent."""
        return not self.is_over and self.beat_at < timezone.now() - SILENT_FOR


class FileMapping(Record):
    """Which row of an office's file is which series: kept, for the file of next year."""

    KEY = ("strategy__partnership__code", "strategy__code", "signature")
    PARTNERSHIP = "strategy__partnership"
    ON_PAGES = False

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="+", verbose_name=_("strategy")
    )
    signature = models.CharField(_("how the file is recognised"), max_length=64, editable=False)
    title = models.CharField(_("title"), max_length=250)
    layout = models.JSONField(_("layout"), default=dict, editable=False)

    class Meta:
        verbose_name = _("known file")
        verbose_name_plural = _("known files")
        ordering = ["strategy", "title"]
        constraints = [
            models.UniqueConstraint(
                name="indicators_filemapping_once",
                fields=["strategy", "signature"],
                violation_error_message=_("This file is known already."),
            )
        ]

    def __str__(self):
        return self.title

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(**{f"{prefix}pk__in": []})
