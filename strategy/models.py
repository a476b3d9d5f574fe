"""What a region wants: partnerships and their strategies, from vision to action."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.records import Record, Withdrawable, may

NEAREST_LANGUAGE = {"nn": "nb", "no": "nb", "da": "nb"}
YEARS = [MinValueValidator(1900), MaxValueValidator(2200)]


class CodeField(models.CharField):
    """A short name in addresses and files: lower-case letters, digits and hyphens."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("code"))
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault(
            "help_text",
            _("In addresses and Excel files, like “n08”. Does not change once published."),
        )
        kwargs.setdefault(
            "validators",
            [
                RegexValidator(
                    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                    _("Use lower-case letters a–z, digits and single hyphens, like “n08-women”."),
                )
            ],
        )
        super().__init__(*args, **kwargs)


def code_form(name):
    """The constraint that a code has the form that addresses need, whoever writes it."""
    return models.CheckConstraint(
        name=name,
        condition=Q(code__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
        violation_error_message=_(
            "Use lower-case letters a–z, digits and single hyphens, like “n08-women”."
        ),
    )


def year_between(field, name):
    """The constraint that a year, where there is one, is a year of our time."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (1900, 2200)}),
        violation_error_message=_("Write a year between 1900 and 2200."),
    )


class Partnership(Record):
    """Who owns strategies: a region, or partners who work for one."""

    KEY = ("code",)
    PARTNERSHIP = "pk"

    code = CodeField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    area_name = models.CharField(
        _("area"),
        max_length=100,
        blank=True,
        help_text=_("The area it works for, like “Norrbotten”. Empty: the name says it."),
    )
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters: SE, NO."))
    language = models.CharField(
        _("language"),
        max_length=10,
        help_text=_("The language its texts are written in: sv, nb, nn, en …"),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Empty: the public page shows the name only.")
    )
    # How it works
    allows_own_approval = models.BooleanField(
        _("own texts may be approved"),
        default=False,
        help_text=_("Off: what one has written oneself is approved by somebody else."),
    )

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["name"]
        constraints = [
            code_form("strategy_partnership_code_form"),
            models.CheckConstraint(
                name="strategy_partnership_code_not_a_page",
                condition=~Q(code__in=["search", "method", "accessibility"]),
                violation_error_message=_("A page of the site has this address. Choose another."),
            ),
            models.CheckConstraint(
                name="strategy_partnership_country_two_letters",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write the country as two capital letters: SE, NO."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def site_language(self):
        """The language of the site that its texts are in, or nearest to."""
        if self.language in dict(settings.LANGUAGES):
            return self.language
        return NEAREST_LANGUAGE.get(self.language, "en")

    def check_writer(self, user, stored):
        """Whether own texts may be approved is decided by those who manage the partnership."""
        before = stored is not None and stored.allows_own_approval
        if self.allows_own_approval != before and not may(user, "manage", self.pk):
            raise ValidationError(
                _("Only those who manage the partnership decide whether own texts are approved.")
            )

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(**{f"{prefix}pk__in": Strategy.objects.public().values("partnership")})


class Membership(Record):
    """What a person may do in a partnership."""

    KEY = ("partnership__code", "user__username")

    class Role(models.TextChoices):
        READER = "reader", _("Reader")  # sees drafts, changes nothing
        EDITOR = "editor", _("Editor")  # edits and imports
        APPROVER = "approver", _("Approver")  # an editor who also approves
        MANAGER = "manager", _("Manager")  # an approver who also gives out roles

    READING = frozenset({"view", "export"})
    EDITING = READING | {"add", "change", "delete", "import", "restore"}
    RIGHTS = {
        Role.READER: READING,
        Role.EDITOR: EDITING,
        Role.APPROVER: EDITING | {"approve"},
        Role.MANAGER: EDITING | {"approve", "manage"},
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("partnership"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    language = models.CharField(
        _("language of mails"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Empty: the language of the partnership."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["partnership__name", "user__username"]
        constraints = [
            models.UniqueConstraint(
                name="strategy_membership_once",
                fields=["user", "partnership"],
                violation_error_message=_("This person already has a role in this partnership."),
            ),
            models.CheckConstraint(
                name="strategy_membership_role",
                condition=Q(role__in=["reader", "editor", "approver", "manager"]),
                violation_error_message=_("Choose one of the roles."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.partnership} · {self.get_role_display()}"

    @classmethod
    def published_condition(cls, prefix=""):
        return Q(pk__in=[])

    def may(self, action):
        return action in self.RIGHTS[self.role]

    def check_writer(self, user, stored):
        """Roles are given out by those who manage the partnership."""
        if not may(user, "manage", self.partnership_id):
            raise ValidationError(_("Only those who manage the partnership can give out roles."))


class WordTemplate(models.Model):
    """The Word file a partnership's reports are made in. The newest counts; all are kept."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="word_templates"
    )
    file_name = models.CharField(_("file name"), max_length=250, blank=True)
    content = models.BinaryField(null=True)  # None: back to the built-in one
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name

    @classmethod
    def in_force(cls, partnership):
        """The file reports of the partnership are made in; None: the built-in one."""
        newest = cls.objects.filter(partnership=partnership).first()
        return bytes(newest.content) if newest and newest.content else None


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
