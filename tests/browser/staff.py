"""What staff do with files in a browser."""

import io

import openpyxl
from django.conf import settings
from django.urls import reverse

from tests.admin.pages import signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE = "Seriekod"  # heads the codes of the series


def sign_in(page, live_server, user):
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def complaints_of(page):
    """What the browser says against a page from now on: forbidden styles, missing files."""
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def choose(page, content, *, name="siffror.xlsx", reason="Årets siffror"):
    page.get_by_label("File").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.get_by_label("Why?").fill(reason)


def upload(page, content, **told):
    choose(page, content, **told)
    page.get_by_role("button", name="Show what it would do").click()


def start(page, live_server):
    page.goto(live_server.url + reverse("admin:indicators_importbatch_add"))


def downloaded(page, name):
    """The bytes behind a link."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


def click(page, role, name):
    page.get_by_role(role, name=name, exact=True).click()


class Sheet:
    """The sheet of figures as a person has it before them: cells by series code and heading."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet = self.book["Siffror"]
        first = next(cell for cell in self.sheet["A"] if cell.value == CODE)
        self.columns = {str(cell.value): cell.column for cell in self.sheet[first.row]}
        self.rows = {cell.value: cell.row for cell in self.sheet["A"][first.row :]}

    def cell(self, code, heading):
        return self.sheet.cell(self.rows[code], self.columns[heading])

    def place(self, code, heading):
        return f"{self.sheet.title}!{self.cell(code, heading).coordinate}"

    def fill(self, cells):
        for (code, heading), value in cells.items():
            self.cell(code, heading).value = value

    def saved(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
