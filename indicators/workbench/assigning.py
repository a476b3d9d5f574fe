"""Who is on which part and when it is due, for many parts at once."""

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.bulk import hold, write_in_bulk
from config.records import Change
from indicators.models import Assessment, GoalAnalysis
from indicators.workbench.reading import key_of
from strategy.models import Membership

LEAVE, NOBODY = "", "nobody"
OWN_DATE, WITH_THE_REST = "own", "rest"


class AssignForm(forms.Form):
    """What is set for the parts that were ticked; what is left as it is stays so."""

    responsible = forms.ChoiceField(label=gettext_lazy("Who is on it"), required=False)
    due = forms.ChoiceField(
        label=gettext_lazy("Due"),
        required=False,
        choices=[
            (LEAVE, gettext_lazy("leave as it is")),
            (OWN_DATE, gettext_lazy("on the day given here")),
            (WITH_THE_REST, gettext_lazy("when the follow-up is due")),
        ],
    )
    due_on = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["responsible"].choices = [
            (LEAVE, _("leave as it is")),
            (NOBODY, _("nobody")),
            *((pk, name_of(person)) for pk, person in self.people.items()),
        ]

    def clean(self):
        values = super().clean()
        if values.get("due_on") and values.get("due") == LEAVE:
            values["due"] = OWN_DATE  # a day was given: that is meant
        if (
            values.get("due") == OWN_DATE
            and not values.get("due_on")
            and "due_on" not in self._errors
        ):
            self.add_error("due_on", _("Give the day."))
        return values

    def set_on(self, row):
        """Set what was chosen on a part."""
        values = self.cleaned_data
        if values["responsible"]:
            row.responsible = self.people.get(values["responsible"])
        if values["due"]:
            row.due_on = values["due_on"] if values["due"] == OWN_DATE else None


def people_of(partnership):
    """The people who may write in a partnership, by name."""
    roles = [role for role, rights in Membership.RIGHTS.items() if "change" in rights]
    rows = get_user_model().objects.filter(
        is_active=True,
        is_staff=True,
        memberships__partnership=partnership,
        memberships__role__in=roles,
    )
    return sorted(rows, key=lambda person: name_of(person).casefold())


def name_of(person):
    return person.get_full_name() or person.get_username()


def assign(follow_up, form, keys, *, user):
    """Set who and when on the parts with these keys; returns how many really changed."""
    count = 0
    with transaction.atomic():
        for model in (GoalAnalysis, Assessment):
            rows = model.objects.current().filter(follow_up=follow_up).select_related("responsible")
            hold(model, rows.values("pk"))
            changed = []
            for row in rows.order_by("pk"):
                if key_of(row) in keys and is_changed_by(form, row):
                    row.follow_up = follow_up
                    changed.append(row)
            write_in_bulk(model, changed=changed, change=Change(user=user))
            count += len(changed)
    return count


def is_changed_by(form, row):
    before = row.responsible_id, row.due_on
    form.set_on(row)
    return (row.responsible_id, row.due_on) != before
