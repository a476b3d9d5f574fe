"""Puts the strategies of the fixtures into the registry, with the first version of every row."""

from django.conf import settings
from django.core import serializers
from django.db import transaction
from django.utils import timezone

from config.records import Change, pages_end, version_of
from indicators.models import FollowUp
from strategy.models import Partnership
from strategy.reports.publishing import publish

FIRST_REASON = {
    "norrbotten": "Ur det tryckta dokumentet",
    "ostfold": "Fra det trykte dokumentet",
}
SHARED_REASON = "Ur de tryckta dokumenten / Fra de trykte dokumentene"


def load_strategies(*codes):
    """Load what these partnerships (without codes: all) have printed; returns those loaded.

    Only partnerships that are not there yet: what editors have changed since is never
    overwritten. All of it or nothing.
    """
    known = set(Partnership.objects.values_list("code", flat=True))
    wanted = [code for code in codes or FIRST_REASON if code not in known]
    if wanted:
        with transaction.atomic():
            load_rows("reference", SHARED_REASON)
            for code in wanted:
                load_rows(code, FIRST_REASON[code])
            pages_end(None)
    return wanted


def publish_documents():
    """Publish the first edition of every follow-up that was taken over from a printed document."""
    printed = FollowUp.objects.public().filter(is_from_document=True, editions__isnull=True)
    return [
        publish(row, user=None, now=timezone.now(), despite_warnings=True)
        for row in printed.select_related("strategy__partnership")
    ]


def load_rows(fixture, reason):
    """Write the rows of one fixture file that are not there yet, each with its first version."""
    loaded = []
    text = fixture_path(fixture).read_text(encoding="utf-8")
    for row in serializers.deserialize("yaml", text, handle_forward_references=True):
        if row.object.pk is None:
            row.save()
            loaded.append(row)
    for row in loaded:
        if row.deferred_fields:
            row.save_deferred_fields()
    change = Change(reason=reason)
    by_model = {}
    for row in loaded:
        by_model.setdefault(type(row.object), []).append(version_of(row.object, "+", change))
    for model, versions in by_model.items():
        model.history.model._base_manager.bulk_create(versions, batch_size=500)


def fixture_path(name):
    return settings.BASE_DIR / "fixtures" / f"{name}.yaml"
