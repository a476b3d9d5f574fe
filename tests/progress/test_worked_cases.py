"""The worked cases, as they stand; further ones by PROGRESS_VECTORS=file."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest

from indicators.progress import Flag
from tests.progress.cases import NOT_OF_JUDGING, found_of, judge, worked_cases

CASES = worked_cases()


def agrees(found, expected):
    """Whether a number is the expected one at the precision in which that is written."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if (
        isinstance(expected, bool)
        or not isinstance(expected, (int, float))
        or isinstance(found, int)
    ):
        return found == expected
    if found is None:
        return False
    expected = Decimal(str(expected))
    step = Decimal(1).scaleb(min(expected.as_tuple().exponent, 0))
    return expected in {found.quantize(step, each) for each in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


@pytest.mark.parametrize("case", CASES, ids=lambda each: each["id"])
def test_a_worked_case_has_its_outcome(case):
    found = found_of(judge(case, CASES))
    differing = {
        name: (found.get(name, "nothing"), expected)
        for name, expected in case["expect"].items()
        if name not in found or not agrees(found[name], expected)
    }
    assert not differing, f"{case['id']}: found, expected: {differing}"


@pytest.mark.parametrize("case", CASES, ids=lambda each: each["id"])
def test_a_worked_case_has_its_flags(case):
    found = {each.name for each in judge(case, CASES).flags}
    missing = set(case["flags"]) - found - NOT_OF_JUDGING
    assert not missing, f"{case['id']}: {missing} not in {found}"


def test_the_flags_left_out_are_no_flags_of_the_judging():
    assert {each.name for each in Flag} & NOT_OF_JUDGING == {"HUMAN_DIFFERS"}
