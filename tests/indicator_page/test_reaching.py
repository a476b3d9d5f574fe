"""In which year a target is reached if it goes on as it has gone."""

import pytest

from indicators.progress import Comparator, Path
from indicators.progress.reaching import year_reached
from tests.judging.making import judged, line

MORE, LESS, MOST = Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.AT_MOST


@pytest.mark.parametrize(
    ("start", "latest", "aim", "fields", "year"),
    [
        # One a year
        (("2020", "10"), ("2022", "12"), "20", {}, 2030),
        (("2020", "10"), ("2022", "12"), "19.5", {}, 2030),  # within that year
        (("2020", "10"), ("2022", "12"), "20.1", {}, 2031),
        (("2020", "30"), ("2022", "28"), "20", {"comparator": MOST}, 2030),
        # At the very end of a year a bound that must be passed is only touched.
        (("2020", "10"), ("2022", "12"), "20", {"comparator": MORE}, 2031),
        (("2020", "30"), ("2022", "28"), "20", {"comparator": LESS}, 2031),
        (("2020", "10"), ("2022", "12"), "19.5", {"comparator": MORE}, 2030),
        # Shorter periods: two a year, from the middle of 2022
        (("2020-S1", "10"), ("2022-S1", "14"), "15", {}, 2022),
        (("2020-S1", "10"), ("2022-S1", "14"), "15.5", {}, 2023),
        # Without a deadline too
        (("2020", "10"), ("2022", "12"), "20", {"deadline": ""}, 2030),
        # It does not get there.
        (("2020", "10"), ("2022", "10"), "20", {}, None),
        (("2020", "10"), ("2022", "9"), "20", {}, None),
        # It is there.
        (("2020", "10"), ("2022", "21"), "20", {}, None),
        # No straight line
        (("2020", "10"), ("2022", "12"), "20", {"path": Path.GEOMETRIC}, None),
        # Nothing to go by
        (("2020", "10"), None, "20", {}, None),
        (None, ("2022", "12"), "20", {}, None),
    ],
)
def test_the_year_in_which_the_line_gets_there(start, latest, aim, fields, year):
    found = judged(line(start, *([latest] if latest else [])), value=aim, **fields)
    assert year_reached(found) == year


@pytest.mark.parametrize(
    ("kind", "comparator"), [("direction", Comparator.INCREASE), ("recurring", Comparator.AT_LEAST)]
)
def test_only_a_level_is_reached_in_a_year(kind, comparator):
    found = judged(
        line(("2020", "10"), ("2022", "12")),
        value="20" if kind == "recurring" else None,
        kind=kind,
        comparator=comparator,
    )
    assert year_reached(found) is None
