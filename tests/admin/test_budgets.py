"""Lists, forms and histories: no more questions to the database when there is more to show."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.records import Record
from indicators.models import Annotation, FigureSeries, QualityNote
from strategy.models import Action
from tests import factories
from tests.admin.everything import make_everything
from tests.admin.pages import address, signed_in

# How often is asked is the same with both; that the pages answer on both: house/test_admin.py.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
RECORDS = [model for model in admin.site._registry if issubclass(model, Record)]
KINDS = [
    *("strategy", "focusarea", "goal", "lighthouse", "indicator", "series", "observation"),
    *("baseline", "target", "citation", "annotation", "qualitynote", "followup", "assessment"),
    *("goalanalysis", "figure", "figureseries", "area", "group", "source", "partnership"),
]
BUDGET = 15


def make_many(count):
    """One strategy with that many indicators and everything that belongs to them."""
    rows = make_everything()
    for number in range(1, count):
        goal = factories.make_goal(focus_area=rows["focusarea"])
        Action.objects.create(goal=goal, order=1, text="Vi ska")
        indicator = factories.make_indicator(goal=goal)
        series = factories.make_series(indicator=indicator, source=rows["source"])
        factories.make_observation(series=series)
        factories.make_baseline(series=series)
        factories.make_target(series=series)
        factories.make_citation(indicator=indicator)
        Annotation.objects.create(indicator=indicator, period="2015", kind="event", text="?")
        QualityNote.objects.create(
            strategy=rows["strategy"], code=f"q{number}", indicator=indicator, kind="unit", text="?"
        )
        factories.make_analysis(follow_up=rows["followup"], goal=goal)
        factories.make_assessment(follow_up=rows["followup"], indicator=indicator)
        FigureSeries.objects.create(figure=rows["figure"], series=series, order=number + 1)
    return rows


def pages(rows):
    return [
        *(address(model, "changelist") for model in RECORDS),
        *(address(rows[kind], "add") for kind in KINDS if kind != "partnership"),
        *(address(rows[kind], "change") for kind in KINDS),
        *(address(rows[kind], "history") for kind in KINDS),
    ]


def count_queries(client, page):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    assert response.status_code == 200
    return len(queries)


def counted(count):
    """How often each page asks when there are so many indicators."""
    rows = make_many(count)
    client = signed_in(factories.make_user(partnership=rows["partnership"], role="manager"))
    return [(model_and_page(page), count_queries(client, page)) for page in pages(rows)]


def model_and_page(page):
    """The address of a page without the number of its row."""
    return "/".join(step for step in page.split("/") if not step.isdecimal())


def test_a_page_asks_at_most_fifteen_times_and_as_often_for_one_ten_or_a_hundred_rows():
    # A list: session, person, memberships; the count and the rows; the queues; its filters.
    # A form: session, person, memberships, the row, whether it is public, each kind of part.
    # A history: the count, the page, the versions, their names, people.
    counted(1)  # content types are read once and kept
    one, ten, hundred = counted(1), counted(10), counted(100)
    assert [each for each in hundred if each[1] > BUDGET] == []
    assert one == ten == hundred
