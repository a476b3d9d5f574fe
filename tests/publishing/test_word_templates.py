"""The Word template of a partnership: who replaces it, what is refused, and going back."""

import io
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from strategy.models import WordTemplate
from strategy.reports.word_template import MAX_BYTES, check_template, default_template
from tests import factories
from tests.admin.pages import signed_in
from tests.publishing.making import approved, correct, publish_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return factories.make_partnership()


@pytest.fixture
def approver(partnership):
    return signed_in(factories.make_user(partnership=partnership, role="approver"))


def address(partnership):
    return reverse("word-template", args=[partnership.pk])


def upload(client, partnership, content, name="mall.docx"):
    file = SimpleUploadedFile(name, content)
    return client.post(address(partnership), {"file": file}, follow=True)


def own_template(words="Region Norr"):
    """The built-in template with a text of one's own in front."""
    document = docx.Document(io.BytesIO(default_template()))
    document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content, name, data):
    """A Word file with one part more, or another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item.filename, old.read(item))
        new.writestr(name, data)
    return out.getvalue()


def with_macros():
    content = own_template()
    relations = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        kept = file.read(relations).decode()
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    macro = f'<Relationship Id="rId999" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    content = with_part(content, relations, kept.replace("</Relationships>", macro))
    return with_part(content, "word/vbaProject.bin", b"x")


def test_the_built_in_template_is_in_force_until_another_is_uploaded(partnership, approver):
    assert "no other was ever uploaded" in approver.get(address(partnership)).content.decode()
    content = own_template()
    response = upload(approver, partnership, content)
    shown = response.content.decode()
    assert "From now on reports are made in this template." in shown
    assert "mall.docx" in shown
    assert WordTemplate.in_force(partnership) == content
    row = WordTemplate.objects.get()
    there = reverse("kept-template", args=[partnership.pk, row.pk])
    assert f'href="{there}"' in shown
    file = approver.get(there)
    assert b"".join(file.streaming_content) == content
    assert 'filename="mall.docx"' in file["Content-Disposition"]


def test_the_built_in_template_can_be_downloaded_changed_and_uploaded(partnership, approver):
    file = approver.get(reverse("built-in-template", args=[partnership.pk]))
    content = b"".join(file.streaming_content)
    assert check_template(content) == []
    upload(approver, partnership, content)
    assert WordTemplate.in_force(partnership) == content


def test_going_back_to_the_built_in_one_keeps_what_was_uploaded(partnership, approver):
    upload(approver, partnership, own_template())
    for _click in range(2):
        response = approver.post(address(partnership), {"built-in": "x"}, follow=True)
    assert WordTemplate.in_force(partnership) is None
    assert WordTemplate.objects.count() == 2
    shown = response.content.decode()
    assert "in force already" in shown
    assert "mall.docx" in shown


def test_the_same_file_twice_is_put_in_force_once(partnership, approver):
    content = own_template()
    upload(approver, partnership, content)
    assert "in force already" in upload(approver, partnership, content).content.decode()
    assert WordTemplate.objects.count() == 1


REFUSED = [
    (b"", "The file is empty."),
    (b"hej", "The file is no Word document"),
    (b"\xd0\xcf\x11\xe0" + b"x" * 600, "is of an older kind, or has a password"),
    (b"PK\x03\x04" + b"x" * 100, "The file is damaged"),
    (b"PK\x03\x04" + b"x" * MAX_BYTES, "too large"),
    (own_template()[:-200], "The file is damaged"),
    (with_macros(), "It has macros: vbaProject.bin"),
]


@pytest.mark.parametrize(("content", "said"), REFUSED, ids=[said for _file, said in REFUSED])
def test_what_can_not_be_used_is_refused_at_the_field(partnership, approver, content, said):
    response = upload(approver, partnership, content)
    assert said in response.context["form"].errors["file"].as_text()
    assert 'class="errorlist"' in response.content.decode()
    assert not WordTemplate.objects.exists()


def test_every_problem_is_told_at_once(partnership, approver):
    content = with_part(with_macros(), "word/styles.xml", b"<styles/>")
    errors = upload(approver, partnership, content).context["form"].errors["file"]
    assert len(errors) == 2
    assert "It has macros" in errors[0]
    assert "It lacks these styles" in errors[1]


def test_without_a_file_it_is_said_what_is_missing(partnership, approver):
    response = approver.post(address(partnership), {})
    assert "This field is required." in response.context["form"].errors["file"]


@pytest.mark.parametrize("name", ['"><img src=x>.docx', "mål och medel.docx", "x" * 300 + ".docx"])
def test_the_name_of_a_file_does_no_harm(partnership, approver, name):
    shown = upload(approver, partnership, own_template(), name).content.decode()
    assert "<img src=x" not in shown
    for row in WordTemplate.objects.all():
        there = reverse("kept-template", args=[partnership.pk, row.pk])
        assert approver.get(there).status_code == 200


# Who


def addresses(partnership):
    row = WordTemplate.objects.create(
        partnership=partnership,
        uploaded_by=factories.make_administrator(),
        file_name="mall.docx",
        content=own_template(),
    )
    return [
        address(partnership),
        reverse("built-in-template", args=[partnership.pk]),
        reverse("kept-template", args=[partnership.pk, row.pk]),
    ]


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 403), ("editor", 403), ("approver", 200), ("manager", 200)]
)
def test_those_who_approve_or_manage_see_the_template(partnership, role, status):
    client = signed_in(factories.make_user(partnership=partnership, role=role))
    assert {client.get(each).status_code for each in addresses(partnership)} == {status}


def test_an_editor_replaces_no_template(partnership):
    editor = signed_in(factories.make_user(partnership=partnership))
    assert upload(editor, partnership, own_template()).status_code == 403
    assert not WordTemplate.objects.exists()


def test_a_partnership_of_others_is_not_there(partnership):
    there = addresses(partnership)
    home = factories.make_partnership()
    stranger = signed_in(factories.make_user(partnership=home, role="manager"))
    assert {stranger.get(each).status_code for each in there} == {404}
    row = WordTemplate.objects.get()
    under_home = reverse("kept-template", args=[home.pk, row.pk])
    assert stranger.get(under_home).status_code == 404


# What it is for


def test_reports_are_made_in_the_template_and_earlier_editions_stay(client):
    found = approved()
    first = publish_now(found)
    kept = bytes(first.files.get(form="docx").content)
    approver = signed_in(found.approver)
    upload(approver, found.partnership, own_template("Region Norr i framkant"))
    preview = approver.get(reverse("preview-file", args=[found.follow_up.pk, "docx"]))
    assert "Region Norr i framkant" in words(preview.content)
    correct(found, found.analysis, text="Rättat.")
    second = publish_now(found, note="Texten")
    assert "Region Norr i framkant" in words(second.files.get(form="docx").content)
    assert bytes(first.files.get(form="docx").content) == kept


def words(content):
    return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
