"""Partnerships, and who may do what in them."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.numbers import write_number
from config.records import Record, may
from strategy.models import logos
from strategy.models.colours import LEAST_CONTRAST, contrast_to_white
from strategy.models.fields import CodeField, code_form

RESERVED = ["search", "method", "accessibility", "privacy", "compare"]  # pages of the site
LOGO_PROBLEMS = {
    "too_large": _(
        "The file is too large: a logo is at most 12 kB, a PNG also at most 2,000 pixels each way, "
        "an SVG at most 200 parts. Save it smaller or simpler."
    ),
    "not_a_picture": _("This is neither a PNG nor an SVG file. Choose one of these."),
    "broken": _("The file is damaged and can’t be shown. Save it anew."),
    "active": _(
        "The drawing holds a program, or parts of another kind than a picture. "
        "Save it as plain SVG, or as PNG."
    ),
    "outside": _(
        "The drawing refers to something outside itself, which readers would not see. "
        "Put it into the file, or save it as PNG."
    ),
}
NEAREST_LANGUAGE = {"nn": "nb", "no": "nb", "da": "nb"}


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
    # Look
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        help_text=_("Of the band above its pages, like #0f4c5c. Empty: the colour of the site."),
    )
    logo = models.TextField(
        _("logo"),
        blank=True,
        help_text=_("A small PNG or SVG file, shown beside the name. Empty: none."),
    )
    # Contact
    responsible = models.CharField(
        _("who is responsible"),
        max_length=200,
        blank=True,
        help_text=_("The function that answers for what is published. Empty: the partnership."),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Shown to readers; their messages go there. Empty: to those who run the site."),
    )
    homepage = models.URLField(_("homepage"), blank=True, help_text=_("Empty: no link is shown."))
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
                condition=~Q(code__in=RESERVED),
                violation_error_message=_("A page of the site has this address. Choose another."),
            ),
            models.CheckConstraint(
                name="strategy_partnership_country_two_letters",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write the country as two capital letters: SE, NO."),
            ),
            models.CheckConstraint(
                name="strategy_partnership_colour_form",
                condition=Q(colour="") | Q(colour__regex=r"^#[0-9a-f]{6}$"),
                violation_error_message=_("Write the colour like #0f4c5c, in small letters."),
            ),
            models.CheckConstraint(
                name="strategy_partnership_logo_form",
                condition=Q(logo="")
                | Q(logo__startswith="data:image/png;base64,")
                | Q(logo__startswith="data:image/svg+xml;base64,"),
                violation_error_message=_("The logo is a PNG or SVG file."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        problems = {}
        try:
            logos.check_address(self.logo)
        except logos.Unfit as unfit:
            problems["logo"] = LOGO_PROBLEMS[unfit.reason]
        if re.fullmatch("#[0-9a-f]{6}", self.colour):
            contrast = contrast_to_white(self.colour)
            if contrast < LEAST_CONTRAST:
                problems["colour"] = _(
                    "White words on it would be hard to read: the contrast is %(found)s, and "
                    "must be at least %(least)s. Choose a darker colour."
                ) % {"found": write_number(contrast), "least": write_number(LEAST_CONTRAST)}
        if problems:
            raise ValidationError(problems)

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
        strategies = cls._meta.get_field("strategies").related_model
        return Q(**{f"{prefix}pk__in": strategies.objects.public().values("partnership")})


class Membership(Record):
    """What a person may do in a partnership."""

    KEY = ("partnership__code", "user__username")
    ON_PAGES = False

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
