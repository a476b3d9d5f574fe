"""What readers write, and until when pages hold that they read."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strategy.models.partnerships import Partnership

LONG_AGO = timedelta(hours=1)  # longer than anybody takes who writes
ONCE_IN = 500  # so often old rows are looked for


def new_token():
    return secrets.randbelow(2**40)


class ReaderMessage(models.Model):
    """What a reader has reported: something that can't be read or used, or an error."""

    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("partnership"),
    )  # None: about the site itself
    page = models.CharField(_("page"), max_length=500, blank=True)
    text = models.TextField(_("message"))
    email = models.EmailField(_("e-mail of the reader"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
    )

    class Meta:
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="strategy_readermessage_not_empty",
                condition=~models.Q(text=""),
                violation_error_message=_("Write what is wrong."),
            )
        ]

    def __str__(self):
        return self.text[:60]


class PublicChange(models.Model):
    """That something of a partnership was written: pages read before it are no longer true.

    Rows are only added, never altered, so that nobody who writes waits for somebody else. What
    counts is which rows there are, see ``strategy.keeping``.
    """

    SHARED = 0  # in place of a partnership: it may show on the pages of all

    partnership = models.BigIntegerField(db_index=True)
    token = models.BigIntegerField(default=new_token)  # so that no two sets of rows are alike
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of public pages")
        verbose_name_plural = _("changes of public pages")

    def __str__(self):
        return f"{self.partnership} {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def add(cls, partnership_id):
        """Add one; now and then those are erased that newer ones have followed long ago."""
        new = cls.objects.create(partnership=partnership_id or cls.SHARED)
        if new.pk % ONCE_IN == 0:
            newer = cls.objects.filter(partnership=OuterRef("partnership"), pk__gt=OuterRef("pk"))
            old = cls.objects.filter(at__lt=timezone.now() - LONG_AGO)
            old.filter(Exists(newer)).delete()
