"""One round of following up a strategy, and what all its parts have in common."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable, may
from indicators.models.text_rules import check_text_references
from strategy.models import YEARS, CodeField, Strategy, StrategyPart, code_form


class FollowUp(StrategyPart):
    """One round of following up a strategy, usually a year."""

    PARENT = "strategy"
    TEXTS = ("introduction", "method", "arrow_legend", "lesson")  # in the order they are read

    class Status(models.TextChoices):
        OPEN = "open", _("Open")  # staff write; readers see nothing
        IN_REVIEW = "in_review", _("In review")  # staff read; readers see nothing
        PUBLISHED = "published", _("Published")  # on the site

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("strategy")
    )
    code = CodeField()
    title = models.CharField(_("title"), max_length=250)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("last year"), validators=YEARS)
    # Text
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Empty: it begins with the first goal.")
    )
    method = models.TextField(
        _("method"), blank=True, help_text=_("How it was followed up. Empty: not described.")
    )
    arrow_legend = models.TextField(
        _("what the arrows mean"), blank=True, help_text=_("Empty: not described.")
    )
    lesson = models.TextField(
        _("lesson"), blank=True, help_text=_("What to do better next time. Empty: none.")
    )
    is_from_document = models.BooleanField(
        _("from a printed document"),
        default=False,
        help_text=_(
            "It was printed before the registry was there and is kept as the document has it: "
            "what it leaves out may be empty. Off: it is made here."
        ),
    )
    contents_as_printed = models.TextField(
        _("contents as printed"), blank=True, help_text=_("Empty: there was no printed edition.")
    )
    # Provenance
    prepared_by = models.CharField(
        _("prepared by"),
        max_length=250,
        blank=True,
        help_text=_("A function or department. Empty: not stated."),
    )
    makers = models.CharField(
        _("names of the makers"),
        max_length=250,
        blank=True,
        help_text=_("Names of persons, only if the document prints them. Empty: none."),
    )
    show_makers = models.BooleanField(
        _("show the names"), default=False, help_text=_("Off: readers see no names of persons.")
    )
    # Work
    due_on = models.DateField(
        _("due on"),
        null=True,
        blank=True,
        help_text=_("When its texts and judgements are to be ready. Empty: nothing is ever late."),
    )
    # Visibility
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.OPEN
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["strategy", "-last_year", "code"]
        constraints = [
            *StrategyPart.Meta.constraints,
            models.UniqueConstraint(
                name="indicators_followup_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a follow-up with this code."),
            ),
            code_form("indicators_followup_code_form"),
            models.CheckConstraint(
                name="indicators_followup_years_in_order",
                condition=Q(
                    first_year__gte=1900, last_year__lte=2200, last_year__gte=F("first_year")
                ),
                violation_error_message=_("The last year lies before the first."),
            ),
            models.CheckConstraint(
                name="indicators_followup_status",
                condition=Q(status__in=["open", "in_review", "published"]),
                violation_error_message=_("Choose open, in review or published."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """Whether it is still being written; a published one is corrected by a new edition."""
        return self.status != self.Status.PUBLISHED

    @classmethod
    def published_condition(cls, prefix=""):
        published = Q(**{f"{prefix}status": cls.Status.PUBLISHED})
        return published & super().published_condition(prefix)

    def clean(self):
        super().clean()
        stored = self.as_stored()
        if self.strategy_id:
            self.check_texts(stored)
        was_published = stored is not None and stored.status == self.Status.PUBLISHED
        if was_published and self.status != self.Status.PUBLISHED:
            raise ValidationError(
                {
                    "status": _(
                        "What is published stays published. Withdraw it with a reason, "
                        "or publish a correction."
                    )
                }
            )

    def check_texts(self, stored):
        """Refuse references to what is not there; a new one has no footnotes to refer to yet."""
        for name in self.TEXTS:
            if stored is not None and getattr(stored, name) != getattr(self, name):
                check_references(self, name, self)

    def publish(self):
        """Put it on the site; only an edition that is being published does this."""
        self.status, self.is_being_published = self.Status.PUBLISHED, True

    def check_writer(self, user, stored):
        """Readers see a follow-up once an edition of it is published, not by a field.

        What is from a document needs no second person, so not everybody may say that it is.
        """
        before = stored.status if stored is not None else self.Status.OPEN
        was_from_document = stored is not None and stored.is_from_document
        if self.is_from_document != was_from_document and not user.is_superuser:
            raise ValidationError(
                {
                    "is_from_document": _(
                        "Only administrators say whether a follow-up is from a printed document."
                    )
                }
            )
        is_reopened = before == self.Status.IN_REVIEW and self.status == self.Status.OPEN
        if is_reopened and not may(user, "approve", self.partnership_id_of()):
            raise ValidationError(
                {"status": _("This is in review. Only those who approve can open it again.")}
            )
        if self.status == self.Status.PUBLISHED != before:
            check_publisher(self, user)


def check_publisher(row, user):
    """Refuse that something becomes public otherwise than in an edition, approved by somebody.

    Administrators take over what was public in print before.
    """
    if not may(user, "approve", row.partnership_id_of()):
        raise ValidationError(_("Only those who approve can publish."))
    is_taken_over = user.is_superuser and follow_up_of(row).is_from_document
    if not (getattr(row, "is_being_published", False) or is_taken_over):
        raise ValidationError(
            _("This becomes public when an edition is published, on the page of the follow-up.")
        )


def check_references(row, name, follow_up):
    """Refuse a text that refers to what is not there; the error stands at its field."""
    try:
        check_text_references(
            getattr(row, name), strategy=follow_up_of(row).strategy, follow_up=follow_up
        )
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from None


def follow_up_of(row):
    return row if isinstance(row, FollowUp) else row.follow_up


MOVED = {
    "follow_up": _("This can't be moved to another follow-up."),
    "goal": _("This can't be moved to another goal."),
    "indicator": _("This can't be moved to another indicator."),
}


class FollowUpPart(Withdrawable):
    """A part of one follow-up. A subclass says in ``UNMOVED`` what else it stays with."""

    UNMOVED: tuple[str, ...] = ("follow_up",)
    PARTNERSHIP = "follow_up__strategy__partnership"
    PARENT = "follow_up"
    FOLLOW_UP = (
        "follow_up__strategy__partnership__code",
        "follow_up__strategy__code",
        "follow_up__code",
    )

    class Meta(Withdrawable.Meta):
        abstract = True

    def clean(self):
        super().clean()
        problems = {}
        stored = self.as_stored()
        for name in self.UNMOVED if stored is not None else ():
            if getattr(stored, f"{name}_id") != getattr(self, f"{name}_id"):
                problems[name] = MOVED[name]
        for name in ("goal", "indicator"):
            other = getattr(self, name, None)
            if (
                other is not None
                and self.follow_up_id
                and other.strategy_id != self.follow_up.strategy_id
            ):
                problems[name] = _("Choose one of the same strategy.")
        if problems:
            raise ValidationError(problems)
