"""How any registered thing is edited in the admin."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import IntegrityError, router, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst, smart_split
from django.utils.translation import gettext as _

from config.records import Withdrawable
from config.registry.forms import ReasonForm, RegistryForm, WithdrawForm, is_row_id
from config.registry.history import HistoryViews
from config.registry.importing import ImportExportViews
from config.registry.scope import Edit, Scoped

MAX_WORDS = 20  # of a search; nothing that is looked for has more
OFFERED_LOOKUPS = frozenset({"", "__exact", "__id__exact", "__isnull"})


class NotFound:
    """What one may not see answers like what never existed; a mixin for ModelAdmin."""

    def get_urls(self):
        # Without the address of Django before 1.9, which answers for every id.
        return [each for each in super().get_urls() if each.name is not None]

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def response_action(self, request, queryset):
        if not all(map(is_row_id, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("Rows are chosen by their numbers.")
        return super().response_action(request, queryset)


class RegistryAdmin(HistoryViews, ImportExportViews, Scoped, NotFound, ModelAdmin):
    """One kind of record: scoped, guarded against lost updates, remembered with a reason."""

    task = None  # under which the index lists it
    form = RegistryForm
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 500
    view_on_site = False
    public_page = None  # the name of the address where readers see a row; its key leads there

    # Rights

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view", obj)

    def has_add_permission(self, request):
        return self.may(request, "add")

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters beside the list offer."""
        for each in self.get_list_filter(request):
            offered = each[0] if isinstance(each, tuple) else each
            offered = getattr(offered, "parameter_name", offered)
            if lookup.removeprefix(offered) in OFFERED_LOOKUPS:
                return True
        return False

    def get_search_results(self, request, queryset, search_term):
        if len(search_term) > 500 or len(list(smart_split(search_term))) > MAX_WORDS:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    # The form

    def get_object(self, request, object_id, from_field=None):
        """The row, locked while it is being saved; None when it is not this person's to see."""
        if not is_row_id(object_id):
            return None
        rows = self.get_queryset(request).filter(pk=object_id)
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",), no_key=True)
        row = rows.first()
        if row is not None:
            row.published = row.is_published
        return row

    def get_fieldsets(self, request, obj=None):
        fieldsets = [*super().get_fieldsets(request, obj)]
        if getattr(obj, "withdrawn_on", None):
            fields = {"fields": ["withdrawn_on", "withdrawn_reason"]}
            fieldsets.insert(0, (_("Withdrawn"), fields))
        may_save = self.has_change_permission(request, obj) if obj else True
        if may_save and "change_reason" in self.form.base_fields:
            fields = {"fields": ["change_reason", "seen_version"], "classes": ["why"]}
            fieldsets.append((_("The change"), fields))  # stands last, right above “Save”
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        withdrawn = getattr(obj, "withdrawn_on", None)
        shown = ("withdrawn_on", "withdrawn_reason") if withdrawn else ()
        return (*super().get_readonly_fields(request, obj), *shown)

    def get_inlines(self, request, obj):
        """All parts; those chosen among other parts only once there can be some."""
        return [part for part in self.inlines if obj is not None or not part.among]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def get_view_on_site_url(self, obj=None):
        """Where readers see the row, once it is published."""
        if self.public_page is None or not getattr(obj, "published", False):
            return None
        return reverse(self.public_page, args=obj.natural_key())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = request.edit.refusal if hasattr(request, "edit") else None
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The page of a row. What can't be saved is said on it, and nothing is written."""
        request.edit = Edit.of(request, self.rights)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            refusal = error
        except IntegrityError:
            refusal = ValidationError(
                _("Somebody has just saved something that this contradicts. Look again.")
            )
        request.edit = Edit.of(request, self.rights, refusal=refusal)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        forms = [context["adminform"].form]
        for part in context["inline_admin_formsets"]:
            forms += part.formset.forms
        context["conflicts"] = [form.conflict for form in forms if form.conflict is not None]
        context["can_be_withdrawn"] = isinstance(obj, Withdrawable) and self.has_change_permission(
            request, obj
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving

    def save_model(self, request, obj, form, change):
        if not change or form.changed_data:
            request.edit.write(obj)

    def save_formset(self, request, form, formset, change):
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            request.edit.erase(row)
        for row in rows:
            request.edit.write(row)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if request.edit.needs_reason:
            raise ValidationError(
                {"change_reason": _("Readers see what you changed. Say why, for the history.")}
            )

    def log_change(self, request, obj, message):
        if request.edit.written:
            super().log_change(request, obj, message)

    def response_change(self, request, obj):
        if request.edit.written or IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        self.message_user(request, _("Nothing was changed, so nothing was saved."), messages.INFO)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)

    # Deleting and withdrawing

    def get_deleted_objects(self, objs, request):
        """What goes with these rows, and what keeps them from being deleted."""
        rows = list(objs)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=rows)
        collector.collect(rows)
        lacking = {
            str(self.opts.verbose_name)
            for row in rows
            if not self.has_delete_permission(request, row)
        }
        public = self.model.objects.public() if not self.model.SHARED else self.model.objects.none()
        public = set(public.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        kept = [row for row in rows if row.pk in public or getattr(row, "withdrawn_on", None)]
        counts = {
            model._meta.verbose_name_plural: len(found)
            for model, found in collector.model_objs.items()
        }
        return (
            collector.nested(named),
            counts,
            lacking,
            [*map(named, kept), *map(named, collector.protected)],
        )

    def delete_model(self, request, obj):
        Edit.of(request, self.rights).erase(obj)

    def delete_queryset(self, request, queryset):
        edit = Edit.of(request, self.rights)
        for row in queryset:
            edit.erase(row)

    def response_action(self, request, queryset):
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(self.url_of("change", object_id))

    def render_delete_form(self, request, context):
        row = context["object"]
        context["can_be_withdrawn"] = isinstance(row, Withdrawable) and row.withdrawn_on is None
        return super().render_delete_form(request, context)

    def withdraw_view(self, request, object_id):
        """Take a row off the public site with a reason, or put it back."""
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            if row is None or not isinstance(row, Withdrawable):
                raise Http404
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            back = row.withdrawn_on is not None
            posted = request.POST if request.method == "POST" else None
            form = ReasonForm(posted) if back else WithdrawForm(posted)
            if form.is_valid() and self.withdraw(request, row, form):
                return redirect(self.url_of("change", row.pk))
        title = _("Put back") if back else _("Withdraw")
        context = self.page_context(request, title=title, original=row, form=form, back=back)
        return TemplateResponse(
            request, "admin/withdraw.html", {**context, "media": self.media + form.media}
        )

    def withdraw(self, request, row, form):
        """Whether it could be done; if not, the form says why."""
        back, values = row.withdrawn_on is not None, form.cleaned_data
        try:
            if back:
                row.withdrawn_on, row.withdrawn_reason = None, ""
                Edit.of(request, self.rights, values["change_reason"]).write(row)
            else:
                on, reason = values["withdrawn_on"], values["withdrawn_reason"]
                Edit.of(request, self.rights, reason).carry_out(
                    row, partial(row.withdraw, reason=reason, on=on)
                )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return False
        words = _("“%(row)s” was put back.") if back else _("“%(row)s” was withdrawn.")
        self.message_user(request, words % {"row": row}, messages.SUCCESS)
        return True

    # Addresses

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        withdraw = path(
            "<path:object_id>/withdraw/", view(self.withdraw_view), name=f"{name}_withdraw"
        )
        return [withdraw, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request,
            {
                "can_import": self.has_import_permission(request),
                "can_export": self.has_export_permission(request),
                **(extra_context or {}),
            },
        )


def named(row):
    return f"{capfirst(row._meta.verbose_name)}: {row}"
