"""The messages of the code and templates, and the catalogues that translate them.

`python -m tests.house.messages` brings the catalogues up to date: it keeps what is
translated, adds what is new, drops what is gone, and compiles. It needs no gettext tools.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
LANGUAGES = ["sv", "nb"]
CODE = ["config", "strategy", "indicators"]
OURS = ROOT / "locale"
LIBRARIES = OURS / "libraries"  # what libraries leave untranslated; kept by hand
REMARK = "`make messages` keeps this file in step with the code."
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# What the arguments of each function are.
FUNCTIONS = {
    "_": ["msgid"],
    "gettext": ["msgid"],
    "ngettext": ["msgid", "msgid_plural"],
    "pgettext": ["msgctxt", "msgid"],
    "npgettext": ["msgctxt", "msgid", "msgid_plural"],
}
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL_IN_TEMPLATE = re.compile(rf"(?:_|n?p?gettext)\({LITERAL}(?:, {LITERAL})*(?:, ?count)?\)")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A text a person reads, as written in the code."""

    msgid: str
    msgid_plural: str = ""
    msgctxt: str | None = None

    @property
    def order(self):
        return self.msgid.casefold(), self.msgid, self.msgid_plural, self.msgctxt or ""


def of_python(source, where=""):
    """The messages of Python code. Raises ValueError where one is not written out."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
        wanted = FUNCTIONS.get(name.removesuffix("_lazy").removesuffix("_noop"))
        if not wanted:
            continue
        given = call.args[: len(wanted)]
        texts = [each.value for each in given if isinstance(each, ast.Constant)]
        if len(texts) < len(wanted) or not all(isinstance(text, str) for text in texts):
            raise ValueError(f"{where}:{call.lineno} {name}(…) needs its text written out")
        found.add(Message(**dict(zip(wanted, texts, strict=True))))
    return found


def of_template(source, where=""):
    """The messages of a template."""
    return of_python("\n".join(CALL_IN_TEMPLATE.findall(templatize(source, where))), where)


def of_files(paths):
    """The messages of Python files and templates."""
    found = set()
    for path in paths:
        reader = of_python if path.suffix == ".py" else of_template
        found |= reader(path.read_text("utf-8"), path.relative_to(ROOT))
    return found


def ours():
    """Every message of Framsteg."""
    code = (path for app in CODE for path in (ROOT / app).rglob("*.py"))
    templates = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    return of_files([*code, *templates])


def catalogue(folder, language, domain="django"):
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read(path):
    """A catalogue, each entry under its message."""
    return {
        Message(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural or "", msgctxt=entry.msgctxt
        ): entry
        for entry in polib.pofile(path)
    }


def write(path, language, messages):
    """Write a catalogue of exactly these messages, keeping the translations it has."""
    kept = read(path) if path.exists() else {}
    made = polib.POFile(wrapwidth=100)
    made.header = REMARK
    made.metadata = {**HEADER, "Language": language}
    for message in sorted(messages, key=lambda each: each.order):
        empty = {0: "", 1: ""} if message.msgid_plural else {}
        new = polib.POEntry(**vars(message), msgstr_plural=empty)
        made.append(kept.get(message, new))
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


def main():
    messages = ours()
    for language in LANGUAGES:
        path = catalogue(OURS, language)
        write(path, language, messages)
        left = len(polib.pofile(path).untranslated_entries())
        sys.stdout.write(f"{language}: {len(messages)} messages, {left} not translated yet\n")
    for path in sorted(OURS.rglob("*.po")):
        polib.pofile(path).save_as_mofile(path.with_suffix(".mo"))


if __name__ == "__main__":
    main()
