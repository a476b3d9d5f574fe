"""What a follow-up shows and how it is published: diagrams, tables, footnotes, editions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.records import RecordManager, RecordQuerySet, Withdrawable, differences
from indicators.models.fields import PeriodField
from indicators.models.followup import FollowUp, FollowUpPart
from indicators.models.indicators import Indicator
from indicators.models.series import Series
from strategy.models import CodeField, Goal, code_form


class Figure(FollowUpPart):
    """A diagram or table of a follow-up.

    It stands where a text says ``{{ figure d1 }}``, else after the text of its goal. Its number
    follows from where it stands, see ``strategy.overview.edition``.
    """

    KEY = (*FollowUpPart.FOLLOW_UP, "code")

    class Kind(models.TextChoices):
        CHART = "chart", _("Diagram")
        TABLE = "table", _("Table")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="figures", verbose_name=_("follow-up")
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="figures", verbose_name=_("goal")
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("indicator"),
        help_text=_("Empty: it belongs to the goal as a whole."),
    )
    code = CodeField(
        help_text=_("In texts, like “d1” in {{ figure d1 }}. Does not change once published.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    caption = models.TextField(
        _("caption"), help_text=_("Without number and source: both are put to it.")
    )
    source_line = models.TextField(
        _("source line"),
        blank=True,
        help_text=_("Empty: it is made of the sources of the series."),
    )
    printed_inside = models.TextField(
        _("printed inside"),
        blank=True,
        help_text=_("Words inside the picture, one to a line. Empty: none."),
    )
    first_period = PeriodField(
        _("first period shown"), blank=True, help_text=_("Empty: not stated.")
    )
    last_period = PeriodField(_("last period shown"), blank=True, help_text=_("Empty: not stated."))
    is_picture_only = models.BooleanField(
        _("picture only"),
        default=False,
        help_text=_("The figures were printed in a picture and are not in the registry."),
    )

    class Meta(FollowUpPart.Meta):
        verbose_name = _("diagram or table")
        verbose_name_plural = _("diagrams and tables")
        ordering = ["follow_up", "goal__focus_area__number", "goal__number", "code"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_figure_code_in_follow_up",
                fields=["follow_up", "code"],
                violation_error_message=_("The follow-up already has one with this code."),
            ),
            code_form("indicators_figure_code_form"),
            models.CheckConstraint(
                name="indicators_figure_kind",
                condition=Q(kind__in=["chart", "table"]),
                violation_error_message=_("Choose diagram or table."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.caption}"

    def clean(self):
        super().clean()
        if self.indicator_id and self.goal_id and self.indicator.goal_id != self.goal_id:
            raise ValidationError({"indicator": _("Choose an indicator of the goal.")})


class FigureSeries(Withdrawable):
    """A series shown in a diagram or table."""

    KEY = (
        "figure__follow_up__strategy__partnership__code",
        "figure__follow_up__strategy__code",
        "figure__follow_up__code",
        "figure__code",
        "series__code",
    )
    PARTNERSHIP = "figure__follow_up__strategy__partnership"
    PARENT = "figure"

    figure = models.ForeignKey(
        Figure, on_delete=models.CASCADE, related_name="lines", verbose_name=_("diagram or table")
    )
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="shown_in", verbose_name=_("series")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta(Withdrawable.Meta):
        verbose_name = _("series in a diagram or table")
        verbose_name_plural = _("series in diagrams and tables")
        ordering = ["figure", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_figureseries_once",
                fields=["figure", "series"],
                violation_error_message=_("It already shows this series."),
            ),
        ]

    def __str__(self):
        return f"{self.figure} · {self.series}"

    def clean(self):
        super().clean()
        if (
            self.figure_id
            and self.series_id
            and self.figure.follow_up.strategy_id != self.series.strategy_id
        ):
            raise ValidationError({"series": _("Choose a series of the same strategy.")})


class Footnote(FollowUpPart):
    """A footnote of a printed follow-up, also one whose mark has no text."""

    KEY = (*FollowUpPart.FOLLOW_UP, "mark")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="footnotes", verbose_name=_("follow-up")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    mark = models.CharField(_("mark"), max_length=5)
    text = models.TextField(
        _("text"), blank=True, help_text=_("Empty: the document prints the mark without a text.")
    )
    near = models.CharField(
        _("near"), max_length=200, blank=True, help_text=_("Where the mark stands. Empty: nowhere.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Empty: none."))

    class Meta(FollowUpPart.Meta):
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["follow_up", "order"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_footnote_mark_once",
                fields=["follow_up", "mark"],
                violation_error_message=_("The follow-up already has a footnote with this mark."),
            ),
        ]

    def __str__(self):
        return f"{self.mark} {self.text}"


NEVER_ALTERED = _("An edition is never altered. Publish a correction.")
NEVER_DELETED = _("An edition is never deleted. Publish a correction.")


class WrittenOnce(models.QuerySet):
    """Rows that nobody alters or deletes, neither one nor many at once."""

    def update(self, **values):
        raise ValidationError(NEVER_ALTERED)

    def delete(self):
        raise ValidationError(NEVER_DELETED)


class EditionQuerySet(WrittenOnce, RecordQuerySet):
    """Which editions?"""


class Edition(FollowUpPart):
    """A follow-up as it was published: frozen, never altered. A correction is a new edition."""

    KEY = (*FollowUpPart.FOLLOW_UP, "number")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="editions", verbose_name=_("follow-up")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
        help_text=_("Empty: it came with the printed document."),
    )
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What was corrected. Empty: the first edition.")
    )

    objects = RecordManager.from_queryset(EditionQuerySet)()

    class Meta(FollowUpPart.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["follow_up", "-number"]
        constraints = [
            *FollowUpPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_edition_number_once",
                fields=["follow_up", "number"],
                violation_error_message=_("There is already an edition with this number."),
            ),
            models.CheckConstraint(
                name="indicators_edition_sha256",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits."),
            ),
            models.CheckConstraint(
                name="indicators_edition_correction_says_what",
                condition=Q(number=1) | ~Q(note=""),
                violation_error_message=_("Say what is corrected."),
            ),
        ]

    def __str__(self):
        return f"{self.follow_up} · {self.number}"

    def save(self, *args, **kwargs):
        """Write it once; later it can be withdrawn, nothing else."""
        stored = self.as_stored()
        if stored is not None:
            altered = {field.name for field in differences(stored, self)}
            if altered - {"withdrawn_on", "withdrawn_reason"}:
                raise ValidationError(NEVER_ALTERED)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(NEVER_DELETED)


class EditionFile(models.Model):
    """An edition as it was rendered when it was published."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

        @property
        def content_type(self):
            """What the server calls such a file."""
            if self == self.PDF:
                return "application/pdf"
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=10, choices=Form.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = WrittenOnce.as_manager()

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        constraints = [
            models.UniqueConstraint(name="indicators_editionfile_once", fields=["edition", "form"])
        ]

    def __str__(self):
        return f"{self.edition} · {self.form}"

    def save(self, *args, **kwargs):
        """Write it once."""
        if self.pk is not None:
            raise ValidationError(NEVER_ALTERED)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(NEVER_DELETED)
