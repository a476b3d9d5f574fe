"""A strategy: what a partnership has adopted, from vision to action."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable
from strategy.models.fields import YEARS, CodeField, code_form, year_between
from strategy.models.partnerships import Partnership


class Strategy(Withdrawable):
    """The document a partnership has adopted."""

    KEY = ("partnership__code", "code")
    PARENT = None

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # seen by staff only
        PUBLISHED = "published", _("Published")  # on the site; codes may no longer change
        CLOSED = "closed", _("Closed")  # on the site, no longer followed up

    PUBLIC = (Status.PUBLISHED, Status.CLOSED)

    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="strategies",
        verbose_name=_("partnership"),
    )
    code = CodeField()
    title = models.CharField(_("title"), max_length=250)
    short_title = models.CharField(
        _("short title"), max_length=60, blank=True, help_text=_("Empty: the title is used.")
    )
    # Adoption
    adopted_by = models.CharField(
        _("adopted by"), max_length=150, blank=True, help_text=_("Empty: not known.")
    )
    adopted_year = models.PositiveSmallIntegerField(
        _("year of adoption"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Empty: not known."),
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, validators=YEARS, help_text=_("Empty: not known.")
    )
    horizon_year = models.PositiveSmallIntegerField(
        _("horizon"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("The year it looks towards. Empty: the document names none."),
    )
    legal_basis = models.TextField(
        _("legal basis"), blank=True, help_text=_("Empty: none is stated.")
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        help_text=_("Empty: it replaces no strategy in the registry."),
    )
    # Text
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Empty: the page begins with the vision.")
    )
    scope_note = models.TextField(
        _("what is missing"),
        blank=True,
        help_text=_("Which parts of the document are not in the registry. Empty: it is all here."),
    )
    # Visibility
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.DRAFT
    )

    class Meta(Withdrawable.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["partnership__name", "-first_year", "code"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_strategy_code_in_partnership",
                fields=["partnership", "code"],
                violation_error_message=_("The partnership already has a strategy with this code."),
            ),
            code_form("strategy_strategy_code_form"),
            year_between("adopted_year", "strategy_strategy_adopted_year"),
            year_between("first_year", "strategy_strategy_first_year"),
            year_between("horizon_year", "strategy_strategy_horizon_year"),
            models.CheckConstraint(
                name="strategy_strategy_years_in_order",
                condition=Q(first_year__isnull=True)
                | Q(horizon_year__isnull=True)
                | Q(horizon_year__gte=F("first_year")),
                violation_error_message=_("The horizon lies before the first year."),
            ),
            models.CheckConstraint(
                name="strategy_strategy_status",
                condition=Q(status__in=["draft", "published", "closed"]),
                violation_error_message=_("Choose draft, published or closed."),
            ),
            models.CheckConstraint(
                name="strategy_strategy_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                violation_error_message=_("A strategy can't replace itself."),
            ),
        ]

    def __str__(self):
        return self.short_title or self.title

    @property
    def reference(self):
        """How commands and files name it: ``norrbotten/rus-2030``."""
        return f"{self.partnership.code}/{self.code}"

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(**{f"{prefix}status__in": cls.PUBLIC}) & super().published_condition(prefix)

    def clean(self):
        super().clean()
        stored = self.as_stored()
        if stored is not None and stored.partnership_id != self.partnership_id:
            raise ValidationError(
                {"partnership": _("A strategy can't be moved to another partnership.")}
            )
        if stored is not None and stored.status in self.PUBLIC and self.status == self.Status.DRAFT:
            raise ValidationError(
                {
                    "status": _(
                        "What is published does not become a draft again. "
                        "Close it, or withdraw it with a reason."
                    )
                }
            )
        if self.replaces_id and self.replaces.partnership_id != self.partnership_id:
            raise ValidationError(
                {"replaces": _("Choose an earlier strategy of the same partnership.")}
            )
        self.refuse_circle("replaces")


class StrategyPart(Withdrawable):
    """A part of one strategy, found by its code in it."""

    KEY = ("strategy__partnership__code", "strategy__code", "code")
    PARTNERSHIP = "strategy__partnership"

    class Meta(Withdrawable.Meta):
        abstract = True

    def clean_fields(self, exclude=None):
        self.stand_in_strategy()
        super().clean_fields(exclude)

    def save(self, *args, **kwargs):
        self.stand_in_strategy()
        return super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        stored = self.as_stored()
        if stored is not None and stored.strategy_id != self.strategy_id:
            raise ValidationError(_("This can't be moved to another strategy. Add it there anew."))

    def stand_in_strategy(self):
        """Take the strategy from what this stands under: the two can't contradict."""
        if self.PARENT != "strategy" and getattr(self, f"{self.PARENT}_id"):
            self.strategy_id = getattr(self, self.PARENT).strategy_id


class Vision(Withdrawable):
    """Where the region wants to be."""

    KEY = ("strategy__partnership__code", "strategy__code")
    PARTNERSHIP = "strategy__partnership"
    PARENT = "strategy"

    strategy = models.OneToOneField(
        Strategy, on_delete=models.CASCADE, related_name="vision", verbose_name=_("strategy")
    )
    statement = models.TextField(_("vision"), help_text=_("As adopted, word for word."))
    perspectives = models.TextField(
        _("perspectives"),
        blank=True,
        help_text=_("What cuts across all goals (“alltid med … i fokus”). Empty: none is stated."),
    )

    class Meta(Withdrawable.Meta):
        verbose_name = _("vision")
        verbose_name_plural = _("visions")

    def __str__(self):
        return self.statement


class OverallObjective(Withdrawable):
    """One of the few objectives right under the vision."""

    KEY = ("strategy__partnership__code", "strategy__code", "order")
    PARTNERSHIP = "strategy__partnership"
    PARENT = "strategy"

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="objectives", verbose_name=_("strategy")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    statement = models.TextField(_("objective"), help_text=_("As adopted, word for word."))

    class Meta(Withdrawable.Meta):
        verbose_name = _("overall objective")
        verbose_name_plural = _("overall objectives")
        ordering = ["strategy", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_overallobjective_order_once",
                fields=["strategy", "order"],
                violation_error_message=_("Another objective already has this place."),
            ),
        ]

    def __str__(self):
        return self.statement


class FocusArea(StrategyPart):
    """A part of the field in which the strategy sets goals."""

    PARENT = "strategy"

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="focus_areas", verbose_name=_("strategy")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = CodeField()
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Empty: the document has none.")
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["strategy", "number"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_focusarea_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a focus area with this code."),
            ),
            code_form("strategy_focusarea_code_form"),
        ]

    def __str__(self):
        return self.name


class Goal(StrategyPart):
    """What is to be achieved."""

    PARENT = "focus_area"

    # Codes are unique within the strategy, which only a column of its own can hold.
    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.CASCADE,
        related_name="goals",
        editable=False,
        verbose_name=_("strategy"),
    )
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.CASCADE, related_name="goals", verbose_name=_("focus area")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = CodeField()
    name = models.CharField(_("name"), max_length=200)
    # Meaning
    statement = models.TextField(
        _("statement"),
        blank=True,
        help_text=_("As adopted, word for word. Empty: the name is the statement."),
    )
    rationale = models.TextField(
        _("rationale"), blank=True, help_text=_("Why this goal. Empty: the document gives none.")
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What the words mean. Empty: not defined.")
    )
    # As printed
    heading_as_printed = models.CharField(
        _("heading as printed"),
        max_length=250,
        blank=True,
        help_text=_("With its section number. Empty: the same as the name."),
    )
    also_printed_as = models.CharField(
        _("also printed as"),
        max_length=250,
        blank=True,
        help_text=_("Another spelling in the documents. Empty: there is none."),
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["strategy", "focus_area__number", "number"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_goal_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a goal with this code."),
            ),
            code_form("strategy_goal_code_form"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class Action(Withdrawable):
    """What the partnership will do for a goal."""

    KEY = ("goal__strategy__partnership__code", "goal__strategy__code", "goal__code", "order")
    PARTNERSHIP = "goal__strategy__partnership"
    PARENT = "goal"

    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="actions", verbose_name=_("goal")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    lead_in = models.TextField(
        _("lead-in"),
        blank=True,
        help_text=_("The words before the list, like “Vi skal bidra til … ved å:”. Empty: none."),
    )
    text = models.TextField(_("text"), help_text=_("As adopted, word for word."))

    class Meta(Withdrawable.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["goal", "order"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_action_order_once",
                fields=["goal", "order"],
                violation_error_message=_("Another action of the goal already has this place."),
            ),
        ]

    def __str__(self):
        return self.text


class Lighthouse(StrategyPart):
    """A flagship project, beside the goals of a focus area."""

    PARENT = "focus_area"

    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.CASCADE,
        related_name="lighthouses",
        editable=False,
        verbose_name=_("strategy"),
    )
    focus_area = models.ForeignKey(
        FocusArea,
        on_delete=models.CASCADE,
        related_name="lighthouses",
        verbose_name=_("focus area"),
    )
    code = CodeField()
    name = models.CharField(_("name"), max_length=200)
    start_year = models.PositiveSmallIntegerField(
        _("start year"), null=True, blank=True, validators=YEARS, help_text=_("Empty: not known.")
    )
    end_year = models.PositiveSmallIntegerField(
        _("end year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Empty: it goes on, or the end is not known."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Empty: the page shows name and years.")
    )

    class Meta(StrategyPart.Meta):
        verbose_name = _("lighthouse")
        verbose_name_plural = _("lighthouses")
        ordering = ["strategy", "focus_area__number", "start_year", "code"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_lighthouse_code_in_strategy",
                fields=["strategy", "code"],
                violation_error_message=_("The strategy already has a lighthouse with this code."),
            ),
            code_form("strategy_lighthouse_code_form"),
            year_between("start_year", "strategy_lighthouse_start_year"),
            models.CheckConstraint(
                name="strategy_lighthouse_years_in_order",
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                violation_error_message=_("The end year lies before the start year."),
            ),
        ]

    def __str__(self):
        return self.name


class LighthouseGoal(Withdrawable):
    """A goal that a lighthouse works for."""

    KEY = (
        "lighthouse__strategy__partnership__code",
        "lighthouse__strategy__code",
        "lighthouse__code",
        "goal__code",
    )
    PARTNERSHIP = "lighthouse__strategy__partnership"
    PARENT = "lighthouse"

    lighthouse = models.ForeignKey(
        Lighthouse,
        on_delete=models.CASCADE,
        related_name="goal_links",
        verbose_name=_("lighthouse"),
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="lighthouse_links", verbose_name=_("goal")
    )

    class Meta(Withdrawable.Meta):
        verbose_name = _("goal of a lighthouse")
        verbose_name_plural = _("goals of lighthouses")
        ordering = ["lighthouse", "goal"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_lighthousegoal_once",
                fields=["lighthouse", "goal"],
                violation_error_message=_("The lighthouse is already linked to this goal."),
            ),
        ]

    def __str__(self):
        return f"{self.lighthouse} → {self.goal}"

    def clean(self):
        super().clean()
        if (
            self.lighthouse_id
            and self.goal_id
            and self.lighthouse.strategy_id != self.goal.strategy_id
        ):
            raise ValidationError({"goal": _("Choose a goal of the same strategy.")})
