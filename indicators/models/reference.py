"""What figures refer to: areas, groups of people, sources."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.records import Record
from strategy.models import CodeField, Partnership, code_form


class Shared(Record):
    """Something several partnerships may refer to: shared by all, or of one partnership."""

    SHARED = True

    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partnership"),
        help_text=_("Empty: shared by all, and changed by administrators only."),
    )

    class Meta:
        abstract = True

    @property
    def is_published(self):
        return False  # what is in use is protected by the rows that refer to it


class Named(Shared):
    """Something with a name in each language of the site."""

    name = models.CharField(
        _("name"), max_length=150, help_text=_("In the language of its country.")
    )
    name_sv = models.CharField(
        _("name in Swedish"), max_length=150, blank=True, help_text=_("Empty: the name is used.")
    )
    name_nb = models.CharField(
        _("name in Norwegian"), max_length=150, blank=True, help_text=_("Empty: the name is used.")
    )
    name_en = models.CharField(
        _("name in English"), max_length=150, blank=True, help_text=_("Empty: the name is used.")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def local_name(self):
        """The name in the reader's language, or the name."""
        return getattr(self, f"name_{(get_language() or '')[:2]}", "") or self.name


class Area(Named):
    """A statistical area, with the code of the statistical office."""

    KEY = ("country", "code")

    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters: SE, NO."))
    code = models.CharField(
        _("code"),
        max_length=20,
        help_text=_("As the statistical office writes it, leading zeros included: 25, 00, 0025."),
    )
    is_nation = models.BooleanField(
        _("whole country"), default=False, help_text=_("What regions are compared with.")
    )
    valid_from = models.PositiveSmallIntegerField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: always.")
    )
    valid_to = models.PositiveSmallIntegerField(
        _("valid to"), null=True, blank=True, help_text=_("Empty: still.")
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(
                name="indicators_area_code_in_country",
                fields=["country", "code"],
                violation_error_message=_("There is already an area with this code."),
            ),
            models.CheckConstraint(
                name="indicators_area_country_two_letters",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write the country as two capital letters: SE, NO."),
            ),
        ]


class Group(Named):
    """A part of the population or of the economy."""

    code = CodeField(unique=True)
    counterpart = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counterpart"),
        help_text=_("The group it is compared with: women and men. Empty: none."),
    )

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["code"]
        constraints = [
            code_form("indicators_group_code_form"),
            models.CheckConstraint(
                name="indicators_group_counterpart_is_another",
                condition=Q(counterpart__isnull=True) | ~Q(counterpart=F("id")),
                violation_error_message=_("A group can't be its own counterpart."),
            ),
        ]


class Source(Shared):
    """Where figures come from."""

    class Access(models.TextChoices):
        OPEN = "open", _("Open")  # anybody can fetch it
        ON_ORDER = "on_order", _("On order")  # must be ordered ("Må bestilles")
        SURVEY = "survey", _("Survey")  # asked of people or firms
        INTERNAL = "internal", _("Internal")  # kept by the partnership itself
        DISCONTINUED = "discontinued", _("Discontinued")  # no longer produced
        UNKNOWN = "unknown", _("Not known")

    class Dialect(models.TextChoices):
        STAFF = "staff", _("Sheets of our own")
        PX = "px", _("SCB and PxWeb")
        SSB = "ssb", _("SSB, from 2021")
        SSB_OLD = "ssb_old", _("SSB, before 2021")
        KOLADA = "kolada", _("Kolada")
        EUROSTAT = "eurostat", _("Eurostat")

    code = CodeField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Empty: the name says it.")
    )
    address = models.URLField(_("address"), blank=True, help_text=_("Empty: no link is shown."))
    licence = models.CharField(
        _("licence"),
        max_length=150,
        blank=True,
        help_text=_("Under which terms figures may be used again. Empty: not known."),
    )
    dialect = models.CharField(
        _("symbols"),
        max_length=20,
        choices=Dialect.choices,
        default=Dialect.STAFF,
        help_text=_("What “-”, “..” and “:” mean in its files."),
    )
    access = models.CharField(
        _("access"), max_length=20, choices=Access.choices, default=Access.UNKNOWN
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Empty: none."))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [code_form("indicators_source_code_form")]

    def __str__(self):
        return self.name


class Statistic(Named):
    """A statistic that several partnerships measure: by it their figures are compared."""

    code = CodeField(unique=True)
    unit = models.CharField(
        _("unit"),
        max_length=100,
        blank=True,
        help_text=_("Series of it are in this unit. Empty: the unit is not known."),
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What makes figures comparable. Empty: not said.")
    )

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        ordering = ["name"]
        constraints = [code_form("indicators_statistic_code_form")]
