"""The import contract speaks about every room there is."""

import ast
import re
import tomllib
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
APPS = ("config", "indicators", "strategy")
SAYS_SO = re.compile(r"\bPure\b|[Kk]nows nothing but")
ROOMS = {
    *("config.decimals", "config.plain_workbooks", "config.sheets", "config.tables"),
    *("config.well_formed", "indicators.charts", "indicators.consistency", "indicators.periods"),
    *("indicators.progress", "indicators.texts", "indicators.workbook"),
}
CORNERS = {
    *("strategy.models.colours", "strategy.models.logos"),
    *("strategy.overview.search.words", "strategy.overview.sorting"),
    *("strategy.reports.canonical", "strategy.reports.comparing"),
    *("strategy.reports.things", "strategy.reports.wordwise"),
}


@pytest.mark.parametrize(("beginning", "pure"), [("Pure rooms", ROOMS), ("Pure corners", CORNERS)])
def test_what_is_pure_is_kept_pure(beginning, pure):
    (contract,) = (each for each in CONTRACTS if each["name"].startswith(beginning))
    assert set(contract["source_modules"]) == pure


@pytest.mark.parametrize("name", sorted(ROOMS | CORNERS))
def test_what_is_kept_pure_is_there(name):
    assert find_spec(name)


def test_what_calls_itself_pure_is_kept_pure():
    for path in chain.from_iterable((ROOT / app).rglob("*.py") for app in APPS):
        about = ast.get_docstring(ast.parse(path.read_text())) or ""
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        above = {name.rsplit(".", number)[0] for number in range(name.count(".") + 1)}
        assert not SAYS_SO.search(about) or above & (ROOMS | CORNERS), name
