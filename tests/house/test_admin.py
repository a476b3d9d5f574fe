"""Every registered thing can be listed, opened, added and remembered by those who may."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_user_model

from config import tables
from config.records import Record
from config.registry.admin import RegistryAdmin
from indicators.models import Edition, ImportBatch
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, signed_in

pytestmark = pytest.mark.django_db
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
KINDS = [model._meta.model_name for model in RECORDS]
VIEWS = ["changelist", "add", "change", "history", "delete"]
FILES = [("import",), ("export", "csv"), ("export", "xlsx")]
FROZEN = {Edition, ImportBatch}
ONLY_READ = {model._meta.model_name for model in FROZEN}
MADE_BY_MATCHING = {"filemapping"}
FOR_ADMINISTRATORS_TO_ADD = {"partnership"}
FOR_MANAGERS = {"membership"}
NOT_BY_HAND = {
    ("edition", "add"),
    *((kind, "delete") for kind in ONLY_READ),
    *((kind, "add") for kind in MADE_BY_MATCHING),
}
NOT_BY_FILE = ONLY_READ | MADE_BY_MATCHING


@pytest.fixture
def rows():
    return make_everything()


@pytest.fixture
def administrator():
    return signed_in(factories.make_administrator())


@pytest.fixture
def editor(rows):
    return signed_in(factories.make_user(partnership=rows["partnership"]))


def test_every_record_has_an_admin():
    assert [
        m for m in RECORDS if not isinstance(admin.site.get_model_admin(m), RegistryAdmin)
    ] == []


def test_every_admin_can_be_searched_so_that_others_can_choose_from_it():
    assert [a for a in admin.site._registry.values() if not a.search_fields] == []


def test_everything_that_can_be_edited_is_on_the_form_of_its_row():
    forgotten = []
    for model in RECORDS:
        shown = flatten_fieldsets(admin.site.get_model_admin(model).fieldsets)
        editable = {field.name for field in model._meta.concrete_fields if field.editable}
        hidden = editable - {*shown, "id", "withdrawn_on", "withdrawn_reason"}
        forgotten += [(model.__name__, name) for name in hidden if model not in FROZEN]
    assert forgotten == []


def test_there_is_a_row_of_every_kind_to_look_at(rows):
    assert set(rows) == set(KINDS)


def answers(client, rows):
    """What each page of each kind answers."""
    return {
        (kind, view): client.get(address(row, view)).status_code
        for kind, row in rows.items()
        for view in VIEWS
    }


def test_an_administrator_opens_every_page_of_every_kind(administrator, rows):
    refused = {page for page, status in answers(administrator, rows).items() if status != 200}
    assert refused == NOT_BY_HAND


def test_an_editor_opens_every_page_of_what_is_for_editors(editor, rows):
    refused = {page: status for page, status in answers(editor, rows).items() if status != 200}
    assert set(refused.values()) == {403}
    assert set(refused) == {
        *NOT_BY_HAND,
        *((kind, view) for kind in FOR_ADMINISTRATORS_TO_ADD for view in ("add", "delete")),
        *((kind, view) for kind in FOR_MANAGERS for view in VIEWS),
    }


@pytest.mark.parametrize("view", VIEWS)
def test_accounts_are_for_administrators_and_nobody_deletes_them(administrator, editor, view):
    person = factories.make_user()
    expected = 403 if view == "delete" else 200
    assert administrator.get(address(person, view)).status_code == expected
    assert editor.get(address(person, view)).status_code == 403


def answers_with_files(client):
    """What the pages through which each kind goes out and comes in answer."""
    found = {}
    for model in RECORDS:
        for view in FILES:
            response = client.get(address(model, *view))
            if response.streaming:
                response.getvalue()  # an answer that is sent as a file ends when it is read
            found[(model._meta.model_name, *view)] = response.status_code
    return found


def test_every_kind_goes_out_and_comes_in_through_files():
    lacking = [m for m in RECORDS if admin.site.get_model_admin(m).resource_class is None]
    assert lacking == []


def test_an_administrator_exports_every_kind_and_imports_all_but_what_is_only_read(
    administrator, rows
):
    refused = {page: s for page, s in answers_with_files(administrator).items() if s != 200}
    assert refused == {(kind, "import"): 403 for kind in NOT_BY_FILE}


def test_an_editor_exports_and_imports_all_but_the_roles(editor):
    refused = {page: s for page, s in answers_with_files(editor).items() if s != 200}
    assert refused == {
        **{(kind, "import"): 403 for kind in NOT_BY_FILE},
        **{(kind, *view): 403 for kind in FOR_MANAGERS for view in FILES},
    }


def test_a_reader_exports_and_imports_nothing(rows):
    reader = factories.make_user(
        partnership=rows["partnership"], role="reader", username="a-reader"
    )
    refused = {page for page, s in answers_with_files(signed_in(reader)).items() if s != 200}
    assert refused == {
        *((kind, "import") for kind in KINDS),
        *((kind, *view) for kind in FOR_MANAGERS for view in FILES),
    }


@pytest.mark.parametrize("kind", sorted(ONLY_READ))
def test_what_is_only_read_goes_out_with_what_it_says(administrator, rows, kind):
    row = rows[kind]
    (table,) = tables.read(administrator.get(address(type(row), "export", "csv")).getvalue())
    (line,) = table.rows
    assert dict(zip(table.header, line, strict=False))["sha256"].text == row.sha256


@pytest.mark.parametrize("model", RECORDS, ids=KINDS)
def test_every_version_says_who_when_why_and_from_which_file(model):
    names = {field.name for field in model.history.model._meta.get_fields()}
    assert names >= {
        *("history_user", "history_actor", "history_date"),
        *("history_change_reason", "history_batch", "history_partnership"),
    }


def test_the_index_is_grouped_by_what_staff_do(editor):
    groups = editor.get("/admin/").context["app_list"]
    assert [group["name"] for group in groups] == ["Strategy", "Figures", "Follow-up", "Set-up"]


def test_the_roles_of_django_are_not_used():
    registered = {model._meta.label for model in admin.site._registry}
    assert "auth.Group" not in registered
    assert get_user_model()._meta.label in registered


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_the_language_can_be_switched_in_the_header(rows, language):
    client = signed_in(factories.make_administrator())
    client.post("/i18n/setlang/", {"language": language, "next": "/admin/"})
    assert f'<html lang="{language}"' in client.get("/admin/").content.decode()
