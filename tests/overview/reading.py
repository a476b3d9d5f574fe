"""Readings of strategies, goals and indicators as pages ask for them."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator
from strategy import overview
from strategy.models import Goal, Strategy

PARTS = {Strategy: overview.STRATEGY, Goal: overview.GOAL, Indicator: overview.INDICATOR}


def read(row, language="", **options):
    """What the page of a row reads in a language."""
    return read_by_codes(type(row), row.natural_key(), language, **options)


def read_by_codes(model, codes, language, **options):
    found = overview.find(model, *codes)
    options = {"parts": PARTS[model], "as_of": date(2024, 1, 1)} | options
    return overview.read(found, language=language, **options)


def queries_of(row, language=""):
    """How many queries the page of a row needs to find and read it."""
    codes = row.natural_key()
    with CaptureQueriesContext(connection) as queries:
        read_by_codes(type(row), codes, language)
    return len(queries)
