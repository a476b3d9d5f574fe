"""The import contract speaks about every room there is."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
PURE = {"periods", "progress", "charts", "texts", "workbook", "sources"}


def test_every_pure_room_is_kept_pure():
    there = {f"indicators.{room}" for room in PURE if find_spec(f"indicators.{room}")}
    (contract,) = (each for each in CONTRACTS if each["name"].startswith("Pure rooms"))
    assert set(contract["source_modules"]) >= there
