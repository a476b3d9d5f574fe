"""What every record of the registry has in common.

A record belongs to a partnership, is found by its codes, is checked like a form,
and is remembered: each version with who, when, why and which import. Everything
that writes goes through ``Record.save()``, ``Record.delete()`` or ``config.bulk``.
"""

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

MAX_TEXT = 30_000  # characters; a cell of Excel holds 32 767


class LostUpdate(ValidationError):
    """Somebody else has saved the record since it was read."""


class Overtaken(Exception):
    """A row is no longer as it was when it was read, to be written; nothing is written."""


class HistoryRow(models.Model):
    """What a version remembers beside the fields themselves.

    The account may be renamed, the import batch and the partnership may go: the
    trail keeps the name as text and the others as plain numbers.
    """

    history_actor = models.CharField(max_length=150, blank=True, editable=False)
    history_batch = models.UUIDField(null=True, db_index=True, editable=False)
    history_partnership = models.BigIntegerField(null=True, db_index=True, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who changes something, why, and in which import batch."""

    user: object = None
    reason: str = ""
    batch: UUID | None = None


class RecordQuerySet(models.QuerySet):
    """Which ones? In the words of the registry."""

    def of(self, partnership_ids):
        """Those that belong to one of these partnerships."""
        return self.filter(**{f"{self.model.PARTNERSHIP}__in": list(partnership_ids)})

    def allowed(self, user, action):
        """Those this person may view, add, change, delete … according to memberships."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if user.is_superuser:
            return self
        own = Q(**{f"{self.model.PARTNERSHIP}__in": allowed_partnerships(user, action)})
        if self.model.SHARED and action in {"view", "export"}:
            own |= Q(**{f"{self.model.PARTNERSHIP}__isnull": True})
        return self.filter(own)

    def visible_to(self, user):
        return self.allowed(user, "view")

    def editable_by(self, user):
        return self.allowed(user, "change")

    def public(self):
        """Those a reader may see: nothing above them is a draft or withdrawn."""
        return self.filter(self.model.public_condition())

    def current(self):
        """Those that are not withdrawn."""
        if issubclass(self.model, Withdrawable):
            return self.filter(withdrawn_on__isnull=True)
        return self


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):
    """Finds a record by its codes."""

    def get_by_natural_key(self, *key):
        return self.current().get(**dict(zip(self.model.KEY, key, strict=True)))


class Record(models.Model):
    """Something the registry keeps, with every version of it.

    A subclass says in ``KEY`` which lookups identify a row (never its database id),
    in ``PARTNERSHIP`` the lookup of the partnership it belongs to, in ``PARENT`` the
    field it stands under on the public site, in ``SHARED`` whether a row may
    belong to no partnership and be there for all, in ``ON_PAGES`` whether readers see
    anything of it, and in ``CHECKED_WITH`` what the checks of other rows read of one.
    """

    KEY: tuple[str, ...] = ("code",)
    PARTNERSHIP = "partnership"
    PARENT: str | None = None
    SHARED = False
    ON_PAGES = True
    CHECKED_WITH: tuple[str, ...] = ()

    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(
        inherit=True,
        bases=[HistoryRow],
        history_change_reason_field=models.TextField(blank=True, default=""),
    )
    objects = RecordManager()

    class Meta:
        abstract = True

    @property
    def choice_label(self):
        """What it is called where one of several is chosen."""
        return str(self)

    def natural_key(self):
        return tuple(follow(self, lookup) for lookup in self.KEY)

    @classmethod
    def published_condition(cls, prefix=""):
        """The condition under which rows reached through ``prefix`` have been published."""
        above = cls.above()
        return above.published_condition(f"{prefix}{cls.PARENT}__") if above else Q()

    @classmethod
    def in_force_condition(cls, prefix=""):
        """The condition that neither these rows nor what they stand under is withdrawn."""
        above = cls.above()
        return above.in_force_condition(f"{prefix}{cls.PARENT}__") if above else Q()

    @classmethod
    def public_condition(cls, prefix=""):
        """The condition under which readers see these rows."""
        return cls.published_condition(prefix) & cls.in_force_condition(prefix)

    @classmethod
    def above(cls):
        """The model this one stands under."""
        return cls._meta.get_field(cls.PARENT).related_model if cls.PARENT else None

    @property
    def is_published(self):
        """Whether readers see this row or have seen it before it was withdrawn.

        Then its code is fixed and it can't be deleted.
        """
        rows = type(self).objects.filter(self.published_condition())
        return self.pk is not None and rows.filter(pk=self.pk).exists()

    def partnership_id_of(self):
        """The id of the partnership this row belongs to; None when it is shared by all."""
        if self.PARTNERSHIP == "pk":
            return self.pk
        *way, last = self.PARTNERSHIP.split("__")
        row = self
        for step in way:
            row = getattr(row, step)
            if row is None:
                return None
        return getattr(row, f"{last}_id")

    def as_stored(self):
        """The row as it is stored, read once; None for a new one."""
        if "_as_stored" not in self.__dict__:
            self._as_stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        return self._as_stored

    def clean_fields(self, exclude=None):
        """Beside what the fields check: texts that every file and page can carry."""
        problems = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            problems = error.error_dict
        for field in self._meta.fields:
            if isinstance(field, models.CharField | models.TextField):
                try:
                    check_text(getattr(self, field.attname))
                except ValidationError as error:
                    problems.setdefault(field.name, []).append(error)
        if problems:
            raise ValidationError(problems)

    def clean(self):
        super().clean()
        stored = self.as_stored()
        if stored is not None and hasattr(self, "code") and stored.code != self.code:
            self.check_code_is_free_to_change(stored)

    def check_code_is_free_to_change(self, stored):
        if stored.is_published:
            raise ValidationError(
                {
                    "code": _(
                        "This is published: its code is part of public addresses and "
                        "stays “%(code)s”."
                    )
                    % {"code": stored.code}
                }
            )

    def refuse_circle(self, name):
        """Refuse to refer, through the same relation, back to this row."""
        seen, other = {id(self)}, getattr(self, name)
        while other is not None:
            if id(other) in seen or (self.pk and other.pk == self.pk):
                raise ValidationError({name: _("This would go round in a circle.")})
            seen.add(id(other))
            other = getattr(other, name)

    def check_writer(self, user, stored):
        """Refuse what not everybody may make of this row, whoever may edit it.

        ``stored`` is the row as it was, or None. Raises ValidationError.
        """

    def prepare_restored(self):
        """Take back of an earlier version what is not restored with it, before it is written."""

    def check_eraser(self, user):
        """Refuse that this person deletes the row, whoever may delete others like it."""

    def save(self, *args, **kwargs):
        """Write a new version; nothing when nothing changed.

        Raises LostUpdate when the stored version is not the one this was read from.
        """
        self.__dict__.pop("_as_stored", None)
        if self._state.adding or kwargs.get("force_insert"):
            with transaction.atomic(savepoint=False):  # the row and what remembers it
                return super().save(*args, **kwargs)
        with transaction.atomic():
            rows = type(self)._base_manager.select_for_update(of=("self",), no_key=True)
            stored = rows.filter(pk=self.pk).first()
            if stored is None or stored.version != self.version:
                raise LostUpdate(_("Somebody else has saved this since you opened it."))
            changed = {field.name for field in differences(stored, self)}
            if not changed:
                return None
            if self.PARTNERSHIP.split("__")[0] in changed and self.ON_PAGES:
                pages_end(None)  # it may have been another partnership's
            self.version += 1
            try:
                return super().save(*args, **kwargs)
            except Exception:
                self.version -= 1
                raise

    def delete(self, *args, **kwargs):
        """Delete a row that was never public; the others are withdrawn instead."""
        if self.is_published:
            raise ValidationError(
                _("“%(row)s” is published and can't be deleted. Withdraw it, with a reason.")
                % {"row": self}
            )
        return super().delete(*args, **kwargs)


class Withdrawable(Record):
    """A record that can be taken off the public site, with the reason, but not erased."""

    # Visibility
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("Empty: it is in force. With a date it no longer counts or shows."),
    )
    withdrawn_reason = models.TextField(
        _("why it was withdrawn"),
        blank=True,
        help_text=_("Needed together with the date; readers see it."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn_with_reason",
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message=_(
                    "Give both the date and the reason of a withdrawal, or neither."
                ),
            )
        ]

    @classmethod
    def in_force_condition(cls, prefix=""):
        in_force = Q(**{f"{prefix}withdrawn_on__isnull": True})
        return in_force & super().in_force_condition(prefix)

    def clean(self):
        super().clean()
        if self.withdrawn_on and self.withdrawn_on > timezone.localdate():
            raise ValidationError(
                {"withdrawn_on": _("A withdrawal counts at once: it can't lie in the future.")}
            )

    def withdraw(self, *, reason, on):
        """Take it off the public site on a date, for a reason readers see."""
        if not reason.strip():
            raise ValidationError({"withdrawn_reason": _("Say why it is withdrawn.")})
        self.withdrawn_on, self.withdrawn_reason = on, reason
        self.clean()
        self.save()


def check_text(text):
    """Refuse what no workbook or page can carry: too long a text, characters nobody sees.

    These are control characters, halves of a pair, and code points that are no character
    (U+FFFE, U+FFFF and others), which XML does not allow.
    """
    if len(text or "") > MAX_TEXT:
        raise ValidationError(_("At most %(limit)s characters.") % {"limit": MAX_TEXT})
    for character in text or "":
        if is_invisible(character):
            raise ValidationError(
                _("The text has an invisible control character (U+%(code)s). Remove it.")
                % {"code": f"{ord(character):04X}"}
            )


def is_invisible(character):
    if character in "\n\r\t":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or is_noncharacter(ord(character))


def is_noncharacter(point):
    """Whether Unicode keeps a code point from ever being a character (its section 23.7)."""
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def follow(row, lookup):
    """The value at a lookup like ``strategy__partnership__code``; None where the way ends."""
    for step in lookup.split("__"):
        if row is None:
            return None
        row = getattr(row, step)
    return row


def allowed_partnerships(user, action):
    """The ids of the partnerships in which a person may do this."""
    if not hasattr(user, "_memberships"):
        user._memberships = list(user.memberships.all())
    return {m.partnership_id for m in user._memberships if m.may(action)}


def may(user, action, partnership_id):
    """Whether a person may do this with rows of a partnership (None: rows shared by all)."""
    if not (user.is_active and user.is_staff):
        return False
    if user.is_superuser:
        return True
    if partnership_id is None:
        return action in {"view", "export"}
    return partnership_id in allowed_partnerships(user, action)


def kept_fields(model):
    """The fields of a model whose changes matter: all but its id and version number."""
    return [f for f in model._meta.concrete_fields if not f.primary_key and f.name != "version"]


def differences(old, new):
    """The fields in which two versions of a row differ."""
    return [
        field
        for field in kept_fields(type(new))
        if getattr(old, field.attname) != field.to_python(getattr(new, field.attname))
    ]


def actor_name(user):
    return (user.get_full_name() or user.get_username()) if user is not None else ""


@receiver(pre_create_historical_record, dispatch_uid="framsteg-history")
def complete_history_row(sender, instance, history_instance, history_user=None, **kwargs):
    """The library's own hook: add actor, batch and partnership to each version it writes.

    What is remembered is also what ends the pages kept for readers.
    """
    change = getattr(instance, "_change", None)
    if change is not None:
        history_instance.history_user = change.user or history_user
        history_instance.history_change_reason = change.reason
        history_instance.history_batch = change.batch
    elif history_instance.history_change_reason is None:
        history_instance.history_change_reason = ""
    history_instance.history_actor = actor_name(history_instance.history_user)
    history_instance.history_partnership = instance.partnership_id_of()
    pages_of_row_end(type(instance), history_instance.history_partnership)


def pages_of_row_end(model, partnership_id):
    """The pages of a row's partnership end; those of all where several may refer to it."""
    if model.ON_PAGES:
        pages_end(None if model.SHARED else partnership_id)


def pages_end(partnership_id):
    """From now on the public pages of a partnership (None: all pages) are read anew."""
    apps.get_model(settings.CHANGE_MODEL).add(partnership_id)


def version_of(row, kind, change):
    """The history row that remembers a row as it is now."""
    history = type(row).history.model
    return history(
        history_date=timezone.now(),
        history_type=kind,
        history_user=change.user,
        history_actor=actor_name(change.user),
        history_change_reason=change.reason,
        history_batch=change.batch,
        history_partnership=row.partnership_id_of(),
        **{field.attname: getattr(row, field.attname) for field in history.tracked_fields},
    )


def references(row):
    """The relations of a row that were looked up or set, with the rows they lead to."""
    for field in row._meta.fields:
        if field.is_relation and field.is_cached(row):
            other = field.get_cached_value(row)
            if other is not None:
                yield field, other
