"""Who may see, choose and change which rows: the same for lists, forms and their parts."""

from dataclasses import dataclass, field

from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from config.records import Change, Record, allowed_partnerships, may
from config.registry.forms import RowChoiceField, RowSelect, Words
from config.registry.site import place_of


def may_somewhere(user, action):
    """Whether a person may do this in any partnership at all."""
    if not (user.is_active and user.is_staff):
        return False
    return user.is_superuser or bool(allowed_partnerships(user, action))


class Scoped:
    """Rights from memberships; a mixin for everything in the admin that shows rows."""

    rights: dict[str, str] = {}  # actions that need another right than the one of their name
    list_select_related: tuple[str, ...] = ()

    formfield_overrides = {
        models.CharField: {"form_class": Words, "widget": AdminTextInputWidget},
        models.TextField: {
            "form_class": Words,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
        models.URLField: {"assume_scheme": "https"},
    }

    def may(self, request, action, row=None):
        """Whether a person may do this with a row, or with any row when none is given."""
        right = self.rights.get(action, action)
        if not may_somewhere(request.user, right):
            return False
        if row is None or row._state.adding:
            return True
        return may(request.user, right, row.partnership_id_of())

    def has_module_permission(self, request):
        return self.may(request, "view")

    def get_queryset(self, request):
        """The rows a person sees, with what their names and rights are read from."""
        rows = self.model.objects.allowed(request.user, self.rights.get("view", "view"))
        rows = self.read_along(rows)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def read_along(self, rows):
        """Rows together with the relations that their names and rights are read from."""
        along = set(self.list_select_related)
        if self.model.PARTNERSHIP != "pk":
            along.add(place_of(self.model))
        return rows.select_related(*along) if along else rows

    def choices_of(self, db_field, request):
        """The rows a person may choose for a relation: shared ones, else where they edit."""
        remote = db_field.remote_field.model
        action = "view" if remote.SHARED else self.rights.get("change", "change")
        rows = remote.objects.allowed(request.user, action)
        return self.admin_site.get_model_admin(remote).read_along(rows)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if not issubclass(db_field.remote_field.model, Record):
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs.setdefault("form_class", RowChoiceField)
        kwargs.setdefault("queryset", self.choices_of(db_field, request))
        kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        if self.model.SHARED and db_field.name == self.model.PARTNERSHIP:
            # Only administrators make what is shared by all.
            kwargs["required"] = not request.user.is_superuser
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@dataclass(kw_only=True)
class Edit:
    """One attempt to save a page: by whom and why, and what it has really written."""

    change: Change
    rights: dict[str, str] = field(default_factory=dict)
    written: list = field(default_factory=list)
    refusal: ValidationError | None = None

    @classmethod
    def of(cls, request, rights, reason=None, refusal=None):
        if reason is None:
            reason = request.POST.get("change_reason", "").strip()
        change = Change(user=request.user, reason=reason)
        return cls(change=change, rights=rights, refusal=refusal)

    def write(self, row):
        """Save a row, checked like a form; it counts as written when it really changed."""
        is_new, version = row._state.adding, row.version
        try:
            row.check_writer(self.change.user, row.as_stored())
            row.full_clean()
        except ValidationError as error:
            raise with_name(row, error) from None
        self._check(row, "add" if is_new else "change")
        row._change = self.change
        row.save()
        if is_new or row.version != version:
            self.written.append(row)

    def carry_out(self, row, deed):
        """Let a row do what a verb of its own does and saves; checked like a form."""
        stored = row.as_stored()
        self._check(row, "change")
        row._change = self.change
        with transaction.atomic():
            deed()
            row.check_writer(self.change.user, stored)
            row.full_clean()

    def erase(self, row):
        """Delete a row that was never public."""
        self._check(row, "delete")
        row.check_eraser(self.change.user)
        row._change = self.change
        try:
            row.delete()
        except ProtectedError as error:
            raise ValidationError(
                _("“%(row)s” can't be deleted: %(others)s refer to it.")
                % {"row": row, "others": ", ".join(map(str, list(error.protected_objects)[:5]))}
            ) from None
        self.written.append(row)

    def _check(self, row, action):
        right = self.rights.get(action, action)
        if not may(self.change.user, right, row.partnership_id_of()):
            raise PermissionDenied

    @property
    def needs_reason(self):
        """Whether something that readers see has changed and nobody has said why."""
        return not self.change.reason and any(
            getattr(row, "published", False) for row in self.written
        )


def with_name(row, error):
    """The sentences of an error, each with the row and field it is about."""
    if not hasattr(error, "error_dict"):
        return ValidationError([f"{row}: {problem}" for problem in error.messages])
    sentences = []
    for name, problems in error.message_dict.items():
        place = str(row)
        if name != "__all__":
            place += f" · {row._meta.get_field(name).verbose_name}"
        sentences += [f"{place}: {problem}" for problem in problems]
    return ValidationError(sentences)
