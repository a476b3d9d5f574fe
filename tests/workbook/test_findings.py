"""Findings: each has its place in the one list, and the list holds no other."""

import ast
from pathlib import Path

from indicators.workbook import findings
from indicators.workbook.findings import FINDINGS, problem, remark, warning
from indicators.workbook.values import Place, Weight

ROOM = Path(findings.__file__).parent


def texts_in(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


def test_every_finding_of_the_list_is_told_somewhere():
    told = {
        text for path in ROOM.glob("*.py") if path.name != "findings.py" for text in texts_in(path)
    }
    assert set(FINDINGS) - told == set()


def test_every_finding_that_is_told_stands_in_the_list():
    told = {
        node.args[0].value
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"problem", "warning", "remark"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert told
    assert told - set(FINDINGS) == set()


def test_a_finding_has_its_weight():
    made = [make("range", Place(address="A1"), text="1-2") for make in (problem, warning, remark)]
    assert [finding.weight for finding in made] == [Weight.PROBLEM, Weight.WARNING, Weight.REMARK]


def test_a_long_text_is_cut():
    assert len(problem("range", Place(), text="x" * 30_000).details["text"]) < 300
