"""Fields and rules that several models have in common."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
