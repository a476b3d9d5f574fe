"""Rows belong to partnerships: nobody reaches those of another by any way there is."""

import json

import pytest
from django.contrib import admin
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, reverse

from config.records import Change
from config.registry.scope import Edit
from indicators.models import Area, Observation, Target
from strategy.models import Action, Goal, Membership, Partnership, Strategy
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, errors, filled, save, signed_in

pytestmark = pytest.mark.django_db
MARK = "HEMLIGT-NORR"
ROLES_ONLY = {"membership"}


@pytest.fixture
def theirs():
    return make_everything(name="Region Norrbotten", mark=MARK)


@pytest.fixture
def mine():
    return make_everything(name="Østfold", mark="EGET", country="NO")


@pytest.fixture
def editor(mine):
    return signed_in(factories.make_user(partnership=mine["partnership"], username="ostfold"))


@pytest.fixture
def manager(mine):
    return signed_in(factories.make_user(partnership=mine["partnership"], role="manager"))


def fingerprint(rows):
    """Everything stored about these rows, their versions too."""
    kept = []
    for row in rows.values():
        stored = type(row).objects.filter(pk=row.pk)
        kept.append(serializers.serialize("json", stored))
        kept.append(json.dumps([*row.history.values()], default=str))
    return kept


def body(response):
    return b"".join(response) if response.streaming else response.content


def asserts_nothing_leaks(response):
    assert MARK.encode() not in body(response)
    assert MARK.lower().encode() not in body(response)


# Addresses


def answer(response, where):
    """What somebody can tell from an answer, wherever it was asked for."""
    return response.status_code, response.content.replace(where.encode(), b"")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_another_partnership_answers_like_one_that_never_was(manager, theirs, method):
    before, told_apart, ask = fingerprint(theirs), [], getattr(manager, method)
    for row in theirs.values():
        for view in ("change", "delete", "history", "withdraw"):
            foreign, never = address(row, view), address(type(row), view, 10**9)
            answers = answer(ask(foreign), foreign), answer(ask(never), never)
            if answers[0] != answers[1] or answers[0][0] not in {403, 404, 405}:
                told_apart.append((foreign, *(status for status, _content in answers)))
    assert told_apart == []
    assert fingerprint(theirs) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_version_of_another_partnership_is_read_or_restored(manager, mine, theirs, method):
    before, ask = fingerprint(theirs), getattr(manager, method)
    for kind, row in theirs.items():
        version = row.history.first().history_id
        assert ask(address(row, "version", version)).status_code == 404, kind
        assert ask(address(mine[kind], "version", version)).status_code == 404, kind
    assert fingerprint(theirs) == before


def test_no_list_shows_or_counts_what_belongs_to_others(manager, mine, theirs):
    for kind, row in theirs.items():
        for query in ({}, {"all": ""}, {"q": MARK}):
            response = manager.get(address(row, "changelist"), query)
            assert row.pk not in response.context["cl"].queryset.values_list("pk", flat=True), kind
            if "q" not in query:  # what one looks for stands in the page
                asserts_nothing_leaks(response)


def test_no_form_or_history_of_ones_own_shows_what_belongs_to_others(manager, mine, theirs):
    for row in mine.values():
        for view in ("add", "change", "history", "delete"):
            asserts_nothing_leaks(manager.get(address(row, view)))


def relations():
    for model in admin.site._registry:
        for field in model._meta.concrete_fields:
            if field.is_relation:
                yield model._meta.app_label, model._meta.model_name, field.name


@pytest.mark.parametrize("term", ["", MARK, "ord " * 2000, "\0"])
def test_no_choice_offers_what_belongs_to_others(manager, mine, theirs, term):
    for app, model, field in relations():
        query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
        response = manager.get(reverse("admin:autocomplete"), query)
        assert response.status_code in {200, 400, 403}, query
        asserts_nothing_leaks(response)


def test_choices_are_found_among_ones_own(editor, mine, theirs):
    query = {"app_label": "indicators", "model_name": "indicator", "field_name": "goal"}
    found = editor.get(reverse("admin:autocomplete"), {**query, "term": "Mål"}).json()["results"]
    assert [each["id"] for each in found] == [str(mine["goal"].pk)]
    assert "Plan EGET" in found[0]["text"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"app_label": "auth", "model_name": "user", "field_name": "groups"},
        {"app_label": "admin", "model_name": "logentry", "field_name": "user"},
        {"app_label": "strategy", "model_name": "membership", "field_name": "user"},
        {"app_label": "strategy", "model_name": "historicalgoal", "field_name": "focus_area"},
        {"app_label": "strategy", "model_name": "goal", "field_name": "name"},
        {"app_label": "strategy", "model_name": "goal", "field_name": "nonsense"},
        {"app_label": "nonsense", "model_name": "goal", "field_name": "name"},
    ],
)
def test_choices_are_only_offered_for_fields_of_forms(manager, query):
    assert manager.get(reverse("admin:autocomplete"), query).status_code == 403


def test_the_index_says_nothing_of_others(editor, theirs):
    asserts_nothing_leaks(editor.get("/admin/"))


def test_the_address_that_sends_on_to_public_pages_is_gone(editor, theirs):
    assert editor.get(f"/admin/r/1/{theirs['goal'].pk}/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, theirs["goal"].pk])


# Crafted forms


def refused(response):
    return response.status_code in {403, 404} or (
        response.status_code == 200 and bool(errors(response))
    )


TIES = [
    ("strategy", "partnership", "partnership"),
    ("strategy", "replaces", "strategy"),
    ("focusarea", "strategy", "strategy"),
    ("goal", "focus_area", "focusarea"),
    ("action", "goal", "goal"),
    ("lighthouse", "focus_area", "focusarea"),
    ("lighthousegoal", "goal", "goal"),
    ("lighthousegoal", "lighthouse", "lighthouse"),
    ("indicator", "goal", "goal"),
    ("series", "indicator", "indicator"),
    ("series", "area", "area"),
    ("series", "group", "group"),
    ("series", "source", "source"),
    ("observation", "series", "series"),
    ("observation", "source", "source"),
    ("baseline", "series", "series"),
    ("baseline", "replaces", "baseline"),
    ("target", "indicator", "indicator"),
    ("target", "series", "series"),
    ("target", "reference_area", "area"),
    ("target", "reference_series", "series"),
    ("target", "replaces", "target"),
    ("citation", "source", "source"),
    ("annotation", "indicator", "indicator"),
    ("qualitynote", "strategy", "strategy"),
    ("qualitynote", "observation", "observation"),
    ("followup", "strategy", "strategy"),
    ("assessment", "follow_up", "followup"),
    ("assessment", "indicator", "indicator"),
    ("goalanalysis", "goal", "goal"),
    ("figure", "follow_up", "followup"),
    ("figureseries", "series", "series"),
    ("area", "partnership", "partnership"),
    ("source", "partnership", "partnership"),
]


def test_nothing_of_mine_is_moved_to_or_tied_to_what_is_theirs(editor, mine, theirs):
    before = fingerprint(theirs)
    for kind, field, parent in TIES:
        row = mine[kind]
        response = save(editor, row, **{field: theirs[parent].pk, "change_reason": "?"})
        assert refused(response), (kind, field)
        asserts_nothing_leaks(response)
        stored = type(row).objects.get(pk=row.pk)
        assert getattr(stored, f"{field}_id") == getattr(row, f"{field}_id"), (kind, field)
    assert fingerprint(theirs) == before


NEW = [
    (Goal, {"focus_area": "focusarea", "number": 9, "code": "ny", "name": "Ny"}),
    (Action, {"goal": "goal", "order": 9, "text": "Ny"}),
    (Strategy, {"partnership": "partnership", "code": "ny", "title": "Ny", "status": "draft"}),
    (Observation, {"series": "series", "period": "1999", "value": "1"}),
    (Target, {"series": "series", "code": "ny", "kind": "monitor", "comparator": "none"}),
    (Area, {"partnership": "partnership", "country": "SE", "code": "99", "name": "Ny"}),
]


def test_nothing_is_added_to_what_is_theirs(editor, theirs):
    for model, fields in NEW:
        before = model.objects.count()
        values = {name: theirs[v].pk if v in theirs else v for name, v in fields.items()}
        page = address(model, "add")
        response = editor.post(page, filled(editor.get(page), **values))
        assert refused(response), model
        asserts_nothing_leaks(response)
        assert model.objects.count() == before, model


def test_the_number_of_a_foreign_row_in_a_list_of_parts_does_nothing(editor, mine, theirs):
    before = fingerprint(theirs)
    series = theirs["series"]
    for extra in ({}, {"series-0-DELETE": "on"}):
        response = save(
            editor,
            mine["indicator"],
            **{"series-0-id": series.pk, "series-0-name": "Min", "change_reason": "?", **extra},
        )
        asserts_nothing_leaks(response)
        assert fingerprint(theirs) == before


@pytest.mark.parametrize("prefix", ["series", "targets", "citations", "annotations", "baseline"])
def test_a_foreign_parent_of_a_part_is_refused(editor, mine, theirs, prefix):
    before = fingerprint(theirs)
    name = f"{prefix}-0-{'series' if prefix == 'baseline' else 'indicator'}"
    other = theirs["series" if prefix == "baseline" else "indicator"]
    response = save(editor, mine["indicator"], **{name: other.pk, "change_reason": "?"})
    asserts_nothing_leaks(response)
    assert fingerprint(theirs) == before


@pytest.mark.parametrize("extra", [{}, {"select_across": "1"}])
def test_an_action_on_foreign_rows_does_nothing(manager, mine, theirs, extra):
    before = fingerprint(theirs)
    for row in theirs.values():
        data = {"action": "delete_selected", "post": "yes", "_selected_action": [row.pk], **extra}
        asserts_nothing_leaks(manager.post(address(row, "changelist"), data))
    assert fingerprint(theirs) == before


def test_saving_itself_asks_whose_row_it_is(mine, theirs):
    edit = Edit(change=Change(user=factories.make_user(partnership=mine["partnership"])))
    goal = theirs["goal"]
    goal.name = "Min"
    for attempt in (edit.write, edit.erase):
        with pytest.raises(PermissionDenied):
            attempt(goal)
    assert Goal.objects.get(pk=goal.pk).name != "Min"


def test_a_popup_or_another_key_opens_nothing(editor, theirs):
    page = address(theirs["goal"], "change")
    assert editor.get(page, {"_popup": 1}).status_code == 404
    assert editor.get(page, {"_to_field": "code"}).status_code in {400, 404}
    assert editor.post(page, {"_saveasnew": 1, "name": "Min"}).status_code in {200, 404}
    assert Goal.objects.filter(name="Min").count() == 0


def test_a_draft_of_theirs_is_out_of_reach_too(editor):
    theirs = make_everything(mark=MARK, status="draft")
    before = fingerprint(theirs)
    assert editor.post(address(theirs["goal"], "delete"), {"post": "yes"}).status_code == 404
    assert fingerprint(theirs) == before


def test_what_is_deleted_of_theirs_is_not_read_or_brought_back(editor):
    theirs = make_everything(mark=MARK, status="draft")
    action = theirs["action"]
    history, version = address(action, "history"), action.history.first().history_id
    restore = address(action, "version", version)
    action.delete()
    assert editor.get(history).status_code == 404
    assert editor.post(restore).status_code == 404
    assert not Action.objects.filter(text__contains=MARK).exists()


def test_what_moved_to_me_does_not_bring_its_past_along(editor, mine, theirs):
    area = theirs["area"]
    area.partnership, area.name = mine["partnership"], "Nytt namn"
    area._change = Change(reason="Flyttat")
    area.save()
    response = editor.get(address(area, "history"))
    assert [entry.deed for entry in response.context["entries"]] == ["changed"]


def test_what_moved_to_them_takes_its_past_along(editor, mine, theirs):
    area = mine["area"]
    area.partnership = theirs["partnership"]
    area.save()
    assert editor.get(address(area, "history")).status_code == 404
    version = area.history.last().history_id
    assert editor.get(address(area, "version", version)).status_code == 404


def test_a_version_is_restored_only_where_it_belonged(mine, theirs):
    area = theirs["area"]
    area.partnership = mine["partnership"]
    area.save()
    user = factories.make_user(partnership=mine["partnership"])
    Membership.objects.create(user=user, partnership=theirs["partnership"], role="reader")
    page = address(area, "version", area.history.last().history_id)
    assert signed_in(user).get(page).status_code == 200
    assert signed_in(user).post(page).status_code == 403
    assert Area.objects.get(pk=area.pk).partnership == mine["partnership"]


# What is shared by all


def test_shared_rows_are_chosen_by_all_and_changed_by_administrators(editor, mine):
    area = factories.make_area(name="Riket")
    assert save(editor, mine["series"], area=area.pk, change_reason="?").status_code == 302
    assert editor.get(address(area, "change")).status_code == 200
    assert editor.post(address(area, "change"), {"name": "Min"}).status_code == 403


def test_an_editor_adds_areas_for_the_own_partnership_only(editor, mine):
    page = address(Area, "add")
    data = filled(editor.get(page), country="NO", code="3107", name="Fredrikstad")
    assert "required" in errors(editor.post(page, data))
    data["partnership"] = mine["partnership"].pk
    assert editor.post(page, data).status_code == 302
    assert Area.objects.get(code="3107").partnership == mine["partnership"]


# Roles


def test_a_reader_sees_and_changes_nothing(mine):
    reader = signed_in(factories.make_user(partnership=mine["partnership"], role="reader"))
    before = fingerprint(mine)
    for kind, row in mine.items():
        if kind in ROLES_ONLY:
            continue
        assert reader.get(address(row, "change")).status_code == 200
        assert (
            'type="submit" value="Save"' not in reader.get(address(row, "change")).content.decode()
        )
        assert reader.get(address(row, "add")).status_code == 403
        assert reader.post(address(row, "add"), {}).status_code == 403
        assert reader.post(address(row, "change"), {"name": "X"}).status_code == 403
        assert reader.post(address(row, "delete"), {"post": "yes"}).status_code == 403
        version = row.history.first().history_id
        assert reader.post(address(row, "version", version)).status_code == 403
        assert reader.post(address(row, "withdraw")).status_code in {403, 404}
    assert fingerprint(mine) == before


def test_staff_without_a_role_reaches_nothing(mine):
    nobody = signed_in(factories.make_user())
    shared = factories.make_area()
    assert nobody.get("/admin/").context["app_list"] == []
    for row in [*mine.values(), shared]:
        for view in ("changelist", "add", "change", "delete", "history"):
            assert nobody.get(address(row, view)).status_code == 403


def test_those_who_are_not_staff_are_asked_to_sign_in(client, mine):
    for row in mine.values():
        assert "/admin/login/" in client.get(address(row, "change")).url


def test_a_role_that_is_withdrawn_counts_no_more_at_the_next_request(mine):
    user = factories.make_user(partnership=mine["partnership"])
    client = signed_in(user)
    assert client.get(address(mine["goal"], "change")).status_code == 200
    Membership.objects.get(user=user).delete()
    assert client.get(address(mine["goal"], "change")).status_code == 403


def test_who_is_deactivated_is_out_at_the_next_request(mine):
    user = factories.make_user(partnership=mine["partnership"])
    client = signed_in(user)
    user.is_active = False
    user.save()
    assert client.get(address(mine["goal"], "change")).status_code == 302


def test_an_editor_of_one_and_reader_of_another_changes_only_the_first(mine, theirs):
    user = factories.make_user(partnership=mine["partnership"])
    Membership.objects.create(user=user, partnership=theirs["partnership"], role="reader")
    client, before = signed_in(user), fingerprint(theirs)
    assert client.get(address(theirs["goal"], "change")).status_code == 200
    assert client.post(address(theirs["goal"], "change"), {"name": "X"}).status_code == 403
    response = save(client, mine["indicator"], goal=theirs["goal"].pk, change_reason="?")
    assert refused(response)
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [theirs["goal"].pk]}
    client.post(address(Goal, "changelist"), data)
    assert fingerprint(theirs) == before


def test_a_manager_gives_out_roles_in_the_own_partnership_only(manager, theirs):
    page = address(Membership, "add")
    data = {"user": "bo", "partnership": theirs["partnership"].pk, "role": "manager"}
    factories.make_user(username="bo")
    response = manager.post(page, filled(manager.get(page), **data))
    assert refused(response)
    assert not Membership.objects.filter(user__username="bo").exists()


def test_partnerships_are_added_by_administrators(editor, manager):
    for client in (editor, manager):
        assert client.post(address(Partnership, "add"), {"code": "ny"}).status_code == 403


def test_others_see_no_import_that_touched_nothing_of_theirs(editor, mine, theirs):
    batch = theirs["importbatch"]
    batch.partnership = None
    batch.save()
    asserts_nothing_leaks(editor.get(address(batch, "changelist")))
    assert editor.get(address(batch, "change")).status_code == 404
