"""Importing and undoing from the command line."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from indicators.management.bars import Bar
from indicators.models import ImportBatch, Observation
from tests import factories
from tests.fingerprint import fingerprint
from tests.intake.files import long_form, wide_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    strategy = factories.make_strategy(
        partnership=factories.make_partnership(code="norrbotten"), code="rus-2030"
    )
    return factories.make_series(code="n08-women", strategy=strategy)


@pytest.fixture
def editor(series):
    return factories.make_user(partnership=series.strategy.partnership, username="editor")


@pytest.fixture
def given(tmp_path, editor):
    """`given(content, …)`: import a file; its exit code and what it printed."""

    def run(content, *options, user="editor"):
        path = tmp_path / "siffror.xlsx"
        path.write_bytes(content)
        out, code = io.StringIO(), 0
        try:
            call_command("import_workbook", str(path), "--user", user, *options, stdout=out)
        except SystemExit as stopped:
            code = stopped.code
        return code, out.getvalue().splitlines()

    return run


def test_a_workbook_is_imported_and_the_last_line_counts(given, series):
    factories.make_observation(series=series, period="2021", value="31")
    factories.make_observation(series=series, period="2022", value="30")
    content = wide_form([2021, 2022, 2023], ["n08-women", 31, 29, 28])
    code, lines = given(content)
    assert (code, lines[-1]) == (0, "1 new, 1 changed, 1 unchanged, 0 problems")
    assert Observation.objects.get(period="2023").value == 28
    assert Observation.history.filter(history_actor="editor").count() == 2


def test_a_second_time_nothing_is_written_at_all(given, series):
    content = long_form(["n08-women", "2022", 30])
    given(content)
    before = fingerprint()
    code, lines = given(content)
    assert (code, lines[-1]) == (0, "0 new, 0 changed, 1 unchanged, 0 problems")
    assert fingerprint() == before


def test_with_problems_nothing_is_written_and_each_is_told_at_its_cell(given, series):
    before = fingerprint()
    code, lines = given(long_form(["n08-women", "2022", 30], ["n08-women", "2023", "abc"]))
    assert (code, lines[-1]) == (1, "1 new, 0 changed, 0 unchanged, 1 problems")
    assert any(line.startswith("Siffror!C3: ") for line in lines)
    assert fingerprint() == before


def test_a_doubtful_figure_is_told_in_the_language_of_the_partnership(given, series):
    for year in range(2015, 2022):
        factories.make_observation(series=series, period=str(year), value="30.4")
    code, lines = given(long_form(["n08-women", "2022", 304]))
    assert code == 0
    assert lines[0].startswith("Siffror!C2: ")
    assert "tio gånger" in lines[0]


def test_the_problems_come_back_marked_in_a_file(given, series, tmp_path):
    out = tmp_path / "fel.xlsx"
    given(long_form(["n08-women", "2022", "abc"]), "--errors", str(out))
    assert openpyxl.load_workbook(out)["Siffror"]["C2"].comment is not None


def test_a_dry_run_writes_nothing(given, series):
    before = fingerprint()
    code, lines = given(long_form(["n08-women", "2022", 30]), "--dry-run")
    assert (code, lines[-1]) == (0, "1 new, 0 changed, 0 unchanged, 0 problems")
    assert fingerprint() == before


def test_the_strategy_can_be_named(given, series):
    other = factories.make_series(
        code="n08-women",
        strategy=factories.make_strategy(partnership=series.strategy.partnership, code="ny"),
    )
    content = long_form(["n08-women", "2022", 30])
    code, lines = given(content)
    assert (code, lines[-1]) == (1, "0 new, 0 changed, 0 unchanged, 1 problems")
    assert "does not say of which strategy" in lines[0]
    given(content, "--strategy", "norrbotten/ny")
    assert Observation.objects.get().series == other


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--strategy", "norrbotten/rus-2031"], "Did you mean norrbotten/rus-2030"),
        (["--strategy", "ostfold/grunnlag"], "no strategy"),
    ],
)
def test_a_strategy_that_is_not_there_is_told(given, series, options, words):
    code, lines = given(long_form(["n08-women", "2022", 30]), *options)
    assert code == 1
    assert words in lines[0]


def test_an_unknown_user_is_told(given, series):
    with pytest.raises(CommandError, match="no active user"):
        given(long_form(["n08-women", "2022", 30]), user="nobody")


def test_who_may_not_import_there_imports_nothing(given, series):
    factories.make_user(partnership=factories.make_partnership(), username="stranger")
    code, _lines = given(long_form(["n08-women", "2022", 30]), user="stranger")
    assert code == 1
    assert not Observation.objects.exists()


def test_a_file_that_is_not_there_is_told(editor):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_workbook", "/nowhere.xlsx", "--user", "editor")


def test_a_file_that_is_no_table_is_one_problem(given, tmp_path):
    out = tmp_path / "fel.xlsx"
    code, lines = given(b"PK\x03\x04 broken", "--errors", str(out))
    assert (code, lines[-1]) == (1, "0 new, 0 changed, 0 unchanged, 1 problems")
    assert "damaged" in lines[0]
    assert openpyxl.load_workbook(out)


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(given, series):
    with pytest.raises(CommandError, match="There is no folder"):
        given(long_form(["n08-women", "2022", 30]), "--errors", "/nowhere/fel.xlsx")
    assert not Observation.objects.exists()


def test_an_import_is_undone_by_its_id(given, series):
    given(long_form(["n08-women", "2022", 30]))
    batch = ImportBatch.objects.get()
    out = io.StringIO()
    call_command("undo_import", str(batch.uuid), stdout=out)
    assert not Observation.objects.exists()
    batch.refresh_from_db()
    assert batch.state == "undone"
    with pytest.raises(CommandError, match="only once"):
        call_command("undo_import", str(batch.uuid))


def test_an_undo_that_is_refused_names_what_was_edited(given, series):
    given(long_form(["n08-women", "2022", 30]))
    row = Observation.objects.get()
    row.value = Decimal("31")
    row.save()
    with pytest.raises(CommandError, match="2022: 31"):
        call_command("undo_import", str(ImportBatch.objects.get().uuid))


@pytest.mark.parametrize("batch", ["x", "00000000-0000-0000-0000-000000000000"])
def test_undoing_what_never_was_is_told(batch):
    with pytest.raises(CommandError, match="There is no import"):
        call_command("undo_import", batch)


class Terminal(io.StringIO):
    def isatty(self):
        return True

    def write(self, text, ending="\n"):
        return super().write(text + ending)


def test_on_a_terminal_a_bar_grows_and_goes():
    out = Terminal()
    bar = Bar(out)
    bar("reading")
    bar("comparing", 50, 100)
    bar.close()
    drawn = out.getvalue().split("\r\x1b[K")
    assert "50/100" in drawn[2]
    assert drawn[2].count("█") == 15
    assert drawn[-1] == ""


def test_where_nobody_watches_no_bar_is_drawn():
    out = io.StringIO()
    bar = Bar(out)
    bar("reading", 1, 2)
    bar.close()
    assert out.getvalue() == ""
