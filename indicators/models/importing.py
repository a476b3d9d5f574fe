"""What was imported: the staged file, what it would do, what it did."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.records import Record, actor_name
from strategy.models import Partnership

STAGED_FOR = timedelta(days=7)  # how long a preview waits to be confirmed


class ImportBatch(Record):
    """One file on its way into the registry: previewed, then applied or left.

    The preview writes nothing else. Applying happens once, in one transaction, and
    every version it writes carries the batch's id.
    """

    KEY = ("uuid",)
    SHARED = True

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("Previewed")  # nothing is written yet
        APPLIED = "applied", _("Imported")
        LEFT = "left", _("Left")  # the person decided not to import it
        UNDONE = "undone", _("Undone")

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
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PREVIEWED
    )
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    problems = models.PositiveIntegerField(_("problems"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="indicators_importbatch_applied_has_time",
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | Q(state__in=["previewed", "left"], applied_at__isnull=True),
                violation_error_message=_("An import that was carried out has a time."),
            ),
            models.CheckConstraint(
                name="indicators_importbatch_applied_without_problems",
                condition=Q(problems=0) | Q(state__in=["previewed", "left"]),
                violation_error_message=_("A file with problems can't be imported."),
            ),
        ]

    def __str__(self):
        return f"{self.file_name} · {self.uploaded_at:%Y-%m-%d %H:%M}"

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(**{f"{prefix}pk__in": []})

    @classmethod
    def stage(cls, *, user, model, file_name, content, reason):
        """Keep an uploaded file. Previews of more than a week ago are left, whoever made them."""
        now = timezone.now()
        for batch in cls.objects.filter(
            state=cls.State.PREVIEWED, uploaded_at__lt=now - STAGED_FOR
        ):
            batch.leave()
        batch = cls.objects.create(
            user=user,
            actor=actor_name(user),
            model=model,
            file_name=file_name[-200:],
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_at=now,
            reason=reason,
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
        if self.state != self.State.PREVIEWED:
            raise ValidationError(_("This file has already been imported or left."))

    def apply(self):
        """Claim the batch: it is carried out once. The caller writes its rows."""
        self.check_open()
        self.state, self.applied_at = self.State.APPLIED, timezone.now()
        self.save()

    def leave(self):
        """Decide not to import it; the file is no longer kept."""
        self.check_open()
        self.state = self.State.LEFT
        self.save()
        StagedFile.objects.filter(batch=self).delete()


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
