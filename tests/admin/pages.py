"""Reads and fills the forms of the admin the way a browser does."""

from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse


def signed_in(user, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def address(row_or_model, page, *args):
    """The address of a page of the admin: of a row, or of its model."""
    opts = row_or_model._meta
    if not isinstance(row_or_model, type) and page not in {"changelist", "add"}:
        args = (row_or_model.pk, *args)
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)


class FormReader(HTMLParser):
    """What a browser would send for the form with the most fields on a page."""

    def __init__(self):
        super().__init__()
        self.forms, self.form, self.select, self.textarea = [], None, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.form = {}
            self.forms.append(self.form)
        if self.form is None or "disabled" in given:
            return
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "input" and name and kind not in {"submit", "button"}:
            if kind not in {"checkbox", "radio"} or "checked" in given:
                self.form[name] = given.get("value", "on" if kind == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.form:
                self.form[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea = name
            self.form[name] = ""

    def handle_data(self, data):
        if self.textarea:
            self.form[self.textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            text = self.form[self.textarea].removeprefix("\n")
            self.form[self.textarea] = text.replace("\r\n", "\n").replace("\n", "\r\n")
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def filled(response, **changes):
    """The form of a page as a browser would send it, with some fields changed."""
    assert response.status_code == 200, response.status_code
    reader = FormReader()
    reader.feed(response.content.decode())
    data = max(reader.forms, key=len)
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def save(client, row, **changes):
    """Open the page of a row, change fields, save."""
    page = address(row, "change")
    return client.post(page, filled(client.get(page), **changes))


def errors(response):
    """Everything a page says is wrong."""
    assert response.status_code == 200, response.status_code
    found = list(response.context["errors"])
    return " ".join(str(each) for errors in found for each in [errors])
